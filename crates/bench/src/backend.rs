//! The real backend as a process, serving one page's folder: compression and
//! headers are what ships. Never tells it anything a person could not.

use anyhow::{Context, Result, bail};
use std::{
    env,
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// A running backend; it ends with this value.
pub(crate) struct Backend {
    /// Where it listens, such as `http://127.0.0.1:40001`.
    pub(crate) address: String,
    _process: Child,
    _data: TempDir,
}

impl Backend {
    /// Starts it and waits until every file is compressed, as it is soon after
    /// any start: visitors meet a server that has been running.
    pub(crate) async fn start(folder: &Path, public_url: &str) -> Result<Self> {
        let data = tempfile::tempdir()?;
        let mut process = Command::new(env::current_exe()?.with_file_name("teams-connector"))
            .args(["serve", "--bind", "127.0.0.1:0", "--log", "error"])
            .args(["--requests-per-second", "100000"])
            .args(["--public-url", public_url, "--data-dir"])
            .arg(data.path())
            .arg("--page-dir")
            .arg(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .context("the backend does not start; `cargo xtask bench page` builds it")?;
        let output = process.stdout.take().context("its output is piped")?;
        let mut lines = BufReader::new(output).lines();
        let line = lines.next_line().await?.context("the backend ended")?;
        let address = line
            .strip_prefix("listening on ")
            .context("the backend says where it listens")?;
        let address = address.trim().trim_end_matches('/').to_owned();
        // What it says later is read too: a full pipe would make it wait.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
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
