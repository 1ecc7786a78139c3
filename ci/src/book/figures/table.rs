//! The table of steps, and the arrows that run in it.
//!
//! Between two lanes is a gutter, and in it are tracks. An arrow leaves its step sideways into the gutter beside it, runs down
//! in a track of its own, and in the row of its target goes on sideways to the target, across lanes that have no step
//! in that row. Each row draws its part of every arrow, as tall as the row is: so the text may wrap as it likes. The
//! parts are empty elements; what an arrow says also stands, as text, in the step that it leads to.

use std::fmt::Write as _;

use anyhow::{Result, ensure};
use figure::{Edge, Figure, Kind, Outcome, Step};

use crate::book::svg::{breakable, escape};

/// A gutter has room for so many arrows side by side.
const TRACKS: usize = 3;

/// Where an arrow runs down.
struct Route<'a> {
    edge: &'a Edge,
    /// The lanes of its ends.
    lanes: (usize, usize),
    /// The gutter before this lane.
    gutter: usize,
    track: usize,
}

/// Draws the table of an outcome.
pub(super) fn draw(html: &mut String, figure: &Figure, outcome: &Outcome) -> Result<()> {
    let routes = routes(outcome)?;
    // How many tracks each gutter has.
    let tracks: Vec<usize> = (0..figure.lanes.len())
        .map(|gutter| {
            routes
                .iter()
                .filter(|route| route.gutter == gutter)
                .map(|route| route.track + 1)
                .max()
                .unwrap_or(0)
        })
        .collect();
    html.push_str("<table class=\"steps-table\">\n<thead><tr><th scope=\"col\"><span class=\"steps-hidden\">Step</span></th>");
    for (number, lane) in (1..).zip(&figure.lanes) {
        write!(
            html,
            "<th scope=\"col\" class=\"lane-{number}\">{}</th>",
            escape(lane)
        )?;
    }
    html.push_str("</tr></thead>\n<tbody>\n");
    for (row, step) in outcome.steps.iter().enumerate() {
        write!(html, "<tr><th scope=\"row\">{}</th>", row + 1)?;
        for (lane, &tracks) in tracks.iter().enumerate() {
            write!(html, "<td class=\"lane-{}\">", lane + 1)?;
            gutter(html, &routes, tracks, lane, row)?;
            cell(html, figure, outcome, &routes, (row, step), lane)?;
            html.push_str("</td>");
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody>\n</table>\n");
    let asleep = |lane: &usize| last(outcome, *lane).is_some_and(|(_, step)| step.sleeps);
    let asleep: Vec<&str> = (0..figure.lanes.len())
        .filter(asleep)
        .map(|lane| figure.lanes[lane].as_str())
        .collect();
    if outcome.stuck && !asleep.is_empty() {
        let verb = if asleep.len() == 1 { "sleeps" } else { "sleep" };
        writeln!(
            html,
            "<p class=\"steps-stuck\" data-to=\"{}\">{} {verb} for ever.</p>",
            outcome.steps.len(),
            escape(&asleep.join(" and "))
        )?;
    }
    Ok(())
}

/// Gives each arrow a track in which no other runs at the same height.
fn routes(outcome: &Outcome) -> Result<Vec<Route<'_>>> {
    let mut routes: Vec<Route<'_>> = Vec::new();
    for edge in &outcome.edges {
        let (from, to) = (outcome.steps[edge.from].lane, outcome.steps[edge.to].lane);
        // Beside the step where it begins, on the side of its target.
        let gutter = if from < to { from + 1 } else { from };
        let free = |track: &usize| {
            !routes.iter().any(|other| {
                other.gutter == gutter
                    && other.track == *track
                    && other.edge.from <= edge.to
                    && edge.from <= other.edge.to
            })
        };
        let track = (0..TRACKS).find(free);
        ensure!(
            track.is_some(),
            "the outcome `{}` has more than {TRACKS} arrows side by side; name fewer cells",
            outcome.name
        );
        routes.push(Route {
            edge,
            lanes: (from, to),
            gutter,
            track: track.unwrap_or_default(),
        });
    }
    Ok(routes)
}

/// The parts of arrows in the gutter before a lane.
fn gutter(
    html: &mut String,
    routes: &[Route<'_>],
    tracks: usize,
    lane: usize,
    row: usize,
) -> Result<()> {
    if lane == 0 {
        return Ok(());
    }
    let mut parts = String::new();
    for route in routes {
        let Edge { from, to, .. } = *route.edge;
        let rightwards = route.lanes.0 < route.lanes.1;
        let mut part = |shape: &str, track: bool, head: bool| {
            let place = if track {
                format!(" track-{}-{tracks}", route.track + 1)
            } else {
                String::new()
            };
            write!(
                parts,
                "<i class=\"{shape}{place} {}\" data-to=\"{}\">{}</i>",
                kind(route.edge.kind),
                to + 1,
                if head { "<b></b>" } else { "" }
            )
        };
        if route.gutter == lane {
            let side = if rightwards { "right" } else { "left" };
            let adjacent = route.lanes.0.abs_diff(route.lanes.1) == 1;
            match row {
                row if row == from => part(&format!("leaves {side}"), true, false)?,
                row if row == to => part(&format!("enters {side}"), true, adjacent)?,
                row if from < row && row < to => part("passes", true, false)?,
                _ => {}
            }
        } else if row == to {
            // On its way across.
            let (low, high, last) = if rightwards {
                (route.lanes.0 + 2, route.lanes.1, route.lanes.1)
            } else {
                (route.lanes.1 + 1, route.lanes.0 - 1, route.lanes.1 + 1)
            };
            if (low..=high).contains(&lane) {
                let side = if rightwards { "right" } else { "left" };
                part(&format!("across {side}"), false, lane == last)?;
            }
        }
    }
    if !parts.is_empty() {
        write!(html, "<span class=\"gutter\">{parts}</span>")?;
    }
    Ok(())
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Order => "order",
        Kind::Cause => "cause",
        Kind::Reads => "reads",
    }
}

/// What is in a row of a lane: the thread's line, arrows that cross it, its step.
fn cell(
    html: &mut String,
    figure: &Figure,
    outcome: &Outcome,
    routes: &[Route<'_>],
    (row, step): (usize, &Step),
    lane: usize,
) -> Result<()> {
    if let Some(class) = life(outcome, lane, row) {
        write!(html, "<i class=\"life{class}\"></i>")?;
    }
    for route in routes.iter().filter(|route| route.edge.to == row) {
        let (low, high) = (
            route.lanes.0.min(route.lanes.1),
            route.lanes.0.max(route.lanes.1),
        );
        if low < lane && lane < high {
            write!(
                html,
                "<i class=\"crosses {}\" data-to=\"{}\"></i>",
                kind(route.edge.kind),
                row + 1
            )?;
        }
    }
    if step.lane != lane {
        return Ok(());
    }
    html.push_str("<i class=\"dot\"></i><span class=\"step\">");
    write!(
        html,
        "<b class=\"who\" aria-hidden=\"true\">{}</b>",
        escape(&figure.lanes[lane])
    )?;
    for edge in outcome.edges.iter().filter(|edge| edge.to == row) {
        let from = edge.from + 1;
        let (seen, said) = match edge.kind {
            Kind::Order => ("after", "Happens after"),
            Kind::Cause => ("from", "Let go on by"),
            Kind::Reads => ("from", "Not ordered after"),
        };
        write!(
            html,
            "<em class=\"{}\"><span aria-hidden=\"true\">{seen} {from}: </span>\
             <span class=\"steps-hidden\">{said} step {from} of {}: </span>{}</em> ",
            kind(edge.kind),
            escape(&figure.lanes[outcome.steps[edge.from].lane]),
            escape(&edge.name)
        )?;
    }
    let text = breakable(&step.text);
    if step.code {
        write!(html, "<code>{text}</code>")?;
    } else {
        write!(html, "<span class=\"words\">{text}</span>")?;
    }
    if !step.result.is_empty() {
        write!(
            html,
            " <span class=\"result\">{}</span>",
            escape(&step.result)
        )?;
    }
    for (cell, value) in &step.writes {
        write!(
            html,
            " <span class=\"writes\" data-cell=\"{cell}\"><b>{}</b> = <span>{}</span></span>",
            escape(&figure.cells[*cell]),
            escape(value)
        )?;
    }
    if let Some(line) = &step.prints {
        write!(
            html,
            " <span class=\"steps-hidden\">prints </span><samp>{}</samp>",
            escape(line)
        )?;
    }
    html.push_str("</span>");
    Ok(())
}

/// The last step of a lane, and its row.
fn last(outcome: &Outcome, lane: usize) -> Option<(usize, &Step)> {
    let steps = outcome.steps.iter().enumerate();
    steps.rev().find(|(_, step)| step.lane == lane)
}

/// How a thread's line looks in a row: nothing before its first step and after its last, unless it sleeps for ever.
fn life(outcome: &Outcome, lane: usize, row: usize) -> Option<String> {
    let first = outcome.steps.iter().position(|step| step.lane == lane)?;
    let (end, last) = last(outcome, lane)?;
    let for_ever = outcome.stuck && last.sleeps;
    if row < first || row > end && !for_ever {
        return None;
    }
    let mut class = String::new();
    if row == first {
        class.push_str(" begins");
    }
    if row == end && !for_ever {
        class.push_str(" ends");
    }
    let before = outcome.steps[..row]
        .iter()
        .rev()
        .find(|step| step.lane == lane);
    if outcome.steps[row].lane != lane && before.is_some_and(|step| step.sleeps) {
        class.push_str(" sleeps");
    }
    Some(class)
}
