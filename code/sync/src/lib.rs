//! What the book builds and `std` has a name for, under that name.
//!
//! A program that is to run on the book's primitives changes its paths: `std::sync` to `sync`, `std::thread`,
//! `std::cell` and `std::rc` to the modules of that name in here.
//!
//! ```
//! use sync::{Arc, Condvar, Mutex};
//! use sync::thread;
//!
//! let heap = Arc::new((Mutex::new(0), Condvar::new()));
//! let other = Arc::clone(&heap);
//! let adds = thread::spawn(move || {
//!     *other.0.lock().unwrap() += 1;
//!     other.1.notify_one();
//! });
//! let mut crates = heap.0.lock().unwrap();
//! while *crates == 0 {
//!     crates = heap.1.wait(crates).unwrap();
//! }
//! assert_eq!(*crates, 1);
//! # drop(crates);
//! adds.join().unwrap();
//! ```
//!
//! # Whose is what
//!
//! What the book doesn't build, such as atomics and channels, is the standard library's own, passed on under its own name: the
//! last lines of each module here. What std has deprecated isn't passed on, and of what it has as unstable there is what the book
//! builds: [`nonpoison`], and the guards of a part.
//!
//! The locks at the top, and what waits at them:
//!
//! ```
//! use std::time::Duration;
//! use sync::{Barrier, BarrierWaitResult, Condvar, WaitTimeoutResult, Weak};
//! use sync::{LockResult, PoisonError, TryLockError, TryLockResult};
//! use sync::{MappedMutexGuard, Mutex, MutexGuard, RwLock, RwLockReadGuard, RwLockWriteGuard};
//! use sync::{MappedRwLockReadGuard, MappedRwLockWriteGuard};
//!
//! let mutex = Mutex::new((1, 2));
//! let locked: LockResult<MutexGuard<'_, _>> = mutex.lock();
//! let refused: TryLockResult<_> = mutex.try_lock();
//! assert!(matches!(refused, Err(TryLockError::WouldBlock)));
//! drop(refused);
//! let (guard, waited): (_, WaitTimeoutResult) =
//!     Condvar::new().wait_timeout(locked.unwrap(), Duration::ZERO).unwrap();
//! assert!(waited.timed_out());
//! let part: MappedMutexGuard<'_, i32> = MutexGuard::map(guard, |pair| &mut pair.1);
//! assert_eq!(*part, 2);
//! drop(part);
//! assert_eq!(mutex.lock().unwrap_or_else(PoisonError::into_inner).0, 1);
//!
//! let lock = RwLock::new((1, 2));
//! let reader: RwLockReadGuard<'_, _> = lock.read().unwrap();
//! let part: MappedRwLockReadGuard<'_, i32> = RwLockReadGuard::map(reader, |pair| &pair.0);
//! assert_eq!(*part, 1);
//! drop(part);
//! let writer: RwLockWriteGuard<'_, _> = lock.write().unwrap();
//! let part: MappedRwLockWriteGuard<'_, i32> = RwLockWriteGuard::map(writer, |pair| &mut pair.0);
//! assert_eq!(*part, 1);
//!
//! let alone: BarrierWaitResult = Barrier::new(1).wait();
//! assert!(alone.is_leader());
//! assert!(Weak::<u8>::new().upgrade().is_none());
//! ```
//!
//! And what is the standard library's:
//!
//! ```
//! use sync::atomic::{AtomicBool, Ordering::Relaxed};
//! use sync::{LazyLock, Once, OnceLock, OnceState, mpsc};
//!
//! static SEED: LazyLock<u32> = LazyLock::new(|| 7);
//! static READY: OnceLock<AtomicBool> = OnceLock::new();
//! static START: Once = Once::new();
//!
//! START.call_once_force(|state: &OnceState| assert!(!state.is_poisoned()));
//! // ORDERING: Relaxed: there is one thread.
//! assert!(!READY.get_or_init(|| AtomicBool::new(false)).load(Relaxed));
//! let (sender, receiver) = mpsc::channel();
//! sender.send(*SEED).unwrap();
//! assert_eq!(receiver.recv(), Ok(7));
//! ```
#![forbid(unsafe_code)]

pub use condvar::poisoning::Condvar;
pub use condvar::{Barrier, BarrierWaitResult, WaitTimeoutResult};
pub use poisoning::{
    LockResult, MappedMutexGuard, Mutex, MutexGuard, PoisonError, TryLockError, TryLockResult,
};
pub use rwlock::poisoning::{
    MappedRwLockReadGuard, MappedRwLockWriteGuard, RwLock, RwLockReadGuard, RwLockWriteGuard,
};
pub use shared_ownership::{Arc, Weak};

// The standard library's own.
pub use std::sync::{LazyLock, Once, OnceLock, OnceState, atomic, mpsc};

pub mod cell {
    //! Cells: section 5. What they all stand on is the standard library's.
    //!
    //! ```
    //! use sync::cell::{BorrowError, BorrowMutError, Cell, LazyCell, OnceCell};
    //! use sync::cell::{Ref, RefCell, RefMut, UnsafeCell};
    //!
    //! let list = RefCell::new(vec![1]);
    //! let shared: Ref<'_, _> = list.borrow();
    //! let refused: Result<RefMut<'_, _>, BorrowMutError> = list.try_borrow_mut();
    //! assert!(refused.is_err());
    //! # drop(refused);
    //! # drop(shared);
    //! let exclusive = list.borrow_mut();
    //! let refused: Result<Ref<'_, _>, BorrowError> = list.try_borrow();
    //! assert!(refused.is_err());
    //! # drop(refused);
    //! # drop(exclusive);
    //!
    //! let once = OnceCell::new();
    //! assert_eq!(once.get_or_init(|| 7), &7);
    //! let calls = Cell::new(0);
    //! let lazy = LazyCell::new(|| calls.replace(1));
    //! assert_eq!((*lazy, *lazy, calls.get()), (0, 0, 1));
    //! assert_eq!(UnsafeCell::new(7).into_inner(), 7);
    //! ```
    pub use interior_mutability::{
        BorrowError, BorrowMutError, Cell, LazyCell, OnceCell, Ref, RefCell, RefMut,
    };

    // The standard library's own.
    pub use std::cell::UnsafeCell;
}

pub mod nonpoison {
    //! Locks that remember no panic: sections 7, 9 and 11. In the standard library this module is unstable.
    //!
    //! ```
    //! use sync::nonpoison::{Condvar, MappedMutexGuard, Mutex, MutexGuard};
    //! use sync::nonpoison::{MappedRwLockReadGuard, MappedRwLockWriteGuard};
    //! use sync::nonpoison::{RwLock, RwLockReadGuard, RwLockWriteGuard};
    //!
    //! let mutex = Mutex::new((1, 2));
    //! let mut guard: MutexGuard<'_, _> = mutex.lock();
    //! Condvar::new().wait_while(&mut guard, |pair| pair.0 > 1);
    //! let part: MappedMutexGuard<'_, i32> = MutexGuard::map(guard, |pair| &mut pair.1);
    //! assert_eq!(*part, 2);
    //!
    //! let lock = RwLock::new((1, 2));
    //! let reader: RwLockReadGuard<'_, _> = lock.read();
    //! let part: MappedRwLockReadGuard<'_, i32> = RwLockReadGuard::map(reader, |pair| &pair.0);
    //! assert_eq!(*part, 1);
    //! drop(part);
    //! let writer: RwLockWriteGuard<'_, _> = lock.write();
    //! let part: MappedRwLockWriteGuard<'_, i32> =
    //!     RwLockWriteGuard::map(writer, |pair| &mut pair.0);
    //! assert_eq!(*part, 1);
    //! ```
    pub use condvar::Condvar;
    pub use mutex::{MappedMutexGuard, Mutex, MutexGuard};
    pub use rwlock::{
        MappedRwLockReadGuard, MappedRwLockWriteGuard, RwLock, RwLockReadGuard, RwLockWriteGuard,
    };
}

pub mod rc {
    //! Shared ownership within a thread: section 3.
    //!
    //! ```
    //! use sync::rc::{Rc, Weak};
    //!
    //! let owner = Rc::new(7);
    //! let looks: Weak<i32> = Rc::downgrade(&owner);
    //! assert_eq!(looks.upgrade().as_deref(), Some(&7));
    //! ```
    pub use shared_ownership::rc::{Rc, Weak};
}

pub mod thread {
    //! Threads: sections 1, 2 and 10.
    //!
    //! ```
    //! use std::time::Duration;
    //! use sync::thread::{self, Builder, JoinHandle, Scope, ScopedJoinHandle, Thread, ThreadId};
    //!
    //! fn main() -> std::io::Result<()> {
    //!     let numbers = vec![1.0, 2.0, 3.0];
    //!     let mean: JoinHandle<f64> = Builder::new()
    //!         .name("mean".to_owned())
    //!         .spawn(move || numbers.iter().sum::<f64>() / numbers.len() as f64)?;
    //!     assert_eq!(mean.thread().name(), Some("mean"));
    //!     assert_eq!(mean.join().unwrap(), 2.0);
    //!
    //!     let result: thread::Result<()> = thread::spawn(|| panic!("why")).join();
    //!     assert_eq!(result.unwrap_err().downcast_ref(), Some(&"why"));
    //!
    //!     let me: Thread = thread::current();
    //!     let id: ThreadId = me.id();
    //!     fn wakes<'scope>(
    //!         s: &'scope Scope<'scope, '_>,
    //!         whom: &'scope Thread,
    //!     ) -> ScopedJoinHandle<'scope, ()> {
    //!         s.spawn(|| whom.unpark())
    //!     }
    //!     thread::scope(|s| {
    //!         wakes(s, &me);
    //!         thread::park();
    //!     });
    //!     me.unpark();
    //!     thread::park_timeout(Duration::MAX);
    //!     assert_eq!(thread::current().id(), id);
    //!     Ok(())
    //! }
    //! ```
    //!
    //! And what is the standard library's:
    //!
    //! ```
    //! use std::time::Duration;
    //! use sync::thread::{self, AccessError, LocalKey};
    //!
    //! thread_local!(static HERE: u8 = 7);
    //!
    //! let key: &'static LocalKey<u8> = &HERE;
    //! let seen: Result<u8, AccessError> = key.try_with(|here| *here);
    //! assert_eq!(seen, Ok(7));
    //! assert!(!thread::panicking());
    //! assert!(thread::available_parallelism().is_ok());
    //! thread::yield_now();
    //! thread::sleep(Duration::ZERO);
    //! ```
    pub use parking::{Thread, ThreadId, current, park, park_timeout};
    pub use scoped_threads::{Builder, Scope, ScopedJoinHandle, scope};
    pub use threads::{JoinHandle, Result, spawn};

    // The standard library's own.
    pub use std::thread::{
        AccessError, LocalKey, available_parallelism, panicking, sleep, yield_now,
    };
}
