//! What the examples print.
#![cfg(not(model))]

use std::collections::BTreeSet;

use harness::{hangs, interleaves, outputs, runs};

mod explored;

use explored::CLOSED;

/// The lanes of the pilots that the output mentions. Their numbers are theirs to choose.
fn pilots(run: &str) -> Result<Vec<[String; 2]>, String> {
    let ids: BTreeSet<&str> = run
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(id, _)| id)
        .filter(|id| id.starts_with("ThreadId("))
        .collect();
    if ids.len() > 2 {
        return Err(format!("{ids:?} are more than two"));
    }
    let lane = |id| {
        [
            format!("{id} leaves the quay."),
            format!("{id} is back at the quay."),
        ]
    };
    Ok(ids.into_iter().map(lane).collect())
}

/// Takes an unfinished id off the end. The process may end in the middle of one.
fn without_half_an_id(run: &str) -> &str {
    let (whole, rest) = run.split_at(run.rfind('\n').map_or(0, |at| at + 1));
    let digits = rest
        .strip_prefix("ThreadId(")
        .map(|id| id.trim_end_matches(')'));
    let half = match digits {
        Some(digits) => digits.chars().all(|digit| digit.is_ascii_digit()),
        None => "ThreadId(".starts_with(rest),
    };
    if half { whole } else { run }
}

#[test]
fn half_an_id_is_known() {
    for rest in [
        "",
        "T",
        "ThreadId",
        "ThreadId(",
        "ThreadId(12",
        "ThreadId(2)",
    ] {
        assert_eq!(without_half_an_id(&format!("a\n{rest}")), "a\n");
    }
    for whole in ["a\nb", "a\nThreadId(2) l", "a\nThreadId(x"] {
        assert_eq!(without_half_an_id(whole), whole);
    }
}

/// Gives the pilots the names by which they are explored: the first to print is pilot 1.
fn by_number(run: &str) -> String {
    let mut ids: Vec<&str> = Vec::new();
    let mut named = String::new();
    for line in run.split_inclusive('\n') {
        match line.split_once(' ') {
            Some((id, rest)) if id.starts_with("ThreadId(") => {
                let number = ids
                    .iter()
                    .position(|known| *known == id)
                    .unwrap_or_else(|| {
                        ids.push(id);
                        ids.len() - 1
                    });
                named.extend(["pilot ", &(number + 1).to_string(), " ", rest]);
            }
            _ => named.push_str(line),
        }
    }
    named
}

#[test]
fn nobody_waits() {
    let explored = explored::nobody_waits();
    runs("nobody_waits", |run| {
        let run = by_number(without_half_an_id(run));
        if !run.contains(&format!("{CLOSED}\n")) {
            return Err("main's own line is missing".to_owned());
        }
        // The process may also end in the middle of a line.
        if explored
            .outputs()
            .iter()
            .any(|output| output.starts_with(&run))
        {
            Ok(())
        } else {
            Err("no order of its steps prints this".to_owned())
        }
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
    #[cfg(target_os = "linux")] cut_in_one_call: "cut_in_one_call";
}

#[test]
fn join_forever() {
    hangs("join_forever");
}

#[test]
fn print_waits() {
    hangs("print_waits");
}
