//! Tables of *Thread parking* that the tokens themselves fill in.
#![cfg(all(not(model), target_os = "linux"))]

use std::time::Duration;

use harness::{table, watchdog};

mod asleep;

use asleep::{Book, Std, Token, sleeps};

/// Far longer than it takes.
const LIMIT: Duration = Duration::from_mins(1);

/// What a thread does with its token.
#[derive(Debug, Clone, Copy)]
enum Call {
    Unpark,
    Park,
    /// With a time that is over at once.
    ParkTimeout,
}

use Call::{Park, ParkTimeout, Unpark};

impl Call {
    fn of<T: Token>(self, token: &T) {
        match self {
            Unpark => token.unpark(),
            Park => token.park(),
            ParkTimeout => token.park_timeout(Duration::ZERO),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Unpark => "`unpark`",
            Park => "`park`",
            ParkTimeout => "`park_timeout`",
        }
    }
}

fn last_sleeps<T: Token>(calls: &[Call]) -> bool {
    let (last, before) = calls.split_last().expect("a call");
    sleeps::<T>(
        |token| before.iter().for_each(|call| call.of(token)),
        |token| last.of(token),
    )
}

/// A token that is there is taken by the next `park` or `park_timeout`, one at a time, however many `unpark`s have set it; if it isn't there,
/// `park` sleeps. Std, the book's two and `crossbeam` answer alike.
#[test]
fn what_a_park_finds() {
    let histories: [(&[Call], bool); 7] = [
        (&[Park], true),
        (&[Unpark, Park], false),
        (&[Unpark, Park, Park], true),
        (&[Unpark, Unpark, Park], false),
        (&[Unpark, Unpark, Park, Park], true),
        (&[Unpark, ParkTimeout, Park], true),
        (&[ParkTimeout, Unpark, Park], false),
    ];
    let rows = histories.map(|(calls, expected)| {
        let calls = calls.to_vec();
        let asked = calls.clone();
        let answers = watchdog(LIMIT, move || {
            [
                last_sleeps::<Std>(&asked),
                last_sleeps::<Book>(&asked),
                last_sleeps::<parking::Parker>(&asked),
                last_sleeps::<crossbeam_utils::sync::Parker>(&asked),
            ]
        });
        assert_eq!(answers, [expected; 4], "{calls:?}");
        let names: Vec<&str> = calls.iter().map(|call| call.name()).collect();
        let words = |sleeps: bool| if sleeps { "sleeps" } else { "returns" }.to_owned();
        [[names.join(", ")].as_slice(), &answers.map(words)].concat()
    });
    let head = [
        "Calls, and what the last does",
        "std",
        "the book's threads",
        "the book's parker",
        "crossbeam's",
    ];
    table("what-a-park-finds", &head, rows.iter().map(Vec::as_slice));
}
