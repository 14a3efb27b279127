//! The form as typed, and whether it can be meant.

use super::{Address, AddressProblem};
use wire::{
    ConfigName, ConfigNameError, Day, Destination, Edit, NotificationType, Refusal, Secret,
};

/// The form as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The chosen radio button; none is chosen for the person.
    pub notification_type: Option<NotificationType>,
    /// The name field.
    pub name: String,
    /// The Workflow's address; `None` where the host supplies one.
    pub address: Option<Address>,
    /// Whether a card is to tell the channel of the save: of a first one, unless the
    /// person declines; of a change, only if the person wants it.
    pub confirm: bool,
    /// Whether the person said so.
    confirm_touched: bool,
    /// Whether the person chose since the last save.
    pub type_touched: bool,
    /// Whether the person changed the name since the last save.
    pub name_touched: bool,
    /// Whether the person changed the address since the last save.
    pub address_touched: bool,
    /// Whether the name is neither the person's nor one that was saved.
    name_is_default: bool,
    /// Whether the backend does not take the name as it stands here.
    name_refused: bool,
}

/// What keeps a draft from being saved, by the field that has to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftProblem {
    /// Nothing is chosen.
    NoNotificationType,
    /// The Workflow's address.
    Address(AddressProblem),
    /// The name is empty, too long or has control characters.
    Name(ConfigNameError),
    /// The backend does not take the name.
    NameRefused,
}

impl Draft {
    pub(super) fn new(default_name: &str, address: Option<Address>) -> Self {
        Self {
            notification_type: None,
            name: default_name.to_owned(),
            address,
            confirm: true,
            confirm_touched: false,
            address_touched: false,
            type_touched: false,
            name_touched: false,
            name_is_default: true,
            name_refused: false,
        }
    }

    /// Whether the person chose or changed anything since the last save.
    #[must_use]
    pub fn touched(&self) -> bool {
        self.type_touched || self.name_touched || self.address_touched
    }

    pub(super) fn choose(&mut self, choice: NotificationType) {
        self.notification_type = Some(choice);
        self.type_touched = true;
    }

    pub(super) fn rename(&mut self, name: String) {
        self.name = name;
        self.name_touched = true;
        self.name_is_default = false;
        self.name_refused = false;
    }

    pub(super) fn refuse_name(&mut self) {
        self.name_refused = true;
    }

    /// Takes in a typed address; gives it back when it has to be judged.
    pub(super) fn type_address(&mut self, text: &Secret) -> Option<Secret> {
        let address = self.address.as_mut()?;
        address.type_in(text);
        self.address_touched = true;
        address.to_send()
    }

    /// Calls a configuration that has no name yet by the default name of
    /// another language.
    pub(super) fn translate(&mut self, default_name: String) {
        if self.name_is_default {
            self.name = default_name;
        }
    }

    /// Fills in what was saved before. What the person did meanwhile wins.
    pub(super) fn prefill(&mut self, choice: Option<NotificationType>, name: &str) {
        if !self.type_touched && choice.is_some() {
            self.notification_type = choice;
        }
        if !self.name_touched && !name.is_empty() {
            name.clone_into(&mut self.name);
            self.name_is_default = false;
        }
    }

    pub(super) fn confirm(&mut self, wanted: bool) {
        self.confirm = wanted;
        self.confirm_touched = true;
    }

    /// It is an edit: a channel that knows the connector is not disturbed unasked.
    pub(super) fn edits(&mut self) {
        self.confirm &= self.confirm_touched;
    }

    pub(super) fn set_touched(&mut self, touched: bool) {
        self.type_touched = touched;
        self.name_touched = touched;
        self.address_touched = touched && self.address.is_some();
    }

    /// An address is stored. A connector's form has a field for one as soon as the
    /// host's own has ended, so that a Workflow's can be pasted, and as long as a
    /// Workflow's is stored.
    pub(super) fn keep_address(&mut self, record: &Edit) {
        let own = record.destination == Destination::Workflow || record.ended_since.is_some();
        if own || self.address.is_some() {
            let address = self.address.get_or_insert_default();
            address.kept = true;
            address.ended = record.ended_since;
        }
    }

    /// The backend refuses the address: the field says so. Where the host's own has
    /// ended, there is a field from now on.
    pub(super) fn refuse_address(&mut self, refusal: Option<Refusal>, since: Option<Day>) {
        if refusal == Some(Refusal::Ended) {
            self.address.get_or_insert_default();
        }
        if let Some(address) = &mut self.address {
            address.refuse(refusal, since);
        }
    }

    /// With the record its address went; an empty field keeps nothing any longer.
    pub(super) fn forget_address(&mut self) {
        if let Some(address) = &mut self.address {
            address.kept = false;
            address.ended = None;
        }
    }

    /// The first thing that keeps this draft from being saved.
    #[must_use]
    pub fn problem(&self) -> Option<DraftProblem> {
        self.meant().err()
    }

    /// What is wrong with the name, whatever else is.
    #[must_use]
    pub fn name_problem(&self) -> Option<DraftProblem> {
        self.named().err()
    }

    pub(super) fn named(&self) -> Result<ConfigName, DraftProblem> {
        if self.name_refused {
            return Err(DraftProblem::NameRefused);
        }
        ConfigName::try_from(self.name.clone()).map_err(DraftProblem::Name)
    }

    /// The draft as meant: a choice and a name.
    ///
    /// # Errors
    /// The first problem, in the order of the form.
    pub fn meant(&self) -> Result<(NotificationType, ConfigName), DraftProblem> {
        let Some(choice) = self.notification_type else {
            return Err(DraftProblem::NoNotificationType);
        };
        let address = self.address.as_ref().and_then(Address::problem);
        if let Some(problem) = address {
            return Err(DraftProblem::Address(problem));
        }
        Ok((choice, self.named()?))
    }
}
