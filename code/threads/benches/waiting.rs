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
    use std::time::Duration;

    fn now() -> Duration {
        let mut usage = MaybeUninit::<libc::rusage>::uninit();
        // SAFETY: the pointer is to a place for the answer.
        let error = unsafe { libc::getrusage(libc::RUSAGE_THREAD, usage.as_mut_ptr()) };
        assert_eq!(error, 0, "getrusage");
        // SAFETY: the call above succeeded and has written it.
        let usage = unsafe { usage.assume_init() };
        duration(usage.ru_utime) + duration(usage.ru_stime)
    }
    fn duration(time: libc::timeval) -> Duration {
        let part = |n: i64| u64::try_from(n).expect("time doesn't run backwards");
        Duration::from_secs(part(time.tv_sec)) + Duration::from_micros(part(time.tv_usec))
    }
    let before = now();
    f();
    now().saturating_sub(before).as_secs_f64() * 1e3
}
