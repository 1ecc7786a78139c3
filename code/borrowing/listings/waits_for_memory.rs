//! A loop that waits for another thread to write to plain memory.

/// # Safety
/// The pointer is valid, and no other thread writes there meanwhile.
#[inline(never)]
pub unsafe fn wait(ready: *const bool) {
    // SAFETY: see above. That nobody writes is what the wait is for.
    while !unsafe { *ready } {}
}
