use platform::model::{Bounds, model};
#[cfg(model)]
use platform::thread::yield_now;

use super::given::first_found;
#[cfg(model)]
use crate::support::Place;

#[cfg(model)]
type Search<'a, R> = Box<dyn FnMut() -> Option<R> + Send + 'a>;

/// A search that finds nothing, however often it is called. In a model others go on whenever it yields, so a hundred calls
/// are far more than it takes the other search to be done.
#[cfg(model)]
fn endless<'a, R>() -> Search<'a, R> {
    let mut calls = 0;
    Box::new(move || {
        calls += 1;
        assert!(calls < 100, "a search goes on for ever");
        yield_now();
        None
    })
}

/// What is found is returned, also if it takes more than one call.
#[test]
fn what_is_found_is_returned() {
    model(Bounds::EXHAUSTIVE, || {
        let mut calls = 0;
        let search = || {
            calls += 1;
            (calls == 2).then_some(7)
        };
        let found = first_found(vec![search]);
        assert_eq!(found, 7, "what was found (left) by the second call");
    });
}

/// When one has found something the other stops, whichever of the two was started first.
#[test]
#[cfg(model)]
fn the_other_stops() {
    model(Bounds::preemptions(2), || {
        let finds: Search<'_, u32> = Box::new(|| Some(7));
        assert_eq!(first_found(vec![finds, endless()]), 7);
    });
    model(Bounds::preemptions(2), || {
        let finds: Search<'_, u32> = Box::new(|| Some(7));
        assert_eq!(first_found(vec![endless(), finds]), 7);
    });
}

/// If both find something, one of the two is returned.
#[test]
fn one_is_enough() {
    model(Bounds::preemptions(2), || {
        let finds = |number| move || Some(number);
        let found = first_found(vec![finds(7), finds(8)]);
        assert!(found == 7 || found == 8, "{found} was not to be found");
    });
}

/// What the search that found something has written is visible.
#[test]
#[cfg(model)]
fn what_the_search_wrote_is_visible() {
    model(Bounds::preemptions(2), || {
        let place = Place::new();
        let finds: Search<'_, ()> = Box::new(|| {
            place.leave(7);
            Some(())
        });
        first_found(vec![finds, endless()]);
        assert_eq!(place.find(), Some(7), "what the search wrote (left)");
    });
}
