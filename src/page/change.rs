//! What changed between the proposed clauses and the decided ones, word by word.
//!
//! The comparison is of words, with the breaks between clauses as words of their own, so that a clause that was
//! moved, split or added is seen as such. Two texts that share little are not compared word by word: marks all over
//! would say less than the sentence that the decision is another one.

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

/// How the decision stands to the proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Likeness {
    /// Word for word the same.
    Same,
    /// The same with changes.
    Changed,
    /// Another text.
    Other,
}

/// A piece of a clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// Its words.
    pub text: String,
    /// Whether it stands on this side only.
    pub changed: bool,
}

/// One change in the order of the text: what was struck, what came instead. One of them may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Edit {
    /// Words of the proposal alone.
    pub struck: String,
    /// Words of the decision alone.
    pub added: String,
}

/// Both texts with what differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// How they stand to each other.
    pub likeness: Likeness,
    /// The proposed clauses in pieces.
    #[serde(skip)]
    pub proposed: Vec<Vec<Piece>>,
    /// The decided clauses in pieces.
    #[serde(skip)]
    pub decided: Vec<Vec<Piece>>,
    /// The changes, at most [`MOST_EDITS`].
    pub edits: Vec<Edit>,
    /// How many more changes there are than `edits` shows.
    pub more: usize,
}

/// As many changes are told in words; more are counted.
pub const MOST_EDITS: usize = 8;

/// Texts with more words than this are not compared word by word: the time grows with words times differences, and
/// nobody reads a comparison of that size.
const MOST_WORDS: usize = 4_000;

/// Below this share of common words, two texts are told to be different.
const LEAST_LIKENESS: f32 = 0.5;

/// Stands for the break between two clauses; no printed word can be equal to it.
const BREAK: &str = "\u{1e}";

/// Compares the clauses of a proposal with those of the decision.
#[must_use]
pub fn compare(proposed: &[&str], decided: &[&str]) -> Comparison {
    let (old, new) = (words(proposed), words(decided));
    if old == new {
        return uncompared(Likeness::Same, proposed, decided);
    }
    if old.len() > MOST_WORDS || new.len() > MOST_WORDS {
        return uncompared(Likeness::Other, proposed, decided);
    }
    let diff = TextDiff::from_slices(&old, &new);
    if diff.ratio() < LEAST_LIKENESS {
        return uncompared(Likeness::Other, proposed, decided);
    }
    let mut sides = Sides::default();
    for change in diff.iter_all_changes() {
        sides.take(change.tag(), change.value());
    }
    sides.finish()
}

fn words<'a>(clauses: &[&'a str]) -> Vec<&'a str> {
    let mut out = Vec::new();
    for (at, clause) in clauses.iter().enumerate() {
        if at > 0 {
            out.push(BREAK);
        }
        out.extend(tokens(clause));
    }
    out
}

/// The words of a clause. An amount whose digits are parted in threes ("90 000") is one word, so that a change of it
/// is told as a change of the amount.
fn tokens(clause: &str) -> Vec<&str> {
    let digits = |text: &str, range: std::ops::RangeInclusive<usize>| {
        range.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut out: Vec<(usize, usize)> = Vec::new();
    let mut growing = false;
    for word in clause.split_whitespace() {
        let start = word.as_ptr().addr() - clause.as_ptr().addr();
        let end = start + word.len();
        match out.last_mut() {
            Some(last) if growing && digits(word, 3..=3) => last.1 = end,
            _ => {
                growing = digits(word, 1..=3);
                out.push((start, end));
            }
        }
    }
    out.into_iter().map(|(start, end)| &clause[start..end]).collect()
}

fn uncompared(likeness: Likeness, proposed: &[&str], decided: &[&str]) -> Comparison {
    let whole = |clauses: &[&str]| {
        clauses.iter().map(|clause| vec![Piece { text: (*clause).to_owned(), changed: false }]).collect()
    };
    Comparison { likeness, proposed: whole(proposed), decided: whole(decided), edits: Vec::new(), more: 0 }
}

/// Both texts while they are put together.
#[derive(Default)]
struct Sides {
    proposed: Side,
    decided: Side,
    edits: Vec<Edit>,
    open: Edit,
}

#[derive(Default)]
struct Side {
    done: Vec<Vec<Piece>>,
    open: Vec<Piece>,
}

impl Side {
    fn push(&mut self, word: &str, changed: bool) {
        if word == BREAK {
            self.done.push(std::mem::take(&mut self.open));
            return;
        }
        match self.open.last_mut() {
            Some(piece) if piece.changed == changed => join(&mut piece.text, word),
            _ => self.open.push(Piece { text: word.to_owned(), changed }),
        }
    }

    fn finish(mut self) -> Vec<Vec<Piece>> {
        self.done.push(self.open);
        self.done
    }
}

impl Sides {
    fn take(&mut self, tag: ChangeTag, word: &str) {
        match tag {
            ChangeTag::Equal => {
                self.proposed.push(word, false);
                self.decided.push(word, false);
                self.close();
            }
            ChangeTag::Delete => {
                self.proposed.push(word, true);
                self.note(word, |open| &mut open.struck);
            }
            ChangeTag::Insert => {
                self.decided.push(word, true);
                self.note(word, |open| &mut open.added);
            }
        }
    }

    /// A change that runs over the break between two clauses is told as two.
    fn note(&mut self, word: &str, side: impl Fn(&mut Edit) -> &mut String) {
        if word == BREAK {
            self.close();
        } else {
            join(side(&mut self.open), word);
        }
    }

    fn close(&mut self) {
        if self.open != Edit::default() {
            self.edits.push(std::mem::take(&mut self.open));
        }
    }

    fn finish(mut self) -> Comparison {
        self.close();
        let more = self.edits.len().saturating_sub(MOST_EDITS);
        self.edits.truncate(MOST_EDITS);
        Comparison {
            likeness: Likeness::Changed,
            proposed: self.proposed.finish(),
            decided: self.decided.finish(),
            edits: self.edits,
            more,
        }
    }
}

fn join(text: &mut String, word: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(word);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(clauses: &[Vec<Piece>]) -> Vec<String> {
        clauses
            .iter()
            .map(|pieces| {
                pieces
                    .iter()
                    .map(|piece| if piece.changed { format!("[{}]", piece.text) } else { piece.text.clone() })
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect()
    }

    #[test]
    fn a_changed_amount_is_marked_on_both_sides() {
        let both = compare(
            &["bevilja Föreningen Norrsken 90 000 kronor", "medlen tas ur anslaget för 2026"],
            &["bevilja Föreningen Norrsken 60 000 kronor", "medlen tas ur anslaget för 2026"],
        );
        assert_eq!(both.likeness, Likeness::Changed);
        assert_eq!(
            marked(&both.proposed),
            ["bevilja Föreningen Norrsken [90 000] kronor", "medlen tas ur anslaget för 2026"]
        );
        assert_eq!(both.edits, [Edit { struck: "90 000".into(), added: "60 000".into() }]);
    }

    #[test]
    fn a_clause_more_is_an_addition_and_takes_nothing_from_its_neighbours() {
        let both = compare(
            &["anta taxan", "taxan gäller från den 1 januari"],
            &["anta taxan", "taxan gäller från den 1 januari", "uppdra åt nämnden att följa upp den"],
        );
        assert_eq!(both.decided.len(), 3);
        assert_eq!(both.proposed.len(), 2);
        assert_eq!(both.edits.len(), 1);
        assert_eq!(both.edits[0].struck, "");
        assert_eq!(both.edits[0].added, "uppdra åt nämnden att följa upp den");
    }

    #[test]
    fn a_change_over_a_break_is_told_as_two() {
        let both = compare(
            &["bevilja medel till badet enligt alternativ B"],
            &["bevilja medel till badet enligt alternativ B utan bastu", "arbetena ska börja i juni"],
        );
        let added: Vec<_> = both.edits.iter().map(|edit| edit.added.as_str()).collect();
        assert_eq!(added, ["utan bastu", "arbetena ska börja i juni"]);
    }

    #[test]
    fn white_space_is_no_change_and_another_text_is_not_marked() {
        assert_eq!(compare(&["anta  taxan"], &["anta taxan"]).likeness, Likeness::Same);
        let other = compare(&["anta taxan för 2026"], &["återremittera ärendet till nämnden för beredning"]);
        assert_eq!(other.likeness, Likeness::Other);
        assert!(other.decided.iter().flatten().all(|piece| !piece.changed));
    }
}
