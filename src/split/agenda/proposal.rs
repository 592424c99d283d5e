//! The proposal of an item: its clauses, its conditions, and what is said beside them.

use super::item::{Context, joined, rule, section};
use super::lists::entries;
use crate::model::record::{Item, Proposal};
use crate::split::clauses;
use crate::split::headings::Headed;
use crate::split::rows::Row;

/// Verbs by which a body decides in the present tense.
pub(crate) const DECIDES: [&str; 24] = [
    "upphäver",
    "uppdrar",
    "ger",
    "avstår",
    "återremitterar",
    "bordlägger",
    "beslutar",
    "föreslår",
    "föreslås",
    "godkänner",
    "antar",
    "noterar",
    "utser",
    "antecknar",
    "lägger",
    "avslår",
    "bifaller",
    "beviljar",
    "fastställer",
    "överlämnar",
    "tillstyrker",
    "avger",
    "ställer",
    "väljer",
];

/// Reads a proposal; what stands under it and is no clause is kept as a section of the same heading.
pub(super) fn proposal(item: &mut Item, headed: &Headed, rows: &[&Row<'_>], context: Context<'_>) {
    let cut = rows.iter().position(|row| is_conditions(&row.text)).unwrap_or(rows.len());
    let conditions: Vec<(usize, String)> =
        rows.iter().skip(cut + 1).map(|row| (row.lead, row.text.clone())).collect();
    let rows = &rows[..cut];
    // A line drawn under the proposal ends it; what stands below is kept as text.
    let ruled = rows.iter().position(|row| rule(&row.text)).unwrap_or(rows.len());
    let below = rows[ruled..].iter().filter(|row| !rule(&row.text));
    let below: Vec<(bool, &str)> = below.map(|row| (row.blank(), row.text.as_str())).collect();
    let rows = &rows[..ruled];
    let texts: Vec<&str> = std::iter::once(headed.rest.as_str())
        .filter(|rest| !rest.is_empty())
        .chain(rows.iter().map(|row| row.text.as_str()))
        .collect();
    if let [only] = texts.iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().as_slice()
        && is_to_come(only)
    {
        section(item, &headed.text, (**only).to_owned());
        return;
    }
    let read = clauses::read(&clauses::Text { lines: &texts, width: context.width, meets: context.meets });
    let rest = texts.get(read.used..).unwrap_or_default();
    if read.clauses.is_empty() && read.references.is_empty() && rest.iter().all(|line| line.is_empty()) {
        return;
    }
    let proposal = item.proposal.get_or_insert_with(Proposal::default);
    proposal.organ = proposal.organ.take().or(read.organ).or_else(|| headed.decides.clone());
    let decides = headed
        .decides
        .clone()
        .filter(|organ| context.meets.is_some_and(|meets| !crate::split::organs::means(organ, meets)));
    for mut clause in read.clauses {
        clause.decides = clause.decides.or_else(|| decides.clone());
        proposal.clauses.push(clause);
    }
    proposal.conditions.extend(read.conditions);
    proposal.conditions.extend(entries(&conditions, context.width));
    for reference in read.references {
        section(item, &headed.text, reference);
    }
    let rest: Vec<(bool, &str)> = rest.iter().map(|line| (line.is_empty(), *line)).chain(below).collect();
    section(item, &headed.text, joined(&rest, context.width));
}

/// "Förslag lämnas vid sammanträdet", "Förslag saknas": nothing is proposed yet.
fn is_to_come(text: &str) -> bool {
    const VERBS: [&str; 9] =
        ["lämnas", "saknas", "presenteras", "läggs", "delas", "redovisas", "kommer", "skickas", "meddelas"];
    let lower = text.to_lowercase();
    let rest = lower.strip_prefix("förslag ");
    let rest = rest.map(|rest| rest.strip_prefix("till beslut ").unwrap_or(rest));
    rest.and_then(|rest| rest.split([' ', '.']).next()).is_some_and(|verb| VERBS.contains(&verb))
}

/// Whether a line is the heading of conditions.
pub(crate) fn is_conditions(text: &str) -> bool {
    matches!(
        text.trim_end_matches(':').to_lowercase().as_str(),
        "villkor" | "villkor för beslutet" | "särskilda villkor"
    )
}
