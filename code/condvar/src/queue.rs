//! A queue with a limit: one mutex and two condition variables.
//!
//! # Problem
//!
//! Producers wait while there is no room, consumers while there is nothing. Whoever makes room or brings something has to wake one who can use it.
//!
//! # Strategy
//!
//! A mutex protects the items. Who waits for room waits on one condition variable, who waits for an item on the other, so whoever is notified has
//! waited for what there now is, and one is enough. It is notified when the lock has been released, or it would wake up only to wait for the lock.
//!
//! # Invariants
//!
//! 1. There are never more than `capacity` items.
//! 2. Each item that comes is followed by a notification of `not_empty`, and each that goes by one of `not_full`. Whoever is notified looks again
//!    under the lock before it does anything else, and before it gives up: so it takes what is there, or somebody else has taken it.
//! 3. No code of the caller's runs while the lock is held: an item is moved, and never cloned, compared, printed or dropped. There is room for
//!    all items from the start, so nothing is allocated either. So no panic meets a held lock, and a caller's panic leaves nothing half done.
//!
//! # Not promised
//!
//! - Who is next. A producer that comes by may take the room for which another was woken; that one waits on.
//! - An end: a consumer of an empty queue waits even if no producer is left. A channel knows.

use std::collections::VecDeque;
use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::time::Duration;

use mutex::{Mutex, MutexGuard};

use crate::Condvar;

// ANCHOR: queue
/// A queue in which there is room for so many items and no more. It is shared
/// by reference; each item goes to one consumer, the oldest first.
pub struct BoundedQueue<T> {
    items: Mutex<VecDeque<T>>,
    capacity: usize,
    not_empty: Condvar,
    not_full: Condvar,
}

/// The items, locked.
type Items<'a, T> = MutexGuard<'a, VecDeque<T>>;
// ANCHOR_END: queue

// No panic can leave an item half pushed (3).
impl<T> UnwindSafe for BoundedQueue<T> {}
impl<T> RefUnwindSafe for BoundedQueue<T> {}

impl<T> BoundedQueue<T> {
    /// An empty queue with room for `capacity` items.
    ///
    /// # Panics
    /// If `capacity` is 0, or so many items would take more than `isize::MAX`
    /// bytes. If there isn't that much memory the process is aborted.
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        assert!(capacity > 0, "a queue without room");
        Self {
            items: Mutex::new(VecDeque::with_capacity(capacity)),
            capacity,
            not_empty: Condvar::new(),
            not_full: Condvar::new(),
        }
    }

    // ANCHOR: push
    /// Waits for room, and appends `item`.
    pub fn push(&self, item: T) {
        let mut items = self.items.lock();
        self.not_full
            .wait_while(&mut items, |all| self.is_full(all));
        if self.put(items, item).is_err() {
            unreachable!("no room after waiting for it");
        }
    }

    fn is_full(&self, items: &VecDeque<T>) -> bool {
        items.len() == self.capacity
    }

    fn put(&self, mut items: Items<'_, T>, item: T) -> Result<(), T> {
        if self.is_full(&items) {
            return Err(item);
        }
        items.push_back(item);
        drop(items);
        self.not_empty.notify_one();
        Ok(())
    }
    // ANCHOR_END: push

    /// Appends `item` if there is room.
    ///
    /// # Errors
    /// The item, if there is none.
    pub fn try_push(&self, item: T) -> Result<(), T> {
        self.put(self.items.lock(), item)
    }

    // ANCHOR: push_timeout
    /// Waits for room, for `timeout` at the most, and appends `item`.
    ///
    /// # Errors
    /// The item, if there is still no room then.
    pub fn push_timeout(&self, item: T, timeout: Duration) -> Result<(), T> {
        let mut items = self.items.lock();
        self.not_full
            .wait_timeout_while(&mut items, timeout, |all| self.is_full(all));
        self.put(items, item)
    }
    // ANCHOR_END: push_timeout

    // ANCHOR: pop
    /// Waits for an item, and takes the oldest.
    pub fn pop(&self) -> T {
        let mut items = self.items.lock();
        self.not_empty
            .wait_while(&mut items, |items| items.is_empty());
        let item = self.take(items);
        item.unwrap_or_else(|| unreachable!("nothing after waiting for it"))
    }

    fn take(&self, mut items: Items<'_, T>) -> Option<T> {
        let item = items.pop_front()?;
        drop(items);
        self.not_full.notify_one();
        Some(item)
    }
    // ANCHOR_END: pop

    /// Takes the oldest item, if there is one.
    pub fn try_pop(&self) -> Option<T> {
        self.take(self.items.lock())
    }

    /// Waits for an item, for `timeout` at the most, and takes the oldest.
    /// `None` if there is still nothing then.
    pub fn pop_timeout(&self, timeout: Duration) -> Option<T> {
        let mut items = self.items.lock();
        self.not_empty
            .wait_timeout_while(&mut items, timeout, |items| items.is_empty());
        self.take(items)
    }

    /// How many items there are. Others may change it at once.
    pub fn len(&self) -> usize {
        self.items.lock().len()
    }

    /// Whether there is nothing. Others may change it at once.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many items there is room for in all.
    pub fn capacity(&self) -> usize {
        self.capacity
    }
}

impl<T> fmt::Debug for BoundedQueue<T> {
    /// Without the items: to print them would run their code under the lock (3).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BoundedQueue")
            .field("len", &self.len())
            .field("capacity", &self.capacity)
            .finish_non_exhaustive()
    }
}
