//! The statements that the pages of *Condition variables* make.
#![cfg(not(model))]

use condvar::Flag;

/// A new flag is down.
#[test]
fn a_new_flag_is_down() {
    assert!(!Flag::new().is_raised());
}

/// A flag that was raised stays up.
#[test]
fn a_raised_flag_stays_up() {
    let flag = Flag::new();
    flag.raise();
    assert!(flag.is_raised());
    assert!(flag.is_raised());
}
