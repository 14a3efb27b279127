//! Draws which room of a crate names which, from the imports. A room is a file or a
//! folder beside the crate's `lib.rs` or `main.rs`; what is inside one is its own affair.
//! A folder with a program of its own is a wing: its rooms are drawn one by one.

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
    for file in &files {
        house.room(&room_of(&source, file));
    }
    for file in &files {
        let text = fs::read_to_string(file)?;
        let named = names::of(&text, &place_of(&source, file));
        let named = named.with_context(|| format!("{} cannot be read", file.display()))?;
        house.arrows(&room_of(&source, file), named);
    }
    Ok(house)
}

/// The folders and the file that lead to a file, as Rust names them.
fn place_of(source: &Path, file: &Path) -> Vec<String> {
    let path = file.strip_prefix(source).unwrap_or(file);
    let path = path.with_extension("");
    let parts = path.iter().map(|part| part.to_string_lossy().into_owned());
    parts.filter(|part| part != "mod").collect()
}

fn room_of(source: &Path, file: &Path) -> String {
    let place = place_of(source, file);
    let rooms = 1 + usize::from(is_wing(&source.join(&place[0])));
    place[..rooms].join("/")
}

/// Whether a folder has a program of its own.
fn is_wing(folder: &Path) -> bool {
    folder.join("main.rs").is_file()
}

/// Every file that ships, but the roots of the crate and of its wings: they name every
/// room.
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
    files.retain(|file| !is_root(folder, file));
    files.sort();
    Ok(files)
}

fn is_root(source: &Path, file: &Path) -> bool {
    let folder = file.parent().unwrap_or(source);
    let roots: &[_] = match folder {
        folder if folder == source => &["lib.rs", "main.rs"],
        folder if is_wing(folder) => &["mod.rs", "main.rs"],
        _ => &[],
    };
    roots.iter().any(|root| file.ends_with(root))
}

fn ships(file: &Path) -> bool {
    file.extension().is_some_and(|kind| kind == "rs") && !file.ends_with("tests.rs")
}

#[cfg(test)]
mod tests;
