//! How fast it acknowledges beside the disk's own commit rate measured in the
//! same run, how fast it delivers, how much memory a long queue takes.

mod disk;
mod intake;

pub(crate) use disk::bare_commits;

use crate::receiver::{Receiver, Script};
use crate::server::Server;
use disk::Disk;
use std::path::Path;
use std::time::{Duration, Instant};

pub(crate) async fn run(binary: &Path, seconds: u64, backlog: u64) -> anyhow::Result<()> {
    intake::run(binary, seconds, &Disk::as_it_is()).await?;
    intake::run(binary, seconds, &Disk::slow().await?).await?;
    delivery(binary).await?;
    memory(binary, backlog).await
}

/// Many channels, few cards each: the pace of a single channel does not count.
async fn delivery(binary: &Path) -> anyhow::Result<()> {
    const CHANNELS: u64 = 400;
    let dir = tempfile::tempdir()?;
    let receiver = Receiver::start().await;
    let server = Server::start(binary, dir.path(), 0).await?;
    for channel in 0..CHANNELS {
        let url = receiver.connector(&format!("d{channel}-"));
        server.client.save(&format!("d{channel}"), &url).await?;
    }
    let begun = Instant::now();
    for number in 0..3 {
        server
            .client
            .event(&format!("d{number}"), "Delivery")
            .await?;
    }
    while server.client.metric("queue_depth").await? > 0.0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let posts = u32::try_from(receiver.posts().len())?;
    let rate = f64::from(posts) / begun.elapsed().as_secs_f64();
    println!("delivery to a fast receiver: {posts} cards, {rate:.0}/s");
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
