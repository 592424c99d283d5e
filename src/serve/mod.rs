//! Shows a built site on this machine while it is worked on, and builds it anew when its content changes.
//!
//! Comes in: the output folder, the folders to watch, and how to build. Goes out: answers on 127.0.0.1, with the
//! headers that the published site is made for. Invariant: nothing outside the output folder is ever sent, nothing
//! is asked of another machine, and a build that fails leaves what is shown, with its faults laid over it.
//! Absent on purpose: use as a public web server; addresses other than the loopback's.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Response, StatusCode, header};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::base::diag::{Code, Diagnostic};
use crate::publish::headers;

use self::answer::{Answer, Question};

mod answer;
mod watcher;

const RELOAD_SCRIPT: &str = include_str!("reload.js");
const RELOAD_STYLE: &str = include_str!("reload.css");

/// How long a browser waits before it asks again, in milliseconds.
const RETRY: u32 = 250;

/// What became of a rebuild.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rebuilt {
    /// A new site is visible: browsers reload.
    Anew,
    /// It failed; the old site stays, and browsers show what is wrong.
    Failed(String),
}

/// The latest that browsers are told.
#[derive(Debug, Clone, Default)]
struct News {
    /// How many builds there have been since the first.
    number: u64,
    /// What was wrong with the last one; `None` where its site is visible.
    faults: Option<Arc<str>>,
}

/// What is served and watched.
#[derive(Debug, Clone)]
pub struct Served {
    /// The output folder.
    pub output: PathBuf,
    /// Path that the site's addresses begin with, `/` or `/folder/`.
    pub base_path: String,
    /// The site's root, as a whole path without links in it.
    pub root: PathBuf,
    /// Names in the root, of folders and files, whose change means a rebuild.
    pub watched: Vec<String>,
    /// Port; 0 for any that is free.
    pub port: u16,
}

/// Serves until the process ends. Calls `ready` with the address once it answers, and `rebuild` with the paths that
/// changed, on a thread of its own.
///
/// # Errors
/// The port is taken, or the folders cannot be watched.
pub fn serve(
    served: &Served,
    ready: impl FnOnce(SocketAddr),
    rebuild: impl FnMut(&BTreeSet<PathBuf>) -> Rebuilt + Send + 'static,
) -> Result<Infallible, Diagnostic> {
    let (built, news) = watch::channel(News::default());
    watcher::watch(served, rebuild, built)?;
    let shown = Arc::new(Shown { output: served.output.clone(), base_path: served.base_path.clone(), news });
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|cause| Diagnostic::error(Code::IO, format!("failed to start the server ({cause})")))?;
    runtime.block_on(async {
        let listener = listen(served.port).await?;
        let address = listener.local_addr().map_err(|cause| unanswered(served.port, &cause))?;
        ready(address);
        axum::serve(listener, router(shown)).await.map_err(|cause| unanswered(served.port, &cause))?;
        Err(Diagnostic::error(Code::IO, "the server stopped"))
    })
}

/// What every answer is made from.
struct Shown {
    output: PathBuf,
    base_path: String,
    news: watch::Receiver<News>,
}

async fn listen(port: u16) -> Result<TcpListener, Diagnostic> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(|cause| unanswered(port, &cause))
}

fn unanswered(port: u16, cause: &std::io::Error) -> Diagnostic {
    Diagnostic::error(Code::IO, format!("failed to answer on 127.0.0.1:{port} ({cause})"))
        .help("name another port with `--port`, or `--port 0` for any that is free")
}

fn router(shown: Arc<Shown>) -> Router {
    Router::new()
        .route("/__reload", get(reload))
        .route("/__reload.js", get(reload_script))
        .route("/__reload.css", get(reload_style))
        .fallback(page)
        .with_state(shown)
}

async fn page(State(shown): State<Arc<Shown>>, request: Request) -> Response<Body> {
    let question = Question {
        method: request.method().as_str(),
        host: host(request.headers()),
        path: request.uri().path(),
        query: request.uri().query(),
    };
    respond(answer::answer(&shown.output, &shown.base_path, &question))
}

async fn reload_script(headers: HeaderMap) -> Response<Body> {
    respond(answer::own(host(&headers), "text/javascript; charset=utf-8", RELOAD_SCRIPT.into()))
}

async fn reload_style(headers: HeaderMap) -> Response<Body> {
    respond(answer::own(host(&headers), "text/css; charset=utf-8", RELOAD_STYLE.into()))
}

/// One server-sent event with the number of the latest build: at once to a browser that knows another one, else when
/// there is one. The answer ends after it, and the browser asks again by itself, telling what it knows.
async fn reload(State(shown): State<Arc<Shown>>, headers: HeaderMap) -> Response<Body> {
    let known: Option<u64> =
        headers.get("last-event-id").and_then(|id| id.to_str().ok()).and_then(|id| id.parse().ok());
    if !answer::is_this_machine(host(&headers)) {
        return respond(answer::stranger());
    }
    let mut news = shown.news.clone();
    let news = match news.wait_for(|news| Some(news.number) != known).await {
        Ok(news) => news.clone(),
        // The watcher has ended and nothing will change any more.
        Err(_) => News { number: known.unwrap_or_default(), faults: None },
    };
    respond(answer::own(host(&headers), "text/event-stream", event(&news).into()))
}

/// News as an event: `faults` with their text, or the number alone.
fn event(news: &News) -> String {
    let number = news.number;
    let told = match &news.faults {
        // Each line is data of its own; a carriage return would end one too.
        Some(faults) => faults
            .split(['\n', '\r'])
            .fold("event: faults\n".to_owned(), |told, line| told + "data: " + line + "\n"),
        None => format!("data: {number}\n"),
    };
    format!("retry: {RETRY}\nid: {number}\n{told}\n")
}

fn host(headers: &HeaderMap) -> &str {
    headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default()
}

fn respond(answer: Answer) -> Response<Body> {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = Response::builder().status(status);
    for (name, value) in headers::EVERYWHERE {
        response = response.header(*name, *value);
    }
    // While a site is worked on, nothing that was shown before may be shown again.
    response = response.header(header::CACHE_CONTROL, "no-store");
    response = response.header(header::CONTENT_TYPE, answer.content_type);
    if let Some(location) = answer.location {
        response = response.header(header::LOCATION, location);
    }
    if answer.status == 405 {
        response = response.header(header::ALLOW, "GET, HEAD");
    }
    response.body(Body::from(answer.body)).unwrap_or_else(|_| {
        let mut failed = Response::new(Body::empty());
        *failed.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        failed
    })
}

/// Whether `path` lies in one of the watched names of `root`, and is no editor's or program's hidden file.
fn is_watched(served: &Served, path: &Path) -> bool {
    let Ok(relative) = path.strip_prefix(&served.root) else { return false };
    let mut steps = relative.iter().map(|step| step.to_string_lossy());
    let first = steps.next().unwrap_or_default();
    served.watched.iter().any(|name| *name == first)
        && steps.all(|step| !step.starts_with('.') && !step.ends_with('~'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_named_is_watched() {
        let served = Served {
            output: "/site/public".into(),
            base_path: "/".into(),
            root: "/site".into(),
            watched: vec!["content".into(), "diariet.toml".into()],
            port: 0,
        };
        for path in ["/site/diariet.toml", "/site/content", "/site/content/ks/2026-01-13/index.md"] {
            assert!(is_watched(&served, Path::new(path)), "{path}");
        }
        for path in [
            "/site/public/index.html",
            "/site/.public.lock",
            "/site/content/.a.md.new",
            "/site/content/a.md~",
            "/x",
        ] {
            assert!(!is_watched(&served, Path::new(path)), "{path}");
        }
    }
}
