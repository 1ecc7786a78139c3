//! Two actors who know only where the other can be found.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

struct Actor {
    name: &'static str,
    partner: RefCell<Weak<Actor>>,
}

impl Drop for Actor {
    fn drop(&mut self) {
        println!("{} goes home", self.name);
    }
}

fn main() {
    let [tosca, mario] = ["Tosca", "Mario"].map(|name| {
        Rc::new(Actor {
            name,
            partner: RefCell::default(),
        })
    });
    tosca.partner.replace(Rc::downgrade(&mario));
    mario.partner.replace(Rc::downgrade(&tosca));
    println!("The curtain falls.");
}
