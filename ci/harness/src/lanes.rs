//! The outputs that a program with several threads may have.
//!
//! A *lane* is the lines that one thread prints, in its order. Threads that do not wait for each other may have
//! their lanes merged in any way that keeps each lane's order.

use std::collections::BTreeSet;

/// Checks that `output` consists of all lines of all lanes, each lane in its order.
///
/// # Errors
///
/// The first line that no such merge explains, or what is missing at the end.
pub fn interleaves(output: &str, lanes: &[&[&str]]) -> Result<(), String> {
    let ends = follow(output, lanes)?;
    let all: Vec<usize> = lanes.iter().map(|lane| lane.len()).collect();
    if !output.is_empty() && !output.ends_with('\n') {
        return Err("the last line is not finished".to_owned());
    }
    if ends.contains(&all) {
        return Ok(());
    }
    let missing: Vec<_> = next_lines(&ends, lanes).into_iter().collect();
    Err(format!(
        "the output ends too early: {missing:?} may come next"
    ))
}

/// Like [`interleaves`], for a program that may end at any moment: any lane may lack its end, and the last line
/// may be unfinished.
///
/// # Errors
///
/// The first line that no such merge explains.
pub fn cut_off(output: &str, lanes: &[&[&str]]) -> Result<(), String> {
    follow(output, lanes).map(drop)
}

/// How many lines of each lane have been printed. There can be several answers, because lanes may share lines.
type Position = Vec<usize>;

/// Every position that a merge can have reached when it has printed `output`.
fn follow(output: &str, lanes: &[&[&str]]) -> Result<BTreeSet<Position>, String> {
    let mut positions = BTreeSet::from([vec![0; lanes.len()]]);
    for (number, line) in output.split_inclusive('\n').enumerate() {
        let (line, finished) = match line.strip_suffix('\n') {
            Some(line) => (line, true),
            None => (line, false),
        };
        let fits = |expected: &str| {
            if finished {
                expected == line
            } else {
                expected.starts_with(line)
            }
        };
        let mut next = BTreeSet::new();
        for position in &positions {
            for (lane, lines) in lanes.iter().enumerate() {
                if lines
                    .get(position[lane])
                    .is_some_and(|expected| fits(expected))
                {
                    let mut step = position.clone();
                    step[lane] += 1;
                    next.insert(step);
                }
            }
        }
        if next.is_empty() {
            let number = number + 1;
            let expected = next_lines(&positions, lanes);
            return Err(format!(
                "line {number}: {line:?}, where one of {expected:?} may come"
            ));
        }
        positions = next;
    }
    Ok(positions)
}

/// The lines that may follow at any of these positions.
fn next_lines<'a>(positions: &BTreeSet<Position>, lanes: &[&[&'a str]]) -> BTreeSet<&'a str> {
    positions
        .iter()
        .flat_map(|position| {
            lanes
                .iter()
                .zip(position)
                .filter_map(|(lane, &at)| lane.get(at))
        })
        .copied()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LANES: &[&[&str]] = &[&["a", "b"], &["a", "c"]];

    #[test]
    fn accepts_every_merge_and_nothing_else() {
        // Two merges differ only in whose `a` comes first, so these four are all that can be told apart.
        let merges = [
            "a\na\nb\nc\n",
            "a\na\nc\nb\n",
            "a\nb\na\nc\n",
            "a\nc\na\nb\n",
        ];
        let mut lines = ["a", "a", "b", "c"];
        let mut accepted = BTreeSet::new();
        permutations(&mut lines, 0, &mut |order| {
            let output = order.map(|line| format!("{line}\n")).concat();
            if interleaves(&output, LANES).is_ok() {
                accepted.insert(output);
            }
        });
        assert_eq!(accepted, merges.map(str::to_owned).into());
    }

    fn permutations(lines: &mut [&'static str; 4], from: usize, visit: &mut dyn FnMut([&str; 4])) {
        if from == lines.len() {
            return visit(*lines);
        }
        for i in from..lines.len() {
            lines.swap(from, i);
            permutations(lines, from + 1, visit);
            lines.swap(from, i);
        }
    }

    #[test]
    fn says_what_does_not_fit() {
        let wrong = interleaves("a\nd\n", LANES).unwrap_err();
        assert_eq!(
            wrong,
            r#"line 2: "d", where one of {"a", "b", "c"} may come"#
        );
        let short = interleaves("a\nb\na\n", LANES).unwrap_err();
        assert_eq!(short, r#"the output ends too early: ["c"] may come next"#);
        let twice = interleaves("a\na\na\n", LANES).unwrap_err();
        assert_eq!(twice, r#"line 3: "a", where one of {"b", "c"} may come"#);
        interleaves("a\nb\na\nc", LANES).unwrap_err();
        interleaves("a\nb\na\nc\nc\n", LANES).unwrap_err();
    }

    #[test]
    fn a_cut_keeps_the_order() {
        const WORDS: &[&[&str]] = &[&["one", "two"], &["eins"]];
        for shown in [
            "",
            "o",
            "one\n",
            "one\nei",
            "eins\none\ntw",
            "one\ntwo\neins\n",
        ] {
            cut_off(shown, WORDS).unwrap();
        }
        for wrong in ["two\n", "on\n", "one\none\n", "one\ntwo\neins\nmore"] {
            cut_off(wrong, WORDS).unwrap_err();
        }
    }
}
