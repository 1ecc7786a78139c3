use std::cell::Cell;
use std::rc::Rc;
use std::sync::MutexGuard;

use platform::model::{Bounds, model};

use super::given::Board;

/// A `Board<T>` is `Send` exactly if `T` is.
#[test]
fn it_is_sent_where_it_may_be() {
    model(Bounds::EXHAUSTIVE, || drop(Board::<u8>::new()));
    assert!(ask!(Board<u8>).0, "a board of numbers can't be sent");
    assert!(ask!(Board<Cell<u8>>).0, "a board of cells can't be sent");
    assert!(!ask!(Board<Rc<u8>>).0, "a board of `Rc`s can be sent");
    assert!(
        !ask!(Board<MutexGuard<'static, u8>>).0,
        "a board of guards can be sent"
    );
}

/// A `Board<T>` is `Sync` exactly if `T` is both `Send` and `Sync`.
#[test]
fn it_is_shared_where_it_may_be() {
    model(Bounds::EXHAUSTIVE, || drop(Board::<u8>::new()));
    assert!(ask!(Board<u8>).1, "a board of numbers can't be shared");
    assert!(!ask!(Board<Cell<u8>>).1, "a board of cells can be shared");
    assert!(!ask!(Board<Rc<u8>>).1, "a board of `Rc`s can be shared");
    assert!(
        !ask!(Board<MutexGuard<'static, u8>>).1,
        "a board of guards can be shared"
    );
}

/// One notice is put up, and whoever reads gets that.
#[test]
fn the_first_notice_stays() {
    model(Bounds::EXHAUSTIVE, || {
        let board = Board::new();
        assert_eq!(board.read(), None, "what is read (left) of an empty board");
        assert_eq!(board.put_up(1), Ok(()), "what the first comes to (left)");
        assert_eq!(board.put_up(2), Err(2), "what the second comes to (left)");
        assert_eq!(board.read(), Some(&1), "what is read (left)");
    });
}
