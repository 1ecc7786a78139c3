//! The theme that mdBook gets: made of the sources in `theme/` and of what is known of the pages.
//!
//! mdBook wants a directory of files with names of its own. [`assemble`] writes one, complete, so that nothing of
//! mdBook's own theme is left on a page: `index.hbs` is `theme/page.hbs`, its two partials are generated ([`head`]:
//! what the page says of itself to others; [`contents`]: the list of pages), all sheets become one ([`sheets`]), all scripts of
//! the page another, and what the page doesn't load is a line that says so ([`overrides`] lists what is replaced, and why).
//!
//! This is the preprocessor's work, because it comes before mdBook reads the theme, in this process and as a
//! command. book.toml names the directory; `cargo book` takes one of its own. A book without `theme/page.hbs` has
//! mdBook's theme.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process;

use anyhow::{Context as _, Result};
use mdbook_driver::config::Config;
use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::book::Book;

use crate::book::lint::BOOK_TOML;
use crate::problem::{Fault, Problems, fault};

mod contents;
mod head;
pub(crate) mod overrides;
mod pages;
mod sheets;
mod site;

pub(crate) use site::Site;

/// Where the sources are, below the repository.
pub(crate) const SOURCES: &str = "theme";
/// The directory of the social pictures, in the sources and in the book.
pub(crate) const SOCIAL: &str = "social";
/// The directory of the fonts, in the sources and in the theme.
const FONTS: &str = "fonts";
/// Scripts that the page loads by themselves: before the first paint, and when they are first wanted. book.toml names
/// them in `additional-js`.
const APART: [&str; 2] = ["boot.js", "search.js"];
/// The script whose functions others build on.
const FIRST: &str = "shell.js";

/// Whether the book has a theme of its own.
pub(crate) fn is_own(root: &Path) -> bool {
    root.join(SOURCES).join("page.hbs").is_file()
}

/// Reports settings with which the theme can't be made.
pub(crate) fn config(
    root: &Path,
    config: &Config,
    line: impl Fn(&str) -> Option<usize>,
    problems: &mut Problems,
) {
    if !is_own(root) {
        return;
    }
    let theme: Option<PathBuf> = config.get("output.html.theme").ok().flatten();
    if theme.is_none_or(|theme| root.join(theme).starts_with(root.join(SOURCES))) {
        let what = "mdBook would take the theme's sources for a theme";
        let mend = "set `theme = \"target/theme\"` in [output.html]: it is made there";
        problems.add(BOOK_TOML, line("theme"), what, mend);
    }
    let scripts: Vec<PathBuf> = config
        .get("output.html.additional-js")
        .ok()
        .flatten()
        .unwrap_or_default();
    for script in APART {
        let path = Path::new(SOURCES).join("js").join(script);
        if root.join(&path).is_file() && !scripts.contains(&path) {
            let what = format!(
                "the pages load `{}`, and mdBook does not copy it",
                path.display()
            );
            let mend = "name it in `additional-js` in [output.html]";
            problems.add(BOOK_TOML, line("additional-js"), what, mend);
        }
    }
    if let Err(Fault { what, mend }) = Site::read(config) {
        problems.add(BOOK_TOML, line("site "), what, mend);
    }
}

/// Writes the theme for these pages to where the configuration has it. Nothing to do for a book without its own.
///
/// # Errors
/// When a source can't be read or the theme can't be written.
pub(crate) fn assemble(
    context: &PreprocessorContext,
    book: &Book,
    problems: &mut Problems,
) -> Result<()> {
    let root = &context.root;
    let theme: Option<PathBuf> = context.config.get("output.html.theme")?;
    // Without these there is a problem already.
    let (true, Some(theme), Ok(site)) = (is_own(root), theme, Site::read(&context.config)) else {
        return Ok(());
    };
    let from = root.join(SOURCES);
    let to = root.join(theme);
    if to.starts_with(&from) {
        return Ok(());
    }
    let pages = pages::read(context, book, problems);
    let sheet = sheets::join(&from, problems)?;
    let read = |name: &str| {
        fs::read_to_string(from.join(name)).with_context(|| format!("can't read {SOURCES}/{name}"))
    };
    let head = head::Head {
        site: &site,
        book: context.config.book.title.as_deref().unwrap_or_default(),
        social: &from.join(SOCIAL),
        colours: sheets::page_colours(&sheet),
        preload: sheets::preloaded(&from, problems)?,
    };
    if head.colours.is_none() {
        let what = "the page's background `--bg: light-dark(…, …)` is not there";
        let file = Path::new(SOURCES).join("css").join(sheets::TOKENS);
        problems.add(
            file,
            None,
            what,
            "define it: the browser's own bar takes its colours",
        );
    }
    let mut files = vec![
        ("index.hbs", read("page.hbs")?),
        ("head.hbs", head.render(&pages)),
        ("header.hbs", contents::render(&pages)),
        ("css/general.css", sheet),
        ("book.js", scripts(&from.join("js"))?),
        ("favicon.svg", read("favicon.svg")?),
    ];
    files.extend(overrides::STUBS.map(|(name, text)| (name, text.to_owned())));
    for (name, text) in files {
        put(&to, name, text.as_bytes())?;
    }
    copy_fonts(&from.join(FONTS), &to)
}

/// The scripts of the page, in one.
fn scripts(dir: &Path) -> Result<String> {
    let mut names: Vec<String> = names(dir, "js")?;
    names.retain(|name| !APART.contains(&name.as_str()));
    names.sort_by_key(|name| (name != FIRST, name.clone()));
    let mut all = String::new();
    for name in names {
        let script = fs::read_to_string(dir.join(&name))
            .with_context(|| format!("can't read {SOURCES}/js/{name}"))?;
        all.push_str(script.trim_end());
        all.push('\n');
    }
    Ok(all)
}

/// The fonts, and no font of mdBook's.
fn copy_fonts(from: &Path, theme: &Path) -> Result<()> {
    // mdBook takes its own away where there is this file, and doesn't copy it where it is empty. The fonts' rules are
    // a part of the sheet.
    put(theme, &format!("{FONTS}/fonts.css"), b"")?;
    let mut fonts = names(from, "woff2")?;
    // A font is given away with its licence only.
    fonts.extend(
        names(from, "md")?
            .into_iter()
            .filter(|name| name.starts_with("LICENSE")),
    );
    for name in &fonts {
        let font = fs::read(from.join(name)).with_context(|| format!("can't read {name}"))?;
        put(theme, &format!("{FONTS}/{name}"), &font)?;
    }
    // mdBook copies all that it finds here: what is no longer a source must go.
    let to = theme.join(FONTS);
    for name in names(&to, "woff2")?.into_iter().chain(names(&to, "md")?) {
        if !fonts.contains(&name) {
            fs::remove_file(to.join(name))?;
        }
    }
    Ok(())
}

/// The files in a directory with that extension, in the order of their names. None if there is no directory.
fn names(dir: &Path, extension: &str) -> Result<Vec<String>> {
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.with_context(|| format!("can't list {}", dir.display()))?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if Path::new(&name)
            .extension()
            .is_some_and(|own| own == extension)
        {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Writes a file of the theme if it would change, and in one step: mdBook may be reading the old one, and
/// `mdbook serve` builds again whatever is touched here.
fn put(theme: &Path, name: &str, contents: &[u8]) -> Result<()> {
    let file = theme.join(name);
    if fs::read(&file).is_ok_and(|old| old == contents) {
        return Ok(());
    }
    // Not beside the file: mdBook would take it for a font.
    let new = theme.join(format!(".new-{}", process::id()));
    let write = || {
        fs::create_dir_all(file.parent().unwrap_or(theme))?;
        fs::write(&new, contents)?;
        fs::rename(&new, &file)
    };
    write().with_context(|| format!("can't write {}", file.display()))
}

/// Text for a template: HTML in which nothing is an expression of the template's.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => plain.push_str("&amp;"),
            '<' => plain.push_str("&lt;"),
            '>' => plain.push_str("&gt;"),
            '"' => plain.push_str("&quot;"),
            '{' => plain.push_str("&#123;"),
            '}' => plain.push_str("&#125;"),
            c => plain.push(c),
        }
    }
    plain
}

/// Copies the social pictures into the finished book. mdBook has no place for them in a theme, so a book that plain
/// `mdbook` made has none.
///
/// # Errors
/// When one can't be copied.
pub(crate) fn copy_social(root: &Path, dest: &Path) -> Result<()> {
    let from = root.join(SOURCES).join(SOCIAL);
    if !is_own(root) {
        return Ok(());
    }
    for name in names(&from, "png")? {
        let to = dest.join(SOCIAL);
        fs::create_dir_all(&to)?;
        fs::copy(from.join(&name), to.join(&name)).with_context(|| format!("can't copy {name}"))?;
    }
    Ok(())
}

/// A fault of a page, for whoever has its file.
fn undescribed() -> Fault {
    fault(
        "the page has no paragraph that could describe it to a search engine",
        "begin it with one that says what the reader will get from it",
    )
}
