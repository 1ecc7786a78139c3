//! The reader's file, the solution and wrong solutions, each under the same tests.

#![allow(dead_code, reason = "wrong solutions may leave a field unused")]
#![allow(clippy::unused_self, reason = "wrong solutions make no use of it")]

#[macro_use]
#[path = "../support.rs"]
mod support;

variants! {
    exercise = "exercise.rs";
    solution = "solution.rs";
    wrong_nothing = "wrong/nothing.rs";
    wrong_sleeps = "wrong/sleeps.rs";
    wrong_deadlocks = "wrong/deadlocks.rs";
    wrong_lucky = "wrong/lucky.rs";
    wrong_stays_open = "wrong/stays_open.rs";
    wrong_looks_once = "wrong/looks_once.rs";
}
