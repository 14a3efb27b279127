//! Applies the changes that findings carry to the manifest and the files beside it.

use crate::finding::{Finding, Fix};
use crate::json;
use serde_json::Value;

/// A file's text with every change made that certainly mends something, and how
/// many findings that concerned. None where nothing is to change.
#[must_use]
pub fn fixed(text: &[u8], file: &str, findings: &[Finding]) -> Option<(Vec<u8>, usize)> {
    let mut value = json::parse(text).ok()?.value;
    let mendable = |finding: &&Finding| finding.file == file && !finding.fixes.is_empty();
    let mended: Vec<_> = findings.iter().filter(mendable).collect();
    let fixes = mended.iter().flat_map(|finding| &finding.fixes);
    let (mut removals, sets): (Vec<_>, Vec<_>) =
        fixes.partition(|fix| matches!(fix, Fix::Remove(_)));
    sets.iter().for_each(|fix| apply(&mut value, fix));
    // From behind, so that what is left of a list keeps its place.
    removals.sort_by_key(|fix| std::cmp::Reverse(order(fix)));
    removals.iter().for_each(|fix| apply(&mut value, fix));
    if mended.is_empty() {
        return None;
    }
    let text = serde_json::to_string_pretty(&value).ok()?;
    Some((format!("{text}\n").into_bytes(), mended.len()))
}

fn order(fix: &Fix) -> Vec<(usize, String)> {
    let Fix::Remove(place) = fix else {
        return Vec::new();
    };
    let part = |part: &str| (part.parse().unwrap_or(0), part.to_owned());
    place.split('/').map(part).collect()
}

fn apply(value: &mut Value, fix: &Fix) {
    let (place, new) = match fix {
        Fix::Remove(place) => (place, None),
        Fix::Set(place, new) => (place, Some(new)),
    };
    let Some((parent, key)) = place.rsplit_once('/') else {
        return;
    };
    let key = key.replace("~1", "/").replace("~0", "~");
    match (value.pointer_mut(parent), new) {
        (Some(Value::Object(object)), Some(new)) => {
            object.insert(key, new.clone());
        }
        (Some(Value::Object(object)), None) => {
            object.shift_remove(&key);
        }
        (Some(Value::Array(list)), new) => {
            let at = key.parse().ok().filter(|at| *at < list.len());
            match (at, new) {
                (Some(at), Some(new)) => list[at] = new.clone(),
                (Some(at), None) => {
                    list.remove(at);
                }
                (None, _) => {}
            }
        }
        _ => {}
    }
}
