//! The clauses of a proposal and of a decision, side by side, ready to be shown.

use serde::Serialize;

use crate::model::record::{Clause, Decision, Item, Proposal};
use crate::page::change::{self, Comparison, Piece};

/// The clauses of one side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Side<'a> {
    /// The body that is asked or that decided, as printed.
    pub organ: Option<&'a str>,
    /// The clauses.
    pub clauses: Vec<ClauseView<'a>>,
    /// Conditions under a clause.
    pub conditions: &'a [String],
}

/// One clause.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClauseView<'a> {
    /// Its words, in pieces where it was compared.
    pub pieces: Vec<Piece>,
    /// The body that decides, where it is another.
    pub decides: Option<&'a str>,
}

/// Both sides of an item, with what changed between them where both are there.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sides<'a> {
    /// What was proposed.
    pub proposal: Option<Side<'a>>,
    /// What was decided.
    pub decision: Option<Side<'a>>,
    /// What changed.
    pub comparison: Option<Comparison>,
}

impl<'a> Sides<'a> {
    /// Both sides of an item.
    #[must_use]
    pub fn of(item: &'a Item) -> Self {
        let proposal = item.proposal.as_ref().filter(|proposal| !proposal.clauses.is_empty());
        let Some(decision) = item.decision.as_ref() else {
            return Self { proposal: proposal.map(proposed), decision: None, comparison: None };
        };
        let mut sides =
            Self { proposal: proposal.map(proposed), decision: Some(decided(decision)), comparison: None };
        if let Some(proposal) = proposal.filter(|_| !decision.clauses.is_empty()) {
            sides.compare(&texts(&proposal.clauses), &texts(&decision.clauses));
        }
        sides
    }

    fn compare(&mut self, proposed: &[&str], decided: &[&str]) {
        let mut comparison = change::compare(proposed, decided);
        for (side, pieces) in [
            (&mut self.proposal, std::mem::take(&mut comparison.proposed)),
            (&mut self.decision, std::mem::take(&mut comparison.decided)),
        ] {
            for (clause, pieces) in side.iter_mut().flat_map(|side| &mut side.clauses).zip(pieces) {
                clause.pieces = pieces;
            }
        }
        self.comparison = Some(comparison);
    }
}

fn proposed(proposal: &Proposal) -> Side<'_> {
    Side {
        organ: proposal.organ.as_deref(),
        clauses: views(&proposal.clauses),
        conditions: &proposal.conditions,
    }
}

/// The clauses of a decision that stands alone (a delegate's).
#[must_use]
pub fn decided(decision: &Decision) -> Side<'_> {
    Side {
        organ: decision.organ.as_deref(),
        clauses: views(&decision.clauses),
        conditions: &decision.conditions,
    }
}

fn texts(clauses: &[Clause]) -> Vec<&str> {
    clauses.iter().map(|clause| clause.text.as_str()).collect()
}

fn views(clauses: &[Clause]) -> Vec<ClauseView<'_>> {
    clauses
        .iter()
        .map(|clause| ClauseView {
            pieces: vec![Piece { text: clause.text.clone(), changed: false }],
            decides: clause.decides.as_deref(),
        })
        .collect()
}
