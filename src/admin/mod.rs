//! The operators' page: every tenant's connectors, the queue, the last hours, dead
//! letters and senders, and what an operator changes. Never knows a webhook's address;
//! a sender's token is shown once. In English alone, as the commands and the log are.

mod api;
mod app;
mod dom;
mod model;
mod view;

pub use api::{AdminApi, HttpAdmin};
pub use app::{Pace, start};
pub use model::{
    AdminPage, Answer, Call, Change, Done, Found, Lists, Msg, Notice, Paging, Read, Trouble,
};
pub use view::view;
