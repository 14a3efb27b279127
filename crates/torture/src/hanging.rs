//! Healthy channels beside one that hangs; how long from 202 to post.

use crate::row::{Row, at_most, exactly};
use crate::server::Server;
use crate::setting::Setting;
use crate::time::p99;
use std::time::{Duration, Instant};
use testkit::{Receiver, Script};

const HEALTHY: usize = 50;
const EVENTS: usize = 20;

pub(crate) async fn run(setting: &Setting) -> anyhow::Result<Vec<Row>> {
    let dir = tempfile::tempdir()?;
    let receiver = Receiver::start().await;
    receiver.script("hangs", Script::Hang);
    let server = Server::start(&setting.binary, dir.path(), 0).await?;
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
    Ok(vec![
        exactly(
            "others-go-on",
            "cards of healthy channels beside a hanging one",
            waits.len(),
            EVENTS * HEALTHY,
        ),
        at_most(
            "others-go-on",
            "their p99 from 202 to post, in ms",
            p99(waits).as_millis(),
            2000,
        ),
    ])
}
