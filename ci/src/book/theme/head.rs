//! `head.hbs`: what a page says of itself to browsers, search engines and whoever links to it.

use std::fmt::Write as _;
use std::path::Path;

use crate::book::theme::pages::{Item, Page};
use crate::book::theme::{SOCIAL, Site, plain};

/// What all pages share.
pub(super) struct Head<'a> {
    pub(super) site: &'a Site,
    /// The book's title.
    pub(super) book: &'a str,
    /// The directory of the pictures.
    pub(super) social: &'a Path,
    /// The page's background in the light theme and in the dark one.
    pub(super) colours: Option<[String; 2]>,
    /// The fonts that every page needs.
    pub(super) preload: Vec<&'static str>,
}

impl Head<'_> {
    /// The partial. mdBook gives it the page's `path`; print.html, 404.html and toc.html have none of the book's pages'.
    pub(super) fn render(&self, pages: &[Item]) -> String {
        let mut head = String::new();
        // The page for what is not found is shown at any address. Only there mdBook defines `base_url`.
        let _ = writeln!(
            head,
            "{{{{#if base_url}}}}<base href=\"{}\">{{{{/if}}}}",
            plain(&self.site.path)
        );
        for (scheme, colour) in ["light", "dark"]
            .into_iter()
            .zip(self.colours.iter().flatten())
        {
            let _ = writeln!(
                head,
                "<meta name=\"theme-color\" content=\"{}\" media=\"(prefers-color-scheme: {scheme})\" data-scheme=\"{scheme}\">",
                plain(colour)
            );
        }
        // Before the sheet, which it need not wait for.
        let fonts = self
            .preload
            .iter()
            .map(|font| format!("{{{{ resource \"fonts/{font}\" }}}}"));
        let fonts = fonts.collect::<Vec<_>>().join(" ");
        let _ = writeln!(
            head,
            "<script src=\"{{{{ resource \"theme/js/boot.js\" }}}}\" data-fonts=\"{fonts}\"></script>"
        );
        let mut opening = "{{#if";
        self.pages(pages, &mut opening, &mut head);
        if opening == "{{#if" {
            head.push_str("<meta name=\"robots\" content=\"noindex\">\n");
        } else {
            head.push_str("{{else}}\n<meta name=\"robots\" content=\"noindex\">\n{{/if}}\n");
        }
        head
    }

    fn pages(&self, items: &[Item], opening: &mut &str, head: &mut String) {
        for item in items {
            if let Item::Page(page) = item {
                if let (Some(condition), Some(address)) = (is_page(page.paths()), page.address()) {
                    let _ = writeln!(head, "{opening} {condition}}}}}");
                    *opening = "{{else if";
                    self.page(page, &address, head);
                }
                self.pages(&page.below, opening, head);
            }
        }
    }

    fn page(&self, page: &Page, address: &str, head: &mut String) {
        let title = plain(&page.title);
        // A directory's address is the one that people link to.
        let short = if page.is_first {
            ""
        } else {
            address
                .strip_suffix("index.html")
                .filter(|dir| dir.ends_with('/'))
                .unwrap_or(address)
        };
        let url = plain(&format!("{}{short}", self.site.address));
        let kind = if page.is_first { "website" } else { "article" };
        if let Some(description) = page.description.as_deref().map(plain) {
            let _ = writeln!(
                head,
                "<meta name=\"description\" content=\"{description}\">"
            );
            let _ = writeln!(
                head,
                "<meta property=\"og:description\" content=\"{description}\">"
            );
        }
        let _ = writeln!(head, "<link rel=\"canonical\" href=\"{url}\">");
        let _ = writeln!(head, "<meta property=\"og:url\" content=\"{url}\">");
        let _ = writeln!(head, "<meta property=\"og:type\" content=\"{kind}\">");
        let _ = writeln!(head, "<meta property=\"og:title\" content=\"{title}\">");
        let _ = writeln!(
            head,
            "<meta property=\"og:site_name\" content=\"{}\">",
            plain(self.book)
        );
        let picture = format!(
            "{}.png",
            address.trim_end_matches(".html").replace('/', "-")
        );
        if self.social.join(&picture).is_file() {
            let url = plain(&format!("{}{SOCIAL}/{picture}", self.site.address));
            let _ = writeln!(head, "<meta property=\"og:image\" content=\"{url}\">");
            let _ = writeln!(
                head,
                "<meta name=\"twitter:card\" content=\"summary_large_image\">"
            );
        } else {
            let _ = writeln!(head, "<meta name=\"twitter:card\" content=\"summary\">");
        }
    }
}

/// A template's condition that the page is one of these.
pub(super) fn is_page<'a>(paths: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let tests: Vec<String> = paths
        .into_iter()
        .map(|path| format!("(eq @root.path \"{path}\")"))
        .collect();
    match tests.as_slice() {
        [] => None,
        [test] => Some(test.clone()),
        tests => Some(format!("(or {})", tests.join(" "))),
    }
}
