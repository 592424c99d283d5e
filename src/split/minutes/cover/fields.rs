//! The fields of a cover: their labels, and the lines that belong to each, in columns, tables or running lines.

use std::sync::LazyLock;

use regex::Regex;

use super::super::roll::{self, Marks};
use super::super::rows::Row;
use crate::base::text::squeeze;
use crate::split::agenda::segments;
use crate::split::organs::{self, Standing};
use crate::split::people::{self, Attendance};

/// A field of the cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// Those present, by list.
    People(Attendance),
    /// Place and time.
    Place,
    /// Time alone.
    Time,
    /// Who adjusts.
    Adjusters,
    /// Where and when it is adjusted.
    Adjustment,
    /// The chair.
    Chair,
    /// The secretary.
    Secretary,
    /// The paragraphs.
    Paragraphs,
    /// The day.
    Day,
    /// Something that ends the field before.
    Other,
}

use Field as F;

/// Labels of the cover, in lower case; the longest that fits is taken.
const LABELS: &[(&str, Field)] = &[
    ("beslutande ledamöter", F::People(Attendance::Members)),
    ("närvarande beslutande", F::People(Attendance::Members)),
    ("närvarande ledamöter", F::People(Attendance::Members)),
    ("tjänstgörande ledamöter", F::People(Attendance::Members)),
    ("beslutande", F::People(Attendance::Members)),
    ("ledamöter", F::People(Attendance::Members)),
    ("närvarande", F::People(Attendance::Members)),
    ("deltagare", F::People(Attendance::Members)),
    ("tjänstgörande ersättare", F::People(Attendance::Serving)),
    ("tjänstgörande", F::People(Attendance::Serving)),
    ("suppleanter", F::People(Attendance::Substitutes)),
    ("suppleant", F::People(Attendance::Substitutes)),
    ("adjungerade", F::People(Attendance::Others)),
    ("adjungerad", F::People(Attendance::Others)),
    ("sakkunniga", F::People(Attendance::Others)),
    ("inbjudna", F::People(Attendance::Others)),
    ("revisorer", F::People(Attendance::Others)),
    ("kallade", F::Other),
    ("kallade ledamöter", F::People(Attendance::Members)),
    ("ordinarie", F::People(Attendance::Members)),
    ("ordinarie ledamöter", F::People(Attendance::Members)),
    ("frånvarande", F::Other),
    ("ej närvarande", F::Other),
    ("ej närvarande ledamöter", F::Other),
    ("kallade men ej närvarande", F::Other),
    ("kallad men ej närvarande", F::Other),
    ("kallade ej närvarande", F::Other),
    ("inte närvarande", F::Other),
    ("anmäld frånvaro", F::Other),
    ("frånvarande ledamöter", F::Other),
    ("förhinder", F::Other),
    ("anmält förhinder", F::Other),
    ("beslutande ersättare", F::People(Attendance::Serving)),
    ("ej tjänstgörande ersättare", F::People(Attendance::Substitutes)),
    ("icke tjänstgörande ersättare", F::People(Attendance::Substitutes)),
    ("närvarande ej tjänstgörande ersättare", F::People(Attendance::Substitutes)),
    ("närvarande ersättare", F::People(Attendance::Substitutes)),
    ("övriga ersättare", F::People(Attendance::Substitutes)),
    ("ersättare, ej tjänstgörande", F::People(Attendance::Substitutes)),
    ("ersättare, icke tjänstgörande", F::People(Attendance::Substitutes)),
    ("ersättare (ej tjänstgörande)", F::People(Attendance::Substitutes)),
    ("ersättare utan tjänstgöring", F::People(Attendance::Substitutes)),
    ("ersättare", F::People(Attendance::Substitutes)),
    ("övriga närvarande", F::People(Attendance::Others)),
    ("övriga deltagande", F::People(Attendance::Others)),
    ("övriga deltagare", F::People(Attendance::Others)),
    ("övriga", F::People(Attendance::Others)),
    ("tjänstepersoner", F::People(Attendance::Others)),
    ("personalföreträdare", F::People(Attendance::Others)),
    ("personalrepresentanter", F::People(Attendance::Others)),
    ("fackliga företrädare", F::People(Attendance::Others)),
    ("fackliga representanter", F::People(Attendance::Others)),
    ("fackliga organisationer", F::People(Attendance::Others)),
    ("justering och sekreterare", F::Other),
    ("tjänstemän", F::People(Attendance::Others)),
    ("närvarande tjänstepersoner", F::People(Attendance::Others)),
    ("närvarande tjänstemän", F::People(Attendance::Others)),
    ("plats och tid för sammanträde", F::Place),
    ("plats och tid för", F::Place),
    ("plats och tid", F::Place),
    ("tid och plats", F::Place),
    ("plats", F::Place),
    ("mötesplats", F::Place),
    ("sammanträdesplats", F::Place),
    ("tid", F::Time),
    ("klockan", F::Time),
    ("datum", F::Day),
    ("datum och tid", F::Day),
    ("tid och datum", F::Day),
    ("dag och tid", F::Day),
    ("ej beslutande ersättare", F::People(Attendance::Substitutes)),
    ("ej tjänstgörande", F::People(Attendance::Substitutes)),
    ("ej beslutande", F::People(Attendance::Substitutes)),
    ("tjänsteman", F::People(Attendance::Others)),
    ("ajournering", F::Other),
    ("mötestid", F::Time),
    ("utses att justera", F::Adjusters),
    ("utsedd att justera", F::Adjusters),
    ("utsedda att justera", F::Adjusters),
    ("utsedd justerare", F::Adjusters),
    ("utsedda justerare", F::Adjusters),
    ("protokolljusterare", F::Adjusters),
    ("protokollsjusterare", F::Adjusters),
    ("justeringsperson", F::Adjusters),
    ("justeringspersoner", F::Adjusters),
    ("val av justerare", F::Adjusters),
    ("justerare", F::Adjusters),
    ("justerande", F::Adjusters),
    ("justeringens plats och tid", F::Adjustment),
    ("justeringens tid och plats", F::Adjustment),
    ("justeringens plats", F::Adjustment),
    ("justeringens tid", F::Adjustment),
    ("justeringens plats/tid", F::Adjustment),
    ("justeringens tid/plats", F::Adjustment),
    ("justeringens", F::Adjustment),
    ("plats och tid för justering", F::Adjustment),
    ("plats och tid för justeringen", F::Adjustment),
    ("tid och plats för justering", F::Adjustment),
    ("justeringsdatum", F::Adjustment),
    ("justeringsdag", F::Adjustment),
    ("datum för justering", F::Adjustment),
    ("protokollet justerat", F::Adjustment),
    ("justering", F::Adjustment),
    ("ordförande", F::Chair),
    ("mötesordförande", F::Chair),
    ("sekreterare", F::Secretary),
    ("protokollförare", F::Secretary),
    ("omfattning", F::Paragraphs),
    ("paragrafer", F::Paragraphs),
    ("paragraf", F::Paragraphs),
    ("justerade paragrafer", F::Paragraphs),
    ("§§", F::Paragraphs),
    ("sammanträdesdatum", F::Day),
    ("sammanträdesdag", F::Day),
    ("mötesdatum", F::Day),
    ("underskrifter", F::Other),
    ("underskrift", F::Other),
    ("signaturer", F::Other),
    ("anslag/bevis", F::Other),
    ("anslag", F::Other),
    ("bevis om tillkännagivande", F::Other),
    ("bevis", F::Other),
    ("organ", F::Other),
    ("innehåll", F::Other),
    ("innehållsförteckning", F::Other),
    ("innehållsförteckning:", F::Other),
    ("ärendelista", F::Other),
    ("sida", F::Other),
];

/// A field and its lines.
type List = (Field, Vec<String>);

/// The fields while the cover is read.
#[derive(Debug, Default)]
pub(super) struct Fields {
    /// Fields with their lines.
    pub(super) done: Vec<(Field, Vec<String>)>,
    /// Columns open now, each with its lines; one column for a plain field.
    open: Vec<(Field, Vec<String>)>,
    /// Where the second of two columns begins, where its label stands on the row of the first.
    second: Option<usize>,
    /// What the marks of the roll that goes on stand for.
    marks: Option<Marks>,
}

impl Fields {
    /// Begins a roll: who follows is a member unless a label tells otherwise.
    pub(super) fn begin_roll(&mut self) {
        self.close();
        self.open = vec![(F::People(Attendance::Members), Vec::new())];
    }

    /// Takes one row of the cover.
    pub(super) fn take(&mut self, row: &Row<'_>) {
        if row.blank() {
            return;
        }
        if row.text.starts_with('|') {
            self.take_table(&row.text);
            return;
        }
        if let Some(marks) = roll::head(row.raw) {
            let field =
                label(&row.text).map(|(field, _)| field).filter(|field| matches!(field, F::People(_)));
            self.close();
            self.open = vec![(field.unwrap_or(F::People(Attendance::Members)), Vec::new())];
            self.marks = Some(marks);
            return;
        }
        if let Some((field, rest)) = label(&row.text).filter(|_| !self.scopes(&row.text)) {
            self.take_label(field, rest, row);
        } else {
            self.take_value(row);
        }
    }

    /// Takes a row that a label heads, and opens its field.
    fn take_label(&mut self, field: Field, rest: String, row: &Row<'_>) {
        // "Justeringens" over "plats och tid …": one label on two rows.
        let small = row.text.chars().next().is_some_and(char::is_lowercase);
        if matches!(field, F::Place | F::Time)
            && small
            && let [(F::Adjustment, lines)] = self.open.as_mut_slice()
            && lines.is_empty()
        {
            lines.push(rest);
            return;
        }
        // Below a roll's head, a label without its own marks is of the same roll.
        let marks = self.marks.take().filter(|_| matches!(field, F::People(_)) && rest.is_empty());
        self.close();
        self.marks = marks;
        if let Some((lists, second)) = beside(row, field) {
            (self.open, self.second) = (lists, Some(second));
            return;
        }
        self.open = columns(row, field).unwrap_or_else(|| vec![(field, Vec::new())]);
        if self.open.len() == 1 && !rest.is_empty() {
            self.open[0].1.extend(entries(field, &rest, None, &rest));
        }
    }

    /// Takes a row of what is open.
    fn take_value(&mut self, row: &Row<'_>) {
        // The day stands on every page, and so does the line that it has for itself.
        let day = matches!(self.open.as_slice(), [(F::Day, lines)] if lines.is_empty());
        if row.furniture && !day {
            return;
        }
        if let (Some(second), [first, other]) = (self.second, self.open.as_mut_slice()) {
            for (at, text) in segments(row.raw) {
                let lines = if at + 3 >= second { &mut other.1 } else { &mut first.1 };
                lines.push(text);
            }
            return;
        }
        let cells = cells(row.raw);
        if self.open.len() == 2 && cells.len() == 2 {
            self.open[0].1.push(cells[0].clone());
            self.open[1].1.push(cells[1].clone());
        } else if self.open.len() == 2 {
            let officials =
                self.open[1].0 == F::People(Attendance::Others) && people::mentions(&row.text).is_empty();
            let indented = row.raw.chars().take_while(|c| c.is_whitespace()).count() >= 16;
            let second = officials || indented;
            self.open[usize::from(second)].1.push(row.text.clone());
        } else if let Some((field, lines)) = self.open.first_mut() {
            // "Ej tjänstgörande" over "ersättare", beside the names: one label on two rows.
            if let (F::People(_), [word, name]) = (*field, cells.as_slice())
                && matches!(word.as_str(), "ersättare" | "ledamöter" | "närvarande" | "deltagare")
                && row.raw.starts_with(word.as_str())
            {
                lines.push(name.clone());
                return;
            }
            // A numbered line with a capital is the first of a list of matters, no part of an address.
            if *field == F::Place && !lines.is_empty() && is_numbered(&row.text) {
                self.close();
            } else {
                let raw = if row.raw.is_empty() { &row.text } else { row.raw };
                lines.extend(entries(*field, raw, self.marks.as_ref(), &row.text));
            }
        }
    }

    /// Whether a row that begins with "§§" tells for which paragraphs the person on the row before was there.
    fn scopes(&self, text: &str) -> bool {
        let people = |open: &(Field, Vec<String>)| matches!(open.0, F::People(_)) && !open.1.is_empty();
        text.starts_with('§') && self.open.iter().any(people)
    }

    /// Takes one row of a cover set as a table: a label and a value, or a value under the label above.
    fn take_table(&mut self, text: &str) {
        let cells: Vec<&str> = text.trim_matches('|').split('|').map(str::trim).collect();
        let filled: Vec<&str> = cells.iter().copied().filter(|cell| !cell.is_empty()).collect();
        match (filled.as_slice(), text.starts_with("||")) {
            ([value], true) => {
                if let Some((_, lines)) = self.open.first_mut() {
                    lines.push((*value).to_owned());
                }
            }
            ([head, rest @ ..], false) => {
                if let Some((field, own)) = label(head) {
                    self.close();
                    let mut lines: Vec<String> = rest.iter().map(|cell| (*cell).to_owned()).collect();
                    if !own.is_empty() {
                        lines.insert(0, own);
                    }
                    self.open = vec![(field, lines)];
                } else if !head.starts_with("---") {
                    self.close();
                }
            }
            _ => self.close(),
        }
    }

    /// Ends the open fields.
    pub(super) fn close(&mut self) {
        self.done.append(&mut self.open);
        (self.second, self.marks) = (None, None);
    }
}

/// The lines of a field that a row has, people rewritten as other lists have them; else its text.
fn entries(field: Field, raw: &str, marks: Option<&Marks>, text: &str) -> Vec<String> {
    let people = matches!(field, F::People(_)).then(|| roll::rewritten(raw, marks)).flatten();
    people.unwrap_or_else(|| vec![text.to_owned()])
}

/// Two lists whose labels stand on one row, each with its first name beside it ("Beslutande:  Eva Ek (S)   Ersättare:  Bo
/// Alm (M)"), and where the names of the second begin.
fn beside(row: &Row<'_>, field: Field) -> Option<(Vec<List>, usize)> {
    let cells = segments(row.raw);
    let first = cells.get(1).is_some_and(|(_, text)| label(text).is_none());
    if !matches!(field, F::People(_)) || !first || cells.len() < 4 {
        return None;
    }
    let (at, other) = cells.iter().enumerate().skip(2).find_map(|(at, (_, text))| {
        let (field, rest) = label(text)?;
        (matches!(field, F::People(_)) && rest.is_empty()).then_some((at, field))
    })?;
    let texts = |cells: &[(usize, String)]| cells.iter().map(|(_, text)| text.clone()).collect::<Vec<_>>();
    let begins = cells[at].0;
    Some((vec![(field, texts(&cells[1..at])), (other, texts(&cells[at + 1..]))], begins))
}

/// Whether a line is a number and a capitalised text ("7 Anmälan av …").
fn is_numbered(text: &str) -> bool {
    let Some((number, rest)) = text.split_once(' ') else { return false };
    number.trim_end_matches('.').chars().all(|c| c.is_ascii_digit())
        && rest.chars().next().is_some_and(char::is_uppercase)
}

/// The cells of a row, by runs of two blanks or more.
fn cells(raw: &str) -> Vec<String> {
    raw.trim().split("  ").map(squeeze).filter(|cell| !cell.is_empty()).collect()
}

/// The two lists whose headings share a row ("Ledamöter      Tjänstgörande ersättare").
fn columns(row: &Row<'_>, field: Field) -> Option<Vec<(Field, Vec<String>)>> {
    let mut fields = Vec::new();
    for cell in cells(row.raw) {
        let (first, rest) = label(&cell)?;
        let own = label(&rest).filter(|(_, rest)| rest.is_empty()).map_or(first, |(field, _)| field);
        if !rest.is_empty() && own == first {
            return None;
        }
        fields.push(own);
    }
    if fields.len() == 3 && fields[0] == field {
        fields.remove(0);
    }
    (fields.len() == 2).then(|| fields.into_iter().map(|field| (field, Vec::new())).collect())
}

/// The label at the head of a line, and what follows it.
pub(super) fn label(text: &str) -> Option<(Field, String)> {
    // A small letter goes on with the row before ("2:e vice" over "ordförande"), but for what comes in two rows.
    let small = text.chars().next().is_some_and(char::is_lowercase);
    if small && !["plats och tid", "tid och plats"].iter().any(|words| text.starts_with(words)) {
        return None;
    }
    // "Direktionens ledamöter": whose list it is.
    let whose = organs::leading(text).filter(|named| named.genitive && named.standing == Standing::Elected);
    let text = whose.map_or(text, |named| named.rest);
    let lower = text.to_lowercase();
    let (found, field) =
        LABELS.iter().filter(|(label, _)| lower.starts_with(label)).max_by_key(|(label, _)| label.len())?;
    let rest = text.get(found.len()..)?;
    let glued = matches!(field, F::Paragraphs | F::Adjusters)
        && rest.starts_with(|c: char| c.is_ascii_digit() || c == '§' || c.is_uppercase());
    let ends = rest.is_empty() || rest.starts_with([':', ' ', '\u{a0}']) || glued;
    // "Ordföranden inleder …" or "Ledamöter kallas" are no labels; a lower-case word after one is running text.
    let text = rest.trim_start_matches([':', ' ', '\u{a0}']);
    let running = !rest.starts_with(':') && text.chars().next().is_some_and(char::is_lowercase);
    (ends && !running).then(|| (*field, text.to_owned()))
}

/// Labels that may follow another field on one line, where extraction has joined the lines of a cover.
static WITHIN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(Paragrafer|Underskrifter|Sekreterare|Ordförande|Justerande|Justerare|ANSLAG/BEVIS|Justeringens plats och tid|Utses att justera|Övriga närvarande|Organ|Sammanträdesdatum|Datum för anslag)\s*[§\p{Lu}\d]").ok()
});

/// The row, parted where further labels stand in it.
pub(super) fn parts<'a>(row: &Row<'a>) -> Vec<Row<'a>> {
    let starts: Vec<usize> = WITHIN
        .as_ref()
        .into_iter()
        .flat_map(|pattern| pattern.find_iter(&row.text))
        .map(|found| found.start())
        .filter(|at| *at > 0 && row.text[..*at].ends_with(' '))
        .collect();
    let joined = row.text.chars().count() > 100 && starts.len() >= 2;
    if row.text.starts_with('|') || !joined {
        return vec![row.clone()];
    }
    let mut ends = starts.clone();
    ends.push(row.text.len());
    std::iter::once(0)
        .chain(starts)
        .zip(ends)
        .map(|(from, to)| Row { text: row.text[from..to].trim().to_owned(), raw: "", ..row.clone() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        assert!(WITHIN.is_some());
    }
}
