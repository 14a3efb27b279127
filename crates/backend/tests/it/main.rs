//! The server as others meet it: over real HTTP, with a receiver that plays
//! the channel.

mod api;
mod delivery;
mod support;
