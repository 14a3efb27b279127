//! What the rooms below refuse, as answers.

use crate::problem::Failure;
use crate::store::StoreError;
use crate::webhook::Refused;

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the store refused");
        match error {
            StoreError::Unavailable(_) => Self::storage(),
            StoreError::Busy => Self::overloaded(),
            StoreError::Sealed(_) | StoreError::Refused(_) => Self::internal(),
        }
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        Self::webhook_refused(refused.reason, &refused.detail, refused.since)
    }
}
