//! The host's requests that are not answered yet.

use crate::teams::{Answer, Ticket, log};
use std::{cell::RefCell, mem, rc::Rc};

/// Held from before anything runs, so that whatever follows answers them. Clones hold the
/// same.
#[derive(Clone, Default)]
pub(super) struct Tickets(Rc<RefCell<Vec<Ticket>>>);

impl Tickets {
    pub(super) fn hold(&self, ticket: Ticket) {
        self.0.borrow_mut().push(ticket);
    }

    /// Answers every held ticket the same way; `Err` when the host did not
    /// hear one of them.
    pub(super) fn answer_all(&self, answer: Answer<'_>) -> Result<(), ()> {
        let held = mem::take(&mut *self.0.borrow_mut());
        let mut result = Ok(());
        for ticket in held {
            if let Err(error) = ticket.answer(answer) {
                log(&error);
                result = Err(());
            }
        }
        result
    }
}
