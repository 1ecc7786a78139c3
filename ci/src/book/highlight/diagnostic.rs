//! What the compiler answered, line by line: its head, the gutter, what is underlined and why.

use std::sync::LazyLock;

use regex::Regex;

use super::Span;

/// The lines of a diagnostic.
pub(super) fn spans(text: &str) -> Vec<Span<'_>> {
    /// `error[E0373]`, `warning`, `help`, `note` at the beginning of a line.
    static HEAD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\A(?:(?<e>error(?:\[E\d{4}\])?)|(?<w>warning)|(?<h>help|note)):")
            .expect("a valid pattern")
    });
    /// A line number, if the line is one of the program's, and the rule beside it.
    static GUTTER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\A *(?:(?<number>\d+) *(?:\||[-+~] )|\|| = ?|(?:-->|:::) |\.\.\.$)")
            .expect("a valid pattern")
    });
    let mut spans = Vec::new();
    for line in text.split_inclusive('\n') {
        let words = line.trim_end_matches('\n');
        if let Some(head) = HEAD.captures(words) {
            let class = ["e", "w", "h"]
                .into_iter()
                .find(|class| head.name(class).is_some());
            let (head, message) = words.split_at(head[0].len() - 1);
            spans.extend([(class, head), (None, message)]);
        } else if let Some(gutter) = GUTTER.captures(words) {
            let (rule, rest) = words.split_at(gutter[0].trim_end_matches([' ']).len());
            spans.push((Some("g"), rule));
            if gutter.name("number").is_some() {
                spans.push((None, rest));
            } else if rule.ends_with('|') {
                underlines(rest, &mut spans);
            } else {
                note(rest, &mut spans);
            }
        } else {
            spans.push((None, words));
        }
        spans.push((None, &line[words.len()..]));
    }
    spans
}

/// What stands under a line of the program: `^^^^ why`, `---- why`, `++++`, or only a why.
fn underlines<'a>(mut rest: &'a str, spans: &mut Vec<Span<'a>>) {
    while !rest.is_empty() {
        let blank = rest.len() - rest.trim_start_matches(' ').len();
        let after = &rest[blank..];
        // The corner of a span of several lines belongs to what it leads to.
        let lead = after.len() - after.trim_start_matches(['|', '_']).len();
        let class = match after[lead..].chars().next() {
            Some('^') => Some("p"),
            Some('+' | '~') => Some("i"),
            Some(_) => Some("u"),
            None if lead > 0 => Some("u"),
            None => None,
        };
        // Up to the next thing that is underlined; a label has no run of marks in it.
        let end = after[lead..]
            .find("  ")
            .map_or(after.len(), |end| lead + end);
        if blank > 0 {
            spans.push((None, &rest[..blank]));
        }
        if end > 0 {
            spans.push((class, &after[..end]));
        }
        rest = &after[end..];
    }
}

/// `= note: …` and `= help: …`.
fn note<'a>(rest: &'a str, spans: &mut Vec<Span<'a>>) {
    let words = rest.trim_start();
    let (before, words) = rest.split_at(rest.len() - words.len());
    spans.push((None, before));
    match ["note", "help"]
        .into_iter()
        .find(|word| words.starts_with(&format!("{word}:")))
    {
        Some(word) => {
            let (word, message) = words.split_at(word.len());
            spans.extend([(Some("h"), word), (None, message)]);
        }
        None => spans.push((None, words)),
    }
}
