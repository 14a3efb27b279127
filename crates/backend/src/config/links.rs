//! What an operator decides about the links on cards, and about who is told of a press.

use super::Config;

/// Whether cards have links that do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardLinks {
    /// They have none.
    Off,
    /// Whoever sees a card may follow its links.
    Open,
}

impl Config {
    /// The address to which the links on cards lead; none where cards have none.
    pub(crate) fn links_lead_to(&self) -> Option<&str> {
        let usual = match self.sign_in() {
            Some(_) => CardLinks::Off,
            None => CardLinks::Open,
        };
        match self.card_links.unwrap_or(usual) {
            CardLinks::Open => self.public_url.as_deref(),
            CardLinks::Off => None,
        }
    }

    /// What contradicts itself about them; `outside` says from where it is reached.
    pub(super) fn faults_of_links(&self, outside: bool) -> Vec<String> {
        let said = self.card_links == Some(CardLinks::Open);
        let hook = self.hook.as_ref();
        let weak = hook.is_some_and(|hook| crate::signature::key(&hook.secret).is_none());
        let faults = [
            (
                said && self.public_url.is_none(),
                "--card-links open needs --public-url: the links lead there.",
            ),
            (
                hook.is_some() && self.links_lead_to().is_none(),
                "--actions-url needs links on cards: give --public-url, and where people sign in \
                 --card-links open.",
            ),
            (
                hook.is_some() && outside && !said,
                "With --actions-url whoever sees a card can press its buttons; say so with \
                 --card-links open.",
            ),
            (
                hook.is_some_and(|hook| !hook.is_usable()),
                "--actions-url must be an https address without a user name; http is only for \
                 this machine.",
            ),
            (
                self.sign_in()
                    .is_some_and(|sign_in| sign_in.actions.is_some())
                    && hook.is_none(),
                "--auth-actions-scope needs --actions-url: somebody has to be told of a press.",
            ),
            (
                weak,
                "The actions secret must be base64 of at least 24 random bytes, with or without \
                 the prefix whsec_.",
            ),
        ];
        let wrong = faults.into_iter().filter(|(wrong, _)| *wrong);
        wrong.map(|(_, sentence)| sentence.to_owned()).collect()
    }
}
