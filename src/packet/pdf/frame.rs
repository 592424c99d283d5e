//! What the worker tells its parent: one JSON value a line.

use serde::{Deserialize, Serialize};

/// Longer frames are not accepted; a page within the worker's budget is far smaller.
pub(super) const MAX_FRAME: u64 = 64 << 20;

/// One message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Frame {
    /// The file is open; it has so many pages.
    Opened(u32),
    /// The file cannot be opened.
    Refused(Refusal),
    /// One page.
    Page(PageFrame),
    /// What the file tells of itself; the last message.
    About(About),
}

/// Why a file cannot be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Refusal {
    /// A password is needed.
    Password,
    /// Its encryption is damaged or not supported.
    Encryption,
    /// No PDF can be made out of it.
    Damaged,
    /// The file system does not give it.
    Missing,
}

/// One page as it was read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct PageFrame {
    /// Number, from 1.
    pub(super) number: u32,
    /// Its lines from top to bottom, column by column; empty ones stand between paragraphs.
    pub(super) lines: Vec<LaidLine>,
    /// How many characters were drawn.
    pub(super) glyphs: u32,
    /// How many of them have no known letter.
    pub(super) unmapped: u32,
    /// How many pictures.
    pub(super) pictures: u32,
    /// How much of the page they cover together; more than 1 where they lie upon each other.
    pub(super) covered: f32,
    /// How many characters are the recognised text of a scan, and not to be seen themselves.
    pub(super) invisible: u32,
    /// How many drawn lines and surfaces.
    pub(super) strokes: u32,
    /// How many characters were left out because something was painted over them.
    pub(super) beneath: u32,
    /// How many were left out because they cannot be seen for another reason.
    pub(super) unseen: u32,
    /// Whether too much was painted to tell what lies beneath what.
    pub(super) unsure: bool,
    /// How many comments are pinned to the page.
    pub(super) comments: u32,
    /// What stands where its links can be clicked.
    pub(super) link_words: Vec<LinkWords>,
    /// What is wrong with its drawing instructions.
    pub(super) damage: Option<Damage>,
    /// What ended the reading before the page's end.
    pub(super) stopped: Option<Stop>,
}

/// What is wrong with the drawing instructions of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Damage {
    /// They are not what their checksum says.
    Checksum,
    /// They are not, and break off, or are not there.
    BrokenOff,
    /// They draw text in a font that is not there.
    TextLost,
}

/// What stands where a link can be clicked. Where the link leads is told by [`About::links`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct LinkWords {
    /// Which of the page's annotations the link is, from 0.
    pub(super) annotation: u32,
    /// The text.
    pub(super) text: String,
    /// Index of the page's line on which it begins.
    pub(super) line: Option<u32>,
}

/// One line of a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct LaidLine {
    /// The text, cells of a table at least two spaces apart.
    pub(super) text: String,
    /// Where the baseline stands on the page: 0 at the top, 1 at the bottom.
    pub(super) height: f32,
    /// Whether the file marks all of it as an artifact.
    pub(super) artifact: bool,
}

/// What ends the reading of a page within the worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Stop {
    /// Too many characters.
    Glyphs,
    /// Too many drawing operations.
    Operations,
    /// The interpreter panicked.
    Panic,
}

/// What a file tells of itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct About {
    /// How many pages the file says it has.
    pub(super) claimed: Option<u32>,
    /// Title.
    pub(super) title: Option<String>,
    /// Language.
    pub(super) language: Option<String>,
    /// Labels of the pages, in order; empty where the file gives none.
    pub(super) labels: Vec<String>,
    /// Bookmarks: depth, title, page from 1.
    pub(super) outline: Vec<(u8, String, Option<u32>)>,
    /// Names of embedded files.
    pub(super) embedded: Vec<String>,
    /// Whether the file is a wrapping for these (a portfolio).
    pub(super) portfolio: bool,
    /// Whether the file is a form that only the program of its maker can lay out (XFA).
    pub(super) form_of_maker: bool,
    /// Page (from 1), place among the page's annotations (from 0) and target of each link.
    pub(super) links: Vec<(u32, u32, String)>,
    /// Whether there were more bookmarks, files or links than are taken.
    pub(super) cut: bool,
}
