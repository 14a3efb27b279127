//! What an answer means and what follows from it: pure rules that store and
//! deliver share. Nothing here waits, reads a clock or opens a socket.

pub(crate) mod decide;
pub(crate) mod fate;
pub(crate) mod outcome;
pub(crate) mod pacing;
pub(crate) mod retry_after;
pub(crate) mod schedule;
