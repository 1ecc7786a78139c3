//! The figures of the section: executions that a model runs.
#![cfg(model)]

use platform::figure::{Recorder, came_before, happened, says};
use platform::model::Bounds;
use scoped_threads::scope;

/// What comes before `scope` happens before all that its threads do, and all of that happens before what
/// comes after it. The threads are in no order among themselves.
#[test]
fn a_scope_puts_its_threads_in_order() {
    Recorder::new("scope", &["main", "port", "starboard"])
        .bounds(Bounds::preemptions(2))
        .atomic("threads", "running: AtomicU32::new(0)", &[])
        .record(|| {
            says("before");
            scope(|s| {
                s.spawn(|| says("port works"));
                s.spawn(|| says("starboard works"));
            });
            says("after");
            if came_before("port works", "starboard works") {
                "port is first"
            } else {
                "starboard is first"
            }
        });
}

/// An owner that comes too early sleeps, and is woken by the last thread; one that looks just before the last
/// thread leaves doesn't fall asleep; one that comes late doesn't wait. In each, the thread's last use of the
/// scope is its subtraction.
#[test]
fn the_last_thread_lets_the_owner_go() {
    Recorder::new("leave", &["owner", "thread"])
        .atomic("running", "running: AtomicU32::new(0)", &[])
        .record(|| {
            scope(|s| {
                s.spawn(|| says("the last thread's work"));
            });
            says("frees what was borrowed");
            if happened("is woken") {
                "it sleeps, and is woken"
            } else if happened("doesn't wait") {
                "it doesn't fall asleep"
            } else {
                "it needn't wait"
            }
        });
}
