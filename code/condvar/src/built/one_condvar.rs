//! A queue whose producers and consumers wait on one condition variable: right, since it wakes all of them each time.

use std::collections::VecDeque;

use mutex::Mutex;

use crate::Condvar;

// ANCHOR: queue
/// A queue with a limit.
pub struct BoundedQueue<T> {
    items: Mutex<VecDeque<T>>,
    capacity: usize,
    changed: Condvar,
}

impl<T> BoundedQueue<T> {
    /// Waits for room, and appends `item`.
    pub fn push(&self, item: T) {
        let mut items = self.items.lock();
        self.changed
            .wait_while(&mut items, |items| items.len() == self.capacity);
        items.push_back(item);
        drop(items);
        self.changed.notify_all();
    }

    /// Waits for an item, and takes the oldest.
    pub fn pop(&self) -> T {
        let mut items = self.items.lock();
        loop {
            if let Some(item) = items.pop_front() {
                drop(items);
                self.changed.notify_all();
                return item;
            }
            self.changed.wait(&mut items);
        }
    }
}
// ANCHOR_END: queue

impl<T> BoundedQueue<T> {
    /// An empty queue with room for `capacity` items.
    pub fn new(capacity: usize) -> Self {
        Self {
            items: Mutex::new(VecDeque::with_capacity(capacity)),
            capacity,
            changed: Condvar::new(),
        }
    }
}
