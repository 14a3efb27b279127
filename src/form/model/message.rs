//! Everything that can happen to the page, and everything it can ask for:
//! two closed enums.

use super::{Failure, SignIn, Text, Undone, Verdict};
use wire::{Edit, EntityId, NotificationType, SaveConnector, Saved, Secret, TestCard, Tested};

/// Stamps one thing waited for. An answer with an old stamp came too late.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Step(pub(super) u32);

/// What the host said about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostFacts {
    /// Which frame the page runs in.
    pub frame: Frame,
    /// Which configuration the frame shows, where the host says so.
    pub entity_id: Option<String>,
    /// Such as `en-us`.
    pub locale: String,
}

/// The host's frame context, as far as it changes what the page does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Frame {
    /// Configuring; a connector is removed here too, since Teams opens its
    /// settings for that.
    #[default]
    Settings,
    /// Removing only.
    Remove,
    /// Neither: the page was opened where nothing can be configured.
    Content,
}

/// What the host has stored for this configuration; every field may be absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostSettings {
    /// Our id, from the save before.
    pub entity_id: Option<String>,
    /// The readable name.
    pub config_name: Option<String>,
    /// Where cards are posted.
    pub webhook_url: Option<Secret>,
    /// `mail`, `groups` or `teams`.
    pub app_type: Option<String>,
    /// Who configured it. Personal data.
    pub user_object_id: Option<Secret>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// There is no host.
    HostMissing,
    /// The handshake is done.
    Connected(HostFacts),
    /// The host's settings, asked for when opening.
    SettingsRead(Step, Result<HostSettings, Failure>),
    /// The backend's record, asked for when opening.
    Loaded(Step, Result<Option<Edit>, Failure>),
    /// The person pressed the button below the notice: it does what it offers.
    Pressed,
    /// The backend sends again, or not; in time or not.
    TurnedOn(Result<(), Failure>),
    /// Nobody is signed in, and why.
    SignedOut(SignIn),
    /// Somebody is, after nobody was.
    SignedIn,
    /// The person chose a radio button.
    TypeChosen(NotificationType),
    /// The person changed the name.
    NameTyped(String),
    /// The person changed the Workflow's address.
    AddressTyped(Secret),
    /// Nothing was typed after this address for a while.
    AddressStands(Secret),
    /// What the backend says of an address that was typed; in time or not.
    AddressJudged(Secret, Verdict),
    /// The person does or does not want a card that confirms the save.
    ConfirmChosen(bool),
    /// The person wants a test card.
    TestRequested,
    /// What came of the test card with this code.
    Tested(String, Result<Tested, Failure>),
    /// The person typed the code back.
    CodeTyped(String),
    /// What a new configuration is called in the language now in use.
    DefaultName(String),
    /// The host's Save was pressed.
    SaveRequested {
        /// The address the event carried, if it did.
        webhook_url: Option<Secret>,
    },
    /// The host took the settings, or not.
    Staged(Step, Result<(), Failure>),
    /// The host's settings, asked for after they were set.
    ReadBack(Step, Result<HostSettings, Failure>),
    /// The backend stored the record, or not.
    Stored(Step, Result<Saved, Failure>),
    /// The host could not be told that the save succeeded.
    AnswerLost,
    /// The host's Remove was pressed.
    RemoveRequested,
    /// The backend forgot the record, or not.
    Forgotten(Step, Result<(), Failure>),
    /// What the stamp was waiting for did not come in time.
    TimedOut(Step),
    /// The page is going away; sent until nothing follows.
    Closing,
}

/// What the page asks the world to do. At most one comes of each message.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask the host for its settings.
    ReadSettings,
    /// Ask the backend for the record, and for its reasons in this language.
    Load(EntityId, Option<String>),
    /// Ask the backend to send again what the record asks for.
    TurnOn(EntityId),
    /// Tell the backend that a test card of the record was seen; no answer is waited for.
    Seen(EntityId),
    /// Open the window in which people sign in.
    SignIn,
    /// Ask the host to take these settings.
    Stage {
        /// Our id for the configuration.
        entity_id: EntityId,
        /// The readable name.
        config_name: String,
        /// Where the host opens this page again.
        content_url: String,
    },
    /// Ask the host for its settings again.
    ReadBack,
    /// Ask the backend to store the record.
    Store(EntityId, Box<SaveConnector>),
    /// Ask the backend to forget the record.
    Forget(EntityId),
    /// Ask the backend to forget a record that may be there and that nobody
    /// will know of; no answer is waited for.
    Abandon(EntityId),
    /// Wait until nothing more is typed.
    Await(Secret),
    /// Ask the backend what kind of address this is, and whether it is the one that is
    /// stored under this id.
    Judge(EntityId, Secret),
    /// Ask the backend to send a test card, with what the form says now.
    Test(EntityId, Box<TestCard>),
    /// Tell the host that what it asked for is done.
    Succeed,
    /// Tell the host that what it asked for is not done.
    Fail(Undone),
    /// Answer the request that just came, and no other, with failure.
    Refuse(Text),
    /// The request that just came is the one already being worked on: it gets
    /// the same answer.
    Join,
}
