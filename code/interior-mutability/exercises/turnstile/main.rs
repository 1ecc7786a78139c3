//! The reader's file, the solution and wrong solutions, each under the same tests.
//!
//! No `sleeps`: nothing is waited for.
//! No `deadlocks`: nothing is waited for.

#![allow(clippy::unused_self, reason = "wrong solutions make no use of it")]

#[macro_use]
#[path = "../support.rs"]
mod support;

variants! {
    exercise = "exercise.rs";
    solution = "solution.rs";
    wrong_nothing = "wrong/nothing.rs";
    wrong_changes_a_copy = "wrong/changes_a_copy.rs";
    wrong_lucky = "wrong/lucky.rs";
}
