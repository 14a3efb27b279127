//! A WebDriver server with its one browser, since Firefox's and WebKit's serve one at a
//! time; the browser has a fresh profile.

use super::{display::Display, engine::Engine};
use anyhow::{Context, Result, bail};
use std::{
    fs::File,
    net::Ipv4Addr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use tempfile::TempDir;
use testkit::free_port;
use thirtyfour::WebDriver;
use tokio::net::TcpStream;

/// Longer than a driver takes to listen on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);
/// Longer than a browser takes to open on a busy machine.
const OPENS: Duration = Duration::from_secs(60);
/// What it and its browser write.
const LOG: &str = "driver.log";
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(20);

/// A running driver; it and all it started end when this is dropped.
pub(crate) struct Driver {
    process: Child,
    engine: &'static Engine,
    port: u16,
    // What the browser draws on and where it keeps its profile; after the process, so
    // that it is gone first.
    _display: Option<Display>,
    scratch: TempDir,
}

impl Driver {
    /// A driver with its browser, as large as a laptop's.
    pub(crate) async fn with_browser(engine: &'static Engine) -> Result<(Self, WebDriver)> {
        let driver = Self::start(engine).await?;
        let opened = tokio::time::timeout(OPENS, driver.browser()).await;
        let browser =
            opened.with_context(|| format!("{} did not open a window", engine.name))??;
        Ok((driver, browser))
    }

    /// The engine it drives.
    pub(crate) fn engine(&self) -> &'static Engine {
        self.engine
    }

    /// What the driver and its browser have written so far, the pages' console with it.
    pub(crate) fn said(&self) -> String {
        let bytes = std::fs::read(self.log()).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn log(&self) -> PathBuf {
        self.scratch.path().join(LOG)
    }

    /// Starts the engine's driver and waits until it listens.
    async fn start(engine: &'static Engine) -> Result<Self> {
        let port = free_port()?;
        let scratch = tempfile::tempdir()?;
        let display = match engine.needs_display {
            true => Some(Display::start()?),
            false => None,
        };
        let process = spawn(engine, port, scratch.path(), display.as_ref())?;
        let mut driver = Self {
            process,
            engine,
            port,
            _display: display,
            scratch,
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
    async fn browser(&self) -> Result<WebDriver> {
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

fn spawn(engine: &Engine, port: u16, scratch: &Path, display: Option<&Display>) -> Result<Child> {
    let log = File::create(scratch.join(LOG))?;
    let mut command = Command::new(engine.driver);
    if let Some(display) = display {
        command.env("DISPLAY", &display.name);
    }
    command
        .arg(format!("--port={port}"))
        .args(engine.arguments)
        .envs(engine.environment.iter().copied())
        .env("TMPDIR", scratch)
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        .spawn()
        .with_context(|| {
            format!(
                "{} is missing; `cargo xtask test e2e` installs it",
                engine.driver
            )
        })
}
