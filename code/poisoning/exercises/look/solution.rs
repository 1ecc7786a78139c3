use poisoning::Mutex;

/// A clone of the value, and whether the mutex is poisoned.
pub fn look<T: Clone>(mutex: &Mutex<T>) -> (T, bool) {
    match mutex.lock() {
        Ok(value) => (value.clone(), false),
        Err(error) => (T::clone(error.get_ref()), true),
    }
}
