//! Who can stop a connector's cards, and how its reader is told. Pure.

use crate::card::Language;

/// Who stopped a connector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stopper {
    /// A person, by the link on a card.
    Card,
    /// The operator, on the command line.
    Operator,
}

impl Stopper {
    /// As it stands in the database.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Operator => "operator",
        }
    }

    pub(crate) fn from_code(code: &str) -> Option<Self> {
        [Self::Card, Self::Operator]
            .into_iter()
            .find(|one| one.code() == code)
    }

    /// In English.
    pub(crate) fn sentence(self) -> &'static str {
        self.sentence_in(Language::English)
    }

    /// What happened, and what to do if cards are wanted.
    pub(crate) fn sentence_in(self, language: Language) -> &'static str {
        let [card, operator] = language.stopped();
        match self {
            Self::Card => card,
            Self::Operator => operator,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_stopped_it_is_known_by_code() {
        for one in [Stopper::Card, Stopper::Operator] {
            assert_eq!(Stopper::from_code(one.code()), Some(one));
        }
        assert_eq!(Stopper::from_code("other"), None);
    }
}
