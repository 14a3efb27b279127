//! Reads `Retry-After`: seconds or a date, at most a day; anything else is
//! as if it were not there.

use crate::clock::{DAY, Millis, SECOND};
use time::format_description::well_known::Rfc2822;

/// How long the receiver asked us to wait. `now` is only for dates.
pub(crate) fn read(header: &str, now: Millis) -> Option<Millis> {
    let header = header.trim();
    if header.is_empty() {
        return None;
    }
    if header.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than a number holds is still "very long".
        let seconds: Millis = header.parse().unwrap_or(DAY);
        return Some(seconds.saturating_mul(SECOND).min(DAY));
    }
    let date = time::OffsetDateTime::parse(header, &Rfc2822).ok()?;
    let at = date.unix_timestamp().checked_mul(SECOND)?;
    Some((at - now).clamp(0, DAY))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::HOUR;

    #[test]
    fn both_forms_are_read_and_capped_at_a_day() {
        let now = 784_111_777_000; // Sun, 06 Nov 1994 08:49:37 GMT
        for (header, expected) in [
            ("3600", Some(HOUR)),
            (" 0 ", Some(0)),
            ("999999999", Some(DAY)),
            ("99999999999999999999999", Some(DAY)),
            ("Sun, 06 Nov 1994 09:49:37 GMT", Some(HOUR)),
            ("Sun, 06 Nov 1994 07:00:00 GMT", Some(0)),
            ("Sun, 06 Nov 2094 07:00:00 GMT", Some(DAY)),
            ("-5", None),
            ("soon", None),
            ("1.5", None),
            ("", None),
        ] {
            assert_eq!(read(header, now), expected, "{header:?}");
        }
    }
}
