//! What the models share: two threads that may borrow, and types whose misuse a model sees.
#![allow(dead_code, reason = "no test uses all of it")]

use std::rc;

use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Release},
};
use platform::cell::UnsafeCell;
use platform::futex;
use platform::thread::{Options, start};

/// Runs `theirs` on a thread of its own and `ours` on this one, and returns when both have ended. So both may
/// borrow, as in a scope.
pub(crate) fn both(theirs: impl FnOnce() + Send, ours: impl FnOnce()) {
    beside(theirs, ours);
}

/// Runs `theirs` on a thread of its own, and returns when it has ended. What it returns stays over there and is dropped
/// later, as what is in a thread-local is, and so can't borrow.
pub(crate) fn keep_there<K: 'static>(theirs: impl FnOnce() -> K + Send) {
    beside(theirs, || {});
}

fn beside<K: 'static>(theirs: impl FnOnce() -> K + Send, ours: impl FnOnce()) {
    /// Waits for the other thread, also when `ours` panics.
    struct Join<'a>(&'a AtomicU32);

    impl Drop for Join<'_> {
        fn drop(&mut self) {
            // ORDERING: Acquire, for the store below.
            while self.0.load(Acquire) == 0 {
                futex::wait(self.0, 0);
            }
        }
    }

    /// A pointer that may be sent.
    struct Sent(*const AtomicU32);

    // SAFETY: an atomic may be used by all threads.
    unsafe impl Send for Sent {}

    if cfg!(miri) {
        // What follows lets go of what is borrowed just before the thread's closure returns. To Miri's rules of
        // aliasing a closure's borrows last until then.
        std::thread::scope(|s| {
            s.spawn(|| drop(theirs()));
            ours();
        });
        return;
    }
    let has_ended = AtomicU32::new(0);
    let join = Join(&has_ended);
    let word = Sent(&raw const has_ended);
    let main = move || {
        let Sent(word) = { word };
        let kept = theirs();
        // SAFETY: the other thread waits until this store.
        let has_ended = unsafe { &*word };
        // ORDERING: Release, for the load above.
        has_ended.store(1, Release);
        futex::wake_one(word);
        drop(kept);
    };
    let main: Box<dyn FnOnce() + Send + '_> = Box::new(main);
    // SAFETY: `join` waits until the closure has been called and dropped, but for its pointers and
    // for what it keeps, which is `'static`.
    let main: Box<dyn FnOnce() + Send> = unsafe { std::mem::transmute(main) };
    start(&Options::default(), main).expect("a thread");
    ours();
    drop(join);
}

/// A `Cell` whose accesses the model sees. It is `Send` and not `Sync`, like any cell.
pub(crate) struct Cell(UnsafeCell<u32>);

impl Cell {
    pub(crate) fn new(value: u32) -> Self {
        Self(UnsafeCell::new(value))
    }

    pub(crate) fn get(&self) -> u32 {
        // SAFETY: a cell isn't `Sync`: nobody else uses it meanwhile.
        self.0.with(|value| unsafe { *value })
    }

    pub(crate) fn set(&self, value: u32) {
        // SAFETY: as in `get`, and no reference to the value is ever given out.
        self.0.with_mut(|place| unsafe { *place = value });
    }
}

/// An `Rc` whose count the model sees. It is neither `Send` nor `Sync`, like any `Rc`.
pub(crate) struct Rc {
    count: rc::Rc<Cell>,
}

impl Rc {
    pub(crate) fn new() -> Self {
        Self {
            count: rc::Rc::new(Cell::new(1)),
        }
    }
}

impl Clone for Rc {
    fn clone(&self) -> Self {
        self.count.set(self.count.get() + 1);
        Self {
            count: rc::Rc::clone(&self.count),
        }
    }
}

impl Drop for Rc {
    fn drop(&mut self) {
        self.count.set(self.count.get() - 1);
    }
}
