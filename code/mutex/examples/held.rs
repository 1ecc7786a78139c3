//! Where is a lock held? Each case locks `m` in its own way, and calls `here`.

#![allow(
    clippy::all,
    clippy::pedantic,
    let_underscore_lock,
    unreachable_code,
    unused,
    reason = "each case is written as somebody might write it"
)]

use std::cell::Cell;
use std::sync::{Mutex, MutexGuard};

#[macro_use]
mod cases;

/// Calls a function when it is dropped.
struct AtEnd<F: Fn()>(F);

impl<F: Fn()> Drop for AtEnd<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

fn call(_: usize, function: impl Fn()) {
    function();
}

fn call_with(_: MutexGuard<'_, Vec<u32>>, function: impl Fn()) {
    function();
}

struct Row {
    len: usize,
    rest: (),
}

#[rustfmt::skip] // A line for each case.
fn main() {
    cases! { "variables" m here:
        { let guard = m.lock().unwrap(); here(); }
        { let _guard = m.lock().unwrap(); here(); }
        { let guard = m.lock().unwrap(); let guard = guard.len(); here(); }
        { let guard = m.lock().unwrap(); drop(guard); here(); }
        { { let guard = m.lock().unwrap(); } here(); }
        { let _ = m.lock().unwrap(); here(); }
        { _ = m.lock().unwrap(); here(); }
        { let len = m.lock().unwrap().len(); here(); }
        { let list = &*m.lock().unwrap(); here(); }
        { let list = &mut *m.lock().unwrap(); here(); }
        { let len = &m.lock().unwrap().len(); here(); }
        { let Some(last) = m.lock().unwrap().pop() else { return }; here(); }
        { let Some(last) = m.lock().unwrap().get(9).copied() else { here(); return }; }
    }
    cases! { "expressions" m here:
        { m.lock().unwrap().push(2); here(); }
        { m.lock().unwrap().push({ here(); 2 }); }
        { *m.lock().unwrap() = { here(); Vec::new() }; }
        { m.lock().unwrap()[0] += { here(); 2 }; }
        { m.lock().unwrap().iter().for_each(|_| here()); }
        { call(m.lock().unwrap().len(), here); }
        { call_with(m.lock().unwrap(), here); }
        { drop(m.lock().unwrap()); here(); }
        { let row = (m.lock().unwrap().len(), here()); }
        { let row = Row { len: m.lock().unwrap().len(), rest: here() }; }
        { let text = format!("{} {:?}", m.lock().unwrap().len(), here()); }
        { let none = m.lock().unwrap().is_empty() || { here(); true }; }
        { let none = m.lock().unwrap().is_empty() | { here(); true }; }
        { let one = matches!(m.lock().unwrap().len(), n if { here(); n == 1 }); }
    }
    cases! { "branches" m here:
        { if m.lock().unwrap().len() == 1 { here() } }
        { if m.lock().unwrap().is_empty() {} else { here() } }
        { if matches!(m.lock().unwrap().last(), Some(1)) { here() } }
        { if let Some(last) = m.lock().unwrap().last() { here() } }
        { if let Some(last) = m.lock().unwrap().pop() { here() } }
        { if let Some(last) = m.lock().unwrap().get(9) {} else { here() } }
        { if let Some(last) = m.lock().unwrap().get(9) {} else if true { here() } }
        { if let Some(last) = m.lock().unwrap().last() {} here(); }
        { if let Some(last) = { m.lock().unwrap().pop() } { here() } }
        { match m.lock().unwrap().pop() { Some(last) => here(), None => () } }
        { match m.lock().unwrap().len() { n => here() } }
        { match { m.lock().unwrap().len() } { n => here() } }
        { match 1 { n if m.lock().unwrap().len() == n => here(), _ => () } }
        { match m.lock().unwrap().pop() { _ => () } here(); }
    }
    cases! { "loops" m here:
        { while m.lock().unwrap().len() == 1 { here(); break } }
        { while let Some(last) = m.lock().unwrap().pop() { here() } }
        { while let Some(last) = { m.lock().unwrap().pop() } { here() } }
        { loop { let Some(last) = m.lock().unwrap().pop() else { break }; here() } }
        { for n in m.lock().unwrap().iter() { here() } }
        { for n in m.lock().unwrap().clone() { here() } }
        { for n in 0..m.lock().unwrap().len() { here() } }
        { for n in m.lock().unwrap().iter() {} here(); }
    }
    cases! { "ends of blocks" m here:
        { let len = { m.lock().unwrap().len() }; here(); }
        { call({ m.lock().unwrap().len() }, here); }
        { let len = { let at_end = AtEnd(here); m.lock().unwrap().len() }; }
        { let len = { let at_end = AtEnd(here); let len = m.lock().unwrap().len(); len }; }
        { let len = || { let at_end = AtEnd(here); m.lock().unwrap().len() }; len(); }
        { let len = || m.lock().unwrap().len(); call(len(), here); }
        { let len = || { return m.lock().unwrap().len() }; call(len(), here); }
    }
}
