//! Runs a connector's whole life with every published release of the Teams SDK
//! and prints a table. The flow is the end-to-end tests' own; never another one.

mod table;

use crate::{
    browser::Engine,
    page,
    sdk::{self, fetch},
    setup, start, steps,
    test::runner,
};
use anyhow::{Result, bail};
use std::{fs, path::Path};
use table::Row;

/// Which releases.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// This release alone, such as 1.4.3
    #[arg(long, value_name = "VERSION")]
    only: Option<String>,
}

/// Fetches what is missing, runs them, and fails unless each of them passed.
pub(crate) fn run(options: &Options) -> Result<()> {
    setup::for_page()?;
    setup::for_browsers(&[Engine::Chromium])?;
    let folder = sdk::folder();
    let releases = chosen(fetch::published()?, options.only.as_deref())?;
    let (usable, odd) = fetch::into_folder(&folder, &releases)?;
    page::build()?;
    start::build_for_journeys()?;
    steps::step(&format!(
        "Running the SDK's releases, {} in all",
        usable.len()
    ));
    forget_rows(&folder)?;
    let ended_well = journeys(&folder, options.only.as_deref());
    let rows: Vec<Row> = usable
        .iter()
        .map(|version| table::read(&folder, version))
        .collect();
    table::print(&rows, &odd);
    judge(ended_well, &rows, &odd)
}

/// Each of them came through; one that no browser can load did not.
fn judge(ended_well: bool, rows: &[Row], odd: &[String]) -> Result<()> {
    if !ended_well || !rows.iter().all(Row::passed) {
        bail!("Not every release passed; what it did is above.");
    }
    if !odd.is_empty() {
        bail!(
            "No browser can load {}: say where its file is.",
            odd.join(", ")
        );
    }
    Ok(())
}

fn chosen(published: Vec<String>, only: Option<&str>) -> Result<Vec<String>> {
    let wanted = |version: &String| only.is_none_or(|only| version == only);
    let releases: Vec<_> = published.into_iter().filter(wanted).collect();
    if releases.is_empty() {
        bail!("There is no such stable release of the Teams SDK on npm.");
    }
    Ok(releases)
}

/// What an earlier run left says nothing about this one.
fn forget_rows(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let file = entry?.path();
        if file.extension().is_some_and(|kind| kind == "row") {
            fs::remove_file(file)?;
        }
    }
    Ok(())
}

/// Whether the test runner was content.
fn journeys(folder: &Path, only: Option<&str>) -> bool {
    let ended = runner::cargo(runner::JOURNEYS).and_then(|mut command| {
        command.arg("--");
        match only {
            Some(version) => command.arg(format!("sdk-{version}")).arg("--exact"),
            None => command.arg("sdk-"),
        };
        command.env("TEAMS_CONNECTOR_E2E", Engine::Chromium.name());
        command.env("TEAMS_CONNECTOR_SDK_DIR", folder);
        steps::run(
            &mut command,
            "Not every journey ended well; the reason is above.",
        )
    });
    if let Err(error) = &ended {
        steps::complain(error);
    }
    ended.is_ok()
}

#[cfg(test)]
mod tests {
    use super::{Row, judge};

    #[test]
    fn each_release_has_to_pass_also_one_without_a_file() {
        let passed = [Row::of_line("1.4.3", "1.4.3\tanswer\t1\t2\t3\t4\t5")];
        let broken = [Row::of_line("1.4.3", "1.4.3\tanswer\t1\t2\t3\t4\t-")];
        assert!(judge(true, &passed, &[]).is_ok());
        assert!(judge(false, &passed, &[]).is_err());
        assert!(judge(true, &broken, &[]).is_err());
        let told = judge(true, &passed, &["2.1.0".into(), "2.2.0".into()]).unwrap_err();
        assert!(told.to_string().contains("2.1.0, 2.2.0"), "{told}");
    }
}
