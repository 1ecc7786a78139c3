//! Every order of a program's steps, for what no model can run: printing, and the end of the process.
//!
//! An [`Exploration`] is a few *lanes* of steps. Its state is a value that steps change; a step may have to wait until
//! the state lets it go on. A step can also start another lane, wait until one has ended, or end the process. [`explore`] goes
//! through every order in which all steps can happen, and groups the orders by what came of them.
//!
//! The lines are those of an example: a step whose text is no line of its source is refused. That what is explored
//! is what the program does is for a test to show: it runs the example and accepts [what was explored](Explored::outputs)
//! and nothing else.
//!
//! [`explore`]: Exploration::explore

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use figure::{Edge, Figure, Kind, Outcome, Source, Step as Row};

use crate::watchdog::test_name;

/// No figure needs more, and a test should end.
const ORDERS: u64 = 1_000_000;

type When<S> = Box<dyn Fn(&S) -> bool>;
type Act<S> = Box<dyn Fn(&mut S) -> String>;

/// What a lane does at once.
pub struct Step<S> {
    code: &'static str,
    when: When<S>,
    act: Act<S>,
    prints: Option<String>,
    then: Then,
}

/// What a step does to other lanes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    Nothing,
    Starts(usize),
    Joins(usize),
    EndsProcess,
}

/// A step whose text is that line of the program.
pub fn step<S>(code: &'static str) -> Step<S> {
    Step {
        code,
        when: Box::new(|_| true),
        act: Box::new(|_| String::new()),
        prints: None,
        then: Then::Nothing,
    }
}

impl<S> Step<S> {
    /// The step has to wait until this holds.
    #[must_use]
    pub fn when(mut self, when: impl Fn(&S) -> bool + 'static) -> Self {
        self.when = Box::new(when);
        self
    }

    /// What it does to the state, and what the figure says came of it.
    #[must_use]
    pub fn does<R: Into<String>>(mut self, act: impl Fn(&mut S) -> R + 'static) -> Self {
        self.act = Box::new(move |state| act(state).into());
        self
    }

    /// The line that it prints.
    #[must_use]
    pub fn prints(mut self, line: impl Into<String>) -> Self {
        self.prints = Some(line.into());
        self
    }

    /// It starts the lane of that number; the first one runs from the start.
    #[must_use]
    pub fn starts(mut self, lane: usize) -> Self {
        self.then = Then::Starts(lane);
        self
    }

    /// It waits until the lane of that number has ended.
    #[must_use]
    pub fn joins(mut self, lane: usize) -> Self {
        self.then = Then::Joins(lane);
        self
    }

    /// It ends the process: nothing happens after it.
    #[must_use]
    pub fn ends_the_process(mut self) -> Self {
        self.then = Then::EndsProcess;
        self
    }
}

/// A program of a few lanes.
pub struct Exploration<S> {
    example: &'static str,
    state: S,
    lanes: Vec<(&'static str, Vec<Step<S>>)>,
    cells: Vec<&'static str>,
    look: fn(&S) -> Vec<String>,
    all_at_once: bool,
}

/// How an order has ended.
pub struct End<'a, S> {
    /// The state after the last step.
    pub state: &'a S,
    /// All that was printed, a line each.
    pub output: &'a str,
    /// The lanes in the order of their steps.
    pub order: &'a [usize],
    /// Whether a lane waits for what never comes.
    pub stuck: bool,
}

impl<S: Clone> Exploration<S> {
    /// A program that begins in this state, whose steps are lines of `examples/EXAMPLE.rs`.
    pub fn of(example: &'static str, state: S) -> Self {
        Self {
            example,
            state,
            lanes: Vec::new(),
            cells: Vec::new(),
            look: |_| Vec::new(),
            all_at_once: true,
        }
    }

    /// Adds a lane. If no step starts a lane, all of them run from the start.
    #[must_use]
    pub fn lane(mut self, name: &'static str, steps: impl IntoIterator<Item = Step<S>>) -> Self {
        let steps: Vec<_> = steps.into_iter().collect();
        self.all_at_once &= !steps
            .iter()
            .any(|step| matches!(step.then, Then::Starts(_)));
        self.lanes.push((name, steps));
        self
    }

    /// The words of memory to draw, and how the state shows them.
    #[must_use]
    pub fn cells(mut self, names: &[&'static str], look: fn(&S) -> Vec<String>) -> Self {
        self.cells = names.to_vec();
        self.look = look;
        self
    }

    /// Goes through every order. `outcome` says what has come of one.
    ///
    /// # Panics
    /// When a step is no line of the example, when there are too many orders, and when there is none.
    pub fn explore(self, outcome: impl Fn(&End<'_, S>) -> String) -> Explored {
        let path = format!("examples/{}.rs", self.example);
        let source = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        for (_, steps) in &self.lanes {
            for step in steps {
                assert!(
                    source.lines().any(|line| line.trim() == step.code),
                    "`{}` is no line of {path}",
                    step.code
                );
            }
        }
        let mut search = Search {
            program: &self,
            outcome,
            orders: 0,
            found: BTreeMap::new(),
            outputs: BTreeSet::new(),
        };
        let begun = (0..self.lanes.len()).map(|lane| lane == 0 || self.all_at_once);
        search.go_on(&Position {
            state: self.state.clone(),
            next: vec![0; self.lanes.len()],
            begun: begun.collect(),
            over: false,
            output: String::new(),
            steps: Vec::new(),
        });
        let initially = (self.look)(&self.state);
        let Search {
            orders,
            found,
            outputs,
            ..
        } = search;
        let mut outcomes: Vec<Outcome> = found
            .into_iter()
            .map(|(name, found)| Outcome {
                name,
                executions: found.orders,
                stuck: found.stuck,
                initially: initially.clone(),
                edges: edges(&found.steps),
                steps: found.steps.into_iter().map(|(_, row)| row).collect(),
            })
            .collect();
        outcomes.sort_by_key(|outcome| Reverse(outcome.executions));
        let figure = Figure {
            source: Source::Exploration {
                test: test_name(),
                program: self.example.to_owned(),
            },
            executions: orders,
            lanes: self
                .lanes
                .iter()
                .map(|(name, _)| (*name).to_owned())
                .collect(),
            cells: self.cells.iter().map(|&name| name.to_owned()).collect(),
            outcomes,
        };
        if let Err(reason) = figure.is_drawable() {
            panic!("`{}` can't be drawn: {reason}", self.example);
        }
        Explored { figure, outputs }
    }
}

/// What starting and joining put in order.
fn edges(steps: &[(Then, Row)]) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (at, (then, _)) in steps.iter().enumerate() {
        let of = |lane: usize| move |(_, row): &(Then, Row)| row.lane == lane;
        let edge = match *then {
            Then::Starts(lane) => steps.iter().position(of(lane)).map(|to| (at, to, "spawn")),
            Then::Joins(lane) => steps
                .iter()
                .rposition(of(lane))
                .map(|from| (from, at, "join")),
            Then::Nothing | Then::EndsProcess => None,
        };
        edges.extend(edge.map(|(from, to, name)| Edge {
            from,
            to,
            kind: Kind::Order,
            name: name.to_owned(),
        }));
    }
    edges.sort();
    edges
}

/// What was found.
#[derive(Debug)]
pub struct Explored {
    figure: Figure,
    outputs: BTreeSet<String>,
}

impl Explored {
    /// The figure: each outcome with the first of its shortest orders.
    pub fn figure(&self) -> &Figure {
        &self.figure
    }

    /// Everything that the program may print.
    pub fn outputs(&self) -> &BTreeSet<String> {
        &self.outputs
    }
}

/// The program in the middle of an order.
#[derive(Clone)]
struct Position<S> {
    state: S,
    /// The next step of each lane.
    next: Vec<usize>,
    begun: Vec<bool>,
    /// Whether the process has ended.
    over: bool,
    output: String,
    steps: Vec<(Then, Row)>,
}

/// An outcome, with the first of its shortest orders.
struct Found {
    orders: u64,
    stuck: bool,
    steps: Vec<(Then, Row)>,
}

struct Search<'a, S, O> {
    program: &'a Exploration<S>,
    outcome: O,
    orders: u64,
    found: BTreeMap<String, Found>,
    outputs: BTreeSet<String>,
}

impl<S: Clone, O: Fn(&End<'_, S>) -> String> Search<'_, S, O> {
    fn go_on(&mut self, position: &Position<S>) {
        let mut moved = false;
        for lane in 0..self.program.lanes.len() {
            if let Some(next) = self.after(position, lane) {
                moved = true;
                self.go_on(&next);
            }
        }
        if !moved {
            self.end(position);
        }
    }

    /// The position after the next step of a lane, if it has one that can be taken.
    fn after(&self, position: &Position<S>, lane: usize) -> Option<Position<S>> {
        let ended = |lane: usize| position.next[lane] == self.program.lanes[lane].1.len();
        let step = self.program.lanes[lane].1.get(position.next[lane])?;
        let waits = match step.then {
            Then::Joins(other) => !ended(other),
            _ => false,
        };
        if position.over || !position.begun[lane] || waits || !(step.when)(&position.state) {
            return None;
        }
        let mut after = position.clone();
        let before = (self.program.look)(&after.state);
        let result = (step.act)(&mut after.state);
        let now = (self.program.look)(&after.state);
        let writes = before.iter().zip(now).enumerate();
        after.steps.push((
            step.then,
            Row {
                lane,
                text: step.code.trim_end_matches(';').to_owned(),
                code: true,
                result,
                writes: writes
                    .filter(|(_, (before, now))| *before != now)
                    .map(|(cell, (_, now))| (cell, now))
                    .collect(),
                prints: step.prints.clone(),
                sleeps: false,
            },
        ));
        after.next[lane] += 1;
        if let Some(line) = &step.prints {
            after.output.extend([line, "\n"]);
        }
        match step.then {
            Then::Starts(other) => after.begun[other] = true,
            Then::EndsProcess => after.over = true,
            Then::Nothing | Then::Joins(_) => {}
        }
        Some(after)
    }

    /// Notes an order that is complete.
    fn end(&mut self, position: &Position<S>) {
        self.orders += 1;
        assert!(
            self.orders <= ORDERS,
            "more than {ORDERS} orders; take fewer steps"
        );
        let lanes = self.program.lanes.iter().enumerate();
        let waits = lanes
            .into_iter()
            .any(|(lane, (_, steps))| position.begun[lane] && position.next[lane] < steps.len());
        let order: Vec<usize> = position.steps.iter().map(|(_, row)| row.lane).collect();
        let end = End {
            state: &position.state,
            output: &position.output,
            order: &order,
            stuck: waits && !position.over,
        };
        let name = (self.outcome)(&end);
        let stuck = end.stuck;
        self.outputs.insert(position.output.clone());
        let found = self.found.entry(name).or_insert_with(|| Found {
            orders: 0,
            stuck,
            steps: position.steps.clone(),
        });
        found.orders += 1;
        if position.steps.len() < found.steps.len() {
            found.steps.clone_from(&position.steps);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two lanes of `either`, whose lines stand for something else here.
    fn lines() -> [Step<u32>; 2] {
        let add = |state: &mut u32| {
            *state += 1;
            format!("now {state}")
        };
        [step("fn main() {").does(add), step("}").does(add)]
    }

    #[test]
    fn two_lanes_of_two_steps_have_six_orders() {
        let explored = Exploration::of("either", 0)
            .lane("A", lines())
            .lane("B", lines())
            .cells(&["sum"], |state| vec![state.to_string()])
            .explore(|end| end.order.iter().map(ToString::to_string).collect());
        assert_eq!(explored.figure().executions, 6);
        let mut orders: Vec<_> = explored
            .figure()
            .outcomes
            .iter()
            .map(|outcome| outcome.name.as_str())
            .collect();
        orders.sort_unstable();
        assert_eq!(orders, ["0011", "0101", "0110", "1001", "1010", "1100"]);
        let first = &explored.figure().outcomes[0];
        assert_eq!(first.initially, ["0"]);
        assert_eq!(first.steps[3].writes, [(0, "4".to_owned())]);
        assert_eq!(first.steps[3].result, "now 4");
    }

    #[test]
    fn a_lane_begins_when_it_is_started_and_is_over_when_the_process_ends() {
        let explored = Exploration::of("greets", ())
            .lane(
                "main",
                [step("fn main() {").starts(1), step("}").ends_the_process()],
            )
            .lane("other", [step(r#"println!("hello");"#).prints("hello")])
            .explore(|end| format!("{} lines", end.output.lines().count()));
        let outputs: Vec<_> = explored.outputs().iter().map(String::as_str).collect();
        assert_eq!(outputs, ["", "hello\n"]);
        let spawn = Edge {
            from: 0,
            to: 1,
            kind: Kind::Order,
            name: "spawn".to_owned(),
        };
        let with = |name: &str| {
            explored
                .figure()
                .outcomes
                .iter()
                .find(|outcome| outcome.name == name)
                .unwrap()
        };
        assert_eq!(with("1 lines").edges, [spawn]);
        assert_eq!(with("0 lines").edges, []);
    }

    #[test]
    fn a_joiner_waits_and_who_waits_for_nothing_is_stuck() {
        let program = |joins: usize| {
            Exploration::of("greets", ())
                .lane(
                    "main",
                    [step("fn main() {").starts(1), step("}").joins(joins)],
                )
                .lane("other", [step(r#"println!("hello");"#).prints("hello")])
                .explore(|end| if end.stuck { "never ends" } else { "ends" }.to_owned())
        };
        let explored = program(1);
        assert_eq!(explored.figure().executions, 1);
        assert_eq!(explored.figure().outcomes[0].edges[1].name, "join");
        let explored = program(0);
        assert_eq!(explored.figure().outcomes[0].name, "never ends");
        assert!(explored.figure().outcomes[0].stuck);
    }

    #[test]
    #[should_panic(expected = "`println!(\"hallo\");` is no line of examples/greets.rs")]
    fn a_step_that_is_no_line_of_the_program_is_refused() {
        let _ = Exploration::of("greets", ())
            .lane("main", [step(r#"println!("hallo");"#)])
            .explore(|_| String::new());
    }
}
