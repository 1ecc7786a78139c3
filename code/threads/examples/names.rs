//! Threads with names, one of which gets into trouble.

use std::io;
use std::thread::{self, Builder};

fn main() -> io::Result<()> {
    let crane = Builder::new().name("crane 4".into()).spawn(|| {
        let me = thread::current();
        println!("{} lifts.", me.name().unwrap());
        panic!("the rope has slipped");
    })?;
    assert!(crane.join().is_err());
    println!("Everybody else goes on.");
    Ok(())
}
