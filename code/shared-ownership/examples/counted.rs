//! What making and cloning an `Rc` allocates.

use std::alloc::{GlobalAlloc, Layout, System};
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

// ANCHOR: main
struct Chart(&'static str);

impl Drop for Chart {
    fn drop(&mut self) {
        println!("the chart of {} is dropped", self.0);
    }
}

fn main() {
    let start = allocations();
    let mine = Rc::new(Chart("the bay"));
    let made = allocations();
    let theirs = Rc::clone(&mine);
    let cloned = allocations();

    println!("made: {}, cloned: {}", made - start, cloned - made);
    println!("one chart: {}", Rc::ptr_eq(&mine, &theirs));
    drop(mine);
    println!("{} owner is left", Rc::strong_count(&theirs));
    drop(theirs);
    println!("the end");
}
// ANCHOR_END: main

/// How many allocations there have been.
fn allocations() -> u32 {
    // ORDERING: Relaxed, there is one thread.
    ALLOCATIONS.load(Relaxed)
}

static ALLOCATIONS: AtomicU32 = AtomicU32::new(0);

struct Counting;

// SAFETY: does what the system's allocator does, and counting neither allocates
// nor panics.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // ORDERING: Relaxed, the number stands for nothing else.
        ALLOCATIONS.fetch_add(1, Relaxed);
        // SAFETY: the caller has promised what is asked for here.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { System.dealloc(place, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;
