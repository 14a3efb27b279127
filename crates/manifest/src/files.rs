//! The files of a package, in memory.

use std::collections::BTreeMap;

/// What all files of a package may have together, in bytes: the Agents Toolkit
/// refuses larger packages.
pub const MAX_BYTES: u64 = 10 * 1024 * 1024;
/// How large a text of JSON may be, in bytes.
pub(crate) const MAX_TEXT: usize = 1024 * 1024;
/// How many files a package may have.
pub const MAX_FILES: usize = 1000;
/// The one file that every package has.
pub const MANIFEST: &str = "manifest.json";

/// A path inside a package, with `/` between its parts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Path(pub(crate) String);

impl Path {
    /// The path that a manifest or an archive names, unless it leads out of the package.
    #[must_use]
    pub fn inside(name: &str) -> Option<Self> {
        let name = name.strip_prefix("./").unwrap_or(name);
        let odd = name.starts_with('/') || name.contains(['\\', ':', '\0']);
        let part = |part: &str| !matches!(part, "" | "." | "..");
        (!odd && name.split('/').all(part)).then(|| Self(name.to_owned()))
    }
}

/// Files by path.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Files(pub(crate) BTreeMap<String, Vec<u8>>);

impl Files {
    /// Adds a file; false when one of this path was there.
    pub fn add(&mut self, path: &Path, content: Vec<u8>) -> bool {
        self.0.insert(path.0.clone(), content).is_none()
    }

    /// A file's content.
    #[must_use]
    pub fn get(&self, path: &Path) -> Option<&[u8]> {
        self.0.get(&path.0).map(Vec::as_slice)
    }

    /// The manifest's text.
    #[must_use]
    pub fn manifest(&self) -> Option<&[u8]> {
        self.0.get(MANIFEST).map(Vec::as_slice)
    }

    /// Every path.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}
