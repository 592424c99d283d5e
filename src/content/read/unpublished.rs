//! Takes away what is not published, so that no later room can let it out.

use crate::model::record::{Decision, Document, Item, ItemKind, Outcome, Published};

/// A secret item is a hole: what it is about may be told, nothing of what it holds. Whether it is one.
pub(super) fn of_item(item: &mut Item) -> bool {
    if item.kind != ItemKind::Sekretess {
        return false;
    }
    item.summary = None;
    item.sent_to.clear();
    item.proposal = None;
    item.decision = item.decision.take().map(told);
    item.sections.clear();
    item.points.clear();
    true
}

/// A document that is not published in full keeps what names it. That it is a decision is told, not which.
pub(super) fn of_document(document: &mut Document) {
    if !matches!(document.published, Published::Text | Published::File) {
        document.decision = document.decision.take().map(told);
    }
}

fn told(decision: Decision) -> Decision {
    Decision { organ: decision.organ, outcomes: vec![Outcome::EjPublicerat], ..Decision::default() }
}
