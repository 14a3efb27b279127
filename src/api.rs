//! The only room that speaks HTTP: the calls to the page's own backend.

use crate::json::{self, Object};
use gloo_net::http::{Method, Request, RequestBuilder, Response};
use std::{cell::RefCell, future::Future, pin::Pin};
use web_sys::{AbortController, AbortSignal};
use wire::{
    CheckWebhook, Code, ConfigName, Destination, EntityId, NotificationType, Posted, Refusal,
    SaveConnector, Saved, TestCard, paths,
};

/// A future of the one thread a page has.
pub type LocalFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// What an edit starts from: the part of [`wire::Connector`] the form shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Which events are wanted.
    pub notification_type: NotificationType,
    /// The readable name.
    pub config_name: ConfigName,
    /// Counts the saves.
    pub version: u64,
}

/// What the page asks of the backend. Every call may be repeated safely.
pub trait ConnectorApi {
    /// The record; `None` when there is none.
    fn load(&self, id: EntityId) -> LocalFuture<'_, Result<Option<Record>, ApiError>>;
    /// Stores the record durably.
    fn save(&self, id: EntityId, record: SaveConnector)
    -> LocalFuture<'_, Result<Saved, ApiError>>;
    /// Forgets the record; done when it is gone, however it went.
    fn remove(&self, id: EntityId) -> LocalFuture<'_, Result<(), ApiError>>;
    /// What takes the cards of a webhook address, and whether it is retired.
    fn check(&self, webhook_url: String) -> LocalFuture<'_, Result<Checked, ApiError>>;
    /// Sends a test card and says how far it came.
    fn test(&self, id: EntityId, card: TestCard) -> LocalFuture<'_, Result<Tested, ApiError>>;
    /// Takes back the call under way that a save, a removal or a load waits for: what the page no longer waits for must
    /// not reach the backend late and undo what comes after it.
    fn give_up(&self);
}

/// The part of [`wire::CheckedWebhook`] that the form shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checked {
    /// What takes the cards.
    pub destination: Destination,
    /// Whether Microsoft has retired this kind of address.
    pub retired: bool,
}

/// The part of [`wire::TestResult`] that the form shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tested {
    /// An answer came.
    pub reached: bool,
    /// It means that the card was taken.
    pub accepted: bool,
    /// Whether the card is in the channel.
    pub posted: Posted,
}

/// Why a call did not do what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// No answer came.
    Offline,
    /// The backend said no, by code.
    Rejected(Code),
    /// The backend refuses this webhook address.
    Refused(Refusal),
}

/// The backend behind the page's own origin. The page has one call under way.
#[derive(Default)]
pub struct HttpApi(RefCell<Option<AbortController>>);

impl ConnectorApi for HttpApi {
    fn load(&self, id: EntityId) -> LocalFuture<'_, Result<Option<Record>, ApiError>> {
        Box::pin(async move {
            match self.send(Method::GET, &place(&id, ""), None).await {
                Ok(answer) => read(answer, record_of).await.map(Some),
                Err(ApiError::Rejected(Code::NotFound)) => Ok(None),
                Err(error) => Err(error),
            }
        })
    }

    fn save(
        &self,
        id: EntityId,
        record: SaveConnector,
    ) -> LocalFuture<'_, Result<Saved, ApiError>> {
        Box::pin(async move {
            let body = json::to_text(&record).ok_or(ApiError::Rejected(Code::InvalidInput))?;
            read(
                self.send(Method::PUT, &place(&id, ""), Some(body)).await?,
                saved_of,
            )
            .await
        })
    }

    fn remove(&self, id: EntityId) -> LocalFuture<'_, Result<(), ApiError>> {
        Box::pin(async move {
            self.send(Method::DELETE, &place(&id, ""), None)
                .await
                .map(drop)
        })
    }

    fn check(&self, webhook_url: String) -> LocalFuture<'_, Result<Checked, ApiError>> {
        Box::pin(async move {
            let body = json::to_text(&CheckWebhook { webhook_url });
            let sent = send(Method::POST, paths::CHECK_WEBHOOK, body, None).await;
            read(sent?, checked_of).await
        })
    }

    fn test(&self, id: EntityId, card: TestCard) -> LocalFuture<'_, Result<Tested, ApiError>> {
        Box::pin(async move {
            let sent = send(
                Method::POST,
                &place(&id, "/test"),
                json::to_text(&card),
                None,
            )
            .await;
            read(sent?, tested_of).await
        })
    }

    fn give_up(&self) {
        if let Some(call) = self.0.take() {
            call.abort();
        }
    }
}

impl HttpApi {
    /// Sends what can be taken back.
    async fn send(
        &self,
        method: Method,
        url: &str,
        body: Option<String>,
    ) -> Result<Response, ApiError> {
        let call = AbortController::new().ok();
        let signal = call.as_ref().map(AbortController::signal);
        self.0.replace(call);
        send(method, url, body, signal).await
    }
}

fn place(id: &EntityId, below: &str) -> String {
    let mut url = String::from(paths::CONNECTORS);
    url.push('/');
    url.push_str(id.as_str());
    url.push_str(below);
    url
}

async fn send(
    method: Method,
    url: &str,
    body: Option<String>,
    signal: Option<AbortSignal>,
) -> Result<Response, ApiError> {
    let request = RequestBuilder::new(url)
        .method(method)
        .abort_signal(signal.as_ref());
    let sent = match body {
        Some(text) => request
            .header("Content-Type", "application/json")
            .body(text),
        None => request.build(),
    };
    let answer = sent
        .map(Request::send)
        .map_err(|_| ApiError::Offline)?
        .await;
    let answer = answer.map_err(|_| ApiError::Offline)?;
    if answer.ok() {
        Ok(answer)
    } else {
        Err(said_no(answer).await)
    }
}

/// A success only counts when it says what it did: a proxy's friendly page
/// with status 200 is no stored record.
async fn read<T>(answer: Response, shape: fn(&Object) -> Option<T>) -> Result<T, ApiError> {
    let text = answer.text().await.map_err(|_| ApiError::Offline)?;
    let value = Object::parse(&text).and_then(|object| shape(&object));
    value.ok_or(ApiError::Rejected(Code::Unknown))
}

async fn said_no(answer: Response) -> ApiError {
    let status = answer.status();
    let problem = answer
        .text()
        .await
        .ok()
        .and_then(|text| Object::parse(&text));
    let reason = problem.as_ref().and_then(|problem| problem.text("reason"));
    if let Some(reason) = reason {
        return ApiError::Refused(Refusal::from_name(&reason));
    }
    let code = problem.and_then(|problem| problem.text("code"));
    let unnamed = if status >= 500 {
        Code::Unavailable
    } else {
        Code::Unknown
    };
    ApiError::Rejected(code.map_or(unnamed, |code| Code::from_name(&code)))
}

fn saved_of(object: &Object) -> Option<Saved> {
    Some(Saved {
        version: object.number("version")?,
    })
}

fn record_of(object: &Object) -> Option<Record> {
    Some(Record {
        notification_type: NotificationType::from_code(&object.text("notificationType")?)?,
        config_name: ConfigName::try_from(object.text("configName")?).ok()?,
        version: object.number("version")?,
    })
}

fn checked_of(object: &Object) -> Option<Checked> {
    let workflow = object.text("destination")? == "workflow";
    Some(Checked {
        destination: if workflow {
            Destination::Workflow
        } else {
            Destination::Connector
        },
        retired: object.flag("retired")?,
    })
}

fn tested_of(object: &Object) -> Option<Tested> {
    Some(Tested {
        reached: object.flag("reached")?,
        accepted: object.flag("accepted")?,
        posted: match object.text("posted")?.as_str() {
            "yes" => Posted::Yes,
            "no" => Posted::No,
            _ => Posted::Unknown,
        },
    })
}
