//! What an operator decides about the links on cards, and about who is told of a press.

use super::Config;

/// Whether cards have links that do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardLinks {
    /// They have none.
    Off,
    /// Whoever signs in with an account of the connector's tenant.
    Members,
    /// Whoever sees a card may follow its links.
    Open,
}

impl Config {
    /// Who may follow them; without a public address there are none.
    pub(crate) fn who_follows(&self) -> CardLinks {
        let usual = match self.sign_in() {
            Some(_) => CardLinks::Members,
            None => CardLinks::Open,
        };
        match self.public_url {
            Some(_) => self.card_links.unwrap_or(usual),
            None => CardLinks::Off,
        }
    }

    /// The address to which the links on cards lead; none where cards have none.
    pub(crate) fn links_lead_to(&self) -> Option<&str> {
        match self.who_follows() {
            CardLinks::Off => None,
            CardLinks::Members | CardLinks::Open => self.public_url.as_deref(),
        }
    }

    /// What contradicts itself about them; `outside` says from where it is reached.
    pub(super) fn faults_of_links(&self, outside: bool) -> Vec<String> {
        let said = self.card_links == Some(CardLinks::Open);
        let members = self.card_links == Some(CardLinks::Members);
        let strangers = self.who_follows() == CardLinks::Open && !said;
        let hook = self.hook.as_ref();
        let weak = hook.is_some_and(|hook| crate::signature::key(&hook.secret).is_none());
        let faults = [
            (
                (said || members) && self.public_url.is_none(),
                "--card-links needs --public-url: the links lead there.",
            ),
            (
                members && self.sign_in().is_none(),
                "--card-links members needs --auth-mode entra: nobody signs in otherwise.",
            ),
            (
                hook.is_some() && self.links_lead_to().is_none(),
                "--actions-url needs links on cards: give --public-url, and no --card-links off.",
            ),
            (
                hook.is_some() && outside && strangers,
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
