//! The project's own files, read once each time; what is built or fetched is not among them.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A file and its name from the project's folder, with `/` between the parts.
pub(crate) struct SourceFile {
    pub(crate) name: String,
    pub(crate) text: String,
}

impl SourceFile {
    /// Whether it is this file, or below this folder when that ends with `/`.
    pub(crate) fn is_in(&self, place: &str) -> bool {
        self.name == place || (place.ends_with('/') && self.name.starts_with(place))
    }

    /// `tests.rs` beside what it tests, or in a folder `tests` inside `src`.
    pub(crate) fn is_unit_tests(&self) -> bool {
        self.name.ends_with("/tests.rs") || self.name.contains("/tests/")
    }

    /// Any kind of test.
    pub(crate) fn is_test(&self) -> bool {
        self.is_unit_tests() || self.name.starts_with("tests/") || self.name.contains(".test.")
    }

    /// The numbered lines of code that ship: no comments, no tests.
    pub(crate) fn product_code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = if self.is_test() { "" } else { &self.text };
        let numbered = lines.lines().enumerate().map(|(at, line)| (at + 1, line));
        numbered
            .take_while(|(_, line)| line.trim() != "mod tests {")
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

/// The project's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All Rust.
pub(crate) fn code_files() -> Vec<SourceFile> {
    files(&["src", "tests", "crates"], &["rs"])
}

/// Everything somebody wrote.
pub(crate) fn text_files() -> Vec<SourceFile> {
    let kinds = [
        "rs", "js", "mjs", "html", "css", "toml", "md", "json", "sql", "run",
    ];
    files(&["."], &kinds)
}

/// What is written for people.
pub(crate) fn markdown_files() -> Vec<SourceFile> {
    files(&["."], &["md"])
}

fn files(folders: &[&str], kinds: &[&str]) -> Vec<SourceFile> {
    let mut paths = Vec::new();
    for folder in folders {
        let folder = root().join(folder);
        assert!(
            folder.is_dir(),
            "{} is guarded and not there",
            folder.display()
        );
        collect(&folder, &mut paths);
    }
    paths.sort();
    let wanted = |path: &&PathBuf| {
        let kind = path.extension().or(path.file_name());
        kind.is_some_and(|kind| kinds.iter().any(|wanted| kind == *wanted))
    };
    paths
        .iter()
        .filter(wanted)
        .filter_map(|path| read(path))
        .collect()
}

/// `None` when it is gone since the folder was read: somebody is working.
fn read(path: &Path) -> Option<SourceFile> {
    let text = fs::read_to_string(path).ok()?;
    let inside = path.strip_prefix(root()).ok()?;
    let parts = inside
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    let name = parts
        .filter(|part| part != ".")
        .collect::<Vec<_>>()
        .join("/");
    Some(SourceFile { name, text })
}

/// A folder below may be gone since the one above was read; the first may not.
fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        let foreign = [
            "target",
            "dist",
            "node_modules",
            ".git",
            "proptest-regressions",
        ];
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if path.is_dir() && !foreign.contains(&name) {
            collect(&path, paths);
        } else if path.is_file() {
            paths.push(path);
        }
    }
}
