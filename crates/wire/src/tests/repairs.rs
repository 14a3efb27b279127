//! What is repaired of a pasted address, and what a whole one carries.

use crate::{Day, Repair, is_signed, repair};
use Repair::{Around, Escapes, Inside, Wrapping};

const SIGNATURE: &str = "1CiCisum_b6CHtqBZO-6MnyuBfzcN4NGyY5LLFbno1k";

#[test]
fn a_day_is_read_as_it_is_written() {
    let day = Day::new(2026, 5, 22);
    assert_eq!(day.to_string(), "2026-05-22");
    assert_eq!(day.number(), 20_260_522);
    assert_eq!(Day::from_text("2026-05-22"), Some(day));
    for text in ["", "2026-5-22", "2026-05-222", "2026/05/22", "2026-05-2x"] {
        assert_eq!(Day::from_text(text), None, "{text}");
    }
}

#[test]
fn only_a_whole_signature_counts() {
    let signed = |query: &str| is_signed(&query.replace("WHOLE", SIGNATURE));
    for good in [
        "sig=WHOLE",
        "api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=WHOLE",
        "sig=WHOLE&more=1",
        "sig=V2SJOS2DthZkevCZtKQR%2B6GAHNVv1p57XZKIYJKewYo%3D",
    ] {
        assert!(signed(good), "{good}");
    }
    for bad in [
        "",
        "sig=",
        "api-version=1",
        "sp=1&amp;sig=WHOLE",
        "sig=1CiCisum_b6CHtqBZO",
        "sig=WHOLE&sig=WHOLE",
        "sig=WHOLE\u{2026}",
        "sig=WHOLE.",
        "nosig=WHOLE",
    ] {
        assert!(!signed(bad), "{bad}");
    }
}

const MEANT: &str = "https://d.ab.environment.api.powerplatform.com:443/powerautomate/automations/direct/cu/04/workflows/0a/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=1CiCisum_b6CHtqBZO-6MnyuBfzcN4NGyY5LLFbno1k";

/// As somebody pasted it, by what happened to it.
fn check_repair(pasted: &str, repairs: &[Repair]) {
    let repaired = repair(&pasted.into());
    assert_eq!(repaired.url.expose(), MEANT, "{pasted}");
    assert_eq!(repaired.repairs, repairs, "{pasted}");
    assert!(repair(&repaired.url).repairs.is_empty(), "{pasted}");
}

fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte.is_ascii_alphanumeric() {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

#[test]
fn what_happened_to_a_whole_address_is_undone() {
    check_repair(MEANT, &[]);
    check_repair(&format!("  {MEANT}\n"), &[]);
    for (before, after) in [
        ("\"", "\""),
        ("'", "'"),
        ("<", ">"),
        ("“", "”"),
        ("„", "“"),
        ("(", ")"),
        ("[", "]"),
        ("`", "`"),
        ("**", "**"),
        ("", "\""),
        ("", ">"),
        ("", "."),
        ("", ">."),
        ("", "),"),
        ("\"", ""),
        ("< ", " >"),
    ] {
        check_repair(&format!("{before}{MEANT}{after}"), &[Around]);
    }
    for sign in [
        '\u{200b}', '\u{feff}', '\u{ad}', '\u{200e}', '\u{2069}', '\n', '\t',
    ] {
        check_repair(
            &MEANT.replace("workflows", &format!("work{sign}flows")),
            &[Inside],
        );
    }
    check_repair(&format!("\u{200b}{MEANT}\u{200b}"), &[Inside]);
    check_repair(&MEANT.replace("/work", "/\r\n   work"), &[Inside]);
    for ampersand in ["&amp;", "&amp;amp;", "&#38;", "\\u0026", "\\&", "^&"] {
        check_repair(&MEANT.replace('&', ampersand), &[Escapes]);
    }
    check_repair(&MEANT.replace('/', "\\/"), &[Escapes]);
    check_repair(&MEANT.replace('?', "\\?").replace('=', "\\="), &[Escapes]);
    check_repair(&encoded(MEANT), &[Escapes]);
    check_repair(
        &format!("{}&quot;", MEANT.replace('&', "&amp;")),
        &[Escapes, Around],
    );
}

#[test]
fn an_address_is_taken_out_of_a_warning_page() {
    let wrap = |host: &str, inner: &str| {
        format!(
            "https://{host}?url={}&data=05%7C02&reserved=0",
            encoded(inner)
        )
    };
    let outlook = "emea01.safelinks.protection.outlook.com/";
    check_repair(&wrap(outlook, MEANT), &[Wrapping]);
    check_repair(
        &wrap("GCC02.safelinks.protection.office365.us/", MEANT),
        &[Wrapping],
    );
    let teams = "statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html";
    check_repair(&wrap(teams, MEANT), &[Wrapping]);
    check_repair(&wrap(outlook, &wrap(outlook, MEANT)), &[Wrapping]);
    let html = wrap(outlook, MEANT).replace('&', "&amp;");
    check_repair(&format!("<{html}>"), &[Escapes, Around, Wrapping]);
}

#[test]
fn what_is_not_certain_is_left_as_it_is() {
    for text in [
        "",
        "hello",
        "hello.",
        "https://a.webhook.office.com/webhookb2/a b",
        "https://evil.example\\@a.webhook.office.com/webhookb2/a",
        "https://flow.example.com/run/(a)",
        "https://wrong.example/?url=https%3A%2F%2Fa.example",
        "https://safelinks.example/?url=https%3A%2F%2Fa.example",
        "https://x.safelinks.protection.outlook.com/?url=%ff",
        "https://x.safelinks.protection.outlook.com/?url=%F",
        "http://127.0.0.1:4000/webhookb2/x.",
    ] {
        let repaired = repair(&text.into());
        assert_eq!((repaired.url.expose(), repaired.repairs), (text, vec![]));
    }
}
