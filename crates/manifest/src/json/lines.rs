//! The line on which each key or entry of a JSON text stands. Takes only text
//! that is JSON already.

use crate::schema::child;
use std::collections::HashMap;

/// Lines by JSON pointer, counted from 1.
pub(crate) fn lines(text: &[u8]) -> HashMap<String, usize> {
    let mut scan = Scan {
        text,
        at: 0,
        line: 1,
        lines: HashMap::new(),
    };
    scan.value("");
    scan.lines
}

struct Scan<'t> {
    text: &'t [u8],
    at: usize,
    line: usize,
    lines: HashMap<String, usize>,
}

impl Scan<'_> {
    /// The next byte that is neither space nor a comma or colon.
    fn next(&mut self) -> Option<u8> {
        while let Some(byte) = self.text.get(self.at) {
            match byte {
                b'\n' => self.line += 1,
                b' ' | b'\t' | b'\r' | b',' | b':' | 0xef | 0xbb | 0xbf => {}
                found => return Some(*found),
            }
            self.at += 1;
        }
        None
    }

    fn value(&mut self, place: &str) {
        let first = self.next();
        self.lines.entry(place.to_owned()).or_insert(self.line);
        match first {
            Some(b'{') => self.object(place),
            Some(b'[') => self.array(place),
            Some(b'"') => {
                self.string();
            }
            _ => self.word(),
        }
    }

    fn object(&mut self, place: &str) {
        self.at += 1;
        while self.next() == Some(b'"') {
            let line = self.line;
            let key = self.string();
            let key: String = serde_json::from_slice(key).unwrap_or_default();
            let inner = child(place, &key);
            self.value(&inner);
            self.lines.insert(inner, line);
        }
        self.at += 1;
    }

    fn array(&mut self, place: &str) {
        self.at += 1;
        for at in 0.. {
            match self.next() {
                Some(b']') | None => break,
                _ => self.value(&format!("{place}/{at}")),
            }
        }
        self.at += 1;
    }

    /// The string with its quotes.
    fn string(&mut self) -> &[u8] {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.text.get(self.at) {
            self.at += if *byte == b'\\' { 2 } else { 1 };
            if *byte == b'"' {
                break;
            }
        }
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// A number, `true`, `false` or `null`.
    fn word(&mut self) {
        let ends = |byte: &u8| b",]} \t\r\n".contains(byte);
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(ends).unwrap_or(rest.len()).max(1);
    }
}
