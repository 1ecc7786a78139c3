//! The figures of the section: executions that a model runs. Both are of the layer's two parts, the flag and the word of the lock
//! beneath, put together here so that each is made in a line of its own.
#![cfg(model)]

use mutex::RawMutex;
use platform::cell::UnsafeCell;
use platform::figure::Recorder;
use platform::model::{catch, unwind};
use platform::thread::{Options, start};
use poisoning::Flag;

/// When the flag is set.
#[derive(Clone, Copy)]
enum Sets {
    First,
    Last,
}

struct Lock {
    raw: RawMutex,
    flag: Flag,
    pair: UnsafeCell<[u32; 2]>,
}

// SAFETY: the pair is used by whoever holds the lock.
unsafe impl Sync for Lock {}

impl Lock {
    fn new() -> Self {
        Self {
            raw: RawMutex::new(),
            flag: Flag::new(),
            pair: UnsafeCell::new([0, 0]),
        }
    }

    /// Takes the lock, calls `f`, and sets the flag if that panics.
    fn with(&self, sets: Sets, f: impl FnOnce(&Flag, &UnsafeCell<[u32; 2]>)) {
        /// What is to be done at the end, however it comes.
        struct End<'a, F: FnMut()>(&'a mut F);

        impl<F: FnMut()> Drop for End<'_, F> {
            fn drop(&mut self) {
                (self.0)();
            }
        }

        self.raw.lock();
        let entry = self.flag.enter();
        let mut end = || match sets {
            Sets::First => {
                self.flag.leave(&entry);
                // SAFETY: it was taken above.
                unsafe { self.raw.unlock() };
            }
            Sets::Last => {
                // SAFETY: it was taken above.
                unsafe { self.raw.unlock() };
                self.flag.leave(&entry);
            }
        };
        let _end = End(&mut end);
        f(&self.flag, &self.pair);
    }
}

fn record(name: &'static str, sets: Sets) {
    Recorder::new(name, &["main", "new thread"])
        .atomic(
            "state",
            "RawMutex::new()",
            &[("0", "free"), ("1", "held"), ("2", "awaited")],
        )
        .atomic("poisoned", "Flag::new()", &[("0", "false"), ("1", "true")])
        .cell(
            "pair",
            "UnsafeCell::new([0, 0])",
            "0, 0",
            &[("[0] = 1", "1, 0")],
        )
        .record(move || {
            // Leaked, so that a thread may borrow it.
            let lock: &'static Lock = Box::leak(Box::new(Lock::new()));
            let panics = move || {
                catch(|| {
                    lock.with(sets, |_, pair| {
                        // SAFETY: the lock is held.
                        pair.with_mut(|pair| unsafe { (*pair)[0] = 1 });
                        unwind()
                    });
                });
            };
            start(&Options::default(), Box::new(panics)).expect("a thread");
            let mut outcome = "";
            lock.with(sets, |flag, pair| {
                let is_set = flag.is_set();
                // SAFETY: the lock is held.
                let half = pair.with(|pair| unsafe { (*pair)[0] == 1 });
                outcome = match (is_set, half) {
                    (true, true) => "an error, and half-changed data",
                    (false, false) => "no error, and the data is whole",
                    (false, true) => "no error, and half-changed data",
                    (true, false) => "an error before the panic",
                };
            });
            outcome
        });
}

/// With the flag set before the release, whoever gets the lock either comes before the panic and finds the data whole, or after it
/// and finds the flag set.
#[test]
fn half_changed_data_comes_with_an_error() {
    record("poisoned", Sets::First);
}

/// With the flag set after the release, another thread can come in between: half-changed data, and no error.
#[test]
fn a_late_flag_lets_a_thread_in_before_it() {
    record("late", Sets::Last);
}
