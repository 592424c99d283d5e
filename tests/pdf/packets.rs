//! Whole packets made as PDFs: what the file tells beside its text finds the papers and their items.

use diariet::model::record::Document;
use diariet::split::{Block, Draft, split};

use crate::build::{Build, Content};
use crate::read;

const PICTURE: &str = "q 560 0 0 800 20 20 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \x01\x7f\x01\x7f EI Q\n";

/// The agenda of two items; the lines of the attachments stand at y = 588 and 574, and 476.
fn agenda() -> Content {
    Content::new().lines(
        (60.0, 770.0),
        &[
            "Kajstads kommun",
            "Kallelse till hamnnämnden",
            "Tid: 2031-09-15 kl. 09.00",
            "Plats: Stadshuset",
            "",
            "Föredragningslista",
            "",
            "1. Ny kaj i inre hamnen",
            "Dnr HN 2031/44",
            "Förslag till beslut",
            "Hamnnämnden bygger kajen.",
            "Beslutsunderlag",
            "",
            "Karta över inre hamnen",
            "Yttrande från båtklubben",
            "",
            "2. Taxa för båtplatser",
            "Dnr HN 2031/45",
            "Förslag till beslut",
            "Hamnnämnden antar taxan.",
            "Beslutsunderlag",
            "Jämförelse av taxor i länet",
        ],
    )
}

fn memo(number: u32, title: &str, counter: &str) -> Content {
    let dnr = format!("HN 2031/{number}");
    Content::new()
        .text((400.0, 800.0), 10.0, counter)
        .text((60.0, 770.0), 11.0, "Hamnkontoret")
        .text((320.0, 770.0), 11.0, "TJÄNSTESKRIVELSE")
        .text((60.0, 750.0), 11.0, "Handläggare Pia Alm")
        .text((240.0, 750.0), 11.0, "Datum 2031-08-20")
        .text((420.0, 750.0), 11.0, &format!("Dnr {dnr}"))
        .lines(
            (60.0, 710.0),
            &[
                title,
                "",
                "Förslag till beslut",
                "Hamnnämnden godkänner förslaget.",
                "",
                "Sammanfattning",
                "Hamnen är gammal.",
            ],
        )
}

fn scan() -> Content {
    Content::new().raw(PICTURE)
}

fn drafted(build: Build) -> Draft {
    split(&read(&build.bytes()))
}

/// Title, item and pages of what stands behind the agenda.
fn papers(draft: &Draft) -> Vec<(&str, Option<&str>, (u32, u32))> {
    let row = |document: &Document| document.pages.unwrap_or((0, 0));
    let behind = draft.meeting.documents.iter().filter(|document| row(document).0 > 1);
    behind.map(|document| (document.title.as_str(), document.item.as_deref(), row(document))).collect()
}

#[test]
fn a_scan_between_papers_is_a_paper() {
    let mut build = Build::new();
    build.page(&agenda());
    build.page(&memo(44, "Ny kaj i inre hamnen", ""));
    for _ in 0..3 {
        build.page(&scan());
    }
    build.page(&memo(45, "Taxa för båtplatser", ""));
    build.page(&scan());
    let draft = drafted(build);
    let (kaj, taxa) = (Some("ny-kaj-i-inre-hamnen"), Some("taxa-for-batplatser"));
    let expected = [
        ("Ny kaj i inre hamnen", kaj, (2, 2)),
        ("Skannad handling, sidorna 3–5", kaj, (3, 5)),
        ("Taxa för båtplatser", taxa, (6, 6)),
        // The one paper that the item lists, and the one that is not its memo.
        ("Jämförelse av taxor i länet", taxa, (7, 7)),
    ];
    assert_eq!(papers(&draft), expected);
    let scanned = &draft.meeting.documents[2];
    assert_eq!((scanned.words, scanned.lines, &scanned.tables), (Some(0), None, &Vec::new()));
    assert_eq!(draft.texts[&scanned.id], [Block::Page(3), Block::Page(4), Block::Page(5)]);
    let said: Vec<_> =
        draft.meeting.findings.iter().map(|finding| (finding.code.as_str(), finding.page)).collect();
    let scans = [3, 4, 5, 7].map(|page| ("page-scan", Some(page)));
    assert_eq!(said, scans);
}

#[test]
fn a_scan_within_a_paper_is_a_page_of_it() {
    let mut build = Build::new();
    build.page(&agenda());
    build.page(&memo(44, "Ny kaj i inre hamnen", "Sida 1 (4)"));
    build.page(&scan());
    build.page(
        &Content::new()
            .text((400.0, 800.0), 10.0, "Sida 3 (4)")
            .lines((60.0, 770.0), &["Kajen byggs av sten."]),
    );
    // Signed by hand: the last page, by its document's own count.
    build.page(&scan());
    build.page(&scan());
    let draft = drafted(build);
    let kaj = Some("ny-kaj-i-inre-hamnen");
    assert_eq!(
        papers(&draft),
        [("Ny kaj i inre hamnen", kaj, (2, 5)), ("Skannad handling, sidan 6", kaj, (6, 6))]
    );
    let pages: Vec<u32> = draft.texts[&draft.meeting.documents[1].id]
        .iter()
        .filter_map(|block| if let Block::Page(page) = block { Some(*page) } else { None })
        .collect();
    assert_eq!(pages, [2, 3, 4, 5]);
}

#[test]
fn the_outline_names_scans() {
    let mut build = Build::new();
    build.page(&agenda());
    build.page(&memo(44, "Ny kaj i inre hamnen", ""));
    let first = build.page(&scan());
    build.page(&scan());
    let second = build.page(&scan());
    build.page(&memo(45, "Taxa för båtplatser", ""));
    let root = build.object("");
    let (one, two) = (root + 1, root + 2);
    build.replace(root, format!("<< /First {one} 0 R /Last {two} 0 R >>"));
    build.object(format!("<< /Title (Bilaga_1_Ritning.pdf) /Dest [ {first} 0 R /Fit ] /Next {two} 0 R >>"));
    build.object(format!("<< /Title (Brev fr\\345n grannen) /Dest [ {second} 0 R /Fit ] >>"));
    build.catalog(&format!("/Outlines {root} 0 R"));
    let draft = drafted(build);
    let kaj = Some("ny-kaj-i-inre-hamnen");
    assert_eq!(papers(&draft)[1..3], [("Bilaga 1 Ritning", kaj, (3, 4)), ("Brev från grannen", kaj, (5, 5))]);
}

#[test]
fn links_of_the_agenda_tell_which_paper_is_which() {
    let mut build = Build::new();
    // A link over the line at `y` of the agenda, to a page object that is there only later.
    let links: Vec<usize> = (0..3).map(|_| build.object("")).collect();
    let outer = build.object(
        "<< /Type /Annot /Subtype /Link /Rect [60 767 200 780] /A << /S /URI /URI (https://kajstad.example/hamn) >> >>",
    );
    let list: String = links.iter().chain([&outer]).map(|link| format!("{link} 0 R ")).collect();
    build.page_with(&agenda(), "", &format!("/Annots [ {list}]"));
    build.page(&memo(44, "Ny kaj i inre hamnen", ""));
    // No sign of its own says that a paper begins here, nor which.
    let statement = build.page(
        &Content::new().lines((60.0, 770.0), &["Vi i klubben vill ha kvar vår brygga.", "Den är bra."]),
    );
    let map = build.page(&scan());
    build.page(&memo(45, "Taxa för båtplatser", ""));
    let table =
        build.page(&Content::new().lines((60.0, 770.0), &["Det kostar mer hos andra.", "Men inte mycket."]));
    let targets = [(588.0, map), (574.0, statement), (476.0, table)];
    for (link, (y, page)) in links.iter().zip(targets) {
        build.replace(
            *link,
            format!(
                "<< /Type /Annot /Subtype /Link /Rect [58 {} 300 {}] /Dest [ {page} 0 R /Fit ] >>",
                y - 3.0,
                y + 10.0
            ),
        );
    }
    let packet = read(&build.bytes());
    let clicked: Vec<(&str, Option<u32>)> =
        packet.links.iter().map(|link| (link.text.as_str(), link.inner())).collect();
    let expected = [
        ("Karta över inre hamnen", Some(4)),
        ("Yttrande från båtklubben", Some(3)),
        ("Jämförelse av taxor i länet", Some(6)),
        ("Kajstads kommun", None),
    ];
    assert_eq!(clicked, expected);
    let draft = split(&packet);
    let (kaj, taxa) = (Some("ny-kaj-i-inre-hamnen"), Some("taxa-for-batplatser"));
    let expected = [
        ("Ny kaj i inre hamnen", kaj, (2, 2)),
        ("Yttrande från båtklubben", kaj, (3, 3)),
        ("Karta över inre hamnen", kaj, (4, 4)),
        ("Taxa för båtplatser", taxa, (5, 5)),
        ("Jämförelse av taxor i länet", taxa, (6, 6)),
    ];
    assert_eq!(papers(&draft), expected);
    let listed: Vec<bool> = draft
        .meeting
        .items
        .iter()
        .flat_map(|item| &item.attachments)
        .map(|attachment| attachment.document.is_some())
        .collect();
    assert_eq!(listed, [true; 3]);
}

#[test]
fn scans_behind_minutes_are_papers() {
    let mut build = Build::new();
    build.page(&Content::new().lines(
        (60.0, 770.0),
        &[
            "Kajstads kommun",
            "Hamnnämnden",
            "SAMMANTRÄDESPROTOKOLL",
            "Sammanträdesdatum 2031-09-15",
            "",
            "§ 12 Ny kaj i inre hamnen",
            "Dnr HN 2031/44",
            "",
            "Beslut",
            "Hamnnämnden bygger kajen.",
        ],
    ));
    build.page(&scan());
    build.page(&scan());
    let draft = drafted(build);
    assert_eq!(draft.meeting.items.len(), 1);
    assert_eq!(papers(&draft), [("Skannad handling, sidorna 2–3", None, (2, 3))]);
}
