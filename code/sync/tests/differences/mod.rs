//! What std has and the facade hasn't, what both have and differently, and what the facade has and std hasn't.

use std::collections::{BTreeMap, BTreeSet};

use syn::{ImplItemType, Item as Declared, ItemImpl, Signature};

pub(crate) use reasons::explained;

use api::{Api, Impl, Item, Standing};
use normal::{Form, Scope, function, text};

mod api;
mod normal;
mod reasons;

/// Something that differs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Difference {
    pub(crate) kind: Kind,
    /// The item's path, such as `thread::Builder`.
    pub(crate) item: String,
    /// What of it, or nothing if it is the item itself.
    pub(crate) what: String,
    /// How std has it and how the book, if both do and differently.
    how: Option<[Form; 2]>,
}

impl Difference {
    /// Its name on a page.
    pub(crate) fn name(&self) -> String {
        let Self { item, what, .. } = self;
        if what.is_empty() {
            format!("`{item}`")
        } else if what.starts_with(|c: char| c.is_ascii_lowercase()) {
            format!("`{item}::{what}`")
        } else {
            format!("`{item}: {what}`")
        }
    }

    /// How std has what both have and how the book, as far as the two differ.
    pub(crate) fn sides(&self) -> [String; 2] {
        let [theirs, ours] = self.how.as_ref().expect("both have it");
        if ours.head == format!("const {}", theirs.head) {
            return ["not `const`", "`const`"].map(str::to_owned);
        }
        if let (Some(theirs), Some(ours)) =
            (theirs.head.split_once(" -> "), ours.head.split_once(" -> "))
            && theirs.0 == ours.0
            && theirs.1 != ours.1
        {
            return [theirs, ours].map(|(_, output)| format!("`-> {output}`"));
        }
        if theirs.head != ours.head {
            return [theirs, ours].map(|it| format!("`{}`", it.head.replace("<0>", "")));
        }
        let only = |of: &Form, other: &Form| {
            let found = of.bounds.difference(&other.bounds);
            let found: Vec<String> = found.map(|bound| format!("`{bound}`")).collect();
            if found.is_empty() {
                "for any `T`".to_owned()
            } else {
                found.join(", ")
            }
        };
        [only(theirs, ours), only(ours, theirs)]
    }
}

/// Where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// In std alone.
    Missing,
    /// In std alone, and the trait is unstable: only the compiler and std use it.
    Unstable,
    /// In both, and not the same.
    Changed,
    /// In both, and in std unstable.
    Nightly,
    /// In the facade alone.
    More,
}

/// Whose an item of the facade is.
#[derive(Debug)]
pub(crate) struct Whose {
    pub(crate) module: String,
    pub(crate) books: Vec<String>,
    pub(crate) stds: Vec<String>,
}

/// Everything that was found out.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) differences: Vec<Difference>,
    pub(crate) whose: Vec<Whose>,
    /// The types that both have, stable, and show: the path, and `Debug` or `Display`.
    pub(crate) shown: BTreeSet<(String, &'static str)>,
}

/// Has rustdoc describe both, and compares.
pub(crate) fn find() -> Found {
    let (theirs, ours, unstable) = api::both();
    assert!(
        theirs.contains_key("Mutex") && ours.contains_key("Mutex"),
        "rustdoc shows both"
    );
    assert!(
        unstable.contains_key("CoerceUnsized"),
        "it says what is unstable"
    );
    let target = |it: &Impl| it.types.iter().any(|shown| shown.contains("Target = T"));
    assert!(
        [&theirs, &ours]
            .iter()
            .all(|of| of["Arc"].impls.iter().any(target)),
        "it says what an `Arc` leads to"
    );
    Found {
        differences: compare(&theirs, &ours, &unstable),
        whose: whose(&ours),
        shown: shown(&theirs, &ours),
    }
}

fn shown(theirs: &Api, ours: &Api) -> BTreeSet<(String, &'static str)> {
    let has = |item: &Item, name: &str| item.impls.iter().any(|it| implementation(it).0 == name);
    let is_in_both = |path: &String, our: &Item| {
        let their = theirs.get(path);
        !our.is_stds && their.is_some_and(|it| it.standing == Standing::Stable)
    };
    let mut found = BTreeSet::new();
    for (path, our) in ours {
        // Of what is in an unstable module the module alone says so.
        if is_in_both(path, our) && !path.starts_with("nonpoison") {
            for name in ["Debug", "Display"] {
                if has(our, name) {
                    found.insert((path.clone(), name));
                }
            }
        }
    }
    found
}

/// A method in the form in which it is compared.
pub(crate) fn compared(around: &str, signature: &str) -> Form {
    method_of(around, signature).1
}

fn whose(ours: &Api) -> Vec<Whose> {
    let mut modules: BTreeMap<&str, Whose> = BTreeMap::new();
    for (path, item) in ours {
        let (module, name) = path.rsplit_once("::").unwrap_or(("", path));
        let is_module = ours.keys().any(|other| {
            other
                .strip_prefix(path)
                .is_some_and(|rest| rest.starts_with("::"))
        });
        if is_module {
            continue;
        }
        let whose = modules.entry(module).or_insert_with(|| Whose {
            module: module.to_owned(),
            books: Vec::new(),
            stds: Vec::new(),
        });
        let list = if item.is_stds {
            &mut whose.stds
        } else {
            &mut whose.books
        };
        list.push(name.to_owned());
    }
    modules.into_values().collect()
}

fn compare(theirs: &Api, ours: &Api, unstable: &Api) -> Vec<Difference> {
    let mut found = BTreeSet::new();
    let mut add = |kind, item: &str, what: String, how| {
        let item = item.to_owned();
        found.insert(Difference {
            kind,
            item,
            what,
            how,
        });
    };
    for (path, their) in theirs {
        match ours.get(path) {
            None if their.standing == Standing::Stable => {
                add(Kind::Missing, path, String::new(), None);
            }
            Some(our) if !our.is_stds => {
                let is_inner = path.split_once("::").is_some_and(|(module, _)| {
                    theirs
                        .get(module)
                        .is_some_and(|it| it.standing == Standing::Unstable)
                });
                if their.standing != Standing::Stable && !is_inner {
                    add(Kind::Nightly, path, String::new(), None);
                }
                let mut add = |kind, what, how| add(kind, path, what, how);
                let how = [their, our].map(|it| declaration(&it.declaration));
                if how[0] != how[1] {
                    add(Kind::Changed, String::new(), Some(how));
                }
                methods(their, our, &mut add);
                impls(their, our, unstable, &mut add);
            }
            _ => {}
        }
    }
    for path in ours.keys().filter(|path| !theirs.contains_key(*path)) {
        // The modules of this crate are std's beside `sync`.
        if !["cell", "rc", "thread"].contains(&path.as_str()) {
            add(Kind::More, path, String::new(), None);
        }
    }
    found.into_iter().collect()
}

type Add<'a> = dyn FnMut(Kind, String, Option<[Form; 2]>) + 'a;

fn methods(their: &Item, our: &Item, add: &mut Add<'_>) {
    // Of a type that is unstable itself, everything is.
    let is_stable = |standing| standing == Standing::Stable && their.standing == Standing::Stable;
    let is_experiment =
        |standing| standing != Standing::Stable && their.standing == Standing::Stable;
    let all = |item: &Item| -> BTreeMap<String, (Form, Standing)> {
        let methods = item.methods.iter().map(|method| {
            let (key, form) = method_of(&method.around, &method.signature);
            (key, (form, method.standing))
        });
        each_once(methods)
    };
    let (theirs, ours) = (all(their), all(our));
    for (key, (theirs, standing)) in &theirs {
        match ours.get(key) {
            None if is_stable(*standing) => add(Kind::Missing, key.clone(), None),
            Some((ours, _)) => {
                if is_experiment(*standing) {
                    add(Kind::Nightly, key.clone(), None);
                }
                if ours != theirs {
                    let how = [theirs.clone(), ours.clone()];
                    add(Kind::Changed, key.clone(), Some(how));
                }
            }
            None => {}
        }
    }
    for key in ours.keys().filter(|key| !theirs.contains_key(*key)) {
        add(Kind::More, key.clone(), None);
    }
}

/// By their keys, of which none may hide another.
fn each_once<V>(all: impl Iterator<Item = (String, V)>) -> BTreeMap<String, V> {
    let mut found = BTreeMap::new();
    for (key, value) in all {
        assert!(!found.contains_key(&key), "there are two of {key}");
        found.insert(key, value);
    }
    found
}

fn impls(their: &Item, our: &Item, unstable: &Api, add: &mut Add<'_>) {
    let all = |item: &Item| -> BTreeMap<String, (String, Form)> {
        each_once(item.impls.iter().map(implementation))
    };
    let (theirs, ours) = (all(their), all(our));
    let is_unstable = |name: &str| unstable.contains_key(name);
    // Which types the two unstable auto traits are for nobody can ask yet. The page says so.
    let is_auto = |name: &str| {
        unstable
            .get(name)
            .is_some_and(|it| it.declaration.contains("auto trait"))
    };
    // That the type has a destructor, rather than a field of it, is seen by the borrow checker alone: a rejected program shows that.
    let is_left_out = |key: &str, name: &str| {
        let about = key.split(|c: char| !c.is_alphanumeric());
        let types = about.filter(|word| *word != name);
        name == "Drop" || is_auto(name) || types.into_iter().any(is_unstable)
    };
    for (key, (name, theirs)) in &theirs {
        match ours.get(key) {
            _ if is_left_out(key, name) => {}
            None if is_unstable(name) => add(Kind::Unstable, name.clone(), None),
            None => add(Kind::Missing, key.clone(), None),
            Some((_, ours)) if ours != theirs => {
                let how = [theirs.clone(), ours.clone()];
                add(Kind::Changed, key.clone(), Some(how));
            }
            Some(_) => {}
        }
    }
    for (key, (name, _)) in &ours {
        if !theirs.contains_key(key) && !is_left_out(key, name) {
            add(Kind::More, key.clone(), None);
        }
    }
}

/// An item's declaration in a form in which two that mean the same are the same.
fn declaration(shown: &str) -> Form {
    let shown = shown.trim();
    if shown.is_empty() {
        return Form::default();
    }
    let whole = if shown.contains("fn ") {
        format!("{shown} {{}}")
    } else {
        shown.to_owned()
    };
    let parsed = syn::parse_str(&whole).unwrap_or_else(|error| panic!("{error}: {whole}"));
    let none = Scope::default();
    match parsed {
        Declared::Fn(it) => function(&it.sig, &none),
        Declared::Struct(it) => Form {
            head: format!("struct {}", it.ident),
            bounds: none.with(&it.generics).bounds_of_a_struct(),
        },
        Declared::Enum(it) => {
            let scope = none.with(&it.generics);
            let variants: Vec<String> = it.variants.iter().map(|it| scope.rename(it)).collect();
            Form {
                head: format!("enum {} {{ {} }}", it.ident, variants.join(", ")),
                bounds: scope.bounds(),
            }
        }
        Declared::Type(it) => {
            let scope = none.with(&it.generics);
            Form {
                head: format!("type {} = {}", it.ident, scope.rename(&it.ty)),
                bounds: scope.bounds(),
            }
        }
        other => panic!("what is this? {}", text(&other)),
    }
}

/// The name of a method, with the type if it is for some only, and its signature.
fn method_of(around: &str, signature: &str) -> (String, Form) {
    let head = head(around);
    let signature = signature.trim_start_matches("pub ");
    let signature: Signature =
        syn::parse_str(signature).unwrap_or_else(|error| panic!("{error}: {signature}"));
    let scope = Scope::default().with(&head.generics);
    let name = signature.ident.to_string();
    let of = scope.rename(&head.self_ty);
    let key = if is_plain(&of) {
        name
    } else {
        format!("{name} of {of}")
    };
    (key, function(&signature, &scope))
}

/// Whether it is a type for all parameters, such as `Arc<T>`.
fn is_plain(of: &str) -> bool {
    let parameters = of
        .split_once('<')
        .map_or("", |(_, rest)| rest.trim_end_matches('>'));
    let is_parameter = |it: &str| it.starts_with('\'') || it.len() == 1;
    parameters.is_empty() || parameters.split(", ").all(is_parameter)
}

fn head(shown: &str) -> ItemImpl {
    let whole = format!("{shown} {{}}");
    syn::parse_str(&whole).unwrap_or_else(|error| panic!("{error}: {whole}"))
}

/// What is implemented for what, the trait's name, and under which conditions and with which types.
fn implementation(shown: &Impl) -> (String, (String, Form)) {
    let head = head(&shown.head);
    let scope = Scope::of_impl(&head);
    let (not, path, _) = head.trait_.as_ref().expect("the impl of a trait");
    let name = path.segments.last().expect("a name").ident.to_string();
    let of = scope.rename(&head.self_ty);
    let whom = if is_plain(&of) {
        String::new()
    } else {
        format!(" for {of}")
    };
    let mut form = Form::default();
    // That something isn't implemented has no conditions.
    if not.is_none() {
        form.bounds = scope.bounds();
    }
    for shown in &shown.types {
        let whole = format!("{shown};");
        let it: ImplItemType =
            syn::parse_str(&whole).unwrap_or_else(|error| panic!("{error}: {whole}"));
        let is = format!("{} = {}", it.ident, scope.rename(&it.ty));
        form.bounds.insert(is);
    }
    (
        format!("{}{}{whom}", text(not), scope.rename(path)),
        (name, form),
    )
}
