//! The reader's file, the solution and wrong solutions, each under the same tests.
//!
//! No `sleeps`: `registers_late` is what a pause would hide.

#[macro_use]
#[path = "../support.rs"]
mod support;

variants! {
    exercise = "exercise.rs";
    solution = "solution.rs";
    wrong_nothing = "wrong/nothing.rs";
    wrong_deadlocks = "wrong/deadlocks.rs";
    wrong_lucky = "wrong/lucky.rs";
    wrong_registers_late = "wrong/registers_late.rs";
    wrong_leaves_its_name = "wrong/leaves_its_name.rs";
    wrong_wakes_the_last = "wrong/wakes_the_last.rs";
}
