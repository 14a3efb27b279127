//! The parts of a torture run, each a scenario with its own server and
//! receiver. A part that breaks is a broken row; the others still run.

use crate::row::{Row, broken};
use crate::{hanging, kills};
use std::path::PathBuf;

/// What every part needs.
pub(crate) struct Setting {
    pub(crate) binary: PathBuf,
    pub(crate) seed: u64,
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

/// One scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Part {
    /// R1, R2, R5, R9: SIGKILL under load
    Kills,
    /// R10: a hanging channel beside healthy ones
    Hanging,
}

impl Part {
    pub(crate) const EACH: [Self; 2] = [Self::Kills, Self::Hanging];

    fn name(self) -> &'static str {
        match self {
            Self::Kills => "kills",
            Self::Hanging => "hanging",
        }
    }

    async fn measure(self, setting: &Setting) -> anyhow::Result<Vec<Row>> {
        match self {
            Self::Kills => kills::run(setting).await,
            Self::Hanging => hanging::run(setting).await,
        }
    }

    /// Runs it and prints its rows.
    pub(crate) async fn run(self, setting: &Setting) -> Vec<Row> {
        println!("-- {}", self.name());
        let rows = match self.measure(setting).await {
            Ok(rows) => rows,
            Err(error) => vec![broken(self.name(), &error)],
        };
        rows.iter().for_each(Row::print);
        rows
    }
}
