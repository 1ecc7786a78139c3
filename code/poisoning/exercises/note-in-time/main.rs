//! The reader's file, the solution and wrong solutions, each under the same tests.
//!
//! No `sleeps`: nothing is waited for but the lock.

#[macro_use]
#[path = "../support.rs"]
mod support;

variants! {
    exercise = "exercise.rs";
    solution = "solution.rs";
    wrong_nothing = "wrong/nothing.rs";
    wrong_deadlocks = "wrong/deadlocks.rs";
    wrong_lucky = "wrong/lucky.rs";
    wrong_entry_too_early = "wrong/entry_too_early.rs";
}
