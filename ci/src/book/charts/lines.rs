//! Lines: how a cost grows with x, which goes by factors.

use anyhow::{Result, ensure};

use super::{Scale, Series, Spec, x_name};
use crate::book::svg::{Anchor, Drawing, Share};
use crate::measurements::{as_f64, count, quantity, tick as tick_of};

// Across, in percent: the values of y, the plot, the names of the lines.
const LEFT: f64 = 15.0;
const RIGHT: f64 = 76.0;
const NAMES: f64 = 78.5;
// Down, in pixels.
const TOP: f64 = 14.0;
const BOTTOM: f64 = 254.0;
const X_VALUES: f64 = 272.0;
const X_NAME: f64 = 291.0;
const HEIGHT: f64 = 300.0;
/// Between the names of lines that end close together.
const LINE_HEIGHT: f64 = 16.0;
/// What fits right of the plot on the narrowest phone.
const NAME_WIDTH: usize = 11;
/// As many kinds of line as the style sheet has.
const KINDS: usize = 5;

/// Where values lie on an axis.
struct Axis {
    log: bool,
    low: f64,
    high: f64,
}

impl Axis {
    /// From 0 to 1 within the axis.
    fn at(&self, value: f64) -> f64 {
        if self.log {
            (value / self.low).ln() / (self.high / self.low).ln()
        } else {
            (value - self.low) / (self.high - self.low)
        }
    }
}

pub(super) fn draw(spec: &Spec, id: &str, unit: &str, series: &[Series<'_>]) -> Result<String> {
    ensure!(
        series.len() <= KINDS,
        "lines can be told apart up to {KINDS}, and `{}` has {}; choose `series`",
        spec.group,
        series.len()
    );
    let points = || series.iter().flat_map(|s| &s.points);
    let mut xs: Vec<u64> = points().filter_map(|m| m.x).collect();
    xs.sort_unstable();
    xs.dedup();
    ensure!(
        xs.len() >= 2 && xs[0] > 0,
        "`{}` needs at least two x, all above 0",
        spec.group
    );
    let x_axis = Axis {
        log: true,
        low: as_f64(xs[0]),
        high: as_f64(xs[xs.len() - 1]),
    };
    let lowest = points().map(|m| m.low).fold(f64::INFINITY, f64::min);
    let highest = points().map(|m| m.high).fold(f64::MIN_POSITIVE, f64::max);
    let ticks = match spec.scale {
        Scale::LogLog => {
            ensure!(
                lowest > 0.0,
                "`{}` has a value of 0, which has no place on a scale by factors",
                spec.group
            );
            factors(lowest, highest, if unit == "B" { 2.0 } else { 10.0 })
        }
        Scale::LogX => steps(highest),
    };
    let y_axis = Axis {
        log: spec.scale == Scale::LogLog,
        low: ticks[0],
        high: ticks[ticks.len() - 1],
    };
    let x = |value: u64| Share(LEFT + x_axis.at(as_f64(value)) * (RIGHT - LEFT));
    let y = |value: f64| BOTTOM - y_axis.at(value) * (BOTTOM - TOP);

    let mut drawing = Drawing::default();
    for tick in &ticks {
        drawing.line(
            "fig-grid",
            (Share(LEFT), y(*tick)),
            (Share(RIGHT), y(*tick)),
        );
        drawing.text(
            "fig-tick",
            (Share(LEFT - 2.5), y(*tick) + 4.0),
            Anchor::End,
            &tick_of(*tick, unit),
        );
    }
    for tick in x_ticks(&xs) {
        drawing.line("fig-grid", (x(tick), BOTTOM), (x(tick), BOTTOM + 5.0));
        drawing.text(
            "fig-tick",
            (x(tick), X_VALUES),
            Anchor::Middle,
            &count(tick),
        );
    }
    drawing.text(
        "fig-tick",
        (Share(f64::midpoint(LEFT, RIGHT)), X_NAME),
        Anchor::Middle,
        x_name(spec),
    );

    for (kind, s) in series.iter().enumerate() {
        let line = format!("fig-line fig-kind-{kind}");
        for pair in s.points.windows(2) {
            if let [from, to] = pair
                && let (Some(x1), Some(x2)) = (from.x, to.x)
            {
                drawing.line(&line, (x(x1), y(from.median)), (x(x2), y(to.median)));
            }
        }
        for m in &s.points {
            let Some(at) = m.x else { continue };
            drawing.line("fig-whisker", (x(at), y(m.low)), (x(at), y(m.high)));
            drawing.dot(
                &format!("fig-dot fig-kind-{kind}"),
                (x(at), y(m.median)),
                3.5,
            );
        }
    }
    name_lines(&mut drawing, series, y);
    Ok(drawing.finish(id, HEIGHT, &spec.title, &describe(spec, unit, series)))
}

/// Writes each line's name beside its end, moved down where two would touch.
fn name_lines(drawing: &mut Drawing, series: &[Series<'_>], y: impl Fn(f64) -> f64) {
    let mut names: Vec<(f64, usize, Vec<String>)> = series
        .iter()
        .enumerate()
        .filter_map(|(kind, s)| Some((y(s.points.last()?.median) + 4.0, kind, wrap(s.name))))
        .collect();
    names.sort_by(|a, b| a.0.total_cmp(&b.0));
    let rows: usize = names.iter().map(|(_, _, name)| name.len()).sum();
    // All of them fit above the axis, whatever the lines do.
    let mut free = 0.0;
    let mut left = as_f64(rows as u64) * LINE_HEIGHT;
    for (end, kind, name) in names {
        let mut at = f64::max(free, f64::min(end, BOTTOM + LINE_HEIGHT - left));
        for row in &name {
            drawing.text(
                &format!("fig-name fig-kind-{kind}"),
                (Share(NAMES), at),
                Anchor::Start,
                row,
            );
            at += LINE_HEIGHT;
        }
        left -= as_f64(name.len() as u64) * LINE_HEIGHT;
        free = at;
    }
}

/// A name in rows short enough to stand beside the plot.
fn wrap(name: &str) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        match rows.last_mut() {
            Some(row) if row.chars().count() + 1 + word.chars().count() <= NAME_WIDTH => {
                row.push(' ');
                row.push_str(word);
            }
            _ => rows.push(word.to_owned()),
        }
    }
    rows
}

/// Powers of ten (for bytes: of 1024, in steps that keep at most seven lines) around what was measured.
fn factors(lowest: f64, highest: f64, base: f64) -> Vec<f64> {
    let first = (lowest.ln() / base.ln() + 1e-9).floor();
    let last = (highest.ln() / base.ln() - 1e-9).ceil().max(first + 1.0);
    let stride = ((last - first) / 6.0).ceil();
    let mut exponent = first;
    let mut ticks = vec![base.powf(exponent)];
    while exponent < last {
        exponent += stride;
        ticks.push(base.powf(exponent));
    }
    ticks
}

/// Five steps or so from 0, each 1, 2 or 5 times a power of ten.
fn steps(highest: f64) -> Vec<f64> {
    let rough = highest / 5.0;
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .map(|n| n * power)
        .into_iter()
        .find(|step| *step >= rough)
        .unwrap_or(rough);
    let mut ticks = vec![0.0];
    let mut tick = 0.0;
    while tick < highest {
        tick += step;
        ticks.push(tick);
    }
    ticks
}

/// Every x if they are few, else the powers of ten.
fn x_ticks(xs: &[u64]) -> Vec<u64> {
    if xs.len() <= 5 {
        return xs.to_vec();
    }
    let (low, high) = (xs[0], xs[xs.len() - 1]);
    let tens: Vec<u64> = std::iter::successors(Some(1), |ten: &u64| ten.checked_mul(10))
        .filter(|ten| (low..=high).contains(ten))
        .collect();
    if tens.len() >= 2 {
        tens
    } else {
        vec![low, high]
    }
}

/// What a reader who can't see the lines is told; the numbers are in the table.
fn describe(spec: &Spec, unit: &str, series: &[Series<'_>]) -> String {
    let lines: Vec<String> = series
        .iter()
        .filter_map(|s| {
            let (first, last) = (s.points.first()?, s.points.last()?);
            Some(format!(
                "{}: from {} at {} to {} at {}",
                s.name,
                quantity(first.median, unit),
                count(first.x?),
                quantity(last.median, unit),
                count(last.x?)
            ))
        })
        .collect();
    format!(
        "Lines over {}. {}. Every number is in the table below.",
        x_name(spec),
        lines.join("; ")
    )
}
