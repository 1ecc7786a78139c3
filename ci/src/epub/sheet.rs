//! The style sheet of the EPUB. Many readers know neither variables nor `light-dark()`, so each `var()` becomes
//! the value that it has on a light page.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

/// The tokens' values.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    variables: BTreeMap<String, String>,
}

impl Sheet {
    /// Collects the tokens; the first definition of one counts, which is that of a screen.
    pub(super) fn new(tokens: &str) -> Self {
        static DEFINITION: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"(--[\w-]+)\s*:\s*([^;{}]+)").expect("a valid pattern"));
        let mut variables = BTreeMap::new();
        for found in DEFINITION.captures_iter(tokens) {
            variables
                .entry(found[1].to_owned())
                .or_insert_with(|| light(found[2].trim()));
        }
        Self { variables }
    }

    /// The same text without variables. One that isn't known stays.
    pub(super) fn resolve(&self, css: &str) -> String {
        static VARIABLE: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"var\((--[\w-]+)\)").expect("a valid pattern"));
        let mut css = light(css);
        // A variable may be defined by another. Deeper than this is a circle.
        for _ in 0..4 {
            let resolved = VARIABLE.replace_all(&css, |found: &regex::Captures<'_>| {
                self.variables
                    .get(&found[1])
                    .unwrap_or(&found[0].to_owned())
                    .clone()
            });
            css = resolved.into_owned();
        }
        css
    }
}

/// `light-dark()` on a light page.
fn light(css: &str) -> String {
    static PAIR: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"light-dark\(\s*([^(),]+?)\s*,[^()]*\)").expect("a valid pattern")
    });
    PAIR.replace_all(css, "$1").into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_becomes_its_value_on_a_light_page() {
        let sheet = Sheet::new(
            ":root { --a: light-dark(#fff, #000); --b: var(--a); } @media print { :root { --a: red; } }",
        );
        assert_eq!(
            sheet.resolve("p { color: var(--b); fill: light-dark(blue, red) }"),
            "p { color: #fff; fill: blue }"
        );
        assert_eq!(sheet.resolve("var(--unknown)"), "var(--unknown)");
    }
}
