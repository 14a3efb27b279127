//! The simulator's server as a process, as a developer starts it.

use super::{backend::Backend, engine::TEAMS, root};
use anyhow::Result;
use std::path::{Path, PathBuf};
use testkit::{Log, beside_this, free_port};
use tokio::process::{Child, Command};

/// What it says, in the journey's folder.
const LOG: &str = "simulator.log";

/// A running simulator; it ends with the journey.
pub(crate) struct Host {
    _process: Child,
}

/// A port that nobody else on this machine takes, and with it an origin that the
/// browser has never seen.
pub(crate) fn origin() -> Result<(u16, String)> {
    let port = free_port()?;
    Ok((port, format!("http://localhost:{port}")))
}

impl Host {
    /// Starts it there, in front of the backend.
    pub(crate) async fn start(port: u16, backend: &Backend, data: &Path) -> Result<Self> {
        let mut program = Command::new(beside_this("simulator")?);
        program
            .args(["--name", TEAMS, "--log", "info", "--bind"])
            .arg(format!("127.0.0.1:{port}"))
            .arg("--backend")
            .arg(format!("http://{}", backend.address()))
            .arg("--events-token-file")
            .arg(data.join("events-token"))
            .arg("--shim")
            .arg(root().join("target/npm/shim.js"));
        for folder in sdk_dirs() {
            program.arg("--sdk-dir").arg(folder);
        }
        let log = data.join(LOG);
        let (process, _) = testkit::start(program, "simulator on ", Log::Kept(&log)).await?;
        Ok(Self { _process: process })
    }
}

/// The releases from npm, and those of the matrix when it runs.
fn sdk_dirs() -> Vec<PathBuf> {
    let own = root().join("node_modules");
    let more = std::env::var_os(crate::sdk::FOLDER).map(PathBuf::from);
    [own].into_iter().chain(more).collect()
}
