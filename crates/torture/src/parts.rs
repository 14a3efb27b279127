//! The parts of a torture run, each a scenario with its own server and
//! receiver. A part that breaks is a broken row; the others still run.

use crate::row::{Row, broken};
use crate::{
    backlog, backup, broken, hanging, intake, jump, kills, pace, recovery, replay, saves, schedule,
    slow, storage,
};
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
    /// kept, sent-once, nothing-stuck, pace: SIGKILL under load
    Kills,
    /// goes-on, nothing-stuck: what a killed server held, and news
    Recovery,
    /// one-event: the same call many times at once
    Intake,
    /// ten-attempts, waits-as-asked, switched-off: days of failures
    Schedule,
    /// no-false-success, broken-receivers, poison-card: channels that answer wrongly, slowly or never
    Broken,
    /// pace: more than a day of events
    Pace,
    /// others-go-on: a hanging channel beside healthy ones
    Hanging,
    /// others-go-on: many slow channels beside healthy ones
    Slow,
    /// replay: dead letters sent again
    Replay,
    /// full-disk: a full disk
    Storage,
    /// honest-save: SIGKILL while a form is saved
    Saves,
    /// long-queue, clean-removal: a very long queue, and a removal from it
    Backlog,
    /// backup: backups under load
    Backup,
    /// clock-jumps: a wall clock that jumps
    Jump,
}

impl Part {
    pub(crate) const EACH: [Self; 14] = [
        Self::Kills,
        Self::Recovery,
        Self::Intake,
        Self::Schedule,
        Self::Broken,
        Self::Pace,
        Self::Hanging,
        Self::Slow,
        Self::Replay,
        Self::Storage,
        Self::Saves,
        Self::Backlog,
        Self::Backup,
        Self::Jump,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Kills => "kills",
            Self::Recovery => "recovery",
            Self::Intake => "intake",
            Self::Schedule => "schedule",
            Self::Broken => "broken",
            Self::Pace => "pace",
            Self::Hanging => "hanging",
            Self::Slow => "slow",
            Self::Replay => "replay",
            Self::Storage => "storage",
            Self::Saves => "saves",
            Self::Backlog => "backlog",
            Self::Backup => "backup",
            Self::Jump => "jump",
        }
    }

    async fn measure(self, setting: &Setting) -> anyhow::Result<Vec<Row>> {
        match self {
            Self::Kills => kills::run(setting).await,
            Self::Recovery => recovery::run(setting).await,
            Self::Intake => intake::run(setting).await,
            Self::Schedule => schedule::run().await,
            Self::Broken => broken::run(setting).await,
            Self::Pace => pace::run().await,
            Self::Hanging => hanging::run(setting).await,
            Self::Slow => slow::run(setting).await,
            Self::Replay => replay::run(setting).await,
            Self::Storage => storage::run(setting).await,
            Self::Saves => saves::run(setting).await,
            Self::Backlog => backlog::run(setting).await,
            Self::Backup => backup::run(setting).await,
            Self::Jump => jump::run(setting).await,
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
