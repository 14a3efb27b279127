//! A page in a browser's own window, in no host: who signs in is all that it hears.

use super::{
    host::{HostError, OnEvent},
    js,
};

/// The sign-in of a page that is in no host. It is heard as long as this lives.
#[derive(Default)]
pub struct Alone(js::Listener);

impl Alone {
    /// From now on `on_event` hears who signs in, where people do.
    ///
    /// # Errors
    /// The start-up lines are not in the document.
    pub fn hear(&self, on_event: OnEvent) -> Result<(), HostError> {
        js::taken_over(&self.0, on_event)
    }

    /// Opens the window in which people sign in.
    ///
    /// # Errors
    /// Nobody signs in at this server.
    pub fn sign_in(&self) -> Result<(), HostError> {
        js::sign_in()
    }
}
