//! Fails because a field that is there takes room. A `PhantomData` isn't there.
//! Caught by: `it_is_a_number`: "the size of a ticket".

use std::sync::MutexGuard;

/// A place in this thread's queue.
pub struct Ticket {
    number: u32,
    _stays_here: Option<MutexGuard<'static, ()>>,
}

impl Ticket {
    /// Draws a ticket.
    pub fn new(number: u32) -> Self {
        Self {
            number,
            _stays_here: None,
        }
    }

    /// What is printed on it.
    pub fn number(&self) -> u32 {
        self.number
    }
}
