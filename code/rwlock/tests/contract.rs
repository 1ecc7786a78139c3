//! What the book's reader-writer lock promises, plain and poisoning.
#![cfg(not(model))]

use std::cell::{Cell, RefCell};
use std::fmt::{Debug, Display};
use std::mem::size_of;
use std::panic::{AssertUnwindSafe, RefUnwindSafe, UnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;
use std::sync::atomic::{
    AtomicBool, AtomicU32,
    Ordering::{Relaxed, SeqCst},
};
use std::sync::mpsc::channel;
use std::time::Duration;

use ::poisoning::{TryLockError, TryLockResult};
use harness::watchdog;
use rwlock::poisoning;
use rwlock::{
    MappedRwLockReadGuard, MappedRwLockWriteGuard, RwLock, RwLockReadGuard, RwLockWriteGuard,
    stages,
};
use static_assertions::{assert_impl_all, assert_not_impl_any};
use threads::spawn;

/// Far longer than any of these takes.
const LIMIT: Duration = Duration::from_mins(1);

/// A lock that threads may borrow.
fn forever<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

// ---- Who is let in ----

/// Readers are let in beside readers, a writer beside nobody, and nobody beside a writer.
#[test]
fn readers_share_and_a_writer_is_alone() {
    let lock = RwLock::new(1);
    let first = lock.read();
    let second = lock.try_read().expect("beside a reader");
    assert_eq!(*first + *second, 2);
    assert!(lock.try_write().is_none());
    drop(first);
    assert!(lock.try_write().is_none());
    drop(second);
    let mut alone = lock.try_write().expect("nobody is in");
    *alone = 5;
    assert!(lock.try_read().is_none() && lock.try_write().is_none());
    drop(alone);
    assert_eq!(*lock.read(), 5);
    *lock.write() += 1;
    assert_eq!(lock.into_inner(), 6);
}

/// A writer that waits keeps out readers that come, and comes in when those have left that were in.
#[test]
fn the_books_waiting_writer_keeps_readers_out() {
    watchdog(LIMIT, || {
        let lock = forever(RwLock::new(0));
        let first = lock.read();
        let writer = spawn(|| *lock.write() = 1);
        // The door shuts when the writer has come.
        while lock.try_read().is_some() {
            std::thread::yield_now();
        }
        drop(first);
        assert_eq!(*lock.read(), 1, "a reader was let in before the writer");
        writer.join().unwrap();
    });
}

/// In the stage without a door, a writer waits for as long as readers overlap, a thousand of them here, and comes in when the last has left.
#[test]
fn readers_hand_in_hand_starve_a_writer() {
    watchdog(LIMIT, || {
        let stage = forever(stages::sleeping::RawRwLock::new());
        let was_in = forever(AtomicBool::new(false));
        let (send, receive) = channel();
        stage.read();
        let writer = spawn(move || {
            send.send("about to write").unwrap();
            stage.write();
            was_in.store(true, SeqCst);
            // SAFETY: this is in as a writer.
            unsafe { stage.write_unlock() };
        });
        receive.recv().unwrap();
        for _ in 0..1000 {
            stage.read();
            // SAFETY: the reader of the round before is in.
            unsafe { stage.read_unlock() };
            std::thread::yield_now();
            assert!(!was_in.load(SeqCst), "a writer was in");
        }
        // SAFETY: the reader of the last round is in.
        unsafe { stage.read_unlock() };
        writer.join().unwrap();
        assert!(was_in.load(SeqCst));
    });
}

/// A guard that is forgotten stays in.
#[test]
fn a_forgotten_guard_stays_in() {
    let lock = RwLock::new(0);
    std::mem::forget(lock.read());
    assert!(lock.try_write().is_none() && lock.try_read().is_some());
    let lock = RwLock::new(0);
    std::mem::forget(lock.write());
    assert!(lock.try_write().is_none() && lock.try_read().is_none());
}

/// A writer that becomes a reader lets readers in and no writer.
#[test]
fn a_downgraded_guard_is_a_readers() {
    let lock = RwLock::new(0);
    let mut guard = lock.write();
    *guard = 7;
    let guard = RwLockWriteGuard::downgrade(guard);
    assert_eq!(*lock.try_read().expect("beside a reader"), 7);
    assert!(lock.try_write().is_none());
    drop(guard);
    assert!(lock.try_write().is_some());
}

/// A thousand turns of four threads, two that write and two that read, and no turn is lost.
#[test]
#[cfg_attr(miri, ignore = "too many turns for an interpreter")]
fn no_turn_is_lost() {
    watchdog(LIMIT, || {
        let pair = forever(RwLock::new((0, 0)));
        let threads: Vec<_> = (0..4)
            .map(|number| {
                spawn(move || {
                    for _ in 0..1000 {
                        if number % 2 == 0 {
                            let mut pair = pair.write();
                            pair.0 += 1;
                            pair.1 += 1;
                        } else {
                            let pair = pair.read();
                            assert_eq!(pair.0, pair.1);
                        }
                    }
                })
            })
            .collect();
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(*pair.read(), (2000, 2000));
    });
}

// ---- Shape ----

/// Eight bytes, plain; poisoning adds four at most. A lock may be in a `static`.
#[test]
fn the_lock_is_two_words() {
    static PLAIN: RwLock<u32> = RwLock::new(1);
    static POISONING: poisoning::RwLock<u32> = poisoning::RwLock::new(2);
    assert_eq!(size_of::<RwLock<()>>(), 8);
    assert_eq!(size_of::<poisoning::RwLock<()>>(), 12);
    assert_eq!(
        size_of::<poisoning::RwLock<()>>(),
        size_of::<std::sync::RwLock<()>>()
    );
    assert_eq!(*PLAIN.read() + *POISONING.read().unwrap(), 3);
}

/// A guard is as large as two pointers, and an `Option` of it no larger.
#[test]
fn a_guard_is_two_words() {
    let two = 2 * size_of::<usize>();
    assert_eq!(size_of::<RwLockReadGuard<'_, u8>>(), two);
    assert_eq!(size_of::<Option<RwLockReadGuard<'_, u8>>>(), two);
    assert_eq!(size_of::<RwLockWriteGuard<'_, u8>>(), two);
    assert_eq!(size_of::<Option<RwLockWriteGuard<'_, u8>>>(), two);
}

/// A lock is made of a value, of a default, and of what has no size of its own; whoever has it exclusively needs no lock.
#[test]
fn a_lock_is_made_of_whatever_there_is() {
    let mut lock: RwLock<i32> = RwLock::from(3);
    *lock.get_mut() += 1;
    assert_eq!(lock.into_inner(), 4);
    assert_eq!(RwLock::<i32>::default().into_inner(), 0);
    let unsized_lock: &RwLock<[i32]> = &RwLock::new([1, 2, 3]);
    unsized_lock.write()[1] = 7;
    assert_eq!(*unsized_lock.read(), [1, 7, 3]);

    let mut lock: poisoning::RwLock<i32> = 3.into();
    *lock.get_mut().unwrap() += 1;
    assert_eq!(lock.into_inner().unwrap(), 4);
    assert_eq!(poisoning::RwLock::<i32>::default().into_inner().unwrap(), 0);
    let unsized_lock: &poisoning::RwLock<dyn Debug> = &poisoning::RwLock::new([1, 2]);
    assert_eq!(format!("{:?}", unsized_lock.read().unwrap()), "[1, 2]");
}

/// `Debug` shows of a lock what std's shows: its value, or that it is locked, and whether it is poisoned.
#[test]
fn a_lock_prints_as_stds() {
    let (plain, ours) = (RwLock::new(5), poisoning::RwLock::new(5));
    let std = std::sync::RwLock::new(5);
    let shown = |std: &dyn Debug| format!("{std:?} {std:#?}");
    let (reading, theirs) = (ours.read().unwrap(), std.read().unwrap());
    assert_eq!(shown(&ours), shown(&std));
    assert_eq!(shown(&reading), shown(&theirs));
    assert_eq!(format!("{reading}"), "5");
    drop((reading, theirs));
    let (writing, theirs) = (ours.write().unwrap(), std.write().unwrap());
    assert_eq!(shown(&ours), shown(&std));
    assert_eq!(shown(&writing), shown(&theirs));
    assert_eq!(format!("{writing}"), "5");
    drop((writing, theirs));
    poison(&ours);
    let panics = || {
        let _guard = std.write().unwrap();
        resume_unwind(Box::new(()));
    };
    catch_unwind(panics).unwrap_err();
    assert_eq!(shown(&ours), shown(&std));
    assert_eq!(format!("{plain:?}"), "RwLock { data: 5, .. }");
    let guard = plain.write();
    assert_eq!(format!("{plain:?}"), "RwLock { data: <locked>, .. }");
    assert_eq!(format!("{guard:?} {guard}"), "5 5");
}

/// A guard of a part gives out that part and leaves the lock once, when it is dropped; a part of a part does as well, and where there is no such
/// part the guard comes back.
#[test]
fn a_guard_of_a_part_leaves_once() {
    let lock = RwLock::new((Some(1), 2));
    let part = RwLockReadGuard::map(lock.read(), |pair| &pair.1);
    assert_eq!((*part, format!("{part:?} {part}")), (2, "2 2".to_owned()));
    assert!(lock.try_write().is_none());
    drop(part);
    let guard = RwLockReadGuard::filter_map(lock.read(), |_| None::<&i32>).unwrap_err();
    let part = RwLockReadGuard::filter_map(guard, |pair| Some(&pair.0)).unwrap();
    let part = MappedRwLockReadGuard::filter_map(part, |_| None::<&i32>).unwrap_err();
    let part = MappedRwLockReadGuard::filter_map(part, Option::as_ref).unwrap();
    let part = MappedRwLockReadGuard::map(part, |one| one);
    assert_eq!(*part, 1);
    drop(part);

    let mut part = RwLockWriteGuard::map(lock.write(), |pair| &mut pair.1);
    *part += 1;
    assert_eq!(format!("{part:?} {part}"), "3 3");
    assert!(lock.try_read().is_none());
    drop(part);
    let guard = RwLockWriteGuard::filter_map(lock.write(), |_| None::<&mut i32>).unwrap_err();
    let part = RwLockWriteGuard::filter_map(guard, |pair| Some(&mut pair.0)).unwrap();
    let part = MappedRwLockWriteGuard::filter_map(part, |_| None::<&mut i32>).unwrap_err();
    let part = MappedRwLockWriteGuard::filter_map(part, Option::as_mut).unwrap();
    let mut part = MappedRwLockWriteGuard::map(part, |one| one);
    *part += 10;
    drop(part);
    assert_eq!(lock.into_inner(), (Some(11), 3));
}

/// A panic in the closure of `map` leaves the lock.
#[test]
fn a_panic_in_map_leaves_the_lock() {
    let lock = RwLock::new(0);
    let read = || RwLockReadGuard::map(lock.read(), |_| -> &i32 { resume_unwind(Box::new(())) });
    catch_unwind(AssertUnwindSafe(read)).unwrap_err();
    assert!(lock.try_write().is_some());
    let write = || {
        RwLockWriteGuard::map(lock.write(), |_| -> &mut i32 {
            resume_unwind(Box::new(()))
        })
    };
    catch_unwind(AssertUnwindSafe(write)).unwrap_err();
    assert!(lock.try_write().is_some());
}

// ---- Poison ----

/// Poisons a lock.
fn poison<T>(lock: &poisoning::RwLock<T>) {
    let panics = || {
        let _guard = lock.write();
        resume_unwind(Box::new(()));
    };
    catch_unwind(panics).unwrap_err();
    assert!(lock.is_poisoned());
}

/// A writer that panics poisons the lock: everything that gives out the value says so, and gives it out.
#[test]
fn a_writer_that_panics_poisons() {
    let mut lock = poisoning::RwLock::new(1);
    poison(&lock);
    assert_eq!(*lock.read().unwrap_err().into_inner(), 1);
    assert_eq!(*lock.write().unwrap_err().into_inner(), 1);
    assert!(is_poisoned(&lock.try_write()));
    assert!(is_poisoned(&lock.try_read()));
    assert_eq!(*lock.get_mut().unwrap_err().into_inner(), 1);
    lock.clear_poison();
    assert!(!lock.is_poisoned() && lock.read().is_ok());
    poison(&lock);
    assert_eq!(lock.into_inner().unwrap_err().into_inner(), 1);
}

fn is_poisoned<G>(result: &TryLockResult<G>) -> bool {
    matches!(result, Err(TryLockError::Poisoned(_)))
}

fn would_block<G>(result: &TryLockResult<G>) -> bool {
    matches!(result, Err(TryLockError::WouldBlock))
}

/// A reader that panics poisons nothing. Nor does a writer that came in when its thread was unwinding already. `try_read` and `try_write`
/// say when they would have to wait.
#[test]
fn nobody_else_poisons() {
    struct Writes<'a>(&'a poisoning::RwLock<i32>);

    impl Drop for Writes<'_> {
        fn drop(&mut self) {
            *self.0.write().unwrap() += 1;
        }
    }

    let lock = poisoning::RwLock::new(1);
    let reads = || {
        let _guard = lock.read().unwrap();
        resume_unwind(Box::new(()));
    };
    catch_unwind(reads).unwrap_err();
    let unwinds = || {
        let _writes = Writes(&lock);
        resume_unwind(Box::new(()));
    };
    catch_unwind(unwinds).unwrap_err();
    assert_eq!(*lock.read().unwrap(), 2);

    let guard = lock.write().unwrap();
    assert!(would_block(&lock.try_read()));
    assert!(would_block(&lock.try_write()));
    drop(guard);
}

/// What a reader can write, through an atomic, it may leave half written by a panic, and nobody is told; in std as well.
#[test]
fn a_reader_may_leave_half_written_what_it_can_write() {
    macro_rules! left_by_a_reader {
        ($($lock:ident)::+) => {{
            let lock = $($lock)::+::new((AtomicU32::new(0), AtomicU32::new(0)));
            let reads = || {
                let pair = lock.read().unwrap();
                // ORDERING: Relaxed: there is one thread.
                pair.0.store(1, Relaxed);
                resume_unwind(Box::new(()));
            };
            catch_unwind(reads).unwrap_err();
            let pair = lock.write().unwrap();
            (pair.0.load(Relaxed), pair.1.load(Relaxed))
        }};
    }
    assert_eq!(left_by_a_reader!(poisoning::RwLock), (1, 0));
    assert_eq!(left_by_a_reader!(std::sync::RwLock), (1, 0));
}

/// The value can be cloned, set and replaced in one call; of a poisoned lock it can't, and what was to go in comes back.
#[test]
fn the_value_of_a_lock_can_be_cloned_set_and_replaced() {
    let lock = poisoning::RwLock::new("a".to_owned());
    assert_eq!(lock.get_cloned().unwrap(), "a");
    lock.set("b".to_owned()).unwrap();
    assert_eq!(lock.replace("c".to_owned()).unwrap(), "b");
    poison(&lock);
    lock.get_cloned().unwrap_err().into_inner();
    assert_eq!(lock.set("d".to_owned()).unwrap_err().into_inner(), "d");
    assert_eq!(lock.replace("e".to_owned()).unwrap_err().into_inner(), "e");
    assert_eq!(lock.into_inner().unwrap_err().into_inner(), "c");
}

/// A guard of a part poisons as the whole does.
#[test]
fn a_guard_of_a_part_poisons() {
    let lock = poisoning::RwLock::new((1, 2));
    let panics = || {
        let guard = lock.write().unwrap();
        let mut part = poisoning::RwLockWriteGuard::map(guard, |pair| &mut pair.0);
        *part = 7;
        resume_unwind(Box::new(()));
    };
    catch_unwind(panics).unwrap_err();
    assert!(lock.is_poisoned());
    lock.clear_poison();
    let filters = || {
        let guard = lock.write().unwrap();
        let part = poisoning::RwLockWriteGuard::filter_map(guard, |pair| Some(&mut pair.0));
        let part = part.unwrap();
        poisoning::MappedRwLockWriteGuard::filter_map(part, |_| -> Option<&mut i32> {
            resume_unwind(Box::new(()))
        })
        .map(drop)
        .map_err(drop)
    };
    catch_unwind(filters).unwrap_err().downcast::<()>().unwrap();
    assert!(lock.is_poisoned());
    lock.clear_poison();
    let maps = || {
        let guard = lock.write().unwrap();
        let part = poisoning::RwLockWriteGuard::map(guard, |pair| &mut pair.0);
        let part = poisoning::MappedRwLockWriteGuard::map(part, |one| one);
        let part = poisoning::MappedRwLockWriteGuard::filter_map(part, |_| None::<&mut i32>);
        drop(part.unwrap_err());
    };
    maps();
    assert!(!lock.is_poisoned());
}

/// A guard that is downgraded while its thread unwinds poisons the lock: the panic came while it could write. In std it doesn't.
#[test]
fn a_downgrade_while_unwinding_poisons() {
    struct Downgrades<F: FnMut()>(F);

    impl<F: FnMut()> Drop for Downgrades<F> {
        fn drop(&mut self) {
            (self.0)();
        }
    }

    let (ours, std) = (poisoning::RwLock::new(1), std::sync::RwLock::new(1));
    let panics = || {
        let mut guard = Some(ours.write().unwrap());
        let _downgrades = Downgrades(move || {
            drop(guard.take().map(poisoning::RwLockWriteGuard::downgrade));
        });
        resume_unwind(Box::new(()));
    };
    catch_unwind(panics).unwrap_err();
    assert!(ours.is_poisoned());
    let panics = || {
        let mut guard = Some(std.write().unwrap());
        let _downgrades = Downgrades(move || {
            drop(guard.take().map(std::sync::RwLockWriteGuard::downgrade));
        });
        resume_unwind(Box::new(()));
    };
    catch_unwind(panics).unwrap_err();
    assert!(!std.is_poisoned());
    let guard = poisoning::RwLockWriteGuard::downgrade(ours.write().unwrap_err().into_inner());
    assert_eq!(*guard, 1);
}

// ---- Traits ----

/// The four kinds of value: both `Send` and `Sync`, `Send` alone, `Sync` alone, neither.
type Both = u8;
type SendOnly = Cell<u8>;
type SyncOnly = std::sync::MutexGuard<'static, u8>;
type Neither = Rc<u8>;

/// A lock can be sent if its value can, and shared if its value can be both sent and shared.
#[test]
fn a_lock_asks_for_both_to_be_shared() {
    assert_impl_all!(RwLock<Both>: Send, Sync);
    assert_impl_all!(RwLock<SendOnly>: Send);
    assert_not_impl_any!(RwLock<SendOnly>: Sync);
    assert_not_impl_any!(RwLock<SyncOnly>: Send, Sync);
    assert_not_impl_any!(RwLock<Neither>: Send, Sync);
    assert_impl_all!(poisoning::RwLock<Both>: Send, Sync);
    assert_impl_all!(poisoning::RwLock<SendOnly>: Send);
    assert_not_impl_any!(poisoning::RwLock<SendOnly>: Sync);
    assert_not_impl_any!(poisoning::RwLock<SyncOnly>: Send, Sync);
    assert_not_impl_any!(poisoning::RwLock<Neither>: Send, Sync);
    assert_impl_all!(rwlock::RawRwLock: Send, Sync);
}

/// No guard can be sent, and each can be shared if its value can.
#[test]
fn guards_stay_and_ask_for_sync() {
    macro_rules! guards {
        ($($guard:ty, $of_a_cell:ty, $of_sync:ty;)*) => {$(
            assert_impl_all!($guard: Sync);
            assert_not_impl_any!($guard: Send);
            assert_not_impl_any!($of_a_cell: Send, Sync);
            assert_impl_all!($of_sync: Sync);
            assert_not_impl_any!($of_sync: Send);
        )*};
    }
    guards! {
        RwLockReadGuard<'_, Both>, RwLockReadGuard<'_, SendOnly>, RwLockReadGuard<'_, SyncOnly>;
        MappedRwLockReadGuard<'_, Both>, MappedRwLockReadGuard<'_, SendOnly>,
            MappedRwLockReadGuard<'_, SyncOnly>;
        RwLockWriteGuard<'_, Both>, RwLockWriteGuard<'_, SendOnly>, RwLockWriteGuard<'_, SyncOnly>;
        MappedRwLockWriteGuard<'_, Both>, MappedRwLockWriteGuard<'_, SendOnly>,
            MappedRwLockWriteGuard<'_, SyncOnly>;
        poisoning::RwLockWriteGuard<'_, Both>, poisoning::RwLockWriteGuard<'_, SendOnly>,
            poisoning::RwLockWriteGuard<'_, SyncOnly>;
        poisoning::MappedRwLockWriteGuard<'_, Both>, poisoning::MappedRwLockWriteGuard<'_, SendOnly>,
            poisoning::MappedRwLockWriteGuard<'_, SyncOnly>;
    }
    assert_impl_all!(RwLockReadGuard<'_, str>: Debug, Display);
    assert_impl_all!(MappedRwLockWriteGuard<'_, str>: Debug, Display);
}

/// A panic may be caught around the poisoning lock and its guards, as around std's, whatever is in it, and around the plain lock and its write
/// guards only where nobody could see what the panic left.
#[test]
fn a_panic_may_be_caught_around_the_lock_that_poisons() {
    assert_impl_all!(poisoning::RwLock<RefCell<u8>>: UnwindSafe, RefUnwindSafe);
    assert_impl_all!(poisoning::RwLockWriteGuard<'_, RefCell<u8>>: UnwindSafe, RefUnwindSafe);
    assert_impl_all!(std::sync::RwLock<RefCell<u8>>: UnwindSafe, RefUnwindSafe);
    assert_impl_all!(std::sync::RwLockWriteGuard<'_, RefCell<u8>>: UnwindSafe, RefUnwindSafe);
    assert_impl_all!(RwLock<u8>: UnwindSafe);
    assert_not_impl_any!(RwLock<u8>: RefUnwindSafe);
    assert_not_impl_any!(RwLockWriteGuard<'_, u8>: UnwindSafe);
    assert_impl_all!(RwLockReadGuard<'_, u8>: UnwindSafe, RefUnwindSafe);
    assert_not_impl_any!(RwLockReadGuard<'_, RefCell<u8>>: UnwindSafe, RefUnwindSafe);
    assert_impl_all!(std::sync::RwLockReadGuard<'_, u8>: UnwindSafe, RefUnwindSafe);
    assert_not_impl_any!(std::sync::RwLockReadGuard<'_, RefCell<u8>>: UnwindSafe, RefUnwindSafe);
}

/// A read guard of something long-lived may stand for one of something shorter-lived, as a shared reference may.
#[test]
fn a_read_guard_is_covariant() {
    fn shortened<'a, 'b>(
        guard: RwLockReadGuard<'a, &'static str>,
        _shorter: &'b str,
    ) -> RwLockReadGuard<'a, &'b str> {
        guard
    }

    fn mapped<'a, 'b: 'a>(
        guard: MappedRwLockReadGuard<'a, &'static str>,
        _shorter: &'b str,
    ) -> MappedRwLockReadGuard<'a, &'b str> {
        guard
    }

    let lock = RwLock::new("long");
    let short = String::from("short");
    assert_eq!(*shortened(lock.read(), &short), "long");
    let part = RwLockReadGuard::map(lock.read(), |text| text);
    assert_eq!(*mapped(part, &short), "long");
}

/// Several threads can use one guard, if its value is `Sync`.
#[test]
fn a_guard_is_shared_between_threads() {
    watchdog(LIMIT, || {
        let guard = forever(forever(RwLock::new(7)).read());
        let (send, receive) = channel();
        let theirs = spawn(move || send.send(**guard).unwrap());
        assert_eq!((receive.recv(), **guard), (Ok(7), 7));
        theirs.join().unwrap();
    });
}
