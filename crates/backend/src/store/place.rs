//! Whether the database's files are still the ones that were opened. SQLite goes
//! on writing into a deleted file, and everything is gone at the next start.

use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Device and number of a file.
type Identity = (u64, u64);

/// Where the database was when it was opened.
#[derive(Clone)]
pub(super) struct Place(Arc<Files>);

struct Files {
    /// The database and its log; each was there, or is not asked about.
    each: Vec<(PathBuf, Identity)>,
    told: AtomicBool,
}

impl Place {
    /// Of an open database.
    pub(super) fn of(database: &Path) -> Self {
        let mut log = database.as_os_str().to_owned();
        log.push("-wal");
        let each = [database.to_owned(), PathBuf::from(log)];
        let each = each.into_iter().filter_map(|path| {
            let found = identity(&path)?;
            Some((path, found))
        });
        Self(Arc::new(Files {
            each: each.collect(),
            told: AtomicBool::new(false),
        }))
    }

    /// Whether one of them was deleted or replaced; says so once.
    pub(super) fn is_lost(&self) -> bool {
        let mut each = self.0.each.iter();
        let lost = each.find(|(path, opened)| identity(path) != Some(*opened));
        if let Some((path, _)) = lost
            && !self.0.told.swap(true, Ordering::Relaxed)
        {
            let path = path.display();
            tracing::error!(%path, "was deleted or replaced while the server runs: nothing is \
                taken any more. Stop the server, put the database or a backup back, start it");
        }
        lost.is_some()
    }
}

fn identity(path: &Path) -> Option<Identity> {
    let found = std::fs::metadata(path).ok()?;
    Some((found.dev(), found.ino()))
}
