//! Shows: takes over the form's markup, shows the one signal in it, passes on what
//! the person does, runs the model's effects. Decides nothing.

mod app;
mod dom;
mod effects;
mod form;
/// How long each step may take, and what that adds up to.
pub mod limits;
mod outwards;
mod show;
mod take_over;
mod terms;
mod tickets;
mod view;

pub use app::{App, Running, start};
pub use dom::Shell;
pub use show::markup;

#[cfg(test)]
mod tests;
