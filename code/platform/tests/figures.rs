//! Figures of the shapes that the book's sections are about, each recorded from a model of a few lines. They show that the
//! recorder can tell these stories, and the generator's tests draw them.
#![cfg(model)]

use std::sync::atomic::{AtomicU64, Ordering as StdOrdering};

use figure::{Figure, Kind, Outcome, Source};
use platform::atomic::AtomicU32;
use platform::atomic::Ordering::{self, Acquire, Relaxed, Release};
use platform::figure::{Recorder, call, happened, says};
use platform::futex;
use platform::model::{Bounds, model};
use platform::sync::Arc;
use platform::thread::{Options, start};

/// A thread that can be waited for. Its word has no name in any figure, so that nothing of it is drawn but what it orders.
struct Thread(Arc<AtomicU32>);

fn spawn(main: impl FnOnce() + Send + 'static) -> Thread {
    let ended = Arc::new(AtomicU32::new(0));
    let theirs = ended.clone();
    call("spawn", move || {
        let main = move || {
            main();
            // ORDERING: Release, to the Acquire in `join`.
            theirs.store(1, Release);
            futex::wake_one(&raw const *theirs);
        };
        start(&Options::default(), Box::new(main)).expect("a thread");
    });
    Thread(ended)
}

impl Thread {
    fn join(self) {
        call("join", || {
            // ORDERING: Acquire, from the Release in `spawn`.
            while self.0.load(Acquire) == 0 {
                futex::wait(&self.0, 0);
            }
        });
    }
}

fn outcome<'a>(figure: &'a Figure, name: &str) -> &'a Outcome {
    let found = figure.outcomes.iter().find(|outcome| outcome.name == name);
    found.unwrap_or_else(|| panic!("no outcome `{name}` in {figure:#?}"))
}

/// The arrows of an outcome, such as `spawn`, in their order.
fn arrows(outcome: &Outcome) -> Vec<(Kind, &str)> {
    outcome
        .edges
        .iter()
        .map(|edge| (edge.kind, edge.name.as_str()))
        .collect()
}

/// Who looks first and acts later acts on what was.
#[test]
fn check_then_act() {
    let figure = Recorder::new("check-then-act", &["main", "other"])
        .atomic(
            "seats",
            "AtomicU32::new(1)",
            &[("4294967295", "-1"), ("MAX", "-1")],
        )
        .recorded(|| {
            let seats = Arc::new(AtomicU32::new(1));
            let sell = |seats: &AtomicU32| {
                if seats.load(Relaxed) > 0 {
                    seats.fetch_sub(1, Relaxed);
                }
            };
            let theirs = seats.clone();
            let other = spawn(move || sell(&theirs));
            sell(&seats);
            other.join();
            match seats.load(Relaxed) {
                0 => "one seat, sold once",
                _ => "one seat, sold twice",
            }
        });
    let names: Vec<_> = figure
        .outcomes
        .iter()
        .map(|outcome| outcome.name.as_str())
        .collect();
    assert_eq!(names, ["one seat, sold once", "one seat, sold twice"]);
    figure.settle("check-then-act");
}

/// A message whose flag is stored with `publish`.
fn message(name: &'static str, publish: Ordering) -> Figure {
    Recorder::new(name, &["reader", "writer"])
        .atomic("data", "AtomicU32::new(0); // data", &[])
        .atomic(
            "ready",
            "AtomicU32::new(0); // ready",
            &[("0", "false"), ("1", "true")],
        )
        .recorded(move || {
            let data = AtomicU32::new(0); // data
            let ready = AtomicU32::new(0); // ready
            let shared = Arc::new((data, ready));
            let theirs = shared.clone();
            let write = move || {
                let (data, ready) = &*theirs;
                data.store(42, Relaxed);
                ready.store(1, publish);
            };
            start(&Options::default(), Box::new(write)).expect("a thread");
            let (data, ready) = &*shared;
            if ready.load(Acquire) == 0 {
                return "too early".to_owned();
            }
            format!("reads {}", data.load(Relaxed))
        })
}

/// With release and acquire there is an arrow, and a reader that sees the flag sees the data.
#[test]
fn a_message_that_is_released() {
    let figure = message("message", Release);
    let names: Vec<_> = figure
        .outcomes
        .iter()
        .map(|outcome| outcome.name.as_str())
        .collect();
    assert_eq!(names, ["reads 42", "too early"]);
    assert_eq!(
        arrows(outcome(&figure, "reads 42")),
        [
            (Kind::Order, "spawn"),
            (Kind::Order, "release → acquire: ready")
        ]
    );
    figure.settle("message");
}

/// Without the release the arrow is missing: what the reader sees of the flag orders nothing, and it may read old data.
#[test]
fn a_message_that_is_not_released() {
    let figure = message("message-relaxed", Relaxed);
    let stale = outcome(&figure, "reads 0");
    assert_eq!(
        arrows(stale),
        [(Kind::Order, "spawn"), (Kind::Reads, "reads, no order")]
    );
    assert_eq!(stale.steps.last().unwrap().result, "reads 0, an old value");
    figure.settle("message-relaxed");
}

const EMPTY: u32 = 0;
const NOTIFIED: u32 = 1;
const PARKED: u32 = u32::MAX;

/// A token that one thread waits for. It may be left before anybody waits.
fn park(state: &AtomicU32) {
    // ORDERING: Acquire, from the Release in `unpark`; here and below.
    if state.fetch_sub(1, Acquire) == NOTIFIED {
        return;
    }
    loop {
        futex::wait(state, PARKED);
        if state
            .compare_exchange(NOTIFIED, EMPTY, Acquire, Relaxed)
            .is_ok()
        {
            return;
        }
    }
}

fn unpark(state: &AtomicU32) {
    // ORDERING: Release, to who takes the token.
    if state.swap(NOTIFIED, Release) == PARKED {
        futex::wake_one(state);
    }
}

/// A token that is left before anybody parks isn't lost, nor is one that comes while the other falls asleep.
#[test]
fn parking_by_a_token() {
    let figure = Recorder::new("parking", &["main", "other"])
        .atomic(
            "token",
            "AtomicU32::new(EMPTY)",
            &[("0", "EMPTY"), ("1", "NOTIFIED"), ("MAX", "PARKED")],
        )
        .recorded(|| {
            let token = Arc::new(AtomicU32::new(EMPTY));
            let theirs = token.clone();
            let other = spawn(move || unpark(&theirs));
            says("wants to park");
            park(&token);
            says("goes on");
            other.join();
            if happened("waits") {
                "parks first"
            } else {
                "unpark is first"
            }
        });
    assert_eq!(figure.outcomes.len(), 2);
    assert!(figure.outcomes.iter().all(|outcome| !outcome.stuck));
    let sleeps = outcome(&figure, "parks first");
    assert!(arrows(sleeps).contains(&(Kind::Order, "release → acquire: token")));
    figure.settle("parking");
}

/// A bell that isn't the word that is looked at: rung between the look and the sleep, it is lost.
#[test]
fn a_lost_wake_up() {
    let figure = Recorder::new("lost-wake-up", &["main", "other"])
        .atomic("ready", "AtomicU32::new(0); // ready", &[])
        .atomic("bell", "AtomicU32::new(0); // bell", &[])
        .recorded(|| {
            let ready = AtomicU32::new(0); // ready
            let bell = AtomicU32::new(0); // bell
            let shared = Arc::new((ready, bell));
            let theirs = shared.clone();
            let other = spawn(move || {
                let (ready, bell) = &*theirs;
                ready.store(1, Release);
                futex::wake_one(bell);
            });
            let (ready, bell) = &*shared;
            while ready.load(Acquire) == 0 {
                futex::wait(bell, 0);
            }
            other.join();
            if happened("is woken") {
                "is woken"
            } else {
                "needn't wait"
            }
        });
    let stuck = outcome(&figure, "never ends");
    assert!(stuck.stuck);
    let last = stuck.steps.last().unwrap();
    assert_eq!((last.lane, last.sleeps), (0, true));
    assert_eq!(
        figure
            .outcomes
            .iter()
            .map(|outcome| outcome.executions)
            .sum::<u64>(),
        figure.executions
    );
    figure.settle("lost-wake-up");
}

const UNLOCKED: u32 = 0;
const LOCKED: u32 = 1;
const CONTENDED: u32 = 2;

fn lock(state: &AtomicU32) {
    // ORDERING: Acquire, from the Release in `unlock`; here and below.
    if state
        .compare_exchange(UNLOCKED, LOCKED, Acquire, Relaxed)
        .is_err()
    {
        while state.swap(CONTENDED, Acquire) != UNLOCKED {
            futex::wait(state, CONTENDED);
        }
    }
}

fn unlock(state: &AtomicU32) {
    // ORDERING: Release, to the next owner.
    if state.swap(UNLOCKED, Release) == CONTENDED {
        futex::wake_one(state);
    }
}

/// A mutex of three states: who has to wait says so, and only then is anybody woken.
#[test]
fn a_mutex_of_three_states() {
    let figure = Recorder::new("mutex", &["main", "other"])
        .atomic(
            "state",
            "AtomicU32::new(UNLOCKED)",
            &[("0", "UNLOCKED"), ("1", "LOCKED"), ("2", "CONTENDED")],
        )
        .recorded(|| {
            let state = Arc::new(AtomicU32::new(UNLOCKED));
            let theirs = state.clone();
            let other = spawn(move || {
                lock(&theirs);
                unlock(&theirs);
            });
            lock(&state);
            unlock(&state);
            other.join();
            if happened("is woken") {
                "one sleeps"
            } else {
                "nobody sleeps"
            }
        });
    let sleeps = outcome(&figure, "one sleeps");
    assert!(arrows(sleeps).contains(&(Kind::Cause, "wake")));
    assert!(arrows(sleeps).contains(&(Kind::Order, "release → acquire: state")));
    figure.settle("mutex");
}

/// An execution that panics is an outcome like any other.
#[test]
fn a_panic_is_an_outcome() {
    let figure = Recorder::new("panic", &["main", "other"])
        .atomic("word", "word = Arc::new(AtomicU32::new(0))", &[])
        .recorded(|| {
            let word = Arc::new(AtomicU32::new(0));
            let theirs = word.clone();
            let other = spawn(move || theirs.store(1, Relaxed));
            assert_eq!(word.load(Relaxed), 0, "too late");
            other.join();
            "in time"
        });
    let names: Vec<_> = figure
        .outcomes
        .iter()
        .map(|outcome| outcome.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "in time",
            "panics: assertion `left == right` failed: too late"
        ]
    );
}

/// A panic that is caught is the execution's end all the same: it may be a data race.
#[test]
fn a_panic_that_is_caught_is_an_outcome() {
    let figure = Recorder::new("caught", &["main"]).recorded(|| {
        says("tries");
        let caught = std::panic::catch_unwind(|| panic!("on purpose"));
        assert!(caught.is_err());
        "ends"
    });
    let names: Vec<_> = figure
        .outcomes
        .iter()
        .map(|outcome| outcome.name.as_str())
        .collect();
    assert_eq!(names, ["panics: on purpose"]);
}

/// A figure covers the executions that a model of the same body covers.
#[test]
fn as_many_executions_as_a_model_has() {
    static BODIES: AtomicU64 = AtomicU64::new(0);
    let body = || {
        // ORDERING: Relaxed: all executions run on one thread.
        BODIES.fetch_add(1, StdOrdering::Relaxed);
        let word = Arc::new(AtomicU32::new(0));
        let theirs = word.clone();
        let main = move || {
            theirs.fetch_add(1, Relaxed);
            theirs.store(5, Relaxed);
        };
        start(&Options::default(), Box::new(main)).expect("a thread");
        word.load(Relaxed);
        word.fetch_add(1, Relaxed);
    };
    model(Bounds::EXHAUSTIVE, body);
    // ORDERING: Relaxed: as above.
    let modelled = BODIES.load(StdOrdering::Relaxed);
    let figure = Recorder::new("count", &["main", "other"])
        .atomic("word", "word = Arc::new(AtomicU32::new(0))", &[])
        .recorded(move || {
            body();
            "ends"
        });
    assert_eq!(figure.executions, modelled);
    let Source::Model { test, bounds } = &figure.source else {
        panic!("it is of a model")
    };
    assert_eq!(
        (test.as_str(), bounds.as_str()),
        ("as_many_executions_as_a_model_has", "exhaustive")
    );
}

/// A cell that no line makes, and one that two lines make, are refused.
#[test]
#[should_panic(expected = "no word is made by `AtomicU32::new(7)`, which `word` should be")]
fn a_cell_that_nothing_makes_is_refused() {
    let _ = Recorder::new("nothing", &["main"])
        .atomic("word", "AtomicU32::new(7)", &[])
        .recorded(|| "ends");
}

/// A thread that has no name is refused.
#[test]
#[should_panic(expected = "thread 1 has no name")]
fn a_thread_without_a_name_is_refused() {
    let _ = Recorder::new("nameless", &["main"]).recorded(|| {
        let other = spawn(|| says("who am I?"));
        other.join();
        "ends"
    });
}

/// Which of two stores of one value was read can't be told, and isn't guessed.
#[test]
#[should_panic(expected = "it reads 1, which was written more than once; write different values")]
fn an_ambiguous_read_is_refused() {
    let _ = Recorder::new("ambiguous", &["main", "other"])
        .atomic("word", "AtomicU32::new(0); // word", &[])
        .recorded(|| {
            let word = AtomicU32::new(0); // word
            let both = AtomicU32::new(0);
            let shared = Arc::new((word, both));
            let theirs = shared.clone();
            let other = spawn(move || {
                let (word, both) = &*theirs;
                word.store(1, Release);
                word.store(1, Relaxed);
                both.store(1, Relaxed);
            });
            let (word, both) = &*shared;
            let stored = both.load(Relaxed) == 1;
            let read = word.load(Acquire);
            other.join();
            if stored && read == 1 {
                "reads one of two"
            } else {
                "something else"
            }
        });
}
