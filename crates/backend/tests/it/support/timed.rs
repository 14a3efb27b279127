//! A server on a clock that is moved by hand, what became of its newest delivery,
//! and a second channel that shows when the worker has looked at the time.

use super::{Receiver, Server, until};
use backend::clock::Clock;
use serde_json::Value;
use std::time::Duration;

pub(crate) const ID: &str = "0123456789abcdef0123456789abcdef";
pub(crate) const START: i64 = 1_790_000_000_000;
pub(crate) const HOUR: Duration = Duration::from_secs(3600);

/// A server whose clock is moved by hand.
pub(crate) async fn server(clock: &Clock) -> Server {
    Server::start_with(|config| config.clock = clock.clone()).await
}

/// The deliveries of the connector under test that it asked for, newest first.
pub(crate) async fn wanted(server: &Server) -> Vec<Value> {
    let mut all = server.deliveries(ID).await;
    all.retain(|each| each["state"] != "notWanted");
    all
}

/// Whether the newest delivery is in this state.
pub(crate) async fn state_is(server: &Server, state: &str) -> bool {
    wanted(server).await[0]["state"] == state
}

/// Whether the newest delivery was tried so often, and nothing is in flight.
pub(crate) async fn tried(server: &Server, times: u64) -> bool {
    let newest = &wanted(server).await[0];
    newest["attempts"] == times && newest["state"] != "sending"
}

/// A healthy channel that takes `updated` events alone. The worker claims what has
/// been due for longest first: once a card arrives here that was reported after the
/// clock moved, whatever was due by then elsewhere counts as tried.
pub(crate) struct Witness<'a> {
    server: &'a Server,
    receiver: &'a Receiver,
}

impl<'a> Witness<'a> {
    const NAME: &'static str = "witness";

    pub(crate) async fn beside(server: &'a Server, receiver: &'a Receiver) -> Self {
        receiver.script(Self::NAME, super::Script::ok());
        let address = receiver.connector(Self::NAME);
        server
            .save("witness-0123456789abcdef", "Update", &address)
            .await;
        Self { server, receiver }
    }

    /// Returns when the worker has claimed what is due now.
    pub(crate) async fn looks(&self) {
        let before = self.receiver.posts_to(Self::NAME).len();
        self.server.event("updated", "A look").await;
        until("the witness has its card", async || {
            self.receiver.posts_to(Self::NAME).len() > before
        })
        .await;
    }
}
