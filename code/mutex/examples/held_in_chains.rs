//! Where is a lock held in a chain of conditions? The edition of 2021 has no such chains.

#![allow(
    clippy::all,
    clippy::pedantic,
    unused,
    reason = "each case is written as somebody might write it"
)]

use std::cell::Cell;

#[macro_use]
mod cases;

use cases::Lock;

#[rustfmt::skip] // A line for each case.
fn main() {
    cases! { "chains" m here:
        { if let Some(last) = m.lock().last() && { here(); true } {} }
        { if let Some(last) = m.lock().last() && *last == 1 { here() } }
        { if let Some(last) = m.lock().last() && *last == 2 {} else { here() } }
        { if m.lock().len() == 1 && let Some(one) = Some(1) { here() } }
        { if m.lock().len() == 1 && { here(); true } {} }
        { while let Some(last) = m.lock().pop() && last == 1 { here() } }
    }
}
