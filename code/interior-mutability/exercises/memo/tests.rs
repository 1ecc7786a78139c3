use std::cell::Cell;

use super::given::Memo;

/// What was made once isn't made again.
#[test]
fn a_value_is_made_once() {
    let (memo, made) = (Memo::default(), Cell::new(0));
    let times_ten = |_: &Memo, key| {
        made.set(made.get() + 1);
        u64::from(key) * 10
    };
    assert_eq!(memo.get(1, &times_ten), 10, "the value (left) is wrong");
    assert_eq!(memo.get(2, &times_ten), 20, "the value (left) is wrong");
    assert_eq!(memo.get(1, &times_ten), 10, "the value (left) is wrong");
    assert_eq!(made.get(), 2, "so many were made (left)");
}

/// To make a value, others may be wanted from the same memo; each is made once.
#[test]
fn whoever_makes_a_value_may_want_others() {
    fn fibonacci(memo: &Memo, made: &Cell<u32>, n: u32) -> u64 {
        memo.get(n, &|memo, n| {
            made.set(made.get() + 1);
            match n {
                0 | 1 => u64::from(n),
                _ => fibonacci(memo, made, n - 1) + fibonacci(memo, made, n - 2),
            }
        })
    }
    let (memo, made) = (Memo::default(), Cell::new(0));
    assert_eq!(
        fibonacci(&memo, &made, 15),
        610,
        "the value (left) is wrong"
    );
    assert_eq!(made.get(), 16, "so many were made (left)");
}
