//! Queue, barrier and semaphore on real threads.

use std::cell::UnsafeCell;

use condvar::{Barrier, BoundedQueue, Semaphore};
use stress::crew;

const THREADS: u32 = 4;
const ROUNDS: u32 = 3000;

/// Memory that only what is under test protects.
struct Shared(UnsafeCell<u32>);

// SAFETY: what is under test keeps the accesses apart.
unsafe impl Sync for Shared {}

impl Shared {
    fn add_one(&self) {
        // SAFETY: as above.
        unsafe { *self.0.get() += 1 };
    }

    fn get(&self) -> u32 {
        // SAFETY: as above.
        unsafe { *self.0.get() }
    }
}

/// Each item is a box: whoever pops one reads and frees what another thread wrote.
pub(super) fn queue() {
    let queue = BoundedQueue::new(3);
    crew(THREADS, |number| {
        for round in 0..ROUNDS {
            if number % 2 == 0 {
                queue.push(Box::new(round));
            } else {
                assert!(*queue.pop() < ROUNDS);
            }
        }
    });
    assert!(queue.is_empty());
}

/// One thread writes before they meet, and all read after it.
pub(super) fn barrier() {
    let (barrier, memory) = (Barrier::new(THREADS as usize), Shared(UnsafeCell::new(0)));
    let (barrier, memory) = (&barrier, &memory);
    crew(THREADS, |number| {
        for round in 0..ROUNDS / 10 {
            if number == round % THREADS {
                memory.add_one();
            }
            barrier.wait();
            assert_eq!(memory.get(), round + 1);
            barrier.wait();
        }
    });
}

/// One permit protects the memory.
pub(super) fn semaphore() {
    let (semaphore, memory) = (Semaphore::new(1), Shared(UnsafeCell::new(0)));
    let (semaphore, memory) = (&semaphore, &memory);
    crew(THREADS, |_| {
        for _ in 0..ROUNDS {
            let _permit = semaphore.acquire();
            memory.add_one();
        }
    });
    assert_eq!(memory.get(), THREADS * ROUNDS);
    assert_eq!(semaphore.available_permits(), 1);
}
