//! `UnsafeCell` in loom's shape: what is inside is reached through a closure or a pointer whose life a
//! model can follow, so that two accesses that may meet are reported as a data race.

#[cfg(model)]
pub use modelled::{ConstPtr, MutPtr, UnsafeCell};
#[cfg(not(model))]
pub use system::{ConstPtr, MutPtr, UnsafeCell};

/// std's cell. `#[inline(always)]` throughout: `with` must cost nothing without optimisation either.
#[cfg(not(model))]
#[expect(clippy::inline_always, reason = "each function is a cast")]
mod system {
    /// Memory that may be changed through a shared reference. The caller keeps accesses apart.
    #[derive(Debug, Default)]
    #[repr(transparent)]
    pub struct UnsafeCell<T: ?Sized>(std::cell::UnsafeCell<T>);

    /// A pointer for reading. In a model the cell is being read for as long as this lives.
    #[derive(Debug)]
    pub struct ConstPtr<T: ?Sized>(*const T);

    /// A pointer for writing. In a model the cell is being written for as long as this lives.
    #[derive(Debug)]
    pub struct MutPtr<T: ?Sized>(*mut T);

    impl<T> UnsafeCell<T> {
        /// A cell that holds `value`.
        #[inline(always)]
        pub const fn new(value: T) -> Self {
            Self(std::cell::UnsafeCell::new(value))
        }

        /// The value, of which no pointer is left.
        #[inline(always)]
        pub const fn into_inner(self) -> T {
            // SAFETY: `self` is forgotten, so the copy is the only one.
            let value = unsafe { std::ptr::read(self.0.get()) };
            std::mem::forget(self);
            value
        }

        /// A copy of the value.
        ///
        /// # Safety
        /// Nobody writes to it meanwhile.
        #[inline(always)]
        pub const unsafe fn read(&self) -> T
        where
            T: Copy,
        {
            // SAFETY: the cell exists and isn't written (caller).
            unsafe { *self.0.get() }
        }

        /// Puts a value in, and returns the one that was there.
        ///
        /// # Safety
        /// Nobody else reads or writes it meanwhile.
        #[inline(always)]
        pub const unsafe fn replace(&self, value: T) -> T {
            // SAFETY: the cell exists and is ours alone (caller).
            let place = unsafe { &mut *self.0.get() };
            std::mem::replace(place, value)
        }
    }

    impl<T: ?Sized> UnsafeCell<T> {
        /// Calls `f` with a pointer for reading.
        #[inline(always)]
        pub fn with<R>(&self, f: impl FnOnce(*const T) -> R) -> R {
            f(self.0.get())
        }

        /// Calls `f` with a pointer for writing.
        #[inline(always)]
        pub fn with_mut<R>(&self, f: impl FnOnce(*mut T) -> R) -> R {
            f(self.0.get())
        }

        /// A pointer for reading that outlives the call.
        #[inline(always)]
        pub fn get(&self) -> ConstPtr<T> {
            ConstPtr(self.0.get())
        }

        /// A pointer for writing that outlives the call.
        #[inline(always)]
        pub fn get_mut(&self) -> MutPtr<T> {
            MutPtr(self.0.get())
        }

        /// Where the value is. A model takes the call for a read, and sees nothing of what is done with the pointer.
        #[inline(always)]
        pub const fn as_ptr(&self) -> *mut T {
            self.0.get()
        }

        /// The value, which is the caller's alone.
        #[inline(always)]
        pub const fn exclusive(&mut self) -> &mut T {
            self.0.get_mut()
        }
    }

    impl<T: ?Sized> ConstPtr<T> {
        /// The value.
        ///
        /// # Safety
        /// The cell still exists, and nobody writes to it while the reference is in use.
        #[inline(always)]
        pub unsafe fn deref(&self) -> &T {
            // SAFETY: the pointer came from a cell, which exists and isn't written (caller).
            unsafe { &*self.0 }
        }

        /// Calls `f` with the pointer.
        #[inline(always)]
        pub fn with<R>(&self, f: impl FnOnce(*const T) -> R) -> R {
            f(self.0)
        }

        /// What `f` makes of the pointer, as a pointer of the same access.
        #[inline(always)]
        pub fn map<U: ?Sized>(self, f: impl FnOnce(*const T) -> *const U) -> ConstPtr<U> {
            ConstPtr(f(self.0))
        }
    }

    impl<T: ?Sized> MutPtr<T> {
        /// The value.
        ///
        /// # Safety
        /// The cell still exists, and nobody else reads or writes it while the reference is in use.
        /// In particular no other reference that came from this pointer is.
        #[inline(always)]
        #[expect(
            clippy::mut_from_ref,
            reason = "loom's signature: this stands for a raw pointer"
        )]
        pub unsafe fn deref(&self) -> &mut T {
            // SAFETY: the pointer came from a cell, which exists and is ours alone (caller).
            unsafe { &mut *self.0 }
        }

        /// Calls `f` with the pointer.
        #[inline(always)]
        pub fn with<R>(&self, f: impl FnOnce(*mut T) -> R) -> R {
            f(self.0)
        }

        /// What `f` makes of the pointer, as a pointer of the same access.
        #[inline(always)]
        pub fn map<U: ?Sized>(self, f: impl FnOnce(*mut T) -> *mut U) -> MutPtr<U> {
            MutPtr(f(self.0))
        }
    }
}

/// loom's cell, whose accesses leave a step in the trace, and whose drop is a write.
#[cfg(model)]
mod modelled {
    use std::mem::ManuallyDrop;
    use std::panic::Location;

    use crate::trace::{self, About, Effect, operation};

    /// Memory that may be changed through a shared reference. The caller keeps accesses apart.
    #[derive(Debug)]
    pub struct UnsafeCell<T: ?Sized> {
        created: &'static Location<'static>,
        word: trace::Word,
        /// Where loom notes who reads and who writes. It doesn't hold the value, so that a pointer to a part of that
        /// can go on with the access.
        accesses: loom::cell::UnsafeCell<()>,
        value: std::cell::UnsafeCell<T>,
    }

    /// A pointer for reading. The cell is being read for as long as this lives.
    #[derive(Debug)]
    pub struct ConstPtr<T: ?Sized> {
        place: *const T,
        reads: loom::cell::ConstPtr<()>,
    }

    /// A pointer for writing. The cell is being written for as long as this lives.
    #[derive(Debug)]
    pub struct MutPtr<T: ?Sized> {
        place: *mut T,
        writes: loom::cell::MutPtr<()>,
    }

    impl<T> UnsafeCell<T> {
        /// A cell that holds `value`.
        #[track_caller]
        pub fn new(value: T) -> Self {
            Self {
                created: Location::caller(),
                word: trace::made(None),
                accesses: loom::cell::UnsafeCell::new(()),
                value: std::cell::UnsafeCell::new(value),
            }
        }

        /// The value, of which no pointer is left.
        #[track_caller]
        pub fn into_inner(self) -> T {
            trace::step("cell is taken apart", Effect::None, About::Nothing);
            self.accesses.with_mut(|_| ());
            let this = ManuallyDrop::new(self);
            // SAFETY: `this` is never used or dropped after, so the copy is the only one. Nothing else in it owns anything.
            unsafe { std::ptr::read(&raw const this.value) }.into_inner()
        }

        /// A copy of the value.
        ///
        /// # Safety
        /// Nobody writes to it meanwhile.
        #[track_caller]
        pub unsafe fn read(&self) -> T
        where
            T: Copy,
        {
            // SAFETY: the cell exists and isn't written (caller, and loom looks).
            self.with(|place| unsafe { *place })
        }

        /// Puts a value in, and returns the one that was there.
        ///
        /// # Safety
        /// Nobody else reads or writes it meanwhile.
        #[track_caller]
        pub unsafe fn replace(&self, value: T) -> T {
            // SAFETY: the cell exists and is ours alone (caller, and loom looks).
            self.with_mut(|place| unsafe { place.replace(value) })
        }
    }

    impl<T: ?Sized> UnsafeCell<T> {
        /// Calls `f` with a pointer for reading.
        #[track_caller]
        pub fn with<R>(&self, f: impl FnOnce(*const T) -> R) -> R {
            self.step(operation::CELL_READ);
            self.accesses.with(|_| f(self.value.get()))
        }

        /// Calls `f` with a pointer for writing.
        #[track_caller]
        pub fn with_mut<R>(&self, f: impl FnOnce(*mut T) -> R) -> R {
            self.step(operation::CELL_WRITTEN);
            self.accesses.with_mut(|_| f(self.value.get()))
        }

        /// A pointer for reading; the cell is being read for as long as it lives.
        #[track_caller]
        pub fn get(&self) -> ConstPtr<T> {
            self.step(operation::CELL_READ);
            ConstPtr {
                place: self.value.get(),
                reads: self.accesses.get(),
            }
        }

        /// A pointer for writing; the cell is being written for as long as it lives.
        #[track_caller]
        pub fn get_mut(&self) -> MutPtr<T> {
            self.step(operation::CELL_WRITTEN);
            MutPtr {
                place: self.value.get(),
                writes: self.accesses.get_mut(),
            }
        }

        /// Where the value is. A model takes the call for a read, and sees nothing of what is done with the pointer.
        #[track_caller]
        pub fn as_ptr(&self) -> *mut T {
            self.with(<*const T>::cast_mut)
        }

        /// The value, which is the caller's alone.
        #[track_caller]
        pub fn exclusive(&mut self) -> &mut T {
            // SAFETY: the cell is borrowed exclusively for as long as the reference lives.
            self.with_mut(|place| unsafe { &mut *place })
        }
    }

    impl<T: ?Sized> ConstPtr<T> {
        /// The value.
        ///
        /// # Safety
        /// The cell still exists, and nobody writes to it while the reference is in use.
        pub unsafe fn deref(&self) -> &T {
            // SAFETY: the pointer came from a cell, which exists and isn't written (caller, and loom looks).
            unsafe { &*self.place }
        }

        /// Calls `f` with the pointer.
        pub fn with<R>(&self, f: impl FnOnce(*const T) -> R) -> R {
            f(self.place)
        }

        /// What `f` makes of the pointer, as a pointer of the same access.
        pub fn map<U: ?Sized>(self, f: impl FnOnce(*const T) -> *const U) -> ConstPtr<U> {
            ConstPtr {
                place: f(self.place),
                reads: self.reads,
            }
        }
    }

    impl<T: ?Sized> MutPtr<T> {
        /// The value.
        ///
        /// # Safety
        /// The cell still exists, and nobody else reads or writes it while the reference is in use.
        /// In particular no other reference that came from this pointer is.
        #[expect(
            clippy::mut_from_ref,
            reason = "loom's signature: this stands for a raw pointer"
        )]
        pub unsafe fn deref(&self) -> &mut T {
            // SAFETY: the pointer came from a cell, which exists and is ours alone (caller, and loom looks).
            unsafe { &mut *self.place }
        }

        /// Calls `f` with the pointer.
        pub fn with<R>(&self, f: impl FnOnce(*mut T) -> R) -> R {
            f(self.place)
        }

        /// What `f` makes of the pointer, as a pointer of the same access.
        pub fn map<U: ?Sized>(self, f: impl FnOnce(*mut T) -> *mut U) -> MutPtr<U> {
            MutPtr {
                place: f(self.place),
                writes: self.writes,
            }
        }
    }

    impl<T: ?Sized> UnsafeCell<T> {
        #[track_caller]
        fn step(&self, operation: &'static str) {
            trace::step(operation, Effect::None, About::Word(self.word));
        }
    }

    impl<T: ?Sized> Drop for UnsafeCell<T> {
        fn drop(&mut self) {
            // After a failure loom's state means nothing more.
            if !std::thread::panicking() {
                trace::step_at(
                    self.created,
                    "dropped (made here)",
                    Effect::None,
                    About::Nothing,
                );
                self.accesses.with_mut(|_| ());
            }
        }
    }

    impl<T: Default> Default for UnsafeCell<T> {
        #[track_caller]
        fn default() -> Self {
            Self::new(T::default())
        }
    }
}
