//! The stages on the way to what is built from a mutex and a condition variable. *Built from it: queue, barrier, semaphore* goes through them; what
//! stands at the root of this crate is where they lead.

pub mod locked;
pub mod one_condvar;
