//! The built page in memory: every file, its headers decided once at start.
//! Reads no file afterwards and knows nothing of requests.

mod asset;
mod encode;
mod help;
mod load;
mod policy;

pub(crate) use asset::Asset;
pub(crate) use encode::Encoding;
pub use help::HelpLinks;

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
    /// None where nobody operates.
    admin: Option<&'static str>,
}

impl Documents {
    /// Where nobody signs in.
    pub(crate) const PLAIN: Self = Self {
        form: "/index.html",
        status: "/status.html",
        admin: Some("/admin.html"),
    };
    /// Where people sign in: the same, and what gets a token.
    pub(crate) const SIGNING: Self = Self {
        form: "/index-signing.html",
        status: "/status-signing.html",
        admin: Some("/admin-signing.html"),
    };

    /// The operators' page only where there are any.
    pub(crate) fn with_admin_if(self, has_operators: impl FnOnce() -> bool) -> Self {
        Self {
            admin: self.admin.filter(|_| has_operators()),
            ..self
        }
    }
}

impl Page {
    /// The file for a path; the page's own addresses lead to its two documents.
    pub(crate) fn asset(&self, path: &str) -> Option<&Asset> {
        self.files.get(match path {
            wire::paths::CONFIGURE | wire::paths::REMOVE => self.documents.form,
            wire::paths::STATUS => self.documents.status,
            wire::paths::ADMIN => self.documents.admin?,
            // By its own name it would be there for everybody.
            _ if path.starts_with(wire::paths::ADMIN) => return None,
            _ => path,
        })
    }

    /// Whether the path should lead to the page.
    pub(crate) fn is_entry(&self, path: &str) -> bool {
        use wire::paths::{ADMIN, CONFIGURE, REMOVE, STATUS};
        let is_admin = path == ADMIN && self.documents.admin.is_some();
        is_admin || [CONFIGURE, REMOVE, STATUS].contains(&path)
    }
}
