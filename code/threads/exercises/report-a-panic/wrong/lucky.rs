//! Fails because only a literal message is a `&str`: a formatted one is a `String`.
//! Caught by: `a_formatted_message_is_reported`: "with a formatted message".

use threads::spawn;

/// What stands for the message of a panic that has none.
pub const NO_MESSAGE: &str = "a panic without a message";

/// Looks for one of the two types that a message may have.
pub fn outcomes<F, T>(jobs: Vec<F>) -> Vec<Result<T, String>>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let threads: Vec<_> = jobs.into_iter().map(spawn).collect();
    threads
        .into_iter()
        .map(|thread| {
            thread.join().map_err(|payload| {
                let text = payload.downcast_ref::<&str>();
                (*text.unwrap_or(&NO_MESSAGE)).to_owned()
            })
        })
        .collect()
}
