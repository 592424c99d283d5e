//! Files made by the programs that people make PDFs with; `README.md` beside them says how.

use std::path::Path;

use diariet::packet::{Packet, ReadError};

use crate::{page_text, read, try_read};

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pdf").join(name)).unwrap()
}

/// Every fixture with its name.
pub(crate) fn all() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pdf");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".pdf"))
        .collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), fixture(&name))).collect()
}

/// The whole packet in a form for eyes: furniture is marked by `|`.
fn shown(packet: &Packet) -> String {
    let mut out = format!("{:?} ({:?})\n", packet.title.as_deref(), packet.language.as_deref());
    for bookmark in &packet.outline {
        out += &format!("{}- {} {:?}\n", "  ".repeat(bookmark.level.into()), bookmark.title, bookmark.page);
    }
    for page in &packet.pages {
        out += &format!("=== {} {:?} {:?}\n", page.number, page.label, page.state);
        for line in packet.lines.iter().filter(|line| line.page == Some(page.number)) {
            out += &format!("{}{}\n", if line.furniture { '|' } else { ' ' }, line.text);
        }
    }
    for link in &packet.links {
        out += &format!("{} -> {} `{}` {:?}\n", link.page, link.target, link.text, link.line);
    }
    out += &format!("{:?}", packet.findings);
    out
}

#[test]
fn minutes_by_an_office_program() {
    insta::assert_snapshot!(shown(&read(&fixture("libreoffice-tagged.pdf"))));
}

#[test]
fn a_notice_with_columns_by_a_browser() {
    insta::assert_snapshot!(shown(&read(&fixture("chromium-columns.pdf"))));
}

#[test]
fn a_letter_with_ligatures_by_a_typesetter() {
    insta::assert_snapshot!(shown(&read(&fixture("typst-ligatures.pdf"))));
}

#[test]
fn encryption_without_a_password_is_no_hindrance() {
    for name in ["encrypted-rc4-40.pdf", "encrypted-aes-128.pdf", "encrypted-aes-256.pdf"] {
        let packet = read(&fixture(name));
        let expected = "Protokollsutdrag\n§ 7 Förfrågan om medborgarförslag\n\
                        Nämnden avslår förslaget med hänvisning till gällande skötselplan.";
        assert_eq!(page_text(&packet, 1), expected, "{name}");
    }
}

#[test]
fn a_password_is_asked_for() {
    let error = try_read(&fixture("password.pdf")).unwrap_err();
    assert!(matches!(error, ReadError::Password { .. }));
    let diagnostic = error.diagnostic();
    assert_eq!(diagnostic.code.name(), "password");
    assert!(
        diagnostic.message.ends_with("handlingar.pdf` is protected by a password"),
        "{}",
        diagnostic.message
    );
    assert_eq!(diagnostic.help, ["open it with its password, save a copy without one, and import the copy"]);
}
