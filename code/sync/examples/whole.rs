//! All of them have.

use sync::thread::{current, park, spawn};

fn main() {
    let me = current();
    let helper = spawn(move || me.unpark());
    helper.join().unwrap();
    println!("unparked");
    park();
    println!("and on");
}
