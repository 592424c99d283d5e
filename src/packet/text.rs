//! Plain text as a packet: the text of a PDF, one line a line, form feeds as page breaks.

use crate::model::record::{Finding, FindingSeverity};
use crate::packet::{Line, Packet, Page, PageState};

/// So many lines with bytes that are not UTF-8 are named one by one; the rest in one finding.
const NAMED_LINES: usize = 20;

/// Reads `bytes` as the text of a packet, into the lines and pages of `packet`.
///
/// Lines are split on `\n` alone and counted from 1, so that other tools name the same line by the same number. A
/// carriage return before the line end, a byte order mark and form feeds are not part of the text. A form feed
/// within a line becomes a space, and the line belongs to the page on which its first visible character stands.
pub(super) fn read_into(packet: &mut Packet, bytes: &[u8]) {
    let text = decode(bytes, &mut packet.findings);
    let mut counter = PageCounter::new(&text);
    for (at, piece) in pieces(&text).enumerate() {
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let page = counter.page_of(piece);
        let text = without_breaks(without_feeds(piece.strip_suffix('\r').unwrap_or(piece)));
        packet.lines.push(Line { number, page, text, furniture: false });
    }
    packet.page_count = counter.paged.then_some(counter.page);
    packet.pages = pages(packet);
    packet.findings.extend(without_text(&packet.pages));
}

/// The lines of a text. What follows the last line end is a line only if there is anything but a form feed in it.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let text =
        text.strip_suffix('\u{c}').filter(|rest| rest.is_empty() || rest.ends_with('\n')).unwrap_or(text);
    let body = text.strip_suffix('\n').unwrap_or(text);
    let none = text.is_empty();
    body.split('\n').filter(move |_| !none)
}

/// Counts pages by the form feeds passed.
struct PageCounter {
    paged: bool,
    page: u32,
}

impl PageCounter {
    fn new(text: &str) -> Self {
        Self { paged: text.contains('\u{c}'), page: 1 }
    }

    /// The page of one line; the form feeds in it are passed.
    fn page_of(&mut self, line: &str) -> Option<u32> {
        let visible = line.find(|c: char| !c.is_whitespace());
        let mut page = self.page;
        for (at, _) in line.match_indices('\u{c}') {
            self.page += 1;
            if visible.is_none_or(|visible| at < visible) {
                page = self.page;
            }
        }
        self.paged.then_some(page)
    }
}

fn without_feeds(line: &str) -> String {
    if line.contains('\u{c}') { line.trim_matches('\u{c}').replace('\u{c}', " ") } else { line.to_owned() }
}

/// The line with a space for each `<br>` that a conversion from HTML or a PDF left in it. In the cells of a table they
/// stay, for there they tell a cell's lines apart.
fn without_breaks(line: String) -> String {
    if !line.contains("<br") || line.trim_start().starts_with('|') {
        return line;
    }
    let line = BREAKS.iter().fold(line, |line, mark| line.replace(mark, " "));
    line.trim_end().to_owned()
}

/// How a line break is written in HTML.
const BREAKS: [&str; 3] = ["<br>", "<br/>", "<br />"];

/// What is known of each page: whether any text stands on it.
fn pages(packet: &Packet) -> Vec<Page> {
    let count = packet.page_count.unwrap_or(0);
    let mut pages: Vec<Page> =
        (1..=count).map(|number| Page { number, label: None, state: PageState::NoText }).collect();
    for line in packet.lines.iter().filter(|line| !line.text.trim().is_empty()) {
        let at = line.page.and_then(|page| usize::try_from(page).ok()).and_then(|page| page.checked_sub(1));
        if let Some(page) = at.and_then(|at| pages.get_mut(at)) {
            page.state = PageState::Text;
        }
    }
    pages
}

/// One finding for each run of pages without text. A blank page and a scan look the same here.
fn without_text(pages: &[Page]) -> Vec<Finding> {
    let is_bare = |page: &Page| page.state == PageState::NoText;
    let runs = pages.chunk_by(|a, b| is_bare(a) == is_bare(b)).filter(|run| is_bare(&run[0]));
    runs.map(|run| {
        let (first, last) = (run[0].number, run[run.len() - 1].number);
        let which =
            if first == last { format!("page {first} has") } else { format!("pages {first}–{last} have") };
        let message =
            format!("{which} no text: blank, or a scan in the document that this text was taken from");
        let severity = FindingSeverity::Note;
        Finding { code: "page-without-text".into(), severity, message, page: Some(first), line: None }
    })
    .collect()
}

/// The bytes as text. Bytes that are no UTF-8 become U+FFFD, and their lines are named.
fn decode(bytes: &[u8], findings: &mut Vec<Finding>) -> String {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => return utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => return utf16(rest, u16::from_be_bytes),
        _ => {}
    }
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    if let Some(text) = windows(bytes) {
        let message = "the file is not UTF-8; it was read as Windows-1252, the older code for Swedish text";
        findings.push(not_utf8(message.into(), 1));
        return text;
    }
    let bad = |(at, line): (usize, &[u8])| std::str::from_utf8(line).is_err().then_some(at + 1);
    let lines: Vec<usize> = bytes.split(|b| *b == b'\n').enumerate().filter_map(bad).collect();
    for line in lines.iter().take(NAMED_LINES) {
        findings
            .push(not_utf8("the line holds bytes that are not UTF-8; they became `\u{FFFD}`".into(), *line));
    }
    if let Some(line) = lines.get(NAMED_LINES) {
        let more = lines.len() - NAMED_LINES;
        findings
            .push(not_utf8(format!("{more} more lines from here on hold bytes that are not UTF-8"), *line));
    }
    String::from_utf8_lossy(bytes).into_owned()
}

/// What Windows-1252 has for the bytes 0x80 to 0x9F (Unicode, `VENDORS/MICSFT/WINDOWS/CP1252.TXT`); U+FFFD where it has
/// nothing. All other bytes are those of Latin-1.
const HIGH: [char; 32] = [
    '€', '\u{FFFD}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{FFFD}', 'Ž', '\u{FFFD}',
    '\u{FFFD}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{FFFD}', 'ž', 'Ÿ',
];

/// The text that the bytes are in Windows-1252; `None` unless most of what is not ASCII is letters of Swedish then, and
/// nothing is UTF-8.
fn windows(bytes: &[u8]) -> Option<String> {
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let swedish =
        bytes.iter().filter(|byte| matches!(**byte, 0xC4 | 0xC5 | 0xD6 | 0xE4 | 0xE5 | 0xF6 | 0xE9));
    let mixed = bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii());
    if mixed || swedish.count() * 2 <= high {
        return None;
    }
    let decoded = bytes.iter().map(|byte| match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        byte => char::from(*byte),
    });
    Some(decoded.collect())
}

fn not_utf8(message: String, line: usize) -> Finding {
    let line = u32::try_from(line).ok();
    Finding { code: "not-utf8".into(), severity: FindingSeverity::Warning, message, page: None, line }
}

/// Editors on Windows save "Unicode" so; the byte order mark leaves no doubt.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).map(|c| c.unwrap_or('\u{FFFD}')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Packet {
        let mut packet = Packet::default();
        read_into(&mut packet, bytes);
        packet
    }

    fn lines(bytes: &[u8]) -> Vec<(u32, Option<u32>, String)> {
        read(bytes).lines.into_iter().map(|line| (line.number, line.page, line.text)).collect()
    }

    #[test]
    fn lines_are_split_on_line_feeds_alone() {
        assert_eq!(
            lines("ett\r\ntvå\u{85}\u{2028}tre\n\nfem".as_bytes()),
            [
                (1, None, "ett".to_owned()),
                (2, None, "två\u{85}\u{2028}tre".to_owned()),
                (3, None, String::new()),
                (4, None, "fem".to_owned())
            ]
        );
        assert!(lines(b"").is_empty());
        assert_eq!(lines(b"\n").len(), 1);
        assert_eq!(lines(b"\xEF\xBB\xBFett\n"), [(1, None, "ett".to_owned())]);
    }

    #[test]
    fn form_feeds_break_pages_wherever_they_stand() {
        let packet = read("ett\n\u{c}två\ntre\u{c}fyra\n  \u{c}\n\u{c}\u{c}sju\n\u{c}".as_bytes());
        let found: Vec<_> = packet.lines.iter().map(|line| (line.page, line.text.as_str())).collect();
        assert_eq!(
            found,
            [(Some(1), "ett"), (Some(2), "två"), (Some(2), "tre fyra"), (Some(4), "  "), (Some(6), "sju")]
        );
        assert_eq!(packet.page_count, Some(6));
        let states: Vec<_> = packet.pages.iter().map(|page| page.state).collect();
        use PageState::{NoText, Text};
        assert_eq!(states, [Text, Text, NoText, NoText, NoText, Text]);
        let said: Vec<_> = packet.findings.iter().map(|finding| finding.message.as_str()).collect();
        let expected =
            "pages 3–5 have no text: blank, or a scan in the document that this text was taken from";
        assert_eq!(said, [expected]);
    }

    #[test]
    fn breaks_of_html_are_spaces_but_in_a_tables_cells() {
        let read = lines("§ 12 Bidrag<br>till<br />laget<br/>\n| 3 | Val av<br>justerare |\n".as_bytes());
        let texts: Vec<_> = read.into_iter().map(|(_, _, text)| text).collect();
        assert_eq!(texts, ["§ 12 Bidrag till laget", "| 3 | Val av<br>justerare |"]);
    }

    #[test]
    fn bytes_that_are_not_utf8_are_named_by_line() {
        let packet = read(b"\xC3\xA5tta\nt\xE5\ntre\n");
        assert_eq!(packet.lines[1].text, "t\u{FFFD}");
        assert_eq!(packet.findings.iter().map(|f| f.line).collect::<Vec<_>>(), [Some(2)]);
        let many = read(&[b"\xC3\xA5".as_slice(), &b"\xE5\n".repeat(30)].concat());
        assert_eq!(many.findings.len(), NAMED_LINES + 1);
    }

    #[test]
    fn windows_1252_is_read_where_its_letters_tell() {
        let packet = read(b"F\xf6rslag till \xe5tg\xe4rd \x96 10 \x80\n");
        assert_eq!(packet.lines[0].text, "Förslag till åtgärd – 10 €");
        assert_eq!(packet.findings.len(), 1);
    }

    #[test]
    fn utf16_is_read_by_its_mark() {
        let bytes: Vec<u8> = "\u{FEFF}Ärende\n§ 1".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(lines(&bytes), [(1, None, "Ärende".to_owned()), (2, None, "§ 1".to_owned())]);
    }

    proptest::proptest! {
        #[test]
        fn every_line_is_there_once(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400)) {
            let bytes = [b"x".as_slice(), &bytes, b"x"].concat();
            let packet = read(&bytes);
            proptest::prop_assert_eq!(packet.lines.len(), bytes.split(|b| *b == b'\n').count());
            let numbers: Vec<_> = packet.lines.iter().map(|line| line.number as usize).collect();
            proptest::prop_assert_eq!(numbers, (1..=packet.lines.len()).collect::<Vec<_>>());
        }
    }
}
