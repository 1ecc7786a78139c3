//! Building and running the models, under `--cfg model`, and reading what they record.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use cargo_metadata::Message;
use serde::Deserialize;

use crate::problem::Problems;
use crate::process::{Finished, Runner, Tests};
use crate::stages::{Context, Outcome};
use crate::verified::{self, Model, Operation, Ordering, Verified};
use crate::workspace::Section;

/// No test binary takes as long as this unless it hangs. libtest names what has run for a minute, and the runner
/// passes that on.
const LIMIT: Duration = Duration::from_mins(5);

/// The tests of a section that run in a model.
const TARGETS: [&str; 3] = ["models", "planted", "figures"];

/// A test binary, built with `--cfg model` or without.
#[derive(Debug, Clone)]
pub struct Binary {
    /// The package's directory, in which cargo would run it.
    pub dir: PathBuf,
    /// The target's name: `models`, `planted`, `figures`.
    pub target: String,
    /// The program.
    pub path: PathBuf,
}

/// What a run told through `PLATFORM_RECORD`.
#[derive(Debug, Default)]
pub struct Record {
    /// The models that passed.
    pub models: Vec<Model>,
    /// The orderings that were met.
    pub sites: Vec<Executed>,
}

/// An ordering that a model met.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Executed {
    /// As `Location::file()` has it.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1.
    pub column: usize,
    /// 1 for the failure ordering of a compare-exchange.
    pub argument: usize,
    /// What it does.
    pub operation: Operation,
    /// What the source gave it.
    pub ordering: Ordering,
}

/// A line of the record.
#[derive(Debug, Deserialize)]
#[serde(tag = "event", rename_all = "lowercase")]
enum Event {
    Model(Model),
    Site(Executed),
}

/// Runs the models, the planted bugs and the recorded figures of the sections, and the platform's own tests. What the models cover must be
/// what `verified.json` says, since the pages quote it.
///
/// # Errors
/// When something can't be built or run.
pub fn run(context: &Context, sections: &[Section]) -> Result<Outcome> {
    let mut binaries = build(context, &["--package", "platform", "--tests"])?;
    binaries.extend(build_sections(context, sections)?);
    let runner = Runner::new(LIMIT);
    let mut tests = Tests::default();
    let mut failures = Vec::new();
    let mut problems = Problems::default();
    for binary in &binaries {
        let (finished, record) = record(&runner, binary, None)?;
        let counted = finished.tests().unwrap_or_default();
        tests.passed += counted.passed;
        tests.failed += counted.failed;
        if !finished.status.success() {
            println!("{}", finished.output);
            failures.push(failure(binary, &finished));
        } else if let Some(section) = sections
            .iter()
            .find(|s| s.dir == binary.dir && binary.target == "models")
        {
            compare(context, section, &record.models, &mut problems)?;
        }
    }
    if !problems.is_empty() {
        println!("{problems}");
        failures.push("what the models cover isn't what the pages say".to_owned());
    }
    if failures.is_empty() {
        return Ok(Outcome::Passed {
            tests: Some(tests.passed),
            note: String::new(),
        });
    }
    Ok(Outcome::FailedTests {
        passed: tests.passed,
        failed: tests.failed,
        what: failures.join("; "),
    })
}

/// Builds `tests/models.rs`, `tests/planted.rs` and `tests/figures.rs` of every section that has them.
///
/// # Errors
/// When they can't be built.
pub fn build_sections(context: &Context, sections: &[Section]) -> Result<Vec<Binary>> {
    let mut arguments = Vec::new();
    for section in sections {
        for target in TARGETS {
            if section
                .dir
                .join("tests")
                .join(target)
                .with_extension("rs")
                .is_file()
            {
                arguments.extend(["--package", &section.name, "--test", target]);
            }
        }
    }
    if arguments.is_empty() {
        return Ok(Vec::new());
    }
    build(context, &arguments)
}

/// Builds tests with `--cfg model` and says where they are.
fn build(context: &Context, arguments: &[&str]) -> Result<Vec<Binary>> {
    build_tests(
        context,
        "the models",
        context
            .workspace
            .cargo_model()
            .args(["test"])
            .args(arguments),
    )
}

/// Has `cargo test …` build and run nothing, and says where the tests are.
///
/// # Errors
/// When `what` doesn't compile.
pub fn build_tests(context: &Context, what: &str, cargo: &mut Command) -> Result<Vec<Binary>> {
    cargo.args([
        "--locked",
        "--no-run",
        "--message-format=json-render-diagnostics",
    ]);
    let finished = context.runner.run(&format!("building {what}"), cargo)?;
    if !finished.status.success() {
        let errors = finished
            .output
            .lines()
            .filter(|line| !line.starts_with('{'));
        println!("{}", errors.collect::<Vec<_>>().join("\n"));
        bail!("{what} don't compile");
    }
    binaries(&finished)
}

/// The test binaries that a cargo with `--message-format=json…` says it has built.
///
/// # Errors
/// When cargo names a manifest that is nowhere.
pub fn binaries(finished: &Finished) -> Result<Vec<Binary>> {
    let mut binaries = Vec::new();
    for line in finished.output.lines().filter(|line| line.starts_with('{')) {
        let Ok(Message::CompilerArtifact(artifact)) = serde_json::from_str(line) else {
            continue;
        };
        let Some(path) = artifact.executable else {
            continue;
        };
        let dir = artifact
            .manifest_path
            .parent()
            .context("a manifest without a directory")?;
        binaries.push(Binary {
            dir: dir.into(),
            target: artifact.target.name,
            path: path.into(),
        });
    }
    // Cargo reports them as they are done; the order of running should not depend on that.
    binaries.sort_by(|a, b| (&a.dir, &a.target).cmp(&(&b.dir, &b.target)));
    Ok(binaries)
}

/// The tests in a binary.
///
/// # Errors
/// When it can't be run.
pub fn list(runner: &Runner, binary: &Binary) -> Result<Vec<String>> {
    let finished = runner.run(
        "listing the models",
        command(binary).args(["--list", "--format", "terse"]),
    )?;
    if !finished.status.success() {
        bail!(
            "`{}` can't list its tests: {}",
            binary.path.display(),
            finished.last_line()
        );
    }
    Ok(finished
        .output
        .lines()
        .filter_map(|line| line.strip_suffix(": test"))
        .map(str::to_owned)
        .collect())
}

/// Runs a binary, or one of its tests, and reads what it recorded.
///
/// # Errors
/// When it can't be run, or hangs.
pub fn record(runner: &Runner, binary: &Binary, test: Option<&str>) -> Result<(Finished, Record)> {
    let file = tempfile::NamedTempFile::new().context("no temporary file")?;
    let mut command = command(binary);
    command.env("PLATFORM_RECORD", file.path());
    if let Some(test) = test {
        command.args(["--exact", test, "--test-threads=1"]);
    }
    let finished = runner.run(test.unwrap_or(&binary.target), &mut command)?;
    Ok((finished, read_record(file.path())?))
}

/// The command that runs a binary as cargo would.
pub fn command(binary: &Binary) -> Command {
    let mut command = Command::new(&binary.path);
    command
        .current_dir(&binary.dir)
        .env("CARGO_MANIFEST_DIR", &binary.dir)
        // A model that fails has a report of its own; a backtrace would hide it.
        .env("RUST_BACKTRACE", "0")
        .env_remove("PLATFORM_WEAKEN")
        .env_remove("PLATFORM_CHILD");
    command
}

fn read_record(path: &Path) -> Result<Record> {
    let text =
        fs::read_to_string(path).with_context(|| format!("can't read {}", path.display()))?;
    let mut record = Record::default();
    for line in text.lines() {
        match serde_json::from_str(line)
            .with_context(|| format!("not a line of a record: {line}"))?
        {
            Event::Model(model) => record.models.push(model),
            Event::Site(site) => record.sites.push(site),
        }
    }
    record.models.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(record)
}

/// What went wrong in a binary, in a line: the tests that failed, or how it ended if it counted none.
fn failure(binary: &Binary, finished: &Finished) -> String {
    let package = binary.dir.file_name().unwrap_or_default().to_string_lossy();
    let failed: Vec<&str> = finished
        .output
        .lines()
        .filter_map(|line| line.strip_prefix("test ")?.strip_suffix(" ... FAILED"))
        .collect();
    let what = if failed.is_empty() {
        finished.last_line().to_owned()
    } else {
        failed.join(", ")
    };
    format!("{} of {package}: {what}", binary.target)
}

/// Compares the models that ran with those in `verified.json`.
fn compare(
    context: &Context,
    section: &Section,
    ran: &[Model],
    problems: &mut Problems,
) -> Result<()> {
    let file = section
        .dir
        .strip_prefix(&context.workspace.root)
        .unwrap_or(&section.dir)
        .join(verified::FILE_NAME);
    let mend = format!(
        "run `cargo book bless {}` and review what has changed",
        section.name
    );
    let Some(verified) = Verified::load(&section.dir)? else {
        problems.add(file, None, "the section's models were never recorded", mend);
        return Ok(());
    };
    let by_name = |models: &[Model]| -> BTreeMap<String, Model> {
        models
            .iter()
            .map(|model| (model.name.clone(), model.clone()))
            .collect()
    };
    let (now, then) = (by_name(ran), by_name(&verified.models));
    for (name, model) in &now {
        match then.get(name) {
            None => problems.add(&file, None, format!("the model `{name}` is new"), &mend),
            Some(old) if old != model => problems.add(
                &file,
                None,
                format!(
                    "the model `{name}` covers {}, and it was {}",
                    coverage(model),
                    coverage(old)
                ),
                &mend,
            ),
            Some(_) => {}
        }
    }
    for name in then.keys().filter(|name| !now.contains_key(*name)) {
        problems.add(&file, None, format!("the model `{name}` is gone"), &mend);
    }
    Ok(())
}

fn coverage(model: &Model) -> String {
    let variants: Vec<String> = model
        .variants
        .iter()
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    format!(
        "{} executions ({}; {})",
        model.executions,
        model.bounds,
        variants.join(", ")
    )
}

/// The version of the compiler that builds the book's code.
///
/// # Errors
/// When it can't be run.
pub fn compiler(context: &Context) -> Result<String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let mut command = Command::new(rustc);
    let finished = context.runner.run(
        "rustc --version",
        command
            .arg("--version")
            .current_dir(&context.workspace.root),
    )?;
    finished
        .output
        .split_whitespace()
        .nth(1)
        .map(str::to_owned)
        .context("rustc doesn't tell its version")
}
