//! A very long queue. The server starts and claims as fast as without,
//! and a removal in the midst of it leaves nothing behind.

use crate::database::Database;
use crate::row::{Row, at_most, exactly, row};
use crate::server::Server;
use crate::setting::Setting;
use std::time::{Duration, Instant};
use testkit::{Receiver, Script};

const ROWS: u64 = 200_000;
const CHANNELS: u64 = 500;
/// What the server's own histogram calls quick.
const QUICK: &str = "claim_seconds_bucket{le=\"0.02\"}";

pub(crate) async fn run(setting: &Setting) -> anyhow::Result<Vec<Row>> {
    let dir = tempfile::tempdir()?;
    let receiver = Receiver::start().await;
    // Put off for a day, so that the queue only grows.
    receiver.usually(Script::with_header(429, "retry-after: 86400"));
    let server = Server::start(&setting.binary, dir.path(), 0).await?;
    fill(&server, &receiver).await?;
    let (port, file) = (server.port(), server.database());
    server.kill().await?;
    // Everything is due at once.
    let mut db = Database::open(&file).await?;
    db.change("UPDATE deliveries SET due_at = 0 WHERE state = 'queued'")
        .await?;
    db.change(
        "UPDATE webhooks SET wake_at = 0, not_before = 0, lease_owner = NULL, lease_until = NULL",
    )
    .await?;
    let due = db
        .count("SELECT COUNT(*) FROM deliveries WHERE state = 'queued'")
        .await?;
    receiver.usually(Script::Hang);
    let begun = Instant::now();
    let server = Server::start(&setting.binary, dir.path(), port).await?;
    let started = begun.elapsed();
    let mut rows = vec![
        exactly("long-queue", "rows due", due, ROWS),
        at_most(
            "long-queue",
            "start with them, in ms",
            started.as_millis(),
            3_000,
        ),
    ];
    rows.extend(removal(&server, &receiver, &mut db).await?);
    receiver.usually(Script::ok());
    // Every channel is claimed at least once; its long queue is folded.
    tokio::time::sleep(Duration::from_secs(20)).await;
    rows.push(claims(&server).await?);
    Ok(rows)
}

async fn fill(server: &Server, receiver: &Receiver) -> anyhow::Result<()> {
    for channel in 0..CHANNELS {
        let url = receiver.connector(&format!("b{channel}-"));
        server.client.save(&format!("b{channel}"), &url).await?;
    }
    for number in 0..ROWS / CHANNELS {
        let key = format!("backlog-{number}");
        server.client.event(&key, "Backlog").await?;
    }
    Ok(())
}

/// How many claims were quick.
async fn claims(server: &Server) -> anyhow::Result<Row> {
    let claims = server.client.metric("claim_seconds_count").await?;
    let quick = server.client.metric(QUICK).await? / claims;
    let mean = server.client.metric("claim_seconds_sum").await? / claims * 1000.0;
    println!(
        "{claims} claims, {mean:.1} ms each, memory {} MB",
        server.memory()?
    );
    Ok(row(
        "long-queue",
        "share of claims within 20 ms",
        format!("{quick:.4}"),
        ">= 0.99",
        quick >= 0.99,
    ))
}

/// Removes a connector while one of its cards is in flight and many wait.
async fn removal(
    server: &Server,
    receiver: &Receiver,
    db: &mut Database,
) -> anyhow::Result<Vec<Row>> {
    let begun = Instant::now();
    while receiver.posts_to("b0-").len() < 2 && begun.elapsed() < Duration::from_secs(20) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let in_flight = receiver.posts_to("b0-").len();
    let first = server.client.remove("b0").await?;
    let second = server.client.remove("b0").await?;
    let left = db
        .count(
            "SELECT (SELECT COUNT(*) FROM connectors WHERE entity_id LIKE 'b0-%')
                 + (SELECT COUNT(*) FROM deliveries d LEFT JOIN connectors c ON c.id = d.connector_id
                    WHERE c.id IS NULL)
                 + (SELECT COUNT(*) FROM webhooks w LEFT JOIN connectors c ON c.webhook_id = w.id
                    WHERE c.id IS NULL AND w.lease_owner IS NULL)",
        )
        .await?;
    tokio::time::sleep(Duration::from_secs(8)).await;
    let afterwards = receiver.posts_to("b0-").len() - in_flight;
    let forgotten = db
        .count(
            "SELECT COUNT(*) FROM webhooks w LEFT JOIN connectors c ON c.webhook_id = w.id
             WHERE c.id IS NULL",
        )
        .await?;
    Ok(vec![
        exactly(
            "clean-removal",
            "removal, and once more",
            (first, second) == (204, 204),
            true,
        ),
        exactly("clean-removal", "rows left at once", left, 0),
        exactly("clean-removal", "posts afterwards", afterwards, 0),
        exactly(
            "clean-removal",
            "addresses left after the one in flight ended",
            forgotten,
            0,
        ),
    ])
}
