//! The data as one SQLite file with full-text search, for Datasette and everybody who knows SQL: the collections as
//! tables, and `sidor` with the text of every page, searched by `sok`.
//!
//! Texts come in any order and from any thread while their meeting is in memory, and wait in a file beside the output;
//! the published file is written from it in one order, so that the same content gives the same bytes. SQLite reads and
//! writes both files itself, in the folder that `base::store` made for it.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::types::Value as Cell;
use rusqlite::{Connection, params_from_iter};
use serde::Serialize;
use serde_json::Value;

use crate::base::diag::{Code, Diagnostic};
use crate::base::store;
use crate::search::{Batch, SearchRecord};
use crate::site::Site;

use super::rows;

/// Path of the database on the site.
pub const PATH: &str = "data/diariet.sqlite";

/// A database while it is filled.
#[derive(Debug)]
pub struct Database {
    folder: PathBuf,
    waiting: Mutex<Connection>,
}

/// Nobody reads the files before they are whole, and a build that is interrupted begins anew, so SQLite need not
/// take care of either.
const CARELESS: &str =
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;";

const PAGES: &str = "CREATE TABLE sidor (id INTEGER PRIMARY KEY, url TEXT NOT NULL, slag TEXT NOT NULL, titel TEXT NOT \
     NULL, diarienummer TEXT NOT NULL, organ TEXT, datum TEXT, sida INTEGER, text TEXT NOT NULL);";

/// Å, ä and ö are letters of their own and stay; the table that is searched holds no text of its own.
const SEARCH: &str =
    "CREATE VIRTUAL TABLE sok USING fts5(titel, diarienummer, text, content='sidor', content_rowid='id', \
     tokenize='unicode61 remove_diacritics 0');
     INSERT INTO sok(sok) VALUES('rebuild'); INSERT INTO sok(sok) VALUES('optimize');";

impl Database {
    /// A database that is filled in `folder`, which is this build's alone.
    ///
    /// # Errors
    /// The folder cannot be made, or SQLite cannot write there.
    pub fn begin(folder: &Path) -> Result<Self, Diagnostic> {
        if store::is_folder(folder) {
            store::remove_tree(folder).map_err(|error| error.diagnostic())?;
        }
        store::make_folder(folder).map_err(|error| error.diagnostic())?;
        let waiting = Connection::open(folder.join("waiting.sqlite")).map_err(|error| failed(&error))?;
        let tables = format!(
            "{CARELESS} {} BEGIN;",
            PAGES.replace("id INTEGER PRIMARY KEY", "batch TEXT, place INTEGER, part INTEGER")
        );
        waiting.execute_batch(&tables).map_err(|error| failed(&error))?;
        Ok(Self { folder: folder.to_owned(), waiting: Mutex::new(waiting) })
    }

    /// Adds the texts of a batch, which are those that search finds: what is withheld is not among them.
    ///
    /// # Errors
    /// SQLite cannot write.
    pub fn add(&self, batch: &Batch) -> Result<(), Diagnostic> {
        let connection = self.waiting();
        for (place, record) in (0_i64..).zip(&batch.records) {
            for (part, (page, text)) in (0_i64..).zip(texts(record)) {
                let mut cells =
                    vec![Cell::Text(batch.key.clone()), Cell::Integer(place), Cell::Integer(part)];
                cells.extend(page_cells(record, page, text));
                connection
                    .prepare("INSERT INTO sidor VALUES (?,?,?,?,?,?,?,?,?,?,?)")
                    .and_then(|mut insert| insert.execute(params_from_iter(cells)))
                    .map_err(|error| failed(&error))?;
            }
        }
        Ok(())
    }

    /// Writes the file that is published and returns where it lies, as long as `self` does.
    ///
    /// # Errors
    /// SQLite cannot write.
    pub fn finish(&self, site: &Site) -> Result<PathBuf, Diagnostic> {
        let path = self.folder.join("diariet.sqlite");
        self.write(site, &path).map_err(|error| failed(&error))?;
        Ok(path)
    }

    fn write(&self, site: &Site, path: &Path) -> rusqlite::Result<()> {
        self.waiting().execute_batch("COMMIT")?;
        let out = Connection::open(path)?;
        out.execute_batch(&format!("{CARELESS} BEGIN;"))?;
        collection(&out, "arenden", &rows::cases(site))?;
        collection(&out, "moten", &rows::meetings(site))?;
        collection(&out, "beslut", &rows::decisions(site))?;
        collection(&out, "handlingar", &rows::documents(site))?;
        collection(&out, "belopp", &rows::amounts(site))?;
        collection(&out, "personer", &rows::people(site))?;
        out.execute_batch(PAGES)?;
        {
            let waiting = self.waiting();
            let mut read = waiting.prepare(
                "SELECT url, slag, titel, diarienummer, organ, datum, sida, text FROM sidor ORDER BY batch, place, part",
            )?;
            let mut insert = out.prepare("INSERT INTO sidor VALUES (NULL,?,?,?,?,?,?,?,?)")?;
            let mut found = read.query([])?;
            while let Some(row) = found.next()? {
                let cells: rusqlite::Result<Vec<Cell>> = (0..8).map(|at| row.get(at)).collect();
                insert.execute(params_from_iter(cells?))?;
            }
        }
        out.execute_batch(SEARCH)?;
        out.execute_batch("COMMIT; VACUUM;")?;
        out.close().map_err(|(_, error)| error)
    }

    fn waiting(&self) -> MutexGuard<'_, Connection> {
        // A thread that panicked did so outside this lock, or the build has failed with it.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Database {
    /// Removes what lies beside the output, however the build ended; what cannot be removed the next build removes.
    fn drop(&mut self) {
        let _ = store::remove_tree(&self.folder);
    }
}

/// The texts of a record, each with its page: a head without a page, then page by page.
fn texts(record: &SearchRecord) -> Vec<(Option<u32>, String)> {
    let head: Vec<&str> = record.fields.iter().map(|field| field.text.as_str()).collect();
    let mut texts = vec![(None, head.join("\n\n"))];
    texts.extend(record.pages.iter().map(|page| (page.page, page.text.clone())));
    texts
}

fn page_cells(record: &SearchRecord, page: Option<u32>, text: String) -> Vec<Cell> {
    let words = |text: Option<String>| text.map_or(Cell::Null, Cell::Text);
    let url = page.map_or_else(|| record.url.clone(), |page| format!("{}#sida-{page}", record.url));
    vec![
        Cell::Text(url),
        Cell::Text(record.kind.word().to_owned()),
        Cell::Text(record.title.clone()),
        Cell::Text(record.numbers.first().cloned().unwrap_or_default()),
        words(record.organ.name.clone()),
        words(record.date.map(|date| date.to_string())),
        page.map_or(Cell::Null, |page| Cell::Integer(i64::from(page))),
        Cell::Text(text),
    ]
}

/// A collection as a table; lists are JSON, which Datasette reads. An empty collection is an empty table.
fn collection<T: Serialize + schemars::JsonSchema>(
    out: &Connection,
    name: &str,
    rows: &[T],
) -> rusqlite::Result<()> {
    let schema = schemars::schema_for!(T);
    let columns = schema.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
    let typed: Vec<String> =
        columns.iter().map(|(name, schema)| format!("\"{name}\" {}", affinity(schema))).collect();
    out.execute_batch(&format!("CREATE TABLE {name} ({});", typed.join(", ")))?;
    let marks = vec!["?"; columns.len()].join(",");
    let mut insert = out.prepare(&format!("INSERT INTO {name} VALUES ({marks})"))?;
    for row in rows {
        let Ok(Value::Object(row)) = serde_json::to_value(row) else { continue };
        insert.execute(params_from_iter(columns.keys().map(|column| cell(row.get(column)))))?;
    }
    Ok(())
}

fn affinity(schema: &Value) -> &'static str {
    let kind = schema.get("type");
    let is = |word: &str| match kind {
        Some(Value::String(one)) => one == word,
        Some(Value::Array(several)) => several.iter().any(|one| one == word),
        _ => false,
    };
    if is("integer") || is("boolean") { "INTEGER" } else { "TEXT" }
}

fn cell(value: Option<&Value>) -> Cell {
    match value {
        None | Some(Value::Null) => Cell::Null,
        Some(Value::Bool(flag)) => Cell::Integer(i64::from(*flag)),
        Some(Value::Number(number)) => number
            .as_i64()
            .map(Cell::Integer)
            .or_else(|| number.as_f64().map(Cell::Real))
            .unwrap_or(Cell::Null),
        Some(Value::String(text)) => Cell::Text(text.clone()),
        Some(other) => Cell::Text(other.to_string()),
    }
}

fn failed(error: &rusqlite::Error) -> Diagnostic {
    Diagnostic::error(Code::IO, format!("failed to write the database ({error})")).in_file(PATH)
}
