//! `header.hbs`: the contents, as part of every page, so that they need no script.
//!
//! The page that the reader is on has its headings under it. The pages below a section are shown while the reader is
//! in the section; a book of forty pages would be no overview otherwise.

use std::fmt::Write as _;

use crate::book::theme::head::is_page;
use crate::book::theme::pages::{Heading, Item, Page};
use crate::book::theme::plain;

/// Pages of mdBook's own, from which the reader wants to get to any page.
const OUTSIDE: [&str; 2] = ["404.md", "toc.html"];

/// The partial.
pub(super) fn render(items: &[Item]) -> String {
    let mut out = String::new();
    list(items, &mut out);
    out
}

fn list(items: &[Item], out: &mut String) {
    let mut is_open = false;
    for item in items {
        if is_open != matches!(item, Item::Page(_)) {
            out.push_str(if is_open { "</ol>\n" } else { "<ol>\n" });
            is_open = !is_open;
        }
        match item {
            Item::Part(title) => {
                let _ = writeln!(out, "<p class=\"contents-part\">{}</p>", plain(title));
            }
            Item::Separator => out.push_str("<hr>\n"),
            Item::Page(entry) => page(entry, out),
        }
    }
    if is_open {
        out.push_str("</ol>\n");
    }
}

fn page(page: &Page, out: &mut String) {
    let number = page.number.as_deref().map_or_else(String::new, |number| {
        format!("<span class=\"number\">{}</span> ", plain(number))
    });
    let name = format!("{number}{}", plain(&page.title));
    out.push_str("<li>");
    if let (Some(address), Some(here)) = (page.address(), is_page(page.paths())) {
        let _ = write!(
            out,
            "<a href=\"{{{{ @root.path_to_root }}}}{}\"{{{{#if {here}}}}} aria-current=\"page\"{{{{/if}}}}>{name}</a>",
            plain(&address)
        );
        if !page.headings.is_empty() {
            let _ = writeln!(out, "{{{{#if {here}}}}}");
            headings(&page.headings, out);
            out.push_str("{{/if}}");
        }
    } else {
        let _ = write!(out, "<span class=\"draft\">{name}</span>");
    }
    if !page.below.is_empty() {
        let mut paths = Vec::from(OUTSIDE);
        paths.extend(page.paths());
        paths_of(&page.below, &mut paths);
        if let Some(within) = is_page(paths) {
            let _ = writeln!(out, "{{{{#if {within}}}}}");
            list(&page.below, out);
            out.push_str("{{/if}}");
        }
    }
    out.push_str("</li>\n");
}

fn paths_of<'a>(items: &'a [Item], paths: &mut Vec<&'a str>) {
    for item in items {
        if let Item::Page(page) = item {
            paths.extend(page.paths());
            paths_of(&page.below, paths);
        }
    }
}

/// Headings of the third level are listed under the second's; a page may begin with one.
fn headings(headings: &[Heading], out: &mut String) {
    out.push_str("<ol class=\"headings\">\n");
    let link =
        |heading: &Heading| format!("<a href=\"#{}\">{}</a>", plain(&heading.id), heading.html);
    let mut rest = headings;
    while let Some((first, after)) = rest.split_first() {
        let _ = write!(out, "<li>{}", link(first));
        let below = after
            .iter()
            .take_while(|heading| heading.level > first.level)
            .count();
        let (below, after) = after.split_at(below);
        if !below.is_empty() {
            out.push_str("\n<ol>\n");
            for heading in below {
                let _ = writeln!(out, "<li>{}</li>", link(heading));
            }
            out.push_str("</ol>");
        }
        out.push_str("</li>\n");
        rest = after;
    }
    out.push_str("</ol>\n");
}
