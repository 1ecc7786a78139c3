//! Help, and what is refused at once.

use std::net::TcpListener;

use crate::fixture::{Fixture, book, complaint, stdout};

#[test]
fn help_names_every_command_that_a_reader_types() {
    let fixture = Fixture::new();
    let help = stdout(&fixture.book(&["--help"]).output().unwrap());
    for command in [
        "serve", "build", "test", "exercise", "bench", "audit", "bless", "new",
    ] {
        assert!(
            help.contains(&format!("\n  {command} ")),
            "no {command} in {help}"
        );
        let own = fixture.book(&[command, "--help"]).output().unwrap();
        assert!(own.status.success());
        assert!(
            stdout(&own).contains(&format!("Usage: cargo book {command}")),
            "{}",
            stdout(&own)
        );
    }
    assert!(
        !help.contains("preprocess") && !help.contains("admonish"),
        "{help}"
    );
}

#[test]
fn mdbook_is_told_that_html_is_supported_and_nothing_else() {
    let fixture = Fixture::new();
    for preprocessor in ["preprocess", "admonish"] {
        let supports = |what| {
            fixture
                .book(&[preprocessor, "supports", what])
                .status()
                .unwrap()
                .success()
        };
        assert!(supports("html"));
        assert!(!supports("epub"));
    }
}

#[test]
fn an_unknown_section_is_answered_with_those_that_exist() {
    let fixture = Fixture::new();
    for command in ["audit", "bench", "bless"] {
        let complaint = complaint(&mut fixture.book(&[command, "two"]));
        assert_eq!(complaint, "no section is named `two`; there are: one");
    }
}

#[test]
fn an_unknown_stage_is_answered_with_those_that_exist() {
    let complaint = complaint(&mut Fixture::new().book(&["test", "--only", "book", "tea"]));
    assert!(
        complaint.starts_with("no stage is named `tea`; there are: book, code, models, ci, "),
        "{complaint}"
    );
}

#[test]
fn outside_the_repository_every_command_says_where_it_belongs() {
    let elsewhere = tempfile::tempdir().unwrap();
    for arguments in [
        &["build"][..],
        &["serve"],
        &["test"],
        &["bless"],
        &["new", "two", "Two"],
    ] {
        let complaint = complaint(&mut book(elsewhere.path(), arguments));
        assert!(
            complaint.contains("is not inside the book's repository"),
            "{complaint}"
        );
    }
}

#[test]
fn a_broken_book_toml_is_one_line_with_its_place() {
    let fixture = Fixture::new();
    fixture.write("book.toml", "[book]\ntitle = \"A book\nlanguage = \"en\"\n");
    for command in ["build", "serve", "test"] {
        let complaint = complaint(&mut fixture.book(&[command]));
        assert!(complaint.starts_with("book.toml:2: "), "{complaint}");
    }
}

#[test]
fn a_port_in_use_is_one_line_and_nothing_is_built() {
    let fixture = Fixture::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let mut command = fixture.book(&["serve", "--port", &port.to_string()]);
    assert_eq!(
        complaint(&mut command),
        format!("port {port} is in use; choose another with --port, or --port 0 for any")
    );
    assert_eq!(stdout(&command.output().unwrap()), "");
}

#[test]
fn a_build_goes_where_it_is_told_and_empties_nothing_but_books() {
    let fixture = Fixture::new();
    let built = fixture.book(&["build", "--dest", "out"]).output().unwrap();
    assert!(built.status.success(), "{built:?}");
    assert!(fixture.read("out/one.html").contains("Two is two."));
    assert!(
        fixture
            .book(&["build", "--dest", "out"])
            .output()
            .unwrap()
            .status
            .success()
    );

    let before = fixture.tree();
    for dest in [".", "src", "code"] {
        let complaint = complaint(&mut fixture.book(&["build", "--dest", dest]));
        assert!(complaint.contains("a build would empty it"), "{complaint}");
    }
    assert_eq!(fixture.tree(), before);
}
