//! Fails because a `Cell` may be sent and not be shared: the wrong way round.
//! Caught by: `it_stays_on_its_thread`: "can be sent away".

use std::cell::Cell;
use std::marker::PhantomData;

/// A place in this thread's queue.
pub struct Ticket {
    number: u32,
    _stays_here: PhantomData<Cell<()>>,
}

impl Ticket {
    /// Draws a ticket.
    pub fn new(number: u32) -> Self {
        Self {
            number,
            _stays_here: PhantomData,
        }
    }

    /// What is printed on it.
    pub fn number(&self) -> u32 {
        self.number
    }
}
