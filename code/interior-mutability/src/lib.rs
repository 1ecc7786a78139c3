//! The section *Interior mutability*: [`Cell`], [`RefCell`], [`OnceCell`] and [`LazyCell`], shaped like the standard
//! library's.
//!
//! # Problem
//!
//! A shared reference says that nobody writes. Some values are written through shared references all the same: a
//! counter, a cache, a node that several lists point to. Something else has to see to it that no reference into such
//! a value is in use while it changes.
//!
//! # Strategy
//!
//! Three answers, all for one thread at a time:
//!
//! | type | there is no conflict because |
//! |---|---|
//! | [`Cell`] | nobody gets a reference to the value: it is copied or moved, in and out |
//! | [`RefCell`] | a count of the guards is looked at before each borrow |
//! | [`OnceCell`] | the value is written once, before anybody can have a reference to it |
//!
//! A [`LazyCell`] is made of the first and the last, and [`UnsafeCell`] is what is given.
//!
//! `stages` holds what is wrong with simpler answers, and [`stages::atomic`] what becomes of a `RefCell` whose count
//! is atomic.
//!
//! # Invariants
//!
//! 1. All accesses to one cell are made by one thread at a time. None of the types is `Sync`, so references to them
//!    stay where they are; `Send` moves a cell only when there are none.
//! 2. While `Cell` or `OnceCell` accesses its value, no other code runs: not even a destructor, a `Clone`, or a
//!    closure of the caller's.
//! 3. `RefCell`: see its module.
//!
//! # Not promised
//!
//! What std has and stable Rust gives nobody else: coercions such as `Ref<[T; N]>` to `Ref<[T]>` or `Ref<T>` to
//! `Ref<dyn Trait>` (`CoerceUnsized`), a negative `impl !Sync`, lints that know the type, and what is unstable in std itself.

mod cell;
mod lazy;
mod once;
mod refcell;
pub mod stages;

pub use cell::Cell;
pub use lazy::LazyCell;
pub use once::OnceCell;
pub use refcell::{BorrowError, BorrowMutError, Ref, RefCell, RefMut};
#[cfg(not(model))]
pub use std::cell::UnsafeCell;
