//! The browser engines the journeys run in, as data: which driver starts one, and
//! what is asked of it. Starts nothing.

use anyhow::Result;
use serde_json::{Value, json};
use std::{path::PathBuf, sync::LazyLock};
use testkit::free_port;
use thirtyfour::Capabilities;

/// A browser engine and its WebDriver server.
pub(crate) struct Engine {
    /// As in a test's name.
    pub(crate) name: &'static str,
    /// What it is set to, where that is not how it comes: a browser is kept for those
    /// journeys that want the same engine set the same way.
    pub(crate) setting: &'static str,
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
    setting: "",
    driver: "chromedriver",
    // What the page writes to its console goes where the driver writes.
    arguments: &["--enable-chrome-logs"],
    environment: &[],
    needs_display: false,
    wishes: || chromium(&[]),
};

fn chromium(flags: &[&str]) -> Value {
    let flags = [testkit::CHROMIUM_FLAGS, MORE_FLAGS, flags].concat();
    json!({ "browserName": "chrome", "goog:chromeOptions": { "args": flags } })
}

/// Firefox, the long-term release that Debian ships.
pub(crate) const FIREFOX: Engine = Engine {
    name: "firefox",
    setting: "",
    driver: "geckodriver",
    // Its own choice would be the same port for every journey.
    arguments: &["--websocket-port=0"],
    environment: &[],
    needs_display: false,
    wishes: || firefox(&json!({})),
};

fn firefox(preferences: &Value) -> Value {
    let mut preferences = preferences.clone();
    preferences["devtools.console.stdout.content"] = true.into();
    let options = json!({ "args": ["-headless"], "prefs": preferences });
    json!({ "browserName": "firefox", "moz:firefoxOptions": options })
}

/// The engine of Safari and of iOS, in its smallest browser.
pub(crate) const WEBKIT: Engine = Engine {
    name: "webkit",
    setting: "",
    driver: "WebKitWebDriver",
    arguments: &[],
    environment: &[],
    needs_display: true,
    wishes: webkit,
};

/// The console goes where the driver writes; only the browser's own switch does that.
fn webkit() -> Value {
    let arguments = [
        "--automation",
        "--enable-write-console-messages-to-stdout=true",
    ];
    let options = match mini_browser() {
        Some(binary) => json!({ "binary": binary, "args": arguments }),
        None => json!({}), // the driver knows where it is
    };
    json!({ "browserName": "MiniBrowser", "webkitgtk:browserOptions": options })
}

/// Debian keeps it beside the library, off the search path.
fn mini_browser() -> Option<PathBuf> {
    let folders = std::fs::read_dir("/usr/lib").ok()?.flatten();
    let libraries = folders.filter_map(|folder| std::fs::read_dir(folder.path()).ok());
    let mut found: Vec<_> = libraries
        .flat_map(|entries| entries.flatten())
        .filter(|entry| {
            entry
                .file_name()
                .to_string_lossy()
                .starts_with("webkit2gtk-4")
        })
        .map(|entry| entry.path().join("MiniBrowser"))
        .filter(|file| file.is_file())
        .collect();
    found.sort();
    found.pop()
}

/// The same engines with WebAssembly turned off, each by its own switch: in
/// Chromium it goes with the compilers, as where an administrator hardens Edge.
const WITHOUT_WASM: [&Engine; 3] = [
    &Engine {
        setting: "no WebAssembly",
        wishes: || chromium(&["--js-flags=--jitless"]),
        ..CHROMIUM
    },
    &Engine {
        setting: "no WebAssembly",
        wishes: || firefox(&json!({ "javascript.options.wasm": false })),
        ..FIREFOX
    },
    &Engine {
        setting: "no WebAssembly",
        environment: &[("JSC_useWasm", "0")],
        ..WEBKIT
    },
];

/// Firefox with the system's colours for every page, by the switch in its settings.
const FORCED_COLOURS: Engine = Engine {
    setting: "forced colours",
    wishes: || firefox(&json!({ "browser.display.document_color_use": 2 })),
    ..FIREFOX
};

/// The name that a client of Teams has, and that of an app's operator.
pub(crate) const TEAMS: &str = "teams.microsoft.com";
/// Nobody's: names that end so are reserved for examples (RFC 2606).
pub(crate) const OPERATOR: &str = "connector.example.com";

/// Where both names lead, with whatever certificate: a [`super::Front`] listens there.
pub(crate) static FRONT: LazyLock<u16> =
    LazyLock::new(|| free_port().expect("a port of twenty thousand is free"));

/// Chromium in which Teams and the operator have names of their own, as in life.
const WITH_NAMES: Engine = Engine {
    setting: "names",
    wishes: || {
        let front = *FRONT;
        let names = format!("MAP {TEAMS} 127.0.0.1:{front}, MAP {OPERATOR} 127.0.0.1:{front}");
        let rules = format!("--host-resolver-rules={names}");
        chromium(&[&rules, "--ignore-certificate-errors"])
    },
    ..CHROMIUM
};

/// Every one of them.
pub(crate) const ENGINES: [&Engine; 3] = [&CHROMIUM, &FIREFOX, &WEBKIT];

/// The page's own language, and its console.
const MORE_FLAGS: &[&str] = &["--lang=en-US", "--enable-logging=stderr"];

impl Engine {
    /// The same engine, set the same way.
    pub(crate) fn is(&self, other: &Self) -> bool {
        (self.name, self.setting) == (other.name, other.setting)
    }

    /// The same engine, without WebAssembly.
    pub(crate) fn without_wasm(&self) -> &'static Self {
        let same = |engine: &&&Self| engine.name == self.name;
        let found = WITHOUT_WASM.iter().find(same);
        found.expect("there is one for each engine")
    }

    /// Chromium, where Teams and the operator have names.
    pub(crate) const fn with_names() -> &'static Self {
        &WITH_NAMES
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
