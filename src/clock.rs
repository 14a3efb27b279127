//! The reader's clock and calendar, and chance. The only file of the page that looks at any of
//! them.

use js_sys::{Array, Date, Intl, JSON, Object};

/// Now, RFC 3339 in UTC.
pub(crate) fn now() -> String {
    Date::new_0().to_iso_string().into()
}

/// How many minutes the reader's clock is ahead of UTC.
pub(crate) fn east() -> i32 {
    -Date::new_0().get_timezone_offset() as i32
}

/// What a test card shows for a person to enter: no secret, only another one each time.
pub(crate) fn code(digits: usize) -> String {
    let digit = |_| char::from_digit((js_sys::Math::random() * 16.0) as u32, 16);
    let code: String = (0..digits).filter_map(digit).collect();
    code.to_ascii_uppercase()
}

/// How exactly a time is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    Day,
    Minute,
    Second,
}

/// A time on the reader's clock, written as in their language; a text that is
/// no time stays as it is.
pub(crate) fn local(rfc3339: &str, language: &str, told: Told) -> String {
    let style = match told {
        Told::Day => r#"{"dateStyle":"medium"}"#,
        Told::Minute => r#"{"dateStyle":"medium","timeStyle":"short"}"#,
        Told::Second => r#"{"dateStyle":"medium","timeStyle":"medium"}"#,
    };
    match date(rfc3339) {
        Some(date) => date
            .to_locale_string(language, &JSON::parse(style).unwrap_or_default())
            .into(),
        None => String::from(rfc3339),
    }
}

/// Seconds in each unit, from the largest.
const UNITS: [(f64, &str); 4] = [
    (86_400.0, "day"),
    (3_600.0, "hour"),
    (60.0, "minute"),
    (1.0, "second"),
];

/// How long before another time it was, as in the reader's language; a text that is no time
/// stays as it is.
pub(crate) fn ago(rfc3339: &str, now: &str, language: &str) -> String {
    let (Some(at), Some(now)) = (date(rfc3339), date(now)) else {
        return String::from(rfc3339);
    };
    // A server's clock that is ahead says nothing about the future.
    let seconds = ((at.get_time() - now.get_time()) / 1000.0).min(0.0);
    let fits = |(long, _): &&(f64, _)| -seconds >= *long;
    let (long, unit) = UNITS.iter().find(fits).unwrap_or(&UNITS[3]);
    let options = JSON::parse(r#"{"numeric":"auto"}"#).unwrap_or_default();
    let options = Object::try_from(&options).cloned().unwrap_or_default();
    let writer = Intl::RelativeTimeFormat::new(&Array::of1(&language.into()), &options);
    writer.format((seconds / long).round(), unit).into()
}

fn date(rfc3339: &str) -> Option<Date> {
    let date = Date::new(&rfc3339.into());
    (!date.get_time().is_nan()).then_some(date)
}
