//! # The whole change, or none
//!
//! Make a change to what is in the mutex so that others see all of it or nothing: nothing if `change` returns an error, and
//! nothing if it panics. An earlier panic is then no reason to refuse a later change.

use poisoning::Mutex;

/// Changes the value by `change`, if that comes to its end.
///
/// # Errors
/// When `change` returns one.
pub fn whole_or_not<T, E>(
    mutex: &Mutex<T>,
    change: impl FnOnce(&mut T) -> Result<(), E>,
) -> Result<(), E>
where
    T: Clone,
{
    let _ = change;
    todo!("change it, be it poisoned: {}", mutex.is_poisoned())
}
