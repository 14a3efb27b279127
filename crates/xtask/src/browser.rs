//! The browser engines that the tests run in: which programs each takes, and the
//! packages of Debian that bring them.

use crate::{
    project::find_program,
    steps::{ask, command, run, step},
};
use anyhow::{Result, bail};

/// One engine; every one is tested unless somebody says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Engine {
    /// Chromium: Chrome, Edge, the newer Teams clients
    Chromium,
    /// Firefox ESR
    Firefox,
    /// WebKitGTK: the engine of Safari and of iOS
    Webkit,
}

/// A program, the places it may have, and the package it comes in.
struct Part {
    names: &'static [&'static str],
    package: &'static str,
}

impl Engine {
    /// In the order they are named.
    pub(crate) const EACH: [Self; 3] = [Self::Chromium, Self::Firefox, Self::Webkit];

    /// As typed on the command line, and as in a test's name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }

    fn parts(self) -> &'static [Part] {
        match self {
            Self::Chromium => &[
                Part {
                    names: CHROMIUM,
                    package: "chromium",
                },
                Part {
                    names: &["chromedriver"],
                    package: "chromium-driver",
                },
            ],
            Self::Firefox => &[Part {
                names: &["firefox-esr"],
                package: "firefox-esr",
            }],
            Self::Webkit => &[
                Part {
                    names: &["WebKitWebDriver"],
                    package: "webkit2gtk-driver",
                },
                Part {
                    names: &["Xvfb"],
                    package: "xvfb",
                },
            ],
        }
    }

    fn missing(self) -> impl Iterator<Item = &'static str> {
        let parts = self.parts().iter();
        parts
            .filter(|part| find_program(part.names).is_none())
            .map(|part| part.package)
    }
}

pub(crate) const CHROMIUM: &[&str] = &["chromium", "chromium-browser", "google-chrome"];

/// Installs what these engines lack.
///
/// # Errors
/// Where that is not Debian's, or not ours to do: names the packages and the flag.
pub(crate) fn install(engines: &[Engine]) -> Result<()> {
    let packages: Vec<_> = engines.iter().flat_map(|engine| engine.missing()).collect();
    if packages.is_empty() {
        return Ok(());
    }
    let list = packages.join(" ");
    if find_program(&["apt-get"]).is_none() || ask("id", &["-u"]).as_deref() != Some("0") {
        bail!(
            "The browser tests lack {list}: install that (on Debian, as root: apt-get install \
             {list}), or leave an engine out with --without-engine firefox or webkit."
        );
    }
    step(&format!("Installing {list} from Debian"));
    let otherwise = format!(
        "apt-get could not install {list}; the reason is above. An engine can be left out with \
         --without-engine firefox or webkit."
    );
    run(command("apt-get")?.args(["update", "-q"]), &otherwise)?;
    let mut install = command("apt-get")?;
    install.env("DEBIAN_FRONTEND", "noninteractive");
    install.args(["install", "-y", "-q", "--no-install-recommends"]);
    run(install.args(packages), &otherwise)
}
