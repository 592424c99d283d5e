//! Recognises what a packet holds: the meeting, its items, decisions and documents.
//!
//! Comes in: a [`Packet`](crate::packet::Packet). Goes out: a [`Draft`].
//! Invariant: items and documents together account for every line of the source; what belongs to nothing is a
//! finding. Nothing is invented: what is not recognised stays unknown.
//! Absent on purpose: files, settings of a site, earlier content.
pub(crate) mod agenda;
mod blocks;
mod broken;
pub(crate) mod clauses;
pub(crate) mod documents;
pub(crate) mod furniture;
pub(crate) mod headings;
mod ids;
mod indent;
pub(crate) mod kind;
pub(crate) mod lines;
mod memos;
pub(crate) mod minutes;
pub(crate) mod money;
pub(crate) mod numbers;
pub(crate) mod organs;
pub(crate) mod outcomes;
pub(crate) mod people;
mod relay;
pub(crate) mod rows;
mod spaced;
pub(crate) mod votes;

use std::collections::BTreeMap;

use crate::model::record::{Document, DocumentKind, Finding, FindingSeverity, Item, Meeting, Source, Table};
use crate::packet::Packet;
use documents::Placed;
use kind::FileKind;
use rows::Row;

/// What was recognised in one source file.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// The meeting's record. Ids of items and documents are proposals until the import gives them for good.
    pub meeting: Meeting,
    /// The text of each document, by its id, as blocks with page marks.
    pub texts: BTreeMap<String, Vec<Block>>,
}

/// A piece of running text with its shape recovered: furniture gone, lines joined.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// The page of the source (from 1) that begins here.
    Page(u32),
    /// A heading; level 1 is the document's own.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its text.
        text: String,
    },
    /// A paragraph, lines joined.
    Paragraph(String),
    /// A list.
    List {
        /// The first number of a numbered list.
        start: Option<u32>,
        /// Its points, lines joined.
        items: Vec<String>,
    },
    /// A table whose cells could be told apart.
    Table(Table),
    /// Lines kept as they stand, because their shape carries meaning that could not be recovered.
    Verbatim(Vec<String>),
}

/// Recognises what `packet` holds.
///
/// Never fails: what is not recognised is a finding, and every line of the source is accounted for.
#[must_use]
pub fn split(packet: &Packet) -> Draft {
    let set_out = indent::out(packet);
    let packet = set_out.as_ref().unwrap_or(packet);
    let unspaced = spaced::out(packet);
    let packet = unspaced.as_ref().unwrap_or(packet);
    let whole = broken::out(packet);
    let packet = whole.as_ref().unwrap_or(packet);
    let relaid = relay::out(packet);
    let packet = relaid.as_ref().unwrap_or(packet);
    let mut rows = rows::rows(&packet.lines);
    furniture::mark(&mut rows);
    let rows = agenda::beside::parted(&rows).unwrap_or(rows);
    let kind = kind::of(&rows);
    let behind = if kind == FileKind::Papers { behind_papers(&rows, packet) } else { None };
    let kind = if behind.is_some() { FileKind::Notice } else { kind };
    let mut draft = match (kind, behind) {
        (FileKind::Minutes(_) | FileKind::Posted, _) => of_minutes(packet, &rows, kind),
        (_, Some(draft)) => draft,
        _ => papers(&rows, kind, packet),
    };
    if relaid.is_some() {
        relay::doubt(&mut draft.meeting);
    }
    if draft.meeting.sources.is_empty() {
        let mut source = Source::new(kind.source(), packet.file.clone(), packet.sha256.clone());
        source.pages = packet.page_count;
        draft.meeting.sources.push(source);
    }
    let mut rows = rows;
    if matches!(kind, FileKind::Minutes(_)) {
        let furniture = minutes::furniture_of(&packet.lines);
        rows.iter_mut().for_each(|row| row.furniture |= furniture.contains(&row.number));
    }
    for document in &mut draft.meeting.documents {
        document.source = Some(packet.file.clone());
        let rows = held(&rows, document.lines);
        let text = draft.texts.entry(document.id.clone()).or_insert_with(|| blocks::read(rows));
        describe(document, rows, text);
        documents::scans::mark(document, &packet.pages, text);
    }
    if matches!(kind, FileKind::Minutes(_)) && draft.meeting.items.is_empty() {
        listed(&rows, &mut draft.meeting);
    }
    if matches!(kind, FileKind::Minutes(_)) && draft.meeting.items.is_empty() {
        draft.meeting.findings.push(no_paragraphs());
    }
    if kind == FileKind::Papers && relaid.is_none() {
        memos::alone(packet, &rows, &mut draft.meeting);
    }
    let has_agenda = matches!(kind, FileKind::Notice | FileKind::Agenda);
    if has_agenda && draft.meeting.organ.name.is_none() {
        let (organisation, organ) = minutes::named(packet.lines.get(..12).unwrap_or(&packet.lines));
        draft.meeting.organ.slug = organ.as_deref().map(crate::base::text::slug);
        draft.meeting.organ.name = organ;
        draft.meeting.organisation = draft.meeting.organisation.take().or(organisation);
    }
    if has_agenda && relaid.is_none() {
        memos::propose(packet, &rows, &mut draft.meeting);
    }
    let meeting = &mut draft.meeting;
    let deciding = meeting.items.iter_mut().flat_map(bodies);
    let named = meeting.organ.name.iter_mut().chain(&mut meeting.organisation);
    for name in named.chain(deciding) {
        if let Some(spelled) = spelled(packet, name) {
            *name = spelled;
        }
    }
    account(&rows, &mut draft.meeting);
    draft.meeting.findings.extend(packet.findings.iter().cloned());
    draft
}

/// The names of the bodies that decide an item, or are asked to.
fn bodies(item: &mut Item) -> impl Iterator<Item = &mut String> {
    let decided = item.decision.iter_mut().map(|decision| (&mut decision.organ, &mut decision.clauses));
    let proposed = item.proposal.iter_mut().map(|proposal| (&mut proposal.organ, &mut proposal.clauses));
    decided.chain(proposed).flat_map(|(organ, clauses)| {
        organ.iter_mut().chain(clauses.iter_mut().filter_map(|clause| clause.decides.as_mut()))
    })
}

/// A name that a heading sets in capitals as the text writes it elsewhere, where it does. The word for a body that every
/// municipality has ("KOMMUNFULLMÄKTIGE") is written as any word is.
fn spelled(packet: &Packet, name: &str) -> Option<String> {
    if name.chars().any(char::is_lowercase) {
        return None;
    }
    if ["kommunfullmäktige", "kommunstyrelsen", "regionfullmäktige", "regionstyrelsen"]
        .contains(&name.to_lowercase().as_str())
    {
        let mut chars = name.chars();
        return chars.next().map(|first| first.to_string() + &chars.as_str().to_lowercase());
    }
    let lower = name.to_lowercase();
    packet.lines.iter().find_map(|line| {
        let text = line.text.to_lowercase();
        text.match_indices(&lower).find_map(|(at, _)| {
            let found = line.text.get(at..at + lower.len()).filter(|found| found.to_lowercase() == lower)?;
            let whole = !line.text[..at].ends_with(char::is_alphanumeric)
                && !line.text[at + lower.len()..].starts_with(char::is_alphanumeric);
            let written = found.starts_with(char::is_uppercase) && found.chars().any(char::is_lowercase);
            (whole && written).then(|| found.to_owned())
        })
    })
}

/// Reads minutes, or the notice that they are adjusted. The minutes themselves are a document too: their cover and signatures belong to no paragraph.
fn of_minutes(packet: &Packet, rows: &[Row<'_>], kind: FileKind) -> Draft {
    let mut draft = minutes::read(packet, &packet.lines, kind.source());
    let word = kind.document();
    if let (Some(first), Some(last)) = (rows.iter().find(|row| !row.blank()), rows.last()) {
        let mut ids = ids::Ids::default();
        for document in &draft.meeting.documents {
            ids.take(&document.id);
        }
        let title = titled(word);
        let mut document = Document::new(ids.document(&title), title, word);
        document.lines = Some((first.number, last.number));
        document.pages = first.page.zip(last.page);
        document.date = draft.meeting.date;
        let (pages, scanned) = documents::scans::behind(rows, packet);
        let first = documents::scans::lead(rows, packet);
        document.pages = document.pages.map(|(own, last)| (first.unwrap_or(own), pages.unwrap_or(last)));
        draft.meeting.documents.insert(0, document);
        for mut document in scanned {
            document.id = ids.document(&document.title);
            draft.meeting.documents.push(document);
        }
    }
    draft
}

/// The rows of these lines.
fn held<'r, 'a>(rows: &'r [Row<'a>], lines: Option<(u32, u32)>) -> &'r [Row<'a>] {
    let Some((first, last)) = lines else { return &[] };
    let from = rows.partition_point(|row| row.number < first);
    let to = rows.partition_point(|row| row.number <= last);
    rows.get(from..to).unwrap_or_default()
}

/// Fills in what a document's text tells: its tables, its length, a checksum of its lines.
fn describe(document: &mut Document, rows: &[Row<'_>], text: &[Block]) {
    // A notice's table is the agenda, which stands in the items.
    let agenda = matches!(document.kind, DocumentKind::Kallelse | DocumentKind::Foredragningslista);
    let text = if agenda { &[] } else { text };
    let tables = text
        .iter()
        .filter_map(|block| if let Block::Table(table) = block { Some(table.clone()) } else { None });
    document.tables.extend(tables);
    for number in documents::granted(&document.tables) {
        if !document.diarienummer.contains(&number) {
            document.diarienummer.push(number);
        }
    }
    let words: usize = rows.iter().filter(|row| row.speaks()).map(|row| row.text.split(' ').count()).sum();
    document.words = u32::try_from(words).ok();
    let lines: Vec<&str> = rows.iter().map(|row| row.raw).collect();
    document.sha256.get_or_insert_with(|| crate::base::store::sha256_of(lines.join("\n").as_bytes()));
}

/// The word for a kind as a title.
fn titled(kind: DocumentKind) -> String {
    let mut chars = kind.word().chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Reads the items of a list of decisions that is set as a table; what its columns say was decided is left unknown.
fn listed(rows: &[Row<'_>], meeting: &mut Meeting) {
    let mut used = ids::Ids::default();
    for document in &meeting.documents {
        used.take(&document.id);
    }
    for (mut item, first, last) in agenda::tabled(rows, meeting.organ.name.as_deref()) {
        item.id = used.item(&item);
        item.lines = Some((rows[first].number, rows[last].number));
        item.pages = rows[first].page.zip(rows[last].page);
        meeting.items.push(item);
    }
}

/// Reads an agenda with the papers behind it, or papers alone.
fn papers(rows: &[Row<'_>], kind: FileKind, packet: &Packet) -> Draft {
    let mut draft = Draft::default();
    let meeting = &mut draft.meeting;
    let has_agenda = matches!(kind, FileKind::Notice | FileKind::Agenda);
    let (found, behind) = if has_agenda { read_agenda(rows, meeting) } else { Default::default() };
    let from = found.items.iter().map(|(_, _, last)| last + 1).max().unwrap_or(0);
    let mut used = ids::Ids::default();
    let mut items: Vec<Item> = Vec::with_capacity(found.items.len());
    for (mut item, first, last) in found.items {
        item.id = used.item(&item);
        item.lines = Some((rows[first].number, rows[last].number));
        item.pages = rows[first].page.zip(rows[last].page);
        items.push(item);
    }
    let from = if has_agenda { from.max(1) } else { 0 };
    let placed = documents::read(rows, from, behind, &items, packet);
    meeting.items = items;
    if has_agenda {
        let to = placed.first().map_or(rows.len(), |p| p.from);
        let mut notices = notices(rows, to, kind, &mut used);
        if let (Some(first), Some(lead)) = (notices.first_mut(), documents::scans::lead(rows, packet)) {
            first.pages = first.pages.map(|(_, last)| (lead, last));
        }
        meeting.documents.extend(notices);
        if meeting.items.is_empty() {
            meeting.findings.push(no_items());
        }
    }
    if !has_agenda {
        meeting.organ.name = documents::asked(rows);
    }
    if kind == FileKind::Reported {
        (meeting.organ.name, meeting.date) = documents::reported_to(rows);
    }
    add(meeting, placed, &mut used);
    draft
}

/// Reads papers behind which their agenda lies; `None` where none does. The agenda of another meeting may be a paper
/// too: one of the papers must be of one of the items.
fn behind_papers(rows: &[Row<'_>], packet: &Packet) -> Option<Draft> {
    let at = agenda::behind(rows)?;
    let mut draft = Draft::default();
    let meeting = &mut draft.meeting;
    let found = agenda::read(&rows[at..], meeting);
    let mut used = ids::Ids::default();
    for (mut item, first, last) in found.items {
        item.id = used.item(&item);
        item.lines = Some((rows[at + first].number, rows[at + last].number));
        item.pages = rows[at + first].page.zip(rows[at + last].page);
        meeting.items.push(item);
    }
    let placed = documents::read(&rows[..at], 0, None, &meeting.items, packet);
    if placed.iter().all(|paper| paper.item.is_none()) {
        return None;
    }
    let id = used.document(&titled(DocumentKind::Kallelse));
    let own = |kind| kind::own_word(&rows[at..], kind);
    let title = own(DocumentKind::Kallelse)
        .or_else(|| own(DocumentKind::Foredragningslista))
        .unwrap_or_else(|| titled(DocumentKind::Kallelse));
    let mut notice = Document::new(id, title, DocumentKind::Kallelse);
    if let (Some(first), Some(last)) = (rows.get(at), rows.last()) {
        notice.lines = Some((first.number, last.number));
        notice.pages = first.page.zip(last.page);
    }
    add(meeting, placed, &mut used);
    meeting.documents.push(notice);
    Some(draft)
}

/// Reads the agenda that a file begins with, and the page behind it where a paper that nothing else shows begins. A
/// divider, the bare head of a paper or such a page stands before the first letterhead, where the agenda's last item seems
/// to go on; so the agenda is read again where one is found.
fn read_agenda(rows: &[Row<'_>], meeting: &mut Meeting) -> (agenda::Agenda, Option<usize>) {
    let top = agenda::begins(rows);
    let mut end = documents::first(rows, top).unwrap_or(rows.len());
    let mut found = agenda::read(&rows[..end], meeting);
    if let Some(paper) = documents::misplaced(&rows[..end], &found.items) {
        end = paper;
        found = agenda::read(&rows[..end], meeting);
    }
    let items: Vec<Item> = found.items.iter().map(|(item, _, _)| item.clone()).collect();
    let after = found.items.iter().map(|(_, first, _)| first + 1).max().unwrap_or(0);
    if let Some(paper) = documents::begin(rows, after, end, &items) {
        end = paper;
        found = agenda::read(&rows[..end], meeting);
    }
    let first = rows.iter().position(|row| !row.blank()).unwrap_or(0);
    let behind = documents::page_behind(rows, first, after, end).filter(|_| !items.is_empty());
    if let Some(page) = behind {
        found = agenda::read(&rows[..page], meeting);
    }
    (found, behind)
}

/// The finding for an agenda without items.
fn no_items() -> Finding {
    Finding {
        code: "no-items".to_owned(),
        severity: FindingSeverity::Warning,
        message: "this looks like a notice or an agenda, but no items were recognised in it".to_owned(),
        page: None,
        line: None,
    }
}

/// The finding for minutes without paragraphs.
fn no_paragraphs() -> Finding {
    Finding {
        message: "these look like minutes, but no paragraphs were recognised in them".to_owned(),
        ..no_items()
    }
}

/// The notice and the agenda as documents of their own.
fn notices(rows: &[Row<'_>], to: usize, kind: FileKind, used: &mut ids::Ids) -> Vec<Document> {
    let Some(first) = rows[..to].iter().position(|row| !row.blank()) else { return Vec::new() };
    let mut parts = vec![(first, kind.document())];
    if kind == FileKind::Notice
        && let Some(at) = (first + 1..to).find(|i| {
            // Below the notice's text on the same page it is one paper with it.
            kind::is_agenda_heading(&rows[*i].text)
                && (rows[*i].page.is_none() || documents::signs::tops_page(rows, *i))
                && rows[first..*i].iter().filter(|r| r.speaks()).count() > 12
        })
    {
        parts.push((at, DocumentKind::Foredragningslista));
    }
    let ends: Vec<usize> = parts.iter().skip(1).map(|(at, _)| *at).chain([to]).collect();
    parts
        .into_iter()
        .zip(ends)
        .map(|((from, kind), to)| {
            let id = used.document(&titled(kind));
            let title = kind::own_word(&rows[from..to], kind).unwrap_or_else(|| titled(kind));
            let mut document = Document::new(id, title, kind);
            document.lines = Some((rows[from].number, rows[to - 1].number));
            document.pages = rows[from].page.zip(rows[to - 1].page);
            document
        })
        .collect()
}

/// Gives the documents their ids and links, and adds them to the meeting.
fn add(meeting: &mut Meeting, placed: Vec<Placed>, used: &mut ids::Ids) {
    let ids: Vec<String> = placed.iter().map(|p| used.document(&p.document.title)).collect();
    for (at, p) in placed.into_iter().enumerate() {
        let mut document = p.document;
        document.id.clone_from(&ids[at]);
        document.duplicate_of = p.copy_of.map(|other| ids[other].clone());
        if let Some(item) = p.item.and_then(|i| meeting.items.get_mut(i)) {
            document.item = Some(item.id.clone());
            if let Some(attachment) = p.attachment.and_then(|a| item.attachments.get_mut(a)) {
                attachment.document = Some(document.id.clone());
            }
        }
        meeting.documents.push(document);
    }
}

/// Reports every line with text that no item and no document holds.
fn account(rows: &[Row<'_>], meeting: &mut Meeting) {
    let mut held: Vec<(u32, u32)> = meeting
        .items
        .iter()
        .filter_map(|item| item.lines)
        .chain(meeting.documents.iter().filter_map(|document| document.lines))
        .collect();
    held.sort_unstable();
    let mut held = held.into_iter().peekable();
    let mut held_to = 0;
    let mut open: Option<(u32, u32, Option<u32>)> = None;
    let mut findings = Vec::new();
    for row in rows {
        while let Some((_, to)) = held.next_if(|(from, _)| *from <= row.number) {
            held_to = held_to.max(to);
        }
        let lost = !row.blank() && row.number > held_to;
        match (&mut open, lost) {
            (Some((_, to, _)), true) => *to = row.number,
            (None, true) => open = Some((row.number, row.number, row.page)),
            (Some(stretch), false) if !row.blank() => {
                findings.push(unaccounted(*stretch));
                open = None;
            }
            _ => {}
        }
    }
    findings.extend(open.map(unaccounted));
    meeting.findings.extend(findings);
}

/// The finding for lines that belong to nothing.
fn unaccounted((from, to, page): (u32, u32, Option<u32>)) -> Finding {
    Finding {
        code: "lines-not-recognised".to_owned(),
        severity: FindingSeverity::Warning,
        message: if from == to {
            format!("line {from} belongs to no item and no document")
        } else {
            format!("lines {from} to {to} belong to no item and no document")
        },
        page,
        line: Some(from),
    }
}
