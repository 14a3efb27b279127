//! Gives a file its name unless the name is taken.

use rustix::fs::{CWD, RenameFlags, renameat_with};
use std::path::Path;

/// Renames without replacing. Some file systems cannot; there, looking first has
/// to do.
pub(crate) fn rename_to_new(from: &Path, to: &Path) -> std::io::Result<()> {
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) if !to.exists() => {
            std::fs::rename(from, to)
        }
        done => Ok(done?),
    }
}
