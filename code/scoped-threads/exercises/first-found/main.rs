//! The reader's file, the solution and wrong solutions, each under the same tests.
//!
//! No `sleeps`: a scope waits for its threads by itself, and nobody is tempted to sleep for them.

#[macro_use]
#[path = "../support.rs"]
mod support;

variants! {
    exercise = "exercise.rs";
    solution = "solution.rs";
    wrong_nothing = "wrong/nothing.rs";
    wrong_deadlocks = "wrong/deadlocks.rs";
    wrong_lucky = "wrong/lucky.rs";
    wrong_trusts_the_first = "wrong/trusts_the_first.rs";
}
