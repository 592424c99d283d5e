//! Every limit has its own message, and one bad page loses no other.

use std::path::PathBuf;
use std::time::Duration;

use diariet::packet::{Limits, PageState, ReadError};

use crate::build::{Build, Content, zeros_deflated};
use crate::{limits, page_text, read, try_read, try_read_within};

/// The usual limits, but for machines that do much else at the same time.
fn patient() -> Limits {
    Limits { page: Duration::from_secs(60), ..limits() }
}

/// A font whose table of widths claims two thousand million entries.
const WIDE_FONT: &str =
    "/F2 << /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [ <<
    /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)
    /Supplement 0 >> /W [0 2147483647 500] >> ] >>";

/// Pages of which those in `bad` bring the reader down.
fn pages_with_bombs(count: u32, bad: &[u32]) -> Vec<u8> {
    let mut build = Build::new();
    for page in 1..=count {
        let text = Content::new().text((60.0, 700.0), 11.0, &format!("Sidan {page}"));
        if bad.contains(&page) {
            build.page_with(&text.raw("BT /F2 10 Tf <0001> Tj ET"), WIDE_FONT, "");
        } else {
            build.page(&text);
        }
    }
    build.bytes()
}

fn states(packet: &diariet::packet::Packet) -> Vec<PageState> {
    packet.pages.iter().map(|page| page.state).collect()
}

fn messages(packet: &diariet::packet::Packet) -> Vec<&str> {
    packet.findings.iter().map(|finding| finding.message.as_str()).collect()
}

use PageState::{Crash, Limit, NotRead, Text};

#[cfg(target_os = "linux")]
#[test]
fn a_page_that_eats_memory_loses_itself_only() {
    for bad in [1, 3, 6] {
        let packet = try_read_within(&pages_with_bombs(6, &[bad]), &patient()).unwrap();
        let expected: Vec<_> = (1..=6).map(|page| if page == bad { Limit } else { Text }).collect();
        assert_eq!(states(&packet), expected);
        for page in (1..=6).filter(|page| *page != bad) {
            assert_eq!(page_text(&packet, page), format!("Sidan {page}"));
        }
        let expected = format!("page {bad} could not be read: it needs more memory than one file may have");
        assert_eq!(messages(&packet), [expected]);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_bomb_of_compression_is_one_bad_page() {
    let mut build = Build::new();
    build.page(&Content::new().text((60.0, 700.0), 11.0, "Före"));
    let bomb = build.stream("/Filter /FlateDecode", &zeros_deflated(1 << 30));
    build.page_of(bomb, "", "");
    build.page(&Content::new().text((60.0, 700.0), 11.0, "Efter"));
    let packet = try_read_within(&build.bytes(), &patient()).unwrap();
    assert_eq!(states(&packet), [Text, Limit, Text]);
}

#[cfg(target_os = "linux")]
#[test]
fn after_too_many_crashes_the_rest_is_said_to_be_unread() {
    let limits = Limits { crashes: 2, ..patient() };
    let packet = try_read_within(&pages_with_bombs(6, &[2, 3, 4]), &limits).unwrap();
    assert_eq!(states(&packet), [Text, Limit, Limit, NotRead, NotRead, NotRead]);
    assert_eq!(
        messages(&packet)[2..],
        ["pages 4–6 were not read: too many pages before brought the reader down"]
    );
}

#[test]
fn a_page_that_takes_for_ever_is_left_behind() {
    let mut build = Build::new();
    build.page(&Content::new().text((60.0, 700.0), 11.0, "Före"));
    // Thirty forms, each of which draws the next one twice.
    let form = |next: &str| {
        format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << {next} >> >>")
    };
    let mut last = build.stream(&form(""), b"");
    for _ in 0..30 {
        last = build.stream(&form(&format!("/X {last} 0 R")), b"/X Do /X Do");
    }
    let content = build.stream("", b"/X Do");
    build.page_of(content, &format!(">> /XObject << /X {last} 0 R"), "");
    build.page(&Content::new().text((60.0, 700.0), 11.0, "Efter"));
    let bytes = build.bytes();

    let packet = try_read_within(&bytes, &Limits { page: Duration::from_secs(2), ..limits() }).unwrap();
    assert_eq!(states(&packet), [Text, Crash, Text]);
    assert_eq!(messages(&packet), ["page 2 could not be read: it takes more time than it may have"]);
    assert_eq!(page_text(&packet, 3), "Efter");

    let packet = try_read_within(&bytes, &Limits { whole: Duration::from_secs(2), ..limits() }).unwrap();
    assert_eq!(states(&packet), [Text, NotRead, NotRead]);
    assert!(messages(&packet)[0].starts_with("pages 2–3 were not read: the time"), "{:?}", packet.findings);
}

#[test]
fn pages_beyond_the_limit_are_said_to_be_unread() {
    let limits = Limits { pages: 2, ..limits() };
    let packet = try_read_within(&pages_with_bombs(5, &[]), &limits).unwrap();
    assert_eq!(states(&packet), [Text, Text, NotRead, NotRead, NotRead]);
    assert_eq!(packet.page_count, Some(5));
    assert_eq!(messages(&packet), ["pages 3–5 were not read: the file has 5 pages, and 2 are the limit"]);
}

#[test]
fn a_page_with_too_many_characters_keeps_those_before() {
    let mut build = Build::new();
    let line = format!("({}) Tj 0 -1 Td\n", "x".repeat(1_000));
    build.page(&Content::new().raw("BT /F1 1 Tf 10 800 Td\n").raw(line.repeat(410)).raw("ET"));
    let packet = try_read_within(&build.bytes(), &patient()).unwrap();
    assert_eq!(states(&packet), [Limit]);
    assert_eq!(messages(&packet), ["page 1 has more than 400000 characters; the rest is left out"]);
    assert!(packet.lines.len() > 300);
}

#[test]
fn a_page_with_too_many_operations_is_cut() {
    let mut build = Build::new();
    build.page(&Content::new().text((60.0, 700.0), 11.0, "Karta").raw("0 0 9 9 re f\n".repeat(5_000_100)));
    let packet = try_read_within(&build.bytes(), &patient()).unwrap();
    assert_eq!(messages(&packet), ["page 1 has more than 5000000 drawing operations; the rest is left out"]);
    assert_eq!(page_text(&packet, 1), "Karta");
}

#[test]
fn letters_that_the_file_does_not_name_are_reported() {
    let mut build = Build::new();
    let font = "/F2 << /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [ <<
        /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)
        /Supplement 0 >> >> ] >>";
    build.page_with(&Content::new().raw("BT /F2 10 Tf 60 700 Td <000100020003> Tj ET"), font, "");
    let packet = read(&build.bytes());
    assert_eq!(states(&packet), [PageState::Unmapped]);
    assert_eq!(messages(&packet), ["3 of the 3 characters on page 1 have no known letter in the file"]);
}

#[test]
fn a_file_that_is_cut_short_says_so() {
    let whole = pages_with_bombs(6, &[]);
    let cut = read(&whole[..whole.len() / 2]);
    assert!(cut.page_count < Some(6));
    assert!(messages(&cut)[0].starts_with("the file is cut short"), "{:?}", cut.findings);

    let text = String::from_utf8_lossy(&whole).replace("/Count 6", "/Count 9");
    let fewer = read(text.as_bytes());
    assert_eq!(messages(&fewer), ["the file says that it has 9 pages, and 6 could be found: it is damaged"]);
}

#[test]
fn files_that_are_too_large_or_something_else_are_refused() {
    let small = Limits { bytes: 100, ..limits() };
    assert!(matches!(try_read_within(&pages_with_bombs(1, &[]), &small), Err(ReadError::Store(_))));
    assert!(matches!(try_read(b"PK\x03\x04\0\0\0"), Err(ReadError::UnknownFormat { .. })));
    let text = try_read("Kallelse\n".as_bytes()).unwrap();
    assert_eq!(text.lines[0].text, "Kallelse");
}

/// A page takes some milliseconds even unoptimised; what takes a hundred times that grows faster than its input.
#[test]
fn three_hundred_pages_take_no_time_to_speak_of() {
    let mut build = Build::new();
    let line = "Nämnden beslutar att godkänna förvaltningens förslag till yttrande över remissen";
    for _ in 0..300 {
        build.page(&Content::new().lines((60.0, 780.0), &[line; 45]));
    }
    let packet =
        try_read_within(&build.bytes(), &Limits { whole: Duration::from_secs(60), ..limits() }).unwrap();
    assert_eq!(packet.findings, []);
    assert_eq!(packet.lines.len(), 300 * 45);
}

#[test]
fn a_reader_that_cannot_be_started_is_named() {
    let limits = Limits { program: Some(PathBuf::from("/no/such/program")), ..limits() };
    let error = try_read_within(&pages_with_bombs(1, &[]), &limits).unwrap_err();
    assert!(matches!(error, ReadError::NoReader { .. }));
    assert!(error.to_string().contains("/no/such/program"), "{error}");
}

/// Three papers of one meeting: one whose page brings the reader down, one that is no PDF but by its name, and a sound
/// one. Each bad paper costs a finding or an error of its own; the meeting is there.
#[cfg(target_os = "linux")]
#[test]
fn bad_papers_cost_themselves_and_not_the_import() {
    let site = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let program = env!("CARGO_BIN_EXE_diariet");
        std::process::Command::new(program).args(arguments).current_dir(site.path()).output().unwrap()
    };
    assert!(run(&["init", "."]).status.success());
    let write = |name: &str, bytes: &[u8]| std::fs::write(site.path().join(name), bytes).unwrap();
    write("bomb.pdf", &pages_with_bombs(3, &[2]));
    write("damaged.pdf", &[&b"%PDF-1.7\n"[..], &[0xfe; 20_000]].concat());
    write(
        "kallelse.txt",
        "Exempelby kommun\n\nKALLELSE\n\nByggnadsnämnden\n2027-03-02\n\nÄrenden\n\n1. Plan    KS 2027/78\n"
            .as_bytes(),
    );
    let ran = run(&["import", "kallelse.txt", "damaged.pdf", "bomb.pdf"]);
    let said = format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert_eq!(ran.status.code(), Some(1), "{said}");
    assert!(said.contains("error[unreadable]: `damaged.pdf` is too damaged to be read as a PDF"), "{said}");
    // On a busy machine its time is over before its memory is.
    let lost = "bomb.pdf (page 2): error[page-crash]: page 2 could not be read: it ";
    let whys = ["needs more memory than one file may have", "takes more time than it may have"];
    assert!(whys.iter().any(|why| said.contains(&format!("{lost}{why}"))), "{said}");
    let meeting = site.path().join("content/byggnadsnamnden/2027-03-02");
    assert!(std::fs::read_to_string(meeting.join("plan.md")).unwrap().contains("KS 2027/78"));
    assert!(std::fs::read_to_string(meeting.join("index.md")).unwrap().contains("bomb.pdf"), "{said}");
    assert!(run(&["build"]).status.success());
}
