//! The money of the site: every amount of a proposal or a decision, with who named it, and which amounts are one
//! amount that was named again. Nothing is added up here or anywhere: a clause may name a sum and its parts, and what
//! was proposed is not money.

use std::collections::BTreeMap;

use crate::model::date::Date;
use crate::model::record::{Clause, Decision, Document, Item, Outcome, Published, Stage};

use super::{Meeting, Site};

/// An amount as one clause of one proposal or decision names it.
#[derive(Debug, Clone)]
pub struct Sum<'a> {
    /// Whole kronor.
    pub kronor: u64,
    /// Whether it is proposed or decided.
    pub stage: Stage,
    /// The number under which it stands; `None` where there is none, or several of which nobody can say the right one.
    pub diarienummer: Option<&'a str>,
    /// Title of the item or document.
    pub title: &'a str,
    /// The meeting.
    pub meeting: &'a Meeting,
    /// Day of the decision, or of the meeting.
    pub date: Option<Date>,
    /// Paragraph of the minutes.
    pub paragraph: Option<&'a str>,
    /// Who applied, where the decision says so.
    pub applicant: Option<&'a str>,
    /// Who gets it: the applicant, where the clause grants money. A fee is not theirs to get, nor what is refused.
    pub recipient: Option<&'a str>,
    /// What became of the matter; only where it is decided.
    pub outcomes: &'a [Outcome],
    /// Whether the clause turns down what the amount is of.
    pub refused: bool,
    /// The clause.
    pub clause: &'a Clause,
    /// Address of the item or document.
    pub page: &'a str,
    /// Address of the clause.
    pub url: String,
    /// Address of the clause that names the same amount of the same case at the same stage again: another body's,
    /// later, or the decision on the proposal. One that counts money counts those without.
    pub again: Option<String>,
}

/// Every amount of the site, in its order: newest meeting first, proposals before decisions.
#[must_use]
pub fn sums(site: &Site) -> Vec<Sum<'_>> {
    let mut sums = Vec::new();
    for meeting in &site.meetings {
        for item in &meeting.record.items {
            of_item(meeting, item, &mut sums);
        }
        for document in &meeting.record.documents {
            of_document(meeting, document, &mut sums);
        }
    }
    mark_repeated(site, &mut sums);
    sums
}

fn of_item<'a>(meeting: &'a Meeting, item: &'a Item, sums: &mut Vec<Sum<'a>>) {
    let blank = Blank {
        meeting,
        title: &item.title,
        date: meeting.record.date,
        paragraph: item.paragraph.as_deref(),
        // An amount under several numbers is nobody's in particular.
        diarienummer: item.diarienummer.first().filter(|_| item.diarienummer.len() == 1).map(String::as_str),
        page: &item.url,
    };
    if let Some(proposal) = &item.proposal {
        blank.add(&proposal.clauses, None, sums);
    }
    if let Some(decision) = &item.decision {
        blank.add(&decision.clauses, Some(decision), sums);
    }
}

fn of_document<'a>(meeting: &'a Meeting, document: &'a Document, sums: &mut Vec<Sum<'a>>) {
    let shown = !matches!(document.published, Published::Withheld | Published::Withdrawn);
    let Some(decision) = document.decision.as_ref().filter(|_| shown) else { return };
    let blank = Blank {
        meeting,
        title: &document.title,
        date: document.date.or(meeting.record.date),
        paragraph: None,
        diarienummer: document.diarienummer.first().map(String::as_str),
        page: &document.url,
    };
    blank.add(&decision.clauses, Some(decision), sums);
}

/// What the amounts of one item or document have in common.
struct Blank<'a> {
    meeting: &'a Meeting,
    title: &'a str,
    date: Option<Date>,
    paragraph: Option<&'a str>,
    diarienummer: Option<&'a str>,
    page: &'a str,
}

impl<'a> Blank<'a> {
    fn add(&self, clauses: &'a [Clause], decision: Option<&'a Decision>, sums: &mut Vec<Sum<'a>>) {
        let anchor = if decision.is_some() { "beslut" } else { "forslag" };
        let outcomes = decision.map_or(&[][..], |decision| &decision.outcomes);
        let applicant = decision.and_then(|decision| decision.applicant.as_deref());
        for (at, clause) in clauses.iter().enumerate() {
            let refused = decision.is_some() && refuses(clause, outcomes);
            sums.extend(clause.amounts.iter().map(|kronor| Sum {
                kronor: *kronor,
                stage: if decision.is_some() { clause.stage_decided() } else { Stage::Proposed },
                diarienummer: self.diarienummer,
                title: self.title,
                meeting: self.meeting,
                date: self.date,
                paragraph: self.paragraph,
                applicant,
                recipient: applicant.filter(|_| !refused && grants(&clause.text)),
                outcomes,
                refused,
                clause,
                page: self.page,
                url: format!("{}#{anchor}-{}", self.page, at + 1),
                again: None,
            }));
        }
    }
}

/// Whether a clause that was decided turns its matter down: by its own first word, or because all that became of the
/// matter is that nothing came of it.
fn refuses(clause: &Clause, outcomes: &[Outcome]) -> bool {
    let text = clause.text.to_lowercase();
    let text = text.strip_prefix("att ").unwrap_or(&text).trim_start();
    let nothing = |outcome: &Outcome| {
        matches!(outcome, Outcome::Avslag | Outcome::Aterremiss | Outcome::Bordlaggning | Outcome::Utgar)
    };
    ["avslå", "avstyrk", "återremitter", "bordlägg"].iter().any(|word| text.starts_with(word))
        || (!outcomes.is_empty() && outcomes.iter().all(nothing))
}

/// Words of clauses that give money away.
const GIVES: [&str; 9] =
    ["bevilj", "bidrag", "utbetal", "betala ut", "betalas ut", "stöd", "stipendi", "ersättning", "tilldela"];

/// Words of clauses that take some, or grant what is no money.
const TAKES: [&str; 14] = [
    "avgift",
    "taxa",
    "faktur",
    "debiter",
    "sanktion",
    "vite",
    "återbetal",
    "återkr",
    "tillstånd",
    "dispens",
    "bygglov",
    "rivningslov",
    "marklov",
    "förhandsbesked",
];

/// Whether a clause gives money away. One that speaks of a fee as well may be of either: nobody is known to get that.
fn grants(clause: &str) -> bool {
    // The law by which something is decided is no support.
    let text = clause.to_lowercase().replace("med stöd av", "");
    GIVES.iter().any(|word| text.contains(word)) && !TAKES.iter().any(|word| text.contains(word))
}

/// Finds the amounts that are named again. Under a collecting number stand unrelated matters, which may well be of
/// the same size, so nothing is compared there; nor is what one body decides twice, which may be two payments.
fn mark_repeated(site: &Site, sums: &mut [Sum<'_>]) {
    let collecting: Vec<&str> = site
        .cases
        .iter()
        .filter(|case| case.record.collecting)
        .map(|case| case.record.url.as_str())
        .collect();
    let mut groups: BTreeMap<(String, Stage, u64), Vec<usize>> = BTreeMap::new();
    for (at, sum) in sums.iter().enumerate() {
        let body = sum.meeting.record.organ.slug.as_deref();
        let case = sum.diarienummer.and_then(|number| site.case_url(number, body));
        if let Some(case) = case.filter(|case| !collecting.contains(&case.as_str())) {
            groups.entry((case, sum.stage, sum.kronor)).or_default().push(at);
        }
    }
    for group in groups.values() {
        for at in group {
            let later = group.iter().filter(|other| is_again(&sums[*at], &sums[**other]));
            let last = later.max_by_key(|other| (sums[**other].date, std::cmp::Reverse(**other)));
            sums[*at].again = last.map(|last| sums[*last].url.clone());
        }
    }
}

/// Whether `other` says again what `sum` says.
fn is_again(sum: &Sum<'_>, other: &Sum<'_>) -> bool {
    let elsewhere = sum.meeting.record.organ.slug != other.meeting.record.organ.slug;
    let settles = sum.page == other.page && sum.url.contains("#forslag-") && other.url.contains("#beslut-");
    settles || elsewhere && sum.date.is_some() && sum.date < other.date
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_applicant_gets_what_is_granted_and_pays_what_is_charged() {
        for (clause, expected) in [
            ("Scoutkåren beviljas 15 000 kronor för ett läger under sportlovet.", true),
            ("att bifalla ansökan om bidrag med 20 000 kronor", true),
            ("Föreningen får 79 500 kronor i slutlig utbetalning av bygdemedel.", true),
            ("Avgiften för prövningen är 6 400 kronor.", false),
            ("att bevilja bygglov, kostnad enligt ansökan 2 000 000 kronor", false),
            ("Lov beviljas. Avgiften är 12 340 kronor.", false),
            ("att ta ut 3 000 kronor med stöd av taxan", false),
            ("att kräva åter bidraget, 40 000 kronor, genom återbetalning", false),
            ("Föreningen får använda torget för 300 kronor.", false),
        ] {
            assert_eq!(grants(clause), expected, "{clause}");
        }
    }
}
