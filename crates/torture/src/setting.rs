//! What every part of a torture run is given.

use std::path::PathBuf;

/// The server, and how it is treated.
pub(crate) struct Setting {
    /// The server's program.
    pub(crate) binary: PathBuf,
    /// Repeats a run.
    pub(crate) seed: u64,
    /// Under which load it is killed.
    pub(crate) load: Load,
}

/// How hard the kills are.
#[derive(Clone, Copy, clap::Args)]
pub(crate) struct Load {
    #[arg(long, default_value_t = 10_000)]
    pub(crate) events: u64,
    #[arg(long, default_value_t = 20)]
    pub(crate) kills: u64,
    /// Events per second.
    #[arg(long, default_value_t = 100)]
    pub(crate) rate: u64,
}
