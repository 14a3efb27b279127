//! A pretend Teams on localhost, for developers and tests; never shipped.
//!
//! A small server in front of the backend, on the page's own origin: only there
//! does every release of the Teams SDK accept a host. It shows the host page,
//! passes everything else to the backend, and plays the channel. It knows the
//! backend only by HTTP and listens only on loopback.

mod apps;
mod assets;
mod backend;
mod channel;
mod cut;
mod entra;
mod events;
mod faults;
mod guard;
mod look;
mod power_automate;
mod press;
mod problem;
mod proxy;
mod receiver;
mod routes;
mod sdk;
mod server;
mod substitute;
mod under_way;

pub use server::{ServeError, serve};

use std::path::PathBuf;

/// What a simulator needs to know; where it listens is the listener's matter.
#[derive(Clone, Debug)]
pub struct Config {
    /// The backend that serves the page and the API.
    pub backend: url::Url,
    /// Names besides the loopback ones under which it answers; only a proxy on this machine
    /// can bring them here.
    pub names: Vec<String>,
    /// Holds the token for reporting events, read again at each report.
    pub events_token_file: Option<PathBuf>,
    /// Folders with releases of the Teams SDK: `node_modules`, or flat ones with `VERSION.js`.
    pub sdk_dirs: Vec<PathBuf>,
    /// An app package that is uploaded from the start.
    pub package: Option<PathBuf>,
    /// The bundled stand-in SDK, for opening the page with no host at all.
    pub shim: Option<PathBuf>,
}
