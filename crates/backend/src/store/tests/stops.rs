//! A connector that is stopped gets nothing, and the others at its address go on.

use super::*;
use wire::HealthState;

const OTHER: &str = "second-0123456789";

impl Bench {
    async fn row_id(&self, id: &str) -> String {
        let mut found = self.store.begin_with(id).await.expect("it can be read");
        found.pop().expect("it is there")
    }

    /// As by a card's link, by whoever was asked after so many starts.
    async fn stop(&self, id: &str, starts: i64) -> Stopped {
        let stop = Stop {
            id: self.row_id(id).await,
            right: Right::ById,
            ring: self.store.ring().clone(),
            starts,
        };
        self.store.write(stop).await.expect("it is written")
    }

    async fn switch(&self, switch: fn(Vec<String>) -> Switch, id: &str) -> usize {
        let ids = vec![self.row_id(id).await];
        self.store.write(switch(ids)).await.expect("it is written")
    }

    async fn state(&self, id: &str) -> (HealthState, Option<String>) {
        let found = self.store.connector(&entity(id)).await.unwrap();
        let health = found.expect("it is there").health;
        (health.state, health.reason)
    }
}

#[tokio::test]
async fn what_is_stopped_gets_no_cards_and_others_at_its_address_do() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    bench.save(OTHER, URL).await;
    bench.event().await;
    assert_eq!(bench.stop(ID, 0).await, Stopped::Yes);
    let (state, reason) = bench.state(ID).await;
    assert_eq!(state, HealthState::Disabled);
    assert!(reason.expect("a reason").contains("Save to start"));
    assert_eq!(bench.state(OTHER).await.0, HealthState::Unproven);
    bench.event().await;
    let mut states = bench.states().await;
    states.sort();
    assert_eq!(states, ["queued", "queued", "skipped", "skipped"]);
    assert_eq!(bench.claim("one").await.remove(0).items[0].attempt, 1);
}

/// The card in flight ends without an echo: nothing is queued again.
#[tokio::test]
async fn a_card_in_flight_is_not_tried_again_after_a_stop() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    bench.event().await;
    let claim = bench.claim("one").await.remove(0);
    assert_eq!(bench.stop(ID, 0).await, Stopped::Yes);
    bench
        .end(failed(&claim, DeliveryFate::Again { after: 0 }))
        .await;
    assert_eq!(bench.states().await, ["skipped"]);
    assert!(bench.claim("two").await.is_empty());
}

/// A page that was opened before stops nothing after somebody started it again.
#[tokio::test]
async fn a_save_starts_it_again_and_an_old_page_stops_it_no_more() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    for _ in 0..3 {
        assert_eq!(
            bench.stop(ID, 0).await,
            Stopped::Yes,
            "as often as it is said"
        );
    }
    bench.save(ID, URL).await;
    assert_eq!(bench.state(ID).await.0, HealthState::Unproven);
    assert_eq!(bench.stop(ID, 0).await, Stopped::Outdated);
    assert_eq!(bench.state(ID).await.0, HealthState::Unproven);
    assert_eq!(bench.stop(ID, 1).await, Stopped::Yes);
    let again = WantAgain(entity(ID));
    bench.store.write(again).await.unwrap();
    assert_eq!(bench.state(ID).await.0, HealthState::Unproven);
}

#[tokio::test]
async fn what_the_operator_stopped_nobody_else_starts() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    assert_eq!(bench.stop(ID, 0).await, Stopped::Yes);
    assert_eq!(bench.switch(Switch::Off, ID).await, 1);
    assert_eq!(bench.switch(Switch::Off, ID).await, 0, "it is off");
    bench.save(ID, URL).await;
    bench.store.write(WantAgain(entity(ID))).await.unwrap();
    bench.event().await;
    let (state, reason) = bench.state(ID).await;
    assert_eq!(state, HealthState::Disabled);
    assert!(reason.expect("a reason").contains("admin"));
    assert_eq!(bench.states().await, ["skipped"]);
    let replay = || bench.store.write(Replay(Which::default()));
    assert_eq!(replay().await.unwrap(), 0, "it is still off");
    assert_eq!(bench.switch(Switch::On, ID).await, 1);
    assert_eq!(bench.switch(Switch::On, ID).await, 0, "it is on");
    assert_eq!(replay().await.unwrap(), 1);
}
