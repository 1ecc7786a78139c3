//! The mark under each program: where it lives and what was done with it.
//!
//! A mark is never written by hand. It follows from where the file is and from what the tests beside it
//! name, so that it can't be wrong without a test being wrong too. A program that nothing vouches for
//! has no mark, and a page that shows it does not build.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::book::checks::error_codes;
use crate::book::crates::{self, BLESS, Crate};
use crate::book::include::{Excerpt, whole};
use crate::book::markdown::{breaks, escape, fence_length};
use crate::book::{World, playground};
use crate::problem::{Fault, fault, slashes};

/// What was done with a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mark {
    /// It runs, and its output was compared.
    Runs,
    /// It runs and ends with an error, as the page says.
    Fails,
    /// What the optimiser makes of it was compared.
    Optimised,
    /// The compiler refuses it, with these errors.
    Rejected(Vec<String>),
    /// All executions of it, within stated bounds, were searched.
    Modelled,
    /// It is wrong, and a model finds out.
    Planted,
    /// Tests run it.
    Tested,
    /// It is a test.
    Check,
    /// It is a benchmark.
    Measured,
    /// It is for the reader to complete.
    Exercise,
    /// It solves an exercise.
    Solved,
    /// It doesn't, and a test finds out.
    Unsolved,
    /// Nothing runs it, for this reason.
    Illustration(String),
}

impl Mark {
    /// The mark of the program at `path`.
    ///
    /// # Errors
    /// Says why it has none and what gives it one.
    pub(crate) fn of(world: &World, path: &Path) -> Result<Self, Fault> {
        let shown = slashes(path);
        let unknown = || {
            fault(
                format!("nothing vouches for `{shown}`"),
                "keep programs in a crate's src, examples, tests, listings, benches or illustrations",
            )
        };
        let (found, below) = crates::of(&world.crates, path).ok_or_else(unknown)?;
        let stem = path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default();
        let parts: Vec<&str> = below.split('/').collect();
        match parts[..] {
            ["examples", _] => example(world, path, found, &stem),
            ["listings", _] => optimised(world, path, found, &stem),
            ["tests", "reject", _] => rejected(world, path, found, &stem),
            ["tests", "planted", _]
                if found
                    .planted
                    .literals
                    .contains(&format!("planted/{stem}.rs")) =>
            {
                Ok(Self::Planted)
            }
            ["tests", _] | ["exercises", _, "tests.rs"] => Ok(Self::Check),
            ["benches", _] => Ok(Self::Measured),
            ["illustrations", _] => illustration(world, path),
            ["exercises", _, "exercise.rs"] => Ok(Self::Exercise),
            ["exercises", _, "solution.rs"] => Ok(Self::Solved),
            ["exercises", _, "wrong", _] => Ok(Self::Unsolved),
            ["src", ..] => library(found, &below, &stem, &shown),
            _ => Err(unknown()),
        }
    }

    /// The words of the mark.
    fn words(&self) -> String {
        match self {
            Self::Runs => "runs, output checked".into(),
            Self::Fails => "fails on purpose".into(),
            Self::Optimised => "compiled with -O, result checked".into(),
            Self::Rejected(codes) if codes.is_empty() => "rejected by the compiler".into(),
            Self::Rejected(codes) => format!("rejected: {}", codes.join(", ")),
            Self::Modelled => "modelled".into(),
            Self::Planted => "fails on purpose: a model finds the mistake".into(),
            Self::Tested => "tested".into(),
            Self::Check => "a check".into(),
            Self::Measured => "measured".into(),
            Self::Exercise => "exercise: tests decide".into(),
            Self::Solved => "exercise solved: tests and model pass".into(),
            Self::Unsolved => "wrong on purpose: a test finds the mistake".into(),
            Self::Illustration(reason) => format!("illustration only: {reason}"),
        }
    }

    /// The mark's class, for the style sheet.
    fn class(&self) -> &'static str {
        match self {
            Self::Runs => "mark-runs",
            Self::Optimised => "mark-optimised",
            Self::Fails | Self::Planted | Self::Unsolved => "mark-fails",
            Self::Rejected(_) => "mark-rejected",
            Self::Modelled => "mark-modelled",
            Self::Tested => "mark-tested",
            Self::Check => "mark-check",
            Self::Measured => "mark-measured",
            Self::Exercise => "mark-exercise",
            Self::Solved => "mark-solved",
            Self::Illustration(_) => "mark-illustration",
        }
    }

    /// Whether the file is a program by itself, which a reader may want to copy and run.
    fn is_program(&self) -> bool {
        matches!(
            self,
            Self::Runs | Self::Fails | Self::Rejected(_) | Self::Illustration(_)
        )
    }
}

fn example(world: &World, path: &Path, found: &Crate, stem: &str) -> Result<Mark, Fault> {
    let shown = slashes(path);
    if !found.outputs.literals.contains(stem) {
        let mend = format!(
            "name \"{stem}\" in {}/tests/outputs.rs",
            slashes(&found.dir)
        );
        return Err(fault(format!("nothing runs `{shown}`"), mend));
    }
    let file = world.root.join(path);
    let output = ["out", "runs"]
        .iter()
        .find_map(|kind| fs::read_to_string(file.with_extension(kind)).ok());
    let Some(output) = output else {
        return Err(fault(format!("no output of `{shown}` is recorded"), BLESS));
    };
    let status = output
        .lines()
        .rev()
        .find_map(|line| line.strip_prefix("exit status: "));
    Ok(if status.is_some_and(|status| status.trim() != "0") {
        Mark::Fails
    } else {
        Mark::Runs
    })
}

fn optimised(world: &World, path: &Path, found: &Crate, stem: &str) -> Result<Mark, Fault> {
    let shown = slashes(path);
    if !found.listings.literals.contains(stem) {
        let mend = format!(
            "name \"{stem}\" in {}/tests/listings.rs",
            slashes(&found.dir)
        );
        return Err(fault(format!("nothing optimises `{shown}`"), mend));
    }
    let file = world.root.join(path);
    if ["s", "out"]
        .iter()
        .any(|kind| file.with_extension(kind).is_file())
    {
        Ok(Mark::Optimised)
    } else {
        Err(fault(format!("no listing of `{shown}` is recorded"), BLESS))
    }
}

fn rejected(world: &World, path: &Path, found: &Crate, stem: &str) -> Result<Mark, Fault> {
    let shown = slashes(path);
    if !found.rejects.literals.contains(stem) {
        let mend = format!("name \"{stem}\" in {}/tests/reject.rs", slashes(&found.dir));
        return Err(fault(
            format!("no test says that `{shown}` is rejected"),
            mend,
        ));
    }
    match fs::read_to_string(world.root.join(path).with_extension("stderr")) {
        Ok(answer) => Ok(Mark::Rejected(error_codes(&answer))),
        Err(_) => Err(fault(
            format!("no diagnostic of `{shown}` is recorded"),
            BLESS,
        )),
    }
}

fn illustration(world: &World, path: &Path) -> Result<Mark, Fault> {
    let text = fs::read_to_string(world.root.join(path)).unwrap_or_default();
    let reason = text
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("//! Illustration:"))
        .map(str::trim);
    match reason {
        Some(reason) if !reason.is_empty() => {
            Ok(Mark::Illustration(reason.trim_end_matches('.').to_owned()))
        }
        _ => Err(fault(
            format!("`{}` does not say why nothing runs it", slashes(path)),
            "begin it with `//! Illustration: ` and the reason",
        )),
    }
}

/// A library's file is modelled if the audit saw its operations, or if it has none and the models name it. It is
/// wrong on purpose if only planted bugs name it.
fn library(found: &Crate, below: &str, stem: &str, shown: &str) -> Result<Mark, Fault> {
    let audited = found
        .verified
        .orderings
        .iter()
        .any(|site| site.file == below || site.file == shown);
    let name = match stem {
        // A module is named by its directory, a crate by its own.
        "lib" => found.name.replace('-', "_"),
        "mod" => below.rsplit('/').nth(1).unwrap_or(stem).to_owned(),
        _ => stem.to_owned(),
    };
    // Whether the models have run since, the crate's record says: without, the mark is out of date.
    if audited || found.models.identifiers.contains(&name) {
        Ok(Mark::Modelled)
    } else if found.planted.identifiers.contains(&name) {
        Ok(Mark::Planted)
    } else if found
        .tests
        .iter()
        .any(|words| words.identifiers.contains(&name))
    {
        Ok(Mark::Tested)
    } else {
        let what = format!("no model and no test of `{}` uses `{shown}`", found.name);
        let mend = format!("write a model or a check that uses `{name}`; if there is one, {BLESS}");
        Err(fault(what, mend))
    }
}

/// The opening of the HTML around a program.
pub(crate) const OPEN: &str = "<figure class=\"program\">\n\n";

/// What stands under a program: the mark, and below it, folded, the whole program if `excerpt` is only part
/// of one and `fold` says so. Blocks of Markdown, beginning after the program's fence.
pub(crate) fn under(
    world: &World,
    path: &Path,
    excerpt: &Excerpt,
    mark: &Mark,
    part: bool,
    fold: bool,
) -> String {
    let shown = breaks(&slashes(path));
    let place = match world.source_url(path, part.then_some(excerpt.lines)) {
        Some(url) => format!("<a href=\"{}\"><code>{shown}</code></a>", escape(&url)),
        None => format!("<code>{shown}</code>"),
    };
    let stale = crates::of(&world.crates, path).is_some_and(|(found, below)| match mark {
        Mark::Modelled => found.models_are_stale(),
        _ => found.is_stale(&below),
    });
    let mut under = format!(
        "<figcaption class=\"mark {}{}\">{place}\u{a0}· <span class=\"mark-verdict\">{}</span>",
        mark.class(),
        if stale { " mark-stale" } else { "" },
        escape(&mark.words()),
    );
    if stale {
        under.push_str(" · <strong class=\"mark-out-of-date\">out of date</strong>");
    }
    let mut folded = String::new();
    if mark.is_program() {
        let program = whole(&fs::read_to_string(world.root.join(path)).unwrap_or_default());
        if let Some(url) = playground::link(&program) {
            let _ = write!(
                under,
                " <span class=\"mark-elsewhere\">· <a class=\"mark-playground\" href=\"{}\" rel=\"noopener\">open on \
                 the playground</a></span>",
                escape(&url)
            );
        }
        if part && fold {
            let fence = "`".repeat(fence_length(&program, '`'));
            let _ = write!(
                folded,
                "<details class=\"whole-program\">\n<summary>The whole program, <code>{shown}</code></summary>\n\n\
                 {fence}rust\n{program}{fence}\n\n</details>\n"
            );
        }
    }
    under.push_str("</figcaption>\n</figure>\n");
    if !folded.is_empty() {
        under.push('\n');
        under.push_str(&folded);
    }
    under
}
