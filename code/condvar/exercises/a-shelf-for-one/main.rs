//! The reader's file, the solution and wrong solutions, each under the same tests.
//!
//! No `sleeps`: nothing is waited for but the shelf.

#![allow(dead_code, reason = "what isn't written yet leaves a field unused")]
#![allow(clippy::unused_self, reason = "and makes no use of it")]

#[macro_use]
#[path = "../support.rs"]
mod support;

variants! {
    exercise = "exercise.rs";
    solution = "solution.rs";
    wrong_nothing = "wrong/nothing.rs";
    wrong_deadlocks = "wrong/deadlocks.rs";
    wrong_lucky = "wrong/lucky.rs";
    wrong_mixed_up = "wrong/mixed_up.rs";
}
