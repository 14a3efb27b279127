//! A server on a clock that is moved by hand, and what became of its newest delivery.

use super::Server;
use backend::clock::Clock;
use std::time::Duration;

pub(crate) const ID: &str = "0123456789abcdef0123456789abcdef";
pub(crate) const START: i64 = 1_790_000_000_000;
pub(crate) const HOUR: Duration = Duration::from_secs(3600);

/// A server whose clock is moved by hand.
pub(crate) async fn server(clock: &Clock) -> Server {
    Server::start_with(|config| config.clock = clock.clone()).await
}

/// Whether the newest delivery is in this state.
pub(crate) async fn state_is(server: &Server, state: &str) -> bool {
    server.deliveries(ID).await[0]["state"] == state
}

/// Whether the newest delivery was tried so often, and nothing is in flight.
pub(crate) async fn tried(server: &Server, times: u64) -> bool {
    let newest = &server.deliveries(ID).await[0];
    newest["attempts"] == times && newest["state"] != "sending"
}
