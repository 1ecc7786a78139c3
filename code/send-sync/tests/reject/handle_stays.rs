use std::marker::PhantomData;
use std::thread;

/// Stands for a name in its thread's list.
#[derive(Clone, Copy)]
struct Name {
    _index: usize,
    /// Takes both auto traits away.
    _stays_here: PhantomData<*const ()>,
}

fn look_up(_: Name) {}

fn main() {
    let ship = Name { _index: 0, _stays_here: PhantomData };
    thread::spawn(move || look_up(ship)).join().unwrap();
}
