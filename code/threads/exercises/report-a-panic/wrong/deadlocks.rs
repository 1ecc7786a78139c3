//! Fails because a job that panics sends no message, and the loop waits for one from each.
//! Caught by: `a_literal_message_is_reported`: hangs.

use std::sync::mpsc::channel;

use threads::spawn;

/// What stands for the message of a panic that has none.
pub const NO_MESSAGE: &str = "a panic without a message";

/// Has each thread send its result.
pub fn outcomes<F, T>(jobs: Vec<F>) -> Vec<Result<T, String>>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let (results, received) = channel();
    let mut outcomes: Vec<_> = jobs.iter().map(|_| Err(NO_MESSAGE.to_owned())).collect();
    let count = jobs.len();
    for (number, job) in jobs.into_iter().enumerate() {
        let results = results.clone();
        spawn(move || results.send((number, job())));
    }
    for _ in 0..count {
        let (number, result) = received.recv().expect("this function holds a sender");
        outcomes[number] = Ok(result);
    }
    outcomes
}
