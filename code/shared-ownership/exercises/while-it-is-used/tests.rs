use std::sync::Arc;

use super::given::Cupboard;

/// Whoever asks for a chart that is in use gets the same one.
#[test]
fn a_chart_in_use_is_not_loaded_again() {
    let mut cupboard = Cupboard::new();
    let bay = cupboard.chart("bay", || 1);
    let sound = cupboard.chart("sound", || 2);
    let again = cupboard.chart("bay", || panic!("a chart in use is loaded again"));
    assert!(Arc::ptr_eq(&bay, &again), "there are two charts of the bay");
    assert_eq!((*bay, *sound), (1, 2), "what is on the two charts (left)");
}

/// When nobody uses a chart any more, it is dropped.
#[test]
fn a_chart_that_nobody_uses_is_dropped() {
    let mut cupboard = Cupboard::new();
    let bay = Arc::downgrade(&cupboard.chart("bay", || 1));
    let there = bay.upgrade().is_some();
    assert!(!there, "nobody uses the chart, and it is still there");
}

/// A chart that was dropped is loaded again when somebody asks for it.
#[test]
fn a_chart_that_is_gone_is_loaded_again() {
    let mut cupboard = Cupboard::new();
    drop(cupboard.chart("bay", || 1));
    let bay = cupboard.chart("bay", || 2);
    assert_eq!(*bay, 2, "what is on the chart (left), which has changed");
}

/// The names of charts that are gone are forgotten, when a chart is loaded.
#[test]
fn names_of_charts_that_are_gone_are_forgotten() {
    let mut cupboard = Cupboard::new();
    for name in ["bay", "sound", "strait"] {
        drop(cupboard.chart(name, || 1));
    }
    let river = cupboard.chart("river", || 2);
    let names = cupboard.names();
    assert_eq!(names, 1, "names that are remembered (left), of one chart");
    drop(river);
}
