//! Fails because the panic of one change is passed on to the next, though the value is whole.
//! Caught by: `a_panic_changes_nothing`: "on an `Err` value".

use poisoning::Mutex;

/// Unwraps.
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
    let mut value = mutex.lock().unwrap();
    let mut changed = value.clone();
    change(&mut changed)?;
    *value = changed;
    Ok(())
}
