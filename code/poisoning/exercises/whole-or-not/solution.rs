use poisoning::{Mutex, PoisonError};

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
    let value = mutex.lock();
    let mut value = value.unwrap_or_else(PoisonError::into_inner);
    let mut changed = value.clone();
    change(&mut changed)?;
    *value = changed;
    Ok(())
}
