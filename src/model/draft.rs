//! The form as typed, and whether it can be meant.

use wire::{ConfigName, ConfigNameError, NotificationType};

/// The form as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The chosen radio button; none is chosen for the person.
    pub notification_type: Option<NotificationType>,
    /// The name field.
    pub name: String,
    /// Whether the person chose since the last save.
    pub type_touched: bool,
    /// Whether the person changed the name since the last save.
    pub name_touched: bool,
    /// Whether the name is neither the person's nor one that was saved.
    name_is_default: bool,
}

/// What keeps a draft from being saved, by the field that has to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftProblem {
    /// Nothing is chosen.
    NoNotificationType,
    /// The name is empty, too long or has control characters.
    Name(ConfigNameError),
}

impl Draft {
    pub(super) fn new(default_name: &str) -> Self {
        Self {
            notification_type: None,
            name: default_name.to_owned(),
            type_touched: false,
            name_touched: false,
            name_is_default: true,
        }
    }

    /// Whether the person chose or changed anything since the last save.
    #[must_use]
    pub fn touched(&self) -> bool {
        self.type_touched || self.name_touched
    }

    pub(super) fn choose(&mut self, choice: NotificationType) {
        self.notification_type = Some(choice);
        self.type_touched = true;
    }

    pub(super) fn rename(&mut self, name: String) {
        self.name = name;
        self.name_touched = true;
        self.name_is_default = false;
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

    pub(super) fn set_touched(&mut self, touched: bool) {
        self.type_touched = touched;
        self.name_touched = touched;
    }

    /// The first thing that keeps this draft from being saved.
    #[must_use]
    pub fn problem(&self) -> Option<DraftProblem> {
        self.meant().err()
    }

    /// What is wrong with the name, whatever else is.
    #[must_use]
    pub fn name_problem(&self) -> Option<DraftProblem> {
        ConfigName::try_from(self.name.clone())
            .err()
            .map(DraftProblem::Name)
    }

    /// The draft as meant: a choice and a name.
    ///
    /// # Errors
    /// The first problem, in the order of the form.
    pub fn meant(&self) -> Result<(NotificationType, ConfigName), DraftProblem> {
        let Some(choice) = self.notification_type else {
            return Err(DraftProblem::NoNotificationType);
        };
        let name = ConfigName::try_from(self.name.clone()).map_err(DraftProblem::Name)?;
        Ok((choice, name))
    }
}
