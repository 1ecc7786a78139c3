//! One run of a program, as a terminal would show it.

use std::io::{self, PipeReader, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::channel;
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
    let program = command.get_program().to_string_lossy().into_owned();
    let deadline = Instant::now() + limit;
    let (pipe, mut child) =
        start(command).unwrap_or_else(|error| panic!("`{program}` could not be started: {error}"));

    // A read can't be given a time limit, so it happens elsewhere.
    let (send, received) = channel();
    thread::spawn(move || send.send(read(pipe)).expect("the reader outlived its run"));
    let output = received.recv_timeout(limit).ok();
    let status = wait(&mut child, deadline);

    if let (Some(output), Some(status)) = (output, status) {
        return with_status(output, status);
    }
    child
        .kill()
        .expect("a program that hangs could not be killed");
    child
        .wait()
        .expect("a program that was killed has no status");
    // Now that the program is gone the pipe has an end, unless a process that it started still has it.
    let output = received
        .recv_timeout(Duration::from_secs(1))
        .unwrap_or_default();
    panic!("`{program}` has not ended after {limit:?}: it hangs. It had printed:\n{output}");
}

/// Starts the program, with one pipe for everything that it writes.
fn start(mut command: Command) -> io::Result<(PipeReader, Child)> {
    let (reader, writer) = io::pipe()?;
    let child = command
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::null())
        .stdout(writer.try_clone()?)
        .stderr(writer)
        .spawn()?;
    // `command` is dropped here, and with it our copies of the writing end: the pipe ends with the program.
    Ok((reader, child))
}

fn read(mut pipe: PipeReader) -> String {
    let mut bytes = Vec::new();
    pipe.read_to_end(&mut bytes)
        .expect("the program's output could not be read");
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The program's status, or `None` when it still runs at the deadline.
fn wait(child: &mut Child, deadline: Instant) -> Option<ExitStatus> {
    loop {
        let status = child
            .try_wait()
            .expect("the program's status could not be read");
        if status.is_some() || Instant::now() >= deadline {
            return status;
        }
        thread::sleep(Duration::from_millis(1));
    }
}

fn with_status(mut output: String, status: ExitStatus) -> String {
    if !status.success() {
        if !output.is_empty() && !output.ends_with('\n') {
            output.push('\n');
        }
        // Windows calls it an exit code. The book has one name for it.
        output += &match status.code() {
            Some(code) => format!("exit status: {code}\n"),
            None => format!("{status}\n"),
        };
    }
    output
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
        assert!(transcript(shell("kill -9 $$"), AMPLE).starts_with("signal: 9"));
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
}
