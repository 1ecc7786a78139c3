//! Section 3, *Shared ownership*: [`Arc`] and [`Weak`], built on two atomic counters, and [`rc`] beside
//! them, for one thread.
//!
//! The protocol (its states, invariants and memory orderings) is in `arc.rs`; how counters and value share
//! an allocation, in `block.rs`; the traits that are the value's own, in `impls.rs`. [`stages`] holds the
//! versions that lead here.
//!
//! # What differs from std
//!
//! What needs a language feature that isn't stable:
//!
//! - No coercion from `Arc<T>` to `Arc<dyn Trait>` or from `Arc<[T; N]>` to `Arc<[T]>`
//!   (`CoerceUnsized`). [`Arc::from_raw`] shows what does it; [`Arc::from`] takes a `Box<dyn Trait>`.
//! - No methods with `self: Arc<Self>` (`Receiver`).
//! - A borrowed value has to outlive the `Arc` that holds the borrow: the destructor might look at it
//!   (`#[may_dangle]`).
//! - `==` always compares the values, even those of two `Arc`s of one (specialisation).
//! - No allocators.
//! - No `Waker` of an `Arc<impl Wake>`: the methods of `Wake` take std's `Arc`.
//!
//! And an overflow of a counter always aborts; std's `upgrade` and `downgrade` panic.

mod arc;
mod block;
mod impls;
pub mod rc;
pub mod stages;

pub use arc::{Arc, Weak};

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};
    use std::panic::{RefUnwindSafe, UnwindSafe};
    use std::sync::MutexGuard;

    use static_assertions::{assert_eq_size, assert_impl_all, assert_not_impl_any};

    use super::{Arc, Weak, rc};

    // `Cell` is `Send` and not `Sync`, a `MutexGuard` is `Sync` and not `Send`: each is refused.
    assert_impl_all!(Arc<u8>: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
    assert_not_impl_any!(Arc<Cell<u8>>: Send, Sync, UnwindSafe, RefUnwindSafe);
    assert_not_impl_any!(Arc<MutexGuard<'static, u8>>: Send, Sync);
    assert_impl_all!(Weak<u8>: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
    assert_not_impl_any!(Weak<Cell<u8>>: Send, Sync, UnwindSafe, RefUnwindSafe);
    assert_not_impl_any!(Weak<MutexGuard<'static, u8>>: Send, Sync);
    assert_impl_all!(rc::Rc<u8>: Unpin, UnwindSafe, RefUnwindSafe);
    assert_not_impl_any!(rc::Rc<u8>: Send, Sync);
    assert_not_impl_any!(rc::Rc<RefCell<u8>>: UnwindSafe, RefUnwindSafe);
    assert_not_impl_any!(rc::Weak<u8>: Send, Sync, UnwindSafe, RefUnwindSafe);
    assert_impl_all!(rc::Weak<u8>: Unpin);
    assert_eq_size!(Arc<str>, Option<Arc<str>>, Weak<str>, &str);
    assert_eq_size!(rc::Rc<u8>, Option<rc::Rc<u8>>, rc::Weak<u8>, &u8);

    /// An `Arc<&'static str>` will do where one of a shorter life is asked for.
    #[test]
    fn it_is_covariant() {
        fn shorter<'a>(
            arc: Arc<&'static str>,
            weak: Weak<&'static str>,
        ) -> (Arc<&'a str>, Weak<&'a str>) {
            (arc, weak)
        }
        let arc = Arc::new("static");
        let weak = Arc::downgrade(&arc);
        let (arc, weak) = shorter(arc, weak);
        assert_eq!(weak.upgrade(), Some(arc));
    }
}
