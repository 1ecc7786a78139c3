//! Tables of orderings and models (a stand-in until the real module is merged).

use std::path::Path;

use anyhow::Result;

pub fn orderings(_root: &Path, section: &str) -> Result<String> {
    Ok(format!("<p>orderings of {section}</p>"))
}

pub fn models(_root: &Path, section: &str) -> Result<String> {
    Ok(format!("<p>models of {section}</p>"))
}

pub fn executions(_root: &Path, _id: &str) -> Result<String> {
    Ok("0".to_owned())
}
