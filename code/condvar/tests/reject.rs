//! Programs of *Condition variables* that the compiler must refuse.
#![cfg(not(model))]

/// A flag that was given away can't be raised.
#[test]
fn a_flag_given_away_can_not_be_raised() {
    harness::rejects("given_away", "E0382");
}
