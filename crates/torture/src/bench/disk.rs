//! The disk's own commit rate: one insert per commit, nothing else. A disk
//! whose flush costs next to nothing is rare; the other one waits as most do.

use anyhow::Context as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tokio::process::Command;

/// What a flush of a usual solid-state disk takes.
const USUAL_FLUSH: Duration = Duration::from_millis(1);

/// What every measured program writes to.
pub(super) struct Disk {
    pub(super) name: String,
    longer: Duration,
    /// The library that lies and counts; a disk as it is needs none.
    library: Option<(PathBuf, tempfile::TempDir)>,
}

impl Disk {
    pub(super) fn as_it_is() -> Self {
        Self {
            name: "this disk".to_owned(),
            longer: Duration::ZERO,
            library: None,
        }
    }

    /// This disk, but every flush takes a millisecond longer.
    pub(super) async fn slow() -> anyhow::Result<Self> {
        Ok(Self {
            name: format!("this disk, each flush {USUAL_FLUSH:?} longer"),
            longer: USUAL_FLUSH,
            ..Self::counted().await?
        })
    }

    /// This disk; its flushes are counted.
    pub(super) async fn counted() -> anyhow::Result<Self> {
        let dir = tempfile::tempdir()?;
        let library = dir.path().join("flush.so");
        testkit::build_preload("flush", &library).await?;
        Ok(Self {
            library: Some((library, dir)),
            ..Self::as_it_is()
        })
    }

    /// The program, writing to this disk.
    pub(super) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        if let Some((library, dir)) = &self.library {
            command.env("LD_PRELOAD", library);
            let micros = self.longer.as_micros().to_string();
            command.env("TORTURE_FLUSH_MICROSECONDS", micros);
            command.env("TORTURE_FLUSHES", dir.path().join("flushes"));
        }
        command
    }

    /// How often its programs flushed so far, where it counts.
    pub(super) fn flushes(&self) -> u64 {
        let file = self
            .library
            .as_ref()
            .map(|(_, dir)| dir.path().join("flushes"));
        let found = file.and_then(|file| std::fs::metadata(file).ok());
        found.map_or(0, |file| file.len())
    }

    /// Commits per second of a program that does nothing else.
    pub(super) async fn bare(&self, dir: &Path, length: Duration) -> anyhow::Result<f64> {
        let mut command = self.command(&std::env::current_exe()?);
        command.arg("bare-commits").arg(dir);
        command.arg(length.as_millis().to_string());
        let output = command.output().await?;
        anyhow::ensure!(output.status.success(), "bare commits: {output:?}");
        let text = String::from_utf8(output.stdout)?;
        text.trim().parse().context("it prints a number")
    }
}

/// One insert per commit for a while; commits per second.
pub(crate) async fn bare_commits(dir: &Path, length: Duration) -> anyhow::Result<f64> {
    let mut db = SqliteConnectOptions::new()
        .filename(dir.join("bare.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .connect()
        .await?;
    sqlx::query("CREATE TABLE IF NOT EXISTS rows (text TEXT NOT NULL)")
        .execute(&mut db)
        .await?;
    let (begun, mut count) = (Instant::now(), 0_u32);
    while begun.elapsed() < length {
        sqlx::query("INSERT INTO rows (text) VALUES ('an event of usual length, about this long')")
            .execute(&mut db)
            .await?;
        count += 1;
    }
    let rate = f64::from(count) / begun.elapsed().as_secs_f64();
    db.close().await?;
    Ok(rate)
}
