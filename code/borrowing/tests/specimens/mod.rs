//! One bug of each kind, **wrong on purpose**, to try tools on.
//!
//! Each is a function that commits its bug. In a model every order of its threads is tried. On real threads the order
//! is forced, so that every run is the same, and where the bug shows in some orders only it is one in which it doesn't:
//! what a tool reports then, it reports without having been lucky.

use std::hint::black_box;
use std::ptr;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

use borrowing::account::two_steps::withdraw;
use borrowing::message::Slot;
use borrowing::racy;
use platform::atomic::{AtomicBool, AtomicU32};
use platform::cell::UnsafeCell;
use platform::futex;
use platform::sync::Arc;
use threads::spawn;

/// A bug.
#[derive(Debug, Clone, Copy)]
#[allow(
    dead_code,
    reason = "not every program that commits one asks for all of it"
)]
pub(crate) struct Specimen {
    /// What it is called in `tools/` and on the command line.
    pub(crate) name: &'static str,
    /// What is wrong.
    pub(crate) bug: &'static str,
    /// Commits it.
    pub(crate) commit: fn(),
}

/// All of them.
pub(crate) const ALL: [Specimen; 12] = [
    Specimen {
        name: "race",
        bug: "A data race in every execution: two threads add to a plain number",
        commit: race,
    },
    Specimen {
        name: "race-on-one-path",
        bug: "A data race in some executions: only who comes early skips the flag",
        commit: race_on_one_path,
    },
    Specimen {
        name: "relaxed-flag",
        bug: "A missing ordering: a `Relaxed` flag says that a plain number is written",
        commit: relaxed_flag,
    },
    Specimen {
        name: "relaxed-atomics",
        bug: "A missing ordering between atomics: each thread may miss the other's store",
        commit: relaxed_atomics,
    },
    Specimen {
        name: "check-then-act",
        bug: "A race condition: the balance is checked, and then drawn on",
        commit: check_then_act,
    },
    Specimen {
        name: "torn-pair",
        bug: "A torn read: a pair is written and read as two atomics",
        commit: torn_pair,
    },
    Specimen {
        name: "deadlock",
        bug: "A deadlock in every execution: each waits for the other's message",
        commit: deadlock,
    },
    Specimen {
        name: "lost-wake-up",
        bug: "A lost wake-up in some executions: it looks first, and then falls asleep",
        commit: lost_wake_up,
    },
    Specimen {
        name: "use-after-free",
        bug: "A use after free: one thread frees what another reads",
        commit: use_after_free,
    },
    Specimen {
        name: "leak",
        bug: "A leak: a box that nobody frees",
        commit: leak,
    },
    Specimen {
        name: "out-of-bounds",
        bug: "A read past the end of an array, in one thread",
        commit: out_of_bounds,
    },
    Specimen {
        name: "two-exclusive",
        bug: "Two exclusive references to one number, in one thread",
        commit: two_exclusive,
    },
];

/// Whether a condition holds. On real threads, which it waits for, it always does in the end; a model tries both.
fn comes_to(condition: impl Fn() -> bool) -> bool {
    #[cfg(not(model))]
    while !condition() {
        platform::thread::yield_now();
    }
    condition()
}

/// A number that threads share on the programmer's word.
struct Shared(UnsafeCell<u32>);

// SAFETY: none, and that is its use.
unsafe impl Sync for Shared {}

impl Shared {
    fn new() -> Self {
        Self(UnsafeCell::new(0))
    }

    fn write(&self, number: u32) {
        // SAFETY: see `Sync`.
        self.0.with_mut(|place| unsafe { *place = number });
    }

    fn read(&self) -> u32 {
        // SAFETY: see `Sync`.
        self.0.with(|place| unsafe { *place })
    }
}

fn race() {
    let counter = Arc::new(racy::Counter::new());
    let theirs = Arc::clone(&counter);
    let thread = spawn(move || theirs.add());
    counter.add();
    thread.join().unwrap();
}

fn race_on_one_path() {
    let shared = Arc::new((Shared::new(), AtomicBool::new(false)));
    let theirs = Arc::clone(&shared);
    let thread = spawn(move || {
        theirs.0.write(1);
        // ORDERING: Release, for the load below.
        theirs.1.store(true, Release);
    });
    // ORDERING: Acquire, for the store above. It is the other branch that is wrong.
    if !comes_to(|| shared.1.load(Acquire)) {
        shared.0.write(2);
    }
    thread.join().unwrap();
}

fn relaxed_flag() {
    let shared = Arc::new((Shared::new(), AtomicBool::new(false)));
    let theirs = Arc::clone(&shared);
    let thread = spawn(move || {
        theirs.0.write(1);
        // ORDERING: wrong: nothing carries the number to who sees the flag.
        theirs.1.store(true, Relaxed);
    });
    // ORDERING: Acquire, from a store that releases nothing.
    if comes_to(|| shared.1.load(Acquire)) {
        black_box(shared.0.read());
    }
    thread.join().unwrap();
}

fn relaxed_atomics() {
    let shared = Arc::new((AtomicBool::new(false), AtomicBool::new(false)));
    let theirs = Arc::clone(&shared);
    let thread = spawn(move || {
        // ORDERING: wrong: the load may be done before the store is seen.
        theirs.0.store(true, Relaxed);
        theirs.1.load(Relaxed)
    });
    comes_to(|| thread.is_finished());
    // ORDERING: wrong, as above.
    shared.1.store(true, Relaxed);
    let we_saw = shared.0.load(Relaxed);
    let they_saw = thread.join().unwrap();
    assert!(we_saw || they_saw, "neither has seen the other");
}

fn check_then_act() {
    let balance = Arc::new(AtomicU32::new(100));
    let theirs = Arc::clone(&balance);
    let thread = spawn(move || withdraw(&theirs, 80));
    comes_to(|| thread.is_finished());
    let ours = withdraw(&balance, 80);
    let theirs = thread.join().unwrap();
    assert!(!(ours && theirs), "the account is overdrawn");
}

fn torn_pair() {
    let pair = Arc::new((AtomicU32::new(0), AtomicU32::new(0)));
    let theirs = Arc::clone(&pair);
    let thread = spawn(move || {
        // ORDERING: no ordering makes one step of two.
        theirs.0.store(1, Relaxed);
        theirs.1.store(1, Relaxed);
    });
    comes_to(|| thread.is_finished());
    // ORDERING: as above.
    let (first, second) = (pair.0.load(Relaxed), pair.1.load(Relaxed));
    thread.join().unwrap();
    assert_eq!(first, second, "the halves are of two pairs");
}

fn deadlock() {
    let slots = Arc::new((Slot::new(), Slot::new()));
    let theirs = Arc::clone(&slots);
    let thread = spawn(move || {
        let goods: u32 = theirs.0.receive();
        theirs.1.send(goods);
    });
    let money = slots.1.receive();
    slots.0.send(money);
    thread.join().unwrap();
}

fn lost_wake_up() {
    let shared = Arc::new((AtomicU32::new(0), AtomicU32::new(0)));
    let theirs = Arc::clone(&shared);
    let thread = spawn(move || {
        let (ready, bell) = &*theirs;
        // ORDERING: Release, for the load below.
        ready.store(1, Release);
        futex::wake_one(bell);
    });
    let (ready, bell) = &*shared;
    // ORDERING: Acquire, for the store above.
    if !comes_to(|| ready.load(Acquire) == 1) {
        // Wrong: the wake-up may have come, and the bell doesn't remember it.
        futex::wait(bell, 0);
    }
    thread.join().unwrap();
}

/// A number in so much memory that nothing which is allocated after it was freed is put in its place: what a tool says of a use
/// would depend on that. The number is first, since `ThreadSanitizer` marks no more than the first kilobyte as freed.
#[repr(C)]
struct Roomy(Shared, [u8; 512]);

/// A pointer that crosses threads on the programmer's word.
#[derive(Clone, Copy)]
struct Smuggled(*mut Roomy);

// SAFETY: none. That is the point.
unsafe impl Send for Smuggled {}

impl Smuggled {
    fn read(self) -> u32 {
        // SAFETY: none: it may have been freed.
        unsafe { (*self.0).0.read() }
    }

    fn free(self) {
        // In a model it is dropped, which a model takes for a write, and the memory stays: the use is none but for the checker.
        // SAFETY: it came from a box, and is freed once.
        #[cfg(model)]
        unsafe {
            ptr::drop_in_place(self.0);
        }
        #[cfg(not(model))]
        // SAFETY: it came from a box, and is freed once.
        drop(unsafe { Box::from_raw(self.0) });
    }
}

fn use_after_free() {
    let place = Smuggled(Box::into_raw(Box::new(Roomy(Shared::new(), [0; 512]))));
    #[cfg(not(model))]
    place.free();
    let thread = spawn(move || place.read());
    #[cfg(model)]
    place.free();
    black_box(thread.join().unwrap());
}

fn leak() {
    // A word that is overwritten: a pointer left in a register or on the stack would count as a use.
    let boxes = (0..100).map(|number| Box::into_raw(Box::new(number)).expose_provenance());
    black_box(boxes.fold(0, |all, address| all ^ address));
}

fn out_of_bounds() {
    static PRICES: [u32; 2] = [4, 40];
    let past = black_box(PRICES.as_ptr()).wrapping_add(2);
    // SAFETY: none: the array ends before.
    black_box(unsafe { ptr::read(past) });
}

fn two_exclusive() {
    let mut number = 0;
    let place = black_box(&raw mut number);
    // SAFETY: none: another lives at the same time.
    let one = unsafe { &mut *place };
    // SAFETY: none, as above.
    let other = unsafe { &mut *place };
    *one += 1;
    *other += 1;
    *one += 1;
    black_box(number);
}
