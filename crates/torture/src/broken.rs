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
    configure(&server, &receiver, &bad).await?;
    let empty = server.memory()?;
    let told = Instant::now();
    server.client.event("broken", "Broken channels").await?;
    tokio::time::sleep(Duration::from_secs(POST_SECONDS + 2)).await;
    let mut db = Database::open(&server.database()).await?;
    let healthy = receiver.posts_to("fine-").into_iter();
    let healthy: Vec<_> = healthy.map(|post| post.at - told).collect();
    let false_success = db.count(FALSE_SUCCESS).await?;
    let longest = db.count(LONGEST).await?;
    let full = server.memory()?;
    for (name, _) in bad.iter().filter(|(name, _)| !name.starts_with("poison")) {
        receiver.script(name, Script::ok());
    }
    tokio::time::sleep(RETRIED).await;
    let open = db.count(OPEN).await?;
    println!(
        "{} posts, {open} wait for a later try, memory {empty} MB to {full} MB",
        receiver.count()
    );
    let seen = Seen {
        false_success,
        longest,
        waiting: db.count(WAITING).await?,
        flaky: db.count(FLAKY).await?,
        grown: full.saturating_sub(empty),
        poison: db.count(POISONED).await?,
        healthy,
    };
    Ok(seen.rows())
}

/// Channels of each kind, and healthy ones.
async fn configure(
    server: &Server,
    receiver: &Receiver,
    bad: &[(&str, Script)],
) -> anyhow::Result<()> {
    let mut names: Vec<_> = (0..HEALTHY)
        .map(|channel| format!("fine-{channel}-"))
        .collect();
    for (name, script) in bad {
        receiver.script(name, script.clone());
        names.extend((0..EACH).map(|channel| format!("{name}{channel}")));
    }
    for name in names {
        server
            .client
            .save(&name, &receiver.connector(&name))
            .await?;
    }
    Ok(())
}

/// What was counted while channels were broken, and after.
struct Seen {
    false_success: u64,
    longest: u64,
    waiting: u64,
    flaky: u64,
    grown: u64,
    poison: u64,
    healthy: Vec<Duration>,
}

impl Seen {
    fn rows(self) -> Vec<Row> {
        let cards = self.healthy.len();
        let p99 = p99(self.healthy).as_millis();
        let each = EACH as u64;
        vec![
            exactly(
                "no-false-success",
                "false deliveries of wrapped and broken answers",
                self.false_success,
                0,
            ),
            at_most(
                "broken-receivers",
                "longest attempt, in ms",
                self.longest,
                POST_SECONDS * 1000 + 1_000,
            ),
            exactly(
                "broken-receivers",
                "deliveries that were not tried again",
                self.waiting,
                0,
            ),
            exactly(
                "broken-receivers",
                "cards delivered or on their schedule where every third post gets 503",
                self.flaky,
                each,
            ),
            at_most("broken-receivers", "memory grown, in MB", self.grown, 30),
            exactly(
                "poison-card",
                "poison cards dead after two attempts, with a reason",
                self.poison,
                each,
            ),
            exactly("poison-card", "cards of healthy channels", cards, HEALTHY),
            at_most(
                "poison-card",
                "their p99 from 202 to post, in ms",
                p99,
                2_000,
            ),
        ]
    }
}

/// Attempts that ended, of channels that never said a plain `1`.
const FALSE_SUCCESS: &str =
    "SELECT COUNT(*) FROM deliveries d JOIN connectors c ON c.id = d.connector_id
     WHERE d.state IN ('delivered', 'accepted') AND c.entity_id NOT LIKE 'fine-%'
         AND c.entity_id NOT LIKE 'flaky-%'";
const LONGEST: &str = "SELECT COALESCE(MAX(took_ms), 99999) FROM attempts";
const OPEN: &str = "SELECT COUNT(*) FROM deliveries WHERE state IN ('queued', 'leased')";
const WAITING: &str = "SELECT COUNT(*) FROM deliveries WHERE state = 'queued' AND attempts < 2";
const FLAKY: &str = "SELECT COUNT(*) FROM deliveries d JOIN connectors c ON c.id = d.connector_id
     WHERE c.entity_id LIKE 'flaky-%' AND (d.state = 'delivered'
         OR (d.state = 'queued' AND d.attempts = 2))";
const POISONED: &str =
    "SELECT COUNT(*) FROM deliveries d JOIN connectors c ON c.id = d.connector_id
     WHERE c.entity_id LIKE 'poison-%' AND d.state = 'dead' AND d.attempts <= 2
         AND d.detail IS NOT NULL";

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
