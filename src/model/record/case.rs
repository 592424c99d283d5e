//! A case: one diarienummer through every meeting, and how far its amounts have come.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::document::DocumentKind;
use super::item::Outcome;
use super::words;
use crate::model::date::Date;

words! {
    /// Whose register a number belongs to.
    Origin {
        /// This organisation's.
        Own = "own",
        /// Somebody else's.
        External = "external",
    }
}

words! {
    /// What happened in a case.
    EventKind {
        /// It was on an agenda.
        Proposal = "proposal",
        /// A body decided.
        Decision = "decision",
        /// A delegate decided.
        Delegation = "delegation",
        /// A document of the case was published.
        Document = "document",
        /// It was mentioned.
        Mention = "mention",
    }
}

words! {
    /// How far an amount has come.
    Stage {
        /// Proposed.
        Proposed = "proposed",
        /// Decided.
        Decided = "decided",
    }
}

/// A case (ärende): one diarienummer through every meeting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Case {
    /// The number, in the form of the newest document.
    pub diarienummer: String,
    /// Every form in which it is written here, the first included.
    pub written_forms: Vec<String>,
    /// Last step of the address.
    pub slug: String,
    /// Address of its page.
    pub url: String,
    /// Title of the case.
    pub title: String,
    /// Whose number it is; a page of ours is always `own`.
    pub origin: Origin,
    /// Whether the number collects unrelated matters.
    pub collecting: bool,
    /// Where the case stands, as far as the documents here tell.
    pub latest: Option<Latest>,
    /// What happened, oldest first.
    pub events: Vec<Event>,
    /// Its documents, oldest first.
    pub documents: Vec<CaseDocument>,
    /// Every other place that names the number.
    pub mentions: Vec<Mention>,
    /// Other cases that stand with it.
    pub related: Vec<String>,
    /// Amounts in its clauses.
    pub amounts: Vec<Amount>,
}

/// Where a case stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Latest {
    /// "Bifall i Kommunstyrelsen 2026-03-03 § 41", "På dagordningen …"; never "pågår" or "avslutat".
    pub label: String,
    /// Day.
    pub date: Option<Date>,
    /// Address of the item.
    pub url: String,
}

/// Something that happened in a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// Day.
    pub date: Option<Date>,
    /// What kind.
    pub kind: EventKind,
    /// Name of the body.
    pub organ: Option<String>,
    /// Title of the item or document.
    pub title: String,
    /// What became of it; empty for a proposal.
    pub outcomes: Vec<Outcome>,
    /// Address.
    pub url: String,
    /// Clauses, one a line, as printed.
    pub text: String,
}

/// A document of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CaseDocument {
    /// Title.
    pub title: String,
    /// What it is.
    pub kind: DocumentKind,
    /// Its own date, or the meeting's.
    pub date: Option<Date>,
    /// Address.
    pub url: String,
    /// First and last page of the packet.
    pub pages: Option<(u32, u32)>,
}

/// A place that names a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    /// Address, with the page's anchor.
    pub url: String,
    /// Title of the item or document.
    pub title: String,
    /// Page of the source.
    pub page: Option<u32>,
    /// Line of the text source.
    pub line: Option<u32>,
    /// The words around the number, as printed.
    pub quote: String,
}

/// An amount in a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Amount {
    /// Whole kronor.
    pub kronor: u64,
    /// The clause that names it.
    pub text: String,
    /// Address of the clause.
    pub url: String,
    /// Proposed or decided.
    pub stage: Stage,
}
