//! A pretend issuer on a port of its own, and servers at which its people sign in.

use super::Server;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use backend::people::SignIn;
use backend::{AuthMode, Config, EditBy};
use identity::{ACTIONS_CLIENT, Allowed, Authority, PAGE_SCOPE, Policy, TEAMS_CLIENTS};
use issuer::{CLIENT_ID, Codes, Issuer, OTHER_TENANT, Person, Question, TENANT, Version};
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

pub(crate) const APP_URI: &str = "api://connector.example.com/aaaaaaaa-0000-4000-8000-000000000000";

/// What the issuer does when it is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    Answers,
    /// 503.
    Down,
    Hangs,
    /// Answers after a while.
    Late,
    /// Leads elsewhere.
    Redirects,
    /// Its keys are this text.
    Says(String),
}

/// A running issuer.
pub(crate) struct Entra {
    pub(crate) base: String,
    inner: Arc<Inner>,
}

struct Inner {
    issuer: Issuer,
    mood: Mutex<Mood>,
    codes: Codes,
    asked: AtomicUsize,
}

impl Entra {
    pub(crate) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
        let listener = listener.expect("a port is free");
        let base = format!("http://{}", listener.local_addr().expect("it is bound"));
        let inner = Arc::new(Inner {
            issuer: Issuer::at(&base),
            mood: Mutex::new(Mood::Answers),
            codes: Codes::default(),
            asked: AtomicUsize::new(0),
        });
        let router = Router::new()
            .route("/{tenant}/v2.0/.well-known/openid-configuration", get(v2))
            .route("/{tenant}/.well-known/openid-configuration", get(v1))
            .route("/{tenant}/moved/openid-configuration", get(moved))
            .route("/{tenant}/discovery/v2.0/keys", get(keys))
            .route("/{tenant}/discovery/keys", get(keys))
            .route("/{tenant}/oauth2/v2.0/token", post(redeem))
            .with_state(Arc::clone(&inner));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { base, inner }
    }

    pub(crate) fn issuer(&self) -> &Issuer {
        &self.inner.issuer
    }

    pub(crate) fn is(&self, mood: Mood) {
        *self.inner.mood.lock().expect("nobody panicked") = mood;
    }

    /// How often it was asked for its metadata, which comes before the keys.
    pub(crate) fn asked(&self) -> usize {
        self.inner.asked.load(Ordering::SeqCst)
    }

    /// The code that the person of this name gets at this address, and what they take
    /// back with it.
    pub(crate) fn code(&self, address: &str, name: &str) -> (String, String) {
        let address: url::Url = address.parse().expect("an address");
        let parts: HashMap<String, String> = address.query_pairs().into_owned().collect();
        let question = Question::of(&parts).expect("an app of today asks so");
        let state = question.state.clone();
        let person = Person::named(name).expect("somebody is called so");
        (self.inner.codes.give(question, person), state)
    }

    /// A token of today.
    pub(crate) fn token(&self, name: &str) -> String {
        self.token_at(name, now())
    }

    pub(crate) fn token_at(&self, name: &str, now: i64) -> String {
        let person = Person::named(name).expect("somebody is called so");
        let issuer = self.issuer();
        issuer.sign(&issuer.claims(&person, Version::V2, APP_URI, now))
    }

    /// A token that Microsoft's service brings when somebody presses a button in a card.
    pub(crate) fn press_token(&self, name: &str) -> String {
        let person = Person::named(name).expect("somebody is called so");
        let issuer = self.issuer();
        issuer.sign(&issuer.press_claims(&person, Version::V2, APP_URI, now()))
    }

    /// How people sign in with it.
    pub(crate) fn sign_in(&self, edit_by: EditBy) -> SignIn {
        let tenants = [TENANT, OTHER_TENANT].map(|tenant| tenant.parse().expect("a GUID"));
        let own = CLIENT_ID.parse().expect("a GUID");
        let base = self.base.parse().expect("an address");
        let policy = Policy {
            authority: Authority::at(&base).expect("it is on this machine"),
            client_id: own,
            app_uri: APP_URI.into(),
            tenants: Allowed::Only(tenants.into()),
            clients: Allowed::Only([&TEAMS_CLIENTS[..], &[own]].concat()),
            scope: PAGE_SCOPE.into(),
            leeway: 300,
        };
        SignIn {
            actions: None,
            policy,
            edit_by,
            client_secret: None,
            operator_tenant: Some(TENANT.parse().expect("a GUID")),
        }
    }

    /// Lets buttons act in cards.
    pub(crate) fn presses(config: &mut Config) {
        let Some(AuthMode::Entra(sign_in)) = &mut config.auth_mode else {
            panic!("nobody signs in");
        };
        sign_in.actions = Some(Policy {
            clients: Allowed::Only(vec![ACTIONS_CLIENT]),
            scope: issuer::ACTIONS_SCOPE.into(),
            ..sign_in.policy.clone()
        });
    }

    /// A server at which its people sign in.
    pub(crate) async fn server(&self, edit_by: EditBy, change: impl FnOnce(&mut Config)) -> Server {
        let sign_in = self.sign_in(edit_by);
        Server::start_with(|config| {
            config.auth_mode = Some(AuthMode::Entra(Box::new(sign_in)));
            change(config);
        })
        .await
    }
}

pub(crate) fn now() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.expect("it is after 1970").as_secs().cast_signed()
}

async fn v1(State(inner): State<Arc<Inner>>, Path(tenant): Path<String>) -> Response {
    metadata(&inner, &tenant, Version::V1).await
}

async fn v2(State(inner): State<Arc<Inner>>, Path(tenant): Path<String>) -> Response {
    metadata(&inner, &tenant, Version::V2).await
}

async fn metadata(inner: &Inner, tenant: &str, version: Version) -> Response {
    inner.asked.fetch_add(1, Ordering::SeqCst);
    let mood = inner.mood.lock().expect("nobody panicked").clone();
    match mood {
        Mood::Answers | Mood::Says(_) => {
            Json(inner.issuer.metadata(tenant, version)).into_response()
        }
        Mood::Down => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Mood::Late => {
            tokio::time::sleep(Duration::from_millis(300)).await;
            Json(inner.issuer.metadata(tenant, version)).into_response()
        }
        Mood::Hangs => std::future::pending().await,
        // Whoever follows finds what was asked for.
        Mood::Redirects => {
            let there = format!("/{tenant}/moved/openid-configuration");
            (StatusCode::FOUND, [("location", there)]).into_response()
        }
    }
}

async fn moved(State(inner): State<Arc<Inner>>, Path(tenant): Path<String>) -> Response {
    Json(inner.issuer.metadata(&tenant, Version::V2)).into_response()
}

async fn keys(State(inner): State<Arc<Inner>>, Path(tenant): Path<String>) -> Response {
    match inner.mood.lock().expect("nobody panicked").clone() {
        Mood::Says(text) => text.into_response(),
        _ => Json(inner.issuer.keys(&tenant)).into_response(),
    }
}

async fn redeem(State(inner): State<Arc<Inner>>, body: String) -> Response {
    let mood = inner.mood.lock().expect("nobody panicked").clone();
    match mood {
        Mood::Down => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Mood::Says(text) => return text.into_response(),
        _ => {}
    }
    let form = url::form_urlencoded::parse(body.as_bytes());
    let form: HashMap<String, String> = form.into_owned().collect();
    match inner.codes.redeem(&form, &inner.issuer, Version::V2, now()) {
        Ok(answer) => Json(answer).into_response(),
        Err(error) => (
            StatusCode::BAD_REQUEST,
            Json(serde_json::json!({"error": error})),
        )
            .into_response(),
    }
}
