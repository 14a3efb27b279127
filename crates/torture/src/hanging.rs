//! R10: healthy channels beside one that hangs; how long from 202 to post.

use crate::receiver::{Receiver, Script};
use crate::server::Server;
use std::path::Path;
use std::time::{Duration, Instant};

const HEALTHY: usize = 50;
const EVENTS: usize = 20;

pub(crate) async fn run(binary: &Path) -> anyhow::Result<()> {
    let dir = tempfile::tempdir()?;
    let receiver = Receiver::start().await;
    receiver.script("hangs", Script::Hang);
    let server = Server::start(binary, dir.path(), 0).await?;
    server
        .client
        .save("hangs", &receiver.connector("hangs"))
        .await?;
    for channel in 0..HEALTHY {
        let url = receiver.connector(&format!("h{channel}-"));
        server.client.save(&format!("h{channel}"), &url).await?;
    }
    let mut sent = Vec::new();
    for number in 0..EVENTS {
        let title = format!("Hanging {number}.");
        server.client.event(&title, &title).await?;
        sent.push((title, Instant::now()));
        tokio::time::sleep(Duration::from_millis(600)).await;
    }
    tokio::time::sleep(Duration::from_secs(3)).await;
    let posts = receiver.posts();
    let mut waits = Vec::new();
    for (title, at) in &sent {
        let card = format!("\"{title}\"");
        let of = posts
            .iter()
            .filter(|post| post.body.contains(&card) && !post.path.contains("hangs"));
        waits.extend(of.map(|post| post.at.saturating_duration_since(*at)));
    }
    waits.sort_unstable();
    let p99 = waits.get(waits.len().saturating_sub(1) * 99 / 100).copied();
    println!(
        "beside a hanging channel: {} of {} cards, p99 {:?}",
        waits.len(),
        EVENTS * HEALTHY,
        p99
    );
    let quick = p99.is_some_and(|p99| p99 <= Duration::from_secs(2));
    anyhow::ensure!(
        quick && waits.len() == EVENTS * HEALTHY,
        "a promise was broken"
    );
    Ok(())
}
