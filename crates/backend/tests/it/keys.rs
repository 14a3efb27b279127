//! Keys that change while others use them: none that is needed is ever lost.

use crate::support::{Process, Receiver, WORKFLOW, binary, offline, refused, until};
use std::path::Path;
use std::process::Output;

const ID: &str = "0123456789abcdef0123456789abcdef";

async fn rekey(dir: &Path, extra: &[&str]) -> Output {
    let mut command = binary();
    command.arg("rekey").args(extra);
    let output = command.arg("--data-dir").arg(dir.join("data")).output();
    output.await.expect("the binary starts")
}

fn good(output: &Output) {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
}

/// Three commands and a server that seals, side by side.
#[tokio::test]
async fn keys_in_use_survive_everything_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let receiver = Receiver::start().await;
    let server = Process::start(dir.path(), &[]).await;
    let saves = async |round: u32| {
        for number in 0..5 {
            let id = format!("{ID}-{round}-{number}");
            let name = format!("c{round}-{number}-");
            server.save(&id, "All", &receiver.connector(&name)).await;
        }
    };
    for round in 0..20 {
        let (one, two, three, ()) = tokio::join!(
            rekey(dir.path(), &[]),
            rekey(dir.path(), &["--drop-old"]),
            rekey(dir.path(), &[]),
            saves(round),
        );
        [one, two, three].iter().for_each(good);
    }
    server.event("To everybody").await;
    until("every address opens", async || receiver.count() == 100).await;
    assert_eq!(server.terminate().await, Some(0));
    good(&rekey(dir.path(), &["--drop-old"]).await);
    let keys = std::fs::read_to_string(dir.path().join("data/secret.key")).unwrap();
    assert_eq!(keys.matches("\nseal ").count(), 1, "{keys}");
    let server = Process::start(dir.path(), &[]).await;
    server.event("Again").await;
    until("they still open", async || receiver.count() == 200).await;
    server.kill().await;
}

/// Two servers that begin at once have one key and one token.
#[tokio::test]
async fn two_first_starts_make_one_key() {
    for _ in 0..5 {
        let dir = tempfile::tempdir().unwrap();
        let (one, two) = tokio::join!(
            Process::start(dir.path(), &[]),
            Process::start(dir.path(), &[])
        );
        one.save(ID, "All", WORKFLOW).await;
        two.save(&format!("{ID}2"), "All", &WORKFLOW.replace("/0a/", "/0b/"))
            .await;
        one.event("By the token").await;
        two.event("By the same").await;
        one.kill().await;
        two.kill().await;
        Process::start(dir.path(), &[]).await.kill().await;
    }
}

/// Changes bytes of a file, wherever these stand.
fn damage(path: &Path, from: &[u8], to: &[u8]) {
    let mut bytes = std::fs::read(path).expect("our own file");
    let at = bytes.windows(from.len()).position(|part| part == from);
    let at = at.expect("it is there");
    bytes[at..at + to.len()].copy_from_slice(to);
    std::fs::write(path, bytes).expect("our own file");
}

/// Where a cell sealed for a connector's webhook stands, found by its row.
fn sealed_cell(path: &Path) -> Vec<u8> {
    let bytes = std::fs::read(path).expect("our own file");
    let host = b"d\xe2\x80\xa6.environment.api.powerplatform.com";
    let at = bytes.windows(host.len()).position(|part| part == host);
    let at = at.expect("the row is there");
    bytes[at - 24..at].to_vec()
}

#[tokio::test]
async fn a_damaged_cell_is_told_and_the_rest_is_sealed() {
    let dir = tempfile::tempdir().unwrap();
    let server = Process::start(dir.path(), &[]).await;
    let receiver = Receiver::start().await;
    server.save(ID, "All", WORKFLOW).await;
    let fine = format!("{ID}2");
    server.save(&fine, "All", &receiver.connector("fine")).await;
    assert_eq!(server.terminate().await, Some(0));
    let database = dir.path().join("data/connector.db");
    damage(&database, &sealed_cell(&database), b"damaged!");
    let before = std::fs::read_to_string(dir.path().join("data/secret.key")).unwrap();
    let output = rekey(dir.path(), &[]).await;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("1 stored secrets do not open"), "{said}");
    assert!(said.contains("webhooks/url/"), "{said}");
    let done = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(done.contains("3 secrets sealed again"), "{done}");
    // The damaged one's key stays: perhaps a better copy turns up.
    rekey(dir.path(), &["--drop-old"]).await;
    let after = std::fs::read_to_string(dir.path().join("data/secret.key")).unwrap();
    let old = before.lines().last().unwrap();
    assert!(after.contains(old), "{after}");
    let server = Process::start(dir.path(), &[]).await;
    server.event("Goes on").await;
    until("the other one works", async || receiver.count() == 1).await;
}

/// By another mark no address is found again, and its pace would be forgotten.
#[tokio::test]
async fn another_mark_is_noticed_at_start() {
    let dir = tempfile::tempdir().unwrap();
    let server = Process::start(dir.path(), &[]).await;
    server.save(ID, "All", WORKFLOW).await;
    assert_eq!(server.terminate().await, Some(0));
    offline(dir.path(), &["deliveries", "list"]).await;
    let file = dir.path().join("data/secret.key");
    let keys = std::fs::read_to_string(&file).unwrap();
    let seal = keys.lines().last().unwrap();
    let other = keys.lines().map(|line| match line.strip_prefix("mark ") {
        Some(_) => seal.replace("seal ", "mark "),
        None => line.to_owned(),
    });
    std::fs::write(&file, other.collect::<Vec<_>>().join("\n")).unwrap();
    let mut serve = binary();
    serve.args(["serve", "--bind", "127.0.0.1:0", "--data-dir"]);
    let said = refused(serve.arg(dir.path().join("data"))).await;
    assert!(said.contains("the `mark` line"), "{said}");
}
