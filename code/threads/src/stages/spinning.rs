//! Stage 2: the flag publishes the value. Right, but `join` burns a core while it waits.

use std::sync::atomic::Ordering::{Acquire, Release};

use platform::atomic::AtomicBool;
use platform::cell::UnsafeCell;
use platform::hint::spin_loop;
use platform::thread::{Options, start};

// ANCHOR: packet
struct Packet<T> {
    finished: AtomicBool,
    slot: UnsafeCell<Option<T>>,
}

// SAFETY: it moves a `T` from one thread to another, so `T` has to be
// `Send`. `finished` keeps the two from using the slot at once.
unsafe impl<T: Send> Sync for Packet<T> {}

/// The right to wait for a thread and to take its value.
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
        finished: AtomicBool::new(false),
        slot: UnsafeCell::new(None),
    }));
    let main = move || {
        let value = f();
        // ANCHOR: publish
        // SAFETY: `join` leaves the slot alone until `finished` is set.
        packet.slot.with_mut(|slot| unsafe { *slot = Some(value) });
        // ORDERING: releases the slot to the load in `join`.
        packet.finished.store(true, Release);
        // ANCHOR_END: publish
    };
    start(&Options::default(), Box::new(main)).expect("no thread");
    JoinHandle { packet }
}
// ANCHOR_END: spawn

// ANCHOR: join
impl<T> JoinHandle<T> {
    /// Waits for the thread and returns its value.
    pub fn join(self) -> T {
        let Self { packet } = self;
        // ANCHOR: wait
        // ORDERING: acquires what the store in `spawn` released.
        while !packet.finished.load(Acquire) {
            spin_loop();
        }
        // ANCHOR_END: wait
        // SAFETY: `finished` was set after the thread's last use of the slot.
        let value = packet.slot.with_mut(|slot| unsafe { (*slot).take() });
        value.expect("the thread leaves its value before it sets the flag")
    }
}
// ANCHOR_END: join
