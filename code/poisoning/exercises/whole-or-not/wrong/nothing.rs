//! Fails because an error leaves what was done before it.
//! Caught by: `an_error_changes_nothing`: "after an error".

use poisoning::{Mutex, PoisonError};

/// Changes the value where it is.
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
    change(&mut mutex.lock().unwrap_or_else(PoisonError::into_inner))
}
