//! A delegate's decision: what was granted, to whom, for when, on what conditions.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::record::{Clause, Decision};
use crate::split::agenda::entries;
use crate::split::headings::Heading;
use crate::split::rows::Row;
use crate::split::{clauses, lines, money, outcomes};

/// Who applied, at the head of a sentence.
static APPLIES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:^|[.:] )([A-ZÅÄÖ][^.:]{1,80}?) (?:ansöker|har ansökt|söker|har sökt) om ").ok()
});

/// The period applied for.
static PERIOD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let day = r"\d{4}-\d{2}(?:-\d{2})?";
    Regex::new(&format!(
        r"(?i)perioden:? ({day} ?(?:[-–—]|till|t\.o\.m\.) ?{day})|(?:påbörjas|startar) tidigast ({day}) och avslutas senast ({day})"
    ))
    .ok()
});

/// The line that opens a list of conditions.
static CONDITIONS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)villkor(?:en)? (?:gäller|för)|gäller följande villkor|^villkor:?$|^särskilda villkor")
        .ok()
});

/// Reads the decision of these rows; `None` where no heading announces one.
pub(crate) fn read(rows: &[Row<'_>]) -> Option<Decision> {
    let heads = |row: &Row<'_>, wanted: Heading| row.heading == Some(wanted);
    let at = rows.iter().position(|row| row.speaks() && heads(row, Heading::Decision))?;
    let end = rows[at + 1..]
        .iter()
        .position(|row| row.speaks() && row.heading.is_some_and(|heading| heading != Heading::Decision))
        .map_or(rows.len(), |n| at + 1 + n);
    let block = &rows[at + 1..end];
    let opens = |row: &Row<'_>| row.speaks() && CONDITIONS.as_ref().is_some_and(|r| r.is_match(&row.text));
    let heading = |row: &Row<'_>| {
        matches!(row.text.trim_end_matches(':').to_lowercase().as_str(), "villkor" | "särskilda villkor")
    };
    let begins = |row: &Row<'_>| opens(row) && row.text.ends_with(':') || heading(row);
    let cut = block.iter().position(begins).unwrap_or(block.len());
    let mut decision = clauses_of(&block[..cut]);
    decision.conditions.extend(entries(&list(block.get(cut + 1..).unwrap_or_default()), 0));
    let before = lines::joined(rows[..at].iter().filter(|row| row.speaks()).map(|row| row.text.as_str()));
    let own = decision.clauses.iter().map(|clause| clause.text.as_str()).collect::<Vec<_>>().join(" ");
    decision.applicant = applicant(rows, at).or_else(|| granted(&own));
    decision.period = period(&before).or_else(|| period(&own));
    Some(decision)
}

/// The speaking rows as a list reads them.
fn list(rows: &[Row<'_>]) -> Vec<(usize, String)> {
    rows.iter().filter(|row| row.speaks()).map(|row| (row.lead, row.text.clone())).collect()
}

/// The clauses: points of a list, or what the reader of clauses makes of the block.
fn clauses_of(rows: &[Row<'_>]) -> Decision {
    let list = list(rows);
    let bullets =
        list.iter().any(|(lead, text)| (1..=2).contains(lead) || crate::split::agenda::begins_point(text));
    let att = list.iter().any(|(_, text)| text.starts_with("att "));
    let mut decision = Decision::default();
    if bullets && !att {
        decision.clauses = entries(&list, 0)
            .into_iter()
            .map(|text| Clause {
                amounts: money::amounts(&text),
                percent: money::percent(&text),
                decides: None,
                text,
            })
            .collect();
    } else {
        let texts: Vec<&str> =
            rows.iter().filter(|row| !row.furniture).map(|row| row.text.as_str()).collect();
        let width = lines::width(texts.iter().copied());
        let read = clauses::read(&clauses::Text { lines: &texts, width, meets: None });
        (decision.organ, decision.clauses, decision.conditions) = (read.organ, read.clauses, read.conditions);
    }
    decision.outcomes = outcomes::read(&decision.clauses, &[]);
    decision
}

/// Who applied, from a label or from the paragraph above the decision that says so.
fn applicant(rows: &[Row<'_>], at: usize) -> Option<String> {
    let label = rows[..at].iter().find_map(|row| row.text.strip_prefix("Sökande:").map(str::trim));
    if let Some(name) = label.filter(|name| !name.is_empty()) {
        return Some(name.to_owned());
    }
    let i = rows[..at].iter().rposition(|row| {
        row.text.contains(" ansök") || row.text.contains(" söker om ") || row.text.contains(" sökt om ")
    })?;
    let own = APPLIES.as_ref()?.captures(&rows[i].text).map(|found| found[1].trim().to_owned());
    own.or_else(|| {
        let above = rows[..i].iter().rev().find(|row| row.speaks())?;
        let both = lines::joined([above.text.as_str(), rows[i].text.as_str()]);
        APPLIES.as_ref()?.captures(&both).map(|found| found[1].trim().to_owned())
    })
}

/// Whom a clause grants something, behind the verb ("Med stöd av … beviljas Byns vägförening bidrag"). Group: name.
static GRANTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r" beviljas (\p{Lu}[^.,:]{2,60}?) (?:bidrag|stöd|medel|medfinansiering|\d)").ok()
});

/// Who a clause grants something to.
fn granted(text: &str) -> Option<String> {
    if text.starts_with("Med ") || text.starts_with("Enligt ") {
        return GRANTED.as_ref()?.captures(text).map(|found| found[1].to_owned());
    }
    let (name, _) = text.split_once(" beviljas ")?;
    (name.chars().count() <= 80 && !name.contains('.')).then(|| name.to_owned())
}

/// The period named in a text, as printed.
fn period(text: &str) -> Option<String> {
    let found = PERIOD.as_ref()?.captures(text)?;
    let group = |at: usize| found.get(at).map(|m| m.as_str().to_owned());
    group(1).or_else(|| Some(format!("{}—{}", group(2)?, group(3)?)))
}
