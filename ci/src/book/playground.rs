//! Whether a program can run on the Rust playground, and the link that opens it there.
//!
//! The playground has a few hundred crates, in versions of its own choice. A link is offered only for a
//! program that needs nothing but the standard library, so that it does there what it did here.

use std::collections::BTreeSet;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// The address that opens `program`, if it needs nothing but std and has a `main`.
pub(crate) fn link(program: &str) -> Option<String> {
    const KEPT: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'_')
        .remove(b'.')
        .remove(b'~');
    needs_only_std(program).then(|| {
        format!(
            "https://play.rust-lang.org/?version=stable&mode=debug&edition=2024&code={}",
            utf8_percent_encode(program, KEPT)
        )
    })
}

/// Whether every path in `program` begins in std, core, alloc or in the program itself. What can't be
/// decided counts as no.
pub(crate) fn needs_only_std(program: &str) -> bool {
    let Ok(file) = syn::parse_file(program) else {
        return false;
    };
    let mut paths = Paths::default();
    paths.visit_file(&file);
    let known = |root: &String| {
        const ROOTS: &[&str] = &["std", "core", "alloc", "crate", "self", "super", "Self"];
        const PRIMITIVES: &[&str] = &[
            "bool", "char", "str", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8",
            "u16", "u32", "u64", "u128", "usize",
        ];
        ROOTS.contains(&root.as_str())
            || PRIMITIVES.contains(&root.as_str())
            || paths.local.contains(root)
            // The types of the prelude and of the program. No crate's name begins with a capital.
            || root.starts_with(char::is_uppercase)
    };
    paths.has_main && !paths.foreign && paths.roots.iter().all(known)
}

/// Where the paths of a program begin, and what it declares itself.
#[derive(Default)]
struct Paths {
    roots: BTreeSet<String>,
    local: BTreeSet<String>,
    foreign: bool,
    has_main: bool,
}

impl Paths {
    fn used(&mut self, tree: &syn::UseTree) {
        match tree {
            syn::UseTree::Path(path) => {
                self.roots.insert(path.ident.to_string());
                self.bound(&path.tree);
            }
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.used(tree)),
            // `use name;` brings in a crate by itself.
            syn::UseTree::Name(name) => {
                self.roots.insert(name.ident.to_string());
            }
            syn::UseTree::Rename(rename) => {
                self.roots.insert(rename.ident.to_string());
            }
            syn::UseTree::Glob(_) => {}
        }
    }

    /// The names that a `use` binds.
    fn bound(&mut self, tree: &syn::UseTree) {
        match tree {
            syn::UseTree::Path(path) => {
                // `use std::thread::{self}` binds `thread`.
                self.local.insert(path.ident.to_string());
                self.bound(&path.tree);
            }
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.bound(tree)),
            syn::UseTree::Name(name) => {
                self.local.insert(name.ident.to_string());
            }
            syn::UseTree::Rename(rename) => {
                self.local.insert(rename.rename.to_string());
            }
            syn::UseTree::Glob(_) => {}
        }
    }

    /// Macros are not parsed: within them every `name::` begins a path unless `::` stands before it.
    fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let colon =
            |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(p)) if p.as_char() == ':');
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Ident(name)
                    if colon(at + 1) && colon(at + 2) && !(at > 0 && colon(at - 1)) =>
                {
                    self.roots.insert(name.to_string());
                }
                _ => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let name = match item {
            syn::Item::Mod(item) => Some(&item.ident),
            syn::Item::Fn(item) => Some(&item.sig.ident),
            syn::Item::ExternCrate(_) => {
                self.foreign = true;
                None
            }
            syn::Item::Use(item) => {
                self.foreign |= item.leading_colon.is_some();
                self.used(&item.tree);
                None
            }
            _ => None,
        };
        if let Some(name) = name {
            self.has_main |= name == "main";
            self.local.insert(name.to_string());
        }
        visit::visit_item(self, item);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.len() > 1 {
            self.foreign |= path.leading_colon.is_some();
            self.roots.insert(path.segments[0].ident.to_string());
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        self.tokens(mac.tokens.clone());
        visit::visit_macro(self, mac);
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        // An unstable feature isn't on the stable playground.
        self.foreign |= attribute.path().is_ident("feature");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn std_alone_can_run_on_the_playground() {
        for program in [
            "fn main() {}",
            "use std::thread;\nfn main() { thread::spawn(|| println!(\"{}\", u32::MAX)).join().unwrap(); }",
            "use std::sync::{Arc, atomic::{self, Ordering}};\nfn main() { atomic::fence(Ordering::SeqCst); Arc::new(1); }",
            "mod inner { pub fn f() {} }\nuse inner::f;\nfn main() { f(); inner::f(); self::inner::f(); }",
            "fn main() { assert_eq!(std::mem::size_of::<u8>(), core::mem::size_of::<u8>()); }",
            "use std::{fmt, io as input};\nfn main() { let _ = input::stdin(); let _: fmt::Result = Ok(()); }",
        ] {
            assert!(needs_only_std(program), "{program}");
        }
    }

    #[test]
    fn anything_else_cannot() {
        for program in [
            "fn helper() {}",
            "use threads::spawn;\nfn main() {}",
            "fn main() { threads::spawn(|| ()); }",
            "fn main() { println!(\"{}\", platform::hint::spin_loop()); }",
            "extern crate libc;\nfn main() {}",
            "use ::libc::c_int;\nfn main() {}",
            "use libc;\nfn main() {}",
            "fn main() { let x: libc::c_int = 1; }",
            "#![feature(never_type)]\nfn main() {}",
            "fn main() {",
        ] {
            assert!(!needs_only_std(program), "{program}");
        }
    }

    #[test]
    fn the_link_carries_the_program() {
        assert_eq!(
            link("fn main() { println!(\"a & b\"); }\n").unwrap(),
            "https://play.rust-lang.org/?version=stable&mode=debug&edition=2024&code=\
             fn%20main%28%29%20%7B%20println%21%28%22a%20%26%20b%22%29%3B%20%7D%0A"
        );
    }
}
