//! Tells the system that owns the tasks when a button was pressed: signed as Standard
//! Webhooks, at least once, under one id however often. Never decides whether a button
//! may be pressed.

mod answer;

use crate::clock::{Clock, SECOND};
use crate::signature::sign;
use crate::store::{ClaimPresses, DuePress, PressEnd, SettlePress, Store, StoreError, again};
use answer::{MOST_BYTES, judge};
use reqwest::StatusCode;
use reqwest::header::CONTENT_TYPE;
use secrecy::SecretString;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use url::{Host, Url};

/// How long the system may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// After that a press whose teller died is told by another.
const LEASE: Duration = Duration::from_secs(12);
/// How long to sleep at most without being rung.
const NAP: Duration = Duration::from_secs(1);

/// Where presses go.
#[derive(Clone, Debug)]
pub struct HookAddress {
    /// The system that owns the tasks.
    pub url: Url,
    /// Signs what it is told, as `whsec_` and base64.
    pub secret: SecretString,
}

impl HookAddress {
    /// Https, or http on this machine; no user name.
    pub(crate) fn is_usable(&self) -> bool {
        let here = match self.url.host() {
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            Some(Host::Domain(name)) => name == "localhost",
            None => false,
        };
        let safe = self.url.scheme() == "https" || (self.url.scheme() == "http" && here);
        safe && self.url.username().is_empty() && self.url.password().is_none()
    }
}

/// Tells it.
pub(crate) struct Hook {
    store: Store,
    address: HookAddress,
    client: reqwest::Client,
    clock: Clock,
    /// Rung when something was pressed.
    pub(crate) bell: Notify,
    /// Rung when something was told.
    pub(crate) told: Notify,
    poll: Duration,
}

impl Hook {
    /// The system may be in the operator's own network: its address is the operator's choice.
    pub(crate) fn new(
        store: Store,
        address: HookAddress,
        clock: Clock,
        poll: Duration,
    ) -> reqwest::Result<Self> {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .referer(false)
            .timeout(PATIENCE)
            .user_agent(concat!("teams-connector/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self {
            store,
            address,
            client,
            clock,
            bell: Notify::new(),
            told: Notify::new(),
            poll: poll.min(NAP),
        })
    }

    /// Works until told to stop; what is under way then is told again later.
    pub(crate) async fn run(self: Arc<Self>, stop: CancellationToken) {
        let mut calls = JoinSet::new();
        while !stop.is_cancelled() {
            // Listening starts before looking: no ring is missed in between.
            let rung = self.bell.notified();
            match self.due().await {
                Ok(due) => {
                    for press in due {
                        calls.spawn(Arc::clone(&self).tell(press));
                    }
                }
                Err(error) => tracing::error!(%error, "the presses cannot be read"),
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = rung => {}
                Some(_) = calls.join_next() => {}
                () = sleep(self.poll) => {}
            }
        }
        calls.abort_all();
        while calls.join_next().await.is_some() {}
    }

    /// A look is a read; only a real claim disturbs the writer.
    async fn due(&self) -> Result<Vec<DuePress>, StoreError> {
        match self.store.next_press().await? {
            Some(wait) if wait.is_zero() => self.store.write(ClaimPresses(LEASE)).await,
            _ => Ok(Vec::new()),
        }
    }

    async fn tell(self: Arc<Self>, press: DuePress) {
        let end = match self.ask(&press).await {
            Some((status, body)) => judge(status, &body),
            None => None,
        };
        let pressed_at = press.pressed_at;
        let end = end.map_or_else(
            || again(press.attempt, pressed_at, self.store.now()),
            PressEnd::Settled,
        );
        tracing::info!(
            press = press.id,
            attempt = press.attempt,
            settled = matches!(end, PressEnd::Settled(_)),
            "told of a press"
        );
        let settle = SettlePress {
            id: press.id,
            attempt: press.attempt,
            end,
        };
        if let Err(error) = self.store.write(settle).await {
            tracing::error!(%error, "what a press came to cannot be stored");
        }
        self.told.notify_waiters();
    }

    /// The status and the start of the body; nothing where no answer came.
    async fn ask(&self, press: &DuePress) -> Option<(StatusCode, Vec<u8>)> {
        let sent = (self.clock.wall() / SECOND).to_string();
        let body = press.body.as_bytes();
        let signature = sign(&self.address.secret, &press.id, &sent, body)?;
        let request = self
            .client
            .post(self.address.url.clone())
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", &press.id)
            .header("webhook-timestamp", sent)
            .header("webhook-signature", signature)
            .body(press.body.clone());
        let mut response = request.send().await.ok()?;
        let status = response.status();
        let mut said = Vec::new();
        while said.len() < MOST_BYTES {
            match response.chunk().await {
                Ok(Some(chunk)) => said.extend_from_slice(&chunk),
                Ok(None) => break,
                Err(_) => return None,
            }
        }
        Some((status, said))
    }
}
