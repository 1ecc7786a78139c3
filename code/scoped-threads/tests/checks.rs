//! What the section page states about the standard library's scoped threads, one test each.
#![cfg(not(model))]

use std::cell::{Cell, RefCell};
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;
use std::sync::mpsc::channel;
use std::thread::{self, Builder};
use std::time::Duration;

use harness::{hangs, run, watchdog};

#[cfg(target_os = "linux")]
mod at_end;
#[cfg(target_os = "linux")]
use at_end::at_end;

/// Far longer than any of these takes.
const LIMIT: Duration = Duration::from_mins(1);

// ---- What a scope does ----

/// Two scoped threads may borrow one vector, with no `Arc` and no `move`.
#[test]
fn two_scoped_threads_borrow_one_vector() {
    assert_eq!(run("both_read"), "4 soundings\nthe deepest is 31\n");
    let source = include_str!("../examples/both_read.rs");
    assert!(!source.contains("Arc") && !source.contains("move"));
}

/// A thread that nobody joins is waited for at the end of its scope.
#[test]
fn an_unjoined_thread_is_waited_for() {
    watchdog(LIMIT, || {
        let (open, gate) = channel();
        let done = Cell::new(false);
        thread::scope(|s| {
            let done = AssertSend(&done);
            drop(s.spawn(move || {
                // Nobody lets it go on before its handle has been dropped.
                let () = gate.recv().unwrap();
                done.set();
            }));
            open.send(()).unwrap();
        });
        assert!(done.get());
    });
}

/// A reference that only one thread at a time uses. `scope` puts the two in order.
struct AssertSend<'a>(&'a Cell<bool>);

// SAFETY: the owner doesn't use the cell while the scope lasts.
unsafe impl Send for AssertSend<'_> {}

impl AssertSend<'_> {
    fn set(&self) {
        self.0.set(true);
    }
}

/// `scope` returns what its closure returns, and a scoped thread's result can be a part of it.
#[test]
fn a_scope_returns_what_its_closure_returns() {
    assert_eq!(run("results"), "from Some(7) to Some(31)\n");
}

/// Scoped threads may write, each to its own part.
#[test]
fn scoped_threads_may_write_to_parts() {
    assert_eq!(run("halves"), "[1, 2, 3, 4, 5, 6]\n");
}

/// A scoped thread may start another in the same scope, which may outlive the one that started it.
#[test]
fn a_scoped_thread_may_start_another() {
    assert_eq!(run("nested"), "2 rooms were searched\n");
    watchdog(LIMIT, || {
        let (tell_end, parent_has_ended) = channel();
        thread::scope(|s| {
            let parent = s.spawn(|| {
                s.spawn(move || {
                    let () = parent_has_ended.recv().unwrap();
                });
            });
            parent.join().unwrap();
            tell_end.send(()).unwrap();
        });
    });
}

/// The results of threads that were started in a loop come in the order in which they are joined.
#[test]
fn results_come_in_the_order_of_joining() {
    assert_eq!(run("watches"), "[\"watch 0: Ada\", \"watch 1: Bo\"]\n");
}

/// A scoped thread can be joined before its scope ends.
#[test]
fn a_scoped_thread_can_be_joined_early() {
    watchdog(LIMIT, || {
        let (release, released) = channel();
        thread::scope(|s| {
            let late = s.spawn(move || released.recv().unwrap());
            assert_eq!(s.spawn(|| 7).join().unwrap(), 7);
            // The other one is still there: it waits for this.
            assert!(!late.is_finished());
            release.send(()).unwrap();
        });
    });
}

/// A scope is left when the closures of its threads are done and their results dropped. Destructors of their
/// thread-locals may still be running.
#[test]
#[cfg(target_os = "linux")]
fn a_scope_does_not_wait_for_thread_locals() {
    watchdog(LIMIT, || {
        let (tell_left, left) = channel();
        let (tell_end, end) = channel();
        thread::scope(|s| {
            s.spawn(move || {
                at_end(move || {
                    // If the scope waited for this, this would wait for ever.
                    let () = left.recv().unwrap();
                    tell_end.send(()).unwrap();
                });
            });
        });
        tell_left.send(()).unwrap();
        assert_eq!(end.recv(), Ok(()));
    });
}

/// A thread that can't be started is an error of `spawn_scoped`, and the scope can be left.
#[test]
#[cfg(target_os = "linux")]
fn a_refused_scoped_thread_is_an_error() {
    let kind = thread::scope(|s| {
        let refused = Builder::new()
            .stack_size(usize::MAX / 4)
            .spawn_scoped(s, || ());
        refused.unwrap_err().kind()
    });
    assert_eq!(kind, std::io::ErrorKind::WouldBlock);
}

// ---- Panics ----

/// If a thread has panicked and nobody has joined it, `scope` panics, with a message of its own.
#[test]
fn an_unjoined_panic_becomes_the_scopes() {
    let result = catch_unwind(|| {
        thread::scope(|s| {
            s.spawn(|| resume_unwind(Box::new("the thread's")));
        });
    });
    assert_eq!(
        result.unwrap_err().downcast_ref(),
        Some(&"a scoped thread panicked")
    );
}

/// A panic that `join` has returned is handled: the scope doesn't panic for it.
#[test]
fn a_joined_panic_is_handled() {
    thread::scope(|s| {
        let thread = s.spawn(|| resume_unwind(Box::new("why")));
        let payload = thread.join().map(|(): ()| ()).unwrap_err();
        assert_eq!(payload.downcast_ref(), Some(&"why"));
    });
}

/// One panic doesn't end the other threads: the scope waits for them, and panics then.
#[test]
fn a_panic_does_not_end_the_others() {
    watchdog(LIMIT, || {
        let (done, others) = channel();
        let result = catch_unwind(AssertUnwindSafe(|| {
            thread::scope(|s| {
                let (panicked, has_panicked) = channel::<()>();
                s.spawn(move || {
                    let _until_the_panic = panicked;
                    resume_unwind(Box::new(()));
                });
                s.spawn(move || {
                    has_panicked.recv().unwrap_err();
                    done.send(()).unwrap();
                });
            });
        }));
        result.unwrap_err();
        others.try_recv().unwrap();
    });
}

/// If the scope's closure panics, its threads are waited for, and then the panic goes on.
#[test]
fn a_panic_in_the_body_waits_for_the_threads() {
    let shown = run("waits_first");
    assert!(
        shown.ends_with("the thread ends\nthe scope is left by a panic\n"),
        "{shown}"
    );
}

/// If both the closure and a thread panic, the scope goes on with the closure's panic.
#[test]
fn the_bodys_panic_comes_before_a_threads() {
    let result = catch_unwind(|| {
        thread::scope(|s| {
            s.spawn(|| resume_unwind(Box::new("the thread's")));
            resume_unwind(Box::new("the body's"));
        });
    });
    assert_eq!(result.unwrap_err().downcast_ref(), Some(&"the body's"));
}

// ---- Hazards ----

/// A scope whose thread waits for something that comes after the scope never ends.
#[test]
fn a_scope_can_wait_for_itself() {
    hangs("waits_for_itself");
    assert_eq!(run("ends_first"), "Loading coal.\nAll is loaded.\n");
}

/// With `std`, a scope whose handle was forgotten never ends, though the thread is done.
#[test]
fn a_forgotten_handle_keeps_std_waiting() {
    hangs("forgotten_handle");
}

// ---- Leaks ----

/// `mem::forget` is a safe function: safe code can keep a destructor from running.
#[test]
fn mem_forget_is_safe() {
    struct Counts<'a>(&'a Cell<u32>);

    impl Drop for Counts<'_> {
        fn drop(&mut self) {
            self.0.set(self.0.get() + 1);
        }
    }

    // An `unsafe fn` would not become this.
    let forget: fn(_) = mem::forget::<Counts<'_>>;
    let drops = Cell::new(0);
    forget(Counts(&drops));
    assert_eq!(drops.get(), 0);
    drop(Counts(&drops));
    assert_eq!(drops.get(), 1);
}

/// A value in a cycle of `Rc`s is never dropped, and no `mem::forget` is needed for that.
#[test]
fn a_cycle_of_rcs_is_never_dropped() {
    struct Link<'a> {
        drops: &'a Cell<u32>,
        to: RefCell<Option<Rc<Self>>>,
    }

    impl Drop for Link<'_> {
        fn drop(&mut self) {
            self.drops.set(self.drops.get() + 1);
        }
    }

    let drops = Cell::new(0);
    let link = |to| {
        Rc::new(Link {
            drops: &drops,
            to: RefCell::new(to),
        })
    };
    drop(link(Some(link(None))));
    assert_eq!(drops.get(), 2, "a chain is dropped");
    let cycle = link(None);
    *cycle.to.borrow_mut() = Some(Rc::clone(&cycle));
    drop(cycle);
    assert_eq!(drops.get(), 2, "a cycle is not");
}
