//! The reader's file, the solution and wrong solutions, each under the same tests.
//!
//! No `sleeps`: nothing is waited for but the lock.

#![allow(clippy::unused_self, reason = "wrong solutions make no use of it")]
#![allow(clippy::doc_markdown, reason = "a message is quoted as it is")]

#[macro_use]
#[path = "../support.rs"]
mod support;

variants! {
    exercise = "exercise.rs";
    solution = "solution.rs";
    wrong_nothing = "wrong/nothing.rs";
    wrong_lucky = "wrong/lucky.rs";
    wrong_deadlocks = "wrong/deadlocks.rs";
    wrong_drops_inside = "wrong/drops_inside.rs";
    wrong_stays_poisoned = "wrong/stays_poisoned.rs";
}
