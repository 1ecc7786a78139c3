//! Two actors who know each other.

use std::cell::RefCell;
use std::rc::Rc;

struct Actor {
    name: &'static str,
    partner: RefCell<Option<Rc<Actor>>>,
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
    tosca.partner.replace(Some(Rc::clone(&mario)));
    mario.partner.replace(Some(Rc::clone(&tosca)));
    println!("The curtain falls.");
}
