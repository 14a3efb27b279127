//! Webhook addresses and user ids are nowhere in clear, whatever
//! goes wrong: not in logs at any level, answers, metrics, files or backups.

use crate::support::{Process, Receiver, Script, binary, offline, refused, until};
use std::path::Path;

const ID: &str = "0123456789abcdef0123456789abcdef";
/// It is there after a kill, and folded into the file by whoever ends in order.
const LOG_OF_THE_DATABASE: &str = "connector.db-wal";

#[tokio::test]
async fn no_canary_in_logs_answers_or_files() {
    let dir = tempfile::tempdir().unwrap();
    let receiver = Receiver::start().await;
    let server = Process::start(dir.path(), &[]).await;
    let canary = "canary-5e1f0cafe";
    let mut answers = String::new();
    // Each of them also repeats the address, as some receivers do.
    let echo = receiver.connector(canary);
    let nobody = format!("http://{}/webhookb2/{canary}", closed_port());
    let flow = format!("{}/workflows/flow?sig={canary}", receiver.base());
    let channels = [
        ("ok", Script::ok(), "delivered"),
        ("broken", Script::Reset, "broke"),
        ("hangs", Script::Hang, "in time"),
        ("drips", Script::Drip, "in time"),
        ("error", Script::status(500, &echo), "had a problem"),
        ("denied", Script::status(403, &echo), "rejected the card"),
        ("busy", Script::status(429, &echo), "slow down"),
        ("large", Script::status(413, &echo), "too large"),
        ("gone", Script::status(410, &echo), "no longer exists"),
        (
            "moved",
            Script::with_header(302, &format!("location: {echo}")),
            "redirect",
        ),
        (
            "wrapped",
            Script::status(200, &format!("{echo} returned HTTP error 400")),
            "couldn't read",
        ),
        ("flood", Script::Flood, "didn't confirm"),
        ("flow", Script::status(400, &flow), "couldn't read"),
        ("nobody", Script::ok(), "couldn't be reached"),
    ];
    for (name, script, _) in &channels {
        receiver.script(name, script.clone());
        let address = match *name {
            "flow" => flow.clone(),
            "nobody" => nobody.clone(),
            name => receiver.connector(&format!("{name}/{canary}")),
        };
        let id = format!("{name}-0123456789abcdef");
        server.save(&id, "All", &address).await;
    }
    server.event("Everywhere").await;
    for (name, _, says) in &channels {
        let path = format!("/api/v1/connectors/{name}-0123456789abcdef");
        until(&format!("{name} is settled"), async || {
            let state = server.json(&format!("{path}/deliveries")).await;
            let first = &state["deliveries"][0];
            first["state"] == *says || first["reason"].as_str().is_some_and(|it| it.contains(says))
        })
        .await;
        answers += &server.text(&path).await;
        answers += &server.text(&format!("{path}/deliveries")).await;
    }
    answers += &tell_wrong_things(&server, &receiver, canary).await;
    answers += &server.text("/metrics").await;
    let list = offline(dir.path(), &["deliveries", "list"]).await;
    for line in list.lines() {
        let delivery = line.split_whitespace().next().unwrap_or_default();
        answers += &offline(dir.path(), &["deliveries", "show", delivery]).await;
    }
    assert!(answers.contains("withheld"), "attempts are shown");
    answers += &list;
    let backup = dir.path().join("data/backup.db");
    offline(dir.path(), &["backup", backup.to_str().unwrap()]).await;
    server.kill().await;
    let files = is_nowhere(canary, dir.path(), &answers);
    assert!(files.contains(&LOG_OF_THE_DATABASE.to_owned()), "{files:?}");
    answers += &blocked(dir.path()).await;
    answers += &with_a_wrong_key(dir.path()).await;
    let log = std::fs::read_to_string(dir.path().join("log")).unwrap();
    assert!(log.contains("posted"), "the log was kept");
    // At trace, asked for by name, and still not heard.
    for line in log.lines() {
        let quiet = [" hyper", " h2::", " reqwest", " rustls", " sqlx", " tower"];
        let loud = [" INFO", "DEBUG", "TRACE"].map(|level| line.contains(level));
        let spoke = quiet.iter().any(|room| line.contains(room)) && loud.contains(&true);
        assert!(!spoke, "{line}");
    }
    let files = is_nowhere(canary, dir.path(), &answers);
    assert!(files.contains(&"backup.db".to_owned()), "{files:?}");
}

/// Where nobody listens.
fn closed_port() -> std::net::SocketAddr {
    let port = testkit::free_port().expect("a port is free");
    (std::net::Ipv4Addr::LOCALHOST, port).into()
}

/// Addresses that are refused, and test cards to some that are not.
async fn tell_wrong_things(server: &Process, receiver: &Receiver, canary: &str) -> String {
    let mut answers = String::new();
    let refused = format!("https://evil.example/{canary}");
    let body = crate::support::save("All", &refused);
    let answer = reqwest::Client::new().put(format!("{}/api/v1/connectors/{ID}", server.base));
    let answer = answer.json(&body).send().await.expect("it answers");
    answers += &answer.text().await.expect("it is text");
    for (path, address) in [
        ("webhooks/check", refused.clone()),
        ("webhooks/check", receiver.connector(canary)),
        ("connectors/unsaved-0123456789/test", refused),
        (
            "connectors/unsaved-0123456789/test",
            receiver.workflow(&format!("error/{canary}")),
        ),
    ] {
        let call = reqwest::Client::new().post(format!("{}/api/v1/{path}", server.base));
        let body = serde_json::json!({ "webhookUrl": address });
        let answer = call.json(&body).send().await.expect("it answers");
        answers += &answer.text().await.expect("it is text");
    }
    answers
}

/// The stored addresses are not allowed any more.
async fn blocked(dir: &Path) -> String {
    let server = Process::start_strict(dir).await;
    server.event("Nowhere").await;
    let path = "/api/v1/connectors/ok-0123456789abcdef";
    until("it is blocked", async || {
        let state = server.json(&format!("{path}/deliveries")).await;
        let reason = state["deliveries"][0]["reason"].as_str();
        reason.is_some_and(|says| says.contains("no longer on the list"))
    })
    .await;
    let answers = server.text(path).await + &server.text(&format!("{path}/deliveries")).await;
    server.kill().await;
    answers
}

/// What the server says that cannot open what it stored.
async fn with_a_wrong_key(dir: &Path) -> String {
    let key = dir.join("data/secret.key");
    let right = std::fs::read_to_string(&key).expect("it was made");
    std::fs::remove_file(&key).expect("it is there");
    let mut serve = binary();
    serve.args(["serve", "--bind", "127.0.0.1:0", "--data-dir"]);
    let said = refused(serve.arg(dir.join("data"))).await;
    std::fs::write(key, right).expect("it is put back");
    said
}

/// Neither the address nor the user's id, in the log, the answers and every file
/// of the data directory; the names of these files.
fn is_nowhere(canary: &str, dir: &Path, answers: &str) -> Vec<String> {
    let log = std::fs::read_to_string(dir.join("log")).expect("a log was kept");
    let files = files(&dir.join("data"));
    for must in ["connector.db", "secret.key", "events-token"] {
        let there = files
            .iter()
            .any(|(name, bytes)| name == must && !bytes.is_empty());
        assert!(there, "{must} was not looked into");
    }
    for secret in [canary, "c0ffee00-user-canary"] {
        assert!(!answers.contains(secret), "{answers}");
        for line in log.lines() {
            assert!(!line.contains(secret), "{line}");
        }
        for (name, bytes) in &files {
            let found = bytes
                .windows(secret.len())
                .any(|at| at == secret.as_bytes());
            assert!(!found, "{secret} is in {name}");
        }
    }
    files.into_iter().map(|(name, _)| name).collect()
}

/// Every file, with what is in it.
fn files(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(dir).expect("the data directory is there");
    let each = entries.map(|entry| {
        let entry = entry.expect("it can be listed");
        let name = entry.file_name().to_string_lossy().into_owned();
        (name, std::fs::read(entry.path()).expect("a file"))
    });
    each.collect()
}

/// A save and an event that do not fit are refused in words of ours.
#[tokio::test]
async fn no_canary_when_the_disk_is_full() {
    let dir = tempfile::tempdir().unwrap();
    let receiver = Receiver::start().await;
    let server = Process::start(dir.path(), &["--max-database-mb", "1"]).await;
    let canary = "canary-f0110d15c";
    let address = receiver.connector(canary);
    receiver.script(canary, Script::with_header(429, "retry-after: 3600"));
    server.save(ID, "All", &address).await;
    let long = "x".repeat(1_000);
    while server.report(&long).await.status() == 202 {}
    let mut answers = String::new();
    for number in 0.. {
        let mut body = crate::support::save("All", &format!("{address}/{number}"));
        body["contentUrl"] = format!("https://a.example/{long}").into();
        let path = format!("{}/api/v1/connectors/{ID}{number}", server.base);
        let call = reqwest::Client::new().put(path).json(&body).send();
        let answer = call.await.unwrap();
        let stored = answer.status().is_success();
        answers += &answer.text().await.unwrap();
        if !stored {
            break;
        }
    }
    assert!(answers.contains("The storage is unavailable"), "{answers}");
    answers += &server.text("/metrics").await;
    server.kill().await;
    let log = std::fs::read_to_string(dir.path().join("log")).unwrap();
    assert!(log.contains("database or disk is full"), "it says why");
    let files = is_nowhere(canary, dir.path(), &answers);
    assert!(files.contains(&LOG_OF_THE_DATABASE.to_owned()), "{files:?}");
}
