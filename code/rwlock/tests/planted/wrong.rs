//! Types that claim too much, and programs in safe code that race because of it.

use std::ops::Deref;
use std::rc;

use platform::cell::UnsafeCell;
use rwlock::{MappedRwLockReadGuard, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::common::crew;

/// A `Cell` whose accesses the model sees. It is `Send` and not `Sync`, like any cell.
struct Cell(UnsafeCell<u32>);

impl Cell {
    fn new() -> Self {
        Self(UnsafeCell::new(0))
    }

    fn add_one(&self) {
        // SAFETY: a cell isn't `Sync`: nobody else uses it meanwhile.
        self.0.with_mut(|place| unsafe { *place += 1 });
    }
}

/// An `Rc` whose count the model sees. It is neither `Send` nor `Sync`, like any `Rc`.
struct Rc(rc::Rc<Cell>);

impl Drop for Rc {
    fn drop(&mut self) {
        self.0.add_one();
    }
}

/// A value that is `Sync` and not `Send`: it must be dropped on its own thread.
struct Stays(rc::Rc<Cell>);

// SAFETY: `&Stays` can do nothing.
unsafe impl Sync for Stays {}

impl Drop for Stays {
    fn drop(&mut self) {
        self.0.add_one();
    }
}

macro_rules! claims {
    ($($(#[$attribute:meta])* $name:ident($inner:ty);)*) => {$(
        $(#[$attribute])*
        struct $name<T: 'static>($inner);

        impl<T> Deref for $name<T> {
            type Target = $inner;

            fn deref(&self) -> &$inner {
                &self.0
            }
        }
    )*};
}

claims! {
    /// A lock that asks for what a mutex asks for.
    LockOfSend(RwLock<T>);
    /// A lock that asks for what its readers need.
    LockOfSync(RwLock<T>);
    /// A lock for whatever there is.
    LockOfAnything(RwLock<T>);
    /// A read guard that asks for what a mutex asks for.
    ReadGuard(RwLockReadGuard<'static, T>);
    /// A write guard that asks for what a mutex asks for.
    WriteGuard(RwLockWriteGuard<'static, T>);
    /// A guard of a part that asks nothing of the part.
    MappedGuard(MappedRwLockReadGuard<'static, T>);
}

// SAFETY: wrong. Several readers have a `&T` at once.
unsafe impl<T: Send> Sync for LockOfSend<T> {}
// SAFETY: wrong. A writer can take the `T` out.
unsafe impl<T: Sync> Sync for LockOfSync<T> {}
// SAFETY: as above; crews want it.
unsafe impl<T: Sync> Send for LockOfSync<T> {}
// SAFETY: wrong. With the lock goes the `T`.
unsafe impl<T> Send for LockOfAnything<T> {}
// SAFETY: wrong. Who shares the guard has a `&T`.
unsafe impl<T: Send> Sync for ReadGuard<T> {}
// SAFETY: crews want it; here nothing goes wrong because of it.
unsafe impl<T: Send> Send for ReadGuard<T> {}
// SAFETY: wrong. Who shares the guard has a `&T`.
unsafe impl<T: Send> Sync for WriteGuard<T> {}
// SAFETY: crews want it; here nothing goes wrong because of it.
unsafe impl<T: Send> Send for WriteGuard<T> {}
// SAFETY: wrong. Who shares the guard has a `&T`, whatever that is.
unsafe impl<T> Sync for MappedGuard<T> {}
// SAFETY: crews want it; here nothing goes wrong because of it.
unsafe impl<T> Send for MappedGuard<T> {}

/// A lock that lives as long as the program. A model doesn't see what is never freed.
fn forever<T>(value: T) -> &'static RwLock<T> {
    Box::leak(Box::new(RwLock::new(value)))
}

pub(crate) fn two_readers_set_a_cell() {
    // ANCHOR: lock_of_send
    crew(2, LockOfSend(RwLock::new(Cell::new())), |_, lock| {
        lock.read().add_one();
    });
    // ANCHOR_END: lock_of_send
}

pub(crate) fn a_writer_takes_a_guard_out() {
    crew(2, LockOfSync(RwLock::new(None)), |thread, lock| {
        if thread == 0 {
            let cell = rc::Rc::new(Cell::new());
            *lock.write() = Some(Stays(rc::Rc::clone(&cell)));
            cell.add_one();
        } else {
            drop(lock.write().take());
        }
    });
}

pub(crate) fn two_threads_share_a_read_guard() {
    let guard = ReadGuard(forever(Cell::new()).read());
    crew(2, guard, |_, guard| guard.add_one());
}

pub(crate) fn two_threads_share_a_write_guard() {
    let guard = WriteGuard(forever(Cell::new()).write());
    crew(2, guard, |_, guard| guard.add_one());
}

pub(crate) fn two_threads_share_a_mapped_guard() {
    let cell: &'static Cell = Box::leak(Box::new(Cell::new()));
    let guard = RwLockReadGuard::map(forever(0).read(), |_| cell);
    crew(2, MappedGuard(guard), |_, guard| guard.add_one());
}

pub(crate) fn a_lock_takes_an_rc_away() {
    let ours = Rc(rc::Rc::new(Cell::new()));
    let theirs = LockOfAnything(RwLock::new(Rc(rc::Rc::clone(&ours.0))));
    let main = move || drop(theirs);
    platform::thread::start(&platform::thread::Options::default(), Box::new(main))
        .expect("a thread");
    drop(ours);
}
