//! One run of a program, as a terminal would show it.

use std::fs;
use std::io::{self, PipeReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// Runs `command` to its end and returns what a terminal would show: standard output and standard error in the
/// order in which they were written, then the exit status when it isn't 0.
///
/// Backtraces are off and standard input is empty.
///
/// # Panics
///
/// When the program can't be started, and when it has not ended within `limit`: it is killed, and the message
/// names it and shows what it had printed.
pub fn transcript(command: Command, limit: Duration) -> String {
    let mut program = Program::start(command);
    program.ends_within(limit).unwrap_or_else(|| {
        let name = program.name.clone();
        let output = program.kill();
        panic!("`{name}` has not ended after {limit:?}: it hangs. It had printed:\n{output}")
    })
}

/// A program that runs.
pub(crate) struct Program {
    name: String,
    child: Child,
    /// All that the program prints, once it can print no more.
    printed: Receiver<String>,
    output: Option<String>,
}

impl Program {
    /// Starts the program, with one pipe for everything that it writes.
    pub(crate) fn start(mut command: Command) -> Self {
        let name = command.get_program().to_string_lossy().into_owned();
        let start = || {
            let (pipe, writer) = io::pipe()?;
            let child = command
                .env("RUST_BACKTRACE", "0")
                .stdin(Stdio::null())
                .stdout(writer.try_clone()?)
                .stderr(writer)
                .spawn()?;
            // The command holds our copies of the writing end. Without them the pipe ends with the program.
            drop(command);
            io::Result::Ok((pipe, child))
        };
        let (pipe, child) =
            start().unwrap_or_else(|error| panic!("`{name}` could not be started: {error}"));

        // A read can't be given a time limit, so it happens elsewhere.
        let (send, printed) = channel();
        thread::spawn(move || send.send(read(pipe)));
        Self {
            name,
            child,
            printed,
            output: None,
        }
    }

    /// The program's transcript, or `None` when it still runs after `limit`.
    pub(crate) fn ends_within(&mut self, limit: Duration) -> Option<String> {
        let deadline = Instant::now() + limit;
        self.receive(limit);
        // A program may close its output long before it ends, so its status needs the limit too.
        let status = loop {
            let status = self
                .child
                .try_wait()
                .expect("the program's status could not be read");
            if status.is_some() || Instant::now() >= deadline {
                break status;
            }
            thread::sleep(Duration::from_millis(1));
        };
        Some(with_status(self.output.clone()?, status?))
    }

    /// Whether no thread of the program runs or is ready to. Always true where the system doesn't tell.
    pub(crate) fn sleeps(&self) -> bool {
        let Ok(threads) = fs::read_dir(format!("/proc/{}/task", self.child.id())) else {
            return true;
        };
        threads
            .flatten()
            .all(|thread| Task(thread.path()).is_asleep())
    }

    /// Ends the program. What it had printed.
    pub(crate) fn kill(mut self) -> String {
        self.child
            .kill()
            .expect("a program that hangs could not be killed");
        self.child
            .wait()
            .expect("a program that was killed has no status");
        // Now the pipe has an end, unless a process that the program started still holds it.
        self.receive(Duration::from_secs(1));
        self.output.take().unwrap_or_default()
    }

    fn receive(&mut self, limit: Duration) {
        if self.output.is_none() {
            self.output = self.printed.recv_timeout(limit).ok();
        }
    }
}

impl Drop for Program {
    /// A test that fails leaves nothing behind that runs on.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A thread, by its folder in `/proc`, which only Linux has.
#[derive(Debug, Clone)]
pub struct Task(PathBuf);

impl Task {
    /// The calling thread.
    ///
    /// # Panics
    ///
    /// Where there is no `/proc`.
    pub fn current() -> Self {
        let folder = fs::read_link("/proc/thread-self").expect("`/proc`, as on Linux");
        Self(Path::new("/proc").join(folder))
    }

    /// Whether the thread sleeps, so that somebody has to wake it.
    pub fn is_asleep(&self) -> bool {
        let stat = fs::read_to_string(self.0.join("stat")).unwrap_or_default();
        // The state follows the name, which is in parentheses: `S` sleeps.
        stat.rsplit_once(") ")
            .is_some_and(|(_, rest)| rest.starts_with('S'))
    }
}

fn read(mut pipe: PipeReader) -> String {
    let mut bytes = Vec::new();
    pipe.read_to_end(&mut bytes)
        .expect("the program's output could not be read");
    String::from_utf8_lossy(&bytes).into_owned()
}

fn with_status(mut output: String, status: ExitStatus) -> String {
    if status.success() {
        return output;
    }
    // Windows calls it an exit code, and whether a core was dumped depends on the machine. The book has one
    // name for each.
    let status = match status.code() {
        Some(code) => format!("exit status: {code}"),
        None => format!("exit status: none, {status}").replace(" (core dumped)", ""),
    };
    add_line(&mut output, &status);
    output
}

/// Adds a line about the run to what it printed.
pub(crate) fn add_line(output: &mut String, line: &str) {
    if !output.is_empty() && !output.ends_with('\n') {
        output.push('\n');
    }
    output.extend([line, "\n"]);
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    const AMPLE: Duration = Duration::from_mins(1);

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.arg("-c").arg(script);
        command
    }

    #[test]
    fn keeps_the_order_of_both_streams() {
        let shown = transcript(shell("echo 1; echo 2 >&2; echo 3; echo 4 >&2"), AMPLE);
        assert_eq!(shown, "1\n2\n3\n4\n");
    }

    #[test]
    fn adds_a_status_that_is_not_0() {
        assert_eq!(
            transcript(shell("echo half; exit 3"), AMPLE),
            "half\nexit status: 3\n"
        );
        assert_eq!(
            transcript(shell("printf half; exit 3"), AMPLE),
            "half\nexit status: 3\n"
        );
        assert_eq!(transcript(shell("printf half"), AMPLE), "half");
        assert!(transcript(shell("kill -9 $$"), AMPLE).starts_with("exit status: none, signal: 9"));
    }

    #[test]
    #[should_panic(
        expected = "`sh` has not ended after 500ms: it hangs. It had printed:\nbefore\n"
    )]
    fn kills_and_names_a_program_that_hangs() {
        transcript(
            shell("echo before; exec sleep 600"),
            Duration::from_millis(500),
        );
    }

    #[test]
    #[should_panic(expected = "`sh` has not ended")]
    fn does_not_wait_for_a_program_that_only_closed_its_output() {
        transcript(
            shell("exec >&- 2>&-; exec sleep 600"),
            Duration::from_millis(500),
        );
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn tells_a_program_that_sleeps_from_one_that_works() {
        let asleep = |script| {
            let mut program = Program::start(shell(script));
            assert_eq!(program.ends_within(Duration::from_millis(500)), None);
            let asleep = program.sleeps();
            program.kill();
            asleep
        };
        assert!(asleep("exec sleep 600"));
        assert!(!asleep("while :; do :; done"));
    }
}
