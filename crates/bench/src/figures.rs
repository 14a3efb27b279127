//! The arithmetic: medians, ratios, and one line of figures for each page.

use crate::{pages::Page, visit::Visit};

/// A page's medians under one condition.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figures {
    pub(crate) page: Page,
    pub(crate) bytes: f64,
    pub(crate) requests: f64,
    pub(crate) paint: f64,
    pub(crate) listens: f64,
    pub(crate) ready: f64,
    pub(crate) script: f64,
    pub(crate) busy: f64,
    pub(crate) long_tasks: f64,
    pub(crate) long_total: f64,
    pub(crate) memory: f64,
}

impl Figures {
    /// The medians of these visits, each figure by itself.
    pub(crate) fn of(page: Page, visits: &[Visit]) -> Self {
        let of = |figure: fn(&Visit) -> f64| {
            let mut values: Vec<f64> = visits.iter().map(figure).collect();
            median(&mut values)
        };
        Self {
            page,
            bytes: of(|visit| visit.answers.iter().map(|each| each.bytes as f64).sum()),
            requests: of(|visit| visit.answers.len() as f64),
            paint: of(|visit| visit.seen.paint.unwrap_or(f64::INFINITY)),
            listens: of(|visit| visit.seen.listens.unwrap_or(f64::INFINITY)),
            ready: of(|visit| visit.seen.ready),
            script: of(|visit| visit.script),
            busy: of(|visit| visit.busy),
            long_tasks: of(|visit| visit.seen.long_tasks.len() as f64),
            long_total: of(|visit| total(&visit.seen.long_tasks)),
            memory: of(|visit| visit.memory),
        }
    }
}

/// The middle value, or between the two middle ones; not a number for none.
pub(crate) fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values {
        [] => f64::NAN,
        _ if values.len() % 2 == 1 => values[middle],
        _ => f64::midpoint(values[middle - 1], values[middle]),
    }
}

/// `sum` makes minus nought of nothing.
fn total(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |sum, value| sum + value)
}

/// The visit whose ready time is the median, or the nearest below.
pub(crate) fn typical(visits: &[Visit]) -> Option<&Visit> {
    let mut sorted: Vec<&Visit> = visits.iter().collect();
    sorted.sort_by(|a, b| a.seen.ready.total_cmp(&b.seen.ready));
    sorted.get(sorted.len().saturating_sub(1) / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle() {
        for (values, expected) in [
            (vec![3.0], 3.0),
            (vec![9.0, 1.0, 5.0], 5.0),
            (vec![4.0, 1.0, 2.0, 100.0], 3.0),
            (vec![1.0, f64::INFINITY, 2.0], 2.0),
        ] {
            let mut given = values.clone();
            assert_eq!(median(&mut given), expected, "{values:?}");
        }
        assert!(median(&mut []).is_nan());
    }
}
