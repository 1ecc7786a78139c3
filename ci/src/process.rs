//! Running a command: its output is caught, its progress shown, and a time limit names what hung.

use std::io::{BufRead as _, BufReader, IsTerminal as _, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::stages::{in_ci, seconds};

/// How often a command is looked at when it says nothing.
const TICK: Duration = Duration::from_millis(50);

/// How long a pipe may stay open after the command has ended: something it left running holds it.
const GRACE: Duration = Duration::from_secs(2);

/// Without a terminal to draw on, how often a long command is reported to be alive.
const HEARTBEAT: Duration = Duration::from_secs(30);

/// Runs commands, one at a time.
#[derive(Debug)]
pub struct Runner {
    limit: Duration,
    interrupted: Arc<AtomicBool>,
}

/// A command that came to its end.
#[derive(Debug)]
pub struct Finished {
    /// How it ended.
    pub status: ExitStatus,
    /// What it wrote, both streams, as the lines came.
    pub output: String,
    /// What it wrote to standard error alone.
    pub errors: String,
}

/// What became of a command that has been given a time limit.
#[derive(Debug)]
pub enum Ended {
    /// It came to its end.
    Itself(Finished),
    /// It had not ended when its time was over, and was killed.
    Killed {
        /// What it had written.
        output: String,
        /// Whether all of its threads were asleep; `None` where the system doesn't tell.
        asleep: Option<bool>,
    },
}

/// What test runners counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tests {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed.
    pub failed: u64,
}

impl Runner {
    /// A runner that gives each command `limit` and ends it when the reader presses Ctrl-C.
    pub fn new(limit: Duration) -> Self {
        let interrupted = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&interrupted);
        // Commands have process groups of their own (see `spawn`), so the terminal's Ctrl-C reaches
        // this process only. Without the handler (no thread to be had) it would end this one alone.
        let _ = thread::Builder::new().name("ctrl-c".into()).spawn(move || {
            let Ok(runtime) = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
            else {
                return;
            };
            runtime.block_on(async {
                if tokio::signal::ctrl_c().await.is_ok() {
                    // ORDERING: Relaxed, a lone flag; nothing is published with it.
                    flag.store(true, Ordering::Relaxed);
                    let _ = tokio::signal::ctrl_c().await;
                    std::process::exit(130);
                }
            });
        });
        Self { limit, interrupted }
    }

    /// Whether Ctrl-C was pressed.
    pub fn interrupted(&self) -> bool {
        // ORDERING: Relaxed, a lone flag; nothing is read on its strength.
        self.interrupted.load(Ordering::Relaxed)
    }

    /// A runner with another limit, interrupted by the same Ctrl-C.
    #[must_use]
    pub fn with_limit(&self, limit: Duration) -> Self {
        Self {
            limit,
            interrupted: Arc::clone(&self.interrupted),
        }
    }

    /// Runs the command to its end, whatever its exit status. `what` names it in the progress and in
    /// errors.
    ///
    /// # Errors
    /// When it can't be started, when it takes longer than the limit, and on Ctrl-C.
    pub fn run(&self, what: &str, command: &mut Command) -> Result<Finished> {
        match self.try_run(what, command)? {
            Ended::Itself(finished) => Ok(finished),
            Ended::Killed { output, .. } => bail!(
                "{what}: no end after {}; it hung in {}",
                seconds(self.limit),
                hung_in(&output)
            ),
        }
    }

    /// The same for a command that may well hang.
    ///
    /// # Errors
    /// When it can't be started, and on Ctrl-C.
    pub fn try_run(&self, what: &str, command: &mut Command) -> Result<Ended> {
        let started = Instant::now();
        let mut child =
            spawn(command).with_context(|| format!("{what}: can't start {}", program(command)))?;
        let (sender, lines) = mpsc::channel();
        forward(Stream::Output, child.stdout.take(), sender.clone());
        forward(Stream::Errors, child.stderr.take(), sender);

        let mut progress = Progress::new(what, started);
        let (mut output, mut errors) = (String::new(), String::new());
        let mut open = true;
        let mut ended: Option<(ExitStatus, Instant)> = None;
        loop {
            if open {
                match lines.recv_timeout(TICK) {
                    Ok((stream, line)) => {
                        progress.line(&line);
                        output.extend([&line, "\n"]);
                        if stream == Stream::Errors {
                            errors.extend([&line, "\n"]);
                        }
                    }
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => open = false,
                }
            } else {
                thread::sleep(TICK);
            }
            progress.tick();
            if ended.is_none() {
                ended = child.try_wait()?.map(|status| (status, Instant::now()));
            }
            match ended {
                Some((status, at)) if !open || at.elapsed() > GRACE => {
                    return Ok(Ended::Itself(Finished {
                        status,
                        output,
                        errors,
                    }));
                }
                None if self.interrupted() => {
                    kill(&mut child);
                    bail!("{what}: interrupted");
                }
                None if started.elapsed() > self.limit => {
                    let asleep = sleeps(child.id());
                    kill(&mut child);
                    return Ok(Ended::Killed { output, asleep });
                }
                Some(_) | None => {}
            }
        }
    }
}

impl Finished {
    /// The tests that libtest's closing lines speak of, if there is one.
    pub fn tests(&self) -> Option<Tests> {
        let mut found = None;
        for line in self.output.lines() {
            if let Some(rest) = line.strip_prefix("test result: ") {
                let tests: &mut Tests = found.get_or_insert_default();
                tests.passed += number_before(rest, " passed");
                tests.failed += number_before(rest, " failed");
            }
        }
        found
    }

    /// The last line that is not empty: what a program says when it gives up.
    pub fn last_line(&self) -> &str {
        self.output
            .lines()
            .rev()
            .find(|line| !line.trim().is_empty())
            .unwrap_or("no output")
            .trim()
    }
}

fn number_before(text: &str, unit: &str) -> u64 {
    let Some((before, _)) = text.split_once(unit) else {
        return 0;
    };
    before
        .rsplit(' ')
        .next()
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

fn spawn(command: &mut Command) -> std::io::Result<Child> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    // A group of its own: ending the group ends the test that hangs below cargo, not only cargo.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    command.spawn()
}

/// Whether no thread of a process runs or is ready to, where the system tells.
fn sleeps(process: u32) -> Option<bool> {
    let mut threads = std::fs::read_dir(format!("/proc/{process}/task"))
        .ok()?
        .flatten();
    // In `/proc/PID/task/TID/stat` the state follows the name, which is in parentheses: `S` sleeps.
    Some(threads.all(|thread| {
        let stat = std::fs::read_to_string(thread.path().join("stat")).unwrap_or_default();
        stat.rsplit_once(") ")
            .is_some_and(|(_, rest)| rest.starts_with('S'))
    }))
}

fn kill(child: &mut Child) {
    #[cfg(unix)]
    if let Ok(pid) = i32::try_from(child.id())
        && let Some(group) = rustix::process::Pid::from_raw(pid)
    {
        // A failure means that all of the group has ended already.
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}

fn program(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

/// Where a line was written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stream {
    Output,
    Errors,
}

/// Sends each line that comes out of the pipe, to its end.
fn forward(
    stream: Stream,
    pipe: Option<impl Read + Send + 'static>,
    lines: Sender<(Stream, String)>,
) {
    let Some(pipe) = pipe else { return };
    thread::spawn(move || {
        let mut reader = BufReader::new(pipe);
        let mut line = Vec::new();
        // Bytes, not `lines()`: a program may print what is not UTF-8.
        while reader
            .read_until(b'\n', &mut line)
            .is_ok_and(|read| read > 0)
        {
            let text = String::from_utf8_lossy(&line);
            let text = text.trim_end_matches(['\n', '\r']).to_owned();
            if lines.send((stream, text)).is_err() {
                return;
            }
            line.clear();
        }
    });
}

/// What the output shows to have been running when it stopped coming.
fn hung_in(output: &str) -> String {
    let mut place = None;
    let mut slow: Vec<&str> = Vec::new();
    for line in output.lines().map(str::trim) {
        if line.starts_with("Running ")
            || line.starts_with("Doc-tests ")
            || line.starts_with("Compiling ")
        {
            place = Some(line);
            slow.clear();
        } else if let Some(rest) = line.strip_prefix("test ") {
            if let Some((name, _)) = rest.split_once(" has been running for over") {
                slow.push(name);
            } else if let Some((name, _)) = rest.split_once(" ... ") {
                slow.retain(|running| *running != name);
            }
        }
    }
    let last = output
        .lines()
        .rev()
        .find(|line| !line.trim().is_empty())
        .map(str::trim);
    match (place, slow.as_slice(), last) {
        (Some(place), [], Some(last)) if last != place => format!("`{place}` after `{last}`"),
        (Some(place), [], _) => format!("`{place}`"),
        (Some(place), slow, _) => format!("{} (`{place}`)", slow.join(", ")),
        (None, [], Some(last)) => format!("what came after `{last}`"),
        (None, [], None) => "its start: it printed nothing".to_owned(),
        (None, slow, _) => slow.join(", "),
    }
}

/// A spinner on a terminal; elsewhere a line now and then.
struct Progress {
    what: String,
    started: Instant,
    spinner: ProgressBar,
    spoken: Option<Instant>,
    last: String,
}

impl Progress {
    fn new(what: &str, started: Instant) -> Self {
        let terminal = std::io::stderr().is_terminal() && !in_ci();
        let target = if terminal {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let spinner = ProgressBar::with_draw_target(None, target);
        if let Ok(style) =
            ProgressStyle::with_template("{spinner} {prefix} {elapsed}  {wide_msg:.dim}")
        {
            spinner.set_style(style);
        }
        spinner.set_prefix(what.to_owned());
        Self {
            what: what.to_owned(),
            started,
            spinner,
            spoken: (!terminal).then_some(started),
            last: String::new(),
        }
    }

    fn line(&mut self, line: &str) {
        let line = line.trim();
        // Cargo's messages for programs are nothing to read.
        if !line.is_empty() && !line.starts_with('{') {
            line.clone_into(&mut self.last);
            self.spinner.set_message(line.to_owned());
        }
    }

    fn tick(&mut self) {
        self.spinner.tick();
        if let Some(spoken) = &mut self.spoken
            && spoken.elapsed() > HEARTBEAT
        {
            *spoken = Instant::now();
            println!(
                "    {}: {} so far, at: {}",
                self.what,
                seconds(self.started.elapsed()),
                self.last
            );
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.spinner.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_lines_of_all_test_binaries_are_added_up() {
        let finished = |output: &str| Finished {
            status: ExitStatus::default(),
            output: output.into(),
            errors: String::new(),
        };
        let output = "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n\
                      noise: 7 passed\n\
                      test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(
            finished(output).tests(),
            Some(Tests {
                passed: 7,
                failed: 3
            })
        );
        assert_eq!(finished("error: could not compile").tests(), None);
    }

    #[test]
    fn a_hang_is_named_by_the_test_that_libtest_reports_as_slow() {
        let output = "     Running tests/a.rs (target/a)\n\
                      test quick ... ok\n\
                      test slow has been running for over 60 seconds\n\
                      test late has been running for over 60 seconds\n\
                      test late ... ok\n";
        assert_eq!(hung_in(output), "slow (`Running tests/a.rs (target/a)`)");
        assert_eq!(
            hung_in("     Running tests/b.rs (x)\n"),
            "`Running tests/b.rs (x)`"
        );
        assert_eq!(hung_in(""), "its start: it printed nothing");
    }

    #[cfg(unix)]
    #[test]
    fn a_command_over_its_limit_is_ended() {
        let mut command = Command::new("sleep");
        command.arg("1000");
        let error = Runner::new(Duration::ZERO)
            .run("sleeping", &mut command)
            .unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("sleeping: no end after 0.0 s; it hung in "),
            "{error}"
        );
    }

    #[cfg(unix)]
    #[test]
    fn what_a_command_has_started_ends_with_it() {
        let directory = tempfile::tempdir().unwrap();
        let fifo = directory.path().join("fifo");
        assert!(
            Command::new("mkfifo")
                .arg(&fifo)
                .status()
                .unwrap()
                .success()
        );
        let runner = Runner::new(Duration::from_mins(10));
        let flag = Arc::clone(&runner.interrupted);
        let path = fifo.clone();
        let (sender, end) = mpsc::channel();
        thread::spawn(move || {
            // Opens when the sleeper has the other end, and reads its end when no sleeper is left.
            let mut fifo = std::fs::File::open(path).unwrap();
            // ORDERING: Relaxed, a lone flag.
            flag.store(true, Ordering::Relaxed);
            sender.send(fifo.read_to_end(&mut Vec::new()).is_ok())
        });
        let script = format!("sleep 1000 >{} & wait", fifo.display());
        let error = runner
            .run("sleeper", Command::new("sh").args(["-c", &script]))
            .unwrap_err();
        assert_eq!(error.to_string(), "sleeper: interrupted");
        assert_eq!(
            end.recv_timeout(Duration::from_mins(1)),
            Ok(true),
            "the sleeper lives on"
        );
    }
}
