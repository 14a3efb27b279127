//! Teams app packages: the versions of the manifest and their official schemas,
//! a linter and a generator. Pure: bytes in, bytes and findings out; no sockets,
//! no clock, no files but what the program carries.

mod app;
mod archive;
mod environment;
mod files;
mod finding;
mod fix;
mod icon;
mod json;
mod lint;
mod make;
pub mod report;
mod rules;
pub mod schema;
mod version;

pub use archive::write as write_archive;
pub use environment::Environment;
pub use files::{Files, MANIFEST, MAX_BYTES, MAX_FILES, Path};
pub use finding::{Finding, Fix, Rule, Severity, Target};
pub use fix::fixed;
pub use lint::{Input, Options, lint};
pub use make::{Developer, Recipe, Surface, languages, toolkit};
pub use rules::server::{Ended, Server, Settings};
pub use rules::{all as rules, words::is_plain};
pub use version::{Presence, Version};

/// Reads an archive that passed the linter; none where it would be refused.
#[must_use]
pub fn read_archive(bytes: &[u8]) -> Option<Files> {
    archive::read(bytes).ok()
}
