//! What a panic in the initialiser leaves behind.

use std::panic::catch_unwind;
use std::sync::{LazyLock, OnceLock};

static CHART: LazyLock<u32> = LazyLock::new(|| panic!("no chart"));
static BUOY: OnceLock<u32> = OnceLock::new();

fn main() {
    for attempt in 1..=2 {
        let chart = catch_unwind(|| *CHART);
        println!("attempt {attempt}: {:?}", chart.ok());
    }

    let no_buoy = || *BUOY.get_or_init(|| panic!("no buoy"));
    println!("first: {:?}", catch_unwind(no_buoy).ok());
    println!("second: {}", BUOY.get_or_init(|| 7));
}
