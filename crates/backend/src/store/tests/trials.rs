//! Test cards: the pace of the channel, what the receiver asked for, and what
//! is left of an address that nobody saved.

use super::*;
use crate::clock::SECOND;

pub(super) async fn try_it(bench: &Bench, url: Option<&str>) -> Result<Trial, TrialRefusal> {
    try_by(bench, url, Right::Enrolled(None)).await
}

async fn try_by(bench: &Bench, url: Option<&str>, right: Right) -> Result<Trial, TrialRefusal> {
    let claim = ClaimTrial {
        asked: Asked {
            entity_id: entity(ID),
            right,
            card: wire::TestCard::default(),
            webhook: url.map(address),
        },
        ring: bench.store.ring().clone(),
        owner: "one".into(),
        lease: LEASE,
    };
    bench.store.write(claim).await.expect("the store works")
}

pub(super) async fn end(bench: &Bench, trial: Trial, hold: Millis) {
    let finish = FinishTrial {
        lease: trial.lease,
        news: WebhookNews::Slow,
        outcome: wire::Outcome::Throttled,
        hold,
        took_ms: 5,
    };
    bench.store.write(finish).await.expect("it is stored");
}

async fn addresses(bench: &Bench) -> i64 {
    let row = sqlx::query("SELECT COUNT(*) FROM webhooks");
    let row = row.fetch_one(&bench.store.readers).await.expect("it reads");
    sqlx::Row::get(&row, 0)
}

#[tokio::test]
async fn an_unsaved_address_has_a_pace_and_leaves_nothing() {
    let bench = bench().await;
    for _ in 0..4 {
        let trial = try_it(&bench, Some(URL)).await.expect("it may be posted");
        end(&bench, trial, 0).await;
        assert_eq!(addresses(&bench).await, 0);
    }
    let fifth = try_it(&bench, Some(URL)).await.err();
    assert!(
        matches!(fifth, Some(TrialRefusal::Busy(1..=1052))),
        "{fifth:?}"
    );
    // Saving it does not reset the pace.
    bench.save(ID, URL).await;
    assert!(try_it(&bench, None).await.is_err());
    bench.clock.advance(Duration::from_millis(1100));
    assert!(try_it(&bench, None).await.is_ok());
}

/// Knowing an id of one's own making is no right to have anything posted.
#[tokio::test]
async fn without_a_connector_a_trial_needs_the_key() {
    let bench = bench().await;
    let refused = try_by(&bench, Some(URL), Right::ById).await.err();
    assert_eq!(refused, Some(TrialRefusal::NotEnrolled));
    assert_eq!(addresses(&bench).await, 0);
    bench.save(ID, URL).await;
    assert!(try_by(&bench, Some(URL), Right::ById).await.is_ok());
}

#[tokio::test]
async fn one_trial_at_a_time() {
    let bench = bench().await;
    let trial = try_it(&bench, Some(URL)).await.expect("it may be posted");
    let second = try_it(&bench, Some(URL)).await.err();
    assert!(matches!(second, Some(TrialRefusal::Busy(_))));
    end(&bench, trial, 0).await;
    assert!(
        try_it(&bench, Some(URL)).await.is_ok(),
        "the refused one left it alone"
    );
}

#[tokio::test]
async fn what_the_receiver_asked_for_holds_for_the_next_form_and_the_queue() {
    for saved in [true, false] {
        let bench = bench().await;
        if saved {
            bench.save(ID, URL).await;
        }
        let trial = try_it(&bench, Some(URL)).await.expect("it may be posted");
        end(&bench, trial, 90 * SECOND).await;
        bench.clock.advance(Duration::from_secs(60));
        let wait = try_it(&bench, Some(URL)).await.err();
        assert_eq!(wait, Some(TrialRefusal::Busy(30 * SECOND)));
        if saved {
            bench.event().await;
            assert!(bench.claim("one").await.is_empty(), "cards wait as well");
        }
        bench
            .store
            .write(CleanUp::default())
            .await
            .expect("it cleans up");
        assert_eq!(addresses(&bench).await, 1);
        bench.clock.advance(Duration::from_secs(30));
        bench
            .store
            .write(CleanUp::default())
            .await
            .expect("it cleans up");
        assert_eq!(addresses(&bench).await, i64::from(saved));
        assert!(try_it(&bench, Some(URL)).await.is_ok());
    }
}

/// The process died while it posted a test card to a channel that is switched
/// off: nobody takes that lease over.
#[tokio::test]
async fn a_dead_trial_of_a_disabled_webhook_is_over_with_its_lease() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    let first = try_it(&bench, None).await.expect("it may be posted");
    let finish = FinishTrial {
        lease: first.lease,
        news: WebhookNews::Disabled {
            reason: "Gone.".into(),
        },
        outcome: wire::Outcome::Gone,
        hold: 0,
        took_ms: 5,
    };
    bench.store.write(finish).await.expect("it is stored");
    assert!(try_it(&bench, None).await.is_ok(), "this one dies");
    assert!(try_it(&bench, None).await.is_err());
    bench.clock.advance(LEASE + LEASE / 10);
    assert!(try_it(&bench, None).await.is_ok());
}

/// The process died while it posted to an address that nobody saved.
#[tokio::test]
async fn a_row_that_nobody_needs_is_forgotten() {
    let bench = bench().await;
    let dead = try_it(&bench, Some(URL)).await;
    assert!(dead.is_ok());
    bench
        .store
        .write(CleanUp::default())
        .await
        .expect("it cleans up");
    assert_eq!(addresses(&bench).await, 1, "it may still be posting");
    bench.clock.advance(LEASE);
    bench
        .store
        .write(CleanUp::default())
        .await
        .expect("it cleans up");
    assert_eq!(addresses(&bench).await, 0);
}
