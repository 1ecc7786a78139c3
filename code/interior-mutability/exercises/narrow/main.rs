//! The reader's file, the solution and wrong solutions, each under the same tests.
//!
//! No `nothing`: there is nothing to return but a guard.
//! No `sleeps`: nothing is waited for.
//! No `deadlocks`: nothing is waited for.

#[macro_use]
#[path = "../support.rs"]
mod support;

variants! {
    exercise = "exercise.rs";
    solution = "solution.rs";
    wrong_lets_go = "wrong/lets_go.rs";
    wrong_lucky = "wrong/lucky.rs";
}
