//! What the running execution of a model has done so far, in the reader's own source lines.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::panic::Location;
use std::sync::atomic::Ordering;

use loom::thread::ThreadId;

/// A value that went through an atomic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value {
    Bool(bool),
    Number(u64),
    Pointer(usize),
}

/// What a step did to its word.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Effect {
    None,
    Reads(Value),
    Writes(Value),
    Changes(Value, Value),
    Fails(Value),
}

/// What a table of steps calls an operation that isn't one of an atomic, and a figure knows it by.
pub(crate) mod operation {
    pub(crate) const START: &str = "start";
    pub(crate) const FENCE: &str = "fence";
    pub(crate) const CELL_READ: &str = "cell is read";
    pub(crate) const CELL_WRITTEN: &str = "cell is written";
    pub(crate) const WAITS: &str = "waits";
    pub(crate) const DOES_NOT_WAIT: &str = "doesn't wait";
    pub(crate) const WAKES_FOR_NO_REASON: &str = "wakes for no reason";
    pub(crate) const IS_WOKEN: &str = "is woken";
    pub(crate) const TIMES_OUT: &str = "times out";
    pub(crate) const WAKE_ONE: &str = "wake_one";
    pub(crate) const WAKE_ALL: &str = "wake_all";
}

/// What a step is about, for those who follow memory through an execution.
#[derive(Debug, Clone, Copy)]
pub(crate) enum About {
    /// Nothing in memory.
    Nothing,
    /// An atomic, with the ordering that the operation had.
    Atomic(Word, Ordering),
    /// A fence of that ordering; of none if it is relaxed.
    Fence(Ordering),
    /// A cell, or an atomic that is slept on.
    Word(Word),
    /// An address that is woken. What is there may be gone.
    Address(usize),
    /// A wake-up, by that step.
    WokenBy(Word, usize),
    /// The test's own words for the step.
    Mark(Mark, &'static str),
}

/// What a test's own words are about.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Mark {
    Says,
    Calls,
    Returns,
}

/// An atomic or a cell: the n-th that was made in the execution.
pub(crate) type Word = usize;

/// Where an atomic was at a step. A wake-up knows nothing but an address.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Whereabouts {
    pub(crate) word: Word,
    pub(crate) address: usize,
    pub(crate) step: usize,
}

/// Where a word was made, and an atomic's first value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Made {
    pub(crate) location: &'static Location<'static>,
    pub(crate) value: Option<Value>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    pub(crate) thread: ThreadId,
    pub(crate) location: &'static Location<'static>,
    pub(crate) operation: &'static str,
    pub(crate) effect: Effect,
    pub(crate) about: About,
}

thread_local! {
    /// The steps of the last execution only. loom runs all threads of a model on one real thread.
    static STEPS: RefCell<Vec<Step>> = const { RefCell::new(Vec::new()) };
    /// And the words that were made in it.
    static WORDS: RefCell<Vec<Made>> = const { RefCell::new(Vec::new()) };
    static ADDRESSES: RefCell<Vec<Whereabouts>> = const { RefCell::new(Vec::new()) };
}

loom::thread_local! {
    /// The calling thread, until its thread-locals are dropped: then loom can't say any more which it is.
    static ME: ThreadId = loom::thread::current().id();
}

/// Forgets the last execution.
pub(crate) fn clear() {
    STEPS.with_borrow_mut(Vec::clear);
    WORDS.with_borrow_mut(Vec::clear);
    ADDRESSES.with_borrow_mut(Vec::clear);
}

/// Notes where an atomic is as it is accessed or dropped.
pub(crate) fn is_at(word: Word, address: usize) {
    let step = so_far(<[Step]>::len);
    let whereabouts = Whereabouts {
        word,
        address,
        step,
    };
    ADDRESSES.with_borrow_mut(|all| all.push(whereabouts));
}

/// All that is known of where atomics were.
pub(crate) fn whereabouts() -> Vec<Whereabouts> {
    ADDRESSES.with_borrow(Clone::clone)
}

/// Notes that a word was made, and numbers it. Its address won't do for a name: it may be moved.
#[track_caller]
pub(crate) fn made(value: Option<Value>) -> Word {
    let location = Location::caller();
    WORDS.with_borrow_mut(|words| {
        words.push(Made { location, value });
        words.len() - 1
    })
}

/// Notes that the calling line did something; the result is the step's number.
#[track_caller]
pub(crate) fn step(operation: &'static str, effect: Effect, about: About) -> usize {
    step_at(Location::caller(), operation, effect, about)
}

/// Lets the calling thread be known from its beginning.
pub(crate) fn begins() {
    ME.with(|_| ());
}

/// Notes that something was done for which `location` is the line to show. What a destructor of a thread-local does isn't noted.
pub(crate) fn step_at(
    location: &'static Location<'static>,
    operation: &'static str,
    effect: Effect,
    about: About,
) -> usize {
    let Ok(thread) = ME.try_with(|me| *me) else {
        return so_far(<[Step]>::len);
    };
    let step = Step {
        thread,
        location,
        operation,
        effect,
        about,
    };
    STEPS.with_borrow_mut(|steps| {
        steps.push(step);
        steps.len() - 1
    })
}

/// The words made so far.
pub(crate) fn words() -> Vec<Made> {
    WORDS.with_borrow(Clone::clone)
}

/// What `look` makes of the steps so far.
pub(crate) fn so_far<R>(look: impl FnOnce(&[Step]) -> R) -> R {
    STEPS.with_borrow(|steps| look(steps))
}

/// The steps so far.
pub(crate) fn take() -> Vec<Step> {
    STEPS.take()
}

/// One line per step: number, thread, place, operation, values, source.
pub(crate) fn render(steps: &[Step]) -> String {
    let mut sources = HashMap::new();
    let mut names = Pointers::default();
    let rows: Vec<[String; 5]> = steps
        .iter()
        .map(|step| {
            let (file, line) = (step.location.file(), step.location.line());
            [
                thread_name(step.thread),
                format!("{}:{line}", file.rsplit(['/', '\\']).next().unwrap_or(file)),
                step.operation.to_owned(),
                names.effect(step.effect),
                source_line(
                    sources.entry(file).or_insert_with(|| read_source(file)),
                    line,
                ),
            ]
        })
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or(0);
    let (place, operation, effect) = (width(1), width(2), width(3));
    let mut text = String::new();
    for (number, row) in rows.iter().enumerate() {
        let _ = writeln!(
            text,
            "{:>3}  {}  {:place$}  {:operation$}  {:effect$}  {}",
            number + 1,
            row[0],
            row[1],
            row[2],
            row[3],
            row[4]
        );
    }
    text
}

/// `ThreadId(1)` is all that loom tells of a thread; T0 is the model's own, the others are counted
/// as they start.
fn thread_name(id: ThreadId) -> String {
    format!("T{}", thread_number(id))
}

/// See [`thread_name`].
pub(crate) fn thread_number(id: ThreadId) -> usize {
    let digits: String = format!("{id:?}")
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    digits.parse().expect("loom numbers its threads")
}

/// `Location` has the path relative to the workspace; a test runs in its package.
pub(crate) fn read_source(file: &str) -> Vec<String> {
    let directory = std::env::current_dir().unwrap_or_default();
    let text = directory
        .ancestors()
        .find_map(|root| std::fs::read_to_string(root.join(file)).ok());
    text.unwrap_or_default()
        .lines()
        .map(str::to_owned)
        .collect()
}

fn source_line(lines: &[String], line: u32) -> String {
    const WIDTH: usize = 72;
    let line = lines.get(line as usize - 1).map_or("", |text| text.trim());
    match line.char_indices().nth(WIDTH) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

/// Gives each pointer a number of its own, since addresses differ from run to run.
#[derive(Default)]
pub(crate) struct Pointers(Vec<usize>);

impl Pointers {
    fn effect(&mut self, effect: Effect) -> String {
        match effect {
            Effect::None => String::new(),
            Effect::Reads(value) => format!("reads {}", self.name(value)),
            Effect::Writes(value) => format!("writes {}", self.name(value)),
            Effect::Changes(old, new) => format!("{} -> {}", self.name(old), self.name(new)),
            Effect::Fails(value) => format!("fails, reads {}", self.name(value)),
        }
    }

    pub(crate) fn name(&mut self, value: Value) -> String {
        match value {
            Value::Number(number) if number == u64::from(u32::MAX) || number == u64::MAX => {
                "MAX".to_owned()
            }
            Value::Number(number) => number.to_string(),
            Value::Bool(bool) => bool.to_string(),
            Value::Pointer(0) => "null".to_owned(),
            Value::Pointer(address) => {
                let known = self
                    .0
                    .iter()
                    .position(|&a| a == address)
                    .unwrap_or_else(|| {
                        self.0.push(address);
                        self.0.len() - 1
                    });
                format!("pointer {}", known + 1)
            }
        }
    }
}
