//! What the running execution of a model has done so far, in the reader's own source lines.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::panic::Location;

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

#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    thread: ThreadId,
    location: &'static Location<'static>,
    operation: &'static str,
    effect: Effect,
}

thread_local! {
    /// The steps of the last execution only. loom runs all threads of a model on one real thread.
    static STEPS: RefCell<Vec<Step>> = const { RefCell::new(Vec::new()) };
}

/// Forgets the last execution.
pub(crate) fn clear() {
    STEPS.with_borrow_mut(Vec::clear);
}

/// Notes that the calling line did something.
#[track_caller]
pub(crate) fn step(operation: &'static str, effect: Effect) {
    step_at(Location::caller(), operation, effect);
}

/// Notes that something was done for which `location` is the line to show.
pub(crate) fn step_at(
    location: &'static Location<'static>,
    operation: &'static str,
    effect: Effect,
) {
    let thread = loom::thread::current().id();
    let step = Step {
        thread,
        location,
        operation,
        effect,
    };
    STEPS.with_borrow_mut(|steps| steps.push(step));
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
    let digits: String = format!("{id:?}")
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    format!("T{digits}")
}

/// `Location` has the path relative to the workspace; a test runs in its package.
fn read_source(file: &str) -> Vec<String> {
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
struct Pointers(Vec<usize>);

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

    fn name(&mut self, value: Value) -> String {
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
