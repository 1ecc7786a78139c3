//! The benchmark results in `measurements/`: one file for each machine, merged group by group.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, Serialize};

/// The directory, from the root of the repository.
pub const DIRECTORY: &str = "measurements";

/// What one machine measured.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measurements {
    /// The machine.
    pub machine: Machine,
    /// The groups of compared implementations, by names such as `threads/spawn-join`.
    pub groups: BTreeMap<String, Group>,
}

/// A machine, described without naming it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Machine {
    /// The processor's model name.
    pub cpu: String,
    /// The threads that the operating system lets run at once.
    pub cores: usize,
    /// The memory in bytes; 0 if unknown.
    pub memory: u64,
    /// The operating system and its version.
    pub os: String,
}

/// Implementations that were measured together, in one process, pass after pass.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// The version of the compiler.
    pub compiler: String,
    /// The commit, with `-dirty` behind it if the tree differed.
    pub commit: String,
    /// The day, as `2026-01-31`.
    pub date: String,
    /// How often everything was measured.
    pub passes: usize,
    /// The results, by id and then by x.
    pub results: Vec<Measurement>,
}

/// One implementation, at one x if the group has several.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measurement {
    /// The implementation, such as `std`.
    pub id: String,
    /// What it was measured at, such as a number of threads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub x: Option<u64>,
    /// `ns`, `B`, or the name of what was counted.
    pub unit: String,
    /// The median over the passes.
    pub median: f64,
    /// The lowest pass.
    pub low: f64,
    /// The highest pass.
    pub high: f64,
    /// The median of each pass, in the order of the passes.
    pub passes: Vec<f64>,
}

impl Measurement {
    /// Sums up what the passes measured.
    ///
    /// # Panics
    /// When there is no pass.
    pub fn new(id: String, x: Option<u64>, unit: String, passes: Vec<f64>) -> Self {
        let passes: Vec<f64> = passes.into_iter().map(rounded).collect();
        let median = rounded(median(&passes));
        let low = passes.iter().copied().fold(f64::INFINITY, f64::min);
        let high = passes.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Self {
            id,
            x,
            unit,
            median,
            low,
            high,
            passes,
        }
    }

    /// How many times `reference` this is. It is the medians that are compared, since a reader sees those beside it.
    pub fn ratio(&self, reference: &Self) -> f64 {
        self.median / reference.median
    }
}

/// A thousandth of a nanosecond is less than anybody can measure; the files stay readable.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// The middle value, or the mean of the two in the middle.
///
/// # Panics
/// When there is no value.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 {
        sorted[middle]
    } else {
        f64::midpoint(sorted[middle - 1], sorted[middle])
    }
}

impl Machine {
    /// One line for a caption.
    pub fn describe(&self) -> String {
        let mut text = format!("{}, {} cores", self.cpu, self.cores);
        if self.memory > 0 {
            write!(text, ", {}", quantity(as_f64(self.memory), "B"))
                .expect("a String takes everything");
        }
        write!(text, ", {}", self.os).expect("a String takes everything");
        text
    }
}

impl Measurements {
    /// The file of every machine that measured something, by name.
    fn load_all(root: &Path) -> Result<Vec<Self>> {
        let directory = root.join(DIRECTORY);
        let Ok(entries) = fs::read_dir(&directory) else {
            return Ok(Vec::new());
        };
        let mut paths = Vec::new();
        for entry in entries {
            let path = entry
                .with_context(|| format!("can't list {}", directory.display()))?
                .path();
            if path
                .extension()
                .is_some_and(|extension| extension == "json")
            {
                paths.push(path);
            }
        }
        paths.sort();
        paths.iter().map(|path| Self::load(path)).collect()
    }

    /// The file of one machine.
    ///
    /// # Errors
    /// When the file can't be read or isn't what `cargo book bench` writes.
    pub fn load(path: &Path) -> Result<Self> {
        let text =
            fs::read_to_string(path).with_context(|| format!("can't read {}", path.display()))?;
        serde_json::from_str(&text)
            .with_context(|| format!("{} isn't what `cargo book bench` writes", path.display()))
    }
}

/// A group and the machine that measured it.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// The machine.
    pub machine: &'a Machine,
    /// The group.
    pub group: &'a Group,
}

/// Everything that was measured, or why it can't be read: whoever asks for a number is told.
#[derive(Debug)]
pub struct Measured(Result<Vec<Measurements>, String>);

impl Measured {
    /// Reads the files of all machines.
    pub fn load(root: &Path) -> Self {
        Self(Measurements::load_all(root).map_err(|error| format!("{error:#}")))
    }

    /// The machines, in the order of their files' names.
    ///
    /// # Errors
    /// When a file can't be read or isn't what `cargo book bench` writes.
    pub fn machines(&self) -> Result<&[Measurements]> {
        match &self.0 {
            Ok(machines) => Ok(machines),
            Err(why) => bail!("{why}"),
        }
    }

    /// The results of `group`. If several machines have them, the newest: whoever measures at home finds their own
    /// numbers in the charts, and the caption says so.
    ///
    /// # Errors
    /// When no machine has measured the group, or a file can't be read.
    pub fn find(&self, group: &str) -> Result<Found<'_>> {
        let all = self.machines()?;
        let newest = all
            .iter()
            .filter_map(|m| {
                m.groups.get(group).map(|group| Found {
                    machine: &m.machine,
                    group,
                })
            })
            .max_by(|a, b| a.group.date.cmp(&b.group.date));
        if let Some(found) = newest {
            return Ok(found);
        }
        let known: BTreeSet<&str> = all
            .iter()
            .flat_map(|m| m.groups.keys().map(String::as_str))
            .collect();
        let known = if known.is_empty() {
            "nothing".to_owned()
        } else {
            known.into_iter().collect::<Vec<_>>().join(", ")
        };
        bail!("no measurement of `{group}` (measured: {known})")
    }

    /// The measurement called `group/id` or `group/id/x`. A group's name has two parts: section and subject.
    ///
    /// # Errors
    /// When the name hasn't enough parts, or there is no such measurement.
    pub fn lookup(&self, name: &str) -> Result<&Measurement> {
        let mut parts = name.splitn(3, '/');
        let (Some(section), Some(subject), Some(rest)) = (parts.next(), parts.next(), parts.next())
        else {
            bail!(
                "`{name}` names no measurement; write `section/subject/id` or `section/subject/id/x`"
            );
        };
        let group = format!("{section}/{subject}");
        let results = &self.find(&group)?.group.results;
        let wanted = |m: &&Measurement| match m.x {
            None => m.id == rest,
            Some(x) => rest.strip_suffix(&format!("/{x}")) == Some(&m.id),
        };
        if let Some(m) = results.iter().find(wanted) {
            return Ok(m);
        }
        let known: Vec<String> = results
            .iter()
            .map(|m| {
                m.x.map_or_else(|| m.id.clone(), |x| format!("{}/{x}", m.id))
            })
            .collect();
        bail!("`{group}` has no `{rest}`; it has {}", known.join(", "))
    }
}

/// A quantity for a reader: two or three digits that mean something, and the unit that keeps it so.
pub fn quantity(value: f64, unit: &str) -> String {
    match unit {
        // A time is never exact: 4.0 µs, beside 4.1 µs.
        "ns" => in_unit(value, unit, digits),
        _ => in_unit(value, unit, |value| short(&digits(value))),
    }
}

/// A quantity beside an axis, which is exact.
pub fn tick(value: f64, unit: &str) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    in_unit(value, unit, |value| short(&digits(value)))
}

fn in_unit(value: f64, unit: &str, number: impl Fn(f64) -> String) -> String {
    let (steps, per): (&[&str], f64) = match unit {
        "ns" => (&["ns", "µs", "ms", "s"], 1000.0),
        "B" => (&["B", "KiB", "MiB", "GiB"], 1024.0),
        _ => return format!("{} {unit}", number(value)),
    };
    let mut value = value;
    let mut step = 0;
    // 999.6 rounds to 1000, which belongs to the next unit.
    while step + 1 < steps.len() && value.abs().round() >= per {
        value /= per;
        step += 1;
    }
    // Bytes are whole.
    if unit == "B" && step == 0 {
        return format!("{value:.0} B");
    }
    format!("{} {}", number(value), steps[step])
}

/// A number for a reader: 0.042, 5.3, 73, 182, 1,240.
fn digits(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 {
        return "0".to_owned();
    }
    // Rounding first: 9.97 has two digits before the point once it is written with one behind it.
    if size >= 9.95 {
        grouped(value)
    } else if size >= 0.995 {
        format!("{value:.1}")
    } else if size >= 0.0995 {
        format!("{value:.2}")
    } else {
        format!("{value:.3}")
    }
}

/// What is a whole number without a zero behind a point: 1 ms, 4 KiB.
fn short(number: &str) -> String {
    match number.split_once('.') {
        Some((whole, digits)) if digits.chars().all(|digit| digit == '0') => whole.to_owned(),
        _ => number.to_owned(),
    }
}

/// A ratio for a reader: 0.0024, 0.98, 1.43, 12.4, 130.
pub fn factor(value: f64) -> String {
    if value >= 99.95 {
        return grouped(value);
    }
    if value >= 9.995 {
        return format!("{value:.1}");
    }
    // Two digits that mean something, however small.
    let mut places = 2;
    let mut least = 0.0995;
    while value < least && places < 9 {
        places += 1;
        least /= 10.0;
    }
    format!("{value:.places$}")
}

/// A whole number with commas between the thousands.
fn grouped(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut text = String::new();
    if value < 0.0 {
        text.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A count for a reader, with commas between the thousands.
pub fn count(value: u64) -> String {
    grouped(as_f64(value))
}

/// Counts and sizes stay far below 2^53 here.
#[expect(
    clippy::cast_precision_loss,
    reason = "sizes and counts here are far below 2^53"
)]
pub fn as_f64(value: u64) -> f64 {
    value as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_have_the_digits_that_mean_something() {
        let cases = [
            (0.31, "ns", "0.31 ns"),
            (5.26, "ns", "5.3 ns"),
            (9.97, "ns", "10 ns"),
            (73.4, "ns", "73 ns"),
            (999.4, "ns", "999 ns"),
            (999.6, "ns", "1.0 µs"),
            (4_004.0, "ns", "4.0 µs"),
            (73_400.0, "ns", "73 µs"),
            (1_240_000.0, "ns", "1.2 ms"),
            (62_000_000_000.0, "ns", "62 s"),
            (512.0, "B", "512 B"),
            (1000.0, "B", "1000 B"),
            (1024.0, "B", "1 KiB"),
            (8_632.0, "B", "8.4 KiB"),
            (2_097_152.0, "B", "2 MiB"),
            (1240.0, "switches", "1,240 switches"),
        ];
        for (value, unit, text) in cases {
            assert_eq!(quantity(value, unit), text);
        }
        assert_eq!(
            [0.976, 1.4, 12.42, 130.2].map(factor),
            ["0.98", "1.40", "12.4", "130"]
        );
        assert_eq!(
            [0.1, 0.0998, 0.0234, 0.002_349, 0.009_96].map(factor),
            ["0.10", "0.10", "0.023", "0.0023", "0.010"]
        );
        assert_eq!(
            [(1000.0, "ns"), (0.0, "ns"), (2048.0, "B")].map(|(value, unit)| tick(value, unit)),
            ["1 µs", "0", "2 KiB"]
        );
    }

    #[test]
    fn a_ratio_is_that_of_the_medians_beside_it() {
        let of = |passes: &[f64]| Measurement::new("a".into(), None, "ns".into(), passes.to_vec());
        // Within the passes it is 1.5, 1.5 and 0.75.
        let (a, b) = (of(&[15.0, 30.0, 45.0]), of(&[10.0, 20.0, 60.0]));
        assert!((a.ratio(&b) - 1.5).abs() < 1e-9);
        // Here it is 1, 2 and 1.
        let (a, b) = (of(&[10.0, 40.0, 40.0]), of(&[10.0, 20.0, 40.0]));
        assert!((a.ratio(&b) - 2.0).abs() < 1e-9);
        assert!((median(&[4.0, 1.0, 3.0, 2.0]) - 2.5).abs() < 1e-9);
    }
}
