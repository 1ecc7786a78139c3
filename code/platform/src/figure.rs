//! Recording the executions of a model as a figure.
//!
//! # Problem
//!
//! A picture of an interleaving that somebody has drawn shows what they believe. This one shows what a model did: the
//! program is the book's own code, and the figure is written to a file that the book's build reads.
//!
//! # Strategy
//!
//! [`Recorder::record`] goes through all executions of a test's body, as [`model`](crate::model::model) does, and groups
//! them by what the body returns. Of each outcome the shortest execution is kept; of several one that reads as few old values as possible, and of
//! those the first. Which steps and
//! arrows are drawn follows from the trace by the rules of [`figure::events`].
//!
//! An execution may also fail, or never end, and the others still have to be seen. loom gives up at the first
//! of these. So a panic is noted where it begins and caught where its thread ends, and one more thread watches: it runs when no other can, and if
//! all who are left sleep it has found a deadlock, notes it, and lets them unwind. That thread takes the fifth place
//! that loom has, so a figure has four lanes at most.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::panic::{AssertUnwindSafe, Location, PanicHookInfo, catch_unwind, resume_unwind};
use std::rc::Rc;
use std::sync::atomic::Ordering;

use figure::events::{Cause, Event, Picture, What, Word, picture};
use figure::{Figure, LANES, Outcome, Source};
use loom::sync::atomic::AtomicU32 as LoomAtomicU32;
use loom::thread::ThreadId;

use crate::model::Bounds;
use crate::model::choice::{self, Variant};
use crate::model::modelled::install_hook;
use crate::trace::{self, About, Effect, Made, Mark, Pointers, Step, Whereabouts, operation};

/// What a figure is to show. The rules for the rest are in [`figure::events`].
#[derive(Debug)]
pub struct Recorder {
    name: &'static str,
    bounds: Bounds,
    lanes: Vec<String>,
    cells: Vec<Cell>,
}

/// A word that is drawn.
#[derive(Debug)]
struct Cell {
    name: &'static str,
    /// What is written where it is made.
    made: &'static str,
    /// The program's names for its values.
    values: &'static [(&'static str, &'static str)],
    /// For a cell that isn't atomic: what it holds at first and, by what is written in the line, after a write.
    contents: Option<(&'static str, &'static [(&'static str, &'static str)])>,
}

impl Recorder {
    /// A recorder of `figures/NAME.json`, with the names of the threads in the order in which they start.
    pub fn new(name: &'static str, lanes: &[&str]) -> Self {
        Self {
            name,
            bounds: Bounds::EXHAUSTIVE,
            lanes: lanes.iter().map(|&lane| lane.to_owned()).collect(),
            cells: Vec::new(),
        }
    }

    /// How far to look; [`Bounds::EXHAUSTIVE`] if this isn't called.
    #[must_use]
    pub fn bounds(mut self, bounds: Bounds) -> Self {
        self.bounds = bounds;
        self
    }

    /// Shows the atomic that is made in a line with this text, with names for its values. What isn't shown has no steps.
    #[must_use]
    pub fn atomic(
        mut self,
        name: &'static str,
        made: &'static str,
        values: &'static [(&'static str, &'static str)],
    ) -> Self {
        self.cells.push(Cell {
            name,
            made,
            values,
            contents: None,
        });
        self
    }

    /// Shows the [`UnsafeCell`](crate::cell::UnsafeCell) that is made in a line with this text. A model doesn't see what is in
    /// it: it holds `first`, and after a write what `contents` has for the text of the line that writes.
    #[must_use]
    pub fn cell(
        mut self,
        name: &'static str,
        made: &'static str,
        first: &'static str,
        contents: &'static [(&'static str, &'static str)],
    ) -> Self {
        self.cells.push(Cell {
            name,
            made,
            values: &[],
            contents: Some((first, contents)),
        });
        self
    }

    /// Runs `body` in every execution and settles the figure. The outcome of an execution is what `body` returns, or
    /// that it never ends, or how it panics.
    ///
    /// # Panics
    /// When the figure isn't the one that is committed (`SNAPSHOTS=overwrite` writes it), or can't be drawn.
    pub fn record<F, O>(&self, body: F)
    where
        F: Fn() -> O + Send + Sync + 'static,
        O: Into<String>,
    {
        self.recorded(body).settle(self.name);
    }

    /// The figure of `body`.
    ///
    /// # Panics
    /// When it can't be drawn.
    pub fn recorded<F, O>(&self, body: F) -> Figure
    where
        F: Fn() -> O + Send + Sync + 'static,
        O: Into<String>,
    {
        let executions = run(self.bounds, body);
        let source = Source::Model {
            // libtest runs a test on a thread of its name.
            test: std::thread::current().name().unwrap_or("a test").to_owned(),
            bounds: self.bounds.name(),
        };
        self.figure(source, &executions)
            .unwrap_or_else(|reason| panic!("the figure `{}` can't be drawn: {reason}", self.name))
    }

    fn figure(&self, source: Source, executions: &[Execution]) -> Result<Figure, String> {
        let mut by_outcome: BTreeMap<&str, Vec<&Execution>> = BTreeMap::new();
        for execution in executions {
            by_outcome
                .entry(&execution.outcome)
                .or_default()
                .push(execution);
        }
        let cells: Vec<String> = self.cells.iter().map(|cell| cell.name.to_owned()).collect();
        let mut reader = Reader {
            cells: &self.cells,
            sources: HashMap::new(),
        };
        let mut outcomes = Vec::new();
        for (name, executions) in by_outcome {
            let mut reason = String::new();
            let mut best: Option<((usize, usize), Outcome)> = None;
            for execution in &executions {
                // One that can't be told for sure is passed over.
                let told = reader.read(execution).and_then(|(words, events)| {
                    Ok((
                        initially(&words, cells.len()),
                        picture(&self.lanes, &cells, &words, &events)?,
                    ))
                });
                match told {
                    Ok((initially, Picture { steps, edges, old })) => {
                        // Short is easy to follow, and a value that isn't the newest is not.
                        let length = (steps.len(), old);
                        if best.as_ref().is_none_or(|(shortest, _)| length < *shortest) {
                            let outcome = Outcome {
                                name: name.to_owned(),
                                executions: executions.len() as u64,
                                stuck: execution.stuck,
                                initially,
                                steps,
                                edges,
                            };
                            best = Some((length, outcome));
                        }
                    }
                    Err(error) => reason = error,
                }
            }
            let (_, outcome) = best.ok_or_else(|| format!("{reason}, in the outcome `{name}`"))?;
            outcomes.push(outcome);
        }
        let figure = Figure {
            source,
            executions: executions.len() as u64,
            lanes: self.lanes.clone(),
            cells,
            outcomes,
        };
        figure.is_drawable()?;
        Ok(figure)
    }
}

/// What each cell holds at first.
fn initially(words: &[Word], cells: usize) -> Vec<String> {
    let of = |cell| words.iter().find(|word| word.cell == Some(cell));
    (0..cells)
        .map(|cell| of(cell).map_or_else(String::new, |word| word.initial.clone()))
        .collect()
}

/// Notes in the figure that the current thread has come here. Every order of these notes is an execution.
#[track_caller]
pub fn says(words: &'static str) {
    let clock = RUN.with_borrow(|run| run.as_ref().map(|run| Rc::clone(&run.clock)));
    if let Some(clock) = clock {
        // ORDERING: Relaxed: it orders nothing, and tells loom that the order of two notes makes a difference.
        clock.fetch_add(1, Ordering::Relaxed);
    }
    mark(Mark::Says, words);
}

/// Shows a call as a whole: what happens in it is not drawn, and what it orders bears its name.
#[track_caller]
pub fn call<R>(name: &'static str, f: impl FnOnce() -> R) -> R {
    mark(Mark::Calls, name);
    let result = f();
    mark(Mark::Returns, name);
    result
}

#[track_caller]
fn mark(mark: Mark, words: &'static str) {
    trace::step_at(
        Location::caller(),
        words,
        Effect::None,
        About::Mark(mark, words),
    );
}

/// Whether there has been such a step: an operation (`is woken`, `waits`) or a note's words. What a [`call`] hides
/// doesn't count.
pub fn happened(what: &str) -> bool {
    place(what).is_some()
}

/// Whether the first step of one kind came before the first of another.
pub fn came_before(first: &str, second: &str) -> bool {
    place(first).is_some_and(|first| place(second).is_none_or(|second| first < second))
}

fn place(what: &str) -> Option<usize> {
    trace::so_far(|steps| {
        let mut calls: HashMap<ThreadId, usize> = HashMap::new();
        steps.iter().position(|step| {
            let depth = calls.entry(step.thread).or_default();
            let outside = *depth == 0;
            match step.about {
                About::Mark(Mark::Calls, _) => *depth += 1,
                About::Mark(Mark::Returns, _) => *depth -= 1,
                _ => {}
            }
            outside && step.operation == what
        })
    })
}

/// An execution as it was.
struct Execution {
    outcome: String,
    stuck: bool,
    steps: Vec<Step>,
    words: Vec<Made>,
    whereabouts: Vec<Whereabouts>,
}

impl Execution {
    /// The atomic that is at an address at a step: the last that was seen there before, or else the first after.
    fn at(&self, address: usize, step: usize) -> Option<usize> {
        let mut there = self
            .whereabouts
            .iter()
            .filter(|there| there.address == address);
        let before = there.clone().rev().find(|there| there.step <= step);
        before.or_else(|| there.next()).map(|there| there.word)
    }
}

/// The execution that is being recorded.
struct Run {
    clock: Rc<LoomAtomicU32>,
    started: usize,
    finished: usize,
    /// How it ended, and how many steps it had then.
    end: Option<(End, usize)>,
    /// Those that would sleep for ever and unwind.
    giving_up: Vec<ThreadId>,
}

enum End {
    Returned(String),
    Panicked(String),
    Stuck,
}

/// Unwinds a thread that would sleep for ever.
struct GiveUp;

thread_local! {
    static RUN: RefCell<Option<Run>> = const { RefCell::new(None) };
    static EXECUTIONS: RefCell<Vec<Execution>> = const { RefCell::new(Vec::new()) };
}

/// Runs every execution and keeps them all.
fn run<F, O>(bounds: Bounds, body: F) -> Vec<Execution>
where
    F: Fn() -> O + Send + Sync + 'static,
    O: Into<String>,
{
    install_hook();
    choice::start_run(Variant::Plain);
    EXECUTIONS.with_borrow_mut(Vec::clear);
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = bounds.preemptions;
    builder.check(move || {
        keep();
        choice::start_execution();
        crate::futex::modelled::start_execution();
        trace::clear();
        trace::begins();
        RUN.set(Some(Run {
            clock: Rc::new(LoomAtomicU32::new(0)),
            started: 1,
            finished: 0,
            end: None,
            giving_up: Vec::new(),
        }));
        loom::thread::spawn(watch);
        in_lane(|| {
            let outcome = body().into();
            end(End::Returned(outcome));
        });
    });
    keep();
    EXECUTIONS.take()
}

/// Keeps the execution that has ended.
fn keep() {
    let Some(run) = RUN.take() else { return };
    let words = trace::words();
    let whereabouts = trace::whereabouts();
    let mut steps = trace::take();
    let (outcome, stuck) = match run.end {
        Some((End::Returned(outcome), _)) => (outcome, false),
        Some((end, length)) => {
            // What comes after is how the threads are let go.
            steps.truncate(length);
            match end {
                End::Panicked(message) => (format!("panics: {message}"), false),
                _ => ("never ends".to_owned(), true),
            }
        }
        None => unreachable!("an execution ends in some way"),
    };
    EXECUTIONS.with_borrow_mut(|all| {
        all.push(Execution {
            outcome,
            stuck,
            steps,
            words,
            whereabouts,
        });
    });
}

/// Notes how the execution ends; the first failure counts, and any counts more than what the body returned.
fn end(end: End) {
    let length = trace::so_far(<[Step]>::len);
    RUN.with_borrow_mut(|run| {
        if let Some(run) = run
            && matches!(run.end, None | Some((End::Returned(_), _)))
        {
            run.end = Some((end, length));
        }
    });
}

/// What a thread of the model runs, so that its end is seen.
pub(crate) fn lane(main: Box<dyn FnOnce() + Send>) -> Box<dyn FnOnce() + Send> {
    let recording = RUN.with_borrow_mut(|run| run.as_mut().map(|run| run.started += 1));
    match recording {
        Some(()) => Box::new(move || in_lane(main)),
        None => main,
    }
}

fn in_lane(main: impl FnOnce()) {
    // How it ended is noted: by what it returned, by the hook that saw the panic, or by who watches.
    let _ = catch_unwind(AssertUnwindSafe(main));
    RUN.with_borrow_mut(|run| {
        if let Some(run) = run {
            run.finished += 1;
        }
    });
}

/// Notes a panic as the end of the execution that is being recorded, if one is; whether it is. Every panic counts, even one
/// that is caught: it may be a data race, after which nothing that the execution does means anything.
pub(crate) fn panicked(info: &PanicHookInfo<'_>) -> bool {
    if RUN.with_borrow(Option::is_none) {
        return false;
    }
    let mut lines = info
        .payload_as_str()
        .unwrap_or_default()
        .lines()
        .map(str::trim);
    let message = lines.find(|line| !line.is_empty()).unwrap_or("no message");
    end(End::Panicked(message.to_owned()));
    true
}

/// Ends an execution in which all who are left sleep. loom runs a thread that yields when no other can run.
fn watch() {
    loop {
        let left = RUN.with_borrow(|run| run.as_ref().map_or(0, |run| run.started - run.finished));
        if left == 0 {
            return;
        }
        if crate::futex::modelled::asleep() == left {
            end(End::Stuck);
            crate::futex::modelled::rouse();
        }
        loom::thread::yield_now();
    }
}

/// Called by a thread that was asleep: unwinds if nobody will ever wake it. It does so once. Where it falls asleep again on its way, in a
/// destructor, it waits for another that unwinds.
pub(crate) fn give_up_if_stuck() {
    let gives_up = RUN.with_borrow_mut(|run| {
        let Some(run) = run
            .as_mut()
            .filter(|run| matches!(run.end, Some((End::Stuck, _))))
        else {
            return false;
        };
        let me = loom::thread::current().id();
        let is_first = !run.giving_up.contains(&me);
        run.giving_up.push(me);
        is_first
    });
    if gives_up {
        resume_unwind(Box::new(GiveUp));
    }
}

/// Reads executions in terms of the program's text.
struct Reader<'a> {
    cells: &'a [Cell],
    sources: HashMap<&'static str, Vec<String>>,
}

impl Reader<'_> {
    fn read(&mut self, execution: &Execution) -> Result<(Vec<Word>, Vec<Event>), String> {
        let mut pointers = Pointers::default();
        let mut words = Vec::new();
        for made in &execution.words {
            let cell = self.cell_made_at(made.location);
            let initial = match (made.value, cell.and_then(|cell| self.cells[cell].contents)) {
                (Some(value), None) => self.named(cell, pointers.name(value)),
                (None, Some((first, _))) => first.to_owned(),
                (None, None) if cell.is_none() => String::new(),
                _ => {
                    return Err(
                        "an atomic is shown by `atomic`, any other cell by `cell`".to_owned()
                    );
                }
            };
            if cell.is_some() && words.iter().any(|word: &Word| word.cell == cell) {
                let name = cell.map_or("", |cell| self.cells[cell].name);
                return Err(format!("more than one word is made where `{name}` is"));
            }
            words.push(Word { cell, initial });
        }
        if let Some(missing) =
            (0..self.cells.len()).find(|&cell| words.iter().all(|word| word.cell != Some(cell)))
        {
            let Cell { name, made, .. } = self.cells[missing];
            return Err(format!(
                "no word is made by `{made}`, which `{name}` should be"
            ));
        }
        let mut started = 0;
        let mut events = Vec::new();
        for (at, step) in execution.steps.iter().enumerate() {
            if step.operation == operation::START {
                started += 1;
            }
            let what = self.what(&words, &mut pointers, at, step, started, execution)?;
            let text = match step.about {
                About::Mark(_, words) => words.to_owned(),
                _ => self.line(step.location),
            };
            events.push(Event {
                lane: lane_of(step),
                text,
                what,
            });
        }
        Ok((words, events))
    }

    fn what(
        &mut self,
        words: &[Word],
        pointers: &mut Pointers,
        at: usize,
        step: &Step,
        started: usize,
        execution: &Execution,
    ) -> Result<What, String> {
        let woken = || {
            let by_this = |other: &&Step| matches!(other.about, About::WokenBy(_, by) if by == at);
            execution
                .steps
                .iter()
                .filter(by_this)
                .map(lane_of)
                .collect()
        };
        Ok(match step.about {
            About::Mark(Mark::Says, _) => What::Says,
            About::Mark(Mark::Calls, _) => What::Calls,
            About::Mark(Mark::Returns, _) => What::Returns,
            About::Nothing if step.operation == operation::START => What::Spawns(started),
            About::Nothing => What::Drops,
            About::Fence(order) => What::Fence {
                acquires: acquires(order),
                releases: releases(order),
            },
            About::Atomic(word, order) => {
                let mut named = |value| self.named(words[word].cell, pointers.name(value));
                let (reads, writes) = match step.effect {
                    Effect::None => (None, None),
                    Effect::Reads(value) | Effect::Fails(value) => (Some(named(value)), None),
                    Effect::Writes(value) => (None, Some(named(value))),
                    Effect::Changes(old, new) => (Some(named(old)), Some(named(new))),
                };
                What::Accesses {
                    word,
                    acquires: acquires(order) && reads.is_some(),
                    releases: releases(order) && writes.is_some(),
                    reads,
                    writes,
                }
            }
            About::Word(word) if step.operation == operation::CELL_READ => What::Looks(word),
            About::Word(word) if step.operation == operation::CELL_WRITTEN => {
                self.fills(words, word, step)?
            }
            About::Word(word) => {
                let found = match step.effect {
                    Effect::Reads(value) => self.named(words[word].cell, pointers.name(value)),
                    _ => String::new(),
                };
                match step.operation {
                    operation::WAITS => What::Sleeps(word),
                    operation::DOES_NOT_WAIT => What::Stays(word, found),
                    operation::TIMES_OUT => What::Wakes(word, Cause::Deadline),
                    operation::WAKES_FOR_NO_REASON => What::Wakes(word, Cause::Nothing),
                    other => return Err(format!("`{other}` is no step of a futex")),
                }
            }
            About::WokenBy(word, by) => What::Wakes(word, Cause::Event(by)),
            About::Address(address) => execution
                .at(address, at)
                .map_or(What::Drops, |word| What::Rouses(word, woken())),
        })
    }

    /// What a write leaves in a cell that isn't atomic.
    fn fills(&mut self, words: &[Word], word: usize, step: &Step) -> Result<What, String> {
        let Some(cell) = words[word].cell else {
            return Ok(What::Drops);
        };
        let line = self.line(step.location);
        let contents = self.cells[cell]
            .contents
            .map_or(&[][..], |(_, contents)| contents);
        let content = contents.iter().find(|(text, _)| line.contains(text));
        match content {
            Some((_, content)) => Ok(What::Fills(word, (*content).to_owned())),
            None => Err(format!(
                "nothing says what `{line}` leaves in `{}`",
                self.cells[cell].name
            )),
        }
    }

    /// A value, by the program's name for it.
    fn named(&self, cell: Option<usize>, value: String) -> String {
        let values = cell.map_or(&[][..], |cell| self.cells[cell].values);
        match values.iter().find(|(known, _)| *known == value) {
            Some((_, name)) => (*name).to_owned(),
            None => value,
        }
    }

    fn cell_made_at(&mut self, location: &'static Location<'static>) -> Option<usize> {
        let line = self.raw_line(location);
        let column = location.column() as usize - 1;
        self.cells.iter().position(|cell| {
            line.match_indices(cell.made)
                .any(|(at, text)| (at..at + text.len()).contains(&column))
        })
    }

    /// A line of the program without what says nothing by itself. A method that has a line for itself is shown with
    /// what it is called on.
    fn line(&mut self, location: &'static Location<'static>) -> String {
        self.raw_line(location);
        let lines = &self.sources[location.file()];
        let mut text = String::new();
        for line in lines.iter().take(location.line() as usize).rev() {
            text.insert_str(0, line.trim());
            if !text.starts_with('.') {
                break;
            }
        }
        text.trim_end_matches(['{', ';']).trim_end().to_owned()
    }

    fn raw_line(&mut self, location: &'static Location<'static>) -> String {
        let file = location.file();
        let lines = self
            .sources
            .entry(file)
            .or_insert_with(|| trace::read_source(file));
        lines
            .get(location.line() as usize - 1)
            .cloned()
            .unwrap_or_default()
    }
}

/// The lane of a step: T0 is the model's own thread, T1 watches, the others are counted as they start.
fn lane_of(step: &Step) -> usize {
    let number = trace::thread_number(step.thread);
    debug_assert!(number <= LANES);
    number.saturating_sub(1)
}

fn acquires(order: Ordering) -> bool {
    matches!(
        order,
        Ordering::Acquire | Ordering::AcqRel | Ordering::SeqCst
    )
}

fn releases(order: Ordering) -> bool {
    matches!(
        order,
        Ordering::Release | Ordering::AcqRel | Ordering::SeqCst
    )
}
