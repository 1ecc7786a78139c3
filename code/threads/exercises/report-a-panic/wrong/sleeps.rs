//! Fails because a job that takes longer than the pause is taken for one that panicked.
//! Caught by: `a_result_is_reported`: "of a job that returns 7".

use std::thread::sleep;
use std::time::Duration;

use threads::spawn;

/// What stands for the message of a panic that has none.
pub const NO_MESSAGE: &str = "a panic without a message";

/// Asks each thread for its result when there should be one.
pub fn outcomes<F, T>(jobs: Vec<F>) -> Vec<Result<T, String>>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let threads: Vec<_> = jobs.into_iter().map(spawn).collect();
    sleep(Duration::from_millis(50));
    threads
        .into_iter()
        .map(|thread| {
            if !thread.is_finished() {
                return Err(NO_MESSAGE.to_owned());
            }
            thread.join().map_err(|payload| {
                let text = payload.downcast_ref::<&str>().map(|&text| text.to_owned());
                let formatted = || payload.downcast_ref::<String>().cloned();
                text.or_else(formatted)
                    .unwrap_or_else(|| NO_MESSAGE.to_owned())
            })
        })
        .collect()
}
