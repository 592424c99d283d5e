//! Texts that have lost their line ends, as some converters and many web pages hand them on: whole pages on one line.
//!
//! Nothing can be recognised in such a line as it stands. It is parted again before the words that begin something in
//! Swedish agendas and minutes: a paragraph with its number, a heading, a field of the cover, the next number of a
//! list. Every piece keeps the number of its line. What a word in the middle of a sentence could be is left alone.

use std::sync::LazyLock;

use regex::Regex;

use super::{minutes, organs};
use crate::model::record::{Finding, FindingSeverity, Item, Meeting};
use crate::packet::{Line, Packet};

/// Longer lines than any that is set on a page.
const LONG: usize = 400;

/// What begins a line of its own, and ends it where it stands alone. Groups: `p`aragraph, `s`ent to, `h`eading, one
/// that begins with a body's name in the `g`enitive (its word is looked for backwards: forwards every word without end
/// would be read again from each of its capitals), `w`ords of the page's own, `f`ield, `n`umber of a list, `q` one of
/// two parts within a group.
static SEAM: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?P<p>§ ?\d{1,4}(?:/\d{2})?)",
        r"|(?P<s>(?:Beslutet|Beslut|Protokollsutdrag) (?:ska )?(?:skickas|expedieras|delges) till|Expedieras till)\b:?",
        r"|(?P<h>Förslag till beslut|Beslutsunderlag|Sammanfattning av ärendet|Sammanfattning|Ärendebeskrivning",
        r"|Beskrivning av ärendet|Bakgrund|Bedömning|Yrkanden?|Propositionsordning|Beslutsgång|Omröstning|Votering",
        r"|Reservation(?:er)?|Särskilt yttrande|Protokollsanteckning|Beslut|(?P<g>s beslut))\b:?",
        r"|(?P<w>SAMMANTRÄDESPROTOKOLL|Sammanträdesprotokoll|Expedierat/bestyrkt|Justerandes sign\p{L}*|Utdragsbestyrkande",
        r"|\d{1,3} ?\(\d{1,3}\))",
        r"|(?P<f>Plats och tid|Tid och plats|Beslutande|Tjänstgörande ersättare|Ej tjänstgörande ersättare|Ersättare",
        r"|Övriga närvarande|Övriga deltag(?:are|ande)|Utses att justera|Justeringens plats och tid|Underskrifter",
        r"|Paragrafer|Sekreterare|Ordförande|Justerande|ANSLAG/BEVIS|Organ|Sammanträdesdatum|Datum för anslag\p{L}*",
        r"|Förvaringsplats|Föredragningslista|Dagordning|Ärendelista|Tid|Plats|Datum|Föredragande)\b:?",
        r"|(?P<n>\d{1,3})\. |(?P<q>\d{1,3})\.\d{1,2} ",
    ))
    .ok()
});

/// The packet with its lines parted again, where most of its text stands on lines that nobody set so.
pub(super) fn out(packet: &Packet) -> Option<Packet> {
    let is_long = |line: &&Line| line.text.len() >= LONG && !line.text.starts_with('|');
    let all: usize = packet.lines.iter().map(|line| line.text.len()).sum();
    let long: Vec<&Line> = packet.lines.iter().filter(is_long).collect();
    let held: usize = long.iter().map(|line| line.text.len()).sum();
    // Many converters give every paragraph one line; only where headings stand within lines have the ends been lost.
    let run: usize = long.iter().map(|line| seams(&line.text).len()).sum();
    if long.is_empty() || held * 2 < all || run < 4 * long.len() {
        return None;
    }
    let mut lines = Vec::with_capacity(packet.lines.len() + run);
    for line in &packet.lines {
        if is_long(&line) {
            part(line, &mut lines);
        } else {
            lines.push(line.clone());
        }
    }
    let longest = long.iter().map(|line| line.text.chars().count()).max().unwrap_or(0);
    let mut findings = packet.findings.clone();
    findings.push(finding(
        longest,
        long.first().and_then(|line| line.page),
        long.first().map(|line| line.number),
    ));
    Some(Packet { lines, findings, ..packet.clone() })
}

/// Takes away what is not sure: paragraphs of other bodies, and what is read of one that is followed by a hole, whose
/// text may hold what belongs to the others.
pub(super) fn doubt(meeting: &mut Meeting) {
    let number = |item: &Item| item.paragraph.as_deref().map_or(0, digits);
    // What the cover does not count is a paragraph of another body.
    let counted = minutes::counted(meeting);
    let own =
        |number: u32| counted.is_empty() || counted.iter().any(|(from, to)| (*from..=*to).contains(&number));
    meeting.items.retain(|item| own(number(item)));
    let numbers: Vec<u32> = meeting.items.iter().map(number).collect();
    let missing = minutes::missing(meeting);
    for (item, pair) in meeting.items.iter_mut().zip(numbers.windows(2)) {
        if missing.iter().any(|number| (pair[0] + 1..pair[1]).contains(number)) {
            (item.decision, item.proposal, item.summary) = (None, None, None);
            item.sections.clear();
            item.attachments.clear();
            item.sent_to.clear();
            item.earlier.clear();
            meeting.findings.push(Finding {
                message: format!(
                    "the text between § {} and § {} could not be parted, so nothing of it is read as a decision",
                    pair[0], pair[1]
                ),
                ..finding(0, item.pages.map(|(first, _)| first), item.lines.map(|(first, _)| first))
            });
        }
    }
}

/// The finding for such a text.
fn finding(longest: usize, page: Option<u32>, line: Option<u32>) -> Finding {
    Finding {
        code: "lines-lost".to_owned(),
        severity: FindingSeverity::Warning,
        message: format!(
            "the text has lost its line ends (a line of {longest} characters), so titles and decisions may end in the \
             wrong place: look everything over, or import the PDF"
        ),
        page,
        line,
    }
}

/// One long line, parted. An empty line stands before each paragraph, as it did on the page.
fn part(line: &Line, lines: &mut Vec<Line>) {
    let mut from = 0;
    let mut add = |text: &str, gap: bool| {
        if gap {
            lines.push(Line { text: String::new(), ..line.clone() });
        }
        if !text.trim().is_empty() {
            lines.push(Line { text: text.trim().to_owned(), ..line.clone() });
        }
    };
    let mut gap = false;
    for (at, opens) in seams(&line.text) {
        add(&line.text[from..at], gap);
        gap = opens;
        from = at;
    }
    add(&line.text[from..], gap);
}

/// Where a long line is parted, and whether a paragraph begins there.
fn seams(text: &str) -> Vec<(usize, bool)> {
    let mut out: Vec<(usize, bool)> = Vec::new();
    let mut next = 1u32;
    let mut paragraph = 0u32;
    for found in SEAM.as_ref().into_iter().flat_map(|form| form.captures_iter(text)) {
        let Some(whole) = found.get(0) else { continue };
        let start = if found.name("g").is_some() { word_before(text, whole.start()) } else { whole.start() };
        let (before, after) = (&text[..start], bare(&text[whole.end()..]));
        if !(before.is_empty() || before.ends_with(' ')) {
            continue;
        }
        let has = |group: &str| found.name(group).is_some();
        if has("g") && !names(&text[start..whole.start()]) {
            continue;
        }
        let capital = after.starts_with(|c: char| c.is_uppercase() || matches!(c, '”' | '"' | '§'));
        let figure = after.starts_with(|c: char| c.is_ascii_digit());
        if let Some(number) = found.name("n").and_then(|number| number.as_str().parse::<u32>().ok()) {
            if capital && (number == 1 || number == next) {
                out.push((start, false));
                next = number.saturating_add(1);
            }
        } else if let Some(group) = found.name("q").and_then(|group| group.as_str().parse::<u32>().ok()) {
            if capital && group + 1 == next {
                out.push((start, false));
            }
        } else if has("p") {
            let number = digits(whole.as_str());
            if is_paragraph(before.trim_end(), after, number == paragraph + 1) {
                out.push((start, true));
                paragraph = number;
            }
        } else if has("f") && (capital || figure) {
            out.push((start, false));
        } else if has("s") || has("w") || has("h") && heads(after, capital) {
            out.push((start, false));
            // What somebody does follows the heading on a line of its own.
            if !after.is_empty() {
                out.push((text.len() - after.len(), false));
            }
        }
    }
    out.extend(deeds(text, &out));
    out.sort_unstable();
    out.dedup_by_key(|(at, _)| *at);
    out.retain(|(at, _)| *at > 0);
    out
}

/// Where the word that ends at `end` begins.
fn word_before(text: &str, end: usize) -> usize {
    text[..end].trim_end_matches(char::is_alphabetic).len()
}

/// Whether a word can be a body's name: a capital and more.
fn names(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some()
}

/// The text without the marks of Markdown before its first word.
fn bare(text: &str) -> &str {
    text.trim_start_matches([' ', '#', '*', '_', ':'])
}

/// The number in "§ 12/31".
fn digits(text: &str) -> u32 {
    let number = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    number.split('/').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// Whether what follows a heading's words can stand below it.
fn heads(after: &str, capital: bool) -> bool {
    capital || ["att ", "1. ", "– ", "- "].iter().any(|mark| after.starts_with(mark))
}

/// Whether a § begins a paragraph: its number has a label behind it, or is the next one, or nothing before it says that
/// another is meant. An entry of a contents list begins none.
fn is_paragraph(before: &str, after: &str, follows: bool) -> bool {
    const LABELS: [&str; 6] = ["Dnr", "Diarien", "Ärendenummer", "Ärendenr", "Ärende-ID", "D.nr"];
    let own = after.find('§').map_or(after, |end| &after[..end]);
    let listed = own.contains("....") || own.contains("……") || own.contains(". . . .");
    let labelled = LABELS.iter().any(|label| after.starts_with(label));
    let capital = after.starts_with(|c: char| c.is_uppercase() || matches!(c, '”' | '"'));
    !listed && (labelled || capital && (!refers(before) || follows && !is_body(before)))
}

/// Whether the last word is short and capital: the short name of a body.
fn is_body(before: &str) -> bool {
    let last = before.rsplit(' ').next().unwrap_or("");
    (1..=5).contains(&last.chars().count())
        && last.chars().next().is_some_and(char::is_uppercase)
        && last.chars().all(char::is_alphabetic)
}

/// Whether the words before a § say that another paragraph is meant: a preposition, a body, a day.
fn refers(before: &str) -> bool {
    const WORDS: [&str; 20] = [
        "enligt",
        "kap.",
        "kap",
        "av",
        "i",
        "och",
        "beslut",
        "beslutade",
        "se",
        "om",
        "på",
        "till",
        "den",
        "från",
        "genom",
        "protokoll",
        "paragraf",
        "med",
        "samt",
        "under",
    ];
    let last = before.rsplit(' ').next().unwrap_or("");
    let day = last.len() <= 11 && (last.starts_with("19") || last.starts_with("20"));
    last.ends_with(',') || is_body(before) || day || WORDS.contains(&last.to_lowercase().as_str())
}

/// Where a title runs into the sentence that a body begins ("Val av justerare Nämnden beslutar att …").
fn deeds(text: &str, seams: &[(usize, bool)]) -> Vec<(usize, bool)> {
    let mut out = Vec::new();
    for (at, _) in seams.iter().filter(|(_, opens)| *opens) {
        let end = seams.iter().map(|(next, _)| *next).find(|next| next > at).unwrap_or(text.len());
        let segment = &text[*at..end];
        let deed = segment.match_indices(' ').map(|(blank, _)| blank + 1).skip(2).find(|word| {
            let rest = &segment[*word..];
            rest.starts_with(char::is_uppercase) && (organs::acts(rest) || rest.starts_with("Ordföranden "))
        });
        out.extend(deed.map(|word| (at + word, false)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scan_has_lost_no_line_ends() {
        assert!(out(&Packet::default()).is_none());
    }

    #[test]
    fn the_pattern_compiles() {
        assert!(SEAM.is_some());
    }

    #[test]
    fn a_line_is_parted_where_something_begins() {
        let text = "Hamnnämnden Paragrafer 12-13 § 12 Ny kaj Dnr HN 2031/44 Sammanfattning Enligt beslut § 77 Ks i fjol är \
                    det så, KS § 9 Kajer. Beslut 1. Kajen byggs. 2. Magasinet rivs. Beslutet skickas till kontoret § 13 Val \
                    Nämnden beslutar att välja. Beslut om detta kommer.";
        let seams = seams(text);
        let mut pieces: Vec<&str> = Vec::new();
        let mut from = 0;
        for (at, _) in seams.into_iter().chain([(text.len(), false)]) {
            pieces.push(text[from..at].trim());
            from = at;
        }
        assert_eq!(
            pieces,
            [
                "Hamnnämnden",
                "Paragrafer 12-13",
                "§ 12 Ny kaj Dnr HN 2031/44",
                "Sammanfattning",
                "Enligt beslut § 77 Ks i fjol är det så, KS § 9 Kajer.",
                "Beslut",
                "1. Kajen byggs.",
                "2. Magasinet rivs.",
                "Beslutet skickas till",
                "kontoret",
                "§ 13 Val",
                "Nämnden beslutar att välja. Beslut om detta kommer.",
            ]
        );
    }
}
