//! `output` and `runs` on examples of their own, two of which have recordings that were made wrong by hand.

use harness::{cut_off, hangs, interleaves, output, runs};

#[test]
fn what_is_recorded_passes() {
    output("greets");
}

#[test]
#[should_panic(expected = "examples/changed.out")]
fn another_output_fails() {
    output("changed");
}

#[test]
#[should_panic(expected = "there is no examples/forgotten.rs")]
fn a_missing_example_fails() {
    output("forgotten");
}

#[test]
#[should_panic(expected = "examples/either.runs is left over")]
fn a_recording_that_nothing_compares_fails() {
    output("either");
}

#[test]
fn possible_runs_pass() {
    runs("either", |run| {
        interleaves(run, &[&["heads"]]).or_else(|_| interleaves(run, &[&["tails"]]))
    });
}

#[test]
#[should_panic(expected = "`either` printed what it should not: line 1:")]
fn an_impossible_run_fails() {
    runs("either", |run| interleaves(run, &[&["heads"]]));
}

#[test]
#[should_panic(
    expected = r#"examples/unlikely.runs: line 1: "edge", where one of {"heads"} may come in:"#
)]
fn an_impossible_recorded_run_fails() {
    runs("unlikely", |run| cut_off(run, &[&["heads"]]));
}

#[test]
fn a_program_that_waits_hangs() {
    hangs("waits");
}

#[test]
#[should_panic(expected = "`works` does not hang: a thread of it still works")]
fn a_program_that_works_does_not_hang() {
    hangs("works");
}

#[test]
#[should_panic(expected = "`greets` has ended:\nhello\n")]
fn a_program_that_ends_does_not_hang() {
    hangs("greets");
}
