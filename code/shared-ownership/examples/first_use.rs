//! A static that is made by whoever needs it first.

use std::sync::{LazyLock, OnceLock};
use std::thread;

static DEPTHS: LazyLock<Vec<u32>> = LazyLock::new(|| {
    println!("the depths are looked up");
    (1..=4).map(|n| n * n).collect()
});
static HARBOUR: OnceLock<String> = OnceLock::new();

fn main() {
    println!("main begins");
    HARBOUR.set("Riga".to_owned()).unwrap();

    let look = || DEPTHS.iter().sum::<u32>();
    let (one, other) = (thread::spawn(look), thread::spawn(look));
    let sums = (one.join().unwrap(), other.join().unwrap());
    println!("{} {sums:?}", HARBOUR.get().unwrap());
}
