//! The machine's clock jumps by an hour, forth and back, under the real
//! server: no burst of retries, nothing early, no second shorter than Teams'
//! own, and news still goes out.

use crate::row::{Row, at_most, exactly};
use crate::server::Server;
use crate::setting::Setting;
use crate::time::p99;
use crate::windows::exceeded;
use serde_json::json;
use std::time::{Duration, Instant};
use testkit::{Post, Receiver, Script};
use tokio::process::Command;

const CHANNELS: usize = 30;
/// Watched after each jump. The second retry comes five minutes after the first.
const WATCHED: Duration = Duration::from_secs(8);
/// Until the first retry is over: 5 s and a fifth, a twentieth slower after a jump
/// back.
const RETRIED: Duration = Duration::from_secs(9);
/// Reported right after each jump, to a channel of its own: more than it takes in
/// a second, too few to fold.
const BURST: usize = 12;

pub(crate) async fn run(setting: &Setting) -> anyhow::Result<Vec<Row>> {
    let dir = tempfile::tempdir()?;
    let (library, offset) = (dir.path().join("clock.so"), dir.path().join("offset"));
    testkit::build_preload("clock", &library).await?;
    std::fs::write(&offset, "0")?;
    let mut command = Command::new(&setting.binary);
    command
        .env("LD_PRELOAD", &library)
        .env("TORTURE_CLOCK_OFFSET", &offset);
    let receiver = Receiver::start().await;
    receiver.script("down-", Script::status(503, ""));
    let server = Server::start_by(command, dir.path(), 0).await?;
    configure(&server, &receiver).await?;
    server.client.event("before", "Before.").await?;
    tokio::time::sleep(RETRIED).await;
    let mut seen = Seen {
        tried: receiver.posts_to("down-").len(),
        ..Seen::default()
    };
    for (number, jump) in ["3600", "0", "-3600", "0"].iter().enumerate() {
        // Each event is a first try of its own at every broken channel.
        let before = receiver.posts_to("down-").len();
        std::fs::write(&offset, jump)?;
        let watched = tokio::time::Instant::now() + WATCHED;
        burst(&server, number).await?;
        tokio::time::sleep_until(watched).await;
        seen.early += receiver.posts_to("down-").len() - before;
        let waits = news(&server, &receiver, &format!("After jump {number}.")).await?;
        seen.waits.extend(waits);
    }
    seen.moved = moved(&server).await?;
    Ok(seen.rows(&receiver.posts_to("busy-")))
}

/// Broken, healthy and busy channels.
async fn configure(server: &Server, receiver: &Receiver) -> anyhow::Result<()> {
    let save = async |name: &str, choice: &str| {
        let url = receiver.connector(name);
        server.client.save_as(name, &url, choice).await
    };
    for channel in 0..CHANNELS {
        save(&format!("down-{channel}-"), "Create").await?;
        save(&format!("fine-{channel}-"), "Create").await?;
    }
    save("busy-", "Update").await
}

async fn burst(server: &Server, number: usize) -> anyhow::Result<()> {
    for card in 0..BURST {
        let key = format!("burst-{number}-{card}");
        let body = json!({"type": "updated", "task": {"id": key, "title": "Burst."}});
        let (status, ..) = server.client.report(&key, &body).await?;
        anyhow::ensure!(status == 202, "{status}");
    }
    Ok(())
}

/// How long an event is on its way to each healthy channel.
async fn news(server: &Server, receiver: &Receiver, title: &str) -> anyhow::Result<Vec<Duration>> {
    let told = Instant::now();
    server.client.event(title, title).await?;
    tokio::time::sleep(RETRIED).await;
    let posts = receiver.posts_to("fine-").into_iter();
    let card = format!("\"{title}\"");
    let of = posts.filter(|post| post.body.contains(&card));
    Ok(of
        .map(|post| post.at.saturating_duration_since(told))
        .collect())
}

/// What was counted before and after the jumps.
#[derive(Default)]
struct Seen {
    moved: bool,
    tried: usize,
    early: usize,
    waits: Vec<Duration>,
}

impl Seen {
    fn rows(self, busy: &[Post]) -> Vec<Row> {
        let arrived = self.waits.len();
        let exactly_now = |what, seen, expected| exactly("clock-jumps", what, seen, expected);
        vec![
            exactly(
                "clock-jumps",
                "the server saw the clock jump",
                self.moved,
                true,
            ),
            exactly_now("tries before the first jump", self.tried, CHANNELS * 2),
            exactly_now(
                "retries within 8 s after four jumps of an hour",
                self.early,
                0,
            ),
            exactly_now(
                "cards of healthy channels after the jumps",
                arrived,
                CHANNELS * 4,
            ),
            exactly_now("cards of a busy one", busy.len(), BURST * 4),
            exactly_now(
                "times it got more in a window than Teams takes",
                exceeded(busy),
                0,
            ),
            at_most(
                "clock-jumps",
                "their p99 from 202 to post, in ms",
                p99(self.waits).as_millis(),
                2_000,
            ),
        ]
    }
}

/// The library is mapped into the server; otherwise nothing jumped.
async fn moved(server: &Server) -> anyhow::Result<bool> {
    let maps = std::fs::read_to_string(format!("/proc/{}/maps", server.id()?))?;
    Ok(maps.contains("clock.so"))
}
