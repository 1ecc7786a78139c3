//! A futex for systems that have none with a deadline that is public: `parking_lot_core`'s table of
//! queues, keyed by the word's address.

use std::time::Instant;

use parking_lot_core::{DEFAULT_PARK_TOKEN, DEFAULT_UNPARK_TOKEN, ParkResult};

use crate::atomic::{AtomicU32, Ordering};

pub(super) fn wait(word: &AtomicU32, expected: u32) {
    park(word, expected, None);
}

pub(super) fn wait_until(word: &AtomicU32, expected: u32, deadline: Instant) -> bool {
    !matches!(park(word, expected, Some(deadline)), ParkResult::TimedOut)
}

pub(super) fn wake_one(word: *const AtomicU32) -> bool {
    // SAFETY: the address is that of a word of this crate's caller, who parks there only through
    // this module; the callback neither panics nor calls into parking_lot.
    let result = unsafe { parking_lot_core::unpark_one(word.addr(), |_| DEFAULT_UNPARK_TOKEN) };
    result.unparked_threads != 0
}

pub(super) fn wake_all(word: *const AtomicU32) -> usize {
    // SAFETY: as in `wake_one`.
    unsafe { parking_lot_core::unpark_all(word.addr(), DEFAULT_UNPARK_TOKEN) }
}

fn park(word: &AtomicU32, expected: u32, deadline: Option<Instant>) -> ParkResult {
    let address = std::ptr::from_ref(word).addr();
    // ORDERING: Relaxed. The comparison runs under the lock of the address's queue. A waker changes
    // the word and then takes that lock: if it did so first, the lock shows its change here; if not,
    // it finds this thread in the queue.
    let unchanged = || word.load(Ordering::Relaxed) == expected;
    // SAFETY: the address belongs to `word`, which lives until we return; the callbacks neither
    // panic nor call into parking_lot.
    unsafe {
        parking_lot_core::park(
            address,
            unchanged,
            || {},
            |_, _| {},
            DEFAULT_PARK_TOKEN,
            deadline,
        )
    }
}
