//! A cycle with one weak link: everything is dropped.

use std::sync::{Arc, OnceLock, Weak};

struct Ship {
    name: &'static str,
    leads: OnceLock<Arc<Ship>>,
    follows: OnceLock<Weak<Ship>>,
}

impl Drop for Ship {
    fn drop(&mut self) {
        println!("{} is broken up", self.name);
    }
}

fn ship(name: &'static str) -> Arc<Ship> {
    let (leads, follows) = (OnceLock::new(), OnceLock::new());
    Arc::new(Ship {
        name,
        leads,
        follows,
    })
}

fn main() {
    let (aurora, borea) = (ship("Aurora"), ship("Borea"));
    aurora.leads.set(Arc::clone(&borea)).ok().unwrap();
    borea.follows.set(Arc::downgrade(&aurora)).ok().unwrap();

    let leader = borea.follows.get().unwrap();
    println!("Borea follows {}", leader.upgrade().unwrap().name);
    drop(aurora);
    println!("a leader is left: {}", leader.upgrade().is_some());
}
