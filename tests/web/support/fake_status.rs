//! What the status page reads, without HTTP.

use page::future::LocalFuture;
use page::status::{Found, Record, StatusApi, Trouble};
use std::cell::Cell;
use wire::{Day, Destination, EntityId, HealthState, NotificationType, Outcome};

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
    let mut record = Record {
        name: "Paper orders".into(),
        notifications: NotificationType::All,
        destination: Destination::Workflow,
        host: "p….logic.azure.com".into(),
        health: HealthState::Unproven,
        reason: None,
        why: None,
        since: None,
        created_at: "2025-03-14T09:00:00Z".into(),
        updated_at: "2026-07-21T09:00:00Z".into(),
        last_delivered_at: None,
        quiet_days: Some(61),
    };
    if id.as_str().starts_with("ended") {
        record.health = HealthState::Disabled;
        record.reason = Some("It ended.".into());
        record.why = Some(Outcome::Ended);
        record.since = Some(Day::new(2026, 5, 22));
    }
    let deliveries = Vec::new();
    Found { record, deliveries }
}
