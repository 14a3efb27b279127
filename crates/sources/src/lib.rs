//! Reads the webhooks of other systems. A source is data: how its sender proves itself, what
//! is the id of a delivery, and by which expressions an event is read from the body. Decides
//! only: no file, no network, no clock.
#![warn(missing_docs)]

mod definition;
mod proof;
mod reading;
mod shipped;

pub use definition::{Broken, Secrets, Source, Sources};
pub use proof::Unproven;
pub use reading::{Opened, Unreadable};
pub use shipped::SHIPPED;

use std::collections::BTreeMap;

/// A call as it came.
pub struct Call<'a> {
    /// By names in small letters; what is no text is left out.
    pub headers: &'a BTreeMap<String, String>,
    /// Every byte of it.
    pub body: &'a [u8],
}
