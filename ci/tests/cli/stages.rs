//! `cargo book test`: the stages, their table, the line of counts.

use crate::fixture::{Fixture, stderr, stdout};

#[test]
fn tests_are_counted_and_a_failing_one_is_named() {
    let fixture = Fixture::new();
    fixture.write(
        "code/one/tests/more.rs",
        "#[test]\nfn right() {}\n\n#[test]\nfn wrong() {\n    assert_eq!(1, 2, \"as planted\");\n}\n",
    );
    let output = fixture.book(&["test", "--only", "code"]).output().unwrap();
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text.contains("as planted"),
        "the output of what failed is not shown: {text}"
    );
    let lines: Vec<_> = text.lines().collect();
    let header = lines
        .iter()
        .position(|line| line.starts_with("stage "))
        .expect("a table");
    let row: Vec<_> = lines[header + 1].split_whitespace().collect();
    assert_eq!(row[..3], ["code", "FAILED", "3"], "{text}");
    assert_eq!(row.last(), Some(&"wrong"), "{text}");
    assert_eq!(lines.last(), Some(&"2 passed, 1 failed"));

    fixture.write("code/one/tests/more.rs", "#[test]\nfn right() {}\n");
    let output = fixture.book(&["test", "--only", "code"]).output().unwrap();
    assert!(output.status.success());
    assert_eq!(stdout(&output).lines().last(), Some("2 passed, 0 failed"));
}

#[test]
fn code_that_does_not_compile_is_a_failure_although_no_test_failed() {
    let fixture = Fixture::new();
    fixture.write(
        "code/one/src/lib.rs",
        "//! Section one.\nfn broken() -> u8 {}\n",
    );
    let output = fixture.book(&["test", "--only", "code"]).output().unwrap();
    assert!(!output.status.success());
    assert_eq!(
        stdout(&output).lines().last(),
        Some("0 passed, 1 failed"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn stages_go_on_after_one_that_failed() {
    let fixture = Fixture::new();
    fixture.write("src/SUMMARY.md", "# Summary\n\n- [Nowhere](nowhere.md)\n");
    let output = fixture
        .book(&["test", "--only", "book", "code"])
        .output()
        .unwrap();
    assert!(!output.status.success());
    assert_eq!(
        stdout(&output).lines().last(),
        Some("1 passed, 1 failed"),
        "{}",
        stdout(&output)
    );
}

#[test]
fn a_stage_without_its_tool_is_not_run_and_in_ci_a_failure() {
    let fixture = Fixture::new();
    let nothing = tempfile::tempdir().unwrap();
    // Cargo itself is found through CARGO, as below `cargo run`.
    let run = |ci: Option<&str>| {
        let mut command = fixture.book(&["test", "--only", "tsan", "browser", "deny"]);
        command.env("PATH", nothing.path()).env_remove("CHROMIUM");
        if let Some(value) = ci {
            command.env("CI", value);
        }
        let output = command.output().unwrap();
        (output.status.success(), stdout(&output))
    };
    let (success, text) = run(None);
    assert!(success, "{text}");
    assert_eq!(
        text.matches("not run").count(),
        6,
        "three lines and three rows: {text}"
    );
    for mend in [
        "rustup toolchain install nightly",
        "apt-get install nodejs npm",
        "cargo install cargo-deny",
    ] {
        assert!(text.contains(mend), "{text}");
    }
    assert_eq!(text.lines().last(), Some("0 passed, 0 failed, 3 skipped"));

    let (success, text) = run(Some("true"));
    assert!(!success, "{text}");
    assert_eq!(text.lines().last(), Some("0 passed, 3 failed"));
}

#[test]
fn the_stages_are_listed_with_what_they_do() {
    let output = Fixture::new().book(&["test", "--list"]).output().unwrap();
    let text = stdout(&output);
    assert!(
        text.lines()
            .any(|line| line.starts_with("code ") && line.contains("test the book's code")),
        "{text}"
    );
    assert!(
        text.lines()
            .any(|line| line.starts_with("tsan ") && line.contains("test --all")),
        "{text}"
    );
}
