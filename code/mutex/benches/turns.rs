//! How two threads that want a mutex all the time share it, and what waiting costs. Prints `measure:` lines.

use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

use mutex::stages::{Guarded, RawLock, test_and_test_and_set, three_states};

fn main() {
    println!(
        "measure: mutex/turns/std = {} percent",
        smaller_share(&std::sync::Mutex::new(0_u64), |mutex| *mutex
            .lock()
            .unwrap() += 1)
    );
    println!(
        "measure: mutex/turns/book = {} percent",
        smaller_share(&mutex::Mutex::new(0_u64), |mutex| *mutex.lock() += 1)
    );
    println!(
        "measure: mutex/turns/parking_lot = {} percent",
        smaller_share(&parking_lot::Mutex::new(0_u64), |mutex| *mutex.lock() += 1)
    );
    println!(
        "measure: mutex/turns/usync = {} percent",
        smaller_share(&usync::Mutex::new(0_u64), |mutex| *mutex.lock() += 1)
    );
    println!("measure: mutex/spin/240 pauses = {} ns", pauses());
    #[cfg(target_os = "linux")]
    waiting::measure();
}

/// How long a thread waits in all before it sleeps.
fn pauses() -> u128 {
    let once = || {
        let start = Instant::now();
        platform::hint::pause(240);
        start.elapsed().as_nanos()
    };
    (0..1000).map(|_| once()).min().unwrap()
}

/// How many of the turns the slower of two threads has, in percent: both take the lock for half a second, as often as they can.
fn smaller_share<M: Sync>(mutex: &M, turn: impl Fn(&M) + Sync) -> f64 {
    let (over, ready) = (AtomicBool::new(false), Barrier::new(3));
    let count = || {
        ready.wait();
        let mut turns = 0_u32;
        // ORDERING: Relaxed: it says when to stop and nothing else.
        while !over.load(Relaxed) {
            turn(mutex);
            turns += 1;
        }
        f64::from(turns)
    };
    let (one, other) = thread::scope(|scope| {
        let threads = (scope.spawn(count), scope.spawn(count));
        ready.wait();
        thread::sleep(Duration::from_millis(500));
        // ORDERING: Relaxed, as above.
        over.store(true, Relaxed);
        (threads.0.join().unwrap(), threads.1.join().unwrap())
    });
    100.0 * one.min(other) / (one + other)
}

#[cfg(target_os = "linux")]
mod waiting {
    use harness::processor_time;

    use super::{Duration, Guarded, RawLock, test_and_test_and_set, thread, three_states};

    pub(super) fn measure() {
        println!(
            "measure: mutex/waiting/spinning = {} ms",
            burnt::<test_and_test_and_set::Lock>()
        );
        println!(
            "measure: mutex/waiting/sleeping = {} ms",
            burnt::<three_states::Lock>()
        );
        println!(
            "measure: mutex/waiting/book = {} ms",
            burnt::<mutex::RawMutex>()
        );
    }

    /// Milliseconds of processor time that a thread spends while it waits a tenth of a second for a lock.
    fn burnt<L: RawLock>() -> f64 {
        let lock = Guarded::<L, ()>::new(());
        thread::scope(|scope| {
            let waiter = lock.with(|()| {
                let waiter = scope.spawn(|| {
                    lock.with(|()| {});
                    processor_time()
                });
                thread::sleep(Duration::from_millis(100));
                waiter
            });
            waiter.join().unwrap().as_secs_f64() * 1e3
        })
    }
}
