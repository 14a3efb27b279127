//! Reads the built page from a folder or from the binary.

use super::asset::Asset;
use super::policy;
use super::{Documents, HelpLinks, Page, encode};
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
        links: &HelpLinks,
        documents: Documents,
        is_https: bool,
    ) -> std::io::Result<Self> {
        let mut raw = match dir {
            Some(dir) => from_dir(dir)?,
            None => embedded(),
        };
        for (path, file) in &mut raw {
            links.write_into(path, file);
        }
        let files = assets(raw.into_iter().collect(), frame_ancestors);
        compress_aside(&files);
        Ok(Self {
            files,
            documents,
            bare_policy: policy::bare(frame_ancestors),
            is_https,
        })
    }
}

/// Each file with its compressed neighbours `NAME.br` and `NAME.gz`, which are no files
/// of the page themselves.
fn assets(mut raw: HashMap<String, Vec<u8>>, frame_ancestors: &[String]) -> HashMap<String, Asset> {
    let is_packed = |path: &String| path.ends_with(".br") || path.ends_with(".gz");
    let plain: Vec<String> = raw
        .keys()
        .filter(|path| !is_packed(path))
        .cloned()
        .collect();
    let mut files = HashMap::new();
    for path in plain {
        let mut part = |end: &str| raw.remove(&format!("{path}{end}"));
        let (brotli, gzip) = (part(".br"), part(".gz"));
        let Some(bytes) = part("") else { continue };
        let packed = brotli.zip(gzip);
        let packed = packed.and_then(|(br, gz)| encode::unless_stale(&bytes, br, gz));
        files.insert(
            path.clone(),
            Asset::new(&path, bytes, packed, frame_ancestors),
        );
    }
    files
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

/// What the build has not compressed. Nobody waits for this: until it is done, files go
/// out as they are.
fn compress_aside(files: &HashMap<String, Asset>) {
    let parts = files.values().map(Asset::parts);
    let mut waiting: Vec<_> = parts.filter(|(_, packed)| packed.get().is_none()).collect();
    // Small ones first: the document is there for the first visitor.
    waiting.sort_by_key(|(plain, _)| plain.len());
    std::thread::spawn(move || {
        for (plain, packed) in waiting {
            // The only writer; a second start of it would be a fault.
            let _ = Arc::as_ref(&packed).set(encode::pack(&plain));
        }
    });
}
