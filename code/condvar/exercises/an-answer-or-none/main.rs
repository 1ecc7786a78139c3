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
    wrong_looks_once = "wrong/looks_once.rs";
    wrong_not_in_a_panic = "wrong/not_in_a_panic.rs";
}
