//! An operator lists connectors and removes them by id or in bulk, also beside a
//! running server, and sees no address.

use crate::support::{Process, Receiver, WORKFLOW, binary, offline, refused, until};
use std::path::Path;

const USED: &str = "aaaaaaaa00000000aaaaaaaa";
const TWIN: &str = "aaaaaaaa11111111aaaaaaaa";
const UNUSED: &str = "bbbbbbbb-canary-22222222";

/// One channel that took a card, and two that were never asked for one.
async fn three(dir: &Path) -> (Process, Receiver) {
    let server = Process::start(dir, &[]).await;
    let receiver = Receiver::start().await;
    server
        .save(USED, "Create", &receiver.connector("used"))
        .await;
    server
        .save(TWIN, "Update", &receiver.connector("twin"))
        .await;
    server.save(UNUSED, "Update", WORKFLOW).await;
    server.event("Order paper").await;
    until("the card is there", async || {
        let path = format!("/api/v1/connectors/{USED}");
        server.json(&path).await["health"]["state"] == "ok"
    })
    .await;
    (server, receiver)
}

async fn there(server: &Process, id: &str) -> bool {
    let found = server.json(&format!("/api/v1/connectors/{id}")).await;
    found["configName"] == "Orders"
}

#[tokio::test]
async fn connectors_are_listed_by_a_short_id_without_an_address() {
    let dir = tempfile::tempdir().unwrap();
    let (_server, receiver) = three(dir.path()).await;
    let said = offline(dir.path(), &["connectors", "list"]).await;
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 3, "{said}");
    assert!(lines[0].starts_with("aaaaaaaa0  Create"), "{said}");
    assert!(lines[0].contains("  ok  "), "{said}");
    assert!(lines[2].starts_with("bbbbbbbb  Update"), "{said}");
    assert!(lines[2].contains("unproven"), "{said}");
    assert!(lines[2].contains("last card never  made 20"), "{said}");
    assert!(
        lines.iter().all(|line| line.ends_with("  Orders")),
        "{said}"
    );
    for secret in ["canary", "1CiCisum", "webhookb2", USED, &receiver.base()] {
        assert!(!said.contains(secret), "{secret}: {said}");
    }
    let list = ["connectors", "list", "--never-used"];
    assert_eq!(offline(dir.path(), &list).await.lines().count(), 2);
}

#[tokio::test]
async fn connectors_are_removed_by_id_when_it_is_said_twice() {
    let dir = tempfile::tempdir().unwrap();
    let (server, _receiver) = three(dir.path()).await;
    let said = offline(dir.path(), &["connectors", "remove", "bbbb"]).await;
    assert!(said.contains("1 would be removed; --yes does it"), "{said}");
    assert!(there(&server, UNUSED).await);
    let remove = ["connectors", "remove", "bbbb", USED, "--yes"];
    let said = offline(dir.path(), &remove).await;
    assert!(said.ends_with("2 removed\n"), "{said}");
    assert!(!there(&server, UNUSED).await && !there(&server, USED).await);
    assert!(there(&server, TWIN).await);
    assert_eq!(
        offline(dir.path(), &["webhooks", "list"])
            .await
            .lines()
            .count(),
        1
    );
}

#[tokio::test]
async fn connectors_are_removed_in_bulk_by_what_they_share() {
    let dir = tempfile::tempdir().unwrap();
    let (server, _receiver) = three(dir.path()).await;
    let remove = |more: &[&'static str]| [&["connectors", "remove", "--yes"], more].concat();
    for nobody in [
        &["--older-than", "90d"][..],
        &["--host", "b.example"],
        &["--never-used", "--older-than", "1d"],
        &["--never-used", "aaaaaaaa0"],
    ] {
        let said = offline(dir.path(), &remove(nobody)).await;
        assert_eq!(said, "0 removed\n", "{nobody:?}");
    }
    for (some, left) in [
        (
            &["--never-used", "--host", "loopback"][..],
            [true, false, true],
        ),
        (
            &["--host", ".environment.api.powerplatform.com"],
            [true, false, false],
        ),
        (&["--older-than", "0d"], [false, false, false]),
    ] {
        let said = offline(dir.path(), &remove(some)).await;
        assert!(said.ends_with("1 removed\n"), "{some:?}: {said}");
        for (id, left) in [USED, TWIN, UNUSED].into_iter().zip(left) {
            assert_eq!(there(&server, id).await, left, "{some:?}: {id}");
        }
    }
}

#[tokio::test]
async fn what_is_not_clear_removes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (server, _receiver) = three(dir.path()).await;
    for (arguments, says) in [
        (&[][..], "Say which"),
        (&["aaaaaaaa"], "write more of it"),
        (&["aaaaaaaa0", "cccc"], "No connector's id begins with cccc"),
        (&["--older-than", "soon"], "write days such as 90d"),
    ] {
        let mut command = binary();
        command
            .args(["connectors", "remove", "--yes"])
            .args(arguments);
        command.arg("--data-dir").arg(dir.path().join("data"));
        let said = refused(&mut command).await;
        assert!(said.contains(says), "{said}");
    }
    assert!(there(&server, USED).await && there(&server, TWIN).await);
}

/// By the operator: a save does not start it again.
#[tokio::test]
async fn connectors_are_stopped_and_started_by_id() {
    let dir = tempfile::tempdir().unwrap();
    let (server, receiver) = three(dir.path()).await;
    let said = offline(dir.path(), &["connectors", "disable", "aaaaaaaa0", UNUSED]).await;
    assert_eq!(said, "2 stopped\n");
    let list = offline(dir.path(), &["connectors", "list"]).await;
    assert_eq!(list.matches("disabled").count(), 2, "{list}");
    server
        .save(USED, "Create", &receiver.connector("used"))
        .await;
    let path = format!("/api/v1/connectors/{USED}?locale=de");
    let health = server.json(&path).await["health"].clone();
    assert_eq!(health["state"], "disabled");
    let reason = health["reason"].as_str().unwrap();
    assert!(reason.contains("Administrator"), "{reason}");
    let cards = receiver.posts_to("used").len();
    server.event("Nobody hears of it").await;
    let path = format!("/api/v1/connectors/{USED}/deliveries");
    until("it is skipped", async || {
        server.json(&path).await["deliveries"][0]["state"] == "skipped"
    })
    .await;
    assert_eq!(receiver.posts_to("used").len(), cards);
    let said = offline(dir.path(), &["connectors", "enable", USED]).await;
    assert_eq!(said, "1 started\n");
    server.event("It is heard of").await;
    until("a card comes", async || {
        receiver.posts_to("used").len() == cards + 1
    })
    .await;
    let mut nobody = binary();
    nobody.args(["connectors", "disable", "zzzz", "--data-dir"]);
    let said = refused(nobody.arg(dir.path().join("data"))).await;
    assert!(said.contains("No connector's id begins"), "{said}");
}

/// For a list that leaves the server: whose, how it goes, and no address.
#[tokio::test]
async fn connectors_are_shown_and_exported_without_an_address() {
    let dir = tempfile::tempdir().unwrap();
    let (server, receiver) = three(dir.path()).await;
    let formula = "=HYPERLINK(1)";
    let mut body = crate::support::save("All", WORKFLOW);
    body["configName"] = formula.into();
    let put = reqwest::Client::new().put(format!(
        "{}/api/v1/connectors/cccccccc33333333cccccccc",
        server.base
    ));
    assert!(put.json(&body).send().await.unwrap().status().is_success());
    offline(dir.path(), &["connectors", "disable", UNUSED]).await;
    let shown = offline(dir.path(), &["connectors", "show", USED]).await;
    for line in [
        "id = aaaaaaaa0",
        "state = ok",
        "tenant = -",
        "creator = -",
        "waiting = 0",
    ] {
        assert!(shown.lines().any(|each| each == line), "{line}: {shown}");
    }
    let json = offline(dir.path(), &["connectors", "export"]).await;
    let all: serde_json::Value = serde_json::from_str(&json).unwrap();
    let all = all.as_array().unwrap();
    assert_eq!(all.len(), 4);
    let stopped = all.iter().find(|one| one["id"] == "bbbbbbbb").unwrap();
    assert_eq!(stopped["state"], "disabled");
    assert_eq!(stopped["stoppedBy"], "operator");
    assert!(stopped["offSince"].as_str().unwrap().starts_with("20"));
    let csv = offline(dir.path(), &["connectors", "export", "--format", "csv"]).await;
    assert_eq!(csv.lines().count(), 5, "{csv}");
    assert!(csv.starts_with("id,name,notificationType,"), "{csv}");
    assert!(csv.contains(&format!("'{formula}")), "{csv}");
    let never = ["connectors", "export", "--format", "csv", "--never-used"];
    assert_eq!(offline(dir.path(), &never).await.lines().count(), 4);
    for said in [shown, json, csv] {
        for secret in ["canary", "1CiCisum", "webhookb2", USED, &receiver.base()] {
            assert!(!said.contains(secret), "{secret}: {said}");
        }
    }
}
