//! When a task is due: a day, or a moment with the zone it was told in.

use std::fmt;
use time::format_description::well_known::Rfc3339;
use time::{Date, Month, OffsetDateTime};
use wire::Day;

/// A day of the calendar, whatever the zone, or one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Due {
    Day(Date),
    Moment(OffsetDateTime),
}

impl Due {
    /// Reads `2026-12-04` or a moment by RFC 3339, which is kept to the second.
    pub(crate) fn read(text: &str) -> Option<Self> {
        match Day::from_text(text) {
            Some(day) => date(day).map(Self::Day),
            None => moment(text).map(Self::Moment),
        }
    }
}

fn date(day: Day) -> Option<Date> {
    let number = day.number();
    let month = u8::try_from(number / 100 % 100).ok()?;
    let month = Month::try_from(month).ok()?;
    let year = i32::try_from(number / 10_000).ok()?;
    Date::from_calendar_date(year, month, u8::try_from(number % 100).ok()?).ok()
}

fn moment(text: &str) -> Option<OffsetDateTime> {
    let at = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    at.replace_nanosecond(0).ok()
}

/// As it is stored; [`Due::read`] reads it.
impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => {
                let (year, month, day) = (day.year(), u8::from(day.month()), day.day());
                write!(f, "{year:04}-{month:02}-{day:02}")
            }
            Self::Moment(at) => f.write_str(&at.format(&Rfc3339).map_err(|_| fmt::Error)?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, kept: Option<&str>) {
        let due = Due::read(text).map(|due| due.to_string());
        assert_eq!(due.as_deref(), kept, "{text:?}");
    }

    #[test]
    fn a_day_and_a_moment_are_kept_as_they_are_meant() {
        check("2026-12-04", Some("2026-12-04"));
        check("2028-02-29", Some("2028-02-29"));
        check("2026-12-04T15:00:00Z", Some("2026-12-04T15:00:00Z"));
        check(
            "2026-12-04T15:00:00.123456+01:00",
            Some("2026-12-04T15:00:00+01:00"),
        );
    }

    #[test]
    fn what_is_no_time_anywhere_is_none() {
        for text in [
            "",
            "soon",
            "2026-02-30",
            "2026-13-01",
            "0000-00-00",
            "2026-12-4",
            "12/04/2026",
            "2026-12-04T15:00:00",
            "2026-12-04T15:00Z",
            "2026-12-04T25:00:00Z",
            "1790000000",
        ] {
            check(text, None);
        }
    }
}
