pub use std::sync::nonpoison::{Condvar, Mutex, RwLock};

fn main() {}
