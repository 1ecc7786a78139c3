//! Signatures and heads of `impl`s in a form in which two that mean the same are the same text.
//!
//! Names of type parameters and lifetimes don't count, nor does where a bound is written and in what order, nor std's allocator
//! parameter. Every type parameter is `Sized` unless it says otherwise, wherever it says so.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{FnArg, GenericParam, Generics, ItemImpl, ReturnType, Signature, Token, WherePredicate};

/// What the type parameters are called here, in the order in which they are declared.
const TYPES: [char; 6] = ['T', 'U', 'V', 'W', 'X', 'Y'];

/// And the lifetimes.
const LIFETIMES: [char; 4] = ['a', 'b', 'c', 'd'];

/// An item, a method or an `impl` in this form.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Form {
    /// All but the conditions. Those of an `impl` have their names for it.
    pub(crate) head: String,
    /// What is asked of the parameters, and what an `impl` says of its types.
    pub(crate) bounds: BTreeSet<String>,
}

/// What is in scope: the parameters that have been declared so far, and what is known of them.
#[derive(Clone, Default)]
pub(crate) struct Scope {
    /// What a parameter is called here.
    names: BTreeMap<String, String>,
    /// The parameters that stand for an allocator.
    allocators: BTreeSet<String>,
    /// The type parameters, by their new names.
    types: BTreeSet<String>,
    /// The generics, one after the other.
    generics: Vec<Generics>,
}

impl Scope {
    /// The same with these parameters.
    pub(crate) fn with(&self, generics: &Generics) -> Self {
        let mut scope = self.clone();
        scope.generics.push(generics.clone());
        let bounds = |name: &str| {
            let predicates = generics.where_clause.iter().flat_map(|it| &it.predicates);
            predicates
                .filter_map(|it| match it {
                    WherePredicate::Type(it) if text(&it.bounded_ty) == name => {
                        Some(text(&it.bounds))
                    }
                    _ => None,
                })
                .collect::<String>()
        };
        for parameter in &generics.params {
            match parameter {
                GenericParam::Type(it) => {
                    let name = it.ident.to_string();
                    let is_allocator = (text(&it.bounds) + &bounds(&name)).contains("Allocator");
                    if is_allocator || scope.allocators.contains(&name) {
                        scope.allocators.insert(name);
                    } else {
                        let new = format!("{}", TYPES[scope.types.len()]);
                        scope.types.insert(new.clone());
                        scope.names.insert(name, new);
                    }
                }
                GenericParam::Lifetime(it) => {
                    let name = text(&it.lifetime);
                    let lifetimes = scope.names.keys().filter(|name| name.starts_with('\''));
                    let new = format!("'{}", LIFETIMES[lifetimes.count()]);
                    scope.names.insert(name, new);
                }
                GenericParam::Const(it) => {
                    let consts = scope.names.values().filter(|name| name.starts_with('N'));
                    let new = format!("N{}", consts.count());
                    scope.names.insert(it.ident.to_string(), new);
                }
            }
        }
        scope
    }

    /// The parameters of the head of a trait's `impl`. A lifetime that is named once is as good as one without a name.
    pub(crate) fn of_impl(head: &ItemImpl) -> Self {
        // An `impl` that the compiler has derived doesn't say of a parameter that it allocates. In std that one has this name.
        let derived = Self {
            allocators: BTreeSet::from(["A".to_owned()]),
            ..Self::default()
        };
        let mut scope = derived.with(&head.generics);
        let (mut words, mut of) = (Vec::new(), TokenStream::new());
        if let Some((_, path, _)) = &head.trait_ {
            path.to_tokens(&mut of);
        }
        head.self_ty.to_tokens(&mut of);
        flatten(of, &mut words);
        for (name, new) in &mut scope.names {
            let times = words.iter().filter(|word| *word == name).count();
            if name.starts_with('\'') && times == 1 {
                "'_".clone_into(new);
            }
        }
        scope
    }

    /// Anything, with the names of this scope.
    pub(crate) fn rename(&self, part: &impl ToTokens) -> String {
        self.renamed(part.to_token_stream())
    }

    fn renamed(&self, tokens: TokenStream) -> String {
        let mut words = Vec::new();
        flatten(tokens, &mut words);
        let named = |word: &String| self.names.get(word).unwrap_or(word).clone();
        let mut words: Vec<String> = words.iter().map(named).collect();
        // `Arc<T, A>` is `Arc<T>`.
        while let Some(at) = words
            .windows(2)
            .position(|two| two[0] == "," && self.allocators.contains(&two[1]))
        {
            words.drain(at..at + 2);
        }
        joined(&words)
    }

    /// What is asked of the parameters of a struct. How long a type lives follows from the fields that have both.
    pub(crate) fn bounds_of_a_struct(&self) -> BTreeSet<String> {
        let mut found = self.bounds();
        found.retain(|bound| {
            let (of, bound) = bound.split_once(": ").unwrap_or_default();
            of.starts_with('\'') || !bound.starts_with('\'')
        });
        found
    }

    /// What is asked of the parameters, each bound by itself.
    pub(crate) fn bounds(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for generics in &self.generics {
            for parameter in &generics.params {
                match parameter {
                    GenericParam::Type(it) => self.add(&it.ident, "", &it.bounds, &mut found),
                    GenericParam::Lifetime(it) => {
                        self.add(&it.lifetime, "", &it.bounds, &mut found);
                    }
                    GenericParam::Const(it) => {
                        found.insert(format!("{} is a {}", self.rename(&it.ident), text(&it.ty)));
                    }
                }
            }
            for predicate in generics.where_clause.iter().flat_map(|it| &it.predicates) {
                match predicate {
                    WherePredicate::Type(it) => {
                        let quantified = text(&it.lifetimes);
                        self.add(&it.bounded_ty, &quantified, &it.bounds, &mut found);
                    }
                    WherePredicate::Lifetime(it) => {
                        self.add(&it.lifetime, "", &it.bounds, &mut found);
                    }
                    other => panic!("what is this? {}", text(other)),
                }
            }
        }
        for name in &self.types {
            if !found.remove(&format!("{name}: ?Sized")) {
                found.insert(format!("{name}: Sized"));
            }
        }
        found
    }

    fn add<B: ToTokens>(
        &self,
        what: &impl ToTokens,
        quantified: &str,
        bounds: &Punctuated<B, Token![+]>,
        found: &mut BTreeSet<String>,
    ) {
        if self.allocators.contains(&text(what)) {
            return;
        }
        let what = self.rename(what);
        for bound in bounds {
            let bound = format!("{quantified} {}", self.rename(bound));
            found.insert(format!("{what}: {}", bound.trim_start()));
        }
    }
}

/// A function, with the parameters of the `impl` around it.
pub(crate) fn function(signature: &Signature, around: &Scope) -> Form {
    let scope = around.with(&signature.generics);
    let declared = signature
        .generics
        .type_params()
        .filter(|it| !scope.allocators.contains(&it.ident.to_string()));
    let inputs: Vec<String> = signature
        .inputs
        .iter()
        .map(|input| match input {
            FnArg::Receiver(it) => scope.rename(it),
            FnArg::Typed(it) => scope.rename(&it.ty),
        })
        .collect();
    let output = match &signature.output {
        ReturnType::Default => "()".to_owned(),
        ReturnType::Type(_, it) => scope.rename(it),
    };
    let mut bounds = scope.bounds();
    // What is returned is `Sized`, and so is what a `Result` is of; rustdoc leaves out that a method says so.
    for name in &scope.types {
        if output == *name || output.starts_with(&format!("Result<{name},")) {
            bounds.insert(format!("{name}: Sized"));
        }
    }
    let mut kind = TokenStream::new();
    signature.constness.to_tokens(&mut kind);
    signature.asyncness.to_tokens(&mut kind);
    signature.unsafety.to_tokens(&mut kind);
    signature.abi.to_tokens(&mut kind);
    signature.fn_token.to_tokens(&mut kind);
    let (name, declared) = (&signature.ident, declared.count());
    let head = format!(
        "{} {name}<{declared}>({}) -> {output}",
        text(&kind),
        inputs.join(", ")
    );
    Form { head, bounds }
}

pub(crate) fn text(part: &impl ToTokens) -> String {
    let mut words = Vec::new();
    flatten(part.to_token_stream(), &mut words);
    joined(&words)
}

/// The words as one would write them.
fn joined(words: &[String]) -> String {
    let mut line = String::new();
    for word in words {
        let tight = matches!(
            word.as_str(),
            "," | ">" | ")" | "]" | ";" | ":" | "<" | "(" | "::"
        ) || line.ends_with(['<', '(', '[', '&', '?', '!', '*'])
            || line.ends_with("::")
            || line.is_empty();
        let keeps_apart =
            word == "(" && line.ends_with(['+', '>', '=', ',', ':']) && !line.ends_with("::");
        if !tight || keeps_apart {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// The words, a lifetime being one, and `->` and `::`.
fn flatten(tokens: TokenStream, words: &mut Vec<String>) {
    let mut begun = String::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                words.push(open.to_owned());
                flatten(group.stream(), words);
                words.push(close.to_owned());
            }
            TokenTree::Punct(punct) => {
                begun.push(punct.as_char());
                let joint = punct.spacing() == Spacing::Joint;
                if !(joint && matches!(begun.as_str(), "'" | "-" | ":")) {
                    words.push(std::mem::take(&mut begun));
                }
            }
            other => words.push(std::mem::take(&mut begun) + &other.to_string()),
        }
    }
}
