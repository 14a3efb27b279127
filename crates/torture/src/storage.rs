//! The disk is full. Nothing is acknowledged that is not stored, it is said,
//! and it goes on by itself when there is room again.

use crate::database::Database;
use crate::row::{Row, exactly};
use crate::server::Server;
use crate::setting::Setting;
use anyhow::Context as _;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use testkit::Receiver;
use tokio::process::Command;

/// No file of the server may be larger.
const ROOM: u64 = 3 * 1024 * 1024;
/// How long it may take to see that there is room again.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) async fn run(setting: &Setting) -> anyhow::Result<Vec<Row>> {
    let dir = tempfile::tempdir()?;
    let receiver = Receiver::start().await;
    // Without the signal, a write past the limit fails like one to a full disk.
    let mut command = Command::new("sh");
    command
        .args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""])
        .arg(&setting.binary);
    let server = Server::start_by(command, dir.path(), 0).await?;
    server
        .client
        .save("full", &receiver.connector("full"))
        .await?;
    limit(&server, ROOM).await?;
    let answers = fill(&server).await?;
    let ready = server.client.status("/readyz").await?;
    let alive = server.client.status("/healthz").await?;
    limit(&server, u64::MAX).await?;
    let begun = Instant::now();
    while server.client.status("/readyz").await? != 200 && begun.elapsed() < PATIENCE {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let back = server.client.report("room", &long(0)).await?.0;
    println!(
        "{} accepted, then {} refused; back after {:?}",
        answers.accepted,
        answers.refused,
        begun.elapsed()
    );
    let mut db = Database::open(&server.database()).await?;
    let stored = db.count("SELECT COUNT(*) FROM events").await?;
    let whole = db.integrity().await? == "ok";
    let full = |what, seen, expected: u16| exactly("full-disk", what, seen, expected);
    let mut rows = answers.rows(stored);
    rows.extend([
        full("/readyz while full", ready, 503),
        full("/healthz while full", alive, 200),
        full("an event once there is room, without a restart", back, 202),
        full("what SQLite says of the file is ok", u16::from(whole), 1),
    ]);
    Ok(rows)
}

/// What events were answered until the disk was full, and then a hundred times.
#[derive(Default)]
struct Answers {
    accepted: u64,
    refused: u64,
    /// Refused, and told when to come back.
    later: u64,
    others: u64,
}

async fn fill(server: &Server) -> anyhow::Result<Answers> {
    let mut answers = Answers::default();
    for number in 0..600 {
        let key = format!("full-{number}");
        let (status, says_when, _) = server.client.report(&key, &long(number)).await?;
        match status {
            202 => answers.accepted += 1,
            503 => {
                answers.refused += 1;
                answers.later += u64::from(says_when);
            }
            _ => answers.others += 1,
        }
        if answers.refused == 100 {
            break;
        }
    }
    Ok(answers)
}

fn long(number: u32) -> Value {
    let text = "x".repeat(20_000);
    json!({"type": "created", "task": {"id": number.to_string(), "title": "Full", "description": text}})
}

impl Answers {
    fn rows(&self, stored: u64) -> Vec<Row> {
        let full = |what, seen, expected| exactly("full-disk", what, seen, expected);
        vec![
            full(
                "accepted and stored, the one after it included",
                stored,
                self.accepted + 1,
            ),
            full("refused with 503 once full", self.refused, 100),
            full("of them that say when to come back", self.later, 100),
            full("other answers", self.others, 0),
        ]
    }
}

/// Sets the largest file the running server may write; the largest number is none.
async fn limit(server: &Server, bytes: u64) -> anyhow::Result<()> {
    let soft = match bytes {
        u64::MAX => "unlimited".to_owned(),
        bytes => bytes.to_string(),
    };
    let mut command = Command::new("prlimit");
    command.args(["--pid", &server.id()?, &format!("--fsize={soft}:unlimited")]);
    let status = command
        .status()
        .await
        .context("prlimit is part of util-linux")?;
    anyhow::ensure!(status.success(), "prlimit: {status}");
    Ok(())
}
