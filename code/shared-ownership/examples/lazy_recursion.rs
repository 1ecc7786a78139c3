//! An initialiser that needs what it initialises.

use std::sync::LazyLock;

static EBB: LazyLock<u32> = LazyLock::new(|| *FLOOD - 2);
static FLOOD: LazyLock<u32> = LazyLock::new(|| *EBB + 2);

fn main() {
    println!("low water?");
    println!("{}", *EBB);
}
