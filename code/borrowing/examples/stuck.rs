//! Commits the deadlock among the specimens.

#[path = "../tests/specimens/mod.rs"]
mod specimens;

fn main() {
    let mut all = specimens::ALL.iter();
    let specimen = all.find(|specimen| specimen.name == "deadlock");
    (specimen.expect("there is one").commit)();
}
