//! A copy of the database that stands under its name whole, or not at all:
//! written beside, flushed, then renamed. Never replaces a file.

use super::{Store, StoreError};
use crate::rename::rename_to_new;
use std::fs::{File, OpenOptions, Permissions};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

/// Why there is no copy. Nothing stands under its name.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BackupError {
    #[error("{0} exists already; name a new file")]
    Exists(String),
    #[error("{0} is being written by another backup; wait for it or name another file")]
    Busy(String),
    #[error("{path} cannot be written: {source}")]
    File {
        path: String,
        source: std::io::Error,
    },
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// Writes a consistent copy of the database into one new file, readable by
    /// its owner only. Dropped half-way, it leaves nothing.
    pub(crate) async fn back_up(&self, to: &Path) -> Result<(), BackupError> {
        let aside = Aside::of(to)?;
        sqlx::query("VACUUM INTO ?1")
            .bind(aside.name()?)
            .execute(&self.readers)
            .await
            .map_err(StoreError::from)?;
        aside.put()
    }
}

/// The file beside the one that is asked for, removed when it was not put there.
struct Aside {
    file: File,
    path: PathBuf,
    to: PathBuf,
}

impl Aside {
    /// One for each target: what a killed backup left is used again.
    fn of(to: &Path) -> Result<Self, BackupError> {
        let mut path = to.as_os_str().to_owned();
        path.push(".part");
        let path = PathBuf::from(path);
        if to.exists() {
            return Err(BackupError::Exists(to.display().to_string()));
        }
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(&path)
            .map_err(|source| fault(to, source))?;
        if file.try_lock().is_err() {
            return Err(BackupError::Busy(to.display().to_string()));
        }
        let to = to.to_owned();
        let aside = Self { file, path, to };
        // SQLite takes an empty file for a new one.
        let emptied = aside.file.set_len(0);
        let closed = aside.file.set_permissions(Permissions::from_mode(0o600));
        let _ = std::fs::remove_file(aside.journal());
        emptied.and(closed).map_err(|source| aside.fault(source))?;
        Ok(aside)
    }

    /// As SQLite wants it.
    fn name(&self) -> Result<&str, BackupError> {
        let no_text = || std::io::Error::other("its name is not UTF-8");
        self.path.to_str().ok_or_else(|| self.fault(no_text()))
    }

    fn put(self) -> Result<(), BackupError> {
        let put = || {
            self.file.sync_all()?;
            rename_to_new(&self.path, &self.to)?;
            let parent = self.to.parent().filter(|dir| !dir.as_os_str().is_empty());
            File::open(parent.unwrap_or(Path::new(".")))?.sync_all()
        };
        put().map_err(|source| self.fault(source))
    }

    fn journal(&self) -> PathBuf {
        let mut name = self.path.as_os_str().to_owned();
        name.push("-journal");
        PathBuf::from(name)
    }

    fn fault(&self, source: std::io::Error) -> BackupError {
        fault(&self.to, source)
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        // Once it has its name, neither is there.
        let _ = std::fs::remove_file(&self.path);
        let _ = std::fs::remove_file(self.journal());
    }
}

fn fault(to: &Path, source: std::io::Error) -> BackupError {
    match source.kind() {
        std::io::ErrorKind::AlreadyExists => BackupError::Exists(to.display().to_string()),
        _ => BackupError::File {
            path: to.display().to_string(),
            source,
        },
    }
}
