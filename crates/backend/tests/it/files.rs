//! The files of the data directory: who may read them, and what happens when
//! they go while the server runs.

use crate::support::{Process, Receiver, Server, WORKFLOW, binary, event, refused, save, until};
use backend::clock::Clock;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

const ID: &str = "0123456789abcdef0123456789abcdef";

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, Permissions::from_mode(mode)).expect("our own file");
}

/// As a volume that belongs to a group is mounted: everything becomes its own.
#[tokio::test]
async fn a_volume_that_belongs_to_a_group_serves_again() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    Process::start(dir.path(), &[]).await.terminate().await;
    for file in std::fs::read_dir(&data).unwrap() {
        set_mode(&file.unwrap().path(), 0o660);
    }
    let server = Process::start(dir.path(), &[]).await;
    server.event("After the mount").await;
    assert_eq!(server.terminate().await, Some(0));
    let mode = std::fs::metadata(data.join("connector.db")).unwrap();
    assert_eq!(mode.permissions().mode() & 0o777, 0o660);
}

#[tokio::test]
async fn files_that_everybody_can_read_are_refused_before_and_at_the_start() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    Process::start(dir.path(), &[]).await.terminate().await;
    for name in ["secret.key", "events-token", "enrolment-key"] {
        set_mode(&data.join(name), 0o644);
        for verb in [&["serve"][..], &["config", "check"]] {
            let mut command = binary();
            command.args(verb).args(["--bind", "127.0.0.1:0"]);
            let said = refused(command.arg("--data-dir").arg(&data)).await;
            assert!(said.contains(name), "{said}");
            assert!(said.contains("can be read by everybody"), "{said}");
        }
        set_mode(&data.join(name), 0o600);
    }
    std::fs::write(data.join("secret.key"), "nonsense").unwrap();
    let mut check = binary();
    check.args(["config", "check", "--data-dir"]).arg(&data);
    let said = refused(&mut check).await;
    assert!(said.contains("is damaged"), "{said}");
}

/// What was acknowledged would be gone at the next start.
#[tokio::test]
async fn a_deleted_database_takes_nothing() {
    let receiver = Receiver::start().await;
    let server = Server::start().await;
    server.save(ID, "All", &receiver.connector("lost")).await;
    let data = server.dir.path().join("data");
    let aside = server.dir.path().join("aside");
    for name in ["connector.db", "connector.db-wal"] {
        std::fs::rename(data.join(name), &aside).unwrap();
        assert_eq!(server.get("/readyz").await.status(), 503, "{name}");
        let told = server.send(&event("created", "Lost"), None).await;
        assert_eq!(told.status(), 503, "{name}");
        let told = server
            .put(ID, &save("All", &receiver.connector("lost")))
            .await;
        assert_eq!(told.status(), 503, "{name}");
        // Another one in its place is not it either.
        std::fs::copy(&aside, data.join(name)).unwrap();
        assert_eq!(server.get("/readyz").await.status(), 503, "{name}");
        std::fs::rename(&aside, data.join(name)).unwrap();
        until("it is back", async || {
            server.get("/readyz").await.status() == 200
        })
        .await;
    }
    server.event("created", "Kept").await;
    until("it arrives", async || receiver.count() == 1).await;
    assert!(receiver.posts()[0].body.contains("Kept"));
}

/// What a month's clean-up frees goes back to the disk.
#[tokio::test]
async fn space_is_given_back_after_a_clean_up() {
    let start = 1_790_000_000_000;
    let server = Server::start_with(|config| config.clock = Clock::manual(start)).await;
    let mut body = event("created", "Large");
    body["task"]["description"] = "x".repeat(90_000).into();
    for _ in 0..250 {
        assert_eq!(server.send(&body, None).await.status(), 202);
    }
    server.save(ID, "All", WORKFLOW).await;
    let dir = server.stop().await;
    let database = dir.path().join("data/connector.db");
    let length = || std::fs::metadata(&database).map_or(0, |file| file.len());
    assert!(length() > 20_000_000, "{}", length());
    let later = Clock::manual(start + 40 * 24 * 3_600_000);
    let server = Server::start_in(dir, |config| config.clock = later).await;
    until("the file is small", async || length() < 2_000_000).await;
    assert_eq!(server.connector(ID).await["configName"], "Orders");
    server.event("created", "Goes on").await;
}
