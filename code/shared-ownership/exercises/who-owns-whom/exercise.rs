//! # Who owns whom
//!
//! A ship has boats, and a boat knows its ship. As the types stand each would own the other, and none would ever be
//! dropped. Decide who owns whom: a ship is to be dropped when nobody has it any more, though somebody may still have
//! one of its boats, and its boats stay as long as it does. Write `add_boat`, and change what has to change.

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
        let _ = &self.boats;
        todo!("make a boat that finds this ship, and that the ship keeps")
    }
}

impl<T> Boat<T> {
    /// The ship that it belongs to, if there still is one.
    pub fn ship(&self) -> Option<Rc<Ship<T>>> {
        Some(Rc::clone(&self.ship))
    }
}
