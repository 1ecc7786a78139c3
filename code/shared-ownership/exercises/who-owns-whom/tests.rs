use std::rc::Rc;

use super::given::Ship;

/// When nobody has a ship or a boat of it any more, the ship is dropped, with its cargo.
#[test]
fn the_ship_is_dropped() {
    let cargo = Rc::new("salt");
    let ship = Ship::new(Rc::clone(&cargo));
    drop(ship.add_boat());
    assert_eq!(**ship.cargo(), "salt");
    drop(ship);
    let owners = Rc::strong_count(&cargo);
    assert_eq!(
        owners, 1,
        "nobody has the ship, and its cargo still has an owner"
    );
}

/// A boat finds its ship.
#[test]
fn a_boat_finds_its_ship() {
    let ship = Ship::new("salt");
    let boat = ship.add_boat();
    let found = boat
        .ship()
        .expect("the ship is there, and the boat can't find it");
    assert!(Rc::ptr_eq(&found, &ship), "the boat finds another ship");
}

/// A boat that somebody has doesn't keep its ship.
#[test]
fn a_boat_does_not_keep_its_ship() {
    let cargo = Rc::new("salt");
    let ship = Ship::new(Rc::clone(&cargo));
    let boat = ship.add_boat();
    drop(ship);
    let owners = Rc::strong_count(&cargo);
    assert_eq!(
        owners, 1,
        "nobody has the ship, and its cargo still has an owner"
    );
    assert!(
        boat.ship().is_none(),
        "the ship is gone, and the boat finds it"
    );
}

/// A ship keeps a boat that nobody else has.
#[test]
fn a_ship_keeps_its_boats() {
    let ship = Ship::new("salt");
    let boat = Rc::downgrade(&ship.add_boat());
    assert!(
        boat.upgrade().is_some(),
        "the ship is there, and the boat is gone"
    );
    drop(ship);
    assert!(
        boat.upgrade().is_none(),
        "the ship is gone, and the boat is there"
    );
}
