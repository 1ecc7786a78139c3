//! The figures of the section: in a model build the executions that a model runs, otherwise those orders that no model
//! can run.

#[cfg(not(model))]
mod explored;

/// Which of its orders loses what: `nobody_waits`.
#[cfg(not(model))]
mod orders {
    use super::explored;

    /// Nothing makes `main` wait for a thread that it has started: of the orders in which the steps of `nobody_waits` may
    /// happen, some print all five lines, some print one, and some every number between.
    #[test]
    fn lines_are_lost_when_main_returns() {
        explored::nobody_waits().figure().settle("nobody-waits");
    }
}

#[cfg(model)]
mod executions {
    use platform::figure::{Recorder, call, came_before, happened, says};
    use threads::spawn;

    /// What comes before `spawn` happens before all of the thread, all of the thread happens before what comes after
    /// `join`, and nothing else is ordered: what `main` does meanwhile may come first or last.
    #[test]
    fn spawn_and_join_put_in_order() {
        Recorder::new("join", &["main", "new thread"]).record(|| {
            says("before");
            let handle = call("spawn", || {
                spawn(|| {
                    says("begins");
                    says("works");
                    says("ends");
                })
            });
            says("meanwhile");
            let result = call("join", || handle.join());
            says("after");
            drop(result);
            if came_before("meanwhile", "works") {
                "`main` is first"
            } else {
                "the thread is first"
            }
        });
    }

    /// A joiner that comes too early sleeps, and is woken; one that looks just before the thread finishes doesn't fall asleep;
    /// one that comes late doesn't wait.
    #[test]
    fn a_joiner_sleeps_until_the_thread_has_finished() {
        Recorder::new("wake", &["main", "thread"])
            .atomic(
                "state",
                "AtomicU32::new(RUNNING)",
                &[("0", "RUNNING"), ("1", "FINISHED"), ("2", "DETACHED")],
            )
            .cell(
                "slot",
                "UnsafeCell::new(None)",
                "empty",
                &[("Some(result)", "the result"), ("take()", "empty")],
            )
            .record(|| {
                let handle = spawn(|| ());
                let result = handle.join();
                drop(result);
                if happened("is woken") {
                    "it sleeps, and is woken"
                } else if happened("doesn't wait") {
                    "it doesn't fall asleep"
                } else {
                    "it needn't wait"
                }
            });
    }
}
