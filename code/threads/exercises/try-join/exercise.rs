//! # Ask, and take
//!
//! A handle whose owner has other things to do: `try_join` takes the result if the thread has finished, and gives
//! the handle back if not. It never waits. `spawn` is done, and says with one store that the slot is filled. Write
//! `try_join`, with the `SAFETY` comment that it needs, and choose the ordering of its load.

use platform::atomic::{AtomicBool, Ordering::Release};
use platform::cell::UnsafeCell;
use platform::sync::Arc;
use platform::thread::{Options, start};

struct Packet<T> {
    is_finished: AtomicBool,
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
        is_finished: AtomicBool::new(false),
        slot: UnsafeCell::new(None),
    });
    let theirs = Arc::clone(&packet);
    let main = move || {
        let value = f();
        // SAFETY: the handle leaves the slot alone until `is_finished` is set.
        theirs.slot.with_mut(|slot| unsafe { *slot = Some(value) });
        // ORDERING: releases the slot to the load in `try_join`.
        theirs.is_finished.store(true, Release);
    };
    start(&Options::default(), Box::new(main)).expect("no thread");
    JoinHandle { packet }
}

impl<T> JoinHandle<T> {
    /// The thread's result, or the handle again if there is none yet.
    pub fn try_join(self) -> Result<T, Self> {
        let _packet = &self.packet;
        todo!("look whether it is finished, and take what is in the slot")
    }
}
