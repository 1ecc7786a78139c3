//! From what a recorder saw of one execution to steps and arrows.
//!
//! An arrow is never stated by a recorder; it follows from the orderings. A load that acquires and reads what a store
//! released makes one, through read-modify-writes and fences as the memory model has it; so does starting a thread.
//! Which store a load has read is concluded from its value and from what the load can't have read any more, and where
//! that leaves a choice that matters, the picture is refused.
//!
//! What is drawn follows from rules: an access to a word that has no name is left out, and so is a drop. A call that
//! is shown as a whole hides what happens in it. An arrow from or to what is left out begins at the last step before
//! it that is drawn, and ends at the first one after it: so it still says what is ordered.

use crate::{Edge, Kind, Step};

/// Something that a thread did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The thread, in the order in which they were started.
    pub lane: usize,
    /// The line of the program, or the test's own words.
    pub text: String,
    /// See there.
    pub what: What,
}

/// What a thread did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The test says that it has come here.
    Says,
    /// A call begins that is shown as a whole.
    Calls,
    /// And returns.
    Returns,
    /// A thread was started: that lane.
    Spawns(usize),
    /// An operation of an atomic word.
    Accesses {
        /// Which one.
        word: usize,
        /// The value it read.
        reads: Option<String>,
        /// The value it wrote.
        writes: Option<String>,
        /// Whether it acquires what it reads.
        acquires: bool,
        /// Whether it releases what came before, to who reads what it writes.
        releases: bool,
    },
    /// A fence.
    Fence {
        /// Whether it acquires what was read before it.
        acquires: bool,
        /// Whether what is written after it releases what came before it.
        releases: bool,
    },
    /// A cell without an atomic's order is read.
    Looks(usize),
    /// Or written; what it holds then.
    Fills(usize, String),
    /// The thread falls asleep on a word.
    Sleeps(usize),
    /// It doesn't: it found another value there.
    Stays(usize, String),
    /// It wakes up, and why.
    Wakes(usize, Cause),
    /// It wakes these lanes, which sleep on the word.
    Rouses(usize, Vec<usize>),
    /// Nothing that is drawn.
    Drops,
}

/// Why a thread has woken up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// The event woke it.
    Event(usize),
    /// A deadline has passed.
    Deadline,
    /// There is no reason.
    Nothing,
}

/// A word of memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The cell that shows it.
    pub cell: Option<usize>,
    /// What it was made with.
    pub initial: String,
}

/// An execution as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The steps.
    pub steps: Vec<Step>,
    /// The arrows between them.
    pub edges: Vec<Edge>,
    /// How many loads read a value that isn't the newest.
    pub old: usize,
}

/// Makes steps and arrows of the events of one execution.
///
/// # Errors
/// When it can't be told which of two stores a load has read.
pub fn picture(
    lanes: &[String],
    cells: &[String],
    words: &[Word],
    events: &[Event],
) -> Result<Picture, String> {
    let threads = 1 + events.iter().map(|event| event.lane).max().unwrap_or(0);
    let Followed { arrows, old } = Order::new(cells, words, threads).follow(events)?;
    let places = places(events, threads);
    let rows: Vec<usize> = (0..events.len())
        .filter(|&at| shown(at, events, words, &places, &arrows))
        .collect();
    let mut steps = rows
        .iter()
        .map(|&at| {
            let mut step = step(&events[at], lanes, cells, words, &events[..at]);
            if old.contains(&at) {
                step.result.push_str(", an old value");
            }
            step
        })
        .collect::<Vec<_>>();
    // Who falls asleep where it isn't drawn, and never goes on, sleeps in its last step.
    for lane in 0..threads {
        if let Some(last) = events.iter().rposition(|event| event.lane == lane)
            && matches!(events[last].what, What::Sleeps(_))
            && let Some(step) = steps.iter_mut().rfind(|step| step.lane == lane)
        {
            step.sleeps = true;
        }
    }
    let edges = drawn(events, &rows, &arrows, &places);
    Ok(Picture {
        steps,
        edges,
        old: old.len(),
    })
}

/// Where an event stands among the calls that are shown as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Outside,
    /// Within the call that begins there.
    Inside(usize),
    /// The return of that call.
    Return(usize),
}

fn places(events: &[Event], threads: usize) -> Vec<Place> {
    let mut open: Vec<Vec<usize>> = vec![Vec::new(); threads];
    let mut places = Vec::with_capacity(events.len());
    for (at, event) in events.iter().enumerate() {
        let calls = &mut open[event.lane];
        let mut place = calls
            .first()
            .map_or(Place::Outside, |&call| Place::Inside(call));
        match event.what {
            What::Calls => calls.push(at),
            // The return of a call within another is inside that.
            What::Returns => {
                let call = calls.pop();
                if let (Some(call), true) = (call, calls.is_empty()) {
                    place = Place::Return(call);
                }
            }
            _ => {}
        }
        places.push(place);
    }
    places
}

fn shown(at: usize, events: &[Event], words: &[Word], calls: &[Place], arrows: &[Arrow]) -> bool {
    let named = |word: usize| words[word].cell.is_some();
    match (&events[at].what, calls[at]) {
        // That a call has returned is a step of its own where it had to wait for something.
        (_, Place::Return(call)) => arrows
            .iter()
            .any(|arrow| calls[arrow.to] == Place::Inside(call)),
        (What::Says | What::Calls | What::Spawns(_) | What::Fence { .. }, Place::Outside) => true,
        (
            What::Accesses { word, .. }
            | What::Looks(word)
            | What::Fills(word, _)
            | What::Sleeps(word)
            | What::Stays(word, _)
            | What::Wakes(word, _)
            | What::Rouses(word, _),
            Place::Outside,
        ) => named(*word),
        (_, Place::Inside(_)) | (What::Drops | What::Returns, Place::Outside) => false,
    }
}

fn step(
    event: &Event,
    lanes: &[String],
    cells: &[String],
    words: &[Word],
    before: &[Event],
) -> Step {
    let lane = |lane: usize| lanes.get(lane).map_or("a thread", String::as_str);
    let cell = |word: usize| words[word].cell;
    let mut step = Step {
        lane: event.lane,
        text: event.text.clone(),
        code: !matches!(event.what, What::Says | What::Calls | What::Returns),
        ..Step::default()
    };
    match &event.what {
        What::Accesses {
            word,
            reads,
            writes,
            ..
        } => {
            step.writes.extend(cell(*word).zip(writes.clone()));
            step.result = match (reads, writes) {
                (Some(read), Some(_)) => format!("returns {read}"),
                (Some(read), None) => format!("reads {read}"),
                _ => String::new(),
            };
        }
        What::Fills(word, content) => step
            .writes
            .extend(cell(*word).map(|cell| (cell, content.clone()))),
        What::Looks(word) => {
            let last = before.iter().rev().find_map(|event| match &event.what {
                What::Fills(filled, content) if filled == word => Some(content),
                _ => None,
            });
            step.result = format!("reads {}", last.unwrap_or(&words[*word].initial));
        }
        What::Sleeps(word) => {
            step.sleeps = true;
            step.result = format!(
                "falls asleep on {}",
                cell(*word).map_or("", |cell| &cells[cell])
            );
        }
        What::Stays(_, found) => step.result = format!("finds {found}, doesn't sleep"),
        What::Wakes(_, Cause::Event(_)) => step.result.push_str("wakes up"),
        What::Wakes(_, Cause::Deadline) => step.result.push_str("wakes up: time is over"),
        What::Wakes(_, Cause::Nothing) => step.result.push_str("returns at once, for no reason"),
        What::Rouses(_, woken) => {
            step.result = match woken.as_slice() {
                [] => "nobody sleeps".to_owned(),
                woken => format!(
                    "wakes {}",
                    woken
                        .iter()
                        .map(|&woken| lane(woken))
                        .collect::<Vec<_>>()
                        .join(" and ")
                ),
            };
        }
        What::Spawns(child) => step.result = format!("starts {}", lane(*child)),
        What::Returns => step.text = format!("{} returns", event.text),
        _ => {}
    }
    step
}

/// An arrow between two events.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Arrow {
    from: usize,
    to: usize,
    kind: Kind,
    /// Empty where it is a word without a name that makes it.
    name: String,
}

/// What was found in an execution.
#[derive(Debug, Default)]
struct Followed {
    arrows: Vec<Arrow>,
    /// The loads that have read an old value.
    old: Vec<usize>,
}

/// A store, and what a load that reads it with acquire is ordered after.
struct Store {
    at: Option<usize>,
    value: String,
    heads: Vec<usize>,
}

/// What the fences of a lane have to do with its other events.
#[derive(Debug, Clone, Default)]
struct Fences {
    /// The last one that releases.
    released: Option<usize>,
    /// What one that acquires would acquire: heads, and the word by which.
    to_acquire: Vec<(usize, usize)>,
}

/// Follows an execution and finds what is ordered in it.
struct Order<'a> {
    cells: &'a [String],
    words: &'a [Word],
    /// For each word its stores, in their order.
    stores: Vec<Vec<Store>>,
    /// For each lane and word the place in `stores` of the newest that it has read or written.
    seen: Vec<Vec<usize>>,
    /// For each event what happens before it: how many events of each lane.
    clocks: Vec<Vec<usize>>,
    lanes: Vec<usize>,
    /// For each lane, how many events it has had, and its last one.
    last: Vec<(usize, Option<usize>)>,
    /// The event that starts each lane.
    starts: Vec<Option<usize>>,
    /// For each lane.
    fences: Vec<Fences>,
    found: Followed,
}

impl<'a> Order<'a> {
    fn new(cells: &'a [String], words: &'a [Word], threads: usize) -> Self {
        Self {
            cells,
            words,
            stores: words
                .iter()
                .map(|word| {
                    vec![Store {
                        at: None,
                        value: word.initial.clone(),
                        heads: Vec::new(),
                    }]
                })
                .collect(),
            seen: vec![vec![0; words.len()]; threads],
            clocks: Vec::new(),
            lanes: Vec::new(),
            last: vec![(0, None); threads],
            starts: vec![None; threads],
            fences: vec![Fences::default(); threads],
            found: Followed::default(),
        }
    }

    fn follow(mut self, events: &[Event]) -> Result<Followed, String> {
        for (at, event) in events.iter().enumerate() {
            let lane = event.lane;
            let clock = self.last[lane].1.map_or_else(
                || vec![0; self.last.len()],
                |last| self.clocks[last].clone(),
            );
            self.clocks.push(clock);
            self.lanes.push(lane);
            self.last[lane].0 += 1;
            self.clocks[at][lane] = self.last[lane].0;
            if let (None, Some(start)) = (self.last[lane].1, self.starts[lane]) {
                self.ordered(start, at, "spawn".to_owned());
            }
            self.last[lane].1 = Some(at);
            self.event(at, event)?;
        }
        Ok(self.found)
    }

    fn event(&mut self, at: usize, event: &Event) -> Result<(), String> {
        let lane = event.lane;
        match &event.what {
            What::Spawns(child) => {
                if let Some(start) = self.starts.get_mut(*child) {
                    *start = Some(at);
                }
            }
            What::Accesses {
                word,
                reads,
                writes,
                acquires,
                releases,
            } => {
                let mut heads = Vec::new();
                if let Some(read) = reads {
                    let store = if writes.is_some() {
                        // A read-modify-write reads the newest.
                        self.stores[*word].len() - 1
                    } else {
                        self.read(at, lane, *word, read, *acquires)
                            .map_err(|reason| format!("`{}`: {reason}", event.text))?
                    };
                    self.reads_from(at, lane, *word, store, *acquires);
                    heads.clone_from(&self.stores[*word][store].heads);
                }
                if let Some(value) = writes {
                    if reads.is_none() {
                        heads.clear();
                    }
                    heads.extend(if *releases {
                        Some(at)
                    } else {
                        self.fences[lane].released
                    });
                    self.stores[*word].push(Store {
                        at: Some(at),
                        value: value.clone(),
                        heads,
                    });
                    self.seen[lane][*word] = self.stores[*word].len() - 1;
                }
            }
            What::Fence { acquires, releases } => {
                if *acquires {
                    for (head, word) in std::mem::take(&mut self.fences[lane].to_acquire) {
                        self.ordered(head, at, self.release_acquire(word));
                    }
                }
                if *releases {
                    self.fences[lane].released = Some(at);
                }
            }
            What::Wakes(_, Cause::Event(by)) => self.found.arrows.push(Arrow {
                from: *by,
                to: at,
                kind: Kind::Cause,
                name: "wake".to_owned(),
            }),
            _ => {}
        }
        Ok(())
    }

    /// The place of the store that a load has read.
    fn read(
        &self,
        at: usize,
        lane: usize,
        word: usize,
        value: &str,
        acquires: bool,
    ) -> Result<usize, String> {
        let stores = &self.stores[word];
        // Not older than the newest that the thread has seen, nor than any that happens before the load.
        let oldest = (0..stores.len())
            .rev()
            .find(|&store| {
                stores[store]
                    .at
                    .is_none_or(|store| self.is_before(store, at))
            })
            .unwrap_or(0)
            .max(self.seen[lane][word]);
        let candidates: Vec<usize> = (oldest..stores.len())
            .filter(|&store| stores[store].value == value)
            .collect();
        match candidates[..] {
            [] => Err(format!("it reads {value}, and nobody has written that")),
            [only] => Ok(only),
            [first, ..] => {
                // Which one it was makes no difference where neither makes an arrow.
                let quiet = |store: &usize| {
                    let Store {
                        at: written, heads, ..
                    } = &stores[*store];
                    written.is_none_or(|written| self.is_before(written, at))
                        && (!acquires || heads.iter().all(|&head| self.is_before(head, at)))
                };
                if candidates.iter().all(quiet) {
                    Ok(first)
                } else {
                    Err(format!(
                        "it reads {value}, which was written more than once; write different values"
                    ))
                }
            }
        }
    }

    fn reads_from(&mut self, at: usize, lane: usize, word: usize, store: usize, acquires: bool) {
        self.seen[lane][word] = self.seen[lane][word].max(store);
        if store + 1 < self.stores[word].len() {
            self.found.old.push(at);
        }
        let Store {
            at: written, heads, ..
        } = &self.stores[word][store];
        let (written, heads) = (*written, heads.clone());
        if acquires {
            for &head in &heads {
                self.ordered(head, at, self.release_acquire(word));
            }
        } else {
            self.fences[lane]
                .to_acquire
                .extend(heads.iter().map(|&head| (head, word)));
        }
        if let Some(written) = written
            && !self.is_before(written, at)
        {
            self.found.arrows.push(Arrow {
                from: written,
                to: at,
                kind: Kind::Reads,
                name: "reads, no order".to_owned(),
            });
        }
    }

    fn release_acquire(&self, word: usize) -> String {
        self.words[word].cell.map_or_else(String::new, |cell| {
            format!("release → acquire: {}", self.cells[cell])
        })
    }

    /// Notes that one event happens before another, unless that is known.
    fn ordered(&mut self, from: usize, to: usize, name: String) {
        if self.is_before(from, to) {
            return;
        }
        let earlier = self.clocks[from].clone();
        for (known, earlier) in self.clocks[to].iter_mut().zip(earlier) {
            *known = (*known).max(earlier);
        }
        self.found.arrows.push(Arrow {
            from,
            to,
            kind: Kind::Order,
            name,
        });
    }

    fn is_before(&self, a: usize, b: usize) -> bool {
        let lane = self.lanes[a];
        self.clocks[b][lane] >= self.clocks[a][lane]
    }
}

/// The arrows between rows: ends moved to what is drawn, and those left out that say nothing new.
fn drawn(events: &[Event], rows: &[usize], arrows: &[Arrow], calls: &[Place]) -> Vec<Edge> {
    let mut edges: Vec<Edge> = Vec::new();
    // What starts a thread and what ends a call is always drawn.
    let mut kept: Vec<(usize, usize)> = Vec::new();
    for arrow in arrows {
        let lane = |end: usize| events[end].lane;
        let from = rows
            .iter()
            .rposition(|&row| row <= arrow.from && lane(row) == lane(arrow.from));
        let to = rows
            .iter()
            .position(|&row| row >= arrow.to && lane(row) == lane(arrow.to));
        let (Some(from), Some(to)) = (from, to) else {
            continue;
        };
        // Within a call it is the call that makes the order.
        let call = match calls[arrow.to] {
            Place::Inside(call) => Some(&events[call].text),
            _ => None,
        };
        let name = match call {
            Some(call) if arrow.kind != Kind::Reads => call.clone(),
            _ if arrow.name.is_empty() => "happens-before".to_owned(),
            _ => arrow.name.clone(),
        };
        if arrow.kind == Kind::Order
            && (call.is_some() || matches!(events[arrow.from].what, What::Spawns(_)))
        {
            kept.push((from, to));
        }
        let edge = Edge {
            from,
            to,
            kind: arrow.kind,
            name,
        };
        if !edges
            .iter()
            .any(|known| (known.from, known.to, known.kind) == (edge.from, edge.to, edge.kind))
        {
            edges.push(edge);
        }
    }
    let lanes: Vec<usize> = rows.iter().map(|&row| events[row].lane).collect();
    // From the last: of two arrows that say the same, the direct one stays.
    for at in (0..edges.len()).rev() {
        let Edge { from, to, kind, .. } = edges[at];
        if kind == Kind::Order && !kept.contains(&(from, to)) && is_ordered(&lanes, &edges, at) {
            edges.remove(at);
        }
    }
    for at in (0..edges.len()).rev() {
        if edges[at].kind != Kind::Order && is_ordered(&lanes, &edges, at) {
            edges.remove(at);
        }
    }
    edges.sort();
    edges
}

/// Whether the ends of an edge are ordered without it.
fn is_ordered(lanes: &[usize], edges: &[Edge], without: usize) -> bool {
    let Edge { from, to, .. } = edges[without];
    let mut reached = vec![false; lanes.len()];
    reached[from] = true;
    // Everything points down, so one pass is enough.
    for row in from + 1..=to {
        let before = (from..row)
            .rev()
            .find(|&before| lanes[before] == lanes[row]);
        reached[row] = before.is_some_and(|before| reached[before])
            || edges.iter().enumerate().any(|(at, edge)| {
                at != without && edge.kind == Kind::Order && edge.to == row && reached[edge.from]
            });
    }
    reached[to]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An event of a lane, by a letter for what orders it: `r`elaxed, `a`cquire, re`l`ease, `b`oth.
    fn access(
        lane: usize,
        word: usize,
        reads: Option<&str>,
        writes: Option<&str>,
        order: char,
    ) -> Event {
        let what = What::Accesses {
            word,
            acquires: reads.is_some() && "ab".contains(order),
            releases: writes.is_some() && "lb".contains(order),
            reads: reads.map(str::to_owned),
            writes: writes.map(str::to_owned),
        };
        event(lane, what)
    }

    fn load(lane: usize, word: usize, value: &str, order: char) -> Event {
        access(lane, word, Some(value), None, order)
    }

    fn store(lane: usize, word: usize, value: &str, order: char) -> Event {
        access(lane, word, None, Some(value), order)
    }

    fn event(lane: usize, what: What) -> Event {
        Event {
            lane,
            text: format!("{what:?}"),
            what,
        }
    }

    fn call(lane: usize, name: &str, what: What) -> Event {
        Event {
            lane,
            text: name.to_owned(),
            what,
        }
    }

    /// Two words, `x` and `y`, that begin with 0, and a third that has no name.
    fn picture_of(events: &[Event]) -> Result<Picture, String> {
        let word = |cell| Word {
            cell,
            initial: "0".to_owned(),
        };
        let words = [word(Some(0)), word(Some(1)), word(None)];
        picture(
            &["A".into(), "B".into(), "C".into()],
            &["x".into(), "y".into()],
            &words,
            events,
        )
    }

    /// The arrows, as `from→to name`, counted from 0.
    fn arrows(events: &[Event]) -> Vec<String> {
        let picture = picture_of(events).unwrap();
        picture
            .edges
            .iter()
            .map(|edge| format!("{}→{} {}", edge.from, edge.to, edge.name))
            .collect()
    }

    #[test]
    fn a_load_that_acquires_what_was_released_is_ordered_after_it() {
        let with =
            |released, acquired| arrows(&[store(0, 0, "1", released), load(1, 0, "1", acquired)]);
        assert_eq!(with('l', 'a'), ["0→1 release → acquire: x"]);
        for (released, acquired) in [('l', 'r'), ('r', 'a'), ('r', 'r')] {
            assert_eq!(
                with(released, acquired),
                ["0→1 reads, no order"],
                "{released}{acquired}"
            );
        }
        // What was there at first is nobody's.
        assert_eq!(
            arrows(&[store(0, 0, "1", 'l'), load(1, 0, "0", 'a')]),
            [""; 0]
        );
    }

    #[test]
    fn a_read_modify_write_carries_a_release_on() {
        let add = access(1, 0, Some("1"), Some("2"), 'r');
        let events = [store(0, 0, "1", 'l'), add, load(2, 0, "2", 'a')];
        assert_eq!(
            arrows(&events),
            [
                "0→1 reads, no order",
                "0→2 release → acquire: x",
                "1→2 reads, no order"
            ]
        );
        // A plain store doesn't.
        let events = [
            store(0, 0, "1", 'l'),
            store(1, 0, "2", 'r'),
            load(2, 0, "2", 'a'),
        ];
        assert_eq!(arrows(&events), ["1→2 reads, no order"]);
    }

    #[test]
    fn fences_order_what_is_before_and_after_them() {
        let fence = |lane, acquires| {
            event(
                lane,
                What::Fence {
                    acquires,
                    releases: !acquires,
                },
            )
        };
        let events = [
            fence(0, false),
            store(0, 0, "1", 'r'),
            load(1, 0, "1", 'r'),
            fence(1, true),
        ];
        assert_eq!(
            arrows(&events),
            ["0→3 release → acquire: x", "1→2 reads, no order"]
        );
        let events = [
            store(0, 0, "1", 'r'),
            fence(0, false),
            load(1, 0, "1", 'r'),
            fence(1, true),
        ];
        assert_eq!(arrows(&events), ["0→2 reads, no order"]);
    }

    #[test]
    fn what_is_ordered_anyway_has_no_arrow() {
        // By way of `y`, the store to `x` is.
        let events = [
            store(0, 0, "1", 'r'),
            store(0, 1, "1", 'l'),
            load(1, 1, "1", 'a'),
            load(1, 0, "1", 'r'),
        ];
        assert_eq!(arrows(&events), ["1→2 release → acquire: y"]);
    }

    #[test]
    fn an_old_value_is_called_old() {
        let events = [store(0, 0, "1", 'r'), load(1, 0, "0", 'r')];
        let picture = picture_of(&events).unwrap();
        assert_eq!(
            (picture.steps[1].result.as_str(), picture.old),
            ("reads 0, an old value", 1)
        );
        // Not where it could not be read any more.
        let events = [
            store(0, 1, "1", 'l'),
            load(1, 1, "1", 'a'),
            load(1, 1, "0", 'r'),
        ];
        let error = picture_of(&events).unwrap_err();
        assert!(
            error.ends_with("it reads 0, and nobody has written that"),
            "{error}"
        );
    }

    #[test]
    fn which_of_two_equal_values_was_read_is_not_guessed() {
        let two = |second| {
            [
                store(0, 0, "1", 'l'),
                store(1, 0, "1", second),
                load(2, 0, "1", 'a'),
            ]
        };
        let error = picture_of(&two('r')).unwrap_err();
        assert!(
            error.ends_with("which was written more than once; write different values"),
            "{error}"
        );
        // What a thread has seen itself is no question.
        let events = [
            store(0, 0, "1", 'r'),
            store(0, 0, "1", 'r'),
            load(0, 0, "1", 'a'),
        ];
        assert_eq!(arrows(&events), [""; 0]);
    }

    #[test]
    fn a_thread_is_ordered_after_its_start_and_a_sleeper_is_not_ordered_after_its_waker() {
        let events = [
            event(0, What::Spawns(1)),
            event(1, What::Sleeps(0)),
            event(0, What::Rouses(0, vec![1])),
            event(1, What::Wakes(0, Cause::Event(2))),
        ];
        let picture = picture_of(&events).unwrap();
        let kinds: Vec<_> = picture
            .edges
            .iter()
            .map(|edge| (edge.kind, edge.name.as_str()))
            .collect();
        assert_eq!(kinds, [(Kind::Order, "spawn"), (Kind::Cause, "wake")]);
        assert!(picture.steps[1].sleeps);
        assert_eq!(picture.steps[2].result, "wakes B");
    }

    #[test]
    fn a_call_hides_what_it_does_and_names_what_it_orders() {
        let events = [
            event(1, What::Says),
            store(1, 2, "1", 'l'),
            call(0, "join", What::Calls),
            load(0, 2, "1", 'a'),
            call(0, "join", What::Returns),
            call(0, "read", What::Calls),
            load(0, 0, "0", 'r'),
            call(0, "read", What::Returns),
        ];
        let picture = picture_of(&events).unwrap();
        let texts: Vec<_> = picture.steps[1..]
            .iter()
            .map(|step| step.text.as_str())
            .collect();
        assert_eq!(texts, ["join", "join returns", "read"]);
        assert_eq!(arrows(&events), ["0→2 join"]);
    }

    #[test]
    fn who_sleeps_for_ever_unseen_sleeps_in_its_last_step() {
        let events = [
            event(2, What::Says),
            event(2, What::Sleeps(2)),
            call(0, "wait", What::Calls),
            event(0, What::Sleeps(2)),
            call(1, "wait", What::Calls),
            event(1, What::Sleeps(2)),
            event(1, What::Wakes(2, Cause::Nothing)),
            call(1, "wait", What::Returns),
        ];
        let picture = picture_of(&events).unwrap();
        let sleeps: Vec<_> = picture.steps.iter().map(|step| step.sleeps).collect();
        assert_eq!(sleeps, [true, true, false]);
    }

    #[test]
    fn words_without_a_name_are_not_drawn_and_order_all_the_same() {
        let events = [
            event(0, What::Says),
            store(0, 2, "1", 'l'),
            load(1, 2, "1", 'a'),
            event(1, What::Says),
        ];
        assert_eq!(picture_of(&events).unwrap().steps.len(), 2);
        assert_eq!(arrows(&events), ["0→1 happens-before"]);
    }
}
