//! # Keep it here
//!
//! A ticket is handed back where it was drawn, so it has to stay on its thread. Other threads may look at its number.
//! See to it that a `Ticket` is `Sync` and not `Send`. It must not become larger.

/// A place in this thread's queue.
pub struct Ticket {
    number: u32,
}

impl Ticket {
    /// Draws a ticket.
    pub fn new(number: u32) -> Self {
        todo!("draw {number}, with a field that keeps it here")
    }

    /// What is printed on it.
    pub fn number(&self) -> u32 {
        self.number
    }
}
