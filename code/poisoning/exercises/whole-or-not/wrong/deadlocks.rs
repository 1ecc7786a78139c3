//! Fails because it takes the lock a second time to store what it has, while it holds it.
//! Caught by: `a_change_is_made`: "deadlock".

use poisoning::{Mutex, PoisonError};

/// Copies under the lock, and stores under the lock.
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
    let value = mutex.lock().unwrap_or_else(PoisonError::into_inner);
    let mut changed = value.clone();
    change(&mut changed)?;
    *mutex.lock().unwrap_or_else(PoisonError::into_inner) = changed;
    Ok(())
}
