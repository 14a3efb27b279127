//! The built page in memory: every file, its headers decided once at start.
//! Reads no file afterwards and knows nothing of requests.

mod asset;
mod encode;
mod load;
mod policy;

pub(crate) use asset::Asset;
pub(crate) use encode::Encoding;

use axum::http::HeaderValue;
use std::collections::HashMap;

/// Every file of the page by its path.
pub(crate) struct Page {
    files: HashMap<String, Asset>,
    documents: Documents,
    /// For answers that are no page.
    pub(crate) bare_policy: HeaderValue,
    /// Whether people come by https.
    pub(crate) is_https: bool,
}

/// Which documents are shown.
pub(crate) struct Documents {
    form: &'static str,
    status: &'static str,
}

impl Documents {
    /// Where nobody signs in.
    pub(crate) const PLAIN: Self = Self {
        form: "/index.html",
        status: "/status.html",
    };
    /// Where people sign in: the same, and what gets a token.
    pub(crate) const SIGNING: Self = Self {
        form: "/index-signing.html",
        status: "/status-signing.html",
    };
}

impl Page {
    /// The file for a path; the page's own addresses lead to its two documents.
    pub(crate) fn asset(&self, path: &str) -> Option<&Asset> {
        self.files.get(match path {
            wire::paths::CONFIGURE | wire::paths::REMOVE => self.documents.form,
            wire::paths::STATUS => self.documents.status,
            _ => path,
        })
    }

    /// Whether the path should lead to the page.
    pub(crate) fn is_entry(&self, path: &str) -> bool {
        use wire::paths::{CONFIGURE, REMOVE, STATUS};
        [CONFIGURE, REMOVE, STATUS].contains(&path)
    }
}
