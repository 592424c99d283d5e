//! One paragraph becomes one item.

use std::sync::LazyLock;

use regex::Regex;

use super::Setting;
use super::paragraphs::Paragraph;
use super::rows::Row;
use super::sections::{self, Section};
use super::{decision, earlier, heading, kinds, unheaded};
use crate::model::record::{Attachment, Decision, Finding, FindingSeverity, Item, ItemKind, Section as Text};
use crate::split::headings::Heading;
use crate::split::lines;

/// An item and what was doubtful about it.
#[derive(Debug)]
pub(super) struct Read {
    /// The item; its id is given by the caller.
    pub(super) item: Item,
    /// Doubts.
    pub(super) findings: Vec<Finding>,
}

/// Reads one paragraph.
pub(super) fn read(rows: &[Row<'_>], paragraph: &Paragraph, setting: &Setting) -> Read {
    let head = heading::read(rows, paragraph, setting);
    let mut sections = sections::read(rows, paragraph, head.end);
    headed_twice(&mut sections, setting);
    let mut sections = unheaded::parted(sections, setting);
    put_to_council(&mut sections, setting);
    let (mut decided, mut findings) = decision::read(&sections, setting, &paragraph.printed);
    if decided.is_none() && sections.is_empty() && unheaded::is_withdrawn(&head.title) {
        decided = Some(unheaded::withdrawn());
    }
    let place = rows.get(paragraph.head);
    let mut item = Item {
        paragraph: Some(paragraph.printed.clone()),
        kind: kind(&head.title, &sections),
        diarienummer: head.numbers,
        handler: head.handler,
        summary: summary(&sections, setting),
        sections: texts(&sections, setting, decided.as_ref()),
        proposal: decision::proposal(&sections, setting),
        decision: decided,
        attachments: attachments(&sections, setting),
        sent_to: sent_to(&sections),
        earlier: earlier_of(&sections, setting),
        pages: pages(rows, paragraph),
        lines: span(rows, paragraph),
        ..Item::new("", head.title.clone(), ItemKind::Beslut)
    };
    if item.title.is_empty() && item.kind != ItemKind::Sekretess {
        findings.push(Finding {
            code: "no-title".to_owned(),
            severity: FindingSeverity::Warning,
            message: format!("§ {} has no title", paragraph.printed),
            page: None,
            line: None,
        });
    }
    item.diarienummer.dedup();
    for finding in &mut findings {
        finding.page = place.and_then(|row| row.page);
        finding.line = place.map(|row| row.number);
        if finding.code == "vote-count" {
            finding.message = format!("§ {}: {}", paragraph.printed, finding.message);
        }
    }
    Read { item, findings }
}

/// "Beslut" right above "Kommunstyrelsens förslag:" in the minutes of that body: what it decides is what it proposes, to
/// the body that the first line names.
fn headed_twice(sections: &mut Vec<Section>, setting: &Setting) {
    let Some(meets) = setting.organ.as_deref() else { return };
    let mut at = 0;
    while at + 1 < sections.len() {
        let bare = sections[at].is(Heading::Decision)
            && sections[at].is_empty()
            && sections[at].headed.as_ref().is_some_and(|headed| headed.organ.is_none());
        let below = &mut sections[at + 1];
        let named = below.lines.iter().find(|line| !line.is_empty()).and_then(|line| {
            let named = crate::split::organs::leading(line)?;
            let other = !named.genitive && !crate::split::organs::means(named.name, meets);
            (other && named.rest.starts_with("beslut")).then(|| named.name.to_owned())
        });
        let own = below.is(Heading::Proposal)
            && below
                .headed
                .as_ref()
                .and_then(|headed| headed.organ.as_deref())
                .is_some_and(|organ| crate::split::organs::means(organ, meets));
        if bare
            && own
            && named.is_some()
            && let Some(headed) = below.headed.as_mut()
        {
            headed.heading = Heading::Decision;
            headed.decides = headed.decides.take().or(named);
            sections.remove(at);
        }
        at += 1;
    }
}

/// What the body that meets heads as its own proposal ("Kommunstyrelsens förslag till beslut") is for the council where
/// the paragraph is sent there and decides nothing else.
fn put_to_council(sections: &mut [Section], setting: &Setting) {
    let council = sent_to(sections)
        .into_iter()
        .find(|name| crate::split::organs::is_elected(name) && name.to_lowercase().ends_with("fullmäktige"));
    let (Some(council), Some(meets)) = (council, setting.organ.as_deref()) else { return };
    if sections.iter().any(|section| decision::decides(section, setting)) {
        return;
    }
    for section in sections.iter_mut().filter(|section| section.is(Heading::Proposal)) {
        if let Some(headed) = section.headed.as_mut()
            && headed.organ.as_deref().is_some_and(|organ| crate::split::organs::same(organ, meets))
        {
            headed.decides.get_or_insert_with(|| council.clone());
        }
    }
}

/// The rows of a memo without the names and titles of those who sign it.
fn unsigned<'a>(rows: &[Row<'a>]) -> Vec<Row<'a>> {
    const OFFICES: [&str; 8] =
        ["chef", "direktör", "handläggare", "sekreterare", "utredare", "strateg", "ekonom", "jurist"];
    let mut out = rows.to_vec();
    let speaking: Vec<usize> = (0..rows.len()).filter(|at| rows[*at].speaks()).collect();
    for pair in speaking.windows(2) {
        let (name, office) = (&rows[pair[0]], rows[pair[1]].text.to_lowercase());
        let signs = name
            .raw
            .trim()
            .split("  ")
            .filter(|cell| !cell.trim().is_empty())
            .all(|cell| crate::split::people::is_name(cell.trim()));
        // Without blank lines a name stands below a sentence, or below the office of another who signs.
        let above = pair[0].checked_sub(1).map(|above| &out[above]);
        let alone = above.is_none_or(|row| row.blank() || row.furniture || row.text.ends_with('.'));
        if signs && alone && OFFICES.iter().any(|word| office.contains(word)) {
            out[pair[0]].furniture = true;
            out[pair[1]].furniture = true;
        }
    }
    out
}

/// Reads a memo as the item that it puts before a body: what it proposes, and why.
pub(super) fn read_memo(rows: &[Row<'_>], title: String, setting: &Setting) -> Item {
    let whole = Paragraph {
        start: 0,
        head: 0,
        end: rows.len(),
        printed: String::new(),
        rest: String::new(),
        last: None,
        counted: false,
    };
    let sections = sections::read(&unsigned(rows), &Paragraph { end: rows.len(), ..whole }, 0);
    let mut headed: Vec<Section> = sections.into_iter().filter(|section| section.headed.is_some()).collect();
    headed.iter_mut().filter(|section| section.is(Heading::Proposal)).for_each(end_of_run_in);
    Item {
        summary: summary(&headed, setting),
        sections: texts(&headed, setting, None),
        proposal: decision::proposal(&headed, setting),
        attachments: attachments(&headed, setting),
        sent_to: sent_to(&headed),
        earlier: earlier_of(&headed, setting),
        ..Item::new("", title, ItemKind::Beslut)
    }
}

/// Ends a section whose heading has its text on the same line ("Förslag till beslut: Nämnden beslutar att …"): the next
/// paragraph has no heading of its own, but goes on with it only as a list or as what a body decides.
fn end_of_run_in(section: &mut Section) {
    if section.headed.as_ref().is_none_or(|headed| headed.rest.is_empty()) {
        return;
    }
    let goes_on = |line: &String| {
        line.starts_with("att ")
            || crate::split::agenda::begins_point(line)
            || crate::split::organs::acts(line)
            || line.starts_with(char::is_lowercase)
    };
    let lines = &section.lines;
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(0);
    let end = (first + 1..lines.len())
        .find(|at| lines[at - 1].is_empty() && !lines[*at].is_empty() && !goes_on(&lines[*at]));
    if let Some(end) = end {
        section.lines.truncate(end);
    }
}

/// What the item is for: its title says, or that its text is secret. A number with nothing below it is what is left of
/// an item that is not published; one with a text is an item whose title was not found.
fn kind(title: &str, sections: &[Section]) -> ItemKind {
    let of_title = kinds::of_title(title);
    let decided = sections.iter().any(|section| section.is(Heading::Decision));
    let secret = sections.iter().any(decision::is_secret);
    let bare = title.is_empty() && sections.iter().all(Section::is_empty);
    let told = title.to_lowercase().contains("(sekretess)") && sections.iter().all(Section::is_empty);
    if (secret || bare || told) && !decided { ItemKind::Sekretess } else { of_title }
}

/// The summary, paragraphs parted by a blank line.
fn summary(sections: &[Section], setting: &Setting) -> Option<String> {
    let texts: Vec<String> = sections
        .iter()
        .filter(|section| section.is(Heading::Summary) && !section.is_empty())
        .map(|section| section.paragraphs(setting.width).join("\n\n"))
        .collect();
    (!texts.is_empty()).then(|| texts.join("\n\n"))
}

/// The sections that no other field holds, and what stands behind the clauses of a decision or a proposal.
fn texts(sections: &[Section], setting: &Setting, decided: Option<&Decision>) -> Vec<Text> {
    // Who reserved themselves in the midst of a decision is told with the reservations.
    let told = |text: &str| {
        let said =
            decided.iter().flat_map(|decision| decision.reservations.iter().chain(&decision.statements));
        said.into_iter().any(|said| said.text == text)
    };
    // What is decided in running text, with nothing else said, is the decision and no section.
    let decided_alone = |text: &Text| {
        let clauses = decided.iter().flat_map(|decision| &decision.clauses);
        let clauses: Vec<&str> = clauses.map(|clause| clause.text.as_str()).collect();
        text.heading.is_empty() && !clauses.is_empty() && text.text == clauses.join(" ")
    };
    let own = |section: &Section| {
        !section.is_empty()
            && matches!(
                section.heading(),
                None | Some(
                    Heading::Description
                        | Heading::Assessment
                        | Heading::Consequences
                        | Heading::Previous
                        | Heading::Treatment
                        | Heading::Adjournment
                        | Heading::Appeal
                )
            )
    };
    let read = |section: &Section| {
        if own(section) {
            Some(text(section, setting)).filter(|text| !decided_alone(text) && !told(&text.text))
        } else {
            decision::rest(section, setting).map(|rest| text(&rest, setting)).filter(|rest| !told(&rest.text))
        }
    };
    sections.iter().filter_map(read).collect()
}

/// A section as it is published.
fn text(section: &Section, setting: &Setting) -> Text {
    Text {
        heading: section.headed.as_ref().map_or_else(String::new, |headed| headed.text.clone()),
        text: section.paragraphs(setting.width).join("\n\n"),
    }
}

/// The papers that the item lists.
fn attachments(sections: &[Section], setting: &Setting) -> Vec<Attachment> {
    let mut out = Vec::new();
    for section in sections.iter().filter(|section| section.is(Heading::Basis)) {
        for title in entries(section, setting) {
            out.push(Attachment { title, document: None });
        }
    }
    out
}

/// A day or a paragraph, with which what names a paper ends. Groups: what ends, what begins.
static PAPER_ENDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(\d{4}-\d{2}-\d{2}\.|§ ?\d{1,4}\.|(?:daterad|den) \d{4}-\d{2}-\d{2}) +(\p{Lu}\p{Ll}{3})")
        .ok()
});

/// The entries of a list of papers: a new one where a line does not fill its width, after a bullet, and where a day or
/// a paragraph ends the one before.
fn entries(section: &Section, setting: &Setting) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut previous: Option<&str> = None;
    let parted = |line: &String| match PAPER_ENDS.as_ref() {
        Some(form) => form.replace_all(line, "$1\n$2").into_owned(),
        None => line.clone(),
    };
    let lines: Vec<String> = section.lines.iter().map(parted).collect();
    for line in lines.iter().flat_map(|line| line.split('\n')).filter(|line| !line.is_empty()) {
        let text = line.trim_start_matches(['•', '·', '●', '▪', '*']).trim_start();
        let text = text.strip_prefix("- ").or_else(|| text.strip_prefix("– ")).unwrap_or(text).trim_start();
        let bullet = text.len() < line.len();
        let small = text.chars().next().is_some_and(char::is_lowercase);
        let fresh = previous.is_none_or(|before| {
            bullet
                || !small
                    && !before.ends_with(['-', '–', ','])
                    && lines::breaks_early(before, text, setting.width)
                || before.ends_with('.') && !small
                || !small && ends_paper(before)
        });
        match out.last_mut() {
            Some(last) if !fresh => lines::append(last, text),
            _ if text.is_empty() => continue,
            _ => out.push(text.to_owned()),
        }
        previous = Some(line);
    }
    out
}

/// Whether a line ends in a day or a paragraph.
fn ends_paper(line: &str) -> bool {
    PAPER_ENDS.as_ref().is_some_and(|form| {
        let closed = format!("{}. Abcd", line.trim_end_matches('.'));
        form.find_iter(&closed).last().is_some_and(|found| found.end() == closed.len())
    })
}

/// Those who get the decision.
fn sent_to(sections: &[Section]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for section in sections.iter().filter(|section| section.is(Heading::SentTo)) {
        let filled: Vec<&str> =
            section.lines.iter().map(String::as_str).filter(|line| !line.is_empty()).collect();
        let running = filled.len() == 1 || filled.iter().any(|line| line.ends_with(','));
        let names: Vec<String> = if running {
            let text = lines::joined(filled.iter().copied());
            text.split([',', ';']).flat_map(recipients).collect()
        } else {
            filled.iter().flat_map(|line| recipients(line)).collect()
        };
        for name in names {
            let name =
                name.trim().trim_start_matches(['•', '-', '–', '*', ' ']).trim_end_matches('.').to_owned();
            // The day may head the next page.
            let day = super::dates::only(&name).is_some();
            if !name.is_empty() && !day && !out.contains(&name) {
                out.push(name);
            }
        }
    }
    out
}

/// Recipients that strokes part, or that are offices of one word each ("Hamnkontoret Ekonomiavdelningen"); anything else
/// is one recipient as printed.
fn recipients(text: &str) -> Vec<String> {
    const ENDS: [&str; 9] = [
        "kontoret",
        "förvaltningen",
        "nämnden",
        "styrelsen",
        "avdelningen",
        "enheten",
        "revisionen",
        "akten",
        "diariet",
    ];
    if text.contains(" / ") {
        return text.split(" / ").map(str::to_owned).collect();
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let office = |word: &&str| {
        let lower = word.trim_end_matches('.').to_lowercase();
        word.starts_with(char::is_uppercase) && ENDS.iter().any(|end| lower.ends_with(end))
    };
    if words.len() >= 2 && words.iter().all(office) {
        words.into_iter().map(str::to_owned).collect()
    } else {
        vec![text.to_owned()]
    }
}

/// Where the case was before.
fn earlier_of(sections: &[Section], setting: &Setting) -> Vec<crate::model::record::Earlier> {
    let mut out = Vec::new();
    for section in sections {
        let text: Vec<String> = match section.heading() {
            Some(Heading::Previous) => section.paragraphs(setting.width),
            Some(Heading::Basis) => entries(section, setting),
            _ => continue,
        };
        for found in text.iter().flat_map(|text| earlier::read(text)) {
            if !out.contains(&found) {
                out.push(found);
            }
        }
    }
    out
}

/// First and last page.
fn pages(rows: &[Row<'_>], paragraph: &Paragraph) -> Option<(u32, u32)> {
    let own = rows.get(paragraph.start..paragraph.end)?;
    let last = own.iter().rev().find(|row| row.speaks())?;
    Some((own.first()?.page?, last.page?))
}

/// First and last line.
fn span(rows: &[Row<'_>], paragraph: &Paragraph) -> Option<(u32, u32)> {
    let own = rows.get(paragraph.start..paragraph.end)?;
    Some((own.first()?.number, own.last()?.number))
}
