//! What leaking costs: the memory, for good.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicIsize, Ordering::Relaxed};

// ANCHOR: main
fn main() {
    println!("to begin with");
    let before = bytes();

    drop(Box::new([0_u8; 1000]));
    println!("dropped: {} bytes more", bytes() - before);

    let _: &'static [u8; 1000] = Box::leak(Box::new([0; 1000]));
    println!("leaked once: {} bytes more", bytes() - before);

    for _ in 0..9 {
        Box::leak(Box::new([0_u8; 1000]));
    }
    println!("ten times: {} bytes more", bytes() - before);
}
// ANCHOR_END: main

/// How many bytes are allocated.
fn bytes() -> isize {
    // ORDERING: Relaxed, there is one thread.
    BYTES.load(Relaxed)
}

static BYTES: AtomicIsize = AtomicIsize::new(0);

struct Counting;

// SAFETY: does what the system's allocator does, and counting neither allocates
// nor panics.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // ORDERING: Relaxed, the number stands for nothing else.
        BYTES.fetch_add(layout.size().cast_signed(), Relaxed);
        // SAFETY: the caller has promised what is asked for here.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        // ORDERING: as above.
        BYTES.fetch_sub(layout.size().cast_signed(), Relaxed);
        // SAFETY: as above.
        unsafe { System.dealloc(place, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;
