//! Outcomes that are written down together, with the claims behind them.

use super::*;

const CHANNELS: usize = 6;

impl Bench {
    /// The steps by which a statement is run.
    pub(super) async fn plan(&self, statement: &str) -> String {
        let explain = format!("EXPLAIN QUERY PLAN {statement}");
        let plan = sqlx::query(sqlx::AssertSqlSafe(explain));
        let plan = plan.fetch_all(&self.store.readers).await;
        let plan = plan.expect("it is planned");
        let steps = plan.iter().map(|row| sqlx::Row::get(row, "detail"));
        steps.collect::<Vec<String>>().join("; ")
    }

    /// So many channels, with one card each.
    async fn channels(&self) {
        for channel in 0..CHANNELS {
            let id = format!("channel-{channel}-0123456789");
            self.save(&id, &format!("{URL}/{channel}")).await;
        }
        self.event().await;
    }

    fn due(&self) -> ClaimDue {
        ClaimDue {
            owner: "one".into(),
            lease: LEASE,
            most: 64,
            failing: 64,
        }
    }
}

/// Attempts that say so of a delivery are stored once.
struct Tried(String, i64);

impl Write for Tried {
    type Answer = ();

    async fn run(&mut self, db: &mut sqlx::SqliteConnection, _: Millis) -> Result<(), StoreError> {
        let query = sqlx::query(
            "INSERT INTO attempts (delivery_id, lease_no, at, outcome, took_ms)
             VALUES (?1, ?2, 0, 'delivered', 0)",
        );
        query.bind(&self.0).bind(self.1).execute(db).await?;
        Ok(())
    }
}

#[tokio::test]
async fn what_a_round_frees_it_claims() {
    let bench = bench().await;
    bench.channels().await;
    bench.event().await;
    let claims = bench.claim("one").await;
    assert_eq!(claims.len(), CHANNELS);
    let ended = claims
        .iter()
        .map(|claim| ended(claim, DeliveryFate::Delivered));
    let (told, look) = bench.store.round(ended.collect(), Some(bench.due())).await;
    let delivered = |told: &Result<Option<Became>, StoreError>| matches!(told, Ok(Some(became)) if became.delivered == 1);
    assert!(told.iter().all(delivered) && told.len() == CHANNELS);
    let next = look.expect("it looked").expect("it can be read").claims;
    assert_eq!(next.len(), CHANNELS);
    let earlier = |claims: &[Claim]| claims[0].items[0].event_id.clone();
    assert!(
        earlier(&claims) < earlier(&next),
        "the older card went first"
    );
}

/// Each outcome is that of its own lease, whoever ends beside it.
#[tokio::test]
async fn outcomes_that_end_together_stay_apart() {
    let bench = bench().await;
    bench.channels().await;
    let claims = bench.claim("one").await;
    let mut set: Vec<Finish> = [
        DeliveryFate::Delivered,
        DeliveryFate::Accepted,
        DeliveryFate::Dead,
        DeliveryFate::Again { after: 5000 },
        DeliveryFate::Uncounted,
        DeliveryFate::Delivered,
    ]
    .into_iter()
    .zip(&claims)
    .map(|(fate, claim)| ended(claim, fate))
    .collect();
    set[2].step.news = WebhookNews::Disabled {
        reason: "It is gone.".into(),
    };
    set[3].step.news = WebhookNews::Failing {
        reason: "It failed.".into(),
    };
    set[5].lease.number -= 1;
    let (told, _) = bench.store.round(set, None).await;
    let told: Vec<Option<Became>> = told.into_iter().map(Result::unwrap).collect();
    let one = |count: fn(&Became) -> u64| move |became: Option<Became>| became.map(|it| count(&it));
    assert_eq!(one(|it| it.delivered)(told[0]), Some(1));
    assert_eq!(one(|it| it.accepted)(told[1]), Some(1));
    assert_eq!(one(|it| it.refused)(told[2]), Some(1));
    assert_eq!(one(|it| it.retried)(told[3]), Some(1));
    assert_eq!(one(|it| it.retried)(told[4]), Some(1));
    assert_eq!(told[5], None, "its lease was not the one that is held");
    let mut states = bench.states().await;
    states.sort();
    assert_eq!(
        states,
        [
            "accepted",
            "dead",
            "delivered",
            "leased",
            "queued",
            "queued"
        ]
    );
    // One waits for its retry, one may go at once, one was never ended.
    let again = bench.claim("one").await;
    assert_eq!(again.len(), 1);
    assert_eq!(again[0].items[0].attempt, 1, "it did not count");
}

/// A row that the database refuses is alone in that.
#[tokio::test]
async fn one_bad_outcome_does_not_stop_the_rest() {
    let bench = bench().await;
    bench.channels().await;
    let claims = bench.claim("one").await;
    let tried = Tried(
        claims[1].items[0].delivery_id.clone(),
        claims[1].lease.number,
    );
    bench.store.write(tried).await.unwrap();
    let set = claims
        .iter()
        .map(|claim| ended(claim, DeliveryFate::Delivered));
    let (told, look) = bench.store.round(set.collect(), Some(bench.due())).await;
    let failed: Vec<usize> = (0..told.len()).filter(|at| told[*at].is_err()).collect();
    assert_eq!(failed, [1]);
    assert!(matches!(look, Some(Ok(look)) if look.claims.is_empty()));
    let mut states = bench.states().await;
    states.sort();
    let mut expected = vec!["delivered"; CHANNELS - 1];
    expected.push("leased");
    assert_eq!(states, expected);
    // Its lease runs out, and it is posted again.
    bench.clock.advance(LEASE);
    assert_eq!(bench.claim("two").await.len(), 1);
}

/// A process that dies between the posts and their outcomes: each goes out once more,
/// not before its lease ran out, and before what came later.
#[tokio::test]
async fn what_was_posted_and_not_written_down_is_posted_once_more() {
    let bench = bench().await;
    bench.channels().await;
    let lost = bench.claim("dead").await;
    bench.clock.advance(Duration::from_secs(1));
    bench.event().await;
    assert!(bench.claim("one").await.is_empty());
    bench.clock.advance(LEASE);
    let again = bench.claim("one").await;
    assert_eq!(again.len(), CHANNELS);
    let events = |claims: &[Claim]| {
        let mut events: Vec<_> = claims
            .iter()
            .map(|claim| claim.items[0].delivery_id.clone())
            .collect();
        events.sort();
        events
    };
    assert_eq!(events(&again), events(&lost));
    assert!(again.iter().all(|claim| claim.items[0].attempt == 2));
    // Who comes late with the first outcomes changes nothing.
    let late = lost
        .iter()
        .map(|claim| ended(claim, DeliveryFate::Delivered));
    let (told, _) = bench.store.round(late.collect(), None).await;
    assert!(told.iter().all(|told| matches!(told, Ok(None))));
    let set = again
        .iter()
        .map(|claim| ended(claim, DeliveryFate::Delivered));
    let (told, _) = bench.store.round(set.collect(), None).await;
    assert!(told.iter().all(|told| matches!(told, Ok(Some(_)))));
    assert_eq!(bench.claim("one").await.len(), CHANNELS, "the later ones");
}

/// However many rows the tables have, a set of outcomes asks for its own only.
#[tokio::test]
async fn a_set_searches_by_index() {
    let bench = bench().await;
    for statement in crate::store::set_statements() {
        let steps = bench.plan(statement).await;
        let scans = steps.split("; ").filter(|step| step.contains("SCAN"));
        let foreign: Vec<&str> = scans
            .filter(|step| !step.starts_with("SCAN i VIRTUAL"))
            .collect();
        assert!(foreign.is_empty(), "{statement}\n{steps}");
    }
}
