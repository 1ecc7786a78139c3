//! Models of the section's `JoinHandle`. In a model build (`RUSTFLAGS="--cfg model"`) each test runs in
//! every execution that its bounds allow; on an operating system the same body runs again and again.
//!
//! A packet has two owners, so two threads are enough to meet every order of what they do to it, and
//! the models of one packet are exhaustive.

use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use platform::model::memory::{self, Counting, Marked};
use platform::model::{Bounds, Watched, model, wait_until};
use threads::stages::{catching, sleeping, spinning};
use threads::{JoinHandle, spawn};

/// Memory in the checker's view.
fn watched() -> Watched {
    // SAFETY: each test says what orders the uses: nothing but what is under test.
    unsafe { Watched::new() }
}

/// A value whose every use the checker sees, its drop too, and which counts how often it is dropped.
struct Parcel {
    contents: Watched,
    drops: Arc<AtomicUsize>,
}

impl Parcel {
    fn new(contents: u32, drops: &Arc<AtomicUsize>) -> Self {
        let parcel = Self {
            contents: watched(),
            drops: Arc::clone(drops),
        };
        parcel.contents.set(contents);
        parcel
    }
}

impl Drop for Parcel {
    fn drop(&mut self) {
        self.contents.set(0);
        self.drops.fetch_add(1, SeqCst);
    }
}

/// A counter outside the model: std's atomics are no part of what is checked.
///
/// ORDERING: `SeqCst` throughout. On real threads these counts decide when a test goes on; in a model they
/// order nothing.
fn counter() -> Arc<AtomicUsize> {
    Arc::default()
}

// ---- What `join` promises ----

/// `join` returns the value that the closure returned.
#[test]
fn join_returns_the_value() {
    model(Bounds::EXHAUSTIVE, || {
        let handle = spawn(|| 42);
        assert_eq!(handle.join().unwrap(), 42);
    });
}

/// `join` waits for the closure: all that the thread wrote happens before `join` returns.
#[test]
fn join_waits_for_the_closure() {
    model(Bounds::EXHAUSTIVE, || {
        let memory = Arc::new(watched());
        let theirs = Arc::clone(&memory);
        let handle = spawn(move || theirs.set(42));
        handle.join().unwrap();
        assert_eq!(memory.get(), 42);
    });
}

/// `join` returns the payload of the panic that ended the closure, and all that the thread wrote
/// before the panic happens before `join` returns.
#[test]
fn join_returns_the_payload_of_a_panic() {
    model(Bounds::EXHAUSTIVE, || {
        let memory = Arc::new(watched());
        let theirs = Arc::clone(&memory);
        let handle = spawn(move || {
            theirs.set(42);
            resume_unwind(Box::new("why"));
        });
        let payload = handle.join().unwrap_err();
        assert_eq!(payload.downcast_ref(), Some(&"why"));
        assert_eq!(memory.get(), 42);
    });
}

/// What the closure captured has been dropped when `join` returns.
#[test]
fn captured_values_are_dropped_before_join_returns() {
    model(Bounds::EXHAUSTIVE, || {
        let drops = counter();
        let captured = Parcel::new(1, &drops);
        let handle = spawn(move || assert_eq!(captured.contents.get(), 1));
        handle.join().unwrap();
        assert_eq!(drops.load(SeqCst), 1);
    });
}

/// What the closure captured has been dropped when `join` returns, after a panic too.
#[test]
fn captured_values_are_dropped_before_join_returns_a_panic() {
    model(Bounds::EXHAUSTIVE, || {
        let drops = counter();
        let captured = Parcel::new(1, &drops);
        let handle = spawn(move || {
            let _captured = captured;
            resume_unwind(Box::new(()));
        });
        handle.join().unwrap_err();
        assert_eq!(drops.load(SeqCst), 1);
    });
}

/// When `is_finished` answers `true`, all that the thread wrote has happened before.
#[test]
fn is_finished_sees_what_the_thread_wrote() {
    model(Bounds::EXHAUSTIVE, || {
        let memory = Arc::new(watched());
        let theirs = Arc::clone(&memory);
        let handle = spawn(move || theirs.set(42));
        if handle.is_finished() {
            assert_eq!(memory.get(), 42);
        }
        handle.join().unwrap();
    });
}

/// Once the thread has finished, `is_finished` comes to answer `true`, and `join` doesn't sleep.
#[test]
fn is_finished_becomes_true() {
    model(Bounds::EXHAUSTIVE, || {
        let handle = spawn(|| 42);
        wait_until(|| handle.is_finished());
        assert!(handle.is_finished());
        assert_eq!(handle.join().unwrap(), 42);
    });
}

/// The handle may be joined by a thread other than the one that spawned.
#[test]
fn another_thread_may_join() {
    // Three threads.
    model(Bounds::preemptions(3), || {
        let memory = Arc::new(watched());
        let theirs = Arc::clone(&memory);
        let inner = spawn(move || theirs.set(42));
        let outer = spawn(move || inner.join().unwrap());
        outer.join().unwrap();
        assert_eq!(memory.get(), 42);
    });
}

/// Two threads may be joined in either order, whichever ends first.
#[test]
fn two_threads_are_joined_in_either_order() {
    // Three threads.
    model(Bounds::preemptions(3), || {
        let first = spawn(|| 1);
        let second = spawn(|| 2);
        assert_eq!(second.join().unwrap(), 2);
        assert_eq!(first.join().unwrap(), 1);
    });
}

// ---- Who drops and who frees ----

/// A result that nobody takes is dropped exactly once, whether the handle is dropped before the thread
/// has finished, after, or at the same time.
#[test]
fn a_detached_result_is_dropped_once() {
    model(Bounds::EXHAUSTIVE, || {
        let drops = counter();
        let theirs = Arc::clone(&drops);
        drop(spawn(move || Parcel::new(1, &theirs)));
        wait_until(|| drops.load(SeqCst) != 0);
        assert_eq!(drops.load(SeqCst), 1);
    });
}

/// The payload of a panic that nobody takes is dropped exactly once.
#[test]
fn a_detached_payload_is_dropped_once() {
    model(Bounds::EXHAUSTIVE, || {
        let drops = counter();
        let theirs = Arc::clone(&drops);
        let handle: JoinHandle<()> =
            spawn(move || resume_unwind(Box::new(Parcel::new(1, &theirs))));
        drop(handle);
        wait_until(|| drops.load(SeqCst) != 0);
        assert_eq!(drops.load(SeqCst), 1);
    });
}

/// A result that was joined is dropped by whoever has it, and not again.
#[test]
fn a_joined_result_belongs_to_the_joiner() {
    model(Bounds::EXHAUSTIVE, || {
        let drops = counter();
        let theirs = Arc::clone(&drops);
        let parcel = spawn(move || Parcel::new(1, &theirs)).join().unwrap();
        assert_eq!(drops.load(SeqCst), 0);
        drop(parcel);
        assert_eq!(drops.load(SeqCst), 1);
    });
}

/// A handle that was asked and then dropped is done with the packet: the thread may free it.
#[test]
fn a_handle_may_be_asked_and_dropped() {
    model(Bounds::EXHAUSTIVE, || {
        let drops = counter();
        let theirs = Arc::clone(&drops);
        let handle = spawn(move || Parcel::new(1, &theirs));
        let _either = handle.is_finished();
        drop(handle);
        wait_until(|| drops.load(SeqCst) != 0);
        assert_eq!(drops.load(SeqCst), 1);
    });
}

/// The packet is one allocation, and it is freed exactly once when the handle is dropped.
#[test]
fn a_detached_packet_is_freed_once() {
    let _alone = memory::alone();
    model(Bounds::EXHAUSTIVE, || {
        let handle = spawn(|| Marked);
        assert_eq!(memory::blocks(), 1, "the packet is one allocation");
        drop(handle);
        wait_until(|| memory::blocks() == 0);
    });
}

/// The packet is freed exactly once when the handle is joined.
#[test]
fn a_joined_packet_is_freed_once() {
    let _alone = memory::alone();
    model(Bounds::EXHAUSTIVE, || {
        drop(spawn(|| Marked).join());
        wait_until(|| memory::blocks() == 0);
    });
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// ---- The stages, as far as they are right ----

/// The spinning stage hands the value over in every execution.
#[test]
fn the_spinning_stage_publishes_the_value() {
    model(Bounds::EXHAUSTIVE, || {
        let drops = counter();
        let parcel = spinning::spawn(move || Parcel::new(42, &drops)).join();
        assert_eq!(parcel.contents.get(), 42);
    });
}

/// The sleeping stage hands the value over in every execution, and no wake-up is lost.
#[test]
fn the_sleeping_stage_loses_no_wake_up() {
    model(Bounds::EXHAUSTIVE, || {
        let drops = counter();
        let parcel = sleeping::spawn(move || Parcel::new(42, &drops)).join();
        assert_eq!(parcel.contents.get(), 42);
    });
}

/// The catching stage hands the payload of a panic over in every execution.
#[test]
fn the_catching_stage_returns_the_payload() {
    model(Bounds::EXHAUSTIVE, || {
        let handle: catching::JoinHandle<()> = catching::spawn(|| resume_unwind(Box::new("why")));
        let payload = handle.join().unwrap_err();
        assert_eq!(payload.downcast_ref(), Some(&"why"));
    });
}
