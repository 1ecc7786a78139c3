//! Stage 1, **wrong on purpose**: a slot for the value and a flag that says it is there.
//!
//! `Relaxed` makes the flag atomic and nothing more. `join` can see the flag and not yet the value: the
//! two threads race for the slot.

use std::sync::atomic::Ordering::Relaxed;

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
// `Send`. That the two never use the slot at once is what fails here.
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
        // SAFETY: `join` leaves the slot alone until `finished` is set.
        packet.slot.with_mut(|slot| unsafe { *slot = Some(value) });
        // ORDERING: wrong: nothing carries the slot to the load in `join`.
        packet.finished.store(true, Relaxed);
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
        // ORDERING: wrong: see the store in `spawn`.
        while !packet.finished.load(Relaxed) {
            spin_loop();
        }
        // SAFETY: none: the flag is set, and the thread may yet be writing.
        let value = packet.slot.with_mut(|slot| unsafe { (*slot).take() });
        value.expect("the thread leaves its value before it sets the flag")
    }
}
// ANCHOR_END: join
