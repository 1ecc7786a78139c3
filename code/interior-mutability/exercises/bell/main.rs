//! The reader's file, the solution and wrong solutions, each under the same tests.
//!
//! No `sleeps`: nothing is waited for.
//! No `deadlocks`: nothing is waited for.

#![allow(clippy::unused_self, reason = "wrong solutions make no use of it")]
#![allow(clippy::doc_markdown, reason = "a message is quoted as it is")]

#[macro_use]
#[path = "../support.rs"]
mod support;

variants! {
    exercise = "exercise.rs";
    solution = "solution.rs";
    wrong_nothing = "wrong/nothing.rs";
    wrong_holds_on = "wrong/holds_on.rs";
    wrong_takes_it_away = "wrong/takes_it_away.rs";
    wrong_lucky = "wrong/lucky.rs";
}
