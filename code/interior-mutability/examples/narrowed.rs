//! A function can lend a part of what is in a cell.

use std::cell::{Ref, RefCell};

struct Office {
    names: RefCell<Vec<String>>,
}

impl Office {
    fn first(&self) -> Option<Ref<'_, str>> {
        let names = self.names.borrow();
        Ref::filter_map(names, |names| names.first().map(String::as_str)).ok()
    }
}

fn main() {
    let office = Office {
        names: RefCell::default(),
    };
    println!("{:?}", office.first());
    office.names.borrow_mut().push("Ada".into());
    println!("{:?}", office.first());
}
