//! The signs by which a document begins: letterheads, heads of e-mails and extracts, words that name a kind.

mod letterhead;
mod values;
mod words;

use std::sync::LazyLock;

use regex::Regex;

use crate::model::date::Date;
use crate::model::record::DocumentKind;
use crate::split::headings::{self, Heading};
use crate::split::rows::Row;
pub(crate) use letterhead::field_row;
use letterhead::letterhead;
pub(crate) use letterhead::{begins_item, labelled, numbered, worded};
use values::NUMBER;
pub(crate) use values::{bare_day, date_in, is_number, place_and_day};
pub(crate) use words::{
    attachment_mark, is_list, kind_in_columns, kind_word, marks, organisation, sends, stamp, tops_page,
};

/// A sign found at a row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sign {
    /// Index of the row where the document begins.
    pub(crate) at: usize,
    /// Index of the first row after the head.
    pub(crate) after: usize,
    /// What the sign says that the document is.
    pub(crate) kind: DocumentKind,
    /// Fields of the head.
    pub(crate) head: Head,
}

/// What the head of a document tells.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Head {
    /// Its date.
    pub(crate) date: Option<Date>,
    /// The text in which its number stands.
    pub(crate) number: Option<String>,
    /// Who sent or wrote it.
    pub(crate) sender: Option<String>,
    /// Its subject, where the head names one (e-mail).
    pub(crate) subject: Option<String>,
    /// Names of attached files (e-mail).
    pub(crate) attached: Vec<String>,
    /// The rows of values, to know a repeated head by.
    pub(crate) values: String,
}

static PARAGRAPH: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?:(?:[A-ZÅÄÖ]{2,8}|[A-ZÅÄÖ][a-zåäö]{1,3}) )?§+\s?\d{1,4}\b").ok());

/// The paragraph that a line begins with ("§ 153", "KS § 153").
pub(crate) fn paragraph(text: &str) -> Option<u32> {
    let found = PARAGRAPH.as_ref()?.find(text)?.as_str();
    found.rsplit(['§', ' ']).next()?.parse().ok()
}

/// The next rows that hold text, from `at` on, at most `count`.
pub(crate) fn ahead<'r>(
    rows: &'r [Row<'_>],
    at: usize,
    count: usize,
) -> impl Iterator<Item = (usize, &'r str)> {
    rows.iter()
        .enumerate()
        .skip(at)
        .filter(|(_, row)| !row.blank())
        .take(count)
        .map(|(i, row)| (i, row.text.as_str()))
}

/// The sign at this row, if a document's head begins here.
pub(crate) fn at(rows: &[Row<'_>], i: usize) -> Option<Sign> {
    if rows[i].blank() {
        return None;
    }
    email(rows, i)
        .or_else(|| extract(rows, i))
        .or_else(|| letterhead(rows, i))
        .or_else(|| government(rows, i))
        .or_else(|| moved(rows, i))
}

/// What a member moves or sets down in writing ("Yrkande", "Särskilt yttrande"): the word at the top of a page and the
/// day below. The words alone head sections of minutes.
fn moved(rows: &[Row<'_>], i: usize) -> Option<Sign> {
    const WORDS: [&str; 9] = [
        "yrkande",
        "tilläggsyrkande",
        "ändringsyrkande",
        "återremissyrkande",
        "gemensamt yrkande",
        "reservation",
        "skriftlig reservation",
        "särskilt yttrande",
        "protokollsanteckning",
    ];
    let word = rows[i].text.to_lowercase();
    if !WORDS.contains(&word.as_str()) || !tops_page(rows, i) {
        return None;
    }
    let (after, day) = ahead(rows, i + 1, 1).next()?;
    let dated = date_in(day).filter(|_| bare_day(day) || place_and_day(day));
    let head = Head { date: Some(dated?), values: format!("{word}|{day}|"), ..Head::default() };
    Some(Sign { at: i, after: after + 1, kind: DocumentKind::Bilaga, head })
}

/// "Från: / Till: / Ärende: / Datum: / Bilagor:".
fn email(rows: &[Row<'_>], i: usize) -> Option<Sign> {
    let first = rows[i].text.strip_prefix("Från:")?;
    if quoted(rows, i) {
        return None;
    }
    let mut head = Head { sender: some(first), ..Head::default() };
    let mut labels = 0;
    let mut after = i + 1;
    let mut in_files = false;
    for (at, text) in ahead(rows, i + 1, 16) {
        let lower = text.to_lowercase();
        let label = [
            "till:",
            "kopia:",
            "ärende:",
            "ämne:",
            "datum:",
            "skickat:",
            "bilagor:",
            "bifogade filer:",
            "angelägenhet:",
        ]
        .into_iter()
        .find(|label| lower.starts_with(label));
        let Some(label) = label else {
            let file = text.rsplit_once('.').is_some_and(|(_, ext)| {
                (3..=5).contains(&ext.len()) && ext.bytes().all(|b| b.is_ascii_alphanumeric())
            });
            if in_files && file {
                head.attached.push(text.to_owned());
                after = at + 1;
                continue;
            }
            break;
        };
        labels += 1;
        in_files = label.starts_with("bi");
        let value = text[label.len()..].trim();
        match label {
            "ärende:" | "ämne:" => head.subject = some(value),
            "datum:" | "skickat:" => head.date = date_in(value),
            _ if in_files => head.attached.extend(value.split(';').filter_map(some)),
            _ => {}
        }
        after = at + 1;
    }
    (labels >= 2).then_some(Sign { at: i, after, kind: DocumentKind::Epost, head })
}

/// Whether the head of an e-mail is quoted in another: what mail programs print above it says so.
fn quoted(rows: &[Row<'_>], i: usize) -> bool {
    const REACH: usize = 4;
    let above = rows[..i].iter().rev().take(REACH).find(|row| !row.blank());
    above.is_some_and(|row| {
        let lower = row.text.trim_matches(['-', '_', ' ', '*']).to_lowercase();
        matches!(
            lower.trim_end_matches(':'),
            "ursprungligt meddelande"
                | "originalmeddelande"
                | "original message"
                | "vidarebefordrat meddelande"
                | "vidarebefordrat brev"
                | "forwarded message"
        )
    })
}

/// "PROTOKOLL" or a form of it, and a § close below.
fn extract(rows: &[Row<'_>], i: usize) -> Option<Sign> {
    if kind_in_columns(rows, i) != Some(DocumentKind::Protokollsutdrag) {
        return None;
    }
    let paragraph = ahead(rows, i + 1, 9)
        .take_while(|(_, text)| {
            text.chars().count() <= 70
                && headings::recognise(text).is_none_or(|h| h.heading == Heading::Furniture)
        })
        .find(|(_, text)| PARAGRAPH.as_ref().is_some_and(|r| r.is_match(text)))?;
    let between: Vec<&str> =
        ahead(rows, i, 10).take_while(|(at, _)| *at < paragraph.0).map(|(_, text)| text).collect();
    let head = Head {
        date: between.iter().find_map(|text| date_in(text)),
        number: Some(numbered_row(rows, paragraph)),
        sender: between.iter().find_map(|text| organ_in(text)),
        values: format!("{}|{}", between.join("|"), paragraph.1),
        ..Head::default()
    };
    Some(Sign { at: i, after: paragraph.0, kind: DocumentKind::Protokollsutdrag, head })
}

/// The row of a paragraph, or the number in a column of its own beside the title below it ("§ 12" over "Ny kaj      HN 2031/4").
fn numbered_row(rows: &[Row<'_>], (at, text): (usize, &str)) -> String {
    const LINES: usize = 3;
    if crate::split::numbers::in_text(text).is_empty() {
        let below = ahead(rows, at + 1, LINES).take_while(|(_, text)| headings::recognise(text).is_none());
        let columns = below.map(|(at, _)| crate::split::agenda::segments(rows[at].raw));
        let mut last = columns.filter_map(|mut columns| columns.pop()).map(|(_, text)| text);
        if let Some(number) = last.find(|text| is_number(text)) {
            return number;
        }
    }
    text.to_owned()
}

/// The body named at the head of a line.
fn organ_in(text: &str) -> Option<String> {
    crate::split::organs::leading(text).filter(|named| !named.genitive).map(|named| named.name.to_owned())
}

/// "Regeringsbeslut" with a department close by.
fn government(rows: &[Row<'_>], i: usize) -> Option<Sign> {
    if !rows[i].text.to_lowercase().starts_with("regeringsbeslut") {
        return None;
    }
    let near: Vec<(usize, &str)> = ahead(rows, i, 16).collect();
    let (last, _) = near.iter().find(|(_, text)| text.ends_with("departementet"))?;
    let head = Head {
        date: near.iter().find_map(|(_, text)| date_in(text)),
        sender: Some("Regeringen".to_owned()),
        number: near
            .iter()
            .map(|(_, text)| *text)
            .find(|text| NUMBER.as_ref().is_some_and(|r| r.is_match(text)) && date_in(text).is_none())
            .map(str::to_owned),
        ..Head::default()
    };
    Some(Sign { at: i, after: last + 1, kind: DocumentKind::Regeringsbeslut, head })
}

/// A trimmed text, or `None` where nothing is left.
fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Whether a line is what letterheads hold: labels, values, a day or a number.
pub(crate) fn in_letterhead(text: &str) -> bool {
    field_row(text) || values::value_row(text) || bare_day(text) || is_number(text) || labelled(text)
}

/// Whether a head stands here that needs no page's top to be one: an e-mail, an extract, a decision of the government.
pub(crate) fn stands_alone(rows: &[Row<'_>], i: usize) -> bool {
    let text = &rows[i].text;
    text.starts_with("Från:") && email(rows, i).is_some()
        || kind_word(text) == Some(DocumentKind::Protokollsutdrag) && extract(rows, i).is_some()
        || text.to_lowercase().starts_with("regeringsbeslut") && government(rows, i).is_some()
}
