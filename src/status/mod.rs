//! The status page, the content of a channel tab: what is configured, whether
//! cards arrive, what became of the last tasks, and the one thing that helps, there and
//! then. Never changes what is configured and never knows an address.

mod api;
mod app;
mod model;
mod reading;
mod text;
mod view;

pub use api::{HttpStatus, StatusApi};
pub use app::{App, Pace, start};
pub use model::{Ask, Asker, Deed, Deeds, Msg, Phase, Said, StatusPage, Trouble};
pub use reading::{Found, Seen};
pub use text::Text;
pub use view::view;
