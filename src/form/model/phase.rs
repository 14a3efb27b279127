//! Where the page is in its life: one enum, no two flags that can disagree.

/// The phases of `data-phase`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Waiting for the host to answer the handshake.
    Connecting,
    /// There is no host to talk to.
    Outside(WhyOutside),
    /// Reading what was saved before.
    Prefilling,
    /// The form can be filled in.
    Editing,
    /// In a removal frame: showing what will stop.
    ConfirmingRemoval,
    /// The host asked to save and waits for one answer.
    Saving(SaveStep),
    /// The host was told that everything is stored.
    Saved,
    /// The host asked to remove and waits for one answer.
    Removing,
    /// The host was told that nothing is left.
    Removed,
}

/// How far a save is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveStep {
    /// The host is asked to take the settings; not yet committed there.
    Staging,
    /// The host is asked for the webhook address that belongs to them.
    Reading,
    /// The backend is asked to store the record durably.
    Storing,
}

/// Why the page has no host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyOutside {
    /// No SDK, or the page is not in a frame.
    NoHost,
    /// The host does not answer the handshake.
    Silent,
}

impl Phase {
    /// The value of `data-phase`, for styles and for browser automation.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Connecting => "connecting",
            Self::Outside(_) => "outside",
            Self::Prefilling => "prefilling",
            Self::Editing => "editing",
            Self::ConfirmingRemoval => "confirming-removal",
            Self::Saving(_) => "saving",
            Self::Saved => "saved",
            Self::Removing => "removing",
            Self::Removed => "removed",
        }
    }
}
