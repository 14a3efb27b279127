//! Remembers what was built from which files, so that a second run is quick.

use anyhow::{Context, Result};
use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

/// A file that holds the fingerprint of what its neighbour was made from.
pub(crate) struct Stamp {
    file: PathBuf,
    now: String,
}

impl Stamp {
    /// Fingerprints these files and folders, contents and names.
    pub(crate) fn of(name: &str, sources: &[&str]) -> Result<Self> {
        let mut files = Vec::new();
        for source in sources {
            collect(&crate::project::path(source), &mut files)?;
        }
        files.sort();
        let mut hasher = DefaultHasher::new();
        let root = crate::project::root();
        for file in &files {
            // A project that is moved or copied is still the same one.
            file.strip_prefix(&root).unwrap_or(file).hash(&mut hasher);
            fs::read(file)
                .with_context(|| format!("{} cannot be read", file.display()))?
                .hash(&mut hasher);
        }
        let file = crate::project::path("target/npm").join(format!("{name}.stamp"));
        let now = format!("{:016x}", hasher.finish());
        Ok(Self { file, now })
    }

    /// Whether the last success was made from the very same files.
    pub(crate) fn is_fresh(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|before| before == self.now)
    }

    /// Notes the success.
    pub(crate) fn keep(&self) -> Result<()> {
        if let Some(folder) = self.file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&self.file, &self.now)
            .with_context(|| format!("{} cannot be written", self.file.display()))
    }
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_file() {
        files.push(path.to_owned());
    } else if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    }
    Ok(())
}
