//! Titles, languages, labels, bookmarks, links, embedded files.

use diariet::packet::Bookmark;

use crate::build::{Build, Content};
use crate::read;

#[test]
fn a_file_tells_of_itself() {
    let mut build = Build::new();
    let info = build.object("<< /Title <FEFF00480061006E0064006C0069006E00670061007200202013002000E5> >>");
    build.trailer(&format!("/Info {info} 0 R"));
    let uri = build.object("<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://exempel.se/protokoll) >> >>");
    let inner = build.object("<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /Dest (bilaga) >>");
    let first = build.page_with(
        &Content::new().text((60.0, 700.0), 11.0, "Kallelse"),
        "",
        &format!("/Annots [ {uri} 0 R {inner} 0 R ]"),
    );
    let second = build.page(&Content::new());
    let third = build.page(&Content::new());
    let file = build.stream("/Type /EmbeddedFile", b"a;b\n");
    let spec = build.object(format!(
        "<< /Type /Filespec /F (kalkyl.csv) /UF (kalkyl \\345.csv) /EF << /F {file} 0 R >> >>"
    ));
    let root = build.object("");
    let (one, two, three) = (root + 1, root + 2, root + 3);
    build.replace(root, format!("<< /First {one} 0 R /Last {three} 0 R >>"));
    build.object(format!(
        "<< /Title (Kallelse) /Dest [ {first} 0 R /Fit ] /Next {three} 0 R /First {two} 0 R >>"
    ));
    build.object(format!("<< /Title (\\304rende 1) /A << /S /GoTo /D [ {second} 0 R /XYZ 0 0 0 ] >> >>"));
    build.object("<< /Title (Bilaga) /Dest (bilaga) >>");
    build.catalog(&format!(
        "/Lang (sv-SE) /Outlines {root} 0 R
        /PageLabels << /Nums [ 0 << /S /r >> 2 << /S /D /P (B-) /St 7 >> ] >>
        /Names << /Dests << /Names [ (bilaga) [ {third} 0 R /Fit ] ] >> /EmbeddedFiles << /Names [ (k) {spec} 0 R ] >> >>"
    ));
    let packet = read(&build.bytes());
    assert_eq!(packet.title.as_deref(), Some("Handlingar – å"));
    assert_eq!(packet.language.as_deref(), Some("sv-SE"));
    let labels: Vec<_> = packet.pages.iter().map(|page| page.label.as_deref()).collect();
    assert_eq!(labels, [Some("i"), Some("ii"), Some("B-7")]);
    let bookmark = |level, title: &str, page| Bookmark { level, title: title.into(), page: Some(page) };
    assert_eq!(
        packet.outline,
        [bookmark(0, "Kallelse", 1), bookmark(1, "Ärende 1", 2), bookmark(0, "Bilaga", 3)]
    );
    assert_eq!(packet.embedded, ["kalkyl å.csv"]);
    let links: Vec<_> =
        packet.links.iter().map(|link| (link.page, link.target.as_str(), link.inner())).collect();
    assert_eq!(links, [(1, "https://exempel.se/protokoll", None), (1, "#page=3", Some(3))]);
    let said: Vec<_> = packet.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(said, ["files lie within the PDF, and are not read: kalkyl å.csv"]);
}

#[test]
fn loops_end_and_floods_are_cut() {
    let mut build = Build::new();
    let node = build.object("");
    build.replace(node, format!("<< /Title (igen) /Next {node} 0 R /First {node} 0 R /Parent {node} 0 R >>"));
    let tree = build.object("");
    build.replace(tree, format!("<< /Kids [ {tree} 0 R {tree} 0 R ] /Names [ (a) (b) ] /Nums [ -3 (b) ] >>"));
    build.page(&Content::new());
    build.catalog(&format!(
        "/Outlines << /First {node} 0 R >> /PageLabels {tree} 0 R /Names << /Dests {tree} 0 R /EmbeddedFiles {tree} 0 R >>"
    ));
    let packet = read(&build.bytes());
    assert_eq!(packet.outline, [Bookmark { level: 0, title: "igen".into(), page: None }]);
}

#[test]
fn more_bookmarks_than_the_limit_are_reported() {
    let mut build = Build::new();
    build.page(&Content::new().text((60.0, 700.0), 11.0, "Kallelse"));
    let first = build.object("") + 1;
    for at in 0..20_100 {
        build.object(format!("<< /Title (x) /Next {} 0 R >>", first + at + 1));
    }
    build.catalog(&format!("/Outlines << /First {first} 0 R >>"));
    let packet = read(&build.bytes());
    assert_eq!(packet.outline.len(), 20_000);
    assert!(packet.findings[0].message.contains("more bookmarks"), "{:?}", packet.findings);
}

#[test]
fn portfolios_and_forms_of_one_maker_are_told() {
    let page = Content::new().text((60.0, 700.0), 11.0, "Please wait...");
    let mut build = Build::new();
    build.page(&page);
    let file = build.stream("/Type /EmbeddedFile", b"x");
    let spec = build.object(format!("<< /Type /Filespec /F (kallelse.pdf) /EF << /F {file} 0 R >> >>"));
    build.catalog(&format!(
        "/Collection << /View /D >> /Names << /EmbeddedFiles << /Names [ (k) {spec} 0 R ] >> >>"
    ));
    let packet = read(&build.bytes());
    let said = "the PDF is a wrapping for other files, which are not read: kallelse.pdf";
    assert_eq!(packet.findings[0].message, said);

    let mut build = Build::new();
    build.page(&page);
    let form = build.stream("", b"<xdp/>");
    build.catalog(&format!("/NeedsRendering true /AcroForm << /Fields [ ] /XFA {form} 0 R >>"));
    assert_eq!(crate::findings(&read(&build.bytes())), [("pdf-form", None)]);
}
