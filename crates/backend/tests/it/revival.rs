//! A webhook that was disabled is posted to again, by a save of the same record or by
//! one call; what came meanwhile is not lost.

use crate::support::timed::{ID, START, server, wanted};
use crate::support::{Receiver, Script, Server, offline, save, until};
use backend::clock::Clock;
use reqwest::{Method, StatusCode};
use std::time::Duration;

/// Twice gone, five minutes apart, and a card that came afterwards.
async fn disabled(server: &Server, clock: &Clock, receiver: &Receiver) {
    receiver.usually(Script::status(410, ""));
    server.save(ID, "All", &receiver.connector("one")).await;
    server.event("created", "Order paper").await;
    let tried = async |times: u64| {
        until("it is tried", async || {
            let newest = &wanted(server).await[0];
            newest["attempts"] == times && newest["state"] != "sending"
        })
        .await;
    };
    tried(1).await;
    clock.advance(Duration::from_secs(301));
    tried(2).await;
    server.event("created", "Order ink").await;
    assert_eq!(wanted(server).await[0]["state"], "skipped");
    let health = server.connector(ID).await["health"].clone();
    assert_eq!(health["state"], "disabled");
    assert_eq!(health["outcome"], "gone");
    assert_eq!(health["since"], "2026-09-21");
    receiver.usually(Script::ok());
}

enum Way {
    /// As the form does when nothing in it is changed.
    Save,
    Call,
}

#[tokio::test]
async fn a_disabled_webhook_is_enabled_by_a_save_and_by_a_call() {
    for way in [Way::Save, Way::Call] {
        let clock = Clock::manual(START);
        let receiver = Receiver::start().await;
        let server = server(&clock).await;
        disabled(&server, &clock, &receiver).await;
        let answer = match way {
            Way::Save => {
                let mut body = save("All", "");
                body.as_object_mut().unwrap().remove("webhookUrl");
                server.put(ID, &body).await
            }
            Way::Call => {
                let path = format!("/api/v1/connectors/{ID}/enable");
                server.call(Method::POST, &path, None).await
            }
        };
        assert_eq!(answer.status(), StatusCode::OK);
        assert_ne!(server.connector(ID).await["health"]["state"], "disabled");
        let before = receiver.count();
        server.event("created", "Order pens").await;
        until("the next arrives", async || receiver.count() == before + 1).await;
        let replay = ["deliveries", "replay", "--connector", ID];
        let said = offline(server.dir.path(), &replay).await;
        assert!(said.contains("2 sent again"), "{said}");
        // The command's clock is the machine's.
        let ahead = Clock::machine().now() - clock.now();
        clock.advance(Duration::from_millis(ahead.max(0).unsigned_abs() + 2000));
        until("the others arrive", async || {
            let all = wanted(&server).await;
            all.iter().all(|each| each["state"] == "delivered")
        })
        .await;
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_enabled() {
    let server = Server::start().await;
    for id in [ID, "short"] {
        let path = format!("/api/v1/connectors/{id}/enable");
        let answer = server.call(Method::POST, &path, None).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{id}");
    }
}

/// A card that met the refusal itself says so, also where another one was the last straw.
#[tokio::test]
async fn a_card_keeps_what_it_met_itself() {
    let clock = Clock::manual(START);
    let receiver = Receiver::start().await;
    receiver.usually(Script::status(410, ""));
    let server = server(&clock).await;
    server.save(ID, "All", &receiver.connector("one")).await;
    server.event("created", "Order paper").await;
    until("it is refused", async || {
        wanted(&server).await[0]["outcome"] == "gone"
    })
    .await;
    server.event("created", "Order ink").await;
    clock.advance(Duration::from_secs(301));
    until("it is turned off", async || {
        server.connector(ID).await["health"]["state"] == "disabled"
    })
    .await;
    let met: Vec<_> = wanted(&server).await;
    let met: Vec<_> = met.iter().map(|each| each["outcome"].clone()).collect();
    assert_eq!(met, ["gone", "gone"]);
}
