//! A meeting: its sources, people and findings.

use super::site::{ALIASES, WITHDRAWN};
use super::{Shape, Takes, key, must};

pub(super) const ROLES: &[&str] = &[
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
