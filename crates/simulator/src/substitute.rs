//! Puts another SDK into the shipped page: replaces the one script element with
//! the id `teams-sdk` and leaves every other byte alone.

/// The page with its SDK taken from `source`; `None` when it has no such element.
pub(crate) fn sdk(html: &[u8], source: &str) -> Option<Vec<u8>> {
    let (start, end) = element(html)?;
    let script = format!(r#"<script id="teams-sdk" src="{source}"></script>"#);
    Some([&html[..start], script.as_bytes(), &html[end..]].concat())
}

/// Where the element begins and ends.
fn element(html: &[u8]) -> Option<(usize, usize)> {
    let mut at = 0;
    while at < html.len() {
        let rest = &html[at..];
        if rest.starts_with(b"<!--") {
            at += find(rest, b"-->")? + 3;
        } else if opens_script(rest) {
            let tag = tag_length(rest)?;
            let end = at + tag + script_length(&rest[tag..])?;
            if names_the_sdk(&rest[7..tag - 1]) {
                return Some((at, end));
            }
            at = end;
        } else {
            at += 1;
        }
    }
    None
}

fn opens_script(html: &[u8]) -> bool {
    starts_with(html, b"<script")
        && html
            .get(7)
            .is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
}

fn starts_with(html: &[u8], start: &[u8]) -> bool {
    html.get(..start.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(start))
}

fn find(html: &[u8], what: &[u8]) -> Option<usize> {
    (0..html.len()).find(|&at| starts_with(&html[at..], what))
}

/// Length of the opening tag; a `>` inside quotes does not end it.
fn tag_length(html: &[u8]) -> Option<usize> {
    let mut quote = None;
    for (at, &byte) in html.iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// Length of what follows the opening tag, closing tag included.
fn script_length(html: &[u8]) -> Option<usize> {
    let close = find(html, b"</script")?;
    Some(close + tag_length(&html[close..])?)
}

fn names_the_sdk(attributes: &[u8]) -> bool {
    Attributes(attributes)
        .any(|(name, value)| name.eq_ignore_ascii_case(b"id") && value == b"teams-sdk")
}

/// The attributes of a tag, one after the other.
struct Attributes<'a>(&'a [u8]);

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a [u8], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        self.skip(|byte| byte.is_ascii_whitespace() || byte == b'/');
        let name = self.take(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'/'));
        if name.is_empty() {
            return None;
        }
        self.skip(|byte| byte.is_ascii_whitespace());
        let value = match self.0.strip_prefix(b"=") {
            Some(rest) => {
                self.0 = rest;
                self.value()
            }
            None => &[],
        };
        Some((name, value))
    }
}

impl<'a> Attributes<'a> {
    fn value(&mut self) -> &'a [u8] {
        self.skip(|byte| byte.is_ascii_whitespace());
        match self.0.first() {
            Some(&quote @ (b'"' | b'\'')) => {
                self.0 = &self.0[1..];
                let value = self.take(|byte| byte != quote);
                self.0 = self.0.get(1..).unwrap_or_default();
                value
            }
            _ => self.take(|byte| !byte.is_ascii_whitespace()),
        }
    }

    fn skip(&mut self, skipped: impl Fn(u8) -> bool) {
        self.take(skipped);
    }

    fn take(&mut self, taken: impl Fn(u8) -> bool) -> &'a [u8] {
        let length = self.0.iter().take_while(|&&byte| taken(byte)).count();
        let (head, rest) = self.0.split_at(length);
        self.0 = rest;
        head
    }
}

#[cfg(test)]
mod tests;
