//! The issuer is asked seldom, never for nothing, and needed by nobody but who
//! signs in.

use super::{ID, OTHER_ID, call, get, put};
use crate::support::entra::{Entra, Mood};
use crate::support::timed::START;
use crate::support::{Receiver, Server, until};
use backend::EditBy;
use backend::clock::Clock;
use reqwest::Method;
use serde_json::json;
use std::time::{Duration, Instant};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);

/// A server on a clock that is moved by hand, and the time of that clock.
async fn timed(entra: &Entra) -> (Server, Clock) {
    let clock = Clock::manual(START);
    let server = entra.server(EditBy::Tenant, |config| config.clock = clock.clone());
    (server.await, clock)
}

fn token(entra: &Entra, clock: &Clock) -> String {
    entra.token_at("member", clock.wall() / 1000)
}

#[tokio::test]
async fn a_thousand_unknown_keys_are_one_question_in_five_minutes() {
    let entra = Entra::start().await;
    let (server, clock) = timed(&entra).await;
    assert_eq!(entra.asked(), 0, "nobody asked to sign in yet");
    let stranger = issuer::Issuer::at(&entra.base);
    let person = issuer::Person::named("member").unwrap();
    let claims = |now| entra.issuer().claims(&person, issuer::Version::V2, "", now);
    let strange = stranger.sign(&claims(clock.wall() / 1000));
    let path = format!("connectors/{ID}");
    for _ in 0..1_000 {
        assert_eq!(get(&server, &strange, &path).await, 401);
    }
    assert_eq!(entra.asked(), 1);
    assert_eq!(put(&server, &token(&entra, &clock), ID).await, 201);
    clock.advance(5 * MINUTE);
    let strange = stranger.sign(&claims(clock.wall() / 1000));
    for _ in 0..10 {
        assert_eq!(get(&server, &strange, &path).await, 401);
    }
    assert_eq!(entra.asked(), 2);
    let metrics = server.get("/metrics").await.text().await.unwrap();
    for line in [
        "teams_connector_key_fetches_total{result=\"ok\"} 2",
        "teams_connector_requests_refused_total{reason=\"token\"} 1010",
        "teams_connector_keys_age_seconds 0",
    ] {
        assert!(
            metrics.lines().any(|each| each == line),
            "{line}\n{metrics}"
        );
    }
}

/// Nobody but an issuer of the allowed tenants is asked about.
#[tokio::test]
async fn a_strangers_issuer_is_never_asked() {
    let entra = Entra::start().await;
    let server = entra.server(EditBy::Tenant, |_| ()).await;
    for token in ["", "token", "a.b.c", &entra.token("stranger")] {
        assert_eq!(get(&server, token, &format!("connectors/{ID}")).await, 401);
    }
    assert_eq!(entra.asked(), 0);
}

#[tokio::test]
async fn a_new_key_counts_after_one_question_and_the_old_one_for_its_day() {
    let entra = Entra::start().await;
    let (server, clock) = timed(&entra).await;
    assert_eq!(put(&server, &token(&entra, &clock), ID).await, 201);
    let old = entra.token_at("member", clock.wall() / 1000 + 23 * 3600);
    entra.issuer().replace();
    clock.advance(5 * MINUTE);
    assert_eq!(put(&server, &token(&entra, &clock), ID).await, 200);
    assert_eq!(entra.asked(), 2);
    clock.advance(23 * HOUR);
    assert_eq!(put(&server, &old, ID).await, 200, "by the key before");
    clock.advance(HOUR);
    assert_eq!(put(&server, &old, ID).await, 401, "a day is over");
}

#[tokio::test]
async fn without_the_issuer_known_keys_go_on_and_cards_too() {
    let entra = Entra::start().await;
    let receiver = Receiver::start().await;
    let (server, clock) = timed(&entra).await;
    let body = crate::support::save("All", &receiver.connector("people"));
    let path = format!("connectors/{ID}");
    let saved = call(
        &server,
        &token(&entra, &clock),
        Method::PUT,
        &path,
        Some(&body),
    )
    .await;
    assert_eq!(saved.status(), 201);
    entra.is(Mood::Down);
    clock.advance(HOUR);
    assert_eq!(get(&server, &token(&entra, &clock), &path).await, 200);
    server.event("created", "Goes out").await;
    until("the card", async || !receiver.posts().is_empty()).await;
    entra.issuer().rotate();
    assert_eq!(get(&server, &token(&entra, &clock), &path).await, 503);
    assert_eq!(
        get(&server, &token(&entra, &clock), &path).await,
        503,
        "asked just now"
    );
    entra.is(Mood::Answers);
    clock.advance(5 * MINUTE);
    assert_eq!(get(&server, &token(&entra, &clock), &path).await, 200);
}

/// Without anybody who signs in meanwhile.
#[tokio::test]
async fn keys_are_read_anew_after_an_hour() {
    let entra = Entra::start().await;
    let (server, clock) = timed(&entra).await;
    assert_eq!(put(&server, &token(&entra, &clock), ID).await, 201);
    assert_eq!(entra.asked(), 1);
    clock.advance(HOUR);
    // Asked is not yet answered: the next hour begins when they are known.
    let is_fresh = async || {
        let metrics = server.get("/metrics").await.text().await.unwrap();
        metrics.contains("\nteams_connector_keys_age_seconds 0")
    };
    until("they are read again", &is_fresh).await;
    assert_eq!(entra.asked(), 2);
    entra.issuer().rotate();
    clock.advance(HOUR);
    until("and again", &is_fresh).await;
    assert_eq!(put(&server, &token(&entra, &clock), ID).await, 200);
    assert_eq!(entra.asked(), 3, "the new key is known already");
}

/// Five minutes are allowed for, an hour is not: whoever signs in hears nothing else
/// than always, the log has the reason.
#[tokio::test]
async fn a_clock_an_hour_off_refuses_everybody() {
    let entra = Entra::start().await;
    let (server, clock) = timed(&entra).await;
    let now = clock.wall() / 1000;
    for (off, status) in [(299, 201), (301, 401), (3600, 401), (-75 * 60 - 301, 401)] {
        let token = entra.token_at("member", now + off);
        let id = format!("00000000000000000000000000{:06}", off.abs());
        assert_eq!(put(&server, &token, &id).await, status, "{off}");
    }
    assert_eq!(server.get("/readyz").await.status(), 200);
}

#[tokio::test]
async fn it_starts_without_the_issuer() {
    let entra = Entra::start().await;
    entra.is(Mood::Down);
    let server = entra.server(EditBy::Tenant, |_| ()).await;
    assert_eq!(server.get("/readyz").await.status(), 200);
    let path = format!("connectors/{ID}");
    let answer = call(&server, &entra.token("member"), Method::GET, &path, None).await;
    assert_eq!(answer.status(), 503);
    assert_eq!(answer.headers()["retry-after"], "60");
    let problem: serde_json::Value = answer.json().await.unwrap();
    assert_eq!(problem["code"], "unavailable");
    assert_eq!(server.get("/readyz").await.status(), 200);
}

/// Who saves waits for at most five seconds, and nobody waits twice.
#[tokio::test]
async fn an_issuer_that_hangs_costs_three_seconds_once() {
    let entra = Entra::start().await;
    entra.is(Mood::Hangs);
    let server = entra.server(EditBy::Tenant, |_| ()).await;
    let (begun, token) = (Instant::now(), entra.token("member"));
    let ids = [ID, OTHER_ID];
    let paths = ids.map(|id| format!("connectors/{id}"));
    let both = tokio::join!(
        get(&server, &token, &paths[0]),
        get(&server, &token, &paths[1])
    );
    assert_eq!(both, (503, 503));
    assert_eq!(entra.asked(), 1);
    let took = begun.elapsed();
    assert!(
        took >= Duration::from_secs(3) && took < Duration::from_secs(5),
        "{took:?}"
    );
}

/// Two who come at once are both let in by the one answer.
#[tokio::test]
async fn who_comes_meanwhile_waits_for_the_answer() {
    let entra = Entra::start().await;
    entra.is(Mood::Late);
    let (server, clock) = timed(&entra).await;
    let token = token(&entra, &clock);
    let both = tokio::join!(put(&server, &token, ID), put(&server, &token, OTHER_ID));
    assert_eq!(both, (201, 201));
    assert_eq!(entra.asked(), 1);
    // The same while keys are read anew.
    clock.advance(HOUR);
    entra.issuer().rotate();
    let token = self::token(&entra, &clock);
    until("they are read again", async || entra.asked() == 2).await;
    assert_eq!(put(&server, &token, ID).await, 200);
    assert_eq!(entra.asked(), 2);
}

/// Whoever hangs up meanwhile keeps the keys from nobody.
#[tokio::test]
async fn a_caller_who_leaves_does_not_end_the_question() {
    let entra = Entra::start().await;
    entra.is(Mood::Hangs);
    let (server, clock) = timed(&entra).await;
    let token = token(&entra, &clock);
    let url = format!("{}/api/v1/connectors/{ID}", server.base);
    let leaving = server
        .http
        .get(url)
        .bearer_auth(&token)
        .timeout(Duration::from_millis(200));
    assert!(leaving.send().await.is_err());
    until("the question", async || entra.asked() == 1).await;
    let path = format!("connectors/{ID}");
    assert_eq!(get(&server, &token, &path).await, 503);
    assert_eq!(entra.asked(), 1);
}

#[tokio::test]
async fn an_answer_that_is_none_leaves_the_last_good_keys() {
    let entra = Entra::start().await;
    let (server, clock) = timed(&entra).await;
    assert_eq!(put(&server, &token(&entra, &clock), ID).await, 201);
    let old = token(&entra, &clock);
    entra.issuer().rotate();
    let large = json!({"keys": [], "x": "x".repeat(1024 * 1024)}).to_string();
    let many = json!({"keys": vec![json!({"kty": "RSA"}); 10_000]}).to_string();
    for mood in [
        Mood::Redirects,
        Mood::Says("<html>".into()),
        Mood::Says(large),
        Mood::Says(many),
        Mood::Says(json!({"keys": []}).to_string()),
    ] {
        entra.is(mood);
        clock.advance(5 * MINUTE);
        assert_eq!(put(&server, &token(&entra, &clock), ID).await, 503);
        assert_eq!(put(&server, &old, ID).await, 200);
    }
    assert_eq!(entra.asked(), 6);
}
