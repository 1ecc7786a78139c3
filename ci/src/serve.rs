//! `cargo book serve`: the book on loopback, built again when something that it is made of changes.
//!
//! Each build goes to a directory of its own, and requests are answered from the newest finished one:
//! nobody ever sees half a book, and a build that fails changes nothing.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use clap::Args;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, event::ModifyKind};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tower_http::services::{ServeDir, ServeFile};
use tower_livereload::{LiveReloadLayer, Reloader};

use crate::book::build::{self, Builder};
use crate::book::theme;
use crate::stages::seconds;
use crate::workspace::Workspace;

/// What the book is made of, below the root. book.toml is watched through the root itself, because
/// editors replace files and a watch on the old one would see nothing.
const WATCHED: [&str; 4] = ["src", "code", "measurements", "theme"];

/// Where tower-livereload sends its events.
const EVENTS: &str = "_tower-livereload/event-stream";

/// An editor writes a file in several steps. Longer is felt by the writer who waits for the page.
const DEBOUNCE: Duration = Duration::from_millis(100);

/// Serve the book and rebuild it on every change
///
/// Watches the pages, the code that they include, the measurements, the theme and book.toml. Open
/// pages reload by themselves. A change that does not build is reported, and the last good book
/// stays up.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Port to listen on; 0 takes any that is free
    #[arg(long, short, default_value_t = 3000)]
    port: u16,
    /// Address to listen on
    #[arg(long, default_value = "127.0.0.1")]
    host: IpAddr,
    /// Open the book in the browser
    #[arg(long, short)]
    open: bool,
}

/// Serves until Ctrl-C.
///
/// # Errors
/// When the port is in use, when the first build fails, when the files can't be watched.
pub fn run(arguments: &Arguments) -> Result<()> {
    let workspace = Workspace::find()?;
    let address = SocketAddr::new(arguments.host, arguments.port);
    // Before the build: whoever has forgotten a server in another window hears it at once.
    let listener = TcpListener::bind(address).map_err(|error| no_listener(&error, address))?;
    let url = format!("http://{}/", listener.local_addr()?);

    println!("building the book …");
    let started = Instant::now();
    // Watching comes first: what is edited during the build is built again after it.
    let (watcher, changes) = watch(&workspace.root)?;
    let shelf = Shelf::new(&workspace)?;
    shelf.build()?;
    let ready = format!(
        "built in {}; serving {url} (Ctrl-C ends it)",
        seconds(started.elapsed())
    );

    // The layer would add an inline script, which the policy that the book's own pages live under forbids: they listen
    // by themselves.
    let injects = !shelf.own_theme;
    let reload = LiveReloadLayer::new()
        .response_predicate(move |response: &Response| injects && is_html(response));
    let reloader = reload.reloader();
    let books = Arc::clone(&shelf.newest);
    let runtime = Runtime::new().context("no runtime for the server")?;
    let result = runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let app = Router::new().fallback(answer).with_state(books).layer(reload);
        let rebuilds = tokio::task::spawn_blocking(move || rebuild_on(&changes, &shelf, &reloader));
        let serving = async {
            println!("{ready}");
            if arguments.open && open::that_detached(&url).is_err() {
                eprintln!("warning: no browser could be opened; go to {url}");
            }
            axum::serve(listener, app).await
        };
        tokio::select! {
            // In this order: whoever has read that it is ready may press Ctrl-C.
            biased;
            interrupted = tokio::signal::ctrl_c() => interrupted.context("Ctrl-C can't be waited for"),
            // It only ends by a panic: the watcher, which lives until the end, holds the other side.
            ended = rebuilds => ended.map_err(|panic| anyhow!("the builder stopped: {panic}")),
            served = serving => served.context("the server stopped"),
        }
    });
    // Without a watcher the builder comes to its end and takes the books with it.
    drop(watcher);
    runtime.shutdown_timeout(Duration::from_secs(10));
    println!("stopped");
    result
}

fn no_listener(error: &io::Error, address: SocketAddr) -> anyhow::Error {
    if error.kind() == ErrorKind::AddrInUse {
        anyhow!(
            "port {} is in use; choose another with --port, or --port 0 for any",
            address.port()
        )
    } else {
        anyhow!("can't listen on {address}: {error}; choose another --host or --port")
    }
}

/// The finished books: the newest is served.
struct Shelf {
    root: PathBuf,
    /// Whether the pages are the book's own, and not mdBook's.
    own_theme: bool,
    directory: TempDir,
    builder: Builder,
    newest: Arc<RwLock<Arc<Finished>>>,
}

/// One finished book. Its directory is removed when nobody is reading from it any more.
struct Finished(PathBuf);

impl Drop for Finished {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Shelf {
    fn new(workspace: &Workspace) -> Result<Self> {
        std::fs::create_dir_all(&workspace.target)?;
        let directory = tempfile::Builder::new()
            .prefix("serve-")
            .tempdir_in(&workspace.target)
            .with_context(|| {
                format!(
                    "no directory for the book in {}",
                    workspace.target.display()
                )
            })?;
        let nothing = Finished(directory.path().join("nothing"));
        let newest = Arc::new(RwLock::new(Arc::new(nothing)));
        Ok(Self {
            root: workspace.root.clone(),
            own_theme: theme::is_own(&workspace.root),
            directory,
            builder: Builder::default(),
            newest,
        })
    }

    fn build(&self) -> Result<()> {
        let book = tempfile::Builder::new()
            .prefix("book-")
            .tempdir_in(&self.directory)?;
        let report = self.builder.build(&build::Options {
            root: self.root.clone(),
            strict: false,
            dest: Some(book.path().to_path_buf()),
            live_reload: self.own_theme.then(|| EVENTS.to_owned()),
        })?;
        for warning in &report.warnings {
            eprintln!("warning: {warning}");
        }
        let finished = Arc::new(Finished(book.keep()));
        *self.newest.write().unwrap_or_else(PoisonError::into_inner) = finished;
        Ok(())
    }
}

/// Everything is answered from the newest book.
async fn answer(State(newest): State<Arc<RwLock<Arc<Finished>>>>, request: Request) -> Response {
    let book = Arc::clone(&newest.read().unwrap_or_else(PoisonError::into_inner));
    answer_from(&book.0, request).await
}

/// A file of the book, or its page for what is not there. The browser is told to keep nothing.
async fn answer_from(book: &Path, request: Request) -> Response {
    let not_found = ServeFile::new(book.join("404.html"));
    let answer = ServeDir::new(book)
        .not_found_service(not_found)
        .try_call(request)
        .await;
    let mut response = match answer {
        Ok(response) => response.map(Body::new),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    };
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn is_html(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

type Watcher = Debouncer<RecommendedWatcher, RecommendedCache>;

/// Sends the paths of each change of what the book is made of, relative to the root.
///
/// # Errors
/// When the files can't be watched.
pub(crate) fn watch(root: &Path) -> Result<(Watcher, Receiver<Vec<PathBuf>>)> {
    let (sender, changes) = mpsc::channel();
    let base = root.to_path_buf();
    let on_events = move |events: DebounceEventResult| {
        let mut paths: Vec<PathBuf> = events
            .unwrap_or_default()
            .iter()
            .filter(|event| is_change(event.kind))
            .flat_map(|event| &event.paths)
            .filter_map(|path| path.strip_prefix(&base).ok())
            .filter(|path| is_material(path))
            .map(Path::to_path_buf)
            .collect();
        paths.sort();
        paths.dedup();
        if !paths.is_empty() {
            // Nobody listens only when the server is about to end.
            let _ = sender.send(paths);
        }
    };
    let mut watcher = new_debouncer(DEBOUNCE, None, on_events).context("files can't be watched")?;
    let mut add = |path: &Path, mode| {
        watcher
            .watch(path, mode)
            .with_context(|| format!("{} can't be watched", path.display()))
    };
    add(root, RecursiveMode::NonRecursive)?;
    for name in WATCHED {
        let path = root.join(name);
        if path.is_dir() {
            add(&path, RecursiveMode::Recursive)?;
        }
    }
    Ok((watcher, changes))
}

/// The build reads every file that is watched: reading one must not start the next build.
fn is_change(kind: EventKind) -> bool {
    !matches!(
        kind,
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_))
    )
}

/// Whether the book may be made of it: not a build's result, not git's, not an editor's scratch file.
fn is_material(path: &Path) -> bool {
    let mut components = path.components().filter_map(|component| match component {
        Component::Normal(name) => name.to_str(),
        _ => None,
    });
    let Some(first) = components.next() else {
        return false;
    };
    if first != "book.toml" && !WATCHED.contains(&first) {
        return false;
    }
    let scratch = |name: &str| {
        name == "target" || name.starts_with('.') || name.ends_with('~') || name == "4913"
    };
    !components.any(scratch)
}

fn rebuild_on(changes: &Receiver<Vec<PathBuf>>, shelf: &Shelf, reloader: &Reloader) {
    while let Ok(mut paths) = changes.recv() {
        // What came while the last build ran is one change more, not many.
        while let Ok(more) = changes.try_recv() {
            paths.extend(more);
        }
        let what = name_of(&paths);
        let started = Instant::now();
        match shelf.build() {
            Ok(()) => {
                println!("{what} changed: rebuilt in {}", seconds(started.elapsed()));
                reloader.reload();
            }
            Err(error) => {
                eprintln!("{error:#}");
                println!("{what} changed: not rebuilt, the last good book stays up");
            }
        }
    }
}

fn name_of(paths: &[PathBuf]) -> String {
    match paths {
        [] => "nothing".to_owned(),
        [path] => path.display().to_string(),
        [path, rest @ ..] => format!("{} and {} more", path.display(), rest.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{AccessKind, CreateKind, DataChange, MetadataKind};

    #[test]
    fn reading_a_file_is_no_change() {
        assert!(!is_change(EventKind::Access(AccessKind::Any)));
        assert!(!is_change(EventKind::Modify(ModifyKind::Metadata(
            MetadataKind::Any
        ))));
        assert!(is_change(EventKind::Modify(ModifyKind::Data(
            DataChange::Any
        ))));
        assert!(is_change(EventKind::Create(CreateKind::File)));
    }

    #[test]
    fn only_what_the_book_is_made_of_counts() {
        for path in [
            "book.toml",
            "src/threads.md",
            "code/threads/src/lib.rs",
            "measurements/a.json",
        ] {
            assert!(is_material(Path::new(path)), "{path}");
        }
        for path in [
            "",
            "README.md",
            "target/debug/ci",
            "code/threads/target/x",
            ".git/index",
            "src/.threads.md.swp",
            "src/threads.md~",
            "src/4913",
        ] {
            assert!(!is_material(Path::new(path)), "{path}");
        }
    }
}
