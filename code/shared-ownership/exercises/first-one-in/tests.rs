use platform::model::{Bounds, model};
use platform::sync::Arc;

use super::given::Setting;
use crate::support::{Tally, Thread};

/// Of two threads that ask at once one makes the setting, and both have it.
#[test]
fn it_is_made_once() {
    model(Bounds::preemptions(3), || {
        let setting = Arc::new(Setting::new());
        let made = Tally::new();
        let (theirs, counted) = (Arc::clone(&setting), Arc::clone(&made));
        let other = Thread::start(move || {
            let value = theirs.get_or_make(|| {
                counted.add();
                7
            });
            assert_eq!(value, 7, "what the other thread has (left)");
        });
        let value = setting.get_or_make(|| {
            made.add();
            7
        });
        other.join();
        let times = made.total();
        assert_eq!(
            times, 1,
            "two have asked; how often (left) the setting was made"
        );
        assert_eq!(value, 7, "what this thread has (left)");
    });
}

/// Whoever asks later has what was made for the first.
#[test]
fn it_is_kept() {
    model(Bounds::EXHAUSTIVE, || {
        let setting = Setting::new();
        assert_eq!(setting.get_or_make(|| 7), 7, "the first answer (left)");
        let again = setting.get_or_make(|| panic!("the setting is made again"));
        assert_eq!(again, 7, "the second answer (left)");
    });
}
