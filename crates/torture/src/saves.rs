//! The server dies while a form is being saved, before or after the commit.
//! The person presses Save again, and there is one record with the last choice.
//! What the page says meanwhile is shown by its own journeys.

use crate::chance::Chance;
use crate::database::Database;
use crate::row::{Row, exactly, row};
use crate::server::{Client, Server, connector};
use crate::setting::Setting;
use serde_json::Value;
use std::time::{Duration, Instant};
use testkit::Receiver;

const ROUNDS: usize = 40;
/// Saves before, to see how long one takes here.
const LOOKS: usize = 20;

pub(crate) async fn run(setting: &Setting) -> anyhow::Result<Vec<Row>> {
    let dir = tempfile::tempdir()?;
    let receiver = Receiver::start().await;
    let mut server = Server::start(&setting.binary, dir.path(), 0).await?;
    let mut chance = Chance::new(setting.seed);
    let length = length(&server, &receiver.connector("look")).await?;
    println!("a save takes {length:?}; a kill comes within that");
    let within = u64::try_from(length.as_micros())?;
    let (mut unanswered, mut refused, mut committed) = (0, 0, 0);
    for round in 0..ROUNDS {
        let name = format!("saved-{round}");
        let mut body = connector(&receiver.connector(&name), "Update");
        body["editor"] = format!("page-0123456789-{round}").into();
        let pause = Duration::from_micros(chance.below(within));
        let (port, database) = (server.port(), server.database());
        let lost = killed_after(pause, server, &name, &body).await?;
        unanswered += usize::from(lost);
        let stored = Database::open(&database).await?.count(CONNECTORS).await?;
        committed += usize::from(lost && stored == round as u64 + 1);
        server = Server::start(&setting.binary, dir.path(), port).await?;
        refused += usize::from(server.client.put(&name, &body).await? >= 300);
    }
    let mut db = Database::open(&server.database()).await?;
    println!("{unanswered} saves got no answer, {committed} of them were committed");
    Ok(vec![
        row(
            "honest-save",
            "saves that the kill left without an answer",
            unanswered,
            format!(">= {}", ROUNDS / 4),
            unanswered >= ROUNDS / 4,
        ),
        exactly(
            "honest-save",
            "repeated saves that were refused",
            refused,
            0,
        ),
        exactly(
            "honest-save",
            "records in the end, one for each",
            db.count(CONNECTORS).await?,
            ROUNDS as u64,
        ),
        exactly(
            "honest-save",
            "addresses in the end, one for each",
            db.count("SELECT COUNT(*) FROM webhooks").await?,
            ROUNDS as u64,
        ),
    ])
}

/// Whether a save lost its answer because the server was killed so soon after.
async fn killed_after(
    pause: Duration,
    server: Server,
    name: &str,
    body: &Value,
) -> anyhow::Result<bool> {
    let saving = tokio::spawn({
        let (client, name, body) = (server.client.clone(), name.to_owned(), body.clone());
        async move { client.put(&name, &body).await }
    });
    // The runtime's own sleep counts milliseconds.
    tokio::task::spawn_blocking(move || std::thread::sleep(pause)).await?;
    server.kill().await?;
    Ok(saving.await?.is_err())
}

/// How long a save takes by a new connection, as each one below; the middle one.
async fn length(server: &Server, webhook: &str) -> anyhow::Result<Duration> {
    let mut lengths = Vec::new();
    for _ in 0..LOOKS {
        let client = Client::new(&server.client.base, server.data())?;
        let begun = Instant::now();
        client.save("look", webhook).await?;
        lengths.push(begun.elapsed());
        client.remove("look").await?;
    }
    lengths.sort();
    Ok(lengths[LOOKS / 2])
}

const CONNECTORS: &str = "SELECT COUNT(*) FROM connectors";
