//! Which page of each list is shown, and what is looked for.

use super::Read;

/// Where the person is in the lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lists {
    /// A part of a name, a host, a tenant or an id; empty for all.
    pub text: String,
    /// A state's code; empty for all.
    pub state: String,
    /// Where each page up to the one that is shown began, but the first.
    connectors: Vec<String>,
    letters: Vec<String>,
    senders: Vec<String>,
}

/// Which way a page is turned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paging {
    /// To the next one, which begins there.
    On(String),
    /// To the one before.
    Back,
}

impl Lists {
    pub(super) fn seek(&mut self, text: String, state: String) {
        self.text = text;
        self.state = state;
        self.connectors.clear();
    }

    pub(super) fn turn(&mut self, read: Read, paging: Paging) {
        let Some(begun) = self.begun(read) else {
            return;
        };
        match paging {
            Paging::On(next) => begun.push(next),
            Paging::Back => drop(begun.pop()),
        }
    }

    /// The number of the page of this list that is shown, from 1.
    #[must_use]
    pub fn page(&self, read: Read) -> usize {
        let begun = match read {
            Read::Connectors => &self.connectors,
            Read::Letters => &self.letters,
            Read::Senders => &self.senders,
            Read::Overview | Read::Hours => return 1,
        };
        begun.len() + 1
    }

    fn begun(&mut self, read: Read) -> Option<&mut Vec<String>> {
        match read {
            Read::Connectors => Some(&mut self.connectors),
            Read::Letters => Some(&mut self.letters),
            Read::Senders => Some(&mut self.senders),
            Read::Overview | Read::Hours => None,
        }
    }

    /// The query of a reading, with nothing in it that says nothing.
    pub(super) fn query(&mut self, read: Read) -> String {
        let mut parts = Vec::new();
        if read == Read::Connectors {
            parts.push(("search", self.text.clone()));
            parts.push(("state", self.state.clone()));
        }
        let after = self.begun(read).and_then(|begun| begun.last().cloned());
        parts.push(("after", after.unwrap_or_default()));
        let said = parts.iter().filter(|(_, value)| !value.is_empty());
        let said = said.map(|(name, value)| [name, "=", &escaped(value)].concat());
        let said: Vec<String> = said.collect();
        match said.is_empty() {
            true => String::new(),
            false => ["?", &said.join("&")].concat(),
        }
    }
}

/// As an address writes it.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                out.push(char::from(byte));
            }
            _ => {
                out.push('%');
                for digit in [byte >> 4, byte & 15] {
                    out.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
                }
            }
        }
    }
    out
}
