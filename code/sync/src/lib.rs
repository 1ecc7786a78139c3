//! Everything the book builds, under the names that `std` gives it.
//!
//! A program that uses these paths in place of `std`'s runs on the book's primitives:
//!
//! ```
//! use sync::thread;
//!
//! fn main() -> std::io::Result<()> {
//!     let numbers = vec![1.0, 2.0, 3.0];
//!     let mean: thread::JoinHandle<f64> = thread::Builder::new()
//!         .name("mean".to_owned())
//!         .spawn(move || numbers.iter().sum::<f64>() / numbers.len() as f64)?;
//!     assert_eq!(mean.join().unwrap(), 2.0);
//!
//!     let result: thread::Result<()> = thread::spawn(|| panic!("why")).join();
//!     assert_eq!(result.unwrap_err().downcast_ref(), Some(&"why"));
//!     Ok(())
//! }
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

pub mod cell {
    //! Cells: section 5.
    #[cfg(not(model))]
    pub use interior_mutability::UnsafeCell;
    pub use interior_mutability::{
        BorrowError, BorrowMutError, Cell, LazyCell, OnceCell, Ref, RefCell, RefMut,
    };
}

pub mod nonpoison {
    //! Locks that remember no panic: sections 7, 9 and 11. In the standard library this module is unstable.
    pub use condvar::Condvar;
    pub use mutex::{MappedMutexGuard, Mutex, MutexGuard};
    pub use rwlock::{
        MappedRwLockReadGuard, MappedRwLockWriteGuard, RwLock, RwLockReadGuard, RwLockWriteGuard,
    };
}

pub mod rc {
    //! Shared ownership within a thread: section 3.
    pub use shared_ownership::rc::{Rc, Weak};
}

pub mod thread {
    //! Threads: sections 1, 2 and 10.
    pub use parking::{Thread, ThreadId, current, park, park_timeout};
    pub use scoped_threads::{Builder, Scope, ScopedJoinHandle, scope};
    pub use threads::{JoinHandle, Result, spawn};
}
