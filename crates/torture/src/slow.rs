//! Healthy channels beside a crowd that takes every card, but late; how long
//! from 202 to post.

use crate::row::{Row, at_most, exactly};
use crate::server::Server;
use crate::setting::Setting;
use crate::time::p99;
use std::time::{Duration, Instant};
use testkit::{Receiver, Script};
use tokio::process::Command;

const SLOW: usize = 1500;
const HEALTHY: usize = 20;
const EVENTS: usize = 10;
/// Less than a post may take.
const LATE: Duration = Duration::from_secs(14);

pub(crate) async fn run(setting: &Setting) -> anyhow::Result<Vec<Row>> {
    let dir = tempfile::tempdir()?;
    let receiver = Receiver::start().await;
    receiver.script("late", Script::Late(LATE));
    let command = Command::new(&setting.binary);
    let server = Server::start_patient(command, dir.path(), 0, (15, 20)).await?;
    for channel in 0..HEALTHY {
        let url = receiver.connector(&format!("h{channel}-"));
        server.client.save(&format!("h{channel}"), &url).await?;
    }
    // A channel is known to be quick once it took a card.
    server.client.event("first", "First.").await?;
    arrived(&receiver, "First.", HEALTHY).await?;
    for channel in 0..SLOW {
        let url = receiver.connector(&format!("late{channel}"));
        server.client.save(&format!("late{channel}"), &url).await?;
    }
    let mut sent = Vec::new();
    for number in 0..EVENTS {
        let title = format!("Slow {number}.");
        server.client.event(&title, &title).await?;
        sent.push((title, Instant::now()));
        tokio::time::sleep(Duration::from_secs(3)).await;
    }
    let posts = receiver.posts();
    let mut waits = Vec::new();
    for (title, at) in &sent {
        let card = format!("\"{title}\"");
        let of = posts.iter();
        let of = of.filter(|post| post.path.contains("/h") && post.body.contains(&card));
        waits.extend(of.map(|post| post.at.saturating_duration_since(*at)));
    }
    Ok(vec![
        exactly(
            "others-go-on",
            "cards of healthy channels beside 1,500 slow ones",
            waits.len(),
            EVENTS * HEALTHY,
        ),
        at_most(
            "others-go-on",
            "their p99 from 202 to post beside slow ones, in ms",
            p99(waits).as_millis(),
            2000,
        ),
    ])
}

/// Waits until so many channels have the card.
async fn arrived(receiver: &Receiver, title: &str, channels: usize) -> anyhow::Result<()> {
    let all = async {
        let has = |title: &str| {
            receiver
                .posts()
                .iter()
                .filter(|post| post.body.contains(title))
                .count()
        };
        while has(title) < channels {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    Ok(tokio::time::timeout(Duration::from_secs(60), all).await?)
}
