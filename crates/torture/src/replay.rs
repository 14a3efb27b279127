//! Dead letters go out once, however often they are asked for.

use crate::database::Database;
use crate::row::{Row, exactly};
use crate::server::Server;
use crate::setting::Setting;
use std::path::Path;
use std::time::{Duration, Instant};
use testkit::{Receiver, Script};
use tokio::process::Command;

/// Few enough cards for each that none are folded, and the windows hold.
const CHANNELS: u64 = 20;
const EVENTS: u64 = 10;
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) async fn run(setting: &Setting) -> anyhow::Result<Vec<Row>> {
    let dir = tempfile::tempdir()?;
    let receiver = Receiver::start().await;
    receiver.usually(Script::status(400, "no"));
    let server = Server::start(&setting.binary, dir.path(), 0).await?;
    for channel in 0..CHANNELS {
        let url = receiver.connector(&format!("r{channel}-"));
        server.client.save(&format!("r{channel}"), &url).await?;
    }
    for number in 0..EVENTS {
        server
            .client
            .event(&format!("dead-{number}"), &format!("Dead {number}."))
            .await?;
    }
    let mut db = Database::open(&server.database()).await?;
    let dead = "SELECT COUNT(*) FROM deliveries WHERE state = 'dead'";
    let died = reached(&mut db, dead, CHANNELS * EVENTS).await?;
    receiver.usually(Script::ok());
    let before = receiver.count();
    let first = replay(&setting.binary, server.data()).await?;
    let delivered = "SELECT COUNT(*) FROM deliveries WHERE state = 'delivered'";
    let arrived = reached(&mut db, delivered, CHANNELS * EVENTS).await?;
    let second = replay(&setting.binary, server.data()).await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    Ok(vec![
        exactly("replay", "dead letters", died, CHANNELS * EVENTS),
        exactly(
            "replay",
            "sent again by the first replay",
            first,
            CHANNELS * EVENTS,
        ),
        exactly("replay", "delivered then", arrived, CHANNELS * EVENTS),
        exactly("replay", "sent again by the second", second, 0),
        exactly(
            "replay",
            "posts for them",
            (receiver.count() - before) as u64,
            CHANNELS * EVENTS,
        ),
    ])
}

/// The count, once it is what is wanted or patience ends.
async fn reached(db: &mut Database, sql: &'static str, wanted: u64) -> anyhow::Result<u64> {
    let begun = Instant::now();
    loop {
        let count = db.count(sql).await?;
        if count >= wanted || begun.elapsed() > PATIENCE {
            return Ok(count);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

async fn replay(binary: &Path, data: &Path) -> anyhow::Result<u64> {
    let mut command = Command::new(binary);
    command
        .args(["deliveries", "replay", "--data-dir"])
        .arg(data);
    let output = command.output().await?;
    anyhow::ensure!(output.status.success(), "replay: {}", output.status);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(said.split_whitespace().next().unwrap_or_default().parse()?)
}
