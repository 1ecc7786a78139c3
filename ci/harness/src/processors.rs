//! Which processor a thread runs on, and for how long. On systems other than Linux nobody can say.

#[cfg(target_os = "linux")]
pub use linux::{pin, processor_time, processors};
#[cfg(not(target_os = "linux"))]
pub use others::{pin, processors};

#[cfg(target_os = "linux")]
mod linux {
    use std::sync::LazyLock;
    use std::time::Duration;

    use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
    use rustix::time::{ClockId, clock_gettime};

    /// Found out before a thread is kept on one of them.
    static ALLOWED: LazyLock<Vec<usize>> = LazyLock::new(|| {
        let allowed = sched_getaffinity(None).expect("sched_getaffinity");
        let all = 0..CpuSet::MAX_CPU;
        all.filter(|&processor| allowed.is_set(processor)).collect()
    });

    /// How many processors the process may use.
    pub fn processors() -> usize {
        ALLOWED.len()
    }

    /// Keeps the calling thread on one of them: that of this number, counted from 0 and round and round. Elsewhere than on Linux it does nothing.
    ///
    /// # Panics
    ///
    /// When the system refuses it.
    pub fn pin(number: usize) {
        let mut one = CpuSet::new();
        one.set(ALLOWED[number % processors()]);
        sched_setaffinity(None, &one).expect("sched_setaffinity");
    }

    /// The processor time that the calling thread has spent so far. Linux only.
    ///
    /// # Panics
    ///
    /// When it is negative.
    pub fn processor_time() -> Duration {
        let time = clock_gettime(ClockId::ThreadCPUTime);
        time.try_into().expect("a time that isn't negative")
    }
}

#[cfg(not(target_os = "linux"))]
mod others {
    use std::thread::available_parallelism;

    /// How many processors the process may use.
    pub fn processors() -> usize {
        available_parallelism().map_or(1, Into::into)
    }

    /// Nothing.
    pub fn pin(_number: usize) {}
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::collections::HashSet;
    use std::thread;
    use std::time::{Duration, Instant};

    use rustix::thread::{sched_getaffinity, sched_getcpu};

    use super::*;

    #[test]
    fn keeps_a_thread_on_the_processor_of_that_number() {
        let place = |number| {
            let pinned = thread::spawn(move || {
                pin(number);
                let allowed = sched_getaffinity(None).unwrap();
                assert_eq!(allowed.count(), 1);
                sched_getcpu()
            });
            pinned.join().unwrap()
        };
        let places: HashSet<usize> = (0..processors()).map(place).collect();
        assert_eq!(places.len(), processors());
        assert_eq!(place(processors()), place(0));
    }

    #[test]
    fn a_thread_that_sleeps_takes_no_processor_time() {
        const A_WHILE: Duration = Duration::from_millis(50);
        let before = processor_time();
        thread::sleep(A_WHILE);
        assert!(processor_time() < before + A_WHILE / 2);
        let before = processor_time();
        let end = Instant::now() + A_WHILE;
        while Instant::now() < end {}
        assert!(processor_time() > before);
    }
}
