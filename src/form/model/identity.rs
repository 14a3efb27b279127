//! Which configuration the page is about, and from which save an edit starts.

use wire::EntityId;

/// Stands for a record that the page has not seen: the backend has no such
/// version, so a save over what is there is a conflict, told and not made.
const UNSEEN: u64 = 0;

/// The configuration's id, and what is known of earlier saves.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Identity {
    id: EntityId,
    version: Option<u64>,
    earlier: Earlier,
    perhaps_stored: bool,
}

/// Whether this was configured before, by the host's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Earlier {
    /// The host has not said.
    Unsaid,
    /// It was not: the id is the page's own.
    No,
    /// It was, under this id.
    Yes,
}

impl Identity {
    pub(super) fn minted(id: EntityId) -> Self {
        Self {
            id,
            version: None,
            earlier: Earlier::Unsaid,
            perhaps_stored: false,
        }
    }

    pub(super) fn id(&self) -> EntityId {
        self.id.clone()
    }

    /// The version a save starts from; `None` for a first one.
    pub(super) fn version(&self) -> Option<u64> {
        self.version
    }

    /// Whether nobody knows if there is a record under another id.
    pub(super) fn is_unsaid(&self) -> bool {
        self.earlier == Earlier::Unsaid
    }

    /// Takes in the host's word: our id of an earlier save, or none.
    pub(super) fn host_said(&mut self, id: Option<EntityId>) {
        if let Some(id) = id {
            self.id = id;
            self.version = Some(UNSEEN);
            self.earlier = Earlier::Yes;
        } else if self.is_unsaid() {
            self.earlier = Earlier::No;
        }
    }

    /// The record was read, or is gone.
    pub(super) fn loaded(&mut self, version: Option<u64>) {
        self.version = version;
    }

    /// The record that was read, not only known of.
    pub(super) fn is_loaded(&self) -> bool {
        self.version.is_some_and(|version| version > UNSEEN)
    }

    /// A record that is known of, and was not read.
    pub(super) fn is_unread(&self) -> bool {
        self.version == Some(UNSEEN)
    }

    pub(super) fn stored(&mut self, version: u64) {
        self.version = Some(version);
        self.earlier = Earlier::Yes;
        self.perhaps_stored = false;
    }

    /// The person was told of another's save or removal; the next save wins.
    pub(super) fn overrules(&mut self) {
        self.version = None;
    }

    pub(super) fn removed(&mut self) {
        self.version = None;
        self.perhaps_stored = false;
    }

    /// No answer came to a save that may have been stored.
    pub(super) fn perhaps_stored(&mut self) {
        self.perhaps_stored = self.earlier == Earlier::No;
    }

    /// A record that may be there and that nobody else can know of: the host was told that
    /// the save failed, and the id is the page's own. Given out once.
    pub(super) fn orphan(&mut self) -> Option<EntityId> {
        std::mem::take(&mut self.perhaps_stored).then(|| self.id())
    }
}
