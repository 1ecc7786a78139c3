//! Half of the paths have been changed.

use std::thread::current;
use sync::thread::{park, spawn};

fn main() {
    let me = current();
    let helper = spawn(move || me.unpark());
    helper.join().unwrap();
    println!("unparked");
    park();
    println!("and on");
}
