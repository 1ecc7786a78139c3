//! Fails because a raw pointer's marker takes both traits away, and only one had to go.
//! Caught by: `others_may_look_at_it`: "can't be shared".

use std::marker::PhantomData;

/// A place in this thread's queue.
pub struct Ticket {
    number: u32,
    _stays_here: PhantomData<*const ()>,
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
