//! Keeps the settings, takes events, sends the cards. Each room's first line
//! says what it is for and what it never does.

mod card;
pub mod cli;
pub mod clock;
pub mod config;
pub mod deliver;
mod due;
mod enrolment;
mod frames;
mod grants;
pub mod hook;
mod http;
mod link;
mod link_page;
mod metrics;
mod page;
pub mod people;
mod policy;
mod problem;
pub mod quotas;
mod reach;
mod rename;
mod right;
mod routes;
mod said;
pub mod secret;
mod serve;
mod shares;
mod signature;
mod stopper;
mod store;
mod text;
mod webhook;

pub use config::{AuthMode, CardLinks, Config};
pub use deliver::client::Patience;
pub use quotas::Quotas;
pub use right::EditBy;
pub use serve::{StartError, serve};
pub use webhook::HostRule;
