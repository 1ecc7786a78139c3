//! What is replaced of mdBook's own theme, and why. None of it is on a page of the book; a newer mdBook may have
//! changed an original in a way that ours has to follow, and then a test here names it.

/// A file of mdBook's theme that has one of ours in its place.
#[cfg_attr(
    not(test),
    expect(
        dead_code,
        reason = "a list for whoever upgrades mdBook; the test reads it"
    )
)]
#[derive(Debug)]
pub(crate) struct Override {
    /// Its path below `front-end` in the sources of mdbook-html.
    original: &'static str,
    /// The SHA-256 of the original that ours was written against.
    sha256: &'static str,
    /// What ours mends.
    mends: &'static str,
}

/// All of them.
#[cfg_attr(
    not(test),
    expect(
        dead_code,
        reason = "a list for whoever upgrades mdBook; the test reads it"
    )
)]
pub(crate) const OVERRIDES: &[Override] = &[
    Override {
        original: "templates/index.hbs",
        sha256: "bf8b6b7cc5c1e44b03ab0392297705a220b569b601286e0ad538cca6d56717f1",
        mends: "six inline scripts, a second h1, no skip link, no contents and no dark theme without script, 14 files before the first paint",
    },
    Override {
        original: "templates/head.hbs",
        sha256: "56b3ab3c6eabd4723d4794ecd0a7452aa8903c55a2106d60bceacc74d76311c3",
        mends: "it is empty: no description of the page, no canonical address, no picture for those who link to it",
    },
    Override {
        original: "templates/header.hbs",
        sha256: "1fd27c9ccd016060dc4d6e77f12bf58b26e7c604aebe2577a67097f95a3de70a",
        mends: "it is empty: ours is the contents as HTML",
    },
    Override {
        original: "templates/toc.js.hbs",
        sha256: "64ff628684df470e9a33af32ad7d44c74c9a6b132cf6ed7eea5691dc4c941c57",
        mends: "the contents came by script",
    },
    Override {
        original: "templates/toc.html.hbs",
        sha256: "b8f2aa8f58af5054c9dff15b301ac31cf70c23da3dc92a27c912019df512bcb0",
        mends: "a frame with invalid HTML and six sheets, for the contents without script",
    },
    Override {
        original: "templates/redirect.hbs",
        sha256: "ff4ea466b7c5e19e621a7e263040be4fbffd707578fd739891b89fbfd07a6f1f",
        mends: "an inline script; a redirect leads on without one, and does not keep a fragment",
    },
    Override {
        original: "css/general.css",
        sha256: "e96d0476741bfcbe8cc0ac02db00187c45a63946834361d0eab846016787c646",
        mends: "102 characters a line; ours is all sheets of theme/css in one",
    },
    Override {
        original: "css/chrome.css",
        sha256: "d279d366359c0d588c9c10cb46afe2b543fc731dea722803639b4e45016d5fe2",
        mends: "a sheet more before the first paint, animation under reduced motion",
    },
    Override {
        original: "css/variables.css",
        sha256: "8adf115df892369c90b830767c4651a9e058b79273e219935f7c8a96c6eab9c0",
        mends: "five themes, four of them with too little contrast",
    },
    Override {
        original: "css/print.css",
        sha256: "9e4910d8eb508863172430c60d49fd3b442e9e7f5963a18cd1d655c386ffeae9",
        mends: "a dark page from a dark theme; ours is at the end of the one sheet",
    },
    Override {
        original: "css/highlight.css",
        sha256: "493f70e1527d895653b5ac7157abba8e2c656e43698da93b6c1997e2855a5059",
        mends: "programs are coloured when the book is built, with the colours of the theme",
    },
    Override {
        original: "css/ayu-highlight.css",
        sha256: "3fdfc3ac5e435e0cef96dafee74da487e4846ffce4dff5973bb45d68b678dd7f",
        mends: "the same, for a theme that there isn't",
    },
    Override {
        original: "css/tomorrow-night.css",
        sha256: "4c0ae647a06ef1699806fb9b4b6d0ef72de026708c6e8581362641c9298cb5f7",
        mends: "the same, for themes that there aren't",
    },
    Override {
        original: "js/book.js",
        sha256: "609e4cb80f92aa954a3f48869c751f6f8848433604f1297bb70fde0e3e58a569",
        mends: "arrow keys taken within code and tables, copy buttons out of the keyboard's reach, no way back into the cached page",
    },
    Override {
        original: "js/highlight.js",
        sha256: "abc7f01d0ce8c64e4ba9e131d651e48ae1a567b2a1254fea8aab03502288de58",
        mends: "programs are coloured when the book is built",
    },
    Override {
        original: "js/clipboard.min.js",
        sha256: "1626706afc88d95ebe1173b553ec732c6dc82a576989315fdf5e7779af738a44",
        mends: "browsers copy by themselves",
    },
    Override {
        original: "fonts/fonts.css",
        sha256: "9644e21dc7bdb7fd7f7461f9e5c190cc14de0ea2d295afa7e7f26818207f3ef1",
        mends: "279 KB of fonts, and a sheet more before the first paint",
    },
    Override {
        original: "images/favicon.svg",
        sha256: "de23e50b1c4dd6e052b3e21d444fcd4b13568b3840ac3c99d9be4e9263c0ef59",
        mends: "mdBook's picture, not the book's",
    },
];

const NO_SHEET: &str = "/* The pages have one sheet: css/general.css. */\n";
const NO_SCRIPT: &str = "// The pages have one script: book.js.\n";

/// The files of the theme that no page loads, or whose text is short.
pub(super) const STUBS: [(&str, &str); 11] = [
    ("css/chrome.css", NO_SHEET),
    ("css/variables.css", NO_SHEET),
    ("css/print.css", NO_SHEET),
    ("highlight.css", NO_SHEET),
    ("ayu-highlight.css", NO_SHEET),
    ("tomorrow-night.css", NO_SHEET),
    ("highlight.js", NO_SCRIPT),
    ("clipboard.min.js", NO_SCRIPT),
    ("toc.js.hbs", NO_SCRIPT),
    ("toc.html.hbs", TOC),
    ("redirect.hbs", REDIRECT),
];

/// mdBook writes this page in any case, so it had better be a good one.
const TOC: &str = r#"<!DOCTYPE html>
<html lang="{{ language }}" dir="{{ text_direction }}">
<head>
<meta charset="utf-8">
<title>Contents - {{ book_title }}</title>
{{> head}}
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="{{ resource "css/general.css" }}">
</head>
<body>
<main>
<h1>Contents</h1>
{{> header}}
</main>
</body>
</html>
"#;

/// Which knows its destination and nothing else: no way to the root, no resources.
const REDIRECT: &str = r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>This page has moved</title>
<meta http-equiv="refresh" content="0; url={{ url }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="canonical" href="{{ url }}">
</head>
<body>
<main>
<h1>This page has moved</h1>
<p>It is <a href="{{ url }}">at another address</a> now.</p>
</main>
</body>
</html>
"#;

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::fs;

    use cargo_metadata::MetadataCommand;
    use sha2::{Digest as _, Sha256};

    use super::*;

    /// The directory of mdbook-html's own theme, of the version that the book is built with.
    fn originals() -> std::path::PathBuf {
        let metadata = MetadataCommand::new()
            .manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
            .other_options(["--locked".into(), "--offline".into()])
            .exec()
            .unwrap();
        // mdbook-admonish stands on mdBook 0.4, which has no such package.
        let packages: Vec<_> = metadata
            .packages
            .iter()
            .filter(|package| package.name == "mdbook-html")
            .collect();
        let [package] = packages.as_slice() else {
            panic!("{} packages of the name mdbook-html", packages.len());
        };
        package
            .manifest_path
            .with_file_name("front-end")
            .into_std_path_buf()
    }

    #[test]
    fn what_is_replaced_is_what_it_was() {
        let mut changed = String::new();
        for Override {
            original,
            sha256,
            mends,
        } in OVERRIDES
        {
            let text = fs::read(originals().join(original)).unwrap_or_default();
            let digest = Sha256::digest(&text)
                .iter()
                .fold(String::new(), |mut hex, byte| {
                    let _ = write!(hex, "{byte:02x}");
                    hex
                });
            if digest != *sha256 {
                let _ = writeln!(changed, "{original}: now {digest}; ours mends: {mends}");
            }
        }
        assert!(
            changed.is_empty(),
            "mdBook has changed what the book's theme replaces; compare, follow where it matters, and enter the new \
             digest:\n{changed}"
        );
    }
}
