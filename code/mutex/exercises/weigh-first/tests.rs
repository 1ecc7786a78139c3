use platform::model::{Bounds, model};
use platform::sync::Arc;
use threads::spawn;

use super::given::Ledger;

/// What is weighed is added.
#[test]
fn weights_are_added() {
    model(Bounds::EXHAUSTIVE, || {
        let ledger = Ledger::default();
        assert_eq!(ledger.add(|| 180), 180, "the total (left) is wrong");
        assert_eq!(ledger.add(|| 165), 345, "the total (left) is wrong");
        assert_eq!(ledger.total(), Some(345), "the total (left) is wrong");
    });
}

/// While something is weighed, others can use the ledger.
#[test]
fn nobody_waits_for_the_scale() {
    model(Bounds::EXHAUSTIVE, || {
        let ledger = Ledger::default();
        let mut free = false;
        ledger.add(|| {
            free = ledger.total().is_some();
            180
        });
        assert!(free, "the ledger is locked while something is weighed");
    });
}

/// Of two weights that are added at once none is lost.
#[test]
fn nothing_is_lost() {
    model(Bounds::EXHAUSTIVE, || {
        let ledger = Arc::new(Ledger::default());
        let theirs = Arc::clone(&ledger);
        let other = spawn(move || theirs.add(|| 180));
        ledger.add(|| 165);
        other.join().unwrap();
        let total = ledger.total();
        assert_eq!(total, Some(345), "so much (left) has been weighed");
    });
}

/// Of two that add at once one comes first, and its total is without the other's weight.
#[test]
fn each_total_has_its_own_weight() {
    model(Bounds::EXHAUSTIVE, || {
        let ledger = Arc::new(Ledger::default());
        let theirs = Arc::clone(&ledger);
        let other = spawn(move || theirs.add(|| 180));
        let mine = ledger.add(|| 165);
        let theirs = other.join().unwrap();
        assert!(mine != theirs, "both totals have both weights");
    });
}
