//! One item of two sources.

use crate::content::write;
use crate::model::record::{Earlier, Item, ItemKind, Section};

use super::{Layer, fill, fill_list, renew, renew_list};

/// Merges `new` into `old`; whether both have decisions, and different ones.
pub(super) fn merge(old: &mut Item, new: Item, layer: Layer) -> bool {
    let sections = new.sections.clone();
    let earlier = new.earlier.clone();
    let differs = match layer {
        Layer::Agenda => {
            agenda(old, new);
            false
        }
        Layer::Minutes | Layer::SomeMinutes => minutes(old, new, layer),
        Layer::Papers => {
            gaps(old, new);
            false
        }
    };
    old.sections = match layer {
        Layer::Agenda => joined(sections, &old.sections),
        _ => joined(old.sections.clone(), &sections),
    };
    add_earlier(&mut old.earlier, earlier);
    differs
}

/// An agenda renews what is proposed.
fn agenda(old: &mut Item, new: Item) {
    if !new.title.is_empty() {
        old.title = new.title;
    }
    if old.decision.is_none() {
        old.kind = new.kind;
        renew_list(&mut old.diarienummer, new.diarienummer);
    } else {
        add_numbers(&mut old.diarienummer, new.diarienummer);
    }
    renew(&mut old.number, new.number);
    renew_list(&mut old.presenters, new.presenters);
    renew(&mut old.handler, new.handler);
    renew(&mut old.summary, new.summary);
    renew_list(&mut old.points, new.points);
    renew(&mut old.proposal, new.proposal);
    let known = std::mem::take(&mut old.attachments);
    old.attachments = if new.attachments.is_empty() { known.clone() } else { new.attachments };
    // An attachment that the new agenda lists but does not bring is still the document that came before.
    for attachment in &mut old.attachments {
        let same = known.iter().find(|other| other.title == attachment.title);
        fill(&mut attachment.document, same.and_then(|other| other.document.as_ref()));
    }
    renew(&mut old.pages, new.pages);
    renew(&mut old.lines, new.lines);
    fill(&mut old.paragraph, new.paragraph.as_ref());
    fill(&mut old.reason, new.reason.as_ref());
    fill(&mut old.decision, new.decision.as_ref());
    fill_list(&mut old.sent_to, new.sent_to);
}

/// Minutes add what was decided; an extract or partial minutes do not replace a decision of the whole minutes.
fn minutes(old: &mut Item, mut new: Item, layer: Layer) -> bool {
    let mut decision = new.decision.take();
    // "Paragrafen är justerad i särskilt protokoll": what says nothing of the decision takes nothing away.
    if let (Some(old), Some(new)) = (&mut old.decision, &decision)
        && new.clauses.is_empty()
        && new.outcomes.is_empty()
        && !old.clauses.is_empty()
    {
        old.immediate |= new.immediate;
        decision = None;
    }
    let differs = matches!((&old.decision, &decision), (Some(a), Some(b)) if a.clauses != b.clauses);
    if layer == Layer::Minutes {
        renew(&mut old.decision, decision);
    } else {
        fill(&mut old.decision, decision.as_ref());
    }
    renew(&mut old.paragraph, new.paragraph.take());
    renew_list(&mut old.sent_to, std::mem::take(&mut new.sent_to));
    renew(&mut old.reason, new.reason.take());
    old.kind = match (old.kind, new.kind) {
        (_, ItemKind::Sekretess) => ItemKind::Sekretess,
        (ItemKind::Information, kind) => kind,
        (kind, _) => kind,
    };
    gaps(old, new);
    differs
}

/// Fills what is open.
fn gaps(old: &mut Item, new: Item) {
    if old.title.is_empty() {
        old.title = new.title;
    }
    add_numbers(&mut old.diarienummer, new.diarienummer);
    fill(&mut old.number, new.number.as_ref());
    fill_list(&mut old.presenters, new.presenters);
    fill(&mut old.handler, new.handler.as_ref());
    fill(&mut old.summary, new.summary.as_ref());
    fill_list(&mut old.points, new.points);
    fill(&mut old.proposal, new.proposal.as_ref());
    fill_list(&mut old.attachments, new.attachments);
    if old.pages.is_none() && old.lines.is_none() {
        old.pages = new.pages;
        old.lines = new.lines;
    }
}

/// Adds the numbers that are not there in another spelling.
fn add_numbers(old: &mut Vec<String>, new: Vec<String>) {
    use crate::model::number::Diarienummer;
    for number in new {
        let same = |other: &String| {
            *other == number
                || matches!((Diarienummer::parse(other), Diarienummer::parse(&number)), (Ok(a), Ok(b)) if a == b)
        };
        if !old.iter().any(same) {
            old.push(number);
        }
    }
}

fn add_earlier(old: &mut Vec<Earlier>, new: Vec<Earlier>) {
    for earlier in new {
        if !old.contains(&earlier) {
            old.push(earlier);
        }
    }
}

/// The sections of `first`, then those of `second` under headings that `first` has not.
fn joined(first: Vec<Section>, second: &[Section]) -> Vec<Section> {
    let mut sections = first;
    for section in second {
        if !sections.iter().any(|other| other.heading == section.heading) {
            sections.push(section.clone());
        }
    }
    sections
}

/// The Markdown below the item's front matter: as it stands where it says what the record says, else made anew.
pub(super) fn body(item: &Item, stands: String) -> String {
    if crate::content::markdown::sections(&stands) == item.sections { stands } else { write::sections(item) }
}
