//! A small book in a directory of its own, and the tool run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use ci::verified::{self, Verified};
use tempfile::TempDir;

/// A repository as small as one can be.
pub(crate) struct Fixture {
    directory: TempDir,
}

impl Fixture {
    pub(crate) fn new() -> Self {
        let fixture = Self {
            directory: tempfile::tempdir().unwrap(),
        };
        for (path, text) in FILES {
            fixture.write(path, text);
        }
        let section = fixture.path("code/one");
        let verified = Verified {
            compiler: "1.95.0".to_owned(),
            sources: verified::sources(&section).unwrap(),
            ..Verified::default()
        };
        verified.store(&section).unwrap();
        fixture
    }

    /// With a program that was never blessed, which is an error to `build` and a warning to `serve`.
    pub(crate) fn with_program() -> Self {
        let fixture = Self::new();
        for (path, text) in PROGRAM {
            fixture.write(path, text);
        }
        fixture
    }

    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.directory.path().join(relative)
    }

    pub(crate) fn write(&self, relative: &str, text: &str) {
        let path = self.path(relative);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, relative: &str) -> String {
        fs::read_to_string(self.path(relative)).unwrap()
    }

    /// `cargo book …` in this repository, with a target directory that is nobody else's.
    pub(crate) fn book(&self, arguments: &[&str]) -> Command {
        let mut command = book(self.directory.path(), arguments);
        command.env("CARGO_TARGET_DIR", self.path("target"));
        command
    }

    /// Every file but cargo's, with its text.
    pub(crate) fn tree(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut directories = vec![self.directory.path().to_path_buf()];
        while let Some(directory) = directories.pop() {
            for entry in fs::read_dir(directory).unwrap() {
                let path = entry.unwrap().path();
                if path == self.path("target") {
                    continue;
                }
                if path.is_dir() {
                    directories.push(path);
                } else {
                    files.push((path.clone(), fs::read(path).unwrap()));
                }
            }
        }
        files.sort();
        files
    }
}

/// `cargo book …` in any directory.
pub(crate) fn book(directory: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ci"));
    command
        .current_dir(directory)
        .args(arguments)
        .env_remove("CI")
        .env_remove("RUSTFLAGS");
    command
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Runs a command that must fail with one line, and returns that line.
pub(crate) fn complaint(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let text = stderr(&output);
    assert!(!output.status.success(), "{command:?} succeeded");
    assert_eq!(text.lines().count(), 1, "not one line: {text}");
    text.strip_prefix("error: ")
        .expect("an error")
        .trim_end()
        .to_owned()
}

/// A good book of two pages, whose only section makes a statement and checks it.
const FILES: [(&str, &str); 11] = [
    (
        "book.toml",
        "[book]\ntitle = \"A book\"\n\n[build]\ncreate-missing = false\n\n\
         [preprocessor.book]\ncommand = \"not used in process\"\nrenderers = [\"html\"]\nbefore = [\"links\"]\n\n\
         [preprocessor.admonish]\ncommand = \"not used in process\"\nrenderers = [\"html\"]\nafter = [\"book\"]\n\
         assets_version = \"3.1.0\"\non_failure = \"bail\"\n\n[output.html.playground]\nrunnable = false\n",
    ),
    (
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"code/*\"]\n\n[workspace.package]\nversion = \"0.1.0\"\n\
         edition = \"2024\"\n\n[workspace.dependencies]\none = { path = \"code/one\" }\n",
    ),
    (
        "Cargo.lock",
        "version = 4\n\n[[package]]\nname = \"one\"\nversion = \"0.1.0\"\n",
    ),
    (
        "src/SUMMARY.md",
        "# Summary\n\n[Start](index.md)\n\n# Part\n\n- [One](one.md)\n  - [Build it](one/build.md)\n\n\
         ---\n\n[What was checked](checks.md)\n",
    ),
    ("src/index.md", "# A book\n\nIts first page.\n"),
    (
        "src/one.md",
        "# One\n\nTwo is two. [✓](check:one::two_is_two)\n",
    ),
    ("src/one/build.md", "# Build it\n\nHow it is built.\n"),
    ("src/checks.md", "# What was checked\n\n{{#checks}}\n"),
    (
        "code/one/Cargo.toml",
        "[package]\nname = \"one\"\nversion.workspace = true\nedition.workspace = true\n",
    ),
    ("code/one/src/lib.rs", "//! Section one.\n"),
    (
        "code/one/tests/checks.rs",
        "//! Checks.\n\n/// Two is two.\n#[test]\nfn two_is_two() {\n    assert_eq!(1 + 1, 2);\n}\n",
    ),
];

/// A program, its output, the test that compares them and the page that shows both.
const PROGRAM: [(&str, &str); 4] = [
    (
        "code/one/examples/hello.rs",
        "fn main() {\n    println!(\"first edition\");\n}\n",
    ),
    ("code/one/examples/hello.out", "first edition\n"),
    (
        "code/one/tests/outputs.rs",
        "//! Outputs.\n\n#[test]\nfn hello() {\n    let _program = \"hello\";\n}\n",
    ),
    (
        "src/one.md",
        "# One\n\nTwo is two. [✓](check:one::two_is_two)\n\n\
         ```rust\n{{#include ../code/one/examples/hello.rs}}\n```\n\n\
         ```console\n{{#include ../code/one/examples/hello.out}}\n```\n",
    ),
];
