//! Whether a host and a path have the shape that a list asks for. Only plain
//! text fits: what another reader of addresses could take for a separator, for
//! a step upwards or for another host does not.

/// Whether a host (lower case) is the one of the list, or below it where that starts
/// with a dot.
#[must_use]
pub fn is_host(host: &str, listed: &str) -> bool {
    if !listed.starts_with('.') {
        return host == listed;
    }
    let Some(below) = host.strip_suffix(listed) else {
        return false;
    };
    let letter = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    below
        .split('.')
        .all(|label| !label.is_empty() && label.chars().all(letter))
}

/// Whether a path starts as the list says and goes on with something plain. A
/// `*` in the list stands for any plain segments, or none.
#[must_use]
pub fn is_path(path: &str, listed: &str) -> bool {
    below(path, listed)
        .is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/') && is_plain(rest))
}

/// What a path goes on with after what the list says, where it starts so.
#[must_use]
pub fn below<'a>(path: &'a str, listed: &str) -> Option<&'a str> {
    match listed.split_once('*') {
        None => path.strip_prefix(listed),
        Some((head, tail)) => path
            .strip_prefix(head)
            .and_then(|rest| after_segments(rest, tail)),
    }
}

/// What follows `tail` after any number of plain segments.
fn after_segments<'a>(mut rest: &'a str, tail: &str) -> Option<&'a str> {
    loop {
        if let Some(found) = rest.strip_prefix(tail) {
            return Some(found);
        }
        let (segment, further) = rest.split_once('/')?;
        let letter = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if segment.is_empty() || !segment.chars().all(letter) {
            return None;
        }
        rest = further;
    }
}

/// Whether every reader of addresses sees the same segments: none is empty but
/// the last, none is a step upwards, and none hides a separator in an escape.
#[must_use]
pub fn is_plain(path: &str) -> bool {
    let path = path.strip_suffix('/').unwrap_or(path);
    path.split('/').all(is_plain_segment)
}

fn is_plain_segment(segment: &str) -> bool {
    let printable = |byte: u8| byte.is_ascii_graphic() && !br#""<>\^`{|}#?"#.contains(&byte);
    if segment.is_empty() || segment == "." || segment == ".." {
        return false;
    }
    let mut escapes = segment.split('%');
    escapes.next(); // what stands before the first
    segment.bytes().all(printable) && escapes.all(is_plain_escape)
}

/// Two hexadecimal digits of a byte that is no separator, dot, blank or control
/// character.
fn is_plain_escape(rest: &str) -> bool {
    let digits = rest.get(..2).unwrap_or_default();
    let byte = u8::from_str_radix(digits, 16);
    digits.len() == 2
        && byte.is_ok_and(|byte| byte > b' ' && byte != 127 && !br"./\%".contains(&byte))
}
