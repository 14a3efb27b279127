//! Topics over HTTP: who hears of what, and of what a sender may report.

use crate::grants::made;
use crate::support::{Receiver, Server, save, until};
use reqwest::StatusCode;
use serde_json::{Value, json};

const ALPHA: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const BETA: &str = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

fn about(topics: &Value, title: &str) -> Value {
    json!({"type": "created", "topics": topics, "task": {"id": "7", "title": title}})
}

async fn answer(server: &Server, body: &Value) -> (StatusCode, Value) {
    let answer = server.send(body, None).await;
    let status = answer.status();
    (status, answer.json().await.expect("the answer is JSON"))
}

async fn save_about(server: &Server, id: &str, webhook: &str, topics: Value) -> StatusCode {
    let mut body = save("All", webhook);
    body["topics"] = topics;
    server.put(id, &body).await.status()
}

#[tokio::test]
async fn each_channel_hears_of_its_own_project() {
    let (receiver, server) = (Receiver::start().await, Server::start().await);
    for (id, name) in [(ALPHA, "alpha"), (BETA, "beta")] {
        let webhook = receiver.connector(name);
        let topics = json!([format!("project/{name}")]);
        let saved = save_about(&server, id, &webhook, topics.clone()).await;
        assert_eq!(saved, StatusCode::CREATED);
        assert_eq!(server.connector(id).await["topics"], topics);
    }
    let (status, told) = answer(&server, &about(&json!(["project/beta/1"]), "For beta")).await;
    assert_eq!(
        (status, &told["deliveries"]),
        (StatusCode::ACCEPTED, &json!(1))
    );
    until("its card is there", async || {
        receiver.posts_to("beta").len() == 1
    })
    .await;
    let (_, told) = answer(&server, &about(&json!([]), "For nobody")).await;
    assert_eq!(told["deliveries"], 0);
    assert!(receiver.posts_to("alpha").is_empty());
    // Nor does it read in its history what the other is told.
    assert!(server.deliveries(ALPHA).await.is_empty());
    assert_eq!(server.deliveries(BETA).await.len(), 1);
}

#[tokio::test]
async fn a_topic_is_cleaned_told_once_and_refused_where_it_is_none() {
    let server = Server::start().await;
    let sent = json!([" project/alpha ", "project/alpha"]);
    let (status, told) = answer(&server, &about(&sent, "Order paper")).await;
    assert_eq!(status, StatusCode::ACCEPTED);
    assert_eq!(told["cleaned"], json!(["topics[0]"]));
    let nine = vec!["project/alpha"; 9];
    for (topics, field) in [
        (json!(["a/b/c/d/e"]), "topics[0]"),
        (json!(["a", "a//b"]), "topics[1]"),
        (json!(["a", ""]), "topics[1]"),
        (json!(nine), "topics"),
    ] {
        let (status, problem) = answer(&server, &about(&topics, "Order paper")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{topics}");
        assert_eq!(problem["field"], field, "{problem}");
    }
    let webhook = Receiver::start().await.connector("alpha");
    for topics in [json!(["a//b"]), json!(vec!["a"; 51]), json!("a")] {
        let saved = save_about(&server, ALPHA, &webhook, topics).await;
        assert!(saved.is_client_error(), "{saved}");
    }
}

/// In the envelope of Standard Webhooks, where others may mean something else by it.
#[tokio::test]
async fn an_envelope_names_topics_too() {
    let (receiver, server) = (Receiver::start().await, Server::start().await);
    save_about(
        &server,
        ALPHA,
        &receiver.connector("alpha"),
        json!(["project"]),
    )
    .await;
    for (topics, deliveries) in [(json!(["project/alpha"]), 1), (json!({"of": 1}), 0)] {
        let data = json!({"id": 7, "title": "Order paper", "topics": topics});
        let body = json!({"type": "task.created", "data": data});
        let (status, told) = answer(&server, &body).await;
        assert_eq!(
            (status, &told["deliveries"]),
            (StatusCode::ACCEPTED, &json!(deliveries))
        );
    }
}

#[tokio::test]
async fn a_sender_may_be_limited_to_some_topics() {
    let server = Server::start().await;
    let add = [
        "senders",
        "add",
        "billing",
        "--topic",
        "project/alpha",
        "--topic",
        "list",
    ];
    let token = made(&server, &add).await;
    for (topics, status) in [
        (json!(["project/alpha"]), StatusCode::ACCEPTED),
        (
            json!(["list/facilities", "project/alpha/1"]),
            StatusCode::ACCEPTED,
        ),
        (json!(["project"]), StatusCode::UNPROCESSABLE_ENTITY),
        (
            json!(["list", "project/beta"]),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (json!([]), StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let call = server.http.post(format!("{}/api/v1/events", server.base));
        let call = call
            .bearer_auth(&token)
            .json(&about(&topics, "Order paper"));
        let answer = call.send().await.expect("the server answers");
        assert_eq!(answer.status(), status, "{topics}");
        if status == StatusCode::UNPROCESSABLE_ENTITY {
            let problem: Value = answer.json().await.expect("a problem");
            let detail = "This sender may report about project/alpha, list alone.";
            assert_eq!(problem["detail"], detail, "{problem}");
        }
    }
}

async fn read(server: &Server, path: &str) -> Value {
    server.json(&format!("/api/v1/topics{path}")).await
}

async fn declare(server: &Server, token: &str, topics: Value) -> StatusCode {
    let call = server.http.put(format!("{}/api/v1/topics", server.base));
    let call = call.bearer_auth(token).json(&json!({ "topics": topics }));
    call.send().await.expect("the server answers").status()
}

#[tokio::test]
async fn what_events_named_and_what_was_declared_may_be_chosen() {
    let server = Server::start().await;
    let token = server.events_token();
    assert_eq!(read(&server, "").await, json!({"topics": [], "all": 0}));
    answer(&server, &about(&json!(["project/alpha"]), "Order paper")).await;
    let titles = json!({"en": "Alpha team", "de": "Gruppe Alpha"});
    let declared = json!([{"topic": "project/alpha", "titles": titles}, {"topic": "list"}]);
    assert_eq!(
        declare(&server, &token, declared).await,
        StatusCode::NO_CONTENT
    );
    let title = |topic: &str, title: &str| json!({"topic": topic, "title": title});
    let alpha = title("project/alpha", "Gruppe Alpha");
    assert_eq!(
        read(&server, "?locale=de-de").await,
        json!({"topics": [alpha, title("list", "list"), title("project", "project")], "all": 3})
    );
    assert_eq!(
        read(&server, "?locale=de-de&search=ALPHA").await,
        json!({"topics": [alpha], "all": 1})
    );
    // What nobody declares any longer and no event named is gone.
    assert_eq!(
        declare(&server, &token, json!([])).await,
        StatusCode::NO_CONTENT
    );
    let left = [
        title("project", "project"),
        title("project/alpha", "project/alpha"),
    ];
    assert_eq!(read(&server, "").await, json!({"topics": left, "all": 2}));
}

#[tokio::test]
async fn a_bad_list_of_topics_changes_nothing() {
    let server = Server::start().await;
    let token = server.events_token();
    let good = json!([{"topic": "project"}]);
    assert_eq!(declare(&server, &token, good).await, StatusCode::NO_CONTENT);
    let limited = ["senders", "add", "billing", "--topic", "list"];
    let limited = made(&server, &limited).await;
    let many: Vec<_> = (0..10_001)
        .map(|n| json!({"topic": format!("p/{n}")}))
        .collect();
    for (token, topics) in [
        (&token, json!([{"topic": "a"}, {"topic": "a"}])),
        (&token, json!([{"topic": "a//b"}])),
        (&token, json!([{"topic": "a", "titles": {"en": ""}}])),
        (&token, json!([{"topic": "a", "titles": {"e_n": "A"}}])),
        (
            &token,
            json!([{"topic": "a", "titles": {"en": "x".repeat(101)}}]),
        ),
        (&token, json!(many)),
        (&limited, json!([{"topic": "project"}])),
    ] {
        let status = declare(&server, token, topics).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(read(&server, "").await["all"], 1);
}

/// Of the last seven days, of any topic or of some, of the kinds that are wanted.
#[tokio::test]
async fn a_choice_says_how_much_would_have_come() {
    let clock = backend::clock::Clock::manual(crate::support::timed::START);
    let server = crate::support::timed::server(&clock).await;
    let old = json!(["project/alpha"]);
    answer(&server, &about(&old, "Long ago")).await;
    clock.advance(std::time::Duration::from_secs(8 * 24 * 3600));
    for topics in [
        json!(["project/alpha", "project/beta"]),
        json!(["list"]),
        json!([]),
    ] {
        answer(&server, &about(&topics, "Order paper")).await;
    }
    for (query, events) in [
        ("All", 3),
        ("Create", 3),
        ("Update", 0),
        ("All&topic=project", 1),
        ("All&topic=project/beta&topic=list", 2),
        ("All&topic=other", 0),
    ] {
        let told = read(&server, &format!("/matches?notificationType={query}")).await;
        assert_eq!(told, json!({"events": events, "days": 7}), "{query}");
    }
}

/// A tenant's topics are its own: nobody else reads what its projects are called.
#[tokio::test]
async fn topics_are_a_tenants_own() {
    let server = Server::start_outside().await;
    let sender = made(&server, &["senders", "add", "billing", "--tenant", "a"]).await;
    let mut keys = Vec::new();
    for tenant in ["a", "b"] {
        keys.push(made(&server, &["enrolment", "add", tenant, "--tenant", tenant]).await);
    }
    let event = about(&json!(["merger/secret"]), "Order paper");
    let call = server.http.post(format!("{}/api/v1/events", server.base));
    let told = call.bearer_auth(&sender).json(&event).send().await;
    assert_eq!(told.expect("it answers").status(), StatusCode::ACCEPTED);
    let public = json!([{"topic": "list"}]);
    let declared = declare(&server, &server.events_token(), public).await;
    assert_eq!(declared, StatusCode::NO_CONTENT);
    for (key, all, events) in [(&keys[0], 3, 1), (&keys[1], 1, 0)] {
        let url = |path: &str| format!("{}/api/v1/topics{path}", server.base);
        for (path, field, value) in [
            (url(""), "all", all),
            (url("/matches?notificationType=All"), "events", events),
        ] {
            let call = server.http.get(path).header("Enrolment-Key", key);
            let told = call.send().await.expect("the server answers");
            let told: Value = told.json().await.expect("the answer is JSON");
            assert_eq!(told[field], value, "{told}");
        }
    }
}
