//! A borrow that is over when another function is called.

use std::cell::RefCell;

struct Office {
    names: RefCell<Vec<String>>,
}

impl Office {
    fn add(&self, name: &str) {
        self.names.borrow_mut().push(name.into());
    }

    fn add_a_guest_of_each(&self) {
        let names = self.names.borrow().clone();
        for name in names {
            self.add(&format!("guest of {name}"));
        }
    }
}

fn main() {
    let office = Office {
        names: RefCell::new(vec!["Ada".into()]),
    };
    office.add_a_guest_of_each();
    println!("{:?}", office.names.into_inner());
}
