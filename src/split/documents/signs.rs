//! The signs by which a document begins: letterheads, heads of e-mails and extracts, words that name a kind.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::date::Date;
use crate::model::record::DocumentKind;
use crate::split::furniture;
use crate::split::headings::{self, Heading};
use crate::split::rows::Row;

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

/// Words that name a kind when they are a line of their own.
const KIND_WORDS: &[(&str, DocumentKind)] = &[
    ("tjänsteskrivelse", DocumentKind::Tjansteskrivelse),
    ("tjänsteutlåtande", DocumentKind::Tjansteskrivelse),
    ("föredragningspm", DocumentKind::Tjansteskrivelse),
    ("föredragnings-pm", DocumentKind::Tjansteskrivelse),
    ("beslutsunderlag", DocumentKind::Tjansteskrivelse),
    ("ordförandeförslag", DocumentKind::Tjansteskrivelse),
    ("ordförandeskrivelse", DocumentKind::Tjansteskrivelse),
    ("utlåtande", DocumentKind::Tjansteskrivelse),
    ("protokoll", DocumentKind::Protokollsutdrag),
    ("protokollsutdrag", DocumentKind::Protokollsutdrag),
    ("utdrag ur protokoll", DocumentKind::Protokollsutdrag),
    ("sammanträdesprotokoll", DocumentKind::Protokollsutdrag),
    ("delegationsbeslut", DocumentKind::Delegationsbeslut),
    ("delegeringsbeslut", DocumentKind::Delegationsbeslut),
    ("beslut på delegation", DocumentKind::Delegationsbeslut),
    ("regeringsbeslut", DocumentKind::Regeringsbeslut),
    ("remissmissiv", DocumentKind::Remiss),
    ("remiss", DocumentKind::Remiss),
    ("missiv", DocumentKind::Remiss),
    ("remissvar", DocumentKind::Yttrande),
    ("yttrande", DocumentKind::Yttrande),
    ("remissyttrande", DocumentKind::Yttrande),
    ("stadgar", DocumentKind::Stadgar),
    ("motion", DocumentKind::Motion),
    ("interpellation", DocumentKind::Motion),
    ("medborgarförslag", DocumentKind::Motion),
    ("nämndsinitiativ", DocumentKind::Motion),
    ("ansökan", DocumentKind::Ansokan),
    ("bidragsansökan", DocumentKind::Ansokan),
    ("årsredovisning", DocumentKind::Arsredovisning),
    ("årsbokslut", DocumentKind::Arsredovisning),
    ("förvaltningsberättelse", DocumentKind::Arsredovisning),
    ("delårsrapport", DocumentKind::Rapport),
    ("rapport", DocumentKind::Rapport),
    ("granskningsrapport", DocumentKind::Rapport),
    ("revisionsrapport", DocumentKind::Rapport),
    ("sändlista", DocumentKind::Bilaga),
    ("anmälningslista", DocumentKind::Anmalningslista),
    ("delegationslista", DocumentKind::Anmalningslista),
    ("delegeringslista", DocumentKind::Anmalningslista),
    ("brev", DocumentKind::Brev),
    ("skrivelse", DocumentKind::Brev),
    ("anslag/bevis", DocumentKind::Anslag),
    ("kallelse", DocumentKind::Kallelse),
    ("kallelse/underrättelse", DocumentKind::Kallelse),
    ("kallelse/föredragningslista", DocumentKind::Kallelse),
    ("kallelse/dagordning", DocumentKind::Kallelse),
    ("kallelse med föredragningslista", DocumentKind::Kallelse),
    ("kallelse och föredragningslista", DocumentKind::Kallelse),
    ("underrättelse", DocumentKind::Kallelse),
    ("föredragningslista", DocumentKind::Foredragningslista),
    ("dagordning", DocumentKind::Foredragningslista),
    ("ärendelista", DocumentKind::Foredragningslista),
];

/// Labels of a letterhead.
const FIELD_WORDS: &[&str] = &[
    "tjänsteställe",
    "handläggare",
    "sammanträdesdatum",
    "mötesdatum",
    "datum",
    "upprättad",
    "beteckning",
    "ärendebeteckning",
    "dnr",
    "diarienummer",
    "diarienr",
    "ärendenummer",
    "ärendenr",
    "vår beteckning",
    "er beteckning",
    "ert dnr",
    "vår referens",
    "er referens",
    "referens",
    "mottagare",
    "sida",
    "sid",
    "dokumenttyp",
    "externt diarienummer",
    "avsändare",
    "organ",
    "version",
    "ert datum",
    "kontaktperson",
    "enhet",
    "avdelning",
    "förvaltning",
    "telefon",
    "e-post",
];

static DATE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b").ok());

static LONG_DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(\d{1,2})\s+(januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\s+((?:19|20)\d\d)\b").ok()
});

/// Something that looks like a diarienummer, to tell a letterhead's values by; what it is, the scanner says.
static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b(?:\d{2}[A-ZÅÄÖ]{2,4}\d{1,6}|[A-ZÅÄÖ]{1,8}[A-Za-zåäö]{0,7}[ /-]?\d{1,5}[/:-]\d{1,6}(?:[/:-]\w+)?|[A-ZÅÄÖ]{1,4}[ .](?:19|20)\d\d\.\d{1,5}|(?:19|20)\d\d[-/:]\d{2,6}|\d{1,6}/(?:19|20)?\d\d)\b").ok()
});

static PARAGRAPH: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^§+\s?\d{1,4}\b").ok());

/// The first day named in the text.
pub(crate) fn date_in(text: &str) -> Option<Date> {
    if let Some(found) = DATE.as_ref()?.captures(text) {
        return Date::parse(found.get(0)?.as_str());
    }
    let found = LONG_DATE.as_ref()?.captures(text)?;
    let month = crate::model::date::MONTHS.iter().position(|m| *m == found[2].to_lowercase())?;
    Date::new(found[3].parse().ok()?, i8::try_from(month + 1).ok()?, found[1].parse().ok()?)
}

/// The kind that a line names, where the line is that word alone (or at its end after other text in capitals).
pub(crate) fn kind_word(text: &str) -> Option<DocumentKind> {
    if text.len() > 160 {
        return None;
    }
    if let Some(kind) = exact_kind(text) {
        return Some(kind);
    }
    // "KOMMUNEN   SAMMANTRÄDESPROTOKOLL   1 (1)", "Tel: 08-12 SÄNDLISTA": the word in capitals among others.
    text.split([' ', '\t'])
        .filter(|word| word.chars().count() > 5 && !word.chars().any(char::is_lowercase))
        .find_map(|word| {
            let lower = word.to_lowercase();
            KIND_WORDS.iter().find(|(known, _)| *known == lower).map(|(_, kind)| *kind)
        })
}

/// The kind that a row names alone, or, at the top of a page, in a column among a letterhead's other columns: the page's
/// counter, a number, a day, the organisation ("Hamnstads kommun      Missiv      1 (2)").
pub(crate) fn kind_in_columns(row: &Row<'_>) -> Option<DocumentKind> {
    let alone = kind_word(&row.text);
    if alone.is_some() || !row.page_start {
        return alone;
    }
    let columns = crate::split::agenda::segments(row.raw);
    let kinds: Vec<DocumentKind> = columns.iter().filter_map(|(_, text)| exact_kind(text)).collect();
    let beside = |text: &str| {
        furniture::counter(text).is_some()
            || is_number(text)
            || bare_day(text)
            || labelled(text)
            || organisation(text)
    };
    let rest = columns.iter().filter(|(_, text)| exact_kind(text).is_none()).all(|(_, text)| beside(text));
    (kinds.len() == 1 && columns.len() <= 4 && rest).then(|| kinds[0])
}

/// Whether a line is the heading of a list of decisions by delegates or of what is reported to a body.
pub(crate) fn is_list(text: &str) -> bool {
    const LISTS: [&str; 8] = [
        "delegationsbeslut ",
        "delegeringsbeslut ",
        "redovisning av deleg",
        "anmälan av deleg",
        "förteckning över deleg",
        "meddelanden till ",
        "anmälningar till ",
        "anmälningsärenden till ",
    ];
    let lower = text.to_lowercase();
    text.chars().count() <= 90 && !text.ends_with('.') && LISTS.iter().any(|word| lower.starts_with(word))
}

/// The kind whose word a text is.
fn exact_kind(text: &str) -> Option<DocumentKind> {
    let lower = text.trim_end_matches([':', ' ']).to_lowercase();
    KIND_WORDS.iter().find(|(word, _)| *word == lower).map(|(_, kind)| *kind)
}

/// Whether a text is the name of a municipality, a city, a region or an association of them.
pub(crate) fn organisation(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = lower.split(' ').count();
    let last = lower.rsplit(' ').next().unwrap_or("");
    (2..=4).contains(&words)
        && (matches!(last, "kommun" | "stad" | "kommunalförbund" | "ab")
            || lower.starts_with("region ")
            || lower.starts_with("länsstyrelsen "))
}

/// Whether a text is a day and no more.
fn bare_day(text: &str) -> bool {
    date_in(text).is_some() && text.chars().count() <= 18
}

/// The words for a memo before the day that a letterhead prints beside them ("tjänsteskrivelse 2031-05-15"); other
/// words with a day can be titles.
fn dayless(lower: &str) -> &str {
    let (word, day) = lower.split_once(' ').unwrap_or((lower, ""));
    let memo = matches!(word, "tjänsteskrivelse" | "tjänsteutlåtande");
    if memo && bare_day(day) { word } else { lower }
}

/// Whether the line is one or more labels of a letterhead and nothing else.
pub(crate) fn field_row(text: &str) -> bool {
    if text.len() > 140 || !text.chars().next().is_some_and(char::is_alphabetic) {
        return false;
    }
    let lower = text.to_lowercase();
    let mut rest = lower.as_str();
    let mut fields = 0;
    loop {
        rest = rest.trim_start_matches([' ', ',', ':', '/', '\t', '(', ')']);
        if rest.is_empty() {
            return fields > 0;
        }
        // The longest label wins: "er beteckning" before "er".
        let label = FIELD_WORDS.iter().chain(FIELD_KINDS).filter_map(|word| {
            let tail = rest.strip_prefix(*word)?;
            tail.chars().next().is_none_or(|c| !c.is_alphanumeric()).then_some(tail)
        });
        let Some(tail) = label.min_by_key(|tail| tail.len()) else { return false };
        rest = tail;
        fields += 1;
    }
}

/// Words for kinds that stand among the labels of a letterhead.
const FIELD_KINDS: &[&str] = &["föredragningspm", "tjänsteskrivelse", "tjänsteutlåtande"];

/// Whether the line holds the values of a letterhead: a day and a number at its end, little else.
fn value_row(text: &str) -> bool {
    if text.chars().count() > 110 || text.ends_with('.') || text.contains('§') {
        return false;
    }
    let Some(date) = DATE.as_ref().and_then(|r| r.find(text)) else { return false };
    let tail = &text[date.end()..];
    let number = NUMBER.as_ref().and_then(|r| r.find(tail));
    number.is_some_and(|n| tail[n.end()..].trim().is_empty() && n.start() <= 22)
        && !text[..date.start()].contains(['(', '|'])
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
}

/// "Från: / Till: / Ärende: / Datum: / Bilagor:".
fn email(rows: &[Row<'_>], i: usize) -> Option<Sign> {
    let first = rows[i].text.strip_prefix("Från:")?;
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

/// "PROTOKOLL" or a form of it, and a § close below.
fn extract(rows: &[Row<'_>], i: usize) -> Option<Sign> {
    if kind_word(&rows[i].text) != Some(DocumentKind::Protokollsutdrag) {
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
        number: Some(paragraph.1.to_owned()),
        sender: between.iter().find_map(|text| organ_in(text)),
        values: format!("{}|{}", between.join("|"), paragraph.1),
        ..Head::default()
    };
    Some(Sign { at: i, after: paragraph.0, kind: DocumentKind::Protokollsutdrag, head })
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

/// A letterhead: rows of labels with their values, among address blocks.
fn letterhead(rows: &[Row<'_>], i: usize) -> Option<Sign> {
    if rows[i].text.len() > 160 {
        return None;
    }
    let mut head = Head::default();
    let (mut fields, mut values, mut rich, mut addresses, mut after) = (0, 0, 0, 0, i);
    let mut kind = None;
    let mut expect = false;
    let mut seen_other = 0;
    let mut last = i;
    let mut addressed = false;
    let columned = kind_word(&rows[i].text).is_none() && kind_in_columns(&rows[i]).is_some();
    for (at, text) in ahead(rows, i, 16) {
        // An address at the foot of one page and a head at the top of the next are two things.
        let apart = rows[at].page != rows[i].page
            || (at - last > 2
                && (stands_alone(rows, at)
                    || KIND_WORDS.iter().any(|(word, _)| *word == text.to_lowercase())));
        if apart && fields == 0 && values == 0 && kind.is_none() {
            return None;
        }
        last = at;
        addressed |= matches!(text.trim_end_matches(':'), "Till" | "Mottagare");
        let address = rows[at].furniture || furniture::contact(text) || furniture::counter(text).is_some();
        let (own, dated) = kind_of_row(rows, i, at);
        if at == i && !(own.is_some() || field_row(text) || value_row(text) || address || labelled(text)) {
            return None;
        }
        if own.is_some() && (kind.is_none() || fields == 0) {
            kind = kind.or(own);
            values += usize::from(dated);
            take_values(&mut head, text);
            head.sender = head.sender.filter(|sender| kind_word(sender).is_none());
            after = at + 1;
        } else if field_row(text) {
            fields += 1;
            expect = true;
            kind = kind.or_else(|| text.split_whitespace().find_map(kind_word));
            after = at + 1;
        } else if let Some(value) = value_beside(&rows[at]).filter(|_| at > i && memo_at_top(rows, i)) {
            values += 1;
            let sender = head.sender.take();
            take_values(&mut head, &value);
            head.sender = sender;
            after = at + 1;
        } else if value_row(text)
            || labelled(text)
            || (expect || columned && bare_day(text)) && is_value(text)
        {
            values += 1;
            rich += usize::from(value_row(text));
            expect = expect && !value_row(text);
            let sender = head.sender.clone();
            take_values(&mut head, text);
            // Whose name stands under "Till" is written to.
            if addressed {
                head.sender = sender;
            }
            after = at + 1;
        } else if address {
            addresses += 1;
            after = at + 1;
        } else {
            seen_other += 1;
            if seen_other > 2 || text.chars().count() > 70 || text.ends_with(['.', ':']) {
                break;
            }
        }
    }
    // A label with its number alone is an item's head as well; a letterhead has a day, a kind or an address too.
    let enough = (rich > 0 && (fields > 0 || kind.is_some() || addresses > 0))
        || (fields > 0 && values > 0 && (head.date.is_some() || addresses > 1))
        || (kind.is_some() && values > 0)
        || (values > 1 && head.date.is_some() && head.number.is_some());
    let known = head.date.is_some() || head.number.is_some();
    (enough && known).then_some(Sign { at: i, after, kind: kind.unwrap_or(DocumentKind::Okand), head })
}

/// The kind that row `at` of a head names, and whether a day stands beside it.
fn kind_of_row(rows: &[Row<'_>], first: usize, at: usize) -> (Option<DocumentKind>, bool) {
    let row = &rows[at];
    if at > first {
        return (kind_word(&row.text), false);
    }
    // With its day beside it the word is a head at the top of a page only: items list memos so.
    if row.page_start && dayless(&row.text.to_lowercase()).len() < row.text.len() {
        return (Some(DocumentKind::Tjansteskrivelse), true);
    }
    (kind_in_columns(row), false)
}

/// Whether the word for a memo is one of the first lines of the page that begins here. Items list memos further down.
fn memo_at_top(rows: &[Row<'_>], i: usize) -> bool {
    rows[i].page_start
        && ahead(rows, i, 3).any(|(at, _)| kind_in_columns(&rows[at]) == Some(DocumentKind::Tjansteskrivelse))
}

/// The day or the number that stands in the last column of a letterhead's row ("Handläggare: Eva Ek      2031-03-01").
fn value_beside(row: &Row<'_>) -> Option<String> {
    let columns = crate::split::agenda::segments(row.raw);
    let (_, last) = columns.last().filter(|_| columns.len() >= 2 && columns.len() <= 3)?;
    let bare = is_number(last) || bare_day(last);
    bare.then(|| last.clone())
}

/// Whether a line is a value by itself: a day or a number, nothing else of weight.
fn is_value(text: &str) -> bool {
    text.chars().count() <= 60
        && !text.ends_with('.')
        && (date_in(text).is_some() || NUMBER.as_ref().is_some_and(|r| r.is_match(text)))
}

/// "Dnr: X", "Datum 2024-01-09": a label and its value on one line.
fn labelled(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.chars().count() <= 60
        && FIELD_WORDS[2..16].iter().any(|word| {
            lower.strip_prefix(word).is_some_and(|tail| {
                // Numbers are known by their capitals.
                let value = text.get(text.len().saturating_sub(tail.len())..).unwrap_or(tail);
                tail.starts_with([':', ' ']) && is_value(value.trim_start_matches([':', ' ']))
            })
        })
}

/// Takes the day, number and sender out of a row of values.
fn take_values(head: &mut Head, text: &str) {
    head.date = head.date.or_else(|| date_in(text));
    let without_date =
        DATE.as_ref().map_or_else(|| text.to_owned(), |r| r.replace_all(text, " ").into_owned());
    let tail = DATE.as_ref().and_then(|r| r.find(text)).map_or("", |date| text[date.end()..].trim());
    if head.number.is_none() && NUMBER.as_ref().is_some_and(|r| r.is_match(tail)) {
        head.number = Some(tail.to_owned());
    }
    if head.number.is_none() && NUMBER.as_ref().is_some_and(|r| r.is_match(&without_date)) {
        head.number = Some(without_date.clone());
    }
    if let Some(date) = DATE.as_ref().and_then(|r| r.find(text))
        && head.sender.is_none()
    {
        // A label before the day is nobody's name.
        let sender = text[..date.start()].trim_end_matches([',', ' ']);
        let sender =
            sender.strip_prefix("Handläggare").map_or(sender, |name| name.trim_start_matches([':', ' ']));
        head.sender = some(sender).filter(|sender| !field_row(sender));
    }
    head.values.push_str(text);
    head.values.push('|');
}

/// A trimmed text, or `None` where nothing is left.
fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Whether the line is a diarienummer and nothing else.
pub(crate) fn is_number(text: &str) -> bool {
    text.len() <= 24
        && NUMBER.as_ref().is_some_and(|r| r.is_match(text))
        && date_in(text).is_none()
        && crate::split::numbers::is(text)
}

/// Whether a head stands here that needs no page's top to be one: an e-mail, an extract, a decision of the government.
pub(crate) fn stands_alone(rows: &[Row<'_>], i: usize) -> bool {
    let text = &rows[i].text;
    text.starts_with("Från:") && email(rows, i).is_some()
        || kind_word(text) == Some(DocumentKind::Protokollsutdrag) && extract(rows, i).is_some()
        || text.to_lowercase().starts_with("regeringsbeslut") && government(rows, i).is_some()
}
