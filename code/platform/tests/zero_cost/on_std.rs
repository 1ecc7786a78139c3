//! A lock on std's atomics and cell. Beside it the same lock on `platform`.

use std::cell::UnsafeCell;
use std::hint::spin_loop;
use std::sync::atomic::{AtomicU32, Ordering};

/// A count under a lock.
#[derive(Debug)]
pub struct Counter {
    locked: AtomicU32,
    count: UnsafeCell<u64>,
}

// SAFETY: `count` is touched only by whoever holds the lock.
unsafe impl Sync for Counter {}

/// A counter at 0, unlocked.
#[unsafe(no_mangle)]
pub static COUNTER: Counter = Counter {
    locked: AtomicU32::new(0),
    count: UnsafeCell::new(0),
};

/// Adds to the count under the lock.
#[unsafe(no_mangle)]
pub extern "Rust" fn zero_cost_add(counter: &Counter, number: u64) -> u64 {
    // ORDERING: Acquire: pairs with the release below.
    while counter.locked.swap(1, Ordering::Acquire) != 0 {
        spin_loop();
    }
    // SAFETY: we hold the lock.
    unsafe { *counter.count.get() += number };
    // SAFETY: as above.
    let count = unsafe { *counter.count.get() };
    // ORDERING: Release: hands the count to the next holder.
    counter.locked.store(0, Ordering::Release);
    count
}

/// Takes the count, leaving 0, if the lock is free.
#[unsafe(no_mangle)]
pub extern "Rust" fn zero_cost_try_take(counter: &Counter) -> Option<u64> {
    // ORDERING: Acquire: pairs with the release below. Relaxed: nothing is read after a failure.
    let free = counter
        .locked
        .compare_exchange(0, 1, Ordering::Acquire, Ordering::Relaxed);
    free.ok()?;
    // SAFETY: we hold the lock.
    let count = unsafe { *counter.count.get() };
    // SAFETY: as above.
    unsafe { *counter.count.get() = 0 };
    // ORDERING: Release: hands the count to the next holder.
    counter.locked.store(0, Ordering::Release);
    Some(count)
}
