//! Small fictional sources, one per quirk, and what is recognised in each; and what must hold for any source.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "fixtures are read from the file system")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use diariet::model::record::{Decision, Document, Finding, Item, Meeting};
use diariet::packet::{Bookmark, Line, Link, Packet, Page, PageState, read_text};
use diariet::split::{Draft, split};
use proptest::prelude::*;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/split")
}

#[test]
fn every_fixture_is_read_as_it_should_be() {
    let mut names: Vec<PathBuf> =
        std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|ext| ext == "txt"));
    names.sort();
    assert!(names.len() >= 6);
    for path in names {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let draft = split(&read_text("kalla.txt", &std::fs::read(&path).unwrap()));
        insta::with_settings!({ snapshot_path => folder(), prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, shown(&draft));
        });
    }
}

/// The draft, as short as it can be read.
fn shown(draft: &Draft) -> String {
    let mut out = String::new();
    head(&mut out, &draft.meeting);
    for item in &draft.meeting.items {
        self::item(&mut out, item);
    }
    for document in &draft.meeting.documents {
        self::document(&mut out, document);
    }
    for finding in &draft.meeting.findings {
        writeln!(out, "finding {} line {:?}: {}", finding.code, finding.line, finding.message).unwrap();
    }
    out
}

fn head(out: &mut String, meeting: &Meeting) {
    let show = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
    let date = meeting.date.map(|d| d.to_string());
    let times = [meeting.start, meeting.end].map(|t| t.map_or_else(|| "–".to_owned(), |t| t.to_string()));
    writeln!(
        out,
        "{:?}: {} / {}",
        meeting.sources[0].kind,
        show(&meeting.organisation),
        show(&meeting.organ.name)
    )
    .unwrap();
    writeln!(out, "{} {} to {} at {}", show(&date), times[0], times[1], show(&meeting.place)).unwrap();
    writeln!(out, "chair {}, secretary {}", show(&meeting.chair), show(&meeting.secretary)).unwrap();
    for person in &meeting.people {
        let absent = if person.present == Some(false) { " absent" } else { "" };
        writeln!(out, "person {} ({}) {}{absent}", person.name, show(&person.party), person.role).unwrap();
    }
}

fn item(out: &mut String, item: &Item) {
    let number = item
        .number
        .clone()
        .or_else(|| item.paragraph.as_ref().map(|p| format!("§ {p}")))
        .unwrap_or_else(|| "–".to_owned());
    writeln!(out, "\nitem {number} [{}] {} {:?} = {}", item.kind, item.title, item.diarienummer, item.id)
        .unwrap();
    writeln!(out, "  lines {:?}", item.lines.unwrap()).unwrap();
    if !item.presenters.is_empty() {
        writeln!(out, "  presented by {}", item.presenters.join(" + ")).unwrap();
    }
    for point in &item.points {
        writeln!(out, "  point {} {:?} {:?}", point.text, point.people, point.diarienummer).unwrap();
    }
    if let Some(proposal) = &item.proposal {
        writeln!(out, "  proposal to {}", proposal.organ.as_deref().unwrap_or("–")).unwrap();
        for clause in &proposal.clauses {
            writeln!(out, "  - {} {:?} {:?}", clause.text, clause.amounts, clause.decides).unwrap();
        }
        for condition in &proposal.conditions {
            writeln!(out, "  * {condition}").unwrap();
        }
    }
    if let Some(decided) = &item.decision {
        decision(out, decided);
    }
    if !item.sent_to.is_empty() {
        writeln!(out, "  sent to {:?}", item.sent_to).unwrap();
    }
    if let Some(summary) = &item.summary {
        writeln!(out, "  summary {summary:?}").unwrap();
    }
    for section in &item.sections {
        writeln!(out, "  section {}: {:?}", section.heading, section.text).unwrap();
    }
    for attachment in &item.attachments {
        writeln!(out, "  attachment {} -> {:?}", attachment.title, attachment.document).unwrap();
    }
}

fn decision(out: &mut String, decision: &Decision) {
    let outcomes: Vec<&str> = decision.outcomes.iter().map(|outcome| outcome.word()).collect();
    let at_once = if decision.immediate { ", at once" } else { "" };
    writeln!(out, "  decided [{}]{at_once}", outcomes.join(", ")).unwrap();
    for clause in &decision.clauses {
        let asked = clause.decides.as_ref().map_or_else(String::new, |organ| format!(" -> {organ}"));
        writeln!(out, "  = {}{asked}", clause.text).unwrap();
    }
    for condition in &decision.conditions {
        writeln!(out, "  * {condition}").unwrap();
    }
    for vote in &decision.votes {
        let count = |count: Option<u32>| count.map_or_else(|| "?".to_owned(), |count| count.to_string());
        let names: Vec<String> =
            vote.names.iter().map(|name| format!("{} {}", name.name, name.vote.word())).collect();
        writeln!(
            out,
            "  vote {}-{}-{} on {:?} or {:?}: {}",
            count(vote.yes),
            count(vote.no),
            count(vote.abstain),
            vote.yes_means,
            vote.no_means,
            names.join(", ")
        )
        .unwrap();
    }
    for (word, said) in
        [("reserves", &decision.reservations), ("states", &decision.statements), ("moves", &decision.motions)]
    {
        for said in said {
            writeln!(out, "  {word} {:?}: {}", said.by, said.text).unwrap();
        }
    }
    if !decision.recused.is_empty() {
        writeln!(out, "  recused {:?}", decision.recused).unwrap();
    }
}

fn document(out: &mut String, document: &Document) {
    writeln!(
        out,
        "\ndocument [{}] {} {:?} = {}",
        document.kind, document.title, document.diarienummer, document.id
    )
    .unwrap();
    writeln!(out, "  lines {:?} pages {:?}", document.lines.unwrap(), document.pages).unwrap();
    let of = (&document.item, &document.duplicate_of, document.date.map(|d| d.to_string()), &document.sender);
    writeln!(out, "  item {:?} copy of {:?} date {:?} from {:?}", of.0, of.1, of.2, of.3).unwrap();
    if let Some(decision) = &document.decision {
        writeln!(
            out,
            "  granted to {:?} for {:?}: {:?}",
            decision.applicant, decision.period, decision.outcomes
        )
        .unwrap();
        for clause in &decision.clauses {
            writeln!(out, "  - {} {:?} {:?}", clause.text, clause.amounts, clause.percent).unwrap();
        }
        for condition in &decision.conditions {
            writeln!(out, "  * {condition}").unwrap();
        }
    }
    for table in &document.tables {
        writeln!(
            out,
            "  table {:?}, {} rows, first {:?}",
            table.columns,
            table.rows.len(),
            table.rows.first()
        )
        .unwrap();
    }
}

/// The lines that a finding says belong to nothing.
fn unrecognised(finding: &Finding) -> Option<(u32, u32)> {
    let words: Vec<&str> = finding.message.split(' ').collect();
    let (from, to) = match words.as_slice() {
        ["line", line, "belongs", ..] => (line, line),
        ["lines", from, "to", to, "belong", ..] => (from, to),
        _ => return None,
    };
    (finding.code == "lines-not-recognised").then_some(())?;
    Some((from.parse().ok()?, to.parse().ok()?))
}

/// What holds for every source, whatever it says.
fn holds(packet: &Packet) {
    let draft = split(packet);
    let meeting = &draft.meeting;
    // Every line with text is in an item, in a document, or in a finding.
    let held: Vec<(u32, u32)> = meeting
        .items
        .iter()
        .filter_map(|i| i.lines)
        .chain(meeting.documents.iter().filter_map(|d| d.lines))
        .collect();
    let reported: Vec<(u32, u32)> = meeting.findings.iter().filter_map(unrecognised).collect();
    for line in packet.lines.iter().filter(|line| !line.text.trim().is_empty()) {
        let within = |(from, to): &(u32, u32)| (*from..=*to).contains(&line.number);
        let (in_record, in_finding) = (held.iter().any(within), reported.iter().any(within));
        assert!(in_record || in_finding, "line {}", line.number);
    }
    // Every scan is a page of a document.
    for page in packet.pages.iter().filter(|page| page.state == PageState::Scan) {
        let holds = |document: &Document| {
            document.pages.is_some_and(|(first, last)| (first..=last).contains(&page.number))
        };
        assert!(meeting.documents.iter().any(holds), "page {}: {:?}", page.number, meeting.documents);
    }
    // Ids are unique, and documents stand in order without overlap behind the agenda.
    for ids in [
        meeting.items.iter().map(|i| &i.id).collect::<Vec<_>>(),
        meeting.documents.iter().map(|d| &d.id).collect(),
    ] {
        let mut unique = ids.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), ids.len());
        assert!(ids.iter().all(|id| !id.is_empty() && *id != "handlingar"));
    }
    for document in &meeting.documents {
        assert!(draft.texts.contains_key(&document.id));
        assert!(
            document.duplicate_of.as_ref().is_none_or(|id| meeting.documents.iter().any(|d| d.id == *id))
        );
    }
    // The same source gives the same draft.
    assert_eq!(split(packet).meeting, draft.meeting);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        holds(&read_text("kalla.txt", &bytes));
    }

    /// A file with pages of all kinds, and an outline and links that lead anywhere.
    #[test]
    fn pages_without_text_are_pages_of_documents(
        pages in proptest::collection::vec(
            prop_oneof![
                Just(None),
                Just(Some("Kallelse till hamnnämnden\n2031-09-15\n\nÄrenden\n1. Upprop\n2. Ny kaj\nDnr HN 2031/4")),
                Just(Some("Hamnkontoret      TJÄNSTESKRIVELSE\nDatum 2031-02-03   Dnr HN 2031/4\n\nNy kaj\n\nFörslag till beslut\nKajen byggs.")),
                Just(Some("SAMMANTRÄDESPROTOKOLL\nHamnnämnden\n2031-09-15\n\n§ 4 Ny kaj\n\nBeslut\nKajen byggs.")),
                Just(Some("Sida 2 (4)\nDjupet mättes i maj.")),
                Just(Some("Djupet mättes i maj, och var fem meter.")),
                Just(Some("")),
            ],
            0..9,
        ),
        marks in proptest::collection::vec((0_u8..3, 1_u32..10, "[A-Z][a-z ]{2,9}"), 0..5),
        links in proptest::collection::vec((1_u32..12, 1_u32..10, "[A-Z][a-z ]{2,9}"), 0..5),
    ) {
        let mut packet = Packet { file: "p.pdf".into(), page_count: u32::try_from(pages.len()).ok(), ..Packet::default() };
        for (number, page) in (1..).zip(&pages) {
            let state = match page {
                None => PageState::Scan,
                Some("") => PageState::Empty,
                Some(_) => PageState::Text,
            };
            packet.pages.push(Page { number, label: None, state });
            for text in page.iter().filter(|page| !page.is_empty()).flat_map(|page| page.split('\n')) {
                let line = u32::try_from(packet.lines.len() + 1).unwrap();
                packet.lines.push(Line { number: line, page: Some(number), text: text.into(), furniture: false });
            }
        }
        let mark = |(level, page, title)| Bookmark { level, title, page: Some(page) };
        packet.outline = marks.into_iter().map(mark).collect();
        let link = |(line, page, text)| Link { page: 1, target: format!("#page={page}"), text, line: Some(line) };
        packet.links = links.into_iter().map(link).collect();
        holds(&packet);
    }

    #[test]
    fn likely_lines_are_survived(
        lines in proptest::collection::vec(
            prop_oneof![
                Just("Kallelse".to_owned()),
                Just("Föredragningslista".to_owned()),
                Just(String::new()),
                Just("\u{c}".to_owned()),
                Just(" Förslag till beslut".to_owned()),
                Just("Hamnnämnden beslutar".to_owned()),
                Just("TJÄNSTESKRIVELSE".to_owned()),
                Just("Diarienummer: HN 2031/4 Föredragande: Eva Ek,".to_owned()),
                Just("Datum 2031-02-03".to_owned()),
                Just("Tjänsteställe, handläggare Datum Beteckning".to_owned()),
                Just("Hamn, Eva Ek 2031-02-03 31HN4".to_owned()),
                Just("1 (2)".to_owned()),
                Just("2 (2)".to_owned()),
                Just("Beslutsunderlag".to_owned()),
                Just("Skickas till:".to_owned()),
                Just("Eva Ek".to_owned()),
                Just("Hamnchef".to_owned()),
                Just("Från: Eva".to_owned()),
                Just("Ärende: Kaj".to_owned()),
                Just("Datum: den 3 maj 2031".to_owned()),
                Just("| Ärende | Dnr | Förslag |".to_owned()),
                Just("| --- | --- | --- |".to_owned()),
                Just("     Ärende     Beteckning    Förslag".to_owned()),
                Just("\tA\t1\t2".to_owned()),
                Just("Dnr Stöd Belopp".to_owned()),
                Just("31HN4 Bidrag 5 000".to_owned()),
                Just("PROTOKOLLSUTDRAG".to_owned()),
                Just("§ 4".to_owned()),
                "[0-9]{1,2}\\. [A-ZÅÄÖ][a-zåäö ]{0,30}",
                "att [a-zåäö ,]{0,30}",
                "- [A-Za-zåäö -]{0,30}",
                "[ ]{0,3}[A-ZÅÄÖ][a-zåäö., -]{0,70}",
            ],
            0..60,
        )
    ) {
        holds(&read_text("kalla.txt", lines.join("\n").as_bytes()));
    }
}
