//! Who calls: the person whom a token of Entra names, verified with the issuer's
//! keys, which are fetched here when they are needed. Never logs a token. Whoever
//! verifies nobody, such as the delivery of cards, does not need the issuer.

mod issuers;
mod trip;
mod window;

use crate::clock::{Clock, Millis, SECOND};
use crate::metrics::Metrics;
use crate::right::{EditBy, Member};
use crate::secret::Ring;
use identity::{
    Allowed, Asking, Issuer, Keyring, ObjectId, Person, Policy, Refusal, TenantId, verify,
};
use issuers::Issuers;
use secrecy::SecretString;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
pub(crate) use window::{Back, Fruitless, Returned};

/// Issuers whose keys are kept where any tenant is allowed: then strangers name them.
const MOST_ISSUERS: usize = 1_000;

/// How people sign in, as an operator decided.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// Whose tokens count.
    pub policy: Policy,
    /// Who of a tenant may change a connector.
    pub edit_by: EditBy,
    /// Whose tokens count that a card's button brings; none where no card posts.
    pub actions: Option<Policy>,
    /// The app's secret at the authority; none where its registration is a public
    /// client's.
    pub client_secret: Option<SecretString>,
    /// Whose people operate the server, where they have the role [`OPERATOR`]; nobody
    /// when absent. Every tenant gives that role to whom it likes.
    pub operator_tenant: Option<TenantId>,
}

/// The app's role of those who operate the server, by its value in the registration.
pub const OPERATOR: &str = "Operator";

impl SignIn {
    fn has_operator(&self, person: &Person) -> bool {
        self.operator_tenant == Some(person.tenant)
            && person.roles.iter().any(|role| role == OPERATOR)
    }
}

/// Why a caller is nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unknown {
    /// The token does not count, whatever is tried. Why is not for the caller.
    Refused(Refusal),
    /// The issuer does not answer: the same token may count later.
    NotNow,
}

/// Everybody who can sign in.
pub(crate) struct People {
    sign_in: SignIn,
    issuers: Issuers,
    keyring: Mutex<Keyring>,
    /// One question to an issuer at a time; who comes meanwhile waits for its answer.
    asking: Mutex<HashMap<Issuer, Arc<tokio::sync::Mutex<()>>>>,
    /// Where people come back from the authority.
    back: String,
    ring: Arc<Ring>,
    clock: Clock,
    metrics: Arc<Metrics>,
}

impl People {
    /// `public_url` is where people reach this server.
    pub(crate) fn new(
        sign_in: SignIn,
        public_url: &str,
        ring: Arc<Ring>,
        clock: Clock,
        metrics: Arc<Metrics>,
    ) -> reqwest::Result<Self> {
        let most = match &sign_in.policy.tenants {
            // Each in both versions.
            Allowed::Only(tenants) => 2 * tenants.len(),
            Allowed::Any => MOST_ISSUERS,
        };
        Ok(Self {
            issuers: Issuers::new(sign_in.policy.authority.clone())?,
            keyring: Mutex::new(Keyring::new(most)),
            asking: Mutex::default(),
            sign_in,
            back: [public_url.trim_end_matches('/'), wire::paths::SIGN_IN_END].concat(),
            ring,
            clock,
            metrics,
        })
    }

    /// Whom the token names, as a member of a tenant.
    pub(crate) async fn member(self: &Arc<Self>, token: &str) -> Result<Member, Unknown> {
        let person = self.person(token, &self.sign_in.policy).await?;
        Ok(self.known(person))
    }

    /// Whether cards may post.
    pub(crate) fn may_press(&self) -> bool {
        self.sign_in.actions.is_some()
    }

    /// Who presses a card's button, by the token that Microsoft's service brings.
    pub(crate) async fn presser(self: &Arc<Self>, token: &str) -> Result<Member, Unknown> {
        let policy = self.sign_in.actions.as_ref();
        let policy = policy.ok_or(Unknown::Refused(Refusal::ClientNotAllowed))?;
        let person = self.person(token, policy).await?;
        Ok(self.known(person))
    }

    /// Whom the token names. The reason of a refusal is for the log alone.
    async fn person(self: &Arc<Self>, token: &str, policy: &Policy) -> Result<Person, Unknown> {
        let person = match self.look(token, policy) {
            Err(Refusal::UnknownKey(issuer)) => {
                let asked = self.learn(issuer).await;
                match (self.look(token, policy), asked) {
                    (Err(Refusal::UnknownKey(_)), Asking::Silent) => return Err(Unknown::NotNow),
                    (found, _) => found,
                }
            }
            found => found,
        };
        person.map_err(|reason| {
            tracing::info!(%reason, "a token was refused");
            self.metrics.refused("token");
            Unknown::Refused(reason)
        })
    }

    /// A person who signed in within the last hour, as a page of ours knows them; nobody
    /// where their tenant is not allowed any more.
    pub(crate) fn visitor(&self, tenant: TenantId, object: ObjectId) -> Option<Member> {
        let is_allowed = self.sign_in.policy.tenants.has(&tenant);
        is_allowed.then_some(Member {
            operates: false,
            tenant,
            object,
            edit_by: self.sign_in.edit_by,
            name: None,
            token_id: None,
        })
    }

    fn known(&self, person: Person) -> Member {
        Member {
            operates: self.sign_in.has_operator(&person),
            tenant: person.tenant,
            object: person.object,
            edit_by: self.sign_in.edit_by,
            name: person.name,
            token_id: person.token_id,
        }
    }

    fn look(&self, token: &str, policy: &Policy) -> Result<Person, Refusal> {
        let keyring = self.keyring();
        let keys = keyring.at(self.clock.now());
        // A token's times are the wall clock's, which others read as well.
        let now = self.clock.wall() / SECOND;
        verify(token, &keys, policy, now)
    }

    /// Asks the issuer unless it was asked just now. Goes on when the caller leaves:
    /// otherwise whoever hangs up could keep the keys away from everybody.
    async fn learn(self: &Arc<Self>, issuer: Issuer) -> Asking {
        let people = Arc::clone(self);
        let asking = tokio::spawn(async move {
            let place = people.place(issuer);
            let _alone = place.lock().await;
            let asked = people.keyring().ask(issuer, people.clock.now());
            match asked {
                Asking::Now => people.fetch(issuer).await,
                other => other,
            }
        });
        asking.await.unwrap_or(Asking::Silent)
    }

    fn place(&self, issuer: Issuer) -> Arc<tokio::sync::Mutex<()>> {
        let mut places = self.asking.lock().unwrap_or_else(PoisonError::into_inner);
        // Nobody waits where only this map knows of the place.
        places.retain(|_, place| Arc::strong_count(place) > 1);
        places.entry(issuer).or_default().clone()
    }

    async fn fetch(&self, issuer: Issuer) -> Asking {
        match self.issuers.keys(&issuer).await {
            Ok(keys) => {
                self.metrics.keys_fetched("ok");
                self.keyring().answered(issuer, keys, self.clock.now());
                Asking::Answered
            }
            Err(error) => {
                let tenant = issuer.tenant;
                tracing::warn!(%tenant, %error, "the keys of the sign-in cannot be read");
                self.metrics.keys_fetched("failed");
                Asking::Silent
            }
        }
    }

    /// Reads again what is an hour old. Who comes meanwhile waits for the answer.
    pub(crate) async fn refresh(self: &Arc<Self>) {
        let due = self.keyring().due(self.clock.now());
        for issuer in due {
            self.learn(issuer).await;
        }
    }

    /// How old the oldest keys are; none before the first person came.
    pub(crate) fn keys_age(&self) -> Option<Millis> {
        self.keyring().age(self.clock.now())
    }

    fn keyring(&self) -> MutexGuard<'_, Keyring> {
        self.keyring.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
