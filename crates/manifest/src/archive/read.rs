//! Reads an archive; the first thing that is not as it should be ends it.

use super::END;
use super::entry::{Entry, Refused, number};
use crate::files::{Files, MAX_BYTES, MAX_FILES};
use crate::finding::quoted;
use crate::rules::archive as rule;
use std::collections::BTreeSet;

/// The last record's own bytes; a comment of up to 65,535 may follow.
const END_BYTES: usize = 22;

/// Every file of the archive.
pub(crate) fn read(bytes: &[u8]) -> Result<Files, Refused> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err((
            &rule::LARGE,
            "Make the package smaller than 10 MB.".to_owned(),
        ));
    }
    let entries = directory(bytes)?;
    let mut names = BTreeSet::new();
    let mut total = 0;
    for entry in &entries {
        entry.allowed()?;
        total += entry.unpacked;
        // File systems that know no upper and lower case would keep one of two.
        if !names.insert(entry.name.to_lowercase()) {
            let told = format!("Pack {} once.", quoted(&entry.name));
            return Err((&rule::TWICE, told));
        }
    }
    if total > MAX_BYTES {
        let told = "Make the files smaller than 10 MB together.";
        return Err((&rule::LARGE, told.to_owned()));
    }
    let mut files = Files::default();
    for entry in entries.iter().filter(|entry| !entry.is_folder()) {
        let content = entry.content(bytes)?;
        files.add(&entry.allowed()?, content);
    }
    Ok(files)
}

fn directory(bytes: &[u8]) -> Result<Vec<Entry>, Refused> {
    let none = || {
        let told = "Give a zip archive; this is none, or its end is missing.";
        (&rule::NO_ZIP, told.to_owned())
    };
    let end = end(bytes).ok_or_else(none)?;
    let field = |at| number::<2>(bytes, end + at).ok_or_else(none);
    let (disk, count) = (field(4)?, field(10)?);
    let start = number::<4>(bytes, end + 16).ok_or_else(none)?;
    if count == 0xffff || start == 0xffff_ffff {
        let told = "Pack it without the zip64 form.";
        return Err((&rule::LONG_FORM, told.to_owned()));
    }
    if count > MAX_FILES as u64 {
        return Err((&rule::LARGE, format!("Pack at most {MAX_FILES} files.")));
    }
    let damaged = || {
        (
            &rule::DAMAGED,
            "Pack it again: its directory is damaged.".to_owned(),
        )
    };
    let mut at = usize::try_from(start).map_err(|_| damaged())?;
    let mut entries = Vec::new();
    while entries.len() as u64 != count {
        let (entry, next) = Entry::read(bytes, at).ok_or_else(damaged)?;
        entries.push(entry);
        at = next;
    }
    (disk == 0 && at <= end)
        .then_some(entries)
        .ok_or_else(damaged)
}

/// Where the last record begins, sought from behind.
fn end(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(END_BYTES)?;
    let first = last.saturating_sub(0xffff);
    let is_end = |at: &usize| {
        let comment = number::<2>(bytes, at + 20);
        let fits = comment.is_some_and(|length| at + END_BYTES + length as usize == bytes.len());
        fits && number::<4>(bytes, *at) == Some(u64::from(END))
    };
    (first..=last).rev().find(is_end)
}
