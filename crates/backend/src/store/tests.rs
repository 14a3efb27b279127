//! The store by itself, on a clock that is moved by hand.

mod channels;
mod claims;
mod columns;
mod confirmations;
mod days;
mod expiry;
mod intake;
mod inventory;
mod many;
mod migration;
mod operators;
mod pace;
mod revival;
mod rewind;
mod rounds;
mod stops;
mod topics;
mod trials;

use super::*;
use crate::clock::Millis;
use crate::policy::decide::{DeliveryFate, Step, WebhookNews};
use crate::quotas::Quotas;
use crate::right::Right;
use crate::webhook::Rules;
use std::time::Duration;
use wire::{EntityId, Event, EventKind, SaveConnector, Task};

const LEASE: Duration = Duration::from_secs(20);

struct Bench {
    store: Store,
    clock: Clock,
    dir: tempfile::TempDir,
}

async fn bench() -> Bench {
    let dir = tempfile::tempdir().expect("a directory can be made");
    let clock = Clock::manual(1_790_000_000_000);
    let files = Files::in_dir(dir.path(), None);
    let store = files.open(clock.clone(), None, Schema::BringUpToDate).await;
    let store = store.expect("it opens");
    Bench { store, clock, dir }
}

impl Bench {
    async fn save(&self, id: &str, url: &str) {
        self.save_with(id, url, serde_json::json!({})).await;
    }

    /// Saves with more fields, or others.
    async fn save_with(&self, id: &str, url: &str, more: serde_json::Value) {
        let save = self.saving(id, url, &more);
        assert!(self.store.write(save).await.expect("it is stored").is_ok());
    }

    fn saving(&self, id: &str, url: &str, more: &serde_json::Value) -> Save {
        let mut json = serde_json::json!({
            "notificationType": "All", "configName": "Orders",
            "contentUrl": "https://a.example/", "webhookUrl": url,
        });
        for (name, value) in more.as_object().into_iter().flatten() {
            json[name] = value.clone();
        }
        let body: SaveConnector = serde_json::from_value(json).expect("a good body");
        Save {
            entity_id: entity(id),
            right: Right::Enrolled(None),
            caller: [127, 0, 0, 1].into(),
            quotas: Quotas::default(),
            webhook: Some(address(url)),
            user: None,
            body,
            ring: self.store.ring().clone(),
        }
    }

    async fn event(&self) {
        let taken = self.store.accept_event(created("7", None)).await;
        assert!(matches!(taken, Ok(Acceptance::Stored { .. })));
    }

    async fn claim(&self, owner: &str) -> Vec<Claim> {
        self.claim_with(owner, 64).await
    }

    /// With places for so many webhooks that fail.
    async fn claim_with(&self, owner: &str, failing: usize) -> Vec<Claim> {
        let claim = ClaimDue {
            owner: owner.into(),
            lease: LEASE,
            most: 64,
            failing,
        };
        self.store.write(claim).await.expect("it is claimed").claims
    }

    async fn finish(&self, claim: &Claim, fate: DeliveryFate) -> Option<Became> {
        self.end(ended(claim, fate)).await
    }

    /// The channel took what was claimed.
    async fn delivered(&self, claim: &Claim) {
        let became = self.finish(claim, DeliveryFate::Delivered).await;
        assert!(became.is_some(), "the lease is held");
    }

    async fn end(&self, finish: Finish) -> Option<Became> {
        let (mut told, _) = self.store.round(vec![finish], None).await;
        told.remove(0).expect("it is stored")
    }

    /// Also: what has an end neither waits nor is in flight, and nothing else.
    async fn states(&self) -> Vec<String> {
        let row = sqlx::query(
            "SELECT COUNT(*) AS odd FROM deliveries
             WHERE (finished_at IS NULL) <> (state IN ('queued', 'leased'))",
        );
        let row = row.fetch_one(&self.store.readers).await;
        let odd: i64 = sqlx::Row::get(&row.expect("it can be read"), "odd");
        assert_eq!(odd, 0);
        let lines = self.store.list(&Which::default(), None).await;
        let lines = lines.expect("it can be read");
        let state = |line: &String| line.split_whitespace().nth(1).map(str::to_owned);
        lines.iter().filter_map(state).collect()
    }
}

/// The end of a claim, with nothing bad to say.
fn ended(claim: &Claim, fate: DeliveryFate) -> Finish {
    Finish {
        lease: claim.lease.clone(),
        step: Step {
            fate,
            news: WebhookNews::Good,
            hold: 0,
        },
        record: Record {
            outcome: wire::Outcome::Delivered,
            detail: String::new(),
            status: Some(200),
            answer: None,
            took_ms: 1,
        },
    }
}

/// The end of a claim whose post failed.
fn failed(claim: &Claim, fate: DeliveryFate) -> Finish {
    let mut finish = ended(claim, fate);
    finish.step.news = WebhookNews::Failing {
        reason: "It failed.".into(),
    };
    finish
}

/// A created task, with a key and the hash of the body it came in.
fn created(id: &str, key: Option<(&str, &str)>) -> Intake {
    let task = Task {
        id: id.into(),
        title: "Order paper".into(),
        ..Task::default()
    };
    Intake {
        event: Event {
            kind: EventKind::Created,
            actor: None,
            changes: Vec::new(),
            topics: Vec::new(),
            actions: Vec::new(),
            task,
        },
        key: key.map(|(key, hash)| (key.to_owned(), hash.to_owned())),
        bytes: 100,
        tenant: None,
    }
}

fn entity(id: &str) -> EntityId {
    EntityId::try_from(id.to_owned()).expect("a good id")
}

fn address(url: &str) -> crate::webhook::Webhook {
    let rules = Rules {
        ended: true,
        ..Rules::default()
    };
    rules.check(&url.into()).expect("a good address")
}

const ID: &str = "0123456789abcdef0123456789abcdef";
const URL: &str = "https://contoso.webhook.office.com/webhookb2/a";
const OTHER: &str = "https://contoso.webhook.office.com/webhookb2/b";

/// What waits goes to the address that is in force.
#[tokio::test]
async fn a_new_address_takes_the_queue_along() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    bench.event().await;
    bench.save(ID, &format!("{URL}/new")).await;
    let claims = bench.claim("one").await;
    let url = claims[0].url(bench.store.ring()).unwrap();
    let url = secrecy::ExposeSecret::expose_secret(&url);
    assert!(url.ends_with("/new"));
}

/// Whoever monitors reads for long; that holds up nobody else, and nobody holds it up.
#[tokio::test]
async fn counting_takes_no_reader() {
    let bench = bench().await;
    let mut held = Vec::new();
    for _ in 0..open::READERS {
        held.push(bench.store.readers.acquire().await.expect("one is free"));
    }
    bench.store.gauges().await.expect("it has one of its own");
}

/// Breaks after it changed something.
struct Poison;

impl Write for Poison {
    type Answer = ();

    async fn run(&mut self, db: &mut sqlx::SqliteConnection, _: Millis) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM connectors")
            .execute(&mut *db)
            .await?;
        sqlx::query("SELECT nothing").execute(db).await?;
        Ok(())
    }
}

/// Ends the task that runs it.
struct Bomb;

impl Write for Bomb {
    type Answer = ();

    async fn run(&mut self, _: &mut sqlx::SqliteConnection, _: Millis) -> Result<(), StoreError> {
        panic!("the writer breaks, as it was told")
    }
}

#[tokio::test]
async fn a_broken_writer_is_not_ready() {
    let bench = bench().await;
    assert!(bench.store.is_ready().await);
    assert!(bench.store.write(Bomb).await.is_err());
    assert!(bench.store.is_closed());
    assert!(!bench.store.is_ready().await);
}

/// What another version stored holds nothing up.
#[tokio::test]
async fn an_unreadable_event_is_a_dead_letter() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    bench.event().await;
    bench.store.write(Garble).await.unwrap();
    bench.event().await;
    assert_eq!(bench.claim("one").await.len(), 1, "the readable one");
    let mut states = bench.states().await;
    states.sort();
    assert_eq!(states, ["dead", "leased"]);
}

/// Makes every stored task unreadable.
struct Garble;

impl Write for Garble {
    type Answer = ();

    async fn run(&mut self, db: &mut sqlx::SqliteConnection, _: Millis) -> Result<(), StoreError> {
        sqlx::query("UPDATE events SET task = '{}'")
            .execute(db)
            .await?;
        Ok(())
    }
}

/// What failed once and was not asked since says nothing about today.
#[tokio::test]
async fn a_quiet_channel_has_its_five_days_anew() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    let mut since = Vec::new();
    for hours in [0, 30, 30, 24 * 6, 1] {
        bench.clock.advance(Duration::from_secs(3600 * hours));
        bench.event().await;
        let claims = bench.claim("one").await;
        since.push(claims[0].failing_since.map(|at| bench.clock.now() - at));
        let failed = failed(&claims[0], DeliveryFate::Dead);
        assert!(bench.end(failed).await.is_some());
    }
    let hour = crate::clock::HOUR;
    assert_eq!(
        since,
        [None, Some(30 * hour), Some(60 * hour), None, Some(hour)]
    );
}

/// What stops in order keeps the pace: the posts of the old process count.
#[tokio::test]
async fn a_released_post_counts_for_the_pace() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    for _ in 0..5 {
        bench.event().await;
    }
    for _ in 0..4 {
        let claims = bench.claim("one").await;
        let lease = claims[0].lease.clone();
        bench.store.write(Release { lease }).await.unwrap();
    }
    assert!(bench.claim("two").await.is_empty(), "four in this second");
    bench.clock.advance(Duration::from_millis(1100));
    assert_eq!(bench.claim("two").await.len(), 1);
}

#[tokio::test]
async fn a_failing_change_does_not_drag_others_down() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    let (broken, ()) = tokio::join!(bench.store.write(Poison), bench.event());
    // Its fault, not the storage's: nobody is told to come back later.
    assert!(matches!(broken, Err(StoreError::Refused(_))));
    assert!(!bench.store.is_failing());
    assert_eq!(bench.states().await, ["queued"]);
}
