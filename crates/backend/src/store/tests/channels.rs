//! Addresses that differ in the query alone lead to one channel: they share its windows,
//! and nothing else.

use super::trials::{end, try_it};
use super::*;
use crate::policy::pacing::WINDOWS;
use crate::store::connectors::SaveRefusal;

const FLOW: &str = "https://prod-1.westeurope.logic.azure.com/workflows/a\
    ?sig=1CiCisum_b6CHtqBZO-6MnyuBfzcN4NGyY5LLFbno1k&n=";

pub(super) fn variant(n: usize) -> String {
    format!("{FLOW}{n}")
}

fn id(n: usize) -> String {
    format!("connector-{n:016}")
}

/// So many connectors, each with a query of its own.
async fn variants(count: usize) -> Bench {
    let bench = bench().await;
    for n in 0..count {
        bench.save(&id(n), &variant(n)).await;
    }
    bench
}

fn keeps_every_window(posts: &[Millis]) {
    for window in WINDOWS {
        let n = usize::try_from(window.posts).unwrap();
        for each in posts.windows(n + 1) {
            assert!(each[n] - each[0] > window.length, "{window:?}");
        }
    }
}

/// A stranger's test cards with a query of its own each: a thousand are asked for.
#[tokio::test]
async fn test_cards_with_made_up_queries_keep_the_channels_windows() {
    let bench = bench().await;
    let mut posts = Vec::new();
    for n in 0..1000 {
        match try_it(&bench, Some(&variant(n))).await {
            Ok(trial) => {
                posts.push(bench.clock.now());
                let meanwhile = try_it(&bench, Some(&variant(n + 1))).await;
                assert!(matches!(meanwhile, Err(TrialRefusal::Busy(_))), "in flight");
                end(&bench, trial, 0).await;
            }
            Err(refusal) => assert!(matches!(refusal, TrialRefusal::Busy(1..)), "{refusal:?}"),
        }
        bench.clock.advance(Duration::from_millis(10));
    }
    // Ten seconds: four in each, and the one that begins.
    assert!((37..=44).contains(&posts.len()), "{}", posts.len());
    keeps_every_window(&posts);
}

/// Every event rings for each connector; the channel gets no more than it takes, and
/// each of its connectors has its turn.
#[tokio::test]
async fn cards_to_the_addresses_of_a_channel_keep_its_windows() {
    const CONNECTORS: usize = 8;
    let bench = variants(CONNECTORS).await;
    for _ in 0..4 {
        bench.event().await;
    }
    let (mut posts, mut left) = (Vec::new(), 4 * CONNECTORS);
    while left > 0 {
        let claims = bench.claim("one").await;
        assert!(claims.len() <= 1, "one in flight");
        for claim in &claims {
            assert!(
                bench.claim("two").await.is_empty(),
                "also for another server"
            );
            bench.clock.advance(Duration::from_millis(30));
            posts.push(bench.clock.now());
            left -= 1;
            bench.finish(claim, DeliveryFate::Delivered).await;
        }
        let next = bench.store.next_wake(64).await.expect("it can be read");
        let wait = next.map_or(0, |next| (next - bench.clock.now()).max(0));
        bench
            .clock
            .advance(Duration::from_millis(wait.unsigned_abs()));
    }
    keeps_every_window(&posts);
    let took = posts.last().unwrap() - posts[0];
    assert!(
        took < 10_000,
        "32 at four a second, not at one per lease: {took} ms"
    );
}

/// Who does not know the signature must not be able to switch the channel off.
#[tokio::test]
async fn what_one_address_is_told_says_nothing_of_the_others() {
    let bench = variants(2).await;
    bench.event().await;
    let wrong = bench.claim("one").await.remove(0);
    let mut refused = failed(&wrong, DeliveryFate::Dead);
    refused.step.news = WebhookNews::Disabled {
        reason: "It is switched off.".into(),
    };
    refused.step.hold = 3_600_000;
    bench.end(refused).await;
    let right = bench.claim("one").await;
    assert_eq!(right.len(), 1);
    assert!(right[0].failing_since.is_none());
    assert_ne!(right[0].lease.webhook_id, wrong.lease.webhook_id);
}

#[tokio::test]
async fn a_process_that_died_holds_its_channel_only_for_its_lease() {
    let bench = variants(2).await;
    bench.event().await;
    assert_eq!(bench.claim("one").await.len(), 1);
    assert!(bench.claim("two").await.is_empty());
    bench.clock.advance(LEASE);
    let mut next = bench.claim("two").await;
    assert_eq!(next.len(), 1);
    bench.finish(&next.remove(0), DeliveryFate::Delivered).await;
    assert_eq!(bench.claim("two").await.len(), 1, "the other's turn");
}

#[tokio::test]
async fn the_quota_of_a_webhook_counts_the_channel() {
    let bench = variants(usize::try_from(Quotas::default().of_webhook).unwrap()).await;
    let save = bench.saving(ID, &variant(999), &serde_json::json!({}));
    let refused = bench.store.write(save).await.expect("the store works");
    assert!(matches!(refused, Err(SaveRefusal::Full(_))));
    let again = bench.saving(&id(0), &variant(999), &serde_json::json!({}));
    let changed = bench.store.write(again).await.expect("the store works");
    assert!(changed.is_ok(), "what exists may have another signature");
}
