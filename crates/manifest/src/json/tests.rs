use super::*;
use serde_json::json;

#[test]
fn values_read_as_the_library_reads_them() {
    for text in [
        "null",
        " [1, -2, 3.5, true, \"a\\u00e9\\n\"] ",
        r#"{"a": {"b": [{}, []]}, "": ""}"#,
    ] {
        let library: Value = serde_json::from_str(text).unwrap();
        assert_eq!(parse(text.as_bytes()).unwrap().value, library, "{text}");
    }
}

#[test]
fn a_key_that_stands_twice_is_told_with_its_place() {
    let text = br#"{"a": 1, "b/c": [{"x": 1, "x": 2}], "a": 3}"#;
    let document = parse(text).unwrap();
    assert_eq!(document.twice, ["/b~1c/0/x", "/a"]);
    assert_eq!(document.value, json!({"a": 3, "b/c": [{"x": 2}]}));
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    let document = parse(b"\xef\xbb\xbf{}").unwrap();
    assert!(document.marked && document.value == json!({}));
}

#[test]
fn what_is_no_json_is_told_with_its_line() {
    for (text, line) in [("{\n \"a\": }", 2), ("", 1), ("{} {}", 1), ("\u{1f600}", 1)] {
        assert_eq!(
            parse(text.as_bytes()).unwrap_err().line.max(1),
            line,
            "{text}"
        );
    }
    assert!(parse(&vec![b'['; 100_000]).is_err());
}

#[test]
fn every_place_knows_its_line() {
    let text = "{\r\n  \"a\": [\n    1,\n    {\"b\": \"}\\\"\"}\n  ],\n  \"c\": true\n}";
    let lines = lines(text.as_bytes());
    for (place, line) in [("", 1), ("/a", 2), ("/a/0", 3), ("/a/1/b", 4), ("/c", 6)] {
        assert_eq!(lines.get(place), Some(&line), "{place}");
    }
}

#[test]
fn what_is_larger_than_any_manifest_is_refused() {
    let ones = vec!["1"; 10_000].join(",");
    for (text, told) in [
        (format!("[{ones}]"), "10000 values"),
        (format!("{{\"{}\": [1]}}", "k".repeat(5000)), "too long"),
        (format!("[{}]", " ".repeat(1 << 20)), "1 MB"),
    ] {
        assert!(parse(text.as_bytes()).unwrap_err().told.contains(told));
    }
}
