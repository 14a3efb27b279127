//! The simulator's server over real HTTP, in front of a backend that is not one.

mod apps;
mod bench;
mod channel;
mod entra;
mod faults;
mod guard;
mod look;
mod press;
mod proxy;
mod sdk;
mod token;
