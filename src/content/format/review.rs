//! What the clerk decided of personal data: `review.toml`.

use super::{Key, Shape, Takes, key, must};

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
