//! Documents and sources as files.

use serde::Serialize;
use serde_json::{Value, json};

use crate::content::config::Config;
use crate::model::record::{Document, Published, Source};
use crate::site::Meeting;

use super::{Moment, Oparl, Place, object};

/// A document's record with the File that OParl knows it by: the id of that File points here.
#[derive(Debug, Serialize)]
pub struct Described<'a> {
    #[serde(flatten)]
    document: &'a Document,
    oparl: Value,
}

impl<'a> Described<'a> {
    /// The record of a document of `meeting`.
    #[must_use]
    pub fn new(config: &Config, meeting: &Meeting, document: &'a Document) -> Self {
        Self { document, oparl: file(&Place::new(config), meeting, document) }
    }
}

/// A document. What is not published in full is known by its page, where it says why; what was withdrawn is known to
/// be gone and nothing else.
pub(super) fn file(place: &Place, meeting: &Meeting, document: &Document) -> Value {
    let id = format!("{}index.json#/oparl", place.url(&document.url));
    let day = document.date.or(meeting.record.date);
    let page = place.url(&document.url);
    if document.published == Published::Withdrawn {
        let mut file = object("File", &id, day, json!({ "accessUrl": page, "deleted": true }));
        if let Some(day) = document.withdrawn {
            file["modified"] = Moment::day(day).to_string().into();
        }
        return file;
    }
    let own = document.file.as_ref().filter(|_| document.published == Published::File);
    let (access, media_type) = match own {
        Some(file) => (place.url(file), media_type(file)),
        None => (page.clone(), "text/html"),
    };
    let name = own.and_then(|file| file.rsplit('/').next()).map(str::to_owned);
    let fields = json!({
        "name": document.title,
        "fileName": name.unwrap_or_else(|| format!("{}.html", document.id)),
        "mimeType": media_type,
        "date": document.date,
        "accessUrl": access,
        "keyword": [document.kind.word()],
        "web": page,
    });
    object("File", &id, day, fields)
}

/// A source file that the site publishes.
pub(super) fn source(oparl: &Oparl<'_>, meeting: &Meeting, source: &Source) -> Option<Value> {
    let url = meeting.files.get(&source.file)?;
    let id = format!("{}#/file", oparl.place.url(url));
    let fields = json!({
        "name": format!("{} {}", source.kind.word(), meeting.title),
        "fileName": source.file,
        "mimeType": media_type(&source.file),
        "accessUrl": oparl.place.url(url),
        "web": oparl.place.url(&meeting.record.url),
    });
    Some(object("File", &id, meeting.record.date, fields))
}

fn media_type(file: &str) -> &'static str {
    let ending = file.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match &*ending {
        "pdf" => "application/pdf",
        "txt" => "text/plain",
        "html" | "htm" => "text/html",
        "csv" => "text/csv",
        _ => "application/octet-stream",
    }
}
