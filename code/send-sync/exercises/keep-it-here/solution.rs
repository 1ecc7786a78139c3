use std::marker::PhantomData;
use std::sync::MutexGuard;

/// A place in this thread's queue.
pub struct Ticket {
    number: u32,
    /// Takes `Send` away, and leaves `Sync`.
    _stays_here: PhantomData<MutexGuard<'static, ()>>,
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
