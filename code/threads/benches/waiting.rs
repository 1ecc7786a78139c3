//! What `join` burns while it waits: processor time of the joining thread for a thread that takes a
//! tenth of a second. Prints `measure:` lines.

#[cfg(target_os = "linux")]
fn main() {
    use threads::stages::{sleeping, spinning};

    let waiting = || std::thread::sleep(std::time::Duration::from_millis(100));
    println!(
        "measure: threads/waiting/spinning = {} ms",
        processor_time(|| spinning::spawn(waiting).join())
    );
    println!(
        "measure: threads/waiting/sleeping = {} ms",
        processor_time(|| sleeping::spawn(waiting).join())
    );
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("waiting: not measured: it takes Linux's getrusage for one thread");
}

/// Milliseconds of processor time that this thread spends in `f`.
#[cfg(target_os = "linux")]
fn processor_time(f: impl FnOnce()) -> f64 {
    use std::mem::MaybeUninit;

    fn now() -> f64 {
        let mut usage = MaybeUninit::<libc::rusage>::uninit();
        // SAFETY: the pointer is to a place for the answer.
        let error = unsafe { libc::getrusage(libc::RUSAGE_THREAD, usage.as_mut_ptr()) };
        assert_eq!(error, 0, "getrusage");
        // SAFETY: the call above succeeded and has written it.
        let usage = unsafe { usage.assume_init() };
        let milliseconds = |t: libc::timeval| t.tv_sec as f64 * 1e3 + t.tv_usec as f64 / 1e3;
        milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime)
    }
    let before = now();
    f();
    now() - before
}
