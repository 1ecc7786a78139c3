use std::any::Any;

use threads::spawn;

/// What stands for the message of a panic that has none.
pub const NO_MESSAGE: &str = "a panic without a message";

/// How each job ended, in the order in which they were given.
pub fn outcomes<F, T>(jobs: Vec<F>) -> Vec<Result<T, String>>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let threads: Vec<_> = jobs.into_iter().map(spawn).collect();
    threads
        .into_iter()
        .map(|thread| thread.join().map_err(|payload| message(&*payload)))
        .collect()
}

/// The text that a panic carries, if it is one.
fn message(payload: &(dyn Any + Send)) -> String {
    if let Some(text) = payload.downcast_ref::<&str>() {
        (*text).to_owned()
    } else if let Some(text) = payload.downcast_ref::<String>() {
        text.clone()
    } else {
        NO_MESSAGE.to_owned()
    }
}
