//! Counters of this process, as text for Prometheus. Labels are fixed words:
//! no address, no id, nothing a caller sent.

use crate::clock::{Millis, SECOND};
use crate::store::{Became, Gauges};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use wire::Outcome;

/// Name, label (may be empty), and what it counts.
type Key = (&'static str, &'static str);

/// What happened since the start.
#[derive(Default)]
pub(crate) struct Metrics {
    counts: Mutex<BTreeMap<Key, u64>>,
    claims: Mutex<Claims>,
}

/// How long claims took: how many within each bound, how many at all, their sum.
#[derive(Default)]
struct Claims {
    within: [u64; BOUNDS.len()],
    count: u64,
    seconds: f64,
}

/// Upper bounds of a claim's time, in seconds, as they are printed.
const BOUNDS: [(f64, &str); 5] = [
    (0.001, "0.001"),
    (0.005, "0.005"),
    (0.02, "0.02"),
    (0.1, "0.1"),
    (1.0, "1"),
];
const CLAIMS: &str = "teams_connector_claim_seconds";

const EVENTS: &str = "teams_connector_events_total";
const ATTEMPTS: &str = "teams_connector_attempts_total";
const DELIVERIES: &str = "teams_connector_deliveries_total";
const DEAD: &str = "teams_connector_dead_total";
const KEY_FETCHES: &str = "teams_connector_key_fetches_total";
const REFUSED: &str = "teams_connector_requests_refused_total";

impl Metrics {
    fn count(&self, name: &'static str, label: &'static str) {
        self.add(name, label, 1);
    }

    fn add(&self, name: &'static str, label: &'static str, count: u64) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        *counts.entry((name, label)).or_default() += count;
    }

    pub(crate) fn event(&self, result: &'static str) {
        self.count(EVENTS, result);
    }

    pub(crate) fn refused(&self, reason: &'static str) {
        self.count(REFUSED, reason);
    }

    /// An issuer was asked for its keys.
    pub(crate) fn keys_fetched(&self, result: &'static str) {
        self.count(KEY_FETCHES, result);
    }

    /// The statements of a look for due deliveries took so long.
    pub(crate) fn claimed(&self, took: Duration) {
        let mut claims = self.claims.lock().unwrap_or_else(PoisonError::into_inner);
        let seconds = took.as_secs_f64();
        for ((bound, _), within) in BOUNDS.iter().zip(&mut claims.within) {
            *within += u64::from(seconds <= *bound);
        }
        claims.count += 1;
        claims.seconds += seconds;
    }

    pub(crate) fn attempted(&self, outcome: Outcome, became: Became) {
        self.count(ATTEMPTS, outcome.code());
        for (state, count) in [
            ("delivered", became.delivered),
            ("accepted", became.accepted),
            ("retried", became.retried),
        ] {
            self.add(DELIVERIES, state, count);
        }
        for (reason, count) in [
            (outcome.code(), became.refused),
            ("exhausted", became.exhausted),
            ("expired", became.expired),
            ("disabled", became.disabled),
        ] {
            self.add(DEAD, reason, count);
        }
    }

    /// Everything, in Prometheus' text format.
    pub(crate) fn text(&self, gauges: Gauges) -> String {
        let mut out = String::new();
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        for (name, label, help) in [
            (EVENTS, "result", "Events by what became of the call"),
            (ATTEMPTS, "outcome", "Posts by classified outcome"),
            (
                DELIVERIES,
                "state",
                "Deliveries by what a post made of them",
            ),
            (DEAD, "reason", "Deliveries given up, by why"),
            (REFUSED, "reason", "Requests refused before their work"),
            (
                KEY_FETCHES,
                "result",
                "Times the sign-in's keys were asked for",
            ),
        ] {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} counter");
            for ((_, value), count) in counts.range((name, "")..).take_while(|e| e.0.0 == name) {
                let _ = writeln!(out, "{name}{{{label}=\"{value}\"}} {count}");
            }
        }
        drop(counts);
        self.write_claims(&mut out);
        for (name, value, help) in gauge_list(gauges) {
            let name = format!("teams_connector_{name}");
            let _ = writeln!(
                out,
                "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}"
            );
        }
        write_quiet(&mut out, gauges.quiet);
        out
    }

    fn write_claims(&self, out: &mut String) {
        let claims = self.claims.lock().unwrap_or_else(PoisonError::into_inner);
        let help = "How long the statements took that look for due deliveries and lease them";
        // Writing to a string cannot fail.
        let _ = writeln!(out, "# HELP {CLAIMS} {help}\n# TYPE {CLAIMS} histogram");
        for ((_, bound), within) in BOUNDS.iter().zip(claims.within) {
            let _ = writeln!(out, "{CLAIMS}_bucket{{le=\"{bound}\"}} {within}");
        }
        let Claims { count, seconds, .. } = &*claims;
        let _ = writeln!(out, "{CLAIMS}_bucket{{le=\"+Inf\"}} {count}");
        let _ = writeln!(out, "{CLAIMS}_sum {seconds}\n{CLAIMS}_count {count}");
    }
}

/// For where people sign in: how old the oldest keys are that verify them.
pub(crate) fn keys_age(age: Millis) -> String {
    const NAME: &str = "teams_connector_keys_age_seconds";
    let help = "How long ago the sign-in's oldest keys were read";
    let seconds = age / SECOND;
    format!("# HELP {NAME} {help}\n# TYPE {NAME} gauge\n{NAME} {seconds}\n")
}

fn write_quiet(out: &mut String, [days_60, days_80]: [i64; 2]) {
    const NAME: &str = "teams_connector_webhooks_quiet";
    let help = "Workflows without a card for so many days; Microsoft switches them off after 90";
    // Writing to a string cannot fail.
    let _ = writeln!(out, "# HELP {NAME} {help}\n# TYPE {NAME} gauge");
    let _ = writeln!(
        out,
        "{NAME}{{days=\"60\"}} {days_60}\n{NAME}{{days=\"80\"}} {days_80}"
    );
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a delay in seconds needs no more"
)]
fn gauge_list(gauges: Gauges) -> [(&'static str, f64, &'static str); 6] {
    [
        (
            "queue_depth",
            gauges.queued as f64,
            "Deliveries that wait or are being sent",
        ),
        (
            "oldest_due_seconds",
            gauges.oldest_due_ms as f64 / 1000.0,
            "How long the oldest due delivery has been due",
        ),
        ("dead_letters", gauges.dead as f64, "Deliveries given up"),
        (
            "webhooks_disabled",
            gauges.disabled as f64,
            "Webhooks switched off",
        ),
        ("connectors", gauges.connectors as f64, "Connectors saved"),
        (
            "sending_paused",
            f64::from(u8::from(gauges.paused)),
            "Whether an operator paused the sending of cards",
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_written_for_prometheus() {
        let metrics = Metrics::default();
        metrics.event("accepted");
        metrics.event("accepted");
        metrics.event("repeat");
        let became = Became {
            delivered: 21,
            ..Became::default()
        };
        metrics.attempted(Outcome::Delivered, became);
        let became = Became {
            refused: 1,
            disabled: 4,
            ..Became::default()
        };
        metrics.attempted(Outcome::Blocked, became);
        let text = metrics.text(Gauges {
            queued: 3,
            oldest_due_ms: 1500,
            ..Gauges::default()
        });
        for line in [
            "teams_connector_events_total{result=\"accepted\"} 2",
            "teams_connector_events_total{result=\"repeat\"} 1",
            "teams_connector_attempts_total{outcome=\"delivered\"} 1",
            "teams_connector_deliveries_total{state=\"delivered\"} 21",
            "teams_connector_dead_total{reason=\"blocked\"} 1",
            "teams_connector_dead_total{reason=\"disabled\"} 4",
            "teams_connector_queue_depth 3",
            "teams_connector_oldest_due_seconds 1.5",
        ] {
            assert!(text.lines().any(|each| each == line), "{line}\n{text}");
        }
    }
}
