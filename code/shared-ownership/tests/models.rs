//! Models of `Arc` and `Weak`. In a model build (`RUSTFLAGS="--cfg model"`) each test runs in every execution that
//! its bounds allow; on an operating system the same body runs again and again.
//!
//! What two threads may do to one value is explored without bounds.

use std::sync::Arc as StdArc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use platform::cell::UnsafeCell;
use platform::model::memory::{self, Counting, Marked};
use platform::model::{Bounds, model, wait_until};
use platform::thread::{Options, start};
use shared_ownership::stages::{counting, two_counters};
use shared_ownership::{Arc, Weak};

/// A value whose every use the checker sees, its drop too. Nothing but what is under test keeps two threads' uses apart.
struct Value {
    contents: UnsafeCell<u32>,
    tally: Tally,
}

// SAFETY: none, and that is its use: a model fails when two accesses aren't ordered. Reading is what shared
// references are for, and `set` takes an exclusive one.
unsafe impl Sync for Value {}

impl Value {
    fn new(tally: &Tally) -> Self {
        Self {
            contents: UnsafeCell::new(42),
            tally: tally.clone(),
        }
    }

    fn get(&self) -> u32 {
        // SAFETY: see `Sync`.
        self.contents.with(|place| unsafe { *place })
    }

    fn set(&mut self, number: u32) {
        // SAFETY: see `Sync`.
        self.contents.with_mut(|place| unsafe { *place = number });
    }
}

impl Clone for Value {
    fn clone(&self) -> Self {
        let mut clone = Self::new(&self.tally);
        clone.set(self.get());
        clone
    }
}

impl Drop for Value {
    fn drop(&mut self) {
        self.set(0);
        self.tally.count();
    }
}

/// Counts outside the model: std's atomics are no part of what is checked.
///
/// ORDERING: `SeqCst` throughout. On real threads these counts decide when a test goes on; in a model they
/// order nothing.
#[derive(Clone, Default)]
struct Tally(StdArc<AtomicUsize>);

impl Tally {
    fn count(&self) {
        self.0.fetch_add(1, SeqCst);
    }

    fn get(&self) -> usize {
        self.0.load(SeqCst)
    }

    /// Waits for other threads, with nothing that orders memory.
    fn wait_for(&self, count: usize) {
        wait_until(|| self.get() >= count);
        assert_eq!(self.get(), count);
    }
}

/// Runs both, on two threads, to their ends. That the one has ended the other learns from nothing that orders memory.
fn both(theirs: impl FnOnce() + Send + 'static, ours: impl FnOnce()) {
    let ended = Tally::default();
    let end = ended.clone();
    let theirs = move || {
        theirs();
        end.count();
    };
    start(&Options::default(), Box::new(theirs)).unwrap();
    ours();
    ended.wait_for(1);
}

/// A value, the `Arc` of it, and how often one was dropped.
fn shared() -> (Arc<Value>, Tally) {
    let drops = Tally::default();
    (Arc::new(Value::new(&drops)), drops)
}

fn read_and_drop(value: Arc<Value>) {
    assert_eq!(value.get(), 42);
    drop(value);
}

// ---- The last one ----

/// The value is dropped exactly once, by whichever thread lets go last, and every use of it happens before.
#[test]
fn the_last_drop_drops_the_value() {
    model(Bounds::EXHAUSTIVE, || {
        let (ours, drops) = shared();
        let theirs = Arc::clone(&ours);
        both(|| read_and_drop(theirs), || read_and_drop(ours));
        assert_eq!(drops.get(), 1);
    });
}

/// So it is with three threads, one of which has its `Arc` from another.
#[test]
fn the_last_of_three_drops_the_value() {
    // Three threads.
    model(Bounds::preemptions(3), || {
        let (ours, drops) = shared();
        let theirs = Arc::clone(&ours);
        let relay = move || {
            let third = Arc::clone(&theirs);
            both(|| read_and_drop(third), || read_and_drop(theirs));
        };
        both(relay, || read_and_drop(ours));
        assert_eq!(drops.get(), 1);
    });
}

/// Of two threads that give up their `Arc`s by `into_inner`, exactly one gets the value, with all that the other
/// did to it.
#[test]
fn one_of_two_into_inners_has_the_value() {
    model(Bounds::EXHAUSTIVE, || {
        let (ours, drops) = shared();
        // So that nobody frees the memory meanwhile, which orders something, too.
        let _weak = Arc::downgrade(&ours);
        let theirs = Arc::clone(&ours);
        let taken = Tally::default();
        let take = |taken: Tally| {
            move |shared: Arc<Value>| {
                assert_eq!(shared.get(), 42);
                if let Some(mut value) = Arc::into_inner(shared) {
                    value.set(43);
                    taken.count();
                }
            }
        };
        let take_theirs = take(taken.clone());
        both(move || take_theirs(theirs), || take(taken.clone())(ours));
        assert_eq!((taken.get(), drops.get()), (1, 1));
    });
}

/// Of two threads that call `try_unwrap`, one at most gets the value, with all that the other did to it; if none does,
/// the last of the two drops it.
#[test]
fn one_of_two_try_unwraps_has_the_value_at_most() {
    model(Bounds::EXHAUSTIVE, || {
        let (ours, drops) = shared();
        // So that nobody frees the memory meanwhile, which orders something, too.
        let _weak = Arc::downgrade(&ours);
        let theirs = Arc::clone(&ours);
        let take = |shared: Arc<Value>| {
            assert_eq!(shared.get(), 42);
            if let Ok(mut value) = Arc::try_unwrap(shared) {
                value.set(43);
            }
        };
        both(move || take(theirs), || take(ours));
        assert_eq!(drops.get(), 1);
    });
}

// ---- `Weak` ----

/// An `upgrade` that meets the last drop has the value as it was, or none.
#[test]
fn an_upgrade_meets_the_last_drop() {
    model(Bounds::EXHAUSTIVE, || {
        let (ours, drops) = shared();
        let weak = Arc::downgrade(&ours);
        let upgrade = move || {
            if let Some(value) = weak.upgrade() {
                read_and_drop(value);
            }
        };
        both(upgrade, || read_and_drop(ours));
        assert_eq!(drops.get(), 1);
    });
}

/// As long as there is an `Arc`, `upgrade` returns one, whatever is asked of the other meanwhile.
#[test]
fn an_upgrade_succeeds_as_long_as_there_is_an_arc() {
    model(Bounds::EXHAUSTIVE, || {
        let (mut ours, drops) = shared();
        let weak = Arc::downgrade(&ours);
        let upgrade = move || {
            let value = weak.upgrade();
            read_and_drop(value.expect("there is an `Arc`"));
        };
        both(upgrade, || {
            if let Some(value) = Arc::get_mut(&mut ours) {
                value.set(42);
            }
        });
        drop(ours);
        assert_eq!(drops.get(), 1);
    });
}

/// A `downgrade` on one thread and a drop on another leave a `Weak` that is as good as any.
#[test]
fn a_downgrade_meets_a_drop() {
    model(Bounds::EXHAUSTIVE, || {
        let (ours, drops) = shared();
        let theirs = Arc::clone(&ours);
        let downgrade = move || {
            let weak = Arc::downgrade(&theirs);
            drop(theirs);
            if let Some(value) = weak.upgrade() {
                read_and_drop(value);
            }
        };
        both(downgrade, || read_and_drop(ours));
        assert_eq!(drops.get(), 1);
    });
}

/// `Weak`s that are cloned and dropped on two threads free nothing that the other still uses.
#[test]
fn two_weaks_are_cloned_and_dropped() {
    model(Bounds::EXHAUSTIVE, || {
        let (arc, drops) = shared();
        let ours = Arc::downgrade(&arc);
        let theirs = ours.clone();
        drop(arc);
        both(move || drop(theirs.clone()), || drop(ours.clone()));
        assert_eq!(drops.get(), 1);
    });
}

/// A `Weak` that `new_cyclic` hands out gives no `Arc` before there is a value, and then one of the whole value.
#[test]
fn an_upgrade_meets_new_cyclic() {
    model(Bounds::EXHAUSTIVE, || {
        let drops = Tally::default();
        let ended = Tally::default();
        let value = Arc::new_cyclic(|weak: &Weak<Value>| {
            let (weak, end) = (weak.clone(), ended.clone());
            let upgrade = move || {
                if let Some(value) = weak.upgrade() {
                    read_and_drop(value);
                }
                end.count();
            };
            start(&Options::default(), Box::new(upgrade)).unwrap();
            Value::new(&drops)
        });
        read_and_drop(value);
        ended.wait_for(1);
        assert_eq!(drops.get(), 1);
    });
}

/// `Weak::weak_count` counts the `Weak`s, or says 0 because there is no `Arc`: it never subtracts an `Arc`'s share that is
/// no longer there.
#[test]
fn weak_count_is_right_or_zero() {
    model(Bounds::EXHAUSTIVE, || {
        let (ours, drops) = shared();
        let first = Arc::downgrade(&ours);
        let second = Weak::clone(&first);
        both(
            move || {
                assert!([0, 1].contains(&first.strong_count()));
                assert!([0, 2].contains(&first.weak_count()));
            },
            || drop(ours),
        );
        drop(second);
        assert_eq!(drops.get(), 1);
    });
}

/// While one thread asks whether it is alone, another counts no `Weak` where there is none.
#[test]
fn weak_count_does_not_count_a_lock() {
    model(Bounds::EXHAUSTIVE, || {
        let (mut ours, drops) = shared();
        let theirs = Arc::clone(&ours);
        both(
            move || {
                assert_eq!(Arc::strong_count(&theirs), 2);
                assert_eq!(Arc::weak_count(&theirs), 0);
            },
            || change_if_alone(&mut ours),
        );
        drop(ours);
        assert_eq!(drops.get(), 1);
    });
}

// ---- `get_mut` ----

/// Changes the value back and forth, if there is one.
fn change(value: Option<&mut Value>) {
    if let Some(value) = value {
        value.set(43);
        value.set(42);
    }
}

/// Changes the value if this `Arc` is alone.
fn change_if_alone(value: &mut Arc<Value>) {
    change(Arc::get_mut(value));
}

/// `get_mut` gives the value out only after all that a dropped `Arc` did with it.
#[test]
fn get_mut_meets_a_drop() {
    model(Bounds::EXHAUSTIVE, || {
        let (mut ours, drops) = shared();
        let theirs = Arc::clone(&ours);
        both(|| read_and_drop(theirs), || change_if_alone(&mut ours));
        drop(ours);
        assert_eq!(drops.get(), 1);
    });
}

/// `get_mut` doesn't give the value out while there is a `Weak` that could become an `Arc`, though the `Arc` that it came
/// from is dropped meanwhile.
#[test]
fn get_mut_meets_a_downgrade() {
    model(Bounds::EXHAUSTIVE, || {
        let (mut ours, drops) = shared();
        let theirs = Arc::clone(&ours);
        let downgrade = move || {
            let weak = Arc::downgrade(&theirs);
            drop(theirs);
            read_and_drop(weak.upgrade().expect("there is an `Arc`"));
        };
        both(downgrade, || change_if_alone(&mut ours));
        drop(ours);
        assert_eq!(drops.get(), 1);
    });
}

/// `get_mut` doesn't give the value out when a `Weak` becomes an `Arc` and is dropped meanwhile.
#[test]
fn get_mut_meets_an_upgrade() {
    model(Bounds::EXHAUSTIVE, || {
        let (mut ours, drops) = shared();
        let weak = Arc::downgrade(&ours);
        let upgrade = move || {
            let value = weak.upgrade().expect("there is an `Arc`");
            drop(weak);
            read_and_drop(value);
        };
        both(upgrade, || change_if_alone(&mut ours));
        drop(ours);
        assert_eq!(drops.get(), 1);
    });
}

/// `get_mut` doesn't give the value out when a `Weak` has become an `Arc`, and that one asks, too.
#[test]
fn get_mut_meets_another_get_mut() {
    model(Bounds::EXHAUSTIVE, || {
        let (mut ours, drops) = shared();
        let weak = Arc::downgrade(&ours);
        let upgrade = move || {
            let mut value = weak.upgrade().expect("there is an `Arc`");
            drop(weak);
            change_if_alone(&mut value);
            read_and_drop(value);
        };
        both(upgrade, || change_if_alone(&mut ours));
        drop(ours);
        assert_eq!(drops.get(), 1);
    });
}

// ---- `make_mut` ----

/// `make_mut` changes the value in place only after all that a dropped `Arc` did with it; else it changes a clone.
#[test]
fn make_mut_meets_a_drop() {
    model(Bounds::EXHAUSTIVE, || {
        let (mut ours, drops) = shared();
        let theirs = Arc::clone(&ours);
        both(
            || read_and_drop(theirs),
            || Arc::make_mut(&mut ours).set(43),
        );
        assert_eq!(ours.get(), 43);
        drop(ours);
        assert!([1, 2].contains(&drops.get()));
    });
}

/// `make_mut` moves the value away from `Weak`s, or clones it if one of them is faster: none sees it change.
#[test]
fn make_mut_meets_an_upgrade() {
    model(Bounds::EXHAUSTIVE, || {
        let (mut ours, drops) = shared();
        let weak = Arc::downgrade(&ours);
        let upgrade = move || {
            if let Some(value) = weak.upgrade() {
                read_and_drop(value);
            }
        };
        both(upgrade, || Arc::make_mut(&mut ours).set(43));
        assert_eq!(ours.get(), 43);
        drop(ours);
        assert!([1, 2].contains(&drops.get()));
    });
}

/// `make_mut` doesn't change the value in place when the last other `Arc` has left a `Weak` behind.
#[test]
fn make_mut_meets_a_downgrade() {
    model(Bounds::EXHAUSTIVE, || {
        let (mut ours, drops) = shared();
        let theirs = Arc::clone(&ours);
        let downgrade = move || {
            let weak = Arc::downgrade(&theirs);
            drop(theirs);
            if let Some(value) = weak.upgrade() {
                read_and_drop(value);
            }
        };
        both(downgrade, || Arc::make_mut(&mut ours).set(43));
        assert_eq!(ours.get(), 43);
        drop(ours);
        assert!([1, 2].contains(&drops.get()));
    });
}

// ---- The memory ----

/// Value and counters are one allocation, and it is freed exactly once, when the last `Arc` and the last `Weak` are gone,
/// in whatever order.
#[test]
fn the_memory_is_freed_with_the_last_reference() {
    let _alone = memory::alone();
    model(Bounds::EXHAUSTIVE, || {
        let ours = Arc::new(Marked);
        assert_eq!(memory::blocks(), 1, "it is one allocation");
        let theirs = Arc::downgrade(&ours);
        both(move || drop(theirs.upgrade()), || drop(ours));
        wait_until(|| memory::blocks() == 0);
    });
}

/// The memory of a value that `into_inner` has taken is freed.
#[test]
fn the_memory_is_freed_without_the_value() {
    let _alone = memory::alone();
    model(Bounds::EXHAUSTIVE, || {
        let ours = Arc::new(Marked);
        let theirs = Arc::clone(&ours);
        both(
            move || {
                Arc::into_inner(theirs);
            },
            || {
                Arc::into_inner(ours);
            },
        );
        wait_until(|| memory::blocks() == 0);
    });
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// ---- The stages ----

/// The stage that counts drops the value once, after every use of it.
#[test]
fn the_counting_stage_drops_the_value_after_every_use() {
    model(Bounds::EXHAUSTIVE, || {
        let drops = Tally::default();
        let ours = counting::Arc::new(Value::new(&drops));
        let theirs = ours.clone();
        let last_use = |value: counting::Arc<Value>| assert_eq!(value.get(), 42);
        both(move || last_use(theirs), || last_use(ours));
        assert_eq!(drops.get(), 1);
    });
}

/// The counting stage's `get_mut` gives the value out only after all that a dropped `Arc` did with it.
#[test]
fn the_counting_stage_gives_out_a_value_that_is_not_shared() {
    model(Bounds::EXHAUSTIVE, || {
        let drops = Tally::default();
        let mut ours = counting::Arc::new(Value::new(&drops));
        let theirs = ours.clone();
        both(
            move || assert_eq!(theirs.get(), 42),
            || change(counting::Arc::get_mut(&mut ours)),
        );
        drop(ours);
        assert_eq!(drops.get(), 1);
    });
}

/// With two counters the value is dropped once, after every use of it.
#[test]
fn with_two_counters_the_last_drop_drops_the_value() {
    model(Bounds::EXHAUSTIVE, || {
        let drops = Tally::default();
        let ours = two_counters::Arc::new(Value::new(&drops));
        let theirs = ours.clone();
        let last_use = |value: two_counters::Arc<Value>| assert_eq!(value.get(), 42);
        both(move || last_use(theirs), || last_use(ours));
        assert_eq!(drops.get(), 1);
    });
}

/// With two counters an `upgrade` that meets the last drop has the value as it was, or none.
#[test]
fn with_two_counters_an_upgrade_meets_the_last_drop() {
    model(Bounds::EXHAUSTIVE, || {
        let drops = Tally::default();
        let ours = two_counters::Arc::new(Value::new(&drops));
        let weak = two_counters::Arc::downgrade(&ours);
        both(
            move || {
                if let Some(value) = weak.upgrade() {
                    assert_eq!(value.get(), 42);
                }
            },
            || assert_eq!({ ours }.get(), 42),
        );
        assert_eq!(drops.get(), 1);
    });
}

/// With two counters `get_mut` looks at one of them, and doesn't give the value out when a `Weak` becomes an `Arc`
/// meanwhile.
#[test]
fn with_two_counters_get_mut_meets_an_upgrade() {
    model(Bounds::EXHAUSTIVE, || {
        let drops = Tally::default();
        let mut ours = two_counters::Arc::new(Value::new(&drops));
        let weak = two_counters::Arc::downgrade(&ours);
        let upgrade = move || {
            let value = weak.upgrade().expect("there is an `Arc`");
            drop(weak);
            assert_eq!(value.get(), 42);
        };
        both(upgrade, || change(two_counters::Arc::get_mut(&mut ours)));
        drop(ours);
        assert_eq!(drops.get(), 1);
    });
}
