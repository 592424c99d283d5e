//! Pages as houses make them: what office programs, case systems and typists put on paper, read as a clerk reads it.

use diariet::packet::{Packet, PageState};
use diariet::split::split;

use crate::build::{Build, Content};
use crate::{findings, page_text, read};

fn packet(contents: &[Content]) -> Packet {
    let mut build = Build::new();
    contents.iter().for_each(|content| {
        build.page(content);
    });
    read(&build.bytes())
}

/// The lines with text, their gaps made one bar.
fn cells(packet: &Packet) -> Vec<String> {
    let cells = |text: &str| {
        let cells: Vec<&str> = text.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
        cells.join(" | ")
    };
    packet.lines.iter().map(|line| cells(&line.text)).filter(|line| !line.is_empty()).collect()
}

/// A word set letter by letter, `gap` points between them, in Helvetica of 11 points.
fn spaced(content: Content, (x, y): (f64, f64), word: &str, gap: f64) -> Content {
    let width = |letter| match letter {
        'P' | 'K' => 0.667,
        'R' => 0.722,
        'O' => 0.778,
        'T' => 0.611,
        _ => 0.556,
    };
    let mut at = x;
    word.chars().fold(content, |content, letter| {
        let content = content.text((at, y), 11.0, &letter.to_string());
        at += width(letter) * 11.0 + gap;
        content
    })
}

#[test]
fn headings_with_letters_apart_are_words() {
    // By the file's own letter spacing, by letters placed one by one, and by a typist's blanks.
    let content = Content::new().raw("8 Tc\n").text((60.0, 780.0), 14.0, "KALLELSE").raw("0 Tc\n");
    let content = spaced(content, (60.0, 740.0), "PROTOKOLL", 2.0);
    let content = content
        .text((60.0, 700.0), 14.0, "T J Ä N S T E S K R I V E L S E")
        .text((400.0, 700.0), 11.0, "1 (3)")
        .text((60.0, 660.0), 11.0, "S M C V L");
    let packet = packet(&[content]);
    // What a typist set apart stays as it was typed in the packet, and is a word for whoever recognises it.
    let typed = "T J Ä N S T E S K R I V E L S E | 1 (3)";
    assert_eq!(cells(&packet), ["KALLELSE", "PROTOKOLL", typed, "S M C V L"]);
    let text = format!("{:?}", split(&packet).texts);
    assert!(text.contains("TJÄNSTESKRIVELSE") && text.contains("S M C V L"), "{text}");
}

#[test]
fn small_capitals_are_one_word() {
    let content = Content::new()
        .raw("BT /F1 14 Tf 60 700 Td (H) Tj /F1 10 Tf (AMNN\\304MNDEN) Tj ET\n")
        .raw("BT /F1 14 Tf 60 660 Td (B) Tj /F1 10 Tf (ESLUT) Tj /F1 14 Tf ( \\247 7) Tj ET\n");
    assert_eq!(cells(&packet(&[content])), ["HAMNNÄMNDEN", "BESLUT § 7"]);
}

#[test]
fn justified_lines_with_wide_gaps_stay_lines() {
    // 3.4 points added to every space: a paragraph set to both margins with few words in the line.
    let content = Content::new()
        .raw("3.4 Tw\n")
        .text((60.0, 700.0), 11.0, "Nämnden beslutar att gå vidare med")
        .raw("5.2 Tw\n")
        .text((60.0, 686.0), 11.0, "planeringen av en ny brygga vid")
        .raw("0 Tw\n")
        .text((60.0, 672.0), 11.0, "badplatsen.");
    let expected = ["Nämnden beslutar att gå vidare med", "planeringen av en ny brygga vid", "badplatsen."];
    assert_eq!(cells(&packet(&[content])), expected);
}

#[test]
fn the_number_in_the_right_column_is_apart_from_the_title() {
    let content = Content::new()
        .text((60.0, 800.0), 10.0, "Kajstads kommun")
        .text((440.0, 800.0), 10.0, "Dnr HN 2031/44")
        .text((60.0, 760.0), 12.0, "Ny kaj i inre hamnen")
        .text((440.0, 760.0), 10.0, "2031-08-20");
    assert_eq!(
        cells(&packet(&[content])),
        ["Kajstads kommun | Dnr HN 2031/44", "Ny kaj i inre hamnen | 2031-08-20"]
    );
}

/// An agenda in a table with ruled cells, titles that wrap, and tags, as word processors export it.
fn ruled_agenda() -> Content {
    let rows: [(&str, &[&str], &str); 3] = [
        ("1", &["Upprop"], ""),
        ("2", &["Ny kaj i inre hamnen och", "dess bryggor"], "HN 2031/44"),
        ("3", &["Taxa för båtplatser"], "HN 2031/45"),
    ];
    let mut content = Content::new()
        .text((60.0, 790.0), 14.0, "Kallelse till hamnnämnden")
        .text((60.0, 770.0), 11.0, "Kajstads kommun")
        .text((60.0, 750.0), 11.0, "Tid: 2031-09-15 kl. 09.00")
        .text((60.0, 735.0), 11.0, "Plats: Stadshuset")
        .text((60.0, 700.0), 11.0, "Nr")
        .text((100.0, 700.0), 11.0, "Ärende")
        .text((400.0, 700.0), 11.0, "Dnr");
    let mut y = 680.0;
    for (number, title, dnr) in rows {
        content = content
            .raw(format!("0.5 w 55 {0} m 500 {0} l S 0.9 g 55 {0} 445 -2.5 re f 0 g\n", y + 12.0))
            .raw("/P << /MCID 1 >> BDC\n")
            .text((60.0, y), 11.0, number)
            .raw("EMC /P << /MCID 2 >> BDC\n")
            .lines((100.0, y), title)
            .raw("EMC /P << /MCID 3 >> BDC\n")
            .text((400.0, y), 11.0, dnr)
            .raw("EMC\n");
        y -= 14.0 * title.len() as f64 + 8.0;
    }
    content
}

#[test]
fn an_agenda_in_a_ruled_table_is_read_by_rows() {
    let packet = packet(&[ruled_agenda()]);
    assert_eq!(findings(&packet), []);
    let draft = split(&packet);
    let found: Vec<(Option<&str>, &str, &[String])> = draft
        .meeting
        .items
        .iter()
        .map(|item| (item.number.as_deref(), item.title.as_str(), item.diarienummer.as_slice()))
        .collect();
    let expected: [(Option<&str>, &str, &[String]); 3] = [
        (Some("1"), "Upprop", &[]),
        (Some("2"), "Ny kaj i inre hamnen och dess bryggor", &["HN 2031/44".to_owned()]),
        (Some("3"), "Taxa för båtplatser", &["HN 2031/45".to_owned()]),
    ];
    assert_eq!(found, expected);
}

#[test]
fn landscape_pages_stand_upright_among_others() {
    let mut build = Build::new();
    build.page(&Content::new().text((60.0, 700.0), 11.0, "Före"));
    // Wider than high, and turned by its own entry: both are met.
    let rows = Content::new()
        .text((60.0, 500.0), 11.0, "Konto")
        .text((400.0, 500.0), 11.0, "Budget 2031")
        .text((60.0, 480.0), 11.0, "Hamnar")
        .text((400.0, 480.0), 11.0, "1 250 000");
    build.page_with(&rows, "", "/MediaBox [0 0 842 595]");
    let turned = Content::new().raw("q 0 1 -1 0 595 0 cm\n");
    let turned = Content([turned.0, rows.0, b"Q\n".to_vec()].concat());
    build.page_with(&turned, "", "/Rotate 90");
    let packet = read(&build.bytes());
    assert_eq!(
        cells(&packet),
        ["Före", "Konto | Budget 2031", "Hamnar | 1 250 000", "Konto | Budget 2031", "Hamnar | 1 250 000"]
    );
}

#[test]
fn labels_of_pages_stand_beside_their_numbers() {
    let mut build = Build::new();
    for page in 1..=4 {
        build.page(&Content::new().text((60.0, 700.0), 11.0, &format!("Blad {page}")));
    }
    build.catalog("/PageLabels << /Nums [ 0 << /S /r >> 2 << /S /D >> ] >>");
    let packet = read(&build.bytes());
    let labels: Vec<_> =
        packet.pages.iter().map(|page| (page.number, page.label.as_deref().unwrap())).collect();
    assert_eq!(labels, [(1, "i"), (2, "ii"), (3, "1"), (4, "2")]);
}

#[test]
fn ligatures_and_soft_hyphens_are_letters_and_breaks() {
    // Codes 1 to 4 of this font are ﬁ, ﬂ, a soft hyphen and U+00A0.
    let mut build = Build::new();
    let map = build.stream(
        "",
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def
        1 begincodespacerange <00> <FF> endcodespacerange
        4 beginbfchar <01> <FB01> <02> <00660066006C> <03> <00AD> <04> <00A0> endbfchar
        1 beginbfrange <41> <7A> <0041> endbfrange endcmap end end",
    );
    let font = format!(
        "/F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode {map} 0 R >>"
    );
    let content = Content::new()
        .raw("BT /F2 11 Tf 60 700 Td (Gra\\001k, kaos och a\\002) Tj ET\n")
        .raw("BT /F2 11 Tf 60 680 Td (Hamn\\003) Tj 0 -14 Td (kontoret) Tj ET\n");
    build.page_with(&content, &font, "");
    let packet = read(&build.bytes());
    let text = page_text(&packet, 1);
    assert!(text.contains("Grafik"), "{text}");
    assert!(text.contains("affl"), "{text}");
    let joined = split(&packet);
    let shown = format!("{:?}", joined.texts);
    assert!(shown.contains("Hamnkontoret"), "{shown}");
}

#[test]
fn fonts_that_name_no_letters_are_told() {
    let mut build = Build::new();
    // A font of pictures whose glyphs are called g0, g1 …; nothing says what they mean.
    let glyph = build.stream("", b"500 0 0 0 500 700 d1 0 0 400 600 re f");
    let font = format!(
        "/F2 << /Type /Font /Subtype /Type3 /FontBBox [0 0 500 700] /FontMatrix [.001 0 0 .001 0 0]
        /CharProcs << /g0 {glyph} 0 R /g1 {glyph} 0 R >> /FirstChar 0 /LastChar 1 /Widths [500 500]
        /Encoding << /Type /Encoding /Differences [0 /g0 /g1] >> >>"
    );
    build.page_with(&Content::new().raw("BT /F2 11 Tf 60 700 Td <00010001> Tj ET\n"), &font, "");
    let packet = read(&build.bytes());
    assert_eq!(packet.pages[0].state, PageState::Unmapped);
    assert_eq!(findings(&packet), [("page-unmapped", Some(1))]);
}

#[test]
fn running_heads_of_word_processors_are_furniture() {
    let pages: Vec<Content> = (1..=4)
        .map(|page| {
            let (begins, ends) = [
                ("Kajen behöver lagas", "och målas."),
                ("Bryggan får en ny stege", "och ett räcke."),
                ("Stegen är av järn", "och tål salt."),
                ("Räcket målas vitt", "vart femte år."),
            ][page - 1];
            Content::new()
                .text((60.0, 815.0), 9.0, "Hamnkontoret")
                .text((470.0, 815.0), 9.0, &format!("Sida {page} (4)"))
                .text((60.0, 803.0), 9.0, "Tjänsteskrivelse")
                .text((470.0, 803.0), 9.0, "Dnr HN 2031/44")
                .lines((60.0, 740.0), &[begins, ends])
                .text((60.0, 30.0), 8.0, "Postadress: 123 45 Kajstad")
                .text((300.0, 30.0), 8.0, "Org.nr 212000-0000")
        })
        .collect();
    let packet = packet(&pages);
    let body: Vec<&str> = packet
        .lines
        .iter()
        .filter(|line| !line.furniture && !line.text.is_empty())
        .map(|line| line.text.trim())
        .collect();
    let expected = [
        "Kajen behöver lagas",
        "och målas.",
        "Bryggan får en ny stege",
        "och ett räcke.",
        "Stegen är av järn",
        "och tål salt.",
        "Räcket målas vitt",
        "vart femte år.",
    ];
    assert_eq!(body, expected);
}

#[test]
fn two_lists_of_names_beside_each_other_are_read_one_after_the_other() {
    let called = ["Ledamöter kallas", "Eva Ek (S), ordförande", "Bo Alm (M)", "Pia Lind (C)", "Ulf Yr (V)"];
    let told = ["Ersättare underrättas", "Siv Ask (S)", "Jan Gran (M)", "Ida Rönn (L)", "Per Sälg (KD)"];
    let content = Content::new()
        .text((60.0, 790.0), 14.0, "Kallelse till hamnnämnden")
        .text((60.0, 760.0), 11.0, "Kajstads kommun")
        .text((60.0, 745.0), 11.0, "Tid: 2031-09-15 kl. 09.00")
        .lines((60.0, 700.0), &called)
        .lines((330.0, 700.0), &told)
        .lines((60.0, 600.0), &["Ärenden", "1. Upprop", "2. Ny kaj"]);
    let draft = split(&packet(&[content]));
    let people: Vec<(&str, &str)> =
        draft.meeting.people.iter().map(|person| (person.name.as_str(), person.role.word())).collect();
    let expected = [
        ("Eva Ek", "ordförande"),
        ("Bo Alm", "ledamot"),
        ("Pia Lind", "ledamot"),
        ("Ulf Yr", "ledamot"),
        ("Siv Ask", "ersättare"),
        ("Jan Gran", "ersättare"),
        ("Ida Rönn", "ersättare"),
        ("Per Sälg", "ersättare"),
    ];
    assert_eq!(people, expected);
}
