use platform::model::{Bounds, model};
use platform::sync::Arc;
use threads::spawn;

use super::given::Shelf;

/// Whoever has a jar can change what is in it, and lets go of the shelf with the jar.
#[test]
fn a_jar_is_given_out() {
    model(Bounds::EXHAUSTIVE, || {
        let shelf = Shelf::new(&[("plums", 20), ("damsons", 30)]);
        let mut jar = shelf.jar("plums").expect("there is no such jar");
        *jar -= 5;
        assert!(!shelf.is_free(), "the shelf is free while a jar is out");
        drop(jar);
        assert!(shelf.is_free(), "the shelf is still locked");
        assert_eq!(shelf.take("plums"), Some(15), "what is in the jar (left)");
        assert_eq!(shelf.take("damsons"), Some(30), "the other jar (left)");
    });
}

/// Where there is no such jar, the shelf is let go of.
#[test]
fn a_jar_that_is_not_there_is_none() {
    model(Bounds::EXHAUSTIVE, || {
        let shelf = Shelf::new(&[("plums", 20)]);
        assert!(shelf.jar("quinces").is_none(), "a jar out of nothing");
        assert!(shelf.is_free(), "the shelf is still locked");
    });
}

/// Another thread may take the jar away, before or after.
#[test]
fn a_jar_may_be_taken_away() {
    model(Bounds::EXHAUSTIVE, || {
        let shelf = Arc::new(Shelf::new(&[("plums", 20)]));
        let theirs = Arc::clone(&shelf);
        let other = spawn(move || theirs.take("plums"));
        let seen = shelf.jar("plums").map(|mut jar| {
            *jar -= 5;
            *jar
        });
        let taken = other.join().unwrap();
        let expected = match seen {
            Some(_) => Some(15),
            None => Some(20),
        };
        assert_eq!(taken, expected, "what was taken (left)");
    });
}
