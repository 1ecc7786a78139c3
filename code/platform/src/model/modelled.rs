//! Models on loom: the runner, and the report of an execution that fails.

use std::cell::Cell;
use std::io::{Read as _, Write as _};
use std::panic::PanicHookInfo;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Once, mpsc};
use std::time::Duration;

use super::Bounds;
use super::choice::{self, Variant};
use crate::{audit, figure, futex, trace};

/// How long [`model_fails`] waits: a planted bug may loop.
const PATIENCE: Duration = Duration::from_mins(2);

/// What `PLATFORM_CHILD` is in a process that [`model_fails`] has started.
const PLANTED: &str = "planted";

/// How such a process ends if the model passes.
const PASSED: i32 = 42;

thread_local! {
    /// Whether a panic on this thread is the failure of a model that hasn't been reported.
    static WATCHING: Cell<bool> = const { Cell::new(false) };

    /// What a panic may say without being a failure.
    static EXPECTED: Cell<Option<&'static str>> = const { Cell::new(None) };
}

/// Runs `body` in every execution within `bounds`: every order of the threads' operations, and for
/// every load each value that the memory model lets it read. Where `body` came to something that may
/// also happen for no reason (a wait that returns early, a weak compare-exchange that fails, a
/// wake-up that goes to another waiter), it does all of it again with that switched on.
///
/// The model's name is the path of the test that calls this, which must do so itself, with a closure.
///
/// # Panics
/// When an execution panics, deadlocks, or has a data race. Every panic in `body` counts, even one that
/// is caught: a model that unwinds on purpose does so with [`std::panic::resume_unwind`].
pub fn model<F: Fn() + Send + Sync + 'static>(bounds: Bounds, body: F) {
    let name = test_name::<F>();
    let body = Arc::new(body);
    let mut runs = vec![(Variant::Plain, run(Variant::Plain, bounds, &body))];
    for variant in Variant::OTHERS {
        if choice::was_met(variant) {
            runs.push((variant, run(variant, bounds, &body)));
        }
    }
    let executions: u64 = runs.iter().map(|(_, executions)| executions).sum();
    println!("MODEL {name}: {executions} executions");
    let variants: Vec<String> = runs
        .iter()
        .map(|(variant, count)| format!(r#""{}":{count}"#, variant.name()))
        .collect();
    let bounds = bounds.name();
    audit::record(&format!(
        r#"{{"event":"model","name":"{name}","bounds":"{bounds}","executions":{executions},"variants":{{{}}}}}"#,
        variants.join(",")
    ));
}

/// Runs every execution of one variant and counts them.
fn run<F: Fn() + Send + Sync + 'static>(variant: Variant, bounds: Bounds, body: &Arc<F>) -> u64 {
    install_hook();
    choice::start_run(variant);
    let executions = Arc::new(AtomicU64::new(0));
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = bounds.preemptions;
    WATCHING.set(true);
    builder.check({
        let (executions, body) = (Arc::clone(&executions), Arc::clone(body));
        move || {
            // ORDERING: Relaxed: all executions run on this thread.
            executions.fetch_add(1, Ordering::Relaxed);
            choice::start_execution();
            futex::modelled::start_execution();
            trace::clear();
            trace::begins();
            body();
        }
    });
    assert!(
        WATCHING.replace(false),
        "a panic was caught in the model: unwind on purpose with `resume_unwind`"
    );
    // ORDERING: Relaxed: all executions ran on this thread.
    executions.load(Ordering::Relaxed)
}

/// `crate::module::test::{{closure}}` without its ends. In `crate::helper<2, crate::module::test::{{closure}}>::{{closure}}`, a helper's
/// closure that has the test's in it, it is that of the test.
fn test_name<F>() -> &'static str {
    let path = std::any::type_name::<F>();
    let path = path
        .split_once("::{{closure}}")
        .map_or(path, |(path, _closure)| path);
    let path = path
        .rsplit_once(['<', ' '])
        .map_or(path, |(_helper, path)| path);
    path.split_once("::").map_or(path, |(_crate, path)| path)
}

/// The first panic in a model is its failure. It is reported at once, since loom may panic again while
/// it unwinds, and that aborts. The hook has to be older than loom's, which is silent where loom unwinds on purpose.
pub(crate) fn install_hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let previous = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if EXPECTED.get().is_some() && EXPECTED.get() == info.payload_as_str() {
                return;
            }
            if WATCHING.replace(false) {
                report(info);
                if std::env::var_os("PLATFORM_CHILD").is_some() {
                    std::process::exit(101);
                }
            } else if !figure::panicked(info) {
                previous(info);
            }
        }));
    });
}

/// Runs `f`, which has to panic with `message`. That panic, and no other, is not the model's failure.
///
/// # Panics
/// When `f` doesn't panic, or panics with another message.
#[track_caller]
pub fn panics_with(message: &'static str, f: impl FnOnce()) {
    EXPECTED.set(Some(message));
    super::expect_message(message, f);
    EXPECTED.set(None);
}

fn report(info: &PanicHookInfo<'_>) {
    let message: Vec<&str> = info
        .payload_as_str()
        .unwrap_or("a panic without a message")
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let message = message.join(", ");
    // loom goes on with its internal names for the threads; the trace says who waits where.
    let message = message
        .split("; threads = ")
        .next()
        .unwrap_or_default()
        .to_owned();
    let steps = trace::take();
    // loom's threads have small stacks, too small to read files and print on.
    let printer = std::thread::spawn(move || {
        let trace = trace::render(&steps);
        let text = format!("model failed: {message}\nfailing execution:\n{trace}");
        // Not by `eprint!`: libtest would keep it to itself, and lose it if the process aborts.
        let _ = std::io::stderr().write_all(text.as_bytes());
    });
    let _ = printer.join();
}

/// Expects a [`model`] of `body` to fail with a report that contains `expected`, prints the report and
/// returns it. The calling test is run again in a process of its own, which the failure may tear down.
///
/// # Panics
/// When no execution fails, when the report doesn't contain `expected`, or after two minutes.
pub fn model_fails<F>(expected: &str, bounds: Bounds, body: F) -> String
where
    F: Fn() + Send + Sync + 'static,
{
    if std::env::var_os("PLATFORM_CHILD").is_some_and(|child| child == PLANTED) {
        model(bounds, body);
        std::process::exit(PASSED);
    }
    let name = test_name::<F>();
    let (status, stderr) = run_again(name);
    assert!(
        status != Some(0),
        "{name} is no test: call `model_fails` from the test itself"
    );
    assert!(
        status != Some(PASSED),
        "{name}: every execution passed; expected: {expected}"
    );
    let report = stderr
        .find("model failed: ")
        .map_or("", |start| &stderr[start..]);
    assert!(
        report.contains(expected),
        "{name}: expected: {expected}\n{stderr}"
    );
    print!("{report}");
    report.to_owned()
}

/// Compares a report of [`model_fails`] with `traces/NAME.txt` of the crate under test, which the book shows, or writes that where
/// `SNAPSHOTS=overwrite` is set. Its lines are as wide as a page, and its steps without file and line: each shows its source.
///
/// # Panics
/// When it isn't the report that is committed, or can't be written.
pub fn settle_report(name: &str, report: &str) {
    let report: String = report.lines().map(for_the_page).collect();
    ::figure::settle(format!("traces/{name}.txt"), &report);
}

fn for_the_page(line: &str) -> String {
    const WIDTH: usize = 80;
    let mut line = line.to_owned();
    if let Some(place) = line.find(".rs:") {
        let start = line[..place].rfind(' ').map_or(0, |space| space + 1);
        let after = line[place..]
            .find(' ')
            .map_or("", |space| &line[place + space..]);
        line = format!("{}{}", &line[..start], after.trim_start());
    }
    match line.char_indices().nth(WIDTH - 1) {
        Some((end, last)) if line.len() > end + last.len_utf8() => format!("{}…\n", &line[..end]),
        _ => format!("{line}\n"),
    }
}

/// Runs one test of this executable as a planted bug; its exit status and what it said.
fn run_again(test: &str) -> (Option<i32>, String) {
    let mut child = Command::new(std::env::current_exe().expect("the path of the tests"))
        .args(["--exact", test, "--nocapture", "--include-ignored"])
        .env("PLATFORM_CHILD", PLANTED)
        // The planted bug is no part of what is audited.
        .env_remove("PLATFORM_RECORD")
        .env_remove("PLATFORM_WEAKEN")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{test}: can't start the child process: {error}"));
    let mut stderr = child.stderr.take().expect("stderr is piped");
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut said = Vec::new();
        let _ = stderr.read_to_end(&mut said);
        let _ = sender.send(String::from_utf8_lossy(&said).into_owned());
    });
    let Ok(said) = receiver.recv_timeout(PATIENCE) else {
        let _ = child.kill();
        let _ = child.wait();
        panic!(
            "{test}: no execution failed within {} seconds",
            PATIENCE.as_secs()
        );
    };
    (child.wait().expect("the child's status").code(), said)
}

#[cfg(test)]
mod tests {
    use super::test_name;

    fn name_of<F: Fn()>(_body: F) -> &'static str {
        test_name::<F>()
    }

    fn name_by_a_helper<const N: usize>(body: impl Fn()) -> &'static str {
        name_of(move || body())
    }

    #[test]
    fn a_model_is_called_like_its_test() {
        let name = "model::modelled::tests::a_model_is_called_like_its_test";
        assert_eq!(name_of(|| {}), name);
        assert_eq!(name_by_a_helper::<2>(|| {}), name);
    }
}
