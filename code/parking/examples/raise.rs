//! A flag is raised and looked at.

use parking::Flag;

fn main() {
    let flag = Flag::new();
    println!("raised: {}", flag.is_raised());
    flag.raise();
    println!("raised: {}", flag.is_raised());
}
