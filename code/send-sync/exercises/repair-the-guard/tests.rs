use std::cell::Cell;
use std::rc::Rc;
use std::sync::MutexGuard;

use platform::model::{Bounds, both, model};

use super::given::{Guard, Lock};

/// A guard is never `Send`.
#[test]
fn it_stays_on_its_thread() {
    model(Bounds::EXHAUSTIVE, || drop(Lock::new(0).lock()));
    assert!(
        !ask!(Guard<'static, u8>).0,
        "a guard of a number can be sent"
    );
    assert!(
        !ask!(Guard<'static, Cell<u8>>).0,
        "a guard of a cell can be sent"
    );
}

/// A guard is `Sync` exactly if its value is.
#[test]
fn it_is_shared_where_its_value_may_be() {
    model(Bounds::EXHAUSTIVE, || drop(Lock::new(0).lock()));
    assert!(
        ask!(Guard<'static, u8>).1,
        "a guard of a number can't be shared"
    );
    assert!(
        ask!(Guard<'static, MutexGuard<'static, u8>>).1,
        "a guard of a guard can't be shared"
    );
    assert!(
        !ask!(Guard<'static, Cell<u8>>).1,
        "a guard of a cell can be shared"
    );
    assert!(
        !ask!(Guard<'static, Rc<u8>>).1,
        "a guard of an `Rc` can be shared"
    );
}

/// The lock still lets one thread in at a time.
#[test]
fn the_lock_still_works() {
    model(Bounds::EXHAUSTIVE, || {
        let lock = Lock::new(0);
        drop(lock.lock());
        both(|| *lock.lock() += 1, || *lock.lock() += 1);
        assert_eq!(*lock.lock(), 2, "the count (left) after two additions");
    });
}
