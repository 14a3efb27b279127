//! Stand-ins: a planted SDK, a fake host, a fake backend, the page's markup.

mod fake_admin;
mod fake_api;
mod fake_host;
mod fake_status;
mod open_page;
mod planted;
mod shipped;
mod status_page;

pub(crate) use fake_admin::{HOURS, OpenAdmin};
pub(crate) use fake_api::{FakeApi, GONE};
pub(crate) use fake_host::FakeHost;
pub(crate) use fake_status::FakeStatus;
pub(crate) use open_page::{OpenPage, later, sentence, tick};
pub(crate) use planted::{Generation, Planted};
pub(crate) use shipped::{Markup, root};
pub(crate) use status_page::OpenStatus;

/// The address every stand-in hands over.
pub(crate) const URL: &str = "https://contoso.webhook.office.com/webhookb2/secret";
