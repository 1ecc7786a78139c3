//! `cargo book new`: what it lays out, what it refuses, and that a failure leaves nothing behind. That
//! the section builds and passes its tests is the stage `new` of `test --all`.

use std::fmt::Write as _;

use crate::fixture::{Fixture, complaint};

/// The crates that a new section depends on, here without anything in them.
fn with_dependencies() -> Fixture {
    let fixture = Fixture::new();
    let names = ["criterion", "harness", "platform", "stress"];
    let mut manifest = fixture.read("Cargo.toml");
    for name in names {
        writeln!(manifest, "{name} = {{ path = \"support/{name}\" }}").unwrap();
        fixture.write(&format!("support/{name}/src/lib.rs"), "");
        fixture.write(
            &format!("support/{name}/Cargo.toml"),
            &format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n"),
        );
    }
    manifest = manifest.replace("\"code/*\"", "\"code/*\", \"support/*\"").replace(
        "edition = \"2024\"\n",
        "edition = \"2024\"\nrust-version = \"1.95\"\nlicense = \"MIT\"\npublish = false\n\n[workspace.lints]\n",
    );
    fixture.write("Cargo.toml", &manifest);
    fixture
}

#[test]
fn a_section_is_laid_out_with_its_entries() {
    let fixture = with_dependencies();
    let output = fixture
        .book(&["new", "shared-state", "Shared state", "--no-bless"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let summary = fixture.read("src/SUMMARY.md");
    assert!(
        summary.contains(
            "  - [Build it](one/build.md)\n- [Shared state](shared-state.md)\n  - [Build it](shared-state/build.md)\n  \
             - [Exercises: Shared state](shared-state/exercises.md)\n    \
             - [Hints: Shared state](shared-state/hints.md)\n    \
             - [Solutions: Shared state](shared-state/solutions.md)\n  \
             - [What was checked: Shared state](shared-state/checks.md)\n\n\
             ---"
        ),
        "{summary}"
    );
    assert!(
        fixture
            .read("Cargo.toml")
            .contains("shared-state = { path = \"code/shared-state\" }")
    );
    assert!(
        fixture
            .read("Cargo.lock")
            .contains("name = \"shared-state\"")
    );
    assert!(
        fixture
            .read("src/shared-state.md")
            .starts_with("# Shared state\n")
    );
    for (path, text) in fixture.tree() {
        let text = String::from_utf8(text).unwrap();
        let left = ["@name@", "@crate@", "@title@"]
            .iter()
            .find(|part| text.contains(**part));
        assert_eq!(left, None, "in {}", path.display());
    }
    assert!(
        fixture
            .read("code/shared-state/tests/checks.rs")
            .contains("use shared_state::Flag;")
    );
}

#[test]
fn bad_and_taken_names_are_refused_in_one_line() {
    let fixture = with_dependencies();
    let before = fixture.tree();
    for (name, why) in [
        ("Mutex", "is no name for a section"),
        ("a_b", "is no name for a section"),
        ("-a", "is no name for a section"),
        ("a--b", "is no name for a section"),
        ("1st", "is no name for a section"),
        ("../x", "is no name for a section"),
        ("", "is no name for a section"),
        ("match", "Rust, cargo or this tool uses it"),
        ("std", "Rust, cargo or this tool uses it"),
        ("social", "Rust, cargo or this tool uses it"),
        ("one", "is taken: there is code/one"),
        ("checks", "is taken: there is src/checks.md"),
        (
            "platform",
            "is taken: the workspace depends on a crate of that name",
        ),
    ] {
        let complaint = complaint(&mut fixture.book(&["new", "--no-bless", "--", name, "Title"]));
        assert!(complaint.contains(why), "{name}: {complaint}");
    }
    for title in ["", " ", "two\nlines", "a [link]"] {
        let complaint = complaint(&mut fixture.book(&["new", "two", title, "--no-bless"]));
        assert!(
            complaint.starts_with("the title has to be one line"),
            "{complaint}"
        );
    }
    assert_eq!(fixture.tree(), before);
}

#[test]
fn a_failure_on_the_way_leaves_nothing_behind() {
    // The last step but one: cargo finds a dependency missing and writes no lock file.
    let fixture = Fixture::new();
    let before = fixture.tree();
    let output = fixture
        .book(&["new", "two", "Two", "--no-bless"])
        .output()
        .unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("nothing was laid out for `two`"));
    assert_eq!(fixture.tree(), before);
    assert!(!fixture.path("code/two").exists() && !fixture.path("src/two").exists());

    // An earlier one: no place in the summary.
    let fixture = with_dependencies();
    fixture.write("src/SUMMARY.md", "# Summary\n\n[Start](index.md)\n");
    let before = fixture.tree();
    let complaint = complaint(&mut fixture.book(&["new", "two", "Two", "--no-bless"]));
    assert!(
        complaint.contains("src/SUMMARY.md: no list of sections"),
        "{complaint}"
    );
    assert_eq!(fixture.tree(), before);
}
