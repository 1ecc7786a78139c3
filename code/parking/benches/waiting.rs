//! What a thread spends while it waits for a token. Prints `measure:` lines.

#[cfg(not(target_os = "linux"))]
fn main() {}

#[cfg(target_os = "linux")]
fn main() {
    waiting::measure();
}

#[cfg(target_os = "linux")]
mod waiting {
    use std::mem::MaybeUninit;
    use std::thread;
    use std::time::Duration;

    use parking::Parker;
    use parking::stages::{Token as _, polling, three_states};

    pub(super) fn measure() {
        let token = polling::Token::new();
        let polling = burnt(|| token.take(), || token.set());
        println!("measure: parking/waiting/polling = {polling} ms");
        let token = three_states::Token::new();
        let sleeping = burnt(|| token.take(), || token.set());
        println!("measure: parking/waiting/sleeping = {sleeping} ms");
        let parker = Parker::new();
        let unparker = parker.unparker().clone();
        let book = burnt(move || parker.park(), move || unparker.unpark());
        println!("measure: parking/waiting/book = {book} ms");
    }

    /// Milliseconds of processor time that a thread spends while it waits a tenth of a second for a token.
    fn burnt(wait: impl FnOnce() + Send, wake: impl FnOnce()) -> f64 {
        thread::scope(|s| {
            let waiter = s.spawn(|| {
                wait();
                processor_time()
            });
            thread::sleep(Duration::from_millis(100));
            wake();
            waiter.join().unwrap().as_secs_f64() * 1e3
        })
    }

    /// What the calling thread has spent so far.
    fn processor_time() -> Duration {
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
}
