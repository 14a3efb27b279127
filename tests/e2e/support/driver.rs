//! A WebDriver server of each journey's own, since Firefox's and WebKit's serve one
//! browser at a time; the browser has a fresh profile.

use super::{display, engine::Engine};
use anyhow::{Context, Result, bail};
use std::{
    net::{Ipv4Addr, TcpListener},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use tempfile::TempDir;
use thirtyfour::WebDriver;
use tokio::net::TcpStream;

/// Longer than a driver takes to listen on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(20);

/// A running driver; it ends with the journey.
pub(crate) struct Driver {
    process: Child,
    engine: &'static Engine,
    port: u16,
    // Where the browser keeps its profile; after the process, so that it is gone first.
    _scratch: TempDir,
}

impl Driver {
    /// Starts the engine's driver and waits until it listens.
    pub(crate) async fn start(engine: &'static Engine) -> Result<Self> {
        let port = free_port()?;
        let scratch = tempfile::tempdir()?;
        let process = spawn(engine, port, scratch.path())?;
        let mut driver = Self {
            process,
            engine,
            port,
            _scratch: scratch,
        };
        driver.listens().await?;
        Ok(driver)
    }

    async fn listens(&mut self) -> Result<()> {
        let name = self.engine.driver;
        let deadline = Instant::now() + PATIENCE;
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))
            .await
            .is_err()
        {
            if let Some(status) = self.process.try_wait()? {
                bail!("{name} ended before it listened: {status}");
            }
            if Instant::now() > deadline {
                bail!("{name} does not listen");
            }
            tokio::time::sleep(PAUSE).await;
        }
        Ok(())
    }

    /// Opens the browser, as large as a laptop's.
    pub(crate) async fn browser(&self) -> Result<WebDriver> {
        let address = format!("http://127.0.0.1:{}", self.port);
        let browser = WebDriver::new(&address, self.engine.capabilities()?)
            .await
            .with_context(|| format!("{} does not start", self.engine.name))?;
        browser.set_window_rect(0, 0, 1400, 1000).await?;
        Ok(browser)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill(); // it may have ended by itself
        let _ = self.process.wait();
    }
}

fn spawn(engine: &Engine, port: u16, scratch: &Path) -> Result<Child> {
    let mut command = Command::new(engine.driver);
    if engine.needs_display {
        command.env("DISPLAY", display::shared()?);
    }
    command
        .arg(format!("--port={port}"))
        .args(engine.arguments)
        .envs(engine.environment.iter().copied())
        .env("TMPDIR", scratch)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| {
            format!(
                "{} is missing; `cargo xtask test e2e` installs it",
                engine.driver
            )
        })
}

/// WebKit's driver cannot choose one by itself and say which.
fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no port is free")?;
    Ok(listener.local_addr()?.port())
}
