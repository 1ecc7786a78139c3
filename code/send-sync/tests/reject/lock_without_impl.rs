use std::cell::UnsafeCell;
use std::sync::atomic::AtomicU32;
use std::thread;

struct Lock<T> {
    _state: AtomicU32,
    _value: UnsafeCell<T>,
}

fn main() {
    let lock = Lock { _state: AtomicU32::new(0), _value: UnsafeCell::new(0) };
    thread::scope(|s| {
        s.spawn(|| drop(&lock));
    });
}
