//! What the status page reads, without HTTP.

use page::future::LocalFuture;
use page::status::{Found, StatusApi, Trouble};
use std::cell::Cell;
use wire::{Connector, Day, Destination, EntityId, Health, HealthState, NotificationType, Outcome};

/// One configuration, and how often it was read.
#[derive(Default)]
pub(crate) struct FakeStatus {
    pub(crate) readings: Cell<u32>,
}

impl StatusApi for FakeStatus {
    fn read(&self, id: EntityId) -> LocalFuture<'_, Result<Option<Found>, Trouble>> {
        self.readings.set(self.readings.get() + 1);
        Box::pin(async move { Ok(Some(found(&id))) })
    }

    fn give_up(&self) {}
}

/// A tab's record; one by the name of `ended` is of a kind that ended.
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
    if id.as_str().starts_with("ended") {
        health.state = HealthState::Disabled;
        health.reason = Some("It ended.".into());
        health.outcome = Some(Outcome::Ended);
        health.since = Some(Day::new(2026, 5, 22));
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
        configured_by: None,
        seen_at: None,
        seen_by: None,
        read_only: false,
    };
    let deliveries = Vec::new();
    Found { record, deliveries }
}
