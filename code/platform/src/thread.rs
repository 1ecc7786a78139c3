//! Threads without a handle.
use std::io;

/// How a thread is to be started.
#[derive(Debug, Default, Clone)]
pub struct Options {
    /// The name that debuggers show.
    pub name: Option<String>,
    /// Bytes of stack, at the least.
    pub stack_size: Option<usize>,
}

/// Starts a thread that nobody waits for.
///
/// # Errors
/// When the operating system refuses.
pub fn start(options: &Options, main: Box<dyn FnOnce() + Send>) -> io::Result<()> {
    let mut b = std::thread::Builder::new();
    if let Some(n) = &options.name { b = b.name(n.clone()); }
    if let Some(s) = options.stack_size { b = b.stack_size(s); }
    b.spawn(main).map(drop)
}
pub use std::thread::yield_now;
