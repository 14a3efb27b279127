//! The status page, the content of a channel tab: what is configured, whether
//! cards arrive, and what became of the last tasks. Only reads; never changes
//! a record and never knows an address.

mod api;
mod app;
mod model;
mod reading;
mod text;
mod view;

pub use api::{HttpStatus, StatusApi};
pub use app::{App, Pace, start};
pub use model::{Asker, Msg, Phase, StatusPage, Trouble};
pub use reading::{Found, Seen};
pub use text::Text;
pub use view::view;
