//! A meeting: its body, its sources, its people, and what import wants a person to know of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::document::{Document, Published};
use super::item::Item;
use super::words;
use crate::model::date::{Date, Time};

words! {
    /// What kind of source file a meeting was read from.
    SourceKind {
        /// Notice to attend, with or without the full packet.
        Kallelse = "kallelse",
        /// Agenda with proposals.
        Foredragningslista = "föredragningslista",
        /// Minutes of the whole meeting.
        Protokoll = "protokoll",
        /// Minutes of some paragraphs, adjusted on their own.
        Delprotokoll = "delprotokoll",
        /// Extract of one paragraph.
        Protokollsutdrag = "protokollsutdrag",
        /// An official's memo on one case.
        Tjansteskrivelse = "tjänsteskrivelse",
        /// List of matters reported.
        Anmalningslista = "anmälningslista",
        /// Notice of adjusted minutes.
        Anslag = "anslag",
    }
}

impl SourceKind {
    /// Whether decisions stand in a source of this kind; in every other kind there are proposals only.
    #[must_use]
    pub const fn decides(self) -> bool {
        matches!(self, Self::Protokoll | Self::Delprotokoll | Self::Protokollsutdrag)
    }
}

words! {
    /// How far the adjustment (justering) of a source has come; Kommunallagen 5:69.
    SourceState {
        /// A draft.
        Utkast = "utkast",
        /// Written, not adjusted.
        Ojusterat = "ojusterat",
        /// Adjusted.
        Justerat = "justerat",
    }
}

words! {
    /// A person's part in a meeting.
    Role {
        /// Chair.
        Ordforande = "ordförande",
        /// First vice chair.
        ForsteViceOrdforande = "1:e vice ordförande",
        /// Second vice chair.
        AndreViceOrdforande = "2:e vice ordförande",
        /// Member.
        Ledamot = "ledamot",
        /// Substitute.
        Ersattare = "ersättare",
        /// Substitute serving as a member.
        TjanstgorandeErsattare = "tjänstgörande ersättare",
        /// Secretary.
        Sekreterare = "sekreterare",
        /// Anybody else.
        Ovrig = "övrig",
    }
}

words! {
    /// How serious a finding is.
    #[derive(Hash)]
    FindingSeverity {
        /// Something could not be read.
        Error = "error",
        /// Something is doubtful or missing.
        Warning = "warning",
        /// Worth knowing.
        Note = "note",
    }
}

/// A meeting (sammanträde) of one body on one day.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Meeting {
    /// The municipality or region, as printed.
    pub organisation: Option<String>,
    /// The body that meets.
    pub organ: Organ,
    /// Day of the meeting (the first, where it lasts several).
    pub date: Option<Date>,
    /// Clock time it starts.
    pub start: Option<Time>,
    /// Clock time it ends.
    pub end: Option<Time>,
    /// Place as printed.
    pub place: Option<String>,
    /// Address of the meeting's page; empty until it has one.
    #[serde(default)]
    pub url: String,
    /// The files that this record was read from.
    pub sources: Vec<Source>,
    /// Name of the person in the chair.
    pub chair: Option<String>,
    /// Name of the secretary.
    pub secretary: Option<String>,
    /// Names of those who adjust the minutes.
    pub adjusters: Vec<String>,
    /// Day the minutes were adjusted.
    pub adjusted: Option<Date>,
    /// Day the notice of adjusted minutes was posted; Kommunallagen 8:12.
    pub posted: Option<Date>,
    /// Day the notice is taken down, as printed.
    pub taken_down: Option<Date>,
    /// Last day to appeal: as printed, or computed when `appeal_computed` says so.
    pub appeal_last: Option<Date>,
    /// Whether `appeal_last` was computed (posted + three weeks, Kommunallagen 13:5) and not printed.
    #[serde(default)]
    pub appeal_computed: bool,
    /// Where the minutes are kept.
    pub kept_at: Option<String>,
    /// Those called or present.
    pub people: Vec<Person>,
    /// The items, in the order of the meeting.
    pub items: Vec<Item>,
    /// The documents of the packet, in its order.
    pub documents: Vec<Document>,
    /// What import found doubtful or missing.
    pub findings: Vec<Finding>,
    /// Day it was taken down, where it was; its items and documents then are too.
    #[serde(default)]
    pub withdrawn: Option<Date>,
    /// Why it was taken down.
    #[serde(default)]
    pub reason: Option<String>,
}

/// A body (organ): council, board, committee.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
pub struct Organ {
    /// Name as the body writes it.
    pub name: Option<String>,
    /// First step of its addresses.
    pub slug: Option<String>,
}

/// A file that a meeting was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// What kind of document the file is.
    pub kind: SourceKind,
    /// File name without folders.
    pub file: String,
    /// SHA-256 of the file's bytes, 64 hexadecimal digits.
    pub sha256: String,
    /// Number of pages, where known.
    pub pages: Option<u32>,
    /// The range of paragraphs, as printed ("137, 163-164").
    pub paragraphs: Option<String>,
    /// State of adjustment.
    pub state: Option<SourceState>,
    /// Whether the file itself is on the site (`file`), or only this (`metadata`); `None` before there is a site. The
    /// checksum is that of the file on the site, where it is there.
    #[serde(default)]
    pub published: Option<Published>,
    /// Why the file is not on the site, where it was kept back.
    #[serde(default)]
    pub reason: Option<String>,
    /// What the notice board says of these minutes, where they are minutes.
    #[serde(default)]
    pub notice: Option<Notice>,
}

impl Source {
    /// A source of which nothing but its kind, file name and checksum is known.
    #[must_use]
    pub fn new(kind: SourceKind, file: impl Into<String>, sha256: impl Into<String>) -> Self {
        Self {
            kind,
            file: file.into(),
            sha256: sha256.into(),
            pages: None,
            paragraphs: None,
            state: None,
            published: None,
            reason: None,
            notice: None,
        }
    }
}

/// The notice (anslag) of adjusted minutes; Kommunallagen 8:10–12.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Notice {
    /// Day of adjustment.
    pub adjusted: Option<Date>,
    /// Day it was posted.
    pub posted: Option<Date>,
    /// Day it is taken down, as printed.
    pub taken_down: Option<Date>,
    /// Last day to appeal: as printed, or computed when `appeal_computed` says so.
    pub appeal_last: Option<Date>,
    /// Whether `appeal_last` was computed (posted + three weeks, Kommunallagen 13:5) and not printed.
    pub appeal_computed: bool,
    /// Where the minutes are kept.
    pub kept_at: Option<String>,
}

/// Somebody called to, or present at, a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    /// Name as printed.
    pub name: String,
    /// Party as printed within brackets, without them.
    pub party: Option<String>,
    /// Part in the meeting.
    pub role: Role,
    /// Whether the person was there; `None` when the source does not say (a kallelse never does).
    pub present: Option<bool>,
    /// The part of the meeting that it holds for, as printed ("§§ 105–118", "ej § 7 p.g.a. jäv").
    pub scope: Option<String>,
}

/// Something that import wants a person to know.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// Stable kebab-case code.
    pub code: String,
    /// How serious it is.
    pub severity: FindingSeverity,
    /// One sentence in English.
    pub message: String,
    /// Page of the source, from 1.
    pub page: Option<u32>,
    /// Line of the text source, from 1.
    pub line: Option<u32>,
}
