//! The reader's clock and calendar. The only file of the page that looks at either.

use js_sys::{Date, JSON};

/// Now, RFC 3339 in UTC.
pub(crate) fn now() -> String {
    Date::new_0().to_iso_string().into()
}

/// A time on the reader's clock, written as in their language; a text that is
/// no time stays as it is.
pub(crate) fn local(rfc3339: &str, language: &str) -> String {
    let date = Date::new(&rfc3339.into());
    if date.get_time().is_nan() {
        return String::from(rfc3339);
    }
    let style = JSON::parse(r#"{"dateStyle":"medium","timeStyle":"short"}"#);
    let style = style.unwrap_or_default();
    date.to_locale_string(language, &style).into()
}
