//! What a webhook learns from a post, and how it is given free with that.

use super::channel::WAKE_OTHERS;
use super::held::Held;
use super::pace::woken;
use crate::clock::Millis;
use crate::policy::decide::{FORGIVEN_AFTER, WebhookNews};
use crate::policy::pacing;
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;
use wire::Outcome;

/// What is known about a webhook.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(super) struct Health {
    state: String,
    reason: Option<String>,
    /// The code of the outcome that gave the reason.
    outcome: Option<String>,
    disabled_at: Option<Millis>,
    failing_since: Option<Millis>,
    failed_at: Option<Millis>,
    gone_since: Option<Millis>,
    last_success_at: Option<Millis>,
    took_ms: Option<Millis>,
}

impl Health {
    fn learn(&mut self, told: Told<'_>, now: Millis) {
        match told.news {
            WebhookNews::Good => {
                self.failing_since = None;
                self.gone_since = None;
                self.last_success_at = Some(now);
                self.tells(None);
            }
            WebhookNews::Failing { reason } => {
                self.gone_since = None;
                self.tells(Some((reason, told.outcome)));
                self.fails(now);
            }
            WebhookNews::MaybeGone { reason } => {
                self.gone_since.get_or_insert(now);
                self.tells(Some((reason, told.outcome)));
                self.fails(now);
            }
            WebhookNews::Disabled { reason } => {
                self.tells(Some((reason, told.outcome)));
                "disabled".clone_into(&mut self.state);
                self.disabled_at = Some(now);
                self.fails(now);
            }
            WebhookNews::Unasked { reason } => self.tells(Some((reason, told.outcome))),
            WebhookNews::Slow => self.fails(now),
        }
    }

    /// A disabled one keeps its reason until somebody saves it.
    fn tells(&mut self, why: Option<(&String, Outcome)>) {
        if self.state != "disabled" {
            self.reason = why.map(|(reason, _)| reason.clone());
            self.outcome = why.map(|(_, outcome)| outcome.code().to_owned());
        }
    }

    /// A failure long after the last one begins anew: in between nothing was asked.
    fn fails(&mut self, now: Millis) {
        let last = self.failed_at.filter(|at| *at >= now - FORGIVEN_AFTER);
        let since = last.and(self.failing_since).unwrap_or(now);
        self.failing_since = Some(since);
        self.failed_at = Some(now);
    }

    /// How long a post took is remembered for a few: one quick answer makes no slow
    /// webhook quick.
    fn took(&mut self, took: Millis) {
        self.took_ms = Some(took.max(self.took_ms.unwrap_or(0) * 3 / 4));
    }
}

/// What is new about a webhook, and the outcome that told it.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) news: &'a WebhookNews,
    pub(super) outcome: Outcome,
}

/// The end of a lease that is still held.
pub(super) struct Ending<'a> {
    pub(super) held: &'a Held,
    /// Nothing is new where a process stopped.
    pub(super) told: Option<Told<'a>>,
    /// How long the receiver asked to be left alone.
    pub(super) hold: Millis,
    /// How long the post took, if it came to an end.
    pub(super) took: Option<Millis>,
}

impl<'a> Ending<'a> {
    fn line(&self, now: Millis) -> Line<'a> {
        let mut health = self.held.health.clone();
        if let Some(told) = self.told {
            health.learn(told, now);
        }
        if let Some(took) = self.took {
            health.took(took);
        }
        let held_until = if self.hold > 0 { now + self.hold } else { 0 };
        let opens = pacing::opens_at(self.held.nth).max(now);
        Line {
            id: &self.held.webhook_id,
            not_before: opens.max(held_until),
            held_until,
            health,
        }
    }
}

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    not_before: Millis,
    held_until: Millis,
    #[serde(flatten)]
    health: Health,
}

pub(super) const FREE: &str = concat!(
    "UPDATE webhooks SET lease_owner = NULL, lease_until = NULL,
         state = i.value ->> 'state', reason = i.value ->> 'reason',
         outcome = i.value ->> 'outcome', disabled_at = i.value ->> 'disabled_at',
         failing_since = i.value ->> 'failing_since', failed_at = i.value ->> 'failed_at',
         gone_since = i.value ->> 'gone_since',
         last_success_at = i.value ->> 'last_success_at', took_ms = i.value ->> 'took_ms',
         not_before = i.value ->> 'not_before', held_until = i.value ->> 'held_until',
         wake_at = ",
    woken!("(i.value ->> 'not_before')"),
    " FROM json_each(?1) i WHERE webhooks.id = i.value ->> 'id'"
);

/// Gives webhooks free. The next post waits for the pace, and for what the receiver
/// asked.
pub(super) async fn free(
    db: &mut SqliteConnection,
    endings: &[Ending<'_>],
    now: Millis,
) -> Result<(), sqlx::Error> {
    let lines: Vec<Line<'_>> = endings.iter().map(|end| end.line(now)).collect();
    let lines = serde_json::to_string(&lines).unwrap_or_default();
    sqlx::query(FREE).bind(&lines).execute(&mut *db).await?;
    sqlx::query(WAKE_OTHERS).bind(lines).execute(db).await?;
    Ok(())
}
