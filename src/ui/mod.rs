//! Shows: binds the one signal to the markup of `index.html`, passes on what
//! the person does, runs the model's effects. Decides nothing.

mod app;
mod dom;
mod form;
/// How long each step may take, and what that adds up to.
pub mod limits;
mod show;
mod terms;
mod text;

pub use app::{App, Running, start};
pub use dom::Shell;
pub use text::Texts;
