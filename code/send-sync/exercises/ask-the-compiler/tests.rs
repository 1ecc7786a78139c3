use std::cell::Cell;
use std::rc::Rc;
use std::sync::MutexGuard;

#[allow(unused_imports, reason = "an answer may make it needless")]
use super::given::{Ask, Otherwise};

/// `moves` is yes for what is `Send`, and no for the rest.
#[test]
fn it_says_what_moves() {
    assert!(<Ask<u8>>::moves(), "a `u8` moves");
    assert!(<Ask<Cell<u8>>>::moves(), "a `Cell` moves");
    assert!(!<Ask<Rc<u8>>>::moves(), "an `Rc` doesn't move");
    assert!(
        !<Ask<MutexGuard<'static, u8>>>::moves(),
        "a guard doesn't move"
    );
}

/// `is_shared` is yes for what is `Sync`, and no for the rest.
#[test]
fn it_says_what_is_shared() {
    assert!(<Ask<u8>>::is_shared(), "a `u8` is shared");
    assert!(
        <Ask<MutexGuard<'static, u8>>>::is_shared(),
        "a guard is shared"
    );
    assert!(!<Ask<Cell<u8>>>::is_shared(), "a `Cell` isn't shared");
    assert!(!<Ask<Rc<u8>>>::is_shared(), "an `Rc` isn't shared");
}

/// `goes_into_an_arc` is yes for what is both, and no for the rest.
#[test]
fn it_says_what_goes_into_an_arc() {
    assert!(<Ask<u8>>::goes_into_an_arc(), "a `u8` goes into an `Arc`");
    assert!(
        !<Ask<Rc<u8>>>::goes_into_an_arc(),
        "an `Rc` doesn't go into an `Arc`"
    );
    assert!(
        !<Ask<Cell<u8>>>::goes_into_an_arc(),
        "a `Cell` doesn't go into an `Arc`"
    );
    let guard = <Ask<MutexGuard<'static, u8>>>::goes_into_an_arc();
    assert!(!guard, "a guard doesn't go into an `Arc`");
}
