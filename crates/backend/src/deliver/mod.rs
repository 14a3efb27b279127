//! Sends what the store says is due. The only room that opens outgoing
//! sockets; what to do with an answer is decided by pure functions.

pub(crate) mod client;
mod flying;
pub(crate) mod guard;
mod post;
mod record;
mod trial;
mod worker;

pub(crate) use trial::send_test_card;
pub(crate) use worker::Worker;
