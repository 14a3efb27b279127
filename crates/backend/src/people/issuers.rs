//! Asks issuers for their keys: the metadata first, then the keys at the place it
//! names. No redirects, bounded in time and size; a pretended authority is asked on
//! this machine alone.

use identity::{Answer, Authority, Issuer, KeySet, KeySetError, MetadataError, keys_address};
use reqwest::StatusCode;
use reqwest::header::CONTENT_TYPE;
use std::time::Duration;
use url::form_urlencoded;

/// For both questions: who saves waits for at most five seconds in all.
const PATIENCE: Duration = Duration::from_secs(3);
/// For the tokens of a sign-in: a person in a window waits for longer.
const PATIENCE_IN_WINDOW: Duration = Duration::from_secs(10);
/// Of metadata; real ones have 2 KB.
const MOST_METADATA: usize = 64 * 1024;
/// Of an answer with two tokens, each of which has 16 KB at most.
const MOST_TOKENS: usize = 64 * 1024;

/// Where keys come from.
pub(super) struct Issuers {
    authority: Authority,
    client: reqwest::Client,
}

/// Why there are no keys, or no tokens. Names no address: the operator knows the authority.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoKeys {
    #[error("the issuer did not answer in time")]
    TooSlow,
    #[error("the issuer cannot be reached: {0}")]
    Unreachable(reqwest::Error),
    #[error("the issuer answered {0}")]
    Status(StatusCode),
    #[error("the issuer's answer is too large")]
    TooLarge,
    #[error("the issuer's answer has no tokens")]
    NoTokens,
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

    /// The tokens for the code that a sign-in ended with.
    pub(super) async fn tokens(
        &self,
        address: &str,
        form: &[(&str, &str)],
    ) -> Result<Answer, NoKeys> {
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        let asked = self.client.post(address).body(form);
        let asked = asked.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let asking = tokio::time::timeout(PATIENCE_IN_WINDOW, body(asked, MOST_TOKENS));
        let answer = asking.await.unwrap_or(Err(NoKeys::TooSlow))?;
        Answer::read(&answer).ok_or(NoKeys::NoTokens)
    }

    async fn read(&self, address: &str, most: usize) -> Result<Vec<u8>, NoKeys> {
        body(self.client.get(address), most).await
    }
}

async fn body(request: reqwest::RequestBuilder, most: usize) -> Result<Vec<u8>, NoKeys> {
    let unreachable = |error: reqwest::Error| NoKeys::Unreachable(error.without_url());
    let mut answer = request.send().await.map_err(unreachable)?;
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
