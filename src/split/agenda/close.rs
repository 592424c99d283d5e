//! Where an item ends: before the heading of the next group, before what closes the notice, before a paper.

use super::groups::{self, is_group};
use super::{item, names, people, segments};
use crate::model::record::DocumentKind;
use crate::split::documents::signs;
use crate::split::rows::Row;

/// The end of an item without the heading of the next group ("Informationsärenden") at its foot.
pub(super) fn without_group(rows: &[Row<'_>], from: usize, to: usize) -> usize {
    let Some(last) = (from + 1..to).rev().find(|i| rows[*i].speaks()) else { return to };
    // The title of an item whose number has its line for itself ("6" over "Anmälningsärenden").
    let bare = |row: &&Row<'_>| item::bare_number(&row.text);
    let number = rows[from].text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ')'));
    if number && rows[from + 1..last].iter().filter(|row| row.speaks()).all(|row| bare(&row)) {
        return to;
    }
    let above_blank = rows[last - 1].blank() || rows[last - 1].furniture;
    let shouted = !rows[last].text.chars().any(char::is_lowercase);
    let alone = (shouted || rows[last].text.ends_with("ärenden")) && !rows[last].text.contains(' ');
    if (above_blank || alone) && to < rows.len() && is_group(&rows[last].text) { last } else { to }
}

/// The end of the last item without what closes the notice: a greeting, signatures, lists of those called.
pub(super) fn without_close(rows: &[Row<'_>], from: usize, to: usize) -> usize {
    let closes = |i: usize| {
        let text = rows[i].text.as_str();
        let lower = text.trim_end_matches(['!', '.', ':', ',']).to_lowercase();
        let greeting = greets(&lower);
        let below = rows[i + 1..to].iter().find(|row| row.speaks()).map_or("", |row| row.text.as_str());
        let parted = rows[i - 1].blank() || rows[i - 1].furniture;
        let signed = !below.is_empty()
            && (signs_as(below) || parted && names::is_office_alone(below))
            && !names::named(text).is_empty();
        let signed = signed
            || parted
                && matches!(lower.as_str(), "ordförande" | "ordföranden")
                && names::named(below).len() == 1;
        let appeal = rows[i].heading == Some(crate::split::headings::Heading::Appeal);
        // Another group without numbers ("Anmälningsärenden") has begun.
        let group = is_group(text)
            && text.ends_with("ärenden")
            && groups::stands_apart(rows, i)
            && rows[i - 1].blank();
        // The column of the pages where the papers begin, read after the titles.
        let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let pages = matches!(lower.as_str(), "sida" | "sid") && !below.is_empty() && number(below);
        greeting || signed || group || appeal || pages || people::is_heading(text)
    };
    // "Hamnstad den 1 juni 2032" above the signatures belongs to them.
    let closes = |i: usize| {
        closes(i)
            || dated(&rows[i].text)
                && rows[i + 1..to].iter().filter(|row| row.speaks()).take(3).any(|row| signs_as(&row.text))
    };
    (from + 1..to).find(|i| paper_begins(rows, *i) || rows[*i].speaks() && closes(*i)).unwrap_or(to)
}

/// Whether a line, in small letters, closes a notice: a greeting, or what to do who cannot come.
fn greets(lower: &str) -> bool {
    const WORDS: [&str; 8] = [
        "välkommen",
        "välkomna",
        "med vänlig hälsning",
        "med vänliga hälsningar",
        "enligt uppdrag",
        "vid förhinder",
        "anmäl förhinder",
        "meddela förhinder",
    ];
    WORDS.iter().any(|word| lower.starts_with(word))
}

/// Whether a line closes a notice: a greeting to those called, or the office of who signs it.
pub(crate) fn closes_notice(text: &str) -> bool {
    let lower = text.to_lowercase();
    greets(&lower) && !lower.starts_with("med vänlig") || signs_as(text)
}

/// Where the notice's signatures end that begin at row `i` with the place and the day ("Hamnstad 2032-06-05" over "Eva Ek"
/// over "Ordförande"); `None` where none begin.
pub(crate) fn signatures(rows: &[Row<'_>], i: usize) -> Option<usize> {
    const LINES: usize = 4;
    let below = || (i + 1..rows.len()).filter(|at| rows[*at].speaks()).take(LINES);
    let office = below().filter(|at| signs_as(&rows[*at].text)).last()?;
    let name = below().next().is_some_and(|at| !names::named(&rows[at].text).is_empty());
    (dated(&rows[i].text) && name).then_some(office + 1)
}

/// Whether a page begins here whose head says in a column of its own that it is a paper ("Tjänsteskrivelse   1 (3)").
fn paper_begins(rows: &[Row<'_>], i: usize) -> bool {
    let paper = |text: &str| {
        let name = text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')'));
        matches!(
            signs::kind_word(name),
            Some(
                DocumentKind::Tjansteskrivelse
                    | DocumentKind::Protokollsutdrag
                    | DocumentKind::Yttrande
                    | DocumentKind::Motion
            )
        ) && name.split(' ').count() == 1
    };
    let head = rows[i..].iter().filter(|row| !row.blank()).take(2);
    // Where the words of running text begin, a paper in a list or a heading may stand.
    const APART: usize = 20;
    let columned = |row: &&Row<'_>| row.lead >= APART || segments(row.raw).len() >= 2;
    rows[i].page_start
        && head.filter(columned).any(|row| segments(row.raw).iter().any(|(_, text)| paper(text)))
}

/// Whether a line is the office in which somebody signs.
fn signs_as(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let office =
        |word: &str| people::printed_role(word).is_some() || word.to_lowercase().ends_with("sekreterare");
    (1..=3).contains(&words.len())
        && words.last().is_some_and(|word| office(word))
        && words.iter().rev().skip(1).all(|word| office(word) || word.ends_with('s') || word.len() <= 3)
}

/// "Hamnstad den 1 juni 2032": a place and a day, nothing else.
fn dated(text: &str) -> bool {
    let digit = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
    let (place, day) = text.split_at(digit);
    let words: Vec<&str> = place.split_whitespace().filter(|word| *word != "den").collect();
    (1..=3).contains(&words.len())
        && words.iter().all(|word| word.chars().next().is_some_and(char::is_uppercase))
        && day.chars().count() <= 18
        && crate::split::documents::signs::date_in(day).is_some()
}
