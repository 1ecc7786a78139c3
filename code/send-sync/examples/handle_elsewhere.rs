//! A handle that is a number, and means something else on another thread.

use std::cell::RefCell;
use std::thread;

thread_local! {
    /// Each thread has a list of its own.
    static NAMES: RefCell<Vec<&'static str>> = RefCell::default();
}

/// Stands for a name in its thread's list.
#[derive(Clone, Copy)]
struct Name(usize);

fn keep(name: &'static str) -> Name {
    NAMES.with_borrow_mut(|names| {
        names.push(name);
        Name(names.len() - 1)
    })
}

fn look_up(name: Name) -> &'static str {
    NAMES.with_borrow(|names| names[name.0])
}

fn main() {
    let ship = keep("Adler");
    println!("here:  {}", look_up(ship));
    let elsewhere = thread::spawn(move || {
        keep("Bussard");
        look_up(ship)
    });
    println!("there: {}", elsewhere.join().unwrap());
}
