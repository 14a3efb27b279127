//! Brings releases of the Teams SDK that npm has not installed with the rest, for the
//! simulator's address and for the matrix.

pub(crate) mod fetch;

use crate::{project::path, steps};
use anyhow::{Result, bail};
use std::path::PathBuf;

/// What to do with releases.
#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Fetch releases from npm, so that the simulator opens them
    Fetch {
        /// Such as 2.13.0, or `all` for every stable one
        #[arg(required = true, value_name = "VERSION")]
        versions: Vec<String>,
    },
}

/// Where fetched releases lie, as `VERSION.js`.
pub(crate) fn folder() -> PathBuf {
    path("target/sdk")
}

/// Fetches what is asked for and says how to open it.
pub(crate) fn run(command: &Command) -> Result<()> {
    let Command::Fetch { versions } = command;
    let releases = if versions.iter().any(|version| version == "all") {
        fetch::published()?
    } else {
        check(versions)?;
        versions.clone()
    };
    let (usable, odd) = fetch::into_folder(&folder(), &releases)?;
    if !odd.is_empty() {
        bail!(
            "No browser can load {}: these packages have no MicrosoftTeams.min.js.",
            odd.join(", ")
        );
    }
    let newest = usable.last().map_or("", String::as_str);
    steps::note(&format!(
        "{} at hand; in the simulator: http://localhost:3978/?sdk={newest}",
        if let [only] = usable.as_slice() {
            format!("TeamsJS {only} is")
        } else {
            format!("{} releases are", usable.len())
        },
    ));
    Ok(())
}

/// Refuses what names no release, such as `2.13` or a range, before npm guesses.
fn check(versions: &[String]) -> Result<()> {
    let odd: Vec<_> = versions
        .iter()
        .filter(|version| !is_version(version))
        .cloned()
        .collect();
    if !odd.is_empty() {
        bail!(
            "{} is no release: name one such as 2.13.0, or `all`.",
            odd.join(", ")
        );
    }
    Ok(())
}

/// Three numbers, perhaps a beta's fourth: what the simulator takes too.
fn is_version(text: &str) -> bool {
    let (release, beta) = text.split_once("-beta.").unwrap_or((text, "0"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<_> = release.split('.').collect();
    parts.len() == 3 && parts.into_iter().chain([beta]).all(is_number)
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn only_whole_versions_are_asked_for() {
        for (version, is_one) in [
            ("2.13.0", true),
            ("1.3.0-beta.4", true),
            ("2.13", false),
            ("latest", false),
            ("^2.0.0", false),
            ("2.0.0 --registry=x", false),
            ("1.3.0-beta.", false),
        ] {
            assert_eq!(check(&[version.to_owned()]).is_ok(), is_one, "{version}");
        }
    }
}
