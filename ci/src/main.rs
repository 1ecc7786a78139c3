//! The automation crate. `cargo book …` runs one of the commands below; `cargo book test` runs the
//! stages below, in their order. stages.rs says how to add one.

use std::process::ExitCode;

use anyhow::Result;
use ci::stages::Stage;
use ci::{bless, book, browser, build, epub, exercise, new, per_section, sanitize, serve, test};
use clap::{Parser, Subcommand};

/// `quick` stages need nothing but Rust; the others belong to `test --all`.
#[rustfmt::skip] // It is a table.
const STAGES: &[Stage] = &[
    Stage::quick("book",    "build the book, every warning an error", test::book),
    Stage::quick("code",    "test the book's code: outputs, diagnostics, checks", test::code),
    Stage::quick("models",  "model-check the primitives and their planted bugs", test::models),
    Stage::quick("ci",      "test the automation itself", test::ci),
    Stage::more( "exercises", "solve each exercise, and expect everything else to fail", exercise::stage::run),
    Stage::more( "lint",    "rustfmt, and clippy with and without the model", test::lint),
    Stage::more( "doc",     "build the crates' documentation", test::doc),
    Stage::more( "new",     "lay out a section in a copy of the repository, and test it", new::stage),
    Stage::more( "audit",   "weaken every ordering and expect a model to fail", test::audit),
    Stage::more( "tsan",    "look for data races on real threads", sanitize::thread),
    Stage::more( "asan",    "look for uses after free on real threads", sanitize::address),
    Stage::more( "lsan",    "look for leaks on real threads", sanitize::leak),
    Stage::more( "browser", "examine every page in Chromium: ci/browser/run.mjs names the checks", browser::pages),
    Stage::more( "epub",    "write the book as an EPUB, and have epubcheck judge it", epub::stage),
    Stage::more( "deny",    "licences, sources and duplicates of the dependencies", test::deny),
];

/// Build, serve, test and measure the book
#[derive(Debug, Parser)]
#[command(
    name = "cargo book",
    bin_name = "cargo book",
    disable_help_subcommand = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Arguments),
    Build(build::Arguments),
    Epub(epub::Arguments),
    Test(test::Arguments),
    Exercise(exercise::Arguments),
    Bench(per_section::BenchArguments),
    Audit(per_section::AuditArguments),
    Bless(bless::Arguments),
    New(new::Arguments),
    /// mdBook's preprocessor protocol: the book's own directives
    #[command(hide = true)]
    Preprocess(Preprocessor),
    /// mdBook's preprocessor protocol: callouts
    #[command(hide = true)]
    Admonish(Preprocessor),
}

/// mdBook may ask whether a renderer is supported: `supports html`.
#[derive(Debug, clap::Args)]
struct Preprocessor {
    #[arg(num_args = 0..=2)]
    question: Vec<String>,
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Serve(arguments) => serve::run(&arguments).map(|()| true),
        Command::Build(arguments) => build::run(&arguments).map(|()| true),
        Command::Epub(arguments) => epub::run(&arguments).map(|()| true),
        Command::Test(arguments) => test::run(&arguments, STAGES),
        Command::Exercise(arguments) => exercise::run(&arguments),
        Command::Bench(arguments) => per_section::bench(&arguments).map(|()| true),
        Command::Audit(arguments) => per_section::audit(&arguments),
        Command::Bless(arguments) => bless::run(&arguments).map(|()| true),
        Command::New(arguments) => new::run(&arguments).map(|()| true),
        Command::Preprocess(Preprocessor { question }) => {
            answer(&question, book::build::preprocess_stdin)
        }
        Command::Admonish(Preprocessor { question }) => {
            answer(&question, book::build::admonish_stdin)
        }
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            complain(&error);
            ExitCode::FAILURE
        }
    }
}

fn answer(question: &[String], preprocess: fn() -> Result<()>) -> Result<bool> {
    if question.is_empty() {
        preprocess().map(|()| true)
    } else {
        Ok(question == ["supports", "html"])
    }
}

/// One error is one line; several problems are a line each, and one that counts them.
fn complain(error: &anyhow::Error) {
    let text = format!("{error:#}");
    match text.lines().count() {
        0 | 1 => eprintln!("error: {text}"),
        problems => eprintln!("{text}\nerror: {problems} problems"),
    }
}
