//! # The first that finds stops the others
//!
//! Call each search again and again, each in a thread of its own, until one of them has found something, and
//! return that. Then the others have to stop, between two calls, though they have found nothing. For a flag
//! use `platform::atomic::AtomicBool`, which the model checker knows.

/// What one of the searches has found. One of them finds something.
pub fn first_found<R, F>(searches: Vec<F>) -> R
where
    R: Send,
    F: FnMut() -> Option<R> + Send,
{
    todo!("let {} searches look for it", searches.len())
}
