//! What the section's pages state, one test each.
#![cfg(not(model))]

// ---- The book's own `spawn` and `JoinHandle` ----

use std::cell::{Cell, RefCell};
use std::env;
use std::marker::PhantomData;
use std::panic::resume_unwind;
use std::process::Command;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use static_assertions::{assert_impl_all, assert_not_impl_any};
use threads::{Builder, JoinHandle};

/// Far longer than any of these takes.
const AMPLE: Duration = Duration::from_mins(1);

// A handle moves its `T` to the thread that joins, so `T` has to be `Send`.
assert_impl_all!(JoinHandle<Cell<u8>>: Send, Sync, Unpin);
assert_not_impl_any!(JoinHandle<Rc<u8>>: Send, Sync);
assert_not_impl_any!(JoinHandle<PhantomData<*const u8>>: Send, Sync);
assert_impl_all!(Builder: Send, Sync, Unpin);
// The stages leak their packet and share it, so theirs is `Send` if the packet is `Sync`.
assert_not_impl_any!(threads::stages::relaxed::JoinHandle<Rc<u8>>: Send, Sync);
assert_not_impl_any!(threads::stages::spinning::JoinHandle<Rc<u8>>: Send, Sync);
assert_not_impl_any!(threads::stages::sleeping::JoinHandle<Rc<u8>>: Send, Sync);
assert_not_impl_any!(threads::stages::catching::JoinHandle<Rc<u8>>: Send, Sync);
// std's is both for every `T`: its `spawn` has asked for `T: Send` already.
assert_impl_all!(std::thread::JoinHandle<Rc<u8>>: Send, Sync, Unpin);

/// `Builder::spawn` returns an error when the operating system refuses to start a thread, and the
/// closure has been dropped.
#[test]
fn a_refused_thread_is_an_error_and_drops_the_closure() {
    let captured = Arc::new(());
    let inside = Arc::clone(&captured);
    // No machine has this much address space.
    let refused = Builder::new()
        .stack_size(1 << 60)
        .spawn(move || drop(inside));
    refused.unwrap_err();
    assert_eq!(Arc::strong_count(&captured), 1);
}

/// A name with a NUL byte is an error. (`std`'s `Builder::spawn` panics.)
#[test]
fn a_name_with_a_nul_byte_is_an_error() {
    let name = || String::from("a\0b");
    let error = Builder::new().name(name()).spawn(|| ()).unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
    let std = std::panic::catch_unwind(|| std::thread::Builder::new().name(name()).spawn(|| ()));
    std.unwrap_err();
}

/// The operating system knows a thread of ours by its name, but the standard library, which did not
/// start it, does not.
#[test]
#[cfg(target_os = "linux")]
fn the_operating_system_knows_the_name_and_std_does_not() {
    let (system, std) = Builder::new()
        .name("counter".into())
        .spawn(|| {
            let system = std::fs::read_to_string("/proc/thread-self/comm").unwrap();
            let std = std::thread::current().name().map(str::to_owned);
            (system, std)
        })
        .unwrap()
        .join()
        .unwrap();
    assert_eq!((system.as_str(), std), ("counter\n", None));
}

/// A panic in one of our threads is reported as one in `<unnamed>`, whatever its name.
#[test]
fn a_panic_in_our_thread_is_reported_without_a_name() {
    let shown = child("a_panic_in_our_thread_is_reported_without_a_name", || {
        let panics = Builder::new()
            .name("counter".into())
            .spawn(|| panic!("out of numbers"));
        panics.unwrap().join().unwrap_err();
    });
    let Some(shown) = shown else { return };
    assert!(shown.contains("thread '<unnamed>'"), "{shown}");
    assert!(shown.contains("out of numbers"), "{shown}");
    assert!(!shown.contains("counter"), "{shown}");
}

/// A result that panics while it is dropped, with nobody to take it, ends the process: on the thread.
#[test]
fn a_detached_result_that_panics_in_drop_aborts() {
    let shown = child("a_detached_result_that_panics_in_drop_aborts", || {
        let (detached, go) = mpsc::channel::<()>();
        drop(threads::spawn(move || {
            go.recv().unwrap();
            PanicsInDrop
        }));
        detached.send(()).unwrap();
        hang();
    });
    assert_aborted(shown);
}

/// A result that panics while it is dropped ends the process, too, when the handle is dropped last.
#[test]
fn a_finished_result_that_panics_in_drop_aborts() {
    let shown = child("a_finished_result_that_panics_in_drop_aborts", || {
        let handle = threads::spawn(|| PanicsInDrop);
        while !handle.is_finished() {
            std::thread::yield_now();
        }
        drop(handle);
    });
    assert_aborted(shown);
}

/// `std` aborts as well when a result that nobody takes panics while it is dropped.
#[test]
fn std_aborts_when_a_detached_result_panics_in_drop() {
    let shown = child("std_aborts_when_a_detached_result_panics_in_drop", || {
        drop(std::thread::spawn(|| PanicsInDrop));
        hang();
    });
    let Some(shown) = shown else { return };
    assert!(shown.contains("fatal runtime error"), "{shown}");
    assert!(shown.contains("signal: 6") || !cfg!(unix), "{shown}");
}

/// Without `catch_unwind`, as in the sleeping stage, a panic in the closure ends the process.
#[test]
fn a_panic_that_leaves_the_thread_ends_the_process() {
    let shown = child("a_panic_that_leaves_the_thread_ends_the_process", || {
        threads::stages::sleeping::spawn(|| panic!("out of numbers")).join();
    });
    let Some(shown) = shown else { return };
    assert!(shown.contains("out of numbers"), "{shown}");
    assert!(shown.contains("signal: 6") || !cfg!(unix), "{shown}");
}

/// A result that was joined is its owner's: when it panics in its destructor, that is a panic like any
/// other.
#[test]
fn a_joined_result_panics_where_it_is_dropped() {
    let Ok(result) = threads::spawn(|| PanicsInDrop).join() else {
        panic!("the closure returned");
    };
    let dropped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drop(result)));
    dropped.unwrap_err();
}

thread_local! {
    static LAST_WORDS: RefCell<Option<LastWords>> = const { RefCell::new(None) };
}

/// Waits for permission when it is dropped, and says that it was.
struct LastWords {
    allowed: Option<Receiver<()>>,
    said: Arc<AtomicBool>,
}

impl Drop for LastWords {
    fn drop(&mut self) {
        if let Some(allowed) = &self.allowed {
            allowed.recv_timeout(AMPLE).unwrap();
        }
        self.said.store(true, SeqCst);
    }
}

/// `join` returns when the closure has finished: a destructor of a thread-local value may still wait
/// for something that happens after `join`.
#[test]
fn join_does_not_wait_for_thread_local_destructors() {
    let (allow, allowed) = mpsc::channel();
    let said = Arc::new(AtomicBool::new(false));
    let words = LastWords {
        allowed: Some(allowed),
        said: Arc::clone(&said),
    };
    threads::spawn(move || LAST_WORDS.set(Some(words)))
        .join()
        .unwrap();
    assert!(!said.load(SeqCst));
    allow.send(()).unwrap();
    while !said.load(SeqCst) {
        std::thread::yield_now();
    }
}

/// On Linux `std`'s `join` waits until the thread has ended, its thread-local destructors included.
#[test]
#[cfg(target_os = "linux")]
fn std_join_waits_for_thread_local_destructors_on_linux() {
    let said = Arc::new(AtomicBool::new(false));
    let words = LastWords {
        allowed: None,
        said: Arc::clone(&said),
    };
    std::thread::spawn(move || LAST_WORDS.set(Some(words)))
        .join()
        .unwrap();
    assert!(said.load(SeqCst));
}

/// A thread whose handle was dropped runs on.
#[test]
fn a_dropped_handle_detaches_the_thread() {
    let (go, wait) = mpsc::channel::<()>();
    let (send, receive) = mpsc::channel();
    drop(threads::spawn(move || {
        wait.recv().unwrap();
        send.send(42).unwrap();
    }));
    go.send(()).unwrap();
    assert_eq!(receive.recv_timeout(AMPLE), Ok(42));
}

/// A closure's panic crosses `join` as it was: the same payload, ready to be resumed.
#[test]
fn the_payload_can_be_resumed() {
    let thrown = Arc::new("why");
    let theirs = Arc::clone(&thrown);
    let first = threads::spawn(move || resume_unwind(Box::new(theirs)));
    let payload = first.join().unwrap_err();
    let again = threads::spawn(|| resume_unwind(payload))
        .join()
        .unwrap_err();
    let caught = again.downcast::<Arc<&str>>().unwrap();
    assert!(Arc::ptr_eq(&caught, &thrown));
}

struct PanicsInDrop;

impl Drop for PanicsInDrop {
    fn drop(&mut self) {
        panic!("dropped");
    }
}

/// Runs `body` in a child process and returns what it printed and how it ended; `None` in the child.
fn child(test: &str, body: impl FnOnce()) -> Option<String> {
    const CHILD: &str = "THREADS_CHILD";
    if env::var_os(CHILD).is_some() {
        body();
        return None;
    }
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["--exact", "--nocapture", test])
        .env(CHILD, "1");
    Some(harness::transcript(command, AMPLE))
}

/// Waits until another thread ends the process.
fn hang() -> ! {
    loop {
        std::thread::park();
    }
}

fn assert_aborted(shown: Option<String>) {
    let Some(shown) = shown else { return };
    assert!(
        shown.contains("fatal: a thread's result panicked while it was dropped"),
        "{shown}"
    );
    assert!(shown.contains("signal: 6") || !cfg!(unix), "{shown}");
}
