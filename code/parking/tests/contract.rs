//! What the parker promises, and parking by a thread's handle.
#![cfg(not(model))]

use std::cell::Cell;
use std::collections::HashSet;
#[cfg(target_os = "linux")]
use std::env;
use std::mem;
use std::panic::{RefUnwindSafe, UnwindSafe, catch_unwind};
#[cfg(target_os = "linux")]
use std::process::{Command, Stdio, exit};
#[cfg(target_os = "linux")]
use std::ptr;
use std::sync::Barrier;
#[cfg(target_os = "linux")]
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use parking::{Parker, Spin, Starting, Thread, ThreadId, Unparker};
use platform::thread::{Options, start};
use static_assertions::{assert_impl_all, assert_not_impl_any};

/// Ends a test that hangs.
fn in_time(body: impl FnOnce() + Send + 'static) {
    harness::watchdog(Duration::from_mins(1), body);
}

/// Whether the token is gone: then a park with a timeout lasts as long as that. (So does one that takes a token, if its thread is held up. The
/// table `what-a-park-finds` and the models ask no clock.)
fn has_no_token(parker: &Parker) -> bool {
    let begin = Instant::now();
    parker.park_timeout(A_MOMENT);
    begin.elapsed() >= A_MOMENT
}

const A_MOMENT: Duration = Duration::from_millis(5);

// ---- The parker ----

/// A token that is there lets `park` return at once, by whichever of the three functions, and is gone then.
#[test]
fn a_token_that_is_there_is_taken() {
    in_time(|| {
        let parker = Parker::new();
        for _ in 0..3 {
            parker.unparker().unpark();
            parker.park();
            parker.unparker().unpark();
            parker.park_timeout(Duration::from_hours(1));
            parker.unparker().unpark();
            parker.park_deadline(Instant::now() + Duration::from_hours(1));
        }
        assert!(has_no_token(&parker));
    });
}

/// Two unparks leave one token: the second park waits.
#[test]
fn two_unparks_leave_one_token() {
    in_time(|| {
        let parker = Parker::new();
        parker.unparker().unpark();
        parker.unparker().unpark();
        parker.park();
        assert!(has_no_token(&parker));
    });
}

/// Without a token, a park with a timeout doesn't return before its time.
#[test]
fn a_park_does_not_return_before_its_time() {
    in_time(|| {
        let parker = Parker::new();
        for micros in [0, 1, 10, 100, 1000, 10_000] {
            let timeout = Duration::from_micros(micros);
            let begin = Instant::now();
            parker.park_timeout(timeout);
            assert!(begin.elapsed() >= timeout);
            let deadline = Instant::now() + timeout;
            parker.park_deadline(deadline);
            assert!(Instant::now() >= deadline);
            let begin = Instant::now();
            parking::park_timeout(timeout);
            assert!(begin.elapsed() >= timeout);
        }
    });
}

/// A deadline that has passed is no reason not to take a token that is there.
#[test]
fn a_token_is_taken_after_the_deadline() {
    in_time(|| {
        let parker = Parker::new();
        parker.unparker().unpark();
        parker.park_deadline(Instant::now());
        assert!(has_no_token(&parker));
        parker.unparker().unpark();
        parker.park_timeout(Duration::ZERO);
        assert!(has_no_token(&parker));
    });
}

/// With a timeout that no clock can show, `park_timeout` waits for the token and doesn't panic.
#[test]
fn a_timeout_may_be_longer_than_time() {
    in_time(|| {
        assert!(Instant::now().checked_add(Duration::MAX).is_none());
        let parker = Parker::new();
        let unparker = parker.unparker().clone();
        let (turn, turns) = channel();
        let waker = threads::spawn(move || {
            for () in turns {
                unparker.unpark();
            }
        });
        turn.send(()).unwrap();
        parker.park_timeout(Duration::MAX);
        let me = parking::current();
        drop(turn);
        waker.join().unwrap();
        let waker = threads::spawn(move || me.unpark());
        parking::park_timeout(Duration::MAX);
        waker.join().unwrap();
    });
}

/// A parker can go to another thread, with the token that it has.
#[test]
fn a_parker_takes_its_token_along() {
    in_time(|| {
        let parker = Parker::new();
        let unparker = parker.unparker().clone();
        unparker.unpark();
        let thread = threads::spawn(move || {
            parker.park();
            parker
        });
        let parker = thread.join().unwrap();
        assert!(has_no_token(&parker));
        unparker.unpark();
        parker.park();
    });
}

/// All clones of an unparker set the one token.
#[test]
fn each_clone_sets_the_same_token() {
    in_time(|| {
        let parker = Parker::default();
        assert!(has_no_token(&parker));
        let first = parker.unparker().clone();
        let second = first.clone();
        first.unpark();
        parker.park();
        second.unpark();
        parker.park();
        assert!(has_no_token(&parker));
        drop(parker);
        // Nobody is left to wake.
        second.unpark();
    });
}

/// Parker and unparker go through a pointer and back, and are still the two sides of one token.
#[test]
fn both_sides_go_through_a_pointer() {
    in_time(|| {
        let parker = Parker::new();
        let unparker = Unparker::into_raw(parker.unparker().clone());
        let parker = Parker::into_raw(parker);
        assert_eq!(parker, unparker);
        // SAFETY: it is that of `into_raw`, and used once.
        let parker = unsafe { Parker::from_raw(parker) };
        // SAFETY: as above.
        let unparker = unsafe { Unparker::from_raw(unparker) };
        unparker.unpark();
        parker.park();
    });
}

/// A parker is `Send` and not `Sync`. An unparker and a thread's handle are both. All are `UnwindSafe` and `RefUnwindSafe`, as those of crossbeam
/// and `std` are.
#[test]
fn a_parker_is_sent_and_not_shared() {
    assert_impl_all!(Parker: Send, Unpin, UnwindSafe, RefUnwindSafe);
    assert_not_impl_any!(Parker: Sync, Clone);
    assert_impl_all!(Unparker: Send, Sync, Clone, Unpin, UnwindSafe, RefUnwindSafe);
    assert_impl_all!(Thread: Send, Sync, Clone, Unpin, UnwindSafe, RefUnwindSafe);
    assert_impl_all!(ThreadId: Send, Sync, Copy, Unpin, UnwindSafe, RefUnwindSafe);
    assert_impl_all!(crossbeam_utils::sync::Parker: Send, Unpin, UnwindSafe, RefUnwindSafe);
    assert_not_impl_any!(crossbeam_utils::sync::Parker: Sync, Clone);
    assert_impl_all!(crossbeam_utils::sync::Unparker: Send, Sync, Clone, Unpin, UnwindSafe, RefUnwindSafe);
    assert_impl_all!(thread::Thread: Send, Sync, Clone, Unpin, UnwindSafe, RefUnwindSafe);
}

/// A parker and an unparker are a pointer each; a `ThreadId` leaves room for `None`.
#[test]
fn each_side_is_a_pointer() {
    assert_eq!(mem::size_of::<Parker>(), mem::size_of::<usize>());
    assert_eq!(mem::size_of::<Option<Unparker>>(), mem::size_of::<usize>());
    assert_eq!(mem::size_of::<Option<Thread>>(), mem::size_of::<usize>());
    assert_eq!(
        mem::size_of::<Option<ThreadId>>(),
        mem::size_of::<ThreadId>()
    );
}

/// `Debug` shows what it is and nothing else: whether there is a token may change meanwhile.
#[test]
fn debug_shows_no_token() {
    let parker = Parker::new();
    assert_eq!(format!("{parker:?}"), "Parker { .. }");
    assert_eq!(format!("{:?}", parker.unparker()), "Unparker { .. }");
}

/// `Spin` looks for long on the first wait, after a long look that has found, after 1, 4, 16, 64 … failures in a row, and after every 1024th.
#[test]
fn a_spin_looks_ever_less_often() {
    let spin = Spin::new();
    let mut longer = Vec::new();
    for failures in 0..3100 {
        if spin.looks_longer() {
            longer.push(failures);
        }
        assert!(!spin.until(|| false));
    }
    assert_eq!(longer, [0, 1, 4, 16, 64, 256, 1024, 2048, 3072]);
    assert!(!spin.looks_longer());
    while !spin.looks_longer() {
        assert!(!spin.until(|| false));
    }
    // One success, and it looks again.
    assert!(spin.until(|| true));
    assert!(spin.looks_longer());
}

/// What a single look finds teaches nothing: it counts neither as a success nor as a failure.
#[test]
fn a_single_look_that_finds_changes_nothing() {
    let spin = Spin::new();
    for _ in 0..2 {
        assert!(!spin.until(|| false));
    }
    for _ in 0..3 {
        assert!(!spin.looks_longer());
        assert!(spin.until(|| true));
    }
    // The third failure, and the fourth.
    assert!(!spin.looks_longer());
    assert!(!spin.until(|| false));
    assert!(!spin.looks_longer());
    assert!(!spin.until(|| false));
    assert!(spin.looks_longer());
}

/// If it doesn't look longer it looks once, and if it does, until it has found.
#[test]
fn a_spin_that_does_not_look_longer_looks_once() {
    let look_until = |spin: &Spin, end| {
        let mut looks = 0;
        let found = spin.until(|| {
            looks += 1;
            looks == end
        });
        (found, looks)
    };
    let spin = Spin::new();
    // In vain: 0 and 1 failures before.
    for _ in 0..2 {
        assert!(!look_until(&spin, 0).0);
    }
    assert_eq!(look_until(&spin, 2), (false, 1));
    assert_eq!(look_until(&spin, 1), (true, 1));
    // A long look has time for three, if the thread isn't interrupted: sooner or later it isn't.
    in_time(move || while look_until(&Spin::new(), 3) != (true, 3) {});
}

// ---- Threads ----

/// The same thread has the same handle each time, another has another, and numbers aren't used again.
#[test]
fn each_thread_has_a_number_of_its_own() {
    in_time(|| {
        let me = parking::current();
        assert_eq!(me.id(), parking::current().id());
        let mut ids = HashSet::from([me.id()]);
        for _ in 0..10 {
            let thread = threads::spawn(|| parking::current().id());
            let handle = thread.thread().clone();
            assert_eq!(thread.join().unwrap(), handle.id());
            assert!(ids.insert(handle.id()), "the number was used before");
        }
    });
}

/// Threads that ask for numbers at the same time get different ones.
#[test]
fn no_number_is_given_out_twice() {
    in_time(|| {
        let both = &Barrier::new(2);
        let numbers = || -> Vec<ThreadId> {
            both.wait();
            (0..50_000).map(|_| Thread::new(None).0.id()).collect()
        };
        let [mut numbers, more] = thread::scope(|s| {
            let threads = [s.spawn(numbers), s.spawn(numbers)];
            threads.map(|thread| thread.join().unwrap())
        });
        numbers.extend(more);
        let different: HashSet<ThreadId> = numbers.into_iter().collect();
        assert_eq!(different.len(), 100_000);
    });
}

/// A thread's handle has the thread's name, whoever started it: the book, `std`, or somebody else.
#[test]
fn a_handle_knows_the_threads_name() {
    in_time(|| {
        let name = || parking::current().name().map(str::to_owned);
        assert_eq!(threads::spawn(name).join().unwrap(), None);
        let named = threads::Builder::new().name("pump".to_owned());
        let named = named.spawn(name).unwrap();
        assert_eq!(named.thread().name(), Some("pump"));
        assert_eq!(named.join().unwrap().as_deref(), Some("pump"));
        let named = thread::Builder::new().name("lock".to_owned());
        let named = named.spawn(name).unwrap();
        assert_eq!(named.join().unwrap().as_deref(), Some("lock"));
        assert_eq!(thread::spawn(name).join().unwrap(), None);
        let (answer, theirs) = channel();
        start(
            &Options::default(),
            Box::new(move || answer.send(name()).unwrap()),
        )
        .unwrap();
        assert_eq!(theirs.recv().unwrap(), None);
    });
}

/// `Debug` shows a thread's number and name, as that of `std` does.
#[test]
fn debug_shows_number_and_name() {
    in_time(|| {
        let named = threads::Builder::new().name("pump".to_owned());
        let named = named.spawn(|| ()).unwrap();
        let handle = named.thread().clone();
        named.join().unwrap();
        let id = format!("{:?}", handle.id());
        assert!(id.starts_with("ThreadId("), "{id}");
        assert_eq!(
            format!("{handle:?}"),
            format!("Thread {{ id: {id}, name: Some(\"pump\"), .. }}")
        );
        let named = thread::Builder::new().name("pump".to_owned());
        let theirs = named.spawn(|| format!("{:?}", thread::current()));
        let theirs = theirs.unwrap().join().unwrap();
        assert!(theirs.starts_with("Thread { id: ThreadId("), "{theirs}");
        assert!(
            theirs.ends_with("), name: Some(\"pump\"), .. }"),
            "{theirs}"
        );
    });
}

/// A thread is unparked by the handle that it gives away, whoever started it, and by that of its `JoinHandle`, the book's or a scope's.
#[test]
fn a_thread_is_unparked_by_any_of_its_handles() {
    in_time(|| {
        let parks = || {
            parking::park();
            parking::current().id()
        };
        let thread = threads::spawn(parks);
        let handle = thread.thread().clone();
        handle.unpark();
        assert_eq!(thread.join().unwrap(), handle.id());
        scoped_threads::scope(|s| {
            let thread = s.spawn(parks);
            let handle = thread.thread().clone();
            handle.unpark();
            assert_eq!(thread.join().unwrap(), handle.id());
        });
        let (give, given) = channel();
        let thread = thread::spawn(move || {
            give.send(parking::current()).unwrap();
            parks()
        });
        let handle = given.recv().unwrap();
        handle.unpark();
        assert_eq!(thread.join().unwrap(), handle.id());
    });
}

/// A handle of a thread that has ended may be used: to unpark it does nothing, and name and number are there.
#[test]
fn the_handle_of_an_ended_thread_does_no_harm() {
    in_time(|| {
        let thread = thread::spawn(parking::current);
        let handle = thread.join().unwrap();
        handle.unpark();
        handle.unpark();
        assert_eq!(handle.clone().id(), handle.id());
        // A thread that starts where that one was has no token of its.
        let both = &Barrier::new(2);
        thread::scope(|s| {
            let next = s.spawn(|| {
                let _ = parking::current();
                both.wait();
                both.wait();
                let begin = Instant::now();
                parking::park_timeout(A_MOMENT);
                begin.elapsed()
            });
            both.wait();
            handle.unpark();
            both.wait();
            assert!(next.join().unwrap() >= A_MOMENT);
        });
    });
}

/// The tokens of the book's `park` and of `std`'s are two: one wakes nobody who waits for the other.
#[test]
fn the_books_token_is_not_stds() {
    in_time(|| {
        let (ours, theirs) = (parking::current(), thread::current());
        theirs.unpark();
        let begin = Instant::now();
        parking::park_timeout(Duration::from_millis(5));
        assert!(begin.elapsed() >= Duration::from_millis(5));
        // That of `std` is still there.
        thread::park();
        ours.unpark();
        parking::park();
    });
}

/// What destructors of thread-locals do with the thread's handle.
struct AtTheEnd(Cell<Option<Box<dyn FnOnce()>>>);

impl Drop for AtTheEnd {
    fn drop(&mut self) {
        if let Some(end) = self.0.take() {
            end();
        }
    }
}

thread_local! {
    static AT_THE_END: AtTheEnd = const { AtTheEnd(Cell::new(None)) };
}

/// Has the calling thread call `end` when its thread-locals are dropped.
fn at_the_end(end: impl FnOnce() + 'static) {
    AT_THE_END.with(|last| last.0.set(Some(Box::new(end))));
}

/// On Linux a thread that the book started has its handle in the destructors of its thread-locals, too, and can park there.
#[test]
#[cfg(all(target_os = "linux", not(miri)))]
fn a_thread_of_the_books_can_park_in_destructors() {
    in_time(|| {
        let (answer, theirs) = channel();
        let thread = threads::spawn(move || {
            at_the_end(move || {
                parking::current().unpark();
                parking::park();
                answer.send(parking::current().id()).unwrap();
            });
        });
        let id = thread.thread().id();
        thread.join().unwrap();
        assert_eq!(theirs.recv().unwrap(), id);
    });
}

/// Once the handle is gone, `current` panics. On Linux it is gone when what the thread used first is dropped.
#[test]
#[cfg(all(target_os = "linux", not(miri)))]
fn when_the_handle_is_gone_current_panics() {
    in_time(|| {
        let (answer, theirs) = channel();
        let thread = thread::spawn(move || {
            at_the_end(move || {
                let gone = catch_unwind(parking::current).is_err();
                answer.send(gone).unwrap();
            });
            // It asks for its handle only now, so that is dropped first.
            let _ = parking::current();
        });
        thread.join().unwrap();
        assert!(theirs.recv().unwrap());
    });
}

/// And `park` ends the process: it could neither be woken nor return, and it never panics.
#[test]
#[cfg(all(target_os = "linux", not(miri)))]
fn when_the_handle_is_gone_park_aborts() {
    if env::var_os(CHILD).is_some() {
        let thread = thread::spawn(|| {
            at_the_end(|| drop(catch_unwind(parking::park)));
            let _ = parking::current();
        });
        thread.join().unwrap();
        return;
    }
    aborts("when_the_handle_is_gone_park_aborts");
}

/// Set in the process that `aborts` starts.
#[cfg(target_os = "linux")]
const CHILD: &str = "PARKING_CHILD";

/// Runs the test of that name in a process of its own, which has to abort.
#[cfg(target_os = "linux")]
fn aborts(test: &str) {
    use std::os::unix::process::ExitStatusExt as _;

    let status = Command::new(env::current_exe().unwrap())
        .args(["--exact", "--nocapture", test])
        .env(CHILD, "1")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert_eq!(status.signal(), Some(6), "{status}");
}

/// And in a destructor that runs when `std`'s handle is gone, too, `park` ends the process where it would have to make a handle and can't.
#[test]
#[cfg(all(target_os = "linux", not(miri)))]
fn where_no_handle_can_be_made_park_aborts() {
    /// The second round of the destructors of a key: `std`'s handle went in the first.
    unsafe extern "C" fn last(round: *mut libc::c_void) {
        if round.addr() == 1 {
            // SAFETY: the key was made, and is never deleted.
            unsafe { libc::pthread_setspecific(KEY.load(SeqCst), ptr::without_provenance(2)) };
            return;
        }
        if catch_unwind(|| parking::park_timeout(Duration::ZERO)).is_err() {
            // It has unwound.
            exit(3);
        }
    }
    static KEY: AtomicU32 = AtomicU32::new(0);

    if env::var_os(CHILD).is_some() {
        let mut key = 0;
        // SAFETY: `key` is written; `last` is a function for it.
        let error = unsafe { libc::pthread_key_create(&raw mut key, Some(last)) };
        assert_eq!(error, 0, "pthread_key_create");
        KEY.store(key, SeqCst);
        let thread = thread::spawn(move || {
            let _ = thread::current();
            // SAFETY: the key has been made.
            unsafe { libc::pthread_setspecific(key, ptr::without_provenance(1)) };
        });
        thread.join().unwrap();
        return;
    }
    aborts("where_no_handle_can_be_made_park_aborts");
}

/// On Linux `std`'s handle is there in all destructors of thread-locals: its `park` works where the book's has to end the process.
#[test]
#[cfg(all(target_os = "linux", not(miri)))]
fn std_can_park_in_destructors() {
    in_time(|| {
        let (answer, theirs) = channel();
        let thread = thread::spawn(move || {
            at_the_end(move || {
                thread::current().unpark();
                thread::park();
                let gone = catch_unwind(parking::current).is_err();
                answer.send(gone).unwrap();
            });
            let _ = (parking::current(), thread::current());
        });
        thread.join().unwrap();
        assert!(theirs.recv().unwrap());
    });
}

/// A handle is one thread's: the one that enters it. No handle has what is entered, and that can't be cloned.
#[test]
fn a_handle_has_one_thread() {
    assert_not_impl_any!(Starting: Clone);
    in_time(|| {
        let (handle, starting) = Thread::new(None);
        let thread = thread::spawn(|| {
            starting.enter();
            parking::current().id()
        });
        assert_eq!(thread.join().unwrap(), handle.id());
        assert_ne!(parking::current().id(), handle.id());
    });
}

/// A handle can be a thread's once: a thread that has one gets no other.
#[test]
fn a_thread_has_one_handle() {
    in_time(|| {
        let thread = threads::spawn(|| catch_unwind(|| Thread::new(None).1.enter()).is_err());
        assert!(thread.join().unwrap());
    });
}
