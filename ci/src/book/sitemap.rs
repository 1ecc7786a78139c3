//! sitemap.xml: the addresses of all pages, for search engines. And robots.txt, which says where it is, if the
//! book stands at the root of its host: nowhere else is a robots.txt read.
//!
//! No page gets a date: a checkout need not have the history that a true one would come from.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use axum::http::Uri;
use mdbook_driver::config::Config;
use mdbook_preprocessor::book::Book;

use crate::book::markdown::escape;
use crate::problem::{Fault, fault, slashes};

/// Reads where the book is published: `site` of [preprocessor.book], or the variable that overrides it. A
/// book that doesn't say it has no sitemap.
///
/// # Errors
/// When that is no address that a book can stand at.
pub(crate) fn site(config: &Config) -> Result<Option<String>, Fault> {
    const MEND: &str = "write `site = \"https://…/\"` in [preprocessor.book], or correct MDBOOK_PREPROCESSOR__BOOK__SITE";
    match config.get::<String>("preprocessor.book.site") {
        Ok(Some(site)) if is_site(&site) => Ok(Some(site)),
        Ok(Some(site)) => {
            let what = format!("`{site}` is no http(s) address that ends in `/`");
            Err(fault(what, MEND))
        }
        Ok(None) => Ok(None),
        Err(_) => Err(fault("`site` is not a text", MEND)),
    }
}

fn is_site(address: &str) -> bool {
    let Ok(uri) = address.parse::<Uri>() else {
        return false;
    };
    let is_web = matches!(uri.scheme_str(), Some("http" | "https"));
    let has_host = uri.host().is_some_and(|host| !host.is_empty());
    is_web && has_host && address.ends_with('/') && !address.contains(['?', '#'])
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
pub(crate) fn write(dest: &Path, site: &str, pages: &[PathBuf]) -> Result<()> {
    let mut map = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for page in pages {
        let _ = writeln!(
            map,
            "<url><loc>{}</loc></url>",
            escape(&address(site, page))
        );
    }
    map.push_str("</urlset>\n");
    fs::write(dest.join("sitemap.xml"), map).context("can't write sitemap.xml")?;
    if site.parse::<Uri>().is_ok_and(|uri| uri.path() == "/") {
        let robots = format!("User-agent: *\nDisallow:\n\nSitemap: {site}sitemap.xml\n");
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
    fn a_site_is_an_address_that_ends_in_a_slash() {
        for right in ["http://localhost:3000/", "https://example.org/a/book/"] {
            assert!(is_site(right), "{right}");
        }
        for wrong in [
            "",
            "/",
            "example.org/",
            "https://example.org",
            "https://example.org/book",
            "https:///book/",
            "ftp://example.org/",
            "https://example.org/?page=/",
            "https://example.org/#/",
            "https://exa mple.org/",
        ] {
            assert!(!is_site(wrong), "{wrong}");
        }
    }

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
