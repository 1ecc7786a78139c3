//! What a reader is told.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use regex::Regex;

use super::catalogue::Exercise;
use super::progress::State;
use super::trial::{Verdict, World, tidy};

/// How many steps of a failing execution are shown: the last ones, which lead to the failure.
const STEPS: usize = 12;

/// All exercises with their states, and what to do next.
pub(super) fn list(states: &[(&Exercise, State)]) -> String {
    if states.is_empty() {
        return "no section has exercises yet".to_owned();
    }
    let id = width(states.iter().map(|(exercise, _)| exercise.id()));
    let title = width(states.iter().map(|(exercise, _)| exercise.title.clone()));
    let mut text = String::new();
    for (exercise, state) in states {
        let _ = writeln!(
            text,
            "{:id$}  {:title$}  {}",
            exercise.id(),
            exercise.title,
            state.words()
        );
    }
    let solved = |(_, state): &&(&Exercise, State)| *state == State::Solved;
    let _ = write!(
        text,
        "\n{} of {} solved.",
        states.iter().filter(solved).count(),
        states.len()
    );
    if let Some((next, _)) = states.iter().find(|state| !solved(state)) {
        let _ = write!(
            text,
            " Next: edit {}, and run `cargo book exercise {}`, or the same with --watch.",
            next.skeleton(),
            next.id()
        );
    }
    text
}

fn width(words: impl Iterator<Item = String>) -> usize {
    words.map(|word| word.chars().count()).max().unwrap_or(0)
}

/// The sentence that each test states, by the test's name: its doc comment.
pub(super) fn statements(tests: &str) -> BTreeMap<String, String> {
    let Ok(file) = syn::parse_file(tests) else {
        return BTreeMap::new();
    };
    let functions = file.items.iter().filter_map(|item| match item {
        syn::Item::Fn(function) => Some(function),
        _ => None,
    });
    functions
        .map(|function| {
            let lines: Vec<String> = function.attrs.iter().filter_map(doc_line).collect();
            (function.sig.ident.to_string(), lines.join(" "))
        })
        .collect()
}

fn doc_line(attribute: &syn::Attribute) -> Option<String> {
    if let syn::Meta::NameValue(pair) = &attribute.meta
        && pair.path.is_ident("doc")
        && let syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(line),
            ..
        }) = &pair.value
    {
        return Some(line.value().trim().to_owned());
    }
    None
}

/// What came of one test.
pub(super) fn verdict(
    test: &str,
    statement: Option<&String>,
    verdict: &Verdict,
    world: World,
) -> String {
    let what = match verdict {
        Verdict::Passed => return format!("  ok     {test}"),
        Verdict::Failed { message, .. } => in_words(message),
        Verdict::Hung { asleep } => hung(*asleep, world),
    };
    let mut told = format!("  FAILS  {test}");
    if let Some(statement) = statement.filter(|statement| !statement.is_empty()) {
        let _ = write!(told, "\n         wanted: {statement}");
    }
    let _ = write!(told, "\n         found:  {what}");
    if let Verdict::Failed { trace, .. } = verdict
        && !verdict.is_todo()
    {
        told.push_str(&steps(trace));
    }
    told
}

fn hung(asleep: Option<bool>, world: World) -> String {
    let what = match asleep {
        Some(false) => "it does not end: a thread of it still runs, perhaps in a loop",
        Some(true) => "it does not end: all its threads sleep, and nobody wakes them",
        None => "it does not end: its threads wait for each other, or one runs in a loop",
    };
    match world {
        World::Real => what.to_owned(),
        // std's waits stop the one real thread that all threads of a model run on.
        World::Model => format!(
            "{what}. (The model checker doesn't know std's channels, locks and sleeps: what waits by \
             one of those hangs in a model.)"
        ),
    }
}

/// What the model checker says, for those who haven't met it before.
fn in_words(message: &str) -> String {
    let found = |start: &str| message.starts_with(start);
    if let Some(what) = message.strip_prefix("not yet implemented") {
        let what = what.trim_start_matches(':').trim();
        let what = if what.is_empty() { "the body" } else { what };
        return format!("nothing yet. To do: {what}");
    }
    if found("deadlock") {
        "a deadlock: every thread that is left waits, and nobody is left who could end the waiting"
            .to_owned()
    } else if found("Causality violation") {
        format!(
            "a data race: two threads use the same memory, and nothing puts one use before the other ({})",
            message.trim_end_matches('.')
        )
    } else if found("Model exceeded") {
        "it need not end: a loop asks again and again, and lets no other thread run meanwhile"
            .to_owned()
    } else if message.contains("outside a Loom model") {
        "a thread that the model checker didn't start: take `threads::spawn` and not std's"
            .to_owned()
    } else {
        tidy(message)
    }
}

/// The last steps of a failing execution.
fn steps(trace: &[String]) -> String {
    if trace.is_empty() {
        return String::new();
    }
    let trace = without_repetition(trace);
    let left_out = trace.len().saturating_sub(STEPS);
    let mut text =
        "\n\n         An order in which it fails. T0 is the test, T1 the first thread that it starts:"
            .to_owned();
    if left_out > 0 {
        text.push_str("\n           (what came before is left out)");
    }
    for step in &trace[left_out..] {
        let _ = write!(text, "\n         {}", step.trim_end());
    }
    text.push('\n');
    text
}

/// A loop that asks again and again is shown once.
fn without_repetition(trace: &[String]) -> Vec<String> {
    let step = |line: &str| {
        let line = line.trim_start();
        line.split_once(' ').map(|(_number, step)| step.to_owned())
    };
    let mut shown = Vec::new();
    for same in trace.chunk_by(|a, b| step(a) == step(b)) {
        shown.push(same[0].clone());
        if same.len() > 1 {
            shown.push(format!(
                "     … and the same again, times {}",
                same.len() - 1
            ));
        }
    }
    shown
}

/// What to do after a run.
pub(super) fn next(exercise: &Exercise, solved: bool) -> String {
    let id = exercise.id();
    if solved {
        format!(
            "Solved, in every order that the model tried. Compare: `cargo book exercise {id} --solution`"
        )
    } else {
        format!(
            "file: {}\nhint: `cargo book exercise {id} --hint`",
            exercise.skeleton()
        )
    }
}

/// A page's Markdown without what only a browser can follow.
pub(super) fn for_a_terminal(markdown: &str) -> String {
    static LINK: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\[([^\]]+)\]\([^)]*\.md[^)]*\)").expect("a valid pattern"));
    LINK.replace_all(markdown.trim(), "$1").into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_says_what_was_wanted_and_what_was_found() {
        let failed = Verdict::Failed {
            message: "deadlock".into(),
            trace: (1..=14)
                .map(|step| format!("{step:>3}  T0 {step}"))
                .collect(),
        };
        let wanted = "It ends.".to_owned();
        let text = verdict("it_ends", Some(&wanted), &failed, World::Model);
        assert!(text.starts_with(
            "  FAILS  it_ends\n         wanted: It ends.\n         found:  a deadlock: every"
        ));
        assert!(text.contains("left out)\n           3  T0 3"), "{text}");
        assert!(!text.contains("  2  T0"));
        let spins = ["  1  T0 load", "  2  T0 load", "  3  T1"].map(str::to_owned);
        assert_eq!(
            without_repetition(&spins),
            [
                "  1  T0 load",
                "     … and the same again, times 1",
                "  3  T1"
            ]
        );
        assert_eq!(
            verdict("it_ends", None, &Verdict::Passed, World::Real),
            "  ok     it_ends"
        );
    }

    #[test]
    fn what_a_checker_calls_by_its_own_name_is_explained() {
        assert!(
            in_words("Causality violation: Concurrent write accesses.").starts_with("a data race")
        );
        assert_eq!(
            in_words("not yet implemented: add them"),
            "nothing yet. To do: add them"
        );
        assert_eq!(
            in_words("not yet implemented"),
            "nothing yet. To do: the body"
        );
        assert_eq!(in_words("job 0 has not ended"), "job 0 has not ended");
        assert!(hung(Some(true), World::Real).contains("sleep"));
        assert!(hung(Some(false), World::Model).contains("still runs"));
    }

    #[test]
    fn a_hint_in_a_terminal_has_no_links() {
        assert_eq!(
            for_a_terminal("Look at [Build it](build.md#a), and `x[0](1)`.\n"),
            "Look at Build it, and `x[0](1)`."
        );
    }

    #[test]
    fn a_test_states_what_its_comment_says() {
        let found = statements("/// One\n/// two.\n#[test]\nfn a() {}\nfn b() {}\n");
        assert_eq!(found["a"], "One two.");
        assert_eq!(found["b"], "");
    }
}
