//! Which file answers a request. No network here: questions and answers are values.

use std::path::{Path, PathBuf};

use crate::base::store;
use crate::publish::{headers, path};

/// The largest file that is sent; published files are smaller.
const LIMIT: u64 = 1 << 30;

const RELOAD_TAG: &[u8] = b"<script src=\"/__reload.js\" defer></script>";

/// What is asked for.
pub(super) struct Question<'a> {
    /// Method, upper case.
    pub(super) method: &'a str,
    /// The `Host` header.
    pub(super) host: &'a str,
    /// Path, percent-encoded as it came.
    pub(super) path: &'a str,
    /// Query without the question mark.
    pub(super) query: Option<&'a str>,
}

/// What is answered.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// Status.
    pub(super) status: u16,
    /// Type of the body.
    pub(super) content_type: &'static str,
    /// Where to go instead.
    pub(super) location: Option<String>,
    /// The body.
    pub(super) body: Vec<u8>,
}

impl Answer {
    fn text(status: u16, text: &str) -> Self {
        Self { status, content_type: "text/plain; charset=utf-8", location: None, body: text.into() }
    }
}

/// The answer for a file of the site in `output`, whose addresses begin with `base_path`.
pub(super) fn answer(output: &Path, base_path: &str, question: &Question<'_>) -> Answer {
    if !is_this_machine(question.host) {
        return stranger();
    }
    if !matches!(question.method, "GET" | "HEAD") {
        return Answer::text(405, "this server only shows a site\n");
    }
    let Some(asked) = question.path.strip_prefix(base_path) else {
        return if base_path.strip_suffix('/') == Some(question.path) || question.path == "/" {
            moved(base_path, question.query)
        } else {
            missing(output)
        };
    };
    match find(output, asked) {
        Found::File(file, name) => match store::read(&file, LIMIT) {
            Ok(body) => sent(200, &name, body),
            Err(error) if error.is_missing() => missing(output),
            Err(error) => Answer::text(500, &format!("{error}\n")),
        },
        Found::Folder => moved(&format!("{}/", question.path), question.query),
        Found::Nothing => missing(output),
    }
}

/// An answer that the server makes itself.
pub(super) fn own(host: &str, content_type: &'static str, body: Vec<u8>) -> Answer {
    if is_this_machine(host) {
        Answer { status: 200, content_type, location: None, body }
    } else {
        stranger()
    }
}

/// Whether a browser that asks for this host means us. Another site could give its own name our address (DNS
/// rebinding) and read what lies here.
pub(super) fn is_this_machine(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    matches!(name, "127.0.0.1" | "localhost")
}

/// The answer to a host that is not us.
pub(super) fn stranger() -> Answer {
    Answer::text(421, "this server answers to 127.0.0.1 and localhost only\n")
}

fn moved(to: &str, query: Option<&str>) -> Answer {
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    Answer { location: Some(format!("{to}{query}")), ..Answer::text(301, "") }
}

fn missing(output: &Path) -> Answer {
    match find(output, "404.html") {
        Found::File(file, name) => store::read(&file, LIMIT)
            .map_or_else(|_| Answer::text(404, "not found\n"), |body| sent(404, &name, body)),
        _ => Answer::text(404, "not found\n"),
    }
}

fn sent(status: u16, name: &str, mut body: Vec<u8>) -> Answer {
    let content_type = headers::content_type(name);
    if content_type.starts_with("text/html") {
        let end = body.windows(7).rposition(|tag| tag.eq_ignore_ascii_case(b"</body>")).unwrap_or(body.len());
        body.splice(end..end, RELOAD_TAG.iter().copied());
    }
    Answer { status, content_type, location: None, body }
}

enum Found {
    /// A file, and its path within the site.
    File(PathBuf, String),
    /// A folder asked for without its slash.
    Folder,
    Nothing,
}

fn find(output: &Path, asked: &str) -> Found {
    let Some(decoded) = asked.split('/').map(decode).collect::<Option<Vec<String>>>() else {
        return Found::Nothing;
    };
    let mut name = decoded.join("/");
    if name.is_empty() || name.ends_with('/') {
        name.push_str("index.html");
    }
    if path::fault(&name).is_some() {
        return Found::Nothing;
    }
    let mut place = output.to_owned();
    let mut steps = name.split('/').peekable();
    while let Some(step) = steps.next() {
        place.push(step);
        // Links are not followed, not even within the site: nothing that Diariet publishes is one.
        if steps.peek().is_some() && !store::is_folder_itself(&place) {
            return Found::Nothing;
        }
    }
    match (store::is_file(&place), store::is_folder_itself(&place)) {
        (true, _) => Found::File(place, name),
        (_, true) => Found::Folder,
        _ => Found::Nothing,
    }
}

/// A step of a path without its percent signs; `None` where it is not text, or hides a slash.
fn decode(step: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(step.len());
    let mut rest = step.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => hex(rest.next()?)? * 16 + hex(rest.next()?)?,
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok().filter(|step| !step.contains('/'))
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "tests lay out a site by hand")]

    use std::fs;

    use super::*;

    fn site() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        let files = [
            ("public/index.html", "<html><body>start</BODY></html>"),
            ("public/404.html", "<p>saknas"),
            ("public/dnr/ks-2025-1/index.html", "ärendet"),
            ("public/ks/mote.ics", "BEGIN:VCALENDAR"),
            ("public/bild å.png", "png"),
            ("secret.txt", "hemligt"),
        ];
        for (name, text) in files {
            let file = root.path().join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        root
    }

    fn ask(root: &tempfile::TempDir, path: &str) -> Answer {
        let question = Question { method: "GET", host: "127.0.0.1:1111", path, query: None };
        answer(&root.path().join("public"), "/", &question)
    }

    #[test]
    fn pages_are_folders() {
        let root = site();
        let start = ask(&root, "/");
        assert_eq!((start.status, start.content_type), (200, "text/html; charset=utf-8"));
        let html = String::from_utf8(start.body).unwrap();
        assert_eq!(html, "<html><body>start<script src=\"/__reload.js\" defer></script></BODY></html>");
        assert_eq!(ask(&root, "/dnr/ks-2025-1/").status, 200);
        let folder = ask(&root, "/dnr/ks-2025-1");
        assert_eq!((folder.status, folder.location.as_deref()), (301, Some("/dnr/ks-2025-1/")));
        assert_eq!(ask(&root, "/ks/mote.ics").content_type, "text/calendar; charset=utf-8");
        assert_eq!(ask(&root, "/ks/mote.ics").body, b"BEGIN:VCALENDAR");
        assert_eq!(ask(&root, "/bild%20%C3%A5.png").body, b"png");
    }

    #[test]
    fn what_is_missing_gets_the_page_that_says_so() {
        let root = site();
        for path in ["/nej/", "/nej", "/dnr/", "/ks/mote.ics/", "//", "/%ff", "/%", "/index.html/x"] {
            let answer = ask(&root, path);
            assert_eq!(answer.status, 404, "{path}");
            assert!(answer.body.starts_with("<p>saknas".as_bytes()), "{path}");
        }
        fs::remove_file(root.path().join("public/404.html")).unwrap();
        assert_eq!(ask(&root, "/nej/").body, b"not found\n");
    }

    #[test]
    fn nothing_outside_the_site_is_sent() {
        let root = site();
        #[cfg(unix)]
        {
            use std::os::unix::fs::symlink;
            symlink(root.path().join("secret.txt"), root.path().join("public/link.txt")).unwrap();
            symlink(root.path(), root.path().join("public/up")).unwrap();
        }
        for path in [
            "/../secret.txt",
            "/dnr/../../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "/dnr%2f..%2f..%2fsecret.txt",
            "/..\\secret.txt",
            "/%5c..%5csecret.txt",
            "//etc/passwd",
            "/link.txt",
            "/up/secret.txt",
            "/secret.txt%00.html",
        ] {
            let answer = ask(&root, path);
            assert_eq!(answer.status, 404, "{path}");
            assert!(!String::from_utf8_lossy(&answer.body).contains("hemligt"), "{path}");
        }
    }

    #[test]
    fn only_this_machine_is_answered_and_only_asked_to_show() {
        let root = site();
        let put = |method, host| {
            let question = Question { method, host, path: "/", query: None };
            answer(&root.path().join("public"), "/", &question).status
        };
        assert_eq!(put("HEAD", "localhost:8000"), 200);
        assert_eq!(put("POST", "127.0.0.1"), 405);
        for host in
            ["evil.example", "evil.example:1111", "127.0.0.1.evil.example", "", "127.0.0.1@evil.example"]
        {
            assert_eq!(put("GET", host), 421, "{host}");
            assert_eq!(own(host, "text/plain", Vec::new()).status, 421, "{host}");
        }
    }

    #[test]
    fn a_site_in_a_folder_answers_there() {
        let root = site();
        let ask = |path, query| {
            let question = Question { method: "GET", host: "localhost", path, query };
            answer(&root.path().join("public"), "/moten/", &question)
        };
        assert_eq!(ask("/moten/", None).status, 200);
        assert_eq!(ask("/moten", Some("q=å")).location.as_deref(), Some("/moten/?q=å"));
        assert_eq!(ask("/", None).location.as_deref(), Some("/moten/"));
        assert_eq!(ask("/moten/dnr/ks-2025-1", None).location.as_deref(), Some("/moten/dnr/ks-2025-1/"));
        assert_eq!(ask("/dnr/ks-2025-1/", None).status, 404);
    }
}
