//! Checks: the tests whose doc comments are the statements of the book.
//!
//! They are read out of each crate's `tests/{checks,contract,listings,reject,tables,models,planted,figures}.rs`: `checks` for
//! what the section says, `contract` for what its primitive promises where that fills a file of its own, `listings` for what the
//! optimiser does. A page leads to one by
//! `[✓](check:crate::function)`; the appendix *What was checked* lists them all.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;
use syn::spanned::Spanned as _;

use crate::book::crates::Crate;
use crate::book::known::Known;
use crate::book::markdown::{breaks, escape, fence_length};
use crate::book::{Findings, World};
use crate::measurements;
use crate::problem::{Fault, Problems, fault, slashes};
use crate::verified::Verified;

/// A test whose doc comment states a fact.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Check {
    /// `crate::function`.
    pub(crate) id: String,
    /// The fact, in Markdown.
    pub(crate) statement: String,
    /// How it is decided.
    pub(crate) kind: Kind,
    /// Its file, relative to the root.
    pub(crate) file: PathBuf,
    /// Its first and last line.
    pub(crate) lines: (usize, usize),
    /// Its text.
    pub(crate) source: String,
}

/// How a check decides.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    /// It runs.
    Test,
    /// The compiler refuses a program, with these errors.
    Rejected {
        program: Option<String>,
        codes: Vec<String>,
    },
    /// All executions of it were searched, this many; `None` if nobody has done so yet.
    Model { executions: Option<(u64, String)> },
    /// A model must catch a wrong variant.
    Planted,
    /// Its executions are recorded, and drawn.
    Figure,
    /// It looks at what the optimiser made of a program.
    Listing,
    /// It writes a table.
    Table,
}

impl Check {
    /// What the appendix calls it in links.
    pub(crate) fn anchor(&self) -> String {
        anchor(&self.id)
    }

    /// The statement on one line without the marks of code, for a tooltip.
    pub(crate) fn plain(&self) -> String {
        self.statement
            .replace('`', "")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// `threads::name` as part of an address.
pub(crate) fn anchor(id: &str) -> String {
    id.replace("::", "-")
}

/// The checks of a crate. Those that can't be are reported and left out.
pub(crate) fn read(
    root: &Path,
    name: &str,
    dir: &Path,
    verified: &Verified,
    known: &Known,
    problems: &mut Problems,
) -> Vec<Check> {
    let mut checks: Vec<Check> = Vec::new();
    for stem in [
        "checks", "contract", "listings", "reject", "tables", "models", "planted", "figures",
    ] {
        let file = dir.join("tests").join(stem).with_extension("rs");
        let Ok(text) = fs::read_to_string(root.join(&file)) else {
            continue;
        };
        let Ok(tests) = known.checks.get(&file, text, |text| {
            Ok::<_, Infallible>(Tests::read(name, &file, text))
        });
        problems.append(tests.problems.clone());
        for test in &tests.found {
            let check = test.check(root, dir, stem, &file, verified);
            if let Some(first) = checks.iter().find(|first| first.id == check.id) {
                let what = format!(
                    "a second check `{}`, after {}:{}",
                    check.id,
                    slashes(&first.file),
                    first.lines.0
                );
                problems.add(&check.file, check.lines.0, what, "give it another name");
            } else {
                checks.push(check);
            }
        }
    }
    checks
}

/// The tests of a file, as far as its text alone says.
#[derive(Debug, Default)]
pub(crate) struct Tests {
    found: Vec<Test>,
    problems: Problems,
}

/// A test that states something.
#[derive(Debug)]
struct Test {
    /// `crate::function`.
    id: String,
    /// Its path within the file.
    path: String,
    statement: String,
    lines: (usize, usize),
    source: String,
    /// The strings in it.
    literals: Vec<String>,
}

impl Test {
    fn check(
        &self,
        root: &Path,
        dir: &Path,
        stem: &str,
        file: &Path,
        verified: &Verified,
    ) -> Check {
        let kind = match stem {
            "reject" => self.rejected(root, dir),
            "models" => {
                let searched = verified.searched();
                let model = searched.iter().find(|model| model.name == self.path);
                Kind::Model {
                    executions: model.map(|model| (model.executions, model.bounds())),
                }
            }
            "planted" => Kind::Planted,
            "figures" => Kind::Figure,
            "listings" => Kind::Listing,
            "tables" => Kind::Table,
            _ => Kind::Test,
        };
        Check {
            id: self.id.clone(),
            statement: self.statement.clone(),
            kind,
            file: file.to_owned(),
            lines: self.lines,
            source: self.source.clone(),
        }
    }

    /// The program that a test of `reject.rs` is about is the one that it names.
    fn rejected(&self, root: &Path, dir: &Path) -> Kind {
        let reject = root.join(dir).join("tests/reject");
        let names_program = |name: &&String| reject.join(format!("{name}.rs")).is_file();
        let program = self.literals.iter().find(names_program).cloned();
        let codes = program.as_ref().map_or_else(Vec::new, |name| {
            let answer = reject.join(format!("{name}.stderr"));
            error_codes(&fs::read_to_string(answer).unwrap_or_default())
        });
        Kind::Rejected { program, codes }
    }
}

impl Tests {
    /// The tests of the crate `name` in this text.
    fn read(name: &str, file: &Path, text: &str) -> Self {
        let mut tests = Self::default();
        match syn::parse_file(text) {
            Ok(parsed) => Reader {
                name,
                file,
                text,
                functions: &functions(&parsed.items),
                tests: &mut tests,
            }
            .items(&parsed.items, ""),
            Err(error) => {
                let line = error.span().start().line;
                let what = format!("this is not Rust: {error}");
                tests.problems.add(file, line, what, "mend the syntax");
            }
        }
        tests
    }
}

struct Reader<'a> {
    name: &'a str,
    file: &'a Path,
    text: &'a str,
    functions: &'a BTreeMap<String, &'a syn::ItemFn>,
    tests: &'a mut Tests,
}

impl Reader<'_> {
    fn items(&mut self, items: &[syn::Item], module: &str) {
        for item in items {
            match item {
                syn::Item::Fn(function) if has_attribute(&function.attrs, "test") => {
                    self.test(function, module);
                }
                syn::Item::Mod(inner) => {
                    if let Some((_, items)) = &inner.content {
                        self.items(items, &format!("{module}{}::", inner.ident));
                    }
                }
                _ => {}
            }
        }
    }

    fn test(&mut self, function: &syn::ItemFn, module: &str) {
        let name = function.sig.ident.to_string();
        let id = format!("{}::{name}", self.name);
        let line = function.sig.ident.span().start().line;
        let statement = doc(&function.attrs);
        let problems = &mut self.tests.problems;
        if statement.is_empty() {
            let what = format!("the check `{id}` states nothing");
            let mend = "give it a doc comment that states the fact";
            problems.add(self.file, line, what, mend);
            return;
        }
        if has_attribute(&function.attrs, "ignore") {
            let what = format!("the check `{id}` is ignored and decides nothing");
            problems.add(self.file, line, what, "remove `#[ignore]`");
        }
        let decides =
            has_attribute(&function.attrs, "should_panic") || decides(function, self.functions);
        if !decides {
            let what = format!("the check `{id}` asserts nothing: it can't fail");
            let mend = "assert the fact, by a macro, a model or a function of `harness`";
            problems.add(self.file, line, what, mend);
        }
        let span = function.span();
        let (first, last) = (span.start().line, span.end().line);
        let lines: Vec<&str> = self
            .text
            .lines()
            .skip(first - 1)
            .take(last + 1 - first)
            .collect();
        let indent = lines[0].len() - lines[0].trim_start().len();
        let source = lines.iter().fold(String::new(), |source, line| {
            source + line.get(indent..).unwrap_or("") + "\n"
        });
        self.tests.found.push(Test {
            id,
            path: format!("{module}{name}"),
            statement,
            lines: (first, last),
            source,
            literals: literals(function),
        });
    }
}

/// The strings in a function, in their order.
fn literals(function: &syn::ItemFn) -> Vec<String> {
    use syn::visit::Visit;
    struct Literals(Vec<String>);
    impl Visit<'_> for Literals {
        fn visit_lit_str(&mut self, literal: &syn::LitStr) {
            self.0.push(literal.value());
        }
    }
    let mut literals = Literals(Vec::new());
    literals.visit_block(&function.block);
    literals.0
}

/// What decides in place of an assertion: the model checker, and what the sections' tests share.
const DECIDERS: [&str; 12] = [
    "model",
    "model_fails",
    "rejects",
    "hangs",
    "optimised",
    "interleaves",
    "cut_off",
    "unwrap_err",
    "record",
    "settle",
    "table",
    "bullets",
];

/// The functions of a file, by name.
fn functions(items: &[syn::Item]) -> BTreeMap<String, &syn::ItemFn> {
    let mut all = BTreeMap::new();
    for item in items {
        match item {
            syn::Item::Fn(function) => {
                all.insert(function.sig.ident.to_string(), function);
            }
            syn::Item::Mod(inner) => {
                let items = inner.content.as_ref().map_or(&[][..], |(_, items)| items);
                all.extend(functions(items));
            }
            _ => {}
        }
    }
    all
}

/// Whether the test, or a function of its file that it names, asserts anything: a test in which nothing
/// but an `unwrap` is left can no longer tell whether its statement is true.
fn decides(test: &syn::ItemFn, functions: &BTreeMap<String, &syn::ItemFn>) -> bool {
    use syn::visit::{self, Visit};
    #[derive(Default)]
    struct Names {
        asserts: bool,
        named: Vec<String>,
    }
    impl Names {
        fn is_called(&mut self, name: &syn::Ident) {
            self.asserts |= DECIDERS.iter().any(|decider| name == decider);
        }
    }
    impl Visit<'_> for Names {
        fn visit_macro(&mut self, found: &syn::Macro) {
            let name = found
                .path
                .segments
                .last()
                .map(|last| last.ident.to_string());
            self.asserts |= name.is_some_and(|name| {
                name.starts_with("assert") || name == "panic" || name == "unreachable"
            });
        }
        fn visit_expr_call(&mut self, found: &syn::ExprCall) {
            // A variable of such a name decides nothing.
            if let syn::Expr::Path(function) = &*found.func
                && let Some(last) = function.path.segments.last()
            {
                self.is_called(&last.ident);
            }
            visit::visit_expr_call(self, found);
        }
        fn visit_expr_method_call(&mut self, found: &syn::ExprMethodCall) {
            self.is_called(&found.method);
            self.named.push(found.method.to_string());
            visit::visit_expr_method_call(self, found);
        }
        fn visit_path_segment(&mut self, found: &syn::PathSegment) {
            self.named.push(found.ident.to_string());
            visit::visit_path_segment(self, found);
        }
    }
    let mut names = Names::default();
    names.visit_block(&test.block);
    // By index, because what a function names is looked at as well, once.
    let mut at = 0;
    while !names.asserts && at < names.named.len() {
        let name = names.named[at].clone();
        if let Some(function) = functions.get(&name)
            && !names.named[..at].contains(&name)
        {
            names.visit_block(&function.block);
        }
        at += 1;
    }
    names.asserts
}

fn has_attribute(attributes: &[syn::Attribute], name: &str) -> bool {
    attributes.iter().any(|attribute| {
        attribute
            .path()
            .segments
            .last()
            .is_some_and(|last| last.ident == name)
    })
}

/// The text of a doc comment.
fn doc(attributes: &[syn::Attribute]) -> String {
    let mut doc = String::new();
    for attribute in attributes {
        if let syn::Meta::NameValue(pair) = &attribute.meta
            && pair.path.is_ident("doc")
            && let syn::Expr::Lit(syn::ExprLit {
                lit: syn::Lit::Str(line),
                ..
            }) = &pair.value
        {
            doc.push_str(line.value().trim());
            doc.push('\n');
        }
    }
    doc.trim().to_owned()
}

/// The codes of the errors in what the compiler answered, each once.
pub(crate) fn error_codes(stderr: &str) -> Vec<String> {
    static CODE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?m)^error\[(E\d{4})\]").expect("a valid pattern"));
    let mut codes = Vec::new();
    for code in CODE.captures_iter(stderr) {
        if !codes.contains(&code[1].to_owned()) {
            codes.push(code[1].to_owned());
        }
    }
    codes
}

/// The pages that lead to each check: their paths within the book and titles.
pub(crate) type Citations = BTreeMap<String, Vec<(PathBuf, String)>>;

/// Reports the checks that no page leads to, and models that nobody counted.
pub(crate) fn report_uncited(crates: &[Crate], citations: &Citations, findings: &mut Findings) {
    for found in crates.iter().filter(|found| found.is_section()) {
        for check in &found.checks {
            if !citations.contains_key(&check.id) {
                let what = format!("no page links the check `{}`", check.id);
                let mend = format!(
                    "write `[✓](check:{})` where a page states the fact, or remove the test",
                    check.id
                );
                findings
                    .problems
                    .add(&check.file, check.lines.0, what, mend);
            }
            if check.kind == (Kind::Model { executions: None }) {
                let what = format!(
                    "the model `{}` has no executions recorded: what was verified is out of date",
                    check.id
                );
                findings.out_of_date(&check.file, check.lines.0, what);
            }
        }
    }
}

/// The appendix *What was checked*, in Markdown: sections in the order of the book. One whose checks have a page of their own
/// is a link to it.
pub(crate) fn appendix(world: &World, from: &Path) -> String {
    let mut text = String::new();
    for found in world.in_order() {
        if found.checks.is_empty() {
            continue;
        }
        // Without a link to the page: mdBook makes the heading one to itself. The entries lead to the page.
        let title = world
            .page_of(&found.name)
            .map_or_else(|| format!("`{}`", found.name), |page| page.title.clone());
        let _ = writeln!(text, "## {title} {{#section-{}}}\n", found.name);
        match world.appendix_of(&found.name) {
            Some(page) if page != from => {
                let count = found.checks.len();
                let address = World::link(from, page);
                let _ = writeln!(
                    text,
                    "[{count} statements, and how each was decided]({address})\n"
                );
            }
            _ => entries(world, found, from, &mut text),
        }
    }
    text
}

/// The checks of one section, in Markdown.
///
/// # Errors
/// When there is no such section.
pub(crate) fn section(world: &World, name: &str, from: &Path) -> Result<String, Fault> {
    let Some(found) = world.crates.iter().find(|found| found.name == name) else {
        let names: Vec<&str> = world
            .crates
            .iter()
            .map(|found| found.name.as_str())
            .collect();
        return Err(fault(
            format!("there is no section `{name}` in code/"),
            format!("name one of {}", names.join(", ")),
        ));
    };
    let mut text = String::new();
    entries(world, found, from, &mut text);
    Ok(text)
}

fn entries(world: &World, found: &Crate, from: &Path, text: &mut String) {
    for check in &found.checks {
        entry(world, found, check, from, text);
    }
}

fn entry(world: &World, found: &Crate, check: &Check, from: &Path, text: &mut String) {
    let kind = match &check.kind {
        Kind::Test => "test".to_owned(),
        Kind::Rejected { codes, .. } if codes.is_empty() => "rejected program".to_owned(),
        Kind::Rejected { codes, .. } => format!("rejected program, {}", codes.join(", ")),
        Kind::Model {
            executions: Some((count, bounds)),
        } => {
            let unit = if *count == 1 {
                "execution"
            } else {
                "executions"
            };
            format!("model, {bounds}, {} {unit}", measurements::count(*count))
        }
        Kind::Model { executions: None } => "model, not counted yet".to_owned(),
        Kind::Planted => "planted bug".to_owned(),
        Kind::Figure => "recorded figure".to_owned(),
        Kind::Listing => "the optimiser's output".to_owned(),
        Kind::Table => "generated table".to_owned(),
    };
    let file = slashes(&check.file);
    let file = breaks(&file);
    let place = match world.source_url(&check.file, Some(check.lines)) {
        Some(url) => format!("<a href=\"{}\"><code>{file}</code></a>", escape(&url)),
        None => format!("<code>{file}</code>"),
    };
    let mut cited = String::new();
    for (page, title) in world.citations.get(&check.id).into_iter().flatten() {
        let _ = write!(
            cited,
            "\u{a0}· <a href=\"{}\">{}</a>",
            escape(&World::link(from, page)),
            escape(title)
        );
    }
    let _ = write!(
        text,
        "<div class=\"check-entry\" id=\"{}\">\n\n{}\n\n\
         <p class=\"check-facts\"><span class=\"check-kind\">{kind}</span>\u{a0}· {place}{cited}</p>\n",
        check.anchor(),
        check.statement,
    );
    let _ = write!(
        text,
        "<details class=\"check-source\">\n<summary>Source of <code>{}</code></summary>\n\n",
        breaks(&check.id)
    );
    code(&check.source, "rust", text);
    if let Kind::Rejected {
        program: Some(program),
        ..
    } = &check.kind
    {
        let file = world
            .root
            .join(&found.dir)
            .join("tests/reject")
            .join(format!("{program}.rs"));
        let _ = writeln!(
            text,
            "<p><code>tests/<wbr>reject/<wbr>{}.rs</code></p>\n",
            breaks(program)
        );
        code(&fs::read_to_string(file).unwrap_or_default(), "rust", text);
    }
    text.push_str("</details>\n</div>\n\n");
}

fn code(source: &str, language: &str, text: &mut String) {
    let fence = "`".repeat(fence_length(source, '`'));
    let _ = write!(text, "{fence}{language}\n{source}{fence}\n\n");
}
