//! `cargo book epub`: the book as one file for e-readers.
//!
//! It is made of the pages of the strict build, so it shows what the site shows: programs with their marks,
//! charts, answers. [`xhtml`] makes a chapter of each page, [`sheet`] a style sheet that old readers understand;
//! this module writes the package around them, and Info-ZIP's `zip` packs it. epubcheck judges it (the stage).
//!
//! Others were looked at first. pandoc 2.17 turns answers that can be opened into open text and charts into images
//! without their colours. epub-builder 0.8, on which mdbook-epub stands, can't declare that a chapter has SVG in it,
//! without which the EPUB is invalid.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use chrono::Utc;
use clap::Args;
use mdbook_driver::MDBook;
use mdbook_driver::config::BookConfig;
use mdbook_preprocessor::book::{Book, BookItem};

use crate::book::{lint, sitemap};
use crate::problem::{Problems, slashes};
use crate::stages::{Context, LIMIT, Outcome};
use crate::test::{built_book, is_there, must_pass};

mod sheet;
mod xhtml;

/// Where Debian puts epubcheck, which is a Java archive.
const EPUBCHECK: &str = "/usr/share/java/epubcheck.jar";
/// Drawn with the social pictures.
const COVER: &str = "theme/epub/cover.png";
/// The style sheet, and the tokens that it names.
const SHEET: &str = "theme/epub/book.css";
const TOKENS: &str = "theme/css/tokens.css";

const CONTAINER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"#;

/// Write the book as an EPUB
///
/// Builds the book strictly, and writes it as one file for e-readers. Needs `zip`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// File to write
    #[arg(long, short, value_name = "FILE", default_value = "book.epub")]
    out: PathBuf,
}

/// Writes the EPUB.
///
/// # Errors
/// With the list of problems, if the book has any; without `zip`; when the file can't be written.
pub fn run(arguments: &Arguments) -> Result<()> {
    let out = std::path::absolute(&arguments.out)?;
    let chapters = write(&Context::new(LIMIT)?, &out)?;
    println!("{chapters} chapters in {}", out.display());
    Ok(())
}

/// Stage: the EPUB, judged by epubcheck.
///
/// # Errors
/// When the book can't be built.
pub fn stage(context: &Context) -> Result<Outcome> {
    if !has_zip() {
        return Ok(Outcome::NotRun(format!("no zip; {ZIP}")));
    }
    let Some(mut epubcheck) = epubcheck() else {
        return Ok(Outcome::NotRun(
            "no epubcheck; install it with `apt-get install epubcheck`".into(),
        ));
    };
    let out = context.workspace.target.join("book.epub");
    let chapters = write(context, &out)?;
    // A warning of epubcheck's is worth an error.
    epubcheck.arg("--failonwarnings").arg(&out);
    let finished = context.runner.run("epubcheck", &mut epubcheck)?;
    if !finished.status.success() {
        print!("{}", finished.output);
        let complains = |line: &&str| line.starts_with("ERROR") || line.starts_with("WARNING");
        let first = finished.output.lines().find(complains);
        return Ok(Outcome::Failed(
            first.unwrap_or_else(|| finished.last_line()).to_owned(),
        ));
    }
    Ok(Outcome::Passed {
        tests: None,
        note: format!("{chapters} chapters"),
    })
}

const ZIP: &str = "install it with `apt-get install zip`";

fn has_zip() -> bool {
    is_there(Command::new("zip").arg("-v"))
}

fn epubcheck() -> Option<Command> {
    let mut java = Command::new("java");
    java.args(["-jar", EPUBCHECK]);
    let installed = || Command::new("epubcheck");
    if Path::new(EPUBCHECK).is_file() && is_there(Command::new("java").arg("-version")) {
        Some(java)
    } else {
        is_there(installed().arg("--version")).then(installed)
    }
}

/// Builds the book and packs it. Returns the number of chapters.
fn write(context: &Context, out: &Path) -> Result<usize> {
    if !has_zip() {
        bail!("no zip, which packs the EPUB; {ZIP}");
    }
    let root = &context.workspace.root;
    let site = built_book(context)?;
    let config = lint::read_config(root).map_err(Problems::from)?;
    let summary =
        lint::summary(root, &config.book.src, &mut Problems::default()).map_err(Problems::from)?;
    let mut package = Package::new(root, &config.book)?;
    let book = MDBook::load_with_config_and_summary(root, config, summary)?.book;
    let css = fs::read_to_string(root.join(SHEET)).context(SHEET)?;
    let mut problems = Problems::default();
    let pages: BTreeSet<PathBuf> = sitemap::pages(&book).into_iter().collect();
    for chapter in book.chapters() {
        let Some(path) = &chapter.path else { continue };
        let page = path.with_extension("html");
        let html = fs::read_to_string(site.join(&page)).with_context(|| slashes(&page))?;
        let chapter_of = xhtml::chapter(&html, &page, &pages, &package.sheet)
            .with_context(|| format!("{} has no <main>", slashes(&page)))?;
        for class in chapter_of
            .drawn_by
            .iter()
            .filter(|class| !names_class(&css, class))
        {
            problems.add(
                SHEET,
                None,
                format!(
                    "it has no `.{class}`, which a drawing of {} has",
                    slashes(&page)
                ),
                "say how that looks",
            );
        }
        package.chapter(&page, &chapter.name, &chapter_of);
        for image in chapter_of.images {
            let bytes = fs::read(site.join(&image)).with_context(|| slashes(&image))?;
            package.image(&image, bytes)?;
        }
    }
    if !problems.is_empty() {
        return Err(problems.sorted().into());
    }
    package.contents(&book);
    package.pack(context, out)?;
    Ok(pages.len())
}

/// Whether a sheet has a rule for a class.
fn names_class(css: &str, class: &str) -> bool {
    css.split(&format!(".{class}"))
        .skip(1)
        .any(|after| !after.starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_'))
}

/// A file of the EPUB, as its package lists it.
struct File {
    path: String,
    kind: &'static str,
    properties: &'static str,
    /// Whether it is read in its turn.
    is_chapter: bool,
    bytes: Vec<u8>,
}

/// The EPUB as it grows.
struct Package {
    about: BookConfig,
    sheet: sheet::Sheet,
    files: Vec<File>,
}

impl Package {
    /// With the cover and the style sheet.
    fn new(root: &Path, about: &BookConfig) -> Result<Self> {
        let read =
            |path: &str| fs::read_to_string(root.join(path)).with_context(|| path.to_owned());
        let sheet = sheet::Sheet::new(&read(TOKENS)?);
        let css = sheet.resolve(&read(SHEET)?);
        let mut package = Self {
            about: about.clone(),
            sheet,
            files: Vec::new(),
        };
        package.add("book.css", "text/css", "", css);
        let cover = fs::read(root.join(COVER)).context(COVER)?;
        package.add("cover.png", "image/png", "cover-image", cover);
        let title = escaped(package.title());
        let image = format!("<div class=\"cover\"><img src=\"cover.png\" alt=\"{title}\"/></div>");
        let cover = package.document("cover.xhtml".as_ref(), package.title(), &image);
        package.read_in_turn("cover.xhtml", "", cover);
        Ok(package)
    }

    fn title(&self) -> &str {
        self.about.title.as_deref().unwrap_or("A book")
    }

    fn add(
        &mut self,
        path: &str,
        kind: &'static str,
        properties: &'static str,
        bytes: impl Into<Vec<u8>>,
    ) {
        let path = path.to_owned();
        self.files.push(File {
            path,
            kind,
            properties,
            is_chapter: false,
            bytes: bytes.into(),
        });
    }

    fn read_in_turn(&mut self, path: &str, properties: &'static str, text: String) {
        self.add(path, "application/xhtml+xml", properties, text);
        self.files.last_mut().expect("added above").is_chapter = true;
    }

    fn chapter(&mut self, page: &Path, title: &str, chapter: &xhtml::Chapter) {
        let properties = if chapter.has_svg { "svg" } else { "" };
        let text = self.document(page, title, &chapter.body);
        self.read_in_turn(&slashes(&page.with_extension("xhtml")), properties, text);
    }

    /// A picture that a chapter shows; it may be on several.
    fn image(&mut self, path: &Path, bytes: Vec<u8>) -> Result<()> {
        let path = slashes(path);
        let kind = match path.rsplit('.').next() {
            Some("png") => "image/png",
            Some("jpg" | "jpeg") => "image/jpeg",
            Some("svg") => "image/svg+xml",
            _ => bail!("{path}: a reader need not know this kind of picture; use PNG, JPEG or SVG"),
        };
        if self.files.iter().all(|file| file.path != path) {
            self.add(&path, kind, "", bytes);
        }
        Ok(())
    }

    fn document(&self, page: &Path, title: &str, body: &str) -> String {
        let language = self.about.language.as_deref().unwrap_or("en");
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <!DOCTYPE html>\n\
             <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" \
             lang=\"{language}\" xml:lang=\"{language}\">\n\
             <head><title>{}</title><link rel=\"stylesheet\" href=\"{}book.css\"/></head>\n\
             <body>{body}</body>\n</html>\n",
            escaped(title),
            xhtml::to_root(page),
        )
    }

    /// The contents, after the cover: parts, sections, their pages.
    fn contents(&mut self, book: &Book) {
        let mut list = String::from("<nav epub:type=\"toc\"><h1>Contents</h1><ol>");
        let mut in_part = false;
        for item in &book.items {
            match item {
                BookItem::PartTitle(title) => {
                    close(&mut list, &mut in_part);
                    // A part without a section would be a list without an item: SUMMARY.md has none such.
                    let _ = write!(list, "<li><span>{}</span><ol>", escaped(title));
                    in_part = true;
                }
                BookItem::Separator => close(&mut list, &mut in_part),
                BookItem::Chapter(_) => entry(item, &mut list),
            }
        }
        close(&mut list, &mut in_part);
        list.push_str("</ol></nav>");
        let text = self.document("nav.xhtml".as_ref(), "Contents", &list);
        self.read_in_turn("nav.xhtml", "nav", text);
        let nav = self.files.pop().expect("added above");
        let after_cover = self
            .files
            .iter()
            .position(|file| file.is_chapter)
            .map_or(0, |cover| cover + 1);
        self.files.insert(after_cover, nav);
    }

    /// The package's own file: what the book is, its files, their order.
    fn manifest(&self) -> String {
        let mut items = String::new();
        let mut order = String::new();
        for (number, file) in self.files.iter().enumerate() {
            let properties = match file.properties {
                "" => String::new(),
                properties => format!(" properties=\"{properties}\""),
            };
            let path = escaped(&file.path);
            let _ = writeln!(
                items,
                "<item id=\"f{number}\" href=\"{path}\" media-type=\"{}\"{properties}/>",
                file.kind
            );
            if file.is_chapter {
                let _ = writeln!(order, "<itemref idref=\"f{number}\"/>");
            }
        }
        let mut about = String::new();
        for author in &self.about.authors {
            let _ = writeln!(about, "<dc:creator>{}</dc:creator>", escaped(author));
        }
        if let Some(description) = &self.about.description {
            let _ = writeln!(
                about,
                "<dc:description>{}</dc:description>",
                escaped(description)
            );
        }
        let title = escaped(self.title());
        // The same in every build, so that a reader knows the next one as the same book.
        let identifier = title.to_lowercase().replace(' ', "-");
        let language = self.about.language.as_deref().unwrap_or("en");
        let modified = Utc::now().format("%Y-%m-%dT%H:%M:%SZ");
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\" \
             xml:lang=\"{language}\">\n\
             <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n\
             <dc:identifier id=\"id\">{identifier}</dc:identifier>\n\
             <dc:title>{title}</dc:title>\n\
             <dc:language>{language}</dc:language>\n\
             {about}\
             <meta property=\"dcterms:modified\">{modified}</meta>\n\
             </metadata>\n\
             <manifest>\n{items}</manifest>\n\
             <spine>\n{order}</spine>\n\
             </package>\n"
        )
    }

    /// Writes the files and packs them: first the kind of the file, not compressed, so that it is found at a
    /// known place.
    fn pack(&self, context: &Context, out: &Path) -> Result<()> {
        let directory = tempfile::tempdir_in(&context.workspace.target)?;
        let put = |path: &str, bytes: &[u8]| {
            let file = directory.path().join(path);
            fs::create_dir_all(file.parent().unwrap_or(directory.path()))?;
            fs::write(file, bytes)
        };
        put("mimetype", b"application/epub+zip")?;
        put("META-INF/container.xml", CONTAINER.as_bytes())?;
        put("EPUB/package.opf", self.manifest().as_bytes())?;
        let mut names = vec![
            "META-INF/container.xml".to_owned(),
            "EPUB/package.opf".to_owned(),
        ];
        for file in &self.files {
            let name = format!("EPUB/{}", file.path);
            put(&name, &file.bytes)?;
            names.push(name);
        }
        let packed = directory.path().join("book.epub");
        let zip = |options: &[&str], files: &[String]| {
            let mut command = Command::new("zip");
            command
                .current_dir(directory.path())
                .args(options)
                .arg(&packed)
                .args(files);
            must_pass(context, "zip", &mut command)
        };
        zip(&["-q", "-X", "-0"], &["mimetype".to_owned()])?;
        zip(&["-q", "-X", "-9"], &names)?;
        fs::copy(&packed, out).with_context(|| format!("can't write {}", out.display()))?;
        Ok(())
    }
}

fn close(list: &mut String, in_part: &mut bool) {
    if std::mem::take(in_part) {
        list.push_str("</ol></li>");
    }
}

fn entry(item: &BookItem, list: &mut String) {
    let BookItem::Chapter(chapter) = item else {
        return;
    };
    let number = chapter
        .number
        .as_ref()
        .map(|number| format!("{number} "))
        .unwrap_or_default();
    let title = escaped(&format!("{number}{}", chapter.name));
    let _ = match &chapter.path {
        Some(path) => write!(
            list,
            "<li><a href=\"{}\">{title}</a>",
            escaped(&slashes(&path.with_extension("xhtml")))
        ),
        None => write!(list, "<li><span>{title}</span>"),
    };
    if !chapter.sub_items.is_empty() {
        list.push_str("<ol>");
        for item in &chapter.sub_items {
            entry(item, list);
        }
        list.push_str("</ol>");
    }
    list.push_str("</li>");
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    xhtml::escape(text, &mut escaped);
    escaped
}
