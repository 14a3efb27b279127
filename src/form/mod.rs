//! The form: choose notifications, save, edit, remove. What the window for
//! setting up, changing or removing a connector shows.

/// The only room that speaks HTTP.
pub mod api;
/// Decides: what the page knows, and what happens next. Pure Rust.
pub mod model;
/// Shows: the model in the form, and runs its effects.
pub mod ui;
