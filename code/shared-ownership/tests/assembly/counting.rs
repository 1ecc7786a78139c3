//! What `contract.rs` counts the instructions of: the section's own files, on std's atomics. (That the platform's are the same is
//! a test of the platform.) Compiled alone, so that nothing else has to be.

#![allow(dead_code, missing_docs, clippy::all)]

extern crate self as platform;

pub mod atomic {
    pub use std::sync::atomic::{AtomicUsize, fence};
}

pub mod hint {
    pub use std::hint::spin_loop;
}

#[path = "../../src/arc.rs"]
mod arc;
#[path = "../../src/block.rs"]
mod block;
#[path = "../../src/impls.rs"]
mod impls;
#[path = "../../src/rc.rs"]
pub mod rc;

use arc::{Arc, Weak};
use rc::Rc;

#[unsafe(no_mangle)]
pub fn counting_clone(value: &Arc<u64>) -> Arc<u64> {
    Arc::clone(value)
}

#[unsafe(no_mangle)]
pub fn counting_drop(value: Arc<u64>) {
    drop(value);
}

#[unsafe(no_mangle)]
pub fn counting_upgrade(value: &Weak<u64>) -> Option<Arc<u64>> {
    value.upgrade()
}

#[unsafe(no_mangle)]
pub fn counting_deref(value: &Arc<dyn Fn() -> u64>) -> &dyn Fn() -> u64 {
    &**value
}

#[unsafe(no_mangle)]
pub fn counting_rc(value: &Rc<u64>) -> Rc<u64> {
    Rc::clone(value)
}
