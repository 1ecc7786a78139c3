//! `cargo book serve`, from the first page to Ctrl-C.

use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use crate::fixture::Fixture;

/// Longer than anything here takes on a busy machine. It only matters when something hangs.
const WATCHDOG: Duration = Duration::from_mins(2);

struct Server {
    child: Child,
    lines: Receiver<String>,
    address: String,
}

impl Server {
    fn start(fixture: &Fixture) -> Self {
        let mut command = fixture.book(&["serve", "--port", "0"]);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, lines) = mpsc::channel();
        forward(child.stdout.take().unwrap(), sender.clone());
        forward(child.stderr.take().unwrap(), sender);
        let ready = wait_for(&lines, "serving http://");
        let (_, url) = ready.split_once("http://").unwrap();
        let address = url.split('/').next().unwrap().to_owned();
        Self {
            child,
            lines,
            address,
        }
    }

    /// The first line from now on that contains `part`.
    fn wait_for(&self, part: &str) -> String {
        wait_for(&self.lines, part)
    }

    /// Status line, headers and body, as they come.
    fn get(&self, path: &str) -> String {
        let mut stream = self.connect(path);
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn connect(&self, path: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(WATCHDOG)).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            self.address
        )
        .unwrap();
        stream
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn wait_for(lines: &Receiver<String>, part: &str) -> String {
    let mut seen = Vec::new();
    while let Ok(line) = lines.recv_timeout(WATCHDOG) {
        if line.contains(part) {
            return line;
        }
        seen.push(line);
    }
    panic!("no line with `{part}`, but: {seen:#?}");
}

fn forward(pipe: impl Read + Send + 'static, sender: Sender<String>) {
    thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
}

#[test]
fn a_changed_page_and_changed_code_are_built_again() {
    let fixture = Fixture::with_program();
    let server = Server::start(&fixture);
    let page = server.get("/one.html");
    assert!(page.starts_with("HTTP/1.1 200 OK"), "{page}");
    assert!(page.contains("cache-control: no-store"), "{page}");
    assert!(page.contains("first edition"), "{page}");

    fixture.write("src/index.md", "# A book\n\nAnother first page.\n");
    server.wait_for("src/index.md changed: rebuilt in ");
    assert!(server.get("/").contains("Another first page."));

    fixture.write(
        "code/one/examples/hello.rs",
        "fn main() {\n    println!(\"second edition\");\n}\n",
    );
    server.wait_for("code/one/examples/hello.rs changed: rebuilt in ");
    assert!(server.get("/one.html").contains("second edition"));
}

#[test]
fn an_edit_that_does_not_build_leaves_the_last_good_book_up() {
    let fixture = Fixture::with_program();
    let server = Server::start(&fixture);
    let good = fixture.read("src/SUMMARY.md");
    fixture.write("src/SUMMARY.md", "# Summary\n\n- [Nowhere](nowhere.md)\n");
    server.wait_for("src/SUMMARY.md changed: not rebuilt");
    assert!(server.get("/one.html").contains("first edition"));

    let config = fixture.read("book.toml");
    fixture.write("book.toml", "[book\n");
    server.wait_for("book.toml changed: not rebuilt");
    assert!(server.get("/one.html").contains("first edition"));

    fixture.write("book.toml", &config.replace("A book", "Another title"));
    server.wait_for("book.toml changed: not rebuilt");
    fixture.write("src/SUMMARY.md", &good);
    server.wait_for("src/SUMMARY.md changed: rebuilt in ");
    assert!(server.get("/one.html").contains("Another title"));
}

#[test]
fn what_is_not_there_is_answered_with_the_books_own_page() {
    let fixture = Fixture::with_program();
    let server = Server::start(&fixture);
    let answer = server.get("/no/such/page.html");
    assert!(answer.starts_with("HTTP/1.1 404 Not Found"), "{answer}");
    assert!(answer.contains("Document not found"), "{answer}");
    assert!(
        server.get("/../Cargo.toml").starts_with("HTTP/1.1 404"),
        "a file outside the book"
    );
}

#[test]
fn open_pages_are_told_to_reload() {
    let fixture = Fixture::with_program();
    let server = Server::start(&fixture);
    let page = server.get("/");
    assert!(
        page.contains("/_tower-livereload/"),
        "no script in the page: {page}"
    );

    let mut events = BufReader::new(server.connect("/_tower-livereload/event-stream")).lines();
    let mut event = |name: &str| {
        let wanted = format!("event: {name}");
        assert!(
            events
                .by_ref()
                .map_while(Result::ok)
                .any(|line| line == wanted),
            "no {wanted}"
        );
    };
    event("init");
    fixture.write("src/index.md", "# A book\n\nAnother first page.\n");
    event("reload");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_and_leaves_no_book_behind() {
    let fixture = Fixture::with_program();
    let mut server = Server::start(&fixture);
    // A reader who is still connected does not keep it alive.
    let _open = server.connect("/_tower-livereload/event-stream");
    let pid = rustix::process::Pid::from_child(&server.child);
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    server.wait_for("stopped");
    assert!(server.child.wait().unwrap().success());
    let left = std::fs::read_dir(fixture.path("target")).unwrap().count();
    assert_eq!(left, 0, "something was left in target/");
}
