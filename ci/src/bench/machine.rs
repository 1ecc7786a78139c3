//! Where measurements come from: the machine, how busy it is, and the commit.

use std::env::consts;
use std::fs;
use std::num::NonZero;
use std::path::Path;
use std::process::Command;
use std::thread::available_parallelism;

use crate::measurements::Machine;

/// The name of the machine's file.
pub fn slug(machine: &Machine) -> String {
    format!("{}-{}-{}-cores", consts::OS, consts::ARCH, machine.cores)
}

/// This machine, without its name.
pub(super) fn machine() -> Machine {
    Machine {
        cpu: cpu().unwrap_or_else(|| format!("{} processor", consts::ARCH)),
        cores: available_parallelism().map_or(1, NonZero::get),
        memory: memory().unwrap_or(0),
        os: os().unwrap_or_else(|| consts::OS.to_owned()),
    }
}

fn cpu() -> Option<String> {
    let name = match consts::OS {
        "linux" => field("/proc/cpuinfo", "model name")?,
        "macos" => said("sysctl", &["-n", "machdep.cpu.brand_string"])?,
        _ => std::env::var("PROCESSOR_IDENTIFIER").ok()?,
    };
    Some(name.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn memory() -> Option<u64> {
    match consts::OS {
        "linux" => {
            let kib: u64 = field("/proc/meminfo", "MemTotal")?
                .strip_suffix(" kB")?
                .parse()
                .ok()?;
            Some(kib * 1024)
        }
        "macos" => said("sysctl", &["-n", "hw.memsize"])?.parse().ok(),
        _ => None,
    }
}

fn os() -> Option<String> {
    match consts::OS {
        "linux" => {
            let release = fs::read_to_string("/proc/sys/kernel/osrelease").ok()?;
            // What follows the version names whoever built the kernel.
            Some(format!("Linux {}", release.trim().split('-').next()?))
        }
        "macos" => Some(format!("macOS {}", said("sw_vers", &["-productVersion"])?)),
        "windows" => said("cmd", &["/c", "ver"]),
        _ => None,
    }
}

/// The first `name : value` of a file in /proc.
fn field(path: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let line = text
        .lines()
        .find_map(|line| line.split_once(':').filter(|(key, _)| key.trim() == name))?;
    Some(line.1.trim().to_owned())
}

/// What a command says, if it succeeds.
fn said(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The commit that is measured. What is no part of the measured programs doesn't make it another.
pub(super) fn commit(root: &Path) -> String {
    let root = root.to_string_lossy();
    let Some(head) = said("git", &["-C", &root, "rev-parse", "--short=12", "HEAD"]) else {
        return "unknown".to_owned();
    };
    let changed = said(
        "git",
        &[
            "-C",
            &root,
            "status",
            "--porcelain",
            "--",
            "code",
            "Cargo.toml",
            "Cargo.lock",
            "rust-toolchain.toml",
        ],
    );
    if changed.is_some_and(|changed| changed.is_empty()) {
        head
    } else {
        format!("{head}-dirty")
    }
}

/// How many threads wanted to run, on the average of the last minute; where the system tells.
pub(super) fn load_average() -> Option<f64> {
    let text = fs::read_to_string("/proc/loadavg").ok()?;
    text.split_whitespace().next()?.parse().ok()
}
