//! The reader's file, the solution and wrong solutions, each under the same tests.
//!
//! No `sleeps`: the lock is done, and waits as it should.

#[macro_use]
#[path = "../support.rs"]
mod support;

variants! {
    exercise = "exercise.rs";
    solution = "solution.rs";
    wrong_nothing = "wrong/nothing.rs";
    wrong_deadlocks = "wrong/deadlocks.rs";
    wrong_lucky = "wrong/lucky.rs";
    wrong_a_marker_alone = "wrong/a_marker_alone.rs";
}
