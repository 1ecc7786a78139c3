//! Fails because another thread may make a change between the copying and the storing, and it is lost.
//! Caught by: `no_change_is_lost`: "two changes".

use poisoning::{Mutex, PoisonError};

/// Doesn't hold the lock while `change` runs, so that a panic poisons nothing.
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
    let mut changed = mutex.lock().unwrap_or_else(PoisonError::into_inner).clone();
    change(&mut changed)?;
    *mutex.lock().unwrap_or_else(PoisonError::into_inner) = changed;
    Ok(())
}
