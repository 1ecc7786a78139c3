//! Horizontal bars: one row for each implementation, its name and its numbers above its bar.

use anyhow::{Context as _, Result};

use super::{Series, Spec, ratio_to};
use crate::book::svg::{Anchor, Drawing, Share};
use crate::measurements::{Measurement, factor, quantity};

/// A row: 22 px for the text, 16 px for the bar, 12 px of air.
const ROW: f64 = 50.0;
/// A name and its numbers stand on one line if they have no more characters than the narrowest phone has room for; else the
/// numbers have a line of their own.
const TOGETHER: usize = 37;
const LINE: f64 = 19.0;
const BASELINE: f64 = 15.0;
const BAR_TOP: f64 = 22.0;
const BAR_HEIGHT: f64 = 16.0;
/// The widest bar with its whisker stays inside the figure.
const WIDEST: f64 = 99.0;

pub(super) fn draw(
    spec: &Spec,
    id: &str,
    unit: &str,
    series: &[Series<'_>],
    reference: Option<&Series<'_>>,
) -> Result<String> {
    let rows: Vec<(&Series<'_>, &Measurement)> = series
        .iter()
        .map(|s| {
            s.points
                .first()
                .map(|m| (s, *m))
                .with_context(|| format!("`{}` has no measurement", s.name))
        })
        .collect::<Result<_>>()?;
    let highest = rows
        .iter()
        .map(|(_, m)| m.high)
        .fold(f64::MIN_POSITIVE, f64::max);
    let share = |value: f64| Share(value / highest * WIDEST);

    let mut drawing = Drawing::default();
    // Where each bar begins, from the top.
    let mut bars = Vec::new();
    let mut y = 0.0;
    for (s, m) in &rows {
        let name = label(s);
        let value = match ratio_to(m, reference) {
            Some(ratio) => format!("{} · {} ×", quantity(m.median, unit), factor(ratio)),
            None => quantity(m.median, unit),
        };
        drawing.text("fig-name", (Share(0.0), y + BASELINE), Anchor::Start, &name);
        if name.chars().count() + value.chars().count() > TOGETHER {
            y += LINE;
        }
        drawing.text(
            "fig-value",
            (Share(100.0), y + BASELINE),
            Anchor::End,
            &value,
        );
        let class = if s.floor {
            "fig-bar fig-floor"
        } else if reference.is_some_and(|r| r.name == s.name) {
            "fig-bar fig-reference"
        } else {
            "fig-bar"
        };
        drawing.bar(class, share(m.median), y + BAR_TOP, BAR_HEIGHT);
        bars.push(y + BAR_TOP);
        y += ROW;
    }
    let height = y;
    // Over the bars, so that one sees which of them pass it; not through their names.
    let rule = reference
        .and_then(|r| r.points.first())
        .map(|base| share(base.median));
    for ((_, m), top) in rows.iter().zip(bars) {
        if let Some(x) = rule {
            drawing.line("fig-rule", (x, top - 3.0), (x, top + BAR_HEIGHT + 3.0));
        }
        whisker(
            &mut drawing,
            share(m.low),
            share(m.high),
            top + BAR_HEIGHT / 2.0,
        );
    }
    Ok(drawing.finish(id, height, &spec.title, &describe(unit, &rows, reference)))
}

/// The spread over the passes, with a halo that keeps it apart from the bar below.
fn whisker(drawing: &mut Drawing, low: Share, high: Share, y: f64) {
    for class in ["fig-halo", "fig-whisker"] {
        drawing.line(class, (low, y), (high, y));
        drawing.line(class, (low, y - 5.0), (low, y + 5.0));
        drawing.line(class, (high, y - 5.0), (high, y + 5.0));
    }
}

/// The name, which says that it is the floor.
fn label(series: &Series<'_>) -> String {
    if series.floor && !series.name.contains("floor") {
        format!("{} (floor)", series.name)
    } else {
        series.name.to_owned()
    }
}

/// What a reader who can't see the bars is told.
fn describe(
    unit: &str,
    rows: &[(&Series<'_>, &Measurement)],
    reference: Option<&Series<'_>>,
) -> String {
    let rows: Vec<String> = rows
        .iter()
        .map(|(s, m)| {
            let ratio = match (ratio_to(m, reference), reference) {
                (Some(ratio), Some(r)) if r.name != s.name => {
                    format!(", {} times {}", factor(ratio), r.name)
                }
                _ => String::new(),
            };
            format!(
                "{}: {} (from {} to {}){ratio}",
                label(s),
                quantity(m.median, unit),
                quantity(m.low, unit),
                quantity(m.high, unit)
            )
        })
        .collect();
    format!("Bars, shorter is less. {}.", rows.join("; "))
}
