//! Files that only their owner may read: made once, replaced whole, never
//! loosened.

use super::random_hex;
use crate::rename::rename_to_new;
use std::fs::{Metadata, Permissions};
use std::io::Write as _;
use std::os::unix::fs::{
    DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _,
};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// A file with mode 0600.
pub struct PrivateFile {
    path: PathBuf,
    /// Whether its readers were warned about: it may be read at every call.
    told: AtomicBool,
}

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
    #[error("{0} can be read by everybody on this machine; run `chmod o= {0}`")]
    Open(String),
    /// The file can be read, but its text is not a key file's.
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
        Self {
            path: path.into(),
            told: AtomicBool::new(false),
        }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its text, or `None` when there is no such file.
    pub fn read(&self) -> Result<Option<String>, KeyFileError> {
        let text = match std::fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(self.io(error)),
        };
        let file = std::fs::metadata(&self.path).map_err(|error| self.io(error))?;
        match Readers::of(&file) {
            Readers::Everybody => return Err(KeyFileError::Open(self.name())),
            Readers::ForeignGroup if self.told.swap(true, Ordering::Relaxed) => {}
            Readers::ForeignGroup => {
                let (path, gid) = (self.name(), file.gid());
                tracing::warn!(
                    path,
                    gid,
                    "a group that this process is not in can read the file"
                );
            }
            Readers::Owner | Readers::OwnGroup => {}
        }
        Ok(Some(text))
    }

    /// Writes it whole: a crash leaves the old text or the new, never half.
    /// Whom the old file let read, the new one lets.
    pub fn write(&self, text: &str) -> Result<(), KeyFileError> {
        // A link stays one: what it leads to is replaced.
        let target = std::fs::canonicalize(&self.path).unwrap_or_else(|_| self.path.clone());
        self.put(text, &target, |aside| std::fs::rename(aside, &target))
    }

    /// Writes it unless it is there: of several that begin at once, one makes it.
    pub fn create(&self, text: &str) -> Result<(), KeyFileError> {
        let made = self.put(text, &self.path, |aside| rename_to_new(aside, &self.path));
        match made {
            Err(KeyFileError::Io { source, .. })
                if source.kind() == std::io::ErrorKind::AlreadyExists =>
            {
                Ok(())
            }
            made => made,
        }
    }

    fn put(
        &self,
        text: &str,
        target: &Path,
        rename: impl FnOnce(&Path) -> std::io::Result<()>,
    ) -> Result<(), KeyFileError> {
        // A name of its own: two writers must not meet in one file.
        let aside = target.with_extension(format!("{}.new", random_hex::<4>()));
        let put = || {
            let mut file = std::fs::OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&aside)?;
            keep_readers(&file, target)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            rename(&aside)?;
            let parent = target.parent().filter(|dir| !dir.as_os_str().is_empty());
            std::fs::File::open(parent.unwrap_or(Path::new(".")))?.sync_all()
        };
        put().map_err(|error| {
            let _ = std::fs::remove_file(&aside);
            self.io(error)
        })
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
        self.path.display().to_string()
    }
}

/// Who may read a file, beside root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Readers {
    Owner,
    /// A group that this process is in, as where a volume belongs to one.
    OwnGroup,
    ForeignGroup,
    Everybody,
}

impl Readers {
    pub(crate) fn of(file: &Metadata) -> Self {
        if file.mode() & 0o007 != 0 {
            return Self::Everybody;
        }
        if file.mode() & 0o070 == 0 {
            return Self::Owner;
        }
        let groups = rustix::process::getgroups().unwrap_or_default();
        let own = groups.iter().map(|gid| gid.as_raw());
        let mut own = own.chain([rustix::process::getegid().as_raw()]);
        match own.any(|gid| gid == file.gid()) {
            true => Self::OwnGroup,
            false => Self::ForeignGroup,
        }
    }
}

/// The new file belongs to whom the old one did, or the directory: root may
/// replace a key, and the server must still read it. So must a group that could.
fn keep_readers(new: &std::fs::File, old: &Path) -> std::io::Result<()> {
    keep_owner(new, old)?;
    let Ok(old) = std::fs::metadata(old) else {
        return Ok(());
    };
    new.set_permissions(Permissions::from_mode(0o600 | (old.mode() & 0o060)))
}

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

    fn file_with(mode: u32) -> (tempfile::TempDir, PrivateFile) {
        let dir = tempfile::tempdir().unwrap();
        let file = PrivateFile::at(dir.path().join("secret.key"));
        file.write("one").unwrap();
        std::fs::set_permissions(file.path(), Permissions::from_mode(mode)).unwrap();
        (dir, file)
    }

    #[test]
    fn a_file_everybody_may_read_is_refused() {
        for mode in [0o644, 0o604, 0o602, 0o666] {
            let (_dir, file) = file_with(mode);
            assert!(
                matches!(file.read(), Err(KeyFileError::Open(_))),
                "{mode:o}"
            );
        }
    }

    /// A volume that belongs to a group is made readable for it at each mount.
    #[test]
    fn a_file_that_a_group_may_read_is_taken_and_stays_so() {
        for mode in [0o660, 0o440, 0o640] {
            let (_dir, file) = file_with(mode);
            assert_eq!(file.read().unwrap().as_deref(), Some("one"), "{mode:o}");
            let found = std::fs::metadata(file.path()).unwrap();
            assert_eq!(Readers::of(&found), Readers::OwnGroup);
            file.write("two").unwrap();
            let found = std::fs::metadata(file.path()).unwrap();
            assert_eq!(found.mode() & 0o070, mode & 0o070, "{mode:o}");
        }
    }

    /// As secrets are mounted: a link to a link to a folder that is swapped.
    #[test]
    fn a_file_behind_links_is_read_and_replaced_where_it_is() {
        let (dir, file) = file_with(0o440);
        let link = dir.path().join("link");
        std::os::unix::fs::symlink(file.path(), &link).unwrap();
        let linked = PrivateFile::at(&link);
        assert_eq!(linked.read().unwrap().as_deref(), Some("one"));
        linked.write("two").unwrap();
        assert!(link.is_symlink());
        assert_eq!(file.read().unwrap().as_deref(), Some("two"));
    }

    #[test]
    fn what_is_there_is_not_made_again() {
        let (dir, file) = file_with(0o600);
        file.create("two").unwrap();
        assert_eq!(file.read().unwrap().as_deref(), Some("one"));
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_made_directory_is_the_owners_alone() {
        let dir = tempfile::tempdir().unwrap();
        let made = dir.path().join("one/two");
        private_dir(&made).unwrap();
        private_dir(&made).unwrap();
        let mode = std::fs::metadata(&made).unwrap().mode();
        assert_eq!(mode & 0o777, 0o700);
    }

    /// Only a file that is not there is as good as none.
    #[test]
    fn what_cannot_be_read_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("secret.key");
        std::fs::create_dir(&path).unwrap();
        let error = PrivateFile::at(&path).read().unwrap_err();
        assert!(matches!(error, KeyFileError::Io { .. }), "{error}");
        assert!(
            error.to_string().contains(path.to_str().unwrap()),
            "{error}"
        );
    }

    /// Its folder is not written beside it.
    #[test]
    fn a_file_named_without_its_folder_is_written() {
        let name = format!("{}.key", random_hex::<8>());
        let file = PrivateFile::at(&name);
        let written = file.write("one").and_then(|()| file.read());
        let _ = std::fs::remove_file(&name);
        assert_eq!(written.unwrap().as_deref(), Some("one"));
    }

    /// Only a file that is there already is as good as made.
    #[test]
    fn a_file_that_cannot_be_made_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let file = PrivateFile::at(dir.path().join("nowhere/secret.key"));
        let error = file.create("one").unwrap_err();
        assert!(matches!(error, KeyFileError::Io { .. }), "{error}");
    }

    /// As root, who alone may give a file away.
    #[test]
    fn a_foreign_group_counts_only_where_it_may_read() {
        for (mode, readers) in [
            (0o600, Readers::Owner),
            (0o640, Readers::ForeignGroup),
            (0o644, Readers::Everybody),
        ] {
            let (_dir, file) = file_with(mode);
            if std::os::unix::fs::chown(file.path(), None, Some(4711)).is_err() {
                eprintln!("this machine's user may not give a file away: nothing was tried");
                return;
            }
            let found = std::fs::metadata(file.path()).unwrap();
            assert_eq!(Readers::of(&found), readers, "{mode:o}");
        }
    }
}
