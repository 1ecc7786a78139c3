//! The pages in a browser: ci/browser/pages.mjs opens each in Chromium, wide and narrow, light and dark.
//!
//! The driver is Playwright's, from npm, because what else is worth asking a page (accessibility, speed)
//! comes from there too. It lives below cargo's target directory; the repository holds only the lock file.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::serve;
use crate::stages::{Context, Outcome};
use crate::test::{built_book, is_there, must_pass};

/// The names that systems give to Chromium; `CHROMIUM` comes before all of them.
const CHROMIUM: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// What runs in node, in ci/browser.
const FILES: [&str; 4] = [
    "package.json",
    "package-lock.json",
    "pages.mjs",
    "social.mjs",
];

/// Stage: every page of the built book.
///
/// # Errors
/// When the book can't be built, or the browser hangs.
pub fn pages(context: &Context) -> Result<Outcome> {
    let chromium = match tools() {
        Ok(chromium) => chromium,
        Err(missing) => return Ok(Outcome::NotRun(missing)),
    };
    let book = built_book(context)?;
    let visitor = Visitor {
        context,
        chromium,
        driver: driver(context)?,
    };
    // First pages whose faults are known: a visitor who misses those proves nothing by silence.
    let planted = context.workspace.root.join("ci/browser/planted");
    Ok(
        match visitor.visit("planted pages", &planted, &["--planted"])? {
            Outcome::Passed { tests: seen, .. } => match visitor.visit("pages", &book, &[])? {
                Outcome::Passed { tests, .. } => Outcome::Passed {
                    tests: Some(seen.unwrap_or_default() + tests.unwrap_or_default()),
                    note: String::new(),
                },
                failed => failed,
            },
            failed => failed,
        },
    )
}

/// The browser, and the script that drives it.
struct Visitor<'a> {
    context: &'a Context,
    chromium: PathBuf,
    driver: PathBuf,
}

impl Visitor<'_> {
    /// Opens the pages in a directory.
    fn visit(&self, what: &str, book: &Path, options: &[&str]) -> Result<Outcome> {
        let server = serve::Static::start(book)?;
        let mut command = Command::new("node");
        command
            .current_dir(&self.driver)
            .arg("pages.mjs")
            .args(["--chromium".as_ref(), self.chromium.as_os_str()])
            .args(["--url", &server.url()])
            .args(["--book".as_ref(), book.as_os_str()])
            .args(options);
        let finished = self.context.runner.run(what, &mut command)?;
        let passed = finished.status.success();
        Ok(match finished.tests() {
            Some(tests) if passed => Outcome::Passed {
                tests: Some(tests.passed),
                note: String::new(),
            },
            Some(tests) => {
                print!("{}", finished.output);
                let first = finished
                    .output
                    .lines()
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                Outcome::FailedTests {
                    passed: tests.passed,
                    failed: tests.failed,
                    what: first,
                }
            }
            None => {
                print!("{}", finished.output);
                Outcome::Failed(format!("the browser gave up: {}", finished.last_line()))
            }
        })
    }
}

/// Chromium; or else which of the tools is missing, and how to install it.
pub(crate) fn tools() -> Result<PathBuf, String> {
    for tool in ["node", "npm"] {
        if !is_there(Command::new(tool).arg("--version")) {
            return Err(format!(
                "no {tool}; install it with `apt-get install nodejs npm`"
            ));
        }
    }
    chromium().ok_or_else(|| {
        "no Chromium; install it with `apt-get install chromium`, or name it in CHROMIUM".into()
    })
}

fn chromium() -> Option<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        return Some(named.into());
    }
    let path = env::var_os("PATH")?;
    CHROMIUM.iter().find_map(|name| {
        env::split_paths(&path)
            .map(|dir| dir.join(name))
            .find(|file| file.is_file())
    })
}

/// Lays out the script and its packages, and installs them if the lock file has changed.
pub(crate) fn driver(context: &Context) -> Result<PathBuf> {
    let from = context.workspace.root.join("ci/browser");
    let to = context.workspace.target.join("browser");
    fs::create_dir_all(&to)?;
    let stamp = to.join("installed.json");
    for file in FILES {
        fs::copy(from.join(file), to.join(file)).with_context(|| format!("ci/browser/{file}"))?;
    }
    let lock = to.join("package-lock.json");
    if !same(&lock, &stamp) {
        let mut command = Command::new("npm");
        command
            .current_dir(&to)
            .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
        must_pass(context, "npm ci", &mut command)?;
        fs::copy(&lock, &stamp)?;
    }
    Ok(to)
}

fn same(one: &Path, other: &Path) -> bool {
    matches!((fs::read(one), fs::read(other)), (Ok(one), Ok(other)) if one == other)
}
