use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Arc, Barrier, RwLock};
use std::thread;

use super::given::number_of;

thread_local! {
    /// Where this thread is to wait for the other, when next it looks for a key.
    static MEETS: RefCell<Option<Arc<Barrier>>> = const { RefCell::new(None) };
}

/// A key of which the test knows when it is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Key(&'static str);

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        if let Some(barrier) = MEETS.take() {
            barrier.wait();
        }
        self.0.hash(state);
    }
}

/// Numbers of which `Vega` has one.
fn numbers() -> RwLock<HashMap<Key, u32>> {
    RwLock::new(HashMap::from([(Key("Vega"), 7)]))
}

/// Two threads ask for the number of a key, and neither has looked before both are about to.
fn both_ask(
    numbers: &RwLock<HashMap<Key, u32>>,
    key: &Key,
    make: impl Fn() -> u32 + Sync,
) -> [u32; 2] {
    let barrier = Arc::new(Barrier::new(2));
    let ask = || {
        MEETS.set(Some(Arc::clone(&barrier)));
        number_of(numbers, key, &make)
    };
    thread::scope(|s| {
        let other = s.spawn(ask);
        [ask(), other.join().unwrap()]
    })
}

/// A key that has a number keeps it, and none is made.
#[test]
fn a_known_key_keeps_its_number() {
    let number = number_of(&numbers(), &Key("Vega"), || panic!("a number is made"));
    assert_eq!(number, 7, "the number (left)");
}

/// A key that has none is given the one that is made.
#[test]
fn a_new_key_gets_the_one_that_is_made() {
    let numbers = numbers();
    let number = number_of(&numbers, &Key("Lyra"), || 8);
    assert_eq!(number, 8, "the number (left)");
    let number = number_of(&numbers, &Key("Lyra"), || 9);
    assert_eq!(number, 8, "the number (left) at the second time");
}

/// Two threads that ask for a known key look at the same time.
#[test]
fn those_who_look_overlap() {
    let looked = both_ask(&numbers(), &Key("Vega"), || panic!("a number is made"));
    assert_eq!(looked, [7, 7], "the numbers (left)");
}

/// Two threads that ask for a new key, and both don't find it, get one number.
#[test]
fn two_that_find_nothing_make_one_number() {
    let count = AtomicU32::new(0);
    let numbers = numbers();
    // ORDERING: Relaxed, a number that says what was made.
    let make = || count.fetch_add(1, Relaxed);
    let [one, other] = both_ask(&numbers, &Key("Lyra"), make);
    assert_eq!(one, other, "one key has two numbers");
    assert_eq!(count.into_inner(), 1, "numbers were made (left)");
    assert_eq!(numbers.into_inner().unwrap().len(), 2, "keys (left)");
}
