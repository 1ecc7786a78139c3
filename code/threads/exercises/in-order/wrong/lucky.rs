//! Fails because results are taken in the order in which threads end, which is that of the jobs with luck only.
//! Caught by: `the_first_may_end_last`: "are not those of the jobs".

use std::mem::take;
use std::sync::{Arc, Mutex};

use threads::spawn;

/// Has each thread add its result to one list.
pub fn in_order<F, T>(jobs: Vec<F>) -> Vec<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let results = Arc::new(Mutex::new(Vec::new()));
    let mut threads = Vec::new();
    for job in jobs {
        let results = Arc::clone(&results);
        threads.push(spawn(move || {
            let result = job();
            results.lock().unwrap().push(result);
        }));
    }
    for thread in threads {
        thread.join().expect("a job panicked");
    }
    take(&mut *results.lock().unwrap())
}
