//! The benches.
use crate::stages::Context;
use crate::workspace::Section;
use anyhow::Result;

/// Measures the sections.
///
/// # Errors
/// Never.
pub fn run(_: &Context, _: &[Section], _passes: u32) -> Result<()> {
    Ok(())
}
