//! The reader's file, the solution and wrong solutions, each under the same tests.
//!
//! No `sleeps`: nothing is waited for.
//! No `deadlocks`: nothing is waited for.

#[macro_use]
#[path = "../support.rs"]
mod support;

variants! {
    exercise = "exercise.rs";
    solution = "solution.rs";
    wrong_nothing = "wrong/nothing.rs";
    wrong_lucky = "wrong/lucky.rs";
    wrong_like_a_mutex = "wrong/like_a_mutex.rs";
    wrong_too_strict = "wrong/too_strict.rs";
    wrong_asks_for_send = "wrong/asks_for_send.rs";
}
