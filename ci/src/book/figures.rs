//! Figures: executions as they were recorded, drawn when the book is built.
//!
//! A figure is a fence of TOML (see [`Spec`]) that names a file of `code/SECTION/figures/`. Of each outcome one execution
//! is drawn as a table: a row is a step, a column is a thread, and between the columns run the arrows ([`table`]). The
//! result is complete without a script: `theme/js/figure.js` adds that a reader can go through it step by step. Colours
//! and sizes come from `theme/css/figures.css`.

mod table;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use figure::{Figure, Kind, Outcome, Source, Step};
use serde::Deserialize;

use super::svg::{escape, inline};
use crate::measurements::count;
use crate::verified::fingerprint;

/// The style sheet tells so many outcomes apart.
const OUTCOMES: usize = 6;

/// What a page writes in a figure's fence.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    /// The figure: `threads/join` is `code/threads/figures/join.json`.
    of: String,
    /// What it is about and what to see in it; Markdown, one paragraph.
    caption: String,
    /// The outcomes to draw, in this order; all of them, the most frequent first, if absent.
    show: Option<Vec<String>>,
}

/// Draws the figure that `toml` asks for, as HTML without a blank line, so that Markdown lets it pass whole. The link to
/// the test that recorded it is as a page has it (`[✓](check:…)`), for the preprocessor to follow.
///
/// # Errors
/// When the fence isn't a figure's, or asks for what wasn't recorded.
pub fn figure(root: &Path, toml: &str) -> Result<String> {
    let spec: Spec =
        toml::from_str(toml).map_err(|error| anyhow::anyhow!("{}", error.message()))?;
    let (section, figure) = load(root, &spec.of)?;
    let outcomes = chosen(&spec, &figure)?;
    let group = format!("figure-{}", &fingerprint(toml)[..8]);
    let mut html = String::from("<figure class=\"fig steps\">\n");
    if outcomes.len() > 1 {
        choice(&mut html, &group, &figure, &outcomes)?;
    }
    for outcome in &outcomes {
        let lanes = figure.lanes.len();
        writeln!(html, "<step-figure class=\"steps-outcome lanes-{lanes}\">")?;
        if figure.outcomes.len() > 1 {
            writeln!(
                html,
                "<p class=\"steps-name\">{}, {}</p>",
                inline(&outcome.name),
                share(&figure, outcome)
            )?;
        }
        if !figure.cells.is_empty() {
            memory(
                &mut html,
                "steps-first",
                "Memory at first",
                &figure.cells,
                &outcome.initially,
            )?;
        }
        table::draw(&mut html, &figure, outcome)?;
        foot(&mut html, &figure, outcome)?;
        html.push_str("</step-figure>\n");
    }
    writeln!(
        html,
        "<figcaption>\n<p>{}</p>\n<p class=\"fig-source\">{}{}</p>\n</figcaption>\n</figure>",
        inline(&spec.caption),
        legend(&outcomes),
        source(section, &figure, &outcomes),
    )?;
    Ok(html)
}

/// The check that decides a figure, as a page would link it: `section::test`. It is found even where the figure can't be
/// drawn, so that one mistake is one line.
pub(crate) fn check(root: &Path, toml: &str) -> Option<String> {
    let spec: toml::Table = toml.parse().ok()?;
    let (section, file) = file(spec.get("of")?.as_str()?).ok()?;
    let recorded: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(root.join(file)).ok()?).ok()?;
    let test = recorded["source"].as_object()?.values().next()?["test"].as_str()?;
    Some(format!("{section}::{}", last_segment(test)))
}

/// The section of a figure, and its file.
fn file(of: &str) -> Result<(&str, PathBuf)> {
    let (section, name) = of
        .split_once('/')
        .filter(|(section, name)| [section, name].iter().all(|part| is_name(part)))
        .with_context(|| format!("`of = \"{of}\"` names no figure; write `section/figure`"))?;
    Ok((
        section,
        ["code", section, "figures", &format!("{name}.json")]
            .iter()
            .collect(),
    ))
}

fn load<'a>(root: &Path, of: &'a str) -> Result<(&'a str, Figure)> {
    let (section, below) = file(of)?;
    let shown = crate::problem::slashes(&below);
    let Ok(text) = fs::read_to_string(root.join(&below)) else {
        bail!("there is no {shown}");
    };
    let figure: Figure = serde_json::from_str(&text)
        .with_context(|| format!("{shown} isn't what a recorder writes"))?;
    figure
        .is_drawable()
        .map_err(anyhow::Error::msg)
        .with_context(|| shown)?;
    Ok((section, figure))
}

fn is_name(part: &str) -> bool {
    !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// The outcomes that the page asked for.
fn chosen<'a>(spec: &Spec, figure: &'a Figure) -> Result<Vec<&'a Outcome>> {
    let mut outcomes: Vec<&Outcome> = figure.outcomes.iter().collect();
    match &spec.show {
        Some(names) => {
            outcomes = names
                .iter()
                .map(|name| {
                    figure
                        .outcomes
                        .iter()
                        .find(|outcome| outcome.name == *name)
                        .with_context(|| {
                            let known: Vec<String> = figure
                                .outcomes
                                .iter()
                                .map(|outcome| format!("`{}`", outcome.name))
                                .collect();
                            format!(
                                "`show` names `{name}`, which `{}` doesn't come to; it has {}",
                                spec.of,
                                known.join(", ")
                            )
                        })
                })
                .collect::<Result<_>>()?;
            ensure!(!outcomes.is_empty(), "`show` is empty");
        }
        None => outcomes.sort_by_key(|outcome| std::cmp::Reverse(outcome.executions)),
    }
    if outcomes.len() > OUTCOMES {
        bail!(
            "`{}` has {} outcomes, more than {OUTCOMES}; choose with `show`",
            spec.of,
            outcomes.len()
        );
    }
    Ok(outcomes)
}

/// Radio buttons, which choose without a script.
fn choice(html: &mut String, group: &str, figure: &Figure, outcomes: &[&Outcome]) -> Result<()> {
    html.push_str("<fieldset class=\"steps-choice\">\n<legend>What can come of it</legend>\n");
    for (number, outcome) in outcomes.iter().enumerate() {
        writeln!(
            html,
            "<label><input type=\"radio\" name=\"{group}\"{}> <span>{} <small>{}</small></span></label>",
            if number == 0 { " checked" } else { "" },
            inline(&outcome.name),
            share(figure, outcome),
        )?;
    }
    html.push_str("</fieldset>\n");
    Ok(())
}

/// `4 of 6 orders`.
fn share(figure: &Figure, outcome: &Outcome) -> String {
    format!(
        "{} of {} {}",
        count(outcome.executions),
        count(figure.executions),
        unit(figure)
    )
}

fn unit(figure: &Figure) -> &'static str {
    match (&figure.source, figure.executions) {
        (Source::Model { .. }, 1) => "execution",
        (Source::Model { .. }, _) => "executions",
        (Source::Exploration { .. }, 1) => "order",
        (Source::Exploration { .. }, _) => "orders",
    }
}

fn memory(
    html: &mut String,
    class: &str,
    when: &str,
    cells: &[String],
    values: &[String],
) -> Result<()> {
    write!(
        html,
        "<div class=\"steps-memory {class}\"><p class=\"steps-when\">{when}</p><dl>"
    )?;
    for (cell, value) in cells.iter().zip(values) {
        write!(
            html,
            "<div><dt>{}</dt><dd>{}</dd></div>",
            escape(cell),
            escape(value)
        )?;
    }
    html.push_str("</dl></div>\n");
    Ok(())
}

/// What the program has printed; each line with the step that does.
fn output(html: &mut String, outcome: &Outcome) -> Result<()> {
    let printed = |step: &Step| step.prints.is_some();
    if !outcome.steps.iter().any(printed) {
        return Ok(());
    }
    html.push_str("<div class=\"steps-output\"><p class=\"steps-when\">Output</p><ol>");
    for (number, step) in (1..).zip(&outcome.steps) {
        if let Some(line) = &step.prints {
            write!(
                html,
                "<li data-to=\"{number}\"><samp>{}</samp></li>",
                escape(line)
            )?;
        }
    }
    html.push_str("</ol></div>\n");
    Ok(())
}

/// What memory holds in the end, what was printed, and the controls: they are there before the script is, so that nothing moves when it
/// comes.
fn foot(html: &mut String, figure: &Figure, outcome: &Outcome) -> Result<()> {
    html.push_str("<div class=\"steps-foot\">\n");
    if !figure.cells.is_empty() {
        let mut values = outcome.initially.clone();
        for (cell, value) in outcome.steps.iter().flat_map(|step| &step.writes) {
            values[*cell].clone_from(value);
        }
        memory(
            html,
            "steps-now",
            "Memory in the end",
            &figure.cells,
            &values,
        )?;
    }
    output(html, outcome)?;
    let steps = outcome.steps.len();
    writeln!(
        html,
        "<div class=\"steps-controls\" role=\"group\" aria-label=\"Step through this execution\">\n\
         <button type=\"button\" data-go=\"first\">Start</button>\n\
         <button type=\"button\" data-go=\"back\" aria-label=\"Previous step\">‹</button>\n\
         <output>all {steps} steps</output>\n\
         <button type=\"button\" data-go=\"next\" aria-label=\"Next step\">›</button>\n\
         <button type=\"button\" data-go=\"all\">All</button>\n</div>\n</div>"
    )?;
    Ok(())
}

/// What the arrows mean that aren't the plain kind.
fn legend(outcomes: &[&Outcome]) -> String {
    let has = |kind| {
        outcomes
            .iter()
            .any(|outcome| outcome.edges.iter().any(|edge| edge.kind == kind))
    };
    let mut legend = String::new();
    if has(Kind::Order) {
        legend.push_str("A solid arrow: happens before. ");
    }
    if has(Kind::Cause) {
        legend.push_str("A dashed arrow: lets the other go on, and orders no memory. ");
    }
    if has(Kind::Reads) {
        legend.push_str("A dotted arrow: reads what the other wrote, and nothing is ordered. ");
    }
    legend
}

/// The name of a test without its modules.
fn last_segment(test: &str) -> &str {
    test.rsplit("::").next().unwrap_or(test)
}

/// Where the drawings come from, and how much isn't drawn.
fn source(section: &str, figure: &Figure, shown: &[&Outcome]) -> String {
    let how = match &figure.source {
        Source::Model { bounds, .. } => {
            format!(
                "Recorded from a model: {} {} ({bounds})",
                count(figure.executions),
                unit(figure)
            )
        }
        Source::Exploration { program, .. } => {
            let orders = match figure.executions {
                1 => "The only order".to_owned(),
                orders => format!("All {} orders", count(orders)),
            };
            format!("{orders} of the steps of <code>{}</code>", escape(program))
        }
    };
    let drawn = match (shown.len(), figure.executions) {
        (_, 1) => "",
        (1, _) if figure.outcomes.len() > 1 => "; a shortest one of this outcome is drawn",
        (1, _) => "; a shortest one is drawn",
        (shown, _) if shown < figure.outcomes.len() => {
            "; of each of these outcomes a shortest one is drawn"
        }
        _ => "; of each outcome a shortest one is drawn",
    };
    let others = figure.executions - shown.iter().map(|outcome| outcome.executions).sum::<u64>();
    let others = match others {
        0 => String::new(),
        1 => ". The other one ends otherwise".to_owned(),
        others => format!(". The other {} end otherwise", count(others)),
    };
    let (Source::Model { test, .. } | Source::Exploration { test, .. }) = &figure.source;
    format!(
        "{how}{drawn}{others}. [✓](check:{section}::{})",
        last_segment(test)
    )
}
