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
    /// What its driver, and so the browser, finds in its environment.
    pub(crate) environment: &'static [(&'static str, &'static str)],
    /// It draws on a display even when nobody looks.
    pub(crate) needs_display: bool,
    wishes: fn() -> Value,
}

/// What Chrome, Edge and the newer Teams clients are made of.
pub(crate) const CHROMIUM: Engine = Engine {
    name: "chromium",
    driver: "chromedriver",
    arguments: &[],
    environment: &[],
    needs_display: false,
    wishes: || chromium(&[]),
};

fn chromium(flags: &[&str]) -> Value {
    let flags = [CHROMIUM_FLAGS, flags].concat();
    json!({ "browserName": "chrome", "goog:chromeOptions": { "args": flags } })
}

/// Firefox, the long-term release that Debian ships.
pub(crate) const FIREFOX: Engine = Engine {
    name: "firefox",
    driver: "geckodriver",
    // Its own choice would be the same port for every journey.
    arguments: &["--websocket-port=0"],
    environment: &[],
    needs_display: false,
    wishes: || firefox(&json!({})),
};

fn firefox(preferences: &Value) -> Value {
    let options = json!({ "args": ["-headless"], "prefs": preferences });
    json!({ "browserName": "firefox", "moz:firefoxOptions": options })
}

/// The engine of Safari and of iOS, in its smallest browser.
pub(crate) const WEBKIT: Engine = Engine {
    name: "webkit",
    driver: "WebKitWebDriver",
    arguments: &[],
    environment: &[],
    needs_display: true,
    wishes: || json!({ "browserName": "MiniBrowser" }),
};

/// The same engines with WebAssembly turned off, each by its own switch: in
/// Chromium it goes with the compilers, as where an administrator hardens Edge.
const WITHOUT_WASM: [&Engine; 3] = [
    &Engine {
        wishes: || chromium(&["--js-flags=--jitless"]),
        ..CHROMIUM
    },
    &Engine {
        wishes: || firefox(&json!({ "javascript.options.wasm": false })),
        ..FIREFOX
    },
    &Engine {
        environment: &[("JSC_useWasm", "0")],
        ..WEBKIT
    },
];

/// Firefox with the system's colours for every page, by the switch in its settings.
const FORCED_COLOURS: Engine = Engine {
    wishes: || firefox(&json!({ "browser.display.document_color_use": 2 })),
    ..FIREFOX
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
    /// The same engine, without WebAssembly.
    pub(crate) fn without_wasm(&self) -> &'static Self {
        let same = |engine: &&&Self| engine.name == self.name;
        let found = WITHOUT_WASM.iter().find(same);
        found.expect("there is one for each engine")
    }

    /// The same engine with forced colours, where a setting of its own forces them.
    pub(crate) fn with_forced_colours(&self) -> Option<&'static Self> {
        (self.name == FIREFOX.name).then_some(&FORCED_COLOURS)
    }

    /// What a new session is asked for. Everything is on this machine, so no
    /// proxy of the surroundings may come between.
    pub(crate) fn capabilities(&self) -> Result<Capabilities> {
        let mut wishes: Capabilities = serde_json::from_value((self.wishes)())?;
        wishes.set("proxy", json!({ "proxyType": "direct" }))?;
        Ok(wishes)
    }
}
