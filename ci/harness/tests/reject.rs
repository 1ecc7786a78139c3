//! `rejects` on programs of its own, one of which the compiler accepts.
//!
//! `accepted.stderr` is written by hand: it stands for a diagnostic that the compiler no longer gives.

use harness::rejects;

#[test]
fn a_program_that_is_refused_passes_even_when_another_is_not() {
    rejects("moved", "E0382");
}

#[test]
#[should_panic(
    expected = "tests/reject/accepted.rs is not refused as tests/reject/accepted.stderr says"
)]
fn a_program_that_compiles_fails() {
    rejects("accepted", "E0382");
}

#[test]
#[should_panic(expected = "the error codes in tests/reject/moved.stderr")]
fn another_code_fails() {
    rejects("moved", "E0373");
}

#[test]
#[should_panic(expected = "there is no tests/reject/forgotten.rs")]
fn a_missing_program_fails() {
    rejects("forgotten", "E0382");
}
