//! The content format, as data: every key of every file, what it takes and what it means.
//!
//! The reader refuses keys that do not stand here, the reference (`FORMAT.md`, `diariet explain format`) is made
//! from here, and a test holds the two together.

use std::fmt::Write as _;

/// What a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Text.
    Text,
    /// A list of texts.
    Texts,
    /// A day, `2026-11-23` with or without quotation marks.
    Day,
    /// A clock time, `"18:30"`.
    Clock,
    /// A whole number, not negative.
    Count,
    /// Two whole numbers, first and last.
    Range,
    /// A list of whole numbers.
    Counts,
    /// A number.
    Number,
    /// `true` or `false`.
    Flag,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Several of these words.
    Words(&'static [&'static str]),
    /// A diarienummer.
    Dnr,
    /// A list of diarienummer.
    Dnrs,
    /// A table with keys of its own.
    Table(&'static Shape),
    /// Several such tables.
    Tables(&'static Shape),
    /// A list whose members are texts or such tables.
    TextsOrTables(&'static Shape),
}

/// One key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// Whether it must be there.
    pub required: bool,
    /// What it means.
    pub doc: &'static str,
}

/// The keys of a file or a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// What people call it.
    pub name: &'static str,
    /// What it is for.
    pub doc: &'static str,
    /// Its keys, in the order in which they are written.
    pub keys: &'static [Key],
}

impl Shape {
    /// The key called `name`.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

const fn key(name: &'static str, takes: Takes, doc: &'static str) -> Key {
    Key { name, takes, required: false, doc }
}

const fn must(name: &'static str, takes: Takes, doc: &'static str) -> Key {
    Key { name, takes, required: true, doc }
}

/// Every file of a site, in the order of the reference.
pub const FILES: &[&Shape] = &[&CONFIG, &BODY, &MEETING, &ITEM, &DOCUMENT, &REVIEW, &CASE];

/// `diariet.toml`.
pub const CONFIG: Shape = Shape {
    name: "diariet.toml",
    doc: "The site itself. Lies in the site's root.",
    keys: &[
        must("title", Takes::Text, "The site's name, as it stands on every page."),
        must("organisation", Takes::Text, "The municipality or region whose meetings these are."),
        must(
            "base_url",
            Takes::Text,
            "Where the site will stand, with `https://` and without a path after the host unless it stands in a folder.",
        ),
        key("theme", Takes::Text, "Name of a folder in `themes/`. Without it: `default`."),
        key("language", Takes::Word(&["sv", "en"]), "Language of the site's own words. Without it: `sv`."),
        key(
            "covers",
            Takes::Text,
            "What the site covers and what not; shown on the start page, on `/om/` and where a search finds nothing.",
        ),
        key(
            "fictional",
            Takes::Text,
            "For demonstrations: a sentence shown on every page that nothing here is real.",
        ),
        must("contact", Takes::Table(&CONTACT), "Whom to ask for what is not published."),
        key(
            "diarienummer",
            Takes::Table(&REGISTER),
            "Which numbers are the organisation's own. Without it: learned from the items' own numbers.",
        ),
        key("licence", Takes::Table(&LICENCE), "Terms for the open data. Without it: CC0 1.0."),
        must(
            "accessibility",
            Takes::Table(&ACCESSIBILITY),
            "For the accessibility statement, lag 2018:1937 13 §.",
        ),
        key("limits", Takes::Table(&LIMITS), "How large files may be."),
        key("privacy", Takes::Table(&PRIVACY), "What of personal data is published."),
        key(
            "sqlite",
            Takes::Flag,
            "Whether the data is published as an SQLite database with full-text search too, `/data/diariet.sqlite`. Asks for a program built with `--features sqlite`. Without it: `false`.",
        ),
        key(
            "redirects_file",
            Takes::Text,
            "A table of old addresses in the site's root, `old, new` a line (`.csv`, or `.tsv` with tabs).",
        ),
        key("redirects", Takes::Tables(&REDIRECT), "Old addresses, one by one or by a pattern."),
    ],
};

/// `[[redirects]]`.
pub const REDIRECT: Shape = Shape {
    name: "redirects",
    doc: "An old address, or the addresses of a system that was replaced, and where they lead now.",
    keys: &[
        must(
            "from",
            Takes::Text,
            "The old address without its host: `/download/18.3a/protokoll.pdf`, `/documentHandler.ashx?did=123`, or a pattern: `/committees/{organ}/mote-{date}`. A name in braces stands for one step of an address or a part of it, `{date}` for a day.",
        ),
        must(
            "to",
            Takes::Text,
            "An address of this site; in a pattern with the same names in braces: `/{organ}/{date}/`.",
        ),
    ],
};

const ALIASES: Key = key(
    "aliases",
    Takes::Texts,
    "Addresses that this page had before: `[\"/ks/2026-03-03/\"]`. They, and all that lay below them, lead here.",
);

const WITHDRAWN: Key = key(
    "withdrawn",
    Takes::Day,
    "Day it was taken down; `diariet withdraw` sets it. The page then says so, with the `reason`, and nothing of the content is published.",
);

/// `[contact]`.
pub const CONTACT: Shape = Shape {
    name: "contact",
    doc: "The registrator or whoever hands out documents.",
    keys: &[
        must("name", Takes::Text, "Who answers: \"Registrator\"."),
        must("email", Takes::Text, "Address of a function mailbox."),
        key("phone", Takes::Text, "Telephone number as people should see it."),
        key("address", Takes::Text, "Postal address."),
        key("url", Takes::Text, "A page with more ways to ask."),
    ],
};

/// `[diarienummer]`.
pub const REGISTER: Shape = Shape {
    name: "diarienummer",
    doc: "Numbers of this organisation's own register get a page each; all others are listed as references.",
    keys: &[
        key(
            "prefixes",
            Takes::Texts,
            "The letters of the organisation's own numbers: `[\"KS\", \"BUN\"]` for `KS 2026/12`; or an example, `[\"19RS1\"]`, where the letters are own in that form only. Without it: learned from the items' own numbers.",
        ),
        key(
            "bare",
            Takes::Flag,
            "Whether numbers without letters (`2026-00012`) are its own too. Without it: `false`.",
        ),
        key(
            "diary",
            Takes::Word(&["organisation", "body"]),
            "Whether a number without letters is unique in the whole organisation or only within one body. Without it: `organisation`.",
        ),
        key(
            "collecting",
            Takes::Dnrs,
            "Numbers that collect unrelated matters (delegation lists, reports); their pages say so.",
        ),
    ],
};

/// `[licence]`.
pub const LICENCE: Shape = Shape {
    name: "licence",
    doc: "Terms for the open data; not for attachments by others, who keep their copyright.",
    keys: &[
        must("name", Takes::Text, "Name as people know it: \"CC0 1.0\"."),
        must("url", Takes::Text, "Address of its text."),
    ],
};

/// `[accessibility]`.
pub const ACCESSIBILITY: Shape = Shape {
    name: "accessibility",
    doc: "What the statement at `/tillganglighet/` must say.",
    keys: &[
        must(
            "level",
            Takes::Word(&["helt förenlig", "delvis förenlig", "inte förenlig"]),
            "How far the site meets the law's demands.",
        ),
        key(
            "faults",
            Takes::Texts,
            "Known faults, each with its reason. May be empty only where the level is `helt förenlig`.",
        ),
        must("assessed", Takes::Day, "Day of the assessment."),
        must("method", Takes::Text, "How it was assessed."),
        must("email", Takes::Text, "Where to report faults and ask for accessible versions."),
        key("phone", Takes::Text, "The same, by telephone."),
    ],
};

/// `[limits]`.
pub const LIMITS: Shape = Shape {
    name: "limits",
    doc: "Limits against files that nobody could use.",
    keys: &[
        key("content_file_mb", Takes::Count, "Largest Markdown file, in megabytes. Without it: 64."),
        key(
            "source_file_mb",
            Takes::Count,
            "Largest source file that is copied to the site, in megabytes. Without it: 512.",
        ),
    ],
};

/// `[privacy]`.
pub const PRIVACY: Shape = Shape {
    name: "privacy",
    doc: "Personal data is masked in everything that is published: personnummer always; telephone numbers, mail addresses and home addresses, accounts, licence plates and ids of signatures unless they are an organisation's or somebody's in office. `diariet review` shows what and why. The content files themselves are never changed.",
    keys: &[
        key(
            "domains",
            Takes::Texts,
            "Mail domains whose mailboxes are official, beside those of the public sector, of `base_url` and of the contacts here: `[\"bostadsbolaget.example\"]`.",
        ),
        key(
            "mobiles",
            Takes::Word(&["masked", "judged"]),
            "Whether every mobile number is masked, or judged by what stands around it as other numbers are. Without it: `masked`.",
        ),
        key(
            "signed_files",
            Takes::Flag,
            "Whether a file is published that holds nothing masked but ids of electronic signatures, as adjusted minutes do. Without it: `false`.",
        ),
        key("decisions", Takes::Tables(&DECIDED), "What is decided for the whole site."),
    ],
};

const DO: Key =
    must("do", Takes::Word(&["mask", "keep"]), "What becomes of it. A personnummer cannot be kept.");
const DECIDED_TEXT: Key =
    must("text", Takes::Text, "The text. White space, hyphens, line ends and upper case do not count.");
const DECIDED_REASON: Key = must("reason", Takes::Text, "Why; not published.");

/// `[[privacy.decisions]]`.
pub const DECIDED: Shape = Shape {
    name: "privacy.decisions",
    doc: "A decision about a text, wherever it stands.",
    keys: &[DO, DECIDED_TEXT, DECIDED_REASON],
};

/// `[[decisions]]` of `review.toml`.
pub const MEETING_DECIDED: Shape = Shape {
    name: "decisions",
    doc: "A decision about a text in the meeting's papers.",
    keys: &[
        DO,
        DECIDED_TEXT,
        DECIDED_REASON,
        key(
            "file",
            Takes::Text,
            "The content file that it holds for: `index.md`, `<item>.md`, `<item>/<document>.md`. Without it: all of the meeting.",
        ),
    ],
};

/// `[[files]]` of `review.toml`.
pub const CLEANED: Shape = Shape {
    name: "files",
    doc: "A copy that is published in place of a file that holds personal data.",
    keys: &[
        must(
            "file",
            Takes::Text,
            "The file, by its path in the meeting's folder: `kallelse.pdf`, `<item>/karta.pdf`.",
        ),
        must(
            "cleaned",
            Takes::Text,
            "The copy from which the personal data is gone, in the meeting's folder; it keeps the pages of the file. The file itself, where you have looked through it and it holds none.",
        ),
    ],
};

/// `content/<organ>/<date>/review.toml`.
pub const REVIEW: Shape = Shape {
    name: "content/<organ>/<date>/review.toml",
    doc: "Optional: what a clerk has decided of the personal data in the meeting's papers, in TOML. No import changes it. A file (PDF or text) that holds what is masked, cannot be read to its end, holds text beneath what was painted over it or comments, or holds a document that is `withheld` is not published as a file: its text is, and the page says so. Pictures, and what offices write (Word and the like), are judged by their texts in the content alone.",
    keys: &[
        key(
            "decisions",
            Takes::Tables(&MEETING_DECIDED),
            "Texts to mask that no rule finds, and texts to keep that a rule would mask.",
        ),
        key("files", Takes::Tables(&CLEANED), "Cleaned copies of files."),
    ],
};

/// `content/<organ>/_index.md`.
pub const BODY: Shape = Shape {
    name: "content/<organ>/_index.md",
    doc: "A body. The folder's name is the first step of its addresses. The text below the front matter presents the body.",
    keys: &[
        must("name", Takes::Text, "Name as the body writes it."),
        key("short", Takes::Text, "Abbreviation: \"KS\"."),
        key("names", Takes::Texts, "Other names that documents use for it, earlier ones too."),
        key("parent", Takes::Text, "Folder of the body that it is a committee of."),
        key("order", Takes::Count, "Place among the bodies; those without come last, by name."),
        key("dissolved", Takes::Day, "Day it ceased to be."),
        ALIASES,
        key("members", Takes::Tables(&MEMBER), "Those elected to it."),
    ],
};

/// `[[members]]`.
pub const MEMBER: Shape = Shape {
    name: "members",
    doc: "One elected person.",
    keys: &[
        must("name", Takes::Text, "Name."),
        key("party", Takes::Text, "Party's abbreviation."),
        must("role", Takes::Word(ROLES), "Part in the body."),
        key("from", Takes::Day, "First day."),
        key("to", Takes::Day, "Last day."),
    ],
};

const ROLES: &[&str] = &[
    "ordförande",
    "1:e vice ordförande",
    "2:e vice ordförande",
    "ledamot",
    "ersättare",
    "tjänstgörande ersättare",
    "sekreterare",
    "övrig",
];

/// `content/<organ>/<date>/index.md`.
pub const MEETING: Shape = Shape {
    name: "content/<organ>/<date>/index.md",
    doc: "A meeting. The folder's name is its day, `2026-11-23`, with `-2` and so on for a second one that day. The text below the front matter is shown above the agenda.",
    keys: &[
        key("title", Takes::Text, "Name of the meeting where it is more than the body and the day."),
        key("start", Takes::Clock, "When it starts."),
        key("end", Takes::Clock, "When it ends."),
        key("place", Takes::Text, "Where, as printed."),
        key("cancelled", Takes::Flag, "Whether it was called off."),
        key("chair", Takes::Text, "Who was in the chair."),
        key("secretary", Takes::Text, "Who kept the minutes."),
        key("adjusters", Takes::Texts, "Who adjusted them."),
        key("draft", Takes::Flag, "Not published unless `--drafts` is given."),
        ALIASES,
        WITHDRAWN,
        key("reason", Takes::Text, "Why it was withdrawn."),
        key(
            "sources",
            Takes::Tables(&SOURCE),
            "The files that this was read from: kallelse, protokoll, delprotokoll …",
        ),
        key("people", Takes::Tables(&PERSON), "Those called or present."),
        key("findings", Takes::Tables(&FINDING), "What the import found doubtful; not published."),
    ],
};

/// `[[sources]]`.
pub const SOURCE: Shape = Shape {
    name: "sources",
    doc: "One source file. A meeting may have several minutes, each with its own paragraphs and notice.",
    keys: &[
        must("kind", Takes::Word(SOURCE_KINDS), "What it is."),
        must(
            "file",
            Takes::Text,
            "File name. Where the file lies in the meeting's folder and `published` says so, it is copied to the site.",
        ),
        key(
            "sha256",
            Takes::Text,
            "Checksum of the file, 64 hexadecimal digits. Without it: computed from the file in the folder.",
        ),
        key("pages", Takes::Count, "Number of pages."),
        key("paragraphs", Takes::Text, "The paragraphs that it holds, as printed: \"137, 163–164\"."),
        key("state", Takes::Word(&["utkast", "ojusterat", "justerat"]), "How far the adjustment has come."),
        key(
            "published",
            Takes::Word(&["file", "metadata"]),
            "Whether the file itself is on the site. Without it: `file` where the file is there, else `metadata`.",
        ),
        key("adjusted", Takes::Day, "Day of adjustment."),
        key("posted", Takes::Day, "Day the notice was posted, KL 8:12."),
        key("taken_down", Takes::Day, "Day the notice is taken down."),
        key(
            "appeal_last",
            Takes::Day,
            "Last day to appeal, as printed. Without it: computed as three weeks from `posted` (KL 13:5), and said to be.",
        ),
        key("kept_at", Takes::Text, "Where the minutes are kept."),
        key(
            "masked",
            Takes::Flag,
            "Whether what was withdrawn is gone from this file too. Without it a file that a withdrawn item or document is a part of is not published.",
        ),
    ],
};

const SOURCE_KINDS: &[&str] = &[
    "kallelse",
    "föredragningslista",
    "protokoll",
    "delprotokoll",
    "protokollsutdrag",
    "tjänsteskrivelse",
    "anmälningslista",
    "anslag",
];

/// `[[people]]`.
pub const PERSON: Shape = Shape {
    name: "people",
    doc: "Somebody called or present.",
    keys: &[
        must("name", Takes::Text, "Name as printed."),
        key("party", Takes::Text, "Party as printed, without brackets."),
        must("role", Takes::Word(ROLES), "Part in the meeting."),
        key("present", Takes::Flag, "Whether the person was there. Without it: not known."),
        key("scope", Takes::Text, "The part that it holds for, as printed: \"§§ 105–118\"."),
    ],
};

/// `[[findings]]`.
pub const FINDING: Shape = Shape {
    name: "findings",
    doc: "One thing that the import wants a person to look at. Take it away when it is settled.",
    keys: &[
        must("code", Takes::Text, "Stable name."),
        must("severity", Takes::Word(&["error", "warning", "note"]), "How serious."),
        must("message", Takes::Text, "What it is."),
        key("page", Takes::Count, "Page of the source."),
        key("line", Takes::Count, "Line of the source."),
    ],
};

/// `content/<organ>/<date>/<item>.md`.
pub const ITEM: Shape = Shape {
    name: "content/<organ>/<date>/<item>.md",
    doc: "An item. The file's name is the last step of its address and never changes, whatever becomes of number, § and title. The text below the front matter is the case as described; its `##` headings are the sections.",
    keys: &[
        key("title", Takes::Text, "Title as printed. May be left out only where `kind` is `sekretess`."),
        key(
            "order",
            Takes::Count,
            "Place on the agenda. Without it: by number, then by §, then by file name.",
        ),
        key("number", Takes::Text, "Number on the agenda."),
        key("paragraph", Takes::Text, "Paragraph in the minutes, without the sign: \"83\"."),
        key("diarienummer", Takes::Dnrs, "Numbers of the item, as printed."),
        must(
            "kind",
            Takes::Word(ITEM_KINDS),
            "What the item is for. One of kind `sekretess` is shown as a hole: of its text, summary, proposal, decision and points nothing is published.",
        ),
        key("reason", Takes::Text, "Why the content is not published, with the section of the law."),
        key("presenters", Takes::Texts, "Who presents it."),
        key("handler", Takes::Text, "The official in charge."),
        key("summary", Takes::Text, "The summary as printed."),
        key("sent_to", Takes::Texts, "Who gets the decision."),
        key("pages", Takes::Range, "First and last page of the packet."),
        key("lines", Takes::Range, "First and last line of a text source."),
        key("draft", Takes::Flag, "Not published unless `--drafts` is given."),
        ALIASES,
        WITHDRAWN,
        key("proposal", Takes::Table(&PROPOSAL), "What was proposed. Never shown as a decision."),
        key("decision", Takes::Table(&DECISION), "What was decided."),
        key("points", Takes::Tables(&POINT), "Points of an information item."),
        key("attachments", Takes::Tables(&ATTACHMENT), "Attachments as the item lists them."),
        key("earlier", Takes::Tables(&EARLIER), "Where the case was before."),
    ],
};

const ITEM_KINDS: &[&str] = &["beslut", "information", "formalia", "anmälan", "delegation", "sekretess"];

/// `[proposal]`.
pub const PROPOSAL: Shape = Shape {
    name: "proposal",
    doc: "What a body is asked to decide.",
    keys: &[
        key("organ", Takes::Text, "The body that is asked, as printed."),
        key("clauses", Takes::TextsOrTables(&CLAUSE), "The clauses (att-satser), outermost only."),
        key("conditions", Takes::Texts, "Conditions under a clause."),
    ],
};

/// A member of `clauses`.
pub const CLAUSE: Shape = Shape {
    name: "clauses",
    doc: "One clause. A plain text is enough where amounts and percentage can be read from it.",
    keys: &[
        must("text", Takes::Text, "As printed, without the trailing comma or \"samt\"."),
        key("amounts", Takes::Counts, "Amounts in whole kronor. Without it: read from the text."),
        key("percent", Takes::Number, "A percentage. Without it: read from the text."),
        key("decides", Takes::Text, "The body that decides, where it is another."),
    ],
};

/// `[decision]`.
pub const DECISION: Shape = Shape {
    name: "decision",
    doc: "What a body, or its delegate, decided.",
    keys: &[
        key("organ", Takes::Text, "The body that decided, as printed."),
        key("clauses", Takes::TextsOrTables(&CLAUSE), "The clauses, outermost only."),
        key("outcomes", Takes::Words(OUTCOMES), "What became of the matter."),
        key("immediate", Takes::Flag, "Adjusted at once (omedelbar justering)."),
        key("conditions", Takes::Texts, "Conditions under a clause."),
        key("recused", Takes::Texts, "Who stepped aside (jäv)."),
        key("procedure", Takes::Text, "How the chair put the question (propositionsordning), as printed."),
        key("applicant", Takes::Text, "Who applied, where something is granted."),
        key("period", Takes::Text, "The period of a grant, as printed."),
        key("motions", Takes::Tables(&SAID), "Motions made at the meeting (yrkanden)."),
        key("votes", Takes::Tables(&VOTE), "Votes taken, in order."),
        key("reservations", Takes::Tables(&SAID), "Reservations against the decision."),
        key("statements", Takes::Tables(&SAID), "Statements for the minutes."),
    ],
};

const OUTCOMES: &[&str] = &[
    "bifall",
    "avslag",
    "besvarad",
    "återremiss",
    "bordläggning",
    "utgår",
    "noteras",
    "föreslår",
    "val",
    "remitteras",
    "uppdrag",
    "ej publicerat",
];

/// `[[decision.motions]]`, `[[decision.reservations]]`, `[[decision.statements]]`.
pub const SAID: Shape = Shape {
    name: "motions, reservations, statements",
    doc: "Something moved, said or handed in.",
    keys: &[
        key("by", Takes::Texts, "Who, as printed: \"Karin Holm (S)\"."),
        key("text", Takes::Text, "What, as printed."),
    ],
};

/// `[[decision.votes]]`.
pub const VOTE: Shape = Shape {
    name: "votes",
    doc: "One vote. Where names are given they must agree with the counts.",
    keys: &[
        key("yes_means", Takes::Text, "What Yes stands for, as printed; it is not always approval."),
        key("no_means", Takes::Text, "What No stands for, as printed."),
        key("yes", Takes::Count, "Count of Yes, as printed or of all the names."),
        key("no", Takes::Count, "Count of No, likewise."),
        key("abstain", Takes::Count, "Count of those who abstained, likewise."),
        key("voted_yes", Takes::Texts, "Who voted Yes: \"Karin Holm (S)\"."),
        key("voted_no", Takes::Texts, "Who voted No."),
        key("abstained", Takes::Texts, "Who abstained."),
        key("absent", Takes::Texts, "Who was absent."),
    ],
};

/// `[[points]]`.
pub const POINT: Shape = Shape {
    name: "points",
    doc: "One point of an information item.",
    keys: &[
        must("text", Takes::Text, "As printed."),
        key("diarienummer", Takes::Dnrs, "Numbers in it."),
        key("people", Takes::Texts, "People named with it."),
    ],
};

/// `[[attachments]]`.
pub const ATTACHMENT: Shape = Shape {
    name: "attachments",
    doc: "One attachment as the item lists it.",
    keys: &[
        must("title", Takes::Text, "Title as listed."),
        key(
            "document",
            Takes::Text,
            "File name, without `.md`, of the document that it is. Without it: listed, but not here.",
        ),
    ],
};

/// `[[earlier]]`.
pub const EARLIER: Shape = Shape {
    name: "earlier",
    doc: "An earlier treatment of the case.",
    keys: &[
        key("organ", Takes::Text, "Body as printed."),
        key("date", Takes::Day, "Day."),
        key("paragraph", Takes::Text, "Paragraph, without the sign."),
    ],
};

/// `content/<organ>/<date>/<item>/<document>.md`.
pub const DOCUMENT: Shape = Shape {
    name: "content/<organ>/<date>/<item>/<document>.md",
    doc: "A document of the packet. Lies in a folder with its item's name, or in `handlingar/` where it belongs to no item. The text below the front matter is its text; a line `<!-- sida 12 -->` says that page 12 of the source begins.",
    keys: &[
        must("title", Takes::Text, "Title as printed, or as the item lists it."),
        must("kind", Takes::Word(DOCUMENT_KINDS), "What it is."),
        key(
            "order",
            Takes::Count,
            "Place among the item's documents. Without it: by pages, then by file name.",
        ),
        key("diarienummer", Takes::Dnrs, "Numbers that are the document's own."),
        key("sender", Takes::Text, "Who sent or wrote it."),
        key(
            "rights_holder",
            Takes::Text,
            "Who made it, where that is somebody else than the organisation and has the copyright. Without `published` it is then `metadata`.",
        ),
        key("date", Takes::Day, "Its date."),
        key("language", Takes::Text, "Language of its text where it is not Swedish: `en`."),
        key("source", Takes::Text, "The source file of the meeting that it is a part of."),
        key("pages", Takes::Range, "First and last page of that source."),
        key("lines", Takes::Range, "First and last line of a text source."),
        key("file", Takes::Text, "A file of its own, lying beside it."),
        key("duplicate_of", Takes::Text, "File name, without `.md`, of the document that it is a copy of."),
        key(
            "published",
            Takes::Word(&["text", "file", "metadata", "withheld", "withdrawn"]),
            "How much is published: the text; the file, with its text; that there is such a document (`metadata`, `withheld`, `withdrawn`), of its text and decision nothing. Without it: `text`, or `metadata` where `rights_holder` is there.",
        ),
        key(
            "reason",
            Takes::Text,
            "Why it is not published in full. Must be there where it is withheld or withdrawn.",
        ),
        key("draft", Takes::Flag, "Not published unless `--drafts` is given."),
        ALIASES,
        WITHDRAWN,
        key(
            "decision",
            Takes::Table(&DECISION),
            "The decision, where the document is one (delegationsbeslut).",
        ),
        key("versions", Takes::Tables(&VERSION), "Versions that this one replaced, newest first."),
    ],
};

const DOCUMENT_KINDS: &[&str] = &[
    "kallelse",
    "föredragningslista",
    "skiljeblad",
    "tjänsteskrivelse",
    "bilaga",
    "e-post",
    "brev",
    "remiss",
    "yttrande",
    "protokoll",
    "delprotokoll",
    "protokollsutdrag",
    "delegationsbeslut",
    "anmälningslista",
    "regeringsbeslut",
    "årsredovisning",
    "rapport",
    "stadgar",
    "motion",
    "ansökan",
    "tabell",
    "anslag",
    "okänd",
];

/// `[[versions]]`.
pub const VERSION: Shape = Shape {
    name: "versions",
    doc: "A version that was replaced.",
    keys: &[
        must("replaced", Takes::Day, "Day it was replaced."),
        key("sha256", Takes::Text, "Its checksum."),
        must("reason", Takes::Text, "What was wrong with it."),
    ],
};

/// `content/dnr/<slug>.md`.
pub const CASE: Shape = Shape {
    name: "content/dnr/<slug>.md",
    doc: "Optional: what a clerk wants to say of a case. Its page exists without it. The text below the front matter is shown under the title.",
    keys: &[
        must("diarienummer", Takes::Dnr, "The number. Its slug must be the file's name."),
        key("title", Takes::Text, "Title of the case. Without it: that of its latest item."),
        key("collecting", Takes::Flag, "Whether the number collects unrelated matters."),
        key("related", Takes::Dnrs, "Other cases to read with it."),
    ],
};

/// The reference of the content format, in Markdown.
#[must_use]
pub fn reference() -> String {
    let mut out = String::from(INTRODUCTION);
    for shape in FILES {
        describe(shape, 2, &mut out);
    }
    out
}

const INTRODUCTION: &str = "# The content format\n\n\
    A site is a folder with `diariet.toml` and `content/`. Every content file is Markdown with TOML front matter \
    between two lines `+++`. Keys that do not stand here are errors. Names of files and folders become addresses: \
    lower-case letters a–z, digits and hyphens.\n";

fn describe(shape: &Shape, level: usize, out: &mut String) {
    let _ = write!(out, "\n{} `{}`\n\n{}\n\n", "#".repeat(level.min(4)), shape.name, shape.doc);
    out.push_str("| key | takes | meaning |\n|---|---|---|\n");
    for key in shape.keys {
        let required = if key.required { " **Required.**" } else { "" };
        let _ = writeln!(out, "| `{}` | {} | {}{required} |", key.name, describe_takes(key.takes), key.doc);
    }
    for key in shape.keys {
        if let Takes::Table(inner) | Takes::Tables(inner) | Takes::TextsOrTables(inner) = key.takes {
            // A shape that serves several keys is described once.
            if !out.contains(&format!(" `{}`\n\n{}\n", inner.name, inner.doc)) {
                describe(inner, level + 1, out);
            }
        }
    }
}

fn describe_takes(takes: Takes) -> String {
    let words = |words: &[&str]| words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    match takes {
        Takes::Text => "text".into(),
        Takes::Texts => "list of texts".into(),
        Takes::Day => "day, `2026-11-23`".into(),
        Takes::Clock => "time, `\"18:30\"`".into(),
        Takes::Count => "whole number".into(),
        Takes::Range => "`[first, last]`".into(),
        Takes::Counts => "list of whole numbers".into(),
        Takes::Number => "number".into(),
        Takes::Flag => "`true` or `false`".into(),
        Takes::Word(of) => format!("one of {}", words(of)),
        Takes::Words(of) => format!("list of {}", words(of)),
        Takes::Dnr => "diarienummer".into(),
        Takes::Dnrs => "list of diarienummer".into(),
        Takes::Table(inner) => format!("table, see `{}`", inner.name),
        Takes::Tables(inner) => format!("tables, see `{}`", inner.name),
        Takes::TextsOrTables(inner) => format!("list of texts or tables, see `{}`", inner.name),
    }
}
