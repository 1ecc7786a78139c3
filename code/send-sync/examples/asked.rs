//! Asks the compiler, when it compiles, whether types are `Send` and `Sync`.

use std::cell::Cell;
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::{Arc, Mutex, MutexGuard};

// ANCHOR: ask
/// A question about `T`.
struct Ask<T: ?Sized>(PhantomData<T>);

/// The answers for every type: no.
trait Otherwise {
    const SEND: &str = "no";
    const SYNC: &str = "no";
}

impl<T: ?Sized> Otherwise for Ask<T> {}

// What a type has of its own comes first, as far as it has it.
impl<T: ?Sized + Send> Ask<T> {
    const SEND: &str = "yes";
}

impl<T: ?Sized + Sync> Ask<T> {
    const SYNC: &str = "yes";
}
// ANCHOR_END: ask

// ANCHOR: main
macro_rules! ask {
    ($($type:ty),+) => {$(
        let name = stringify!($type);
        let (send, sync) = (<Ask<$type>>::SEND, <Ask<$type>>::SYNC);
        println!("{name:21} Send: {send:3}  Sync: {sync}");
    )+};
}

fn main() {
    ask!(i32, Arc<i32>, Rc<i32>, Cell<i32>, &Cell<i32>);
    ask!(Arc<Cell<i32>>, Mutex<Cell<i32>>, MutexGuard<i32>);
}
// ANCHOR_END: main
