//! What the book's `scope` promises beyond what its models show.
#![cfg(not(model))]

use std::env;
use std::io;
use std::panic::{catch_unwind, resume_unwind};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::mpsc::channel;
use std::thread::yield_now;
use std::time::Duration;

use harness::{run, transcript, watchdog};
use scoped_threads::{Builder, Scope, scope};

#[cfg(target_os = "linux")]
mod at_end;
#[cfg(target_os = "linux")]
use at_end::at_end;

/// Far longer than any of these takes.
const LIMIT: Duration = Duration::from_mins(1);

/// The book's `scope` panics where it was called, with the message of `std`.
#[test]
#[cfg_attr(miri, ignore = "starts a process")]
fn the_books_scope_panics_where_it_was_called() {
    let shown = run("book_panic");
    let place =
        "panicked at code/scoped-threads/examples/book_panic.rs:4:5:\na scoped thread panicked\n";
    assert!(shown.contains(place), "{shown}");
}

/// The book's scope goes on with its closure's panic, also if a thread has panicked.
#[test]
fn the_books_scope_prefers_the_bodys_panic() {
    let result = catch_unwind(|| {
        scope(|s| {
            s.spawn(|| resume_unwind(Box::new("the thread's")));
            resume_unwind(Box::new("the body's"));
        });
    });
    assert_eq!(result.unwrap_err().downcast_ref(), Some(&"the body's"));
}

/// A thread that the destructor of another's result starts is waited for, too: the result is dropped while
/// its scope lasts.
#[test]
fn a_results_destructor_may_start_a_thread() {
    struct Starts<'scope, 'env>(&'scope Scope<'scope, 'env>, &'env AtomicBool);

    impl Drop for Starts<'_, '_> {
        fn drop(&mut self) {
            let done = self.1;
            self.0.spawn(move || {
                for _ in 0..100 {
                    yield_now();
                }
                // ORDERING: SeqCst. The end of the scope orders it; a weaker one would do.
                done.store(true, SeqCst);
            });
        }
    }

    watchdog(LIMIT, || {
        let done = AtomicBool::new(false);
        scope(|s| drop(s.spawn(|| Starts(s, &done))));
        // ORDERING: SeqCst, as above.
        assert!(done.load(SeqCst));
    });
}

/// A thousand threads of one scope, each of which starts another, are all waited for.
#[test]
#[cfg_attr(miri, ignore = "too many for an interpreter")]
fn many_threads_are_waited_for() {
    watchdog(LIMIT, || {
        let done = AtomicUsize::new(0);
        for _ in 0..50 {
            scope(|s| {
                for _ in 0..10 {
                    s.spawn(|| {
                        // ORDERING: SeqCst. The end of the scope orders it; a weaker one would do.
                        s.spawn(|| done.fetch_add(1, SeqCst));
                        done.fetch_add(1, SeqCst);
                    });
                }
            });
        }
        assert_eq!(done.into_inner(), 1000);
    });
}

/// A thread that can't be started is an error, its closure is dropped, and it isn't waited for.
#[test]
#[cfg_attr(miri, ignore = "an interpreter refuses no thread")]
fn a_refused_thread_is_not_waited_for() {
    watchdog(LIMIT, || {
        let captured = Arc::new(());
        let inside = Arc::clone(&captured);
        scope(|s| {
            // No machine has this much address space.
            let builder = Builder::new().stack_size(usize::MAX / 4);
            builder.spawn_scoped(s, move || drop(inside)).unwrap_err();
            assert_eq!(Arc::strong_count(&captured), 1);
        });
    });
}

/// A thread that can't be started isn't waited for either when what its closure captured panics while it is dropped.
#[test]
fn a_refused_thread_whose_closure_panics_in_drop_is_not_waited_for() {
    struct PanicsInDrop;

    impl Drop for PanicsInDrop {
        fn drop(&mut self) {
            resume_unwind(Box::new("dropped"));
        }
    }

    watchdog(LIMIT, || {
        let result = catch_unwind(|| {
            scope(|s| {
                let captured = PanicsInDrop;
                let refused = Builder::new().name("a\0b".to_owned());
                drop(refused.spawn_scoped(s, move || drop(captured)));
            });
        });
        assert_eq!(result.unwrap_err().downcast_ref(), Some(&"dropped"));
    });
}

/// A name with a NUL in it is an error, as with the book's other `Builder`.
#[test]
fn a_nul_in_a_scoped_threads_name_is_an_error() {
    scope(|s| {
        let named = Builder::new().name("a\0b".to_owned());
        let error = named.spawn_scoped(s, || ()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
    });
}

/// `ScopedJoinHandle::thread` gives the thread's own handle, with its number and its name, by which it can be unparked.
#[test]
fn a_scoped_join_handle_gives_the_threads_handle() {
    scope(|s| {
        let named = Builder::new().name("counter".to_owned());
        let named = named.spawn_scoped(s, || {
            parking::park();
            parking::current().id()
        });
        let named = named.unwrap();
        let handle = named.thread().clone();
        assert_eq!(handle.name(), Some("counter"));
        handle.unpark();
        assert_eq!(named.join().unwrap(), handle.id());
    });
}

/// A scoped thread may have a name, and the system knows it.
#[test]
#[cfg(target_os = "linux")]
#[cfg_attr(miri, ignore = "an interpreter's threads aren't in /proc")]
fn a_scoped_thread_may_have_a_name() {
    let name = scope(|s| {
        let named = Builder::new().name("sounder".to_owned());
        let name = || std::fs::read_to_string("/proc/thread-self/comm").unwrap();
        named.spawn_scoped(s, name).unwrap().join().unwrap()
    });
    assert_eq!(name, "sounder\n");
}

/// The builder also starts threads that no scope waits for.
#[test]
fn the_builder_starts_unscoped_threads() {
    let thread = Builder::new().spawn(|| 42).unwrap();
    assert_eq!(thread.join().unwrap(), 42);
    let number = 41;
    // SAFETY: it is joined in the same expression.
    let thread = unsafe { Builder::new().spawn_unchecked(|| number + 1) };
    assert_eq!(thread.unwrap().join().unwrap(), 42);
}

/// The book's scope is left when the closures of its threads are done, as with `std`: it doesn't wait for
/// thread-locals.
#[test]
#[cfg(target_os = "linux")]
fn the_books_scope_does_not_wait_for_thread_locals() {
    watchdog(LIMIT, || {
        let (tell_left, left) = channel();
        let (tell_end, end) = channel();
        scope(|s| {
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

/// A result that nobody takes and that panics while it is dropped aborts the process, as with `std`.
#[test]
#[cfg_attr(miri, ignore = "starts a process")]
fn a_scoped_result_that_panics_in_drop_aborts() {
    struct PanicsInDrop;

    impl Drop for PanicsInDrop {
        fn drop(&mut self) {
            panic!("dropped");
        }
    }

    const TEST: &str = "a_scoped_result_that_panics_in_drop_aborts";
    const CHILD: &str = "SCOPED_THREADS_CHILD";
    match env::var(CHILD).as_deref() {
        Ok("book") => scope(|s| drop(s.spawn(|| PanicsInDrop))),
        Ok(_) => std::thread::scope(|s| drop(s.spawn(|| PanicsInDrop))),
        Err(_) => {
            let of = [
                (
                    "book",
                    "fatal: a thread's result panicked while it was dropped",
                ),
                ("std", "fatal runtime error: thread result panicked on drop"),
            ];
            for (whose, message) in of {
                let mut command = Command::new(env::current_exe().unwrap());
                command
                    .args(["--exact", "--nocapture", TEST])
                    .env(CHILD, whose);
                let shown = transcript(command, LIMIT);
                assert!(shown.contains(message), "{shown}");
                assert!(shown.contains("signal: 6") || !cfg!(unix), "{shown}");
            }
        }
    }
}

/// What can be printed: a scope tells how many threads run and whether a panic is noted, a handle nothing.
#[test]
fn a_scope_and_its_handle_can_be_printed() {
    watchdog(LIMIT, || {
        let (release, released) = channel();
        scope(|s| {
            let thread = s.spawn(move || released.recv().unwrap());
            assert_eq!(
                format!("{s:?}"),
                "Scope { threads: Threads { running: 1, has_panic: false }, .. }"
            );
            assert_eq!(format!("{thread:?}"), "ScopedJoinHandle { .. }");
            release.send(()).unwrap();
        });
    });
}
