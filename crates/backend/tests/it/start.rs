//! The real binary: what it starts with, what it refuses, how it stops, what it
//! says while it does.

use crate::support::{Process, Receiver, binary, event, refused, until};
use serde_json::Value;

const ID: &str = "0123456789abcdef0123456789abcdef";

#[tokio::test]
async fn sigterm_ends_in_order() {
    let dir = tempfile::tempdir().unwrap();
    let server = Process::start(dir.path(), &[]).await;
    assert_eq!(server.terminate().await, Some(0));
}

/// While it stops it says so, still answers, and ends the post in flight.
#[tokio::test]
async fn a_post_in_flight_at_sigterm_is_ended_once() {
    let dir = tempfile::tempdir().unwrap();
    let receiver = Receiver::start().await;
    let gate = receiver.hold("held");
    let server = Process::start(dir.path(), &["--drain-seconds", "1"]).await;
    server.save(ID, "All", &receiver.connector("held")).await;
    server.event("In flight").await;
    until("it is in flight", async || receiver.count() == 1).await;
    let base = server.base.clone();
    let ended = tokio::spawn(server.terminate());
    until("it says that it stops", async || {
        let answer = reqwest::get(format!("{base}/readyz")).await;
        answer.is_ok_and(|answer| answer.status() == 503)
    })
    .await;
    let alive = reqwest::get(format!("{base}/healthz")).await.unwrap();
    assert_eq!(alive.status(), 200);
    gate.add_permits(1);
    assert_eq!(ended.await.unwrap(), Some(0));
    let server = Process::start(dir.path(), &[]).await;
    let path = format!("/api/v1/connectors/{ID}/deliveries");
    let state = server.json(&path).await["deliveries"][0]["state"].clone();
    assert_eq!(state, "delivered");
    assert_eq!(receiver.count(), 1);
}

/// What the surroundings call a proxy sees no card.
#[tokio::test]
async fn no_proxy_of_the_surroundings_is_used() {
    let dir = tempfile::tempdir().unwrap();
    let (receiver, proxy) = (Receiver::start().await, Receiver::start().await);
    let address = proxy.base();
    let mut command = binary();
    for name in ["http_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        command.env(name, &address);
    }
    command.env("NO_PROXY", "");
    let server = Process::start_by(command, dir.path(), &[]).await;
    server.save(ID, "All", &receiver.connector("direct")).await;
    server.event("Direct").await;
    until("it arrives", async || receiver.count() == 1).await;
    assert_eq!(proxy.count(), 0);
}

#[tokio::test]
async fn contradictions_are_refused_with_a_sentence() {
    for (arguments, says) in [
        (
            &["--allow-loopback-webhooks"][..],
            "only allowed when the server is reached on loopback",
        ),
        (&[][..], "AUTH_MODE must be chosen"),
        (&["--auth-mode", "entra"][..], "needs --auth-client-id"),
        (&["--auth-mode", "none"][..], "invalid value"),
    ] {
        let mut serve = binary();
        serve.args(["serve", "--bind", "0.0.0.0:0"]).args(arguments);
        let said = refused(&mut serve).await;
        assert!(said.contains(says), "{said}");
    }
}

#[tokio::test]
async fn a_lost_or_wrong_key_file_is_noticed_at_start() {
    let dir = tempfile::tempdir().unwrap();
    let server = Process::start(dir.path(), &[]).await;
    server.save(ID, "All", crate::support::WORKFLOW).await;
    server.kill().await;
    let data = dir.path().join("data");
    std::fs::rename(data.join("secret.key"), dir.path().join("aside")).unwrap();
    let mut serve = binary();
    serve
        .args(["serve", "--bind", "127.0.0.1:0", "--data-dir"])
        .arg(&data);
    let said = refused(&mut serve).await;
    assert!(said.contains("stored secrets need key"), "{said}");
    assert!(!data.join("secret.key").exists(), "no new key was made");

    // A good key, but of another database.
    let other = tempfile::tempdir().unwrap();
    Process::start(other.path(), &[]).await.kill().await;
    std::fs::copy(
        other.path().join("data/secret.key"),
        data.join("secret.key"),
    )
    .unwrap();
    let said = refused(&mut serve).await;
    assert!(said.contains("stored secrets need key"), "{said}");

    std::fs::write(data.join("secret.key"), "not a key\n").unwrap();
    let said = refused(&mut serve).await;
    assert!(said.contains("is damaged"), "{said}");
}

#[tokio::test]
async fn config_check_masks_secrets() {
    let check = |token: &'static str| {
        binary()
            .args(["config", "check", "--bind", "127.0.0.1:0"])
            .env("TEAMS_CONNECTOR_EVENTS_TOKEN", token)
            .output()
    };
    let good = check("a-long-canary-token-of-more-than-32-characters")
        .await
        .unwrap();
    let said = String::from_utf8_lossy(&good.stdout).into_owned();
    assert!(
        good.status.success() && said.contains("events-token = (given)"),
        "{said}"
    );
    assert!(!said.contains("canary"), "{said}");
    let weak = check("weak").await.unwrap();
    assert_eq!(weak.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&weak.stderr).contains("at least 24 random bytes"));
}

/// Every option of the server is in what `config check` prints.
#[tokio::test]
async fn config_check_leaves_nothing_out() {
    let help = binary().args(["serve", "--help"]).output().await.unwrap();
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
    let check = binary().args(["config", "check"]).output().await.unwrap();
    let said = String::from_utf8_lossy(&check.stdout).into_owned();
    let mut options = 0;
    for line in help.lines().map(str::trim_start) {
        let Some(flag) = line.strip_prefix("--") else {
            continue;
        };
        let flag = flag.split([' ', '=']).next().unwrap_or_default();
        // The secrets themselves are told to be there, not where.
        let name = match flag {
            "events-token-file" => "events-token",
            "signing-secrets-file" => "signing-secrets",
            "actions-secret-file" => "actions-secret",
            "auth-client-secret-file" => "auth-client-secret",
            flag => flag,
        };
        options += 1;
        let told = said
            .lines()
            .any(|line| line.starts_with(&format!("{name} = ")));
        assert!(told, "{flag} is not in\n{said}");
    }
    assert!(options > 15, "{help}");
}

/// The token comes from a file, also one that is too weak.
#[tokio::test]
async fn an_events_token_is_taken_from_a_file() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("token");
    let named = ["--events-token-file", file.to_str().unwrap()];
    std::fs::write(&file, "too-weak\n").unwrap();
    let mut serve = binary();
    serve
        .args(["serve", "--bind", "127.0.0.1:0", "--data-dir"])
        .arg(dir.path().join("data"))
        .args(named);
    let said = refused(&mut serve).await;
    assert!(said.contains("at least 24 random bytes"), "{said}");

    let token = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
    std::fs::write(&file, format!("{token}\n")).unwrap();
    let server = Process::start(dir.path(), &named).await;
    for (given, status) in [
        (token, 202),
        ("0123456789abcdefghijklmnopqrstuvwxyzABCDEFH", 401),
    ] {
        let call = reqwest::Client::new().post(format!("{}/api/v1/events", server.base));
        let call = call.bearer_auth(given).json(&event("created", "By a file"));
        assert_eq!(call.send().await.unwrap().status(), status);
    }
}

/// For log collectors: one JSON object a line, with the ids to search by.
#[tokio::test]
async fn logs_are_json_where_asked() {
    let dir = tempfile::tempdir().unwrap();
    let receiver = Receiver::start().await;
    let server = Process::start(dir.path(), &["--log-format", "json"]).await;
    server.save(ID, "All", &receiver.connector("json")).await;
    server.event("In JSON").await;
    until("it arrives", async || receiver.count() == 1).await;
    assert_eq!(server.terminate().await, Some(0));
    let log = std::fs::read_to_string(dir.path().join("log")).unwrap();
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line is JSON"))
        .collect();
    let posted = lines
        .iter()
        .find(|line| line["fields"]["message"] == "posted");
    let posted = &posted.expect("the post is logged")["fields"];
    assert_eq!(posted["outcome"], "delivered");
    assert!(posted["delivery"].is_string(), "{posted}");
    let has_request =
        |line: &&Value| !line["span"]["request"].is_null() || !line["span"]["id"].is_null();
    assert!(lines.iter().any(|line| has_request(&line)), "{log}");
}
