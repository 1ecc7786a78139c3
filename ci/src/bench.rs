//! `cargo book bench`: runs a section's benches in several passes and merges what they measured into
//! `measurements/<machine>.json`.
//!
//! A pass runs every bench once, so that what is compared is measured within minutes of each other, and a machine
//! that drifts shows as spread between the passes. Criterion's results are read from its own files; a bench that is no
//! criterion's (of memory, say) prints lines `measure: <section>/<subject>/<id>[/<x>] = <number> <unit>`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use cargo_metadata::{Message, TargetKind};
use serde::Deserialize;

use crate::measurements::{DIRECTORY, Group, Machine, Measurement, Measurements};
use crate::stages::{Context, seconds};
use crate::verified::replace;
use crate::workspace::Section;

mod machine;

pub use machine::slug;
use machine::{commit, load_average, machine};

/// On a machine with a higher load average, something else runs.
const QUIET: f64 = 0.5;

/// One number that a bench measured in one pass.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// `section/subject`.
    pub group: String,
    /// The implementation.
    pub id: String,
    /// What it was measured at.
    pub x: Option<u64>,
    /// `ns`, `B`, or the name of what was counted.
    pub unit: String,
    /// The number.
    pub value: f64,
}

/// Where and when the measurements come from.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The machine.
    pub machine: Machine,
    /// The version of the compiler.
    pub compiler: String,
    /// The commit, with `-dirty` behind it if the tree differs.
    pub commit: String,
    /// The day.
    pub date: String,
}

/// Measures the sections and writes the file of this machine.
///
/// # Errors
/// When a bench doesn't compile, isn't optimised, fails, or measures something in one pass and not in another. Nothing
/// is written then.
pub fn run(context: &Context, sections: &[Section], passes: u32) -> Result<()> {
    // Before the build, which is a load of its own.
    if let Some(load) = load_average().filter(|load| *load > QUIET) {
        eprintln!(
            "warning: something else runs on this machine (its load average is {load:.1}), and the numbers will show it"
        );
    }
    let benches = build(context, sections)?;
    let mut measured = Vec::new();
    let mut times = Vec::new();
    for pass in 1..=passes {
        let mut samples = Vec::new();
        for bench in &benches {
            let left = remaining(&times, benches.len() * passes as usize)
                .map_or_else(String::new, |left| format!("; {} left", seconds(left)));
            println!("pass {pass} of {passes}: {}{left} …", bench.name);
            let started = Instant::now();
            samples.extend(once(context, bench)?);
            times.push(started.elapsed());
        }
        measured.push(samples);
    }
    let origin = Origin {
        machine: machine(),
        compiler: crate::models::compiler(context)?,
        commit: commit(&context.workspace.root),
        date: chrono::Utc::now().format("%Y-%m-%d").to_string(),
    };
    let directory = context.workspace.root.join(DIRECTORY);
    let path = directory.join(slug(&origin.machine)).with_extension("json");
    let old = if path.exists() {
        Some(Measurements::load(&path)?)
    } else {
        None
    };
    let measurements = merge(old, &origin, &measured)?;
    fs::create_dir_all(&directory)
        .with_context(|| format!("can't make {}", directory.display()))?;
    replace(
        &path,
        &(serde_json::to_string_pretty(&measurements)? + "\n"),
    )?;
    println!(
        "wrote {}; the book draws its charts from it",
        path.display()
    );
    Ok(())
}

/// How long the runs that are still to come will take, if they are like those that were: whole passes tell it well.
fn remaining(times: &[Duration], all: usize) -> Option<Duration> {
    let done = u32::try_from(times.len()).ok().filter(|done| *done > 0)?;
    let left = u32::try_from(all).ok()?.saturating_sub(done);
    Some(times.iter().sum::<Duration>() / done * left)
}

/// A bench that was built.
#[derive(Debug)]
struct Bench {
    name: String,
    dir: PathBuf,
    path: PathBuf,
}

fn build(context: &Context, sections: &[Section]) -> Result<Vec<Bench>> {
    let with_benches: Vec<&str> = sections
        .iter()
        .filter(|s| s.dir.join("benches").is_dir())
        .map(|s| s.name.as_str())
        .collect();
    ensure!(
        !with_benches.is_empty(),
        "there are no benches in {}",
        names(sections)
    );
    let mut cargo = context.workspace.cargo();
    cargo.args([
        "bench",
        "--locked",
        "--no-run",
        "--message-format=json-render-diagnostics",
        "--bench",
        "*",
    ]);
    for name in with_benches {
        cargo.args(["--package", name]);
    }
    println!("building the benches, optimised …");
    let finished = context.runner.run("building the benches", &mut cargo)?;
    if !finished.status.success() {
        let errors = finished
            .output
            .lines()
            .filter(|line| !line.starts_with('{'));
        eprintln!("{}", errors.collect::<Vec<_>>().join("\n"));
        bail!("the benches don't compile");
    }
    let mut benches = Vec::new();
    for line in finished.output.lines().filter(|line| line.starts_with('{')) {
        let Ok(Message::CompilerArtifact(artifact)) = serde_json::from_str(line) else {
            continue;
        };
        let Some(path) = artifact.executable else {
            continue;
        };
        if !artifact.target.kind.contains(&TargetKind::Bench) {
            continue;
        }
        let profile = &artifact.profile;
        ensure!(
            profile.opt_level == "3" && !profile.debug_assertions,
            "`{}` is built with opt-level {} and {} debug assertions: its numbers would mean nothing; \
             see [profile.bench] in Cargo.toml and the variables CARGO_PROFILE_BENCH_…",
            artifact.target.name,
            profile.opt_level,
            if profile.debug_assertions {
                "with"
            } else {
                "without"
            }
        );
        let dir = artifact
            .manifest_path
            .parent()
            .context("a manifest without a directory")?;
        let package = dir.file_name().unwrap_or_default();
        benches.push(Bench {
            name: format!("{package}/{}", artifact.target.name),
            dir: dir.into(),
            path: path.into(),
        });
    }
    benches.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(benches)
}

fn names(sections: &[Section]) -> String {
    match sections {
        [] => "any section".to_owned(),
        _ => sections
            .iter()
            .map(|s| format!("`{}`", s.name))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

/// Runs a bench once. Criterion writes into a fresh directory, so that nothing old can be taken for new.
fn once(context: &Context, bench: &Bench) -> Result<Vec<Sample>> {
    let results =
        tempfile::tempdir_in(&context.workspace.target).context("no temporary directory")?;
    let mut command = Command::new(&bench.path);
    command
        .args(["--bench", "--noplot"])
        .current_dir(&bench.dir)
        .env("CARGO_MANIFEST_DIR", &bench.dir)
        .env("RUST_BACKTRACE", "0")
        .env("CRITERION_HOME", results.path());
    let finished = context.runner.run(&bench.name, &mut command)?;
    if !finished.status.success() {
        eprintln!("{}", finished.output);
        bail!(
            "the bench `{}` fails, its output is above; nothing was written",
            bench.name
        );
    }
    let mut samples = criterion(results.path())?;
    samples.extend(printed(&finished.output)?);
    ensure!(
        !samples.is_empty(),
        "the bench `{}` measured nothing",
        bench.name
    );
    Ok(samples)
}

/// What criterion left in its directory: one directory `new` for each benchmark.
///
/// # Errors
/// When a file can't be read or isn't criterion's.
pub fn criterion(directory: &Path) -> Result<Vec<Sample>> {
    #[derive(Deserialize)]
    struct Benchmark {
        group_id: String,
        function_id: Option<String>,
        value_str: Option<String>,
    }
    #[derive(Deserialize)]
    struct Estimates {
        median: Estimate,
    }
    #[derive(Deserialize)]
    struct Estimate {
        point_estimate: f64,
    }

    let mut samples = Vec::new();
    let cannot = || format!("can't list {}", directory.display());
    for entry in fs::read_dir(directory).with_context(cannot)? {
        let path = entry.with_context(cannot)?.path();
        if !path.is_dir() {
            continue;
        }
        let benchmark = path.join("benchmark.json");
        if path.file_name().is_none_or(|name| name != "new") || !benchmark.exists() {
            samples.extend(criterion(&path)?);
            continue;
        }
        let Benchmark {
            group_id: group,
            function_id,
            value_str,
        } = read(&benchmark)?;
        let Estimates { median } = read(&path.join("estimates.json"))?;
        let Some(function) = function_id else {
            bail!("the benchmark `{group}` has no group; give it one, named `section/subject`");
        };
        // A parameter that is no number tells implementations apart, not places on an axis.
        let (id, x) = match value_str {
            None => (function, None),
            Some(value) => match value.parse() {
                Ok(x) => (function, Some(x)),
                Err(_) => (format!("{function}/{value}"), None),
            },
        };
        samples.push(Sample {
            group: checked(group)?,
            id,
            x,
            unit: "ns".to_owned(),
            value: median.point_estimate,
        });
    }
    Ok(samples)
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T> {
    let text =
        fs::read_to_string(path).with_context(|| format!("can't read {}", path.display()))?;
    serde_json::from_str(&text)
        .with_context(|| format!("{} isn't what criterion writes", path.display()))
}

/// The lines `measure: <section>/<subject>/<id>[/<x>] = <number> <unit>` of an output.
///
/// # Errors
/// When such a line can't be read.
pub fn printed(output: &str) -> Result<Vec<Sample>> {
    let lines = output
        .lines()
        .filter_map(|line| line.strip_prefix("measure: "));
    lines
        .map(|line| {
            sample(line).with_context(|| {
                format!("can't read `measure: {line}`; write `measure: section/subject/id[/x] = number unit`")
            })
        })
        .collect()
}

fn sample(line: &str) -> Result<Sample> {
    let (name, quantity) = line.split_once(" = ").context("no ` = `")?;
    let (number, unit) = quantity.trim().split_once(' ').context("no unit")?;
    let number: f64 = number.parse().context("no number")?;
    ensure!(number.is_finite() && number >= 0.0, "no measure");
    let mut parts = name.splitn(3, '/');
    let (Some(section), Some(subject), Some(rest)) = (parts.next(), parts.next(), parts.next())
    else {
        bail!("no id");
    };
    let (id, x) = match rest.rsplit_once('/') {
        Some((id, x)) => (id, Some(x.parse().context("x is no number")?)),
        None => (rest, None),
    };
    let (unit, factor) = basic(unit.trim());
    let group = format!("{section}/{subject}");
    Ok(Sample {
        group,
        id: id.to_owned(),
        x,
        unit: unit.to_owned(),
        value: number * factor,
    })
}

/// Times are kept in nanoseconds and sizes in bytes; a count keeps its name.
fn basic(unit: &str) -> (&str, f64) {
    match unit {
        "ns" => ("ns", 1.0),
        "µs" | "us" => ("ns", 1e3),
        "ms" => ("ns", 1e6),
        "s" => ("ns", 1e9),
        "B" | "bytes" => ("B", 1.0),
        "KiB" => ("B", 1024.0),
        "MiB" => ("B", 1024.0 * 1024.0),
        other => (other, 1.0),
    }
}

fn checked(group: String) -> Result<String> {
    ensure!(
        group.split('/').count() == 2 && group.split('/').all(|part| !part.is_empty()),
        "the group `{group}` isn't named `section/subject`"
    );
    Ok(group)
}

/// Puts the passes together and into what this machine has measured before: the groups of the sections that were measured
/// now are replaced, those of the others stay.
///
/// # Errors
/// When something was measured in one pass and not in another, or in two units.
pub fn merge(
    old: Option<Measurements>,
    origin: &Origin,
    passes: &[Vec<Sample>],
) -> Result<Measurements> {
    let mut values: BTreeMap<(&str, &str, Option<u64>), Vec<&Sample>> = BTreeMap::new();
    for sample in passes.iter().flatten() {
        values
            .entry((&sample.group, &sample.id, sample.x))
            .or_default()
            .push(sample);
    }
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    for ((group, id, x), samples) in values {
        let name = x.map_or_else(|| format!("{group}/{id}"), |x| format!("{group}/{id}/{x}"));
        ensure!(
            samples.len() == passes.len(),
            "`{name}` was measured {} times in {} passes",
            samples.len(),
            passes.len()
        );
        let unit = &samples[0].unit;
        ensure!(
            samples.iter().all(|s| s.unit == *unit),
            "`{name}` has two units"
        );
        let numbers = samples.iter().map(|s| s.value).collect();
        groups
            .entry(group.to_owned())
            .or_insert_with(|| Group {
                compiler: origin.compiler.clone(),
                commit: origin.commit.clone(),
                date: origin.date.clone(),
                passes: passes.len(),
                results: Vec::new(),
            })
            .results
            .push(Measurement::new(id.to_owned(), x, unit.clone(), numbers));
    }
    let mut all = old.map(|old| old.groups).unwrap_or_default();
    // A group that its section has no more would be drawn for ever.
    let now: BTreeSet<&str> = groups.keys().map(|name| section(name)).collect();
    all.retain(|name, _| !now.contains(section(name)));
    all.extend(groups);
    Ok(Measurements {
        machine: origin.machine.clone(),
        groups: all,
    })
}

/// What comes before the slash in the name of a group.
fn section(group: &str) -> &str {
    group.split('/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_remains_is_told_by_what_was() {
        let seconds = |times: &[u64]| {
            times
                .iter()
                .copied()
                .map(Duration::from_secs)
                .collect::<Vec<_>>()
        };
        assert_eq!(remaining(&[], 4), None);
        assert_eq!(
            remaining(&seconds(&[10, 20]), 4),
            Some(Duration::from_secs(30))
        );
        assert_eq!(
            remaining(&seconds(&[10, 20, 10, 20]), 4),
            Some(Duration::ZERO)
        );
    }
}
