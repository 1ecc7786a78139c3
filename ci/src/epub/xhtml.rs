//! A page's HTML as a chapter's XHTML.
//!
//! Only `<main>` is taken: what is around it is the shell of a site. In it, what only a script or a site makes
//! sense of is left out, and an attribute is kept if it is known to mean something in a book: whatever is
//! added to the pages later can't make the EPUB invalid.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use scraper::{ElementRef, Html, Node, Selector};

use crate::book::include::normalise;
use crate::epub::sheet::Sheet;
use crate::problem::slashes;

/// The inside of a chapter's `<body>`.
#[derive(Debug, Default)]
pub(super) struct Chapter {
    pub(super) body: String,
    /// Whether there is SVG in it: the package has to say so.
    pub(super) has_svg: bool,
    /// The classes of its drawings.
    pub(super) drawn_by: BTreeSet<String>,
    /// The files of the book that it shows.
    pub(super) images: BTreeSet<PathBuf>,
}

/// Left out with all that is in them: they act, and in a book nothing acts.
const LEFT_OUT: &[&str] = &[
    "button", "dialog", "form", "input", "nav", "noscript", "script", "select", "style",
    "template", "textarea",
];

const VOID: &[&str] = &["br", "col", "hr", "img", "source", "wbr"];

/// The attributes that an element of HTML keeps, beside `aria-…`.
const KEPT: &[&str] = &[
    "abbr", "alt", "cite", "class", "colspan", "datetime", "dir", "headers", "height", "id",
    "lang", "open", "reversed", "role", "rowspan", "scope", "span", "src", "start", "style",
    "title", "value", "width",
];

/// Makes a chapter of `page`, if it has a `<main>`. `pages` are those of the book.
pub(super) fn chapter(
    html: &str,
    page: &Path,
    pages: &BTreeSet<PathBuf>,
    sheet: &Sheet,
) -> Option<Chapter> {
    let document = Html::parse_document(html);
    let main = Selector::parse("main").expect("a valid selector");
    let main = document.select(&main).next()?;
    let mut writer = Writer {
        page,
        pages,
        sheet,
        chapter: Chapter::default(),
    };
    writer.children(main);
    Some(writer.chapter)
}

struct Writer<'a> {
    page: &'a Path,
    pages: &'a BTreeSet<PathBuf>,
    sheet: &'a Sheet,
    chapter: Chapter,
}

impl Writer<'_> {
    fn children(&mut self, element: ElementRef<'_>) {
        for child in element.children() {
            if let Some(child) = ElementRef::wrap(child) {
                self.element(child);
            } else if let Node::Text(text) = child.value() {
                escape(text, &mut self.chapter.body);
            }
        }
    }

    fn element(&mut self, element: ElementRef<'_>) {
        let value = element.value();
        let is_svg = &*value.name.ns == "http://www.w3.org/2000/svg";
        if LEFT_OUT.contains(&value.name()) && !is_svg || value.attr("hidden").is_some() {
            return;
        }
        let address = (value.name() == "a")
            .then(|| self.address(element))
            .flatten();
        if value.name() == "a" && address.is_none() && value.attr("href").is_some() {
            return self.children(element);
        }
        // A custom element is known to the site's script alone.
        let name = if value.name().contains('-') {
            "div"
        } else {
            value.name()
        };
        self.chapter.body.push('<');
        self.chapter.body.push_str(name);
        if name == "svg" {
            self.chapter.has_svg = true;
            self.attribute("xmlns", "http://www.w3.org/2000/svg");
        }
        if is_svg {
            self.chapter
                .drawn_by
                .extend(value.classes().map(ToOwned::to_owned));
        }
        if let Some(address) = address {
            self.attribute("href", &address);
        }
        for (key, text) in value.attrs() {
            let is_kept = if is_svg {
                !key.starts_with("on")
                    && !key.starts_with("data-")
                    && !matches!(key, "tabindex" | "xmlns")
            } else {
                KEPT.contains(&key) || key.starts_with("aria-")
            };
            if is_kept {
                let text = if key == "style" {
                    &self.sheet.resolve(text)
                } else {
                    text
                };
                self.attribute(key, text);
            }
        }
        if let Some(image) = value
            .attr("src")
            .filter(|_| name == "img")
            .and_then(|src| self.file(src))
        {
            self.chapter.images.insert(image);
        }
        if VOID.contains(&name) {
            return self.chapter.body.push_str("/>");
        }
        self.chapter.body.push('>');
        self.children(element);
        self.chapter.body.push_str("</");
        self.chapter.body.push_str(name);
        self.chapter.body.push('>');
    }

    fn attribute(&mut self, name: &str, value: &str) {
        let body = &mut self.chapter.body;
        body.push(' ');
        body.push_str(name);
        body.push_str("=\"");
        escape(value, body);
        body.push('"');
    }

    /// Where a link leads from the chapter; `None` if there is nothing to lead to: a heading's link to itself, or
    /// a page of the site that is no page of the book.
    fn address(&self, link: ElementRef<'_>) -> Option<String> {
        let address = link.value().attr("href")?;
        if address.contains(':') {
            return Some(address.to_owned());
        }
        let (path, fragment) = address
            .split_once('#')
            .map_or((address, None), |(path, id)| (path, Some(id)));
        if path.is_empty() {
            let heading = link.ancestors().filter_map(ElementRef::wrap).find(|outer| {
                matches!(
                    outer.value().name(),
                    "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
                )
            });
            return heading.is_none().then(|| address.to_owned());
        }
        self.pages.contains(&self.file(path)?).then(|| {
            let path = path.replacen(".html", ".xhtml", 1);
            fragment.map_or(path.clone(), |id| format!("{path}#{id}"))
        })
    }

    /// The file of the book that a relative address names.
    fn file(&self, address: &str) -> Option<PathBuf> {
        let path = percent_encoding::percent_decode_str(address).decode_utf8_lossy();
        normalise(&self.page.parent().unwrap_or(Path::new("")).join(&*path))
    }
}

/// The way from a page to the book's root.
pub(super) fn to_root(page: &Path) -> String {
    "../".repeat(slashes(page).matches('/').count())
}

/// Text, or an attribute's value.
pub(super) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML has no way to write the others.
            c if c.is_control() && !matches!(c, '\n' | '\t') => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(main: &str) -> String {
        let pages = ["a.html", "b/c.html"].map(PathBuf::from).into();
        let sheet = Sheet::new(":root { --bg: light-dark(white, black); }");
        let html = format!("<!DOCTYPE html><nav>no</nav><main id=content>{main}</main>");
        chapter(&html, Path::new("b/c.html"), &pages, &sheet)
            .unwrap()
            .body
    }

    #[test]
    fn what_html_leaves_open_is_closed() {
        assert_eq!(
            body("<p>a<br>b &amp; c<p>&nbsp;<img alt='\"' src=x.png>"),
            "<p>a<br/>b &amp; c</p><p>\u{a0}<img alt=\"&quot;\" src=\"x.png\"/></p>"
        );
    }

    #[test]
    fn links_between_pages_lead_to_chapters() {
        assert_eq!(
            body("<a href='../a.html#x'>a</a>"),
            "<a href=\"../a.xhtml#x\">a</a>"
        );
        assert_eq!(body("<a href='#x'>here</a>"), "<a href=\"#x\">here</a>");
        assert_eq!(
            body("<a href='https://example.org/x.html'>x</a>"),
            "<a href=\"https://example.org/x.html\">x</a>"
        );
        assert_eq!(body("<a href='../print.html'>print</a>"), "print");
        assert_eq!(
            body("<h2 id=x><a href='#x'>x</a></h2>"),
            "<h2 id=\"x\">x</h2>"
        );
    }

    #[test]
    fn what_acts_is_left_out() {
        assert_eq!(
            body("<button>b</button><script>s</script><p hidden>h</p>t"),
            "t"
        );
        assert_eq!(
            body(
                "<step-through data-x=1><details name=q open><summary>s</summary>d</details></step-through>"
            ),
            "<div><details open=\"\"><summary>s</summary>d</details></div>"
        );
        assert_eq!(
            body("<pre tabindex=0 onclick=x class=c>p</pre>"),
            "<pre class=\"c\">p</pre>"
        );
    }

    #[test]
    fn svg_is_xml_with_its_colours() {
        assert_eq!(
            body(
                "<svg viewbox='0 0 1 1' style='fill: var(--bg)' tabindex=0><lineargradient id=g /></svg>"
            ),
            "<svg xmlns=\"http://www.w3.org/2000/svg\" style=\"fill: white\" viewBox=\"0 0 1 1\">\
             <linearGradient id=\"g\"></linearGradient></svg>"
        );
    }
}
