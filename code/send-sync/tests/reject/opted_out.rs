use std::cell::Cell;
use std::marker::PhantomData;
use std::thread;

struct Gauge {
    level: u32,
    _not_sync: PhantomData<Cell<()>>,
}

impl Gauge {
    fn level(&self) -> u32 {
        self.level
    }
}

fn main() {
    let gauge = Gauge { level: 3, _not_sync: PhantomData };
    thread::scope(|s| {
        s.spawn(|| println!("{}", gauge.level()));
    });
}
