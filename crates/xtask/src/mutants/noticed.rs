//! Which changes some test noticed, kept in a file: a later round, or a run that goes on
//! after an interruption, does not break them again.

use anyhow::{Context, Result};
use std::{collections::BTreeSet, fs, path::Path};

/// One change a line, as cargo-mutants names it. It keeps such a list itself, but counts
/// what does not compile among what was noticed.
const FILE: &str = "noticed.txt";

/// Adds what cargo-mutants' last run in this folder noticed, and answers all of it.
pub(super) fn gather(folder: &Path) -> Result<BTreeSet<String>> {
    let mut noticed = read(&folder.join(FILE))?;
    // The tests hung, which is noticed too.
    for name in ["caught.txt", "timeout.txt"] {
        noticed.extend(list(folder, name)?);
    }
    let text: String = noticed.iter().map(|line| format!("{line}\n")).collect();
    fs::write(folder.join(FILE), text).context("target/mutants cannot be written")?;
    Ok(noticed)
}

/// What cargo-mutants' last run in this folder wrote; empty when none ran.
pub(super) fn list(folder: &Path, name: &str) -> Result<BTreeSet<String>> {
    read(&folder.join("mutants.out").join(name))
}

fn read(file: &Path) -> Result<BTreeSet<String>> {
    if !file.exists() {
        return Ok(BTreeSet::new());
    }
    let text = fs::read_to_string(file);
    let text = text.with_context(|| format!("{} cannot be read", file.display()))?;
    Ok(text.lines().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_each_round_noticed_adds_up() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("mutants.out");
        assert!(gather(folder.path()).unwrap().is_empty(), "none ran");
        fs::create_dir(&out).unwrap();
        for (caught, hung, all) in [("a\nb\n", "c\n", 3), ("d\n", "", 4), ("d\n", "", 4)] {
            fs::write(out.join("caught.txt"), caught).unwrap();
            fs::write(out.join("timeout.txt"), hung).unwrap();
            assert_eq!(gather(folder.path()).unwrap().len(), all);
        }
    }
}
