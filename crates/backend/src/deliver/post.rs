//! One post, from the claim to its outcome.

use super::record::record;
use super::worker::Worker;
use crate::card::{Before, Button, Form, Language, Message, Sender, Setup, render};
use crate::clock::Millis;
use crate::policy::decide::{Facts, Step, decide};
use crate::policy::outcome::{Fault, Reply, classify};
use crate::secret::random;
use crate::store::{self, Claim, Finish, Item, Record, Subject};
use secrecy::SecretString;
use std::time::Instant;
use wire::{Action, Event, Outcome};

/// A post that is over.
pub(super) struct Ended {
    pub(super) outcome: Outcome,
    pub(super) finish: Finish,
}

impl Worker {
    /// Posts what a claim stands for; what came of it is not written down yet.
    pub(super) async fn post(&self, claim: Claim) -> Ended {
        let begun = Instant::now();
        let (reply, url) = match claim.url(self.store.ring()) {
            Ok(url) => (self.send(&url, || self.card(&claim)).await, Some(url)),
            Err(error) => {
                tracing::error!(%error, "a webhook address cannot be opened");
                (Reply::Fault(Fault::Broken), None)
            }
        };
        let outcome = classify(claim.destination, &reply);
        let record = record(outcome, &reply, url.as_ref(), begun.elapsed());
        let step = self.step(&claim, outcome, &reply);
        log(&claim, outcome, &record);
        let finish = Finish {
            lease: claim.lease,
            step,
            record,
        };
        Ended { outcome, finish }
    }

    /// Posts a card where one may be posted now: since the address was saved the list may
    /// have become shorter, or its kind have ended.
    pub(super) async fn send(&self, url: &SecretString, card: impl FnOnce() -> Vec<u8>) -> Reply {
        if let Err(barred) = self.rules.may_post(url) {
            return Reply::Fault(barred.into());
        }
        self.client.post(url, card(), self.store.now()).await
    }

    fn card(&self, claim: &Claim) -> Vec<u8> {
        let Some(lead) = claim.items.first() else {
            return Vec::new();
        };
        let form = match claim.items.iter().any(|item| item.short_form) {
            true => Form::Short,
            false => Form::Full,
        };
        let language = Language::of(lead.locale.as_deref());
        let message = message(claim, lead);
        let manage = self.manage(&lead.connector_id, lead.accepted_at);
        let buttons = match &lead.subject {
            Subject::Task(event) => self.buttons(event, &lead.delivery_id, lead.accepted_at),
            Subject::Configured(..) => Vec::new(),
        };
        let sender = Sender {
            name: &lead.config_name,
            manage: manage.as_deref(),
            buttons: &buttons,
            done: &[],
        };
        render(&message, sender, language, claim.destination, form)
    }

    /// What can be done with the task of a delivery, where somebody is told of it.
    pub(crate) fn buttons<'a>(
        &self,
        event: &'a Event,
        delivery: &str,
        at: Millis,
    ) -> Vec<Button<'a>> {
        let Some(links) = &self.links else {
            return Vec::new();
        };
        let numbered = event.actions.iter().enumerate();
        let button = |(number, action): (usize, &'a Action)| {
            Some(Button {
                title: &action.title,
                url: links.act(delivery, number, at)?,
                post: links.post(delivery, number, at),
                input: action.input.as_ref(),
            })
        };
        numbered.filter_map(button).collect()
    }

    /// Where to manage or stop what a connector sends.
    pub(crate) fn manage(&self, connector: &str, at: Millis) -> Option<String> {
        self.links.as_ref()?.manage(connector, at)
    }

    fn step(&self, claim: &Claim, outcome: Outcome, reply: &Reply) -> Step {
        let lead = claim.items.first();
        let facts = Facts {
            attempt: lead.map_or(1, |item| item.attempt),
            short_form: lead.is_some_and(|item| item.short_form),
            summary: claim.count > 1,
            failing_since: claim.failing_since,
            gone_since: claim.gone_since,
            now: self.store.now(),
            chance: u32::from_le_bytes(random()),
        };
        decide(outcome, reply, facts)
    }
}

fn message<'a>(claim: &'a Claim, lead: &'a Item) -> Message<'a> {
    if claim.count == 1 {
        return single(lead);
    }
    let title = |item: &'a Item| match &item.subject {
        Subject::Task(event) => Some((event.kind, event.task.title.as_str())),
        Subject::Configured(..) => None,
    };
    Message::Summary {
        count: claim.count,
        first: claim.items.iter().filter_map(title).collect(),
        event_id: &lead.event_id,
        at: claim.claimed_at,
    }
}

fn single(lead: &Item) -> Message<'_> {
    let (event_id, at) = (lead.event_id.as_str(), lead.accepted_at);
    match &lead.subject {
        Subject::Task(event) => Message::Task {
            event,
            event_id,
            at,
        },
        Subject::Configured(choice, edited) => Message::Configured {
            setup: Setup {
                choice: *choice,
                before: edited.before.as_ref().map(known),
                by: edited.by.as_deref(),
            },
            event_id,
            at,
        },
    }
}

fn known(before: &store::Before) -> Before<'_> {
    Before {
        choice: before.choice,
        name: &before.name,
        elsewhere: before.elsewhere,
    }
}

fn log(claim: &Claim, outcome: Outcome, record: &Record) {
    let lead = claim.items.first();
    let delivery = lead.map(|item| item.delivery_id.as_str());
    let attempt = lead.map(|item| item.attempt);
    if outcome == Outcome::Blocked {
        tracing::warn!(delivery, attempt, why = record.detail, "not posted");
        return;
    }
    tracing::info!(
        delivery,
        attempt,
        cards = claim.count,
        outcome = record.outcome.code(),
        status = record.status,
        took_ms = record.took_ms,
        "posted"
    );
}
