use std::cell::Cell;
use std::rc::Rc;
use std::sync::MutexGuard;

use platform::model::{Bounds, model};

use super::given::{ReadGuard, TryLock, WriteGuard};

/// `Send` and not `Sync`.
type SendAlone = Cell<u8>;
/// `Sync` and not `Send`.
type SyncAlone = MutexGuard<'static, u8>;

/// Begins with the lock, so that there is something to do before the compiler is asked.
macro_rules! make_one {
    () => {
        model(Bounds::EXHAUSTIVE, || {
            let lock = TryLock::new(7);
            assert!(lock.try_read().is_some(), "a free lock lets nobody in");
        });
    };
}

/// The lock may be shared exactly if its value is both `Send` and `Sync`.
#[test]
fn the_lock_may_be_shared() {
    make_one!();
    assert!(ask!(TryLock<u8>).1, "a lock of numbers can't be shared");
    assert!(!ask!(TryLock<SendAlone>).1, "a lock of cells can be shared");
    assert!(
        !ask!(TryLock<SyncAlone>).1,
        "a lock of guards can be shared"
    );
    assert!(!ask!(TryLock<Rc<u8>>).1, "a lock of `Rc`s can be shared");
}

/// The lock may be sent exactly if its value may: that is left to the compiler.
#[test]
fn the_lock_may_be_sent() {
    make_one!();
    assert!(ask!(TryLock<SendAlone>).0, "a lock of cells can't be sent");
    assert!(!ask!(TryLock<SyncAlone>).0, "a lock of guards can be sent");
}

/// A read guard is as good as a `&T`: it may be sent and shared exactly if `T` is `Sync`.
#[test]
fn the_read_guard() {
    make_one!();
    assert_eq!(
        ask!(ReadGuard<'static, u8>),
        (true, true),
        "whether a read guard of a number can be sent and shared (left)"
    );
    let (sent, shared) = ask!(ReadGuard<'static, SendAlone>);
    assert!(!sent, "a read guard of a cell can be sent");
    assert!(!shared, "a read guard of a cell can be shared");
    assert_eq!(
        ask!(ReadGuard<'static, SyncAlone>),
        (true, true),
        "whether a read guard of a guard can be sent and shared (left)"
    );
    let neither = ask!(ReadGuard<'static, Rc<u8>>);
    assert_eq!(neither, (false, false), "of an `Rc` (left)");
}

/// A write guard may be sent exactly if `T` may, and shared exactly if `T` may be.
#[test]
fn the_write_guard() {
    make_one!();
    let (sent, shared) = ask!(WriteGuard<'static, SendAlone>);
    assert!(sent, "a write guard of a cell can't be sent");
    assert!(!shared, "a write guard of a cell can be shared");
    let (sent, shared) = ask!(WriteGuard<'static, SyncAlone>);
    assert!(!sent, "a write guard of a guard can be sent");
    assert!(shared, "a write guard of a guard can't be shared");
    let neither = ask!(WriteGuard<'static, Rc<u8>>);
    assert_eq!(neither, (false, false), "of an `Rc` (left)");
}

/// Readers come in beside readers, and a writer alone.
#[test]
fn it_is_still_a_lock() {
    model(Bounds::EXHAUSTIVE, || {
        let lock = TryLock::new(7);
        let one = lock.try_read().expect("nobody is in");
        let other = lock.try_read().expect("a reader is in");
        assert_eq!(*one + *other, 14);
        assert!(lock.try_write().is_none(), "a writer beside readers");
        drop((one, other));
        let mut writer = lock.try_write().expect("nobody is in");
        *writer += 1;
        assert!(lock.try_read().is_none(), "a reader beside a writer");
        drop(writer);
        assert_eq!(*lock.try_read().expect("nobody is in"), 8);
    });
}
