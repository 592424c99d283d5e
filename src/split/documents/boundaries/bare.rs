//! Heads without a letterhead: a word for the kind, a day, a number, a title, set below each other.
//!
//! Comes in: a row at the top of a page, or behind a blank line where the file has no pages. Goes out: the document that
//! begins there. Invariant: no line is enough alone. A memo that an item lists is a word too, and an item's number may
//! stand in a sentence; so two lines must agree, or one of them stand over a section of a memo.

mod parts;

use std::collections::BTreeSet;

use super::{Finder, Start};
use crate::model::date::Date;
use crate::model::record::DocumentKind;
use crate::split::agenda::{begins_point, numbers_of, segments};
use crate::split::documents::likeness;
use crate::split::documents::signs::{self, Head};
use crate::split::furniture;
use crate::split::headings::Heading;
use crate::split::numbers;
use crate::split::organs;
use crate::split::rows::Row;
use parts::Part;

/// What was read of a head.
#[derive(Debug, Default)]
struct Bare {
    kind: Option<DocumentKind>,
    date: Option<Date>,
    number: Option<String>,
    /// How many numbers it has.
    numbers: usize,
    /// Whether the number is of an item.
    listed: bool,
    /// The title as printed.
    title: Option<String>,
    /// The item whose title it is.
    item: Option<usize>,
    /// Whether it names the body to which it goes, and whether it says so ("Till hamnnämnden").
    to: bool,
    addressed: bool,
    /// The section of a memo that follows.
    section: bool,
    /// How many lines prove nothing.
    quiet: usize,
    /// Whether the line before was one of them.
    below_quiet: bool,
    /// The row after the last one that proves something.
    after: usize,
    /// The lines of the head, to know it by where it comes back.
    values: String,
}

/// What shows the beginnings found here.
pub(crate) const WHY: &str = "bare head";

/// The longest line of a head, in characters.
const LONGEST: usize = 100;

impl Finder<'_, '_> {
    /// A head without a letterhead begins at this row. `last` is the item in which an agenda ends, before a paper began.
    pub(super) fn bare(&self, i: usize, current: Option<&Start>, last: Option<usize>) -> Option<Start> {
        self.bare_of(i, current, last).map(|(start, _)| start)
    }

    /// The same, with the item whose title or number the head bears.
    pub(super) fn bare_of(
        &self,
        i: usize,
        current: Option<&Start>,
        last: Option<usize>,
    ) -> Option<(Start, Option<usize>)> {
        if !self.may_head(i)
            || self.page_hint(i).is_some_and(|page| page > 1)
            || current.is_some_and(|current| self.still_heads(current, i))
        {
            return None;
        }
        let found = self.read_bare(i, current.is_some())?;
        let again = current.is_some_and(|current| {
            current.head.values == found.values
                || current.head.number.is_some()
                    && current.head.number == found.number
                    && current.head.date == found.date
                    && (current.head.subject == found.title || found.title.is_none())
        });
        if again || !self.is_head(i, &found, current, last) {
            return None;
        }
        let head = Head {
            date: found.date,
            number: found.number,
            subject: found.title,
            values: found.values,
            ..Head::default()
        };
        let numbered = || {
            let own = numbers::labelled(head.number.as_deref()?);
            own.iter().find_map(|own| self.numbers.get(&numbers::key(own)).copied())
        };
        let item = numbered().or(found.item);
        let kind = found.kind.unwrap_or(DocumentKind::Okand);
        Some((Start { after: found.after.max(i), head, ..Start::new(i, kind, WHY) }, item))
    }

    /// Whether a head may begin at this row: at the top of its page, or behind a blank line in a file without pages.
    fn may_head(&self, i: usize) -> bool {
        const REACH: usize = 14;
        let row = &self.rows[i];
        // The word for a memo over its day begins one right below another, too.
        let memo = || {
            matches!(row.text.to_lowercase().as_str(), "tjänsteskrivelse" | "tjänsteutlåtande")
                && self.rows.get(i + 1).is_some_and(|below| signs::bare_day(&below.text))
        };
        if !self.paged && (i == 0 || !self.rows[i - 1].blank() && !memo()) {
            return false;
        }
        let small = row.text.starts_with(|c: char| c.is_lowercase()) || begins_point(&row.text);
        if small || row.text.chars().count() > LONGEST || row.text.ends_with([';', ',']) {
            return false;
        }
        if self.paged {
            let above = self.rows[..i].iter().rev().take(REACH).take_while(|above| above.page == row.page);
            return row.page_start
                || above.clone().all(Row::blank) && above.last().is_some_and(|above| above.page_start);
        }
        true
    }

    /// Whether the head of the current document goes on to this row, as far as no page says otherwise: nothing but what
    /// stands in heads came since.
    fn still_heads(&self, current: &Start, i: usize) -> bool {
        let since = self.rows[current.at..i].iter().filter(|row| !row.blank());
        let mut near = since.take(REACH_OF_HEAD + 1);
        !self.paged
            && near.clone().count() <= REACH_OF_HEAD
            && near.all(|row| {
                let opened = row.heading.is_some_and(opens) && signs::kind_word(&row.text).is_none();
                !opened && !ends_sentence(&row.text)
            })
    }

    /// The lines up to the first one of running text, on one page.
    fn lines_of_head(&self, i: usize) -> Vec<(usize, &str)> {
        const LINES: usize = 12;
        let page = self.rows[i].page;
        let runs = |at: usize, text: &str| {
            self.rows[at].heading.is_none() && (text.chars().count() > LONGEST || ends_sentence(text))
        };
        let mut lines: Vec<(usize, &str)> = Vec::new();
        for (at, text) in signs::ahead(self.rows, i, LINES) {
            if self.rows[at].page != page || page.is_none() && self.next_head(at, &lines) {
                break;
            }
            lines.push((at, text));
            if runs(at, text) && parts::kind_of(text, 0).is_none() {
                break;
            }
        }
        lines
    }

    /// Whether the next head begins at a row in columns, in text without pages: behind a wide gap, or with the word for a
    /// memo in one of them.
    fn next_head(&self, at: usize, lines: &[(usize, &str)]) -> bool {
        let columns = crate::split::agenda::segments(self.rows[at].raw);
        let apart = lines.last().is_some_and(|(last, _)| at - last > 2);
        let worded = || {
            lines.len() > 2
                && columns
                    .iter()
                    .any(|(_, text)| signs::kind_word(text) == Some(DocumentKind::Tjansteskrivelse))
        };
        columns.len() > 1 && (apart || worded())
    }

    /// The lines of the head that begins at row `i`. Within a document a known title alone begins nothing.
    fn read_bare(&self, i: usize, within: bool) -> Option<Bare> {
        let mut found = Bare { after: i, ..Bare::default() };
        let lines = self.lines_of_head(i);
        // Titles are dear to look for.
        let may_prove = |(at, text): &(usize, &str)| {
            text.bytes().any(|b| b.is_ascii_digit())
                || self.rows[*at].heading.is_some()
                || parts::kind_of(text, 0).is_some()
                || parts::names_memo(text)
                || organs::leading(text.strip_prefix("Till ").unwrap_or(text)).is_some()
        };
        if within && !lines.iter().any(may_prove) {
            return None;
        }
        let mut skip = 0;
        for (index, (at, text)) in lines.iter().enumerate() {
            if index < skip {
                continue;
            }
            // The word for a proposal heads a memo as well, where a day or a title stands below it.
            let kind = parts::kind_of(text, index);
            let memo = parts::names_memo(text);
            if memo {
                found.kind = found.kind.or(Some(DocumentKind::Tjansteskrivelse));
            }
            if kind.is_none()
                && found.title.is_none()
                && let Some((title, item, taken)) = self.known_title(&lines[index..])
            {
                skip = index + taken;
                let own = &lines[index..skip];
                found.number =
                    found.number.take().or(own.iter().flat_map(|(_, text)| numbers::in_title(text)).last());
                found.after = own.last().map_or(found.after, |(last, _)| last + 1);
                (found.title, found.item) = (Some(title), Some(item));
                found.values.push_str(text);
                found.values.push('|');
                continue;
            }
            if let Some(heading) = self.rows[*at].heading.filter(|_| kind.is_none() && !memo) {
                found.section = index > 0 && opens(heading);
                break;
            }
            if memo && kind.is_none() {
                // The title that stands beside the word is looked for here.
                found.quiet += 1;
                found.values.push_str(text);
                continue;
            }
            let parts = match kind {
                Some(parts) => parts,
                None if text.chars().count() > LONGEST || ends_sentence(text) || self.is_tabled(*at) => break,
                None => self.parts(*at),
            };
            found.take(parts, *at, text);
            // A list of numbers is no head.
            if found.numbers > MOST_NUMBERS {
                return None;
            }
            // What ends the text above may stand over a head: its own first lines prove something.
            let ends = self.rows.get(at + 1).is_none_or(Row::blank);
            if !self.paged && ends && found.values.is_empty() {
                return None;
            }
        }
        found.listed |= found.number.as_deref().is_some_and(|number| self.is_listed(number));
        (found.quiet <= MOST_QUIET).then_some(found)
    }

    /// Whether what was read is a document's head.
    fn is_head(&self, at: usize, found: &Bare, current: Option<&Start>, last: Option<usize>) -> bool {
        let dated = found.date.is_some();
        let numbered = found.number.is_some();
        let worded = found.kind.is_some();
        let titled = found.title.is_some();
        let registered = numbered && self.of_the_register(found);
        let again = current.is_some_and(|current| titled && current.head.subject == found.title);
        // Behind an agenda the title of its last item may head what that item goes on with.
        let own = last.is_some() && found.item == last;
        if self.paged {
            return worded && (dated || numbered || titled)
                || titled && !again && (numbered || dated || found.to || found.section)
                || titled && !again && current.is_none() && !self.lists_titles(found)
                || numbered && found.listed && (found.section || dated)
                || (dated || registered) && numbered && found.section
                || found.to && found.section;
        }
        let other = titled && !own;
        let unlisted = found.quiet > 0 && found.section && !self.in_papers(at);
        // A title over text heads a paper where no other's follows: then it is of a list.
        let alone = other && current.is_none() && !self.lists_titles(found);
        alone
            || worded && dated && (titled || numbered || unlisted)
            || worded && (numbered && found.listed || other) && (titled || found.section)
            || other && (found.listed || dated || found.to || found.section)
            || own && (numbered && found.listed && dated || found.section)
            || numbered && found.listed && dated && found.section
            || dated && numbered && found.section
            || (registered || worded || found.addressed || dated && found.to) && unlisted
    }

    /// Whether the lines above are the list of papers of a memo: a word for a kind is one of them.
    fn in_papers(&self, at: usize) -> bool {
        const REACH: usize = 12;
        let above = self.rows[..at].iter().rev().filter(|row| row.speaks()).take(REACH);
        above.filter_map(|row| row.heading).next() == Some(Heading::Basis)
    }

    /// Whether the number of a head is of the register that the items' numbers are of.
    fn of_the_register(&self, found: &Bare) -> bool {
        let own = found.number.as_deref().map(numbers::labelled).unwrap_or_default();
        found.listed
            || own.iter().filter_map(|own| numbers::register(own)).any(|own| self.registers.contains(&own))
    }

    /// What the columns of a line are.
    fn parts(&self, at: usize) -> Vec<Part> {
        let text = self.rows[at].text.as_str();
        if !text.bytes().any(|b| b.is_ascii_digit()) {
            return segments(self.rows[at].raw).iter().map(|(_, text)| parts::to(text)).collect();
        }
        if furniture::contact(text) {
            return vec![Part::Quiet];
        }
        if !numbers_of(text).is_empty() {
            return vec![Part::Number(text.to_owned())];
        }
        segments(self.rows[at].raw).iter().map(|(_, text)| parts::part(text)).collect()
    }

    /// Whether a line is the row of a table: a head has fewer columns.
    fn is_tabled(&self, at: usize) -> bool {
        segments(self.rows[at].raw).len() > 3
    }

    /// The title of an item at these lines, as printed without its number, with how many of the lines it takes.
    fn known_title(&self, lines: &[(usize, &str)]) -> Option<(String, usize, usize)> {
        const LINES: usize = 3;
        let mut title = String::new();
        let mut best: Option<(f64, String, usize, usize)> = None;
        for (taken, (at, text)) in lines.iter().take(LINES).enumerate() {
            let text = if taken == 0 { parts::without_label(text) } else { text };
            if text.chars().count() > 2 * LONGEST || ends_sentence(text) || begins_point(text) {
                break;
            }
            if taken > 0 && (self.rows[*at].heading.is_some() || self.rows[at - 1].blank()) {
                break;
            }
            crate::split::lines::append(&mut title, text);
            let own = parts::without_number(&title);
            let words: BTreeSet<String> = likeness::words(&own).into_iter().collect();
            let near = words.iter().filter(|word| self.known_words.contains(word.as_str())).count();
            if near * 2 < words.len() {
                break;
            }
            let likest = self
                .known
                .iter()
                .enumerate()
                .filter(|(_, known)| known.item && known.words.len() + 2 >= words.len())
                .map(|(item, known)| (likeness::of(&known.words, &words).both, item))
                .max_by(|a, b| a.0.total_cmp(&b.0));
            if let Some((like, item)) =
                likest.filter(|(like, item)| *like >= 0.9 && self.is_telling(*item, &own))
                && best.as_ref().is_none_or(|(most, ..)| like > *most)
            {
                best = Some((like, own, item, taken + 1));
            }
        }
        best.map(|(_, title, item, taken)| (title, item, taken))
    }

    /// Whether a title says enough to be known by: "Information" and "Övriga frågor" stand in any paper.
    fn is_telling(&self, item: usize, title: &str) -> bool {
        self.known[item].words.len() >= 3
            || self.known[item].words.len() == 2 && title.chars().count() >= 12
            || !self.known[item].numbers.is_empty() && title.chars().count() >= 6
    }

    /// Whether another item's title stands close below the one that was read.
    fn lists_titles(&self, found: &Bare) -> bool {
        const LINES: usize = 8;
        let below: Vec<(usize, &str)> = signs::ahead(self.rows, found.after, LINES).collect();
        (0..below.len())
            .any(|at| self.known_title(&below[at..]).is_some_and(|(_, item, _)| Some(item) != found.item))
    }

    /// Whether an item bears a number.
    fn is_listed(&self, text: &str) -> bool {
        numbers::labelled(text).iter().any(|own| self.numbers.contains_key(&numbers::key(own)))
    }
}

/// How many lines a document's head, its title and its receiver have at most.
const REACH_OF_HEAD: usize = 16;

/// How many numbers a head may have: its own, the receiver's, that of an earlier case.
const MOST_NUMBERS: usize = 3;

/// How many lines of a head may prove nothing.
const MOST_QUIET: usize = 8;

impl Bare {
    /// Takes in what a line's columns are.
    fn take(&mut self, parts: Vec<Part>, at: usize, text: &str) {
        let mut proves = false;
        // "Yttrande" over a title over its number: the number is not where the title is looked for below.
        let titled = self.kind.is_some() && self.below_quiet && matches!(parts.as_slice(), [Part::Number(_)]);
        for part in parts {
            proves |= !matches!(part, Part::Quiet | Part::To);
            proves |= matches!(part, Part::To) && text.starts_with("Till ");
            match part {
                Part::Kind(kind) => self.kind = self.kind.or(Some(kind)),
                Part::Day(day) => self.date = self.date.or(day),
                Part::Number(number) => {
                    self.numbers += 1;
                    self.number = self.number.take().or(Some(number));
                }
                Part::To => {
                    self.to = true;
                    self.addressed |= text.starts_with("Till ");
                }
                Part::Quiet => {}
            }
        }
        self.below_quiet = !proves;
        if proves {
            self.after = if titled { self.after } else { at + 1 };
            self.values.push_str(text);
            self.values.push('|');
        } else {
            self.quiet += 1;
        }
    }
}

/// Whether a section that only memos and the like have begins with this heading.
fn opens(heading: Heading) -> bool {
    matches!(
        heading,
        Heading::Proposal | Heading::Summary | Heading::Description | Heading::Decision | Heading::Assessment
    )
}

/// Whether a line is of running text.
fn ends_sentence(text: &str) -> bool {
    text.ends_with(['.', ':', ';', '?', '!']) && !text.ends_with("m.m.") && !text.ends_with("m.fl.")
}
