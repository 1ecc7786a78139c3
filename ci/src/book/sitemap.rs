//! sitemap.xml: the addresses of all pages, for search engines. And robots.txt, which says where it is, if the
//! book stands at the root of its host: nowhere else is a robots.txt read.
//!
//! No page gets a date: a checkout need not have the history that a true one would come from.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use mdbook_driver::config::Config;
use mdbook_preprocessor::book::Book;

use crate::book::markdown::escape;
use crate::book::theme::Site;
use crate::problem::{Fault, slashes};

/// Where the book is published. One that doesn't say it has no sitemap.
///
/// # Errors
/// When that is no address that a book can stand at.
pub(crate) fn site(config: &Config) -> Result<Option<Site>, Fault> {
    config
        .contains_key("preprocessor.book.site")
        .then(|| Site::read(config))
        .transpose()
}

/// The pages that a reader may come to, as HTML. So mdBook's own are out: 404.html, print.html, toc.html.
pub(crate) fn pages(book: &Book) -> Vec<PathBuf> {
    book.chapters()
        .filter_map(|chapter| chapter.path.as_ref())
        .map(|path| path.with_extension("html"))
        .collect()
}

/// Writes both files into the finished book.
///
/// # Errors
/// When they can't be written.
pub(crate) fn write(dest: &Path, site: &Site, pages: &[PathBuf]) -> Result<()> {
    let mut map = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for page in pages {
        let _ = writeln!(
            map,
            "<url><loc>{}</loc></url>",
            escape(&address(&site.address, page))
        );
    }
    map.push_str("</urlset>\n");
    fs::write(dest.join("sitemap.xml"), map).context("can't write sitemap.xml")?;
    if site.path == "/" {
        let robots = format!(
            "User-agent: *\nDisallow:\n\nSitemap: {}sitemap.xml\n",
            site.address
        );
        fs::write(dest.join("robots.txt"), robots).context("can't write robots.txt")?;
    }
    Ok(())
}

/// The address that people link to: a directory's, for its index.html.
fn address(site: &str, page: &Path) -> String {
    let page = slashes(page);
    let page = match page.strip_suffix("index.html") {
        Some(directory) if directory.is_empty() || directory.ends_with('/') => directory,
        _ => &page,
    };
    format!("{site}{page}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_has_the_address_of_its_directory() {
        let of = |page: &str| address("https://example.org/book/", Path::new(page));
        assert_eq!(of("index.html"), "https://example.org/book/");
        assert_eq!(of("a/index.html"), "https://example.org/book/a/");
        assert_eq!(
            of("an-index.html"),
            "https://example.org/book/an-index.html"
        );
        assert_eq!(of("a/b.html"), "https://example.org/book/a/b.html");
    }
}
