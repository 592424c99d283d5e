//! The published records: Meeting, Item, Document, Clause and what they are made of.
//!
//! One set of types serves `diariet import --json`, the `index.json` beside every page and the collections
//! under `/data/`; their JSON Schemas are generated from these definitions. Names of fields and of enumerated
//! words are the contract's and never change; fields may be added. What the source does not say is `None` or
//! empty, never a guess.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::date::{Date, Time};

/// Defines an enumeration whose values are words of the contract, with the list of all values.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every value, in the order of the definition.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word as it stands in content, records and pages.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The value written as `word`, exactly; `None` for any other text.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.word() == word)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}

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
