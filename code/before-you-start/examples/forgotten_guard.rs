//! A guard that is never dropped never unlocks. Forgetting it is safe Rust.

use std::mem;
use std::sync::Mutex;

fn main() {
    let till = Mutex::new(100);

    let guard = till.lock().unwrap();
    println!("locked, with {guard} in the till");
    mem::forget(guard);

    match till.try_lock() {
        Ok(coins) => println!("unlocked, with {coins} in the till"),
        Err(why) => println!("nobody holds a guard, and yet: {why}"),
    }
}
