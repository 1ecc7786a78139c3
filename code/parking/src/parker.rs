//! A token with two sides: who waits, and who wakes. The shape is that of `crossbeam_utils::sync`.

use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;
use std::panic::RefUnwindSafe;
use std::time::{Duration, Instant};

use crate::Arc;
use crate::token::Token;

// ANCHOR: types
/// The side that waits.
///
/// It may be sent to another thread, and not be shared: of two threads that
/// wait for one token, one would not be woken.
pub struct Parker {
    unparker: Unparker,
    /// `Send` and not `Sync`.
    alone: PhantomData<Cell<()>>,
}

/// The side that wakes. Any thread may have it, and any number of them.
///
/// It keeps the token alive: who parks may be gone before `unpark` has
/// returned.
#[derive(Clone)]
pub struct Unparker {
    token: Arc<Token>,
}
// ANCHOR_END: types

/// What a panic leaves of it is a token that is there or isn't.
impl RefUnwindSafe for Parker {}

impl Parker {
    /// A parker without a token.
    pub fn new() -> Self {
        let token = Arc::new(Token::new());
        Self {
            unparker: Unparker { token },
            alone: PhantomData,
        }
    }

    /// Waits for the token, and takes it. All that was done before it was set happens before this returns.
    ///
    /// It returns for no other reason.
    ///
    /// # Examples
    ///
    /// ```
    /// let parker = parking::Parker::new();
    /// let unparker = parker.unparker().clone();
    /// let thread = threads::spawn(move || unparker.unpark());
    /// parker.park();
    /// # thread.join().unwrap();
    /// ```
    #[inline]
    pub fn park(&self) {
        self.unparker.token.take();
    }

    /// Waits for the token, for `timeout` at the most, and takes it. It doesn't say whether there was one.
    ///
    /// With a `timeout` that is longer than [`Instant`] can count it waits for the token, however long that takes.
    pub fn park_timeout(&self, timeout: Duration) {
        self.unparker.token.take_for(timeout);
    }

    /// Waits for the token, until `deadline` at the most, and takes it. It doesn't say whether there was one.
    pub fn park_deadline(&self, deadline: Instant) {
        self.unparker.token.take_until(deadline);
    }

    /// What wakes this parker.
    pub fn unparker(&self) -> &Unparker {
        &self.unparker
    }

    /// The parker as a pointer, of which [`from_raw`](Self::from_raw) makes it again. Else it is leaked.
    pub fn into_raw(this: Self) -> *const () {
        Unparker::into_raw(this.unparker)
    }

    /// The parker of which [`into_raw`](Self::into_raw) made a pointer.
    ///
    /// # Safety
    /// The pointer is that of a [`Parker::into_raw`], and was given to no other call of this.
    pub unsafe fn from_raw(pointer: *const ()) -> Self {
        Self {
            // SAFETY: the pointer is that of an unparker's `into_raw`, and it is used once (caller).
            unparker: unsafe { Unparker::from_raw(pointer) },
            alone: PhantomData,
        }
    }
}

impl Unparker {
    /// Sets the token, and wakes the parker if it waits. If the token is set already, it stays: there is one or none.
    #[inline]
    pub fn unpark(&self) {
        self.token.set();
    }

    /// The unparker as a pointer, of which [`from_raw`](Self::from_raw) makes it again. Else it is leaked, and the token with it.
    pub fn into_raw(this: Self) -> *const () {
        Arc::into_raw(this.token).cast()
    }

    /// The unparker of which [`into_raw`](Self::into_raw) made a pointer.
    ///
    /// # Safety
    /// The pointer is that of an [`Unparker::into_raw`], and was given to no other call of this.
    pub unsafe fn from_raw(pointer: *const ()) -> Self {
        // SAFETY: it is that of `Arc::into_raw`, and used once (caller).
        let token = unsafe { Arc::from_raw(pointer.cast()) };
        Self { token }
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
