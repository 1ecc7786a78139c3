//! From what the models said and what the comments say to a verdict, and the complaints on the way.

use super::Examined;
use super::comments::Excuse;
use super::mutate::{Answer, Job};
use super::scan::Named;
use crate::problem::Problems;
use crate::verified::{self, Mutant, Site, Verdict};

/// An ordering that shows what goes wrong: its comment begins with `wrong:`. It is a planted bug, and no part of what
/// is audited or shown as the section's orderings.
pub(super) fn is_wrong_on_purpose(named: &Named) -> bool {
    named
        .why
        .as_ref()
        .is_some_and(|why| why.starts_with("wrong:"))
}

pub(super) fn not_executed(named: &Named, problems: &mut Problems) {
    if named.argument == 0
        && !named
            .excuses
            .iter()
            .any(|(_, e)| matches!(e, Excuse::NotModelled { .. }))
    {
        problems.add(
            &named.file,
            named.line,
            format!("no model executes `{}` in `{}`", named.code, named.function),
            "write a model that does, or say above it `// AUDIT: not modelled: reason`",
        );
    }
}

/// Turns an answer into a verdict. `None` if there is none to give.
pub(super) fn judge(
    named: &Named,
    job: &Job,
    answer: Answer,
    examined: &mut Examined,
) -> Option<Mutant> {
    let weakening = weakening(named, job);
    let mut mutant = Mutant {
        to: job.to,
        verdict: Verdict::Killed,
        by: String::new(),
        message: String::new(),
        trace: Vec::new(),
        reason: String::new(),
    };
    match answer {
        Answer::Killed { by, message, trace } => {
            examined.tally.killed += 1;
            Some(Mutant {
                by,
                message,
                trace,
                ..mutant
            })
        }
        Answer::Unclear { by, what } => {
            examined.problems.add(
                &named.file,
                named.line,
                format!("`{}` in `{}` with {weakening}: the model `{by}` gives no clear answer: {what}", named.code, named.function),
                "change the model so that it fails with a data race, a deadlock, a leak or an assertion, or passes",
            );
            None
        }
        Answer::Survived => {
            let reason = named
                .excuses
                .iter()
                .find(|(_, excuse)| applies(excuse, named, job.to));
            if let Some((_, Excuse::Survives { reason, .. })) = reason {
                examined.tally.excused += 1;
                mutant.verdict = Verdict::Excused;
                mutant.reason.clone_from(reason);
            } else {
                examined.tally.survived += 1;
                mutant.verdict = Verdict::Survived;
                let failure = if named.argument == 1 { "failure " } else { "" };
                examined.problems.add(
                    &named.file,
                    named.line,
                    format!("`{}` in `{}` with {weakening} passes every model", named.code, named.function),
                    format!(
                        "weaken it, write a model that notices, or say above it `// AUDIT: {failure}{} -> {} survives: reason`",
                        named.ordering, job.to
                    ),
                );
            }
            Some(mutant)
        }
    }
}

/// `Relaxed instead of Acquire`, and on which path.
fn weakening(named: &Named, job: &Job) -> String {
    let path = if named.argument == 1 {
        " on failure"
    } else {
        ""
    };
    format!("{} instead of {}{path}", job.to, named.ordering)
}

fn applies(excuse: &Excuse, named: &Named, weaker: verified::Ordering) -> bool {
    match excuse {
        Excuse::Survives {
            argument, from, to, ..
        } => {
            argument.is_none_or(|argument| argument == named.argument)
                && *from == named.ordering
                && *to == weaker
        }
        Excuse::NotModelled { .. } => false,
    }
}

/// An excuse is for a mutant that survives. One for a mutant that doesn't, or that there isn't, misleads.
pub(super) fn stale_excuses(named: &Named, site: &Site, problems: &mut Problems) {
    for (line, excuse) in &named.excuses {
        let Excuse::Survives {
            argument, from, to, ..
        } = excuse
        else {
            continue;
        };
        let killed = site
            .mutants
            .iter()
            .find(|m| m.verdict == Verdict::Killed && applies(excuse, named, m.to));
        if let Some(mutant) = killed {
            problems.add(
                &named.file,
                *line,
                format!(
                    "`{from} -> {to}` does not survive: the model `{}` fails with `{}`",
                    mutant.by, mutant.message
                ),
                "remove the AUDIT comment",
            );
        } else if argument.unwrap_or(named.argument) == named.argument
            && *from == named.ordering
            && !named.ordering.weaker(named.operation).contains(to)
        {
            problems.add(
                &named.file,
                *line,
                format!(
                    "`{from} -> {to}` is no single step for this operation, so it was not tried"
                ),
                "remove the AUDIT comment, or name the step that survives",
            );
        }
    }
}

/// An excuse for an ordering that no operation beside it has was written for other code.
pub(super) fn unmatched_excuses(named: &[Named], problems: &mut Problems) {
    for this in named.iter().filter(|this| this.argument == 0) {
        for (line, excuse) in &this.excuses {
            let Excuse::Survives {
                argument, from, to, ..
            } = excuse
            else {
                continue;
            };
            let matches = |other: &Named| {
                other.file == this.file
                    && other.excuses.iter().any(|(at, _)| at == line)
                    && argument.is_none_or(|argument| argument == other.argument)
                    && *from == other.ordering
            };
            if !named.iter().any(matches) {
                problems.add(
                    &this.file,
                    *line,
                    format!(
                        "`{from} -> {to}` is for an ordering that `{}` doesn't have",
                        this.code
                    ),
                    "remove the AUDIT comment, or bring it up to date",
                );
            }
        }
    }
}
