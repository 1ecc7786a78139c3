//! A parker of one's own, in the shape of `crossbeam_utils::sync`.

use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;
use std::time::{Duration, Instant};

use platform::sync::Arc;

use crate::token::Token;

/// The side that waits. One thread at a time has it.
pub struct Parker {
    unparker: Unparker,
    /// `Send` and not `Sync`: of two threads that waited, one would not be woken.
    alone: PhantomData<Cell<()>>,
}

/// The side that wakes.
#[derive(Clone)]
pub struct Unparker {
    token: Arc<Token>,
}

impl Parker {
    /// A parker without a token.
    pub fn new() -> Self {
        let token = Arc::new(Token::new());
        Self {
            unparker: Unparker { token },
            alone: PhantomData,
        }
    }

    /// Waits for the token, and takes it.
    #[inline]
    pub fn park(&self) {
        self.unparker.token.take();
    }

    /// Waits for the token, for `timeout` at the most, and takes it.
    pub fn park_timeout(&self, timeout: Duration) {
        match Instant::now().checked_add(timeout) {
            Some(deadline) => self.park_deadline(deadline),
            None => self.park(),
        }
    }

    /// Waits for the token, until `deadline` at the most, and takes it.
    pub fn park_deadline(&self, deadline: Instant) {
        self.unparker.token.take_until(deadline);
    }

    /// What wakes this parker.
    pub fn unparker(&self) -> &Unparker {
        &self.unparker
    }
}

impl Unparker {
    /// Sets the token, and wakes the parker if it waits.
    #[inline]
    pub fn unpark(&self) {
        self.token.set();
    }
}

impl Default for Parker {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Parker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parker").finish_non_exhaustive()
    }
}

impl fmt::Debug for Unparker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unparker").finish_non_exhaustive()
    }
}
