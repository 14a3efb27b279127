//! Draws which room of a crate names which, from the imports. A room is a file or a
//! folder beside the crate's `lib.rs` or `main.rs`; what is inside one is its own affair.

mod graph;
mod names;

use crate::project;
use anyhow::{Context, Result, bail};
use graph::House;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Prints every crate's rooms, the ground floor last, and fails where rooms name
/// each other in a circle.
pub(crate) fn report() -> Result<()> {
    let mut circles = 0;
    for folder in crates()? {
        let house = read(&folder)?;
        println!("{}\n{house}", name_of(&folder));
        circles += house.circles().len();
    }
    match circles {
        0 => Ok(()),
        _ => bail!("{circles} circles: move what both rooms need into a room below them."),
    }
}

/// The workspace's members, the page first.
fn crates() -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(project::path("crates")).context("crates/ cannot be read")?;
    let mut folders: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    folders.retain(|folder| folder.join("src").is_dir());
    folders.sort();
    folders.insert(0, project::root());
    Ok(folders)
}

fn name_of(folder: &Path) -> String {
    if folder == project::root() {
        return "page".to_owned();
    }
    let name = folder.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// The rooms below a crate's `src`.
fn read(folder: &Path) -> Result<House> {
    let source = folder.join("src");
    let mut house = House::default();
    let files = rust_files(&source)?;
    let inside = |file: &Path| -> Vec<String> {
        let path = file
            .strip_prefix(&source)
            .unwrap_or(file)
            .with_extension("");
        let parts = path.iter().map(|part| part.to_string_lossy().into_owned());
        parts.filter(|part| part != "mod").collect()
    };
    for file in files.iter().map(|file| inside(file)) {
        house.room(&file[0]);
    }
    for file in &files {
        let text = fs::read_to_string(file)?;
        let named = names::of(&text, inside(file).len());
        let named = named.with_context(|| format!("{} cannot be read", file.display()))?;
        house.arrows(&inside(file)[0], named);
    }
    Ok(house)
}

/// Every file that ships, but the roots: they name every room.
fn rust_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder);
        let entries = entries.with_context(|| format!("{} cannot be read", folder.display()))?;
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            match path.is_dir() {
                true if !path.ends_with("tests") => folders.push(path),
                false if ships(&path) => files.push(path),
                _ => {}
            }
        }
    }
    files.retain(|file| ![folder.join("lib.rs"), folder.join("main.rs")].contains(file));
    files.sort();
    Ok(files)
}

fn ships(file: &Path) -> bool {
    file.extension().is_some_and(|kind| kind == "rs") && !file.ends_with("tests.rs")
}

#[cfg(test)]
mod tests;
