//! An item of a meeting: what is asked of a body, what it decided, how it voted.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::case::Stage;
use super::words;
use crate::model::date::Date;

words! {
    /// What an item is for.
    ItemKind {
        /// To be decided.
        Beslut = "beslut",
        /// Information only.
        Information = "information",
        /// The meeting's own business: roll call, choice of adjusters, agenda.
        Formalia = "formalia",
        /// Matters reported.
        Anmalan = "anmälan",
        /// Report of decisions made by delegates.
        Delegation = "delegation",
        /// An item whose content is secret.
        Sekretess = "sekretess",
    }
}

words! {
    /// What became of a proposal; read from a decision block only.
    #[derive(Hash)]
    Outcome {
        /// Approved.
        Bifall = "bifall",
        /// Rejected.
        Avslag = "avslag",
        /// A motion considered answered.
        Besvarad = "besvarad",
        /// Referred back.
        Aterremiss = "återremiss",
        /// Tabled to a later meeting.
        Bordlaggning = "bordläggning",
        /// Withdrawn from the agenda.
        Utgar = "utgår",
        /// Noted.
        Noteras = "noteras",
        /// Proposed to another body, which decides.
        Foreslar = "föreslår",
        /// Somebody elected or released.
        Val = "val",
        /// Sent to another body for preparation.
        Remitteras = "remitteras",
        /// A commission given.
        Uppdrag = "uppdrag",
        /// Decided, not published.
        EjPublicerat = "ej publicerat",
    }
}

/// An item (ärende) of a meeting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Item {
    /// Given at first import and kept for ever; last step of the address.
    pub id: String,
    /// Address of its page; empty until it has one.
    #[serde(default)]
    pub url: String,
    /// Number on the agenda, as printed without the full stop.
    pub number: Option<String>,
    /// Paragraph number in the minutes, as printed without the sign ("83", "12/24").
    pub paragraph: Option<String>,
    /// Title as printed, lines joined.
    pub title: String,
    /// Every diarienummer of the item's own heading, as printed.
    pub diarienummer: Vec<String>,
    /// Those who present the item.
    pub presenters: Vec<String>,
    /// The official in charge.
    pub handler: Option<String>,
    /// What the item is for.
    pub kind: ItemKind,
    /// Why its content is not published, where it is not.
    #[serde(default)]
    pub reason: Option<String>,
    /// The summary as printed.
    pub summary: Option<String>,
    /// Other sections, with their headings as printed.
    pub sections: Vec<Section>,
    /// Points of an information item.
    pub points: Vec<Point>,
    /// What was proposed; never a decision.
    pub proposal: Option<Proposal>,
    /// What was decided.
    pub decision: Option<Decision>,
    /// Attachments as the item lists them.
    pub attachments: Vec<Attachment>,
    /// Those who get the decision.
    pub sent_to: Vec<String>,
    /// Where the case was before.
    pub earlier: Vec<Earlier>,
    /// First and last page of the packet.
    pub pages: Option<(u32, u32)>,
    /// First and last line of the text source.
    pub lines: Option<(u32, u32)>,
    /// Day its content was taken down, where it was.
    #[serde(default)]
    pub withdrawn: Option<Date>,
}

impl Item {
    /// An item of which nothing but id, title and kind is known.
    #[must_use]
    pub fn new(id: impl Into<String>, title: impl Into<String>, kind: ItemKind) -> Self {
        Self {
            id: id.into(),
            url: String::new(),
            number: None,
            paragraph: None,
            title: title.into(),
            diarienummer: Vec::new(),
            presenters: Vec::new(),
            handler: None,
            kind,
            reason: None,
            summary: None,
            sections: Vec::new(),
            points: Vec::new(),
            proposal: None,
            decision: None,
            attachments: Vec::new(),
            sent_to: Vec::new(),
            earlier: Vec::new(),
            pages: None,
            lines: None,
            withdrawn: None,
        }
    }
}

/// A headed part of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Section {
    /// Heading as printed.
    pub heading: String,
    /// Text, paragraphs parted by a blank line.
    pub text: String,
}

/// One point of an information item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Point {
    /// Text as printed.
    pub text: String,
    /// Numbers that stand in it.
    pub diarienummer: Vec<String>,
    /// People named with it.
    pub people: Vec<String>,
}

/// What a body is asked to decide.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Proposal {
    /// The body that is asked, as printed.
    pub organ: Option<String>,
    /// The outermost clauses (att-satser).
    pub clauses: Vec<Clause>,
    /// Conditions under a clause.
    pub conditions: Vec<String>,
}

/// What a body decided.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Decision {
    /// The body that decided, as printed.
    pub organ: Option<String>,
    /// The outermost clauses.
    pub clauses: Vec<Clause>,
    /// What became of the matter, in the order of the clauses, each once.
    pub outcomes: Vec<Outcome>,
    /// Whether the paragraph was adjusted at once (omedelbar justering).
    pub immediate: bool,
    /// Votes taken, in order.
    pub votes: Vec<Vote>,
    /// Motions made at the meeting (yrkanden).
    pub motions: Vec<Said>,
    /// Reservations against the decision.
    pub reservations: Vec<Said>,
    /// Statements for the minutes.
    pub statements: Vec<Said>,
    /// Those who stepped aside (jäv).
    pub recused: Vec<String>,
    /// How the chair put the question (propositionsordning), as printed.
    #[serde(default)]
    pub procedure: Option<String>,
    /// Conditions under a clause.
    #[serde(default)]
    pub conditions: Vec<String>,
    /// Who applied, where the decision grants something.
    #[serde(default)]
    pub applicant: Option<String>,
    /// The period that a grant is for, as printed.
    #[serde(default)]
    pub period: Option<String>,
}

/// One clause (att-sats).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Clause {
    /// As printed, white space normalised, without the trailing comma or "samt".
    pub text: String,
    /// Amounts named in it, whole kronor.
    pub amounts: Vec<u64>,
    /// The percentage named in it.
    pub percent: Option<f64>,
    /// The body that decides, where it is another than the one that meets.
    pub decides: Option<String>,
}

impl Clause {
    /// How far the amounts of a clause that was decided have come. A body that decides to propose something to
    /// another has decided nothing but that: the money is still proposed.
    #[must_use]
    pub fn stage_decided(&self) -> Stage {
        let text = self.text.to_lowercase();
        let text = text.strip_prefix("att ").unwrap_or(&text).trim_start();
        let proposes = ["föreslå", "hemställa", "tillstyrka"].iter().any(|word| text.starts_with(word));
        if self.decides.is_some() || proposes { Stage::Proposed } else { Stage::Decided }
    }
}

/// A vote (omröstning).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Vote {
    /// What Yes stands for, as printed; it is not always approval.
    pub yes_means: Option<String>,
    /// What No stands for, as printed.
    pub no_means: Option<String>,
    /// Count of Yes: as printed, or of the names where all who voted are named and none is printed.
    pub yes: Option<u32>,
    /// Count of No, likewise.
    pub no: Option<u32>,
    /// Count of those who abstained, likewise.
    pub abstain: Option<u32>,
    /// How each member voted, where printed.
    pub names: Vec<VoteName>,
}

words! {
    /// How one member voted.
    Ballot {
        /// Yes.
        Ja = "ja",
        /// No.
        Nej = "nej",
        /// Abstained.
        Avstar = "avstår",
        /// Absent.
        Franvarande = "frånvarande",
    }
}

/// One member's vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct VoteName {
    /// Name as printed.
    pub name: String,
    /// Party as printed, without brackets.
    pub party: Option<String>,
    /// The vote.
    pub vote: Ballot,
}

/// Something said or handed in by named people or parties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Said {
    /// Who, as printed.
    pub by: Vec<String>,
    /// What, as printed; may be empty where only the names stand.
    pub text: String,
}

/// An attachment as an item lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Attachment {
    /// Title as listed.
    pub title: String,
    /// Id of the document that it is, where found.
    pub document: Option<String>,
}

/// A reference to an earlier treatment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Earlier {
    /// Body as printed.
    pub organ: Option<String>,
    /// Day.
    pub date: Option<Date>,
    /// Paragraph, without the sign.
    pub paragraph: Option<String>,
}
