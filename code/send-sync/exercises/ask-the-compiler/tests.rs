use std::cell::Cell;
use std::rc::Rc;
use std::sync::MutexGuard;

#[allow(unused_imports, reason = "an answer may make it needless")]
use super::given::{Ask, Otherwise};

/// `MOVES` is yes for what is `Send`, and no for the rest.
#[test]
fn it_says_what_moves() {
    assert!(<Ask<u8>>::MOVES, "a `u8` moves");
    assert!(<Ask<Cell<u8>>>::MOVES, "a `Cell` moves");
    assert!(!<Ask<Rc<u8>>>::MOVES, "an `Rc` doesn't move");
    assert!(!<Ask<MutexGuard<'static, u8>>>::MOVES, "a guard doesn't move");
}

/// `IS_SHARED` is yes for what is `Sync`, and no for the rest.
#[test]
fn it_says_what_is_shared() {
    assert!(<Ask<u8>>::IS_SHARED, "a `u8` is shared");
    assert!(<Ask<MutexGuard<'static, u8>>>::IS_SHARED, "a guard is shared");
    assert!(!<Ask<Cell<u8>>>::IS_SHARED, "a `Cell` isn't shared");
    assert!(!<Ask<Rc<u8>>>::IS_SHARED, "an `Rc` isn't shared");
}

/// `GOES_INTO_AN_ARC` is yes for what is both, and no for the rest.
#[test]
fn it_says_what_goes_into_an_arc() {
    assert!(<Ask<u8>>::GOES_INTO_AN_ARC, "a `u8` goes into an `Arc`");
    assert!(!<Ask<Rc<u8>>>::GOES_INTO_AN_ARC, "an `Rc` doesn't go into an `Arc`");
    assert!(!<Ask<Cell<u8>>>::GOES_INTO_AN_ARC, "a `Cell` doesn't go into an `Arc`");
    let guard = <Ask<MutexGuard<'static, u8>>>::GOES_INTO_AN_ARC;
    assert!(!guard, "a guard doesn't go into an `Arc`");
}
