//! Fails because no job is run.
//! Caught by: `a_result_is_reported`: "of a job that returns 7".

/// What stands for the message of a panic that has none.
pub const NO_MESSAGE: &str = "a panic without a message";

/// Says the same of all.
pub fn outcomes<F, T>(jobs: Vec<F>) -> Vec<Result<T, String>>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    jobs.iter().map(|_| Err(NO_MESSAGE.to_owned())).collect()
}
