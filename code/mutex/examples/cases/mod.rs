//! How the two programs look at a lock.

use std::sync::{Mutex, MutexGuard, TryLockError};

/// A mutex whose `lock` is std's `lock().unwrap()`, for the sake of short lines.
pub(crate) struct Lock(Mutex<Vec<u32>>);

impl Lock {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(vec![1]))
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Vec<u32>> {
        self.0.lock().unwrap()
    }

    /// The thread that holds it gets no second guard.
    pub(crate) fn is_held(&self) -> bool {
        matches!(self.0.try_lock(), Err(TryLockError::WouldBlock))
    }
}

/// Locks in each of the ways that are given. Their text is printed as it is, with what `here` has found: whether the mutex `m` was
/// held when it was called.
macro_rules! cases {
    ($group:literal $m:ident $here:ident: $({ $($code:tt)* })*) => {
        println!("{}", $group);
        $(
            let mutex = Lock::new();
            let $m = &mutex;
            let found = Cell::new(None);
            let $here = || found.set(Some($m.is_held()));
            let case = || { $($code)* };
            case();
            let held = found.get().expect("`here` was not called");
            let text = stringify!($($code)*);
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            println!("  {}  {text}", if held { "held" } else { "free" });
        )*
    };
}
