//! What the models and the ordering audit found, as tables for a page.
//!
//! The result is HTML, except for the links to checks: they are as a page has them (`[✓](check:…)`), for the
//! preprocessor to follow.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

use super::markdown::breaks;
use super::svg::{breakable, escape, inline};
use crate::measurements::count;
use crate::verified::{Mutant, Operation, Site, Verdict, Verified};

/// The table of a section's atomic operations: what each pairs with, and what breaks without its ordering.
///
/// `threads` has those of the whole section, `threads/packet.rs` those of its `src/packet.rs`.
///
/// # Errors
/// When the section has no verified facts, or the file no atomic operation.
pub fn orderings(root: &Path, section: &str) -> Result<String> {
    let (section, file) = match section.split_once('/') {
        Some((section, file)) => (section, Some(format!("src/{file}"))),
        None => (section, None),
    };
    let mut verified = load(root, section)?;
    if let Some(file) = file {
        verified.orderings.retain(|site| site.file == file);
        ensure!(
            !verified.orderings.is_empty(),
            "`{section}` has no atomic operation in {file}"
        );
    }
    let mut table = String::from(
        "<div class=\"table-wrapper\">\n<table class=\"orderings\">\n<thead><tr><th scope=\"col\">Operation</th>\
         <th scope=\"col\">Why this ordering</th><th scope=\"col\">What breaks without it</th></tr></thead>\n<tbody>\n",
    );
    // A compare-exchange has two orderings and one row.
    for sites in verified
        .orderings
        .chunk_by(|a, b| (&a.file, a.line, a.column) == (&b.file, b.line, b.column))
    {
        row(&mut table, section, sites);
    }
    table.push_str("</tbody>\n</table>\n</div>\n");
    Ok(table)
}

/// The table of a section's models, their bounds and the executions they cover.
///
/// # Errors
/// When the section has no verified facts.
pub fn models(root: &Path, section: &str) -> Result<String> {
    let verified = load(root, section)?;
    let mut table = String::from(
        "<div class=\"table-wrapper\">\n<table class=\"models\">\n<thead><tr><th scope=\"col\">Model</th>\
         <th scope=\"col\">Bounds</th><th scope=\"col\">Executions</th></tr></thead>\n<tbody>\n",
    );
    for searched in verified.searched() {
        writeln!(
            table,
            "<tr><td>{}\u{a0}{}</td><td>{}</td><td>{}</td></tr>",
            name_of(searched.name),
            check(section, last_segment(searched.name)),
            escape(&searched.bounds()),
            count(searched.executions)
        )?;
    }
    table.push_str("</tbody>\n</table>\n</div>\n");
    Ok(table)
}

/// How many executions a model covers: `threads::join_returns_the_value` is `214`.
///
/// # Errors
/// When there is no such model.
pub fn executions(root: &Path, id: &str) -> Result<String> {
    let (section, name) = id
        .split_once("::")
        .with_context(|| format!("`{id}` names no model; write `section::model`"))?;
    let verified = load(root, section)?;
    let searched = verified.searched();
    let model = searched
        .iter()
        .find(|model| last_segment(model.name) == name || model.name == name)
        .with_context(|| {
            let known: Vec<&str> = searched
                .iter()
                .map(|model| last_segment(model.name))
                .collect();
            format!(
                "`{section}` has no model `{name}`; it has {}",
                known.join(", ")
            )
        })?;
    Ok(count(model.executions))
}

fn load(root: &Path, section: &str) -> Result<Verified> {
    let directory = directory(root, section)?;
    Verified::load(&directory)?.with_context(|| format!("`{section}` has no verified.json"))
}

/// A section by its crate's name, or by the name that Rust code has for it.
fn directory(root: &Path, section: &str) -> Result<PathBuf> {
    [section.to_owned(), section.replace('_', "-")]
        .iter()
        .map(|name| root.join("code").join(name))
        .find(|directory| directory.is_dir())
        .with_context(|| format!("there is no section `{section}` in code/"))
}

/// One operation: a row, and a second one for its counter-examples if it has any.
fn row(table: &mut String, section: &str, sites: &[Site]) {
    let Some(site) = sites.first() else { return };
    let place = format!("{}:{}", site.file, site.line);
    let traces: String = sites
        .iter()
        .flat_map(|s| s.mutants.iter().map(move |m| trace(s, m)))
        .collect();
    let class = if traces.is_empty() {
        ""
    } else {
        " class=\"has-trace\""
    };
    writeln!(
        table,
        "<tr{class}><td><code>{}</code><br><span class=\"ordering-place\">in <code>{}</code>, {}</span></td>\n\
         <td><p>{}</p></td>\n<td>",
        breakable(&site.code),
        breaks(&site.function),
        breaks(&place),
        inline(&capitalised(&site.why))
    )
    .expect("a String takes everything");
    for site in sites {
        for sentence in consequences(section, site) {
            writeln!(table, "<p>{sentence}</p>").expect("a String takes everything");
        }
    }
    table.push_str("</td></tr>\n");
    if !traces.is_empty() {
        write!(
            table,
            "<tr class=\"ordering-traces\"><td colspan=\"3\">\n{traces}</td></tr>\n"
        )
        .expect("a String takes everything");
    }
}

/// What became of each weaker ordering, a paragraph each.
fn consequences(section: &str, site: &Site) -> Vec<String> {
    if let Some(reason) = &site.unmodelled {
        return vec![format!("No model executes it: {}", inline(reason))];
    }
    if site.mutants.is_empty() {
        return vec![match site.argument {
            0 => "Nothing is weaker than <code>Relaxed</code>.".to_owned(),
            _ => "On failure, nothing is weaker than <code>Relaxed</code>.".to_owned(),
        }];
    }
    let mut sentences = Vec::new();
    for mutant in &site.mutants {
        let with = weakened(site, mutant);
        sentences.push(match mutant.verdict {
            Verdict::Killed => {
                let by = last_segment(&mutant.by);
                format!(
                    "{with}, {}\u{a0}{} fails: {}",
                    name_of(by),
                    check(section, by),
                    escape(&mutant.message.replace('`', ""))
                )
            }
            Verdict::Excused => format!("{with}, every model passes: {}", inline(&mutant.reason)),
            Verdict::Survived => format!("{with}, every model passes, and nothing says why."),
        });
    }
    sentences
}

/// The weakening, as the beginning of a sentence.
fn weakened(site: &Site, mutant: &Mutant) -> String {
    match (site.operation, site.argument, mutant.to.name()) {
        (Operation::Fence, _, "Relaxed") => "Without the fence".to_owned(),
        (_, 0, to) => format!("With <code>{to}</code>"),
        (_, _, to) => format!("With <code>{to}</code> on failure"),
    }
}

/// A failing execution, folded.
fn trace(site: &Site, mutant: &Mutant) -> String {
    if mutant.trace.is_empty() {
        return String::new();
    }
    // A blank line would end the HTML block.
    let steps: Vec<String> = mutant
        .trace
        .iter()
        .map(|step| escape(step))
        .filter(|step| !step.is_empty())
        .collect();
    let weakened = weakened(site, mutant);
    format!(
        "<details><summary>{}: the failing execution, {} steps</summary>\n<pre class=\"trace\"><code class=\"hl\" tabindex=\"0\">{}</code></pre>\n</details>\n",
        weakened,
        steps.len(),
        steps.join("\n")
    )
}

/// The mark that leads to a check.
fn check(section: &str, name: &str) -> String {
    format!("[✓](check:{section}::{name})")
}

/// The name of a test without its modules.
fn last_segment(name: &str) -> &str {
    name.rsplit("::").next().unwrap_or(name)
}

/// A long name, in code.
fn name_of(test: &str) -> String {
    format!("<code>{}</code>", breaks(test))
}

/// A comment goes on where `// ORDERING:` ends; in the table it is a sentence.
fn capitalised(why: &str) -> String {
    let mut letters = why.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
