//! The choice the page offers: which task events become cards.

use serde::{Deserialize, Serialize};

/// Which task events the person wants in the channel.
///
/// `Create` and `Update` are the codes of Microsoft's connector sample. They
/// never change; the labels may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NotificationType {
    /// Tasks that are created.
    Create,
    /// Tasks that are updated.
    Update,
    /// Tasks that are created and tasks that are updated.
    All,
}

impl NotificationType {
    /// Every choice, in the order the form shows them.
    pub const EACH: [Self; 3] = [Self::Create, Self::Update, Self::All];

    /// The stable code, also the value of the radio button.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Create => "Create",
            Self::Update => "Update",
            Self::All => "All",
        }
    }

    /// The choice behind a code, if it is one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::EACH.into_iter().find(|choice| choice.code() == code)
    }

    /// Whether an event of this kind is wanted.
    #[must_use]
    pub fn wants(self, kind: crate::EventKind) -> bool {
        matches!(
            (self, kind),
            (Self::All, _)
                | (Self::Create, crate::EventKind::Created)
                | (Self::Update, crate::EventKind::Updated)
        )
    }
}
