//! Accepts connections, so many at once, with a limit on how long each may be
//! silent before a request's headers are there, and lets open requests end when
//! told to close. Speaks HTTP/1.1, as proxies do to what stands behind them.
//! Knows no route.

use crate::config::Limits;
use axum::Router;
use axum::extract::ConnectInfo;
use axum::extract::Request;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

/// Accepts until `closing`, then waits up to `grace` for open requests.
pub(crate) async fn accept(
    listener: TcpListener,
    router: Router,
    limits: &Limits,
    grace: Duration,
    closing: CancellationToken,
) {
    let builder = builder(limits.read);
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(limits.connections));
    loop {
        // Those beyond wait in the system's queue: a silent one soon leaves.
        let next = async {
            let place = places.clone().acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, stream) = tokio::select! {
            () = closing.cancelled() => break,
            next = next => next,
        };
        match stream {
            Ok((stream, peer)) => serve(stream, peer, place.ok(), &router, &builder, &graceful),
            Err(error) => {
                // Out of file handles, usually: others must close first.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    drop(listener);
    if tokio::time::timeout(grace, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("some requests did not end in time");
    }
}

fn builder(read: Duration) -> Builder {
    let mut builder = Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(read)
        .max_buf_size(64 * 1024);
    builder
}

fn serve(
    stream: TcpStream,
    peer: SocketAddr,
    place: Option<OwnedSemaphorePermit>,
    router: &Router,
    builder: &Builder,
    graceful: &GracefulShutdown,
) {
    // Answers are small and whole: waiting to fill a packet only delays them.
    let _ = stream.set_nodelay(true);
    let service = router
        .clone()
        .map_request(move |mut request: Request<hyper::body::Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            request.map(axum::body::Body::new)
        });
    let connection =
        builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let watched = graceful.watch(connection);
    tokio::spawn(async move {
        if let Err(error) = watched.await {
            tracing::trace!(%error, "a connection ended early");
        }
        drop(place);
    });
}
