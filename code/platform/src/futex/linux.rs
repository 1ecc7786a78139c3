//! Linux's own futex.

use std::time::{Duration, Instant};

use rustix::io::Errno;
use rustix::thread::futex::Timespec;
#[cfg(not(miri))]
use rustix::thread::futex::{self, Flags};

use crate::atomic::AtomicU32;

pub(super) fn wait(word: &AtomicU32, expected: u32) {
    // Every error is a reason to return early: the word has changed (EAGAIN), a signal came (EINTR).
    let _ = sleep(word, expected, None);
}

pub(super) fn wait_until(word: &AtomicU32, expected: u32, deadline: Instant) -> bool {
    // `Instant` doesn't tell its reading of the clock, so the kernel is given what is left. If the
    // thread is held up in between it sleeps too long, which any thread may.
    let left = timespec(deadline.saturating_duration_since(Instant::now()));
    sleep(word, expected, left.as_ref()) != Err(Errno::TIMEDOUT)
}

#[cfg(not(miri))]
fn sleep(word: &AtomicU32, expected: u32, left: Option<&Timespec>) -> rustix::io::Result<()> {
    futex::wait(word, Flags::PRIVATE, expected, left)
}

/// Miri knows the system call, and wants a `*mut u32` in it. rustix passes a pointer to an atomic.
#[cfg(miri)]
fn sleep(word: &AtomicU32, expected: u32, left: Option<&Timespec>) -> rustix::io::Result<()> {
    let left = left.map(|left| libc::timespec {
        tv_sec: left.tv_sec,
        tv_nsec: left.tv_nsec,
    });
    let left = left.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
    let word = std::ptr::from_ref(word).cast_mut().cast::<u32>();
    let operation = libc::FUTEX_WAIT | libc::FUTEX_PRIVATE_FLAG;
    // SAFETY: word and time are there as long as the call runs.
    let result = unsafe { libc::syscall(libc::SYS_futex, word, operation, expected, left) };
    if result == -1 {
        let error = std::io::Error::last_os_error();
        return Err(Errno::from_io_error(&error).expect("an error of the system"));
    }
    Ok(())
}

pub(super) fn wake_one(word: *const AtomicU32) -> bool {
    wake(word, 1) != 0
}

pub(super) fn wake_all(word: *const AtomicU32) -> usize {
    wake(word, i32::MAX)
}

/// None, that is no deadline, for more than the kernel can count: 292 billion years.
fn timespec(duration: Duration) -> Option<Timespec> {
    Some(Timespec {
        tv_sec: duration.as_secs().try_into().ok()?,
        tv_nsec: duration.subsec_nanos().into(),
    })
}

/// rustix's `wake` takes a reference, and a reference must not point to memory that may be gone.
fn wake(word: *const AtomicU32, limit: i32) -> usize {
    let operation = libc::FUTEX_WAKE | libc::FUTEX_PRIVATE_FLAG;
    // The type is the one that Miri wants.
    let word = word.cast_mut().cast::<u32>();
    // SAFETY: a private FUTEX_WAKE takes the address as a name for the queue and never reads there.
    // Its one error is an address that isn't aligned, which changes nothing.
    let woken = unsafe { libc::syscall(libc::SYS_futex, word, operation, limit) };
    woken.try_into().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A wait that is longer than the kernel can count has no deadline.
    #[test]
    fn a_duration_too_long_is_endless() {
        assert_eq!(timespec(Duration::MAX), None);
        let second_and_a_half = Timespec {
            tv_sec: 1,
            tv_nsec: 500_000_000,
        };
        assert_eq!(
            timespec(Duration::from_millis(1500)),
            Some(second_and_a_half)
        );
    }
}
