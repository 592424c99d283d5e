//! Makes a packet of what the workers brought home.

use std::collections::BTreeMap;

use crate::model::record::{Finding, FindingSeverity};
use crate::packet::pdf::device::{MAX_GLYPHS, MAX_OPERATIONS};
use crate::packet::pdf::frame::{About, Damage, PageFrame, Stop};
use crate::packet::pdf::furniture;
use crate::packet::pdf::parent::{Failure, Haul, MAX_TEXT, Unread};
use crate::packet::{Bookmark, Line, Link, Packet, Page, PageState};

/// A page without text and with at least this many drawn lines and surfaces is a drawing, not an empty page with a
/// rule on it: letters that were turned into outlines, a map.
const DRAWING: u32 = 20;

/// Pictures that cover this much of a page with nothing but running heads on it are what the page is about. Logotypes
/// cover less.
const PICTURE: f32 = 0.25;

/// Pictures that cover this much are the page, whatever is stamped upon them …
const WHOLE_PAGE: f32 = 0.7;
/// … in so many characters at most.
const STAMP: u32 = 200;

/// More than one character in this many without a known letter: the page cannot be trusted.
const UNMAPPED: u32 = 20;

/// Fills in everything but the file's name and checksum.
pub(super) fn fill(packet: &mut Packet, haul: Haul) {
    packet.page_count = Some(haul.count);
    // A page that no worker spoke of was not read; that is so until one did.
    packet.pages =
        (1..=haul.count).map(|number| Page { number, label: None, state: PageState::NotRead }).collect();
    let marks = furniture::marks(&haul.pages);
    let mut link_words = BTreeMap::new();
    // Where no page keeps its checksum the program that wrote the file does not know how.
    let all_wrong = haul.pages.len() > 1 && haul.pages.iter().all(|page| page.damage.is_some());
    for (mut page, marks) in haul.pages.into_iter().zip(marks) {
        let state = state(&page, &marks);
        packet.findings.extend(page_finding(&page, state));
        packet.findings.extend(damaged(&page, all_wrong));
        packet.findings.extend(concealed(&page));
        if page.beneath > 0 || page.comments > 0 {
            packet.concealing.push(page.number);
        }
        set_state(packet, page.number, state);
        let first = u32::try_from(packet.lines.len() + 1).unwrap_or(u32::MAX);
        for words in std::mem::take(&mut page.link_words) {
            let line = words.line.map(|line| first.saturating_add(line));
            link_words.insert((page.number, words.annotation), (words.text, line));
        }
        push_lines(packet, page, &marks);
    }
    for (page, failure) in haul.failed {
        let state = match failure {
            Failure::Memory | Failure::Depth => PageState::Limit,
            Failure::Hung | Failure::Crashed => PageState::Crash,
        };
        set_state(packet, page, state);
        let message = format!("page {page} could not be read: {}", failure.how());
        packet.findings.push(finding("page-crash", FindingSeverity::Error, message, Some(page)));
    }
    if let Some((first, last, why)) = haul.unread {
        packet.findings.push(unread_finding((first, last), haul.count, why));
    }
    packet.findings.sort_by_key(|finding| finding.page);
    if haul.count > 0 && packet.pages.iter().all(|page| page.state == PageState::Empty) {
        let message = "nothing at all could be found on any page: blank, or damaged".to_owned();
        packet.findings.push(finding("pdf-empty", FindingSeverity::Warning, message, None));
    }
    match haul.about {
        Some(Ok(about)) => fill_about(packet, about, link_words),
        Some(Err(failure)) => packet.findings.push(no_about(failure.how())),
        None => packet.findings.push(no_about("the reading ended before")),
    }
}

fn set_state(packet: &mut Packet, page: u32, state: PageState) {
    let at = usize::try_from(page).ok().and_then(|page| page.checked_sub(1));
    if let Some(page) = at.and_then(|at| packet.pages.get_mut(at)) {
        page.state = state;
    }
}

fn push_lines(packet: &mut Packet, page: PageFrame, marks: &[bool]) {
    for (line, furniture) in page.lines.into_iter().zip(marks) {
        let number = u32::try_from(packet.lines.len() + 1).unwrap_or(u32::MAX);
        packet.lines.push(Line { number, page: Some(page.number), text: line.text, furniture: *furniture });
    }
}

/// How the page could be read. A picture with nothing but a page number on it is a scan, too.
fn state(page: &PageFrame, furniture: &[bool]) -> PageState {
    let no_text = page.lines.is_empty();
    let only_furniture =
        page.lines.iter().zip(furniture).all(|(line, furniture)| line.text.is_empty() || *furniture);
    let drawn = page.pictures > 0 || page.strokes >= DRAWING;
    let scan = (no_text && drawn) || (only_furniture && page.covered >= PICTURE);
    match page.stopped {
        Some(Stop::Panic) => PageState::Crash,
        Some(Stop::Glyphs | Stop::Operations) => PageState::Limit,
        None if scan => PageState::Scan,
        None if no_text => PageState::Empty,
        None if page.unmapped > page.glyphs / UNMAPPED => PageState::Unmapped,
        None => PageState::Text,
    }
}

/// What a person should know of a page that was read.
fn page_finding(page: &PageFrame, state: PageState) -> Option<Finding> {
    use FindingSeverity::{Error, Warning};
    let number = page.number;
    let (code, severity, message) = match (state, page.stopped) {
        (_, Some(Stop::Panic)) => (
            "page-crash",
            Error,
            format!("page {number} could not be read to its end: the reader failed on it"),
        ),
        (_, Some(Stop::Glyphs)) => (
            "page-limit",
            Error,
            format!("page {number} has more than {MAX_GLYPHS} characters; the rest is left out"),
        ),
        (_, Some(Stop::Operations)) => (
            "page-limit",
            Error,
            format!("page {number} has more than {MAX_OPERATIONS} drawing operations; the rest is left out"),
        ),
        (PageState::Scan, _) if page.pictures > 0 => {
            ("page-scan", Warning, format!("page {number} is a picture without text (a scan)"))
        }
        (PageState::Scan, _) => ("page-scan", Warning, format!("page {number} is a drawing without text")),
        (PageState::Unmapped, _) => {
            let (unmapped, glyphs) = (page.unmapped, page.glyphs);
            let message = format!(
                "{unmapped} of the {glyphs} characters on page {number} have no known letter in the file"
            );
            ("page-unmapped", Warning, message)
        }
        (PageState::Text, _) if is_stamped_picture(page) => (
            "page-picture",
            Warning,
            format!("page {number} is a picture with a few words on it; it may be a scan"),
        ),
        _ => return None,
    };
    Some(finding(code, severity, message, Some(number)))
}

/// What a person should know of a page whose drawing instructions are not what they were.
fn damaged(page: &PageFrame, all_wrong: bool) -> Option<Finding> {
    let what = match page.damage? {
        Damage::BrokenOff => "breaks off",
        Damage::TextLost => "needs a font that is not there",
        Damage::Checksum if all_wrong => return None,
        Damage::Checksum => "is not what it was",
    };
    let number = page.number;
    let message =
        format!("page {number} is damaged: what is drawn on it {what}, and text may be missing or wrong");
    Some(finding("page-damaged", FindingSeverity::Warning, message, Some(number)))
}

/// What a person should know of what the file holds on a page and the page does not show.
fn concealed(page: &PageFrame) -> Vec<Finding> {
    use FindingSeverity::{Error, Warning};
    let number = page.number;
    let mut found = Vec::new();
    let mut say = |code, severity, message| found.push(finding(code, severity, message, Some(number)));
    if page.beneath > 0 {
        let message = format!(
            "page {number} holds {} beneath a box, a picture or a mark for redaction: left out, but anybody can copy \
             them from the PDF",
            characters(page.beneath)
        );
        say("text-covered", Error, message);
    }
    if page.unseen > 0 {
        let message = format!(
            "page {number} holds {} that cannot be seen (in the colour of the paper, cut away or not painted): left \
             out",
            characters(page.unseen)
        );
        say("text-hidden", Warning, message);
    }
    // A page that was not read to its end has said more already.
    if page.unsure && page.stopped.is_none() {
        let message =
            format!("so much is painted on page {number} that text may lie hidden beneath some of it");
        say("text-hidden", Warning, message);
    }
    if page.comments > 0 {
        let comments =
            if page.comments == 1 { "a comment".into() } else { format!("{} comments", page.comments) };
        let message = format!("page {number} has {comments}: left out, but anybody can read them in the PDF");
        say("pdf-comments", Warning, message);
    }
    found
}

fn characters(count: u32) -> String {
    if count == 1 { "one character".to_owned() } else { format!("{count} characters") }
}

/// Whether the page is a picture with no more text than a stamp has, none of it recognised from the picture.
fn is_stamped_picture(page: &PageFrame) -> bool {
    page.covered >= WHOLE_PAGE && page.invisible == 0 && page.glyphs <= STAMP
}

fn unread_finding((first, last): (u32, u32), count: u32, why: Unread) -> Finding {
    let because = match why {
        Unread::Pages => format!("the file has {count} pages, and {} are the limit", first - 1),
        Unread::Crashes => "too many pages before brought the reader down".to_owned(),
        Unread::Time => "the time that one file may take had passed".to_owned(),
        Unread::Text => format!("the pages before have {} MiB of text, which is the limit", MAX_TEXT >> 20),
    };
    let pages =
        if first == last { format!("page {first} was") } else { format!("pages {first}–{last} were") };
    finding("page-not-read", FindingSeverity::Error, format!("{pages} not read: {because}"), Some(first))
}

fn no_about(how: &str) -> Finding {
    let message = format!("bookmarks, page labels, links and embedded files could not be read: {how}");
    finding("pdf-metadata", FindingSeverity::Warning, message, None)
}

fn finding(code: &str, severity: FindingSeverity, message: String, page: Option<u32>) -> Finding {
    Finding { code: code.into(), severity, message, page, line: None }
}

/// Page and annotation of a link: its text, and the number of its line.
type AllWords = BTreeMap<(u32, u32), (String, Option<u32>)>;

fn fill_about(packet: &mut Packet, about: About, mut link_words: AllWords) {
    if about.cut {
        let message = "the file has more bookmarks, links or embedded files than are read".to_owned();
        packet.findings.push(finding("pdf-metadata", FindingSeverity::Warning, message, None));
    }
    let count = packet.page_count.unwrap_or(0);
    if let Some(claimed) = about.claimed.filter(|claimed| *claimed > count) {
        let message =
            format!("the file says that it has {claimed} pages, and {count} could be found: it is damaged");
        packet.findings.push(finding("pdf-damaged", FindingSeverity::Warning, message, None));
    }
    if !about.embedded.is_empty() {
        let names = about.embedded.join(", ");
        let (severity, what) = match about.portfolio {
            true => (FindingSeverity::Warning, "the PDF is a wrapping for other files, which"),
            false => (FindingSeverity::Note, "files lie within the PDF, and"),
        };
        packet.findings.push(finding(
            "embedded-files",
            severity,
            format!("{what} are not read: {names}"),
            None,
        ));
    }
    if about.form_of_maker {
        let message =
            "the PDF is a form (XFA) of which only Adobe's programs show the content: print it to a new PDF";
        packet.findings.push(finding("pdf-form", FindingSeverity::Error, message.to_owned(), None));
    }
    packet.title = about.title;
    packet.language = about.language;
    packet.embedded = about.embedded;
    let link = |(page, annotation, target)| {
        let (text, line) = link_words.remove(&(page, annotation)).unwrap_or_default();
        Link { page, target, text, line }
    };
    packet.links = about.links.into_iter().map(link).collect();
    let bookmark = |(level, title, page)| Bookmark { level, title, page };
    packet.outline = about.outline.into_iter().map(bookmark).collect();
    for (page, label) in packet.pages.iter_mut().zip(about.labels) {
        page.label = (!label.is_empty()).then_some(label);
    }
}
