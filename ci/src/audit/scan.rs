//! The orderings that a section's source names, found by reading it.
//!
//! Running the models finds the operations that some model executes. Only the source tells of those that none does,
//! and has their reasons.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use proc_macro2::{LineColumn, Span, TokenStream, TokenTree};
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};

use super::comments::{Comments, Excuse};
use crate::problem::{Problems, slashes};
use crate::verified::{Operation, Ordering};

/// An ordering in the source.
#[derive(Debug)]
pub(super) struct Named {
    /// The path from the repository's root.
    pub(super) file: PathBuf,
    /// Where the operation is, as `Location::caller()` tells it: the name of a method, the beginning of a call.
    pub(super) line: usize,
    pub(super) column: usize,
    /// 0 for the first ordering among the operation's arguments, 1 for the second.
    pub(super) argument: usize,
    pub(super) function: String,
    pub(super) code: String,
    pub(super) operation: Operation,
    pub(super) ordering: Ordering,
    /// The text of the `ORDERING:` comment.
    pub(super) why: Option<String>,
    /// The `AUDIT:` comments, each with its line.
    pub(super) excuses: Vec<(usize, Excuse)>,
}

/// What reading a section found.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) named: Vec<Named>,
    pub(super) problems: Problems,
}

/// Reads every file in `directory`, a section's `src`.
///
/// # Errors
/// When a file can't be read or isn't Rust.
pub(super) fn scan(root: &Path, directory: &Path) -> Result<Scan> {
    let mut files = Vec::new();
    list(directory, &mut files)?;
    files.sort();
    let mut scan = Scan::default();
    for path in files {
        let text =
            fs::read_to_string(&path).with_context(|| format!("can't read {}", path.display()))?;
        let file = path.strip_prefix(root).unwrap_or(&path);
        read(file, &text, &mut scan)?;
    }
    Ok(scan)
}

fn list(directory: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let cannot = || format!("can't list {}", directory.display());
    for entry in fs::read_dir(directory).with_context(cannot)? {
        let path = entry.with_context(cannot)?.path();
        if path.is_dir() {
            list(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

fn read(file: &Path, text: &str, scan: &mut Scan) -> Result<()> {
    let syntax = syn::parse_file(text).with_context(|| format!("{} isn't Rust", slashes(file)))?;
    let mut reader = Reader {
        file,
        text,
        comments: Comments::new(text),
        names: Vec::new(),
        anchors: Vec::new(),
        claimed: Vec::new(),
        scan,
    };
    reader.visit_file(&syntax);
    let claimed = reader.claimed;
    for tagged in Comments::new(text).all() {
        if tagged.tag == "AUDIT" && !claimed.contains(&tagged.line) {
            scan.problems.add(
                file,
                tagged.line,
                "this AUDIT comment stands above no atomic operation",
                "move it directly above the statement with the operation, or remove it",
            );
        }
    }
    Ok(())
}

struct Reader<'a, 'text> {
    file: &'a Path,
    text: &'text str,
    comments: Comments<'text>,
    /// The types and functions around.
    names: Vec<String>,
    /// The first lines of the statements and match arms around.
    anchors: Vec<usize>,
    /// The lines of the `AUDIT:` comments that belong to an operation.
    claimed: Vec<usize>,
    scan: &'a mut Scan,
}

impl Reader<'_, '_> {
    fn within(&mut self, name: String, visit: impl FnOnce(&mut Self)) {
        self.names.push(name);
        visit(self);
        self.names.pop();
    }

    fn anchored(&mut self, span: Span, visit: impl FnOnce(&mut Self)) {
        self.anchors.push(span.start().line);
        visit(self);
        self.anchors.pop();
    }

    /// A call with orderings among its arguments. Visits the other arguments itself.
    fn call<'ast>(
        &mut self,
        whole: Span,
        name: &str,
        place: LineColumn,
        arguments: impl Iterator<Item = &'ast syn::Expr>,
    ) {
        let mut orderings = Vec::new();
        for argument in arguments {
            match ordering(argument) {
                Some(ordering) => orderings.push(ordering),
                None => self.visit_expr(argument),
            }
        }
        if orderings.is_empty() {
            return;
        }
        let Some(operation) = operation(name) else {
            self.scan.problems.add(
                self.file,
                place.line,
                format!(
                    "`{name}` is given an ordering and is no atomic operation that the audit knows"
                ),
                "name the ordering at the operation itself",
            );
            return;
        };
        let above = self.comments.above(&[
            self.anchors.last().copied().unwrap_or(place.line),
            whole.start().line,
            place.line,
        ]);
        let why = above
            .iter()
            .rfind(|tagged| tagged.tag == "ORDERING")
            .map(|tagged| tagged.text.clone());
        let mut excuses = Vec::new();
        for tagged in above.iter().filter(|tagged| tagged.tag == "AUDIT") {
            let first = !self.claimed.contains(&tagged.line);
            self.claimed.push(tagged.line);
            match Excuse::parse(&tagged.text) {
                Ok(excuse) => excuses.push((tagged.line, excuse)),
                Err(mend) if first => {
                    self.scan.problems.add(
                        self.file,
                        tagged.line,
                        "this AUDIT comment can't be read",
                        mend,
                    );
                }
                Err(_) => {}
            }
        }
        let code = one_line(self.source(whole));
        for (argument, ordering) in orderings.into_iter().enumerate() {
            self.scan.named.push(Named {
                file: self.file.to_owned(),
                line: place.line,
                column: place.column + 1,
                argument,
                function: self.names.join("::"),
                code: code.clone(),
                // The second ordering belongs to the load of a compare-exchange that fails.
                operation: if argument == 0 {
                    operation
                } else {
                    Operation::Load
                },
                ordering,
                why: why.clone(),
                excuses: excuses.clone(),
            });
        }
    }

    /// The source between a span's ends.
    fn source(&self, span: Span) -> &str {
        let offset = |place: LineColumn| {
            let line: usize = self
                .text
                .split_inclusive('\n')
                .take(place.line - 1)
                .map(str::len)
                .sum();
            let column: usize = self.text[line..]
                .chars()
                .take(place.column)
                .map(char::len_utf8)
                .sum();
            line + column
        };
        &self.text[offset(span.start())..offset(span.end())]
    }

    /// The arguments of `assert!` and its kin are expressions; what others take may be anything.
    fn tokens(&mut self, tokens: &TokenStream) {
        if !mentions_ordering(tokens.clone()) {
            return;
        }
        let expressions = Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
        if let Ok(expressions) = expressions.parse2(tokens.clone()) {
            for expression in &expressions {
                self.visit_expr(expression);
            }
        } else if let Ok(file) = syn::parse2::<syn::File>(tokens.clone()) {
            self.visit_file(&file);
        } else if let Ok(statements) = syn::Block::parse_within.parse2(tokens.clone()) {
            for statement in &statements {
                self.visit_stmt(statement);
            }
        } else {
            self.scan.problems.add(
                self.file,
                tokens.span().start().line,
                "an ordering inside a macro that the audit can't read",
                "move the operation out of the macro",
            );
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_, '_> {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let attributes = match item {
            syn::Item::Mod(item) => &item.attrs,
            syn::Item::Fn(item) => &item.attrs,
            syn::Item::Impl(item) => &item.attrs,
            _ => return visit::visit_item(self, item),
        };
        if !attributes.iter().any(is_for_tests) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let name = match &*item.self_ty {
            syn::Type::Path(path) => path
                .path
                .segments
                .last()
                .map(|segment| segment.ident.to_string()),
            _ => None,
        };
        self.within(name.unwrap_or_else(|| "impl".to_owned()), |reader| {
            visit::visit_item_impl(reader, item);
        });
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.within(item.ident.to_string(), |reader| {
            visit::visit_item_trait(reader, item);
        });
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.within(item.sig.ident.to_string(), |reader| {
            visit::visit_item_fn(reader, item);
        });
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.within(item.sig.ident.to_string(), |reader| {
            visit::visit_impl_item_fn(reader, item);
        });
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        self.within(item.sig.ident.to_string(), |reader| {
            visit::visit_trait_item_fn(reader, item);
        });
    }

    fn visit_stmt(&mut self, statement: &'ast syn::Stmt) {
        self.anchored(statement.span(), |reader| {
            visit::visit_stmt(reader, statement);
        });
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        self.anchored(arm.span(), |reader| visit::visit_arm(reader, arm));
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.visit_expr(&call.receiver);
        self.call(
            call.span(),
            &call.method.to_string(),
            call.method.span().start(),
            call.args.iter(),
        );
    }

    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        self.visit_expr(&call.func);
        let name = match &*call.func {
            syn::Expr::Path(path) => path
                .path
                .segments
                .last()
                .map(|segment| segment.ident.to_string()),
            _ => None,
        };
        self.call(
            call.span(),
            &name.unwrap_or_default(),
            call.span().start(),
            call.args.iter(),
        );
    }

    fn visit_expr_path(&mut self, path: &'ast syn::ExprPath) {
        // Those that are arguments of an operation don't come here.
        if let Some(ordering) = ordering_of(&path.path) {
            self.scan.problems.add(
                self.file,
                path.span().start().line,
                format!("the audit can't tell which operation this `{ordering}` belongs to"),
                "name the ordering among the operation's own arguments",
            );
        }
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.tokens(&call.tokens);
    }
}

/// What the operation of that name does.
fn operation(name: &str) -> Option<Operation> {
    Some(match name {
        "load" => Operation::Load,
        "store" => Operation::Store,
        "fence" => Operation::Fence,
        "swap" | "compare_exchange" | "compare_exchange_weak" => Operation::Rmw,
        name if name.starts_with("fetch_") => Operation::Rmw,
        _ => return None,
    })
}

fn ordering(expression: &syn::Expr) -> Option<Ordering> {
    match expression {
        syn::Expr::Path(path) => ordering_of(&path.path),
        _ => None,
    }
}

/// `Acquire`, `Ordering::Acquire`, `atomic::Ordering::Acquire`.
fn ordering_of(path: &syn::Path) -> Option<Ordering> {
    let mut segments = path.segments.iter().rev();
    let ordering = Ordering::from_name(&segments.next()?.ident.to_string())?;
    segments
        .next()
        .is_none_or(|parent| parent.ident == "Ordering")
        .then_some(ordering)
}

fn mentions_ordering(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => Ordering::from_name(&ident.to_string()).is_some(),
        TokenTree::Group(group) => mentions_ordering(group.stream()),
        _ => false,
    })
}

/// Whether an attribute is `#[cfg(test)]`.
fn is_for_tests(attribute: &syn::Attribute) -> bool {
    attribute.path().is_ident("cfg")
        && attribute
            .parse_args::<syn::Path>()
            .is_ok_and(|predicate| predicate.is_ident("test"))
}

/// Source text as it would be on one line, without its comments.
fn one_line(source: &str) -> String {
    let lines: Vec<&str> = source
        .lines()
        .map(|line| line.split("//").next().unwrap_or(line).trim())
        .collect();
    let joined =
        lines
            .iter()
            .filter(|line| !line.is_empty())
            .fold(String::new(), |joined, line| {
                let glue = joined.is_empty()
                    || joined.ends_with(['(', '[', '.'])
                    || line.starts_with(['.', ')', ']', '?']);
                let joined = if glue { joined } else { joined + " " };
                joined + line
            });
    joined.replace(",)", ")")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scanned(text: &str) -> Scan {
        let mut scan = Scan::default();
        read(Path::new("code/x/src/lib.rs"), text, &mut scan).unwrap();
        scan
    }

    #[test]
    fn operations_are_found_where_location_caller_sees_them() {
        let scan = scanned(
            "\
impl<T> Packet<T> {
    fn take(&self) -> bool {
        // ORDERING: pairs with `put`.
        self.state
            .compare_exchange(
                FULL, // a remark
                EMPTY,
                Ordering::AcqRel,
                Relaxed,
            )
            .is_ok()
    }
}
fn free() {
    // ORDERING: pairs with `take`.
    fence(Acquire);
    assert_eq!(a.load(SeqCst), 1);
}
#[cfg(test)]
mod tests { fn f() { a.load(SeqCst); } }
",
        );
        assert!(scan.problems.is_empty(), "{}", scan.problems);
        let found: Vec<_> = scan
            .named
            .iter()
            .map(|n| {
                (
                    n.line,
                    n.column,
                    n.argument,
                    n.function.as_str(),
                    n.operation,
                    n.ordering,
                )
            })
            .collect();
        assert_eq!(
            found,
            [
                (5, 14, 0, "Packet::take", Operation::Rmw, Ordering::AcqRel),
                (5, 14, 1, "Packet::take", Operation::Load, Ordering::Relaxed),
                (16, 5, 0, "free", Operation::Fence, Ordering::Acquire),
                (17, 18, 0, "free", Operation::Load, Ordering::SeqCst),
            ]
        );
        assert_eq!(
            scan.named[0].code,
            "self.state.compare_exchange(FULL, EMPTY, Ordering::AcqRel, Relaxed)"
        );
        assert_eq!(scan.named[0].why.as_deref(), Some("pairs with `put`."));
        assert_eq!(scan.named[2].why.as_deref(), Some("pairs with `take`."));
        assert_eq!(scan.named[3].why, None);
    }

    /// The columns above are this compiler's own.
    #[test]
    fn location_caller_sees_the_name_of_a_method_and_the_beginning_of_a_call() {
        #[track_caller]
        fn column() -> u32 {
            std::panic::Location::caller().column()
        }
        trait Method {
            #[track_caller]
            fn method(&self) -> u32 {
                column()
            }
        }
        impl Method for str {}
        let name = "receiver".method();
        assert_eq!(name, 31);
        assert_eq!(column(), 20);
    }

    #[test]
    fn what_the_audit_cannot_follow_is_a_problem() {
        let cases = [
            (
                "const ORDER: Ordering = Ordering::Acquire;",
                "can't tell which operation this `Acquire` belongs to",
            ),
            (
                "fn f() { self.set(1, Release); }",
                "`set` is given an ordering and is no atomic operation",
            ),
            ("fn f() { odd!(a load Acquire b); }", "inside a macro"),
            (
                "// AUDIT: Acquire -> Relaxed survives: x\nfn f() {}",
                "stands above no atomic operation",
            ),
            (
                "fn f() {\n// AUDIT: it survives\na.load(Acquire); }",
                "can't be read; write `// AUDIT: Acquire",
            ),
        ];
        for (text, message) in cases {
            let problems = scanned(text).problems.to_string();
            assert!(problems.contains(message), "{text}\n{problems}");
        }
    }
}
