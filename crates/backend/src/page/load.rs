//! Reads the built page from a folder or from the binary.

use super::asset::Asset;
use super::policy;
use super::{Page, encode};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// The page as it was when this was compiled; empty when it was not built. A
/// debug build reads the folder at start instead.
#[derive(rust_embed::RustEmbed)]
#[folder = "../../dist"]
#[allow_missing = true]
struct Embedded;

impl Page {
    /// Loads every file and starts compressing them aside.
    pub(crate) fn load(
        dir: Option<&Path>,
        frame_ancestors: &[String],
        is_https: bool,
    ) -> std::io::Result<Self> {
        let raw = match dir {
            Some(dir) => from_dir(dir)?,
            None => embedded(),
        };
        let asset = |(path, bytes): (String, Vec<u8>)| {
            let asset = Asset::new(&path, bytes, frame_ancestors);
            (path, asset)
        };
        let files: HashMap<_, _> = raw.into_iter().map(asset).collect();
        compress_aside(&files);
        Ok(Self {
            files,
            bare_policy: policy::bare(frame_ancestors),
            is_https,
        })
    }
}

fn embedded() -> Vec<(String, Vec<u8>)> {
    let read = |path: std::borrow::Cow<'static, str>| {
        Embedded::get(&path).map(|file| (format!("/{path}"), file.data.into_owned()))
    };
    Embedded::iter().filter_map(read).collect()
}

fn from_dir(dir: &Path) -> std::io::Result<Vec<(String, Vec<u8>)>> {
    let mut found = Vec::new();
    let mut folders = vec![(dir.to_owned(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let entry = entry?;
            let path = format!("{prefix}/{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                folders.push((entry.path(), path));
            } else {
                found.push((path, std::fs::read(entry.path())?));
            }
        }
    }
    Ok(found)
}

/// Nobody waits for this: until it is done, files go out as they are.
fn compress_aside(files: &HashMap<String, Asset>) {
    let mut waiting: Vec<_> = files.values().map(Asset::parts).collect();
    // Small ones first: the document is there for the first visitor.
    waiting.sort_by_key(|(plain, _)| plain.len());
    std::thread::spawn(move || {
        for (plain, packed) in waiting {
            // The only writer; a second start of it would be a fault.
            let _ = Arc::as_ref(&packed).set(encode::pack(&plain));
        }
    });
}
