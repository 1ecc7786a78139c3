//! The ordering audit: every ordering is weakened one step, and some model has to fail.
//!
//! An ordering that can be weakened with every model still passing is stronger than it need be, or a model is
//! missing, or the checker can't see what it is for. In the last case a comment beside the operation says so (see
//! `comments`), and the audit holds it to that: an excuse for what a model does notice is out of date.
//!
//! The operations are found twice: by running the models, which tells what each test executes, and by reading the
//! source, which tells what no test executes and has the reasons. The platform weakens an operation by its place,
//! told by an environment variable, so that nothing is compiled again.

mod comments;
mod mutate;
mod scan;
mod verdict;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use self::comments::Excuse;
use self::mutate::{Answer, Job};
use self::scan::Named;
use self::verdict::{is_wrong_on_purpose, judge, not_executed, stale_excuses, unmatched_excuses};
use crate::models::{self, Binary, Executed};
use crate::problem::{Problems, slashes};
use crate::process::Runner;
use crate::stages::{Context, Outcome, seconds};
use crate::verified::{self, Model, Mutant, Site, Verdict, Verified};
use crate::workspace::Section;

/// A model takes seconds. One that runs into this with a weakened ordering waits for ever where the checker can't see
/// it, which tells nothing about the ordering.
const LIMIT: Duration = Duration::from_mins(2);

/// Audits the sections and compares what it finds with their `verified.json`, which the pages quote.
///
/// # Errors
/// When something can't be built, run or read. What is wrong with an ordering is no error but a failed [`Outcome`].
pub fn run(context: &Context, sections: &[Section]) -> Result<Outcome> {
    let mut problems = Problems::default();
    let mut total = Tally::default();
    for (section, examined) in examine_all(context, sections)? {
        total.add(&examined.tally);
        if examined.problems.is_empty() {
            compare(context, section, &examined, &mut problems)?;
        }
        problems.append(examined.problems);
    }
    if problems.is_empty() {
        return Ok(Outcome::Passed {
            tests: None,
            note: total.to_string(),
        });
    }
    let problems = problems.sorted();
    println!("{problems}");
    let first = problems
        .iter()
        .next()
        .map(ToString::to_string)
        .unwrap_or_default();
    Ok(Outcome::Failed(match problems.iter().count() {
        1 => first,
        n => format!("{n} problems, the first: {first}"),
    }))
}

/// Runs the sections' models, audits them and writes `verified.json`.
///
/// # Errors
/// When something can't be built, run or read, or an ordering isn't accounted for. A section with a problem keeps its
/// old file.
pub fn bless(context: &Context, sections: &[Section]) -> Result<()> {
    let mut problems = Problems::default();
    for (section, examined) in examine_all(context, sections)? {
        if examined.problems.is_empty() {
            let verified = Verified {
                compiler: models::compiler(context)?,
                sources: verified::sources(&section.dir)?,
                models: examined.models,
                orderings: examined.orderings,
            };
            verified.store(&section.dir)?;
        }
        problems.append(examined.problems);
    }
    if !problems.is_empty() {
        let problems = problems.sorted();
        bail!("an ordering isn't accounted for\n{problems}");
    }
    Ok(())
}

/// What the audit of one section found.
#[derive(Debug, Default)]
struct Examined {
    models: Vec<Model>,
    orderings: Vec<Site>,
    problems: Problems,
    tally: Tally,
}

/// Counts for the closing line.
#[derive(Debug, Default)]
struct Tally {
    orderings: usize,
    killed: usize,
    excused: usize,
    survived: usize,
}

impl Tally {
    fn add(&mut self, other: &Self) {
        self.orderings += other.orderings;
        self.killed += other.killed;
        self.excused += other.excused;
        self.survived += other.survived;
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} orderings, {} weakened: {} noticed, {} excused, {} not noticed",
            self.orderings,
            self.killed + self.excused + self.survived,
            self.killed,
            self.excused,
            self.survived
        )
    }
}

fn examine_all<'s>(
    context: &Context,
    sections: &'s [Section],
) -> Result<Vec<(&'s Section, Examined)>> {
    let binaries = models::build_sections(context, sections)?;
    let runner = Runner::new(LIMIT);
    let mut all = Vec::new();
    for section in sections {
        let binary = binaries
            .iter()
            .find(|b| b.target == "models" && b.dir == section.dir);
        let examined = examine(context, &runner, section, binary)
            .with_context(|| format!("auditing `{}`", section.name))?;
        all.push((section, examined));
    }
    Ok(all)
}

/// What the models of a section execute.
#[derive(Debug, Default)]
struct Executions {
    models: Vec<Model>,
    /// Each ordering of the section's own source, with the tests that execute it, cheapest first.
    sites: BTreeMap<Place, (Executed, Vec<String>)>,
}

/// The place of an ordering: file from the root, line, column, argument.
type Place = (PathBuf, usize, usize, usize);

fn examine(
    context: &Context,
    runner: &Runner,
    section: &Section,
    binary: Option<&Binary>,
) -> Result<Examined> {
    let root = &context.workspace.root;
    let scan = scan::scan(root, &section.dir.join("src"))?;
    let mut examined = Examined {
        problems: scan.problems,
        ..Examined::default()
    };
    let Some(binary) = binary else {
        for named in scan
            .named
            .iter()
            .filter(|named| !is_wrong_on_purpose(named))
        {
            not_executed(named, &mut examined.problems);
        }
        return Ok(examined);
    };

    let Some(executions) = execute(root, runner, section, binary, &mut examined.problems)? else {
        return Ok(examined);
    };
    examined.models = executions.models;
    let known = |place: &Place| scan.named.iter().any(|named| place_of(named) == *place);
    for (place, (executed, _)) in &executions.sites {
        if !known(place) {
            examined.problems.add(
                &place.0,
                place.1,
                format!(
                    "the models execute a {} here whose ordering isn't written here",
                    executed.operation
                ),
                "name the ordering among the operation's own arguments",
            );
        }
    }

    unmatched_excuses(&scan.named, &mut examined.problems);

    let (wrong, named): (Vec<Named>, Vec<Named>) =
        scan.named.into_iter().partition(is_wrong_on_purpose);
    for named in wrong
        .iter()
        .filter(|named| executions.sites.contains_key(&place_of(named)))
    {
        examined.problems.add(
            &named.file,
            named.line,
            format!(
                "`{}` is said to be wrong, and a model that passes executes it",
                named.code
            ),
            "test it in tests/planted.rs, where it must fail, or explain the ordering",
        );
    }

    let mut jobs = Vec::new();
    let mut sites = Vec::new();
    for named in &named {
        let executed = executions.sites.get(&place_of(named));
        sites.push(site(
            root,
            section,
            named,
            executed.is_some(),
            &mut examined.problems,
        ));
        let Some((executed, tests)) = executed else {
            continue;
        };
        for to in executed.ordering.weaker(executed.operation) {
            jobs.push(Job {
                site: executed.clone(),
                to: *to,
                tests: tests.clone(),
            });
        }
    }
    examined.tally.orderings = sites.len();

    let started = Instant::now();
    let answers = mutate::run(runner, binary, &jobs)?;
    let mut table = Table::default();
    let mut answers = jobs.iter().zip(answers);
    for (named, site) in named.iter().zip(&mut sites) {
        if !executions.sites.contains_key(&place_of(named)) {
            continue;
        }
        let number = site.ordering.weaker(site.operation).len();
        for (job, (answer, time)) in answers.by_ref().take(number) {
            let mutant = judge(named, job, answer, &mut examined);
            table.row(named, job, mutant.as_ref(), time);
            site.mutants.extend(mutant);
        }
        stale_excuses(named, site, &mut examined.problems);
    }
    print!("{}", table.text);
    println!(
        "{}: {} in {}",
        section.name,
        examined.tally,
        seconds(started.elapsed())
    );
    examined.orderings = sites;
    Ok(examined)
}

/// Runs each test of the models by itself, to learn which orderings it executes. `None` if one of them fails as it is.
fn execute(
    root: &Path,
    runner: &Runner,
    section: &Section,
    binary: &Binary,
    problems: &mut Problems,
) -> Result<Option<Executions>> {
    let source = section.dir.join("src");
    let source = source.strip_prefix(root).unwrap_or(&source);
    let mut executions = Executions::default();
    // The executions that a test covers are its cost: unlike its time they are the same on every run, and so the
    // model that is named as the one that noticed is too.
    let mut costs: BTreeMap<String, u64> = BTreeMap::new();
    let mut failed = false;
    for test in models::list(runner, binary)? {
        let (finished, record) = models::record(runner, binary, Some(&test))?;
        if !finished.status.success() {
            let what = match mutate::read_report(&test, &finished.output) {
                Answer::Killed { message, .. } => message,
                Answer::Unclear { what, .. } => what,
                Answer::Survived => "it failed".to_owned(),
            };
            println!("{}", finished.output);
            problems.add(
                test_file(root, section),
                None,
                format!("the model `{test}` fails with the orderings as they are: {what}"),
                "strengthen the ordering or mend the model; the audit can say nothing before",
            );
            failed = true;
        }
        costs.insert(
            test.clone(),
            record.models.iter().map(|model| model.executions).sum(),
        );
        executions.models.extend(record.models);
        for executed in record.sites {
            let file = PathBuf::from(executed.file.replace('\\', "/"));
            if file.starts_with(source) {
                let place = (file, executed.line, executed.column, executed.argument);
                executions
                    .sites
                    .entry(place)
                    .or_insert_with(|| (executed, Vec::new()))
                    .1
                    .push(test.clone());
            }
        }
    }
    for (_, tests) in executions.sites.values_mut() {
        tests.sort_by_key(|test| (costs[test], test.clone()));
    }
    executions.models.sort_by(|a, b| a.name.cmp(&b.name));
    Ok((!failed).then_some(executions))
}

fn test_file(root: &Path, section: &Section) -> PathBuf {
    section
        .dir
        .strip_prefix(root)
        .unwrap_or(&section.dir)
        .join("tests/models.rs")
}

fn place_of(named: &Named) -> Place {
    (
        PathBuf::from(slashes(&named.file)),
        named.line,
        named.column,
        named.argument,
    )
}

/// What `verified.json` will say about an ordering, its mutants still missing.
fn site(
    root: &Path,
    section: &Section,
    named: &Named,
    executed: bool,
    problems: &mut Problems,
) -> Site {
    if named.why.is_none() && named.argument == 0 {
        problems.add(
            &named.file,
            named.line,
            format!("`{}` has no ORDERING comment", named.code),
            "say above it, after `// ORDERING:`, what it pairs with, or why `Relaxed` is enough",
        );
    }
    let excuse = named
        .excuses
        .iter()
        .find_map(|(line, excuse)| match excuse {
            Excuse::NotModelled { reason } => Some((*line, reason.clone())),
            Excuse::Survives { .. } => None,
        });
    match &excuse {
        Some((line, _)) if executed && named.argument == 0 => problems.add(
            &named.file,
            *line,
            format!("`{}` is modelled, and this says that it isn't", named.code),
            "remove the AUDIT comment",
        ),
        None if !executed => not_executed(named, problems),
        _ => {}
    }
    let directory = section.dir.strip_prefix(root).unwrap_or(&section.dir);
    Site {
        file: slashes(named.file.strip_prefix(directory).unwrap_or(&named.file)),
        line: named.line,
        column: named.column,
        argument: named.argument,
        function: named.function.clone(),
        code: named.code.clone(),
        operation: named.operation,
        ordering: named.ordering,
        why: named.why.clone().unwrap_or_default(),
        unmodelled: excuse.map(|(_, reason)| reason),
        mutants: Vec::new(),
    }
}

/// Whether `verified.json` says what the audit found.
fn compare(
    context: &Context,
    section: &Section,
    examined: &Examined,
    problems: &mut Problems,
) -> Result<()> {
    let directory = section
        .dir
        .strip_prefix(&context.workspace.root)
        .unwrap_or(&section.dir);
    let file = directory.join(verified::FILE_NAME);
    let mend = format!(
        "run `cargo book bless {}` and review what has changed",
        section.name
    );
    let Some(verified) = Verified::load(&section.dir)? else {
        if !examined.models.is_empty() {
            problems.add(
                file,
                None,
                "the section's orderings were never recorded",
                mend,
            );
        }
        return Ok(());
    };
    let key = |site: &Site| (site.file.clone(), site.line, site.column, site.argument);
    let then: BTreeMap<_, _> = verified
        .orderings
        .iter()
        .map(|site| (key(site), site))
        .collect();
    let now: BTreeMap<_, _> = examined
        .orderings
        .iter()
        .map(|site| (key(site), site))
        .collect();
    for (place, site) in &now {
        if then.get(place) != Some(site) {
            problems.add(
                directory.join(&site.file),
                site.line,
                format!(
                    "what the audit finds about `{}` in `{}` isn't what was recorded",
                    site.code, site.function
                ),
                &mend,
            );
        }
    }
    if now.len() < then.len() || then.keys().any(|place| !now.contains_key(place)) {
        problems.add(&file, None, "it speaks of operations that are gone", &mend);
    }
    if verified.models != examined.models {
        problems.add(
            &file,
            None,
            "what the models cover isn't what was recorded",
            &mend,
        );
    }
    Ok(())
}

/// What was tried, one line each.
#[derive(Debug, Default)]
struct Table {
    text: String,
}

impl Table {
    fn row(&mut self, named: &Named, job: &Job, mutant: Option<&Mutant>, time: Duration) {
        let (verdict, remark) = match mutant {
            None => ("unclear", String::new()),
            Some(mutant) => match mutant.verdict {
                Verdict::Killed => ("noticed", format!("{}: {}", mutant.by, mutant.message)),
                Verdict::Excused => ("excused", mutant.reason.clone()),
                Verdict::Survived => ("SURVIVED", String::new()),
            },
        };
        let place = format!("{}:{}", slashes(&named.file), named.line);
        let change = format!("{} -> {}", named.ordering, job.to);
        let code = format!("{} {}", named.function, named.operation);
        writeln!(
            self.text,
            "{verdict:8}  {place:32}  {code:32}  {change:18}  {:>6}  {remark}",
            seconds(time)
        )
        .expect("a String takes everything");
    }
}
