//! Accepts connections and can cut one without an answer, which a router alone
//! cannot; never listens beyond loopback.

use crate::{Config, cut::Cut, routes};
use axum::{body::Body, extract::Request, response::Response};
use hyper::{body::Incoming, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{fmt, io, time::Instant};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// Why the simulator does not serve.
#[derive(Debug)]
pub enum ServeError {
    /// The listener can be reached from other machines.
    NotLoopback,
    /// The client for the backend cannot be made.
    Client(reqwest::Error),
    /// The package that is to be uploaded from the start is none, in sentences.
    Package(String),
    /// The system refuses the listener.
    Io(io::Error),
}

impl fmt::Display for ServeError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotLoopback => out.write_str("The simulator listens on loopback only."),
            Self::Client(_) => out.write_str("The client for the backend cannot be made."),
            Self::Package(told) => write!(out, "The app package cannot be uploaded. {told}"),
            Self::Io(_) => out.write_str("The listener does not work."),
        }
    }
}

impl std::error::Error for ServeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotLoopback | Self::Package(_) => None,
            Self::Client(error) => Some(error),
            Self::Io(error) => Some(error),
        }
    }
}

/// Serves until `stop`; then drops every connection, as a closed Teams would.
///
/// # Errors
/// When the listener is not on loopback, or nothing can be set up.
pub async fn serve(
    listener: TcpListener,
    config: Config,
    stop: CancellationToken,
) -> Result<(), ServeError> {
    let address = listener.local_addr().map_err(ServeError::Io)?;
    if !address.ip().is_loopback() {
        return Err(ServeError::NotLoopback);
    }
    let router = routes::router(config, address.port())?;
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            () = stop.cancelled() => return Ok(()),
            accepted = listener.accept() => {
                // A failed accept is the visitor's loss, not the server's end.
                if let Ok((stream, _)) = accepted {
                    connections.spawn(converse(stream, router.clone()));
                }
            }
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
        }
    }
}

async fn converse(stream: TcpStream, router: axum::Router) {
    let service = service_fn(move |request: Request<Incoming>| answer(router.clone(), request));
    // A visitor who leaves, or whom we cut, ends in an error nobody needs.
    let _ = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

async fn answer(router: axum::Router, request: Request<Incoming>) -> Result<Response, Cut> {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let begin = Instant::now();
    tracing::info!(%method, path, "asked");
    let Ok(response) = router.oneshot(request.map(Body::new)).await;
    let took = begin.elapsed().as_millis();
    let cut = response.extensions().get::<Cut>().copied();
    let status = cut.map_or_else(|| response.status().to_string(), |cut| cut.to_string());
    tracing::info!(%method, path, status, took, "answered");
    cut.map_or(Ok(response), Err)
}
