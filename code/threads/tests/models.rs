//! Models of the section's `JoinHandle`. In a model build (`RUSTFLAGS="--cfg model"`) each test runs in
//! every execution that its bounds allow; on an operating system the same body runs again and again.
//!
//! Two threads are enough: the packet has two owners, and no third party touches it. So most models
//! here are exhaustive.
//!
//! The checker doesn't see leaked boxes. So these tests bring their own allocator, which counts and
//! keeps the packets of a type with a marked alignment.

use std::alloc::{GlobalAlloc, Layout, System};
use std::panic::resume_unwind;
use std::sync::atomic::Ordering::{Relaxed, SeqCst};

use platform::atomic::AtomicUsize;
use platform::cell::UnsafeCell;
use platform::model::{Bounds, model};
use platform::sync::Arc;
use threads::{JoinHandle, spawn};
