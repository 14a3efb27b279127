//! The disk is full. Nothing is acknowledged that is not stored, it is said,
//! and it goes on by itself when there is room again.

use crate::database::Database;
use crate::row::{Row, exactly};
use crate::server::Server;
use crate::setting::Setting;
use anyhow::Context as _;
use serde_json::json;
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
    let text = "x".repeat(20_000);
    let body = |n: u32| json!({"type": "created", "task": {"id": n.to_string(), "title": "Full", "description": text}});
    let (mut accepted, mut refused, mut later, mut others) = (0_u64, 0, 0, 0);
    for number in 0..600 {
        let (status, says_when, _) = server
            .client
            .report(&format!("full-{number}"), &body(number))
            .await?;
        match status {
            202 => accepted += 1,
            503 => {
                refused += 1;
                later += u32::from(says_when);
            }
            _ => others += 1,
        }
        if refused == 100 {
            break;
        }
    }
    let ready = server.client.status("/readyz").await?;
    let alive = server.client.status("/healthz").await?;
    limit(&server, u64::MAX).await?;
    let begun = Instant::now();
    while server.client.status("/readyz").await? != 200 && begun.elapsed() < PATIENCE {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let back = server.client.report("room", &body(0)).await?.0;
    println!(
        "{accepted} accepted, then {refused} refused; back after {:?}",
        begun.elapsed()
    );
    let mut db = Database::open(&server.database()).await?;
    let stored = db.count("SELECT COUNT(*) FROM events").await?;
    Ok(vec![
        exactly(
            "full-disk",
            "accepted and stored, the one after it included",
            stored,
            accepted + 1,
        ),
        exactly("full-disk", "refused with 503 once full", refused, 100),
        exactly(
            "full-disk",
            "of them that say when to come back",
            later,
            100,
        ),
        exactly("full-disk", "other answers", others, 0),
        exactly("full-disk", "/readyz while full", ready, 503),
        exactly("full-disk", "/healthz while full", alive, 200),
        exactly(
            "full-disk",
            "an event once there is room, without a restart",
            back,
            202,
        ),
        exactly(
            "full-disk",
            "what SQLite says of the file is ok",
            u8::from(db.integrity().await? == "ok"),
            1,
        ),
    ])
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
