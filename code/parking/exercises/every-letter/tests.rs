use std::collections::VecDeque;

use mutex::Mutex;
use platform::model::{Bounds, model};
use platform::sync::Arc;
use threads::spawn;

use super::given::sort;

/// Two letters that come before the clerk looks leave one token, and both are sorted.
#[test]
fn two_letters_leave_one_token() {
    model(Bounds::preemptions(2), || {
        let tray = Mutex::new(VecDeque::new());
        for letter in [7, 9, 0] {
            tray.lock().push_back(letter);
            parking::current().unpark();
        }
        assert_eq!(sort(&tray), [7, 9], "the letters that were sorted (left)");
    });
}

/// A letter that comes at any moment is sorted.
#[test]
fn letters_come_at_any_moment() {
    model(Bounds::preemptions(2), || {
        let tray = Arc::new(Mutex::new(VecDeque::new()));
        let theirs = Arc::clone(&tray);
        let clerk = spawn(move || sort(&theirs));
        for letter in [7, 0] {
            tray.lock().push_back(letter);
            clerk.thread().unpark();
        }
        let sorted = clerk.join().unwrap();
        assert_eq!(sorted, [7], "the letters that were sorted (left)");
    });
}

/// A token that is left over from before brings no letter.
#[test]
fn a_token_is_no_letter() {
    model(Bounds::preemptions(2), || {
        let tray = Arc::new(Mutex::new(VecDeque::new()));
        let theirs = Arc::clone(&tray);
        let clerk = spawn(move || {
            parking::current().unpark();
            sort(&theirs)
        });
        tray.lock().push_back(0);
        clerk.thread().unpark();
        let sorted = clerk.join().unwrap();
        let none: [u32; 0] = [];
        assert_eq!(sorted, none, "the letters that were sorted (left)");
    });
}
