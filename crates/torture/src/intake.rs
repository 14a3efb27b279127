//! The same call many times at once is one event; the same key with another
//! body is refused.

use crate::database::Database;
use crate::row::{Row, exactly};
use crate::server::Server;
use crate::setting::Setting;
use serde_json::json;
use std::collections::HashSet;
use testkit::Receiver;
use tokio::task::JoinSet;

const KEYS: usize = 50;
const CALLS: usize = 100;

pub(crate) async fn run(setting: &Setting) -> anyhow::Result<Vec<Row>> {
    let dir = tempfile::tempdir()?;
    let receiver = Receiver::start().await;
    let server = Server::start(&setting.binary, dir.path(), 0).await?;
    server
        .client
        .save("i", &receiver.connector("intake"))
        .await?;
    let body = |key: &str| json!({"type": "created", "task": {"id": key, "title": "Once"}});
    let (mut accepted, mut answers) = (0, HashSet::new());
    for number in 0..KEYS {
        let mut calls = JoinSet::new();
        for _ in 0..CALLS {
            let (client, key) = (server.client.clone(), format!("intake-{number}"));
            let body = body(&key);
            calls.spawn(async move { client.report(&key, &body).await });
        }
        while let Some(call) = calls.join_next().await {
            let (status, _, answer) = call??;
            accepted += usize::from(status == 202);
            answers.insert((number, answer["eventId"].to_string()));
        }
    }
    let mut refused = 0;
    for number in 0..KEYS {
        let key = format!("intake-{number}");
        let (status, ..) = server.client.report(&key, &body("another")).await?;
        refused += usize::from(status == 409);
    }
    let mut db = Database::open(&server.database()).await?;
    let events = db.count("SELECT COUNT(*) FROM events").await?;
    Ok(vec![
        exactly("one-event", "calls accepted", accepted, KEYS * CALLS),
        exactly(
            "one-event",
            "different answers to 50 keys",
            answers.len(),
            KEYS,
        ),
        exactly("one-event", "events stored", events, KEYS as u64),
        exactly("one-event", "other bodies refused with 409", refused, KEYS),
    ])
}
