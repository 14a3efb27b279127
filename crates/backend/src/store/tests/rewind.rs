//! A start with a clock that is behind what is stored.

use super::*;
use crate::clock::DAY;

const AHEAD: Duration = Duration::from_secs(1000 * 86_400);

/// The same directory, opened with a clock that says `at`.
async fn reopened(before: Bench, at: Millis) -> Bench {
    before.store.close().await;
    let clock = Clock::manual(at);
    let files = Files::in_dir(before.dir.path(), None);
    let store = files.open(clock.clone(), None, Schema::BringUpToDate).await;
    Bench {
        store: store.expect("it opens"),
        clock,
        dir: before.dir,
    }
}

/// Four posts in the future, then one that asked for a pause: the channel is not
/// held until then.
#[tokio::test]
async fn a_clock_that_is_behind_holds_no_channel() {
    let bench = bench().await;
    let today = bench.clock.now();
    bench.clock.advance(AHEAD);
    bench.save(ID, URL).await;
    for _ in 0..4 {
        bench.event().await;
        let claim = bench.claim("one").await.remove(0);
        let mut paused = failed(&claim, DeliveryFate::Again { after: DAY });
        paused.step.hold = DAY;
        bench.end(paused).await;
        bench.save(ID, URL).await;
        bench.clock.advance(Duration::from_secs(90_000));
    }
    bench.event().await;
    let bench = reopened(bench, today).await;
    assert_eq!(bench.store.gauges().await.unwrap().oldest_due_ms, 0);
    // What waited, and the pace of Teams: four a second.
    bench.clock.advance(Duration::from_millis(1100));
    assert_eq!(bench.claim("two").await.len(), 1);
    let gauges = bench.store.gauges().await.unwrap();
    assert!(gauges.oldest_due_ms <= 1100, "{gauges:?}");
    let found = bench.store.connector(&entity(ID)).await.unwrap().unwrap();
    assert_eq!(found.created_at, crate::clock::rfc3339(today));
}

/// A lease of the future is taken over after a minute, not in three years.
#[tokio::test]
async fn a_lease_of_the_future_runs_out() {
    let bench = bench().await;
    let today = bench.clock.now();
    bench.clock.advance(AHEAD);
    bench.save(ID, URL).await;
    bench.event().await;
    assert_eq!(bench.claim("one").await.len(), 1);
    let bench = reopened(bench, today).await;
    assert!(bench.claim("two").await.is_empty(), "its owner may live");
    bench.clock.advance(Duration::from_secs(61));
    assert_eq!(bench.claim("two").await.len(), 1);
}

/// Its pauses stand where the clock is right.
#[tokio::test]
async fn an_ordinary_start_keeps_every_pause() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    bench.event().await;
    let claim = bench.claim("one").await.remove(0);
    let mut paused = failed(&claim, DeliveryFate::Again { after: DAY });
    paused.step.hold = DAY;
    bench.end(paused).await;
    let now = bench.clock.now();
    let bench = reopened(bench, now).await;
    bench.clock.advance(Duration::from_secs(86_399));
    assert!(bench.claim("two").await.is_empty());
    bench.clock.advance(Duration::from_secs(1));
    assert_eq!(bench.claim("two").await.len(), 1);
}
