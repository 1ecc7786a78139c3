//! Sleeping on a word.
use crate::atomic::AtomicU32;
use rustix::thread::futex;

/// Sleeps while `*word == expected`; may return early.
pub fn wait(word: &AtomicU32, expected: u32) {
    let _ = futex::wait(word, futex::Flags::PRIVATE, expected, None);
}
/// Wakes one thread that sleeps on `word`.
pub fn wake_one(word: *const AtomicU32) {
    // SAFETY: placeholder.
    let _ = futex::wake(unsafe { &*word }, futex::Flags::PRIVATE, 1);
}
