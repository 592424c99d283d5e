//! Tables of votes set by blanks: the mark of each name stands below the word of its vote. Such rows are given pipes, as
//! the tables of some converters have them, because their columns are lost as soon as their blanks are.

use super::result::ballot;
use crate::split::agenda::segments;
use crate::split::people;

/// A column of the table: its word, and the characters that it stands between.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    word: String,
    from: usize,
    to: usize,
}

/// The columns of a row that heads a table of votes; `None` for any other row.
pub(crate) fn head(raw: &str) -> Option<Vec<Column>> {
    let columns: Vec<Column> = segments(raw)
        .into_iter()
        .filter(|(_, text)| text.chars().count() <= 12 && ballot(text).is_some())
        .map(|(from, word)| Column { to: from + word.chars().count(), from, word })
        .collect();
    let has = |word: &str| columns.iter().filter(|c| c.word.to_lowercase().starts_with(word)).count() == 1;
    (has("ja") && has("nej")).then_some(columns)
}

/// The head with pipes.
pub(crate) fn head_with_pipes(columns: &[Column]) -> String {
    let words: Vec<&str> = columns.iter().map(|column| column.word.as_str()).collect();
    format!("|Ledamot|{}|", words.join("|"))
}

/// A row of the table with pipes: a name with its party and one mark, or the sums. `None` for what is neither.
pub(crate) fn with_pipes(raw: &str, columns: &[Column]) -> Option<String> {
    let left = columns.first()?.from;
    let pieces = segments(raw);
    let (marks, names): (Vec<_>, Vec<_>) = pieces.into_iter().partition(|(at, text)| {
        let mark = matches!(text.to_lowercase().as_str(), "x" | "×" | "✓" | "1");
        *at + 3 >= left && (mark || text.bytes().all(|b| b.is_ascii_digit()))
    });
    if names.is_empty() && marks.len() >= 2 {
        return filled("Summa", marks, columns);
    }
    let name: Vec<&str> = names.iter().map(|(_, text)| text.as_str()).collect();
    let name = match name.as_slice() {
        // The party in a column of its own.
        [name, party] if people::is_name(name) && people::is_party(party) => format!("{name} ({party})"),
        _ => people::with_brackets(&name.join(" ")).into_owned(),
    };
    let lower = name.to_lowercase();
    let sums = ["summa", "antal", "totalt", "resultat"].iter().any(|word| lower.starts_with(word));
    let named = people::mentions(&name).len() == 1 || people::is_name(&name);
    let one = marks.len() == 1 && named;
    // Where parties vote and not people, the sums alone are read.
    let party = !marks.is_empty() && people::is_party(&name);
    if !(one || party || sums && !marks.is_empty()) {
        return None;
    }
    filled(&name, marks, columns)
}

/// A row with pipes, each mark in the cell of its column.
fn filled(name: &str, marks: Vec<(usize, String)>, columns: &[Column]) -> Option<String> {
    let mut cells = vec![String::new(); columns.len()];
    for (at, text) in marks {
        let cell = cells.get_mut(nearest(at, columns)?)?;
        if !cell.is_empty() {
            return None;
        }
        *cell = text;
    }
    Some(format!("|{name}|{}|", cells.join("|")))
}

/// The two lists of a row that heads the names of those who voted ("Ja röstar      Nej röstar"): where each begins.
pub(crate) fn lists(raw: &str) -> Option<Vec<Column>> {
    let columns: Vec<Column> = segments(raw)
        .into_iter()
        .map(|(from, word)| Column { to: from + word.chars().count(), from, word })
        .collect();
    let heads = |column: &Column| {
        let lower = column.word.trim_end_matches(':').to_lowercase();
        ["röstar", "röstade", "-röster", "-röst"].iter().any(|end| lower.ends_with(end))
            && ballot(&lower).is_some()
    };
    (columns.len() >= 2 && columns.iter().all(heads)).then_some(columns)
}

/// A row of such lists as one row for each name; `None` where something else stands there.
pub(crate) fn listed(raw: &str, columns: &[Column]) -> Option<Vec<String>> {
    let pieces = segments(raw);
    let rows: Vec<String> = pieces
        .iter()
        .filter(|(_, text)| people::is_entry(text))
        .filter_map(|(at, text)| {
            let column = columns.iter().min_by_key(|column| column.from.abs_diff(*at))?;
            let word = column.word.split([' ', '-']).next()?;
            (column.from.abs_diff(*at) <= 4).then(|| format!("{text} {word}"))
        })
        .collect();
    (!rows.is_empty() && rows.len() == pieces.len()).then_some(rows)
}

/// The column below whose word a mark stands, or the one that it plainly stands nearest to.
fn nearest(at: usize, columns: &[Column]) -> Option<usize> {
    let far = |column: &Column| column.from.saturating_sub(at) + (at + 1).saturating_sub(column.to);
    let mut order: Vec<(usize, usize)> = columns.iter().map(far).zip(0..).collect();
    order.sort_unstable();
    match order.as_slice() {
        [(best, index), (second, _), ..] if *best < 8 && best + 1 < *second => Some(*index),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_belongs_to_the_word_above_it() {
        let columns = head("Ledamot              Ja    Nej   Avstår").unwrap();
        for (row, expected) in [
            ("Eva Ek (S)           X", Some("|Eva Ek (S)|X|||")),
            ("Bo Alm, m                  X", Some("|Bo Alm (m)||X||")),
            ("Bo Alm     M               X", Some("|Bo Alm (M)||X||")),
            ("Bo Alm                     X", Some("|Bo Alm||X||")),
            ("Ia Ost (V)                        x", Some("|Ia Ost (V)|||x|")),
            ("Summa                1     1     1", Some("|Summa|1|1|1|")),
            ("Ia Ost (V)", None),
            ("Ia Ost (V) och Bo Alm (M)   x", None),
            ("Nämnden beslutar    1", None),
        ] {
            assert_eq!(with_pipes(row, &columns).as_deref(), expected, "{row}");
        }
        assert!(head("Ja eller nej till kajen").is_none());
        assert!(head("Eva Ek (S)     Ja").is_none());
    }
}
