//! What *Build it* promises of the mutex: plain tests. What two threads do to each other is in `models.rs`.
#![cfg(not(model))]

use std::cell::{Cell, RefCell};
use std::error::Error;
use std::mem::size_of;
use std::panic::{AssertUnwindSafe, RefUnwindSafe, UnwindSafe, catch_unwind};
use std::rc::{Rc, Weak};
use std::sync::Arc;

use poisoning::{Flag, LockResult, MappedMutexGuard, Mutex, MutexGuard, PoisonError, TryLockError};
use static_assertions::{assert_impl_all, assert_not_impl_any};

/// A mutex that a panic has poisoned.
fn poisoned<T>(value: T) -> Mutex<T> {
    let mutex = Mutex::new(value);
    let panics = || {
        let _held = mutex.lock().unwrap();
        panic!("poisons it");
    };
    catch_unwind(AssertUnwindSafe(panics)).unwrap_err();
    mutex
}

// ---- Without a panic ----

/// As long as nobody panics it is a mutex like another: it can be locked, tried, borrowed exclusively and taken apart.
#[test]
fn it_is_a_mutex() {
    static COUNT: Mutex<u32> = Mutex::new(3);

    *COUNT.lock().unwrap() += 1;
    assert_eq!(*COUNT.try_lock().unwrap(), 4);
    let held = COUNT.lock().unwrap();
    assert!(matches!(COUNT.try_lock(), Err(TryLockError::WouldBlock)));
    drop(held);
    let mut mutex = Mutex::from(7);
    *mutex.get_mut().unwrap() += 1;
    assert_eq!(mutex.into_inner().unwrap(), 8);
    assert_eq!(Mutex::<u32>::default().into_inner().unwrap(), 0);
    assert!(!COUNT.is_poisoned());
}

/// The value can be cloned, set and replaced in one call, and what was there is dropped when the mutex is free.
#[test]
fn the_value_can_be_cloned_set_and_replaced() {
    /// Looks, when it is dropped, whether the mutex is free.
    struct Looks(Rc<Cell<bool>>, Weak<Mutex<Option<Looks>>>);

    impl Drop for Looks {
        fn drop(&mut self) {
            let mutex = self.1.upgrade().unwrap();
            self.0.set(mutex.try_lock().is_ok());
        }
    }

    let mutex = Mutex::new("a".to_owned());
    assert_eq!(mutex.get_cloned().unwrap(), "a");
    mutex.set("b".to_owned()).unwrap();
    assert_eq!(mutex.replace("c".to_owned()).unwrap(), "b");
    assert_eq!(mutex.into_inner().unwrap(), "c");

    let was_free = Rc::new(Cell::new(false));
    let mutex = Rc::new(Mutex::new(None));
    let looks = Looks(Rc::clone(&was_free), Rc::downgrade(&mutex));
    assert!(mutex.set(Some(looks)).is_ok());
    assert!(mutex.set(None).is_ok());
    assert!(was_free.get(), "dropped while the mutex was held");
}

/// A guard of a part has the part, and a guard of which there is no part is returned as it was.
#[test]
fn a_guard_can_be_narrowed() {
    let mutex = Mutex::new([1, 2, 3]);
    let slice = MutexGuard::map(mutex.lock().unwrap(), |all| &mut all[1..]);
    let mut last = MappedMutexGuard::map(slice, |slice| &mut slice[1]);
    *last += 1;
    assert!(mutex.try_lock().is_err());
    drop(last);

    let Ok(some) = MutexGuard::filter_map(mutex.lock().unwrap(), |all| all.last_mut()) else {
        panic!("there is a last")
    };
    let Err(some) = MappedMutexGuard::filter_map(some, |_| None::<&mut u32>) else {
        panic!("there is none")
    };
    assert_eq!(*some, 4);
    drop(some);
    let Err(whole) = MutexGuard::filter_map(mutex.lock().unwrap(), |_| None::<&mut u32>) else {
        panic!("there is none")
    };
    assert_eq!(*whole, [1, 2, 4]);
    assert!(mutex.try_lock().is_err());
    drop(whole);
    assert!(mutex.try_lock().is_ok());
}

/// A mutex of what has no known size can be made of one that has: a slice, or a trait object.
#[test]
fn it_holds_what_has_no_known_size() {
    let slice: &Mutex<[i32]> = &Mutex::new([1, 2, 3]);
    slice.lock().unwrap()[0] = 4;
    assert_eq!(*slice.lock().unwrap(), [4, 2, 3]);

    let object: Arc<Mutex<dyn Fn() -> i32 + Send>> = Arc::new(Mutex::new(|| 7));
    assert_eq!(object.lock().unwrap()(), 7);
}

// ---- After a panic ----

/// After a panic each way to the value returns an error, and the error has what would have been returned.
#[test]
fn every_way_to_the_value_tells_of_a_panic() {
    let mut mutex = poisoned(7);
    assert!(mutex.is_poisoned());
    assert_eq!(*mutex.lock().unwrap_err().into_inner(), 7);
    match mutex.try_lock() {
        Err(TryLockError::Poisoned(error)) => assert_eq!(**error.get_ref(), 7),
        other => panic!("{other:?}"),
    }
    assert_eq!(mutex.get_mut().unwrap_err().into_inner(), &mut 7);
    mutex.get_cloned().unwrap_err().into_inner();
    assert_eq!(mutex.set(8).unwrap_err().into_inner(), 8);
    assert_eq!(mutex.replace(9).unwrap_err().into_inner(), 9);
    assert_eq!(mutex.into_inner().unwrap_err().into_inner(), 7);
}

/// The error holds the lock, and lets go of it when it is dropped.
#[test]
fn the_error_of_the_book_holds_the_lock() {
    let mutex = poisoned(7);
    let mut error = mutex.lock().unwrap_err();
    **error.get_mut() += 1;
    assert!(matches!(mutex.try_lock(), Err(TryLockError::WouldBlock)));
    drop(error);
    let Err(TryLockError::Poisoned(error)) = mutex.try_lock() else {
        panic!("free, and still poisoned")
    };
    assert_eq!(**error.get_ref(), 8);
}

/// Poison stays until it is cleared, whoever looks at it; then the mutex is as good as new, and can be poisoned again.
#[test]
fn the_books_poison_stays_until_it_is_cleared() {
    let mutex = poisoned(7);
    for _ in 0..2 {
        drop(mutex.lock().unwrap_err().into_inner());
        assert!(mutex.is_poisoned());
    }
    mutex.clear_poison();
    assert!(!mutex.is_poisoned());
    assert_eq!(*mutex.lock().unwrap(), 7);
    catch_unwind(|| {
        let _held = mutex.lock().unwrap();
        panic!("poisons it again");
    })
    .unwrap_err();
    assert!(mutex.is_poisoned());
}

/// A panic that is caught while the mutex is held isn't one of the critical section's: it poisons nothing.
#[test]
fn a_panic_caught_inside_poisons_nothing() {
    let mutex = Mutex::new(7);
    let held = mutex.lock().unwrap();
    catch_unwind(|| panic!("caught inside")).unwrap_err();
    drop(held);
    assert!(!mutex.is_poisoned());
}

/// A guard that was taken before a panic, and is mapped while its thread unwinds, notes nothing then: it does so when it is dropped, and by
/// then the panic may be over.
#[test]
fn a_guard_mapped_while_unwinding_notes_nothing_yet() {
    type Kept<'a> = Option<MappedMutexGuard<'a, u32>>;

    struct Maps<'a, 'b>(Option<MutexGuard<'a, u32>>, &'b mut Kept<'a>);

    impl Drop for Maps<'_, '_> {
        fn drop(&mut self) {
            *self.1 = self
                .0
                .take()
                .map(|held| MutexGuard::map(held, |value| value));
        }
    }

    let mutex = Mutex::new(7);
    let mut kept = None;
    let unwinds = || {
        let _maps = Maps(Some(mutex.lock().unwrap()), &mut kept);
        panic!("runs the destructor");
    };
    catch_unwind(AssertUnwindSafe(unwinds)).unwrap_err();
    assert!(!mutex.is_poisoned());
    drop(kept.expect("the guard, mapped"));
    assert!(!mutex.is_poisoned());
}

/// `MutexGuard::unlocked` releases the mutex while the closure runs. A panic of the closure poisons the mutex if it drops the guard, and not if it is
/// caught before; a guard that was taken while its thread was unwinding poisons nothing.
#[test]
fn a_guard_lets_go_for_a_while() {
    /// Lets go, and panics meanwhile, when it is dropped.
    struct LetsGo<'a>(&'a Mutex<u32>);

    impl Drop for LetsGo<'_> {
        fn drop(&mut self) {
            let mut held = self.0.lock().unwrap();
            let panics = || MutexGuard::unlocked(&mut held, || panic!("once more"));
            drop(catch_unwind(AssertUnwindSafe(panics)).unwrap_err());
        }
    }

    let mutex = Mutex::new(7);
    let mut held = mutex.lock().unwrap();
    let inside = MutexGuard::unlocked(&mut held, || *mutex.try_lock().unwrap());
    assert_eq!(inside.unwrap(), 7);
    assert!(mutex.try_lock().is_err());
    let panics = || MutexGuard::unlocked(&mut held, || panic!("caught"));
    catch_unwind(AssertUnwindSafe(panics)).unwrap_err();
    assert!(mutex.try_lock().is_err());
    drop(held);
    assert!(!mutex.is_poisoned());

    let unwinds = || {
        let _lets_go = LetsGo(&mutex);
        panic!("runs the destructor");
    };
    catch_unwind(unwinds).unwrap_err();
    assert!(!mutex.is_poisoned());

    let panics = || {
        let mut held = mutex.lock().unwrap();
        MutexGuard::unlocked(&mut held, || panic!("drops the guard"))
    };
    catch_unwind(panics).unwrap_err();
    let mut held = mutex.lock().unwrap_err().into_inner();
    assert_eq!(
        MutexGuard::unlocked(&mut held, || 8)
            .unwrap_err()
            .into_inner(),
        8
    );
}

// ---- What it says ----

/// It shows itself as the standard library's does: free, held, poisoned, its guards too, and by `{:?}` its errors.
#[test]
fn it_shows_itself_as_std_does() {
    macro_rules! shown {
        ($($path:ident)::+) => {{
            use $($path)::+::{Mutex, PoisonError, TryLockError};

            let mutex = Mutex::new("a");
            let mut shown = vec![format!("{mutex:?} {mutex:#?}")];
            let held = mutex.lock().unwrap();
            shown.push(format!("{mutex:?} {held:?} {held} {:?}", mutex.try_lock()));
            drop(held);
            let panics = || {
                let _held = mutex.lock().unwrap();
                panic!("poisons it");
            };
            catch_unwind(panics).unwrap_err();
            shown.push(format!("{mutex:?} {mutex:#?} {:?}", mutex.lock()));
            shown.push(format!("{:?} {:#?}", mutex.try_lock(), mutex.try_lock()));
            let held = mutex.lock();
            shown.push(format!("{mutex:?} {held:?}"));
            drop(held);
            shown.push(format!("{:?}", TryLockError::from(PoisonError::new(()))));
            shown.push(format!("{:?}", mutex.into_inner()));
            shown
        }};
    }
    assert_eq!(shown!(poisoning), shown!(std::sync));
}

/// The errors are errors: they can be boxed, have a text, and name no other error as their source.
#[test]
fn the_errors_are_errors() {
    let errors: [Box<dyn Error + Send + Sync>; 3] = [
        Box::new(PoisonError::new(())),
        Box::new(TryLockError::from(PoisonError::new(()))),
        Box::new(TryLockError::<()>::WouldBlock),
    ];
    let texts = errors.map(|error| {
        assert!(error.source().is_none());
        error.to_string()
    });
    assert_eq!(texts[0], texts[1]);
    assert!(texts[0].contains("poisoned lock"));
    assert!(!texts[2].contains("poisoned"));
}

// ---- What it is ----

/// The mutex may be sent and shared if its value may be sent; its guards stay on their thread, and may be shared if the value may;
/// an error as what is in it.
#[test]
fn it_has_the_auto_traits_of_a_mutex() {
    type OfACell = Cell<u8>;
    type OfAnRc = Rc<u8>;
    type Guard<'a, T> = MutexGuard<'a, T>;
    type Part<'a, T> = MappedMutexGuard<'a, T>;

    assert_impl_all!(Mutex<u8>: Send, Sync);
    assert_impl_all!(Mutex<OfACell>: Send, Sync);
    assert_not_impl_any!(Mutex<OfAnRc>: Send, Sync);
    assert_not_impl_any!(Mutex<Guard<'static, u8>>: Send, Sync);
    assert_impl_all!(Guard<'static, u8>: Sync);
    assert_not_impl_any!(Guard<'static, u8>: Send);
    assert_not_impl_any!(Guard<'static, OfACell>: Send, Sync);
    assert_impl_all!(Part<'static, u8>: Sync);
    assert_not_impl_any!(Part<'static, u8>: Send);
    assert_not_impl_any!(Part<'static, OfACell>: Send, Sync);
    assert_impl_all!(PoisonError<u8>: Send, Sync);
    assert_impl_all!(PoisonError<Guard<'static, u8>>: Sync);
    assert_not_impl_any!(PoisonError<Guard<'static, u8>>: Send);
    assert_not_impl_any!(TryLockError<Guard<'static, u8>>: Send);
    assert_impl_all!(Flag: Send, Sync, UnwindSafe, RefUnwindSafe);
}

/// The mutex goes across `catch_unwind` whatever is in it, and so does its guard, as in the standard library; a guard of a
/// part doesn't.
#[test]
fn it_goes_across_catch_unwind() {
    type Exclusive = &'static mut RefCell<u8>;

    assert_not_impl_any!(Exclusive: UnwindSafe, RefUnwindSafe);
    assert_impl_all!(Mutex<Exclusive>: UnwindSafe, RefUnwindSafe);
    assert_impl_all!(std::sync::Mutex<Exclusive>: UnwindSafe, RefUnwindSafe);
    assert_impl_all!(MutexGuard<'static, Exclusive>: UnwindSafe, RefUnwindSafe);
    assert_impl_all!(std::sync::MutexGuard<'static, Exclusive>: UnwindSafe, RefUnwindSafe);
    assert_not_impl_any!(MappedMutexGuard<'static, u8>: UnwindSafe);
}

/// The flag takes a byte, and with what is added so that the lock is at its proper place no more than the alignment of the mutex beneath.
#[test]
fn poisoning_takes_the_alignment_at_most() {
    fn takes<T>() -> usize {
        let taken = size_of::<Mutex<T>>() - size_of::<mutex::Mutex<T>>();
        assert!(taken <= align_of::<mutex::Mutex<T>>());
        taken
    }

    assert_eq!(size_of::<Flag>(), 1);
    assert_eq!(size_of::<Mutex<()>>(), 8);
    for taken in [takes::<()>(), takes::<u64>(), takes::<[u64; 9]>()] {
        assert!(taken <= size_of::<usize>());
    }
    assert!(takes::<u128>() <= align_of::<u128>());
}

/// Its functions have the signatures of the standard library's: the same lines compile for both.
#[test]
fn it_has_the_shape_of_stds() {
    macro_rules! has_the_shape {
        ($($path:ident)::+) => {{
            use $($path)::+::{LockResult, Mutex, MutexGuard, PoisonError, TryLockResult};

            type Locks<T> = for<'a> fn(&'a Mutex<T>) -> LockResult<MutexGuard<'a, T>>;
            type Tries<T> = for<'a> fn(&'a Mutex<T>) -> TryLockResult<MutexGuard<'a, T>>;

            static _NEW: Mutex<String> = Mutex::new(String::new());
            let _lock: Locks<str> = Mutex::lock;
            let _try_lock: Tries<str> = Mutex::try_lock;
            let _is_poisoned: fn(&Mutex<str>) -> bool = Mutex::is_poisoned;
            let _clear_poison: fn(&Mutex<str>) = Mutex::clear_poison;
            let _get_mut: fn(&mut Mutex<str>) -> LockResult<&mut str> = Mutex::get_mut;
            let _into_inner: fn(Mutex<String>) -> LockResult<String> = Mutex::into_inner;
            let _error: fn(u8) -> PoisonError<u8> = PoisonError::new;
            let _get_ref: fn(&PoisonError<u8>) -> &u8 = PoisonError::get_ref;
            let _error_mut: fn(&mut PoisonError<u8>) -> &mut u8 = PoisonError::get_mut;
            let _data: fn(PoisonError<u8>) -> u8 = PoisonError::into_inner;
        }};
    }
    has_the_shape!(poisoning);
    has_the_shape!(std::sync);

    // Unstable in the standard library.
    let get_cloned: fn(&Mutex<String>) -> Result<String, PoisonError<()>> = Mutex::get_cloned;
    let set: fn(&Mutex<String>, String) -> Result<(), PoisonError<String>> = Mutex::set;
    let replace: fn(&Mutex<String>, String) -> LockResult<String> = Mutex::replace;
    let text = Mutex::from("a".to_owned());
    assert!(set(&text, "b".to_owned()).is_ok());
    assert_eq!(replace(&text, "c".to_owned()).unwrap(), "b");
    assert_eq!(get_cloned(&text).unwrap(), "c");
}
