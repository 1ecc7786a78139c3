//! The program of which every order is explored.

use harness::{Exploration, Explored, Step, step};

/// The counter, and what each thread has read.
#[derive(Clone, Default)]
struct Visits {
    counter: u32,
    seen: [u32; 2],
}

/// The two steps of a visit, without the barrier that holds both threads up between them.
fn visit(thread: usize) -> [Step<Visits>; 2] {
    [
        step("let seen = visits.load(SeqCst);").does(move |visits: &mut Visits| {
            visits.seen[thread] = visits.counter;
            format!("reads {}", visits.counter)
        }),
        step("visits.store(seen + 1, SeqCst);").does(move |visits: &mut Visits| {
            visits.counter = visits.seen[thread] + 1;
            ""
        }),
    ]
}

/// Every order of two visits. `told` is told each order, as `orders` prints it.
pub(crate) fn two_visits(told: impl Fn(String)) -> Explored {
    Exploration::of("lost_update", Visits::default())
        .lane("thread A", visit(0))
        .lane("thread B", visit(1))
        .cells(&["visits"], |visits| vec![visits.counter.to_string()])
        .explore(|end| {
            let order: String = end.order.iter().map(|&lane| ['A', 'B'][lane]).collect();
            let counter = end.state.counter;
            told(format!("{order}: {counter}"));
            if counter == 1 {
                "counted: 1, and one visit is lost"
            } else {
                "counted: 2"
            }
            .to_owned()
        })
}
