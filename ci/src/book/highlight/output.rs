//! What a program printed, with the lines set apart that it did not print: those of `cargo book bless`.

use super::Span;

/// The lines of a recorded output.
pub(super) fn spans(text: &str) -> Vec<Span<'_>> {
    let mut spans = Vec::new();
    for line in text.split_inclusive('\n') {
        let words = line.trim_end_matches('\n');
        let run = words.strip_prefix("--- run ");
        let class = if run.is_some_and(|number| number.bytes().all(|c| c.is_ascii_digit())) {
            Some("r")
        } else if words.starts_with("exit status: ") {
            Some("x")
        } else {
            None
        };
        spans.push((class, words));
        spans.push((None, &line[words.len()..]));
    }
    spans
}
