//! What was promised of our page beside the others, and whether it holds.

use crate::{browser::Condition, figures::Figures, front::Answer, pages::Page};

/// How often a screen shows something new: two paints closer than that are seen
/// at the same time, and medians of equal pages differ by less.
const FRAME_MS: f64 = 1000.0 / 60.0;

/// Ready on Slow 4G, as a part of the other page's time.
const READY: [(Page, f64); 3] = [
    (Page::Jquery, 0.6),
    (Page::React, 0.5),
    (Page::Vanilla, 1.2),
];

/// One promise.
#[derive(Debug, PartialEq)]
pub(crate) struct Verdict {
    /// What was compared, with the figures.
    pub(crate) text: String,
    /// Whether the promise holds.
    pub(crate) held: bool,
}

/// Every promise that these figures can decide.
pub(crate) fn verdicts(condition: Condition, figures: &[Figures]) -> Vec<Verdict> {
    let find = |page| figures.iter().find(|each| each.page == page);
    let Some(ours) = find(Page::Ours) else {
        return Vec::new();
    };
    let others = figures.iter().filter(|each| each.page != Page::Ours);
    let mut verdicts: Vec<_> = others.map(|other| paint(ours, other)).collect();
    if condition == Condition::Slow4g {
        let pairs = READY.iter();
        verdicts.extend(pairs.filter_map(|(page, most)| Some(ready(ours, find(*page)?, *most))));
    }
    verdicts
}

fn paint(ours: &Figures, other: &Figures) -> Verdict {
    let later = ours.paint - other.paint;
    Verdict {
        text: format!(
            "first paint {later:+.0} ms beside {} (no later: {FRAME_MS:.0} ms, one frame, at most)",
            other.page.name()
        ),
        // Two pages that never painted are not equally fast.
        held: ours.paint.is_finite() && later <= FRAME_MS,
    }
}

fn ready(ours: &Figures, other: &Figures, most: f64) -> Verdict {
    let ratio = ours.ready / other.ready;
    Verdict {
        text: format!("ready {ratio:.2} of {} (at most {most})", other.page.name()),
        held: ratio <= most,
    }
}

/// A second visit asks for the document and the API only.
pub(crate) fn repeat(answers: &[Answer]) -> Verdict {
    let allowed = |what: &str| what == "GET /configure" || what.contains(" /api/");
    Verdict {
        text: "a repeat visit asks for the document and the API only".to_owned(),
        // No answer at all means that nothing was watched.
        held: !answers.is_empty() && answers.iter().all(|answer| allowed(&answer.what)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(page: Page, paint: f64, ready: f64) -> Figures {
        Figures {
            page,
            paint,
            ready,
            bytes: 0.0,
            requests: 0.0,
            listens: 0.0,
            script: 0.0,
            busy: 0.0,
            long_tasks: 0.0,
            long_total: 0.0,
            memory: 0.0,
        }
    }

    fn held(condition: Condition, ours: (f64, f64), jquery: (f64, f64)) -> Vec<bool> {
        let both = [
            figures(Page::Ours, ours.0, ours.1),
            figures(Page::Jquery, jquery.0, jquery.1),
        ];
        let verdicts = verdicts(condition, &both);
        verdicts.iter().map(|verdict| verdict.held).collect()
    }

    #[test]
    fn ready_counts_where_the_network_is_slow() {
        let (paint, jquery) = (700.0, (700.0, 1000.0));
        for (ready, holds) in [(600.0, true), (601.0, false), (f64::NAN, false)] {
            assert_eq!(
                held(Condition::Slow4g, (paint, ready), jquery),
                [true, holds]
            );
            assert_eq!(held(Condition::Free, (paint, ready), jquery), [true]);
        }
    }

    #[test]
    fn the_first_paint_is_no_frame_later() {
        for (paint, holds) in [
            (690.0, true),
            (716.0, true),
            (717.0, false),
            (f64::INFINITY, false),
        ] {
            let seen = held(Condition::Free, (paint, 1.0), (700.0, 1.0));
            assert_eq!(seen, [holds], "{paint}");
        }
    }

    #[test]
    fn a_repeat_visit_asks_for_the_document_only() {
        for (asked, holds) in [
            (&["GET /configure"][..], true),
            (&["GET /configure", "GET /api/v1/connectors/x"], true),
            (&["GET /configure", "GET /page-0123.js"], false),
            (&[], false),
        ] {
            let answers: Vec<_> = asked.iter().map(|what| answer(what)).collect();
            assert_eq!(repeat(&answers).held, holds, "{asked:?}");
        }
    }

    fn answer(what: &str) -> Answer {
        Answer {
            what: what.to_owned(),
            status: 200,
            bytes: 1,
        }
    }
}
