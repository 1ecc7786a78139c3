use platform::model::{Bounds, model};
use platform::sync::Arc;

use super::given::Crane;
use crate::support::Place;

/// When the crane is gone, every order that it was given has been carried out.
#[test]
fn every_order_is_carried_out() {
    model(Bounds::preemptions(2), || {
        let lifted = [Place::new(), Place::new()];
        let places = lifted.clone();
        let crane = Crane::start(move |load| places[load as usize].leave(load));
        crane.order(0);
        crane.order(1);
        drop(crane);
        for (order, place) in lifted.iter().enumerate() {
            assert!(
                place.find().is_some(),
                "the crane is gone, and order {order} has not been carried out"
            );
        }
    });
}

/// When the crane is gone, so is all that its thread held.
#[test]
fn nothing_is_left_of_the_thread() {
    model(Bounds::preemptions(2), || {
        let cable = Arc::new(());
        let theirs = Arc::clone(&cable);
        let crane = Crane::start(move |_| drop(Arc::clone(&theirs)));
        crane.order(0);
        drop(crane);
        assert_eq!(
            Arc::strong_count(&cable),
            1,
            "the crane is gone, and its thread still holds the cable: owners of it (left)"
        );
    });
}

/// A crane that was never given an order ends, too.
#[test]
#[cfg(model)]
fn a_crane_without_orders_ends() {
    model(Bounds::preemptions(2), || {
        drop(Crane::start(|_| panic!("nobody ordered this")));
    });
}
