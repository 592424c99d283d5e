//! An item: what was proposed, decided and said.

use super::site::{ALIASES, WITHDRAWN};
use super::{Shape, Takes, key, must};

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
