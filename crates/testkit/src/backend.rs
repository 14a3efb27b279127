//! The real backend as a process, to be called, killed and started again.

use crate::program::{self, Log};
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use tokio::process::{Child, Command};

/// A running backend; it ends with this value.
pub struct Backend {
    child: Child,
    base: String,
    data: PathBuf,
}

impl Backend {
    /// Starts it on a port of loopback, 0 for any, with its data there and these options;
    /// waits until it listens. `program` may say more than the program's name.
    ///
    /// # Errors
    ///
    /// When it does not start or ends at once.
    pub async fn start(
        mut program: Command,
        port: u16,
        data: &Path,
        options: &[&str],
        log: Log<'_>,
    ) -> Result<Self> {
        program.args([
            "serve",
            "--bind",
            &format!("127.0.0.1:{port}"),
            "--data-dir",
        ]);
        program.arg(data).args(options);
        let (child, base) = program::start(program, "listening on ", log).await?;
        let data = data.to_owned();
        Ok(Self { child, base, data })
    }

    /// Where it listens, such as `http://127.0.0.1:40001`.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The same without its scheme.
    #[must_use]
    pub fn address(&self) -> &str {
        self.base.trim_start_matches("http://")
    }

    /// The port alone.
    ///
    /// # Errors
    ///
    /// When what it said has none.
    pub fn port(&self) -> Result<u16> {
        let port = self.base.rsplit(':').next().context("it has a port")?;
        Ok(port.parse()?)
    }

    /// The folder with all that it keeps.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The token that its senders of events know.
    ///
    /// # Errors
    ///
    /// When it made none.
    pub fn events_token(&self) -> Result<String> {
        let text = std::fs::read_to_string(self.data.join("events-token"))?;
        Ok(text.trim().to_owned())
    }

    /// Its process, for other programs.
    ///
    /// # Errors
    ///
    /// When it ended.
    pub fn id(&self) -> Result<u32> {
        self.child.id().context("it does not run any more")
    }

    /// Resident memory in megabytes.
    ///
    /// # Errors
    ///
    /// When it ended, or the system has no `/proc`.
    pub fn memory(&self) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.id()?))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kb = line.and_then(|line| line.split_whitespace().next());
        Ok(kb.context("it has memory")?.parse::<u64>()? / 1024)
    }

    /// SIGKILL: nothing is flushed, nothing is said.
    ///
    /// # Errors
    ///
    /// When it ended before.
    pub async fn kill(&mut self) -> Result<()> {
        let killed = self.child.kill().await;
        killed.context("the backend is not there to be killed")
    }

    /// SIGTERM; answers what it exits with.
    ///
    /// # Errors
    ///
    /// When it ended before.
    pub async fn terminate(mut self) -> Result<Option<i32>> {
        let id = self.id()?.to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status().await?;
        ensure!(told.success(), "kill: {told}");
        Ok(self.child.wait().await?.code())
    }
}
