//! A backend without HTTP.

use page::form::api::{ApiError, ConnectorApi};
use page::future::LocalFuture;
use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
};
use wire::{
    Checked, Day, Destination, Edit, EntityId, Off, Posted, SaveConnector, Saved, Secret, TestCard,
    Tested,
};

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
    /// Why a test card is not taken, if it is not.
    pub(crate) refuses: RefCell<Option<String>>,
    /// Since when what is stored is turned off.
    pub(crate) off_since: Cell<Option<Day>>,
    /// Another address is stored than the one that is checked.
    pub(crate) moved: Cell<bool>,
    /// The records whose test card was seen.
    pub(crate) seen: RefCell<Vec<String>>,
}

/// Why it is, in whatever language was asked for.
pub(crate) const GONE: &str = "The webhook link no longer exists.";

impl FakeApi {
    fn fault(&self) -> Result<(), ApiError> {
        self.fails.get().map_or(Ok(()), Err)
    }
}

impl ConnectorApi for FakeApi {
    fn load(
        &self,
        id: EntityId,
        locale: Option<String>,
    ) -> LocalFuture<'_, Result<Option<Edit>, ApiError>> {
        Box::pin(async move {
            self.fault()?;
            let records = self.records.borrow();
            let health = Off {
                since: self.off_since.get(),
                reason: Some([locale.as_deref().unwrap_or_default(), GONE].join(": ")),
            };
            Ok(records.get(id.as_str()).map(|record| Edit {
                notification_type: record.notification_type,
                config_name: record.config_name.as_str().into(),
                destination: Destination::Connector,
                ended_since: None,
                health,
                version: 1,
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

    fn turn_on(&self, _: EntityId) -> LocalFuture<'_, Result<(), ApiError>> {
        Box::pin(async move {
            self.fault()?;
            self.off_since.take();
            Ok(())
        })
    }

    fn check(&self, _: EntityId, _: Secret) -> LocalFuture<'_, Result<Checked, ApiError>> {
        Box::pin(async move {
            if self.never_checks.get() {
                std::future::pending::<()>().await;
            }
            self.fault().map(|()| Checked {
                family: "Power Platform workflow".into(),
                destination: Destination::Workflow,
                since: None,
                stored: Some(!self.moved.get()),
                webhook_url: None,
            })
        })
    }

    fn test(&self, _: EntityId, card: TestCard) -> LocalFuture<'_, Result<Tested, ApiError>> {
        Box::pin(async move {
            self.cards.borrow_mut().push(card);
            self.fault()?;
            let refused = self.refuses.borrow().clone();
            Ok(Tested {
                reached: true,
                accepted: refused.is_none(),
                posted: refused.as_ref().map_or(Posted::Unknown, |_| Posted::No),
                detail: refused.unwrap_or_default(),
            })
        })
    }

    fn seen(&self, id: EntityId) {
        self.seen.borrow_mut().push(id.into());
    }

    fn abandon(&self, id: EntityId) {
        self.records.borrow_mut().remove(id.as_str());
    }

    fn give_up(&self) {}
}
