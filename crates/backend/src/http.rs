//! Accepts connections, so many at once and so many of one address, with limits
//! on how long each may be silent before a request's headers are there and how
//! long it may leave an answer unread, and lets open requests end when told to close.
//! Speaks HTTP/1.1, as proxies do to what stands behind them. Knows no route.

mod prompt;
mod unread;

use crate::config::Limits;
use crate::metrics::Metrics;
use crate::shares::{Share, Shares};
use axum::Router;
use axum::extract::ConnectInfo;
use axum::extract::Request;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use prompt::Prompt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;
pub(crate) use unread::Answers;
use unread::Unread;

/// Connections that the system holds until they are accepted; it may hold fewer.
const BACKLOG: u32 = 1024;

/// Listens at an address; port 0 takes a free one.
pub(crate) fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    // A restart need not wait for what its forerunner left half closed.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// What answers: the routes, and what is told where nothing can be read.
pub(crate) struct Service {
    pub(crate) router: Router,
    pub(crate) unread: Answers,
}

/// Accepts until `closing`, then waits up to `grace` for open requests.
pub(crate) async fn accept(
    listener: TcpListener,
    service: Service,
    limits: &Limits,
    metrics: &Metrics,
    grace: Duration,
    closing: CancellationToken,
) {
    let builder = builder(limits.read);
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(limits.connections));
    let shares = Shares::of(limits.connections_of_one());
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
            Ok((stream, peer)) => match shares.take(peer.ip()) {
                Some(share) => {
                    let stream = Prompt::new(without_delay(stream), limits.unread);
                    let stream = Unread::new(stream, service.unread.clone(), limits.read);
                    let held = (place.ok(), share);
                    serve(stream, peer, held, &service.router, &builder, &graceful);
                }
                None => metrics.refused("connections"),
            },
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

/// Answers are small and whole: waiting to fill a packet only delays them.
fn without_delay(stream: TcpStream) -> TcpStream {
    let _ = stream.set_nodelay(true);
    stream
}

/// What is held is given back when the connection ends.
fn serve(
    stream: Unread<Prompt<TcpStream>>,
    peer: SocketAddr,
    held: (Option<OwnedSemaphorePermit>, Share),
    router: &Router,
    builder: &Builder,
    graceful: &GracefulShutdown,
) {
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
        drop(held);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The system's own limit is 4,096 in every release of the last years.
    #[tokio::test]
    async fn a_rush_waits_to_be_accepted() {
        let listener = listen(([127, 0, 0, 1], 0).into()).unwrap();
        let address = listener.local_addr().unwrap();
        let mut rush = Vec::new();
        for _ in 0..400 {
            let connecting = TcpStream::connect(address);
            let connected = tokio::time::timeout(Duration::from_secs(20), connecting).await;
            rush.push(connected.expect("it waits in the system's queue").unwrap());
        }
    }
}
