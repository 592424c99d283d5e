//! Words that name what a document is, and the names of houses.

use super::letterhead::labelled;
use super::values::{bare_day, is_number};
use crate::model::record::DocumentKind;
use crate::split::furniture;
use crate::split::organs::is_elected;
use crate::split::rows::Row;

/// Words that name a kind when they are a line of their own.
pub(super) const KIND_WORDS: &[(&str, DocumentKind)] = &[
    ("tjänsteskrivelse", DocumentKind::Tjansteskrivelse),
    ("tjänsteutlåtande", DocumentKind::Tjansteskrivelse),
    ("föredragningspm", DocumentKind::Tjansteskrivelse),
    ("föredragnings-pm", DocumentKind::Tjansteskrivelse),
    ("beslutsunderlag", DocumentKind::Tjansteskrivelse),
    ("ordförandeförslag", DocumentKind::Tjansteskrivelse),
    ("ordförandeskrivelse", DocumentKind::Tjansteskrivelse),
    ("utlåtande", DocumentKind::Tjansteskrivelse),
    ("protokoll", DocumentKind::Protokollsutdrag),
    ("protokollsutdrag", DocumentKind::Protokollsutdrag),
    ("utdrag ur protokoll", DocumentKind::Protokollsutdrag),
    ("sammanträdesprotokoll", DocumentKind::Protokollsutdrag),
    ("delegationsbeslut", DocumentKind::Delegationsbeslut),
    ("delegeringsbeslut", DocumentKind::Delegationsbeslut),
    ("beslut på delegation", DocumentKind::Delegationsbeslut),
    ("regeringsbeslut", DocumentKind::Regeringsbeslut),
    ("remissmissiv", DocumentKind::Remiss),
    ("remiss", DocumentKind::Remiss),
    ("missiv", DocumentKind::Remiss),
    ("remissvar", DocumentKind::Yttrande),
    ("yttrande", DocumentKind::Yttrande),
    ("remissyttrande", DocumentKind::Yttrande),
    ("stadgar", DocumentKind::Stadgar),
    ("motion", DocumentKind::Motion),
    ("interpellation", DocumentKind::Motion),
    ("medborgarförslag", DocumentKind::Motion),
    ("nämndsinitiativ", DocumentKind::Motion),
    ("ansökan", DocumentKind::Ansokan),
    ("bidragsansökan", DocumentKind::Ansokan),
    ("årsredovisning", DocumentKind::Arsredovisning),
    ("årsbokslut", DocumentKind::Arsredovisning),
    ("förvaltningsberättelse", DocumentKind::Arsredovisning),
    ("delårsrapport", DocumentKind::Rapport),
    ("rapport", DocumentKind::Rapport),
    ("granskningsrapport", DocumentKind::Rapport),
    ("revisionsrapport", DocumentKind::Rapport),
    ("sändlista", DocumentKind::Bilaga),
    ("anmälningslista", DocumentKind::Anmalningslista),
    ("delegationslista", DocumentKind::Anmalningslista),
    ("delegeringslista", DocumentKind::Anmalningslista),
    ("brev", DocumentKind::Brev),
    ("skrivelse", DocumentKind::Brev),
    ("anslag/bevis", DocumentKind::Anslag),
    ("kallelse", DocumentKind::Kallelse),
    ("kallelse/underrättelse", DocumentKind::Kallelse),
    ("kallelse/föredragningslista", DocumentKind::Kallelse),
    ("kallelse/dagordning", DocumentKind::Kallelse),
    ("kallelse med föredragningslista", DocumentKind::Kallelse),
    ("kallelse och föredragningslista", DocumentKind::Kallelse),
    ("underrättelse", DocumentKind::Kallelse),
    ("föredragningslista", DocumentKind::Foredragningslista),
    ("dagordning", DocumentKind::Foredragningslista),
    ("ärendelista", DocumentKind::Foredragningslista),
];

/// The kind that a line names, where the line is that word alone (or at its end after other text in capitals).
pub(crate) fn kind_word(text: &str) -> Option<DocumentKind> {
    if text.len() > 160 {
        return None;
    }
    if let Some(kind) = exact_kind(text) {
        return Some(kind);
    }
    // "KOMMUNEN   SAMMANTRÄDESPROTOKOLL   1 (1)", "Tel: 08-12 SÄNDLISTA": the word in capitals among others.
    text.split([' ', '\t'])
        .filter(|word| word.chars().count() > 5 && !word.chars().any(char::is_lowercase))
        .find_map(|word| {
            let lower = word.to_lowercase();
            KIND_WORDS.iter().find(|(known, _)| *known == lower).map(|(_, kind)| *kind)
        })
}

/// The kind that a row names alone, or, at the top of a page, in a column among a letterhead's other columns: the page's
/// counter, a number, a day, the organisation or its body ("Hamnstads kommun      Missiv      1 (2)").
pub(crate) fn kind_in_columns(rows: &[Row<'_>], i: usize) -> Option<DocumentKind> {
    let row = &rows[i];
    let alone = kind_word(&row.text);
    if alone.is_some() || !tops_page(rows, i) {
        return alone;
    }
    let columns = crate::split::agenda::segments(row.raw);
    // Where the blanks between columns are lost: "Hamnstads kommun Protokollsutdrag".
    if let [(_, only)] = columns.as_slice() {
        let (house, word) = only.rsplit_once(' ')?;
        return exact_kind(word).filter(|_| organisation(house) || is_elected(house));
    }
    let kinds: Vec<DocumentKind> = columns.iter().filter_map(|(_, text)| exact_kind(text)).collect();
    let beside = |text: &str| {
        furniture::counter(text).is_some()
            || is_number(text)
            || bare_day(text)
            || labelled(text)
            || organisation(text)
            || is_elected(text)
            || authority(text)
            || stamp(text)
    };
    let rest = columns.iter().filter(|(_, text)| exact_kind(text).is_none()).all(|(_, text)| beside(text));
    (kinds.len() == 1 && columns.len() <= 4 && rest).then(|| kinds[0])
}

/// Whether a row is one of the first lines of a page that is known.
pub(crate) fn tops_page(rows: &[Row<'_>], i: usize) -> bool {
    const FIRST: usize = 3;
    const REACH: usize = 12;
    let page = rows[i].page;
    let above = rows[..=i].iter().rev().take(REACH).take_while(|row| row.page == page);
    let (lines, start) =
        above.fold((0, false), |(lines, _), row| (lines + usize::from(!row.blank()), row.page_start));
    start && lines <= FIRST
}

/// Whether a text says when a paper came in or was printed ("Inkom 2031-05-15", "Utskrift: 2031-05-15"): of the paper,
/// not in it.
pub(crate) fn stamp(text: &str) -> bool {
    const LONGEST: usize = 60;
    let lower = text.to_lowercase();
    let word = lower.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let said = matches!(
        word,
        "inkom"
            | "inkommen"
            | "inkommet"
            | "ankom"
            | "utskrift"
            | "utskriven"
            | "utskrivet"
            | "utskriftsdatum"
    );
    said && text.chars().count() <= LONGEST && !text.ends_with('.')
}

/// "Bilaga 2", where the line or its last column is that alone: what stands in the corner of an attachment's pages.
pub(crate) fn attachment_mark(row: &Row<'_>) -> Option<String> {
    let columns = crate::split::agenda::segments(row.raw);
    let beside = |text: &str| furniture::counter(text).is_some() || organisation(text);
    let marks = columns.iter().filter(|(_, text)| marks(text)).map(|(_, text)| text.to_lowercase());
    let marks: Vec<String> = marks.collect();
    let others = columns.len() - marks.len();
    let fits = marks.len() == 1
        && columns.len() <= 3
        && (others == 0 || columns.iter().filter(|(_, text)| beside(text)).count() == others);
    if fits { marks.into_iter().next() } else { None }
}

/// Whether a column is the mark of an attachment and nothing else ("Bilaga 2b").
pub(crate) fn marks(text: &str) -> bool {
    let lower = text.to_lowercase();
    let Some((word, rest)) = lower.split_once(' ') else { return false };
    let rest = rest.trim_start_matches("nr ");
    let digits = rest.trim_end_matches(|c: char| c.is_ascii_lowercase());
    word == "bilaga"
        && (1..=2).contains(&digits.len())
        && rest.len() <= digits.len() + 1
        && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a line or a column is the name of an authority, an office or a part of one and nothing else: a sender.
pub(crate) fn sends(text: &str) -> bool {
    const ENDS: [&str; 6] = ["förvaltning", "kontor", "avdelningen", "enheten", "staben", "sektorn"];
    let lower = text.to_lowercase();
    let part = ["enheten för ", "avdelningen för "].iter().any(|head| lower.starts_with(head));
    authority(text)
        || part && lower.split(' ').count() <= 5
        || lower.split(' ').count() <= 3
            && text.starts_with(char::is_uppercase)
            && ENDS.iter().any(|end| lower.ends_with(end))
}

/// Whether a line is the heading of a list of decisions by delegates or of what is reported to a body.
pub(crate) fn is_list(text: &str) -> bool {
    const LISTS: [&str; 8] = [
        "delegationsbeslut ",
        "delegeringsbeslut ",
        "redovisning av deleg",
        "anmälan av deleg",
        "förteckning över deleg",
        "meddelanden till ",
        "anmälningar till ",
        "anmälningsärenden till ",
    ];
    let lower = text.to_lowercase();
    text.chars().count() <= 90 && !text.ends_with('.') && LISTS.iter().any(|word| lower.starts_with(word))
}

/// The kind whose word a text is.
fn exact_kind(text: &str) -> Option<DocumentKind> {
    let lower = text.trim_end_matches([':', ' ']).to_lowercase();
    KIND_WORDS.iter().find(|(word, _)| *word == lower).map(|(_, kind)| *kind)
}

/// Whether a text is the name of an authority or an office by how it ends ("Trafikverket", "Hamnkontoret").
fn authority(text: &str) -> bool {
    const ENDS: [&str; 8] = [
        "verket",
        "styrelsen",
        "inspektionen",
        "myndigheten",
        "departementet",
        "rätten",
        "kontoret",
        "förvaltningen",
    ];
    let lower = text.to_lowercase();
    lower.split(' ').count() <= 3
        && text.starts_with(char::is_uppercase)
        && ENDS.iter().any(|end| lower.ends_with(end))
}

/// Whether a text is the name of a municipality, a city, a region or an association of them.
pub(crate) fn organisation(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = lower.split(' ').count();
    let last = lower.rsplit(' ').next().unwrap_or("");
    (2..=4).contains(&words)
        && (matches!(last, "kommun" | "stad" | "kommunalförbund" | "ab")
            || lower.starts_with("region ")
            || lower.starts_with("länsstyrelsen "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packet::Line;

    fn mark(text: &str) -> Option<String> {
        let line = Line { number: 1, page: Some(1), text: text.to_owned(), furniture: false };
        attachment_mark(&crate::split::rows::rows(&[line])[0])
    }

    #[test]
    fn an_attachments_mark_stands_alone_or_in_a_corner() {
        for text in [
            "Bilaga 2",
            "   BILAGA 2",
            "Hamnstads kommun      Bilaga 2",
            "Bilaga 2        4 (10)",
            "Bilaga nr 2",
        ] {
            assert!(mark(text).is_some_and(|mark| mark.ends_with('2')), "{text}");
        }
        for text in
            ["Bilaga 2 Kostnader", "Bilaga 2      Kostnader", "Bilaga till § 9", "Bilaga", "Bilaga 2019"]
        {
            assert_eq!(mark(text), None, "{text}");
        }
    }

    #[test]
    fn stamps_say_when_a_paper_came_in() {
        for text in ["INKOM 2031-06-17", "Inkom till kommunen", "Utskrift: 2031-08-18"] {
            assert!(stamp(text), "{text}");
        }
        for text in ["Inkomna skrivelser", "Utskrivning från sluten vård", "Inkom med svar gjorde ingen."] {
            assert!(!stamp(text), "{text}");
        }
    }
}
