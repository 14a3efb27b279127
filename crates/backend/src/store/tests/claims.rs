//! Who may post to a webhook, and in which order.

use super::*;

#[tokio::test]
async fn a_leased_webhook_is_nobody_elses() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    bench.event().await;
    bench.event().await;
    let claims = bench.claim("one").await;
    assert_eq!((claims.len(), claims[0].count), (1, 1));
    assert!(bench.claim("two").await.is_empty());
    let became = bench.finish(&claims[0], DeliveryFate::Delivered).await;
    assert_eq!(became.map(|became| became.delivered), Some(1));
    assert_eq!(bench.claim("two").await.len(), 1);
}

/// The late owner's outcome is dropped, whoever it is.
#[tokio::test]
async fn an_outcome_after_the_lease_changes_nothing() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    bench.event().await;
    let late = bench.claim("one").await;
    bench.clock.advance(LEASE);
    let next = bench.claim("one").await;
    assert_eq!(next.len(), 1, "it was taken over");
    assert_eq!(bench.finish(&late[0], DeliveryFate::Delivered).await, None);
    assert_eq!(bench.states().await, ["leased"]);
    bench.delivered(&next[0]).await;
    assert_eq!(bench.finish(&next[0], DeliveryFate::Dead).await, None);
    assert_eq!(bench.states().await, ["delivered"]);
}

#[tokio::test]
async fn a_released_claim_counts_no_attempt() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    bench.event().await;
    let claims = bench.claim("one").await;
    let lease = claims[0].lease.clone();
    bench.store.write(Release { lease }).await.unwrap();
    let again = bench.claim("two").await;
    assert_eq!(again[0].items[0].attempt, 1);
}

#[tokio::test]
async fn a_failing_webhook_takes_only_a_place_for_failing_ones() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    bench.event().await;
    let claims = bench.claim("one").await;
    bench.finish(&claims[0], DeliveryFate::Delivered).await;
    bench.event().await;
    let claims = bench.claim("one").await;
    assert!(!claims[0].failing);
    let failed = failed(&claims[0], DeliveryFate::Again { after: 0 });
    assert!(bench.end(failed).await.is_some());
    assert!(bench.claim_with("one", 0).await.is_empty());
    assert_eq!(bench.store.next_wake(0).await.unwrap(), None);
    assert!(bench.store.next_wake(1).await.unwrap().is_some());
    assert!(bench.claim_with("one", 1).await[0].failing);
}

/// A webhook that answers well, but late, holds its place as long as one that fails.
#[tokio::test]
async fn a_slow_webhook_takes_only_a_place_for_slow_ones() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    bench.event().await;
    assert!(bench.claim_with("one", 0).await.is_empty(), "never tried");
    let mut shared = Vec::new();
    // A test card's time counts like any other post's.
    for took_ms in [14_000, 5, 5, 5, 5, 5, 5, 5, 5] {
        bench.clock.advance(Duration::from_secs(2));
        bench.event().await;
        let claim = bench.claim("one").await.remove(0);
        let mut finish = ended(&claim, DeliveryFate::Delivered);
        finish.record.took_ms = took_ms;
        assert!(bench.end(finish).await.is_some());
        shared.push(claim.failing);
    }
    let expected = [true, true, true, true, true, true, true, true, false];
    assert_eq!(shared, expected, "one quick answer is no proof");
}

/// However long the queue is, a claim looks at one webhook's part of it.
#[tokio::test]
async fn a_claim_searches_by_index() {
    let bench = bench().await;
    for (statement, wanted) in [
        (
            crate::store::claim::DUE,
            "deliveries_due (webhook_id=? AND finished_at=? AND due_at<?)",
        ),
        (
            crate::store::claim::LEASE_TASKS,
            "deliveries_due (webhook_id=? AND finished_at=? AND due_at<?)",
        ),
        (crate::store::claim::LOOK, "webhooks_wake (wake_at<?)"),
    ] {
        let steps = bench.plan(statement).await;
        assert!(steps.contains(wanted), "{steps}");
        let scans = steps.split("; ").filter(|step| step.starts_with("SCAN"));
        // What the look found is read as it comes; of pauses there is one at most.
        let short = ["SCAN w", "SCAN pauses"];
        assert!(scans.clone().all(|step| short.contains(&step)), "{steps}");
    }
}

/// Two connectors that name the same address share one post in flight.
#[tokio::test]
async fn one_address_has_one_post_in_flight() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    bench.save("second-0123456789", URL).await;
    bench.event().await;
    let claims = bench.claim("one").await;
    assert_eq!(claims.len(), 1);
    let removed = Remove {
        entity_id: EntityId::try_from(ID.to_owned()).unwrap(),
        right: Right::ById,
        ring: bench.store.ring().clone(),
    };
    bench.store.write(removed).await.unwrap();
    assert_eq!(bench.states().await.len(), 1, "the other one stays");
}

/// A dead process changes no order: what it held goes out before what came later.
#[tokio::test]
async fn what_a_dead_owner_held_goes_first() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    bench.event().await;
    let first = bench.claim("dead").await[0].items[0].event_id.clone();
    bench.clock.advance(Duration::from_secs(1));
    bench.event().await;
    bench.clock.advance(LEASE);
    let next = bench.claim("one").await;
    assert_eq!(next[0].items[0].event_id, first);
}
