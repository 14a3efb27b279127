//! The choice the page offers: which task events become cards.

use crate::codes::codes;

codes! {
    /// Which task events the person wants in the channel.
    ///
    /// `Create` and `Update` are the codes of Microsoft's connector sample. They
    /// never change; the labels may.
    pub enum NotificationType {
        /// Tasks that are created.
        Create = "Create",
        /// Tasks that are updated.
        Update = "Update",
        /// Tasks that are created and tasks that are updated.
        All = "All",
    }
}

impl NotificationType {
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
