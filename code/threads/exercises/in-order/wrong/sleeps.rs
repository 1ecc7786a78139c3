//! Fails because a thread may need longer than the pause, and its place is empty then.
//! Caught by: `results_are_in_the_order_of_the_jobs`: "are not those of the jobs".

use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::Duration;

use threads::spawn;

/// Gives each thread a place to leave its result in, and looks there after a while.
pub fn in_order<F, T>(jobs: Vec<F>) -> Vec<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let places: Vec<_> = jobs
        .into_iter()
        .map(|job| {
            let place = Arc::new(Mutex::new(None));
            let theirs = Arc::clone(&place);
            spawn(move || {
                let result = job();
                *theirs.lock().unwrap() = Some(result);
            });
            place
        })
        .collect();
    sleep(Duration::from_millis(50));
    places
        .iter()
        .filter_map(|place| place.lock().unwrap().take())
        .collect()
}
