//! What a test has of the platform besides models: memory that it counts and watches, two threads, a wait.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

use platform::model::memory::{self, Counting, Marked};
use platform::model::{Bounds, Watched, both, model, wait_until};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn watched() -> Watched {
    // SAFETY: `both` orders the uses, or a model fails as it should.
    unsafe { Watched::new() }
}

/// A block is counted from when it is allocated until it is freed, whichever thread does that.
#[test]
fn a_marked_block_is_counted() {
    let _alone = memory::alone();
    model(Bounds::EXHAUSTIVE, || {
        let block = Box::new((Marked, 1));
        assert_eq!(memory::blocks(), 1);
        let grown = vec![(Marked, 2), (Marked, 3)];
        assert_eq!(memory::blocks(), 2, "a `Vec` is one");
        both(move || drop(block), move || drop(grown));
        assert_eq!(memory::blocks(), 0);
    });
}

/// A value without memory, and memory of another alignment, aren't counted.
#[test]
fn nothing_else_is_counted() {
    let _alone = memory::alone();
    let _others = (Box::new(Marked), Box::new(1), vec![1, 2, 3]);
    assert_eq!(memory::blocks(), 0);
}

/// What one of two threads did happens before both are over, and what each returns goes where it should.
#[test]
fn both_are_over_when_it_returns() {
    model(Bounds::EXHAUSTIVE, || {
        let memory = watched();
        let kept = both(|| memory.set(42), || 7);
        assert_eq!((memory.get(), kept), (42, 7));
    });
}

/// It waits for the other thread when this one unwinds, too.
#[test]
fn both_are_over_when_it_unwinds() {
    model(Bounds::EXHAUSTIVE, || {
        let memory = watched();
        let unwinds =
            AssertUnwindSafe(|| both(|| memory.set(42), || resume_unwind(Box::new("why"))));
        let result: Result<(), _> = catch_unwind(unwinds);
        assert_eq!(result.unwrap_err().downcast_ref(), Some(&"why"));
        assert_eq!(memory.get(), 42);
    });
}

/// A wait is over once what it waits for has come.
#[test]
fn a_wait_ends() {
    model(Bounds::EXHAUSTIVE, || {
        let seen = Arc::new(AtomicBool::new(false));
        let theirs = Arc::clone(&seen);
        both(
            move || theirs.store(true, SeqCst),
            || {
                wait_until(|| seen.load(SeqCst));
                assert!(seen.load(SeqCst), "it didn't wait");
            },
        );
    });
}

#[cfg(model)]
mod planted {
    use std::alloc::{GlobalAlloc as _, Layout};
    use std::mem;
    use std::ptr;

    use platform::model::model_fails;

    use super::*;

    /// A box that is leaked is still counted.
    #[test]
    fn a_leaked_box_is_seen() {
        model_fails("a block is left", Bounds::EXHAUSTIVE, || {
            mem::forget(Box::new((Marked, 1)));
            assert_eq!(memory::blocks(), 0, "a block is left");
        });
    }

    /// A block that is freed twice ends the test, before the system's allocator hears of it.
    #[test]
    fn a_block_that_is_freed_twice_is_reported() {
        model_fails("a marked block was freed twice", Bounds::EXHAUSTIVE, || {
            let nowhere = ptr::dangling_mut::<Marked>().cast();
            // SAFETY: none: there is no such block.
            unsafe { ALLOCATOR.dealloc(nowhere, Layout::new::<(Marked, u8)>()) };
        });
    }

    /// Two threads that use watched memory at once are reported.
    #[test]
    fn two_uses_of_watched_memory_are_a_data_race() {
        model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
            let memory = watched();
            both(|| memory.set(1), || memory.get());
        });
    }
}
