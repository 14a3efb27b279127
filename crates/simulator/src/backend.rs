//! The backend as the rooms reach it: by HTTP, as anybody does.

use crate::Config;
use std::{path::PathBuf, time::Duration};
use url::Url;

/// Where the backend is, and with what it is asked.
pub(crate) struct Backend {
    pub(crate) address: Url,
    /// Holds the token for reporting events.
    pub(crate) token_file: Option<PathBuf>,
    pub(crate) client: reqwest::Client,
}

impl Backend {
    pub(crate) fn of(config: &Config) -> Result<Self, reqwest::Error> {
        Ok(Self {
            address: config.backend.clone(),
            token_file: config.events_token_file.clone(),
            client: client()?,
        })
    }
}

/// Redirects and compression are the browser's matter, not ours; a proxy from
/// the environment would take loopback requests off the machine.
fn client() -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .connect_timeout(Duration::from_secs(5))
        .build()
}
