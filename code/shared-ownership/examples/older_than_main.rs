//! Code that runs before `main` reads and writes statics.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

static DEPTHS: [u32; 3] = [12, 9, 14];
static SUM: AtomicU32 = AtomicU32::new(0);
static MEAN: LazyLock<u32> = LazyLock::new(|| {
    println!("MEAN is computed");
    DEPTHS.iter().sum::<u32>() / 3
});

extern "C" fn add_up() {
    // ORDERING: Relaxed, no other thread has been started.
    SUM.store(DEPTHS.iter().sum(), Relaxed);
}

// SAFETY: the loader calls each function in this section once before `main`,
// with arguments that a function without parameters ignores.
#[unsafe(link_section = ".init_array")]
#[used]
static BEFORE_MAIN: extern "C" fn() = add_up;

fn main() {
    // ORDERING: Relaxed, there is one thread.
    println!("main begins, SUM is {}", SUM.load(Relaxed));
    println!("MEAN is {}", *MEAN);
}
