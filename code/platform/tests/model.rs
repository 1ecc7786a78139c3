//! What a model finds, and what it lets pass.
#![cfg(model)]

use std::collections::HashSet;
use std::panic::{catch_unwind, resume_unwind};
use std::sync::{Arc as StdArc, Mutex as StdMutex};
use std::time::Instant;

use platform::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};
use platform::atomic::{AtomicU32, AtomicUsize, Ordering, fence};
use platform::cell::UnsafeCell;
use platform::model::{Bounds, catch, memory, model, model_fails, panics_with, unwind};
use platform::sync::Arc;
use platform::{futex, thread};

fn start(main: impl FnOnce() + Send + 'static) {
    thread::start(&thread::Options::default(), Box::new(main)).unwrap();
}

/// Data, and a word that says when it may be read.
struct Message {
    data: UnsafeCell<u32>,
    ready: AtomicU32,
}

// SAFETY: `send` and `receive` keep the accesses apart, or are meant to be caught.
unsafe impl Sync for Message {}

impl Message {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            data: UnsafeCell::new(0),
            ready: AtomicU32::new(0),
        })
    }

    fn send(&self, order: Ordering) {
        // SAFETY: nobody reads before `ready` is 1.
        self.data.with_mut(|data| unsafe { *data = 42 });
        self.ready.store(1, order);
        futex::wake_one(&raw const self.ready);
    }

    fn receive(&self, order: Ordering) {
        while self.ready.load(order) == 0 {
            futex::wait(&self.ready, 0);
        }
        // SAFETY: `ready` is 1: `send` has written, and writes no more.
        assert_eq!(self.data.with(|data| unsafe { *data }), 42);
    }
}

/// Runs `send` on a thread and `receive` here.
fn pass_message(send: Ordering, receive: Ordering) {
    let message = Message::new();
    let theirs = message.clone();
    start(move || theirs.send(send));
    message.receive(receive);
}

/// A release store and an acquire load carry a message.
#[test]
fn release_and_acquire_carry_a_message() {
    model(Bounds::EXHAUSTIVE, || pass_message(Release, Acquire));
}

/// A relaxed store carries none.
#[test]
fn a_relaxed_store_carries_no_message() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        pass_message(Relaxed, Acquire);
    });
}

/// A relaxed load carries none, and a wake-up doesn't stand in for it.
#[test]
fn a_relaxed_load_carries_no_message() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        pass_message(Release, Relaxed);
    });
}

/// Fences carry a message past relaxed accesses.
#[test]
fn fences_carry_a_message() {
    model(Bounds::EXHAUSTIVE, || {
        let message = Message::new();
        let theirs = message.clone();
        start(move || {
            // SAFETY: nobody reads before `ready` is 1.
            theirs.data.with_mut(|data| unsafe { *data = 42 });
            fence(Release);
            theirs.ready.store(1, Relaxed);
        });
        if message.ready.load(Relaxed) == 1 {
            fence(Acquire);
            // SAFETY: `ready` is 1.
            assert_eq!(message.data.with(|data| unsafe { *data }), 42);
        }
    });
}

/// A wait compares and falls asleep in one step: a wake-up after the change is never lost.
#[test]
fn a_wait_compares_and_sleeps_in_one_step() {
    model(Bounds::EXHAUSTIVE, || {
        let word = Arc::new(AtomicU32::new(0));
        let theirs = word.clone();
        start(move || {
            theirs.store(1, Relaxed);
            futex::wake_one(&raw const *theirs);
        });
        futex::wait(&word, 0);
    });
}

/// A wake-up before the change is lost in some execution, and the sleeper sleeps on.
#[test]
fn a_wake_up_before_the_change_is_lost() {
    model_fails("deadlock", Bounds::EXHAUSTIVE, || {
        let word = Arc::new(AtomicU32::new(0));
        let theirs = word.clone();
        start(move || {
            futex::wake_one(&raw const *theirs);
            theirs.store(1, Relaxed);
        });
        futex::wait(&word, 0);
    });
}

/// `wake_all` leaves nobody asleep, and `wake_one` leaves all but one.
#[test]
fn all_are_woken() {
    model(Bounds::EXHAUSTIVE, || {
        two_sleepers(futex::wake_all);
    });
}

/// See `all_are_woken`.
#[test]
fn one_wake_up_is_for_one() {
    model_fails("deadlock", Bounds::EXHAUSTIVE, || {
        two_sleepers(futex::wake_one);
    });
}

fn two_sleepers<R>(wake: fn(*const AtomicU32) -> R) {
    let word = Arc::new(AtomicU32::new(0));
    for _ in 0..2 {
        let theirs = word.clone();
        start(move || futex::wait(&theirs, 0));
    }
    word.store(1, Relaxed);
    wake(&raw const *word);
}

/// A wait may return for no reason: `if` in place of `while` is found.
#[test]
fn a_wait_may_return_early() {
    model_fails("wakes for no reason", Bounds::EXHAUSTIVE, || {
        let message = Message::new();
        let theirs = message.clone();
        start(move || theirs.send(Release));
        if message.ready.load(Acquire) == 0 {
            futex::wait(&message.ready, 0);
        }
        assert_eq!(message.ready.load(Acquire), 1);
    });
}

/// A weak compare-exchange may fail though the value is as expected; a strong one doesn't.
#[test]
fn a_weak_compare_exchange_may_fail() {
    model_fails("fails, reads 0", Bounds::EXHAUSTIVE, || {
        let word = AtomicU32::new(0);
        assert_eq!(word.compare_exchange(0, 0, AcqRel, Acquire), Ok(0));
        assert_eq!(word.compare_exchange_weak(0, 1, AcqRel, Acquire), Ok(0));
    });
}

/// Where something may go wrong for no reason, it does so in every execution of its variant and in
/// none of the others.
#[test]
fn a_variant_is_of_all_executions() {
    let failures = StdArc::new(StdMutex::new(Vec::new()));
    let theirs = StdArc::clone(&failures);
    model(Bounds::EXHAUSTIVE, move || {
        let shared = Arc::new(AtomicU32::new(0));
        let other = shared.clone();
        start(move || other.store(1, Relaxed));
        shared.swap(2, Relaxed);
        let own = AtomicU32::new(0);
        let failed = own.compare_exchange_weak(0, 1, Relaxed, Relaxed).is_err();
        theirs.lock().unwrap().push(failed);
    });
    let failures = failures.lock().unwrap();
    let (plain, weak) = failures.split_at(failures.len() / 2);
    assert!(
        plain.len() > 1 && plain.iter().all(|failed| !failed),
        "{plain:?}"
    );
    assert!(
        plain.len() == weak.len() && weak.iter().all(|&failed| failed),
        "{weak:?}"
    );
}

/// A deadline passes while nobody wakes: that is no deadlock, not in a loop either.
#[test]
fn a_deadline_passes() {
    model(Bounds::EXHAUSTIVE, || {
        let word = Arc::new(AtomicU32::new(0));
        assert!((0..3).any(|_| !futex::wait_until(&word, 0, Instant::now())));
        let theirs = word.clone();
        start(move || theirs.store(1, Release));
        while word.load(Acquire) == 0 {
            futex::wait_until(&word, 0, Instant::now());
        }
    });
}

/// A deadline passes before a wake-up or after it; a wake-up that was spent on a sleeper makes its
/// wait return true.
#[test]
fn a_wake_up_is_not_lost_to_a_deadline() {
    /// What the wait and the wake-up returned.
    type Returned = (Option<bool>, Option<bool>);

    let wakes: [fn(*const AtomicU32) -> bool; 2] =
        [futex::wake_one, |word| futex::wake_all(word) == 1];
    for wake in wakes {
        let outcomes = StdArc::new(StdMutex::new(HashSet::new()));
        let theirs = StdArc::clone(&outcomes);
        model(Bounds::EXHAUSTIVE, move || {
            let returned = StdArc::new(StdMutex::new((None, None)));
            let outcomes = StdArc::clone(&theirs);
            // Whoever is second sees what both returned.
            let note = move |note: fn(&mut Returned, bool), value| {
                let mut returned = returned.lock().unwrap();
                note(&mut returned, value);
                if let (Some(in_time), Some(woke)) = *returned {
                    assert!(in_time || !woke, "the wake-up is lost");
                    outcomes.lock().unwrap().insert((in_time, woke));
                }
            };
            let word = Arc::new(AtomicU32::new(0));
            let (their_word, their_note) = (word.clone(), note.clone());
            start(move || {
                let woke = wake(&raw const *their_word);
                their_note(|returned, woke| returned.1 = Some(woke), woke);
            });
            let in_time = futex::wait_until(&word, 0, Instant::now());
            note(|returned, in_time| returned.0 = Some(in_time), in_time);
        });
        // The last one is the wait that returns early.
        let expected = HashSet::from([(true, true), (false, false), (true, false)]);
        assert_eq!(*outcomes.lock().unwrap(), expected);
    }
}

/// A wake-up may come after the word is gone: it neither reads nor races.
#[test]
fn a_wake_up_does_not_touch_the_word() {
    model(Bounds::EXHAUSTIVE, || {
        let word = Box::into_raw(Box::new(AtomicU32::new(0)));
        let theirs = word.expose_provenance();
        start(move || {
            let word: *const AtomicU32 = std::ptr::with_exposed_provenance(theirs);
            // SAFETY: the word is freed only when it is 1.
            unsafe { &*word }.store(1, Release);
            futex::wake_one(word);
        });
        // SAFETY: the word is freed below.
        let sleeper = unsafe { &*word };
        while sleeper.load(Acquire) == 0 {
            futex::wait(sleeper, 0);
        }
        // SAFETY: the word is 1, and nobody touches it any more.
        drop(unsafe { Box::from_raw(word) });
    });
}

/// Whoever is last frees: with `AcqRel` that is in order.
#[test]
fn the_last_owner_may_free() {
    model(Bounds::EXHAUSTIVE, || two_owners(AcqRel));
}

/// To free what another thread may still be using is a data race, even if nothing but an atomic was
/// ever used.
#[test]
fn to_free_too_early_is_a_race() {
    model_fails("dropped (made here)", Bounds::EXHAUSTIVE, || {
        two_owners(Release);
    });
}

/// To free a cell that another thread may still be using is a data race, even if its contents need no
/// drop.
#[test]
fn to_free_a_cell_too_early_is_a_race() {
    model_fails("dropped (made here)", Bounds::EXHAUSTIVE, || {
        let cell = Box::into_raw(Box::new(UnsafeCell::new(0)));
        let theirs = cell.expose_provenance();
        let done = Arc::new(AtomicU32::new(0));
        let their_done = done.clone();
        start(move || {
            let cell: *const UnsafeCell<u32> = std::ptr::with_exposed_provenance(theirs);
            // SAFETY: the cell is freed only when `done` is 1.
            unsafe { &*cell }.with(|_| ());
            their_done.store(1, Relaxed);
        });
        while done.load(Acquire) == 0 {
            platform::hint::spin_loop();
        }
        // SAFETY: this is the bug: the store isn't a release.
        drop(unsafe { Box::from_raw(cell) });
    });
}

/// To copy a cell's value and to replace it are accesses like any other: two threads that do so race.
#[test]
fn to_read_and_to_replace_a_value_is_a_race() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        let message = Message::new();
        let theirs = message.clone();
        start(move || {
            // SAFETY: none: the other thread reads. The model is to say so.
            unsafe { theirs.data.replace(7) };
        });
        // SAFETY: none, as above.
        assert_ne!(unsafe { message.data.read() }, 1);
    });
}

/// To ask for a cell's address counts as a read, and to have the cell exclusively as a write; in one thread neither is in
/// anybody's way.
#[test]
fn a_cell_is_used_by_one_thread() {
    model(Bounds::EXHAUSTIVE, || {
        let mut cell = UnsafeCell::new(1);
        *cell.exclusive() += 1;
        // SAFETY: there is one thread.
        assert_eq!(unsafe { cell.replace(5) }, 2);
        // SAFETY: as above.
        assert_eq!(unsafe { cell.as_ptr().read() }, 5);
        // SAFETY: as above.
        assert_eq!(unsafe { cell.read() }, 5);
        assert_eq!(cell.into_inner(), 5);
    });
}

fn two_owners(order: Ordering) {
    let owners = Box::into_raw(Box::new(AtomicU32::new(2)));
    let give_up = move |address: usize| {
        let owners: *mut AtomicU32 = std::ptr::with_exposed_provenance_mut(address);
        // SAFETY: we are an owner still.
        if unsafe { &*owners }.fetch_sub(1, order) == 1 {
            // SAFETY: we were the last.
            drop(unsafe { Box::from_raw(owners) });
        }
    };
    let address = owners.expose_provenance();
    start(move || give_up(address));
    give_up(address);
}

/// An `Arc` that is never freed is reported.
#[test]
fn a_leaked_arc_is_reported() {
    model_fails("Arc leaked", Bounds::EXHAUSTIVE, || {
        std::mem::forget(Arc::new(()));
    });
}

/// Blocks aren't counted where the allocator is another, and whoever counts is told.
#[test]
#[should_panic(expected = "isn't `Counting`")]
fn another_allocator_counts_nothing() {
    let _alone = memory::alone();
}

/// A panic on purpose, by `resume_unwind` and caught, is no failure.
#[test]
fn unwinding_on_purpose_is_no_failure() {
    model(Bounds::EXHAUSTIVE, || {
        let word = Arc::new(AtomicU32::new(0));
        let theirs = word.clone();
        start(move || {
            let payload = catch_unwind(|| resume_unwind(Box::new(7_u32))).unwrap_err();
            theirs.store(*payload.downcast::<u32>().unwrap(), Relaxed);
        });
        assert!([0, 7].contains(&word.load(Relaxed)));
    });
}

/// Any other panic is a failure, even if it is caught: nobody could tell it from a bug's.
#[test]
#[should_panic(expected = "a panic was caught in the model")]
fn a_caught_panic_is_a_failure() {
    model(Bounds::EXHAUSTIVE, || {
        let _ = catch_unwind(|| panic!("caught"));
    });
}

/// `model_fails` fails where every execution passes.
#[test]
#[should_panic(expected = "every execution passed")]
fn a_bug_that_is_not_found_is_a_failure() {
    model_fails("", Bounds::EXHAUSTIVE, || ());
}

/// `model_fails` fails where the report is of something else.
#[test]
#[should_panic(expected = "expected: another bug")]
fn another_bug_is_a_failure() {
    model_fails("another bug", Bounds::EXHAUSTIVE, || panic!("a bug"));
}

/// `model_fails` fails where it can't run the test again, since it isn't called by one.
#[test]
#[should_panic(expected = "is no test")]
fn a_test_names_its_own_model() {
    fn helper() {
        model_fails("", Bounds::EXHAUSTIVE, || panic!("never runs"));
    }
    helper();
}

/// Bounds bound: without a preemption, a thread that is running is never interrupted.
#[test]
fn bounds_bound() {
    let count = |bounds| {
        let seen = StdArc::new(StdMutex::new(HashSet::new()));
        model(bounds, {
            let seen = StdArc::clone(&seen);
            move || {
                let word = Arc::new(AtomicU32::new(0));
                let theirs = word.clone();
                start(move || theirs.store(1, Relaxed));
                let pair = [word.fetch_add(0, Relaxed), word.fetch_add(0, Relaxed)];
                seen.lock().unwrap().insert(pair);
            }
        });
        StdArc::try_unwrap(seen)
            .unwrap()
            .into_inner()
            .unwrap()
            .len()
    };
    assert_eq!(count(Bounds::preemptions(0)), 1);
    assert_eq!(count(Bounds::EXHAUSTIVE), 3);
}

/// A thread that loads a word before it stores to it hides from the checker that the store meets another thread's earlier load: that the load
/// may read what is stored goes untried. One read-modify-write in place of the two hides nothing.
#[test]
fn a_load_hides_what_the_store_after_it_meets() {
    let seen = |change: fn(&AtomicU32)| {
        let seen = StdArc::new(StdMutex::new(HashSet::new()));
        let theirs = StdArc::clone(&seen);
        model(Bounds::EXHAUSTIVE, move || {
            let word = Arc::new(AtomicU32::new(0));
            let other = word.clone();
            start(move || change(&other));
            theirs.lock().unwrap().insert(word.load(Relaxed));
        });
        seen.lock().unwrap().clone()
    };
    let stored = seen(|word| word.store(word.load(Relaxed) + 1, Relaxed));
    assert_eq!(stored, HashSet::from([0]), "loom has improved");
    let added = seen(|word| {
        word.fetch_add(1, Relaxed);
    });
    assert_eq!(added, HashSet::from([0, 1]));
}

/// The exclusive forms of access read and write like the shared ones.
#[test]
fn exclusive_access() {
    model(Bounds::EXHAUSTIVE, || {
        let mut word = AtomicU32::new(1);
        *word.get_mut() += 1;
        assert_eq!(
            word.fetch_update(AcqRel, Acquire, |value| Some(value + 1)),
            Ok(2)
        );
        assert_eq!(word.into_inner(), 3);
        let cell = UnsafeCell::new(Box::new(1));
        let pointer = cell.get_mut();
        // SAFETY: no other reference to the contents.
        **unsafe { pointer.deref() } += 1;
        drop(pointer);
        assert_eq!(*cell.into_inner(), 2);
    });
}

/// A panic that is expected is not the failure of a model.
#[test]
fn a_panic_may_be_expected() {
    model(Bounds::EXHAUSTIVE, || {
        panics_with("as expected", || panic!("as expected"));
    });
}

/// Another panic than the expected one is the failure of a model.
#[test]
fn another_panic_is_not_expected() {
    model_fails("another reason", Bounds::EXHAUSTIVE, || {
        panics_with("as expected", || panic!("another reason"));
    });
}

/// A panic that is expected and doesn't come is the failure of a model.
#[test]
fn an_expected_panic_has_to_come() {
    model_fails("no panic", Bounds::EXHAUSTIVE, || {
        panics_with("as expected", || ());
    });
}

/// Each thread of a model has a number of its own, though all of them run on one thread of the system.
#[test]
fn threads_of_a_model_have_numbers() {
    model(Bounds::EXHAUSTIVE, || {
        let here = thread::id();
        let there = Arc::new(AtomicUsize::new(0));
        let theirs = there.clone();
        start(move || {
            assert_eq!(thread::id(), thread::id());
            theirs.store(thread::id(), Relaxed);
        });
        assert_eq!(thread::id(), here);
        assert_ne!(there.load(Relaxed), here);
    });
}

/// Notes whether its thread unwinds when it is dropped, with a step before it at which the others may go on.
struct Notes<'a>(&'a AtomicU32, bool);

impl Drop for Notes<'_> {
    fn drop(&mut self) {
        // ORDERING: Relaxed: nothing but the number is handed on.
        self.0.fetch_add(1, Relaxed);
        assert_eq!(thread::panicking(), self.1, "who unwinds?");
    }
}

/// Each thread knows of itself whether it unwinds, also while another one does.
#[test]
fn unwinding_is_the_thread_s_own() {
    model(Bounds::EXHAUSTIVE, || {
        let count = Arc::new(AtomicU32::new(0));
        let theirs = count.clone();
        start(move || drop(Notes(&theirs, false)));
        catch(|| {
            let _notes = Notes(&count, true);
            unwind();
        });
        drop(Notes(&count, false));
    });
}

/// A thread that unwinds, and unwinds and catches in a destructor meanwhile, still unwinds after that.
#[test]
fn unwinding_within_unwinding_ends_by_itself() {
    struct Unwinds;

    impl Drop for Unwinds {
        fn drop(&mut self) {
            catch(|| unwind());
            assert!(thread::panicking(), "the first one isn't over");
        }
    }

    model(Bounds::EXHAUSTIVE, || {
        catch(|| {
            let _unwinds = Unwinds;
            unwind();
        });
        assert!(!thread::panicking());
    });
}

/// `std::thread::panicking` doesn't: this is why there is one of ours.
#[test]
fn std_takes_one_thread_s_unwinding_for_every_one_s() {
    model_fails("std says so of both", Bounds::EXHAUSTIVE, || {
        struct Steps<'a>(&'a AtomicU32);
        impl Drop for Steps<'_> {
            fn drop(&mut self) {
                // ORDERING: Relaxed: nothing but the number is handed on.
                self.0.fetch_add(1, Relaxed);
            }
        }
        let count = Arc::new(AtomicU32::new(0));
        let theirs = count.clone();
        start(move || {
            drop(Steps(&theirs));
            assert!(!std::thread::panicking(), "std says so of both");
        });
        catch(|| {
            let _steps = Steps(&count);
            unwind();
        });
    });
}

#[test]
#[should_panic(expected = "nothing has unwound")]
fn a_catch_that_catches_nothing_is_an_error() {
    catch(|| ());
}

/// A thread that pauses goes on whether the others have or not: what it does when the pause was in vain is modelled, too.
#[test]
fn a_pause_lets_nobody_go_first() {
    let seen = StdArc::new(StdMutex::new(HashSet::new()));
    model(Bounds::EXHAUSTIVE, {
        let seen = StdArc::clone(&seen);
        move || {
            let word = Arc::new(AtomicU32::new(0));
            let theirs = word.clone();
            start(move || assert_ne!(theirs.swap(1, Relaxed), 1));
            // ORDERING: Relaxed: it is about the newest value alone.
            let first = word.swap(2, Relaxed);
            platform::hint::pause(100);
            // ORDERING: as above.
            let then = word.swap(3, Relaxed);
            seen.lock().unwrap().insert((first, then));
        }
    });
    // The other comes before, in the pause, or after it.
    let all = HashSet::from([(1, 2), (0, 1), (0, 2)]);
    assert_eq!(*seen.lock().unwrap(), all);
}
