//! Fails because a number is `Send`.
//! Caught by: `it_stays_on_its_thread`: "can be sent away".

/// A place in this thread's queue.
pub struct Ticket {
    number: u32,
}

impl Ticket {
    /// Draws a ticket.
    pub fn new(number: u32) -> Self {
        Self { number }
    }

    /// What is printed on it.
    pub fn number(&self) -> u32 {
        self.number
    }
}
