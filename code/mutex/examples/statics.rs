//! Two locks for the whole program.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex};
use std::thread;

static LOG: Mutex<Vec<&str>> = Mutex::new(Vec::new());
static PRICES: LazyLock<Mutex<BTreeMap<&str, u32>>> = LazyLock::new(|| {
    LOG.lock().unwrap().push("a list was made");
    Mutex::new(BTreeMap::from([("apple", 30), ("pear", 40)]))
});

fn main() {
    LOG.lock().unwrap().push("we begin");
    thread::scope(|s| {
        for fruit in ["apple", "pear"] {
            s.spawn(move || {
                let mut prices = PRICES.lock().unwrap();
                *prices.get_mut(fruit).unwrap() += 5;
            });
        }
    });
    println!("{:?}", LOG.lock().unwrap());
    println!("{:?}", PRICES.lock().unwrap());
}
