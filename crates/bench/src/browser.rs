//! ChromeDriver, a browser with a new profile for each visit, and the network and
//! processor it pretends to have. Knows nothing of the pages.

use anyhow::{Context, Result, bail};
use serde_json::json;
use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    time::Duration,
};
use thirtyfour::{ChromiumLikeCapabilities, DesiredCapabilities, WebDriver};

/// How soon Microsoft's server answers the SDK, or whether at all, is no property of a
/// page, so nobody but this machine is reached.
const MORE_FLAGS: &[&str] = &[
    testkit::ONLY_THIS_MACHINE,
    "--lang=en-US",
    "--window-size=1000,800",
];

/// Longest visit.
const PATIENCE: Duration = Duration::from_secs(60);

/// Under which a page is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    /// As fast as this machine is.
    Free,
    /// Lighthouse's Slow 4G and a processor slowed down four times.
    Slow4g,
}

impl Condition {
    /// Both.
    pub(crate) const ALL: [Self; 2] = [Self::Free, Self::Slow4g];

    /// How tables call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Free => "No throttling",
            Self::Slow4g => "Slow 4G (562 ms, 180 kB/s), processor 4 times slower",
        }
    }
}

/// A running ChromeDriver; it ends with this value.
pub(crate) struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts it on a free port.
    pub(crate) fn start() -> Result<Self> {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("chromedriver is missing; `cargo xtask bench page` installs it")?;
        let output = process.stdout.take().context("its output is piped")?;
        let mut lines = BufReader::new(output).lines();
        while let Some(line) = lines.next() {
            if let Some((_, port)) = line?.split_once("successfully on port ") {
                let port = port.trim_end_matches(['.', ' ']).parse()?;
                // What it says later is read too: a full pipe would make it wait.
                std::thread::spawn(move || lines.for_each(drop));
                return Ok(Self { process, port });
            }
        }
        bail!("chromedriver ended before it listened");
    }

    /// Opens a browser with a new profile: nothing is cached.
    pub(crate) async fn browser(&self) -> Result<WebDriver> {
        let mut wishes = DesiredCapabilities::chrome();
        for flag in testkit::CHROMIUM_FLAGS.iter().chain(MORE_FLAGS) {
            wishes.add_arg(flag)?;
        }
        let address = format!("http://127.0.0.1:{}", self.port);
        let browser = WebDriver::new(&address, wishes)
            .await
            .context("Chromium does not start")?;
        browser.set_script_timeout(PATIENCE).await?;
        Ok(browser)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill(); // it may have ended by itself
        let _ = self.process.wait();
    }
}

/// Makes the browser as slow as the condition says; bytes per second, milliseconds.
pub(crate) async fn pretend(browser: &WebDriver, condition: Condition) -> Result<()> {
    let cdp = browser.cdp();
    cdp.send_raw("Performance.enable", json!({})).await?;
    if condition == Condition::Free {
        return Ok(());
    }
    cdp.send_raw("Network.enable", json!({})).await?;
    let network = json!({
        "offline": false,
        "latency": 562,
        "downloadThroughput": 180_000,
        "uploadThroughput": 84_375,
    });
    cdp.send_raw("Network.emulateNetworkConditions", network)
        .await?;
    cdp.send_raw("Emulation.setCPUThrottlingRate", json!({ "rate": 4 }))
        .await?;
    Ok(())
}
