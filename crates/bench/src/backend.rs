//! The real backend as a process, serving one page's folder: compression and
//! headers are what ships. Never tells it anything a person could not.

use anyhow::{Context, Result, bail};
use std::{
    path::Path,
    time::{Duration, Instant},
};
use tempfile::TempDir;
use testkit::{Log, beside_this};
use tokio::process::Command;

/// A running backend; it ends with this value.
pub(crate) struct Backend {
    /// Where it listens, such as `http://127.0.0.1:40001`.
    pub(crate) address: String,
    _process: testkit::Backend,
    _data: TempDir,
}

impl Backend {
    /// Starts it and waits until every file is compressed, as it is soon after
    /// any start: visitors meet a server that has been running.
    pub(crate) async fn start(folder: &Path, public_url: &str) -> Result<Self> {
        let data = tempfile::tempdir()?;
        let program = Command::new(beside_this("teams-connector")?);
        let page = folder.to_str().context("the folder's name is text")?;
        let mut options = vec!["--log=error", "--requests-per-second=100000"];
        options.extend(["--public-url", public_url, "--page-dir", page]);
        let process = testkit::Backend::start(program, 0, data.path(), &options, Log::Shown).await;
        let process = process.context("`cargo xtask bench page` builds the backend")?;
        let address = process.base().to_owned();
        wait_until_compressed(&address, folder).await?;
        Ok(Self {
            address,
            _process: process,
            _data: data,
        })
    }
}

/// The backend compresses the largest file last.
async fn wait_until_compressed(address: &str, folder: &Path) -> Result<()> {
    let largest = largest(folder)?;
    let path = match largest.as_str() {
        "index.html" => "configure",
        name => name,
    };
    let client = reqwest::Client::builder().no_proxy().build()?;
    let deadline = Instant::now() + Duration::from_secs(60);
    while Instant::now() < deadline {
        let asked = client.get(format!("{address}/{path}"));
        let answer = asked.header("accept-encoding", "br").send().await?;
        let answer = answer.error_for_status()?;
        if answer.headers().get("content-encoding").is_some() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    bail!("the backend has not compressed {path} within a minute");
}

fn largest(folder: &Path) -> Result<String> {
    let mut largest = (0, None);
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("{} is missing: it was not built", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let size = entry.metadata()?.len();
        if size > largest.0 {
            largest = (size, Some(entry.file_name().to_string_lossy().into_owned()));
        }
    }
    largest.1.context("the page has no files")
}
