//! How soon a killed server goes on, with what it held and with news.

use crate::database::Database;
use crate::row::{Row, at_most, exactly};
use crate::server::{LEASE_SECONDS, Server};
use crate::setting::Setting;
use crate::time::p99;
use std::time::{Duration, Instant};
use testkit::{Receiver, Script};

/// Channels whose post hangs when the server dies, and others.
const CHANNELS: usize = 20;
/// Longer than anything here may take.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) async fn run(setting: &Setting) -> anyhow::Result<Vec<Row>> {
    let dir = tempfile::tempdir()?;
    let receiver = Receiver::start().await;
    receiver.script("cut-", Script::Hang);
    let server = Server::start(&setting.binary, dir.path(), 0).await?;
    interrupt(&server, &receiver).await?;
    let port = server.port();
    server.kill().await?;
    receiver.script("cut-", Script::ok());
    let begun = Instant::now();
    let server = Server::start(&setting.binary, dir.path(), port).await?;
    let started = Instant::now();
    println!("started again in {:?}", started - begun);
    server.client.event("new", "Fresh.").await?;
    let told = Instant::now();
    all_have(&receiver, "Fresh.", "new-").await?;
    let fresh = cards(&receiver, "Fresh.", "new-").into_iter();
    let fresh = fresh.map(|at| at.saturating_duration_since(told)).collect();
    // What came first goes out first.
    all_have(&receiver, "Fresh.", "cut-").await?;
    let again = cards(&receiver, "Interrupted.", "cut-").into_iter();
    let seen = Seen {
        fresh,
        again: again
            .filter(|at| *at > started)
            .map(|at| at - started)
            .collect(),
        open: settled(&server).await?,
    };
    Ok(seen.rows())
}

/// Channels that have their card, and others whose post is in flight.
async fn interrupt(server: &Server, receiver: &Receiver) -> anyhow::Result<()> {
    for channel in 0..CHANNELS {
        for kind in ["cut", "new"] {
            let name = format!("{kind}-{channel}-");
            let url = receiver.connector(&name);
            server.client.save(&name, &url).await?;
        }
    }
    server.client.event("cut", "Interrupted.").await?;
    all_have(receiver, "Interrupted.", "cut-").await?;
    // The others' outcomes are written down; only the hanging ones are in flight.
    let mut db = Database::open(&server.database()).await?;
    while db.count(LEASED).await? != CHANNELS as u64 || db.count(DONE).await? != CHANNELS as u64 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

async fn all_have(receiver: &Receiver, title: &str, kind: &str) -> anyhow::Result<()> {
    let begun = Instant::now();
    while cards(receiver, title, kind).len() < CHANNELS {
        anyhow::ensure!(begun.elapsed() < PATIENCE, "{kind} never got {title}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(())
}

/// What is due or leased in the end: the last outcomes are written down after the
/// channels have the cards.
async fn settled(server: &Server) -> anyhow::Result<u64> {
    let mut db = Database::open(&server.database()).await?;
    let waited = Instant::now();
    let mut open = u64::MAX;
    while open > 0 && waited.elapsed() < Duration::from_secs(LEASE_SECONDS) {
        tokio::time::sleep(Duration::from_millis(50)).await;
        open = db.count(OPEN).await?;
    }
    Ok(open)
}

/// What came after the restart, and how soon.
struct Seen {
    fresh: Vec<Duration>,
    again: Vec<Duration>,
    open: u64,
}

impl Seen {
    fn rows(self) -> Vec<Row> {
        let longest = self.again.iter().max();
        vec![
            exactly(
                "goes-on",
                "interrupted cards sent again",
                self.again.len(),
                CHANNELS,
            ),
            at_most(
                "goes-on",
                "from the restart to the last of them, in ms",
                longest.map_or(u128::MAX, Duration::as_millis),
                u128::from(LEASE_SECONDS + 2) * 1000,
            ),
            at_most(
                "goes-on",
                "p99 of fresh cards after the restart, in ms",
                p99(self.fresh).as_millis(),
                2_000,
            ),
            exactly(
                "nothing-stuck",
                "deliveries due or leased in the end",
                self.open,
                0,
            ),
        ]
    }
}

const OPEN: &str = "SELECT COUNT(*) FROM deliveries WHERE state IN ('queued', 'leased')";
const LEASED: &str = "SELECT COUNT(*) FROM webhooks WHERE lease_owner IS NOT NULL";
const DONE: &str = "SELECT COUNT(*) FROM deliveries WHERE state = 'delivered'";

/// When each channel of a kind got the card with this title.
fn cards(receiver: &Receiver, title: &str, kind: &str) -> Vec<Instant> {
    let posts = receiver.posts_to(kind).into_iter();
    let card = format!("\"{title}\"");
    let posts = posts.filter(|post| post.body.contains(&card));
    posts.map(|post| post.at).collect()
}
