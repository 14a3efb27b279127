//! Where a page of a list ends and the next begins: the last entry's time and id. Entries
//! that come and go meanwhile neither repeat nor hide others.

use crate::clock::Millis;

/// The last entry of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    pub(super) at: Millis,
    pub(super) id: String,
}

impl Cursor {
    /// Before the first entry of a list that begins with the oldest.
    pub(super) fn oldest() -> Self {
        Self {
            at: Millis::MIN,
            id: String::new(),
        }
    }

    /// Before the first entry of a list that begins with the newest.
    pub(super) fn newest() -> Self {
        Self {
            at: Millis::MAX,
            id: String::new(),
        }
    }

    /// As [`Self::to_text`] wrote it; `None` for any other text.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        let (at, id) = text.split_once('~')?;
        Some(Self {
            at: at.parse().ok()?,
            id: id.to_owned(),
        })
    }

    pub(crate) fn to_text(&self) -> String {
        format!("{}~{}", self.at, self.id)
    }
}

/// A part of a list, and where the next one begins if there is more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Paged<T> {
    pub(crate) entries: Vec<T>,
    pub(crate) next: Option<Cursor>,
}

impl<T> Paged<T> {
    /// Of entries, of which one more was asked for than a page has.
    pub(super) fn of(mut entries: Vec<T>, most: usize, cursor: impl Fn(&T) -> Cursor) -> Self {
        let more = entries.len() > most;
        entries.truncate(most);
        let next = more.then(|| entries.last().map(cursor)).flatten();
        Self { entries, next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written() {
        let cursor = Cursor {
            at: 1_790_000_000_000,
            id: "a~b".into(),
        };
        assert_eq!(Cursor::from_text(&cursor.to_text()), Some(cursor));
        for wrong in ["", "~", "x~a", "7", "9999999999999999999999~a"] {
            assert_eq!(Cursor::from_text(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_full_page_without_more_is_the_last() {
        let cursor = |entry: &i64| Cursor {
            at: *entry,
            id: String::new(),
        };
        assert_eq!(Paged::of(vec![1, 2], 2, cursor).next, None);
        let more = Paged::of(vec![1, 2, 3], 2, cursor);
        assert_eq!(more.entries, [1, 2]);
        assert_eq!(more.next, Some(cursor(&2)));
    }
}
