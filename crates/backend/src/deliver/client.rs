//! The outgoing client. No redirects, no proxy, no private addresses, short
//! limits, and no address in anything it returns.

use super::guard::{Guard, PrivateAddress};
use crate::clock::Millis;
use crate::policy::outcome::{Fault, READ_AT_MOST, Reply};
use crate::policy::retry_after;
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use secrecy::{ExposeSecret as _, SecretString};
use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

/// How long things may take.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Until a connection stands.
    pub connect: Duration,
    /// The whole exchange.
    pub total: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            total: Duration::from_secs(15),
        }
    }
}

/// Posts cards.
#[derive(Clone)]
pub(crate) struct Client(reqwest::Client);

impl Client {
    /// For the internet: public addresses only.
    pub(crate) fn public(patience: Patience) -> reqwest::Result<Self> {
        let builder = builder(patience)
            .dns_resolver(Arc::new(Guard::Public))
            .https_only(true);
        builder.build().map(Self)
    }

    /// For tests on this machine: its own addresses as well, and no others.
    pub(crate) fn loopback(patience: Patience) -> reqwest::Result<Self> {
        let builder = builder(patience).dns_resolver(Arc::new(Guard::PublicOrLoopback));
        builder.build().map(Self)
    }

    /// Posts a card; every end of it is a reply.
    pub(crate) async fn post(&self, url: &SecretString, card: Vec<u8>, now: Millis) -> Reply {
        let request = self
            .0
            .post(url.expose_secret())
            .header(CONTENT_TYPE, "application/json")
            .body(card);
        match request.send().await {
            Ok(response) => read(response, now).await,
            Err(error) => Reply::Fault(fault(&error.without_url())),
        }
    }
}

fn builder(patience: Patience) -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .referer(false)
        .connect_timeout(patience.connect)
        .timeout(patience.total)
        .pool_idle_timeout(Duration::from_secs(30))
        .user_agent(concat!("teams-connector/", env!("CARGO_PKG_VERSION")))
}

/// Reads the status and the start of the body. A body that breaks off still
/// has its status.
async fn read(mut response: reqwest::Response, now: Millis) -> Reply {
    let status = response.status().as_u16();
    let header = response.headers().get(RETRY_AFTER);
    let retry_after = header
        .and_then(|value| value.to_str().ok())
        .and_then(|text| retry_after::read(text, now));
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => break,
            // What it meant to say is not known, so a success is not proven.
            Err(error) if (200..300).contains(&status) => {
                return Reply::Fault(fault(&error.without_url()));
            }
            Err(_) => break,
        }
        if body.len() >= READ_AT_MOST {
            body.truncate(READ_AT_MOST);
            break;
        }
    }
    Reply::Http {
        status,
        body: String::from_utf8_lossy(&body).into_owned(),
        retry_after,
    }
}

fn fault(error: &reqwest::Error) -> Fault {
    if has_cause::<PrivateAddress>(error) {
        return Fault::PrivateAddress;
    }
    if error.is_timeout() {
        return Fault::Timeout;
    }
    if has_cause::<rustls::Error>(error) {
        return Fault::Tls;
    }
    if error.is_connect() {
        return Fault::Connect;
    }
    Fault::Broken
}

fn has_cause<E: Error + 'static>(error: &(dyn Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if error.is::<E>() {
            return true;
        }
        // An I/O error hides its cause from `source`, which names the cause's own.
        let inside = error.downcast_ref::<std::io::Error>();
        let inside = inside.and_then(std::io::Error::get_ref);
        next = match inside {
            Some(inside) => Some(inside),
            None => error.source(),
        };
    }
    false
}

#[cfg(test)]
mod tests;
