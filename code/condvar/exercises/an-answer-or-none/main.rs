//! The reader's file, the solution and wrong solutions, each under the same tests.

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
    wrong_not_if_it_panics = "wrong/not_if_it_panics.rs";
    wrong_looks_once = "wrong/looks_once.rs";
}
