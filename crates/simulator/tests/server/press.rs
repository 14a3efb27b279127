//! A card's buttons, pressed as the clients press them.

use crate::bench::Bench;
use serde_json::{Value, json};

const HOOK: &str = "/webhookb2/a@b/IncomingWebhook/c/d";

async fn press(bench: &Bench, button: &str) -> (u16, Value) {
    let body = json!({ "button": button }).to_string();
    let answer = bench.post("/simulator/channel/press", &body).await;
    let status = answer.status().as_u16();
    (status, answer.json().await.expect("JSON"))
}

fn message_card() -> Value {
    json!({
        "@type": "MessageCard",
        "potentialAction": [{
            "@type": "OpenUri", "name": "Done",
            "targets": [{"os": "default", "uri": "http://localhost:3978/form"}],
        }],
        "sections": [{"activitySubtitle": "Orders · [Stop](http://localhost:3978/form)"}],
    })
}

fn adaptive() -> Value {
    let content = json!({
        "type": "AdaptiveCard",
        "body": [{"type": "TextBlock", "text": "[Stop](http://localhost:3978/form)"}],
        "actions": [
            {"type": "Action.OpenUrl", "title": "Done", "url": "http://localhost:3978/form"},
            {"type": "Action.OpenUrl", "title": "View", "url": "https://tasks.example/7"},
            {"type": "Action.Submit", "title": "Send"},
        ],
    });
    json!({"type": "message", "attachments": [{"content": content}]})
}

#[tokio::test]
async fn a_link_is_opened_and_its_pages_button_is_pressed() {
    let bench = Bench::start().await;
    for (hook, card) in [(HOOK, message_card()), ("/workflows/x?sig=y", adaptive())] {
        bench.post(hook, &card.to_string()).await;
        for button in ["Done", "Stop"] {
            let before = bench.seen().len();
            let (status, exchange) = press(&bench, button).await;
            assert_eq!(status, 200, "{exchange}");
            assert_eq!(exchange["opened"]["status"], 200);
            assert_eq!(exchange["pressed"]["text"], "pressed");
            let seen = bench.seen().split_off(before);
            let calls: Vec<_> = seen.iter().map(|one| one.method.as_str()).collect();
            assert_eq!(calls, ["GET", "POST"]);
            assert_eq!(seen[1].body, "press=c0ffee");
            assert_eq!(seen[1].target, "/form");
        }
    }
}

#[tokio::test]
async fn what_no_client_does_is_not_done() {
    let bench = Bench::start().await;
    assert_eq!(press(&bench, "Done").await.0, 404, "no card");
    bench
        .post("/workflows/x?sig=y", &adaptive().to_string())
        .await;
    let (_, asked) = press(&bench, "Send").await;
    assert!(
        asked["says"]
            .as_str()
            .unwrap()
            .starts_with("Something went wrong")
    );
    let (_, away) = press(&bench, "View").await;
    assert_eq!(away["opens"], "https://tasks.example/7");
    assert_eq!(press(&bench, "None").await.0, 404);
    // A Workflow shows a MessageCard's text, and none of its buttons.
    bench
        .post("/workflows/x?sig=y", &message_card().to_string())
        .await;
    assert_eq!(press(&bench, "Done").await.0, 404);
    assert!(bench.seen().is_empty(), "nobody was asked");
    let nothing = bench.post("/simulator/channel/press", "{}").await;
    assert_eq!(nothing.status(), 400);
}
