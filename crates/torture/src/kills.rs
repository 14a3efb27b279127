//! SIGKILL under load with channels that break. Every
//! acknowledged event must still be there; no channel may get too much.

use crate::chance::Chance;
use crate::database::Database;
use crate::row::{Row, at_most, exactly, row};
use crate::server::{Client, LEASE_SECONDS, Server};
use crate::setting::{Load, Setting};
use crate::windows::exceeded;
use std::path::Path;
use std::time::{Duration, Instant};
use testkit::{Post, Receiver, Script};
use tokio::task::JoinSet;

const CHANNELS: u64 = 10;
/// A channel takes a hundred posts an hour, and then nothing is in flight at a
/// kill. So half of the connectors move to a fresh channel after each.
const MOVING: u64 = 5;

pub(crate) async fn run(setting: &Setting) -> anyhow::Result<Vec<Row>> {
    let Setting { binary, seed, load } = setting;
    let Load {
        events,
        kills,
        rate,
    } = *load;
    let dir = tempfile::tempdir()?;
    let receiver = Receiver::start().await;
    let mut server = Server::start(binary, dir.path(), 0).await?;
    for channel in 0..CHANNELS {
        move_to(&server, &receiver, channel, 0).await?;
    }
    println!("{events} events at {rate}/s to {CHANNELS} channels, {kills} SIGKILLs");
    let sending = tokio::spawn(send(server.client.clone(), events, rate));
    let mut chance = Chance::new(*seed);
    let length = Duration::from_millis(events * 1000 / rate.max(1));
    let step = length / u32::try_from(kills.max(1))?;
    let mut in_flight = Vec::new();
    for kill in 0..kills {
        break_channels(&receiver, &mut chance);
        let share = u32::try_from(50 + chance.below(100))?;
        tokio::time::sleep(step * share / 100).await;
        let port = server.port();
        let database = server.database();
        server.kill().await?;
        in_flight.push(Database::open(&database).await?.count(HELD).await?);
        server = Server::start(binary, dir.path(), port).await?;
        for channel in 0..MOVING {
            let channel = (kill * MOVING + channel) % CHANNELS;
            move_to(&server, &receiver, channel, kill + 1).await?;
        }
    }
    println!("posts in flight at each kill: {in_flight:?}");
    let acknowledged = sending.await??;
    receiver.usually(Script::ok());
    // Whatever a dead process held comes back within one lease.
    tokio::time::sleep(Duration::from_secs(LEASE_SECONDS + 8)).await;
    let database = server.database();
    server.kill().await?;
    let mut rows = judge(&database, &acknowledged, &receiver.posts(), kills).await?;
    let met = in_flight.iter().filter(|posts| **posts > 0).count() as u64;
    rows.push(row(
        "sent-once",
        "kills that met posts in flight",
        met,
        format!(">= {}", kills / 2),
        met >= kills / 2,
    ));
    Ok(rows)
}

/// Webhooks whose post nobody has written down yet.
const HELD: &str = "SELECT COUNT(*) FROM webhooks WHERE lease_owner IS NOT NULL";

/// Saves a connector with the address of its `time`-th channel.
async fn move_to(
    server: &Server,
    receiver: &Receiver,
    channel: u64,
    time: u64,
) -> anyhow::Result<()> {
    let url = receiver.connector(&format!("c{channel}-{time}-"));
    server.client.save(&format!("c{channel}"), &url).await
}

/// Most posts succeed; some meet each kind of fault.
fn break_channels(receiver: &Receiver, chance: &mut Chance) {
    let wrapped = "Microsoft Teams endpoint returned HTTP error 429 with ContextId x";
    receiver.usually(Script::ok());
    for channel in 0..CHANNELS {
        let script = match chance.below(12) {
            0 => Script::Reset,
            1 => Script::status(503, ""),
            2 => Script::Hang,
            3 => Script::Drip,
            4 => Script::status(200, wrapped),
            5 => Script::with_header(429, "retry-after: 3"),
            _ => Script::ok(),
        };
        receiver.script(&format!("c{channel}-"), script);
    }
}

/// Sends every event until it is acknowledged, as a careful sender does.
async fn send(client: Client, events: u64, rate: u64) -> anyhow::Result<Vec<String>> {
    let mut tick = tokio::time::interval(Duration::from_micros(1_000_000 / rate.max(1)));
    let mut calls = JoinSet::new();
    for number in 0..events {
        tick.tick().await;
        let client = client.clone();
        calls.spawn(async move {
            let begun = Instant::now();
            loop {
                let key = format!("torture-{number}");
                match client.event(&key, &format!("Task {number}")).await {
                    Ok(id) => return Ok(id),
                    Err(error) if begun.elapsed() > Duration::from_secs(60) => return Err(error),
                    Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
                }
            }
        });
    }
    let mut acknowledged = Vec::new();
    while let Some(call) = calls.join_next().await {
        acknowledged.push(call??);
    }
    Ok(acknowledged)
}

async fn judge(
    database: &Path,
    acknowledged: &[String],
    posts: &[Post],
    kills: u64,
) -> anyhow::Result<Vec<Row>> {
    let mut db = Database::open(database).await?;
    let mut lost = 0;
    for id in acknowledged {
        lost += CHANNELS.saturating_sub(db.deliveries_of(id).await?);
    }
    let stored = db.count("SELECT COUNT(*) FROM events").await?;
    let stuck = db
        .count(
            "SELECT COUNT(*) FROM webhooks WHERE lease_owner IS NOT NULL
                 AND lease_until < (SELECT MAX(at) FROM attempts) - 10000",
        )
        .await?;
    let dead = db
        .count("SELECT COUNT(*) FROM deliveries WHERE state = 'dead'")
        .await?;
    let noted = db.posts_noted("%").await?;
    // A card that the channel took, and that nobody noted, is sent again.
    let taken = posts.iter().filter(|post| post.taken).count() as u64;
    let duplicates = taken.saturating_sub(db.posts_noted("delivered").await?);
    println!(
        "{} posts, {taken} of them taken, {} unnoted at a kill",
        posts.len(),
        (posts.len() as u64).saturating_sub(noted),
    );
    Ok(vec![
        exactly(
            "kept",
            "acknowledged and stored",
            stored,
            acknowledged.len() as u64,
        ),
        exactly("kept", "lost deliveries of acknowledged events", lost, 0),
        exactly("kept", "dead letters", dead, 0),
        at_most(
            "sent-once",
            "cards a channel got twice, over all kills",
            duplicates,
            kills,
        ),
        exactly("nothing-stuck", "leases stuck", stuck, 0),
        exactly(
            "pace",
            "times a window of Teams was exceeded",
            exceeded(posts),
            0,
        ),
    ])
}
