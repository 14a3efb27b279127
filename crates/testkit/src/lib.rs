//! What the tests, the torture and the benchmarks share: servers as processes, a
//! pretend channel, ports, browser flags, and waiting for a condition. It knows the
//! programs from outside only, as an operator does.

mod backend;
mod chromium;
mod eventually;
mod port;
mod preload;
mod program;
mod receiver;
mod script;

pub use backend::Backend;
pub use chromium::{CHROMIUM_FLAGS, ONLY_THIS_MACHINE};
pub use eventually::{eventually, until};
pub use port::free_port;
pub use preload::build as build_preload;
pub use program::{Log, beside_this, start};
pub use receiver::{Post, Receiver};
pub use script::Script;
