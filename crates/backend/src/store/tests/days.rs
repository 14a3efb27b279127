//! A connector's cards by day, in the caller's own calendar, from one index.

use super::*;
use crate::clock::{DAY, SECOND};

const HOUR: Millis = 3600 * SECOND;

impl Bench {
    /// What each of the last days says: sent and unsent.
    async fn days(&self, east: Millis) -> Vec<(String, u64, u64)> {
        let days = self.store.days(&entity(ID), east).await;
        let days = days.expect("it is read").expect("it is there");
        let told = days.into_iter();
        told.map(|day| (day.day.to_string(), day.sent, day.unsent))
            .collect()
    }

    async fn sent(&self, fate: DeliveryFate) {
        self.event().await;
        let claims = self.claim("one").await;
        self.finish(&claims[0], fate)
            .await
            .expect("the lease is held");
        // The channel's pace.
        self.clock.advance(Duration::from_secs(60));
    }
}

#[tokio::test]
async fn cards_are_counted_by_the_callers_days() {
    let bench = bench().await; // 2026-09-21, 14:13:20 UTC
    bench.save(ID, URL).await;
    bench.sent(DeliveryFate::Delivered).await;
    bench.sent(DeliveryFate::Dead).await;
    let days = bench.days(0).await;
    assert_eq!(days.len(), 14);
    assert_eq!(days[0], ("2026-09-08".into(), 0, 0));
    assert_eq!(days[13], ("2026-09-21".into(), 1, 1));
    let days = bench.days(10 * HOUR).await;
    assert_eq!(
        days[13],
        ("2026-09-22".into(), 1, 1),
        "it is tomorrow there"
    );
    bench
        .clock
        .advance(Duration::from_millis(DAY.unsigned_abs()));
    bench.sent(DeliveryFate::Delivered).await;
    let days = bench.days(0).await;
    assert_eq!(
        days[12..],
        [("2026-09-21".into(), 1, 1), ("2026-09-22".into(), 1, 0)]
    );
    let fortnight = (14 * DAY).unsigned_abs();
    bench.clock.advance(Duration::from_millis(fortnight));
    let days = bench.days(0).await;
    assert!(
        days.iter().all(|(_, sent, unsent)| sent + unsent == 0),
        "{days:?}"
    );
    let nobody = bench.store.days(&entity("nobody-0123456789"), 0).await;
    assert_eq!(nobody.expect("it is read"), None);
}

/// However many there were: nothing but the index is read.
#[tokio::test]
async fn counting_reads_one_index() {
    let bench = bench().await;
    let plan = bench.plan(crate::store::days::COUNTED).await;
    assert!(plan.contains("COVERING INDEX deliveries_ended"), "{plan}");
    assert!(!plan.contains("SCAN"), "{plan}");
}
