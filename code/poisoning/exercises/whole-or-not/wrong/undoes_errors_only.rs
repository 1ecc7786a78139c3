//! Fails because a panic doesn't come by the line that puts the value back.
//! Caught by: `a_panic_changes_nothing`: "after a panic".

use poisoning::{Mutex, PoisonError};

/// Changes the value where it is, and puts the old one back.
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
    let value = mutex.lock();
    let mut value = value.unwrap_or_else(PoisonError::into_inner);
    let before = value.clone();
    let result = change(&mut value);
    if result.is_err() {
        *value = before;
    }
    result
}
