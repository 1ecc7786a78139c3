//! Tables of *Reader-writer locks* that the locks themselves fill in.
#![cfg(not(model))]

use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use harness::{table, watchdog};

/// Far longer than it takes to ask.
const LIMIT: Duration = Duration::from_mins(1);

/// A lock that can be asked.
trait Lock: Sync {
    fn new() -> Self;
    /// Does something while the lock is held for reading.
    fn reading<R>(&self, body: impl FnOnce() -> R) -> R;
    /// Does something while the lock is held for writing.
    fn writing<R>(&self, body: impl FnOnce() -> R) -> R;
    fn is_readable(&self) -> bool;
    fn is_writable(&self) -> bool;
}

impl Lock for std::sync::RwLock<()> {
    fn new() -> Self {
        Self::new(())
    }

    fn reading<R>(&self, body: impl FnOnce() -> R) -> R {
        let _guard = self.read().unwrap();
        body()
    }

    fn writing<R>(&self, body: impl FnOnce() -> R) -> R {
        let _guard = self.write().unwrap();
        body()
    }

    fn is_readable(&self) -> bool {
        self.try_read().is_ok()
    }

    fn is_writable(&self) -> bool {
        self.try_write().is_ok()
    }
}

impl Lock for parking_lot::RwLock<()> {
    fn new() -> Self {
        Self::new(())
    }

    fn reading<R>(&self, body: impl FnOnce() -> R) -> R {
        let _guard = self.read();
        body()
    }

    fn writing<R>(&self, body: impl FnOnce() -> R) -> R {
        let _guard = self.write();
        body()
    }

    fn is_readable(&self) -> bool {
        self.try_read().is_some()
    }

    fn is_writable(&self) -> bool {
        self.try_write().is_some()
    }
}

impl Lock for rwlock::RwLock<()> {
    fn new() -> Self {
        Self::new(())
    }

    fn reading<R>(&self, body: impl FnOnce() -> R) -> R {
        let _guard = self.read();
        body()
    }

    fn writing<R>(&self, body: impl FnOnce() -> R) -> R {
        let _guard = self.write();
        body()
    }

    fn is_readable(&self) -> bool {
        self.try_read().is_some()
    }

    fn is_writable(&self) -> bool {
        self.try_write().is_some()
    }
}

/// `parking_lot`'s lock, as those see it who read by `read_recursive`.
struct Recursive(parking_lot::RwLock<()>);

impl Lock for Recursive {
    fn new() -> Self {
        Self(parking_lot::RwLock::new(()))
    }

    fn reading<R>(&self, body: impl FnOnce() -> R) -> R {
        let _guard = self.0.read_recursive();
        body()
    }

    fn writing<R>(&self, body: impl FnOnce() -> R) -> R {
        self.0.writing(body)
    }

    fn is_readable(&self) -> bool {
        self.0.try_read_recursive().is_some()
    }

    fn is_writable(&self) -> bool {
        self.0.is_writable()
    }
}

/// Whether a reader and whether a writer would be let in, when the lock is free, has one reader, has two, has a writer,
/// and has a reader while a writer waits. `waits` says whether a writer waits.
fn answers<L: Lock>(waits: impl Fn(&L) -> bool) -> [(bool, bool); 5] {
    let lock = L::new();
    let ask = || (lock.is_readable(), lock.is_writable());
    let free = ask();
    let one_reader = lock.reading(ask);
    let two_readers = lock.reading(|| lock.reading(ask));
    let a_writer = lock.writing(ask);
    let a_writer_waits = thread::scope(|s| {
        lock.reading(|| {
            let (wrote, has_written) = channel();
            let lock = &lock;
            s.spawn(move || lock.writing(|| wrote.send(())));
            while !waits(lock) {
                thread::yield_now();
            }
            let answers = ask();
            has_written.try_recv().expect_err("the writer was let in");
            answers
        })
    });
    // The writer's turn has come, and nobody is left.
    assert_eq!(ask(), free);
    [free, one_reader, two_readers, a_writer, a_writer_waits]
}

const HEAD: [&str; 6] = [
    "Who asks",
    "free",
    "a reader",
    "two readers",
    "a writer",
    "a reader, and a writer waits",
];

fn rows(lock: &str, reads: &str, answers: [(bool, bool); 5]) -> [Vec<String>; 2] {
    let words = |is_let_in: bool| if is_let_in { "yes" } else { "no" }.to_owned();
    let row = |method: &str, answer: fn((bool, bool)) -> bool| {
        let who = format!("{lock} `{method}`");
        let cells = answers.map(|both| words(answer(both)));
        [who].into_iter().chain(cells).collect()
    };
    [
        row(reads, |(read, _)| read),
        row("try_write", |(_, write)| write),
    ]
}

/// Readers are let in beside readers, and a writer alone. Std's lock on Linux, the book's and `parking_lot`'s let no more readers in once a
/// writer waits, unless these read by `read_recursive`.
#[test]
#[cfg(target_os = "linux")]
fn who_is_let_in() {
    let table_rows = watchdog(LIMIT, || {
        let std = answers::<std::sync::RwLock<()>>(|lock| !lock.is_readable());
        let parking_lot = answers::<parking_lot::RwLock<()>>(|lock| !lock.is_readable());
        // Plain readers are the sign: those that read recursively are let in in any case.
        let recursive = answers::<Recursive>(|lock| !lock.0.is_readable());
        assert_eq!(
            std,
            [
                (true, true),
                (true, false),
                (true, false),
                (false, false),
                (false, false)
            ]
        );
        let book = answers::<rwlock::RwLock<()>>(|lock| !lock.is_readable());
        assert_eq!(parking_lot, std);
        assert_eq!(book, std);
        assert_eq!(recursive[..4], std[..4]);
        assert_eq!(recursive[4], (true, false));
        let [std_reader, std_writer] = rows("std", "try_read", std);
        let [reader, writer] = rows("parking_lot", "try_read", parking_lot);
        let [recursive_reader, recursive_writer] =
            rows("parking_lot", "try_read_recursive", recursive);
        assert_eq!(writer, recursive_writer);
        let [book_reader, book_writer] = rows("the book's", "try_read", book);
        [
            std_reader,
            std_writer,
            book_reader,
            book_writer,
            reader,
            recursive_reader,
            writer,
        ]
    });
    table("who-is-let-in", &HEAD, table_rows.iter().map(Vec::as_slice));
}
