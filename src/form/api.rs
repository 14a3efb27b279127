//! The only room that speaks HTTP: the calls to the page's own backend. The key that
//! a new record needs goes from the page's address into a header, and nowhere else.

use crate::{
    answers,
    future::LocalFuture,
    json::{self, Object},
};
use gloo_net::http::{Method, RequestBuilder};
use std::cell::RefCell;
use web_sys::{AbortController, AbortSignal, RequestInit, UrlSearchParams};
use wire::{
    CheckWebhook, Checked, Code, Day, Edit, EntityId, Refusal, SaveConnector, Saved, Secret,
    TestCard, Tested, paths,
};

/// What the page asks of the backend. Every call may be repeated safely.
pub trait ConnectorApi {
    /// The record, with its reason in a language; `None` when there is none.
    fn load(
        &self,
        id: EntityId,
        locale: Option<String>,
    ) -> LocalFuture<'_, Result<Option<Edit>, ApiError>>;
    /// Stores the record durably.
    fn save(&self, id: EntityId, record: SaveConnector)
    -> LocalFuture<'_, Result<Saved, ApiError>>;
    /// Forgets the record; done when it is gone, however it went.
    fn remove(&self, id: EntityId) -> LocalFuture<'_, Result<(), ApiError>>;
    /// Sends again to an address that was turned off.
    fn turn_on(&self, id: EntityId) -> LocalFuture<'_, Result<(), ApiError>>;
    /// What takes the cards of a webhook address, and whether it still does; and whether it
    /// is the one that is stored under the id.
    fn check(
        &self,
        id: EntityId,
        webhook_url: Secret,
    ) -> LocalFuture<'_, Result<Checked, ApiError>>;
    /// Sends a test card and says how far it came.
    fn test(&self, id: EntityId, card: TestCard) -> LocalFuture<'_, Result<Tested, ApiError>>;
    /// Tells that a test card of the record was seen; nobody hears how it went.
    fn seen(&self, id: EntityId);
    /// Forgets a record although the page is going away; nobody hears how it went.
    fn abandon(&self, id: EntityId);
    /// Takes back the call under way that a save, a removal or a load waits for: what the page no longer waits for must
    /// not reach the backend late and undo what comes after it.
    fn give_up(&self);
}

/// Why a call did not do what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// No answer came.
    Offline,
    /// Nobody is signed in, where somebody has to be.
    SignedOut,
    /// The backend does not take the name.
    NameRefused,
    /// The backend said no, by code; `None` where this build knows none for it.
    Rejected(Option<Code>),
    /// The backend refuses this webhook address; since that day, where it was good
    /// before.
    Refused(Option<Refusal>, Option<Day>),
}

/// The backend behind the page's own origin. The page has one call under way.
#[derive(Default)]
pub struct HttpApi(RefCell<Option<AbortController>>);

impl ConnectorApi for HttpApi {
    fn load(
        &self,
        id: EntityId,
        locale: Option<String>,
    ) -> LocalFuture<'_, Result<Option<Edit>, ApiError>> {
        let asked = ["?locale=", &locale.unwrap_or_default()].concat();
        let answer = self.retractable(Method::GET, &place(&id, &asked), None);
        Box::pin(async move {
            match read(answer.await, answers::edit) {
                Err(ApiError::Rejected(Some(Code::NotFound))) => Ok(None),
                read => read.map(Some),
            }
        })
    }

    fn save(
        &self,
        id: EntityId,
        record: SaveConnector,
    ) -> LocalFuture<'_, Result<Saved, ApiError>> {
        let body = json::to_text(&record);
        let answer = self.retractable(Method::PUT, &place(&id, ""), body);
        Box::pin(async move { read(answer.await, answers::saved) })
    }

    fn remove(&self, id: EntityId) -> LocalFuture<'_, Result<(), ApiError>> {
        let answer = self.retractable(Method::DELETE, &place(&id, ""), None);
        Box::pin(async move { answer.await.map(drop) })
    }

    fn turn_on(&self, id: EntityId) -> LocalFuture<'_, Result<(), ApiError>> {
        let answer = call(Method::POST, &place(&id, "/enable"), None, None);
        Box::pin(async move { answer.await.map(drop) })
    }

    fn check(
        &self,
        id: EntityId,
        webhook_url: Secret,
    ) -> LocalFuture<'_, Result<Checked, ApiError>> {
        let body = json::to_text(&CheckWebhook {
            webhook_url,
            entity_id: Some(id),
        });
        let answer = call(Method::POST, paths::CHECK_WEBHOOK, body, None);
        Box::pin(async move { read(answer.await, answers::checked) })
    }

    fn test(&self, id: EntityId, card: TestCard) -> LocalFuture<'_, Result<Tested, ApiError>> {
        let body = json::to_text(&card);
        let answer = call(Method::POST, &place(&id, "/test"), body, None);
        Box::pin(async move { read(answer.await, answers::tested) })
    }

    fn seen(&self, id: EntityId) {
        unheard("POST", &place(&id, "/seen"));
    }

    fn abandon(&self, id: EntityId) {
        unheard("DELETE", &place(&id, ""));
    }

    fn give_up(&self) {
        if let Some(call) = self.0.take() {
            call.abort();
        }
    }
}

impl HttpApi {
    /// Calls what can be taken back.
    fn retractable(&self, method: Method, url: &str, body: Option<String>) -> Answer {
        let controller = AbortController::new().ok();
        let signal = controller.as_ref().map(AbortController::signal);
        self.0.replace(controller);
        call(method, url, body, signal.as_ref())
    }
}

/// A call that outlives the page.
fn unheard(method: &str, url: &str) {
    let call = RequestInit::new();
    call.set_method(method);
    json::raise(&call, "keepalive");
    if let Some(window) = web_sys::window() {
        let _unheard = window.fetch_with_str_and_init(url, &call);
    }
}

fn place(id: &EntityId, below: &str) -> String {
    [paths::CONNECTORS, "/", id.as_str(), below].concat()
}

/// The text of a good answer. Boxed, so that no call carries its waiting about.
type Answer = LocalFuture<'static, Result<String, ApiError>>;

fn call(method: Method, url: &str, body: Option<String>, signal: Option<&AbortSignal>) -> Answer {
    let request = RequestBuilder::new(url).method(method).abort_signal(signal);
    let request = match body {
        Some(text) => enrolled(request)
            .header("Content-Type", "application/json")
            .body(text),
        None => request.build(),
    };
    Box::pin(async move {
        let request = request.map_err(|_| ApiError::Offline)?;
        let answer = request.send().await.map_err(|_| ApiError::Offline)?;
        let text = answer.text().await;
        if answer.ok() {
            return text.map_err(|_| ApiError::Offline);
        }
        Err(said_no(answer.status(), &text.unwrap_or_default()))
    })
}

/// What may make a record carries the key that the page was opened with.
fn enrolled(request: RequestBuilder) -> RequestBuilder {
    let search = web_sys::window().and_then(|window| window.location().search().ok());
    let search = UrlSearchParams::new_with_str(&search.unwrap_or_default());
    let key = search
        .ok()
        .and_then(|search| search.get(paths::ENROLMENT_QUERY));
    match key.map(Secret::from) {
        Some(key) => request.header(paths::ENROLMENT_HEADER, key.expose()),
        None => request,
    }
}

/// A success only counts when it says what it did: a proxy's friendly page
/// with status 200 is no stored record.
fn read<T>(
    answer: Result<String, ApiError>,
    shape: fn(&Object) -> Option<T>,
) -> Result<T, ApiError> {
    let value = Object::parse(&answer?).and_then(|object| shape(&object));
    value.ok_or(ApiError::Rejected(None))
}

fn said_no(status: u16, text: &str) -> ApiError {
    if status == 401 {
        return ApiError::SignedOut;
    }
    let problem = Object::parse(text);
    let reason = problem.as_ref().and_then(|problem| problem.text("reason"));
    if let Some(reason) = reason {
        let since = problem
            .as_ref()
            .and_then(|problem| answers::day(problem, "since"));
        return ApiError::Refused(Refusal::from_code(&reason), since);
    }
    let field = problem.as_ref().and_then(|problem| problem.text("field"));
    if field.as_deref() == Some("configName") {
        return ApiError::NameRefused;
    }
    let code = problem.and_then(|problem| problem.text("code"));
    let code = match (code, status) {
        (Some(code), _) => Code::from_code(&code),
        // A gateway speaks, and does not know what became of the call.
        (None, 502 | 504) => return ApiError::Offline,
        (None, 500..) => Some(Code::Unavailable),
        (None, _) => None,
    };
    ApiError::Rejected(code)
}
