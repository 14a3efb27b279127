//! The seam: what the page wants of a host, whichever SDK reaches it. A fake
//! keeps the same promises (`tests/web/host_contract.rs`).

use crate::future::LocalFuture;
use serde::Serialize;
use wire::Secret;

/// Takes what the host reports.
pub type OnEvent = Box<dyn FnMut(HostEvent)>;

/// The Teams client around this page, whichever SDK or stand-in reaches it.
pub trait TeamsHost {
    /// Initialises, registers every handler this frame allows, then reports
    /// where we are. Owns the order in which its SDK wants that. Nothing can be
    /// saved before this returns. May wait for ever: a 1.x SDK has no time limit.
    ///
    /// # Errors
    /// When the SDK refuses or the host's context cannot be read.
    fn connect(&self, on_event: OnEvent) -> LocalFuture<'_, Result<HostContext, HostError>>;

    /// Tells the host that the page shows what it was opened for. What the host
    /// asked for until then was held, and is reported soon after.
    ///
    /// # Errors
    /// When the call throws; SDKs before 1.5.2 have no such call, which is fine.
    fn ready(&self) -> Result<(), HostError>;

    /// Enables or disables the host's Save button, which is off at first. A
    /// host that was told the same last is not told again.
    ///
    /// # Errors
    /// When the call throws.
    fn set_validity(&self, valid: bool) -> Result<(), HostError>;

    /// What the host has stored. May wait for ever.
    ///
    /// # Errors
    /// When the call throws or the answer has another shape.
    fn settings(&self) -> LocalFuture<'_, Result<InstanceSettings, HostError>>;

    /// Asks the host to take these settings; it commits them when the save
    /// event is answered with success. May wait for ever.
    ///
    /// # Errors
    /// When the call throws or the host refuses.
    fn set_settings(&self, new: InstanceSettings) -> LocalFuture<'_, Result<(), HostError>>;

    /// Opens a window in which the person signs in. What comes of it is reported. Asked
    /// for only after [`HostEvent::SignedOut`].
    ///
    /// # Errors
    /// When the call throws.
    fn sign_in(&self) -> Result<(), HostError>;
}

/// What the host reports.
pub enum HostEvent {
    /// The person pressed Save; the ticket waits for the one answer.
    Save {
        /// The right to answer this save, once.
        ticket: Ticket,
        /// The webhook URL the event carried; absent in 1.2.6.
        webhook_url: Option<Secret>,
    },
    /// The person removes the connector; the ticket waits for the one answer.
    Remove(Ticket),
    /// Somebody is signed in, after nobody was.
    SignedIn,
    /// Nobody is signed in where somebody has to be; a word says what became of the
    /// window, and is empty before there was one.
    SignedOut(String),
    /// The page's sentences are there in the host's language.
    WordsChanged,
}

/// The one answer to a ticket.
pub type Answer<'a> = Result<(), &'a str>;

/// A request of the host that waits for its one answer. Dropped unanswered it
/// answers failure, so the dialog never hangs and is never answered twice.
#[must_use = "a host request must be answered"]
pub struct Ticket(Option<Box<Tell>>);

type Tell = dyn FnOnce(Answer<'_>) -> Result<(), HostError>;

impl Ticket {
    /// A ticket that is answered by `answer`.
    pub fn new(answer: impl FnOnce(Answer<'_>) -> Result<(), HostError> + 'static) -> Self {
        Self(Some(Box::new(answer)))
    }

    /// Tells the host once that what it asked for is done, or why it is not:
    /// a sentence for the person.
    ///
    /// # Errors
    /// When the host could not be told.
    pub fn answer(mut self, answer: Answer<'_>) -> Result<(), HostError> {
        self.tell(answer)
    }

    fn tell(&mut self, answer: Answer<'_>) -> Result<(), HostError> {
        self.0.take().map_or(Ok(()), |tell| tell(answer))
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        // Nobody is left to hear of a second failure.
        let _ = self.tell(Err("The page closed before it was done."));
    }
}

/// Where the page is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostContext {
    /// Such as `en-us`.
    pub locale: String,
    /// What the frame is for.
    pub frame: FrameContext,
    /// Which configuration this frame shows, where the host says so: our id.
    pub entity_id: Option<String>,
}

/// What the frame is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FrameContext {
    /// Configuring; a connector is removed here too, since Teams opens its
    /// settings for that.
    #[default]
    Settings,
    /// Removing only.
    Remove,
    /// Showing content.
    Content,
}

impl FrameContext {
    /// The frame context of a host's name for it.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        match name {
            "remove" => Self::Remove,
            "content" => Self::Content,
            _ => Self::Settings,
        }
    }
}

/// What the host keeps for one configuration, as it says it: every field may
/// be absent, unknown ones are passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InstanceSettings {
    /// Our id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity_id: Option<String>,
    /// The readable name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub config_name: Option<String>,
    /// The configuration's name again: the host shows this one as a tab's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggested_display_name: Option<String>,
    /// Where an edit opens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_url: Option<String>,
    /// Where a tab opens in a browser.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub website_url: Option<String>,
    /// Where a removal opens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remove_url: Option<String>,
    /// Where cards are posted; only ever read.
    #[serde(skip_serializing)]
    pub webhook_url: Option<Secret>,
    /// `mail`, `groups` or `teams`; only ever read.
    #[serde(skip_serializing)]
    pub app_type: Option<String>,
    /// Who configured it: personal data, only ever read.
    #[serde(skip_serializing)]
    pub user_object_id: Option<Secret>,
}

/// What can go wrong with a host: a call threw, was rejected, or answered
/// something of another shape. The words are for the log, never for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostError {
    /// Which call.
    pub call: &'static str,
    /// What the SDK said.
    pub reason: String,
}
