//! The only file of the operators' page that speaks HTTP.

use super::model::{Answer, Change, Done, Found, Read, Trouble};
use crate::{
    future::LocalFuture,
    json::{Object, from_text, to_text},
};
use gloo_net::http::{Request, RequestBuilder, Response};
use wire::{
    admin::{MadeSender, ReplayThese, Replayed},
    paths::ADMIN_API,
};

/// What the operators' page asks of the backend.
pub trait AdminApi {
    /// Reads this, with its query.
    fn read(&self, read: Read, query: String) -> LocalFuture<'_, Answer<Found>>;
    /// Makes a change.
    fn change(&self, change: Change) -> LocalFuture<'_, Answer<Done>>;
}

/// The backend behind the page's own origin.
pub struct HttpAdmin;

impl AdminApi for HttpAdmin {
    fn read(&self, read: Read, query: String) -> LocalFuture<'_, Answer<Found>> {
        Box::pin(async move {
            let path = match read {
                Read::Overview => "/overview",
                Read::Hours => "/hours",
                Read::Connectors => "/connectors",
                Read::Letters => "/dead-letters",
                Read::Senders => "/senders",
            };
            let request = Request::get(&[ADMIN_API, path, &query].concat()).build();
            let text = answered(request, |_| Trouble::Closed).await?;
            let found = match read {
                Read::Overview => from_text(&text).map(Found::Overview),
                Read::Hours => from_text(&text).map(Found::Hours),
                Read::Connectors => from_text(&text).map(Found::Connectors),
                Read::Letters => from_text(&text).map(Found::Letters),
                Read::Senders => from_text(&text).map(Found::Senders),
            };
            found.ok_or(Trouble::Unavailable)
        })
    }

    fn change(&self, change: Change) -> LocalFuture<'_, Answer<Done>> {
        Box::pin(async move {
            let (method, path) = change.call();
            let url = [ADMIN_API, &path].concat();
            let request = match method {
                "DELETE" => Request::delete(&url),
                _ => Request::post(&url),
            };
            let request = with_body(request, &change);
            let text = answered(request, Trouble::Refused).await?;
            let done = match change {
                Change::Replay(_) => {
                    let told: Option<Replayed> = from_text(&text);
                    told.map(|told| Done::Replayed(told.replayed))
                }
                Change::AddSender(_) => from_text::<MadeSender>(&text).map(Done::Made),
                _ => Some(Done::Plainly),
            };
            done.ok_or(Trouble::Unavailable)
        })
    }
}

fn with_body(request: RequestBuilder, change: &Change) -> Result<Request, gloo_net::Error> {
    let body = match change {
        Change::Replay(ids) => to_text(&ReplayThese { ids: ids.clone() }),
        Change::AddSender(new) => to_text(new),
        _ => None,
    };
    match body {
        Some(body) => request
            .header("Content-Type", "application/json")
            .body(body),
        None => request.build(),
    }
}

/// `absent` is what it means that something is not there.
async fn answered(
    request: Result<Request, gloo_net::Error>,
    absent: fn(String) -> Trouble,
) -> Answer<String> {
    let request = request.map_err(|_| Trouble::Offline)?;
    let answer = request.send().await.map_err(|_| Trouble::Offline)?;
    if answer.ok() {
        return answer.text().await.map_err(|_| Trouble::Offline);
    }
    Err(refused(&answer, absent).await)
}

async fn refused(answer: &Response, absent: fn(String) -> Trouble) -> Trouble {
    match answer.status() {
        401 => Trouble::SignedOut(String::new()),
        403 => Trouble::NotOperator,
        404 => absent(detail(answer).await),
        400..500 => Trouble::Refused(detail(answer).await),
        _ => Trouble::Unavailable,
    }
}

async fn detail(answer: &Response) -> String {
    let text = answer.text().await.unwrap_or_default();
    let detail = Object::parse(&text).and_then(|problem| problem.text("detail"));
    detail.unwrap_or_default()
}
