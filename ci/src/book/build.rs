//! Building the book in this process, strictly: whatever mdBook only warns of is a problem here.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use anyhow::{Context as _, Result, bail};
use mdbook_driver::MDBook;
use mdbook_driver::config::Config;
use mdbook_preprocessor::{Preprocessor, parse_input};
use regex::Regex;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

use crate::book::admonish::Admonish;
use crate::book::known::Known;
use crate::book::preprocess::Expand;
use crate::book::{Findings, lint, rendered, sitemap, theme};
use crate::problem::Problems;

/// What to build, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// The repository: the directory of book.toml.
    pub root: PathBuf,
    /// Whether what is out of date is an error. If not, it is a warning, and the page says so.
    pub strict: bool,
    /// Where the book goes; book.toml decides if this doesn't.
    pub dest: Option<PathBuf>,
    /// Where a page hears that it has changed, if it is served.
    pub live_reload: Option<String>,
}

/// What came of a build without problems.
#[derive(Debug, Clone)]
pub struct Report {
    /// Where the book is.
    pub dest: PathBuf,
    /// How many HTML pages it has.
    pub pages: usize,
    /// What is out of date, if that is allowed.
    pub warnings: Problems,
}

/// Builds the book, once.
///
/// # Errors
/// All [`Problems`] together (`downcast_ref` finds them), or what else stopped the build.
pub fn build(options: &Options) -> Result<Report> {
    Builder::default().build(options)
}

/// Builds the book again and again: what one build reads, and finds unchanged in the next, is not taken apart twice.
#[derive(Debug, Default, Clone)]
pub struct Builder {
    known: Known,
}

impl Builder {
    /// Builds the book. A build with problems leaves the book that was there.
    ///
    /// # Errors
    /// All [`Problems`] together (`downcast_ref` finds them), or what else stopped the build.
    pub fn build(&self, options: &Options) -> Result<Report> {
        let known = &self.known;
        let root = fs::canonicalize(&options.root)
            .with_context(|| format!("can't open {}", options.root.display()))?;
        let mut config = lint::read_config(&root).map_err(Problems::from)?;
        config
            .update_from_env()
            .context("a variable MDBOOK_… is not a setting of mdBook")?;
        let mut findings = Findings::new(options.strict);
        lint::config(&root, &config, &mut findings.problems);
        let src = config.book.src.clone();
        let summary = match lint::summary(&root, &src, &mut findings.problems) {
            Ok(summary) => summary,
            Err(problem) => {
                findings.problems.append(problem.into());
                return Err(findings.problems.sorted().into());
            }
        };
        let html = config.get("output.html")?.unwrap_or_default();
        let site = sitemap::site(&config).unwrap_or_else(|fault| {
            let line = lint::line_of_key(&root, "site ");
            findings
                .problems
                .add(lint::BOOK_TOML, line, fault.what, fault.mend);
            None
        });

        let dest = root.join(options.dest.as_ref().unwrap_or(&config.build.build_dir));
        refuse_foreign(&dest)?;
        let parent = dest
            .parent()
            .context("the book can't be built over the root of the file system")?;
        fs::create_dir_all(parent).with_context(|| format!("can't create {}", parent.display()))?;
        // Beside the book, so that it can be renamed into its place.
        let next = tempfile::Builder::new()
            .prefix(".book-")
            .tempdir_in(parent)
            .with_context(|| format!("can't write to {}", parent.display()))?;
        let new = next.path().join("new");
        direct(&mut config, options, &root, next.path(), &new)?;

        let shared = Arc::new(Mutex::new(findings));
        let warnings = Warnings {
            src: src.clone(),
            found: Arc::default(),
        };
        let built = tracing::subscriber::with_default(
            tracing_subscriber::registry().with(warnings.clone()),
            || {
                let mut book = MDBook::load_with_config_and_summary(&root, config, summary)?;
                // In the place of the commands of the same names in book.toml.
                book.with_preprocessor(Expand {
                    known: known.clone(),
                    findings: Arc::clone(&shared),
                });
                book.with_preprocessor(Admonish);
                book.build()?;
                anyhow::Ok(sitemap::pages(&book.book))
            },
        );
        let mut findings =
            std::mem::take(&mut *shared.lock().unwrap_or_else(PoisonError::into_inner));
        warnings.report(&mut findings.problems);
        let chapters = match built {
            Ok(chapters) => chapters,
            Err(error) => {
                // Where something is wrong with book.toml, this is what came of it.
                if !findings
                    .problems
                    .iter()
                    .any(|known| known.file == Path::new(lint::BOOK_TOML))
                {
                    let what = format!("mdBook failed: {error:#}");
                    findings
                        .problems
                        .add(lint::BOOK_TOML, None, what, "mend what it names");
                }
                return Err(findings.problems.sorted().into());
            }
        };
        if let Some(site) = site {
            sitemap::write(&new, &site, &chapters)?;
        }
        theme::copy_social(&root, &new)?;
        let places = rendered::Places {
            root: &root,
            src: &src,
            dest: &new,
            html: &html,
        };
        let pages = rendered::check(&places, known, &mut findings.problems)?;
        if !findings.problems.is_empty() {
            return Err(findings.problems.sorted().into());
        }
        replace(&new, &dest, &next.path().join("old"))?;
        Ok(Report {
            dest,
            pages,
            warnings: findings.warnings.sorted(),
        })
    }
}

/// Has mdBook write to `new`, and gives it what it can't have from book.toml.
fn direct(
    config: &mut Config,
    options: &Options,
    root: &Path,
    next: &Path,
    new: &Path,
) -> Result<()> {
    new.clone_into(&mut config.build.build_dir);
    if theme::is_own(root) {
        config.set("output.html.theme", next.join("theme"))?;
    }
    if let Some(endpoint) = &options.live_reload {
        config.set("output.html.live-reload-endpoint", endpoint)?;
        // A name with a fingerprint is for browsers that keep files. These are told not to; and with the fingerprint of
        // the search's index on it, each page would change whenever one does.
        config.set("output.html.hash-files", false)?;
    }
    Ok(())
}

/// The old book is removed with all that is in its directory: it had better be a book.
fn refuse_foreign(dest: &Path) -> Result<()> {
    let is_empty = fs::read_dir(dest).map_or(true, |mut entries| entries.next().is_none());
    // A file that mdBook puts into every book.
    if !is_empty && !dest.join(".nojekyll").is_file() {
        bail!(
            "{} has other things in it than a book; choose another directory",
            dest.display()
        );
    }
    Ok(())
}

/// Puts `new` where `dest` is, which goes to `old`.
fn replace(new: &Path, dest: &Path, old: &Path) -> Result<()> {
    match fs::rename(dest, old) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(error).with_context(|| format!("can't replace {}", dest.display()));
        }
        _ => {}
    }
    fs::rename(new, dest).with_context(|| format!("can't write {}", dest.display()))
}

/// What mdBook writes to its log at WARN or ERROR.
#[derive(Debug, Clone)]
struct Warnings {
    src: PathBuf,
    found: Arc<Mutex<Vec<String>>>,
}

impl<S: Subscriber> Layer<S> for Warnings {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        struct Message(String);
        impl Visit for Message {
            fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
                if field.name() == "message" {
                    let _ = write!(self.0, "{value:?}");
                }
            }
        }
        if *event.metadata().level() <= Level::WARN {
            let mut message = Message(String::new());
            event.record(&mut message);
            self.found
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(message.0);
        }
    }
}

impl Warnings {
    fn report(&self, problems: &mut Problems) {
        static PAGE: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"[\w/.-]+\.md\b").expect("a valid pattern"));
        let mut found = Problems::default();
        for message in self
            .found
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
        {
            let file = PAGE.find(message).map_or_else(
                || lint::BOOK_TOML.into(),
                |page| self.src.join(page.as_str()),
            );
            // On a page with a problem, mdBook's warning is about the same, or follows from it: an include that
            // failed leaves HTML without an end, and `<T>` in prose is never closed.
            if !problems.iter().any(|known| known.file == file) {
                let first = message.lines().next().unwrap_or_default();
                found.add(file, None, format!("mdBook warns: {first}"), "mend it");
            }
        }
        problems.append(found);
    }
}

/// The preprocessor `book` as plain mdBook runs it: JSON in, JSON out.
///
/// What is out of date is a warning here: `mdbook serve` can't be told from `mdbook build`, and a reader
/// who tries a change in the code wants to see it. `cargo book build` is the strict one.
///
/// # Errors
/// All [`Problems`] together, or when the input is not mdBook's.
pub fn preprocess_stdin() -> Result<()> {
    let findings = Arc::new(Mutex::new(Findings::new(false)));
    answer(
        &Expand {
            known: Known::default(),
            findings: Arc::clone(&findings),
        },
        |context| {
            let mut findings = findings.lock().unwrap_or_else(PoisonError::into_inner);
            let problems = &mut findings.problems;
            match lint::read_config(&context.root) {
                Ok(_) => lint::config(&context.root, &context.config, problems),
                Err(problem) => problems.append(problem.into()),
            }
            if let Err(problem) = lint::summary(&context.root, &context.config.book.src, problems) {
                problems.append(problem.into());
            }
            Ok(())
        },
        || {
            let findings =
                std::mem::take(&mut *findings.lock().unwrap_or_else(PoisonError::into_inner));
            for warning in &findings.warnings.sorted() {
                eprintln!("warning: {warning}");
            }
            if findings.problems.is_empty() {
                Ok(())
            } else {
                Err(findings.problems.sorted().into())
            }
        },
    )
}

/// The preprocessor `admonish` as plain mdBook runs it: JSON in, JSON out.
///
/// # Errors
/// When a callout can't be read, or the input is not mdBook's.
pub fn admonish_stdin() -> Result<()> {
    answer(&Admonish, |_| Ok(()), || Ok(()))
}

fn answer(
    preprocessor: &dyn Preprocessor,
    before: impl FnOnce(&mdbook_preprocessor::PreprocessorContext) -> Result<()>,
    after: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let (context, book) = parse_input(io::stdin().lock()).context(
        "this is run by mdBook 0.5, which sends the book; to build it, run `cargo book build`",
    )?;
    // Within 0.5 the protocol does not change.
    if !context.mdbook_version.starts_with("0.5.") {
        bail!(
            "this book is for mdBook 0.5, and this is {}; install 0.5",
            context.mdbook_version
        );
    }
    before(&context)?;
    let book = preprocessor.run(&context, book)?;
    after()?;
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, &book)?;
    out.flush()?;
    Ok(())
}
