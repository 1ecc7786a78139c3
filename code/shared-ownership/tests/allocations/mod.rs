//! An allocator that counts, for each thread, what it hands out and takes back.
#![expect(unsafe_code, reason = "an allocator is made of unsafe functions")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// What the calling thread has allocated so far, and how much of it is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Count {
    /// How many allocations there have been.
    pub(crate) allocations: usize,
    /// How many bytes have been allocated, less those that have been freed. A thread may free what another allocated,
    /// so this can be negative.
    pub(crate) bytes: isize,
    /// Where the last allocation is.
    pub(crate) last: usize,
}

thread_local! {
    static COUNT: Cell<Count> = const {
        Cell::new(Count { allocations: 0, bytes: 0, last: 0 })
    };
}

/// The counts of the calling thread.
pub(crate) fn count() -> Count {
    COUNT.get()
}

struct Counting;

// SAFETY: does what the system's allocator does. Counting neither allocates nor panics: the thread-local is
// constant and has no destructor.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the promises that the system's allocator asks for.
        let place = unsafe { System.alloc(layout) };
        let mut count = COUNT.get();
        count.allocations += 1;
        count.bytes += layout.size().cast_signed();
        count.last = place.addr();
        COUNT.set(count);
        place
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        let mut count = COUNT.get();
        count.bytes -= layout.size().cast_signed();
        COUNT.set(count);
        // SAFETY: as in `alloc`.
        unsafe { System.dealloc(place, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;
