//! What expires is told by a short id, and only once.

use super::*;

#[tokio::test]
async fn what_expired_is_told_by_its_short_id() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    let clean_up = CleanUp {
        expire_unused: Some(365),
    };
    for (days, expected) in [(364, vec![]), (2, vec![&ID[..8]]), (1, vec![])] {
        bench.clock.advance(Duration::from_secs(days * 24 * 3600));
        let cleaned = bench.store.write(clean_up).await.expect("it cleans up");
        assert_eq!(cleaned.expired, expected, "{days} days later");
    }
    assert_eq!(bench.store.gauges().await.unwrap().connectors, 0);
}
