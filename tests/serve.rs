//! `diariet serve` as a browser on this machine sees it.
#![cfg(feature = "serve")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "tests look at the file system")]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

struct Server {
    process: Child,
    address: SocketAddr,
}

impl Server {
    fn start(root: &Path) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_diariet"))
            .args(["serve", "--port", "0", "--root"])
            .arg(root)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/').parse().unwrap();
        Self { process, address }
    }

    /// The whole answer to a request, head and body.
    fn ask(&self, path: &str, headers: &str) -> String {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let host =
            if headers.contains("Host:") { String::new() } else { format!("Host: {}\r\n", self.address) };
        write!(stream, "GET {path} HTTP/1.1\r\n{host}{headers}Connection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

fn site() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let made = Command::new(env!("CARGO_BIN_EXE_diariet")).arg("init").arg(root.path()).output().unwrap();
    assert!(made.status.success());
    root
}

#[test]
fn pages_come_with_the_headers_that_the_site_is_made_for() {
    let root = site();
    let server = Server::start(root.path());
    assert!(server.address.ip().is_loopback());
    let start = server.ask("/", "");
    assert!(start.starts_with("HTTP/1.1 200 OK"), "{start}");
    let head = start.split("\r\n\r\n").next().unwrap();
    for (name, value) in diariet::publish::headers::EVERYWHERE {
        assert!(head.contains(&format!("{}: {value}", name.to_lowercase())), "{name} in {head}");
    }
    let (shared, _) = diariet::publish::headers::SHARED;
    assert!(!head.contains(&shared.to_lowercase()), "drafts are for no other page: {head}");
    assert!(start.contains("<script src=\"/__reload.js\" defer></script>"));
    assert!(!fs::read_to_string(root.path().join("public/index.html")).unwrap().contains("__reload"));
    assert!(server.ask("/__reload.js", "").contains("EventSource"));
    assert!(server.ask("/nej/", "").starts_with("HTTP/1.1 404"));
    assert!(server.ask("/kommunstyrelsen", "").contains("location: /kommunstyrelsen/\r\n"));
    for path in ["/../diariet.toml", "/%2e%2e/diariet.toml", "/static/../../diariet.toml"] {
        let answer = server.ask(path, "");
        assert!(answer.starts_with("HTTP/1.1 404") && !answer.contains("base_url"), "{path}: {answer}");
    }
    assert!(server.ask("/", "Host: moten.evil.example\r\n").starts_with("HTTP/1.1 421"));
    let waiting = "Host: moten.evil.example\r\nLast-Event-ID: 0\r\n";
    assert!(server.ask("/__reload", waiting).starts_with("HTTP/1.1 421"));
}

#[test]
fn a_change_is_built_and_told_and_so_is_a_fault() {
    let root = site();
    let server = Server::start(root.path());
    assert!(server.ask("/__reload", "").contains("\ndata: 0\n"));
    let item = root.path().join("content/kommunstyrelsen/2027-02-09/skolskjuts.md");
    let page = "/kommunstyrelsen/2027-02-09/skolskjuts/";
    let sound = fs::read_to_string(&item).unwrap();
    fs::write(&item, sound.replace("Nytt reglemente", "Ändrat reglemente")).unwrap();
    // The answer waits for the build.
    assert!(server.ask("/__reload", "Last-Event-ID: 0\r\n").contains("\ndata: 1\n"));
    assert!(server.ask(page, "").contains("Ändrat reglemente"));

    fs::write(&item, "+++\ntitle = 1\nbody = 2 # <script>alert(1)</script>\n+++\n").unwrap();
    let faults = server.ask("/__reload", "Last-Event-ID: 1\r\n");
    assert!(faults.contains("\nid: 2\nevent: faults\ndata: error["), "{faults}");
    for part in ["skolskjuts.md:2:9", "skolskjuts.md:3:1", "data: 3 | body = 2 # <script>alert(1)</script>"] {
        assert!(faults.contains(part), "{part} in {faults}");
    }
    // Whoever opens a page now is told at once, and sees the site of before.
    assert!(server.ask("/__reload", "").contains("event: faults"));
    assert!(server.ask(page, "").contains("Ändrat reglemente"), "the old site stays");
    let style = server.ask("/__reload.css", "");
    assert!(style.contains("content-type: text/css") && style.contains("#diariet-faults"), "{style}");

    fs::write(&item, sound).unwrap();
    let mended = server.ask("/__reload", "Last-Event-ID: 2\r\n");
    assert!(mended.contains("\ndata: 3\n") && !mended.contains("faults"), "{mended}");
    assert!(server.ask(page, "").contains("Nytt reglemente"));
}
