//! Faults that the models must find: a copy of the word in which one thing at a time is wrong, a lock that looks and then takes, and a
//! guard that gives out too much.
//!
//! `traces/` holds the executions that the book shows; `SNAPSHOTS=overwrite` records them.
#![cfg(model)]

use mutex::stages::Guarded;
use platform::model::{Bounds, catch, crew, model, model_fails, settle_report, unwind};

use faulty::{Copy, Fault};

/// What a model says of two accesses that nothing orders.
const RACE: &str = "Causality violation";
/// And of threads that all sleep.
const DEADLOCK: &str = "deadlock";

// ---- Models, each of a copy with a fault ----

/// So many threads add one each, under the lock.
fn add(threads: usize, fault: Fault) {
    crew(threads, Copy::new(fault), |_, copy| _ = copy.add(), |_| {});
}

/// Each of two threads adds one, and whoever is second frees the lock.
fn free(fault: Fault) {
    struct Shared(*mut Copy);
    // SAFETY: a lock may be used by all threads.
    unsafe impl Send for Shared {}
    // SAFETY: as above.
    unsafe impl Sync for Shared {}

    let copy = Box::into_raw(Box::new(Copy::new(fault)));
    crew(
        2,
        Shared(copy),
        |_, shared| {
            // SAFETY: only the second to come frees it, when the first has released it.
            let copy = unsafe { &*shared.0 };
            if copy.add() == 2 {
                // SAFETY: the memory stays, so that a use after this is one for the checker only.
                unsafe { std::ptr::drop_in_place(shared.0) };
            }
        },
        |_| {},
    );
}

/// Without a fault the copy passes: two threads.
#[test]
fn without_a_fault_the_copy_passes() {
    model(Bounds::EXHAUSTIVE, || add(2, Fault::None));
}

/// Without a fault the copy passes: three threads.
#[test]
fn without_a_fault_the_copy_passes_with_three_threads() {
    model(Bounds::preemptions(2), || add(3, Fault::None));
}

/// Without a fault the copy can be freed by whoever takes it last.
#[test]
fn without_a_fault_the_copy_can_be_freed() {
    model(Bounds::EXHAUSTIVE, || free(Fault::None));
}

/// If the lock is looked at and then taken, in two steps, two threads are in at once.
#[test]
fn a_lock_that_looks_and_then_takes_lets_two_in() {
    let report = model_fails(RACE, Bounds::EXHAUSTIVE, || add(2, Fault::LooksThenTakes));
    settle_report("looks-then-takes", &report);
}

/// If threads that wait believe their look and take the lock by a store, two of them are in at once.
#[test]
fn a_spin_that_believes_its_look_lets_two_in() {
    model_fails(RACE, Bounds::preemptions(2), || {
        add(3, Fault::SpinsThenTakes);
    });
}

/// If taking the lock doesn't acquire, the next holder doesn't see what the last one did.
#[test]
fn a_relaxed_lock_is_a_data_race() {
    model_fails(RACE, Bounds::EXHAUSTIVE, || add(2, Fault::TakesRelaxed));
}

/// If a thread that waits takes the lock by a `swap` that doesn't acquire, it doesn't see what the last holder did.
#[test]
fn a_relaxed_swap_of_who_waits_is_a_data_race() {
    model_fails(RACE, Bounds::EXHAUSTIVE, || add(2, Fault::WaitsRelaxed));
}

/// If releasing the lock doesn't release, the next holder doesn't see what was done.
#[test]
fn a_relaxed_unlock_is_a_data_race() {
    model_fails(RACE, Bounds::EXHAUSTIVE, || {
        add(2, Fault::ReleasesRelaxed);
    });
}

/// If `unlock` wakes nobody, a thread that sleeps sleeps for ever.
#[test]
fn an_unlock_without_a_wake_up_loses_a_sleeper() {
    let report = model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || {
        let add = |_, sum: &Guarded<never_wakes::Lock, u32>| sum.with(|sum| *sum += 1);
        crew(2, Guarded::new(0), add, |_| {});
    });
    settle_report("never-wakes", &report);
}

/// And so it does if it has said that it sleeps.
#[test]
fn three_states_without_a_wake_up_lose_a_sleeper() {
    model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || add(2, Fault::NeverWakes));
}

/// If the wake-up comes before the release, the sleeper finds the lock held, sleeps again, and nobody wakes it.
#[test]
fn a_wake_up_before_the_release_is_lost() {
    model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || add(2, Fault::WakesFirst));
}

/// If the word is looked at and then made free, in two steps, a thread that falls asleep between them is never woken.
#[test]
fn an_unlock_that_looks_and_then_releases_loses_a_sleeper() {
    model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || {
        add(2, Fault::ReleasesInTwoSteps);
    });
}

/// If a thread sleeps without saying so in the word, nobody wakes it.
#[test]
fn a_sleeper_that_does_not_say_so_is_lost() {
    model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || add(2, Fault::DoesNotSay));
}

/// If a woken thread takes the lock as `HELD`, the other that sleeps is never woken.
#[test]
fn a_woken_thread_that_takes_the_lock_as_held_loses_the_second_sleeper() {
    let report = model_fails(DEADLOCK, Bounds::preemptions(2), || {
        add(3, Fault::TakesAsHeld);
    });
    settle_report("takes-as-held", &report);
}

/// With two threads it isn't found: nobody else is asleep.
#[test]
fn a_woken_thread_that_takes_the_lock_as_held_is_right_with_two() {
    model(Bounds::EXHAUSTIVE, || add(2, Fault::TakesAsHeld));
}

/// If a thread believes that it has the lock when it wakes, for a reason or for none, it is in while another is.
#[test]
fn a_thread_that_believes_its_wake_up_is_in_with_another() {
    model_fails(RACE, Bounds::EXHAUSTIVE, || add(2, Fault::SleepsOnce));
}

/// If the holder looks at the word after it has released it, the word may be gone.
#[test]
fn an_unlock_that_looks_afterwards_uses_what_is_gone() {
    let report = model_fails(RACE, Bounds::EXHAUSTIVE, || free(Fault::LooksAfterwards));
    settle_report("looks-afterwards", &report);
}

/// If nothing is released when a panic unwinds, whoever comes next waits for ever.
#[test]
fn a_panic_that_releases_nothing_is_a_deadlock() {
    model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || {
        // The stages' `with` has no guard.
        crew(
            2,
            Guarded::<mutex::RawMutex, _>::new(0),
            |thread, sum| {
                if thread == 0 {
                    sum.with(|sum| *sum += 1);
                } else {
                    catch(|| sum.with(|_| unwind()));
                }
            },
            |_| {},
        );
    });
}

/// A thread that locks what it holds waits for ever.
#[test]
fn a_thread_that_locks_twice_waits_for_ever() {
    model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || {
        let mutex = mutex::Mutex::new(0);
        let _first = mutex.lock();
        let _second = mutex.lock();
    });
}

// ---- The guard ----

/// If whoever shares a guard can get the mutex from it, a value that must stay on its thread is used on another.
#[test]
fn a_shared_guard_that_gives_out_its_mutex_is_a_data_race() {
    model_fails(RACE, Bounds::EXHAUSTIVE, || {
        guards::lock_on_another_thread();
    });
}

/// If a guard lets go of the mutex for a while by a shared reference, the value may be in use by it while another thread changes it.
#[test]
fn a_guard_that_lets_go_while_it_lends_is_a_data_race() {
    model_fails("currently reading from cell", Bounds::EXHAUSTIVE, || {
        guards::lent_while_unlocked();
    });
}

/// The lock of two states whose `unlock` wakes nobody.
mod never_wakes {
    use mutex::stages::RawLock;
    use platform::atomic::{
        AtomicU32,
        Ordering::{Acquire, Release},
    };
    use platform::futex;

    const FREE: u32 = 0;
    const HELD: u32 = 1;

    pub(crate) struct Lock(AtomicU32);

    // SAFETY: it excludes and publishes as the right variant does; what it lacks is the wake-up.
    unsafe impl RawLock for Lock {
        fn new() -> Self {
            Self(AtomicU32::new(FREE))
        }

        fn lock(&self) {
            // ORDERING: as in the right variant.
            while self.0.swap(HELD, Acquire) == HELD {
                futex::wait(&self.0, HELD);
            }
        }

        unsafe fn unlock(&self) {
            // ORDERING: as in the right variant.
            self.0.swap(FREE, Release);
        }
    }
}

mod faulty {
    use platform::atomic::{
        AtomicU32,
        Ordering::{Acquire, Relaxed, Release},
    };
    use platform::cell::UnsafeCell;
    use platform::{futex, hint};

    const FREE: u32 = 0;
    const HELD: u32 = 1;
    const AWAITED: u32 = 2;

    /// What is wrong.
    #[derive(Clone, Copy, PartialEq, Eq)]
    pub(crate) enum Fault {
        None,
        LooksThenTakes,
        SpinsThenTakes,
        TakesRelaxed,
        WaitsRelaxed,
        ReleasesRelaxed,
        NeverWakes,
        WakesFirst,
        ReleasesInTwoSteps,
        DoesNotSay,
        TakesAsHeld,
        SleepsOnce,
        LooksAfterwards,
    }

    /// A lock, and a number under it.
    pub(crate) struct Copy {
        state: AtomicU32,
        number: UnsafeCell<u32>,
        fault: Fault,
    }

    // SAFETY: the lock has to keep the accesses apart, or a model fails.
    unsafe impl Sync for Copy {}

    impl Copy {
        pub(crate) fn new(fault: Fault) -> Self {
            Self {
                state: AtomicU32::new(FREE),
                number: UnsafeCell::new(0),
                fault,
            }
        }

        /// Adds one under the lock, and returns the sum.
        pub(crate) fn add(&self) -> u32 {
            self.lock();
            let sum = self.number.with_mut(|number| {
                // SAFETY: see `Sync`.
                let number = unsafe { &mut *number };
                *number += 1;
                *number
            });
            self.unlock();
            sum
        }

        fn try_lock(&self) -> bool {
            match self.fault {
                Fault::LooksThenTakes => {
                    // ORDERING: wrong: two steps.
                    let is_free = self.state.load(Acquire) == FREE;
                    if is_free {
                        // ORDERING: wrong: as above.
                        self.state.store(HELD, Relaxed);
                    }
                    is_free
                }
                Fault::TakesRelaxed => {
                    // ORDERING: wrong: it doesn't acquire.
                    let taken = self.state.compare_exchange(FREE, HELD, Relaxed, Relaxed);
                    taken.is_ok()
                }
                _ => {
                    // ORDERING: as in the right variant.
                    let taken = self.state.compare_exchange(FREE, HELD, Acquire, Relaxed);
                    taken.is_ok()
                }
            }
        }

        fn lock(&self) {
            if self.try_lock() {
                return;
            }
            for _ in 0..hint::rounds(1) {
                if self.fault == Fault::SpinsThenTakes {
                    // ORDERING: wrong: it looks, and then stores.
                    if self.state.load(Acquire) == FREE {
                        // ORDERING: wrong: as above.
                        self.state.store(HELD, Relaxed);
                        return;
                    }
                } else if self.try_lock() {
                    return;
                }
            }
            if self.fault == Fault::DoesNotSay {
                while !self.try_lock() {
                    futex::wait(&self.state, HELD);
                }
                return;
            }
            let acquire = match self.fault {
                Fault::WaitsRelaxed | Fault::TakesRelaxed => Relaxed,
                _ => Acquire,
            };
            // ORDERING: as in the right variant, or wrong: it doesn't acquire.
            while self.state.swap(AWAITED, acquire) != FREE {
                futex::wait(&self.state, AWAITED);
                match self.fault {
                    Fault::TakesAsHeld if self.try_lock() => return,
                    Fault::SleepsOnce => return,
                    _ => {}
                }
            }
        }

        fn unlock(&self) {
            let word = &raw const self.state;
            let release = match self.fault {
                Fault::ReleasesRelaxed => Relaxed,
                _ => Release,
            };
            match self.fault {
                Fault::WakesFirst => {
                    futex::wake_one(word);
                    // ORDERING: as in the right variant.
                    self.state.swap(FREE, release);
                }
                Fault::ReleasesInTwoSteps => {
                    // ORDERING: Relaxed: the swap releases.
                    let is_awaited = self.state.load(Relaxed) == AWAITED;
                    // ORDERING: as in the right variant.
                    self.state.swap(FREE, release);
                    if is_awaited {
                        futex::wake_one(word);
                    }
                }
                Fault::LooksAfterwards => {
                    // ORDERING: as in the right variant.
                    let was = self.state.swap(FREE, release);
                    // Nobody need be woken if the lock is taken again, it thinks.
                    // ORDERING: wrong: the word may be gone.
                    if was == AWAITED && self.state.load(Relaxed) == FREE {
                        futex::wake_one(word);
                    }
                }
                _ => {
                    // ORDERING: as in the right variant, or wrong: it doesn't release.
                    let was = self.state.swap(FREE, release);
                    if was == AWAITED && self.fault != Fault::NeverWakes {
                        futex::wake_one(word);
                    }
                }
            }
        }
    }
}

mod guards {
    use mutex::{Mutex, MutexGuard, RawMutex};
    use platform::cell::{ConstPtr, UnsafeCell};
    use platform::model::{Tally, both};
    use platform::thread::{Options, start};

    /// A guard that gives out its mutex to whoever shares it.
    struct Guard<'a, T> {
        mutex: &'a Mutex<T>,
        _held: MutexGuard<'a, T>,
    }

    // SAFETY: wrong: `mutex` asks for more than `T: Sync`.
    unsafe impl<T: Sync> Sync for Guard<'_, T> {}

    impl<'a, T> Guard<'a, T> {
        fn new(mutex: &'a Mutex<T>) -> Self {
            Self {
                mutex,
                _held: mutex.lock(),
            }
        }

        fn mutex(&self) -> &'a Mutex<T> {
            self.mutex
        }
    }

    /// A guard that lets go of the lock by a shared reference.
    struct Lends<'a> {
        lock: &'a RawMutex,
        value: &'a UnsafeCell<u32>,
    }

    impl<'a> Lends<'a> {
        fn new(lock: &'a RawMutex, value: &'a UnsafeCell<u32>) -> Self {
            lock.lock();
            Self { lock, value }
        }

        /// The value, for as long as the guard is borrowed.
        fn get(&self) -> ConstPtr<u32> {
            self.value.get()
        }

        fn unlocked(&self, f: impl FnOnce()) {
            // SAFETY: it is held. That nobody uses the value by this guard isn't so: wrong.
            unsafe { self.lock.unlock() };
            f();
            self.lock.lock();
        }
    }

    impl Drop for Lends<'_> {
        fn drop(&mut self) {
            // SAFETY: it is held.
            unsafe { self.lock.unlock() };
        }
    }

    /// A number under a lock.
    struct Number(RawMutex, UnsafeCell<u32>);

    // SAFETY: the lock has to keep the accesses apart, or the model fails.
    unsafe impl Sync for Number {}

    pub(crate) fn lent_while_unlocked() {
        let number = Number(RawMutex::new(), UnsafeCell::new(0));
        let number = &number;
        both(
            || {
                let guard = Lends::new(&number.0, &number.1);
                // SAFETY: the lock is held, and nothing has been lent.
                number.1.with_mut(|number| unsafe { *number += 1 });
                drop(guard);
            },
            || {
                let guard = Lends::new(&number.0, &number.1);
                let lent = guard.get();
                guard.unlocked(|| ());
                drop(lent);
            },
        );
    }

    /// A value that may be shared and not be sent: a shared reference to it is of no use, and an exclusive one changes what belongs to
    /// its thread.
    struct Stays(*const UnsafeCell<u32>);

    // SAFETY: nothing can be done with a `&Stays`.
    unsafe impl Sync for Stays {}

    impl Stays {
        fn set(&mut self, number: u32) {
            // SAFETY: what it points to is leaked, and used by this thread only, as this isn't `Send`.
            let cell = unsafe { &*self.0 };
            // SAFETY: as above.
            cell.with_mut(|place| unsafe { *place = number });
        }
    }

    /// What another thread keeps when the scope is over that it was started in, as a thread-local does.
    struct Kept(&'static Mutex<Stays>);

    impl Drop for Kept {
        fn drop(&mut self) {
            self.0.lock().set(2);
        }
    }

    pub(crate) fn lock_on_another_thread() {
        // Leaked, so that a thread may borrow them.
        let cell: &'static _ = Box::leak(Box::new(UnsafeCell::new(0)));
        let mutex: &'static _ = Box::leak(Box::new(Mutex::new(Stays(cell))));
        let shared = Box::into_raw(Box::new(Guard::new(mutex)));
        // SAFETY: it is freed below, when the other thread has let go of it.
        let theirs: &'static Guard<'_, _> = unsafe { &*shared };
        let over = Tally::default();
        let end = over.clone();
        let main = move || {
            let kept = Kept(theirs.mutex());
            end.count();
            drop(kept);
        };
        start(&Options::default(), Box::new(main)).expect("a thread");
        // The other thread waits for the mutex until the guard is gone.
        over.wait_for(1);
        // SAFETY: see above.
        drop(unsafe { Box::from_raw(shared) });
        Stays(cell).set(1);
    }
}
