//! What the examples print.
#![cfg(not(model))]

use harness::{hangs, outputs, runs};

outputs! {
    apart: "apart";
    arc_pickers: "arc_pickers";
    at_work: "at_work";
    forgotten: "forgotten";
    held: "held";
    held_in_chains: "held_in_chains";
    if_let_else: "if_let_else";
    last_seat: "last_seat";
    last_seat_kept: "last_seat_kept";
    locks_once: "locks_once";
    match_lets_go: "match_lets_go";
    own_mutex: "own_mutex";
    part: "part";
    shards: "shards";
    slow_sums: "slow_sums";
    statics: "statics";
}

/// A test for each example that never ends.
macro_rules! hang {
    ($($test:ident: $example:literal;)*) => {$(
        #[test]
        fn $test() {
            hangs($example);
        }
    )*};
}

hang! {
    at_work_holding: "at_work_holding";
    locks_twice: "locks_twice";
    match_holds: "match_holds";
    one_at_a_time: "one_at_a_time";
}

/// Whole hundreds, and a thousand at the end.
#[test]
fn pickers() {
    runs("pickers", |run| {
        let (so_far, in_all) = run
            .strip_prefix("so far: ")
            .and_then(|rest| rest.split_once("\nin all: "))
            .ok_or("not two lines")?;
        if in_all != "1000\n" {
            return Err(format!("{in_all} in all"));
        }
        match so_far.parse::<u32>() {
            Ok(seen) if seen <= 1000 && seen.is_multiple_of(100) => Ok(()),
            _ => Err(format!("{so_far} was seen")),
        }
    });
}

/// Ten pauses, one after the other, take ten times as long as one at least. How much less the others take is the machine's affair.
#[test]
fn pauses() {
    runs("pauses", |run| {
        let times: Vec<u32> = run
            .lines()
            .filter_map(|line| {
                let (_, times) = line.split_once(": ")?;
                times.split(' ').next()?.parse().ok()
            })
            .collect();
        match times[..] {
            [holding, letting_go] if holding >= 10 && letting_go >= 1 => Ok(()),
            _ => Err(format!("{times:?}")),
        }
    });
}

/// The two may shake hands in either order.
#[test]
fn two_at_a_time() {
    runs("two_at_a_time", |run| {
        let ladder = "begun\nbegun\ndone: hold the ladder\ndone: climb it\n";
        let climb = "begun\nbegun\ndone: climb it\ndone: hold the ladder\n";
        if run == ladder || run == climb {
            Ok(())
        } else {
            Err("one began after the other was done".to_owned())
        }
    });
}
