//! The sanitizers: each section's `tests/stress.rs` on real threads, with a nightly compiler.
//!
//! A run in which nothing is reported proves little if the tool is blind. So each stage runs the stress
//! program twice: as it is, when nothing may be reported, and with `--planted FAULT`, when it commits
//! the fault that this sanitizer is there to find, and must be reported for it.
//!
//! A section that lists bugs in `tools/bugs.txt` has the stress program commit each of them, and what the sanitizer says of it
//! must be what the book's table shows: `tools/<stage>/<name>.txt`. `SNAPSHOTS=overwrite` records it.

use std::env;
use std::fs;
use std::process::Command;

use anyhow::{Result, ensure};

use crate::book::tools::{self, NOTHING};
use crate::models::{self, Binary};
use crate::process::Finished;
use crate::stages::{Context, Outcome};
use crate::test::is_there;
use crate::verified::replace;
use crate::workspace::Section;

/// One of the compiler's sanitizers.
struct Sanitizer {
    /// The stage, and the directory below cargo's target directory.
    name: &'static str,
    /// What the compiler is told.
    rustflags: &'static str,
    /// What every report of it contains.
    report: &'static str,
    /// The fault that the stress program is asked to commit.
    planted: &'static str,
    /// What the report of that fault contains.
    verdict: &'static str,
}

/// The cfg under which a section leaves out the dependencies of its other tests: each sanitizer has
/// a build of its own, and none of them needs a benchmark library.
const STRESS: &str = "--cfg stress";

/// The standard library is not instrumented, and was built for another ABI: the stress programs
/// bring their own threads, and the compiler has to be told that the mixture is meant.
const THREAD: Sanitizer = Sanitizer {
    name: "tsan",
    rustflags: "-Zsanitizer=thread -Cunsafe-allow-abi-mismatch=sanitizer --cfg tsan",
    report: "ThreadSanitizer",
    planted: "race",
    verdict: "ThreadSanitizer: data race",
};

const ADDRESS: Sanitizer = Sanitizer {
    name: "asan",
    rustflags: "-Zsanitizer=address",
    report: "AddressSanitizer",
    planted: "use-after-free",
    verdict: "AddressSanitizer: heap-use-after-free",
};

const LEAK: Sanitizer = Sanitizer {
    name: "lsan",
    rustflags: "-Zsanitizer=leak",
    report: "LeakSanitizer",
    planted: "leak",
    verdict: "LeakSanitizer: detected memory leaks",
};

/// Stage: data races.
///
/// # Errors
/// When cargo can't be run, or hangs.
pub fn thread(context: &Context) -> Result<Outcome> {
    run(context, &THREAD)
}

/// Stage: uses after free.
///
/// # Errors
/// When cargo can't be run, or hangs.
pub fn address(context: &Context) -> Result<Outcome> {
    run(context, &ADDRESS)
}

/// Stage: leaks.
///
/// # Errors
/// When cargo can't be run, or hangs.
pub fn leak(context: &Context) -> Result<Outcome> {
    run(context, &LEAK)
}

fn run(context: &Context, sanitizer: &Sanitizer) -> Result<Outcome> {
    let Some(host) = host_of_nightly() else {
        return Ok(Outcome::NotRun(
            "no nightly compiler; install it with `rustup toolchain install nightly --profile minimal`".into(),
        ));
    };
    let mut sections = context.workspace.sections.clone();
    sections.retain(has_stress);
    if sections.is_empty() {
        return Ok(Outcome::NotRun("no section has a tests/stress.rs".into()));
    }
    let (mut passed, mut problems) = (0, Vec::new());
    let binaries = build(context, sanitizer, &host, &sections)?;
    ensure!(
        binaries.len() == sections.len(),
        "{} stress programs were built for {} sections",
        binaries.len(),
        sections.len()
    );
    for binary in binaries {
        let section = binary.dir.file_name().unwrap_or_default().to_string_lossy();
        for planted in [None, Some(sanitizer.planted)] {
            let finished = commit(context, sanitizer, &binary, planted)?;
            match judge(sanitizer, planted, &finished) {
                Ok(()) => passed += 1,
                Err(problem) => {
                    print!("{}", finished.output);
                    problems.push(format!("{section}: {problem}"));
                }
            }
        }
        for problem in table(context, sanitizer, &binary, &mut passed)? {
            problems.push(format!("{section}: {problem}"));
        }
    }
    Ok(match problems.as_slice() {
        [] => Outcome::Passed {
            tests: Some(passed),
            note: format!("planted {} caught", sanitizer.planted),
        },
        problems => Outcome::FailedTests {
            passed,
            failed: problems.len() as u64,
            what: problems.join("; "),
        },
    })
}

/// The system that the nightly compiler builds for, if there is such a compiler.
fn host_of_nightly() -> Option<String> {
    let mut command = Command::new("rustup");
    command.args(["run", "nightly", "rustc", "-vV"]);
    if !is_there(&mut command) {
        return None;
    }
    let output = String::from_utf8(command.output().ok()?.stdout).ok()?;
    output
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .map(str::to_owned)
}

fn has_stress(section: &Section) -> bool {
    section.dir.join("tests/stress.rs").is_file()
}

/// Builds the sections' stress programs: side by side, and what they share once.
fn build(
    context: &Context,
    sanitizer: &Sanitizer,
    host: &str,
    sections: &[Section],
) -> Result<Vec<Binary>> {
    let target = context.workspace.target.join(sanitizer.name);
    let mut command = context.workspace.cargo_of("nightly");
    command
        .args(["test", "--test", "stress", "--target", host])
        .env("RUSTFLAGS", format!("{} {STRESS}", sanitizer.rustflags))
        .env("CARGO_TARGET_DIR", target);
    for section in sections {
        command.args(["--package", &section.name]);
    }
    let what = format!("the stress programs for {}", sanitizer.name);
    models::build_tests(context, &what, &mut command)
}

/// Runs a stress program: as it is, or with a fault that it is to commit.
fn commit(
    context: &Context,
    sanitizer: &Sanitizer,
    binary: &Binary,
    fault: Option<&str>,
) -> Result<Finished> {
    let section = binary.dir.file_name().unwrap_or_default().to_string_lossy();
    let mut what = format!("{} {section}", sanitizer.name);
    let mut command = models::command(binary);
    if let Some(fault) = fault {
        command.args(["--planted", fault]);
        what = format!("{what} --planted {fault}");
    }
    context.runner.run(&what, &mut command)
}

/// Has the bugs of a section's table committed, if it has one, and compares what the sanitizer says of each.
fn table(
    context: &Context,
    sanitizer: &Sanitizer,
    binary: &Binary,
    passed: &mut u64,
) -> Result<Vec<String>> {
    let mut problems = Vec::new();
    if !binary.dir.join("tools").is_dir() {
        return Ok(problems);
    }
    let records = env::var_os("SNAPSHOTS").is_some_and(|action| action == "overwrite");
    for (name, _) in tools::bugs(&binary.dir)? {
        let finished = commit(context, sanitizer, binary, Some(&name))?;
        let said = word(&finished);
        let file = binary
            .dir
            .join(format!("tools/{}/{name}.txt", sanitizer.name));
        if records {
            if let Some(directory) = file.parent() {
                fs::create_dir_all(directory)?;
            }
            replace(&file, &format!("{said}\n"))?;
        }
        let shown = fs::read_to_string(&file).unwrap_or_default();
        if shown.trim() == said {
            *passed += 1;
        } else {
            print!("{}", finished.output);
            problems.push(format!(
                "the book says that {} answers `{}` to {name}, and it answers `{said}`; if that is right, record it \
                 with SNAPSHOTS=overwrite",
                sanitizer.name,
                shown.trim()
            ));
        }
    }
    Ok(problems)
}

/// What a run says, in a word or two: the kind of the fault that is reported, or that it hangs.
fn word(finished: &Finished) -> String {
    let output = &finished.output;
    let summary = output
        .lines()
        .find_map(|line| line.strip_prefix("SUMMARY: ")?.split_once("Sanitizer: "))
        .map(|(_, fault)| fault);
    match summary {
        Some(fault) if fault.contains(" leaked in ") => "leak".to_owned(),
        // `data race /path/to/file.rs:1:1 in function`
        Some(fault) => fault
            .split(" /")
            .next()
            .unwrap_or_default()
            .replace('-', " "),
        None if finished.status.success() => NOTHING.to_owned(),
        None if finished.status.to_string().contains("SIGALRM") => "hangs".to_owned(),
        None => format!("fails: {}", finished.last_line()),
    }
}

/// Whether a run said what it had to say.
fn judge(sanitizer: &Sanitizer, planted: Option<&str>, finished: &Finished) -> Result<(), String> {
    let reported = finished.output.contains(sanitizer.report);
    match planted {
        None if reported => Err(format!("{} reports a fault", sanitizer.report)),
        None if finished.status.success() => Ok(()),
        None => Err(format!(
            "the stress program fails: {}",
            finished.last_line()
        )),
        Some(_) if finished.output.contains(sanitizer.verdict) && !finished.status.success() => {
            Ok(())
        }
        Some(fault) => Err(format!(
            "the planted {fault} was not reported as `{}`",
            sanitizer.verdict
        )),
    }
}
