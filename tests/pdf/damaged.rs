//! Files that were harmed, place by place: each is read as far as it goes, and says that it was harmed.

use std::time::Duration;

use diariet::packet::{Limits, Packet, PageState, ReadError};
use rayon::prelude::*;

use crate::build::{Build, Content, zeros_deflated};
use crate::fixtures;
use crate::{findings, limits, page_text, read, try_read_within};

fn hurried() -> Limits {
    let (open, page, whole) = (Duration::from_secs(10), Duration::from_secs(8), Duration::from_secs(60));
    Limits { open, page, whole, ..limits() }
}

fn try_read(bytes: &[u8]) -> Result<Packet, ReadError> {
    try_read_within(bytes, &hurried())
}

fn words(packet: &Packet) -> usize {
    packet.lines.iter().map(|line| line.text.split_whitespace().count()).sum()
}

/// Cut short anywhere, a file is refused or says that its end is missing, and never has more to say than before.
#[test]
fn cut_short_at_two_hundred_places() {
    for (name, whole) in fixtures::all().into_iter().filter(|(name, _)| !name.starts_with("password")) {
        let all = words(&read(&whole));
        (1..200_usize).into_par_iter().for_each(|part| {
            let cut = &whole[..whole.len() * part / 200];
            let Ok(packet) = try_read(cut) else { return };
            assert!(words(&packet) <= all, "{name} cut at {part}/200");
            let said = findings(&packet);
            assert!(said.contains(&("pdf-damaged", None)), "{name} cut at {part}/200 says {said:?}");
        });
    }
}

/// One byte turned over at two hundred places of every file: what is lost is said.
#[test]
fn turned_over_at_two_hundred_places() {
    for (name, whole) in fixtures::all().into_iter().filter(|(name, _)| !name.starts_with("password")) {
        let all = read(&whole);
        (0..200_usize).into_par_iter().for_each(|part| {
            let at = whole.len() * part / 200;
            let mut bytes = whole.clone();
            bytes[at] ^= 0xFF;
            let Ok(packet) = try_read(&bytes) else { return };
            // A word spelt wrong is nothing that anybody could notice; many words that are gone are.
            let lost = words(&all).saturating_sub(words(&packet));
            let silent = packet.findings == all.findings && lost * 10 > words(&all);
            assert!(
                !silent,
                "{name} turned at byte {at} loses {lost} of {} words without a word",
                words(&all)
            );
        });
    }
}

#[test]
fn ten_thousand_pages_and_one_more() {
    let mut build = Build::new();
    let content = build.stream("", &Content::new().text((60.0, 700.0), 11.0, "Kvar").0);
    for _ in 0..=10_000 {
        build.page_of(content, "", "");
    }
    let patient = Limits { whole: Duration::from_secs(240), ..limits() };
    let packet = try_read_within(&build.bytes(), &patient).unwrap();
    assert_eq!((packet.page_count, packet.lines.len()), (Some(10_001), 10_000));
    assert_eq!(findings(&packet), [("page-not-read", Some(10_001))]);
}

#[test]
fn a_picture_of_any_size_is_never_unpacked() {
    let mut build = Build::new();
    let bomb = zeros_deflated(1 << 30);
    let picture = "/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8 /ColorSpace /DeviceGray";
    let picture = build.stream(&format!("{picture} /Filter /FlateDecode"), &bomb);
    let content = build.stream("", b"q 595 0 0 842 0 0 cm /I Do Q");
    build.page_of(content, &format!(">> /XObject << /I {picture} 0 R"), "");
    let packet = read(&build.bytes());
    assert_eq!(packet.pages[0].state, PageState::Scan);
    assert_eq!(findings(&packet), [("page-scan", Some(1))]);
}

/// So many boxes upon so many letters that nobody can tell what lies beneath: the page ends, and none of it is
/// published as if it could be seen.
#[test]
fn boxes_without_end_upon_letters() {
    let boxes = "0 g 0 0 595 842 re f\n".repeat(60_000);
    let row = format!("BT /F1 2 Tf 10 800 Td {} ET\n", "(Kajsa) Tj 0 -2 Td ".repeat(300));
    let mut build = Build::new();
    build.page(&Content::new().raw(&row).raw(&boxes));
    build.page(&Content::new().raw("q 0 0 300 300 re W n ".repeat(500)).raw(&row).raw(&boxes));
    build.page(&Content::new().text((60.0, 700.0), 11.0, "Kvar"));
    let packet = try_read(&build.bytes()).unwrap();
    assert!(!format!("{:?}", packet.lines).contains("Kajsa"), "{:?}", packet.findings);
    assert_eq!(page_text(&packet, 3), "Kvar");
    let said = findings(&packet);
    assert!(
        said.iter().any(|(_, page)| *page == Some(1)) && said.iter().any(|(_, page)| *page == Some(2)),
        "{said:?}"
    );
}

#[test]
fn object_streams_that_hold_each_other() {
    let mut build = Build::new();
    build.page(&Content::new().text((60.0, 700.0), 11.0, "Kvar"));
    let first = build.object("");
    let second = build.object("");
    for (at, other) in [(first, second), (second, first)] {
        let body = format!(
            "<< /Type /ObjStm /N 1 /First 5 /Extends {other} 0 R /Length 20 >>\nstream\n{other} 0 << /A {at} 0 R >>\nendstream"
        );
        build.replace(at, body);
    }
    build.catalog(&format!("/Outlines {first} 0 R /Names {second} 0 R"));
    assert_eq!(page_text(&read(&build.bytes()), 1), "Kvar");
}

#[test]
fn a_thousand_million_boxes() {
    let mut build = Build::new();
    let form = |next: &str| {
        format!("/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << {next} >> >>")
    };
    let mut last = build.stream(&form(""), b"0 g 0 0 9 9 re f");
    // Each draws the one before it 1,000 times.
    for _ in 0..3 {
        last = build.stream(&form(&format!("/X {last} 0 R")), "/X Do ".repeat(1_000).as_bytes());
    }
    let content = Content::new().text((60.0, 700.0), 11.0, "Karta").raw("/X Do");
    build.page_with(&content, &format!(">> /XObject << /X {last} 0 R"), "");
    build.page(&Content::new().text((60.0, 700.0), 11.0, "Kvar"));
    let packet = try_read(&build.bytes()).unwrap();
    // Which limit is met first is a matter of the machine.
    let [(code, page)] = findings(&packet)[..] else { panic!("{:?}", packet.findings) };
    assert!(matches!(code, "page-limit" | "page-crash") && page == Some(1), "{:?}", packet.findings);
    assert_eq!(page_text(&packet, 2), "Kvar");
}
