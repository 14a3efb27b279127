//! Breaks the code that decides, one small change at a time, and counts what the
//! tests notice. Takes hours, so it is never part of `test`.

mod area;
mod noticed;
mod survivors;

use crate::{project::path, setup, steps};
use anyhow::{Context, Result, bail};
use area::Area;
use std::{fs, path::Path, process::Command};
use survivors::Survivors;

/// Of the changes that compile, how many in a hundred the tests have to notice, in each area.
const CAUGHT: usize = 90;

/// What to break.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Only these areas; all of them when none is named
    #[arg(value_enum)]
    areas: Vec<Area>,
    /// Go on with a run that was interrupted, of the same sources
    #[arg(long)]
    go_on: bool,
}

/// What became of the changes in one area, by name.
#[derive(Default)]
struct Outcome {
    /// Tests failed or hung.
    noticed: usize,
    missed: Vec<String>,
}

/// Breaks each area, prints a table, and fails where too little was noticed or
/// where nobody says why a survivor may stay.
pub(crate) fn run(options: &Options) -> Result<()> {
    setup::for_mutants()?;
    let wanted = |area: &Area| options.areas.is_empty() || options.areas.contains(area);
    let mut outcomes = Vec::new();
    for area in Area::EACH.into_iter().filter(wanted) {
        steps::step(&format!("Breaking {}", area.name()));
        outcomes.push((area, break_area(area, options)?));
    }
    report(&outcomes, &Survivors::read()?)
}

fn break_area(area: Area, options: &Options) -> Result<Outcome> {
    let folder = path("target/mutants").join(area.name());
    if !options.go_on {
        let _ = fs::remove_dir_all(&folder); // there may be none
    }
    fs::create_dir_all(&folder).context("target/mutants cannot be made")?;
    for program in area.rounds() {
        noticed::gather(&folder)?;
        let status = breaker(area, program, &folder)?.status();
        // 2: something was missed; 3: something hung.
        match status.context("cargo-mutants does not start")?.code() {
            Some(0 | 2 | 3) => {}
            _ => bail!("The unbroken tests have to pass first; what they said is above."),
        }
    }
    let noticed = noticed::gather(&folder)?;
    let missed = noticed::list(&folder, "missed.txt")?;
    let missed = missed.difference(&noticed);
    Ok(Outcome {
        noticed: noticed.len(),
        missed: missed.map(|line| without_place(line)).collect(),
    })
}

/// Works on a copy of the sources, one change at a time: a build uses all cores already.
fn breaker(area: Area, program: &str, folder: &Path) -> Result<Command> {
    let mut command = steps::command("cargo-mutants")?;
    command.args(["mutants", "--iterate", "--package", area.package()]);
    command.args(area.files().iter().map(|file| format!("--file={file}")));
    command.arg(format!("--cargo-arg={program}"));
    command.args(["--jobs=1", "--test-tool=cargo", "--minimum-test-timeout=60"]);
    command.arg("--output").arg(folder);
    command.args(["--", "--"]).args(area.tests());
    command
        // Kept from run to run: what is not broken is built once.
        .env("CARGO_TARGET_DIR", path("target/mutants/build"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("INSTA_UPDATE", "no");
    Ok(command)
}

impl Outcome {
    /// Rounded down: 90 is not reached by 89.9.
    fn per_cent(&self) -> usize {
        let all = self.noticed + self.missed.len();
        (100 * self.noticed).checked_div(all).unwrap_or(0)
    }
}

/// `src/a.rs:12:9: replace …` without the line and column, which other changes move.
fn without_place(line: &str) -> String {
    let mut parts = line.splitn(4, ':');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(file), Some(_), Some(_), Some(change)) => format!("{file}:{change}"),
        _ => line.to_owned(),
    }
}

fn report(outcomes: &[(Area, Outcome)], survivors: &Survivors) -> Result<()> {
    let mut complaints = Vec::new();
    println!(
        "\n{:<10} {:>7} {:>7} {:>9}",
        "area", "caught", "missed", "per cent"
    );
    for (area, outcome) in outcomes {
        let (noticed, missed) = (outcome.noticed, outcome.missed.len());
        let (name, per_cent) = (area.name(), outcome.per_cent());
        println!("{name:<10} {noticed:>7} {missed:>7} {per_cent:>9}");
        if per_cent < CAUGHT {
            complaints.push(format!("{name}: {per_cent} % is less than {CAUGHT} %"));
        }
    }
    for (area, outcome) in outcomes {
        for change in &outcome.missed {
            match survivors.reason(change) {
                Some(reason) => println!("\nmissed: {change}\n  {reason}"),
                None => complaints.push(format!(
                    "{change}: write a test that notices it, or the reason why it may stay"
                )),
            }
        }
        complaints.extend(survivors.outlived(area.files(), &outcome.missed));
    }
    if complaints.is_empty() {
        return Ok(());
    }
    bail!(
        "The tests notice too little, or {} is not true:\n{}",
        survivors::FILE,
        complaints.join("\n")
    );
}

#[cfg(test)]
mod tests;
