//! What kind of file a source is, by the signs of its first pages.

use super::documents::signs;
use super::rows::Row;
use crate::model::record::{DocumentKind, SourceKind};

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// A notice to attend, with its agenda and perhaps the papers.
    Notice,
    /// An agenda, perhaps with the papers.
    Agenda,
    /// Minutes of a meeting, or of some of its paragraphs.
    Minutes(SourceKind),
    /// Papers without an agenda: memos and what belongs to them.
    Papers,
    /// A list of matters reported.
    Reported,
    /// A notice of adjusted minutes alone.
    Posted,
}

impl FileKind {
    /// The word of the record.
    pub(crate) fn source(self) -> SourceKind {
        match self {
            Self::Notice => SourceKind::Kallelse,
            Self::Agenda => SourceKind::Foredragningslista,
            Self::Minutes(kind) => kind,
            Self::Papers => SourceKind::Tjansteskrivelse,
            Self::Reported => SourceKind::Anmalningslista,
            Self::Posted => SourceKind::Anslag,
        }
    }

    /// What the file's own first document is.
    pub(crate) fn document(self) -> DocumentKind {
        match self {
            Self::Notice => DocumentKind::Kallelse,
            Self::Agenda => DocumentKind::Foredragningslista,
            Self::Minutes(SourceKind::Delprotokoll) => DocumentKind::Delprotokoll,
            Self::Minutes(SourceKind::Protokollsutdrag) => DocumentKind::Protokollsutdrag,
            Self::Minutes(_) => DocumentKind::Protokoll,
            Self::Papers => DocumentKind::Okand,
            Self::Reported => DocumentKind::Anmalningslista,
            Self::Posted => DocumentKind::Anslag,
        }
    }
}

/// Whether a line is the heading of an agenda.
pub(crate) fn is_agenda_heading(text: &str) -> bool {
    let lower = text.trim_end_matches([':', ' ']).to_lowercase();
    matches!(
        lower.as_str(),
        "föredragningslista"
            | "dagordning"
            | "ärendelista"
            | "förslag till dagordning"
            | "ärenden"
            | "förteckning över ärenden"
    )
}

/// What a file is, by its first rows.
pub(crate) fn of(rows: &[Row<'_>]) -> FileKind {
    let near: Vec<&str> =
        rows.iter().filter(|row| !row.blank()).take(60).map(|row| row.text.as_str()).collect();
    for (at, text) in near.iter().enumerate().take(40) {
        let lower = text.to_lowercase();
        let word = lower.split([' ', '/', ',', ':']).next().unwrap_or("");
        let short = text.chars().count() <= 90;
        match word {
            "kallelse" | "underrättelse" | "kungörelse" | "tilläggskallelse" if short => {
                return FileKind::Notice;
            }
            _ if short && signs::kind_word(text) == Some(DocumentKind::Kallelse) => return FileKind::Notice,
            _ if short && is_agenda_heading(text) => return FileKind::Agenda,
            "föredragningslista" | "dagordning" if short => return FileKind::Agenda,
            "tjänsteskrivelse" | "tjänsteutlåtande" if at < 12 => return FileKind::Papers,
            "anmälningslista" | "anmälningsärenden" | "delegationslista" if at < 8 && short => {
                return FileKind::Reported;
            }
            _ => {}
        }
        if lower.starts_with("sammanträde med")
            || lower.contains("kallas till sammanträde")
            || lower.contains("kallas härmed")
        {
            return FileKind::Notice;
        }
        if at < 8
            && (lower.starts_with("anslag") || lower.contains("tillkännagivande av justerat protokoll"))
            && short
        {
            return FileKind::Posted;
        }
        let extract = signs::kind_word(text) == Some(DocumentKind::Protokollsutdrag);
        if extract || short && at < 12 && names_minutes(&lower) {
            return FileKind::Minutes(minutes(&near));
        }
    }
    let table = rows.iter().take(200).any(|row| {
        super::agenda::pipe_cells(&row.text)
            .is_some_and(|cells| cells.iter().any(|cell| cell.eq_ignore_ascii_case("ärende")))
    });
    if table { FileKind::Agenda } else { FileKind::Papers }
}

/// Whether a line of a cover says that these are minutes; an item about minutes or their adjustment does not.
fn names_minutes(lower: &str) -> bool {
    const WORDS: [&str; 6] = [
        "protokoll",
        "sammanträdesprotokoll",
        "mötesprotokoll",
        "beslutsprotokoll",
        "delprotokoll",
        "protokollsutdrag",
    ];
    let item = lower.starts_with(|c: char| c.is_ascii_digit())
        || lower.contains("föregående")
        || lower.contains("juster");
    !item && lower.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word))
}

/// Whole minutes, some paragraphs, or an extract.
fn minutes(near: &[&str]) -> SourceKind {
    let has = |word: &str| near.iter().any(|text| text.to_lowercase().contains(word));
    // "Protokollsutdrag skickas till" heads the recipients of a decision in minutes of every kind.
    let extract = near.iter().take(15).any(|text| {
        let lower = text.to_lowercase();
        lower.contains("protokollsutdrag") && !lower.contains("skickas") && !lower.contains(" till")
    });
    if has("delprotokoll") {
        SourceKind::Delprotokoll
    } else if extract || has("utdrag ur protokoll") {
        SourceKind::Protokollsutdrag
    } else {
        SourceKind::Protokoll
    }
}
