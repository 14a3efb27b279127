//! What a post came to.

use crate::codes::codes;

codes! {
    /// What a post came to, or why there was none.
    pub enum Outcome {
        /// The channel has it.
        Delivered = "delivered",
        /// A Workflow took it; whether it shows is not known.
        Accepted = "accepted",
        /// A 2xx that proves nothing.
        Unconfirmed = "unconfirmed",
        /// Too many; wait.
        Throttled = "throttled",
        /// The card is too big.
        TooLarge = "too_large",
        /// The card is not understood.
        BadCard = "bad_card",
        /// 401 or 403.
        Denied = "denied",
        /// The Workflow misses the address's signature, or asks for a sign-in.
        Unsigned = "unsigned",
        /// The Workflow met an authorization beside the address's signature.
        TwoAuthorizations = "two_authorizations",
        /// 404 or 410.
        Gone = "gone",
        /// 404 of a Workflow: deleted, never switched on, or its address was renewed.
        NoWorkflow = "no_workflow",
        /// The Workflow is there but off; so may a deleted one say for a while.
        SwitchedOff = "switched_off",
        /// A redirect, which is never followed.
        Redirected = "redirected",
        /// Passes by itself.
        Transient = "transient",
        /// Must not be called at all.
        Blocked = "blocked",
        /// Not called: nobody takes cards there any more.
        Ended = "ended",
        /// Not called: the webhook is disabled. Only of a delivery.
        Disabled = "disabled",
        /// Not called: the stored event cannot be read. Only of a delivery.
        Unreadable = "unreadable",
    }
}

impl Outcome {
    /// Whether the channel took the card.
    #[must_use]
    pub fn is_success(self) -> bool {
        matches!(self, Self::Delivered | Self::Accepted)
    }
}
