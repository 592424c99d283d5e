use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::base::store;
use crate::content::config::Config;
use crate::content::gate::Personal;
use crate::content::{MeetingContent, markdown, read as content_read, tree};
use crate::model::date::{Date, Time};
use crate::model::record::*;
use crate::split::Block;

/// A site's folder in the making, and files to import.
struct Desk {
    root: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { root: tempfile::tempdir().unwrap() }
    }

    fn content(&self) -> std::path::PathBuf {
        self.root.path().join("content")
    }

    /// Lays a draft out as a file. The test's recogniser reads it back: what is tested is not recognition.
    fn file(&self, name: &str, draft: &Draft) -> PathBuf {
        let path = self.root.path().join("in").join(name);
        let meeting = serde_json::to_string(&draft.meeting).unwrap();
        let texts: BTreeMap<&String, Vec<String>> = draft
            .texts
            .iter()
            .map(|(id, blocks)| {
                let of = |block: &Block| match block {
                    Block::Paragraph(text) => text.clone(),
                    Block::Page(page) => format!("#{page}"),
                    _ => String::new(),
                };
                (id, blocks.iter().map(of).collect())
            })
            .collect();
        let text = format!("{meeting}\n{}", serde_json::to_string(&texts).unwrap());
        store::write(&path, text.as_bytes()).unwrap();
        path
    }

    fn import(&self, files: &[PathBuf]) -> Import {
        self.import_with(files, |_| {})
    }

    fn import_with(&self, files: &[PathBuf], change: impl FnOnce(&mut Options)) -> Import {
        let mut options = Options::new(files.to_vec(), &self.content());
        change(&mut options);
        run(&options, &recognise)
    }

    /// Every file of the content with its text, the imprint too.
    fn files(&self) -> BTreeMap<String, String> {
        let content = self.content();
        store::whole_tree(&content)
            .unwrap()
            .into_iter()
            .filter(|entry| entry.kind == store::EntryKind::File)
            .map(|entry| {
                let bytes = store::read(&content.join(&entry.name), 1 << 20).unwrap();
                (entry.name, String::from_utf8(bytes).unwrap())
            })
            .collect()
    }

    fn text(&self, name: &str) -> String {
        self.files().get(name).cloned().unwrap_or_else(|| panic!("no {name} in {:?}", self.files().keys()))
    }

    fn edit(&self, name: &str, from: &str, to: &str) {
        let text = self.text(name);
        assert!(text.contains(from), "{text}");
        store::write(&self.content().join(name), text.replacen(from, to, 1).as_bytes()).unwrap();
    }

    /// The meeting as whoever reads the content sees it; with no error and no warning but `allowed`.
    fn read(&self, folder: &str, allowed: &[&str]) -> MeetingContent {
        let (found, wrong) = tree::scan(self.root.path()).unwrap();
        let (slug, day) = folder.split_once('/').unwrap();
        let config = Config::default();
        let (body, _, more) = content_read::body(&found, slug, &config, Personal::Raw);
        let organ = Organ { name: Some(body.name), slug: Some(slug.to_owned()) };
        let options = content_read::Options { drafts: false, unpublished: true, personal: Personal::Raw };
        let (mut content, some) = content_read::meeting(&found, &organ, day, &config, options);
        let rest = content_read::documents(&found, &mut content, &config, options);
        let wrong: Vec<_> = [wrong, more, some, rest]
            .concat()
            .into_iter()
            .filter(|diagnostic| !allowed.contains(&diagnostic.code.name()))
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        content
    }
}

fn recognise(packet: &Packet) -> Draft {
    let lines: Vec<&str> = packet.lines.iter().map(|line| line.text.as_str()).collect();
    let mut meeting: Meeting = serde_json::from_str(lines[0]).unwrap();
    let texts: BTreeMap<String, Vec<String>> = serde_json::from_str(lines[1]).unwrap();
    for source in &mut meeting.sources {
        source.file.clone_from(&packet.file);
        source.sha256.clone_from(&packet.sha256);
    }
    let block = |text: String| match text.strip_prefix('#') {
        Some(page) => Block::Page(page.parse().unwrap()),
        None => Block::Paragraph(text),
    };
    let texts = texts.into_iter().map(|(id, blocks)| (id, blocks.into_iter().map(block).collect())).collect();
    Draft { meeting, texts }
}

fn draft(kind: SourceKind) -> Draft {
    let meeting = Meeting {
        organ: Organ { name: Some("Tekniska nämnden".into()), slug: None },
        date: Date::parse("2026-03-03"),
        sources: vec![Source::new(kind, "", "")],
        ..Meeting::default()
    };
    Draft { meeting, texts: BTreeMap::new() }
}

fn clause(text: &str) -> Clause {
    Clause { text: text.into(), ..Clause::default() }
}

fn proposed(id: &str, number: &str, dnr: &str, title: &str) -> Item {
    let mut item = Item::new(id, title, ItemKind::Beslut);
    item.number = Some(number.into());
    item.diarienummer = vec![dnr.into()];
    item.summary = Some(format!("Sammanfattning av {title}."));
    item.sections =
        vec![Section { heading: "Bakgrund".into(), text: "Det började så.\n\nOch fortsatte.".into() }];
    item.proposal =
        Some(Proposal { clauses: vec![clause(&format!("att anta {title}"))], ..Proposal::default() });
    item
}

fn decided(paragraph: &str, dnr: &str, title: &str, words: &str) -> Item {
    let mut item = Item::new(crate::base::text::slug(title), title, ItemKind::Beslut);
    item.paragraph = Some(paragraph.into());
    item.diarienummer = vec![dnr.into()];
    item.decision = Some(Decision {
        clauses: vec![clause(words)],
        outcomes: vec![Outcome::Bifall],
        ..Decision::default()
    });
    item.sent_to = vec!["Akten".into()];
    item
}

fn notice() -> Draft {
    let mut draft = draft(SourceKind::Kallelse);
    draft.meeting.start = Time::parse("13:00");
    draft.meeting.place = Some("Rådhuset".into());
    let person = |name: &str, role| Person {
        name: name.into(),
        party: Some("S".into()),
        role,
        present: None,
        scope: None,
    };
    draft.meeting.people = vec![person("Ada Ek", Role::Ordforande), person("Bo Alm", Role::Ledamot)];
    let mut first = proposed("cykelplan", "1", "TN 2026/11", "Cykelplan");
    first.attachments = vec![
        Attachment { title: "Tjänsteskrivelse".into(), document: Some("tjansteskrivelse".into()) },
        Attachment { title: "Karta".into(), document: None },
    ];
    draft.meeting.items = vec![first, proposed("parktaxa", "2", "TN 2026/12", "Parktaxa för år 2027")];
    let mut memo = Document::new("tjansteskrivelse", "Tjänsteskrivelse", DocumentKind::Tjansteskrivelse);
    memo.item = Some("cykelplan".into());
    memo.pages = Some((2, 3));
    let mut letter = Document::new("brev", "Brev från en granne", DocumentKind::Brev);
    letter.duplicate_of = Some("tjansteskrivelse".into());
    draft.meeting.sources[0].pages = Some(4);
    draft.meeting.documents = vec![memo, letter];
    let blocks = vec![
        Block::Page(2),
        Block::Paragraph("Planen.".into()),
        Block::Page(3),
        Block::Paragraph("Mer.".into()),
    ];
    draft.texts.insert("tjansteskrivelse".into(), blocks);
    draft
}

fn minutes() -> Draft {
    let mut draft = draft(SourceKind::Protokoll);
    draft.meeting.organ.name = Some("Teknisk nämnd".into());
    let person =
        |name: &str, role| Person { name: name.into(), party: None, role, present: Some(true), scope: None };
    draft.meeting.people = vec![person("Ada Ek", Role::Ordforande)];
    draft.meeting.adjusted = Date::parse("2026-03-10");
    draft.meeting.items = vec![
        Item { paragraph: Some("20".into()), ..Item::new("upprop", "Upprop", ItemKind::Formalia) },
        decided("21", "TN-2026:11", "Cykelplan", "Tekniska nämnden antar planen"),
        decided("22", "TN 2026/12", "Parktaxa 2027", "Tekniska nämnden antar taxan"),
    ];
    draft
}

const FOLDER: &str = "tekniska-namnden/2026-03-03";

#[test]
fn a_notice_becomes_content() {
    let desk = Desk::new();
    let outcome = desk.import(&[desk.file("kallelse.txt", &notice())]);
    assert!(!outcome.has_errors(), "{:?}", outcome.errors);
    let mut shown = String::new();
    for (name, text) in desk.files().iter().filter(|(name, _)| !name.ends_with(".import.toml")) {
        shown.push_str(&format!("==== {name}\n{text}"));
    }
    let sum = desk.read(FOLDER, &[]).record.sources[0].sha256.clone();
    insta::assert_snapshot!(shown.replace(&sum, "[SHA-256]"));
}

#[test]
fn the_same_file_again_changes_nothing() {
    let desk = Desk::new();
    let files = [desk.file("kallelse.txt", &notice()), desk.file("protokoll.txt", &minutes())];
    desk.import(&files);
    let before = desk.files();
    let again = desk.import(&files);
    assert_eq!((again.known.len(), again.meetings.len()), (2, 0));
    assert_eq!(desk.files(), before);
    let merged = desk.import_with(&files, |options| options.repeat = Repeat::Again);
    assert!(
        merged.meetings[0].changes.iter().all(|change| change.what == What::Unchanged),
        "{:?}",
        merged.meetings
    );
    assert_eq!(desk.files(), before);
}

#[test]
fn minutes_add_decisions_to_the_items_that_are_there() {
    let desk = Desk::new();
    desk.import(&[desk.file("kallelse.txt", &notice())]);
    desk.import(&[desk.file("protokoll.txt", &minutes())]);
    let record = desk.read(FOLDER, &[]).record;
    let ids: Vec<_> = record.items.iter().map(|item| (item.id.as_str(), item.paragraph.as_deref())).collect();
    assert_eq!(ids, [("upprop", Some("20")), ("cykelplan", Some("21")), ("parktaxa", Some("22"))]);
    let item = &record.items[1];
    assert_eq!(item.diarienummer, ["TN 2026/11"], "another spelling is no second number");
    assert!(item.proposal.is_some() && item.decision.is_some() && item.summary.is_some());
    assert_eq!(record.items[2].title, "Parktaxa för år 2027", "the agenda's title stands");
    assert_eq!(record.people.iter().map(|p| p.present).collect::<Vec<_>>(), [Some(true), None]);
    assert_eq!(record.sources.len(), 2);
    assert_eq!(record.adjusted, Date::parse("2026-03-10"));
    assert_eq!(record.documents.len(), 2);
}

#[test]
fn both_in_one_call_in_any_order_are_the_same() {
    let one = Desk::new();
    one.import(&[one.file("kallelse.txt", &notice()), one.file("protokoll.txt", &minutes())]);
    let other = Desk::new();
    other.import(&[other.file("protokoll.txt", &minutes()), other.file("kallelse.txt", &notice())]);
    assert_eq!(one.files(), other.files());
    let after = Desk::new();
    after.import(&[after.file("protokoll.txt", &minutes())]);
    after.import(&[after.file("kallelse.txt", &notice())]);
    // The body keeps the name under which it was first met.
    let record = after.read("teknisk-namnd/2026-03-03", &[]).record;
    assert!(record.items[1].proposal.is_some() && record.items[1].decision.is_some());
    assert_eq!(record.people[0].present, Some(true), "an agenda takes nobody's presence away");
}

#[test]
fn partial_minutes_add_up() {
    let desk = Desk::new();
    desk.import(&[desk.file("kallelse.txt", &notice())]);
    let mut part = draft(SourceKind::Delprotokoll);
    part.meeting.sources[0].paragraphs = Some("22".into());
    part.meeting.items =
        vec![decided("22", "TN 2026/12", "Parktaxa för år 2027", "Tekniska nämnden antar taxan")];
    desk.import(&[desk.file("del.txt", &part)]);
    let mut rest = minutes();
    rest.meeting.items.pop();
    desk.import(&[desk.file("protokoll.txt", &rest)]);
    let record = desk.read(FOLDER, &[]).record;
    let decided: Vec<_> =
        record.items.iter().filter(|i| i.decision.is_some()).map(|i| i.id.as_str()).collect();
    assert_eq!(decided, ["cykelplan", "parktaxa"]);
    assert_eq!(record.sources.iter().filter(|s| s.kind.decides()).count(), 2);
}

#[test]
fn a_revised_notice_renews_and_keeps_addresses() {
    let desk = Desk::new();
    desk.import(&[desk.file("kallelse.txt", &notice())]);
    let mut revised = notice();
    revised.meeting.items.remove(1);
    let item = &mut revised.meeting.items[0];
    item.id = "cykelplan-for-lindmora".into();
    item.title = "Cykelplan för Lindmora".into();
    item.number = Some("2".into());
    item.proposal =
        Some(Proposal { clauses: vec![clause("att anta den nya planen")], ..Proposal::default() });
    revised.meeting.items.insert(0, proposed("budget", "1", "TN 2026/13", "Budget"));
    for document in &mut revised.meeting.documents {
        document.item = document.item.take().map(|_| "cykelplan-for-lindmora".into());
    }
    let outcome = desk.import(&[desk.file("kallelse-2.txt", &revised)]);
    let record = desk.read(FOLDER, &[]).record;
    let ids: Vec<_> = record.items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, ["budget", "cykelplan", "parktaxa"]);
    assert_eq!(record.items[1].proposal.as_ref().unwrap().clauses[0].text, "att anta den nya planen");
    assert_eq!(record.documents.len(), 2, "the same papers again are not new ones");
    let codes: Vec<_> =
        outcome.meetings[0].findings.iter().map(|(_, finding)| finding.code.as_str()).collect();
    assert_eq!(codes, ["not-in-revision"]);
}

#[test]
fn what_a_person_edited_is_left_and_the_new_lies_beside() {
    let desk = Desk::new();
    desk.import(&[desk.file("kallelse.txt", &notice())]);
    let path = format!("{FOLDER}/cykelplan.md");
    desk.edit(&path, "Och fortsatte.", "Och fortsatte *länge*.");
    let edited = desk.text(&path);
    let outcome = desk.import(&[desk.file("protokoll.txt", &minutes())]);
    assert_eq!(desk.text(&path), edited);
    let beside = desk.text(&format!("{FOLDER}/cykelplan.incoming.md"));
    assert!(beside.contains("[decision]") && beside.contains("*länge*"), "{beside}");
    let change = outcome.meetings[0].changes.iter().find(|change| change.path == "cykelplan.md").unwrap();
    let What::Kept { difference, .. } = &change.what else { panic!("{change:?}") };
    assert!(difference.contains("+ [decision]") && !difference.contains("länge\n+"), "{difference}");
    assert!(report(&outcome, None).contains("edited by hand"));
    desk.read(FOLDER, &["pending-import"]);
    // Taken over by hand, it holds what a person has edited, and stays theirs.
    let before = desk.files();
    desk.import_with(&[desk.file("protokoll.txt", &minutes())], |options| options.repeat = Repeat::Again);
    assert_eq!(desk.files(), before);
    store::rename(
        &desk.content().join(format!("{FOLDER}/cykelplan.incoming.md")),
        &desk.content().join(&path),
    )
    .unwrap();
    let mut corrected = minutes();
    corrected.meeting.items[1].sent_to.push("Arkivet".into());
    desk.import(&[desk.file("protokoll-2.txt", &corrected)]);
    assert_eq!(desk.text(&path), beside);
    assert!(desk.text(&format!("{FOLDER}/cykelplan.incoming.md")).contains("Arkivet"));
    desk.read(FOLDER, &["pending-import"]);
    // A version that nobody has taken over is not laid over by the next.
    corrected.meeting.items[1].sent_to.push("Biblioteket".into());
    desk.import(&[desk.file("protokoll-3.txt", &corrected)]);
    assert!(!desk.text(&format!("{FOLDER}/cykelplan.incoming.md")).contains("Biblioteket"));
    assert!(desk.text(&format!("{FOLDER}/cykelplan.2.incoming.md")).contains("Biblioteket"));
}

#[test]
fn minutes_that_say_nothing_of_a_decision_take_none_away() {
    let desk = Desk::new();
    desk.import(&[desk.file("kallelse.txt", &notice())]);
    desk.import(&[desk.file("protokoll.txt", &minutes())]);
    let decided = desk.read(FOLDER, &[]).record.items[1].decision.clone().unwrap();
    let mut stub = minutes();
    let decision = stub.meeting.items[1].decision.as_mut().unwrap();
    decision.clauses.clear();
    decision.outcomes.clear();
    decision.immediate = true;
    let outcome = desk.import(&[desk.file("protokoll-2.txt", &stub)]);
    let now = desk.read(FOLDER, &[]).record.items[1].decision.clone().unwrap();
    assert_eq!((now.clauses, now.immediate), (decided.clauses, true));
    assert!(!outcome.meetings[0].findings.iter().any(|(_, finding)| finding.code == "decision-differs"));
}

#[test]
fn a_meeting_edited_by_hand_gets_its_new_sources() {
    let desk = Desk::new();
    desk.import(&[desk.file("kallelse.txt", &notice())]);
    let path = format!("{FOLDER}/index.md");
    desk.edit(&path, "Rådhuset", "Stora salen");
    desk.import(&[desk.file("protokoll.txt", &minutes())]);
    let text = desk.text(&path);
    assert!(text.contains("Stora salen") && !text.contains("Rådhuset"), "{text}");
    let record = desk.read(FOLDER, &["pending-import"]).record;
    assert_eq!(record.sources.len(), 2, "the documents that came name it");
    let before = desk.files();
    desk.import_with(&[desk.file("protokoll.txt", &minutes())], |options| options.repeat = Repeat::Again);
    assert_eq!(desk.files(), before);
}

#[test]
fn an_edit_is_not_asked_about_again_when_nothing_is_new() {
    let desk = Desk::new();
    let file = desk.file("kallelse.txt", &notice());
    desk.import(std::slice::from_ref(&file));
    desk.edit(&format!("{FOLDER}/parktaxa.md"), "Parktaxa för år 2027", "Parktaxa");
    let before = desk.files();
    desk.import_with(&[file], |options| options.repeat = Repeat::Again);
    assert_eq!(desk.files(), before);
}

#[test]
fn what_a_person_removed_stays_away() {
    let desk = Desk::new();
    let file = desk.file("kallelse.txt", &notice());
    desk.import(std::slice::from_ref(&file));
    store::remove_file(&desk.content().join(format!("{FOLDER}/cykelplan/tjansteskrivelse.md"))).unwrap();
    let dangling = desk.import_with(std::slice::from_ref(&file), |options| options.repeat = Repeat::Again);
    assert!(dangling.has_errors(), "content that does not hold together is not merged with");
    desk.edit(&format!("{FOLDER}/cykelplan.md"), "\ndocument = \"tjansteskrivelse\"", "");
    desk.edit(&format!("{FOLDER}/handlingar/brev.md"), "duplicate_of = \"tjansteskrivelse\"\n", "");
    let before = desk.files();
    let outcome = desk.import_with(&[file], |options| options.repeat = Repeat::Again);
    assert!(!outcome.has_errors(), "{:?}", outcome.errors);
    let removed: Vec<_> = outcome.meetings[0]
        .changes
        .iter()
        .filter(|c| c.what == What::Removed)
        .map(|c| c.path.as_str())
        .collect();
    assert_eq!(removed, ["cykelplan/tjansteskrivelse.md"]);
    let kept: Vec<_> = desk.files().into_keys().filter(|name| !before.contains_key(name)).collect();
    assert!(!kept.iter().any(|name| name.ends_with("tjansteskrivelse.md")), "{kept:?}");
}

#[test]
fn what_is_unsure_is_reported_and_not_joined() {
    let desk = Desk::new();
    let mut twins = notice();
    twins.meeting.documents.clear();
    twins.meeting.items = vec![
        proposed("a", "1", "TN 2026/11", "Cykelplan del ett"),
        proposed("b", "2", "TN 2026/11", "Cykelplan del två"),
    ];
    desk.import(&[desk.file("kallelse.txt", &twins)]);
    let mut minutes = minutes();
    minutes.meeting.items = vec![decided("21", "TN 2026/11", "Cykelplan", "Tekniska nämnden antar planen")];
    let outcome = desk.import(&[desk.file("protokoll.txt", &minutes)]);
    let (_, finding) = &outcome.meetings[0].findings[0];
    assert_eq!(finding.code, "unsure-match");
    assert!(finding.message.contains("`a.md` or `b.md`"), "{}", finding.message);
    let record = desk.read(FOLDER, &[]).record;
    assert_eq!(record.items.len(), 3);
    assert!(record.items.iter().all(|item| item.proposal.is_none() || item.decision.is_none()));
}

#[test]
fn one_bad_file_stops_no_other() {
    let desk = Desk::new();
    let good = desk.file("a.txt", &notice());
    let bad = desk.root.path().join("in/b.txt");
    store::write(&bad, b"PK\x03\x04\0").unwrap();
    let mut nameless = notice();
    nameless.meeting.date = None;
    let dayless = desk.file("c.txt", &nameless);
    let mut other = notice();
    other.meeting.organ.name = Some("Sök".into());
    let reserved = desk.file("d.txt", &other);
    let empty = desk.root.path().join("in/e.txt");
    store::write(&empty, b" \n\x0c\n").unwrap();
    let outcome =
        desk.import(&[bad, dayless, reserved, good, empty, desk.root.path().join("in/missing.pdf")]);
    assert_eq!((outcome.errors.len(), outcome.meetings.len()), (5, 1), "{:?}", outcome.errors);
    assert!(
        outcome.errors.iter().any(|error| error.message.contains("holds no text")),
        "{:?}",
        outcome.errors
    );
    desk.read(FOLDER, &[]);
}

#[test]
fn papers_without_a_day_belong_to_the_meeting_they_are_named_with() {
    let desk = Desk::new();
    let mut papers = draft(SourceKind::Tjansteskrivelse);
    papers.meeting.organ = Organ::default();
    papers.meeting.date = None;
    let mut map = Document::new("karta", "Karta", DocumentKind::Bilaga);
    map.diarienummer = vec!["TN-2026:11".into()];
    papers.meeting.documents = vec![map];
    let papers = desk.file("handlingar.txt", &papers);
    let outcome = desk.import(&[papers.clone(), desk.file("kallelse.txt", &notice())]);
    assert!(!outcome.has_errors(), "{:?}", outcome.errors);
    let record = desk.read(FOLDER, &[]).record;
    assert_eq!(record.documents.len(), 3);
    let linked: Vec<_> = record.items[0].attachments.iter().map(|a| a.document.as_deref()).collect();
    assert_eq!(linked, [Some("tjansteskrivelse"), Some("karta")], "by number and title");
    let mut next = notice();
    next.meeting.date = Date::parse("2026-04-07");
    let outcome = desk.import(&[papers, desk.file("a.txt", &notice()), desk.file("b.txt", &next)]);
    assert_eq!(outcome.errors.len(), 1, "of two meetings nobody knows which");
}

#[test]
fn papers_in_files_of_their_own_are_those_that_an_item_lists() {
    let desk = Desk::new();
    let mut called = notice();
    for title in ["Bilaga 1 Skiss över piren", "Tjänsteskrivelse 2026-02-01"] {
        called.meeting.items[1].attachments.push(Attachment { title: title.into(), document: None });
    }
    let paper = |title: &str, kind, day: Option<&str>| {
        let mut draft = draft(SourceKind::Tjansteskrivelse);
        (draft.meeting.organ, draft.meeting.date) = (Organ::default(), None);
        let mut document = Document::new(crate::base::text::slug(title), title, kind);
        document.date = day.and_then(Date::parse);
        draft.meeting.documents.push(document);
        draft
    };
    let sketch = paper("Skiss över piren", DocumentKind::Bilaga, None);
    let memo = paper("Ny pir", DocumentKind::Tjansteskrivelse, Some("2026-02-01"));
    desk.import(&[
        desk.file("kallelse.txt", &called),
        desk.file("skiss.txt", &sketch),
        desk.file("pir.txt", &memo),
    ]);
    let record = desk.read(FOLDER, &[]).record;
    let item = &record.items[1];
    let linked = item.attachments.iter().filter(|attachment| attachment.document.is_some()).count();
    let own = record.documents.iter().filter(|document| document.item.as_ref() == Some(&item.id)).count();
    assert!(linked >= 2 && own >= 2, "{item:?} {:?}", record.documents);
}

#[test]
fn a_second_meeting_on_one_day_is_a_meeting_of_its_own() {
    let desk = Desk::new();
    desk.import(&[desk.file("kallelse.txt", &notice())]);
    let mut extra = draft(SourceKind::Kallelse);
    extra.meeting.start = Time::parse("18:00");
    extra.meeting.items = vec![proposed("brobygge", "1", "TN 2026/40", "Brobygge")];
    desk.import(&[desk.file("extra.txt", &extra)]);
    let mut late = minutes();
    late.meeting.start = Time::parse("13:15");
    desk.import(&[desk.file("protokoll.txt", &late)]);
    assert_eq!(desk.read(FOLDER, &[]).record.sources.len(), 2, "it began late, but its items are the same");
    let record = desk.read("tekniska-namnden/2026-03-03-2", &[]).record;
    assert_eq!((record.items.len(), record.sources.len()), (1, 1));
    let before = desk.files();
    desk.import_with(&[desk.file("extra.txt", &extra)], |options| options.repeat = Repeat::Again);
    assert_eq!(desk.files(), before);
}

#[test]
fn a_folder_is_every_file_in_it() {
    let desk = Desk::new();
    desk.file("2026/kallelse.txt", &notice());
    let mut next = notice();
    next.meeting.date = Date::parse("2026-04-07");
    desk.file("2026/april.txt", &next);
    desk.file("2026/protokoll.docx", &next);
    desk.file("2026/.DS_Store", &next);
    let outcome = desk.import(&[desk.root.path().join("in")]);
    let folders: Vec<_> = outcome.meetings.iter().map(|imported| imported.folder.as_str()).collect();
    assert_eq!(folders, [FOLDER, "tekniska-namnden/2026-04-07"]);
    let [said] = &outcome.errors[..] else { panic!("{:?}", outcome.errors) };
    assert!(said.message.ends_with("`2026/protokoll.docx`") && !outcome.has_errors(), "{said:?}");
}

#[test]
fn a_body_can_be_named_and_is_known_by_its_names() {
    let desk = Desk::new();
    store::write(
        &desk.content().join("tn/_index.md"),
        b"+++\nname = \"Teknikn\xc3\xa4mnden\"\nnames = [\"Tekniska n\xc3\xa4mnden\"]\n+++\n",
    )
    .unwrap();
    desk.import(&[desk.file("kallelse.txt", &notice())]);
    assert!(desk.files().contains_key("tn/2026-03-03/index.md"));
    let outcome = desk.import_with(&[desk.file("protokoll.txt", &minutes())], |options| {
        options.organ = Some("Samhällsnämnden".into());
    });
    assert_eq!(outcome.meetings[0].folder, "samhallsnamnden/2026-03-03");
}

#[test]
fn a_rehearsal_writes_nothing() {
    let desk = Desk::new();
    let outcome =
        desk.import_with(&[desk.file("kallelse.txt", &notice())], |options| options.mode = Mode::DryRun);
    assert!(!store::is_folder(&desk.content()));
    assert!(report(&outcome, None).contains("would add 5"), "{}", report(&outcome, None));
}

#[test]
fn files_that_lie_with_a_meeting_stay() {
    let desk = Desk::new();
    desk.import(&[desk.file("kallelse.txt", &notice())]);
    let folder = desk.content().join(FOLDER);
    store::write(&folder.join("kallelse.txt"), b"source").unwrap();
    store::write(&folder.join(".note"), b"mine").unwrap();
    desk.import(&[desk.file("protokoll.txt", &minutes())]);
    let files = desk.files();
    assert!(
        files.contains_key(&format!("{FOLDER}/kallelse.txt"))
            && files.contains_key(&format!("{FOLDER}/.note"))
    );
    assert!(!store::is_folder(&desk.content().join(".import")));
}

#[test]
fn what_cannot_be_written_leaves_content_as_it_was() {
    let desk = Desk::new();
    // A file stands where the body's folder must be.
    store::write(&desk.content().join("tekniska-namnden"), b"").unwrap();
    let before = desk.files();
    let outcome = desk.import(&[desk.file("kallelse.txt", &notice())]);
    assert!(outcome.has_errors());
    assert_eq!(desk.files(), before);
    assert!(!store::is_folder(&desk.content().join(".import")));
}

#[test]
fn a_killed_import_is_cleared_away_and_a_running_one_is_respected() {
    let desk = Desk::new();
    let content = desk.content();
    store::write(&content.join(".import/ready/x/2026-03-03/index.md"), b"half").unwrap();
    let lock = store::lock(&content.join(".import.lock")).unwrap();
    let file = desk.file("kallelse.txt", &notice());
    let outcome = desk.import(std::slice::from_ref(&file));
    assert!(outcome.errors[0].message.contains("another `diariet`"), "{:?}", outcome.errors);
    drop(lock);
    assert!(!desk.import(&[file]).has_errors());
    assert!(!store::is_folder(&content.join(".import")));
    desk.read(FOLDER, &[]);
}

#[test]
fn content_with_errors_is_left_as_it_is() {
    let desk = Desk::new();
    desk.import(&[desk.file("kallelse.txt", &notice())]);
    desk.edit(&format!("{FOLDER}/parktaxa.md"), "kind = \"beslut\"", "kind = \"besult\"");
    let before = desk.files();
    let outcome = desk.import(&[desk.file("protokoll.txt", &minutes())]);
    assert!(outcome.has_errors() && outcome.meetings.is_empty());
    assert_eq!(desk.files(), before);
}

#[test]
fn records_are_of_the_files_alone_and_have_addresses() {
    let desk = Desk::new();
    let files = vec![desk.file("kallelse.txt", &notice()), desk.file("protokoll.txt", &minutes())];
    let mut options = Options::new(files, &desk.content());
    options.organ = Some("Tekniska nämnden".into());
    let (records, errors) = records(&options, &recognise);
    assert!(errors.is_empty() && !store::is_folder(&desk.content()));
    let [record] = &records[..] else { panic!("{records:?}") };
    assert_eq!(record.url, "/tekniska-namnden/2026-03-03/");
    assert_eq!(record.items[1].url, "/tekniska-namnden/2026-03-03/cykelplan/");
    let memo = record.documents.iter().find(|document| document.id == "tjansteskrivelse").unwrap();
    assert_eq!(memo.url, "/tekniska-namnden/2026-03-03/cykelplan/tjansteskrivelse/");
    assert!(memo.words.is_some() && memo.sha256.is_some());
    assert!(record.findings.iter().any(|finding| finding.code == "kl-8-12-posted"));
    let nowhere = Draft::default();
    let options = Options::new(vec![desk.file("x.txt", &nowhere)], &desk.content());
    let (records, _) = super::records(&options, &recognise);
    let findings = &records[0].findings;
    let codes: Vec<_> = findings.iter().map(|finding| finding.code.as_str()).take(3).collect();
    assert_eq!(codes, ["body-not-found", "day-not-found", "not-found"]);
    assert!(findings.iter().any(|finding| finding.message == "not found: any item"));
}

#[test]
fn the_report_says_what_was_found_and_what_was_not() {
    let desk = Desk::new();
    let mut draft = minutes();
    draft.meeting.items[2].diarienummer.clear();
    draft.meeting.items[2].lines = Some((40, 52));
    draft.meeting.findings = vec![Finding {
        code: "lines-not-recognised".into(),
        severity: FindingSeverity::Warning,
        message: "lines 7 to 9 belong to no item and no document".into(),
        page: Some(2),
        line: Some(7),
    }];
    let outcome = desk.import(&[desk.file("protokoll.txt", &draft)]);
    insta::assert_snapshot!(report(&outcome, None));
}

fn text() -> impl Strategy<Value = String> {
    "[A-ZÅÄÖa-zåäö][-a-zåäö0-9 .,:;§()/&*_#|<>'\"\\\\–]{0,40}[a-zåäö0-9]"
        .prop_map(|text| crate::base::text::squeeze(&text))
}

fn any_item() -> impl Strategy<Value = Item> {
    let lists = (prop::collection::vec(text(), 0..3), prop::collection::vec(text(), 0..3));
    let parts =
        (prop::option::of(text()), prop::option::of(text()), prop::collection::vec((text(), text()), 0..3));
    let dnr = prop::collection::vec("TN 2026/[1-9][0-9]{0,2}", 0..3);
    (text(), prop::option::of("[1-9]"), prop::option::of("[1-9][0-9]?"), dnr, lists, parts).prop_map(
        |(title, number, paragraph, dnr, (clauses, conditions), (summary, handler, sections))| {
            let mut item = Item::new("", title, ItemKind::Beslut);
            item.number = number;
            item.paragraph = paragraph;
            item.diarienummer = dnr;
            item.summary = summary;
            item.handler = handler;
            item.sections = sections.into_iter().map(|(heading, text)| Section { heading, text }).collect();
            let clauses: Vec<Clause> = clauses
                .iter()
                .map(|text| Clause {
                    amounts: crate::split::money::amounts(text),
                    percent: crate::split::money::percent(text),
                    ..clause(text)
                })
                .collect();
            if item.paragraph.is_some() {
                item.decision = Some(Decision { clauses, conditions, ..Decision::default() });
            } else if !clauses.is_empty() || !conditions.is_empty() {
                item.proposal = Some(Proposal { organ: None, clauses, conditions });
            }
            item
        },
    )
}

fn any_meeting() -> impl Strategy<Value = Draft> {
    let kind = prop_oneof![Just(SourceKind::Kallelse), Just(SourceKind::Protokoll)];
    let documents = prop::collection::vec((text(), prop::collection::vec(text(), 0..4), any::<bool>()), 0..4);
    (kind, prop::collection::vec(any_item(), 0..6), documents).prop_map(|(kind, items, documents)| {
        let mut draft = draft(kind);
        draft.meeting.items = items;
        for (at, item) in draft.meeting.items.iter_mut().enumerate() {
            item.id = format!("i{at}");
        }
        for (at, (title, blocks, loose)) in documents.into_iter().enumerate() {
            let mut document = Document::new(format!("d{at}"), title, DocumentKind::Bilaga);
            document.item = draft.meeting.items.first().filter(|_| !loose).map(|item| item.id.clone());
            document.pages = Some((1, 1));
            let blocks = blocks.into_iter().map(Block::Paragraph).collect();
            draft.texts.insert(document.id.clone(), blocks);
            draft.meeting.documents.push(document);
        }
        draft
    })
}

/// What is left of a record when everything that reading adds is taken away.
fn bare(meeting: &Meeting) -> (Vec<Item>, Vec<[String; 3]>) {
    let items = meeting
        .items
        .iter()
        .map(|item| {
            let mut item = item.clone();
            item.url = String::new();
            item
        })
        .collect();
    let mut documents: Vec<_> = meeting
        .documents
        .iter()
        .map(|document| {
            [document.id.clone(), document.title.clone(), document.item.clone().unwrap_or_default()]
        })
        .collect();
    documents.sort();
    (items, documents)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_written_reads_back_and_imports_as_itself(draft in any_meeting()) {
        let desk = Desk::new();
        let file = desk.file("a.txt", &draft);
        let outcome = desk.import(std::slice::from_ref(&file));
        prop_assert!(!outcome.has_errors(), "{:?}", outcome.errors);
        let content = desk.read(FOLDER, &[]);
        prop_assert_eq!(bare(&content.record), bare(&draft.meeting));
        for (id, blocks) in &draft.texts {
            let shown: String = content.texts[id].pages.iter().map(|(_, page)| markdown::plain(page)).collect();
            let printed: Vec<&str> = blocks.iter().filter_map(|block| match block {
                Block::Paragraph(text) => Some(text.as_str()),
                _ => None,
            }).collect();
            prop_assert_eq!(shown.trim(), printed.join("\n\n"));
        }
        let before = desk.files();
        // What was exported, imported as if another program had made it, is the same.
        let mut exported = Draft { meeting: content.record, texts: draft.texts.clone() };
        exported.meeting.sources.truncate(1);
        let again = desk.import(&[desk.file("a.txt", &exported)]);
        prop_assert!(!again.has_errors(), "{:?}", again.errors);
        let mut after = desk.files();
        for name in ["index.md", ".import.toml"] {
            let name = format!("{FOLDER}/{name}");
            after.insert(name.clone(), before[&name].clone());
        }
        prop_assert_eq!(after, before);
    }

    #[test]
    fn two_sources_merge_to_a_fixed_point(one in any_meeting(), two in any_meeting()) {
        let desk = Desk::new();
        let files = [desk.file("a.txt", &one), desk.file("b.txt", &two)];
        let outcome = desk.import(&files);
        prop_assert!(!outcome.has_errors(), "{:?}", outcome.errors);
        let ids = |desk: &Desk| -> Vec<String> {
            desk.read(FOLDER, &[]).record.items.into_iter().map(|item| item.id).collect()
        };
        let first = ids(&desk);
        let again = desk.import_with(&files, |options| options.repeat = Repeat::Again);
        prop_assert!(!again.has_errors(), "{:?}", again.errors);
        prop_assert!(again.meetings.iter().flat_map(|m| &m.changes).all(|c| c.what != What::Added), "{:?}", again.meetings);
        prop_assert_eq!(ids(&desk), first);
    }
}

#[test]
fn a_draft_is_the_same_whatever_reads_it() {
    let desk = Desk::new();
    let path = desk.file("a.txt", &notice());
    let packet = crate::packet::read(Path::new(&path), &Limits::default()).unwrap();
    assert_eq!(recognise(&packet).texts, notice().texts);
}
