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
            assert_eq!(seen[1].body, "press=c0ffee&input=");
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

/// Microsoft's service passes the press on in a person's name; what comes of it is shown.
#[tokio::test]
async fn a_press_within_a_card_is_passed_on() {
    let bench = Bench::start().await;
    let posts = |target: &str| {
        json!({
            "@type": "MessageCard",
            "correlationId": "0199-event",
            "potentialAction": [
                {"@type": "ActionCard", "name": "Done", "inputs": [{"id": "input"}], "actions": [{
                    "@type": "HttpPOST", "name": "Done", "target": target,
                    "body": "{\"input\":\"{{input.value}}\"}",
                }]},
                {"@type": "HttpPOST", "name": "Later", "target": "https://tasks.example/", "body": "{}"},
            ],
        })
    };
    let card = posts("http://localhost:3978/card");
    bench.post(HOOK, &card.to_string()).await;
    let wanted = json!({"button": "Done", "person": "colleague", "input": "Paid."});
    let answer = bench
        .post("/simulator/channel/press", &wanted.to_string())
        .await;
    let exchange: Value = answer.json().await.expect("JSON");
    assert_eq!(exchange["posted"]["says"], "Done. Closed.");
    assert_eq!(exchange["posted"]["card"]["summary"], "new");
    let seen = bench.seen().pop().expect("it was asked");
    assert_eq!(
        (seen.target.as_str(), &seen.body[..]),
        ("/card", &br#"{"input":"Paid."}"#[..])
    );
    let header = |name: &str| seen.headers[name].to_str().expect("text").to_owned();
    assert_eq!(header("card-correlation-id"), "0199-event");
    assert_eq!(header("action-request-id").len(), 36);
    assert!(header("authorization").starts_with("Bearer eyJ"));
    let shown = bench.json("/simulator/channel").await;
    assert_eq!(shown[0]["card"]["summary"], "new");
    assert_eq!(shown[0]["says"], "Done. Closed. (colleague)");
    bench
        .post(HOOK, &posts("http://localhost:3978/card").to_string())
        .await;
    assert_eq!(press(&bench, "Later").await.0, 403, "nobody registered it");
}

/// Whoever is sent to sign in comes back with a code.
#[tokio::test]
async fn who_follows_a_link_signs_in() {
    let bench = Bench::start().await;
    let card = json!({"@type": "MessageCard", "sections": [
        {"activitySubtitle": "[Stop](http://localhost:3978/signing)"},
    ]});
    bench.post(HOOK, &card.to_string()).await;
    let (status, exchange) = press(&bench, "Stop").await;
    assert_eq!(status, 200, "{exchange}");
    assert_eq!(exchange["opened"]["text"], "pressed");
    let seen = bench.seen();
    let [asked, back] = seen.as_slice() else {
        panic!("{seen:?}");
    };
    assert_eq!(asked.target, "/signing");
    let form = String::from_utf8_lossy(&back.body);
    assert!(
        form.starts_with("code=") && form.ends_with("&state=s"),
        "{form}"
    );
}
