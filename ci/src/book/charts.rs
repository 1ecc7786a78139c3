//! Charts, drawn when the book is built from what `cargo book bench` measured.
//!
//! A chart is a fence of TOML (see [`Spec`]). Bars compare implementations; lines show how a cost grows with x. Every
//! chart shows the spread over the passes, says which machine, compiler and day its numbers come from, and carries
//! the numbers as a table. Colours come from `theme/figures.css`.

mod bars;
mod lines;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use anyhow::{Context as _, Result, bail, ensure};
use serde::Deserialize;

use super::svg::{escape, inline};
use crate::measurements::{self, Found, Measured, Measurement, factor, quantity};
use crate::verified::fingerprint;

/// What a page writes in a chart's fence.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    /// The measured group, such as `threads/spawn-join`.
    group: String,
    /// What the chart is about; stands above it.
    title: String,
    #[serde(default)]
    kind: Kind,
    /// The id that the others are compared with.
    reference: Option<String>,
    /// The id of the hardware's or the operating system's own cost, below which nothing can go.
    floor: Option<String>,
    /// What x counts, for lines.
    x: Option<String>,
    /// The ids to show, in this order; all of them if absent.
    series: Option<Vec<String>>,
    /// Whether y grows by steps or by factors, for lines.
    #[serde(default)]
    scale: Scale,
    /// What the reader should conclude; Markdown, one paragraph.
    conclusion: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    #[default]
    Bars,
    Lines,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
enum Scale {
    /// Both axes by factors: what grows in proportion is a straight line.
    #[default]
    #[serde(rename = "log-log")]
    LogLog,
    /// Only x by factors: what stays the same is seen best.
    #[serde(rename = "log-x")]
    LogX,
}

/// One implementation's measurements, in the order of x.
#[derive(Debug)]
struct Series<'a> {
    name: &'a str,
    /// Whether nothing can be faster than this one.
    floor: bool,
    points: Vec<&'a Measurement>,
}

/// Draws the chart that `toml` asks for, as HTML without a blank line, so that Markdown lets it pass whole.
///
/// # Errors
/// When the fence isn't a chart's, or asks for what wasn't measured.
pub fn chart(measured: &Measured, toml: &str) -> Result<String> {
    let spec: Spec =
        toml::from_str(toml).map_err(|error| anyhow::anyhow!("{}", error.message()))?;
    let found = measured.find(&spec.group)?;
    let series = series(&spec, &found.group.results)?;
    let unit = unit(&spec, &series)?;
    let reference = reference(&spec, &series)?;

    let id = format!(
        "chart-{}-{}",
        spec.group.replace('/', "-"),
        &fingerprint(toml)[..6]
    );
    let (class, plot, whiskers) = match spec.kind {
        Kind::Bars => (
            "fig-bars",
            bars::draw(&spec, &id, unit, &series, reference)?,
            "whiskers",
        ),
        Kind::Lines => (
            "fig-lines",
            lines::draw(&spec, &id, unit, &series)?,
            "upright strokes",
        ),
    };
    let conclusion = match &spec.conclusion {
        Some(markdown) => format!("<p class=\"fig-conclusion\">{}</p>\n", inline(markdown)),
        None => String::new(),
    };
    Ok(format!(
        "<figure class=\"fig {class}\">\n<p class=\"fig-title\">{title}</p>\n{plot}\
         {table}<figcaption>\n{conclusion}<p class=\"fig-source\">{caption}</p>\n</figcaption>\n</figure>\n",
        title = inline(&spec.title),
        caption = escape(&caption(found, whiskers)),
        table = table(&spec, unit, &series, reference),
    ))
}

/// A measured quantity: `threads/spawn-join/std` is `73 µs`.
///
/// # Errors
/// When there is no such measurement.
pub fn quantity_of(measured: &Measured, name: &str) -> Result<String> {
    let m = measured.lookup(name)?;
    Ok(quantity(m.median, &m.unit))
}

/// How many times `b` the measurement `a` is: `0.98`. Both must be of one group, that is, measured in one run.
///
/// # Errors
/// When there is no such measurement, or the two weren't measured together.
pub fn ratio(measured: &Measured, a: &str, b: &str) -> Result<String> {
    let group = |name: &str| name.splitn(3, '/').take(2).collect::<Vec<_>>().join("/");
    ensure!(
        group(a) == group(b),
        "`{a}` and `{b}` are of two groups, and so were not measured together; a ratio needs one group"
    );
    let (of, to) = (measured.lookup(a)?, measured.lookup(b)?);
    ensure!(
        of.unit == to.unit,
        "`{a}` is in {} and `{b}` in {}",
        of.unit,
        to.unit
    );
    Ok(factor(of.ratio(to)))
}

/// The machines whose numbers the book shows, each with its compiler and the day, as Markdown.
///
/// # Errors
/// When a file of measurements can't be read, or there is none.
pub fn machine(measured: &Measured) -> Result<String> {
    let all = measured.machines()?;
    ensure!(!all.is_empty(), "there are no measurements");
    let mut paragraphs = Vec::new();
    for m in all {
        // The commits of each compiler and day.
        let mut runs: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
        for g in m.groups.values() {
            runs.entry((&g.compiler, &g.date))
                .or_default()
                .insert(&g.commit);
        }
        let mut compiler = "";
        let mut text = format!("Measured on {}", m.machine.describe());
        for ((with, date), commits) in &runs {
            if *with == compiler {
                text.push(';');
            } else {
                write!(text, ", with rustc {with},")?;
                compiler = with;
            }
            let s = if commits.len() == 1 { "" } else { "s" };
            let commits: Vec<String> = commits.iter().map(|c| format!("`{c}`")).collect();
            write!(text, " on {date} at commit{s} {}", commits.join(", "))?;
        }
        paragraphs.push(text + ".");
    }
    Ok(paragraphs.join("\n\n"))
}

/// Sorts the results into series, in the order that the page asked for.
fn series<'a>(spec: &'a Spec, results: &'a [Measurement]) -> Result<Vec<Series<'a>>> {
    let mut names: Vec<&str> = Vec::new();
    for m in results {
        if !names.contains(&m.id.as_str()) {
            names.push(&m.id);
        }
    }
    for (key, name) in [("floor", &spec.floor), ("reference", &spec.reference)] {
        if let Some(name) = name {
            known(spec, key, name, &names)?;
        }
    }
    if let Some(wanted) = &spec.series {
        for name in wanted {
            known(spec, "series", name, &names)?;
        }
        names = wanted.iter().map(String::as_str).collect();
    }
    let series: Vec<Series<'_>> = names
        .into_iter()
        .map(|name| {
            let mut points: Vec<&Measurement> = results.iter().filter(|m| m.id == name).collect();
            points.sort_by_key(|m| m.x);
            Series {
                name,
                floor: spec.floor.as_deref() == Some(name),
                points,
            }
        })
        .collect();
    for s in &series {
        for point in &s.points {
            match (spec.kind, point.x) {
                (Kind::Bars, Some(_)) => bail!(
                    "`{}` was measured at several x, which bars can't show; write `kind = \"lines\"`",
                    spec.group
                ),
                (Kind::Lines, None) => bail!(
                    "`{}` in `{}` has no x, which lines need; write `kind = \"bars\"`",
                    s.name,
                    spec.group
                ),
                _ => {}
            }
        }
    }
    Ok(series)
}

fn known(spec: &Spec, key: &str, name: &str, names: &[&str]) -> Result<()> {
    ensure!(
        names.contains(&name),
        "`{key}` names `{name}`, which `{}` doesn't have; it has {}",
        spec.group,
        names.join(", ")
    );
    Ok(())
}

/// The unit that all series have.
fn unit<'a>(spec: &Spec, series: &[Series<'a>]) -> Result<&'a str> {
    let mut units = series
        .iter()
        .flat_map(|s| &s.points)
        .map(|m| m.unit.as_str());
    let unit = units
        .next()
        .with_context(|| format!("`{}` has nothing to show", spec.group))?;
    match units.find(|other| *other != unit) {
        None => Ok(unit),
        Some(other) => bail!(
            "`{}` mixes {unit} and {other}; choose `series` of one unit",
            spec.group
        ),
    }
}

/// The series that the others are compared with, which must be shown.
fn reference<'s, 'a>(spec: &Spec, series: &'s [Series<'a>]) -> Result<Option<&'s Series<'a>>> {
    let Some(name) = &spec.reference else {
        return Ok(None);
    };
    series
        .iter()
        .find(|s| s.name == name)
        .map(Some)
        .with_context(|| format!("`reference` is `{name}`, which `series` leaves out"))
}

/// How many times the reference, where both were measured at the same x.
fn ratio_to(point: &Measurement, reference: Option<&Series<'_>>) -> Option<f64> {
    let base = reference?.points.iter().find(|m| m.x == point.x)?;
    Some(point.ratio(base))
}

fn caption(found: Found<'_>, whiskers: &str) -> String {
    let Found { machine, group } = found;
    let passes = match group.passes {
        1 => "One pass, so no spread is known.".to_owned(),
        n => format!(
            "Median of {n} passes; the {whiskers} reach from the lowest pass to the highest."
        ),
    };
    format!(
        "{passes} {}. rustc {}, {}, commit {}.",
        machine.describe(),
        group.compiler,
        group.date,
        group.commit
    )
}

/// The numbers, folded.
fn table(spec: &Spec, unit: &str, series: &[Series<'_>], reference: Option<&Series<'_>>) -> String {
    let mut head = vec!["what".to_owned()];
    if spec.kind == Kind::Lines {
        head.push(x_name(spec).to_owned());
    }
    head.extend(["median".to_owned(), "lowest to highest pass".to_owned()]);
    if let Some(r) = reference {
        head.push(format!("times {}", r.name));
    }
    let mut table = String::from(
        "<details class=\"fig-numbers\"><summary>The numbers</summary>\n\
         <div class=\"table-wrapper\"><table>\n<thead><tr>",
    );
    for cell in &head {
        table.extend(["<th scope=\"col\">", &escape(cell), "</th>"]);
    }
    table.push_str("</tr></thead>\n<tbody>\n");
    for s in series {
        for m in &s.points {
            let mut cells = Vec::new();
            if let (Kind::Lines, Some(x)) = (spec.kind, m.x) {
                cells.push(measurements::count(x));
            }
            cells.push(quantity(m.median, unit));
            cells.push(format!(
                "{} – {}",
                quantity(m.low, unit),
                quantity(m.high, unit)
            ));
            if reference.is_some() {
                cells.push(ratio_to(m, reference).map_or_else(|| "–".to_owned(), factor));
            }
            table.extend(["<tr><th scope=\"row\">", &escape(s.name), "</th>"]);
            for cell in &cells {
                table.extend(["<td>", &escape(cell), "</td>"]);
            }
            table.push_str("</tr>\n");
        }
    }
    table.push_str("</tbody>\n</table></div>\n</details>\n");
    table
}

/// What x counts.
fn x_name(spec: &Spec) -> &str {
    spec.x.as_deref().unwrap_or("x")
}
