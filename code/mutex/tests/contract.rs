//! What the mutex promises.
#![cfg(not(model))]

use std::cell::Cell;
use std::mem;
use std::panic::{AssertUnwindSafe, RefUnwindSafe, UnwindSafe, catch_unwind};
use std::rc::Rc;
use std::thread;
use std::time::Duration;

use mutex::{MappedMutexGuard, Mutex, MutexGuard};
use static_assertions::{assert_impl_all, assert_not_impl_any};

/// Ends a test that hangs.
fn in_time(body: impl FnOnce() + Send + 'static) {
    harness::watchdog(Duration::from_mins(1), body);
}

/// A mutex lets one thread at a time use its value: ten threads lose none of a thousand additions each.
#[test]
fn no_addition_is_lost() {
    in_time(|| {
        let sum = Mutex::new(0);
        thread::scope(|s| {
            for _ in 0..10 {
                s.spawn(|| {
                    for _ in 0..1000 {
                        *sum.lock() += 1;
                    }
                });
            }
        });
        assert_eq!(sum.into_inner(), 10_000);
    });
}

/// `try_lock` returns `None` while the mutex is held, by whichever thread, and a guard when it isn't.
#[test]
fn the_books_try_lock_does_not_wait() {
    in_time(|| {
        let mutex = Mutex::new(1);
        let guard = mutex.lock();
        assert!(mutex.try_lock().is_none());
        thread::scope(|s| {
            s.spawn(|| assert!(mutex.try_lock().is_none()));
        });
        drop(guard);
        *mutex.try_lock().unwrap() = 2;
        assert_eq!(*mutex.try_lock().unwrap(), 2);
    });
}

/// Who has the mutex to itself needs no guard: `get_mut` borrows the value, `into_inner` takes it out.
#[test]
fn the_owner_needs_no_guard() {
    let mut mutex = Mutex::new(String::from("a"));
    mutex.get_mut().push('b');
    assert_eq!(*mutex.lock(), "ab");
    assert_eq!(mutex.into_inner(), "ab");
}

/// A mutex can be made in a constant, and so stand in a static.
#[test]
fn a_mutex_is_made_in_a_constant() {
    static NAMES: Mutex<Vec<&str>> = Mutex::new(Vec::new());
    NAMES.lock().push("a");
    assert_eq!(*NAMES.lock(), ["a"]);
}

/// A mutex takes four bytes beside its value, rounded up to the alignment of the value.
#[test]
fn a_mutex_takes_four_bytes() {
    assert_eq!(mem::size_of::<Mutex<()>>(), 4);
    assert_eq!(mem::size_of::<Mutex<u32>>(), 8);
    assert_eq!(mem::size_of::<Mutex<u8>>(), 8);
    assert_eq!(
        mem::size_of::<Mutex<u64>>(),
        8 + mem::align_of::<u64>().max(4)
    );
    assert_eq!(
        mem::size_of::<MutexGuard<'_, u8>>(),
        2 * mem::size_of::<usize>()
    );
}

/// A mutex holds values of unknown size as well.
#[test]
fn a_mutex_holds_what_is_unsized() {
    let slice: &Mutex<[u8]> = &Mutex::new([1, 2, 3]);
    slice.lock()[0] = 7;
    assert_eq!(slice.lock().iter().sum::<u8>(), 12);
    let any: Box<Mutex<dyn Fn() -> u8>> = Box::new(Mutex::new(|| 5));
    assert_eq!(any.lock()(), 5);
}

/// A panic while the mutex is held releases it, and the next one to lock it finds the value as the panic has left it.
#[test]
fn a_panic_releases_the_mutex() {
    let mutex = Mutex::new((1, 1));
    let result = catch_unwind(AssertUnwindSafe(|| {
        let mut pair = mutex.lock();
        pair.0 = 2;
        // Without a message: no panic hook hears of it.
        std::panic::resume_unwind(Box::new(()));
    }));
    assert!(result.is_err());
    assert_eq!(*mutex.try_lock().unwrap(), (2, 1));
}

/// A mutex whose guard is forgotten stays locked, and its value is still dropped with it.
#[test]
fn a_forgotten_guard_locks_for_ever() {
    let value = Rc::new(());
    let mut mutex = Mutex::new(Rc::clone(&value));
    mem::forget(mutex.lock());
    assert!(mutex.try_lock().is_none());
    // Safe all the same: nobody can have the guard any more.
    assert_eq!(Rc::strong_count(mutex.get_mut()), 2);
    drop(mutex);
    assert_eq!(Rc::strong_count(&value), 1);
}

/// `MutexGuard::map` gives a guard of a part, which holds the mutex.
#[test]
fn a_guard_of_a_part_holds_the_mutex() {
    let mutex = Mutex::new((1, [2, 3]));
    let pair = MutexGuard::map(mutex.lock(), |value| &mut value.1);
    let mut last = MappedMutexGuard::map(pair, |pair| &mut pair[1]);
    *last = 4;
    assert!(mutex.try_lock().is_none());
    drop(last);
    assert_eq!(*mutex.try_lock().unwrap(), (1, [2, 4]));
}

/// `filter_map` gives the guard back if there is no such part. Either guard holds the mutex.
#[test]
fn a_guard_comes_back_if_there_is_no_such_part() {
    let mutex = Mutex::new(vec![1]);
    let Err(whole) = MutexGuard::filter_map(mutex.lock(), |list| list.get_mut(1)) else {
        panic!("there is one element");
    };
    assert!(mutex.try_lock().is_none());
    let Ok(first) = MutexGuard::filter_map(whole, |list| list.get_mut(0)) else {
        panic!("there is an element");
    };
    let Err(mut first) = MappedMutexGuard::filter_map(first, |_| None::<&mut u8>) else {
        panic!("the closure has returned `None`");
    };
    *first += 1;
    let Ok(first) = MappedMutexGuard::filter_map(first, |value| Some(value)) else {
        panic!("the closure has returned `Some`");
    };
    assert!(mutex.try_lock().is_none());
    drop(first);
    assert_eq!(*mutex.lock(), [2]);
}

/// A panic in the closure of `map` or `filter_map` releases the mutex.
#[test]
fn a_panic_in_map_releases_the_mutex() {
    fn panics<T>() -> T {
        std::panic::resume_unwind(Box::new(()))
    }
    let mutex = Mutex::new(0);
    let result = catch_unwind(AssertUnwindSafe(|| {
        drop(MutexGuard::map(mutex.lock(), |_| -> &mut i32 { panics() }));
    }));
    assert!(result.is_err() && mutex.try_lock().is_some());
    let result = catch_unwind(AssertUnwindSafe(|| {
        drop(MutexGuard::filter_map(
            mutex.lock(),
            |_| -> Option<&mut i32> { panics() },
        ));
    }));
    assert!(result.is_err() && mutex.try_lock().is_some());
    let result = catch_unwind(AssertUnwindSafe(|| {
        let part = MutexGuard::map(mutex.lock(), |value| value);
        drop(MappedMutexGuard::map(part, |_| -> &mut i32 { panics() }));
    }));
    assert!(result.is_err() && mutex.try_lock().is_some());
}

/// `MutexGuard::unlocked` releases the mutex while the closure runs, and not longer.
#[test]
fn a_guard_lets_go_for_a_while() {
    let mutex = Mutex::new(1);
    let mut guard = mutex.lock();
    MutexGuard::unlocked(&mut guard, || *mutex.try_lock().unwrap() += 1);
    assert!(mutex.try_lock().is_none());
    assert_eq!(*guard, 2);
}

/// If the closure of `MutexGuard::unlocked` panics, the guard holds the mutex all the same.
#[test]
fn a_guard_that_let_go_for_a_panic_holds_the_mutex() {
    let mutex = Mutex::new(1);
    let mut guard = mutex.lock();
    let result = catch_unwind(AssertUnwindSafe(|| {
        MutexGuard::unlocked(&mut guard, || panic!("in the closure"));
    }));
    assert!(result.is_err() && mutex.try_lock().is_none());
    drop(guard);
    assert!(mutex.try_lock().is_some());
}

/// `Debug` shows the value, or that the mutex is locked, and doesn't wait. It writes what `std`'s mutex writes, but for the poison.
#[test]
fn debug_does_not_wait() {
    in_time(|| {
        let (ours, stds) = (Mutex::new("a"), std::sync::Mutex::new("a"));
        let theirs = |shown: String| shown.replace(", poisoned: false", "");
        assert_eq!(format!("{ours:?}"), r#"Mutex { data: "a", .. }"#);
        assert_eq!(format!("{ours:?}"), theirs(format!("{stds:?}")));
        let (guard, std_guard) = (ours.lock(), stds.lock().unwrap());
        assert_eq!(format!("{ours:?}"), r#"Mutex { data: "<locked>", .. }"#);
        assert_eq!(format!("{ours:?}"), theirs(format!("{stds:?}")));
        assert_eq!(
            format!("{guard:?} {guard}"),
            format!("{std_guard:?} {std_guard}")
        );
        let part = MutexGuard::map(guard, |value| value);
        assert_eq!(format!("{part:?} {part}"), r#""a" a"#);
    });
}

/// `Default` and `From` make a mutex of a value.
#[test]
fn a_mutex_is_made_from_a_value() {
    assert_eq!(Mutex::<u8>::default().into_inner(), 0);
    assert_eq!(Mutex::from(3).into_inner(), 3);
}

/// A mutex is `Send` and `Sync` where its value is `Send`.
#[test]
fn a_mutex_asks_for_send() {
    assert_impl_all!(Mutex<u8>: Send, Sync);
    assert_impl_all!(Mutex<Cell<u8>>: Send, Sync);
    assert_not_impl_any!(Mutex<Rc<u8>>: Send, Sync);
    assert_not_impl_any!(Mutex<MutexGuard<'static, u8>>: Send, Sync);
    assert_impl_all!(Mutex<[u8]>: Send, Sync);
    assert_impl_all!(mutex::RawMutex: Send, Sync);
}

/// The book's mutex is never `RefUnwindSafe`. The standard library's always is, and `UnwindSafe` too.
#[test]
fn the_mutex_is_not_ref_unwind_safe() {
    assert_not_impl_any!(Mutex<u8>: RefUnwindSafe);
    assert_not_impl_any!(Mutex<&'static mut u8>: UnwindSafe);
    assert_impl_all!(std::sync::Mutex<u8>: UnwindSafe, RefUnwindSafe);
    assert_impl_all!(std::sync::Mutex<&'static mut u8>: UnwindSafe, RefUnwindSafe);
}

/// No guard is `Send`. Each is `Sync` where what it gives out is.
#[test]
fn guards_are_sync_and_not_send() {
    assert_not_impl_any!(MutexGuard<'static, u8>: Send);
    assert_impl_all!(MutexGuard<'static, u8>: Sync);
    assert_not_impl_any!(MutexGuard<'static, Cell<u8>>: Send, Sync);
    assert_not_impl_any!(MutexGuard<'static, Rc<u8>>: Send, Sync);
    assert_impl_all!(MutexGuard<'static, MutexGuard<'static, u8>>: Sync);
    assert_not_impl_any!(MappedMutexGuard<'static, u8>: Send);
    assert_impl_all!(MappedMutexGuard<'static, u8>: Sync);
    assert_not_impl_any!(MappedMutexGuard<'static, Cell<u8>>: Send, Sync);
    assert_not_impl_any!(MappedMutexGuard<'static, Rc<u8>>: Send, Sync);
    assert_impl_all!(MappedMutexGuard<'static, MutexGuard<'static, u8>>: Sync);
}
