//! A document of a packet: what it is, how much of it is published, its tables and versions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::item::Decision;
use super::words;
use crate::model::date::Date;

words! {
    /// How much of a document is published.
    Published {
        /// Its text as a page.
        Text = "text",
        /// Its text as a page and its file.
        File = "file",
        /// Title, kind, number and date only (third party's work, for instance).
        Metadata = "metadata",
        /// Kept back, with a reason.
        Withheld = "withheld",
        /// Was published once, taken down since.
        Withdrawn = "withdrawn",
    }
}

/// A document (handling) of the packet: memo, attachment, letter, extract, delegation decision, table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// Unique within the meeting, kept for ever; last step of the address.
    pub id: String,
    /// Address of its page; empty until it has one.
    #[serde(default)]
    pub url: String,
    /// Title as printed, or as the item lists it.
    pub title: String,
    /// What it is: a word of `DocumentKind`.
    pub kind: DocumentKind,
    /// Id of the item that it belongs to.
    pub item: Option<String>,
    /// Numbers that are the document's own.
    pub diarienummer: Vec<String>,
    /// Who sent or wrote it.
    pub sender: Option<String>,
    /// Who has the copyright, where somebody else than the organisation has.
    #[serde(default)]
    pub rights_holder: Option<String>,
    /// Its date.
    pub date: Option<Date>,
    /// First and last page of the packet.
    pub pages: Option<(u32, u32)>,
    /// First and last line of the text source.
    pub lines: Option<(u32, u32)>,
    /// Id of the document that this is a copy of.
    pub duplicate_of: Option<String>,
    /// How much of it is published.
    pub published: Published,
    /// Why it is not published in full.
    pub reason: Option<String>,
    /// SHA-256 of its own file, or of its text where it has none.
    pub sha256: Option<String>,
    /// Number of words in its text.
    pub words: Option<u32>,
    /// The decision, where the document is one.
    pub decision: Option<Decision>,
    /// Tables recovered from it.
    pub tables: Vec<Table>,
    /// Name of the source file (of the meeting) that it is a part of.
    #[serde(default)]
    pub source: Option<String>,
    /// Address of its own file, where that is published.
    #[serde(default)]
    pub file: Option<String>,
    /// Language of its text (BCP 47), where it is not Swedish.
    #[serde(default)]
    pub language: Option<String>,
    /// Earlier versions that this one replaced, newest first.
    #[serde(default)]
    pub versions: Vec<Version>,
    /// Day it was taken down, where it was and the day is known.
    #[serde(default)]
    pub withdrawn: Option<Date>,
}

impl Document {
    /// A document of which nothing but id, title and kind is known; its text is published.
    #[must_use]
    pub fn new(id: impl Into<String>, title: impl Into<String>, kind: DocumentKind) -> Self {
        Self {
            id: id.into(),
            url: String::new(),
            title: title.into(),
            kind,
            item: None,
            diarienummer: Vec::new(),
            sender: None,
            rights_holder: None,
            date: None,
            pages: None,
            lines: None,
            duplicate_of: None,
            published: Published::Text,
            reason: None,
            sha256: None,
            words: None,
            decision: None,
            tables: Vec::new(),
            source: None,
            file: None,
            language: None,
            versions: Vec::new(),
            withdrawn: None,
        }
    }
}

/// A version of a document that was replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Version {
    /// Day it was replaced.
    pub replaced: Date,
    /// SHA-256 of its file or text.
    pub sha256: Option<String>,
    /// What was wrong with it.
    pub reason: String,
}

words! {
    /// What a document is.
    #[derive(Hash)]
    DocumentKind {
        /// Notice to attend.
        Kallelse = "kallelse",
        /// Agenda.
        Foredragningslista = "föredragningslista",
        /// Divider page before an item's papers.
        Skiljeblad = "skiljeblad",
        /// An official's memo (tjänsteskrivelse, FöredragningsPM, tjänsteutlåtande).
        Tjansteskrivelse = "tjänsteskrivelse",
        /// Attachment of no more special kind.
        Bilaga = "bilaga",
        /// E-mail.
        Epost = "e-post",
        /// Letter.
        Brev = "brev",
        /// Paper sent out for comment, or the covering letter of one.
        Remiss = "remiss",
        /// Answer to a remiss.
        Yttrande = "yttrande",
        /// Minutes.
        Protokoll = "protokoll",
        /// Minutes of some paragraphs.
        Delprotokoll = "delprotokoll",
        /// Extract of one paragraph.
        Protokollsutdrag = "protokollsutdrag",
        /// A delegate's decision.
        Delegationsbeslut = "delegationsbeslut",
        /// List of matters reported.
        Anmalningslista = "anmälningslista",
        /// Decision of the government.
        Regeringsbeslut = "regeringsbeslut",
        /// Annual report or annual accounts.
        Arsredovisning = "årsredovisning",
        /// Report.
        Rapport = "rapport",
        /// Statutes.
        Stadgar = "stadgar",
        /// Motion of a member.
        Motion = "motion",
        /// Application.
        Ansokan = "ansökan",
        /// Table or calculation.
        Tabell = "tabell",
        /// Notice of adjusted minutes.
        Anslag = "anslag",
        /// Not recognised.
        Okand = "okänd",
    }
}

/// A table recovered from a document.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Table {
    /// Caption as printed.
    pub caption: Option<String>,
    /// Column headings as printed.
    pub columns: Vec<String>,
    /// Cells; a number where the cell is one and nothing else.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Cell {
    /// A whole number (kronor, counts).
    Number(i64),
    /// Anything else, as printed.
    Text(String),
}
