//! The database: the collections, everything that can be searched, nothing that is withheld, and the same bytes twice.

use std::collections::BTreeMap;
use std::process::Command;

use rusqlite::Connection;
use serde_json::Value;

use crate::{built, small};

/// The small site with a database, one item, one document with two pages, one that is withheld and
/// one that is withdrawn.
fn files() -> BTreeMap<String, Vec<u8>> {
    let config = "title = \"Möten\"\norganisation = \"Exempelby kommun\"\nbase_url = \"https://exempelby.example\"\n\
        sqlite = true\n\n[contact]\nname = \"Registrator\"\nemail = \"registrator@exempelby.example\"\n\n\
        [diarienummer]\nprefixes = [\"KS\"]\n\n[accessibility]\nlevel = \"helt förenlig\"\nassessed = 2026-01-15\n\
        method = \"Egen granskning.\"\nemail = \"registrator@exempelby.example\"\n";
    let item = "+++\ntitle = \"Bron\"\nkind = \"beslut\"\ndiarienummer = [\"KS 2026/12\"]\n\n[decision]\n\
        clauses = [\"att bevilja 50 000 kronor till bron över ån\"]\n+++\n";
    let open = "+++\ntitle = \"Kalkyl\"\nkind = \"bilaga\"\n+++\n<!-- sida 4 -->\n\nStålet räcker.\n\n<!-- sida 5 -->\n\nÅrorna väntar.\n";
    let closed = "+++\ntitle = \"Brev\"\nkind = \"brev\"\npublished = \"withheld\"\nreason = \"Sekretess\"\n+++\nHemligheten.\n";
    let gone = "+++\ntitle = \"Yttrande\"\nkind = \"brev\"\npublished = \"withdrawn\"\nwithdrawn = 2026-04-01\n\
        reason = \"Fel handling\"\n+++\nHemligheten.\n";
    let site = small(&[
        ("diariet.toml", config.as_bytes()),
        ("content/ks/2026-03-03/bron.md", item.as_bytes()),
        ("content/ks/2026-03-03/bron/kalkyl.md", open.as_bytes()),
        ("content/ks/2026-03-03/bron/brev.md", closed.as_bytes()),
        ("content/ks/2026-03-03/bron/yttrande.md", gone.as_bytes()),
    ]);
    let files = built(site.path());
    let left: Vec<_> = walk(site.path()).into_iter().filter(|name| name.contains(".sqlite")).collect();
    assert!(left.is_empty(), "left behind: {left:?}");
    files
}

fn walk(folder: &std::path::Path) -> Vec<String> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

fn open(files: &BTreeMap<String, Vec<u8>>) -> (tempfile::TempDir, Connection) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("diariet.sqlite");
    std::fs::write(&path, &files["data/diariet.sqlite"]).unwrap();
    (folder, Connection::open(path).unwrap())
}

fn list(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn sqlite_holds_the_collections_as_they_are() {
    let files = files();
    let (_folder, connection) = open(&files);
    assert_eq!(list(&connection, "PRAGMA integrity_check"), ["ok"]);
    for name in ["arenden", "moten", "beslut", "handlingar", "belopp", "personer"] {
        let rows: Value = serde_json::from_slice(&files[&format!("data/{name}.json")]).unwrap();
        let rows = rows.as_array().unwrap();
        let count: i64 =
            connection.query_row(&format!("SELECT count(*) FROM {name}"), [], |row| row.get(0)).unwrap();
        assert_eq!(usize::try_from(count).unwrap(), rows.len(), "{name}");
        let columns = list(&connection, &format!("SELECT name FROM pragma_table_info('{name}')"));
        if let Some(row) = rows.first() {
            assert_eq!(columns, row.as_object().unwrap().keys().cloned().collect::<Vec<_>>(), "{name}");
        }
    }
    let kronor: i64 = connection.query_row("SELECT kronor FROM belopp", [], |row| row.get(0)).unwrap();
    assert_eq!(kronor, 50_000);
}

#[test]
fn sqlite_finds_every_page_and_nothing_withheld() {
    let files = files();
    let (_folder, connection) = open(&files);
    let find = |words: &str| {
        list(
            &connection,
            &format!(
                "SELECT url FROM sok JOIN sidor ON sidor.id = sok.rowid WHERE sok MATCH '{words}' ORDER BY rank"
            ),
        )
    };
    assert_eq!(find("stålet"), ["/ks/2026-03-03/bron/kalkyl/#sida-4"]);
    assert_eq!(find("årorna"), ["/ks/2026-03-03/bron/kalkyl/#sida-5"]);
    assert_eq!(find("arorna"), Vec::<String>::new(), "å is a letter of its own");
    assert!(find("bevilja").contains(&"/ks/2026-03-03/bron/".to_owned()));
    assert_eq!(find("hemligheten"), Vec::<String>::new());
    let bytes = &files["data/diariet.sqlite"];
    assert!(!bytes.windows(11).any(|part| part == b"Hemligheten"), "withheld text is in the file");
}

#[test]
fn sqlite_is_the_same_bytes_twice_and_stands_in_the_manifest() {
    let (first, second) = (files(), files());
    assert!(first["data/diariet.sqlite"] == second["data/diariet.sqlite"]);
    let manifest = std::str::from_utf8(&first["data/manifest.json"]).unwrap();
    assert!(manifest.contains("\"data/diariet.sqlite\""));
}

/// The query that the page of the open data offers runs as it stands there.
#[test]
fn sqlite_answers_the_query_of_the_open_data_page() {
    let files = files();
    let (_folder, connection) = open(&files);
    let html = std::str::from_utf8(&files["oppna-data/index.html"]).unwrap();
    let query = html.split("sqlite3 diariet.sqlite \"").nth(1).unwrap().split("\"</pre>").next().unwrap();
    assert!(query.starts_with("SELECT "), "{query}");
    let mut statement = connection.prepare(&query.replace("'skola'", "'bron'")).unwrap();
    let urls = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    assert!(urls.count() > 0);
}

/// And so does the command around it, as one pastes it into a shell beside the file.
#[test]
fn sqlite_is_asked_by_the_command_of_the_open_data_page() {
    if Command::new("sqlite3").arg("-version").output().is_err() {
        println!("SKIPPED: there is no sqlite3 here");
        return;
    }
    let files = files();
    let (folder, _connection) = open(&files);
    let html = std::str::from_utf8(&files["oppna-data/index.html"]).unwrap();
    let at = html.find("sqlite3 diariet.sqlite").unwrap();
    let command = html[at..].split("</pre>").next().unwrap().replace("'skola'", "'bron'");
    let ran = Command::new("sh").args(["-c", &command]).current_dir(folder.path()).output().unwrap();
    let (said, wrong) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success() && wrong.is_empty(), "{command}: {wrong}");
    // A text of several lines goes on below its address.
    assert!(
        said.starts_with('/') && said.contains("[bron]") && said.contains("/ks/2026-03-03/bron/|"),
        "{said}"
    );
}
