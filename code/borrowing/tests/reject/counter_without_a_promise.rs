use std::cell::UnsafeCell;
use std::thread;

struct Counter {
    count: UnsafeCell<u32>,
}

impl Counter {
    fn add(&self) {
        unsafe { *self.count.get() += 1 }
    }
}

fn main() {
    let counter = Counter {
        count: UnsafeCell::new(0),
    };
    thread::scope(|s| {
        s.spawn(|| counter.add());
        counter.add();
    });
}
