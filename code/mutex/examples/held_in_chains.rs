//! Where is a lock held in a chain of conditions? The edition of 2021 has no such chains.

#![allow(
    clippy::all,
    clippy::pedantic,
    unused,
    reason = "each case is written as somebody might write it"
)]

use std::cell::Cell;
use std::sync::Mutex;

#[macro_use]
mod cases;

#[rustfmt::skip] // A line for each case.
fn main() {
    cases! { "chains" m here:
        { if let Some(last) = m.lock().unwrap().last() && { here(); true } {} }
        { if let Some(last) = m.lock().unwrap().last() && *last == 1 { here() } }
        { if let Some(last) = m.lock().unwrap().last() && *last == 2 {} else { here() } }
        { if m.lock().unwrap().len() == 1 && let Some(one) = Some(1) { here() } }
        { if m.lock().unwrap().len() == 1 && { here(); true } {} }
        { while let Some(last) = m.lock().unwrap().pop() && last == 1 { here() } }
    }
}
