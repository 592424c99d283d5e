//! What Kommunallagen (2017:725) wants in minutes, and where these lack it.
//!
//! The rules for the council (5 kap. 65–69 §§) hold for boards too (6 kap. 35 §). A lack is a note and no verdict:
//! votes may be closed, names may stand in an appendix, a notice may be kept apart from the minutes.

use crate::model::date::Date;
use crate::model::record::{Decision, Finding, FindingSeverity, Item, ItemKind, Meeting, Role, SourceKind};

use super::merge::label;

/// Something that minutes lack.
#[derive(Debug, Clone, PartialEq)]
pub struct Lack {
    /// What, without the paragraph that lacks it.
    pub what: String,
    /// The paragraph; `None` where the whole minutes lack it.
    pub paragraph: Option<String>,
    /// The same as a finding.
    pub finding: Finding,
}

/// What the minutes of this meeting lack; nothing where there are none.
pub(super) fn lacks(meeting: &Meeting) -> Vec<Lack> {
    if !meeting
        .sources
        .iter()
        .any(|source| matches!(source.kind, SourceKind::Protokoll | SourceKind::Delprotokoll))
    {
        return Vec::new();
    }
    let mut found = Vec::new();
    whole(meeting, &mut found);
    meeting.items.iter().filter(|item| item.paragraph.is_some()).for_each(|item| paragraph(item, &mut found));
    adjustment(meeting, &mut found);
    // Two votes of one item may lack the same.
    let mut said = Vec::new();
    found.retain(|finding| {
        let new = !said.contains(finding);
        said.push(finding.clone());
        new
    });
    found
}

fn note(code: &str, what: impl Into<String>) -> Lack {
    let what = what.into();
    let (severity, message) = (FindingSeverity::Note, what.clone());
    Lack {
        what,
        paragraph: None,
        finding: Finding { code: code.into(), severity, message, page: None, line: None },
    }
}

/// What is there, and too late or too early.
fn warning(code: &str, what: String) -> Lack {
    let lack = note(code, what);
    Lack { finding: Finding { severity: FindingSeverity::Warning, ..lack.finding }, ..lack }
}

fn at(item: &Item, code: &str, what: &str) -> Lack {
    let lack = note(code, what);
    let finding = Finding {
        message: format!("{} without {what}", label(item)),
        page: item.pages.map(|(first, _)| first),
        line: item.lines.map(|(first, _)| first),
        ..lack.finding
    };
    Lack { paragraph: item.paragraph.clone(), finding, ..lack }
}

/// 5:65 and 5:66: who was responsible, who served, what was handled.
fn whole(meeting: &Meeting, found: &mut Vec<Lack>) {
    let chaired = meeting.chair.is_some()
        || meeting
            .people
            .iter()
            .any(|person| person.role == Role::Ordforande && person.present == Some(true));
    if !chaired {
        found.push(note("kl-5-65-chair", "who was in the chair (KL 5:65)"));
    }
    if !meeting.people.iter().any(|person| person.present == Some(true)) {
        found.push(note("kl-5-66-serving", "which members and substitutes served (KL 5:66)"));
    }
    if !meeting.items.iter().any(|item| item.paragraph.is_some()) {
        found.push(note("kl-5-66-items", "which items were handled (KL 5:66)"));
    }
}

/// 5:67: what the minutes say of each item.
fn paragraph(item: &Item, found: &mut Vec<Lack>) {
    if item.kind == ItemKind::Sekretess || item.reason.is_some() {
        return;
    }
    let Some(decision) = &item.decision else {
        if item.kind == ItemKind::Beslut {
            found.push(at(item, "kl-5-67-decision", "a decision (KL 5:67 p. 4)"));
        }
        return;
    };
    if decision.clauses.is_empty() && decision.outcomes.is_empty() {
        found.push(at(item, "kl-5-67-decision", "a decision (KL 5:67 p. 4)"));
    }
    if !decision.votes.is_empty() && decision.motions.is_empty() && item.proposal.is_none() {
        found.push(at(item, "kl-5-67-proposals", "the proposals that were put (KL 5:67 p. 1)"));
    }
    if is_contested(decision) && decision.procedure.is_none() {
        found.push(at(item, "kl-5-67-order", "the order in which proposals were put (KL 5:67 p. 2)"));
    }
    for vote in &decision.votes {
        if vote.yes.is_none() || vote.no.is_none() {
            found.push(at(item, "kl-5-67-result", "the result of its vote (KL 5:67 p. 3)"));
        }
        if vote.names.is_empty() {
            found.push(at(item, "kl-5-67-names", "who voted how, unless the vote was closed (KL 5:67 p. 5)"));
        }
    }
}

/// Whether there was more than one proposal to choose from.
fn is_contested(decision: &Decision) -> bool {
    !decision.votes.is_empty() || decision.motions.len() > 1
}

/// 5:69 and 8:12: adjusted within fourteen days, posted within two, up until the time to appeal has passed.
fn adjustment(meeting: &Meeting, found: &mut Vec<Lack>) {
    if meeting.adjusters.is_empty() {
        found.push(note("kl-5-69-adjusters", "who adjusted them (KL 5:69)"));
    }
    let after = |day: Option<Date>, from: Option<Date>| day.zip(from).map(|(day, from)| day.days_since(from));
    match after(meeting.adjusted, meeting.date) {
        None => found.push(note("kl-5-69-day", "the day of adjustment (KL 5:69)")),
        Some(days) if days > 14 => {
            let message =
                format!("they were adjusted {days} days after the meeting; KL 5:69 allows fourteen");
            found.push(warning("kl-5-69-late", message));
        }
        Some(_) => {}
    }
    match after(meeting.posted, meeting.adjusted) {
        None if meeting.posted.is_none() => {
            found.push(note("kl-8-12-posted", "the day the notice was posted (KL 8:12)"));
        }
        Some(days) if days > 2 => {
            let message =
                format!("the notice was posted {days} days after the adjustment; KL 8:12 allows two");
            found.push(warning("kl-8-12-late", message));
        }
        _ => {}
    }
    if meeting.kept_at.is_none() {
        found.push(note("kl-8-12-kept", "where they are kept (KL 8:12)"));
    }
    if after(meeting.taken_down, meeting.posted).is_some_and(|days| days < 21) {
        let message = "the notice is taken down before the three weeks to appeal have passed (KL 8:12, 13:5)";
        found.push(warning("kl-8-12-early", message.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::record::{Person, Source, Vote};

    fn codes(meeting: &Meeting) -> Vec<String> {
        lacks(meeting).into_iter().map(|lack| lack.finding.code).collect()
    }

    #[test]
    fn an_agenda_lacks_nothing() {
        let sources = vec![Source::new(SourceKind::Kallelse, "a.pdf", "")];
        assert!(lacks(&Meeting { sources, ..Meeting::default() }).is_empty());
    }

    #[test]
    fn every_lack_is_named_once() {
        let sources = vec![Source::new(SourceKind::Protokoll, "a.pdf", "")];
        let mut meeting = Meeting { sources, date: Date::parse("2026-03-03"), ..Meeting::default() };
        let bare = [
            "kl-5-65-chair",
            "kl-5-66-serving",
            "kl-5-66-items",
            "kl-5-69-adjusters",
            "kl-5-69-day",
            "kl-8-12-posted",
            "kl-8-12-kept",
        ];
        assert_eq!(codes(&meeting), bare);
        meeting.people.push(Person {
            name: "A".into(),
            party: None,
            role: Role::Ordforande,
            present: Some(true),
            scope: None,
        });
        meeting.adjusters.push("B".into());
        meeting.adjusted = Date::parse("2026-03-20");
        meeting.posted = Date::parse("2026-03-24");
        meeting.taken_down = Date::parse("2026-04-01");
        meeting.kept_at = Some("Arkivet".into());
        let mut item = Item::new("a", "A", ItemKind::Beslut);
        item.paragraph = Some("1".into());
        item.decision =
            Some(Decision { votes: vec![Vote::default(), Vote::default()], ..Decision::default() });
        let mut none = Item::new("b", "B", ItemKind::Beslut);
        none.paragraph = Some("2".into());
        let mut secret = Item::new("c", "", ItemKind::Sekretess);
        secret.paragraph = Some("3".into());
        meeting.items = vec![item, none, secret];
        let expected = [
            "kl-5-67-decision",
            "kl-5-67-proposals",
            "kl-5-67-order",
            "kl-5-67-result",
            "kl-5-67-names",
            "kl-5-67-decision",
            "kl-5-69-late",
            "kl-8-12-late",
            "kl-8-12-early",
        ];
        assert_eq!(codes(&meeting), expected);
    }
}
