//! What to do after an outcome. Pure: the same facts give the same step.

use super::outcome::{Reply, sentence};
use super::schedule::wait_after;
use crate::clock::{DAY, Millis, SECOND};
use wire::Outcome;

/// How often a card is tried.
pub(crate) const MAX_ATTEMPTS: u32 = 10;
/// News older than this help nobody.
pub(crate) const MAX_AGE: Millis = 3 * DAY;
/// A webhook without one success for so long is disabled.
pub(crate) const GIVE_UP_AFTER: Millis = 5 * DAY;
/// After so long without a failed post the five days begin anew: longer than
/// any pause between two attempts.
pub(crate) const FORGIVEN_AFTER: Millis = 2 * DAY;
/// A webhook that seems gone is asked once more after this.
pub(crate) const CONFIRM_GONE: Millis = 300 * SECOND;
/// Our own wait when the channel throttles without saying how long.
pub(crate) const OWN_WAIT: Millis = 15 * SECOND;

/// What is known about a claim besides its outcome.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Facts {
    /// The number of this attempt.
    pub(crate) attempt: u32,
    /// Whether the short form was already sent.
    pub(crate) short_form: bool,
    /// Whether the card stands for several deliveries.
    pub(crate) summary: bool,
    pub(crate) failing_since: Option<Millis>,
    pub(crate) gone_since: Option<Millis>,
    pub(crate) now: Millis,
    /// Any number; spreads the waits.
    pub(crate) chance: u32,
}

/// What the store writes down after an attempt: about its deliveries and about
/// their webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) fate: DeliveryFate,
    pub(crate) news: WebhookNews,
    /// How long nothing at all may go to this webhook.
    pub(crate) hold: Millis,
}

/// What happens to the deliveries that one card told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DeliveryFate {
    Delivered,
    Accepted,
    Dead,
    /// Tried again after so long.
    Again {
        after: Millis,
    },
    /// Tried again when the webhook opens; this attempt does not count.
    Uncounted,
    /// Tried again at once in the short form.
    Shorter,
}

/// What is news about the webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum WebhookNews {
    Good,
    /// It asks for a pause; nothing was delivered, nothing is wrong.
    Slow,
    Failing {
        reason: String,
    },
    /// Nothing was asked of it, so nothing is known of it.
    Unasked {
        reason: String,
    },
    MaybeGone {
        reason: String,
    },
    Disabled {
        reason: String,
    },
}

fn asked(reply: &Reply) -> Option<Millis> {
    match reply {
        Reply::Http { retry_after, .. } => *retry_after,
        Reply::Fault(_) => None,
    }
}

/// What a test card tells about the webhook, and how long nothing may follow
/// it. It is one look at somebody's wish: it disables nothing.
pub(crate) fn after_test(outcome: Outcome, reply: &Reply) -> (WebhookNews, Millis) {
    let asked = asked(reply).unwrap_or(0);
    let reason = sentence(outcome, reply);
    match outcome {
        Outcome::Delivered | Outcome::Accepted => (WebhookNews::Good, 0),
        Outcome::Throttled => (WebhookNews::Slow, asked.max(OWN_WAIT)),
        Outcome::Gone | Outcome::NoWorkflow => (WebhookNews::MaybeGone { reason }, 0),
        Outcome::Ended | Outcome::Disabled | Outcome::Unreadable => {
            (WebhookNews::Unasked { reason }, 0)
        }
        _ => (WebhookNews::Failing { reason }, asked),
    }
}

/// Decides what follows from the outcome of an attempt.
pub(crate) fn decide(outcome: Outcome, reply: &Reply, facts: Facts) -> Step {
    let asked = asked(reply);
    let reason = sentence(outcome, reply);
    match outcome {
        Outcome::Delivered => step(DeliveryFate::Delivered, WebhookNews::Good, 0),
        Outcome::Accepted => step(DeliveryFate::Accepted, WebhookNews::Good, 0),
        // The channel answers, so it does not fail; it is only busy.
        Outcome::Throttled => {
            let hold = asked.unwrap_or(0).max(OWN_WAIT);
            given_up(facts, &reason)
                .unwrap_or_else(|| step(DeliveryFate::Uncounted, WebhookNews::Slow, hold))
        }
        // One bad card says little about the channel.
        Outcome::TooLarge if !facts.short_form => step(DeliveryFate::Shorter, WebhookNews::Slow, 0),
        Outcome::BadCard if facts.summary && !facts.short_form => {
            step(DeliveryFate::Shorter, WebhookNews::Slow, 0)
        }
        Outcome::TooLarge | Outcome::BadCard => given_up(facts, &reason)
            .unwrap_or_else(|| step(DeliveryFate::Dead, WebhookNews::Failing { reason }, 0)),
        Outcome::Gone | Outcome::NoWorkflow => gone(facts, reason),
        // A letter that can be replayed once the address was replaced or enabled.
        Outcome::Ended | Outcome::Disabled | Outcome::Unreadable => {
            step(DeliveryFate::Dead, WebhookNews::Unasked { reason }, 0)
        }
        // One wrong look of ours, or a switch of theirs, may be right again in a minute.
        Outcome::Blocked
        | Outcome::SwitchedOff
        | Outcome::Unsigned
        | Outcome::TwoAuthorizations
        | Outcome::Unconfirmed
        | Outcome::Denied
        | Outcome::Redirected
        | Outcome::Transient => again(facts, reason, asked),
    }
}

fn gone(facts: Facts, reason: String) -> Step {
    let seen_before = facts
        .gone_since
        .is_some_and(|since| facts.now - since >= CONFIRM_GONE);
    if seen_before {
        return step(DeliveryFate::Dead, WebhookNews::Disabled { reason }, 0);
    }
    let after = CONFIRM_GONE;
    step(
        DeliveryFate::Again { after },
        WebhookNews::MaybeGone { reason },
        after,
    )
}

/// Five days of trying without one success are enough.
fn given_up(facts: Facts, reason: &str) -> Option<Step> {
    let lost_for = facts.now - facts.failing_since?;
    (lost_for >= GIVE_UP_AFTER).then(|| {
        let reason = format!("Nothing was delivered for five days. {reason}");
        step(DeliveryFate::Dead, WebhookNews::Disabled { reason }, 0)
    })
}

fn again(facts: Facts, reason: String, asked: Option<Millis>) -> Step {
    if let Some(end) = given_up(facts, &reason) {
        return end;
    }
    let after = wait_after(facts.attempt, facts.chance).max(asked.unwrap_or(0));
    step(
        DeliveryFate::Again { after },
        WebhookNews::Failing { reason },
        asked.unwrap_or(0),
    )
}

fn step(fate: DeliveryFate, news: WebhookNews, hold: Millis) -> Step {
    Step { fate, news, hold }
}

#[cfg(test)]
mod tests;
