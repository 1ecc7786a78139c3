//! Faults that the models must find: the stages that are wrong, and a copy of the packet in which one
//! thing at a time is.
//!
//! `traces/` holds the executions that the book shows; `SNAPSHOTS=overwrite` records them.
#![cfg(model)]

use std::sync::Mutex;

use platform::cell::UnsafeCell;
use platform::model::{Bounds, model, model_fails, settle_report};
use platform::sync::Arc;
use platform::thread::yield_now;
use threads::stages::{catching, relaxed};
use threads::{JoinHandle, spawn};

use faulty::Fault;

/// A value whose every use, its drop too, the checker sees; and a leak of which it sees.
struct Parcel {
    contents: UnsafeCell<u32>,
    _counted: Arc<()>,
}

// SAFETY: `use_it` is called with what is under test to keep threads apart.
unsafe impl Send for Parcel {}

impl Parcel {
    fn new() -> Self {
        Self {
            contents: UnsafeCell::new(0),
            _counted: Arc::new(()),
        }
    }

    fn use_it(&self) {
        // SAFETY: see `Send`.
        self.contents.with_mut(|contents| unsafe { *contents += 1 });
    }
}

impl Drop for Parcel {
    fn drop(&mut self) {
        self.use_it();
    }
}

// ---- The stages ----

/// With a `Relaxed` flag the joiner can see the flag before the value: a data race.
#[test]
fn a_relaxed_flag_publishes_nothing() {
    let report = model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        relaxed::spawn(|| 42).join();
    });
    settle_report("relaxed", &report);
}

/// A packet that nobody owns is leaked, and a result that nobody takes is leaked in it.
#[test]
fn a_packet_without_an_owner_is_leaked() {
    model_fails("leaked", Bounds::EXHAUSTIVE, || {
        let _unjoined = catching::spawn(Parcel::new);
    });
}

// ---- The packet ----

/// A thread that joins itself waits for ever.
#[test]
fn a_thread_that_joins_itself_waits_for_ever() {
    model_fails("deadlock", Bounds::EXHAUSTIVE, || {
        let own = std::sync::Arc::new(Mutex::new(None::<JoinHandle<()>>));
        let slot = std::sync::Arc::clone(&own);
        let handle = spawn(move || {
            loop {
                let handle = slot.lock().unwrap().take();
                if let Some(handle) = handle {
                    return handle.join().unwrap();
                }
                yield_now();
            }
        });
        *own.lock().unwrap() = Some(handle);
    });
}

/// The copy with no fault in it passes all the models in which the faults are found.
#[test]
fn without_a_fault_the_copy_passes() {
    model(Bounds::EXHAUSTIVE, || {
        faulty::spawn(Fault::None, Parcel::new).join().use_it();
        let handle = faulty::spawn(Fault::None, Parcel::new);
        let _either = handle.is_finished();
        drop(handle);
    });
}

/// Starts a thread whose packet has `fault`, and joins it.
fn join(fault: Fault) {
    faulty::spawn(fault, Parcel::new).join().use_it();
}

/// Starts a thread whose packet has `fault`, and drops its handle.
fn detach(fault: Fault) {
    drop(faulty::spawn(fault, Parcel::new));
}

/// If the thread's `swap` releases nothing, the joiner races with it for the slot.
#[test]
fn a_swap_without_release_is_a_data_race() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        join(Fault::SwapWithoutRelease);
    });
}

/// If the joiner's load acquires nothing, it races with the thread for the slot.
#[test]
fn a_load_without_acquire_is_a_data_race() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        join(Fault::LoadWithoutAcquire);
    });
}

/// If the thread wakes nobody, a joiner that sleeps sleeps for ever.
#[test]
fn without_a_wake_up_the_joiner_sleeps_for_ever() {
    model_fails("deadlock", Bounds::EXHAUSTIVE, || join(Fault::NoWakeUp));
}

/// If the joiner sleeps on whatever value it reads, it can sleep on `FINISHED`, and its wake-up has
/// been and gone.
#[test]
fn sleeping_on_a_value_read_again_loses_the_wake_up() {
    model_fails("deadlock", Bounds::EXHAUSTIVE, || {
        join(Fault::SleepsOnWhatItReads);
    });
}

/// If the joiner waits once instead of in a loop, a spurious wake-up sends it to a slot that the thread
/// has yet to fill.
#[test]
fn waiting_once_takes_a_spurious_wake_up_for_the_result() {
    let report = model_fails("found no value", Bounds::EXHAUSTIVE, || {
        join(Fault::WaitsOnce);
    });
    assert!(report.contains("wakes for no reason"));
    settle_report("waiting-once", &report);
}

/// If the thread frees the packet when it has finished, the handle reads freed memory.
#[test]
fn a_thread_that_frees_at_once_frees_under_the_joiner() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        join(Fault::ThreadFreesAtOnce);
    });
}

/// If a handle that is dropped frees the packet, the thread writes to freed memory.
#[test]
fn a_handle_that_frees_at_once_frees_under_the_thread() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        detach(Fault::HandleFreesAtOnce);
    });
}

/// If the thread leaves the freeing to the handle, a detached thread's packet is leaked.
#[test]
fn a_thread_that_never_frees_leaks() {
    model_fails("leaked", Bounds::EXHAUSTIVE, || {
        detach(Fault::ThreadNeverFrees);
    });
}

/// If the handle leaves the freeing to the thread, the packet of a thread that finished first is leaked.
#[test]
fn a_handle_that_never_frees_leaks() {
    model_fails("leaked", Bounds::EXHAUSTIVE, || {
        detach(Fault::HandleNeverFrees);
    });
}

/// If letting go is a load and a store, both sides can believe that they came first.
#[test]
fn looking_and_then_letting_go_leaks() {
    model_fails("leaked", Bounds::EXHAUSTIVE, || {
        detach(Fault::LooksAndThenLetsGo);
    });
}

/// If each side sets a flag of its own and then looks at the other's, the other may have freed it
/// between the two.
#[test]
fn two_flags_free_under_each_other() {
    let report = model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        detach(Fault::TwoFlags);
    });
    settle_report("two-flags", &report);
}

/// If `join` frees the packet, and the handle's destructor does what it always does, the packet is freed
/// twice.
#[test]
fn a_join_that_frees_frees_twice() {
    model_fails("freed twice", Bounds::EXHAUSTIVE, || {
        join(Fault::JoinFreesToo);
    });
}

/// If the thread looks at the packet after its `swap`, to see whether anybody sleeps, the joiner may
/// have freed it.
#[test]
fn looking_for_a_sleeper_uses_a_freed_packet() {
    let report = model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        join(Fault::LooksForASleeper);
    });
    settle_report("looking-for-a-sleeper", &report);
}

/// The packet again, with one thing wrong at a time. It never frees the memory, so that a use after the
/// free is one for the checker only.
///
/// ORDERING: where no fault says otherwise, as in `packet.rs`.
mod faulty {
    use std::ptr;
    use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};

    use platform::atomic::{AtomicBool, AtomicU32};
    use platform::cell::UnsafeCell;
    use platform::futex;
    use platform::thread::{Options, start};

    /// What is wrong.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(crate) enum Fault {
        None,
        SwapWithoutRelease,
        LoadWithoutAcquire,
        NoWakeUp,
        SleepsOnWhatItReads,
        WaitsOnce,
        ThreadFreesAtOnce,
        HandleFreesAtOnce,
        ThreadNeverFrees,
        HandleNeverFrees,
        LooksAndThenLetsGo,
        TwoFlags,
        JoinFreesToo,
        LooksForASleeper,
    }

    const RUNNING: u32 = 0;
    const FINISHED: u32 = 1;
    const DETACHED: u32 = 2;

    struct Packet<T> {
        fault: Fault,
        state: AtomicU32,
        slot: UnsafeCell<Option<T>>,
        /// For `LooksForASleeper`.
        asleep: AtomicBool,
        /// For `TwoFlags`.
        detached: AtomicBool,
        /// No part of the model.
        freed: std::sync::atomic::AtomicBool,
    }

    // SAFETY: it has the faults that it has.
    unsafe impl<T: Send> Sync for Packet<T> {}

    pub(crate) struct JoinHandle<T: 'static> {
        packet: &'static Packet<T>,
    }

    pub(crate) fn spawn<T: Send + 'static>(
        fault: Fault,
        f: impl FnOnce() -> T + Send + 'static,
    ) -> JoinHandle<T> {
        let packet: &'static Packet<T> = Box::leak(Box::new(Packet {
            fault,
            state: AtomicU32::new(RUNNING),
            slot: UnsafeCell::new(None),
            asleep: AtomicBool::new(false),
            detached: AtomicBool::new(false),
            freed: false.into(),
        }));
        let main = move || {
            let value = f();
            // SAFETY: as in `packet.rs`, but for the fault.
            packet.slot.with_mut(|slot| unsafe { *slot = Some(value) });
            finish(packet);
        };
        start(&Options::default(), Box::new(main)).unwrap();
        JoinHandle { packet }
    }

    fn finish<T>(packet: &'static Packet<T>) {
        let Packet { fault, state, .. } = packet;
        let came_second = match fault {
            Fault::LooksAndThenLetsGo => {
                let detached = state.load(Acquire) == DETACHED;
                state.store(FINISHED, Release);
                detached
            }
            Fault::TwoFlags => {
                state.swap(FINISHED, AcqRel);
                packet.detached.fetch_or(false, AcqRel)
            }
            Fault::SwapWithoutRelease => state.swap(FINISHED, Acquire) == DETACHED,
            _ => state.swap(FINISHED, AcqRel) == DETACHED,
        };
        let frees = match fault {
            Fault::ThreadFreesAtOnce => true,
            Fault::ThreadNeverFrees => false,
            _ => came_second,
        };
        if frees {
            return free(packet);
        }
        let wakes = match fault {
            Fault::NoWakeUp => false,
            Fault::LooksForASleeper => packet.asleep.fetch_or(false, Relaxed),
            _ => true,
        };
        if wakes {
            futex::wake_one(state);
        }
    }

    impl<T> JoinHandle<T> {
        pub(crate) fn is_finished(&self) -> bool {
            self.packet.state.load(Acquire) == FINISHED
        }

        pub(crate) fn join(self) -> T {
            let Packet { fault, state, .. } = self.packet;
            let ordering = match fault {
                Fault::LoadWithoutAcquire => Relaxed,
                _ => Acquire,
            };
            while state.load(ordering) != FINISHED {
                if *fault == Fault::LooksForASleeper {
                    self.packet.asleep.store(true, Relaxed);
                }
                let asleep_on = match fault {
                    Fault::SleepsOnWhatItReads => state.load(Relaxed),
                    _ => RUNNING,
                };
                futex::wait(state, asleep_on);
                if *fault == Fault::WaitsOnce {
                    // Orders the two, if the thread has finished.
                    state.load(ordering);
                    break;
                }
            }
            // SAFETY: as in `packet.rs`, but for the fault.
            let value = self.packet.slot.with_mut(|slot| unsafe { (*slot).take() });
            if *fault == Fault::JoinFreesToo {
                free(self.packet);
            }
            value.expect("the joiner found no value")
        }
    }

    impl<T> Drop for JoinHandle<T> {
        fn drop(&mut self) {
            let Packet { fault, state, .. } = self.packet;
            let came_second = match fault {
                Fault::LooksAndThenLetsGo => {
                    let finished = state.load(Acquire) == FINISHED;
                    state.store(DETACHED, Release);
                    finished
                }
                Fault::TwoFlags => {
                    self.packet.detached.swap(true, AcqRel);
                    state.fetch_or(0, AcqRel) == FINISHED
                }
                _ => state.swap(DETACHED, AcqRel) == FINISHED,
            };
            let frees = match fault {
                Fault::HandleFreesAtOnce => true,
                Fault::HandleNeverFrees | Fault::ThreadFreesAtOnce => false,
                _ => came_second,
            };
            if frees {
                free(self.packet);
            }
        }
    }

    /// Drops what is in the packet, which the checker takes for a write of all of it.
    fn free<T>(packet: &'static Packet<T>) {
        let before = packet.freed.swap(true, Relaxed);
        assert!(!before, "freed twice");
        // SAFETY: as in `packet.rs`, but for the fault. The memory stays.
        unsafe { ptr::drop_in_place(ptr::from_ref(packet).cast_mut()) };
    }
}
