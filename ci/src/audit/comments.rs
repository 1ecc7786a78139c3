//! What the comments beside an operation tell the audit.
//!
//! ```text
//! // ORDERING: publishes the value; pairs with the `Acquire` load in `take`.
//! // AUDIT: Release -> Relaxed survives: the lock that the caller holds orders the two already.
//! // AUDIT: failure Acquire -> Relaxed survives: …     (of the two orderings of a compare-exchange)
//! // ORDERING: wrong: … (a bug on purpose, which tests/planted.rs catches; it is not audited)
//! // AUDIT: not modelled: only ThreadSanitizer's builds have this load.
//! ```
//!
//! Such a comment stands directly above the operation or above the statement that it is part of, and goes on to the
//! next word in capitals with a colon, or to the end of the comment block.

use std::collections::BTreeMap;

use crate::verified::Ordering;

/// The comments of one file.
#[derive(Debug)]
pub(super) struct Comments<'a> {
    lines: Vec<&'a str>,
}

/// A tagged comment: `ORDERING`, `AUDIT`, `SAFETY` …
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tagged {
    /// The line of the tag, from 1.
    pub(super) line: usize,
    pub(super) tag: String,
    /// What follows the colon, on one line.
    pub(super) text: String,
}

/// What an `AUDIT:` comment says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Excuse {
    /// A weaker ordering passes every model.
    Survives {
        /// 0 or 1 if the comment says which ordering of a compare-exchange it means.
        argument: Option<usize>,
        from: Ordering,
        to: Ordering,
        reason: String,
    },
    /// No model executes the operation.
    NotModelled { reason: String },
}

impl<'a> Comments<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            lines: text.lines().collect(),
        }
    }

    /// The tagged comments directly above the first of `below` that has any, in the order of `below`. Attributes may
    /// stand between.
    pub(super) fn above(&self, below: &[usize]) -> Vec<Tagged> {
        let mut found = BTreeMap::new();
        for line in below {
            for tagged in self.block_above(*line) {
                found.entry(tagged.line).or_insert(tagged);
            }
        }
        found.into_values().collect()
    }

    /// Every tagged comment of the file.
    pub(super) fn all(&self) -> Vec<Tagged> {
        tagged(
            self.lines
                .iter()
                .enumerate()
                .map(|(index, line)| (index + 1, comment(line))),
        )
    }

    fn block_above(&self, line: usize) -> Vec<Tagged> {
        let above = self.lines.get(..line.saturating_sub(1)).unwrap_or_default();
        let mut start = above.len();
        while let Some(index) = start.checked_sub(1) {
            if comment(above[index]).is_none() && !above[index].trim_start().starts_with("#[") {
                break;
            }
            start = index;
        }
        tagged((start..above.len()).map(|index| (index + 1, comment(above[index]))))
    }
}

/// The text of a line that is a comment and no documentation.
fn comment(line: &str) -> Option<&str> {
    let text = line.trim_start().strip_prefix("//")?;
    (!text.starts_with(['/', '!'])).then(|| text.trim())
}

/// Puts the lines of each tagged comment together.
fn tagged<'a>(lines: impl Iterator<Item = (usize, Option<&'a str>)>) -> Vec<Tagged> {
    let mut found: Vec<Tagged> = Vec::new();
    // Whether the next line of comment goes on with the last one found.
    let mut open = false;
    for (line, text) in lines {
        let Some(text) = text else {
            open = false;
            continue;
        };
        if let Some((tag, rest)) = split_tag(text) {
            found.push(Tagged {
                line,
                tag: tag.to_owned(),
                text: rest.to_owned(),
            });
            open = true;
        } else if open && let Some(last) = found.last_mut() {
            if !last.text.is_empty() && !text.is_empty() {
                last.text.push(' ');
            }
            last.text.push_str(text);
        }
    }
    found
}

/// `SAFETY: text` in its two parts.
fn split_tag(text: &str) -> Option<(&str, &str)> {
    let (tag, rest) = text.split_once(':')?;
    let is_tag = tag.len() >= 4 && tag.chars().all(|c| c.is_ascii_uppercase());
    is_tag.then(|| (tag, rest.trim()))
}

impl Excuse {
    /// Reads what follows `AUDIT:`.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        const EXPECTED: &str = "write `// AUDIT: Acquire -> Relaxed survives: reason` (with `success` or `failure` \
                                before it where a compare-exchange needs that) or `// AUDIT: not modelled: reason`";
        if let Some(reason) = text.strip_prefix("not modelled:") {
            return Ok(Self::NotModelled {
                reason: reason_in(reason)?,
            });
        }
        let (claim, reason) = text.split_once("survives:").ok_or(EXPECTED)?;
        let (argument, claim) = match claim.trim().split_once(' ') {
            Some(("success", claim)) => (Some(0), claim),
            Some(("failure", claim)) => (Some(1), claim),
            _ => (None, claim),
        };
        let (from, to) = claim.split_once("->").ok_or(EXPECTED)?;
        let from = Ordering::from_name(from.trim()).ok_or(EXPECTED)?;
        let to = Ordering::from_name(to.trim()).ok_or(EXPECTED)?;
        Ok(Self::Survives {
            argument,
            from,
            to,
            reason: reason_in(reason)?,
        })
    }
}

fn reason_in(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("give the reason after the colon".to_owned()),
        reason => Ok(reason.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\
// ORDERING: far above, of something else.

// A remark.
// ORDERING: publishes;
// pairs with `take`.
// AUDIT: Release -> Relaxed survives: because
//   of this.
#[inline]
self.state
    // ORDERING: nearest.
    .swap(1, Release);
";

    #[test]
    fn a_block_is_read_up_to_the_first_line_that_is_no_comment() {
        let comments = Comments::new(FILE);
        let statement: Vec<_> = comments
            .above(&[9])
            .into_iter()
            .map(|t| (t.line, t.tag, t.text))
            .collect();
        assert_eq!(
            statement,
            [
                (
                    4,
                    "ORDERING".to_owned(),
                    "publishes; pairs with `take`.".to_owned()
                ),
                (
                    6,
                    "AUDIT".to_owned(),
                    "Release -> Relaxed survives: because of this.".to_owned()
                ),
            ]
        );
        assert_eq!(comments.above(&[11])[0].text, "nearest.");
        assert_eq!(comments.all().len(), 4);
    }

    #[test]
    fn an_excuse_needs_its_form_and_a_reason() {
        let (from, to) = (Ordering::Acquire, Ordering::Relaxed);
        assert_eq!(
            Excuse::parse("failure Acquire -> Relaxed survives: the value isn't used."),
            Ok(Excuse::Survives {
                argument: Some(1),
                from,
                to,
                reason: "the value isn't used.".into()
            })
        );
        assert_eq!(
            Excuse::parse("not modelled: only in builds for a sanitizer."),
            Ok(Excuse::NotModelled {
                reason: "only in builds for a sanitizer.".into()
            })
        );
        for text in ["Acquire -> Relaxed survives:", "not modelled:  "] {
            assert_eq!(
                Excuse::parse(text),
                Err("give the reason after the colon".into())
            );
        }
        for text in [
            "Acquire -> Relaxed",
            "Acquire to Relaxed survives: x",
            "Aquire -> Relaxed survives: x",
        ] {
            assert!(
                Excuse::parse(text)
                    .unwrap_err()
                    .starts_with("write `// AUDIT:"),
                "{text}"
            );
        }
    }
}
