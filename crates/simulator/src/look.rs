//! Looks at a page's address as a browser asks for it, so that the host page can
//! say why a frame stays empty; asks nobody beyond this machine.

use crate::problem::problem;
use axum::{
    Json,
    body::Bytes,
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use std::{net::SocketAddr, time::Duration};

/// How long a name or a server may take.
const PATIENCE: Duration = Duration::from_secs(3);
/// As many redirects as a browser would follow, and no more than a person meant.
const HOPS: usize = 10;

/// Which page is meant.
#[derive(Deserialize)]
struct Wanted {
    address: url::Url,
}

/// What is there.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case", tag = "found")]
enum Found {
    /// It is on another machine, and was not asked.
    Elsewhere,
    /// No machine has this name.
    NoName,
    /// Nothing accepts the connection, or TLS fails.
    Nobody,
    /// It accepts, and does not answer in time or in HTTP.
    Silence,
    /// It leads from one place to the next without end.
    Circle,
    /// It answers.
    Answer(Answer),
}

/// What of an answer decides whether a frame shows it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    status: u16,
    kind: Option<String>,
    frame_options: Option<String>,
    policy: Option<String>,
    /// Where the redirects ended.
    address: url::Url,
}

/// Says what is at an address on this machine.
pub(crate) async fn look(body: Bytes) -> Response {
    let Ok(wanted) = serde_json::from_slice::<Wanted>(&body) else {
        return problem(StatusCode::BAD_REQUEST, "Name the address of a page.");
    };
    let mut address = wanted.address;
    for _ in 0..HOPS {
        match ask(&address).await {
            Ok(answer) => match next(&address, &answer) {
                Some(there) => address = there,
                None => return Json(Found::Answer(in_short(address, &answer))).into_response(),
            },
            Err(found) => return Json(found).into_response(),
        }
    }
    Json(Found::Circle).into_response()
}

async fn ask(address: &url::Url) -> Result<reqwest::Response, Found> {
    let places = places(address).await?;
    if !places.iter().all(|place| place.ip().is_loopback()) {
        return Err(Found::Elsewhere);
    }
    let host = address.host_str().unwrap_or_default();
    // Where the name was seen to lead, so that it cannot lead elsewhere meanwhile.
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .timeout(PATIENCE)
        .resolve_to_addrs(host, &places)
        .build();
    let question = client.map_err(|_| Found::Silence)?.get(address.clone());
    let answer = question.header(header::ACCEPT, "text/html").send().await;
    answer.map_err(|error| match error.is_connect() {
        true => Found::Nobody,
        false => Found::Silence,
    })
}

async fn places(address: &url::Url) -> Result<Vec<SocketAddr>, Found> {
    let (Some(host), Some(port)) = (address.host_str(), address.port_or_known_default()) else {
        return Err(Found::NoName);
    };
    let host = host.trim_matches(['[', ']']);
    match tokio::time::timeout(PATIENCE, tokio::net::lookup_host((host, port))).await {
        Ok(Ok(places)) => Ok(places.collect()),
        _ => Err(Found::NoName),
    }
}

fn next(address: &url::Url, answer: &reqwest::Response) -> Option<url::Url> {
    let leads = answer.status().is_redirection();
    let place = text(answer.headers(), &header::LOCATION).filter(|_| leads)?;
    address.join(&place).ok()
}

fn in_short(address: url::Url, answer: &reqwest::Response) -> Answer {
    let headers = answer.headers();
    Answer {
        status: answer.status().as_u16(),
        kind: text(headers, &header::CONTENT_TYPE),
        frame_options: text(headers, &header::X_FRAME_OPTIONS),
        policy: text(headers, &header::CONTENT_SECURITY_POLICY),
        address,
    }
}

/// All lines of this name, as one list.
fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let lines: Vec<_> = headers.get_all(name).iter().collect();
    let lines: Vec<_> = lines.iter().filter_map(|line| line.to_str().ok()).collect();
    (!lines.is_empty()).then(|| lines.join(", "))
}
