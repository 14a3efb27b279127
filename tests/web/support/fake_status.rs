//! What the status page reads, without HTTP.

use page::status::{Found, LocalFuture, Record, StatusApi, Trouble};
use std::cell::Cell;
use wire::{Destination, EntityId, HealthState, NotificationType};

/// One configuration, and how often it was read.
#[derive(Default)]
pub(crate) struct FakeStatus {
    pub(crate) readings: Cell<u32>,
}

impl StatusApi for FakeStatus {
    fn read(&self, _: EntityId) -> LocalFuture<'_, Result<Option<Found>, Trouble>> {
        self.readings.set(self.readings.get() + 1);
        Box::pin(async { Ok(Some(found())) })
    }

    fn give_up(&self) {}
}

fn found() -> Found {
    let record = Record {
        name: "Paper orders".into(),
        notifications: NotificationType::All,
        destination: Destination::Workflow,
        host: "p….logic.azure.com".into(),
        health: HealthState::Unproven,
        reason: None,
        created_at: "2025-03-14T09:00:00Z".into(),
        updated_at: "2026-07-21T09:00:00Z".into(),
        last_delivered_at: None,
        quiet_days: Some(61),
    };
    let deliveries = Vec::new();
    Found { record, deliveries }
}
