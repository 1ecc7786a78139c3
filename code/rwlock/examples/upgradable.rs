//! One reader at a time may go on to write, beside plain readers.

use parking_lot::{RwLock, RwLockUpgradableReadGuard};

fn main() {
    let berths = RwLock::new(vec!["Vega"]);

    let seen = berths.upgradable_read();
    println!("beside it, plain: {}", berths.try_read().is_some());
    let second = berths.try_upgradable_read();
    println!("beside it, upgradable: {}", second.is_some());

    if !seen.contains(&"Lyra") {
        // Nobody writes in between.
        let mut berths = RwLockUpgradableReadGuard::upgrade(seen);
        berths.push("Lyra");
    }
    println!("{:?}", berths.read());
}
