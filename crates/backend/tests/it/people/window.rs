//! Signing in in a window: the way out, back, and what the page fetches.

use super::{ID, get};
use crate::support::Server;
use crate::support::entra::{Entra, Mood};
use backend::EditBy;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use issuer::{OTHER_TENANT, STRANGE_TENANT, TENANT};
use reqwest::Response;
use reqwest::header::{CONTENT_TYPE, LOCATION};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::time::Duration;

const VERIFIER: &str = "only-the-page-knows";
const LAST_PAGE: &str = "<!doctype html><html lang=\"en\"><script>tell()</script></html>";

struct Window {
    entra: Entra,
    server: Server,
    /// Follows nothing by itself.
    http: reqwest::Client,
    _page: tempfile::TempDir,
}

impl Window {
    async fn open() -> Self {
        Self::open_with(|_| ()).await
    }

    async fn open_with(change: impl FnOnce(&mut backend::Config)) -> Self {
        let page = tempfile::tempdir().expect("a directory can be made");
        std::fs::write(page.path().join("sign-in.html"), LAST_PAGE).expect("it can be written");
        let entra = Entra::start().await;
        let dir = page.path().to_owned();
        let server = entra.server(EditBy::Tenant, |config| {
            config.page_dir = Some(dir);
            change(config);
        });
        let server = server.await;
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
        Self {
            entra,
            server,
            http: http.build().expect("a client"),
            _page: page,
        }
    }

    async fn begin(&self, query: &str) -> Response {
        let url = format!("{}/sign-in?{query}", self.server.base);
        self.http.get(url).send().await.expect("it answers")
    }

    /// Where the authority is asked for this tenant.
    async fn address(&self, tenant: &str) -> String {
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
        let answer = self
            .begin(&format!("challenge={challenge}&tenant={tenant}"))
            .await;
        assert_eq!(answer.status(), 302);
        answer.headers()[LOCATION]
            .to_str()
            .expect("text")
            .to_owned()
    }

    async fn end(&self, form: &[(&str, &str)]) -> String {
        let form = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        let request = self
            .http
            .post(format!("{}/sign-in/end", self.server.base))
            .body(form);
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = request.send().await.expect("it answers");
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["cache-control"], "no-store");
        let policy = answer.headers()["content-security-policy"]
            .to_str()
            .expect("text");
        assert!(
            policy.contains("script-src 'self' 'wasm-unsafe-eval' 'sha256-"),
            "{policy}"
        );
        answer.text().await.expect("text")
    }

    /// What the last page is told when this person signed in at this tenant.
    async fn told(&self, tenant: &str, name: &str) -> String {
        let (code, state) = self.entra.code(&self.address(tenant).await, name);
        self.end(&[("code", &code), ("state", &state)]).await
    }

    async fn fetch(&self, pass: &str, verifier: &str) -> (u16, Value) {
        let body = json!({"pass": pass, "verifier": verifier});
        let url = format!("{}/api/v1/sign-in", self.server.base);
        let answer = self
            .http
            .post(url)
            .json(&body)
            .send()
            .await
            .expect("it answers");
        (answer.status().as_u16(), answer.json().await.expect("JSON"))
    }
}

fn pass(page: &str) -> &str {
    let rest = page.split_once("<html data-pass=\"").expect("it worked").1;
    rest.split_once('"').expect("its end").0
}

#[tokio::test]
async fn who_signs_in_in_a_window_is_a_member_like_any_other() {
    let window = Window::open().await;
    let page = window.told(TENANT, "member").await;
    assert!(
        page.contains("lang=\"en\"><script>tell()</script>"),
        "{page}"
    );
    let (status, body) = window.fetch(pass(&page), VERIFIER).await;
    assert_eq!(status, 200);
    let token = body["token"].as_str().expect("a token");
    assert!(!page.contains(token), "the window sees no token");
    assert_eq!(super::put(&window.server, token, ID).await, 201);
    let colleague = window.entra.token("colleague");
    assert_eq!(
        get(&window.server, &colleague, &format!("connectors/{ID}")).await,
        200
    );
}

#[tokio::test]
async fn only_who_began_it_fetches_the_token() {
    let window = Window::open().await;
    let page = window.told(TENANT, "member").await;
    let pass = pass(&page);
    for (pass, verifier) in [
        (pass, "another"),
        (pass, ""),
        ("", VERIFIER),
        (&pass[1..], VERIFIER),
    ] {
        let (status, body) = window.fetch(pass, verifier).await;
        assert_eq!((status, &body["code"]), (401, &json!("unauthorized")));
    }
    // A state is no pass, and a pass no state.
    let address = window.address(TENANT).await;
    let (code, state) = window.entra.code(&address, "member");
    assert_eq!(window.fetch(&state, VERIFIER).await.0, 401);
    let page = window.end(&[("code", &code), ("state", pass)]).await;
    assert!(page.contains("<html data-fruitless=\"late\""), "{page}");
}

#[tokio::test]
async fn a_window_that_brings_nothing_says_why_in_a_word() {
    let window = Window::open().await;
    let fruitless = |page: &str, word: &str| {
        assert!(
            page.contains(&format!("<html data-fruitless=\"{word}\"")),
            "{word}: {page}"
        );
    };
    // Another organisation's account, also one that may sign in elsewhere.
    fruitless(&window.told("", "stranger").await, "foreign");
    fruitless(&window.told(TENANT, "other").await, "foreign");
    assert!(window.told("", "other").await.contains("data-pass"));
    // The person, or the authority, says no.
    let (code, state) = window.entra.code(&window.address(TENANT).await, "member");
    for error in ["access_denied", "consent_required", "<b>"] {
        let page = window.end(&[("error", error), ("state", &state)]).await;
        fruitless(&page, "refused");
        assert!(!page.contains(error));
    }
    // Begun nowhere.
    fruitless(
        &window.end(&[("code", &code), ("state", "none")]).await,
        "late",
    );
    fruitless(&window.end(&[]).await, "late");
    // A code counts once.
    assert!(
        window
            .end(&[("code", &code), ("state", &state)])
            .await
            .contains("data-pass")
    );
    fruitless(
        &window.end(&[("code", &code), ("state", &state)]).await,
        "down",
    );
    // Another sign-in's code.
    let (_, first) = window.entra.code(&window.address(TENANT).await, "member");
    let (second, _) = window.entra.code(&window.address(TENANT).await, "member");
    fruitless(
        &window.end(&[("code", &second), ("state", &first)]).await,
        "down",
    );
    window.entra.is(Mood::Down);
    fruitless(&window.told(TENANT, "member").await, "down");
    window.entra.is(Mood::Says("{}".into()));
    fruitless(&window.told(TENANT, "member").await, "down");
}

#[tokio::test]
async fn nobody_is_sent_to_an_organisation_that_may_not() {
    let window = Window::open().await;
    for (query, word) in [
        (
            format!("challenge={}&tenant={STRANGE_TENANT}", "A".repeat(43)),
            "foreign",
        ),
        (
            format!("challenge={}&tenant=contoso", "A".repeat(43)),
            "foreign",
        ),
        (String::from("challenge=short"), "late"),
        (String::new(), "late"),
    ] {
        let answer = window.begin(&query).await;
        assert_eq!(answer.status(), 200, "{query}");
        let page = answer.text().await.expect("text");
        assert!(
            page.contains(&format!("data-fruitless=\"{word}\"")),
            "{query}: {page}"
        );
    }
    assert!(
        window
            .address("")
            .await
            .contains("/organizations/oauth2/v2.0/authorize?")
    );
    assert!(window.address(OTHER_TENANT).await.contains(OTHER_TENANT));
}

#[tokio::test]
async fn a_sign_in_may_take_a_quarter_of_an_hour() {
    let clock = backend::clock::Clock::manual(crate::support::timed::START);
    let window = Window::open_with(|config| config.clock = clock.clone()).await;
    let (_, state) = window.entra.code(&window.address(TENANT).await, "member");
    clock.advance(Duration::from_secs(15 * 60 - 1));
    let page = window
        .end(&[("error", "access_denied"), ("state", &state)])
        .await;
    assert!(page.contains("\"refused\""), "{page}");
    clock.advance(Duration::from_secs(1));
    let page = window
        .end(&[("error", "access_denied"), ("state", &state)])
        .await;
    assert!(page.contains("\"late\""), "{page}");
}

#[tokio::test]
async fn where_nobody_signs_in_there_is_no_window() {
    let server = Server::start().await;
    let challenge = "A".repeat(43);
    let begun = server.get(&format!("/sign-in?challenge={challenge}")).await;
    assert_eq!(begun.status(), 404);
    let ended = server
        .http
        .post(format!("{}/sign-in/end", server.base))
        .send()
        .await;
    assert_eq!(ended.expect("it answers").status(), 404);
}

/// The answer to another question is no answer, whoever's it is.
#[tokio::test]
async fn the_second_token_answers_the_question_that_was_asked() {
    let window = Window::open().await;
    let mut address: url::Url = window.address(TENANT).await.parse().expect("an address");
    let parts: Vec<(String, String)> = address.query_pairs().into_owned().collect();
    let other = |(name, value): &(String, String)| match name.as_str() {
        "nonce" => (name.clone(), "another".to_owned()),
        _ => (name.clone(), value.clone()),
    };
    address
        .query_pairs_mut()
        .clear()
        .extend_pairs(parts.iter().map(other));
    let (code, state) = window.entra.code(address.as_str(), "member");
    let page = window.end(&[("code", &code), ("state", &state)]).await;
    assert!(page.contains("data-fruitless=\"foreign\""), "{page}");
}
