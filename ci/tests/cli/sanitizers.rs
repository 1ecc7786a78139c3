//! The sanitizer stages with a compiler that answers what the test wants: a stand-in for rustup.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::fixture::{Fixture, stdout};

/// Runs the stage `tsan` with a `rustup` that has a nightly, and prints `clean` for the program as it
/// is and `planted` for the one with its fault; `exit 66` is how the sanitizer ends a program.
fn tsan(clean: &str, planted: &str) -> (bool, String) {
    let fixture = Fixture::new();
    tsan_of(&fixture, clean, planted)
}

/// The same for a workspace with more in it.
fn tsan_of(fixture: &Fixture, clean: &str, planted: &str) -> (bool, String) {
    fixture.write("code/one/tests/stress.rs", "fn main() {}\n");
    // It builds one program, which says what the test wants.
    let program = fixture.path("bin/stress");
    let built = serde_json::json!({
        "reason": "compiler-artifact",
        "package_id": "one",
        "manifest_path": fixture.path("code/one/Cargo.toml"),
        "target": {
            "kind": ["test"], "crate_types": ["bin"], "name": "stress", "src_path": "stress.rs",
            "edition": "2024", "doc": false, "doctest": false, "test": true
        },
        "profile": {
            "opt_level": "0", "debuginfo": 2, "debug_assertions": true, "overflow_checks": true, "test": true
        },
        "features": [], "filenames": [], "executable": program, "fresh": true
    });
    let script = format!(
        "#!/bin/sh\ncase \"$*\" in\n*-vV*) echo 'host: here' ;;\n*) echo '{built}' ;;\nesac\n"
    );
    let stress = format!(
        "#!/bin/sh\ncase \"$*\" in\n*'--planted race'*) {planted} ;;\n*) {clean} ;;\nesac\n"
    );
    fixture.write("bin/stress", &stress);
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    fixture.write("bin/rustup", &script);
    fs::set_permissions(
        fixture.path("bin/rustup"),
        fs::Permissions::from_mode(0o755),
    )
    .unwrap();
    let path = format!("{}:/bin:/usr/bin", fixture.path("bin").display());
    let output = fixture
        .book(&["test", "--only", "tsan"])
        .env("PATH", path)
        .output()
        .unwrap();
    (output.status.success(), stdout(&output))
}

const RACE: &str = "echo 'WARNING: ThreadSanitizer: data race'; exit 66";

#[test]
fn silence_about_what_is_right_and_a_report_of_the_planted_fault_is_a_pass() {
    let (success, text) = tsan("true", RACE);
    assert!(success, "{text}");
    assert_eq!(text.lines().last(), Some("2 passed, 0 failed"));
}

#[test]
fn a_planted_fault_that_nobody_reports_is_a_failure() {
    // A program that fails without a report, and a report that does not end the program.
    for blind in ["true", "exit 1", "echo 'ThreadSanitizer: data race'"] {
        let (success, text) = tsan("true", blind);
        assert!(!success, "{text}");
        assert!(
            text.contains("one: the planted race was not reported"),
            "{text}"
        );
        assert_eq!(text.lines().last(), Some("1 passed, 1 failed"));
    }
}

#[test]
fn a_report_about_the_program_as_it_is_is_a_failure() {
    let (success, text) = tsan(RACE, RACE);
    assert!(!success, "{text}");
    assert!(
        text.contains("one: ThreadSanitizer reports a fault"),
        "{text}"
    );
}

#[test]
fn a_stress_program_that_fails_is_a_failure_even_without_a_report() {
    let (success, text) = tsan("echo 'lost a wake-up'; exit 1", RACE);
    assert!(!success, "{text}");
    assert!(
        text.contains("one: the stress program fails: lost a wake-up"),
        "{text}"
    );
}

#[test]
fn a_table_that_says_otherwise_is_a_failure() {
    const SUMMARY: &str = "echo 'WARNING: ThreadSanitizer: data race'; echo 'SUMMARY: ThreadSanitizer: data race /a.rs:1 in f'; exit 66";
    let fixture = Fixture::new();
    fixture.write(
        "code/one/tools/bugs.txt",
        "race: Two threads write\nquiet: Nobody does\n",
    );
    fixture.write("code/one/tools/tsan/race.txt", "data race\n");
    fixture.write("code/one/tools/tsan/quiet.txt", "nothing\n");
    let (success, text) = tsan_of(&fixture, "true", SUMMARY);
    assert!(success, "{text}");
    assert_eq!(text.lines().last(), Some("4 passed, 0 failed"));

    fixture.write("code/one/tools/tsan/quiet.txt", "data race\n");
    let (success, text) = tsan_of(&fixture, "true", SUMMARY);
    assert!(!success, "{text}");
    assert!(
        text.contains(
            "one: the book says that tsan answers `data race` to quiet, and it answers `nothing`"
        ),
        "{text}"
    );
}
