//! What the status page reads and has done, without HTTP.

use page::future::LocalFuture;
use page::status::{Deed, Found, StatusApi, Trouble};
use std::cell::{Cell, RefCell};
use wire::{
    Connector, Day, Delivery, DeliveryDay, DeliveryKind, DeliveryState, Destination, EntityId,
    Health, HealthState, NotificationType, Outcome, Posted, StoppedBy, Tested,
};

/// One configuration, how often it was read, and what was asked about it.
#[derive(Default)]
pub(crate) struct FakeStatus {
    pub(crate) readings: Cell<u32>,
    pub(crate) deeds: RefCell<Vec<Deed>>,
}

impl StatusApi for FakeStatus {
    fn read(&self, id: EntityId, _: i32) -> LocalFuture<'_, Result<Option<Found>, Trouble>> {
        self.readings.set(self.readings.get() + 1);
        let mut found = found(&id);
        for deed in self.deeds.borrow().iter() {
            follows(&mut found, deed);
        }
        Box::pin(async move { Ok(Some(found)) })
    }

    fn give_up(&self) {}

    fn act(
        &self,
        _: EntityId,
        deed: Deed,
        _: String,
    ) -> LocalFuture<'_, Result<Option<Tested>, Trouble>> {
        let tested = matches!(deed, Deed::Test(_)).then(|| Tested {
            reached: true,
            accepted: true,
            posted: Posted::Unknown,
            detail: String::new(),
        });
        self.deeds.borrow_mut().push(deed);
        Box::pin(async move { Ok(tested) })
    }
}

/// What is read after something was done.
fn follows(found: &mut Found, deed: &Deed) {
    match deed {
        Deed::Test(_) => found.record.health.state = HealthState::Ok,
        Deed::Confirm => {
            found.record.seen_at = Some("2026-11-27T12:00:00Z".into());
            found.record.seen_by = Some("Kim Lee".into());
        }
        Deed::TurnOn => {
            found.record.health.state = HealthState::Unproven;
            found.record.health.stopped_by = None;
        }
        Deed::Resend(_) => {
            found.deliveries[0].state = DeliveryState::Queued;
            found.deliveries[0].attempts = 0;
        }
    }
}

/// A tab's record. What its id begins with says how it is: of a kind that `ended`, turned
/// `off` by a card's link, or with cards, one of which was `given` up.
fn found(id: &EntityId) -> Found {
    let mut health = Health {
        state: HealthState::Unproven,
        reason: None,
        outcome: None,
        since: None,
        failing_since: None,
        stopped_by: None,
        last_delivered_at: None,
        quiet_days: Some(61),
    };
    let (mut deliveries, mut days) = (Vec::new(), Vec::new());
    match id.as_str().get(..5) {
        Some("ended") => {
            health.state = HealthState::Disabled;
            health.reason = Some("It ended.".into());
            health.outcome = Some(Outcome::Ended);
            health.since = Some(Day::new(2026, 5, 22));
        }
        Some("off-0") => {
            health.state = HealthState::Disabled;
            health.stopped_by = Some(StoppedBy::Card);
            health.since = Some(Day::new(2026, 11, 26));
        }
        Some("given") => {
            health.state = HealthState::Failing;
            health.outcome = Some(Outcome::Gone);
            health.reason = Some("It is gone.".into());
            health.failing_since = Some("2026-11-27T21:22:00Z".into());
            deliveries = vec![
                delivery("2", "2026-11-27T21:22:40Z", DeliveryState::Failed),
                delivery("1", "2026-11-27T21:22:07Z", DeliveryState::Accepted),
            ];
            days = (14..=27).map(day).collect();
        }
        _ => {}
    }
    let record = Connector {
        topics: Vec::new(),
        notification_type: NotificationType::All,
        config_name: "Paper orders".into(),
        destination: Destination::Workflow,
        webhook_host: "p….logic.azure.com".into(),
        ended_since: health.since,
        health,
        version: 1,
        locale: None,
        created_at: "2025-03-14T09:00:00Z".into(),
        updated_at: "2026-07-21T09:00:00Z".into(),
        configured_by: Some("Kim Lee".into()),
        seen_at: None,
        seen_by: None,
        read_only: false,
    };
    Found {
        record,
        deliveries,
        days,
    }
}

fn delivery(event_id: &str, accepted_at: &str, state: DeliveryState) -> Delivery {
    let failed = state == DeliveryState::Failed;
    Delivery {
        event_id: event_id.into(),
        kind: DeliveryKind::Created,
        task_id: Some(["T-", event_id].concat()),
        task_title: Some(["Order paper ", event_id].concat()),
        task_url: Some("https://tasks.example/7".into()),
        accepted_at: accepted_at.into(),
        state,
        attempts: 2,
        reason: String::new(),
        outcome: Some(if failed {
            Outcome::Gone
        } else {
            Outcome::Accepted
        }),
        next_attempt_at: None,
        finished_at: None,
    }
}

/// A day of a November: two cards, and on the last one another that was not sent.
fn day(day: u32) -> DeliveryDay {
    DeliveryDay {
        day: Day::from_text(&format!("2026-11-{day}")).expect("a day"),
        sent: 2,
        unsent: u64::from(day == 27),
    }
}
