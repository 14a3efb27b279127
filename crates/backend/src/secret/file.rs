//! Files that only their owner may read: made once, replaced whole, never
//! loosened.

use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

/// A file with mode 0600.
pub struct PrivateFile(PathBuf);

/// Why a private file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// The operating system said no.
    #[error("{path} cannot be used: {source}")]
    Io {
        /// Which file.
        path: String,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// Others may read it.
    #[error("{0} can be read by others; run `chmod 600` on it")]
    Open(String),
    /// Its text is not what it should be.
    #[error("{path} is damaged: {what}")]
    Damaged {
        /// Which file.
        path: String,
        /// What is wrong.
        what: &'static str,
    },
}

/// Makes a directory that only its owner may enter.
pub(crate) fn private_dir(path: &Path) -> std::io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
}

impl PrivateFile {
    /// Names the file; nothing is touched yet.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Its text, or `None` when there is no such file.
    pub fn read(&self) -> Result<Option<String>, KeyFileError> {
        let text = match std::fs::read_to_string(&self.0) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(self.io(error)),
        };
        let file = std::fs::metadata(&self.0).map_err(|error| self.io(error))?;
        if file.mode() & 0o077 != 0 {
            return Err(KeyFileError::Open(self.name()));
        }
        Ok(Some(text))
    }

    /// Writes it whole: a crash leaves the old text or the new, never half.
    pub fn write(&self, text: &str) -> Result<(), KeyFileError> {
        let aside = self.0.with_extension("new");
        let write = || {
            let _ = std::fs::remove_file(&aside);
            let mut file = std::fs::OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&aside)?;
            keep_owner(&file, &self.0)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            std::fs::rename(&aside, &self.0)?;
            let parent = self.0.parent().unwrap_or(Path::new("."));
            std::fs::File::open(parent)?.sync_all()
        };
        write().map_err(|error| self.io(error))
    }

    pub(crate) fn damaged(&self, what: &'static str) -> KeyFileError {
        KeyFileError::Damaged {
            path: self.name(),
            what,
        }
    }

    fn io(&self, source: std::io::Error) -> KeyFileError {
        KeyFileError::Io {
            path: self.name(),
            source,
        }
    }

    fn name(&self) -> String {
        self.0.display().to_string()
    }
}

/// The new file belongs to whom the old one did, or the directory: root may
/// replace a key, and the server must still read it.
fn keep_owner(new: &std::fs::File, old: &Path) -> std::io::Result<()> {
    let parent = old.parent().filter(|parent| !parent.as_os_str().is_empty());
    let like =
        std::fs::metadata(old).or_else(|_| std::fs::metadata(parent.unwrap_or(Path::new("."))))?;
    let own = new.metadata()?;
    if (own.uid(), own.gid()) == (like.uid(), like.gid()) {
        return Ok(());
    }
    match std::os::unix::fs::fchown(new, Some(like.uid()), Some(like.gid())) {
        // Who is not root may not give a file away; it stays readable for its maker.
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => Ok(()),
        done => done,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    /// As root, who alone may give a file away.
    #[test]
    fn a_replaced_file_keeps_its_owner() {
        let dir = tempfile::tempdir().unwrap();
        let file = PrivateFile::at(dir.path().join("secret.key"));
        file.write("one").unwrap();
        if std::os::unix::fs::chown(file.path(), Some(12), Some(34)).is_err() {
            eprintln!("this machine's user may not give a file away: nothing was tried");
            return;
        }
        file.write("two").unwrap();
        let found = std::fs::metadata(file.path()).unwrap();
        assert_eq!(
            (found.uid(), found.gid(), found.mode() & 0o777),
            (12, 34, 0o600)
        );
    }

    #[test]
    fn a_written_file_is_private_and_whole() {
        let dir = tempfile::tempdir().unwrap();
        let file = PrivateFile::at(dir.path().join("secret.key"));
        assert!(file.read().unwrap().is_none());
        file.write("one").unwrap();
        file.write("two").unwrap();
        assert_eq!(file.read().unwrap().as_deref(), Some("two"));
        let mode = std::fs::metadata(file.path()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_file_others_may_read_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let file = PrivateFile::at(dir.path().join("secret.key"));
        file.write("one").unwrap();
        std::fs::set_permissions(file.path(), std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(file.read(), Err(KeyFileError::Open(_))));
    }
}
