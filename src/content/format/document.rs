//! A document of a meeting.

use super::item::DECISION;
use super::site::{ALIASES, WITHDRAWN};
use super::{Shape, Takes, key, must};

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
