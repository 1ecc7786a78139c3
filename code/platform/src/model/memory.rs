//! Memory that a test can count: a model sees no [`Box`] that is leaked.
//!
//! ```
//! use platform::model::memory::{self, Counting, Marked};
//!
//! #[global_allocator]
//! static ALLOCATOR: Counting = Counting;
//!
//! let _alone = memory::alone();
//! let marked = Box::new((Marked, 1));
//! assert_eq!(memory::blocks(), 1);
//! drop(marked);
//! assert_eq!(memory::blocks(), 0);
//! ```

use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
use std::sync::atomic::{AtomicIsize, Ordering::SeqCst};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A value whose memory is counted: nothing else in a program of tests has its alignment.
#[derive(Debug)]
#[repr(align(1024))]
pub struct Marked;

/// The system's allocator, which counts the blocks that are aligned as a [`Marked`] is.
///
/// A block that is freed twice is noticed by the count alone, and so only where no other marked block is allocated: a test of that has one.
#[derive(Debug)]
pub struct Counting;

/// std's, since the count is no part of what is checked.
///
/// ORDERING: `SeqCst` throughout: on real threads the count decides when a test goes on.
static BLOCKS: AtomicIsize = AtomicIsize::new(0);

/// How many marked blocks are allocated and not yet freed.
pub fn blocks() -> isize {
    BLOCKS.load(SeqCst)
}

/// Keeps out other tests that count: there is one count for all.
///
/// # Panics
/// When the program's allocator isn't [`Counting`].
pub fn alone() -> MutexGuard<'static, ()> {
    static COUNTS: Mutex<()> = Mutex::new(());
    let alone = COUNTS.lock().unwrap_or_else(PoisonError::into_inner);
    let before = blocks();
    let block = black_box(Box::new((Marked, 0_u8)));
    assert_eq!(
        blocks(),
        before + 1,
        "the `#[global_allocator]` isn't `Counting`"
    );
    drop(block);
    alone
}

// SAFETY: everything is passed on, but for a block that is freed while none is allocated, which ends the process.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.align() == align_of::<Marked>() {
            BLOCKS.fetch_add(1, SeqCst);
        }
        // SAFETY: the caller's promise is the same.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if layout.align() == align_of::<Marked>() && BLOCKS.fetch_sub(1, SeqCst) <= 0 {
            freed_twice();
        }
        // SAFETY: the caller's promise is the same.
        unsafe { System.dealloc(block, layout) }
    }
}

/// Reports it and ends the process: an allocator may not unwind, and `extern "C"` doesn't.
#[cold]
extern "C" fn freed_twice() -> ! {
    panic!("a marked block was freed twice")
}
