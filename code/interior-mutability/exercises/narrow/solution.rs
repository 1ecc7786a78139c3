use std::cell::Cell;

/// An exclusive borrow, until it is dropped.
pub struct Lent<'b, T> {
    value: &'b mut T,
    borrowed: Borrowed<'b>,
}

/// Stands for a borrow in the flag.
struct Borrowed<'b>(&'b Cell<bool>);

impl Drop for Borrowed<'_> {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

impl<'b, T> Lent<'b, T> {
    /// Lends `value`, and puts the flag up.
    pub fn new(value: &'b mut T, borrowed: &'b Cell<bool>) -> Self {
        borrowed.set(true);
        let borrowed = Borrowed(borrowed);
        Self { value, borrowed }
    }

    /// The value.
    pub fn value(&mut self) -> &mut T {
        self.value
    }

    /// Narrows the borrow to a part.
    pub fn map<U, F>(orig: Self, part: F) -> Lent<'b, U>
    where
        F: FnOnce(&mut T) -> &mut U,
    {
        let Self { value, borrowed } = orig;
        Lent {
            value: part(value),
            borrowed,
        }
    }
}
