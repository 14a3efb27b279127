//! Claims what is due, posts it, writes down what came of it. One post in
//! flight per webhook; a slow channel holds up only itself.

use super::client::Client;
use super::outcome::{Fault, Outcome, Reply, classify};
use super::policy::{Facts, Step, decide};
use crate::card::{Form, Language, Message, render};
use crate::metrics::Metrics;
use crate::secret::random;
use crate::store::{Claim, ClaimDue, Finish, Item, Record, Release, Store, Subject};
use crate::webhook::Rules;
use secrecy::{ExposeSecret as _, SecretString};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// Everything a post needs.
#[derive(Clone)]
pub(crate) struct Worker {
    pub(crate) store: Store,
    pub(crate) client: Client,
    pub(crate) rules: Rules,
    pub(crate) metrics: Arc<Metrics>,
    /// Rung when there is something new.
    pub(crate) bell: Arc<Notify>,
    /// Who holds our leases: another one per start.
    pub(crate) owner: String,
    pub(crate) lease: Duration,
    /// How often to look without being rung.
    pub(crate) poll: Duration,
    /// How many posts at once.
    pub(crate) most: usize,
    /// How many of them to webhooks whose last post failed, whose last ones were slow, or
    /// that were never tried: however many hang, the others find a place.
    pub(crate) failing: Arc<Semaphore>,
    /// How long posts in flight may take once we stop.
    pub(crate) grace: Duration,
}

impl Worker {
    /// Works until told to stop; then lets posts in flight end.
    pub(crate) async fn run(self, stop: CancellationToken) {
        let hurry = CancellationToken::new();
        let mut posts = JoinSet::new();
        while !stop.is_cancelled() {
            // Listening starts before looking: no ring is missed in between.
            let rung = self.bell.notified();
            let nap = self.claim_into(&mut posts, &hurry).await;
            tokio::select! {
                () = stop.cancelled() => {}
                () = rung => {}
                Some(_) = posts.join_next() => {}
                () = tokio::time::sleep(nap) => {}
            }
        }
        let ended = tokio::time::timeout(self.grace, async {
            while posts.join_next().await.is_some() {}
        });
        if ended.await.is_err() {
            hurry.cancel();
            while posts.join_next().await.is_some() {}
        }
    }

    /// Starts what is due; answers how long to sleep when nothing happens.
    async fn claim_into(&self, posts: &mut JoinSet<()>, hurry: &CancellationToken) -> Duration {
        let free = self.most.saturating_sub(posts.len());
        let failing = self.failing.available_permits();
        // A look is a read; only a real claim disturbs the writer.
        let next = match self.store.next_wake(failing).await {
            Ok(next) => next,
            Err(error) => {
                tracing::error!(%error, "the queue cannot be read");
                return Duration::from_secs(1);
            }
        };
        let wait = next.map_or(i64::MAX, |at| at - self.store.now());
        if free == 0 || wait > 0 {
            let wait = Duration::from_millis(wait.unsigned_abs());
            return wait.min(self.poll);
        }
        let due = ClaimDue {
            owner: self.owner.clone(),
            lease: self.lease,
            most: i64::try_from(free.min(64)).unwrap_or(64),
            failing,
        };
        match self.store.write(due).await {
            Ok(look) => {
                self.metrics.claimed(look.took);
                for claim in look.claims {
                    let place = match claim.failing {
                        true => self.failing.clone().try_acquire_owned().ok(),
                        false => None,
                    };
                    posts.spawn(self.clone().deliver(claim, place, hurry.clone()));
                }
                Duration::ZERO
            }
            Err(error) => {
                tracing::error!(%error, "nothing can be claimed");
                Duration::from_secs(1)
            }
        }
    }

    /// One claim from post to outcome; a failing webhook's holds its place.
    async fn deliver(
        self,
        claim: Claim,
        place: Option<OwnedSemaphorePermit>,
        hurry: CancellationToken,
    ) {
        let lease = claim.lease.clone();
        let delivered = async {
            let (outcome, finish) = self.post(claim).await;
            self.write_down(outcome, finish).await;
        };
        tokio::select! {
            () = delivered => {}
            () = hurry.cancelled() => {
                let _ = self.store.write(Release { lease }).await;
            }
        }
        drop(place);
        self.bell.notify_one();
    }

    async fn post(&self, claim: Claim) -> (Outcome, Finish) {
        let begun = Instant::now();
        let (reply, url) = match claim.url(self.store.ring()) {
            Ok(url) => (self.send(&url, || card(&claim)).await, Some(url)),
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
        (outcome, finish)
    }

    /// Posts a card where one may be posted now: since the address was saved the list may
    /// have become shorter, or its kind have ended.
    pub(super) async fn send(&self, url: &SecretString, card: impl FnOnce() -> Vec<u8>) -> Reply {
        if let Err(barred) = self.rules.may_post(url) {
            return Reply::Fault(barred.into());
        }
        self.client.post(url, card(), self.store.now()).await
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

    /// An outcome that cannot be stored is tried again by whoever takes the
    /// lease over; the card may then arrive twice, but is never lost.
    async fn write_down(&self, outcome: Outcome, finish: Finish) {
        match self.store.write(finish).await {
            Ok(Some(became)) => self.metrics.attempted(outcome, became),
            Ok(None) => tracing::warn!("an outcome came after its lease and was dropped"),
            Err(error) => tracing::error!(%error, "an outcome cannot be stored"),
        }
    }
}

fn card(claim: &Claim) -> Vec<u8> {
    let Some(lead) = claim.items.first() else {
        return Vec::new();
    };
    let form = match claim.items.iter().any(|item| item.short_form) {
        true => Form::Short,
        false => Form::Full,
    };
    let language = Language::of(lead.locale.as_deref());
    let message = message(claim, lead);
    render(
        &message,
        &lead.config_name,
        language,
        claim.destination,
        form,
    )
}

fn message<'a>(claim: &'a Claim, lead: &'a Item) -> Message<'a> {
    if claim.count == 1 {
        return single(lead);
    }
    let title = |item: &'a Item| match &item.subject {
        Subject::Task(kind, task) => Some((*kind, task.title.as_str())),
        Subject::Configured(_) => None,
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
        Subject::Task(kind, task) => Message::Task {
            kind: *kind,
            task,
            event_id,
            at,
        },
        Subject::Configured(choice) => Message::Configured {
            choice: *choice,
            event_id,
            at,
        },
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
        outcome = record.outcome,
        status = record.status,
        took_ms = record.took_ms,
        "posted"
    );
}

fn record(outcome: Outcome, reply: &Reply, url: Option<&SecretString>, took: Duration) -> Record {
    let (status, answer) = match reply {
        Reply::Http { status, body, .. } => (Some(*status), Some(excerpt(body, url))),
        Reply::Fault(_) => (None, None),
    };
    Record {
        outcome: outcome.code(),
        detail: outcome.sentence(reply),
        status,
        answer,
        took_ms: i64::try_from(took.as_millis()).unwrap_or(i64::MAX),
    }
}

/// The start of an answer. Receivers echo what they were sent: an answer with
/// any part of the address in it is not kept.
fn excerpt(body: &str, url: Option<&SecretString>) -> String {
    const SHOWN: usize = 500;
    // First what shows nothing goes: it may stand in the middle of the address.
    let mut body = wire::shown(body);
    body.retain(|c| !c.is_control());
    let body = body.as_str();
    // Some write it in capitals, or escape it once more.
    let said = [body.to_ascii_lowercase(), unescaped(body)];
    let repeats = |part: &str| {
        let part = part.to_ascii_lowercase();
        part.len() >= 8 && said.iter().any(|said| said.contains(&part))
    };
    let parts = |url: &SecretString| {
        let url = url.expose_secret();
        let rest = url.split_once("//").map_or(url, |(_, rest)| rest);
        rest.split(['/', '?', '&', '=', '@', '#'])
            .skip(1)
            .any(|part| repeats(part) || decoded(part).iter().any(|part| repeats(part)))
    };
    if url.is_some_and(parts) {
        return "(withheld: the answer repeats the address)".to_owned();
    }
    body.chars().take(SHOWN).collect()
}

fn unescaped(body: &str) -> String {
    let body = body.replace("\\/", "/");
    let pairs = url::form_urlencoded::parse(body.as_bytes());
    let whole: String = pairs
        .map(|(name, value)| format!("{name}{value}"))
        .collect();
    whole.to_ascii_lowercase()
}

/// Decodes a part of an address as a receiver would, and cuts it into pieces that
/// can be looked for in an answer.
fn decoded(part: &str) -> Vec<String> {
    let pairs = url::form_urlencoded::parse(part.as_bytes());
    let whole: String = pairs
        .map(|(name, value)| format!("{name}{value}"))
        .collect();
    whole.split(['/', '@', ' ']).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_repeats_the_address_is_not_kept() {
        let url =
            SecretString::from("https://a.example/webhookb2/group@tenant/canary-7f".to_owned());
        for body in [
            "no /canary-7f here",
            "https://a.example/webhookb2/x",
            "NO /CANARY-7F HERE",
            "group%40tenant%2Fcanary-7f",
            r"group@tenant\/canary-7f",
            "no /can\u{200b}ary\u{0}-7f here",
        ] {
            assert!(excerpt(body, Some(&url)).starts_with("(withheld"), "{body}");
        }
        let url =
            SecretString::from("https://a.example/workflows/x?sig=can%61ry-7f%2Fb".to_owned());
        for body in ["sig canary-7f/b", "can%61ry-7f%2Fb"] {
            assert!(excerpt(body, Some(&url)).starts_with("(withheld"), "{body}");
        }
        assert_eq!(excerpt("bad\u{0} card", Some(&url)), "bad card");
        let turned = "\u{202e}drac\u{2069} \u{feff}bad";
        assert_eq!(excerpt(turned, Some(&url)), "drac bad");
        assert_eq!(excerpt(&"é".repeat(600), Some(&url)).chars().count(), 500);
    }
}
