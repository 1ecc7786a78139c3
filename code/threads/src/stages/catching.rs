//! Stage 4: a panic is a result too. But the packet is leaked, and with it every result that nobody
//! takes.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering::{Acquire, Release};
use std::thread::Result;

use platform::atomic::AtomicU32;
use platform::cell::UnsafeCell;
use platform::futex;
use platform::thread::{Options, start};

// ANCHOR: packet
struct Packet<T> {
    /// 0 while the closure runs, then 1. The word that `join` sleeps on.
    finished: AtomicU32,
    slot: UnsafeCell<Option<Result<T>>>,
}

// SAFETY: it moves a `T` from one thread to another, so `T` has to be
// `Send`. `finished` keeps the two from using the slot at once.
unsafe impl<T: Send> Sync for Packet<T> {}

/// The right to wait for a thread and to take its result.
pub struct JoinHandle<T: 'static> {
    packet: &'static Packet<T>,
}
// ANCHOR_END: packet

/// Starts a thread that runs `f`.
// ANCHOR: spawn
pub fn spawn<F, T>(f: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let packet: &'static Packet<T> = Box::leak(Box::new(Packet {
        finished: AtomicU32::new(0),
        slot: UnsafeCell::new(None),
    }));
    let main = move || {
        // ANCHOR: publish
        let result = catch_unwind(AssertUnwindSafe(f));
        // SAFETY: `join` leaves the slot alone until `finished` is set.
        packet.slot.with_mut(|slot| unsafe { *slot = Some(result) });
        // ORDERING: releases the slot to the load in `join`.
        packet.finished.store(1, Release);
        futex::wake_one(&raw const packet.finished);
        // ANCHOR_END: publish
    };
    start(&Options::default(), Box::new(main)).expect("no thread");
    JoinHandle { packet }
}
// ANCHOR_END: spawn

// ANCHOR: join
impl<T> JoinHandle<T> {
    /// Waits for the thread and returns its result.
    ///
    /// # Errors
    ///
    /// When the closure panicked: the payload of the panic.
    pub fn join(self) -> Result<T> {
        let Self { packet } = self;
        // ANCHOR: wait
        // ORDERING: acquires what the store in `spawn` released.
        while packet.finished.load(Acquire) == 0 {
            futex::wait(&packet.finished, 0);
        }
        // ANCHOR_END: wait
        // SAFETY: `finished` was set after the thread's last use of the slot.
        let result = packet.slot.with_mut(|slot| unsafe { (*slot).take() });
        result.expect("the thread leaves its result before it sets the word")
    }
}
// ANCHOR_END: join
