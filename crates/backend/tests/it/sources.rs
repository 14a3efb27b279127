//! Other systems' webhooks, as they send them: proven, read, and told to who wants them.

use crate::support::{Receiver, Server, binary, save, until};
use hmac::{Hmac, KeyInit as _, Mac as _};
use reqwest::{Method, StatusCode};
use secrecy::SecretString;
use serde_json::{Value, json};
use sha2::Sha256;
use sources::Sources;
use std::sync::Arc;

const PAPER: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const OTHER: &str = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
const SECRET: &str = "a-secret-of-enough-letters";
const ISSUE: &str = include_str!("../../../sources/samples/github.json");
const FILE: &str = "
[github]
like = \"github\"
secret-file = \"github.secret\"

[billing]
like = \"plain\"
secret-file = \"github.secret\"
tenant = \"contoso\"
";

async fn server() -> Server {
    let secret = |_: &str| Ok(SecretString::from(SECRET));
    let sources = Sources::read(FILE, &secret).expect("the file is good");
    Server::start_with(|config| config.sources = Arc::new(sources)).await
}

fn signature(body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("any key");
    mac.update(body.as_bytes());
    let bytes = mac.finalize().into_bytes();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// As GitHub sends it, with its headers.
async fn github(server: &Server, event: &str, body: &str, signature: &str) -> (u16, Value) {
    let call = server
        .http
        .post(format!("{}/api/v1/hooks/github", server.base));
    let call = call
        .header("content-type", "application/json")
        .header("user-agent", "GitHub-Hookshot/044aadd")
        .header("x-github-delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958")
        .header("x-github-event", event)
        .header("x-hub-signature-256", format!("sha256={signature}"));
    let answer = call.body(body.to_owned()).send().await;
    let answer = answer.expect("the server answers");
    let status = answer.status().as_u16();
    (status, answer.json().await.unwrap_or_default())
}

#[tokio::test]
async fn a_github_issue_is_a_card_in_the_channel_of_its_repository() {
    let (receiver, server) = (Receiver::start().await, server().await);
    for (id, name, repository) in [(PAPER, "paper", "orders"), (OTHER, "other", "website")] {
        let mut body = save("All", &receiver.connector(name));
        body["topics"] = json!([format!("repository/contoso/{repository}")]);
        assert_eq!(server.put(id, &body).await.status(), StatusCode::CREATED);
    }
    let (status, told) = github(&server, "issues", ISSUE, &signature(ISSUE)).await;
    assert_eq!((status, &told["deliveries"]), (202, &json!(1)), "{told}");
    until("its card is there", async || {
        receiver.posts_to("paper").len() == 1
    })
    .await;
    let card = &receiver.posts_to("paper")[0].body;
    for part in [
        "Order paper",
        "dev-contoso",
        "kim-example",
        "https://github.com/contoso/orders/issues/7",
    ] {
        assert!(card.contains(part), "{part}: {card}");
    }
    // GitHub sends it again when somebody presses *Redeliver*.
    let (status, again) = github(&server, "issues", ISSUE, &signature(ISSUE)).await;
    assert_eq!((status, &again), (202, &told));
    assert_eq!(receiver.count(), 1);
}

#[tokio::test]
async fn what_is_not_proven_is_refused_and_what_is_not_wanted_is_counted() {
    let server = server().await;
    let changed = ISSUE.replace("Order paper", "Order ink");
    for (body, signature, status) in [
        (ISSUE, String::new(), 401),
        (ISSUE, signature("{}"), 401),
        (changed.as_str(), signature(ISSUE), 401),
    ] {
        let (found, problem) = github(&server, "issues", body, &signature).await;
        assert_eq!(found, status, "{problem}");
        let detail = "This call does not come from its source: compare the secret on both sides.";
        assert_eq!(problem["detail"], detail);
    }
    assert_eq!(
        github(&server, "push", ISSUE, &signature(ISSUE)).await.0,
        204
    );
    let metrics = server
        .get("/metrics")
        .await
        .text()
        .await
        .expect("it has some");
    for line in ["result=\"ignored\"} 1", "result=\"refused\"} 3"] {
        assert!(metrics.contains(line), "{line} is not in {metrics}");
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_told_with_its_place() {
    let server = server().await;
    let body = json!({"action": "opened", "repository": {"full_name": "contoso/orders"}});
    let body = body.to_string();
    let (status, problem) = github(&server, "issues", &body, &signature(&body)).await;
    assert_eq!(
        (status, &problem["field"]),
        (422, &json!("event.id")),
        "{problem}"
    );
    let detail = "The source cannot be read here: the body has no issue.";
    assert_eq!(problem["detail"], detail);
    let (status, problem) =
        github(&server, "issues", "payload=%7B", &signature("payload=%7B")).await;
    assert_eq!(
        (status, &problem["field"]),
        (422, &json!("body")),
        "{problem}"
    );
}

#[tokio::test]
async fn only_sources_of_the_file_are_there() {
    let server = server().await;
    let path = |name: &str| format!("{}/api/v1/hooks/{name}", server.base);
    for name in ["gitlab", "GITHUB", "x"] {
        let answer = server.http.post(path(name)).body("{}").send().await;
        assert_eq!(answer.expect("it answers").status(), StatusCode::NOT_FOUND);
    }
    // Trello asks so before it sends anything.
    let asked = server
        .http
        .request(Method::HEAD, path("github"))
        .send()
        .await;
    assert_eq!(asked.expect("it answers").status(), StatusCode::OK);
}

/// A source of one tenant reaches nobody else.
#[tokio::test]
async fn a_source_may_belong_to_a_tenant() {
    let (receiver, server) = (Receiver::start().await, server().await);
    server
        .save(PAPER, "All", &receiver.connector("paper"))
        .await;
    let body = r#"{"what":"created","number":7,"name":"Order paper"}"#;
    let call = server
        .http
        .post(format!("{}/api/v1/hooks/billing", server.base));
    let call = call
        .header("x-signature", signature(body))
        .header("x-delivery-id", "1");
    let told = call.body(body).send().await.expect("the server answers");
    assert_eq!(told.status(), StatusCode::ACCEPTED);
    let told: Value = told.json().await.expect("the answer is JSON");
    assert_eq!(told["deliveries"], 0, "{told}");
}

/// The command of the guide: whether the file is good, and what becomes of a payload.
#[tokio::test]
async fn a_file_of_sources_is_checked_before_it_is_used() {
    let folder = tempfile::tempdir().expect("a directory can be made");
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("sources.toml"), FILE).unwrap();
    let check = async |more: &[&str]| {
        let run = binary()
            .args(["sources", "check"])
            .arg(at("sources.toml"))
            .args(more)
            .output();
        let run = run.await.expect("it runs");
        let said = [run.stdout, run.stderr].concat();
        (
            run.status.code(),
            String::from_utf8_lossy(&said).into_owned(),
        )
    };
    let (code, said) = check(&[]).await;
    assert_eq!(code, Some(2), "{said}");
    assert!(
        said.contains("secret-file: github.secret beside this file cannot be read"),
        "{said}"
    );
    std::fs::write(at("github.secret"), SECRET).unwrap();
    assert_eq!(
        check(&[]).await,
        (Some(0), "billing is good\ngithub is good\n".to_owned())
    );
    std::fs::write(at("issue.json"), ISSUE).unwrap();
    let sample = at("issue.json").display().to_string();
    let github = ["--source", "github", "--sample", &sample, "--header"];
    let (code, said) = check(&[&github[..], &["X-GitHub-Event: issues"]].concat()).await;
    assert_eq!(code, Some(0), "{said}");
    for part in [
        "\"id\": \"contoso/orders#7\"",
        "\"type\": \"AdaptiveCard\"",
        "delivery: delivery-id: the call has none",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let (_, said) = check(&[&github[..], &["x-github-event: push"]].concat()).await;
    assert!(
        said.contains("does not want it; the answer would be 204"),
        "{said}"
    );
    let (code, said) = check(&["--sample", &sample]).await;
    assert_eq!(
        (
            code,
            said.contains("Name one with --source: billing, github")
        ),
        (Some(2), true)
    );
    assert!(!said.contains(SECRET), "{said}");
}

const GUIDE: &str = include_str!("../../../../docs/sources.md");

/// What the guide shows is read as it stands, and its table names what comes along.
#[test]
fn the_guides_sources_are_good() {
    let secret = |_: &str| Ok(SecretString::from("name:a-secret-of-enough-letters"));
    let blocks = GUIDE.split("```toml").skip(1);
    let mut read = 0;
    for block in blocks {
        let toml = block.split("```").next().unwrap_or_default();
        Sources::read(toml, &secret).unwrap_or_else(|error| panic!("{error}: {toml}"));
        read += 1;
    }
    assert_eq!(read, 2);
    let quoted = GUIDE
        .split("`{ by = ")
        .skip(1)
        .map(|rest| rest.split('`').next().unwrap_or_default());
    for proof in quoted {
        let proof = proof.replace('\n', " ");
        let toml = format!(
            "[it]\nsecret-file = \"a\"\nproof = {{ by = {proof}\n[it.event]\ntype = \"1\"\nid = \"1\"\ntitle = \"1\""
        );
        let secret = |_: &str| Ok(SecretString::from("name:AAAAAAAAAAAAAAAAAAAAAAAA"));
        if let Err(broken) = Sources::read(&toml, &secret) {
            assert!(broken.why.contains("base64"), "{broken}: {toml}");
        }
    }
    let table: Vec<_> = GUIDE
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` | "))
        .map(|(name, _)| name)
        .collect();
    for (name, _) in sources::SHIPPED {
        assert!(table.contains(name), "{name} is not in the table");
    }
}
