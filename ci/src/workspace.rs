//! Where things are: the repository's root, cargo's target directory, the sections; and how cargo is
//! started from inside cargo.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use cargo_metadata::MetadataCommand;

/// The crate of code/ that the sections stand on, and that is none.
pub const PLATFORM: &str = "platform";

/// The repository that the command was started in.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// The directory with book.toml and the workspace's Cargo.toml.
    pub root: PathBuf,
    /// What cargo reports as its target directory, wherever the reader has moved it to.
    pub target: PathBuf,
    /// The sections, in the order of their names.
    pub sections: Vec<Section>,
}

/// One section's crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The name that page and crate share.
    pub name: String,
    /// Its directory, `code/<name>` below the root, absolute.
    pub dir: PathBuf,
}

impl Workspace {
    /// Finds the repository around the current directory.
    ///
    /// # Errors
    /// Outside a repository of this book, or when cargo can't read its manifests.
    pub fn find() -> Result<Self> {
        let here = env::current_dir().context("the current directory can't be read")?;
        let Some(root) = here.ancestors().find(|dir| is_root(dir)) else {
            bail!(
                "{} is not inside the book's repository (no book.toml beside a Cargo.toml here or \
                 above); go to a clone of it and try again",
                here.display()
            );
        };
        check_book_toml(root)?;
        let target = MetadataCommand::new()
            .current_dir(root)
            .no_deps()
            .exec()
            .map_err(|error| {
                anyhow::anyhow!("cargo can't read the workspace: {}", first_line(&error))
            })?
            .target_directory
            .into_std_path_buf();
        Ok(Self {
            root: root.to_path_buf(),
            target,
            sections: sections(root)?,
        })
    }

    /// The sections that were asked for: the named one, or all.
    ///
    /// # Errors
    /// When no section has that name; the error lists those that exist.
    pub fn select(&self, name: Option<&str>) -> Result<Vec<Section>> {
        let Some(name) = name else {
            return Ok(self.sections.clone());
        };
        let section = self.sections.iter().find(|section| section.name == name);
        let known = || {
            self.sections
                .iter()
                .map(|section| section.name.as_str())
                .collect::<Vec<_>>()
        };
        let section = section.with_context(|| {
            format!(
                "no section is named `{name}`; there are: {}",
                known().join(", ")
            )
        })?;
        Ok(vec![section.clone()])
    }

    /// Cargo, started in the root with the pinned toolchain.
    pub fn cargo(&self) -> Command {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        self.prepare(&mut command);
        command
    }

    /// Cargo of another toolchain, through rustup.
    pub fn cargo_of(&self, toolchain: &str) -> Command {
        let mut command = Command::new("rustup");
        command.args(["run", toolchain, "cargo"]);
        self.prepare(&mut command);
        command
    }

    /// Cargo for builds with `--cfg model`, which live in a target directory of their own: another
    /// `RUSTFLAGS` in the same one would throw away what the other has built.
    pub fn cargo_model(&self) -> Command {
        let mut command = self.cargo();
        command
            .env("RUSTFLAGS", "--cfg model")
            .env("RUSTDOCFLAGS", "--cfg model")
            .env("CARGO_TARGET_DIR", self.target.join("model"));
        command
    }

    fn prepare(&self, command: &mut Command) {
        // `cargo run` tells its child about the package `ci`. A nested cargo, and the tests it runs,
        // should find what they would find when started by hand.
        for (name, _) in env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&name);
            }
        }
        command
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_TERM_COLOR", "never");
    }
}

fn is_root(dir: &Path) -> bool {
    dir.join("book.toml").is_file() && dir.join("Cargo.toml").is_file()
}

/// mdBook would say it in six lines, and not which file.
fn check_book_toml(root: &Path) -> Result<()> {
    let text = fs::read_to_string(root.join("book.toml")).context("book.toml can't be read")?;
    if let Err(error) = text.parse::<toml::Table>() {
        let line = error
            .span()
            .map_or(1, |span| text[..span.start].matches('\n').count() + 1);
        let what: Vec<&str> = error.message().lines().collect();
        bail!("book.toml:{line}: {}", what.join(", "));
    }
    Ok(())
}

fn sections(root: &Path) -> Result<Vec<Section>> {
    let code = root.join("code");
    if !code.is_dir() {
        return Ok(Vec::new());
    }
    let mut sections = Vec::new();
    for entry in fs::read_dir(&code).with_context(|| format!("{} can't be read", code.display()))? {
        let dir = entry?.path();
        let name = dir
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if dir.join("Cargo.toml").is_file() && name != PLATFORM {
            sections.push(Section { name, dir });
        }
    }
    sections.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(sections)
}

/// Cargo's own words, without the chain of causes below them.
fn first_line(error: &cargo_metadata::Error) -> String {
    let text = match error {
        cargo_metadata::Error::CargoMetadata { stderr } => stderr.clone(),
        other => other.to_string(),
    };
    text.lines()
        .next()
        .unwrap_or_default()
        .trim_start_matches("error: ")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_crate_of_code_is_a_section_but_the_platform() {
        let root = tempfile::tempdir().unwrap();
        for name in ["mutex", PLATFORM, "sync"] {
            let dir = root.path().join("code").join(name);
            fs::create_dir_all(&dir).unwrap();
            fs::write(dir.join("Cargo.toml"), "").unwrap();
        }
        let found = sections(root.path()).unwrap();
        let names: Vec<_> = found.iter().map(|section| section.name.as_str()).collect();
        assert_eq!(names, ["mutex", "sync"]);
    }
}
