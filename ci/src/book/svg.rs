//! The little SVG that the figures need.
//!
//! A figure has no `viewBox`: across, places are percentages of the figure's width, and down they are pixels. So a
//! figure fills a phone and a wide page alike while its text keeps the size that the style sheet gives it. There are
//! no colours here, only classes.

use std::fmt::{Display, Write as _};
use std::sync::LazyLock;

use regex::{Captures, Regex};

/// `text` with what HTML would read as markup made plain.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Code that may be broken where it hurts least: after a path's `::` and an opening parenthesis, before a method's dot.
pub(crate) fn breakable(code: &str) -> String {
    static PLACES: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(::|\()|(\.[a-z_])").expect("a valid pattern"));
    PLACES
        .replace_all(&escape(code), |found: &Captures<'_>| match found.get(1) {
            Some(after) => format!("{}<wbr>", after.as_str()),
            None => format!("<wbr>{}", &found[0]),
        })
        .into_owned()
}

/// One paragraph of Markdown, without the paragraph's own tags.
pub(crate) fn inline(markdown: &str) -> String {
    let joined = markdown.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new(&joined));
    html.trim()
        .trim_start_matches("<p>")
        .trim_end_matches("</p>")
        .to_owned()
}

/// A share of the figure's width, in percent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Share(pub(crate) f64);

impl Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}%", rounded(self.0))
    }
}

/// Two digits behind the point are a hundredth of a pixel at most, and keep the pages small.
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// The side of its place on which a text stands.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Anchor {
    /// The text begins there.
    Start,
    /// The text is centred there.
    Middle,
    /// The text ends there.
    End,
}

/// A drawing that grows, one element a line.
#[derive(Debug, Default)]
pub(crate) struct Drawing {
    elements: String,
}

impl Drawing {
    /// A bar that begins at the left edge.
    pub(crate) fn bar(&mut self, class: &str, width: Share, y: f64, height: f64) {
        self.element(format_args!(
            "<rect class=\"{class}\" x=\"0\" y=\"{}\" width=\"{width}\" height=\"{}\" rx=\"2\"/>",
            rounded(y),
            rounded(height)
        ));
    }

    /// A line.
    pub(crate) fn line(&mut self, class: &str, from: (Share, f64), to: (Share, f64)) {
        self.element(format_args!(
            "<line class=\"{class}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>",
            from.0,
            rounded(from.1),
            to.0,
            rounded(to.1)
        ));
    }

    /// A dot.
    pub(crate) fn dot(&mut self, class: &str, at: (Share, f64), radius: f64) {
        self.element(format_args!(
            "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
            at.0,
            rounded(at.1),
            rounded(radius)
        ));
    }

    /// A text on one line.
    pub(crate) fn text(&mut self, class: &str, at: (Share, f64), anchor: Anchor, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        self.element(format_args!(
            "<text class=\"{class}\" x=\"{}\" y=\"{}\"{anchor}>{}</text>",
            at.0,
            rounded(at.1),
            escape(text)
        ));
    }

    fn element(&mut self, element: std::fmt::Arguments<'_>) {
        writeln!(self.elements, "{element}").expect("a String takes everything");
    }

    /// The whole `<svg>`. `id` begins the ids of its title and description, which a screen reader reads instead of
    /// the drawing.
    pub(crate) fn finish(self, id: &str, height: f64, title: &str, description: &str) -> String {
        format!(
            "<svg class=\"fig-plot\" width=\"100%\" height=\"{}\" role=\"img\" aria-labelledby=\"{id}-title {id}-text\">\n\
             <title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-text\">{}</desc>\n{}</svg>\n",
            rounded(height),
            escape(title),
            escape(description),
            self.elements
        )
    }
}
