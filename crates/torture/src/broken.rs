//! Channels that answer slowly, wrongly or never, beside healthy
//! ones. Nothing is called delivered that was not, and nothing is lost.

use crate::database::Database;
use crate::row::{Row, at_most, exactly};
use crate::server::{POST_SECONDS, Server};
use crate::setting::Setting;
use crate::time::p99;
use std::time::{Duration, Instant};
use testkit::{Receiver, Script};

/// How many channels of each kind.
const EACH: usize = 8;
const HEALTHY: usize = 50;
/// The first retry comes after 5 s ± 20 %; twice that on a busy machine.
const RETRIED: Duration = Duration::from_secs(15);

pub(crate) async fn run(setting: &Setting) -> anyhow::Result<Vec<Row>> {
    let dir = tempfile::tempdir()?;
    let receiver = Receiver::start().await;
    let server = Server::start(&setting.binary, dir.path(), 0).await?;
    let bad = kinds();
    for (name, script) in &bad {
        receiver.script(name, script.clone());
        for channel in 0..EACH {
            let name = format!("{name}{channel}");
            server
                .client
                .save(&name, &receiver.connector(&name))
                .await?;
        }
    }
    for channel in 0..HEALTHY {
        let name = format!("fine-{channel}-");
        server
            .client
            .save(&name, &receiver.connector(&name))
            .await?;
    }
    let empty = server.memory()?;
    let told = Instant::now();
    server.client.event("broken", "Broken channels").await?;
    tokio::time::sleep(Duration::from_secs(POST_SECONDS + 2)).await;
    let mut db = Database::open(&server.database()).await?;
    let healthy: Vec<_> = receiver
        .posts_to("fine-")
        .into_iter()
        .map(|post| post.at - told)
        .collect();
    let cards = healthy.len();
    // Attempts that ended, of channels that never said a plain `1`.
    let false_success = db
        .count(
            "SELECT COUNT(*) FROM deliveries d JOIN connectors c ON c.id = d.connector_id
             WHERE d.state IN ('delivered', 'accepted') AND c.entity_id NOT LIKE 'fine-%'
                 AND c.entity_id NOT LIKE 'flaky-%'",
        )
        .await?;
    let longest = db
        .count("SELECT COALESCE(MAX(took_ms), 99999) FROM attempts")
        .await?;
    let full = server.memory()?;
    for (name, _) in &bad {
        if !name.starts_with("poison") {
            receiver.script(name, Script::ok());
        }
    }
    tokio::time::sleep(RETRIED).await;
    let open = db
        .count("SELECT COUNT(*) FROM deliveries WHERE state IN ('queued', 'leased')")
        .await?;
    let waiting = db
        .count("SELECT COUNT(*) FROM deliveries WHERE state = 'queued' AND attempts < 2")
        .await?;
    let poison = poisoned(&mut db).await?;
    let flaky = db
        .count(
            "SELECT COUNT(*) FROM deliveries d JOIN connectors c ON c.id = d.connector_id
             WHERE c.entity_id LIKE 'flaky-%' AND (d.state = 'delivered'
                 OR (d.state = 'queued' AND d.attempts = 2))",
        )
        .await?;
    println!(
        "{} posts, {open} wait for a later try, memory {empty} MB to {full} MB",
        receiver.count()
    );
    Ok(vec![
        exactly(
            "no-false-success",
            "false deliveries of wrapped and broken answers",
            false_success,
            0,
        ),
        at_most(
            "broken-receivers",
            "longest attempt, in ms",
            longest,
            POST_SECONDS * 1000 + 1_000,
        ),
        exactly(
            "broken-receivers",
            "deliveries that were not tried again",
            waiting,
            0,
        ),
        exactly(
            "broken-receivers",
            "cards delivered or on their schedule where every third post gets 503",
            flaky,
            EACH as u64,
        ),
        at_most(
            "broken-receivers",
            "memory grown, in MB",
            full.saturating_sub(empty),
            30,
        ),
        exactly(
            "poison-card",
            "poison cards dead after two attempts, with a reason",
            poison,
            EACH as u64,
        ),
        exactly("poison-card", "cards of healthy channels", cards, HEALTHY),
        at_most(
            "poison-card",
            "their p99 from 202 to post, in ms",
            p99(healthy).as_millis(),
            2_000,
        ),
    ])
}

fn kinds() -> Vec<(&'static str, Script)> {
    let wrapped = |code: u16| {
        let text = format!("Microsoft Teams endpoint returned HTTP error {code} with ContextId x");
        Script::status(200, &text)
    };
    vec![
        ("w429-", wrapped(429)),
        ("w500-", wrapped(500)),
        ("empty-", Script::status(200, "")),
        ("html-", Script::status(200, "<html>Sign in</html>")),
        (
            "moved-",
            Script::with_header(302, "location: http://127.0.0.1:1/"),
        ),
        ("flood-", Script::Flood),
        ("drip-", Script::Drip),
        ("reset-", Script::Reset),
        ("hang-", Script::Hang),
        ("s503-", Script::status(503, "")),
        ("flaky-", Script::every_third(503)),
        (
            "poison-",
            Script::status(400, "Summary or Text is required."),
        ),
    ]
}

async fn poisoned(db: &mut Database) -> anyhow::Result<u64> {
    db.count(
        "SELECT COUNT(*) FROM deliveries d JOIN connectors c ON c.id = d.connector_id
         WHERE c.entity_id LIKE 'poison-%' AND d.state = 'dead' AND d.attempts <= 2
             AND d.detail IS NOT NULL",
    )
    .await
}
