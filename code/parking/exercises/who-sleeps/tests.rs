use parking::current;
use platform::model::{Bounds, Tally, model, wait_until};
use platform::sync::Arc;
use threads::spawn;

use super::given::Tray;

/// A clerk gets a letter that is posted at any moment.
#[test]
fn a_clerk_waits_for_a_letter() {
    model(Bounds::preemptions(2), || {
        let tray = Arc::new(Tray::new());
        let theirs = Arc::clone(&tray);
        let clerk = spawn(move || theirs.take());
        tray.post(7);
        let letter = clerk.join().unwrap();
        assert_eq!(letter, 7, "the letter that was taken (left)");
    });
}

/// Of two clerks and two letters, each gets one, also if one of the clerks has a token left over.
#[test]
fn every_letter_finds_a_clerk() {
    model(Bounds::preemptions(2), || {
        let tray = Arc::new(Tray::new());
        let theirs = Arc::clone(&tray);
        let other = spawn(move || theirs.take());
        let theirs = Arc::clone(&tray);
        let with_a_token = spawn(move || {
            current().unpark();
            theirs.take()
        });
        tray.post(7);
        tray.post(9);
        let letters = [other.join().unwrap(), with_a_token.join().unwrap()];
        assert!(
            letters == [7, 9] || letters == [9, 7],
            "the letters that were taken: {letters:?}"
        );
    });
}

/// A clerk that is woken by another token, and goes away with a letter, isn't called any more.
#[test]
fn who_has_gone_is_not_called() {
    model(Bounds::preemptions(1), || {
        let (tray, taken) = (Arc::new(Tray::new()), Tally::default());
        let (theirs, count) = (Arc::clone(&tray), taken.clone());
        let other = spawn(move || {
            theirs.take();
            count.count();
        });
        wait_until(|| tray.sleepers() == 1 || other.is_finished());
        let (theirs, count) = (Arc::clone(&tray), taken.clone());
        let woken = spawn(move || {
            theirs.take();
            count.count();
        });
        wait_until(|| tray.sleepers() == 2 || woken.is_finished());
        // Somebody else, for another reason.
        woken.thread().unpark();
        tray.post(7);
        taken.wait_for(1);
        tray.post(9);
        other.join().unwrap();
        woken.join().unwrap();
    });
}

/// Of two clerks that sleep, the one is woken that has slept longer.
#[test]
fn who_has_slept_longest_is_woken() {
    model(Bounds::preemptions(1), || {
        let tray = Arc::new(Tray::new());
        let theirs = Arc::clone(&tray);
        let first = spawn(move || theirs.take());
        wait_until(|| tray.sleepers() == 1 || first.is_finished());
        let theirs = Arc::clone(&tray);
        let second = spawn(move || theirs.take());
        wait_until(|| tray.sleepers() == 2 || second.is_finished());
        tray.post(7);
        let letter = first.join().unwrap();
        assert_eq!(letter, 7, "the letter that was taken (left)");
        tray.post(9);
        let letter = second.join().unwrap();
        assert_eq!(letter, 9, "the letter that was taken (left)");
    });
}
