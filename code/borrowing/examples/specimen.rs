//! Commits the bug that is named on the command line, and says so when it has.

#[path = "../tests/specimens/mod.rs"]
mod specimens;

fn main() {
    let name = std::env::args().nth(1).expect("the name of a bug");
    let mut all = specimens::ALL.iter();
    let specimen = all.find(|specimen| specimen.name == name);
    (specimen.expect("one of that name").commit)();
    println!("{name} is done");
}
