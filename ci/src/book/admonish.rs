//! Callouts: mdBook 0.5 outside, the unmodified mdbook-admonish inside.
//!
//! mdbook-admonish 1.20 is written against mdBook 0.4 and can't read what 0.5 sends. All that it wants of a
//! book is the text of each chapter, so it gets each chapter by itself in the types it knows. When it
//! speaks 0.5, this module and the dependency on mdBook 0.4 go.

use anyhow::{Context as _, Result};
use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use mdbook04::preprocess::Preprocessor as _;
use serde_json::json;

/// The preprocessor.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Admonish;

impl Preprocessor for Admonish {
    fn name(&self) -> &'static str {
        "admonish"
    }

    fn run(&self, context: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let old_context = old_context(context)?;
        let mut result = Ok(());
        book.for_each_chapter_mut(|chapter| {
            if result.is_ok() {
                result = callouts(&old_context, &chapter.content)
                    .map(|content| chapter.content = content)
                    .with_context(|| {
                        format!("mdbook-admonish can't read a callout of `{}`", chapter.name)
                    });
            }
        });
        result.map(|()| book)
    }
}

/// `text` with its callouts rendered.
fn callouts(context: &mdbook04::preprocess::PreprocessorContext, text: &str) -> Result<String> {
    let mut book = mdbook04::book::Book::new();
    book.push_item(mdbook04::book::Chapter::new(
        "",
        text.to_owned(),
        "page.md",
        Vec::new(),
    ));
    let book = mdbook_admonish::Admonish.run(context, book)?;
    let chapter = book.iter().find_map(|item| match item {
        mdbook04::book::BookItem::Chapter(chapter) => Some(chapter.content.clone()),
        _ => None,
    });
    chapter.context("mdbook-admonish lost the page")
}

/// The context of 0.4 has no constructor; what there is reads the JSON that mdBook 0.4 would send.
fn old_context(context: &PreprocessorContext) -> Result<mdbook04::preprocess::PreprocessorContext> {
    let settings: serde_json::Value = context
        .config
        .get("preprocessor.admonish")?
        .context("there is no [preprocessor.admonish] in book.toml")?;
    let input = json!([
        {
            "root": context.root,
            "config": { "book": { "title": "" }, "preprocessor": { "admonish": settings } },
            "renderer": context.renderer,
            "mdbook_version": mdbook04::MDBOOK_VERSION,
        },
        { "sections": [], "__non_exhaustive": null },
    ]);
    let (old, _) =
        mdbook04::preprocess::CmdPreprocessor::parse_input(input.to_string().as_bytes())?;
    Ok(old)
}
