//! Text that a page holds and does not show: under boxes, in the colour of the paper, in comments. None of it may
//! become a line, and none of it may go unsaid.

use diariet::packet::Packet;

use crate::build::{Build, Content};
use crate::{findings, page_text, read};

/// A letter with a name at (160, 700), 11 points high and some 60 wide.
fn letter() -> Content {
    Content::new().text((60.0, 700.0), 11.0, "Anmälan mot").text((160.0, 700.0), 11.0, "Kajsa Berg").text(
        (60.0, 660.0),
        11.0,
        "Nämnden avslutar ärendet.",
    )
}

fn page(content: &Content) -> Packet {
    let mut build = Build::new();
    build.page(content);
    read(&build.bytes())
}

/// Nothing that a packet holds says the name, in whole or in part.
fn assert_gone(packet: &Packet, what: &str) {
    let all = format!("{packet:?}");
    assert!(!all.contains("Kajsa") && !all.contains("Berg"), "{what}: {all}");
    assert!(page_text(packet, 1).contains("Nämnden avslutar ärendet."), "{what}");
}

/// The name is gone, said to be so, and the file known for holding it.
fn assert_covered(packet: &Packet, what: &str) {
    assert_gone(packet, what);
    assert_eq!(findings(packet), [("text-covered", Some(1))], "{what}");
    assert_eq!(packet.concealing, [1], "{what}");
}

const BLACK: &str = "0 g 158 697 62 14 re f\n";

#[test]
fn a_name_under_a_black_box_is_not_read() {
    let packet = page(&letter().raw(BLACK));
    assert_covered(&packet, "black box");
    assert!(page_text(&packet, 1).contains("Anmälan mot") && page_text(&packet, 1).contains('█'));
    let said = &packet.findings[0].message;
    let expected = "page 1 holds 9 characters beneath a box, a picture or a mark for redaction: left out, but anybody \
                    can copy them from the PDF";
    assert_eq!(said, expected);
}

#[test]
fn whatever_lies_upon_a_name_hides_it() {
    let covers = [
        ("white box", "1 g 158 697 62 14 re f\n"),
        ("box of lines", "0 g 158 697 m 220 697 l 221 711 l 157 711 l h f\n"),
        ("pen", "0 G 14 w 158 703.5 m 220 703.5 l S\n"),
        ("black that multiplies", "/Mul gs 0 g 158 697 62 14 re f\n"),
        ("two boxes", "0 g 150 690 45 30 re f 195 690 45 30 re f\n"),
        ("turned box", "q 0.999 0.035 -0.035 0.999 184 698 cm 0 g -40 -7 90 26 re f Q\n"),
        ("picture", "q 62 0 0 14 158 697 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \x01\x01\x01\x01 EI Q\n"),
    ];
    for (what, cover) in covers {
        let mut build = Build::new();
        let state = ">> /ExtGState << /Mul << /BM /Multiply >> >> /Dummy <<";
        build.page_with(&letter().raw(cover), state, "");
        assert_covered(&read(&build.bytes()), what);
    }
}

#[test]
fn black_on_black_is_a_box_too() {
    // A word processor paints its highlight first, and the text upon it.
    let packet = page(
        &Content::new()
            .text((60.0, 700.0), 11.0, "Anmälan mot")
            .raw(BLACK)
            .text((160.0, 700.0), 11.0, "Kajsa Berg")
            .text((60.0, 660.0), 11.0, "Nämnden avslutar ärendet."),
    );
    assert_covered(&packet, "highlight");
    assert!(page_text(&packet, 1).contains('█'));
}

#[test]
fn what_is_pinned_to_a_page_hides_too() {
    let mut build = Build::new();
    let form = build.stream("/Type /XObject /Subtype /Form /BBox [0 0 62 14]", b"0 g 0 0 62 14 re f");
    let square = build.object(format!(
        "<< /Type /Annot /Subtype /Square /Rect [158 697 220 711] /AP << /N {form} 0 R >> >>"
    ));
    build.page_with(&letter(), "", &format!("/Annots [ {square} 0 R ]"));
    assert_covered(&read(&build.bytes()), "square");

    let mut build = Build::new();
    let mark = build.object(
        "<< /Type /Annot /Subtype /Redact /Rect [58 690 300 720] /QuadPoints [158 711 220 711 158 697 220 697] >>",
    );
    build.page_with(&letter(), "", &format!("/Annots [ {mark} 0 R ]"));
    let packet = read(&build.bytes());
    assert_covered(&packet, "mark for redaction");
    assert!(page_text(&packet, 1).contains("Anmälan mot"));
}

#[test]
fn a_box_upon_recognised_text_hides_it() {
    const SCAN: &str = "q 560 0 0 800 20 20 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \x01\x7f\x01\x7f EI Q\n";
    let recognised = Content::new().raw(SCAN).raw("3 Tr\n");
    let recognised = Content([recognised.0, letter().0].concat()).raw(BLACK);
    assert_covered(&page(&recognised), "box upon the picture");
    // Some programs put the recognised text in first, and the picture upon it; that is no redaction.
    let behind = page(&Content([letter().0, SCAN.as_bytes().to_vec()].concat()));
    assert!(page_text(&behind, 1).contains("Kajsa Berg"));
    assert_eq!(findings(&behind), []);
}

#[test]
fn a_text_that_stands_for_many_letters_is_hidden_with_any_of_them() {
    let spanned = Content::new()
        .raw("/Span << /ActualText (Anmalan mot Kajsa Berg) >> BDC\n")
        .text((60.0, 700.0), 11.0, "Anmälan mot")
        .text((160.0, 700.0), 11.0, "Kajsa Berg")
        .raw("EMC\n")
        .text((60.0, 660.0), 11.0, "Nämnden avslutar ärendet.")
        .raw(BLACK);
    assert_covered(&page(&spanned), "replacement text");
}

#[test]
fn what_nobody_sees_is_not_read() {
    let hidden = [
        ("white on white", "1 g\n", ""),
        ("clear", "/Clear gs\n", ""),
        ("not painted", "3 Tr\n", ""),
        ("cut away", "q 60 600 80 150 re W n\n", "Q\n"),
    ];
    for (what, before, after) in hidden {
        let mut build = Build::new();
        let content = Content::new()
            .text((60.0, 660.0), 11.0, "Nämnden avslutar ärendet.")
            .raw(before)
            .text((160.0, 700.0), 11.0, "Kajsa Berg")
            .raw(after);
        let state = ">> /ExtGState << /Clear << /ca 0 >> >> /Dummy <<";
        build.page_with(&content, state, "");
        let packet = read(&build.bytes());
        assert_gone(&packet, what);
        assert_eq!(findings(&packet), [("text-hidden", Some(1))], "{what}");
        assert!(
            packet.findings[0].message.starts_with("page 1 holds 9 characters that cannot be seen"),
            "{what}"
        );
        assert!(packet.concealing.is_empty(), "{what}");
    }
}

#[test]
fn what_everybody_sees_is_read() {
    let shown = [
        ("white on black", "0 g 150 690 90 30 re f 1 g\n", ""),
        ("on a picture", "q 90 0 0 30 150 690 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x01 EI Q 1 g\n", ""),
        ("underlined", "", "0 g 158 698 62 1 re f\n"),
        ("struck out", "", "0 G 1 w 158 703 m 220 703 l S\n"),
        ("marked", "", "/Mul gs 1 1 0 rg 158 697 62 14 re f\n"),
        ("shining through", "", "/Half gs 0 g 158 697 62 14 re f\n"),
        ("in a frame", "", "0 G 4 w 140 680 100 50 re S\n"),
        ("before a hole", "", "0 g 100 650 200 100 re 150 690 90 30 re f*\n"),
        ("beside a box", "", "0 g 230 697 62 14 re f\n"),
        ("under a box that is cut away", "", "q 0 0 50 50 re W n 0 g 158 697 62 14 re f Q\n"),
        ("drawn again", "", "1 g 158 697 62 14 re f 0 g BT /F1 11 Tf 160 700 Td (Kajsa Berg) Tj ET\n"),
    ];
    for (what, before, after) in shown {
        let mut build = Build::new();
        let content = Content::new().raw(before).text((160.0, 700.0), 11.0, "Kajsa Berg").raw(after);
        let state = ">> /ExtGState << /Mul << /BM /Multiply >> /Half << /ca .5 >> >> /Dummy <<";
        build.page_with(&content, state, "");
        let packet = read(&build.bytes());
        assert_eq!(page_text(&packet, 1).trim(), "Kajsa Berg", "{what}");
        assert_eq!(findings(&packet), [], "{what}");
    }
}

#[test]
fn comments_are_left_out_and_said() {
    let mut build = Build::new();
    let form = build.stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 3 0 R >> >>",
        b"BT /F1 10 Tf 2 5 Td (Ring Kajsa Berg) Tj ET",
    );
    let note =
        build.object("<< /Type /Annot /Subtype /Text /Rect [9 9 29 29] /Contents (Kajsa Berg ringde) >>");
    let text = build.object(format!(
        "<< /Type /Annot /Subtype /FreeText /Rect [300 600 500 620] /Contents (x) /AP << /N {form} 0 R >> >>"
    ));
    let bare = build.object("<< /Type /Annot /Subtype /Highlight /Rect [60 655 200 675] >>");
    let popup = build.object("<< /Type /Annot /Subtype /Popup /Rect [9 9 29 29] >>");
    let content = Content::new().text((60.0, 660.0), 11.0, "Nämnden avslutar ärendet.");
    build.page_with(&content, "", &format!("/Annots [ {note} 0 R {text} 0 R {bare} 0 R {popup} 0 R ]"));
    let packet = read(&build.bytes());
    assert_gone(&packet, "comments");
    assert_eq!(findings(&packet), [("pdf-comments", Some(1))]);
    let said = "page 1 has 2 comments: left out, but anybody can read them in the PDF";
    assert_eq!(packet.findings[0].message, said);
    assert_eq!(packet.concealing, [1]);
}

#[test]
fn what_is_typed_on_a_page_and_stamped_on_it_is_the_page_s() {
    let mut build = Build::new();
    let resources = "/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 3 0 R >> >>";
    let typed = build.stream(resources, b"BT /F1 10 Tf 2 5 Td (Eva Ek) Tj ET");
    let stamp = build.stream(resources, b"BT /F1 10 Tf 2 5 Td (Inkom 2031-02-14) Tj ET");
    let typed = build.object(format!(
        "<< /Type /Annot /Subtype /FreeText /IT /FreeTextTypewriter /Rect [120 655 320 675] /Contents (Eva Ek)
        /AP << /N {typed} 0 R >> >>"
    ));
    let stamp = build.object(format!(
        "<< /Type /Annot /Subtype /Stamp /Rect [300 755 500 775] /Contents (Inkom) /AP << /N {stamp} 0 R >> >>"
    ));
    let content = Content::new().text((60.0, 660.0), 11.0, "Namn:");
    build.page_with(&content, "", &format!("/Annots [ {typed} 0 R {stamp} 0 R ]"));
    let packet = read(&build.bytes());
    let words: Vec<&str> = packet.lines.iter().flat_map(|line| line.text.split_whitespace()).collect();
    assert_eq!(words, ["Inkom", "2031-02-14", "Namn:", "Eva", "Ek"]);
    assert_eq!(findings(&packet), []);
}

#[test]
fn answers_in_a_form_are_read_whether_drawn_or_not() {
    let mut build = Build::new();
    let drawn = build.stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 200 16] /Resources << /Font << /F1 3 0 R >> >>",
        b"/Tx BMC BT /F1 10 Tf 2 4 Td (Drawn) Tj ET EMC",
    );
    let parent = build.object("<< /FT /Tx /V (Hamnf\\366reningen Vass) >>");
    let fields = [
        format!("/FT /Tx /V (Drawn) /Rect [160 696 360 712] /AP << /N {drawn} 0 R >>"),
        format!("/Parent {parent} 0 R /Rect [160 656 360 672]"),
        "/FT /Tx /V (ett\\rtva) /Rect [160 600 360 640]".to_owned(),
        "/FT /Tx /Ff 8192 /V (hemligt) /Rect [160 556 360 572]".to_owned(),
        "/FT /Tx /F 2 /V (gomt) /Rect [160 536 360 552]".to_owned(),
        "/FT /Btn /V /Ja /Rect [160 516 176 532]".to_owned(),
    ];
    let numbers: Vec<String> = fields
        .iter()
        .map(|field| format!("{} 0 R", build.object(format!("<< /Type /Annot /Subtype /Widget {field} >>"))))
        .collect();
    let content = Content::new().text((60.0, 700.0), 11.0, "Namn").text((60.0, 660.0), 11.0, "Förening");
    build.page_with(&content, "", &format!("/Annots [ {} ]", numbers.join(" ")));
    let packet = read(&build.bytes());
    let lines: Vec<Vec<&str>> = packet
        .lines
        .iter()
        .map(|line| line.text.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect())
        .filter(|cells: &Vec<&str>| !cells.is_empty())
        .collect();
    let expected = [vec!["Namn", "Drawn"], vec!["Förening", "Hamnföreningen Vass"], vec!["ett"], vec!["tva"]];
    assert_eq!(lines, expected);
}

#[test]
fn a_layer_that_is_switched_off_is_not_read() {
    let mut build = Build::new();
    let layer = build.object("<< /Type /OCG /Name (Utkast) >>");
    build.catalog(&format!("/OCProperties << /OCGs [ {layer} 0 R ] /D << /OFF [ {layer} 0 R ] >> >>"));
    let content = Content::new()
        .text((60.0, 660.0), 11.0, "Nämnden avslutar ärendet.")
        .raw("/OC /L BDC\n")
        .text((160.0, 700.0), 11.0, "Kajsa Berg")
        .raw("EMC\n");
    build.page_with(&content, &format!(">> /Properties << /L {layer} 0 R"), "");
    assert_gone(&read(&build.bytes()), "layer");
}

/// From the desktop to the web: the words under the box are nowhere, and the file that holds them is kept back. A scan
/// has a page that says so and leads to the original.
#[test]
fn a_file_with_words_under_a_box_is_not_published() {
    let site = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let program = env!("CARGO_BIN_EXE_diariet");
        let ran =
            std::process::Command::new(program).args(arguments).current_dir(site.path()).output().unwrap();
        let said =
            format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
        (ran.status.success(), said)
    };
    assert!(run(&["init", "."]).0);
    let mut build = Build::new();
    build.page(&letter().raw(BLACK));
    let covered = build.bytes();
    let mut build = Build::new();
    build.page(&Content::new().text((60.0, 700.0), 11.0, "Karta"));
    let picture = "q 560 0 0 800 20 20 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \x01\x7f\x01\x7f EI Q\n";
    build.page(&Content::new().raw(picture));
    let open = build.bytes();
    let notice =
        "Exempelby kommun\n\nKALLELSE\n\nByggnadsnämnden\n2027-03-02\n\nÄrenden\n\n1. Plan    KS 2027/78\n";
    std::fs::write(site.path().join("kallelse.txt"), notice).unwrap();
    for (name, bytes) in [("brev.pdf", &covered), ("karta.pdf", &open)] {
        std::fs::write(site.path().join(name), bytes).unwrap();
    }
    let (done, said) = run(&["import", "kallelse.txt", "brev.pdf", "karta.pdf"]);
    assert!(done && said.contains("brev.pdf (page 1): error[text-covered]"), "{said}");
    let folder = site.path().join("content/byggnadsnamnden/2027-03-02");
    for name in ["brev.pdf", "karta.pdf"] {
        std::fs::copy(site.path().join(name), folder.join(name)).unwrap();
    }
    let (done, said) = run(&["build"]);
    assert!(done, "{said}");
    let public = site.path().join("public");
    let files = diariet::base::store::tree(&public).unwrap();
    let names: Vec<&str> = files.iter().map(|entry| entry.name.as_str()).collect();
    assert!(names.iter().any(|name| name.ends_with("karta.pdf")), "{names:?}");
    assert!(!names.iter().any(|name| name.ends_with("brev.pdf")), "{names:?}");
    let scan = names.iter().find(|name| name.ends_with("skannad-handling-sidan-2/index.html")).unwrap();
    let scan = std::fs::read_to_string(public.join(scan)).unwrap();
    assert!(scan.contains("id=\"sida-2\"") && scan.contains("karta.pdf#page=2"), "{scan}");
    assert!(scan.contains("Sidan har ingen text som går att läsa här"), "{scan}");
    for entry in files.iter().filter(|entry| entry.kind == diariet::base::store::EntryKind::File) {
        let bytes = std::fs::read(public.join(&entry.name)).unwrap();
        assert!(!bytes.windows(5).any(|window| window == b"Kajsa"), "{}", entry.name);
    }
}
