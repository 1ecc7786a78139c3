//! What `{:?}` and `{}` show of std's types and of the book's, in every state that they can be in.

use std::panic::resume_unwind;
use std::time::Duration;

/// A type in some state, and what is shown of it.
pub(crate) type Shown = Vec<(&'static str, String)>;

macro_rules! shown {
    ($sync:path, $thread:path, $cell:path, $rc:path) => {{
        use $cell as cell;
        use $rc as rc;
        use $sync as sync;
        use $thread as thread;

        let mut shown: Shown = Vec::new();
        let mutex = sync::Mutex::new(7);
        shown.push(("a `Mutex`", format!("{mutex:?}")));
        let guard = mutex.lock().unwrap();
        shown.push(("a `Mutex` that is locked", format!("{mutex:?}")));
        shown.push(("a `MutexGuard`", format!("{guard:?} {guard}")));
        let refused = mutex.try_lock().unwrap_err();
        shown.push((
            "`TryLockError::WouldBlock` by `{:?}`",
            format!("{refused:?}"),
        ));
        shown.push(("`TryLockError::WouldBlock` by `{}`", format!("{refused}")));
        drop(guard);
        let breaks_off = thread::scope(|s| {
            let breaks_off = s.spawn(|| {
                let _held = mutex.lock().unwrap();
                resume_unwind(Box::new("why"));
            });
            breaks_off.join()
        });
        shown.push((
            "the result of a thread that panics",
            format!("{breaks_off:?}"),
        ));
        shown.push(("a `Mutex` that is poisoned", format!("{mutex:?}")));
        let poison = mutex.lock().unwrap_err();
        shown.push(("a `PoisonError` by `{:?}`", format!("{poison:?}")));
        shown.push(("a `PoisonError` by `{}`", format!("{poison}")));
        drop(poison);
        let poison = mutex.try_lock().unwrap_err();
        shown.push(("`TryLockError::Poisoned` by `{:?}`", format!("{poison:?}")));
        shown.push(("`TryLockError::Poisoned` by `{}`", format!("{poison}")));

        let lock = sync::RwLock::new("tide");
        shown.push(("an `RwLock`", format!("{lock:?}")));
        let writer = lock.write().unwrap();
        shown.push(("an `RwLock` that is locked", format!("{lock:?}")));
        shown.push(("an `RwLockWriteGuard`", format!("{writer:?} {writer}")));
        drop(writer);
        let reader = lock.read().unwrap();
        shown.push(("an `RwLock` that is read", format!("{lock:?}")));
        shown.push(("an `RwLockReadGuard`", format!("{reader:?} {reader}")));

        let condvar = sync::Condvar::new();
        shown.push(("a `Condvar`", format!("{condvar:?}")));
        let nothing = sync::Mutex::new(());
        let guard = nothing.lock().unwrap();
        let (_guard, over) = condvar.wait_timeout(guard, Duration::ZERO).unwrap();
        shown.push(("a `WaitTimeoutResult`", format!("{over:?}")));
        let barrier = sync::Barrier::new(1);
        shown.push(("a `Barrier`", format!("{barrier:?}")));
        shown.push(("a `BarrierWaitResult`", format!("{:?}", barrier.wait())));

        let arc = sync::Arc::new("salt");
        let weak = sync::Arc::downgrade(&arc);
        shown.push(("an `Arc`", format!("{arc:?} {arc}")));
        shown.push(("a `Weak`", format!("{weak:?}")));
        let rc = rc::Rc::new("tea");
        let weak = rc::Rc::downgrade(&rc);
        shown.push(("an `Rc`", format!("{rc:?} {rc}")));
        shown.push(("a `Weak` of an `Rc`", format!("{weak:?}")));

        let refcell = cell::RefCell::new(7);
        shown.push(("a `RefCell`", format!("{refcell:?}")));
        let lent = refcell.borrow_mut();
        shown.push((
            "a `RefCell` that is lent exclusively",
            format!("{refcell:?}"),
        ));
        shown.push(("a `RefMut`", format!("{lent:?} {lent}")));
        let refused = refcell.try_borrow().unwrap_err();
        shown.push(("a `BorrowError` by `{:?}`", format!("{refused:?}")));
        shown.push(("a `BorrowError` by `{}`", format!("{refused}")));
        drop(lent);
        let lent = refcell.borrow();
        shown.push(("a `RefCell` that is lent", format!("{refcell:?}")));
        shown.push(("a `Ref`", format!("{lent:?} {lent}")));
        let refused = refcell.try_borrow_mut().unwrap_err();
        shown.push(("a `BorrowMutError` by `{:?}`", format!("{refused:?}")));
        shown.push(("a `BorrowMutError` by `{}`", format!("{refused}")));
        shown.push(("a `Cell`", format!("{:?}", cell::Cell::new(7))));
        let once = cell::OnceCell::new();
        shown.push(("a `OnceCell`", format!("{once:?}")));
        once.set(7).unwrap();
        shown.push(("a `OnceCell` that is set", format!("{once:?}")));
        let lazy = cell::LazyCell::new(|| 7);
        shown.push(("a `LazyCell`", format!("{lazy:?}")));
        assert_eq!(*lazy, 7);
        shown.push(("a `LazyCell` that is there", format!("{lazy:?}")));

        // Each thread has a number of its own, whoever counts.
        let number = |text: String| text.replace(|c: char| c.is_ascii_digit(), "");
        let builder = thread::Builder::new().name("gauge".to_owned());
        let handle = builder.spawn(|| ()).unwrap();
        shown.push(("a `JoinHandle`", format!("{handle:?}")));
        shown.push(("a `Thread`", number(format!("{:?}", handle.thread()))));
        shown.push((
            "a `ThreadId`",
            number(format!("{:?}", handle.thread().id())),
        ));
        thread::scope(|s| {
            let handle = s.spawn(|| ());
            shown.push(("a `ScopedJoinHandle`", format!("{handle:?}")));
            shown.push((
                "a `Thread` without a name",
                number(format!("{:?}", handle.thread())),
            ));
        });
        shown
    }};
}

/// What std shows and what the book.
pub(crate) fn both() -> [Shown; 2] {
    [
        shown!(std::sync, std::thread, std::cell, std::rc),
        shown!(::sync, ::sync::thread, ::sync::cell, ::sync::rc),
    ]
}
