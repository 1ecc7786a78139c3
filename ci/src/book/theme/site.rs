//! The address where the book is published.

use axum::http::Uri;
use mdbook_driver::config::Config;

use crate::problem::{Fault, fault};

/// Absolute addresses begin with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Site {
    /// All of it, with the slash at its end.
    pub(crate) address: String,
    /// The same without scheme and host: `/`, or `/book/`.
    pub(crate) path: String,
}

impl Site {
    /// The `site` of [preprocessor.book], or of the variable that overrides it.
    pub(crate) fn read(config: &Config) -> Result<Self, Fault> {
        const MEND: &str = "write `site = \"https://…/\"` in [preprocessor.book], or correct MDBOOK_PREPROCESSOR__BOOK__SITE";
        match config.get::<String>("preprocessor.book.site") {
            Ok(Some(address)) => Self::parse(&address).ok_or_else(|| {
                let what = format!(
                    "`{address}` is not where a book can stand: an http(s) address that ends in `/`"
                );
                fault(what, MEND)
            }),
            Ok(None) => Err(fault("it does not say where the book is published", MEND)),
            Err(_) => Err(fault("`site` is not a text", MEND)),
        }
    }

    fn parse(address: &str) -> Option<Self> {
        let uri: Uri = address.parse().ok()?;
        let is_web = matches!(uri.scheme_str(), Some("http" | "https"));
        let has_host = uri.host().is_some_and(|host| !host.is_empty());
        let is_place = address.ends_with('/') && uri.query().is_none() && !address.contains('#');
        (is_web && has_host && is_place).then(|| Self {
            address: address.to_owned(),
            path: uri.path().to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_an_address_that_ends_in_a_slash() {
        let path = |address| Site::parse(address).map(|site| site.path);
        assert_eq!(path("http://localhost:3000/").as_deref(), Some("/"));
        assert_eq!(
            path("https://example.org/a/book/").as_deref(),
            Some("/a/book/")
        );
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
            assert_eq!(path(wrong), None, "{wrong}");
        }
    }
}
