//! One result, handed from a thread to whoever joins it.
//!
//! # Problem
//!
//! A [`Writer`] (the thread's) and a [`Reader`] (the handle's) share one allocation. Either may let go
//! first, at any time, and neither may touch the allocation once the other could have freed it.
//!
//! # Strategy
//!
//! Each side lets go with one `swap` of the state word, which tells it whether the other has let go
//! already. The second to let go frees the packet. The reader sleeps on the same word.
//!
//! The writer wakes without knowing whether the reader sleeps. To know would take a fourth state, and save
//! one system call in the life of a thread (the bench `threads/wake` says how much that is).
//!
//! # States
//!
//! | state      | writer   | reader   | slot                      | who frees |
//! |------------|----------|----------|---------------------------|-----------|
//! | `RUNNING`  | holds on | holds on | the writer's              | nobody    |
//! | `FINISHED` | let go   | holds on | the reader's: the result  | reader    |
//! | `DETACHED` | holds on | let go   | the writer's              | writer    |
//!
//! `RUNNING` goes to `FINISHED` or `DETACHED`, once. The swap that finds the word already changed frees
//! the packet, so no thread sees a later state.
//!
//! # Invariants
//!
//! 1. The packet is alive until both sides have let go. A side that has not let go may use it.
//! 2. The slot is the writer's until it lets go, and the reader's from then on.
//! 3. Exactly one of the two swaps finds the other side's mark: swaps of one word have one order. Its
//!    side alone frees the packet.
//! 4. After its swap a side touches the packet only if it is the one that frees it. The writer's
//!    wake-up uses the word's *address*, which it computed before.
//!
//! # Memory orderings
//!
//! What one side did with the packet must happen before the other uses the slot or frees it. So each
//! swap releases what came before it, for whoever comes second, and acquires what the other released,
//! if it is the one that came second. The reader's load acquires what the writer's swap released.
//!
//! # Not promised
//!
//! The address that the writer wakes may already belong to something else, whose sleeper then wakes
//! for no reason. Every wait on a futex has to expect that anyway.

use std::io::{self, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process;
use std::ptr::NonNull;
use std::sync::atomic::Ordering::{AcqRel, Acquire};
use std::thread::Result;

use platform::atomic::AtomicU32;
use platform::cell::UnsafeCell;
use platform::futex;

// ANCHOR: states
/// Both sides hold on to the packet. The reader sleeps on this value.
const RUNNING: u32 = 0;
/// The writer has let go; the reader owns the packet and the result.
const FINISHED: u32 = 1;
/// The reader has let go; the writer owns the packet.
const DETACHED: u32 = 2;

struct Packet<T> {
    /// Who has let go. Also the word that the reader sleeps on.
    state: AtomicU32,
    /// The result, once there is one.
    slot: UnsafeCell<Option<Result<T>>>,
}
// ANCHOR_END: states

// ANCHOR: sides
/// The thread's side. Dropping it lets go, with or without a result.
pub(crate) struct Writer<T> {
    packet: NonNull<Packet<T>>,
}

/// The handle's side. Dropping it lets go.
pub(crate) struct Reader<T> {
    packet: NonNull<Packet<T>>,
}
// ANCHOR_END: sides

// SAFETY: a writer moves a `T` into the packet on one thread and the reader
// takes it out on another, so `T` has to be `Send`. All else that the two share
// is the atomic word.
unsafe impl<T: Send> Send for Writer<T> {}
// SAFETY: as for `Writer`: `read` moves the `T` to the reader's thread.
unsafe impl<T: Send> Send for Reader<T> {}
// SAFETY: a shared reader reaches only the atomic word, which is sound for any
// `T`. The bound leaves room for a method on `&self` that hands out a `T`.
unsafe impl<T: Send> Sync for Reader<T> {}

/// A packet's two sides.
pub(crate) fn packet<T>() -> (Writer<T>, Reader<T>) {
    let packet = NonNull::from(Box::leak(Box::new(Packet {
        state: AtomicU32::new(RUNNING),
        slot: UnsafeCell::new(None),
    })));
    (Writer { packet }, Reader { packet })
}

// ANCHOR: write
impl<T> Writer<T> {
    /// Leaves the result.
    ///
    /// It doesn't let go, which is for `drop`: the compiler takes what a
    /// function was given to be good while it runs, and what the result borrows
    /// may be gone as soon as the reader has it.
    pub(crate) fn write(&mut self, result: Result<T>) {
        // SAFETY: this side has not let go: the packet is alive (1).
        let packet = unsafe { self.packet.as_ref() };
        // SAFETY: and the slot is the writer's (2).
        packet.slot.with_mut(|slot| unsafe { *slot = Some(result) });
    }
}
// ANCHOR_END: write

// ANCHOR: finish
impl<T> Drop for Writer<T> {
    fn drop(&mut self) {
        // SAFETY: this side has not let go: the packet is alive (1).
        let packet = unsafe { self.packet.as_ref() };
        let word = &raw const packet.state;
        // ORDERING: releases the result to the reader's load and `swap`;
        // acquires what the reader did before its `swap`, if that came first.
        if packet.state.swap(FINISHED, AcqRel) == DETACHED {
            // SAFETY: the reader had let go, so this side frees (3).
            unsafe { free(self.packet) }
        } else {
            // The reader may have freed the packet by now (4).
            futex::wake_one(word);
        }
    }
}
// ANCHOR_END: finish

impl<T> Reader<T> {
    /// Whether the writer has let go.
    pub(crate) fn is_written(&self) -> bool {
        // SAFETY: this side has not let go: the packet is alive (1).
        let packet = unsafe { self.packet.as_ref() };
        // ORDERING: acquires what the writer's `swap` released.
        packet.state.load(Acquire) == FINISHED
    }

    // ANCHOR: read
    /// Waits until the writer has let go, and takes the result.
    pub(crate) fn read(self) -> Result<T> {
        // SAFETY: this side has not let go: the packet is alive (1).
        let packet = unsafe { self.packet.as_ref() };
        while !self.is_written() {
            futex::wait(&packet.state, RUNNING);
        }
        // SAFETY: the writer has let go, so the slot is the reader's (2).
        let result = packet.slot.with_mut(|slot| unsafe { (*slot).take() });
        result.expect("a thread that was started writes a result")
    }
    // ANCHOR_END: read
}

// ANCHOR: detach
impl<T> Drop for Reader<T> {
    fn drop(&mut self) {
        // SAFETY: this side has not let go: the packet is alive (1).
        let packet = unsafe { self.packet.as_ref() };
        // ORDERING: acquires the result from the writer's `swap`, if that came
        // first; if not, releases this side's loads to it, which then frees.
        if packet.state.swap(DETACHED, AcqRel) == FINISHED {
            // SAFETY: the writer had let go, so this side frees (3).
            unsafe { free(self.packet) }
        }
    }
}
// ANCHOR_END: detach

// ANCHOR: free
/// Frees the packet, with a result that nobody took.
///
/// # Safety
///
/// Both sides have let go, and all that they did to the packet happens before.
unsafe fn free<T>(packet: NonNull<Packet<T>>) {
    // SAFETY: it came from a `Box`, and the caller is alone with it.
    let packet = unsafe { Box::from_raw(packet.as_ptr()) };
    // The result's destructor may panic, on whichever side comes second. No
    // caller there could expect that.
    if let Err(_payload) = catch_unwind(AssertUnwindSafe(|| drop(packet))) {
        // Where this can't be written, `eprintln!` would panic.
        let _ = writeln!(
            io::stderr(),
            "fatal: a thread's result panicked while it was dropped"
        );
        process::abort();
    }
}
// ANCHOR_END: free

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use static_assertions::{assert_impl_all, assert_not_impl_any};

    use super::{Reader, Writer};

    assert_impl_all!(Writer<Cell<u8>>: Send);
    assert_not_impl_any!(Writer<Rc<u8>>: Send);
    assert_not_impl_any!(Writer<u8>: Sync);
    assert_impl_all!(Reader<Cell<u8>>: Send, Sync);
    assert_not_impl_any!(Reader<Rc<u8>>: Send, Sync);
}
