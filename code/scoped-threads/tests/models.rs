//! Models of the section's `scope`. In a model build (`RUSTFLAGS="--cfg model"`) each test runs in every
//! execution that its bounds allow; on an operating system the same body runs again and again.
//!
//! What a thread borrows, and the scope's own words, are on the stack of the thread that owns the scope.
//! Dropping them is a write in the checker's view: a thread that uses them too late is found by each of
//! these.

use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::ptr;

use platform::model::{Bounds, Watched, model, panics_with, wait_until};
use scoped_threads::stages::{no_env, one_lifetime};
use scoped_threads::{Builder, ScopedJoinHandle, before_1_0, scope};

/// What `scope` says when nobody has joined a panic.
const PANICKED: &str = "a scoped thread panicked";

/// Memory in the checker's view.
fn watched() -> Watched {
    // SAFETY: each test says what orders the uses: nothing but what is under test.
    unsafe { Watched::new() }
}

/// A value that borrows memory and writes to it when it is dropped.
struct Parcel<'a>(&'a Watched);

impl Drop for Parcel<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
    }
}

// ---- What goes in, what comes out ----

/// `join` returns the value that the thread's closure returned.
#[test]
fn join_returns_the_value() {
    model(Bounds::EXHAUSTIVE, || {
        let base = 40;
        let sum = scope(|s| s.spawn(|| base + 2).join().unwrap());
        assert_eq!(sum, 42);
    });
}

/// `join` waits for the closure: what the thread wrote happens before `join` returns.
#[test]
fn join_waits_for_the_closure() {
    model(Bounds::EXHAUSTIVE, || {
        let memory = watched();
        scope(|s| {
            s.spawn(|| memory.set(42)).join().unwrap();
            assert_eq!(memory.get(), 42);
        });
    });
}

/// When `is_finished` answers `true`, what the thread wrote has happened before.
#[test]
fn is_finished_sees_what_the_thread_wrote() {
    model(Bounds::EXHAUSTIVE, || {
        let memory = watched();
        scope(|s| {
            let thread = s.spawn(|| memory.set(42));
            if thread.is_finished() {
                assert_eq!(memory.get(), 42);
            }
        });
    });
}

/// Once the thread has finished, `is_finished` comes to answer `true`.
#[test]
fn is_finished_becomes_true() {
    model(Bounds::EXHAUSTIVE, || {
        scope(|s| {
            let thread = s.spawn(|| 42);
            wait_until(|| thread.is_finished());
            assert_eq!(thread.join().unwrap(), 42);
        });
    });
}

/// A thread may be joined by another thread of its scope.
#[test]
fn another_thread_may_join() {
    // Three threads.
    model(Bounds::preemptions(3), || {
        let memory = watched();
        scope(|s| {
            let inner = s.spawn(|| memory.set(42));
            let memory = &memory;
            s.spawn(move || {
                inner.join().unwrap();
                memory.get()
            });
        });
        assert_eq!(memory.get(), 42);
    });
}

// ---- The end of a scope ----

/// A scope is left only when its thread is done: all that the thread did happens before, and no wake-up is
/// lost.
#[test]
fn a_scope_waits_for_its_thread() {
    model(Bounds::EXHAUSTIVE, || {
        let memory = watched();
        scope(|s| {
            s.spawn(|| memory.set(42));
        });
        assert_eq!(memory.get(), 42);
    });
}

/// A scope is left only when both of its threads are done, whichever is the last.
#[test]
fn a_scope_waits_for_two_threads() {
    // Three threads.
    model(Bounds::preemptions(3), || {
        let memory = [watched(), watched()];
        scope(|s| {
            for memory in &memory {
                s.spawn(|| memory.set(42));
            }
        });
        assert_eq!(memory.each_ref().map(Watched::get), [42, 42]);
    });
}

/// A thread that a scoped thread starts in the scope is waited for like the others.
#[test]
fn a_scope_waits_for_a_nested_thread() {
    // Three threads.
    model(Bounds::preemptions(3), || {
        let memory = [watched(), watched()];
        scope(|s| {
            s.spawn(|| {
                s.spawn(|| memory[0].set(42));
                memory[1].set(42);
            });
        });
        assert_eq!(memory.each_ref().map(Watched::get), [42, 42]);
    });
}

/// A scope within a thread of another scope waits for its own threads, and the outer scope for its.
#[test]
fn a_scope_in_a_scoped_thread_waits_for_its_own() {
    // Three threads.
    model(Bounds::preemptions(3), || {
        let memory = watched();
        scope(|outer| {
            outer.spawn(|| {
                scope(|inner| {
                    inner.spawn(|| memory.set(41));
                });
                memory.set(memory.get() + 1);
            });
        });
        assert_eq!(memory.get(), 42);
    });
}

/// If the scope's closure panics, the scope waits for its threads before it goes on with the panic.
#[test]
fn a_panic_of_the_body_waits_for_the_threads() {
    model(Bounds::EXHAUSTIVE, || {
        let memory = watched();
        let result = catch_unwind(AssertUnwindSafe(|| {
            scope(|s| {
                s.spawn(|| memory.set(42));
                resume_unwind(Box::new("why"));
            });
        }));
        assert_eq!(result.unwrap_err().downcast_ref(), Some(&"why"));
        assert_eq!(memory.get(), 42);
    });
}

/// A result that nobody takes is dropped once, and before the scope is left, whether its handle is dropped
/// before the thread has finished, after, or at the same time.
#[test]
fn a_result_is_dropped_before_the_scope_is_left() {
    model(Bounds::EXHAUSTIVE, || {
        let memory = watched();
        scope(|s| drop(s.spawn(|| Parcel(&memory))));
        assert_eq!(memory.get(), 1);
    });
}

/// What a scoped thread's closure captured is dropped before the scope is left.
#[test]
fn what_a_thread_captured_is_dropped_before_the_scope_is_left() {
    model(Bounds::EXHAUSTIVE, || {
        let memory = watched();
        scope(|s| {
            let parcel = Parcel(&memory);
            s.spawn(move || _ = &parcel);
        });
        assert_eq!(memory.get(), 1);
    });
}

/// Forgets a handle, but for the `Thread` in it: a model would report that as leaked.
fn forget(handle: ScopedJoinHandle<'_, ()>) {
    // SAFETY: the handle is forgotten, so nobody else drops it.
    drop(unsafe { ptr::read(handle.thread()) });
    mem::forget(handle);
}

/// A handle that is forgotten keeps nobody waiting.
#[test]
#[cfg_attr(miri, ignore = "leaks a handle, which is what it is about")]
fn a_forgotten_handle_keeps_nobody_waiting() {
    model(Bounds::EXHAUSTIVE, || {
        let memory = watched();
        scope(|s| forget(s.spawn(|| memory.set(42))));
        assert_eq!(memory.get(), 42);
    });
}

// ---- Panics ----

/// If a thread panicked and nobody joined it, `scope` panics, and what the thread did happens before.
#[test]
fn a_panic_that_nobody_joined_is_the_scopes() {
    model(Bounds::EXHAUSTIVE, || {
        let memory = watched();
        panics_with(PANICKED, || {
            scope(|s| {
                s.spawn(|| {
                    memory.set(42);
                    resume_unwind(Box::new("why"));
                });
            });
        });
        assert_eq!(memory.get(), 42);
    });
}

/// A panic is the scope's if its handle was forgotten, too.
#[test]
#[cfg_attr(miri, ignore = "leaks a handle, which is what it is about")]
fn a_panic_whose_handle_was_forgotten_is_the_scopes() {
    model(Bounds::EXHAUSTIVE, || {
        panics_with(PANICKED, || {
            scope(|s| forget(s.spawn(|| resume_unwind(Box::new("why")))));
        });
    });
}

/// If only one of two threads panicked, `scope` panics, whichever ended first.
#[test]
fn one_panic_among_two_threads_is_the_scopes() {
    // Three threads.
    model(Bounds::preemptions(3), || {
        panics_with(PANICKED, || {
            scope(|s| {
                s.spawn(|| resume_unwind(Box::new("why")));
                s.spawn(|| ());
            });
        });
    });
}

/// A panic that `join` has returned is not the scope's.
#[test]
fn a_panic_that_was_joined_is_not_the_scopes() {
    model(Bounds::EXHAUSTIVE, || {
        scope(|s| {
            let thread = s.spawn(|| resume_unwind(Box::new("why")));
            let payload = thread.join().map(|(): ()| ()).unwrap_err();
            assert_eq!(payload.downcast_ref(), Some(&"why"));
        });
    });
}

/// A panic that was joined doesn't hide another that was not.
#[test]
fn a_joined_panic_does_not_hide_another() {
    // Three threads.
    model(Bounds::preemptions(3), || {
        panics_with(PANICKED, || {
            scope(|s| {
                s.spawn(|| resume_unwind(Box::new("nobody asks")));
                let joined = s.spawn(|| resume_unwind(Box::new("asked")));
                joined.join().map(|(): ()| ()).unwrap_err();
            });
        });
    });
}

// ---- Others ----

/// A builder's thread is waited for, too.
#[test]
fn a_builders_thread_is_waited_for() {
    model(Bounds::EXHAUSTIVE, || {
        let memory = watched();
        scope(|s| {
            let builder = Builder::new().stack_size(64 * 1024);
            builder.spawn_scoped(s, || memory.set(42)).unwrap();
        });
        assert_eq!(memory.get(), 42);
    });
}

/// The signature without `'scope` is sound, as far as it goes.
#[test]
fn the_stage_of_one_lifetime_waits() {
    model(Bounds::EXHAUSTIVE, || {
        let memory = watched();
        one_lifetime::scope(|s| s.spawn(|| memory.set(42)));
        assert_eq!(memory.get(), 42);
    });
}

/// The signature without `'env` is sound, as far as it goes: a thread may use what is `'static`.
#[test]
fn the_stage_without_env_waits() {
    use platform::sync::Arc;
    model(Bounds::EXHAUSTIVE, || {
        let memory = Arc::new(watched());
        let theirs = Arc::clone(&memory);
        no_env::scope(|s| s.spawn(move || theirs.set(42)));
        assert_eq!(memory.get(), 42);
    });
}

/// A guard of before 1.0 waits for its thread, if it is dropped.
#[test]
fn a_guard_that_is_dropped_waits() {
    model(Bounds::EXHAUSTIVE, || {
        let memory = watched();
        drop(before_1_0::scoped(|| memory.set(42)));
        assert_eq!(memory.get(), 42);
    });
}
