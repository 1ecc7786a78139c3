//! A queue with a limit: one mutex, two condition variables.

use std::collections::VecDeque;

use mutex::Mutex;

use crate::Condvar;

/// A queue in which there is room for so many items and no more.
pub struct BoundedQueue<T> {
    capacity: usize,
    items: Mutex<VecDeque<T>>,
    not_empty: Condvar,
    not_full: Condvar,
}

impl<T> BoundedQueue<T> {
    /// An empty queue with room for `capacity` items.
    ///
    /// # Panics
    /// If `capacity` is 0.
    pub fn new(capacity: usize) -> Self {
        assert!(capacity > 0, "a queue without room");
        Self {
            capacity,
            items: Mutex::new(VecDeque::with_capacity(capacity)),
            not_empty: Condvar::new(),
            not_full: Condvar::new(),
        }
    }

    /// Waits for room, and appends `item`.
    pub fn push(&self, item: T) {
        let mut items = self.items.lock();
        self.not_full
            .wait_while(&mut items, |items| items.len() == self.capacity);
        items.push_back(item);
        drop(items);
        self.not_empty.notify_one();
    }

    /// Waits for an item, and takes the oldest.
    ///
    /// # Panics
    /// Never.
    pub fn pop(&self) -> T {
        let mut items = self.items.lock();
        self.not_empty
            .wait_while(&mut items, |items| items.is_empty());
        let item = items.pop_front().expect("there is an item");
        drop(items);
        self.not_full.notify_one();
        item
    }
}
