//! A queue whose producers and consumers wait on one condition variable, of whom one is woken at a time.

use std::collections::VecDeque;

use mutex::Mutex;

use super::Condvar;

// ANCHOR: queue
pub(crate) struct BoundedQueue<T> {
    items: Mutex<VecDeque<T>>,
    capacity: usize,
    changed: Condvar,
}

impl<T> BoundedQueue<T> {
    pub(crate) fn push(&self, item: T) {
        let mut items = self.items.lock();
        self.changed
            .wait_while(&mut items, |items| items.len() == self.capacity);
        items.push_back(item);
        drop(items);
        self.changed.notify_one();
    }

    pub(crate) fn pop(&self) -> T {
        let mut items = self.items.lock();
        loop {
            if let Some(item) = items.pop_front() {
                drop(items);
                self.changed.notify_one();
                return item;
            }
            self.changed.wait(&mut items);
        }
    }
}
// ANCHOR_END: queue

impl<T> BoundedQueue<T> {
    pub(crate) fn new(capacity: usize) -> Self {
        Self {
            items: Mutex::new(VecDeque::new()),
            capacity,
            changed: Condvar::new(),
        }
    }
}
