//! What the tests and benches of the sections share.
//!
//! - [`output`] and [`runs`] run an example of the crate under test and compare what it prints with what the
//!   book shows. `SNAPSHOTS=overwrite` records it instead. [`outputs!`] is a test of each of many.
//! - [`rejects()`] has the compiler refuse a program and compares its diagnostic with the one the book shows.
//!   `TRYBUILD=overwrite` records it instead.
//! - [`listing`] has the compiler optimise a program and compares the assembly of a function with the book's;
//!   [`optimised`] runs such a program.
//! - [`hangs`] compares the output of an example that never ends; [`stuck`] returns that of any program. [`run`] and [`command`] are for checks that look at an
//!   example in another way.
//! - [`Task`] says of a thread whether it sleeps. [`pin`] keeps the calling one on one of the [`processors()`], and `processor_time` is what it has spent.
//! - [`interleaves`] and [`cut_off`] say which outputs a program may have when its order varies.
//! - [`Exploration`] goes through every order of a program's steps, as a figure of the book.
//! - [`table`] compares a table that a test has found out with the one that the book shows, [`bullets`] a list; [`settle`] any other text.
//! - [`watchdog()`] turns a test that hangs into one that fails, and [`transcript`] does so for a whole program.
//!
//! They panic when something is wrong, because they are the bodies of tests. They find the crate under
//! test by the working directory, which cargo sets to the crate's folder.

mod explore;
mod lanes;
mod listings;
mod outputs;
mod process;
mod processors;
mod rejects;
mod tables;
mod watchdog;

pub use explore::{End, Exploration, Explored, Step, step};
pub use figure::settle;
pub use lanes::{cut_off, interleaves};
pub use listings::{Listing, listing, optimised};
pub use outputs::{command, hangs, output, run, runs, stuck};
pub use process::{Task, transcript};
#[cfg(target_os = "linux")]
pub use processors::processor_time;
pub use processors::{pin, processors};
pub use rejects::rejects;
pub use tables::{bullets, table};
pub use watchdog::watchdog;
