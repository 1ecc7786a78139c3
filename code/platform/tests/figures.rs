//! Figures of what the book's sections will need: each shape of trouble once, recorded from a model.
#![cfg(model)]

use figure::{Figure, Kind, Outcome};
use platform::atomic::AtomicU32;
use platform::atomic::Ordering::{self, Acquire, Relaxed, Release};
use platform::figure::Recorder;
use platform::sync::Arc;
use platform::thread::{Options, start};

fn spawn(main: impl FnOnce() + Send + 'static) {
    start(&Options::default(), Box::new(main)).expect("a thread");
}

/// Message passing: the flag is stored with `ordering`.
fn message(publish: Ordering) -> Figure {
    Recorder::new("message", &["reader", "writer"])
        .atomic("data", "AtomicU32::new(0); // data", &[])
        .atomic("ready", "AtomicU32::new(0); // ready", &[])
        .recorded(move || {
            let data = AtomicU32::new(0); // data
            let ready = AtomicU32::new(0); // ready
            let shared = Arc::new((data, ready));
            let theirs = shared.clone();
            spawn(move || {
                let (data, ready) = &*theirs;
                data.store(42, Relaxed);
                ready.store(1, publish);
            });
            let (data, ready) = &*shared;
            if ready.load(Acquire) == 0 {
                return "it isn't ready".to_owned();
            }
            format!("reads {}", data.load(Relaxed))
        })
}

#[test]
fn first() {
    println!("{:#?}", message(Release));
    println!("{:#?}", message(Relaxed));
}
