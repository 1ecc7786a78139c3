//! Which processor a thread runs on.

/// Keeps the calling thread on the first of the processors that the process may use, or on the second.
#[cfg(target_os = "linux")]
pub(crate) fn pin(second: bool) {
    let size = size_of::<libc::cpu_set_t>();
    // SAFETY: it is plain bits.
    let (mut all, mut only): (libc::cpu_set_t, libc::cpu_set_t) = unsafe { std::mem::zeroed() };
    // That of the process, whatever this thread has been pinned to.
    // SAFETY: it has no conditions.
    let process = unsafe { libc::getpid() };
    // SAFETY: it writes no more than the set.
    let status = unsafe { libc::sched_getaffinity(process, size, &raw mut all) };
    assert_eq!(status, 0);
    // SAFETY: the number is less than the set is long.
    let is_ours = |&number: &usize| unsafe { libc::CPU_ISSET(number, &all) };
    let mut processors = (0..1024).filter(is_ours);
    let first = processors.next().expect("a processor");
    let other = processors.next().unwrap_or(first);
    // SAFETY: as above.
    unsafe { libc::CPU_SET(if second { other } else { first }, &mut only) };
    // SAFETY: it reads no more than the set.
    let status = unsafe { libc::sched_setaffinity(0, size, &raw const only) };
    assert_eq!(status, 0);
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn pin(_second: bool) {}
