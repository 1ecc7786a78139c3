//! Fails because `unwrap` panics where the job did, and nobody hears of the other jobs.
//! Caught by: `the_others_are_unharmed`: "called `Result::unwrap()`".

use threads::spawn;

/// What stands for the message of a panic that has none.
pub const NO_MESSAGE: &str = "a panic without a message";

/// Unwraps every result.
pub fn outcomes<F, T>(jobs: Vec<F>) -> Vec<Result<T, String>>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let threads: Vec<_> = jobs.into_iter().map(spawn).collect();
    threads
        .into_iter()
        .map(|thread| Ok(thread.join().unwrap()))
        .collect()
}
