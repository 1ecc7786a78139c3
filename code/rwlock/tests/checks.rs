//! The statements that the pages of *Reader-writer locks* make.
#![cfg(not(model))]

use std::cell::{Cell, UnsafeCell};
use std::mem;
use std::sync::{Mutex, MutexGuard, RwLock, RwLockReadGuard, RwLockWriteGuard, TryLockError};
use std::thread;
use std::time::Duration;

use harness::{hangs, run, watchdog};
use parking_lot::RwLockUpgradableReadGuard;
use static_assertions::{assert_impl_all, assert_not_impl_any};

mod explored;

/// Far longer than any of these takes.
const LIMIT: Duration = Duration::from_mins(1);

// ---- Many readers or one writer ----

/// Two threads can be in an `RwLock` at once to read; with a `Mutex` the same two wait for each other for ever.
#[test]
fn two_readers_are_in_at_once() {
    assert_eq!(
        run("readers_meet"),
        "6 tides read, by two threads at once\n"
    );
    hangs("readers_meet_mutex");
}

/// While a reader is in, readers are let in and writers aren't; while a writer is in, nobody is.
#[test]
fn it_is_free_or_read_or_written() {
    let shown = run("states");
    let mut lines = shown.lines();
    assert_eq!(lines.next(), Some("nobody is in: read true, write true"));
    assert_eq!(lines.next(), Some("a reader is in: read true, write false"));
    assert_eq!(lines.next(), Some("3 tides"));
    assert_eq!(
        lines.next(),
        Some("a writer is in: read false, write false")
    );
    assert_eq!(lines.next(), Some("[3, 1, 4, 1]"));
}

/// Whoever has the lock exclusively gets at the value by `get_mut` and `into_inner`, without locking: even if a guard was forgotten.
#[test]
fn exclusive_access_needs_no_lock() {
    let mut lock = RwLock::new(7);
    mem::forget(lock.write().unwrap());
    assert!(matches!(lock.try_read(), Err(TryLockError::WouldBlock)));
    *lock.get_mut().unwrap() += 1;
    assert_eq!(lock.into_inner().unwrap(), 8);
}

/// A lock can be a static, which all threads use without an owner or a scope.
#[test]
fn a_lock_can_be_a_static() {
    static DEPTH: RwLock<u32> = RwLock::new(7);
    thread::spawn(|| *DEPTH.write().unwrap() += 1)
        .join()
        .unwrap();
    assert_eq!(*DEPTH.read().unwrap(), 8);
}

/// A read guard lends `&T`, and a write guard `&mut T`.
#[test]
fn a_read_guard_lends_shared_and_a_write_guard_exclusively() {
    use std::ops::DerefMut;
    assert_not_impl_any!(RwLockReadGuard<'static, u8>: DerefMut);
    assert_impl_all!(RwLockWriteGuard<'static, u8>: DerefMut);
    let lock = RwLock::new(7);
    *lock.write().unwrap() += 1;
    assert_eq!(*lock.read().unwrap(), 8);
}

/// What a request has taken out of the lock as an `Arc` stays as it was; whoever asks after the replacement gets the new one.
#[test]
fn a_request_keeps_what_it_began_with() {
    assert_eq!(
        run("replaced"),
        "this request: hello to 5\nthe next one: welcome to 7\n"
    );
}

/// Two numbers that are changed one after the other under the write lock are seen both old or both new.
#[test]
fn what_is_changed_bit_by_bit_is_seen_whole() {
    assert_eq!(run("many_read"), "each of them was whole\n");
}

/// On Linux, a reader that stays in keeps out the writer that waits for it, and with it every reader that comes after the writer.
#[test]
#[cfg(target_os = "linux")]
fn one_long_reader_holds_up_everybody() {
    assert_eq!(
        run("held_too_long"),
        "the request is not done: hello\nthe next one may read: false\nthen: welcome\n"
    );
}

// ---- Send and Sync ----

/// An `RwLock<T>` is `Send` if `T` is, and `Sync` only if `T` is both `Send` and `Sync`. A `Mutex<T>` is `Sync` if `T` is `Send`.
#[test]
fn an_rwlock_asks_for_both() {
    // Send and not Sync.
    assert_impl_all!(RwLock<Cell<u8>>: Send);
    assert_not_impl_any!(RwLock<Cell<u8>>: Sync);
    assert_impl_all!(Mutex<Cell<u8>>: Send, Sync);
    // Sync and not Send.
    assert_not_impl_any!(RwLock<MutexGuard<'static, u8>>: Send, Sync);
    assert_not_impl_any!(Mutex<MutexGuard<'static, u8>>: Send, Sync);
    assert_impl_all!(RwLock<u8>: Send, Sync);
}

/// Both guards are `Sync` if `T` is, and neither is ever `Send`.
#[test]
fn the_guards_may_be_shared_and_not_sent() {
    assert_impl_all!(RwLockReadGuard<'static, u8>: Sync);
    assert_impl_all!(RwLockWriteGuard<'static, u8>: Sync);
    assert_not_impl_any!(RwLockReadGuard<'static, u8>: Send);
    assert_not_impl_any!(RwLockWriteGuard<'static, u8>: Send);
    assert_not_impl_any!(RwLockReadGuard<'static, UnsafeCell<u8>>: Sync);
    assert_not_impl_any!(RwLockWriteGuard<'static, UnsafeCell<u8>>: Sync);
}

// ---- While a writer waits ----

/// On Linux, std's lock lets no reader in while a writer waits, though readers are in: not one of a thousand that ask.
#[test]
#[cfg(target_os = "linux")]
fn a_waiting_writer_keeps_readers_out() {
    watchdog(LIMIT, || {
        let lock = RwLock::new(0);
        thread::scope(|s| {
            let reader = lock.read().unwrap();
            s.spawn(|| *lock.write().unwrap() = 1);
            while lock.try_read().is_ok() {}
            for _ in 0..1_000 {
                assert!(matches!(lock.try_read(), Err(TryLockError::WouldBlock)));
            }
            assert_eq!(*reader, 0, "a writer was let in beside a reader");
        });
        assert_eq!(*lock.read().unwrap(), 1);
    });
}

/// On Linux, a thread that reads and reads again deadlocks if a writer has come to wait in between. With nobody writing it goes
/// well, and so it does for who passes on what was read.
#[test]
#[cfg(target_os = "linux")]
fn a_recursive_read_can_deadlock() {
    hangs("recursive_read");
    assert_eq!(
        run("recursive_read_mended"),
        "nobody writes: 10\na writer waits: 10\nit has written: 17\n"
    );
}

/// On Linux, a reader that waits, under its lock, for another to come in deadlocks if a writer comes first.
#[test]
#[cfg(target_os = "linux")]
fn a_reader_must_not_wait_for_another() {
    hangs("readers_never_meet");
}

/// `parking_lot`'s `read` deadlocks in the same way, and its `read_recursive` doesn't.
#[test]
fn read_recursive_does_not_wait_beside_a_reader() {
    hangs("parking_lot_hangs");
    assert_eq!(
        run("parking_lot_recursive"),
        "outer: 7\ninner: 7\nthen: 8\n"
    );
}

/// The book's own lock behaves as std's on Linux: it lets no reader in while a writer waits, so that to read twice can deadlock.
#[test]
fn the_books_own_lock_prefers_writers_too() {
    hangs("book_hangs");
}

/// Where readers are let in past a writer that waits, it waits for as long as they overlap.
#[test]
fn readers_that_overtake_starve_a_writer() {
    assert_eq!(
        run("overtaken"),
        "1000 of 1000 readers overtook the writer\nthen: open\n"
    );
}

// ---- To read and then to write ----

/// A `match` keeps the read guard of what it looks at, and a `write` in its arms waits for it for ever. The `else` of an `if let` doesn't,
/// in the edition of 2024.
#[test]
#[cfg(target_os = "linux")]
fn a_match_keeps_its_read_guard() {
    hangs("match_hangs");
    assert_eq!(run("if_let_lets_go"), "Vega: 0\nLyra: 1\n");
}

/// What was seen under a read lock may no longer be so under the write lock that follows: two threads that look, and then act,
/// moor one ship twice in four of the six orders of their steps.
#[test]
fn what_was_read_may_change_before_the_write() {
    assert_eq!(run("two_berths"), "[\"Vega\", \"Vega\"]\n");
    let explored = explored::two_berths();
    let orders = |name: &str| {
        let outcomes = &explored.figure().outcomes;
        let found = outcomes.iter().find(|outcome| outcome.name == name);
        found.map(|outcome| outcome.executions)
    };
    assert_eq!(explored.figure().executions, 6);
    assert_eq!(orders("two berths"), Some(4));
    assert_eq!(orders("one berth"), Some(2));
}

/// Whoever looks again under the write lock moors a ship once, even if both threads have looked before.
#[test]
fn to_look_again_under_the_write_lock_is_enough() {
    assert_eq!(run("one_berth"), "[\"Vega\"]\n");
}

/// Two readers that both want to write before they stop reading wait for each other.
#[test]
#[cfg(target_os = "linux")]
fn two_readers_that_upgrade_deadlock() {
    hangs("both_upgrade");
}

/// Of `parking_lot`'s upgradable readers one is let in at a time, beside plain readers, and no writer is let in beside it. It can't write
/// before the plain readers have left.
#[test]
fn one_reader_at_a_time_is_upgradable() {
    assert_eq!(
        run("upgradable"),
        "beside it, plain: true\nbeside it, upgradable: false\n[\"Vega\", \"Lyra\"]\n"
    );
    watchdog(LIMIT, || {
        let lock = parking_lot::RwLock::new(0);
        let seen = lock.upgradable_read();
        let reader = lock.read();
        let seen = RwLockUpgradableReadGuard::try_upgrade(seen).expect_err("beside a reader");
        drop(reader);
        assert!(lock.try_write().is_none(), "a writer was let in");
        *RwLockUpgradableReadGuard::upgrade(seen) += 1;
        assert_eq!(lock.into_inner(), 1);
    });
}

/// A write guard can be made a read guard: from then on others may read.
#[test]
fn a_write_guard_can_be_downgraded() {
    assert_eq!(
        run("downgraded"),
        "others may read: true\nothers may write: false\nthe last entry: all well\n"
    );
}

// ---- After a panic ----

/// A panic while the lock is held for reading doesn't poison it; a panic while it is held for writing does.
#[test]
fn only_writers_poison() {
    let shown = run("poisoned_by_writers");
    assert!(
        shown.contains("after a reader: poisoned false\n"),
        "{shown}"
    );
    assert!(shown.contains("after a writer: poisoned true\n"), "{shown}");
}
