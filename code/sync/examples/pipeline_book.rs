//! A pipeline: stages with room for a few items between them, a source that
//! parks when it is too far ahead, settings that change on the way.
//!
//! A stage that panics leaves the others waiting, and the watcher says so.

use std::collections::{BTreeMap, VecDeque};
use std::mem;
use std::time::{Duration, Instant};
use sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use sync::thread::{self, JoinHandle, Thread};
use sync::{Arc, Condvar, Mutex, PoisonError, RwLock, RwLockWriteGuard};

/// How many readings the source may be ahead of the sink.
const AHEAD: usize = 8;

/// How many readings there are before the settings change, and after.
const HALF: usize = 30;

// ---- Between two stages ----

/// A queue with room for three, and how many put something in.
struct Channel<T> {
    items: Mutex<(VecDeque<T>, usize)>,
    changed: Condvar,
}

/// One of those who put something in. The last one to go is the end.
struct Inlet<T>(Arc<Channel<T>>);

impl<T> Inlet<T> {
    fn new() -> Self {
        let items = Mutex::new((VecDeque::new(), 1));
        let changed = Condvar::new();
        Self(Arc::new(Channel { items, changed }))
    }

    fn outlet(&self) -> Arc<Channel<T>> {
        Arc::clone(&self.0)
    }

    fn send(&self, item: T) {
        let mut items = self.0.items.lock().unwrap();
        while items.0.len() == 3 {
            items = self.0.changed.wait(items).unwrap();
        }
        items.0.push_back(item);
        self.0.changed.notify_all();
    }
}

impl<T> Clone for Inlet<T> {
    fn clone(&self) -> Self {
        self.0.items.lock().unwrap().1 += 1;
        Self(Arc::clone(&self.0))
    }
}

impl<T> Drop for Inlet<T> {
    fn drop(&mut self) {
        // A number is never half changed, and a panic here could be a second.
        let items = self.0.items.lock();
        items.unwrap_or_else(PoisonError::into_inner).1 -= 1;
        self.0.changed.notify_all();
    }
}

impl<T> Channel<T> {
    /// `None` at the end.
    fn receive(&self) -> Option<T> {
        let items = self.items.lock().unwrap();
        let wait = |it: &mut (VecDeque<T>, _)| it.0.is_empty() && it.1 > 0;
        let mut items = self.changed.wait_while(items, wait).unwrap();
        let item = items.0.pop_front();
        self.changed.notify_all();
        item
    }
}

// ---- How far ahead the source may be ----

// ANCHOR: credit
/// So many items may be under way. Whoever has none left parks.
struct Credit(AtomicUsize);

impl Credit {
    /// For the source alone.
    fn take(&self) {
        // ORDERING: Relaxed, here and below: `unpark` comes after the addition
        // and happens before the `park` that takes its token, so whoever wakes
        // sees it. What is counted is handed over under a lock.
        while self.0.load(Relaxed) == 0 {
            thread::park();
        }
        self.0.fetch_sub(1, Relaxed);
    }

    fn give(&self, source: &Thread) {
        self.0.fetch_add(1, Relaxed);
        source.unpark();
    }
}
// ANCHOR_END: credit

// ---- The stages ----

/// What has been read, and when.
type Reading = (usize, i64);

/// What a reading is multiplied by and what is added to it.
struct Settings {
    factor: i64,
    offset: i64,
}

static SETTINGS: RwLock<Settings> = RwLock::new(Settings {
    factor: 2,
    offset: 0,
});

fn source(out: Inlet<Reading>, credit: Arc<Credit>) -> JoinHandle<usize> {
    thread::spawn(move || {
        for (number, time) in (0..2 * HALF).zip(0_i64..) {
            credit.take();
            out.send((number, time * 37 % 100 - 50));
        }
        2 * HALF
    })
}

fn scale(input: Arc<Channel<Reading>>, out: Inlet<Reading>) -> JoinHandle<i64> {
    thread::spawn(move || {
        let mut done = 0;
        while let Some((number, reading)) = input.receive() {
            let settings = SETTINGS.read().unwrap();
            let scaled = reading * settings.factor + settings.offset;
            // Not while others may want to change the settings.
            drop(settings);
            out.send((number, scaled));
            done += 1;
        }
        done
    })
}

/// Changes both settings at once. While it looks at them others may, too.
fn set(factor: i64, offset: i64) -> i64 {
    let mut settings = SETTINGS.write().unwrap();
    *settings = Settings { factor, offset };
    let settings = RwLockWriteGuard::downgrade(settings);
    settings.factor + settings.offset
}

/// Says so if it isn't unparked for a minute.
fn watch(over: Arc<AtomicBool>) -> JoinHandle<()> {
    thread::spawn(move || {
        let minute = Duration::from_mins(1);
        // ORDERING: Relaxed: the flag is set before the `unpark` that ends
        // the last `park_timeout`.
        while !over.load(Relaxed) {
            let before = Instant::now();
            thread::park_timeout(minute);
            if before.elapsed() >= minute {
                eprintln!("nothing for a minute");
            }
        }
    })
}

fn main() {
    let over = Arc::new(AtomicBool::new(false));
    let watcher = watch(Arc::clone(&over));

    let credit = Arc::new(Credit(AtomicUsize::new(AHEAD)));
    let (raw, scaled) = (Inlet::new(), Inlet::new());
    let scalers: Vec<_> = (0..2)
        .map(|_| scale(raw.outlet(), scaled.clone()))
        .collect();
    let results = scaled.outlet();
    drop(scaled);
    let source = source(raw, Arc::clone(&credit));

    // The scalers overtake each other. This puts the readings in order.
    let mut early = BTreeMap::new();
    let mut in_order = Vec::new();
    let (mut most, mut owed) = (0, 0);
    while let Some((number, value)) = results.receive() {
        watcher.thread().unpark();
        early.insert(number, value);
        most = most.max(number + 1 - in_order.len());
        while let Some(value) = early.remove(&in_order.len()) {
            in_order.push(value);
            owed += 1;
            // Nothing of the second half may be under way before the first
            // is done, since it is to be scaled by other settings.
            let done = in_order.len();
            if done == HALF {
                println!("new settings: {}", set(3, 1));
            }
            if done >= HALF || done + AHEAD <= HALF {
                (0..mem::take(&mut owed)).for_each(|_| {
                    credit.give(source.thread());
                });
            }
        }
    }

    println!("readings: {}", source.join().unwrap());
    let done = |scaler: JoinHandle<i64>| scaler.join().unwrap();
    let scaled: i64 = scalers.into_iter().map(done).sum();
    println!("scaled: {scaled}, never too far ahead: {}", most <= AHEAD);
    for half in in_order.chunks(HALF) {
        let sum: i64 = half.iter().sum();
        println!("{:?} and so on, in all {sum}", &half[..6]);
    }
    // ORDERING: Relaxed: the `unpark` after it hands it over.
    over.store(true, Relaxed);
    watcher.thread().unpark();
    watcher.join().unwrap();
}
