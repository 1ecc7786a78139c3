use mutex::Mutex;
use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use platform::futex;
use platform::model::{Bounds, model};
use platform::sync::Arc;
use threads::spawn;

use super::given::{Job, work};

/// Two workers do two jobs, each once.
#[test]
fn each_job_is_done_once() {
    model(Bounds::preemptions(2), || {
        let done = Arc::new(AtomicU32::new(0));
        let jobs: Vec<Job> = (0..2)
            .map(|_| {
                let done = Arc::clone(&done);
                Box::new(move || {
                    // ORDERING: Relaxed: `join` puts it before the load.
                    done.fetch_add(1, Relaxed);
                }) as Job
            })
            .collect();
        let jobs = Arc::new(Mutex::new(jobs));
        let theirs = Arc::clone(&jobs);
        let other = spawn(move || work(&theirs));
        work(&jobs);
        other.join().unwrap();
        // ORDERING: Relaxed, as above.
        assert_eq!(done.load(Relaxed), 2, "so many jobs (left) were done");
    });
}

/// A job may put another into the queue, which is done too.
#[test]
fn a_job_may_add_a_job() {
    model(Bounds::EXHAUSTIVE, || {
        let done = Arc::new(AtomicU32::new(0));
        let jobs = Arc::new(Mutex::new(Vec::<Job>::new()));
        let (queue, count) = (Arc::clone(&jobs), Arc::clone(&done));
        jobs.lock().push(Box::new(move || {
            let queue = queue.try_lock();
            let mut queue = queue.expect("the queue is locked while a job is done");
            queue.push(Box::new(move || {
                // ORDERING: Relaxed: one thread does it all.
                count.fetch_add(1, Relaxed);
            }));
        }));
        work(&jobs);
        // ORDERING: Relaxed, as above.
        assert_eq!(done.load(Relaxed), 1, "the added job was not done");
    });
}

/// Two jobs that wait for each other are done if there are two workers.
#[test]
fn two_jobs_can_meet() {
    model(Bounds::preemptions(2), || {
        let begun = Arc::new([AtomicU32::new(0), AtomicU32::new(0)]);
        let jobs: Vec<Job> = [(0, 1), (1, 0)]
            .map(|(mine, other)| {
                let begun = Arc::clone(&begun);
                Box::new(move || {
                    // ORDERING: Release, for the load of the other job.
                    begun[mine].store(1, Release);
                    futex::wake_one(&raw const begun[mine]);
                    // ORDERING: Acquire, for the store of the other job.
                    while begun[other].load(Acquire) == 0 {
                        futex::wait(&begun[other], 0);
                    }
                }) as Job
            })
            .into();
        let jobs = Arc::new(Mutex::new(jobs));
        let theirs = Arc::clone(&jobs);
        let other = spawn(move || work(&theirs));
        work(&jobs);
        other.join().unwrap();
    });
}
