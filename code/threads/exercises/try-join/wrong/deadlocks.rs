//! Fails because it waits, for a thread that here waits for the one that asks.
//! Caught by: `it_never_waits`: "deadlock".

use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Release},
};
use platform::cell::UnsafeCell;
use platform::futex;
use platform::sync::Arc;
use platform::thread::{Options, start};

struct Packet<T> {
    is_finished: AtomicU32,
    slot: UnsafeCell<Option<T>>,
}

// SAFETY: it moves a `T` from one thread to another, so `T` has to be `Send`.
// `is_finished` keeps the two from using the slot at once.
unsafe impl<T: Send> Sync for Packet<T> {}

/// The right to take a thread's result, once there is one.
pub struct JoinHandle<T> {
    packet: Arc<Packet<T>>,
}

/// Starts a thread that runs `f`.
pub fn spawn<F, T>(f: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let packet = Arc::new(Packet {
        is_finished: AtomicU32::new(0),
        slot: UnsafeCell::new(None),
    });
    let theirs = Arc::clone(&packet);
    let main = move || {
        let value = f();
        // SAFETY: the handle leaves the slot alone until `is_finished` is set.
        theirs.slot.with_mut(|slot| unsafe { *slot = Some(value) });
        // ORDERING: releases the slot to the load in `try_join`.
        theirs.is_finished.store(1, Release);
    };
    start(&Options::default(), Box::new(main)).expect("no thread");
    JoinHandle { packet }
}

impl<T> JoinHandle<T> {
    /// Waits for the result, as `join` does.
    pub fn try_join(self) -> Result<T, Self> {
        // ORDERING: acquires what the store in `spawn` released.
        while self.packet.is_finished.load(Acquire) == 0 {
            futex::wait(&self.packet.is_finished, 0);
        }
        // SAFETY: the thread has finished with the slot, and nobody else has a
        // handle.
        let value = self.packet.slot.with_mut(|slot| unsafe { (*slot).take() });
        Ok(value.expect("a thread that has finished has left a result"))
    }
}
