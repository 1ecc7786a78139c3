//! loom's atomics under std's names.
//!
//! What is added to loom's: orderings that the audit can weaken, steps in the trace, the weak
//! compare-exchange that fails for no reason, and one more access: a drop is a write. It frees the
//! word, so it races with every access that doesn't happen before it.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::Location;

use loom::sync::atomic as loom_atomic;

use super::Ordering;
use crate::audit::{self, Operation};
use crate::model::choice::{self, Variant};
use crate::trace::{self, About, Effect, Value, operation};

/// A value of an atomic: how loom holds it and how the trace shows it.
trait Word: Copy {
    type Raw;

    fn raw(self) -> Self::Raw;
    fn from_raw(raw: Self::Raw) -> Self;
    fn value(self) -> Value;
}

macro_rules! word {
    ($type:ty $(, $generic:ident)?, |$word:ident| $value:expr) => {
        impl$(<$generic>)? Word for $type {
            type Raw = Self;

            fn raw(self) -> Self {
                self
            }

            fn from_raw(raw: Self) -> Self {
                raw
            }

            fn value(self) -> Value {
                let $word = self;
                $value
            }
        }
    };
}

word!(u32, |word| Value::Number(word.into()));
word!(u64, |word| Value::Number(word));
word!(usize, |word| Value::Number(word as u64));
word!(*mut T, T, |word| Value::Pointer(word.addr()));

/// loom's `AtomicBool` has no `with_mut`.
impl Word for bool {
    type Raw = u8;

    fn raw(self) -> u8 {
        self.into()
    }

    fn from_raw(raw: u8) -> Self {
        raw != 0
    }

    fn value(self) -> Value {
        Value::Bool(self)
    }
}

/// std's `fence`.
#[track_caller]
pub fn fence(order: Ordering) {
    let order = audit::ordering(Operation::Fence, 0, order);
    // There is no relaxed fence: the weakest fence is none.
    if order != Ordering::Relaxed {
        loom_atomic::fence(order);
    }
    trace::step(operation::FENCE, Effect::None, About::Fence(order));
}

/// Exclusive access to an atomic's value, as `get_mut` gives it; written back when it is dropped.
pub struct Mut<'a, T: Copy> {
    value: T,
    write_back: Box<dyn FnMut(T) + 'a>,
}

impl<T: Copy> Deref for Mut<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Copy> DerefMut for Mut<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: Copy> Drop for Mut<'_, T> {
    fn drop(&mut self) {
        (self.write_back)(self.value);
    }
}

impl<T: Copy + fmt::Debug> fmt::Debug for Mut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

macro_rules! atomic {
    ($name:ident$(<$generic:ident>)?, $value:ty, $inner:ty) => {
        #[doc = concat!("std's `", stringify!($name), "`.")]
        pub struct $name$(<$generic>)? {
            inner: $inner,
            created: &'static Location<'static>,
            word: trace::Word,
        }

        impl$(<$generic>)? $name$(<$generic>)? {
            /// std's `new`; not `const`, since it registers the word with the execution.
            #[track_caller]
            pub fn new(value: $value) -> Self {
                Self {
                    inner: <$inner>::new(value.raw()),
                    created: Location::caller(),
                    word: trace::made(Some(value.value())),
                }
            }

            /// std's `load`.
            #[track_caller]
            pub fn load(&self, order: Ordering) -> $value {
                let order = audit::ordering(Operation::Load, 0, order);
                let value = <$value>::from_raw(self.inner.load(order));
                self.step("load", Effect::Reads(value.value()), order);
                value
            }

            /// std's `store`.
            #[track_caller]
            pub fn store(&self, value: $value, order: Ordering) {
                let order = audit::ordering(Operation::Store, 0, order);
                self.inner.store(value.raw(), order);
                self.step("store", Effect::Writes(value.value()), order);
            }

            /// std's `swap`.
            #[track_caller]
            pub fn swap(&self, value: $value, order: Ordering) -> $value {
                let order = audit::ordering(Operation::Rmw, 0, order);
                let old = <$value>::from_raw(self.inner.swap(value.raw(), order));
                self.step("swap", Effect::Changes(old.value(), value.value()), order);
                old
            }

            /// std's `compare_exchange`.
            ///
            /// # Errors
            /// The value found, if it wasn't `current`.
            #[track_caller]
            pub fn compare_exchange(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                let success = audit::ordering(Operation::Rmw, 0, success);
                let failure = audit::ordering(Operation::Load, 1, failure);
                self.exchange(current, new, success, failure)
            }

            /// std's `compare_exchange_weak`: in one variant of a model, each thread's first fails
            /// even where it could succeed.
            ///
            /// # Errors
            /// The value found.
            #[track_caller]
            pub fn compare_exchange_weak(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                let success = audit::ordering(Operation::Rmw, 0, success);
                let failure = audit::ordering(Operation::Load, 1, failure);
                self.exchange_weak(current, new, success, failure)
            }

            /// std's `fetch_update`.
            ///
            /// # Errors
            /// The value for which `f` returned `None`.
            #[track_caller]
            pub fn fetch_update(
                &self,
                set_order: Ordering,
                fetch_order: Ordering,
                mut f: impl FnMut($value) -> Option<$value>,
            ) -> Result<$value, $value> {
                let set_order = audit::ordering(Operation::Rmw, 0, set_order);
                let fetch_order = audit::ordering(Operation::Load, 1, fetch_order);
                let mut found = <$value>::from_raw(self.inner.load(fetch_order));
                self.step("load", Effect::Reads(found.value()), fetch_order);
                while let Some(new) = f(found) {
                    match self.exchange_weak(found, new, set_order, fetch_order) {
                        Ok(old) => return Ok(old),
                        Err(newer) => found = newer,
                    }
                }
                Err(found)
            }

            /// std's `get_mut`.
            pub fn get_mut(&mut self) -> Mut<'_, $value> {
                Mut {
                    value: <$value>::from_raw(self.inner.with_mut(|value| *value)),
                    write_back: Box::new(|value| self.inner.with_mut(|raw| *raw = value.raw())),
                }
            }

            /// std's `into_inner`.
            pub fn into_inner(mut self) -> $value {
                *self.get_mut()
            }

            #[track_caller]
            fn step(&self, operation: &'static str, effect: Effect, order: Ordering) {
                trace::is_at(self.word, std::ptr::from_ref(self).addr());
                trace::step(operation, effect, About::Atomic(self.word, order));
            }

            /// A compare-exchange whose orderings are settled.
            #[track_caller]
            fn exchange(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                let (current, raw) = (current.raw(), new.raw());
                let result = self.inner.compare_exchange(current, raw, success, failure);
                let result =
                    result.map(<$value>::from_raw).map_err(<$value>::from_raw);
                let (effect, order) = match result {
                    Ok(old) => (Effect::Changes(old.value(), new.value()), success),
                    Err(found) => (Effect::Fails(found.value()), failure),
                };
                self.step("compare_exchange", effect, order);
                result
            }

            #[track_caller]
            fn exchange_weak(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                if choice::first_of_thread(Variant::WeakFailures) {
                    let found = <$value>::from_raw(self.inner.load(failure));
                    self.step("compare_exchange", Effect::Fails(found.value()), failure);
                    return Err(found);
                }
                self.exchange(current, new, success, failure)
            }
        }

        impl$(<$generic>)? Drop for $name$(<$generic>)? {
            fn drop(&mut self) {
                // After a failure loom's state means nothing more.
                if !std::thread::panicking() {
                    trace::is_at(self.word, std::ptr::from_ref(self).addr());
                    trace::step_at(
                        self.created,
                        "dropped (made here)",
                        Effect::None,
                        About::Nothing,
                    );
                    self.inner.with_mut(|_| ());
                }
            }
        }

        impl$(<$generic>)? fmt::Debug for $name$(<$generic>)? {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.inner.fmt(f)
            }
        }
    };
}

macro_rules! fetch {
    ($name:ident, $value:ty, $($operation:ident: |$old:ident, $operand:ident| $new:expr;)*) => {
        impl $name {
            $(
                #[doc = concat!("std's `", stringify!($operation), "`.")]
                #[track_caller]
                pub fn $operation(&self, $operand: $value, order: Ordering) -> $value {
                    let order = audit::ordering(Operation::Rmw, 0, order);
                    let $old = <$value>::from_raw(self.inner.$operation($operand.raw(), order));
                    let effect = Effect::Changes($old.value(), ($new).value());
                    self.step(stringify!($operation), effect, order);
                    $old
                }
            )*
        }
    };
}

macro_rules! atomic_integer {
    ($name:ident, $value:ty) => {
        atomic!($name, $value, loom_atomic::$name);
        fetch! { $name, $value,
            fetch_add: |old, operand| old.wrapping_add(operand);
            fetch_sub: |old, operand| old.wrapping_sub(operand);
            fetch_and: |old, operand| old & operand;
            fetch_or: |old, operand| old | operand;
            fetch_xor: |old, operand| old ^ operand;
            fetch_max: |old, operand| old.max(operand);
            fetch_min: |old, operand| old.min(operand);
        }
    };
}

atomic_integer!(AtomicU32, u32);
atomic_integer!(AtomicU64, u64);
atomic_integer!(AtomicUsize, usize);
atomic!(AtomicPtr<T>, *mut T, loom_atomic::AtomicPtr<T>);
atomic!(AtomicBool, bool, loom_atomic::AtomicU8);
fetch! { AtomicBool, bool,
    fetch_and: |old, operand| old & operand;
    fetch_or: |old, operand| old | operand;
    fetch_xor: |old, operand| old ^ operand;
}

impl AtomicU32 {
    /// The newest value, with no synchronisation, as the kernel sees it when it compares. To loom
    /// this is a read-modify-write that fails, so it is tried in both orders with every write.
    #[track_caller]
    pub(crate) fn newest(&self) -> u32 {
        newest(&self.inner)
    }

    /// Which word of the execution it is.
    pub(crate) fn word(&self) -> trace::Word {
        self.word
    }
}

/// [`AtomicU32::newest`] of a bare loom atomic.
#[track_caller]
pub(crate) fn newest(atomic: &loom_atomic::AtomicU32) -> u32 {
    // Whatever value stands here, where it happens to be the word's it is replaced by itself.
    const UNLIKELY: u32 = 0x5eed_f00d;
    let order = Ordering::Relaxed;
    match atomic.compare_exchange(UNLIKELY, UNLIKELY, order, order) {
        Ok(value) | Err(value) => value,
    }
}
