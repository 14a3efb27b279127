//! The links on cards: looking changes nothing, only the page's own button does, and a
//! link that does not work says so in a sentence.

use crate::support::timed::START;
use crate::support::{Process, Receiver, Server, offline, save, until};
use backend::clock::Clock;
use backend::{AuthMode, CardLinks, Config};
use reqwest::{Method, Response, StatusCode};
use std::collections::BTreeSet;
use std::time::Duration;
use tokio::task::JoinSet;

const ID: &str = "0123456789abcdef0123456789abcdef";
const PUBLIC: &str = "http://localhost:3978";
/// Programs that open every link in a message, and what people use.
const AGENTS: [&str; 6] = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/148.0",
    "Mozilla/5.0 (compatible; MSIE 9.0; SafeLinks)",
    "SkypeUriPreview Preview/0.5",
    "Slackbot-LinkExpanding 1.0",
    "facebookexternalhit/1.1",
    "",
];

fn public(config: &mut Config) {
    config.public_url = Some(PUBLIC.into());
}

/// The link on the newest card that was posted, as the path.
fn link(receiver: &Receiver, hook: &str) -> Option<String> {
    let posts = receiver.posts_to(hook);
    let rest = posts.last()?.body.split(&format!("({PUBLIC}/a/")).nth(1)?;
    let token = rest.split(')').next()?;
    Some(format!("/a/{token}"))
}

/// A connector with a card, and the link on it.
async fn linked(server: &Server, receiver: &Receiver) -> String {
    server.save(ID, "All", &receiver.connector("orders")).await;
    server.event("created", "Order paper").await;
    until("the card is there", async || {
        link(receiver, "orders").is_some()
    })
    .await;
    link(receiver, "orders").expect("a card has a link")
}

fn value(page: &str) -> Option<String> {
    let rest = page.split("name=\"press\" value=\"").nth(1)?;
    rest.split('"').next().map(str::to_owned)
}

async fn asked(server: &Server, path: &str) -> String {
    let page = server.get(path).await.text().await.expect("a page");
    value(&page).unwrap_or_else(|| panic!("no button: {page}"))
}

async fn press(server: &Server, path: &str, value: &str) -> Response {
    let post = server.http.post(format!("{}{path}", server.base));
    let form = post.header("content-type", "application/x-www-form-urlencoded");
    let sent = form.body(format!("press={value}")).send().await;
    sent.expect("the server answers")
}

async fn state(server: &Server) -> String {
    let record = server.connector(ID).await;
    record["health"]["state"]
        .as_str()
        .expect("a state")
        .to_owned()
}

#[tokio::test]
async fn a_thousand_looks_change_nothing_and_one_press_stops_the_cards() {
    let receiver = Receiver::start().await;
    let server = Server::start_with(public).await;
    let path = linked(&server, &receiver).await;
    for round in 0..1000 {
        let agent = AGENTS[round % AGENTS.len()];
        let method = if round % 3 == 0 {
            Method::HEAD
        } else {
            Method::GET
        };
        let request = server
            .http
            .request(method, format!("{}{path}", server.base));
        let answer = request.header("user-agent", agent).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{agent}");
    }
    assert_eq!(state(&server).await, "ok");
    for nothing in ["", "00", &"f".repeat(72)] {
        let answer = press(&server, &path, nothing).await;
        assert_eq!(answer.status(), StatusCode::CONFLICT, "{nothing}");
    }
    assert_eq!(state(&server).await, "ok");
    let value = asked(&server, &path).await;
    let first = press(&server, &path, &value).await;
    assert_eq!(first.status(), StatusCode::OK);
    let first = first.text().await.unwrap();
    assert!(first.contains("The cards are stopped."), "{first}");
    assert_eq!(state(&server).await, "disabled");
    let again = press(&server, &path, &value).await.text().await.unwrap();
    assert_eq!(again, first, "the same answer again");
    let page = server.get(&path).await.text().await.unwrap();
    assert!(
        self::value(&page).is_none() && page.contains("Save to start"),
        "{page}"
    );
    let cards = receiver.count();
    server.event("created", "Nobody hears of it").await;
    assert_eq!(server.deliveries(ID).await[0]["state"], "skipped");
    server.save(ID, "All", &receiver.connector("orders")).await;
    let late = press(&server, &path, &value).await;
    assert_eq!(late.status(), StatusCode::CONFLICT, "started again since");
    server.event("created", "It is heard of").await;
    until("a card comes", async || receiver.count() > cards).await;
}

#[tokio::test]
async fn sixty_four_presses_are_one_stop_and_one_answer() {
    let receiver = Receiver::start().await;
    let server = Server::start_with(public).await;
    let path = linked(&server, &receiver).await;
    let value = asked(&server, &path).await;
    let mut presses = JoinSet::new();
    for _ in 0..64 {
        let post = server.http.post(format!("{}{path}", server.base));
        let form = post.header("content-type", "application/x-www-form-urlencoded");
        presses.spawn(form.body(format!("press={value}")).send());
    }
    let mut answers = BTreeSet::new();
    for answer in presses.join_all().await {
        let answer = answer.expect("the server answers");
        assert_eq!(answer.status(), StatusCode::OK);
        answers.insert(answer.text().await.unwrap());
    }
    assert_eq!(answers.len(), 1);
    let record = server.connector(ID).await;
    assert_eq!(record["version"], 1, "nothing was saved");
    assert_eq!(state(&server).await, "disabled");
}

#[tokio::test]
async fn the_page_says_what_is_configured_and_never_the_address() {
    let receiver = Receiver::start().await;
    let server = Server::start_with(public).await;
    let path = linked(&server, &receiver).await;
    let german = server.http.get(format!("{}{path}", server.base));
    let german = german.header("accept-language", "zz, de-AT;q=0.9, en;q=0.8");
    let answer = german.send().await.unwrap();
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("cache-control"), "no-store");
    assert_eq!(header("referrer-policy"), "no-referrer");
    assert_eq!(header("x-robots-tag"), "noindex");
    assert!(header("content-type").starts_with("text/html"));
    let policy = header("content-security-policy");
    assert!(policy.contains("form-action 'self'") && !policy.contains("script"));
    let page = answer.text().await.unwrap();
    for part in [
        "lang=\"de\"",
        "Orders",
        "Erstellte und geänderte",
        "Karten anhalten",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    for secret in ["webhookb2", &receiver.base(), ID, "canary"] {
        assert!(!page.contains(secret), "{secret}: {page}");
    }
}

#[tokio::test]
async fn a_link_that_does_not_work_says_so_and_what_to_do() {
    let clock = Clock::manual(START);
    let receiver = Receiver::start().await;
    let server = Server::start_with(|config| {
        public(config);
        config.clock = clock.clone();
    })
    .await;
    let path = linked(&server, &receiver).await;
    let last = if path.ends_with('0') { '1' } else { '0' };
    let forged = format!("{}{last}", &path[..path.len() - 1]);
    let value = asked(&server, &path).await;
    let meets = async |path: &str, status: u16, says: &str| {
        for answer in [server.get(path).await, press(&server, path, &value).await] {
            assert_eq!(answer.status(), status, "{path}");
            assert!(
                answer.headers()["content-security-policy"]
                    .to_str()
                    .unwrap()
                    .contains("form-action 'self'")
            );
            let page = answer.text().await.unwrap();
            assert!(page.contains(says), "{page}");
        }
    };
    meets(&forged, 404, "Open it again from the card").await;
    meets("/a/none", 404, "Open it again from the card").await;
    meets(&format!("{path}0"), 404, "Open it again from the card").await;
    clock.advance(Duration::from_secs(3_600));
    let answer = press(&server, &path, &value).await;
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    assert!(
        answer
            .text()
            .await
            .unwrap()
            .contains("Open the link on the card again")
    );
    let record = format!("/api/v1/connectors/{ID}");
    let gone = server.call(Method::DELETE, &record, None).await;
    assert_eq!(gone.status(), StatusCode::NO_CONTENT);
    let page = server.get(&path).await;
    assert_eq!(page.status(), StatusCode::GONE);
    assert!(page.text().await.unwrap().contains("was removed"));
    clock.advance(Duration::from_secs(30 * 86_400));
    meets(&path, 410, "Use the link on a newer card").await;
}

/// Where the operator says so, cards have no link; where there is no public address either.
#[tokio::test]
async fn links_are_where_they_may_be() {
    let bare: fn(&mut Config) = |_| ();
    let off: fn(&mut Config) = |config| {
        public(config);
        config.card_links = Some(CardLinks::Off);
    };
    let said: fn(&mut Config) = |config| {
        public(config);
        config.auth_mode = Some(AuthMode::Capability);
        config.card_links = Some(CardLinks::Open);
    };
    for (change, there) in [(bare, false), (off, false), (public, true), (said, true)] {
        let receiver = Receiver::start().await;
        let server = Server::start_with(change).await;
        server.save(ID, "All", &receiver.workflow("orders")).await;
        server.event("created", "Order paper").await;
        until("the card is there", async || receiver.count() > 0).await;
        let link = link(&receiver, "orders");
        assert_eq!(link.is_some(), there);
        let found = server.get(&link.unwrap_or("/a/none".into())).await;
        assert_eq!(found.status() == StatusCode::OK, there);
    }
}

/// A test card of what is stored has the link, one of an unsaved form has none.
#[tokio::test]
async fn a_test_card_leads_to_what_is_stored() {
    let receiver = Receiver::start().await;
    let server = Server::start_with(public).await;
    let path = format!("/api/v1/connectors/{ID}/test");
    let unsaved = serde_json::json!({"webhookUrl": receiver.workflow("unsaved")});
    let tested = server.call(Method::POST, &path, Some(&unsaved)).await;
    assert_eq!(tested.status(), StatusCode::OK);
    assert_eq!(link(&receiver, "unsaved"), None);
    let body = save("All", &receiver.workflow("stored"));
    assert_eq!(server.put(ID, &body).await.status(), StatusCode::CREATED);
    let tested = server.call(Method::POST, &path, None).await;
    assert_eq!(tested.status(), StatusCode::OK);
    let found = link(&receiver, "stored").expect("a link");
    assert_eq!(server.get(&found).await.status(), StatusCode::OK);
}

/// Whoever asks too often is a person too.
#[tokio::test]
async fn what_is_refused_before_the_page_is_a_page() {
    let server = Server::start_with(|config| {
        public(config);
        config.limits.requests_per_second = 1;
    })
    .await;
    let mut last = server.get("/a/none").await;
    for _ in 0..20 {
        last = server.get("/a/none").await;
    }
    assert_eq!(last.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(last.headers().contains_key("retry-after"));
    assert!(last.text().await.unwrap().contains("Wait a minute"));
}

/// The token and the page's value are in no log line, and the stop outlasts a kill.
#[tokio::test]
async fn no_token_is_logged_and_a_stop_outlasts_a_kill() {
    let dir = tempfile::tempdir().unwrap();
    let receiver = Receiver::start().await;
    let server = Process::start(dir.path(), &["--public-url", PUBLIC]).await;
    server.save(ID, "All", &receiver.connector("orders")).await;
    server.event("Order paper").await;
    until("the card is there", async || {
        link(&receiver, "orders").is_some()
    })
    .await;
    let path = link(&receiver, "orders").unwrap();
    let page = server.text(&path).await;
    let value = value(&page).expect("a button");
    let http = reqwest::Client::new();
    let press = async |server: &Process| {
        let post = http.post(format!("{}{path}", server.base));
        let form = post.header("content-type", "application/x-www-form-urlencoded");
        let answer = form.body(format!("press={value}")).send().await.unwrap();
        answer.text().await.unwrap()
    };
    let first = press(&server).await;
    server.kill().await;
    let server = Process::start(dir.path(), &["--public-url", PUBLIC]).await;
    assert_eq!(press(&server).await, first);
    server.kill().await;
    let log = std::fs::read_to_string(dir.path().join("log")).unwrap();
    assert!(log.contains("a card's link"), "the stop is accounted for");
    let token = path.strip_prefix("/a/").unwrap();
    for secret in [token, value.as_str()] {
        assert!(!log.contains(&secret[..16]), "a token is in the log");
    }
    let list = offline(dir.path(), &["connectors", "list"]).await;
    assert!(list.contains("disabled"), "{list}");
}
