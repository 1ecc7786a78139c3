//! `cargo book exercise` and its stage, on an exercise that is as small as one can be.

use std::fmt::Write as _;
use std::process::Output;

use crate::fixture::{Fixture, complaint, stdout};

/// A book whose section has the exercise `one/add`, which asks for the sum of two numbers.
fn with_exercise() -> Fixture {
    let fixture = Fixture::new();
    for (path, text) in FILES {
        fixture.write(&format!("code/one/exercises/add/{path}"), text);
    }
    let mut manifest = fixture.read("code/one/Cargo.toml");
    manifest.push_str(
        "\n[[test]]\nname = \"exercise_add\"\npath = \"exercises/add/main.rs\"\ntest = false\n",
    );
    fixture.write("code/one/Cargo.toml", &manifest);
    for page in ["exercises", "hints", "solutions"] {
        fixture.write(
            &format!("src/one/{page}.md"),
            "# Page\n\n```exercise\none/add\n```\n",
        );
    }
    fixture
}

const FILES: [(&str, &str); 8] = [
    (
        "main.rs",
        "//! No `sleeps`: nothing is waited for.\n\n#[path = \".\"]\nmod exercise {\n    #[path = \"exercise.rs\"]\n    mod given;\n    \
         #[path = \"tests.rs\"]\n    mod tests;\n}\n#[path = \".\"]\nmod solution {\n    #[path = \"solution.rs\"]\n    mod given;\n    \
         #[path = \"tests.rs\"]\n    mod tests;\n}\n#[path = \".\"]\nmod wrong_nothing {\n    #[path = \"wrong/nothing.rs\"]\n    mod given;\n    \
         #[path = \"tests.rs\"]\n    mod tests;\n}\n#[path = \".\"]\nmod wrong_lucky {\n    #[path = \"wrong/lucky.rs\"]\n    mod given;\n    \
         #[path = \"tests.rs\"]\n    mod tests;\n}\n#[path = \".\"]\nmod wrong_deadlocks {\n    #[path = \"wrong/deadlocks.rs\"]\n    mod given;\n    \
         #[path = \"tests.rs\"]\n    mod tests;\n}\n",
    ),
    (
        "exercise.rs",
        "//! # Add\n//!\n//! The sum of two numbers.\n\npub fn add(a: u8, b: u8) -> u8 {\n    todo!(\"add {a} and {b}\")\n}\n",
    ),
    (
        "tests.rs",
        "use super::given::add;\n\n/// Two and three are five.\n#[test]\nfn two_and_three() {\n    \
         assert_eq!(add(2, 3), 5, \"the sum (left) of two and three\");\n}\n",
    ),
    (
        "hint.md",
        "There is an operator for it, on [a page](../one.md).\n",
    ),
    (
        "solution.rs",
        "pub fn add(a: u8, b: u8) -> u8 {\n    a + b\n}\n",
    ),
    (
        "wrong/nothing.rs",
        "//! Fails because it adds nothing.\n//! Caught by: `two_and_three`: \"the sum (left)\".\n\n\
         pub fn add(a: u8, _b: u8) -> u8 {\n    a\n}\n",
    ),
    (
        "wrong/lucky.rs",
        "//! Fails because numbers may differ.\n//! Caught by: `two_and_three`: \"left: 4\".\n\n\
         pub fn add(a: u8, _b: u8) -> u8 {\n    2 * a\n}\n",
    ),
    (
        "wrong/deadlocks.rs",
        "//! Fails because nobody ends the waiting.\n//! Caught by: `two_and_three`: hangs.\n\n\
         pub fn add(_a: u8, _b: u8) -> u8 {\n    loop {\n        std::thread::park();\n    }\n}\n",
    ),
];

/// The exercise with another body.
fn write(fixture: &Fixture, body: &str) {
    fixture.write(
        "code/one/exercises/add/exercise.rs",
        &format!("//! # Add\n//!\n//! The sum of two numbers.\n\npub fn add(a: u8, b: u8) -> u8 {{\n    {body}\n}}\n"),
    );
}

fn exercise(fixture: &Fixture, arguments: &[&str]) -> Output {
    let all: Vec<&str> = ["exercise"].iter().chain(arguments).copied().collect();
    fixture.book(&all).output().unwrap()
}

/// What the list says of the exercise.
fn listed(fixture: &Fixture) -> String {
    let output = exercise(fixture, &[]);
    assert!(output.status.success());
    stdout(&output)
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn an_exercise_goes_from_not_begun_to_solved() {
    let fixture = with_exercise();
    assert_eq!(listed(&fixture), "one/add  Add  not begun");
    let text = stdout(&exercise(&fixture, &[]));
    assert!(
        text.ends_with(
            "0 of 1 solved. Next: edit code/one/exercises/add/exercise.rs, and run \
             `cargo book exercise one/add`, or the same with --watch.\n"
        ),
        "{text}"
    );

    let output = exercise(&fixture, &["one/add"]);
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("wanted: Two and three are five."), "{text}");
    assert!(
        text.contains("found:  nothing yet. To do: add 2 and 3"),
        "{text}"
    );
    assert!(
        text.contains("hint: `cargo book exercise one/add --hint`"),
        "{text}"
    );

    write(&fixture, "a * b");
    assert_eq!(listed(&fixture), "one/add  Add  not run yet");
    let output = exercise(&fixture, &["add"]);
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(
        text.contains("found:  the sum (left) of two and three, left: 6, right: 5"),
        "{text}"
    );
    assert_eq!(listed(&fixture), "one/add  Add  failing");

    write(&fixture, "a + b");
    let output = exercise(&fixture, &["a"]);
    let text = stdout(&output);
    assert!(output.status.success(), "{text}");
    let (real, model) = text.split_once("in a model").expect("both are run");
    for part in [real, model] {
        assert!(part.contains("  ok     two_and_three"), "{text}");
    }
    assert_eq!(listed(&fixture), "one/add  Add  solved");
}

#[test]
fn what_does_not_compile_and_what_hangs_is_said_so() {
    let fixture = with_exercise();
    write(&fixture, "a + ");
    let text = stdout(&exercise(&fixture, &["add"]));
    assert!(
        text.contains("--> code/one/exercises/add/exercise.rs:7:1"),
        "{text}"
    );
    assert!(text.contains("It does not compile yet."), "{text}");

    write(
        &fixture,
        "loop { std::thread::park_timeout(std::time::Duration::from_secs(a.into())); let _ = b; }",
    );
    let output = exercise(&fixture, &["add", "--limit", "1"]);
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("found:  it does not end"), "{text}");
}

#[test]
fn a_hint_and_a_solution_are_printed_and_an_unknown_name_is_one_line() {
    let fixture = with_exercise();
    let hint = stdout(&exercise(&fixture, &["add", "--hint"]));
    assert_eq!(hint, "There is an operator for it, on a page.\n");
    let solution = stdout(&exercise(&fixture, &["add", "--solution"]));
    assert!(
        solution.starts_with("code/one/exercises/add/solution.rs\n"),
        "{solution}"
    );
    assert!(solution.contains("    a + b\n"), "{solution}");
    assert_eq!(
        complaint(&mut fixture.book(&["exercise", "one/ad_"])),
        "no exercise is named `one/ad_`; did you mean `one/add`?"
    );
    assert_eq!(
        complaint(&mut Fixture::new().book(&["exercise", "add"])),
        "no section has exercises yet"
    );
}

#[test]
fn what_git_does_not_know_it_can_not_put_back() {
    let fixture = with_exercise();
    write(&fixture, "a * b");
    let complaint = complaint(&mut fixture.book(&["exercise", "add", "--reset"]));
    assert!(complaint.contains("git"), "{complaint}");
    assert!(
        fixture
            .read("code/one/exercises/add/exercise.rs")
            .contains("a * b")
    );
    assert!(fixture.read("target/exercise_add.rs").contains("a * b"));
}

#[cfg(unix)]
#[test]
fn a_watched_exercise_is_run_on_each_save_until_ctrl_c() {
    use std::io::{BufRead as _, BufReader};
    use std::process::{Command, Stdio};
    use std::sync::mpsc;
    use std::time::Duration;

    /// It only matters when something hangs.
    const WATCHDOG: Duration = Duration::from_mins(2);

    let fixture = with_exercise();
    let mut child = fixture
        .book(&["exercise", "add", "--watch"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let (sender, lines) = mpsc::channel();
    let out = child.stdout.take().unwrap();
    std::thread::spawn(move || {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            let _ = sender.send(line);
        }
    });
    let wait_for = |part: &str| {
        let mut seen = String::new();
        loop {
            let line = lines.recv_timeout(WATCHDOG);
            let line = line.unwrap_or_else(|_| panic!("no line with `{part}`, but: {seen}"));
            if line.contains(part) {
                return;
            }
            let _ = writeln!(seen, "{line}");
        }
    };
    wait_for("nothing yet");
    wait_for("waiting for a change of code/one/exercises/add/exercise.rs");
    write(&fixture, "a + b");
    wait_for("Solved");
    wait_for("waiting for a change");
    let interrupt = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(interrupt.unwrap().success());
    wait_for("stopped");
    assert!(child.wait().unwrap().success());
}

#[test]
fn the_stage_passes_and_names_what_is_wrong() {
    let fixture = with_exercise();
    let stage = || {
        let output = fixture
            .book(&["test", "--only", "exercises"])
            .output()
            .unwrap();
        (output.status.success(), stdout(&output))
    };
    let (passed, text) = stage();
    assert!(passed, "{text}");
    // The skeleton and the solution in two builds each, and three wrong solutions.
    assert_eq!(text.lines().last(), Some("7 passed, 0 failed"), "{text}");

    // What is found by running.
    write(&fixture, "if a > 9 {\n        todo!()\n    }\n    a + b");
    fixture.write(
        "code/one/exercises/add/wrong/lucky.rs",
        &FILES[6].1.replace("left: 4", "left: 3"),
    );
    let (passed, text) = stage();
    assert!(!passed, "{text}");
    assert!(
        text.contains("exercise.rs: `two_and_three` passes, and nothing is solved yet"),
        "{text}"
    );
    assert!(
        text.contains("wrong/lucky.rs:2: `two_and_three` fails otherwise than is said here"),
        "{text}"
    );
    assert_eq!(text.lines().last(), Some("4 passed, 3 failed"), "{text}");

    // What is found by reading.
    write(&fixture, "a + b");
    fixture.write("code/one/exercises/add/hint.md", "");
    fixture.write("code/one/exercises/add/main.rs", "//! Nothing.\n");
    fixture.write("src/one/solutions.md", "# Page\n");
    let (passed, text) = stage();
    assert!(!passed, "{text}");
    for problem in [
        "exercise.rs: nothing in it is left to be written",
        "`one/add` has no hint.md",
        "`one/add` has no wrong solution `sleeps`",
        "src/one/solutions.md: the page does not show `one/add`",
    ] {
        assert!(text.contains(problem), "no {problem} in {text}");
    }
}
