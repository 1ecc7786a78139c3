//! The programs of which every order is explored.

use harness::{Exploration, Explored, Step, step};

/// The count, and what each thread has read.
#[derive(Clone)]
struct Owners {
    counted: u32,
    seen: [u32; 2],
}

/// The two steps of a clone, without the barrier that holds both threads up between them.
fn clone(thread: usize) -> [Step<Owners>; 2] {
    [
        step("let seen = owners.load(Relaxed);").does(move |owners: &mut Owners| {
            owners.seen[thread] = owners.counted;
            format!("reads {}", owners.counted)
        }),
        step("owners.store(seen + 1, Relaxed);").does(move |owners: &mut Owners| {
            owners.counted = owners.seen[thread] + 1;
            ""
        }),
    ]
}

/// The drop of one clone, when both threads have ended.
fn drop_clone(code: &'static str) -> Step<Owners> {
    step(code).does(|owners: &mut Owners| {
        owners.counted -= 1;
        if owners.counted == 0 {
            "0 left: frees the value"
        } else {
            ""
        }
    })
}

/// Every order of `racy_count`: two threads clone, and when both have ended their clones are dropped.
pub(crate) fn racy_count() -> Explored {
    let begin = Owners {
        counted: 1,
        seen: [0; 2],
    };
    Exploration::of("racy_count", begin)
        .lane(
            "main",
            [
                step("let first = s.spawn(clone);").starts(1),
                step("let second = s.spawn(clone);").starts(2),
                step("first.join().unwrap();").joins(1),
                step("second.join().unwrap();").joins(2),
                drop_clone(r#"drop("the first thread");"#),
                drop_clone(r#"drop("the second thread");"#),
            ],
        )
        .lane("first", clone(0))
        .lane("second", clone(1))
        .cells(&["owners"], |owners| vec![owners.counted.to_string()])
        .explore(|end| {
            if end.state.counted == 0 {
                "freed, and `main` still owns it"
            } else {
                "every owner is counted"
            }
            .to_owned()
        })
}

/// The count of owners, whether each thread has found itself the last, and how many have.
#[derive(Clone)]
struct Lamp {
    owners: u32,
    last: u32,
}

/// What each thread of `last_one_out` does, without the barrier.
fn leave() -> [Step<Lamp>; 2] {
    [
        step("let last = Arc::strong_count(&lamp) == 1;").does(|lamp: &mut Lamp| {
            let last = lamp.owners == 1;
            lamp.last += u32::from(last);
            format!("last: {last}")
        }),
        step("drop(lamp);").does(|lamp: &mut Lamp| {
            lamp.owners -= 1;
            ""
        }),
    ]
}

/// Every order of `last_one_out`.
pub(crate) fn last_one_out() -> Explored {
    Exploration::of("last_one_out", Lamp { owners: 2, last: 0 })
        .lane("first", leave())
        .lane("second", leave())
        .cells(&["owners"], |lamp| vec![lamp.owners.to_string()])
        .explore(|end| {
            match end.state.last {
                0 => "nobody is the last",
                1 => "one is the last",
                _ => "both are the last",
            }
            .to_owned()
        })
}
