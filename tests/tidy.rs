//! Rooms import only what they may.
