//! What `{:?}` and `{}` show of std's types and of the book's, in the states that change what is shown.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::thread::Builder;
use std::time::Duration;

/// By which of the two it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    Debug,
    Display,
}

impl By {
    /// The trait's name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            By::Debug => "Debug",
            By::Display => "Display",
        }
    }

    /// How one asks for it.
    pub(crate) fn mark(self) -> &'static str {
        match self {
            By::Debug => "{:?}",
            By::Display => "{}",
        }
    }
}

/// A type in some state, and what is shown of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    /// The type's path.
    pub(crate) of: &'static str,
    pub(crate) by: By,
    pub(crate) what: &'static str,
    pub(crate) text: String,
    /// With `#`.
    pub(crate) alternate: String,
}

/// Each thread has a number of its own, whoever counts.
fn without_ids(text: &str) -> String {
    let mut parts = text.split("ThreadId(");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        whole += "ThreadId(";
        whole += part.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    }
    whole
}

/// Runs what unwinds.
fn breaks_off<T>(f: impl FnOnce() -> T) {
    assert!(catch_unwind(AssertUnwindSafe(f)).is_err());
}

macro_rules! shown {
    ($sync:path, $thread:path, $cell:path, $rc:path) => {{
        use $cell as cell;
        use $rc as rc;
        use $sync as sync;
        use $thread as thread;

        let mut shown: Vec<Shown> = Vec::new();
        macro_rules! debug {
            ($of:literal, $what:literal, $value:expr) => {{
                let value = &$value;
                shown.push(Shown {
                    of: $of,
                    by: By::Debug,
                    what: $what,
                    text: without_ids(&format!("{value:?}")),
                    alternate: without_ids(&format!("{value:#?}")),
                });
            }};
        }
        macro_rules! display {
            ($of:literal, $what:literal, $value:expr) => {{
                let value = &$value;
                shown.push(Shown {
                    of: $of,
                    by: By::Display,
                    what: $what,
                    text: format!("{value}"),
                    alternate: format!("{value:#}"),
                });
            }};
        }
        macro_rules! both {
            ($of:literal, $what:literal, $value:expr) => {{
                let value = &$value;
                debug!($of, $what, *value);
                display!($of, $what, *value);
            }};
        }

        let mutex = sync::Mutex::new(7);
        debug!("Mutex", "a `Mutex`", mutex);
        let guard = mutex.lock().unwrap();
        debug!("Mutex", "a `Mutex` that is locked", mutex);
        both!("MutexGuard", "a `MutexGuard`", guard);
        let refused = mutex.try_lock().unwrap_err();
        both!("TryLockError", "`TryLockError::WouldBlock`", refused);
        drop(refused);
        drop(guard);
        breaks_off(|| {
            let _held = mutex.lock().unwrap();
            resume_unwind(Box::new("why"));
        });
        debug!("Mutex", "a `Mutex` that is poisoned", mutex);
        let poison = mutex.lock().unwrap_err();
        both!("PoisonError", "a `PoisonError`", poison);
        debug!("Mutex", "a `Mutex` that is poisoned and locked", mutex);
        let guard = poison.into_inner();
        both!("MutexGuard", "a `MutexGuard` of a poisoned one", guard);
        drop(guard);
        let poison = mutex.try_lock().unwrap_err();
        both!("TryLockError", "`TryLockError::Poisoned`", poison);
        drop(poison);

        let lock = sync::RwLock::new("tide");
        debug!("RwLock", "an `RwLock`", lock);
        let writer = lock.write().unwrap();
        debug!("RwLock", "an `RwLock` that is locked", lock);
        both!("RwLockWriteGuard", "an `RwLockWriteGuard`", writer);
        drop(writer);
        let reader = lock.read().unwrap();
        debug!("RwLock", "an `RwLock` that is read", lock);
        both!("RwLockReadGuard", "an `RwLockReadGuard`", reader);
        drop(reader);
        breaks_off(|| {
            let _held = lock.write().unwrap();
            resume_unwind(Box::new("why"));
        });
        debug!("RwLock", "an `RwLock` that is poisoned", lock);
        let poison = lock.read().unwrap_err();
        both!("PoisonError", "a `PoisonError` of a reader", poison);
        drop(poison);
        let poison = lock.write().unwrap_err();
        both!("PoisonError", "a `PoisonError` of a writer", poison);
        debug!("RwLock", "an `RwLock` that is poisoned and locked", lock);
        drop(poison);

        let condvar = sync::Condvar::new();
        debug!("Condvar", "a `Condvar`", condvar);
        let nothing = sync::Mutex::new(());
        let guard = nothing.lock().unwrap();
        let (guard, over) = condvar.wait_timeout(guard, Duration::ZERO).unwrap();
        debug!("WaitTimeoutResult", "a `WaitTimeoutResult`", over);
        let (_guard, over) = condvar
            .wait_timeout_while(guard, Duration::ZERO, |()| false)
            .unwrap();
        debug!("WaitTimeoutResult", "a `WaitTimeoutResult` in time", over);
        let barrier = sync::Barrier::new(2);
        debug!("Barrier", "a `Barrier`", barrier);
        let [leads, follows] = thread::scope(|s| {
            let other = s.spawn(|| barrier.wait());
            let (one, other) = (barrier.wait(), other.join().unwrap());
            if one.is_leader() {
                [one, other]
            } else {
                [other, one]
            }
        });
        debug!(
            "BarrierWaitResult",
            "the leader's `BarrierWaitResult`", leads
        );
        debug!(
            "BarrierWaitResult",
            "another's `BarrierWaitResult`", follows
        );

        let arc = sync::Arc::new("salt");
        both!("Arc", "an `Arc`", arc);
        debug!("Weak", "a `Weak`", sync::Arc::downgrade(&arc));
        debug!("Weak", "a `Weak` of nothing", sync::Weak::<u8>::new());
        let rc = rc::Rc::new("tea");
        both!("rc::Rc", "an `Rc`", rc);
        debug!("rc::Weak", "an `rc::Weak`", rc::Rc::downgrade(&rc));
        debug!(
            "rc::Weak",
            "an `rc::Weak` of nothing",
            rc::Weak::<u8>::new()
        );

        let refcell = cell::RefCell::new(7);
        debug!("cell::RefCell", "a `RefCell`", refcell);
        let lent = refcell.borrow_mut();
        debug!(
            "cell::RefCell",
            "a `RefCell` that is lent exclusively", refcell
        );
        both!("cell::RefMut", "a `RefMut`", lent);
        let refused = refcell.try_borrow().unwrap_err();
        both!("cell::BorrowError", "a `BorrowError`", refused);
        drop(lent);
        let lent = refcell.borrow();
        debug!("cell::RefCell", "a `RefCell` that is lent", refcell);
        both!("cell::Ref", "a `Ref`", lent);
        let refused = refcell.try_borrow_mut().unwrap_err();
        both!("cell::BorrowMutError", "a `BorrowMutError`", refused);
        debug!("cell::Cell", "a `Cell`", cell::Cell::new(7));
        let once = cell::OnceCell::new();
        debug!("cell::OnceCell", "a `OnceCell`", once);
        once.set(7).unwrap();
        debug!("cell::OnceCell", "a `OnceCell` that is set", once);
        let lazy = cell::LazyCell::new(|| 7);
        debug!("cell::LazyCell", "a `LazyCell`", lazy);
        assert_eq!(*lazy, 7);
        debug!("cell::LazyCell", "a `LazyCell` that is there", lazy);
        let lazy: cell::LazyCell<u8> = cell::LazyCell::new(|| resume_unwind(Box::new("why")));
        breaks_off(|| *lazy);
        debug!(
            "cell::LazyCell",
            "a `LazyCell` that will never be there", lazy
        );

        let builder = thread::Builder::new().name("gauge".to_owned());
        debug!("thread::Builder", "a `Builder`", builder);
        let handle = builder.spawn(|| ()).unwrap();
        debug!("thread::JoinHandle", "a `JoinHandle`", handle);
        debug!("thread::Thread", "a `Thread`", handle.thread());
        debug!("thread::ThreadId", "a `ThreadId`", handle.thread().id());
        thread::scope(|s| {
            debug!("thread::Scope", "a `Scope`", s);
            let handle = s.spawn(|| ());
            debug!("thread::ScopedJoinHandle", "a `ScopedJoinHandle`", handle);
            debug!(
                "thread::Thread",
                "a `Thread` without a name",
                handle.thread()
            );
        });
        shown
    }};
}

/// What std shows and what the book, each on a thread of a known name.
pub(crate) fn both() -> [Vec<Shown>; 2] {
    let on_a_thread = |f: fn() -> Vec<Shown>| {
        let thread = Builder::new().name("quay".to_owned()).spawn(f);
        thread.expect("a thread").join().expect("all was shown")
    };
    [
        on_a_thread(|| shown!(std::sync, std::thread, std::cell, std::rc)),
        on_a_thread(|| shown!(::sync, ::sync::thread, ::sync::cell, ::sync::rc)),
    ]
}
