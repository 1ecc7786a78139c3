//! Types that claim too much. Each is sound but for its `unsafe impl`, whose bound is missing or is another than it should be.

use std::ops::Deref;

use rwlock::{
    MappedRwLockReadGuard, MappedRwLockWriteGuard, RwLock, RwLockReadGuard, RwLockWriteGuard,
};

macro_rules! wraps {
    ($($(#[$attribute:meta])* $name:ident($inner:ty);)*) => {$(
        $(#[$attribute])*
        pub(crate) struct $name<T: 'static>(pub(crate) $inner);

        impl<T> Deref for $name<T> {
            type Target = $inner;

            fn deref(&self) -> &$inner {
                &self.0
            }
        }
    )*};
}

wraps! {
    /// A lock that asks for what a mutex asks for.
    LockOfSend(RwLock<T>);
    /// A lock that asks for what its readers need.
    LockOfSync(RwLock<T>);
    /// A lock that may be sent with anything in it.
    LockOfAnything(RwLock<T>);
    /// A read guard that asks for what a mutex asks for.
    ReadGuard(RwLockReadGuard<'static, T>);
    /// A write guard that asks for what a mutex asks for.
    WriteGuard(RwLockWriteGuard<'static, T>);
    /// A read guard of a part that asks nothing of the part.
    MappedReadGuard(MappedRwLockReadGuard<'static, T>);
    /// A write guard of a part that asks nothing of the part.
    MappedWriteGuard(MappedRwLockWriteGuard<'static, T>);
}

// SAFETY: wrong. Several readers have a `&T` at once.
unsafe impl<T: Send> Sync for LockOfSend<T> {}
// SAFETY: wrong. A writer can take the `T` out.
unsafe impl<T: Sync> Sync for LockOfSync<T> {}
// SAFETY: wrong. With the lock goes the `T`. (Whoever shares an `Arc` of it may be the last to drop it.)
unsafe impl<T: Sync> Send for LockOfSync<T> {}
// SAFETY: wrong. With the lock goes the `T`.
unsafe impl<T> Send for LockOfAnything<T> {}

macro_rules! shared {
    ($($name:ident: $($bound:ident)?;)*) => {$(
        // SAFETY: wrong. Who shares the guard has a `&T`, and that asks for `T: Sync`.
        unsafe impl<T $(: $bound)?> Sync for $name<T> {}
        // SAFETY: not asserted of any guard; `meet` asks for it, and with this lock nothing goes wrong because of it.
        unsafe impl<T $(: $bound)?> Send for $name<T> {}
    )*};
}

shared! {
    ReadGuard: Send;
    WriteGuard: Send;
    MappedReadGuard: ;
    MappedWriteGuard: ;
}
