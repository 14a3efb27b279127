//! The browser engines the journeys run in, as data: which driver starts one, and
//! what is asked of it. Starts nothing.

use anyhow::Result;
use serde_json::{Value, json};
use thirtyfour::Capabilities;

/// A browser engine and its WebDriver server.
pub(crate) struct Engine {
    /// As in a test's name.
    pub(crate) name: &'static str,
    /// The program that speaks WebDriver.
    pub(crate) driver: &'static str,
    /// What it is told besides its port.
    pub(crate) arguments: &'static [&'static str],
    /// It draws on a display even when nobody looks.
    pub(crate) needs_display: bool,
    wishes: fn() -> Value,
}

/// What Chrome, Edge and the newer Teams clients are made of.
pub(crate) const CHROMIUM: Engine = Engine {
    name: "chromium",
    driver: "chromedriver",
    arguments: &[],
    needs_display: false,
    wishes: || json!({ "browserName": "chrome", "goog:chromeOptions": { "args": CHROMIUM_FLAGS } }),
};

/// Firefox, the long-term release that Debian ships.
pub(crate) const FIREFOX: Engine = Engine {
    name: "firefox",
    driver: "geckodriver",
    // Its own choice would be the same port for every journey.
    arguments: &["--websocket-port=0"],
    needs_display: false,
    wishes: || json!({ "browserName": "firefox", "moz:firefoxOptions": { "args": ["-headless"] } }),
};

/// The engine of Safari and of iOS, in its smallest browser.
pub(crate) const WEBKIT: Engine = Engine {
    name: "webkit",
    driver: "WebKitWebDriver",
    arguments: &[],
    needs_display: true,
    wishes: || json!({ "browserName": "MiniBrowser" }),
};

/// Every one of them.
pub(crate) const ENGINES: [&Engine; 3] = [&CHROMIUM, &FIREFOX, &WEBKIT];

/// Headless, in a container, as root, without a network.
const CHROMIUM_FLAGS: &[&str] = &[
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
];

impl Engine {
    /// What a new session is asked for. Everything is on this machine, so no
    /// proxy of the surroundings may come between.
    pub(crate) fn capabilities(&self) -> Result<Capabilities> {
        let mut wishes: Capabilities = serde_json::from_value((self.wishes)())?;
        wishes.set("proxy", json!({ "proxyType": "direct" }))?;
        Ok(wishes)
    }
}
