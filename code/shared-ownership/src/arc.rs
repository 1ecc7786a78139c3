//! [`Arc`] and [`Weak`]: a value that lives as long as somebody counts on it.
//!
//! # Problem
//!
//! Several threads share a value, and nobody knows which of them will be done with it last. That one has
//! to drop it, after all that the others did with it. A [`Weak`] shares the memory but not the value: it
//! can ask whether the value is still there. Who never uses a `Weak` should not pay for it.
//!
//! # Strategy
//!
//! Two counters stand before the value. `strong` counts the `Arc`s; who takes it to zero drops the value.
//! `weak` counts the `Weak`s *and one for all `Arc`s together*; who takes it to zero frees the memory. So
//! cloning and dropping an `Arc` changes one counter, and only the last `Arc` touches the other.
//!
//! # States
//!
//! | `strong` | `weak` | the value | the memory |
//! |---|---|---|---|
//! | 1 or more | 1 more than there are `Weak`s | is there | is there |
//! | 1 or more | [`LOCKED`]: 1, and an `Arc` is asking whether it is alone | is there | is there |
//! | 0 | 1 more than there are `Weak`s, or as many | not yet there, or in the hands of `make_mut`, or being dropped, or gone | is there |
//! | 0 | 0 | gone | being freed |
//!
//! # Invariants
//!
//! 1. The memory is there as long as an `Arc` or a `Weak` is.
//! 2. The value is there as long as an `Arc` is, and is only read while there are two.
//! 3. `strong` leaves 0 only when [`Arc::new_cyclic`] has made the value, or when the [`Arc::make_mut`] that took it
//!    there has found no `Weak`.
//! 4. A `Weak` comes only from an `Arc` or another `Weak`, and an `Arc` only from an `Arc` or, while
//!    `strong` isn't 0, from a `Weak`. So who holds the only `Arc` while there is no `Weak` is alone.
//! 5. A counter is never above [`LIMIT`] by more than there are threads.
//!
//! # Memory orderings
//!
//! Counting up orders nothing: who has a reference may make another, and hands it on by other means.
//! Counting down releases what its thread did; who ends up alone acquires that, and so comes after it.
//!
//! # Not promised
//!
//! What `strong_count` and `weak_count` return may be wrong before the caller sees it, and orders nothing.
//!
//! # Source
//!
//! The interface and the protocol are those of [`std::sync::Arc`], which goes back to the reference counts
//! of Boost. One ordering is weaker than std's, in `downgrade`, which says why.

use std::any::Any;
use std::fmt;
use std::io::{self, Write as _};
use std::marker::PhantomData;
use std::mem::{self, ManuallyDrop, MaybeUninit};
use std::num::NonZeroUsize;
use std::ops::Deref;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::pin::Pin;
use std::process;
use std::ptr::{self, NonNull};
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

use platform::atomic::{AtomicUsize, fence};
use platform::hint::spin_loop;

use crate::block::{self, CloneToBlock};

/// As far as a counter goes. Who finds it higher has counted once too often, and aborts. Between here and
/// an overflow are as many steps again, each of which would have to be taken by a thread that has counted
/// and not yet looked: there is no room for so many threads.
const LIMIT: usize = isize::MAX as usize;

/// `weak`, while an `Arc` looks whether it is alone: there is no `Weak`, and none can be made.
const LOCKED: usize = usize::MAX;

// ANCHOR: counts
/// Stands before the value.
#[repr(C)]
pub(crate) struct Counts {
    /// How many `Arc`s there are.
    strong: AtomicUsize,
    /// How many `Weak`s there are, and one more for all `Arc`s; or `LOCKED`.
    weak: AtomicUsize,
}
// ANCHOR_END: counts

/// A value that is shared by threads, and dropped when the last `Arc` of it is.
///
/// As with [`std::sync::Arc`]: cloning it makes another reference to the same value, there is only shared
/// access to the value unless the `Arc` is alone, and what has to change while it is shared needs an
/// atomic, a lock or a cell.
///
/// # Examples
///
/// ```
/// use shared_ownership::Arc;
///
/// let numbers = Arc::new([1, 2, 3]);
/// let theirs = Arc::clone(&numbers);
/// let sum = std::thread::spawn(move || theirs.iter().sum::<i32>());
/// assert_eq!(sum.join().unwrap(), 6);
/// assert_eq!(numbers[0], 1);
/// ```
// ANCHOR: arc
pub struct Arc<T: ?Sized> {
    value: NonNull<T>,
    owns: PhantomData<T>,
}
// ANCHOR_END: arc

/// A reference to the memory of an [`Arc`], which doesn't keep the value alive.
///
/// [`upgrade`](Self::upgrade) makes an `Arc` of it, as long as there is one.
///
/// # Examples
///
/// ```
/// use shared_ownership::Arc;
///
/// let five = Arc::new(5);
/// let weak = Arc::downgrade(&five);
/// assert_eq!(weak.upgrade().as_deref(), Some(&5));
/// drop(five);
/// assert!(weak.upgrade().is_none());
/// ```
// ANCHOR: weak
pub struct Weak<T: ?Sized> {
    /// Where the value is or was; or nowhere, at the last address there is.
    value: NonNull<T>,
}
// ANCHOR_END: weak

// ANCHOR: auto-traits
// SAFETY: an `Arc` on another thread reads the value there while this one
// does: `T: Sync`. It may also be the last, which drops the value, or gives it
// out: `T: Send`. The counters are atomic.
unsafe impl<T: ?Sized + Sync + Send> Send for Arc<T> {}
// SAFETY: who has a `&Arc<T>` can clone it: the same as sending one.
unsafe impl<T: ?Sized + Sync + Send> Sync for Arc<T> {}
// SAFETY: a `Weak` can become an `Arc` where it is: the same as sending one.
unsafe impl<T: ?Sized + Sync + Send> Send for Weak<T> {}
// SAFETY: who has a `&Weak<T>` can upgrade it: the same as sending an `Arc`.
unsafe impl<T: ?Sized + Sync + Send> Sync for Weak<T> {}
// ANCHOR_END: auto-traits

impl<T: RefUnwindSafe + ?Sized> UnwindSafe for Arc<T> {}
impl<T: ?Sized> Unpin for Arc<T> {}

impl Counts {
    /// The counters of a value that one `Arc` has.
    pub(crate) fn one() -> Self {
        Self {
            strong: AtomicUsize::new(1),
            weak: AtomicUsize::new(1),
        }
    }

    /// The counters of a value that isn't there yet.
    fn none_yet() -> Self {
        Self {
            strong: AtomicUsize::new(0),
            weak: AtomicUsize::new(1),
        }
    }
}

// ANCHOR: acquire
/// What was released into `count` happens before what follows.
#[inline]
fn acquire(count: &AtomicUsize) {
    if cfg!(tsan) {
        // ORDERING: for the fence below, which ThreadSanitizer doesn't see.
        // AUDIT: not modelled: only ThreadSanitizer's builds have this load.
        count.load(Acquire);
    } else {
        // ORDERING: acquires what every `fetch_sub` before the caller's own
        // released.
        fence(Acquire);
    }
}
// ANCHOR_END: acquire

#[cold]
#[inline(never)]
fn overflow() -> ! {
    // Where this can't be written, `eprintln!` would panic.
    let _ = writeln!(io::stderr(), "fatal: more references than can be counted");
    process::abort()
}

impl<T> Arc<T> {
    /// Moves a value to where it can be shared.
    #[inline]
    pub fn new(value: T) -> Self {
        Self::adopt(block::new(Counts::one(), value))
    }

    /// A value that has a [`Weak`] to itself.
    ///
    /// The `Weak` can be cloned and kept by `make`, and can't be upgraded until `new_cyclic` has returned.
    ///
    /// # Examples
    ///
    /// ```
    /// use shared_ownership::{Arc, Weak};
    ///
    /// struct Node {
    ///     this: Weak<Node>,
    /// }
    ///
    /// let node = Arc::new_cyclic(|this| Node { this: this.clone() });
    /// assert!(Arc::ptr_eq(&node, &node.this.upgrade().unwrap()));
    /// ```
    // ANCHOR: new_cyclic
    pub fn new_cyclic<F>(make: F) -> Self
    where
        F: FnOnce(&Weak<T>) -> T,
    {
        let place = block::uninit::<_, T>(Counts::none_yet()).cast::<T>();
        // If `make` panics, this frees the memory, in which there is no value.
        let weak = Weak { value: place };
        let value = make(&weak);
        // SAFETY: the room is there (1), and nobody else looks at it (3).
        unsafe { place.write(value) };
        // From now on it is the one that all `Arc`s have together.
        mem::forget(weak);
        let this = Self::adopt(place);
        // ORDERING: releases the value to `upgrade`, which acquires it.
        this.counts().strong.store(1, Release);
        this
    }
    // ANCHOR_END: new_cyclic

    /// Moves a value to where it can be shared and never moves again.
    pub fn pin(value: T) -> Pin<Self> {
        // SAFETY: there is no way to get at a `T` in a `Pin<Arc<T>>` that isn't `Unpin`: `get_mut` and the
        // like ask for an `Arc`.
        unsafe { Pin::new_unchecked(Self::new(value)) }
    }

    /// Room for a value, to be written by way of [`get_mut`](Self::get_mut).
    pub fn new_uninit() -> Arc<MaybeUninit<T>> {
        Arc::adopt(block::uninit(Counts::one()))
    }

    /// The same, and every byte is zero.
    pub fn new_zeroed() -> Arc<MaybeUninit<T>> {
        let place = Self::new_uninit();
        // SAFETY: there is room for one, and nobody else has the memory yet.
        unsafe { ptr::write_bytes(place.value.as_ptr(), 0, 1) };
        place
    }

    /// The value, if this is the only `Arc` of it.
    ///
    /// `Weak`s don't matter; they can't be upgraded any more. When two threads that have the last two
    /// `Arc`s call this at once, both may be refused: see [`into_inner`](Self::into_inner).
    ///
    /// # Errors
    ///
    /// The `Arc`, if there is another.
    // ANCHOR: try_unwrap
    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        let strong = &this.counts().strong;
        // ORDERING: acquires what every dropped `Arc` has released.
        if strong.compare_exchange(1, 0, Acquire, Relaxed).is_err() {
            return Err(this);
        }
        // SAFETY: this was the last `Arc`, and comes after the others.
        Ok(unsafe { Self::take(this) })
    }
    // ANCHOR_END: try_unwrap

    /// Drops the `Arc`, and returns the value if it was the last.
    ///
    /// When all `Arc`s of a value are given to this function, exactly one of the calls returns the value.
    // ANCHOR: into_inner
    pub fn into_inner(this: Self) -> Option<T> {
        let this = ManuallyDrop::new(this);
        // ORDERING: as in `drop`.
        if this.counts().strong.fetch_sub(1, Release) != 1 {
            return None;
        }
        acquire(&this.counts().strong);
        // SAFETY: this was the last `Arc`, and comes after the others.
        Some(unsafe { Self::take(ManuallyDrop::into_inner(this)) })
    }
    // ANCHOR_END: into_inner

    /// Moves the value out.
    ///
    /// # Safety
    ///
    /// `strong` is zero, was taken there by the caller, and all that other threads did happens before.
    unsafe fn take(this: Self) -> T {
        let this = ManuallyDrop::new(this);
        // The `Arc`s' common one, which frees the memory if there is no other.
        let _weak = Weak { value: this.value };
        // SAFETY: the value is there, and nobody else will read or drop it (2, 3).
        unsafe { this.value.read() }
    }
}

impl<T: ?Sized> Arc<T> {
    /// An `Arc` of a value whose `strong` counts it already.
    #[inline]
    pub(crate) const fn adopt(value: NonNull<T>) -> Self {
        Self {
            value,
            owns: PhantomData,
        }
    }

    /// For one step at a time: who has let go of the last reference must not hold on to this one.
    #[inline]
    fn counts(&self) -> &Counts {
        // SAFETY: the counters stand before the value.
        let counts = unsafe { block::header_of(self.value) };
        // SAFETY: the memory is there as long as this is (1).
        unsafe { counts.as_ref() }
    }

    /// A [`Weak`] of the same value.
    // ANCHOR: downgrade
    pub fn downgrade(this: &Self) -> Weak<T> {
        let weak = &this.counts().weak;
        // ORDERING: Relaxed: the exchange below looks again.
        let mut count = weak.load(Relaxed);
        loop {
            if count == LOCKED {
                spin_loop();
                // ORDERING: as above.
                count = weak.load(Relaxed);
                continue;
            }
            if count > LIMIT {
                overflow();
            }
            let more = count + 1;
            // ORDERING: Relaxed. What has to be kept apart is this and a
            // `is_unique` that finds `strong` at 1, because this `Arc` has
            // been dropped since. It has acquired that drop, so this comes
            // before its unlocking; so it can't be after it in `weak`. A `Weak`
            // that was gone before the lock is the affair of the lock's own
            // acquire, and one that is there prevents the lock.
            match weak.compare_exchange_weak(count, more, Relaxed, Relaxed) {
                Ok(_) => return Weak { value: this.value },
                Err(found) => count = found,
            }
        }
    }
    // ANCHOR_END: downgrade

    /// Whether there is no other `Arc` and no `Weak`.
    // ANCHOR: is_unique
    fn is_unique(&self) -> bool {
        let Counts { strong, weak } = self.counts();
        // ORDERING: acquires from every dropped `Weak`, and from every other
        // `is_unique`, which `Arc`s have come of `Weak`s until now.
        if weak.compare_exchange(1, LOCKED, Acquire, Relaxed).is_err() {
            return false;
        }
        // No `Weak` can be made now, so no `Arc` can come of one.
        // ORDERING: acquires what dropped `Arc`s did with the value.
        let unique = strong.load(Acquire) == 1;
        // ORDERING: releases, to the next `is_unique`, all that was acquired.
        weak.store(1, Release);
        unique
    }
    // ANCHOR_END: is_unique

    /// The value, to be changed, if there is neither another `Arc` nor a `Weak`.
    ///
    /// # Examples
    ///
    /// ```
    /// use shared_ownership::Arc;
    ///
    /// let mut number = Arc::new(1);
    /// *Arc::get_mut(&mut number).unwrap() = 2;
    /// let other = Arc::clone(&number);
    /// assert!(Arc::get_mut(&mut number).is_none());
    /// assert_eq!(*other, 2);
    /// ```
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        if !this.is_unique() {
            return None;
        }
        // SAFETY: nobody else has the value, and nobody can get it while `this` is borrowed (4).
        Some(unsafe { this.value.as_mut() })
    }

    /// How many `Arc`s of this value there were a moment ago.
    pub fn strong_count(this: &Self) -> usize {
        // ORDERING: Relaxed: nothing may be concluded from it.
        this.counts().strong.load(Relaxed)
    }

    /// How many `Weak`s of this value there were a moment ago.
    pub fn weak_count(this: &Self) -> usize {
        // ORDERING: Relaxed: nothing may be concluded from it.
        match this.counts().weak.load(Relaxed) {
            LOCKED => 0,
            count => count - 1,
        }
    }

    /// Whether the two have the same value: not an equal one, the same.
    #[inline]
    pub fn ptr_eq(this: &Self, other: &Self) -> bool {
        ptr::addr_eq(this.value.as_ptr(), other.value.as_ptr())
    }

    /// Where the value is. The pointer is good for reading as long as there is an `Arc`.
    #[inline]
    pub fn as_ptr(this: &Self) -> *const T {
        this.value.as_ptr()
    }

    /// The `Arc` as a pointer, which keeps it counted until it is given to [`from_raw`](Self::from_raw).
    #[must_use = "the value is leaked if it isn't given back"]
    pub fn into_raw(this: Self) -> *const T {
        ManuallyDrop::new(this).value.as_ptr()
    }

    /// The `Arc` that a pointer stands for.
    ///
    /// The pointer may have been cast, to that of a trait object or a slice. This is the only way to unsize
    /// an `Arc` that isn't std's.
    ///
    /// ```
    /// use std::fmt::Display;
    /// use shared_ownership::Arc;
    ///
    /// let number = Arc::into_raw(Arc::new(5));
    /// // SAFETY: the pointer came from `into_raw`, a line ago.
    /// let number: Arc<dyn Display> = unsafe { Arc::from_raw(number as *const dyn Display) };
    /// assert_eq!(number.to_string(), "5");
    /// ```
    ///
    /// # Safety
    ///
    /// `pointer` came from [`into_raw`](Self::into_raw) of an `Arc<U>`, where `U` is `T`, or has the same size
    /// and alignment and may be used as a `T`, or is what `T` was unsized from. It is given back once.
    pub unsafe fn from_raw(pointer: *const T) -> Self {
        // SAFETY: it came from an `Arc`, which is never null (caller).
        Self::adopt(unsafe { NonNull::new_unchecked(pointer.cast_mut()) })
    }

    /// Counts one `Arc` more, that nobody has yet.
    ///
    /// # Safety
    ///
    /// As for [`from_raw`](Self::from_raw), but it isn't given back; and there is an `Arc` during the call.
    pub unsafe fn increment_strong_count(pointer: *const T) {
        // SAFETY: as the caller promises. It is not dropped: it isn't ours.
        let this = ManuallyDrop::new(unsafe { Self::from_raw(pointer) });
        mem::forget(Self::clone(&this));
    }

    /// Counts one `Arc` less, as if it had been dropped.
    ///
    /// # Safety
    ///
    /// As for [`from_raw`](Self::from_raw): it is given back.
    pub unsafe fn decrement_strong_count(pointer: *const T) {
        // SAFETY: as the caller promises.
        drop(unsafe { Self::from_raw(pointer) });
    }

    // ANCHOR: drop_slow
    /// Drops the value, and the memory with it if there is no `Weak`.
    ///
    /// # Safety
    ///
    /// `strong` is zero, was taken there by the caller, and all that other
    /// threads did happens before.
    #[inline(never)]
    unsafe fn drop_slow(value: NonNull<T>) {
        // The `Arc`s' common one: it is dropped after the value, and even if
        // the value panics.
        let _weak = Weak { value };
        // SAFETY: the value is there, and nobody else reads or drops it (2, 3).
        unsafe { ptr::drop_in_place(value.as_ptr()) };
    }
    // ANCHOR_END: drop_slow
}

impl<T: ?Sized + CloneToBlock> Arc<T> {
    /// The value, to be changed: of this `Arc` if it is alone, else of a new one.
    ///
    /// If there is another `Arc`, the value is cloned. If there are only `Weak`s, it is moved, and they lose it.
    ///
    /// # Examples
    ///
    /// ```
    /// use shared_ownership::Arc;
    ///
    /// let mut ours = Arc::new(1);
    /// let theirs = Arc::clone(&ours);
    /// *Arc::make_mut(&mut ours) += 1;
    /// assert_eq!((*ours, *theirs), (2, 1));
    /// ```
    // ANCHOR: make_mut
    pub fn make_mut(this: &mut Self) -> &mut T {
        let Counts { strong, weak } = this.counts();
        // ORDERING: acquires what dropped `Arc`s did, to the value and `weak`.
        if strong.compare_exchange(1, 0, Acquire, Relaxed).is_err() {
            *this = Self::adopt(T::clone_to_block(this, Counts::one()));
        // ORDERING: Relaxed: what `Weak`s there may be came of `Arc`s whose
        // drop was acquired. Whether one of them has gone since matters not.
        } else if weak.load(Relaxed) == 1 {
            // ORDERING: releases to an `upgrade` that finds this 1. Else a
            // `Weak` could read it, be dropped, and be what the load above has
            // found gone. No model runs that; the language allows it.
            // AUDIT: Release -> Relaxed survives: no model lets the load above
            // read what comes of this store (load buffering).
            strong.store(1, Release);
        } else {
            // SAFETY: `strong` is 0: what is left are `Weak`s, which don't
            // touch the value (3). It moves, and the old place is forgotten.
            let moved = unsafe { block::move_value(Counts::one(), &**this) };
            let old = ManuallyDrop::new(mem::replace(this, Self::adopt(moved)));
            drop(Weak { value: old.value });
        }
        // SAFETY: nobody else has the value: it was alone, or it is new (4).
        unsafe { this.value.as_mut() }
    }
    // ANCHOR_END: make_mut
}

impl<T: Clone> Arc<T> {
    /// The value if this is the only `Arc` of it, else a clone.
    pub fn unwrap_or_clone(this: Self) -> T {
        Self::try_unwrap(this).unwrap_or_else(|shared| T::clone(&shared))
    }
}

impl<T> Arc<[T]> {
    /// Room for values, to be written by way of [`get_mut`](Self::get_mut).
    pub fn new_uninit_slice(length: usize) -> Arc<[MaybeUninit<T>]> {
        Arc::adopt(block::uninit_slice(Counts::one(), length))
    }

    /// The same, and every byte is zero.
    pub fn new_zeroed_slice(length: usize) -> Arc<[MaybeUninit<T>]> {
        let place = Self::new_uninit_slice(length);
        // SAFETY: there is room for so many, and nobody else has the memory yet.
        unsafe { ptr::write_bytes(place.value.cast::<T>().as_ptr(), 0, length) };
        place
    }
}

impl<T> Arc<MaybeUninit<T>> {
    /// The same, with a value in it.
    ///
    /// # Safety
    ///
    /// A value has been written.
    pub unsafe fn assume_init(self) -> Arc<T> {
        Arc::adopt(ManuallyDrop::new(self).value.cast())
    }
}

impl<T> Arc<[MaybeUninit<T>]> {
    /// The same, with values in it.
    ///
    /// # Safety
    ///
    /// All the values have been written.
    pub unsafe fn assume_init(self) -> Arc<[T]> {
        let values = ManuallyDrop::new(self).value;
        Arc::adopt(NonNull::slice_from_raw_parts(values.cast(), values.len()))
    }
}

impl Arc<dyn Any + Send + Sync> {
    /// The same, with the type that the value has.
    ///
    /// # Errors
    ///
    /// The `Arc`, if it has another type.
    pub fn downcast<T: Any + Send + Sync>(self) -> Result<Arc<T>, Self> {
        if (*self).is::<T>() {
            Ok(Arc::adopt(ManuallyDrop::new(self).value.cast()))
        } else {
            Err(self)
        }
    }
}

impl<T: ?Sized> Deref for Arc<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: the value is there, and nobody changes it while this is borrowed (2).
        unsafe { self.value.as_ref() }
    }
}

// ANCHOR: clone
impl<T: ?Sized> Clone for Arc<T> {
    #[inline]
    fn clone(&self) -> Self {
        // ORDERING: Relaxed: this reference keeps the value alive meanwhile,
        // and whoever gets the other gets it by something that orders.
        if self.counts().strong.fetch_add(1, Relaxed) > LIMIT {
            overflow();
        }
        Self::adopt(self.value)
    }
}
// ANCHOR_END: clone

// ANCHOR: drop
impl<T: ?Sized> Drop for Arc<T> {
    #[inline]
    fn drop(&mut self) {
        // ORDERING: releases what this thread did with the value, to whoever
        // is alone later: the last `drop`, `is_unique`, `try_unwrap` ….
        if self.counts().strong.fetch_sub(1, Release) == 1 {
            acquire(&self.counts().strong);
            // SAFETY: this was the last `Arc`, and comes after the others.
            unsafe { Self::drop_slow(self.value) };
        }
    }
}
// ANCHOR_END: drop

impl<T> Weak<T> {
    /// A `Weak` of nothing, which can't be upgraded. It allocates nothing.
    pub const fn new() -> Self {
        Self {
            value: NonNull::without_provenance(NonZeroUsize::MAX),
        }
    }
}

impl<T: ?Sized> Weak<T> {
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

    /// An `Arc` of the value, if there still is one, and no [`make_mut`](Arc::make_mut) is at work on it.
    // ANCHOR: upgrade
    #[inline]
    pub fn upgrade(&self) -> Option<Arc<T>> {
        let one_more = |count| match count {
            0 => None,
            1..=LIMIT => Some(count + 1),
            _ => overflow(),
        };
        let strong = &self.counts()?.strong;
        // ORDERING: acquires the value, which `new_cyclic` made after this
        // `Weak`; and what `make_mut` did before it put the 1 back. Relaxed on
        // failure: then the count is looked at again, or nothing is done with
        // the value.
        strong.fetch_update(Acquire, Relaxed, one_more).ok()?;
        Some(Arc::adopt(self.value))
    }
    // ANCHOR_END: upgrade

    /// How many `Arc`s there were a moment ago.
    pub fn strong_count(&self) -> usize {
        // ORDERING: Relaxed: nothing may be concluded from it.
        self.counts()
            .map_or(0, |counts| counts.strong.load(Relaxed))
    }

    /// How many `Weak`s there were a moment ago; 0 if there was no `Arc`.
    pub fn weak_count(&self) -> usize {
        let Some(Counts { strong, weak }) = self.counts() else {
            return 0;
        };
        // ORDERING: acquires from the last `Arc`, when it has given up the one
        // that is subtracted below, that `strong` is 0.
        let count = weak.load(Acquire);
        // ORDERING: Relaxed: nothing may be concluded from it.
        match strong.load(Relaxed) {
            0 => 0,
            // Not `LOCKED`: there is this `Weak`.
            _ => count - 1,
        }
    }

    /// Whether the two are of the same value, or both of nothing.
    #[inline]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        ptr::addr_eq(self.value.as_ptr(), other.value.as_ptr())
    }

    /// Where the value is or was. The pointer is good for reading as long as there is an `Arc`.
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
    /// [`Arc::from_raw`]. It is given back once.
    pub unsafe fn from_raw(pointer: *const T) -> Self {
        // SAFETY: it came from a `Weak`, which is never null (caller).
        let value = unsafe { NonNull::new_unchecked(pointer.cast_mut()) };
        Self { value }
    }
}

impl<T: ?Sized> Clone for Weak<T> {
    #[inline]
    fn clone(&self) -> Self {
        if let Some(counts) = self.counts() {
            // ORDERING: Relaxed, as for an `Arc`. It isn't `LOCKED` now: there is this `Weak`.
            if counts.weak.fetch_add(1, Relaxed) > LIMIT {
                overflow();
            }
        }
        Self { value: self.value }
    }
}

// ANCHOR: weak-drop
impl<T: ?Sized> Drop for Weak<T> {
    #[inline]
    fn drop(&mut self) {
        let Some(counts) = self.counts() else { return };
        // ORDERING: releases what this thread did with the counters, to the
        // `Weak` that frees them and to `is_unique`.
        if counts.weak.fetch_sub(1, Release) == 1 {
            acquire(&counts.weak);
            // SAFETY: nobody has a reference of either kind (1), and what
            // they did happens before. The last `Arc` has dropped the value.
            unsafe { block::free::<Counts, T>(self.value) };
        }
    }
}
// ANCHOR_END: weak-drop

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
