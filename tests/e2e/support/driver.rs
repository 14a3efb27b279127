//! ChromeDriver, started once, and a browser with a fresh profile for each journey.

use anyhow::{Context, Result, bail};
use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::Mutex,
};
use thirtyfour::{ChromiumLikeCapabilities, DesiredCapabilities, WebDriver};

/// Headless, in a container, as root, without a network.
const FLAGS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=en-US",
    "--window-size=1400,1000",
];

/// The one ChromeDriver; it lives as long as somebody holds a [`Lease`].
static DRIVER: Mutex<Option<(Driver, usize)>> = Mutex::new(None);

struct Driver {
    process: Child,
    port: u16,
}

/// The right to use the ChromeDriver.
pub(crate) struct Lease {
    port: u16,
}

impl Lease {
    /// Starts the ChromeDriver unless it runs.
    pub(crate) fn take() -> Result<Self> {
        let mut driver = DRIVER.lock().expect("nobody panics while holding it");
        if driver.is_none() {
            *driver = Some((start()?, 0));
        }
        let (running, users) = driver.as_mut().context("it was just started")?;
        *users += 1;
        Ok(Self { port: running.port })
    }

    /// Opens a browser; ChromeDriver gives each one a new profile.
    pub(crate) async fn browser(&self) -> Result<WebDriver> {
        let mut wishes = DesiredCapabilities::chrome();
        for flag in FLAGS {
            wishes.add_arg(flag)?;
        }
        let address = format!("http://127.0.0.1:{}", self.port);
        WebDriver::new(&address, wishes)
            .await
            .context("Chromium does not start")
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let mut driver = DRIVER.lock().expect("nobody panics while holding it");
        let Some((running, users)) = driver.as_mut() else {
            return;
        };
        *users -= 1;
        if *users == 0 {
            let _ = running.process.kill(); // it may have ended by itself
            let _ = running.process.wait();
            *driver = None;
        }
    }
}

fn start() -> Result<Driver> {
    let mut process = Command::new("chromedriver")
        .arg("--port=0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .context("chromedriver is missing; `cargo xtask test e2e` installs it")?;
    let output = process.stdout.take().context("the output is piped")?;
    let mut lines = BufReader::new(output).lines();
    while let Some(line) = lines.next() {
        if let Some((_, port)) = line?.split_once("successfully on port ") {
            let port = port.trim_end_matches(['.', ' ']).parse()?;
            // What it says later is read too: a full pipe would make it wait.
            std::thread::spawn(move || lines.for_each(drop));
            return Ok(Driver { process, port });
        }
    }
    bail!("chromedriver ended before it listened");
}
