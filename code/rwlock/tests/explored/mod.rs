//! Every order of what two threads do in `two_berths`, without its barrier.

use harness::{Exploration, Explored, Step, step};

/// The berths, and what each thread has seen of them.
#[derive(Debug, Clone, Default)]
struct Harbour {
    berths: Vec<&'static str>,
    moored: [bool; 2],
}

/// What one of the threads does: the lines of `moor` that use the list. Each takes the lock, and lets go of it.
fn moor(thread: usize) -> [Step<Harbour>; 2] {
    let look = step("let moored = berths.read().unwrap().contains(&ship);");
    let act = step("berths.write().unwrap().push(ship);");
    [
        look.does(move |harbour: &mut Harbour| {
            harbour.moored[thread] = harbour.berths.contains(&"Vega");
            harbour.moored[thread].to_string()
        }),
        act.does(move |harbour: &mut Harbour| {
            if harbour.moored[thread] {
                return "not reached";
            }
            harbour.berths.push("Vega");
            ""
        }),
    ]
}

/// Two threads moor one ship.
pub(crate) fn two_berths() -> Explored {
    Exploration::of("two_berths", Harbour::default())
        .lane("one", moor(0))
        .lane("other", moor(1))
        .cells(&["berths"], |harbour| vec![harbour.berths.join(", ")])
        .explore(|end| {
            match end.state.berths[..] {
                ["Vega"] => "one berth",
                ["Vega", "Vega"] => "two berths",
                _ => "another number of berths",
            }
            .to_owned()
        })
}
