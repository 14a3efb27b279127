//! How fast it acknowledges beside the disk's own commit rate measured in the
//! same run, how fast it delivers, how much memory a long queue takes.

mod delivery;
mod disk;
mod intake;
mod work;

pub(crate) use disk::bare_commits;

use crate::server::Server;
use disk::Disk;
use std::path::{Path, PathBuf};
use std::time::Instant;
use testkit::{Receiver, Script};

/// What to measure, and how.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Seconds per measurement of the intake.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Deliveries to queue for the memory figure.
    #[arg(long, default_value_t = 200_000)]
    backlog: u64,
    /// Another build of the server: it delivers the same in the same run.
    #[arg(long)]
    against: Option<PathBuf>,
    /// Only these.
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Kind>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    /// Events acknowledged per second
    Intake,
    /// Cards per second, and what each costs
    Delivery,
    /// A long queue, and a start with it
    Memory,
}

pub(crate) async fn run(binary: &Path, options: &Options) -> anyhow::Result<()> {
    let wanted = |kind| options.only.is_empty() || options.only.contains(&kind);
    if wanted(Kind::Intake) {
        intake::run(binary, options.seconds, &Disk::as_it_is()).await?;
        intake::run(binary, options.seconds, &Disk::slow().await?).await?;
    }
    if wanted(Kind::Delivery) {
        delivery::run(binary, options.against.as_deref()).await?;
    }
    if wanted(Kind::Memory) {
        memory(binary, options.backlog).await?;
    }
    Ok(())
}

async fn memory(binary: &Path, backlog: u64) -> anyhow::Result<()> {
    const CHANNELS: u64 = 200;
    let dir = tempfile::tempdir()?;
    let receiver = Receiver::start().await;
    receiver.usually(Script::with_header(429, "retry-after: 86400"));
    let server = Server::start(binary, dir.path(), 0).await?;
    let empty = server.memory()?;
    for channel in 0..CHANNELS {
        let url = receiver.connector(&format!("m{channel}-"));
        server.client.save(&format!("m{channel}"), &url).await?;
    }
    for number in 0..backlog.div_ceil(CHANNELS) {
        server
            .client
            .event(&format!("m{number}"), "Backlog")
            .await?;
    }
    let depth = server.client.metric("queue_depth").await?;
    println!(
        "memory: {empty} MB empty, {} MB with {depth} waiting",
        server.memory()?
    );
    let port = server.port();
    server.kill().await?;
    let begun = Instant::now();
    let server = Server::start(binary, dir.path(), port).await?;
    println!(
        "restart with that backlog: {:?}, {} MB",
        begun.elapsed(),
        server.memory()?
    );
    Ok(())
}
