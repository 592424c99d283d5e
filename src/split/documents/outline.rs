//! The outline of a PDF: where it names the documents that the file was put together of, it tells where each begins.
//!
//! The outline of a single document names its chapters instead. So it is believed only where the beginnings that the
//! text itself shows are among its pages, or where it names what the agenda lists.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::boundaries::{Known, Start};
use super::likeness;
use crate::model::record::DocumentKind;
use crate::packet::Bookmark;
use crate::split::rows::Row;

/// A document that the outline names: its title, and its first row.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mark {
    title: String,
    at: usize,
}

/// Adds the documents that only the outline shows, and the titles that only it tells.
pub(super) fn add(
    rows: &[Row<'_>],
    from: usize,
    outline: &[Bookmark],
    known: &[Known],
    starts: &mut Vec<Start>,
) {
    // The finest level that is still one of documents.
    let Some(marks) = [1, 0].iter().find_map(|level| believed(rows, from, (outline, *level), known, starts))
    else {
        return;
    };
    for mark in marks {
        let page = rows[mark.at].page;
        match starts.iter_mut().find(|start| rows[start.at].page == page) {
            Some(start) => start.outline = Some(mark.title),
            None => {
                let head = super::signs::Head { subject: Some(mark.title.clone()), ..Default::default() };
                let outline = Some(mark.title);
                starts.push(Start { head, outline, ..Start::new(mark.at, DocumentKind::Okand, "outline") });
            }
        }
    }
    starts.sort_by_key(|start| start.at);
}

/// What the outline calls the documents that begin on these pages, by page: the deepest of its first two levels.
pub(super) fn names(outline: &[Bookmark], pages: RangeInclusive<u32>) -> BTreeMap<u32, String> {
    let mut names: BTreeMap<u32, (u8, String)> = BTreeMap::new();
    for bookmark in outline.iter().filter(|bookmark| bookmark.level <= 1) {
        let Some(page) = bookmark.page.filter(|page| pages.contains(page)) else { continue };
        let Some(title) = titled(&bookmark.title) else { continue };
        let deeper = names.get(&page).is_none_or(|(level, _)| bookmark.level > *level);
        if deeper {
            names.insert(page, (bookmark.level, title));
        }
    }
    names.into_iter().map(|(page, (_, title))| (page, title)).collect()
}

/// The marks down to this level, where they are of documents.
fn believed(
    rows: &[Row<'_>],
    from: usize,
    (outline, level): (&[Bookmark], u8),
    known: &[Known],
    starts: &[Start],
) -> Option<Vec<Mark>> {
    let marks = marks(rows, from, outline, level)?;
    let pages: BTreeSet<u32> = marks.iter().filter_map(|mark| rows[mark.at].page).collect();
    let shown: BTreeSet<u32> = starts.iter().filter_map(|start| rows[start.at].page).collect();
    let hits = shown.intersection(&pages).count();
    let listed = marks
        .iter()
        .filter(|mark| {
            let words: BTreeSet<String> = likeness::words(&mark.title).into_iter().collect();
            known.iter().any(|known| !known.item && likeness::of(&known.words, &words).both >= 0.8)
        })
        .count();
    let shows = hits >= 2 && hits * 10 >= shown.len() * 7 && marks.len() <= 4 * hits;
    let lists = listed >= 2 && listed * 3 >= marks.len();
    (shows || lists).then_some(marks)
}

/// The bookmarks down to this level as marks, one a page, the deepest; `None` where they do not rise, or where several
/// of one level share their pages, as chapters do.
fn marks(rows: &[Row<'_>], from: usize, outline: &[Bookmark], level: u8) -> Option<Vec<Mark>> {
    let mut out: Vec<(u32, u8, Mark)> = Vec::new();
    let mut shared = 0;
    for bookmark in outline.iter().filter(|bookmark| bookmark.level <= level) {
        let Some(page) = bookmark.page else { continue };
        let first = rows.partition_point(|row| row.page.is_none_or(|own| own < page));
        let Some(at) =
            (first..rows.len()).find(|i| !rows[*i].blank()).filter(|i| rows[*i].page == Some(page))
        else {
            continue;
        };
        let mark = Mark { title: titled(&bookmark.title)?, at };
        match out.last() {
            Some((last, ..)) if *last > page => return None,
            Some((last, depth, _)) if *last == page => {
                shared += usize::from(*depth == bookmark.level);
                if bookmark.level > *depth {
                    out.pop();
                    out.push((page, bookmark.level, mark));
                }
            }
            _ => out.push((page, bookmark.level, mark)),
        }
    }
    let found = out.len();
    out.retain(|(_, _, mark)| mark.at >= from);
    (shared * 4 <= found && !out.is_empty()).then(|| out.into_iter().map(|(_, _, mark)| mark).collect())
}

/// A bookmark's title without a file's ending, marks that stand for blanks, and the number of a list before it.
fn titled(text: &str) -> Option<String> {
    let text = crate::base::text::squeeze(&text.replace('_', " "));
    let lower = text.to_lowercase();
    let ending =
        [".pdf", ".docx", ".doc", ".xlsx", ".xls", ".pptx", ".msg"].iter().find(|end| lower.ends_with(**end));
    let text = ending.and_then(|end| text.get(..text.len() - end.len())).unwrap_or(&text);
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' ' | ')'));
    let number = text.len() - rest.len();
    let first = text.bytes().take_while(u8::is_ascii_digit).count();
    let listed = (1..=3).contains(&first) && number <= 8 && rest.starts_with(char::is_alphabetic);
    let title = if listed { rest } else { text };
    (!title.trim().is_empty()).then(|| title.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packet::{Line, Packet};
    use crate::split::split;

    /// A packet of these pages, with bookmarks of level, title and page.
    fn packet(pages: &[&str], outline: &[(u8, &str, u32)]) -> Packet {
        let mut lines = Vec::new();
        for (page, text) in (1u32..).zip(pages) {
            for line in text.split('\n') {
                let number = u32::try_from(lines.len() + 1).unwrap();
                lines.push(Line { number, page: Some(page), text: line.to_owned(), furniture: false });
            }
        }
        let marks = outline.iter().map(|(level, title, page)| Bookmark {
            level: *level,
            title: (*title).to_owned(),
            page: Some(*page),
        });
        let page_count = u32::try_from(pages.len()).ok();
        Packet { file: "p.pdf".into(), lines, outline: marks.collect(), page_count, ..Packet::default() }
    }

    /// Pages and titles of what was found behind the agenda.
    fn found(packet: &Packet) -> Vec<(u32, String)> {
        let documents = split(packet).meeting.documents.into_iter();
        documents.skip(1).filter_map(|d| Some((d.pages?.0, d.title))).collect()
    }

    const PAGES: [&str; 6] = [
        "Kajstads kommun\nKallelse till hamnnämnden\nTid: 2031-09-15 kl. 09.00\n\nFöredragningslista\n\n1. Upprop\n\
         2. Val av justerare\n3. Ny kaj\nDnr HN 2031/44\nFörslag till beslut\nHamnnämnden bygger kajen.\n\
         4. Taxa för båtplatser\nDnr HN 2031/45",
        "Hamnkontoret                         TJÄNSTESKRIVELSE\nHandläggare Pia Alm        Datum 2031-08-20   Dnr HN \
         2031/44\n\nNy kaj\n\nFörslag till beslut\nHamnnämnden bygger kajen.\n\nSammanfattning\nKajen är gammal.",
        "Vattendjup längs kajen\n\nDjupet mättes i maj och är fem meter. Bottnen är av lera.",
        "Fler mätningar följer här, för varje månad.",
        "Hamnkontoret                         TJÄNSTESKRIVELSE\nHandläggare Bo Ek        Datum 2031-08-21   Dnr HN \
         2031/45\n\nTaxa för båtplatser\n\nFörslag till beslut\nHamnnämnden antar taxan.",
        "Avgifter efter båtens längd i meter, gällande från årets början.",
    ];

    #[test]
    fn documents_that_only_the_outline_shows() {
        let outline = [
            (0, "Kallelse", 1),
            (0, "3. Ny kaj", 2),
            (1, "Tjänsteskrivelse Ny kaj.pdf", 2),
            (1, "Bilaga 1 Lodning", 3),
            (0, "4. Taxa för båtplatser", 5),
            (1, "Tjänsteskrivelse Taxa.pdf", 5),
            (1, "Bilaga Taxetabell.xlsx", 6),
        ];
        let with = found(&packet(&PAGES, &outline));
        let titles: Vec<(u32, &str)> = with.iter().map(|(page, title)| (*page, title.as_str())).collect();
        assert_eq!(
            titles,
            [(2, "Ny kaj"), (3, "Bilaga 1 Lodning"), (5, "Taxa för båtplatser"), (6, "Bilaga Taxetabell")]
        );
        // Without one the pages go with what stands before them.
        assert_eq!(found(&packet(&PAGES, &[])).len(), 2);
    }

    #[test]
    fn chapters_are_no_documents() {
        let chapters = [(0, "Inledning", 3), (0, "Djup", 3), (0, "Botten", 4), (0, "Tabell", 6)];
        assert_eq!(found(&packet(&PAGES, &chapters)).len(), 2);
        let back = [(0, "Ny kaj", 5), (0, "Taxa", 2)];
        assert_eq!(found(&packet(&PAGES, &back)).len(), 2);
    }

    #[test]
    fn titles_of_bookmarks() {
        for (text, expected) in [
            ("3.1 Tjänsteskrivelse Ny_kaj.pdf", Some("Tjänsteskrivelse Ny kaj")),
            ("2031 års budget", Some("2031 års budget")),
            ("Bilaga 2 – Ritning", Some("Bilaga 2 – Ritning")),
            ("12", Some("12")),
            (" ", None),
        ] {
            assert_eq!(titled(text).as_deref(), expected, "{text}");
        }
    }
}
