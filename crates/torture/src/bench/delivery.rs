//! Cards per second to a receiver that answers at once, and what each costs. Many
//! channels, few cards each: the pace of a single channel does not count.

use super::disk::Disk;
use super::work::Work;
use crate::server::Server;
use crate::time::p99;
use std::path::Path;
use std::time::{Duration, Instant};
use testkit::Receiver;
use tokio::task::JoinSet;

/// How many connectors are saved at once.
const SAVERS: usize = 64;

/// Channels, and how many events each gets one after the other.
const LOADS: [(usize, usize); 2] = [(400, 3), (10_000, 1)];

/// Another build first, where there is one: both in turn under the same load.
pub(super) async fn run(binary: &Path, against: Option<&Path>) -> anyhow::Result<()> {
    let disk = Disk::counted().await?;
    for (channels, events) in LOADS {
        println!("{events} event(s) to {channels} channels of a fast receiver:");
        let other = against.map(|binary| ("the other build", binary));
        let builds = other.into_iter().chain([("this build", binary)]);
        for (name, binary) in builds {
            println!(
                "  {name}: {}",
                measure(binary, &disk, channels, events).await?
            );
        }
    }
    Ok(())
}

async fn measure(
    binary: &Path,
    disk: &Disk,
    channels: usize,
    events: usize,
) -> anyhow::Result<String> {
    let dir = tempfile::tempdir()?;
    let receiver = Receiver::start().await;
    let server = Server::start_by(disk.command(binary), dir.path(), 0).await?;
    save(&server, &receiver, channels).await?;
    let (work, flushes, begun) = (Work::so_far(&server)?, disk.flushes(), Instant::now());
    for number in 0..events {
        server
            .client
            .event(&format!("d{number}"), "Delivery")
            .await?;
    }
    arrived(&server, &receiver, channels * events).await?;
    let seconds = begun.elapsed().as_secs_f64();
    let (flushes, done) = (disk.flushes() - flushes, Work::so_far(&server)?);
    let waits = receiver.posts().into_iter();
    let waits = waits.map(|post| post.at.saturating_duration_since(begun));
    let waits: Vec<Duration> = waits.collect();
    let cards = f64::from(u32::try_from(waits.len())?);
    let switches = f64::from(u32::try_from(done.switches - work.switches)?);
    Ok(format!(
        "{:.0} cards/s, p99 {:.2?}, per card {:.2} flushes, {:.1} thread switches, \
         {:.2} ms of a processor",
        cards / seconds,
        p99(waits),
        f64::from(u32::try_from(flushes)?) / cards,
        switches / cards,
        (done.seconds - work.seconds) * 1000.0 / cards,
    ))
}

/// Saves one connector per channel.
async fn save(server: &Server, receiver: &Receiver, channels: usize) -> anyhow::Result<()> {
    let mut savers = JoinSet::new();
    for saver in 0..SAVERS {
        let (client, receiver) = (server.client.clone(), receiver.clone());
        savers.spawn(async move {
            for channel in (saver..channels).step_by(SAVERS) {
                let url = receiver.connector(&format!("d{channel}-"));
                client.save(&format!("d{channel}"), &url).await?;
            }
            anyhow::Ok(())
        });
    }
    while let Some(saved) = savers.join_next().await {
        saved??;
    }
    Ok(())
}

/// Waits until every card is there, and written down as sent.
async fn arrived(server: &Server, receiver: &Receiver, cards: usize) -> anyhow::Result<()> {
    while receiver.count() < cards {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    while server.client.metric("queue_depth").await? > 0.0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(())
}
