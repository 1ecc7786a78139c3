//! Fails because who owns a board has it alone: `T: Sync` is not needed to send it.
//! Caught by: `it_is_sent_where_it_may_be`: "a board of cells".

use std::marker::PhantomData;
use std::ptr;

use platform::atomic::{
    AtomicPtr,
    Ordering::{AcqRel, Acquire, Relaxed},
};

/// A board on which one notice is put up, once, for everybody to read.
pub struct Board<T> {
    notice: AtomicPtr<T>,
    /// It owns a `T`, and lends it: the pointer says neither.
    _owns: PhantomData<*mut T>,
}

// SAFETY: more than enough.
unsafe impl<T: Send + Sync> Send for Board<T> {}
// SAFETY: `read` lends, `put_up` hands over.
unsafe impl<T: Send + Sync> Sync for Board<T> {}

impl<T> Board<T> {
    /// An empty board.
    pub fn new() -> Self {
        Self {
            notice: AtomicPtr::new(ptr::null_mut()),
            _owns: PhantomData,
        }
    }

    /// Puts the notice up, unless there is one already; then it comes back.
    pub fn put_up(&self, notice: T) -> Result<(), T> {
        let notice = Box::into_raw(Box::new(notice));
        // ORDERING: releases the notice to the load in `read`. If there is one
        // already, nothing is done with it.
        let first = self
            .notice
            .compare_exchange(ptr::null_mut(), notice, AcqRel, Relaxed);
        match first {
            Ok(_) => Ok(()),
            // SAFETY: it came from a box above, and nobody has seen it.
            Err(_) => Err(*unsafe { Box::from_raw(notice) }),
        }
    }

    /// The notice, if there is one.
    pub fn read(&self) -> Option<&T> {
        // ORDERING: acquires the notice from `put_up`.
        let notice = self.notice.load(Acquire);
        // SAFETY: null, or it came from a box and stays until the board is
        // dropped.
        unsafe { notice.as_ref() }
    }
}

impl<T> Drop for Board<T> {
    fn drop(&mut self) {
        // ORDERING: acquires the notice from `put_up`.
        let notice = self.notice.load(Acquire);
        if !notice.is_null() {
            // SAFETY: it came from a box, and nobody reads it any more.
            drop(unsafe { Box::from_raw(notice) });
        }
    }
}
