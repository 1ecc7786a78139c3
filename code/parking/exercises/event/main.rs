//! The reader's file, the solution and wrong solutions, each under the same tests.
//!
//! No `sleeps`: `parks_once` is what a pause would be.

#![allow(clippy::unused_self, reason = "wrong solutions make no use of it")]

#[macro_use]
#[path = "../support.rs"]
mod support;

variants! {
    exercise = "exercise.rs";
    solution = "solution.rs";
    wrong_nothing = "wrong/nothing.rs";
    wrong_deadlocks = "wrong/deadlocks.rs";
    wrong_lucky = "wrong/lucky.rs";
    wrong_parks_once = "wrong/parks_once.rs";
    wrong_wakes_first = "wrong/wakes_first.rs";
}
