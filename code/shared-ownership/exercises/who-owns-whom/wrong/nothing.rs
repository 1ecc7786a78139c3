//! Fails because each owns the other still.
//! Caught by: `the_ship_is_dropped`: "still has an owner".

use std::cell::RefCell;
use std::rc::Rc;

/// A ship with what it carries.
pub struct Ship<T> {
    cargo: T,
    boats: RefCell<Vec<Rc<Boat<T>>>>,
}

/// A boat of a ship.
pub struct Boat<T> {
    ship: Rc<Ship<T>>,
}

impl<T> Ship<T> {
    /// A ship without boats.
    pub fn new(cargo: T) -> Rc<Self> {
        Rc::new(Self {
            cargo,
            boats: RefCell::default(),
        })
    }

    /// What it carries.
    pub fn cargo(&self) -> &T {
        &self.cargo
    }

    /// Gives the ship one more boat.
    pub fn add_boat(self: &Rc<Self>) -> Rc<Boat<T>> {
        let ship = Rc::clone(self);
        let boat = Rc::new(Boat { ship });
        self.boats.borrow_mut().push(Rc::clone(&boat));
        boat
    }
}

impl<T> Boat<T> {
    /// The ship that it belongs to, if there still is one.
    pub fn ship(&self) -> Option<Rc<Ship<T>>> {
        Some(Rc::clone(&self.ship))
    }
}
