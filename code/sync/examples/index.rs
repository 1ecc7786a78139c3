//! An index of many texts, made in phases by threads that borrow.
//!
//! A worker that panics leaves the others at the barrier.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::rc::{Rc, Weak};
use std::sync::{Arc, Barrier, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::thread::{self, Scope, ScopedJoinHandle};

const WORKERS: usize = 3;

// ---- The texts ----

/// A text, the same one for the same number.
fn text(number: u64) -> String {
    let parts = ["ter", "ra", "li", "mo", "na", "sol", "ve"];
    let mut state = number;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005);
        state = state.wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut word = || {
        let syllables = 2 + next(2);
        let word: String = (0..syllables).map(|_| parts[next(7)]).collect();
        word + ["", "", "s"][next(3)]
    };
    let words: Vec<String> = (0..60).map(|_| word()).collect();
    words.join(" ")
}

// ---- What the threads share ----

/// The stems of words. What one thread has found out the others look up.
#[derive(Default)]
struct Stems {
    known: RwLock<HashMap<String, Arc<str>>>,
}

impl Stems {
    fn read(&self) -> RwLockReadGuard<'_, HashMap<String, Arc<str>>> {
        self.known.read().unwrap()
    }

    fn write(&self) -> RwLockWriteGuard<'_, HashMap<String, Arc<str>>> {
        self.known.write().unwrap()
    }

    // ANCHOR: stems
    fn of(&self, word: &str) -> Arc<str> {
        if let Some(stem) = self.read().get(word) {
            return Arc::clone(stem);
        }
        // Another thread may have come first, between the two locks.
        let mut known = self.write();
        let stem = known.entry(word.to_owned()).or_insert_with(|| {
            let stem = word.strip_suffix('s').unwrap_or(word);
            Arc::from(stem)
        });
        Arc::clone(stem)
    }
    // ANCHOR_END: stems
}

/// How often each stem occurs, and in which texts.
type Index = BTreeMap<Arc<str>, (usize, Vec<usize>)>;

/// Everything that the phases work on.
struct Work<'a> {
    texts: &'a [String],
    stems: Stems,
    index: RwLock<Index>,
    phase: Barrier,
    log: RwLock<Vec<String>>,
}

impl Work<'_> {
    /// Waits for the others. One of them does what is to be done once.
    fn meet(&self, once: impl FnOnce() -> String) {
        if self.phase.wait().is_leader() {
            self.log.write().unwrap().push(once());
        }
        self.phase.wait();
    }
}

// ---- A thread's own ----

/// Counts words that are met many times, and keeps each of them once.
#[derive(Default)]
struct Tally {
    words: RefCell<HashMap<Rc<str>, Cell<usize>>>,
    total: Cell<usize>,
}

impl Tally {
    fn add(&self, word: &str) {
        self.total.set(self.total.get() + 1);
        if let Some(count) = self.words.borrow().get(word) {
            return count.set(count.get() + 1);
        }
        let mut words = self.words.borrow_mut();
        words.insert(Rc::from(word), Cell::new(1));
    }
}

/// What a worker does. The words that it has counted, and the longest stem.
fn worker(me: usize, work: &Work<'_>) -> (usize, String) {
    // First everybody counts texts of its own, and enters the counts.
    let mut total = 0;
    for text in (me..work.texts.len()).step_by(WORKERS) {
        let tally = Tally::default();
        work.texts[text].split(' ').for_each(|word| tally.add(word));
        total += tally.total.get();
        // Stems first, so that no other waits for the index meanwhile.
        let words = tally.words.into_inner();
        let stems: Vec<_> = words
            .iter()
            .map(|(word, count)| (work.stems.of(word), count.get()))
            .collect();
        let mut index = work.index.write().unwrap();
        for (stem, count) in stems {
            let (times, places) = index.entry(stem).or_default();
            *times += count;
            places.push(text);
        }
    }
    work.meet(|| {
        let mut index = work.index.write().unwrap();
        for (_, places) in index.values_mut() {
            places.sort_unstable();
            places.dedup();
        }
        let words = work.stems.read().len();
        format!("{words} words have {} stems", index.len())
    });

    // Nobody writes any more, so all read at once.
    let index = work.index.read().unwrap();
    let of_mine = index.iter().filter(|(_, (_, at))| at[0] % WORKERS == me);
    let longest = of_mine.map(|(stem, _)| stem).max_by_key(|stem| stem.len());
    (total, longest.map_or(String::new(), ToString::to_string))
}

fn start<'scope>(
    s: &'scope Scope<'scope, '_>,
    me: usize,
    work: &'scope Work<'_>,
) -> ScopedJoinHandle<'scope, (usize, String)> {
    thread::Builder::new()
        .name(format!("worker {me}"))
        .spawn_scoped(s, move || worker(me, work))
        .expect("the system has a thread for us")
}

// ---- The table of contents: a tree in one thread ----

/// A part of the index, which knows what it is part of.
struct Part {
    title: String,
    words: Cell<usize>,
    whole: OnceCell<Weak<Part>>,
    parts: RefCell<Vec<Rc<Part>>>,
}

impl Part {
    fn new(title: impl Into<String>) -> Rc<Self> {
        let (words, whole) = (Cell::new(0), OnceCell::new());
        let (title, parts) = (title.into(), RefCell::default());
        Rc::new(Self {
            title,
            words,
            whole,
            parts,
        })
    }

    /// The part of this title, which is made if there is none.
    fn of(whole: &Rc<Self>, title: &str) -> Rc<Self> {
        let mut parts = whole.parts.borrow_mut();
        if let Some(part) = parts.iter().find(|it| it.title == title) {
            return Rc::clone(part);
        }
        let part = Part::new(title);
        let set = part.whole.set(Rc::downgrade(whole));
        assert!(set.is_ok(), "it is part of nothing yet");
        parts.push(Rc::clone(&part));
        part
    }

    /// Counts words here and in everything that this is part of.
    fn count(&self, words: usize) {
        self.words.set(self.words.get() + words);
        if let Some(whole) = self.whole.get().and_then(Weak::upgrade) {
            whole.count(words);
        }
    }
}

fn main() {
    let texts: Vec<String> = (1..=12).map(text).collect();
    let work = Work {
        texts: &texts,
        stems: Stems::default(),
        index: RwLock::default(),
        phase: Barrier::new(WORKERS),
        log: RwLock::default(),
    };
    let counted: Vec<_> = thread::scope(|s| {
        let start = |me| start(s, me, &work);
        let workers: Vec<_> = (0..WORKERS).map(start).collect();
        workers.into_iter().map(|it| it.join().unwrap()).collect()
    });
    for line in work.log.into_inner().unwrap() {
        println!("{line}");
    }
    for (me, (words, longest)) in counted.iter().enumerate() {
        println!("worker {me}: {words} words, the longest stem is {longest}");
    }

    let contents = Part::new("all");
    for (stem, (times, _)) in &work.index.into_inner().unwrap() {
        let letter = &stem[..1];
        Part::of(&contents, letter).count(*times);
    }
    for part in contents.parts.borrow().iter().chain([&contents]) {
        println!("{}: {}", part.title, part.words.get());
    }
}
