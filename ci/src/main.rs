//! The automation crate.

use std::path::PathBuf;
use std::process::ExitCode;

pub mod book;
pub mod problem;
pub mod verified;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let build = |root: &str, strict| {
        let options = book::build::Options {
            root: PathBuf::from(root),
            strict,
            dest: None,
        };
        book::build::build(&options).map(|report| {
            for warning in &report.warnings {
                eprintln!("warning: {warning}");
            }
            println!("{} pages in {}", report.pages, report.dest.display());
        })
    };
    let result = match arguments[..] {
        ["preprocess"] => book::build::preprocess_stdin(),
        ["admonish"] => book::build::admonish_stdin(),
        ["build"] => build(".", true),
        ["build", root] => build(root, true),
        ["serve", root] => build(root, false),
        _ => Err(anyhow::anyhow!(
            "preprocess, admonish, build [ROOT], serve ROOT"
        )),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
