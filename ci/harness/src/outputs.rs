//! What the examples print, against what the book shows.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::env::{self, consts::EXE_SUFFIX};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use regex::Regex;
use snapbox::assert::{Action, DEFAULT_ACTION_ENV};
use snapbox::data::DataFormat;
use snapbox::{Assert, Data, Redactions};

use crate::process::{Program, add_line};
use crate::transcript;

/// Examples take milliseconds. This is for those that hang, on a machine that does much else.
const LIMIT: Duration = Duration::from_mins(1);

/// How long a program that is meant to hang is given. It is asleep by then; see [`hangs`].
const PATIENCE: Duration = Duration::from_secs(2);

/// How often a program whose order varies is run.
const RUNS: usize = 20;

/// How many of its runs the book shows at most.
const SHOWN: usize = 3;

/// Runs the example `name` and compares its transcript with `examples/NAME.out`.
///
/// Thread numbers of the operating system, addresses and measured durations differ from run to run: they are
/// shown as `[TID]`, `[ADDRESS]` and `[TIME]`.
///
/// # Panics
///
/// When they differ, with the difference. With `SNAPSHOTS=overwrite` in the environment the file is written
/// instead.
pub fn output(name: &str) {
    compare(name, run(name));
}

/// Runs the example `name`, which never ends, and compares what it had printed with `examples/NAME.out`.
///
/// That it had not ended after two seconds would be weak evidence on a busy machine. Where the system tells, all of
/// its threads must be asleep as well: none is late, they wait.
///
/// # Panics
///
/// When it ends, when it still works, and when its output differs.
pub fn hangs(name: &str) {
    let mut shown = stuck(command(name));
    let seconds = PATIENCE.as_secs();
    add_line(
        &mut shown,
        &format!("exit status: none, every thread still asleep after {seconds} s"),
    );
    compare(name, shown);
}

/// What a program that never ends had printed, redacted as in [`output`]. For one that isn't an example as it stands; see [`hangs`].
///
/// # Panics
///
/// When it ends, and when it still works.
pub fn stuck(command: Command) -> String {
    let name = command.get_program().to_string_lossy().into_owned();
    let name = Path::new(&name)
        .file_stem()
        .map_or(name.clone(), |stem| stem.to_string_lossy().into_owned());
    let mut program = Program::start(command);
    let deadline = Instant::now() + 5 * PATIENCE;
    loop {
        if let Some(shown) = program.ends_within(PATIENCE) {
            panic!("`{name}` has ended:\n{shown}");
        }
        if program.sleeps() {
            break;
        }
        assert!(
            Instant::now() < deadline,
            "`{name}` does not hang: a thread of it still works"
        );
    }
    redact(&program.kill())
}

/// One run of the example `name`: its transcript, redacted as in [`output`].
pub fn run(name: &str) -> String {
    redact(&transcript(command(name), LIMIT))
}

fn compare(name: &str, shown: String) {
    refuse(
        name,
        "runs",
        "`harness::output` compares with a `.out` only",
    );
    let recorded = Data::read_from(&file(name, "out"), Some(DataFormat::Text)).raw();
    Assert::new()
        .action_env(DEFAULT_ACTION_ENV)
        .eq(shown, recorded);
}

/// Runs the example `name` many times and checks that each run, and each of those recorded in `examples/NAME.runs`,
/// is one that `possible` allows.
///
/// # Panics
///
/// When a run is not possible, with the reason that `possible` gives. With `SNAPSHOTS=overwrite` in the environment
/// the file is written when what it holds won't do or more different runs were met.
pub fn runs(name: &str, possible: impl Fn(&str) -> Result<(), String>) {
    refuse(name, "out", "`harness::runs` compares with a `.runs` only");
    let mut fresh: Vec<(String, usize)> = Vec::new();
    for _ in 0..RUNS {
        let run = run(name);
        if let Err(reason) = possible(&run) {
            panic!("`{name}` printed what it should not: {reason}. The whole run:\n{run}");
        }
        match fresh.iter_mut().find(|(met, _)| *met == run) {
            Some((_, times)) => *times += 1,
            None => fresh.push((run, 1)),
        }
    }
    // The most frequent first.
    fresh.sort_by_key(|&(_, times)| Reverse(times));
    let fresh: Vec<String> = fresh.into_iter().map(|(run, _)| run).take(SHOWN).collect();

    let path = file(name, "runs");
    let recorded = fs::read_to_string(&path)
        .map_err(|error| error.to_string())
        .and_then(|text| parse(&text));
    let verdict = recorded.as_ref().map_err(Clone::clone).and_then(|runs| {
        runs.iter()
            .try_for_each(|run| possible(run).map_err(|reason| format!("{reason} in:\n{run}")))
    });
    let overwrite = Action::with_env_var(DEFAULT_ACTION_ENV) == Some(Action::Overwrite);
    if overwrite && (verdict.is_err() || recorded.is_ok_and(|runs| runs.len() < fresh.len())) {
        fs::write(&path, render(&fresh)).expect("the runs could not be recorded");
    } else if let Err(reason) = verdict {
        panic!(
            "{}: {reason}\nUpdate with {DEFAULT_ACTION_ENV}=overwrite",
            path.display()
        );
    }
}

/// A file beside the example's source.
fn file(name: &str, extension: &str) -> PathBuf {
    Path::new("examples").join(name).with_extension(extension)
}

/// Panics when the example has a recording of the other kind, which nothing would compare.
fn refuse(name: &str, extension: &str, reason: &str) {
    let path = file(name, extension);
    assert!(!path.exists(), "{} is left over: {reason}", path.display());
}

/// The command that runs an example.
///
/// # Panics
///
/// When there is no such example.
pub fn command(name: &str) -> Command {
    let source = file(name, "rs");
    assert!(source.exists(), "there is no {}", source.display());
    Command::new(EXAMPLES.join(format!("{name}{EXE_SUFFIX}")))
}

/// Where the built examples are, which this brings up to date: `cargo test --test outputs` does not build them.
static EXAMPLES: LazyLock<PathBuf> = LazyLock::new(|| {
    let test = env::current_exe().expect("a test knows its own path");
    // <target>/debug/deps/outputs-0123456789abcdef
    let profile = test
        .ancestors()
        .nth(2)
        .expect("a test is two folders below the target folder");
    let target = profile
        .parent()
        .expect("a profile's folder is in the target folder");
    let folder = profile.file_name().and_then(|name| name.to_str());
    // A test that is run by hand has no cargo to ask, and uses what is there.
    if let (Some(cargo), Some(package)) = (env::var_os("CARGO"), env::var_os("CARGO_PKG_NAME")) {
        let built = Command::new(cargo)
            .args(["build", "--quiet", "--locked", "--examples", "--package"])
            .arg(package)
            .args([
                "--profile",
                if folder == Some("debug") {
                    "dev"
                } else {
                    "release"
                },
            ])
            .arg("--target-dir")
            .arg(target)
            .status()
            .expect("cargo could not be started");
        assert!(built.success(), "the examples do not build");
    }
    profile.join("examples")
});

/// Replaces what differs from run to run and says nothing.
fn redact(shown: &str) -> String {
    static PATTERNS: LazyLock<Redactions> = LazyLock::new(|| {
        let pattern = |text| Regex::new(text).expect("a pattern of our own");
        let mut patterns = Redactions::new();
        patterns
            .extend([
                (
                    "[TID]",
                    pattern(r"(?m)^thread '.*' \((?<redacted>\d+)\) (panicked|has overflowed)"),
                ),
                ("[ADDRESS]", pattern(r"\b(?<redacted>0x[0-9a-f]{6,})\b")),
                // Only what has a fraction: a program's own `20ms` is the same in every run.
                ("[TIME]", pattern(r"\b(?<redacted>\d+\.\d+(ns|µs|ms|s))\b")),
            ])
            .expect("well-formed placeholders");
        patterns
    });
    let shown = PATTERNS.redact(shown);
    // The paths of panics.
    if cfg!(windows) {
        shown.replace('\\', "/")
    } else {
        shown
    }
}

/// The text of a `.runs` file.
fn render(runs: &[String]) -> String {
    let mut text = String::new();
    for (number, run) in (1..).zip(runs) {
        text.extend(["--- run ", &number.to_string(), "\n", run]);
        if !text.ends_with('\n') {
            text.push('\n');
        }
    }
    text
}

/// The runs in the text of a `.runs` file: at least one, at most [`SHOWN`], no two alike.
fn parse(text: &str) -> Result<Vec<String>, String> {
    let mut runs: Vec<String> = Vec::new();
    for line in text.split_inclusive('\n') {
        if line == format!("--- run {}\n", runs.len() + 1) {
            runs.push(String::new());
        } else {
            runs.last_mut()
                .ok_or("it does not begin with `--- run 1`")?
                .push_str(line);
        }
    }
    if runs.is_empty() || runs.len() > SHOWN {
        return Err(format!("{} runs are recorded", runs.len()));
    }
    let different: BTreeSet<_> = runs.iter().collect();
    if different.len() != runs.len() {
        return Err("two recorded runs are alike".to_owned());
    }
    Ok(runs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redacts_what_differs_from_run_to_run() {
        let shown = "thread 'main' (4711) panicked at x.rs:1:1:\nthread 'a (1) b' (12) panicked at\nthread 3 (4)\n\
                     at 0x7f3a12345678 but mask 0xff\ntook 1.25ms of 20ms\n";
        let page = "thread 'main' ([TID]) panicked at x.rs:1:1:\nthread 'a (1) b' ([TID]) panicked at\nthread 3 (4)\n\
                    at [ADDRESS] but mask 0xff\ntook [TIME] of 20ms\n";
        assert_eq!(redact(shown), page);
    }

    #[test]
    fn runs_survive_being_recorded() {
        let runs = vec!["a\nb\n".to_owned(), String::new(), "--- run 9\n".to_owned()];
        assert_eq!(parse(&render(&runs)), Ok(runs));
    }

    #[test]
    fn refuses_a_recording_that_shows_nothing() {
        parse("").unwrap_err();
        parse("a\n--- run 1\n").unwrap_err();
        parse("--- run 1\na\n--- run 2\na\n").unwrap_err();
        parse("--- run 1\n1\n--- run 2\n2\n--- run 3\n3\n--- run 4\n4\n").unwrap_err();
    }
}
