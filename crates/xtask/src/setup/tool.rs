//! The pinned tools: taken from the search path where they have the right version,
//! else fetched by `cargo binstall` where that works, else built.

use crate::{
    project::{self, GECKODRIVER, MUTANTS, TRUNK, path, tool_dir},
    steps::{ask, command, note, run, step},
};
use anyhow::{Context, Result};
use std::{fs, io, path::PathBuf};

/// One tool, and how cargo is to build it.
pub(crate) struct Tool {
    name: &'static str,
    version: String,
    programs: &'static [&'static str],
    /// How a program is asked for its version.
    version_words: &'static [&'static str],
    how: &'static [&'static str],
}

/// Optimising the tools would cost the first start minutes and saves each build of
/// the page a tenth of a second: docs/decisions.md.
const LEAN: [(&str, &str); 5] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
    ("CARGO_PROFILE_RELEASE_STRIP", "debuginfo"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
];

impl Tool {
    /// Builds the page.
    pub(crate) fn trunk() -> Self {
        Self {
            name: "trunk",
            version: TRUNK.to_owned(),
            programs: &["trunk"],
            version_words: &["--version"],
            // Its lock file is needed: newer parts of it do not compile together. Its
            // features fetch things over TLS, and here it fetches nothing.
            how: &["--locked", "--no-default-features"],
        }
    }

    /// Joins the page's program with JavaScript, and runs its tests.
    pub(crate) fn wasm_bindgen() -> Result<Self> {
        Ok(Self {
            name: "wasm-bindgen-cli",
            version: project::locked("wasm-bindgen")?,
            programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
            version_words: &["--version"],
            how: &["--no-default-features"],
        })
    }

    /// Drives Firefox.
    pub(crate) fn geckodriver() -> Self {
        Self {
            name: "geckodriver",
            version: GECKODRIVER.to_owned(),
            programs: &["geckodriver"],
            version_words: &["--version"],
            how: &[],
        }
    }

    /// Breaks code on purpose.
    pub(crate) fn mutants() -> Self {
        Self {
            name: "cargo-mutants",
            version: MUTANTS.to_owned(),
            programs: &["cargo-mutants"],
            version_words: &["mutants", "--version"],
            how: &["--locked"],
        }
    }

    /// Whether its programs are on the search path in the pinned version.
    pub(crate) fn is_there(&self) -> bool {
        self.programs.iter().all(|program| {
            ask(program, self.version_words).is_some_and(|told| tells(&told, &self.version))
        })
    }

    /// Makes sure that it is there.
    ///
    /// # Errors
    /// When it can neither be fetched nor built.
    pub(crate) fn get(&self) -> Result<()> {
        if self.is_there() {
            return Ok(());
        }
        if !(self.fetch() && self.is_there()) {
            self.build()?;
        }
        note(&format!("{} {} is ready", self.name, self.version));
        Ok(())
    }

    /// Whether `cargo binstall` could bring it; what it cannot bring is built.
    fn fetch(&self) -> bool {
        if ask("cargo", &["binstall", "-V"]).is_none() {
            return false;
        }
        step(&format!("Fetching {} {}", self.name, self.version));
        let fetched = command("cargo").and_then(|mut fetch| {
            fetch
                .args([
                    "binstall",
                    "--no-confirm",
                    "--disable-strategies",
                    "compile",
                ])
                .arg("--root")
                .arg(self.home())
                .arg(format!("{}@{}", self.name, self.version));
            run(&mut fetch, "cargo binstall could not bring it")
        });
        if let Err(error) = &fetched {
            note(&format!("{error}; it is built instead"));
        }
        fetched.is_ok()
    }

    fn build(&self) -> Result<()> {
        let Self { name, version, .. } = self;
        step(&format!("Building {name} {version} (once; a few minutes)"));
        let mut install = command("cargo")?;
        install
            .args(["install", name, "--version", version, "--force"])
            .args(self.how)
            .arg("--root")
            .arg(self.home())
            .arg("--target-dir")
            .arg(workshop())
            .envs(LEAN);
        run(
            &mut install,
            &format!("{name} {version} did not build; the reason is above."),
        )
    }

    fn home(&self) -> PathBuf {
        tool_dir(self.name, &self.version)
    }
}

/// Whether a program's answer to `--version` names this version.
fn tells(told: &str, version: &str) -> bool {
    let first = told.lines().next().unwrap_or_default();
    first.split_whitespace().any(|word| word == version)
}

/// Where tools are built, all in one place for what they share.
fn workshop() -> PathBuf {
    path("target/tools/build")
}

/// Removes what only building the tools took.
pub(crate) fn tidy_up() -> Result<()> {
    match fs::remove_dir_all(workshop()) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).context("what the tools were built from cannot be removed")
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::tells;

    #[test]
    fn only_the_pinned_version_is_the_tool() {
        for (told, is_it) in [
            ("trunk 0.21.14", true),
            (
                "geckodriver 0.21.14 (abc 2026-01-01)\n\nThe source is at",
                true,
            ),
            ("trunk 0.21.1", false),
            ("trunk 0.21.140", false),
            ("trunk 0.22.1\nbuilt with 0.21.14", false),
            ("", false),
        ] {
            assert_eq!(tells(told, "0.21.14"), is_it, "{told}");
        }
    }
}
