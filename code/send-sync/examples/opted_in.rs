//! A wrapper of a raw pointer that says what the pointer doesn't.

use std::thread;

/// A box, on a raw pointer.
struct Owner<T> {
    value: *mut T,
}

// SAFETY: nobody else has the pointer. To send it is to send the `T`.
unsafe impl<T: Send> Send for Owner<T> {}
// SAFETY: who shares it gets `&T`, and nothing else.
unsafe impl<T: Sync> Sync for Owner<T> {}

impl<T> Owner<T> {
    fn new(value: T) -> Self {
        Self {
            value: Box::into_raw(Box::new(value)),
        }
    }

    fn get(&self) -> &T {
        // SAFETY: it came from a box, which nobody else has.
        unsafe { &*self.value }
    }
}

impl<T> Drop for Owner<T> {
    fn drop(&mut self) {
        // SAFETY: as in `get`.
        drop(unsafe { Box::from_raw(self.value) });
    }
}

fn main() {
    let cargo = Owner::new(String::from("herring"));
    let thread = thread::spawn(move || println!("{}", cargo.get()));
    thread.join().unwrap();
}
