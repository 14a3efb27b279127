//! How far a release came, for the matrix's table; never decides whether it passed.

use std::{fmt, fs, io, path::Path, time::Instant};

/// What the table has columns for, in order.
#[derive(Clone, Copy)]
pub(super) enum Step {
    /// The page is ready, and Save is off.
    Started,
    /// A first choice was saved, stored, confirmed and heard of.
    Saved,
    /// After a reload the form holds what was saved.
    Prefilled,
    /// Another choice replaced it, and is heard of.
    Changed,
    /// The page cleaned up, and nothing is heard any more.
    Removed,
}

/// One release's line.
pub(super) struct Row {
    sdk: &'static str,
    begin: Instant,
    /// What the SDK told the host, in order.
    pub(super) order: String,
    took: [Option<u128>; 5],
}

impl Row {
    /// The first step begins now.
    pub(super) fn new(sdk: &'static str) -> Self {
        let (begin, order) = (Instant::now(), String::new());
        Self {
            sdk,
            begin,
            order,
            took: [None; 5],
        }
    }

    /// The step was seen to hold.
    pub(super) fn passed(&mut self, step: Step) {
        self.took[step as usize] = Some(self.begin.elapsed().as_millis());
        self.begin = Instant::now();
    }

    /// Keeps it as `VERSION.row`, which the matrix reads.
    pub(super) fn leave_in(&self, folder: &Path) -> io::Result<()> {
        fs::write(folder.join(format!("{}.row", self.sdk)), self.to_string())
    }
}

/// Version, order, and each step's milliseconds or `-`; between tabs.
impl fmt::Display for Row {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}\t{}", self.sdk, self.order)?;
        for took in self.took {
            match took {
                Some(took) => write!(out, "\t{took}")?,
                None => out.write_str("\t-")?,
            }
        }
        Ok(())
    }
}
