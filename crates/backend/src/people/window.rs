//! Signing in in a window, for hosts that give the page no token: an authorisation code
//! with PKCE, asked for and redeemed here. Keeps nothing; logs no token and no code.

use super::trip::{self, Trip};
use super::{People, Unknown};
use crate::right::Member;
use identity::{Allowed, Person, Refusal, TenantId};
use secrecy::ExposeSecret as _;
use std::sync::Arc;
use url::Url;

/// Why a sign-in brought nothing, by a word that the page knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fruitless {
    /// The person, or the authority, said no.
    Refused,
    /// It was an account of another organisation.
    Foreign,
    /// It took too long, or was never begun here.
    Late,
    /// The authority does not answer, or not as it should.
    Down,
}

impl Fruitless {
    /// The word.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Foreign => "foreign",
            Self::Late => "late",
            Self::Down => "down",
        }
    }
}

/// What the authority says when the person comes back.
pub(crate) struct Back {
    /// What went there with the person.
    pub(crate) state: String,
    /// What becomes tokens; else why there is none, in the authority's word.
    pub(crate) code: Result<String, String>,
}

/// Where the person goes on.
pub(crate) enum Returned {
    /// In the page that opened the window: what it may fetch with what it alone knows.
    ToPage(Result<String, Fruitless>),
    /// At the link on a card, by its token.
    ToLink(String, Result<Member, Fruitless>),
}

impl People {
    /// Where the window goes to sign in: at the page's own organisation, so that nobody
    /// takes another one's account by mistake.
    pub(crate) fn begin(&self, challenge: &str, tenant: Option<&str>) -> Result<Url, Fruitless> {
        let tenant = self.tenant(tenant)?;
        let trip = Trip::begin(challenge, tenant, &self.clock).ok_or(Fruitless::Late)?;
        let mut address = self.address(&trip)?;
        // Whoever opened the window, a person sees who they are about to be.
        address
            .query_pairs_mut()
            .append_pair("prompt", "select_account");
        Ok(address)
    }

    /// Where whoever follows a card's link goes to sign in: at the connector's own
    /// organisation. Nobody hears what comes of it but the person's own browser.
    pub(crate) fn follow(&self, link: &str, tenant: Option<&str>) -> Result<Url, Fruitless> {
        let tenant = self.tenant(tenant)?;
        self.address(&Trip::follow(link, tenant, &self.clock))
    }

    fn address(&self, trip: &Trip) -> Result<Url, Fruitless> {
        let state = trip.sealed(&self.ring).map_err(|_| Fruitless::Down)?;
        let address = self.sign_in.policy.authority.authorize(trip.tenant());
        let mut address = Url::parse(&address).map_err(|_| Fruitless::Down)?;
        address
            .query_pairs_mut()
            .append_pair("client_id", &self.sign_in.policy.client_id.to_string())
            .append_pair("response_type", "code")
            .append_pair("response_mode", "form_post")
            .append_pair("redirect_uri", &self.back)
            .append_pair("scope", &self.scope())
            .append_pair("code_challenge", &trip.own_challenge())
            .append_pair("code_challenge_method", "S256")
            .append_pair("nonce", &trip.nonce)
            .append_pair("state", &state);
        Ok(address)
    }

    /// The organisation that was named, if its people may sign in; else the only one there is.
    fn tenant(&self, named: Option<&str>) -> Result<Option<TenantId>, Fruitless> {
        let tenants = &self.sign_in.policy.tenants;
        let Some(named) = named.filter(|named| !named.is_empty()) else {
            return Ok(match tenants {
                Allowed::Only(only) if only.len() == 1 => only.first().copied(),
                _ => None,
            });
        };
        let named = named.parse().map_err(|_| Fruitless::Foreign)?;
        match tenants.has(&named) {
            true => Ok(Some(named)),
            false => Err(Fruitless::Foreign),
        }
    }

    /// An app that asks for itself is named by its id alone (AADSTS90009).
    fn scope(&self) -> String {
        format!(
            "openid profile {}/access_as_user",
            self.sign_in.policy.client_id
        )
    }

    /// The person came back.
    pub(crate) async fn end(self: &Arc<Self>, back: Back) -> Returned {
        let Some(trip) = Trip::open(&back.state, &self.ring, &self.clock) else {
            return Returned::ToPage(Err(Fruitless::Late));
        };
        let brought = self.brought_back(&trip, back.code).await;
        if let Some(link) = trip.link() {
            let who = brought.map(|(_, person)| self.known(person));
            return Returned::ToLink(link.to_owned(), who);
        }
        let pass = brought.and_then(|(token, _)| {
            let pass = trip.pass(token, &self.ring, &self.clock);
            pass.map_err(|_| Fruitless::Down)
        });
        Returned::ToPage(pass)
    }

    async fn brought_back(
        self: &Arc<Self>,
        trip: &Trip,
        code: Result<String, String>,
    ) -> Result<(String, Person), Fruitless> {
        let code = code.map_err(|word| {
            tracing::info!(error = plain(&word), "the authority refused a sign-in");
            Fruitless::Refused
        })?;
        self.redeem(trip, &code).await
    }

    async fn redeem(
        self: &Arc<Self>,
        trip: &Trip,
        code: &str,
    ) -> Result<(String, Person), Fruitless> {
        let scope = self.scope();
        let client_id = self.sign_in.policy.client_id.to_string();
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("client_id", &client_id),
            ("code", code),
            ("redirect_uri", &self.back),
            ("code_verifier", &trip.verifier),
            ("scope", &scope),
        ];
        if let Some(secret) = &self.sign_in.client_secret {
            form.push(("client_secret", secret.expose_secret()));
        }
        let address = self.sign_in.policy.authority.token(trip.tenant());
        let answer = self.issuers.tokens(&address, &form).await;
        let answer = answer.map_err(|error| {
            tracing::warn!(%error, "a sign-in could not be ended: the authority gave no token");
            Fruitless::Down
        })?;
        let person = self.person(&answer.access, &self.sign_in.policy).await;
        let person = person.map_err(|unknown| match unknown {
            Unknown::Refused(Refusal::TenantNotAllowed | Refusal::PersonalAccount) => {
                Fruitless::Foreign
            }
            Unknown::Refused(_) | Unknown::NotNow => Fruitless::Down,
        })?;
        let elsewhere = trip.tenant().is_some_and(|tenant| tenant != person.tenant);
        if elsewhere || !answer.belongs_to(&trip.nonce, &person) {
            tracing::warn!("the authority answered another sign-in than it was asked for");
            return Err(Fruitless::Foreign);
        }
        Ok((answer.access, person))
    }

    /// What a sign-in brought, for the page that began it.
    pub(crate) fn brought(&self, pass: &str, verifier: &str) -> Option<String> {
        trip::token(pass, verifier, &self.ring, &self.clock)
    }
}

/// The authority's own word, such as `access_denied`: it comes through the browser.
fn plain(word: &str) -> &str {
    let good = word.len() <= 40 && word.bytes().all(|it| it.is_ascii_lowercase() || it == b'_');
    if good { word } else { "(strange)" }
}
