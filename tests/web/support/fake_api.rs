//! A backend without HTTP.

use page::api::{ApiError, Checked, ConnectorApi, LocalFuture, Record, Tested};
use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
};
use wire::{Destination, EntityId, Posted, SaveConnector, Saved, TestCard};

/// What is stored, and whether the next calls fail.
#[derive(Default)]
pub(crate) struct FakeApi {
    pub(crate) records: RefCell<HashMap<String, SaveConnector>>,
    pub(crate) fails: Cell<Option<ApiError>>,
    /// A save is stored, and its answer is lost.
    pub(crate) loses_answers: Cell<bool>,
    /// An address is never judged.
    pub(crate) never_checks: Cell<bool>,
    pub(crate) saves: Cell<u64>,
    pub(crate) cards: RefCell<Vec<TestCard>>,
}

impl FakeApi {
    fn fault(&self) -> Result<(), ApiError> {
        self.fails.get().map_or(Ok(()), Err)
    }
}

impl ConnectorApi for FakeApi {
    fn load(&self, id: EntityId) -> LocalFuture<'_, Result<Option<Record>, ApiError>> {
        Box::pin(async move {
            self.fault()?;
            let records = self.records.borrow();
            Ok(records.get(id.as_str()).map(|record| Record {
                notification_type: record.notification_type,
                config_name: record.config_name.clone(),
                version: 1,
                destination: Destination::Connector,
                ended_since: None,
            }))
        })
    }

    fn save(
        &self,
        id: EntityId,
        record: SaveConnector,
    ) -> LocalFuture<'_, Result<Saved, ApiError>> {
        Box::pin(async move {
            self.fault()?;
            self.saves.set(self.saves.get() + 1);
            self.records.borrow_mut().insert(id.into(), record);
            if self.loses_answers.get() {
                return Err(ApiError::Offline);
            }
            Ok(Saved {
                version: self.saves.get(),
            })
        })
    }

    fn remove(&self, id: EntityId) -> LocalFuture<'_, Result<(), ApiError>> {
        Box::pin(async move {
            self.fault()?;
            self.records.borrow_mut().remove(id.as_str());
            Ok(())
        })
    }

    fn check(&self, _: String) -> LocalFuture<'_, Result<Checked, ApiError>> {
        Box::pin(async move {
            if self.never_checks.get() {
                std::future::pending::<()>().await;
            }
            self.fault().map(|()| Checked {
                family: "Power Platform workflow".into(),
                destination: Destination::Workflow,
                ended: None,
                repaired: None,
            })
        })
    }

    fn test(&self, _: EntityId, card: TestCard) -> LocalFuture<'_, Result<Tested, ApiError>> {
        Box::pin(async move {
            self.cards.borrow_mut().push(card);
            self.fault().map(|()| Tested {
                reached: true,
                accepted: true,
                posted: Posted::Unknown,
            })
        })
    }

    fn abandon(&self, id: EntityId) {
        self.records.borrow_mut().remove(id.as_str());
    }

    fn give_up(&self) {}
}
