//! Checks on the finished HTML, with a real HTML parser: every link, fragment and image leads somewhere,
//! every id is the only one of its page, no directive is left over.
//!
//! A problem is reported where a writer can mend it: at the line of the Markdown page that holds the
//! address, if there is one.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result};
use mdbook_driver::config::HtmlConfig;
use scraper::{Html, Node};

use crate::book::include::normalise;
use crate::book::known::Known;
use crate::book::lint::BOOK_TOML;
use crate::problem::{Fault, Problems, fault, slashes};

/// A rendered page, as far as links are concerned.
#[derive(Debug, Default)]
pub(crate) struct Page {
    ids: BTreeSet<String>,
    /// Ids that are there more than once.
    twice: BTreeSet<String>,
    /// The element, and the address in it.
    links: BTreeSet<(&'static str, String)>,
    /// Directives that are part of the text.
    leftovers: BTreeSet<String>,
    /// Whether the page says where its addresses start from.
    has_base: bool,
}

/// Where things are.
pub(crate) struct Places<'a> {
    /// The repository.
    pub(crate) root: &'a Path,
    /// The directory of the pages, relative to the root.
    pub(crate) src: &'a Path,
    /// The rendered book.
    pub(crate) dest: &'a Path,
    /// What book.toml says about the HTML.
    pub(crate) html: &'a HtmlConfig,
}

/// Checks every page. Returns how many there are.
///
/// # Errors
/// When the rendered book can't be read.
pub(crate) fn check(places: &Places<'_>, known: &Known, problems: &mut Problems) -> Result<usize> {
    let mut files = Vec::new();
    list(places.dest, Path::new(""), &mut files)?;
    let mut pages = BTreeMap::new();
    for file in files
        .iter()
        .filter(|file| file.extension().is_some_and(|e| e == "html"))
    {
        let text = fs::read_to_string(places.dest.join(file))
            .with_context(|| format!("can't read {}", file.display()))?;
        // print.html is every page once more, with addresses rewritten by mdBook: what is wrong there is wrong, and
        // reported, on the page itself.
        let page = if file == Path::new("print.html") {
            Arc::default()
        } else {
            let Ok(page) = known
                .pages
                .get(file, text, |text| Ok::<_, Infallible>(read(text)));
            page
        };
        pages.insert(file.clone(), page);
    }
    let files: BTreeSet<PathBuf> = files.into_iter().collect();
    let redirects: BTreeSet<PathBuf> = places
        .html
        .redirect
        .keys()
        .map(|from| PathBuf::from(from.trim_start_matches('/')))
        .collect();
    for (file, page) in &pages {
        // A redirect is a line of book.toml.
        if redirects.contains(file) {
            continue;
        }
        for id in &page.twice {
            let (at, line) = source(places, file, &[format!("\"{id}\""), format!("#{id}")]);
            problems.add(
                at,
                line,
                format!("the id `{id}` is on this page twice"),
                "give one of them another id",
            );
        }
        for text in &page.leftovers {
            let (at, line) = source(places, file, std::slice::from_ref(text));
            problems.add(
                at,
                line,
                format!("`{text}` was not expanded"),
                "correct the directive",
            );
        }
        for (element, address) in &page.links {
            // Only mdBook's page for "not found" has a base, the book's root: it is shown at any address.
            // The links within it are mdBook's own and broken by that.
            if page.has_base && address.starts_with('#') {
                continue;
            }
            let base = if page.has_base {
                PathBuf::from("index.html")
            } else {
                file.clone()
            };
            if let Err(what) = resolve(&base, address, &files, &pages) {
                let (at, line) = source(places, file, &spellings(address));
                let noun = if *element == "img" {
                    "the image"
                } else {
                    "the link"
                };
                problems.add(
                    at,
                    line,
                    format!("{noun} `{address}` leads nowhere: {what}"),
                    "correct the address",
                );
            } else if !page.has_base
                && let Some(fault) = from_a_disk(address)
            {
                let (at, line) = source(places, file, &spellings(address));
                problems.add(at, line, fault.what, fault.mend);
            }
        }
    }
    for (from, to) in &places.html.redirect {
        let base = PathBuf::from(from.trim_start_matches('/'));
        if let Err(what) = resolve(&base, to, &files, &pages) {
            let text = fs::read_to_string(places.root.join(BOOK_TOML)).unwrap_or_default();
            let line = text
                .lines()
                .position(|line| line.contains(from.as_str()))
                .map(|index| index + 1);
            let what = format!("the redirect from `{from}` to `{to}` leads nowhere: {what}");
            problems.add(BOOK_TOML, line, what, "correct the address");
        }
    }
    Ok(pages.len())
}

fn list(dest: &Path, below: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let directory = dest.join(below);
    for entry in
        fs::read_dir(&directory).with_context(|| format!("can't list {}", directory.display()))?
    {
        let entry = entry?;
        let path = below.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            list(dest, &path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn read(text: &str) -> Page {
    let mut page = Page::default();
    for node in Html::parse_document(text).tree.values() {
        match node {
            Node::Element(element) => {
                if let Some(id) = element.attr("id")
                    && !page.ids.insert(id.to_owned())
                {
                    page.twice.insert(id.to_owned());
                }
                let links: &[(&'static str, &str)] = match element.name() {
                    "a" | "area" => &[("a", "href")],
                    "link" => &[("link", "href")],
                    "img" => &[("img", "src")],
                    "script" | "iframe" | "source" | "video" => &[("file", "src")],
                    "base" => {
                        page.has_base = true;
                        &[]
                    }
                    _ => &[],
                };
                for (kind, attribute) in links {
                    if let Some(address) = element.attr(attribute) {
                        page.links.insert((kind, address.to_owned()));
                    }
                }
                // An old way to name a place.
                if element.name() == "a"
                    && let Some(name) = element.attr("name")
                {
                    page.ids.insert(name.to_owned());
                }
            }
            Node::Text(text) => {
                if let Some(at) = text.find("{{#") {
                    let rest = &text[at..];
                    let end = rest
                        .find("}}")
                        .map_or_else(|| rest.find('\n').unwrap_or(rest.len()), |end| end + 2);
                    page.leftovers.insert(rest[..end].to_owned());
                }
            }
            _ => {}
        }
    }
    page
}

/// Whether an address on the page `from` leads to something.
fn resolve(
    from: &Path,
    address: &str,
    files: &BTreeSet<PathBuf>,
    pages: &BTreeMap<PathBuf, Arc<Page>>,
) -> Result<(), String> {
    let (address, fragment) = address
        .split_once('#')
        .map_or((address, None), |(a, f)| (a, Some(f)));
    let address = address.split_once('?').map_or(address, |(path, _)| path);
    if let Some((scheme, _)) = address.split_once(':') {
        return match scheme {
            "http" | "https" | "mailto" | "data" => Ok(()),
            other => Err(format!("`{other}:` is no address on the web")),
        };
    }
    if address.starts_with("//") {
        return Ok(());
    }
    let decoded = percent_encoding::percent_decode_str(address).decode_utf8_lossy();
    let path = if decoded.is_empty() {
        Some(from.to_owned())
    } else if let Some(absolute) = decoded.strip_prefix('/') {
        normalise(Path::new(absolute))
    } else {
        normalise(&from.parent().unwrap_or(Path::new("")).join(&*decoded))
    };
    let Some(mut path) = path else {
        return Err("it is outside the book".into());
    };
    if path.as_os_str().is_empty() || decoded.ends_with('/') {
        path.push("index.html");
    }
    if !files.contains(&path) {
        return Err(format!("there is no `{}`", slashes(&path)));
    }
    let fragment =
        fragment.map(|fragment| percent_encoding::percent_decode_str(fragment).decode_utf8_lossy());
    match (fragment, pages.get(&path)) {
        (Some(fragment), Some(page))
            if !fragment.is_empty() && fragment != "top" && !page.ids.contains(&*fragment) =>
        {
            Err(format!("`{}` has no `#{fragment}`", slashes(&path)))
        }
        _ => Ok(()),
    }
}

/// What is wrong with an address that a server makes good, where the book is read without one.
fn from_a_disk(address: &str) -> Option<Fault> {
    let path = address.split(['#', '?']).next().unwrap_or_default();
    let names_directory = |last: &str| matches!(last, "" | "." | "..");
    if address.starts_with("//") {
        let what =
            format!("the link `{address}` takes its scheme from the page, which may be a file");
        Some(fault(what, "begin it with `https:`"))
    } else if address.starts_with('/') {
        let what = format!(
            "the link `{address}` begins at the root of a host, where the book need not be"
        );
        Some(fault(what, "write the way from this page"))
    } else if !path.is_empty()
        && !path.contains(':')
        && path.rsplit('/').next().is_some_and(names_directory)
    {
        let what = format!(
            "the link `{address}` names a directory, and read from a disk that shows a list of files"
        );
        Some(fault(what, "name its index.html"))
    } else {
        None
    }
}

/// The ways in which a writer may have written an address.
fn spellings(address: &str) -> Vec<String> {
    let markdown = address.replacen(".html", ".md", 1);
    let mut spellings = vec![
        format!("({markdown}"),
        format!("({address}"),
        markdown,
        address.to_owned(),
    ];
    spellings.dedup();
    spellings
}

/// Where the page's source says one of `texts`: its Markdown, or a file that mdBook copied as it was. The HTML
/// page if it has no source.
fn source(places: &Places<'_>, page: &Path, texts: &[String]) -> (PathBuf, Option<usize>) {
    for file in [
        places.src.join(page.with_extension("md")),
        places.src.join(page),
    ] {
        let Ok(text) = fs::read_to_string(places.root.join(&file)) else {
            continue;
        };
        let says = |wanted: &String| text.lines().position(|line| line.contains(wanted.as_str()));
        return (file, texts.iter().find_map(says).map(|index| index + 1));
    }
    (page.to_owned(), None)
}
