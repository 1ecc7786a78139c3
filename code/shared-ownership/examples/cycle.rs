//! Two values that own each other are never dropped.

use std::sync::{Arc, OnceLock};

struct Ship {
    name: &'static str,
    convoy: OnceLock<Arc<Ship>>,
}

impl Drop for Ship {
    fn drop(&mut self) {
        println!("{} is broken up", self.name);
    }
}

fn ship(name: &'static str) -> Arc<Ship> {
    let convoy = OnceLock::new();
    Arc::new(Ship { name, convoy })
}

fn main() {
    let (aurora, borea) = (ship("Aurora"), ship("Borea"));
    let cygnus = ship("Cygnus");
    aurora.convoy.set(Arc::clone(&borea)).ok().unwrap();
    borea.convoy.set(Arc::clone(&aurora)).ok().unwrap();
    cygnus.convoy.set(Arc::clone(&aurora)).ok().unwrap();
    println!("main lets go of all three");
}
