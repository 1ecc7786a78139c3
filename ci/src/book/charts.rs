//! Charts and measured numbers (a stand-in until the real module is merged).

use std::path::Path;

use anyhow::{Context as _, Result, bail};

pub fn chart(_root: &Path, text: &str) -> Result<String> {
    let table: toml::Table = toml::from_str(text).context("the chart isn't TOML")?;
    let Some(group) = table.get("group").and_then(toml::Value::as_str) else {
        bail!("the chart names no `group`")
    };
    Ok(format!("<figure class=\"chart\">{group}</figure>"))
}

pub fn measured(_root: &Path, id: &str) -> Result<String> {
    if id.matches('/').count() < 2 {
        bail!("`{id}` was not measured");
    }
    Ok("0 µs".to_owned())
}

pub fn ratio(root: &Path, a: &str, b: &str) -> Result<String> {
    measured(root, a)?;
    measured(root, b)?;
    Ok("1.00".to_owned())
}

pub fn machine(_root: &Path) -> Result<String> {
    Ok("<p>no measurements yet</p>".to_owned())
}
