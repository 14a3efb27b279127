//! Asks issuers for their keys: the metadata first, then the keys at the place it
//! names. No redirects, bounded in time and size; a pretended authority is asked on
//! this machine alone.

use identity::{Authority, Issuer, KeySet, KeySetError, MetadataError, keys_address};
use reqwest::StatusCode;
use std::time::Duration;

/// For both questions: who saves waits for at most five seconds in all.
const PATIENCE: Duration = Duration::from_secs(3);
/// Of metadata; real ones have 2 KB.
const MOST_METADATA: usize = 64 * 1024;

/// Where keys come from.
pub(super) struct Issuers {
    authority: Authority,
    client: reqwest::Client,
}

/// Why there are no keys. Names no address: the operator knows the authority.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoKeys {
    #[error("the issuer did not answer within three seconds")]
    TooSlow,
    #[error("the issuer cannot be reached: {0}")]
    Unreachable(reqwest::Error),
    #[error("the issuer answered {0}")]
    Status(StatusCode),
    #[error("the issuer's answer is too large")]
    TooLarge,
    #[error(transparent)]
    Metadata(#[from] MetadataError),
    #[error(transparent)]
    Keys(#[from] KeySetError),
}

impl Issuers {
    pub(super) fn new(authority: Authority) -> reqwest::Result<Self> {
        let builder = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .user_agent(concat!("teams-connector/", env!("CARGO_PKG_VERSION")));
        let client = builder.https_only(!authority.is_pretended()).build()?;
        Ok(Self { authority, client })
    }

    /// The keys that the issuer lists now.
    pub(super) async fn keys(&self, issuer: &Issuer) -> Result<KeySet, NoKeys> {
        let asking = tokio::time::timeout(PATIENCE, self.ask(issuer));
        asking.await.unwrap_or(Err(NoKeys::TooSlow))
    }

    async fn ask(&self, issuer: &Issuer) -> Result<KeySet, NoKeys> {
        let address = self.authority.metadata(issuer);
        let metadata = self.read(&address, MOST_METADATA).await?;
        let address = keys_address(&metadata, &self.authority, issuer)?;
        let keys = self.read(address.as_str(), KeySet::MOST_BYTES).await?;
        Ok(KeySet::read(&keys)?)
    }

    async fn read(&self, address: &str, most: usize) -> Result<Vec<u8>, NoKeys> {
        let unreachable = |error: reqwest::Error| NoKeys::Unreachable(error.without_url());
        let sent = self.client.get(address).send().await;
        let mut answer = sent.map_err(unreachable)?;
        if answer.status() != StatusCode::OK {
            return Err(NoKeys::Status(answer.status()));
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(unreachable)? {
            body.extend_from_slice(&chunk);
            if body.len() > most {
                return Err(NoKeys::TooLarge);
            }
        }
        Ok(body)
    }
}
