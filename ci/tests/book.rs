//! The preprocessors as a plain `mdbook` runs them: as commands, with the book as JSON.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use mdbook_driver::MDBook;
use mdbook_preprocessor::PreprocessorContext;
use tempfile::TempDir;

const CI: &str = env!("CARGO_BIN_EXE_ci");

/// The good book, with the commands that its book.toml names.
fn good() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/book"),
        dir.path(),
    );
    let config = dir.path().join("book.toml");
    let mut text = fs::read_to_string(&config).unwrap();
    for name in ["preprocess", "admonish"] {
        // In single quotation marks TOML takes a path of any system as it is.
        text = text.replacen(
            "\"not used in process\"",
            &format!("'{} {name}'", CI.replace('\\', "/")),
            1,
        );
    }
    fs::write(config, text).unwrap();
    dir
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

fn swap(book: &TempDir, file: &str, from: &str, to: &str) {
    let file = book.path().join(file);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains(from));
    fs::write(file, text.replace(from, to)).unwrap();
}

/// Sends the book to a preprocessor, as mdBook `version` would.
fn send(book: &TempDir, command: &str, version: &str) -> Output {
    let loaded = MDBook::load(book.path()).unwrap();
    let mut context =
        PreprocessorContext::new(loaded.root.clone(), loaded.config.clone(), "html".into());
    context.mdbook_version = version.into();
    let input = serde_json::to_vec(&(context, loaded.book)).unwrap();
    run(book.path(), command, &input)
}

fn run(root: &Path, command: &str, input: &[u8]) -> Output {
    let mut child = Command::new(CI)
        .arg(command)
        .current_dir(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn plain_mdbook_builds_the_book_through_the_commands() {
    let book = good();
    MDBook::load(book.path()).unwrap().build().unwrap();
    let page = fs::read_to_string(book.path().join("book/demo.html")).unwrap();
    for expected in [
        "runs, output checked",
        "rejected: E0382",
        "class=\"admonition admonish-warning\"",
        "aria-label=\"Checked: ",
    ] {
        assert!(page.contains(expected), "no {expected} in\n{page}");
    }
    assert!(!page.contains("{{#"), "{page}");
}

#[test]
fn plain_mdbook_fails_where_a_page_is_wrong() {
    let book = good();
    swap(&book, "src/demo.md", "hello.rs", "hallo.rs");
    assert!(MDBook::load(book.path()).unwrap().build().is_err());
    let output = send(&book, "preprocess", "0.5.4");
    assert!(!output.status.success());
    assert!(output.stdout.is_empty());
    let expected = "src/demo.md:6: `code/demo/examples/hallo.rs` does not exist; \
                    write it, or correct the path (it is relative to the page)";
    assert!(
        stderr(&output).lines().any(|line| line.ends_with(expected)),
        "{}",
        stderr(&output)
    );
}

#[test]
fn what_is_out_of_date_is_a_warning_to_plain_mdbook() {
    // The good book is not verified in this test.
    let output = send(&good(), "preprocess", "0.5.4");
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(
        stderr(&output).contains(
            "warning: code/demo/tests/models.rs:3: the model `demo::one_sets_it` has no executions recorded: \
             what was verified is out of date; run `cargo book bless`"
        ),
        "{}",
        stderr(&output)
    );
}

#[test]
fn any_0_5_of_mdbook_will_do_and_no_other() {
    let book = good();
    for command in ["preprocess", "admonish"] {
        assert!(send(&book, command, "0.5.0").status.success());
        assert!(send(&book, command, "0.5.99").status.success());
        let output = send(&book, command, "0.6.1");
        assert!(!output.status.success());
        let expected = "this book is for mdBook 0.5, and this is 0.6.1; install 0.5";
        assert!(stderr(&output).contains(expected), "{}", stderr(&output));
    }
}

#[test]
fn whoever_runs_a_preprocessor_by_hand_is_told_what_it_is() {
    let output = run(Path::new("."), "preprocess", b"");
    assert!(!output.status.success());
    assert!(
        stderr(&output).contains("to build it, run `cargo book build`"),
        "{}",
        stderr(&output)
    );
}

/// The theme wants to know what each page is about.
fn describe(dir: &Path) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            describe(&path);
        } else if path.extension().is_some_and(|own| own == "md") && name != "SUMMARY.md" {
            let text = fs::read_to_string(&path).unwrap();
            let (title, rest) = text.split_once('\n').unwrap();
            fs::write(&path, format!("{title}\n\nIt is {name}.\n{rest}")).unwrap();
        }
    }
}

/// The theme is made where book.toml says, before mdBook reads it, and in a clone that has no such directory yet.
#[test]
fn plain_mdbook_gets_the_theme_from_the_preprocessor() {
    let book = good();
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../theme");
    copy(&theme, &book.path().join("theme"));
    describe(&book.path().join("src"));
    let settings = "[output.html]\ntheme = \"target/theme\"\nadditional-js = [\"theme/js/boot.js\"";
    let search = if theme.join("js/search.js").is_file() {
        ", \"theme/js/search.js\""
    } else {
        ""
    };
    swap(
        &book,
        "book.toml",
        "[output.html]",
        &format!("{settings}{search}]"),
    );
    swap(
        &book,
        "book.toml",
        "before = [\"links\"]",
        "before = [\"links\"]\nsite = \"https://example.org/\"",
    );

    let build = || MDBook::load(book.path()).unwrap().build().unwrap();
    build();
    let page = fs::read_to_string(book.path().join("book/demo.html")).unwrap();
    assert!(page.contains("id=\"contents-toggle\""), "{page}");
    assert!(
        page.contains("href=\"https://example.org/demo.html\""),
        "{page}"
    );

    // What `mdbook serve` watches is not touched when nothing changes: it would build for ever.
    let written = |name: &str| {
        fs::metadata(book.path().join("target/theme").join(name))
            .unwrap()
            .modified()
            .unwrap()
    };
    let names = [
        "index.hbs",
        "head.hbs",
        "header.hbs",
        "css/general.css",
        "book.js",
    ];
    let before = names.map(written);
    build();
    assert_eq!(names.map(written), before);
    swap(&book, "src/demo.md", "It is demo.md.", "It is another.");
    build();
    assert!(written("head.hbs") > before[1]);
    assert_eq!(written("index.hbs"), before[0]);
}
