//! A cell that lends references, and keeps count of them.
//!
//! # Strategy
//!
//! Each reference is in a guard. A guard is made only after a look at the count of those there are, and counts itself
//! out when it is dropped.
//!
//! # States
//!
//! | count | who may use the value |
//! |---|---|
//! | 0 | nobody: there is no guard |
//! | n > 0 | n [`Ref`]s share it |
//! | n < 0 | -n [`RefMut`]s have a part each, all of which came from one by [`RefMut::map_split`] |
//!
//! 0 is what most tests are for, and the sign tells the kinds apart.
//!
//! # Invariants
//!
//! 1. Accesses come from one thread at a time: neither the cell nor its guards are `Sync`, and the guards aren't `Send`.
//! 2. The count is never closer to 0 than the number of guards that there are, and has their sign. A guard that is
//!    forgotten stays counted. A count that is full is a conflict, or a panic; it never wraps.
//! 3. A `Ref`'s pointer is valid and not written while its `Shared` lives; a `RefMut`'s is valid and used by nobody
//!    else while its `Exclusive` lives.
//!
//! # Source
//!
//! `core::cell::RefCell`.

use std::cmp::Ordering;
use std::error::Error;
use std::fmt;
use std::marker::PhantomData;
use std::mem;
use std::ops::{Deref, DerefMut};
use std::ptr::{self, NonNull};

use platform::cell::UnsafeCell;

use crate::Cell;

// ANCHOR: refcell
/// Memory that is borrowed through a shared reference, under rules that are
/// checked as the program runs.
///
/// ```
/// use interior_mutability::RefCell;
///
/// let names = RefCell::new(vec!["Ada"]);
/// names.borrow_mut().push("Grace");
/// let first = names.borrow();
/// assert!(names.try_borrow_mut().is_err());
/// assert_eq!(*first, ["Ada", "Grace"]);
/// ```
pub struct RefCell<T: ?Sized> {
    count: Cell<isize>,
    value: UnsafeCell<T>,
}
// ANCHOR_END: refcell

// ANCHOR: shared
/// Stands for one shared borrow in the count.
struct Shared<'b>(&'b Cell<isize>);

impl<'b> Shared<'b> {
    #[inline]
    fn new(count: &'b Cell<isize>) -> Option<Self> {
        // One more than MAX is MIN: a full count is refused like an exclusive
        // borrow.
        let more = count.get().wrapping_add(1);
        if more > 0 {
            count.set(more);
            Some(Self(count))
        } else {
            None
        }
    }
}

impl Drop for Shared<'_> {
    #[inline]
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}
// ANCHOR_END: shared

impl Clone for Shared<'_> {
    #[inline]
    fn clone(&self) -> Self {
        // This one is counted, so nothing but a full count is in the way.
        Self::new(self.0).expect("too many shared borrows")
    }
}

// ANCHOR: exclusive
/// Stands for one exclusive borrow, or a part of one, in the count.
struct Exclusive<'b>(&'b Cell<isize>);

impl<'b> Exclusive<'b> {
    #[inline]
    fn new(count: &'b Cell<isize>) -> Option<Self> {
        if count.get() != 0 {
            return None;
        }
        count.set(-1);
        Some(Self(count))
    }

    /// Counts another part. The caller sees to it that the two have nothing in
    /// common.
    #[inline]
    fn split(&self) -> Self {
        let more = self.0.get().checked_sub(1);
        self.0.set(more.expect("too many parts of a borrow"));
        Self(self.0)
    }
}

impl Drop for Exclusive<'_> {
    #[inline]
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
    }
}
// ANCHOR_END: exclusive

impl<T> RefCell<T> {
    platform::const_fn! {
        /// A cell that holds `value`, and has lent nothing.
        #[inline]
        pub const fn new(value: T) -> Self {
            Self { count: Cell::new(0), value: UnsafeCell::new(value) }
        }

        /// The value. There are no guards, because they borrow the cell.
        #[inline]
        pub const fn into_inner(self) -> T {
            // SAFETY: `self` is forgotten, so the copy is the only one.
            let value = unsafe { ptr::read(&raw const self.value) };
            mem::forget(self);
            value.into_inner()
        }
    }

    /// Puts `value` in, and returns what was there.
    ///
    /// # Panics
    /// When the value is borrowed.
    #[inline]
    #[track_caller]
    pub fn replace(&self, value: T) -> T {
        mem::replace(&mut self.borrow_mut(), value)
    }

    /// Puts in what `f` makes of the value, and returns what was there.
    ///
    /// # Panics
    /// When the value is borrowed, and when `f` panics. The value is borrowed exclusively while `f` runs.
    #[inline]
    #[track_caller]
    pub fn replace_with<F: FnOnce(&mut T) -> T>(&self, f: F) -> T {
        let mut value = self.borrow_mut();
        let new = f(&mut value);
        mem::replace(&mut value, new)
    }

    /// Exchanges the values of two cells.
    ///
    /// # Panics
    /// When either value is borrowed, and when the two cells are one.
    #[inline]
    #[track_caller]
    pub fn swap(&self, other: &Self) {
        mem::swap(&mut *self.borrow_mut(), &mut *other.borrow_mut());
    }

    /// Takes the value, and leaves the default.
    ///
    /// # Panics
    /// When the value is borrowed.
    #[track_caller]
    pub fn take(&self) -> T
    where
        T: Default,
    {
        self.replace(T::default())
    }
}

impl<T: ?Sized> RefCell<T> {
    // ANCHOR: borrow
    /// Borrows the value, shared.
    ///
    /// # Panics
    /// When it is borrowed exclusively.
    #[inline]
    #[track_caller]
    pub fn borrow(&self) -> Ref<'_, T> {
        match self.try_borrow() {
            Ok(value) => value,
            Err(BorrowError {}) => panic_borrowed_exclusively(),
        }
    }

    /// Borrows the value, shared.
    ///
    /// # Errors
    /// When it is borrowed exclusively.
    #[inline]
    #[cfg_attr(model, track_caller)]
    pub fn try_borrow(&self) -> Result<Ref<'_, T>, BorrowError> {
        match Shared::new(&self.count) {
            Some(borrow) => Ok(Ref {
                value: self.place(),
                borrow,
            }),
            None => Err(BorrowError {}),
        }
    }
    // ANCHOR_END: borrow

    /// Borrows the value, exclusively.
    ///
    /// # Panics
    /// When it is borrowed.
    #[inline]
    #[track_caller]
    pub fn borrow_mut(&self) -> RefMut<'_, T> {
        match self.try_borrow_mut() {
            Ok(value) => value,
            Err(BorrowMutError {}) => panic_borrowed(),
        }
    }

    /// Borrows the value, exclusively.
    ///
    /// # Errors
    /// When it is borrowed.
    #[inline]
    #[cfg_attr(model, track_caller)]
    pub fn try_borrow_mut(&self) -> Result<RefMut<'_, T>, BorrowMutError> {
        match Exclusive::new(&self.count) {
            Some(borrow) => Ok(RefMut {
                value: self.place(),
                borrow,
                invariant: PhantomData,
            }),
            None => Err(BorrowMutError {}),
        }
    }

    /// Lends the value without a guard, so that the count knows nothing of it.
    ///
    /// # Errors
    /// When it is borrowed exclusively.
    ///
    /// # Safety
    /// Nobody borrows it exclusively, or replaces it, while the reference is in use.
    #[inline]
    pub unsafe fn try_borrow_unguarded(&self) -> Result<&T, BorrowError> {
        if self.count.get() < 0 {
            return Err(BorrowError {});
        }
        // SAFETY: it isn't borrowed exclusively, and the caller sees to it that this stays so.
        Ok(unsafe { self.place().as_ref() })
    }

    /// Where the value is.
    #[inline]
    #[cfg_attr(model, track_caller)]
    fn place(&self) -> NonNull<T> {
        // SAFETY: the address of a field of `self` isn't null.
        unsafe { NonNull::new_unchecked(self.as_ptr()) }
    }

    /// Where the value is. Using the pointer is up to the caller's `unsafe`.
    #[inline]
    #[cfg_attr(model, track_caller)]
    pub fn as_ptr(&self) -> *mut T {
        self.value.as_ptr()
    }

    /// The value, by reference and without a look at the count: nobody else has the cell.
    #[inline]
    pub fn get_mut(&mut self) -> &mut T {
        self.value.exclusive()
    }
}

// ANCHOR: ref
/// A shared borrow of a [`RefCell`]'s value, until it is dropped.
// A pointer, not a reference: a reference that a function takes is valid until
// the function returns, and a guard that it takes may be dropped before.
// `NonNull` is covariant, as `&T` is.
pub struct Ref<'b, T: ?Sized + 'b> {
    value: NonNull<T>,
    borrow: Shared<'b>,
}
// ANCHOR_END: ref

impl<T: ?Sized> Deref for Ref<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: the borrow lasts as long as `self` (invariant 3).
        unsafe { self.value.as_ref() }
    }
}

impl<'b, T: ?Sized> Ref<'b, T> {
    /// Another shared borrow of the same. Not a method, so that `guard.clone()` clones the value.
    ///
    /// # Panics
    /// When there are `isize::MAX` of them.
    #[must_use]
    #[inline]
    #[expect(
        clippy::should_implement_trait,
        reason = "as in std: it would hide the value's own `clone`"
    )]
    pub fn clone(orig: &Self) -> Self {
        Self {
            value: orig.value,
            borrow: orig.borrow.clone(),
        }
    }

    // ANCHOR: map
    /// Narrows the borrow to a part of the value.
    #[inline]
    pub fn map<U: ?Sized, F>(orig: Self, f: F) -> Ref<'b, U>
    where
        F: FnOnce(&T) -> &U,
    {
        Ref {
            value: NonNull::from(f(&*orig)),
            borrow: orig.borrow,
        }
    }
    // ANCHOR_END: map

    /// Narrows the borrow to a part of the value, if there is that part.
    ///
    /// # Errors
    /// When `f` returns `None`; the borrow comes back as it was.
    #[inline]
    pub fn filter_map<U: ?Sized, F>(orig: Self, f: F) -> Result<Ref<'b, U>, Self>
    where
        F: FnOnce(&T) -> Option<&U>,
    {
        match f(&*orig) {
            Some(part) => Ok(Ref {
                value: NonNull::from(part),
                borrow: orig.borrow,
            }),
            None => Err(orig),
        }
    }

    /// Makes two borrows out of one. Shared as they are, the parts may overlap.
    ///
    /// # Panics
    /// When there are `isize::MAX` of them.
    #[inline]
    pub fn map_split<U: ?Sized, V: ?Sized, F>(orig: Self, f: F) -> (Ref<'b, U>, Ref<'b, V>)
    where
        F: FnOnce(&T) -> (&U, &V),
    {
        let (one, other) = f(&*orig);
        let (one, other) = (NonNull::from(one), NonNull::from(other));
        (
            Ref {
                value: one,
                borrow: orig.borrow.clone(),
            },
            Ref {
                value: other,
                borrow: orig.borrow,
            },
        )
    }
}

// ANCHOR: refmut
/// An exclusive borrow of a [`RefCell`]'s value, until it is dropped.
// A pointer for the same reason. `&mut T` is invariant in `T`, and `NonNull`
// isn't, so the marker has to be.
pub struct RefMut<'b, T: ?Sized + 'b> {
    value: NonNull<T>,
    borrow: Exclusive<'b>,
    invariant: PhantomData<&'b mut T>,
}
// ANCHOR_END: refmut

impl<T: ?Sized> Deref for RefMut<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: the borrow lasts as long as `self`, and what it lends here is shared (invariant 3).
        unsafe { self.value.as_ref() }
    }
}

impl<T: ?Sized> DerefMut for RefMut<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the borrow lasts as long as `self`, which is itself borrowed exclusively (invariant 3).
        unsafe { self.value.as_mut() }
    }
}

impl<'b, T: ?Sized> RefMut<'b, T> {
    /// Narrows the borrow to a part of the value.
    #[inline]
    pub fn map<U: ?Sized, F>(mut orig: Self, f: F) -> RefMut<'b, U>
    where
        F: FnOnce(&mut T) -> &mut U,
    {
        RefMut {
            value: NonNull::from(f(&mut *orig)),
            borrow: orig.borrow,
            invariant: PhantomData,
        }
    }

    /// Narrows the borrow to a part of the value, if there is that part.
    ///
    /// # Errors
    /// When `f` returns `None`; the borrow comes back as it was.
    #[inline]
    pub fn filter_map<U: ?Sized, F>(mut orig: Self, f: F) -> Result<RefMut<'b, U>, Self>
    where
        F: FnOnce(&mut T) -> Option<&mut U>,
    {
        match f(&mut *orig) {
            Some(part) => Ok(RefMut {
                value: NonNull::from(part),
                borrow: orig.borrow,
                invariant: PhantomData,
            }),
            None => Err(orig),
        }
    }

    // ANCHOR: map_split
    /// Makes two borrows out of one, of parts that have nothing in common: `f`
    /// can't return two exclusive references that do.
    ///
    /// # Panics
    /// When there are as many parts as the count can hold.
    #[inline]
    pub fn map_split<U: ?Sized, V: ?Sized, F>(
        mut orig: Self,
        f: F,
    ) -> (RefMut<'b, U>, RefMut<'b, V>)
    where
        F: FnOnce(&mut T) -> (&mut U, &mut V),
    {
        let (one, other) = f(&mut *orig);
        let (one, other) = (NonNull::from(one), NonNull::from(other));
        (
            RefMut {
                value: one,
                borrow: orig.borrow.split(),
                invariant: PhantomData,
            },
            RefMut {
                value: other,
                borrow: orig.borrow,
                invariant: PhantomData,
            },
        )
    }
    // ANCHOR_END: map_split
}

/// What [`RefCell::try_borrow`] returns when the value is borrowed exclusively.
#[derive(Debug)]
#[non_exhaustive]
pub struct BorrowError {}

impl fmt::Display for BorrowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("RefCell already mutably borrowed")
    }
}

impl Error for BorrowError {}

/// What [`RefCell::try_borrow_mut`] returns when the value is borrowed.
#[derive(Debug)]
#[non_exhaustive]
pub struct BorrowMutError {}

impl fmt::Display for BorrowMutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("RefCell already borrowed")
    }
}

impl Error for BorrowMutError {}

// Out of line, so that a borrow is a test and an addition.

#[cold]
#[inline(never)]
#[track_caller]
fn panic_borrowed_exclusively() -> ! {
    panic!("{}", BorrowError {})
}

#[cold]
#[inline(never)]
#[track_caller]
fn panic_borrowed() -> ! {
    panic!("{}", BorrowMutError {})
}

impl<T: Clone> Clone for RefCell<T> {
    /// Clones the value.
    ///
    /// # Panics
    /// When it is borrowed exclusively.
    #[inline]
    #[track_caller]
    fn clone(&self) -> Self {
        Self::new(T::clone(&self.borrow()))
    }

    /// Clones the value of `source` into this cell.
    ///
    /// # Panics
    /// When `source` is borrowed exclusively.
    #[inline]
    #[track_caller]
    fn clone_from(&mut self, source: &Self) {
        self.get_mut().clone_from(&source.borrow());
    }
}

impl<T: Default> Default for RefCell<T> {
    #[inline]
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> From<T> for RefCell<T> {
    #[inline]
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: ?Sized + PartialEq> PartialEq for RefCell<T> {
    /// # Panics
    /// When either value is borrowed exclusively.
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        *self.borrow() == *other.borrow()
    }
}

impl<T: ?Sized + Eq> Eq for RefCell<T> {}

impl<T: ?Sized + PartialOrd> PartialOrd for RefCell<T> {
    /// # Panics
    /// When either value is borrowed exclusively.
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.borrow().partial_cmp(&*other.borrow())
    }

    // `partial_cmp` would do for these, unless the value's own differ from it.

    /// # Panics
    /// When either value is borrowed exclusively.
    #[inline]
    fn lt(&self, other: &Self) -> bool {
        *self.borrow() < *other.borrow()
    }

    /// # Panics
    /// When either value is borrowed exclusively.
    #[inline]
    fn le(&self, other: &Self) -> bool {
        *self.borrow() <= *other.borrow()
    }

    /// # Panics
    /// When either value is borrowed exclusively.
    #[inline]
    fn gt(&self, other: &Self) -> bool {
        *self.borrow() > *other.borrow()
    }

    /// # Panics
    /// When either value is borrowed exclusively.
    #[inline]
    fn ge(&self, other: &Self) -> bool {
        *self.borrow() >= *other.borrow()
    }
}

impl<T: ?Sized + Ord> Ord for RefCell<T> {
    /// # Panics
    /// When either value is borrowed exclusively.
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        self.borrow().cmp(&*other.borrow())
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RefCell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("RefCell");
        match self.try_borrow() {
            Ok(value) => shown.field("value", &value),
            Err(_) => shown.field("value", &format_args!("<borrowed>")),
        };
        shown.finish()
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Ref<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for Ref<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RefMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for RefMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
