//! Asking the index: the same steps, tables and arithmetic as `search.js`, so that both give the same order.
//!
//! Comes in: what was typed, and the index's files by their paths. Goes out: hits, and what the user should be told.
//! Invariant: only the files that a query needs are read. Absent on purpose: markup, addresses of any server.
//!
//! `files` finds lines and cards, `plan` makes slots of what was typed, `rank` reckons, `snippet` marks.

mod files;
mod plan;
mod rank;
mod snippet;

use std::collections::BTreeSet;

use crate::base::store::StoreError;
use crate::model::record::Outcome;
use crate::search::Kind;
use crate::search::cards::Card;
use crate::search::words::Scan;

use files::Files;
pub use files::Load;
use plan::Plan;
use rank::Ranked;

/// So many characters of what was typed are looked for: a diarienummer, a title, a whole sentence. What follows them is
/// no question any more, and would cost a look at the index for each word.
const TYPED: usize = 400;
/// Fewest candidates that are weighed page by page.
const CANDIDATES: usize = 200;
/// Candidates in whose text a phrase is looked for.
const PHRASE_CANDIDATES: usize = 60;

/// What a search is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Slug of the body.
    pub organ: Option<String>,
    /// Kind of record.
    pub kind: Option<Kind>,
    /// First day, `YYYY-MM-DD` or a beginning of it (`2020`).
    pub from: Option<String>,
    /// Last day, `YYYY-MM-DD` or a beginning of it.
    pub to: Option<String>,
    /// What became of it.
    pub outcome: Option<Outcome>,
}

impl Filter {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One hit.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Address, with the anchor of the page where there is one.
    pub url: String,
    /// Title.
    pub title: String,
    /// Kind.
    pub kind: Kind,
    /// Diarienummer, where the record has one.
    pub diarienummer: Option<String>,
    /// Body.
    pub organ: Option<String>,
    /// Date.
    pub date: Option<String>,
    /// Printed page.
    pub page: Option<u32>,
    /// Some words around those looked for.
    pub snippet: String,
    /// Where the words looked for stand in the snippet, in bytes.
    pub marks: Vec<(usize, usize)>,
    /// What the order is by.
    pub score: f64,
}

/// Something the user is told about the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A diarienummer that the site does not have, as typed.
    MissingNumber(String),
    /// A word that nothing holds, and the one that was looked for instead.
    Corrected(String, String),
}

/// An answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// How many records were found.
    pub total: usize,
    /// The best of them.
    pub hits: Vec<Hit>,
    /// What the user should know.
    pub notices: Vec<Notice>,
}

/// An index that is open.
pub struct Engine<L> {
    files: Files<L>,
}

impl<L: Load> Engine<L> {
    /// Opens the index: reads its start file.
    ///
    /// # Errors
    /// There is no start file, or it is none.
    pub fn open(load: L) -> Result<Self, StoreError> {
        Ok(Self { files: Files::open(load)? })
    }

    /// The `limit` best records for what was typed.
    ///
    /// # Errors
    /// A file of the index cannot be read.
    pub fn search(&self, typed: &str, filter: &Filter, limit: usize) -> Result<Answer, StoreError> {
        let typed: String = typed.chars().take(TYPED).collect();
        let plan = plan::make(&self.files, &typed)?;
        let allowed = if filter.is_empty() { None } else { Some(self.files.allowed(filter)?) };
        let (found, ranked) =
            rank::rank(&plan, self.files.records, allowed.as_deref(), CANDIDATES.max(limit + 50));
        let mut answer = Answer { total: found, notices: plan.notices.clone(), ..Answer::default() };
        if !plan.phrases.is_empty() {
            return self.with_phrases(&plan, &ranked, (limit, answer));
        }
        let mut twins = BTreeSet::new();
        for one in &ranked {
            if answer.hits.len() == limit {
                break;
            }
            let Some(card) = self.files.card(one.record, one.page)? else { continue };
            if is_twin(&card, &mut twins) {
                answer.total -= 1;
                continue;
            }
            answer.hits.push(snippet::hit(&plan, one, card));
        }
        Ok(answer)
    }

    /// The records that hold every phrase, title or text.
    fn with_phrases(
        &self,
        plan: &Plan,
        ranked: &[Ranked],
        (limit, mut answer): (usize, Answer),
    ) -> Result<Answer, StoreError> {
        let mut twins = BTreeSet::new();
        answer.total = 0;
        for one in ranked.iter().take(PHRASE_CANDIDATES) {
            for page in one.pages.iter().copied().chain([0]) {
                let Some(card) = self.files.card(one.record, page)? else { continue };
                if !plan.phrases.iter().all(|phrase| holds(&card.title, phrase) || holds(&card.text, phrase))
                {
                    continue;
                }
                if !is_twin(&card, &mut twins) {
                    answer.total += 1;
                    if answer.hits.len() < limit {
                        answer.hits.push(snippet::hit(plan, &Ranked { page, ..one.clone() }, card));
                    }
                }
                break;
            }
        }
        Ok(answer)
    }
}

/// Whether a document of the same text has been shown.
fn is_twin(card: &Card, twins: &mut BTreeSet<String>) -> bool {
    !card.twin.is_empty() && !twins.insert(card.twin.clone())
}

/// Whether the words of a phrase stand side by side in the text.
fn holds(text: &str, phrase: &[String]) -> bool {
    let mut scan = Scan::default();
    scan.fill(text);
    let words: Vec<String> = scan.pieces_text().map(crate::search::words::plain).collect();
    words.windows(phrase.len()).any(|window| window == phrase)
}
