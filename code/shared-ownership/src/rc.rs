//! [`Rc`] and [`Weak`]: what [`Arc`](crate::Arc) is, for one thread.
//!
//! The counters are plain numbers. Two threads that counted at once would miss each other's steps, so
//! nothing of this is `Send` or `Sync`: the compiler keeps it on one thread.
//!
//! # Invariants
//!
//! 1. The memory is there as long as an `Rc` or a [`Weak`] is; `weak` counts the `Weak`s and one for all
//!    `Rc`s together.
//! 2. The value is there as long as an `Rc` is, and is only read while there are two.
//! 3. `strong` leaves 0 only when [`Rc::new_cyclic`] has made the value, and otherwise never again.
//!
//! # Source
//!
//! The interface is that of [`std::rc::Rc`].

use std::any::Any;
use std::cell::Cell;
use std::fmt;
use std::hint;
use std::io::{self, Write as _};
use std::marker::PhantomData;
use std::mem::{self, ManuallyDrop, MaybeUninit};
use std::num::NonZeroUsize;
use std::ops::Deref;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::pin::Pin;
use std::process;
use std::ptr::{self, NonNull};

use crate::block::{self, CloneToBlock};

/// Stands before the value.
#[repr(C)]
pub(crate) struct Counts {
    /// How many `Rc`s there are.
    strong: Cell<usize>,
    /// How many `Weak`s there are, and one more for all `Rc`s.
    weak: Cell<usize>,
}

/// A value that is shared within a thread, and dropped when the last `Rc` of it is.
///
/// # Examples
///
/// ```
/// use shared_ownership::rc::Rc;
///
/// let numbers = Rc::new([1, 2, 3]);
/// let same = Rc::clone(&numbers);
/// assert!(Rc::ptr_eq(&numbers, &same));
/// assert_eq!(Rc::strong_count(&numbers), 2);
/// ```
pub struct Rc<T: ?Sized> {
    /// Neither `Send` nor `Sync`.
    value: NonNull<T>,
    owns: PhantomData<T>,
}

/// A reference to the memory of an [`Rc`], which doesn't keep the value alive.
///
/// # Examples
///
/// ```
/// use shared_ownership::rc::Rc;
///
/// let five = Rc::new(5);
/// let weak = Rc::downgrade(&five);
/// assert_eq!(weak.upgrade().as_deref(), Some(&5));
/// drop(five);
/// assert!(weak.upgrade().is_none());
/// ```
pub struct Weak<T: ?Sized> {
    /// Where the value is or was; or nowhere, at the last address there is. Neither `Send` nor `Sync`.
    value: NonNull<T>,
    counted: PhantomData<NonNull<Counts>>,
}

impl<T: RefUnwindSafe + ?Sized> UnwindSafe for Rc<T> {}
impl<T: ?Sized> Unpin for Rc<T> {}

impl Counts {
    /// The counters of a value that one `Rc` has.
    #[inline]
    pub(crate) const fn one() -> Self {
        Self {
            strong: Cell::new(1),
            weak: Cell::new(1),
        }
    }

    /// The counters of a value that isn't there yet.
    const fn none_yet() -> Self {
        Self {
            strong: Cell::new(0),
            weak: Cell::new(1),
        }
    }
}

/// Counts one more.
///
/// So many can't exist in memory: a counter that would come round to zero has counted references that were forgotten.
///
/// # Safety
///
/// The counter isn't zero. (Knowing that, the compiler sees that dropping a fresh clone never drops the value.)
#[inline]
unsafe fn up(count: &Cell<usize>) {
    // SAFETY: the caller says so.
    unsafe { hint::assert_unchecked(count.get() != 0) };
    if count.get() == usize::MAX {
        overflow();
    }
    count.set(count.get() + 1);
}

/// Counts down, and says how many are left.
#[inline]
fn down(count: &Cell<usize>) -> usize {
    count.set(count.get() - 1);
    count.get()
}

#[cold]
#[inline(never)]
fn overflow() -> ! {
    // Where this can't be written, `eprintln!` would panic.
    let _ = writeln!(io::stderr(), "fatal: more references than can be counted");
    process::abort()
}

impl<T> Rc<T> {
    /// Moves a value to where it can be shared.
    #[inline]
    pub fn new(value: T) -> Self {
        Self::adopt(block::new(Counts::one(), value))
    }

    /// A value that has a [`Weak`] to itself, which can't be upgraded until this has returned.
    pub fn new_cyclic<F>(make: F) -> Self
    where
        F: FnOnce(&Weak<T>) -> T,
    {
        let place = block::uninit::<_, T>(Counts::none_yet()).cast::<T>();
        // If `make` panics, this frees the memory, in which there is no value.
        let weak = Weak::adopt(place);
        let value = make(&weak);
        // SAFETY: the room is there (1), and nobody else looks at it (3).
        unsafe { place.write(value) };
        // From now on it is the one that all `Rc`s have together.
        mem::forget(weak);
        let this = Self::adopt(place);
        this.counts().strong.set(1);
        this
    }

    /// Moves a value to where it can be shared and never moves again.
    pub fn pin(value: T) -> Pin<Self> {
        // SAFETY: there is no way to get at a `T` in a `Pin<Rc<T>>` that isn't `Unpin`: `get_mut` and the
        // like ask for an `Rc`.
        unsafe { Pin::new_unchecked(Self::new(value)) }
    }

    /// Room for a value, to be written by way of [`get_mut`](Self::get_mut).
    pub fn new_uninit() -> Rc<MaybeUninit<T>> {
        Rc::adopt(block::uninit(Counts::one()))
    }

    /// The same, and every byte is zero.
    pub fn new_zeroed() -> Rc<MaybeUninit<T>> {
        let place = Self::new_uninit();
        // SAFETY: there is room for one, and nobody else has the memory yet.
        unsafe { ptr::write_bytes(place.value.as_ptr(), 0, 1) };
        place
    }

    /// The value, if this is the only `Rc` of it.
    ///
    /// # Errors
    ///
    /// The `Rc`, if there is another.
    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        if Self::strong_count(&this) == 1 {
            Self::into_inner(this).ok_or_else(|| unreachable!("it was the only one"))
        } else {
            Err(this)
        }
    }

    /// Drops the `Rc`, and returns the value if it was the last.
    pub fn into_inner(this: Self) -> Option<T> {
        let this = ManuallyDrop::new(this);
        if down(&this.counts().strong) != 0 {
            return None;
        }
        // The `Rc`s' common one, which frees the memory if there is no other.
        let _weak = Weak::adopt(this.value);
        // SAFETY: this was the last `Rc`, so the value is there, and nobody will read or drop it again.
        Some(unsafe { this.value.read() })
    }
}

impl<T: ?Sized> Rc<T> {
    /// An `Rc` of a value whose `strong` counts it already.
    #[inline]
    pub(crate) const fn adopt(value: NonNull<T>) -> Self {
        Self {
            value,
            owns: PhantomData,
        }
    }

    #[inline]
    fn counts(&self) -> &Counts {
        // SAFETY: the counters stand before the value.
        let counts = unsafe { block::header_of(self.value) };
        // SAFETY: the memory is there as long as this is (1).
        unsafe { counts.as_ref() }
    }

    /// A [`Weak`] of the same value.
    #[inline]
    pub fn downgrade(this: &Self) -> Weak<T> {
        // SAFETY: it counts one for all `Rc`s, and there is this one.
        unsafe { up(&this.counts().weak) };
        Weak::adopt(this.value)
    }

    /// The value, to be changed, if there is neither another `Rc` nor a `Weak`.
    #[inline]
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        if Self::strong_count(this) != 1 || Self::weak_count(this) != 0 {
            return None;
        }
        // SAFETY: nobody else has the value, and nobody can get it while `this` is borrowed.
        Some(unsafe { this.value.as_mut() })
    }

    /// How many `Rc`s of this value there are.
    #[inline]
    pub fn strong_count(this: &Self) -> usize {
        this.counts().strong.get()
    }

    /// How many `Weak`s of this value there are.
    #[inline]
    pub fn weak_count(this: &Self) -> usize {
        this.counts().weak.get() - 1
    }

    /// Whether the two have the same value: not an equal one, the same.
    #[inline]
    pub fn ptr_eq(this: &Self, other: &Self) -> bool {
        ptr::addr_eq(this.value.as_ptr(), other.value.as_ptr())
    }

    /// Where the value is. The pointer is good for reading as long as there is an `Rc`.
    #[inline]
    pub fn as_ptr(this: &Self) -> *const T {
        this.value.as_ptr()
    }

    /// The `Rc` as a pointer, which keeps it counted until it is given to [`from_raw`](Self::from_raw).
    #[must_use = "the value is leaked if it isn't given back"]
    pub fn into_raw(this: Self) -> *const T {
        ManuallyDrop::new(this).value.as_ptr()
    }

    /// The `Rc` that a pointer stands for; the pointer may have been cast, to that of a trait object or a slice.
    ///
    /// # Safety
    ///
    /// As for [`Arc::from_raw`](crate::Arc::from_raw), and on the same thread.
    pub unsafe fn from_raw(pointer: *const T) -> Self {
        // SAFETY: it came from an `Rc`, which is never null (caller).
        Self::adopt(unsafe { NonNull::new_unchecked(pointer.cast_mut()) })
    }

    /// Counts one `Rc` more, that nobody has yet.
    ///
    /// # Safety
    ///
    /// As for [`from_raw`](Self::from_raw), but it isn't given back; and there is an `Rc` during the call.
    pub unsafe fn increment_strong_count(pointer: *const T) {
        // SAFETY: as the caller promises. It is not dropped: it isn't ours.
        let this = ManuallyDrop::new(unsafe { Self::from_raw(pointer) });
        mem::forget(Self::clone(&this));
    }

    /// Counts one `Rc` less, as if it had been dropped.
    ///
    /// # Safety
    ///
    /// As for [`from_raw`](Self::from_raw): it is given back.
    pub unsafe fn decrement_strong_count(pointer: *const T) {
        // SAFETY: as the caller promises.
        drop(unsafe { Self::from_raw(pointer) });
    }

    /// Drops the value, and the memory with it if there is no `Weak`.
    ///
    /// # Safety
    ///
    /// `strong` is zero, and was taken there by the caller.
    #[inline(never)]
    unsafe fn drop_slow(value: NonNull<T>) {
        // The `Rc`s' common one: it is dropped after the value, and even if the value panics.
        let _weak = Weak::adopt(value);
        // SAFETY: the value is there, and nobody else reads or drops it (2, 3).
        unsafe { ptr::drop_in_place(value.as_ptr()) };
    }
}

impl<T: ?Sized + CloneToBlock> Rc<T> {
    /// The value, to be changed: of this `Rc` if it is alone, else of a new one.
    ///
    /// If there is another `Rc`, the value is cloned. If there are only `Weak`s, it is moved, and they lose it.
    pub fn make_mut(this: &mut Self) -> &mut T {
        if Self::strong_count(this) != 1 {
            *this = Self::adopt(T::clone_to_block(this, Counts::one()));
        } else if Self::weak_count(this) != 0 {
            // SAFETY: this is the only `Rc`; the value moves, and the old place is forgotten (3).
            let moved = unsafe { block::move_value(Counts::one(), &**this) };
            let old = ManuallyDrop::new(mem::replace(this, Self::adopt(moved)));
            old.counts().strong.set(0);
            drop(Weak::adopt(old.value));
        }
        // SAFETY: nobody else has the value: it was alone, or it is new.
        unsafe { this.value.as_mut() }
    }
}

impl<T: Clone> Rc<T> {
    /// The value if this is the only `Rc` of it, else a clone.
    pub fn unwrap_or_clone(this: Self) -> T {
        Self::try_unwrap(this).unwrap_or_else(|shared| T::clone(&shared))
    }
}

impl<T> Rc<[T]> {
    /// Room for values, to be written by way of [`get_mut`](Self::get_mut).
    pub fn new_uninit_slice(length: usize) -> Rc<[MaybeUninit<T>]> {
        Rc::adopt(block::uninit_slice(Counts::one(), length))
    }

    /// The same, and every byte is zero.
    pub fn new_zeroed_slice(length: usize) -> Rc<[MaybeUninit<T>]> {
        let place = Self::new_uninit_slice(length);
        // SAFETY: there is room for so many, and nobody else has the memory yet.
        unsafe { ptr::write_bytes(place.value.cast::<T>().as_ptr(), 0, length) };
        place
    }
}

impl<T> Rc<MaybeUninit<T>> {
    /// The same, with a value in it.
    ///
    /// # Safety
    ///
    /// A value has been written.
    pub unsafe fn assume_init(self) -> Rc<T> {
        Rc::adopt(ManuallyDrop::new(self).value.cast())
    }
}

impl<T> Rc<[MaybeUninit<T>]> {
    /// The same, with values in it.
    ///
    /// # Safety
    ///
    /// All the values have been written.
    pub unsafe fn assume_init(self) -> Rc<[T]> {
        let values = ManuallyDrop::new(self).value;
        Rc::adopt(NonNull::slice_from_raw_parts(values.cast(), values.len()))
    }
}

impl Rc<dyn Any> {
    /// The same, with the type that the value has.
    ///
    /// # Errors
    ///
    /// The `Rc`, if it has another type.
    pub fn downcast<T: Any>(self) -> Result<Rc<T>, Self> {
        if (*self).is::<T>() {
            Ok(Rc::adopt(ManuallyDrop::new(self).value.cast()))
        } else {
            Err(self)
        }
    }
}

impl<T: ?Sized> Deref for Rc<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: the value is there, and nobody changes it while this is borrowed (2).
        unsafe { self.value.as_ref() }
    }
}

impl<T: ?Sized> Clone for Rc<T> {
    #[inline]
    fn clone(&self) -> Self {
        // SAFETY: it counts this one.
        unsafe { up(&self.counts().strong) };
        Self::adopt(self.value)
    }
}

impl<T: ?Sized> Drop for Rc<T> {
    #[inline]
    fn drop(&mut self) {
        if down(&self.counts().strong) == 0 {
            // SAFETY: this was the last `Rc`.
            unsafe { Self::drop_slow(self.value) };
        }
    }
}

impl<T> Weak<T> {
    /// A `Weak` of nothing, which can't be upgraded. It allocates nothing.
    pub const fn new() -> Self {
        Self::adopt(NonNull::without_provenance(NonZeroUsize::MAX))
    }
}

impl<T: ?Sized> Weak<T> {
    /// A `Weak` that `weak` counts already.
    #[inline]
    const fn adopt(value: NonNull<T>) -> Self {
        Self {
            value,
            counted: PhantomData,
        }
    }

    /// The counters, unless it is a `Weak` of nothing.
    #[inline]
    fn counts(&self) -> Option<&Counts> {
        // A value is never at an odd address right after its counters.
        if self.value.addr() == NonZeroUsize::MAX {
            return None;
        }
        // SAFETY: the counters stand before the value.
        let counts = unsafe { block::header_of(self.value) };
        // SAFETY: the memory is there as long as this is (1).
        Some(unsafe { counts.as_ref() })
    }

    /// An `Rc` of the value, if there still is one.
    #[inline]
    pub fn upgrade(&self) -> Option<Rc<T>> {
        let strong = &self.counts()?.strong;
        if strong.get() == 0 {
            return None;
        }
        // SAFETY: that was the question.
        unsafe { up(strong) };
        Some(Rc::adopt(self.value))
    }

    /// How many `Rc`s there are.
    pub fn strong_count(&self) -> usize {
        self.counts().map_or(0, |counts| counts.strong.get())
    }

    /// How many `Weak`s there are; 0 if there is no `Rc`.
    pub fn weak_count(&self) -> usize {
        match self.counts() {
            Some(counts) if counts.strong.get() != 0 => counts.weak.get() - 1,
            _ => 0,
        }
    }

    /// Whether the two are of the same value, or both of nothing.
    #[inline]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        ptr::addr_eq(self.value.as_ptr(), other.value.as_ptr())
    }

    /// Where the value is or was. The pointer is good for reading as long as there is an `Rc`.
    #[inline]
    pub fn as_ptr(&self) -> *const T {
        self.value.as_ptr()
    }

    /// The `Weak` as a pointer, which keeps it counted until it is given to [`from_raw`](Self::from_raw).
    #[must_use = "the memory is leaked if it isn't given back"]
    pub fn into_raw(self) -> *const T {
        ManuallyDrop::new(self).value.as_ptr()
    }

    /// The `Weak` that a pointer stands for.
    ///
    /// # Safety
    ///
    /// `pointer` came from [`into_raw`](Self::into_raw), or was cast from one that did as with
    /// [`Rc::from_raw`], on the same thread. It is given back once.
    pub unsafe fn from_raw(pointer: *const T) -> Self {
        // SAFETY: it came from a `Weak`, which is never null (caller).
        Self::adopt(unsafe { NonNull::new_unchecked(pointer.cast_mut()) })
    }
}

impl<T: ?Sized> Clone for Weak<T> {
    #[inline]
    fn clone(&self) -> Self {
        if let Some(counts) = self.counts() {
            // SAFETY: it counts this one.
            unsafe { up(&counts.weak) };
        }
        Self::adopt(self.value)
    }
}

impl<T: ?Sized> Drop for Weak<T> {
    #[inline]
    fn drop(&mut self) {
        let Some(counts) = self.counts() else { return };
        if down(&counts.weak) == 0 {
            // SAFETY: nobody has a reference of either kind (1). The last `Rc` has dropped the value.
            unsafe { block::free::<Counts, T>(self.value) };
        }
    }
}

impl<T> Default for Weak<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: ?Sized> fmt::Debug for Weak<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(Weak)")
    }
}
