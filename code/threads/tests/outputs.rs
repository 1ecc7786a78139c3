//! What the examples print.
#![cfg(not(model))]

use std::collections::BTreeSet;

use harness::{cut_off, hangs, interleaves, output, runs};

const CLOSED: &str = "The harbour closes for the night.";

/// The lanes of the pilots that the output mentions. Their numbers are theirs to choose.
fn pilots(run: &str) -> Result<Vec<[String; 2]>, String> {
    let ids: BTreeSet<&str> = run
        .lines()
        .filter(|line| *line != CLOSED)
        .filter_map(|line| line.split(' ').next())
        .collect();
    if ids.len() > 2 {
        return Err(format!("{ids:?} are more than two"));
    }
    Ok(ids
        .into_iter()
        .map(|id| {
            [
                format!("{id} leaves the quay."),
                format!("{id} is back at the quay."),
            ]
        })
        .collect())
}

#[test]
fn nobody_waits() {
    runs("nobody_waits", |run| {
        if !run.lines().any(|line| line == CLOSED) {
            return Err("main's own line is missing".to_owned());
        }
        let pilots = pilots(run)?;
        let mut lanes: Vec<Vec<&str>> = vec![vec![CLOSED]];
        lanes.extend(
            pilots
                .iter()
                .map(|pilot| pilot.each_ref().map(String::as_str).to_vec()),
        );
        cut_off(run, &lanes.iter().map(Vec::as_slice).collect::<Vec<_>>())
    });
}

#[test]
fn harbour_waits() {
    runs("harbour_waits", |run| {
        let before = run
            .strip_suffix(&format!("{CLOSED}\n"))
            .ok_or("main's own line is not the last")?;
        let pilots = pilots(before)?;
        let lanes: Vec<_> = pilots
            .iter()
            .map(|pilot| pilot.each_ref().map(String::as_str))
            .collect();
        if lanes.len() != 2 {
            return Err("a pilot has not set out".to_owned());
        }
        interleaves(before, &[&lanes[0], &lanes[1]])
    });
}

#[test]
fn counting() {
    runs("counting", |run| {
        let port = ["port 1", "port 2", "port 3"];
        let starboard = ["starboard 1", "starboard 2", "starboard 3"];
        interleaves(run, &[&port, &starboard])
    });
}

/// A test for each example that prints the same in every run.
macro_rules! outputs {
    ($($(#[$attribute:meta])* $test:ident: $example:literal;)*) => {$(
        #[test]
        $(#[$attribute])*
        fn $test() {
            output($example);
        }
    )*};
}

outputs! {
    half_a_line: "half_a_line";
    lost_in_the_buffer: "lost_in_the_buffer";
    main_panics: "main_panics";
    never_dropped: "never_dropped";
    moved_in: "moved_in";
    copied_not_shared: "copied_not_shared";
    average: "average";
    average_of_nothing: "average_of_nothing";
    panic_handled: "panic_handled";
    panic_resumed: "panic_resumed";
    swallowed_panic: "swallowed_panic";
    join_returns: "join_returns";
    names: "names";
    each_its_own: "each_its_own";
    torn_line: "torn_line";
    nested_print: "nested_print";
    computed_first: "computed_first";
    one_call_one_line: "one_call_one_line";
    #[cfg(target_os = "linux")] no_room: "no_room";
    #[cfg(unix)] stack_overflow: "stack_overflow";
    #[cfg(target_os = "linux")] one_thread: "one_thread";
    #[cfg(target_os = "linux")] before_main: "before_main";
    #[cfg(target_os = "linux")] after_main: "after_main";
}

#[test]
fn join_forever() {
    hangs("join_forever");
}

#[test]
fn print_waits() {
    hangs("print_waits");
}
