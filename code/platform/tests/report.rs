//! What a model tells the outside: the report of a failure, the record, and what the audit makes it do.
//! Each test runs a model of this file again in a process of its own.
#![cfg(model)]

use std::path::PathBuf;
use std::process::{Command, Output};

use platform::atomic::{AtomicBool, Ordering};
use platform::cell::UnsafeCell;
use platform::model::{Bounds, model};
use platform::sync::Arc;
use platform::thread;

struct Message {
    data: UnsafeCell<u32>,
    ready: AtomicBool,
}

// SAFETY: the cell is read once `ready` says that it has been written.
unsafe impl Sync for Message {}

/// The model under test: two accesses that only the orderings keep apart.
#[test]
fn message() {
    model(Bounds::preemptions(3), || {
        let message = Arc::new(Message {
            data: UnsafeCell::new(0),
            ready: AtomicBool::new(false),
        });
        let theirs = message.clone();
        let send = move || {
            // SAFETY: nobody reads before `ready`.
            theirs.data.with_mut(|data| unsafe { *data = 42 });
            theirs.ready.store(true, Ordering::Release);
        };
        thread::start(&thread::Options::default(), Box::new(send)).unwrap();
        if message.ready.load(Ordering::Acquire) {
            // SAFETY: `ready` is true, so the data has been written and isn't written again.
            assert_eq!(message.data.with(|data| unsafe { *data }), 42);
        }
    });
}

/// A model that fails with a pointer in its trace.
#[test]
#[ignore = "fails, for `addresses_are_not_shown`"]
fn pointers() {
    model(Bounds::EXHAUSTIVE, || {
        let (mut a, mut b) = (1, 2);
        let word = platform::atomic::AtomicPtr::new(&raw mut a);
        word.store(&raw mut b, Ordering::Relaxed);
        word.store(std::ptr::null_mut(), Ordering::Relaxed);
        panic!("{}", word.swap(&raw mut a, Ordering::Relaxed).is_null());
    });
}

/// A model that panics again while it unwinds, which aborts.
#[test]
#[ignore = "fails, for `a_model_fails_once`"]
fn two_panics() {
    struct Second;

    impl Drop for Second {
        fn drop(&mut self) {
            panic!("second");
        }
    }

    model(Bounds::EXHAUSTIVE, || {
        let _second = Second;
        panic!("first");
    });
}

/// Runs a test of this file as the audit does.
fn run(test: &str, variables: &[(&str, &str)]) -> Output {
    let variables = variables.iter().copied();
    command(test)
        .env("PLATFORM_CHILD", "1")
        .envs(variables)
        .output()
        .unwrap()
}

fn command(test: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture", "--include-ignored"]);
    for variable in ["PLATFORM_CHILD", "PLATFORM_RECORD", "PLATFORM_WEAKEN"] {
        command.env_remove(variable);
    }
    command
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// The line of this file that has `text`, and the column where it starts.
fn site(text: &str) -> (usize, usize) {
    let source = include_str!("report.rs");
    let found = source
        .lines()
        .zip(1..)
        .find_map(|(line, number)| Some((number, line.find(text)?)));
    let (line, column) = found.unwrap();
    (line, column + 1)
}

fn weakened(text: &str, argument: u8, to: &str) -> String {
    let (line, column) = site(text);
    format!("{}:{line}:{column}:{argument}={to}", file!())
}

/// A failing execution is shown step by step: thread, line, operation, values, source.
#[test]
fn a_failing_execution_is_shown() {
    let store = weakened("store(true", 0, "Relaxed");
    let output = run("message", &[("PLATFORM_WEAKEN", &store)]);
    let line = |text| site(text).0;
    let expected = format!(
        "\
model failed: Causality violation: Concurrent read and write accesses.
failing execution:
  1  T0  report.rs:{}  start                         thread::start(&thread::Options::default(), Box::new(send)).unwrap();
  2  T1  report.rs:{}  cell is written               theirs.data.with_mut(|data| unsafe {{ *data = 42 }});
  3  T1  report.rs:{}  store            writes true  theirs.ready.store(true, Ordering::Release);
  4  T0  report.rs:{}  load             reads true   if message.ready.load(Ordering::Acquire) {{
  5  T0  report.rs:{}  cell is read                  assert_eq!(message.data.with(|data| unsafe {{ *data }}), 42);
",
        line("thread::start(&"),
        line("theirs.data.with_mut"),
        line("store(true"),
        line("load(Ordering::Acquire"),
        line("message.data.with("),
    );
    assert_eq!(stderr(&output), expected);
    assert_eq!(output.status.code(), Some(101));
}

/// The first panic is the failure, and ends a child process before a second one can abort it.
#[test]
fn a_model_fails_once() {
    let output = run("two_panics", &[]);
    assert_eq!(output.status.code(), Some(101));
    assert_eq!(stderr(&output), "model failed: first\nfailing execution:\n");
    let aborted = stderr(&command("two_panics").output().unwrap());
    assert_eq!(aborted.matches("model failed").count(), 1, "{aborted}");
}

/// Addresses differ from run to run, so pointers are numbered.
#[test]
fn addresses_are_not_shown() {
    let report = stderr(&run("pointers", &[]));
    for shown in ["writes pointer 1 ", "writes null ", "null -> pointer 2 "] {
        assert!(report.contains(shown), "{report}");
    }
}

/// One operation is weakened, without compiling again, and the model fails: on either side.
#[test]
fn a_weakened_ordering_fails_the_model() {
    for (text, to) in [
        ("store(true", "Relaxed"),
        ("load(Ordering::Acquire", "Relaxed"),
    ] {
        let output = run("message", &[("PLATFORM_WEAKEN", &weakened(text, 0, to))]);
        assert_eq!(output.status.code(), Some(101), "{text}");
        assert!(
            stderr(&output).starts_with("model failed: Causality violation"),
            "{text}"
        );
    }
}

/// To weaken an argument that isn't there, or to what the ordering was, changes nothing.
#[test]
fn an_ordering_that_is_as_strong_passes() {
    for (argument, to) in [(1, "Relaxed"), (0, "Release")] {
        let store = weakened("store(true", argument, to);
        let output = run("message", &[("PLATFORM_WEAKEN", &store)]);
        assert!(output.status.success(), "{}", stderr(&output));
    }
}

/// The record has each site once, with what it is and where, and the model with its executions.
#[test]
fn a_model_is_recorded() {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("record.jsonl");
    let _ = std::fs::remove_file(&file);
    let output = run("message", &[("PLATFORM_RECORD", file.to_str().unwrap())]);
    assert!(output.status.success(), "{}", stderr(&output));
    let record = std::fs::read_to_string(&file).unwrap();
    let lines: Vec<&str> = record.lines().collect();

    let site = |text, operation, ordering| {
        let (line, column) = site(text);
        format!(
            r#"{{"event":"site","file":"{}","line":{line},"column":{column},"operation":"{operation}","argument":0,"ordering":"{ordering}"}}"#,
            file!()
        )
    };
    let executions = executions(&output);
    let expected = [
        site("load(Ordering::Acquire", "load", "Acquire"),
        site("store(true", "store", "Release"),
        format!(
            r#"{{"event":"model","name":"message","bounds":"3 preemptions","executions":{executions},"variants":{{"plain":{executions}}}}}"#
        ),
    ];
    assert_eq!(lines, expected);
    // At the least, the load before the store, and after it reading either value.
    assert!(executions >= 3, "{executions}");
}

/// The number that a model prints.
fn executions(output: &Output) -> u64 {
    let stdout = String::from_utf8(output.stdout.clone()).unwrap();
    let line = stdout
        .lines()
        .find_map(|line| line.strip_prefix("MODEL message: "));
    line.unwrap()
        .strip_suffix(" executions")
        .unwrap()
        .parse()
        .unwrap()
}
