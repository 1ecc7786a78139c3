//! Commits the deadlock among the specimens.

fn main() {
    let mut all = borrowing::specimens::ALL.iter();
    let specimen = all.find(|specimen| specimen.name == "deadlock");
    (specimen.expect("there is one").commit)();
}
