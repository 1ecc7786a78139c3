//! A panic within a scope that has to wait.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::channel;
use std::thread;

fn main() {
    let (log, logbook) = channel();
    let (body_runs, body_is_over) = channel::<()>();

    let result = catch_unwind(AssertUnwindSafe(|| {
        thread::scope(|s| {
            let log = log.clone();
            s.spawn(move || {
                // Until the panic drops `_body_runs`.
                let _ = body_is_over.recv();
                log.send("the thread ends").unwrap();
            });
            let _body_runs = body_runs;
            panic!("fire on deck");
        });
    }));
    log.send("the scope is left by a panic").unwrap();

    assert!(result.is_err());
    for line in logbook.try_iter() {
        println!("{line}");
    }
}
