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
use std::ops::AddAssign;
use std::sync::MutexGuard;

#[macro_use]
mod cases;

use cases::Lock;

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

struct Apple;

impl AddAssign<Apple> for Vec<u32> {
    fn add_assign(&mut self, _: Apple) {
        self.push(180);
    }
}

struct Row {
    len: usize,
    rest: (),
}

#[rustfmt::skip] // A line for each case.
fn main() {
    cases! { "variables" m here:
        { let guard = m.lock(); here(); }
        { let _guard = m.lock(); here(); }
        { let guard = m.lock(); let guard = guard.len(); here(); }
        { let guard = m.lock(); drop(guard); here(); }
        { { let guard = m.lock(); } here(); }
        { let _ = m.lock(); here(); }
        { _ = m.lock(); here(); }
        { let len = m.lock().len(); here(); }
        { let list = &*m.lock(); here(); }
        { let list = &mut *m.lock(); here(); }
        { let len = &m.lock().len(); here(); }
        { let Some(last) = m.lock().pop() else { return }; here(); }
        { let Some(last) = m.lock().get(9).copied() else { here(); return }; }
    }
    cases! { "expressions" m here:
        { m.lock().push(2); here(); }
        { m.lock().push({ here(); 2 }); }
        { *m.lock() = { here(); Vec::new() }; }
        { m.lock()[0] += { here(); 2 }; }
        { *m.lock() += { here(); Apple }; }
        { m.lock().iter().for_each(|_| here()); }
        { call(m.lock().len(), here); }
        { call_with(m.lock(), here); }
        { drop(m.lock()); here(); }
        { let row = (m.lock().len(), here()); }
        { let row = Row { len: m.lock().len(), rest: here() }; }
        { let text = format!("{} {:?}", m.lock().len(), here()); }
        { let none = m.lock().is_empty() || { here(); true }; }
        { let none = m.lock().is_empty() | { here(); true }; }
        { let one = matches!(m.lock().len(), n if { here(); n == 1 }); }
    }
    cases! { "branches" m here:
        { if m.lock().len() == 1 { here() } }
        { if m.lock().is_empty() {} else { here() } }
        { if matches!(m.lock().last(), Some(1)) { here() } }
        { if let Some(last) = m.lock().last() { here() } }
        { if let Some(last) = m.lock().pop() { here() } }
        { if let Some(last) = m.lock().get(9) {} else { here() } }
        { if let Some(last) = m.lock().get(9) {} else if true { here() } }
        { if let Some(last) = m.lock().last() {} here(); }
        { if let Some(last) = { m.lock().pop() } { here() } }
        { match m.lock().pop() { Some(last) => here(), None => () } }
        { match m.lock().len() { n => here() } }
        { match { m.lock().len() } { n => here() } }
        { match 1 { n if m.lock().len() == n => here(), _ => () } }
        { match m.lock().pop() { _ => () } here(); }
    }
    cases! { "loops" m here:
        { while m.lock().len() == 1 { here(); break } }
        { while let Some(last) = m.lock().pop() { here() } }
        { while let Some(last) = { m.lock().pop() } { here() } }
        { loop { let Some(last) = m.lock().pop() else { break }; here() } }
        { for n in m.lock().iter() { here() } }
        { for n in m.lock().clone() { here() } }
        { for n in { m.lock().clone() } { here() } }
        { for n in 0..m.lock().len() { here() } }
        { for n in m.lock().iter() {} here(); }
    }
    cases! { "ends of blocks" m here:
        { let len = { m.lock().len() }; here(); }
        { call({ m.lock().len() }, here); }
        { let len = { let at_end = AtEnd(here); m.lock().len() }; }
        { let len = { let at_end = AtEnd(here); let len = m.lock().len(); len }; }
        { let len = || { let at_end = AtEnd(here); m.lock().len() }; len(); }
        { let len = || m.lock().len(); call(len(), here); }
        { let len = || { return m.lock().len() }; call(len(), here); }
    }
}
