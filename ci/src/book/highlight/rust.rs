//! Rust, by the compiler's own lexer.
//!
//! What a token is follows from itself and its neighbours: no parser is asked, so that a part of a program, or one
//! that is wrong on purpose, is coloured like any other.

use ra_ap_rustc_lexer::{FrontmatterAllowed, LiteralKind, TokenKind, tokenize};

use super::Span;

/// The tokens of a program, whitespace included.
pub(super) fn spans(text: &str) -> Vec<Span<'_>> {
    let mut rest = text;
    let tokens: Vec<(TokenKind, &str)> = tokenize(text, FrontmatterAllowed::No)
        .map(|token| {
            let (token_text, after) = rest.split_at(token.len as usize);
            rest = after;
            (token.kind, token_text)
        })
        .collect();
    let mut spans = Vec::with_capacity(tokens.len());
    let mut at = 0;
    let mut start = 0;
    while at < tokens.len() {
        let (class, count) = class(&tokens, at);
        let length = tokens[at..at + count]
            .iter()
            .map(|(_, text)| text.len())
            .sum::<usize>();
        spans.push((class, &text[start..start + length]));
        start += length;
        at += count;
    }
    spans
}

/// The class of the token at `at`, and how many tokens belong to it.
fn class(tokens: &[(TokenKind, &str)], at: usize) -> (Option<&'static str>, usize) {
    let kind = |at: usize| tokens.get(at).map(|(kind, _)| *kind);
    let (token, text) = tokens[at];
    match token {
        TokenKind::LineComment { .. } | TokenKind::BlockComment { .. } => (Some("c"), 1),
        TokenKind::Literal {
            kind: LiteralKind::Int { .. } | LiteralKind::Float { .. },
            ..
        } => (Some("n"), 1),
        TokenKind::Literal { .. } => (Some("s"), 1),
        TokenKind::Lifetime { .. } | TokenKind::RawLifetime => (Some("l"), 1),
        TokenKind::Pound => match attribute(tokens, at) {
            Some(count) => (Some("a"), count),
            None => (None, 1),
        },
        TokenKind::Ident if KEYWORDS.contains(&text) => (Some("k"), 1),
        TokenKind::Ident | TokenKind::RawIdent => {
            if kind(at + 1) == Some(TokenKind::Bang) && kind(at + 2) != Some(TokenKind::Eq) {
                (Some("m"), 2)
            } else if is_type(text) {
                (Some("t"), 1)
            } else if is_called(tokens, at) {
                (Some("f"), 1)
            } else {
                (None, 1)
            }
        }
        _ => (None, 1),
    }
}

/// How many tokens `#[…]` or `#![…]` has.
fn attribute(tokens: &[(TokenKind, &str)], at: usize) -> Option<usize> {
    let mut open = at + 1;
    if tokens.get(open)?.0 == TokenKind::Bang {
        open += 1;
    }
    if tokens.get(open)?.0 != TokenKind::OpenBracket {
        return None;
    }
    let mut depth = 0_usize;
    for (count, (kind, _)) in tokens[open..].iter().enumerate() {
        match kind {
            TokenKind::OpenBracket => depth += 1,
            TokenKind::CloseBracket => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(open - at + count + 1);
        }
    }
    None
}

/// By Rust's way to write names: `u8`, `T`, `JoinHandle`. A constant such as `LIMIT` is none.
fn is_type(name: &str) -> bool {
    PRIMITIVES.contains(&name)
        || name.starts_with(|c: char| c.is_uppercase())
            && (name.len() == 1 || name.contains(|c: char| c.is_lowercase()))
}

/// Whether a name is that of a function: `fn name`, `name(…)` or `name::<…>(…)`.
fn is_called(tokens: &[(TokenKind, &str)], at: usize) -> bool {
    let kind = |at: usize| tokens.get(at).map(|(kind, _)| *kind);
    let declared = at >= 2 && tokens[at - 2].1 == "fn";
    let turbofish = [TokenKind::Colon, TokenKind::Colon, TokenKind::Lt];
    declared
        || kind(at + 1) == Some(TokenKind::OpenParen)
        || (1..=3).all(|after| kind(at + after) == Some(turbofish[after - 1]))
}

const KEYWORDS: [&str; 38] = [
    "as", "async", "await", "break", "const", "continue", "crate", "dyn", "else", "enum", "extern",
    "false", "fn", "for", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "type", "unsafe", "use",
    "where", "while", "yield",
];

const PRIMITIVES: [&str; 17] = [
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "str", "u8", "u16",
    "u32", "u64", "u128", "usize",
];
