//! The parts of a head without a letterhead: what single lines and columns of it are.

use crate::model::date::Date;
use crate::model::record::DocumentKind;
use crate::split::agenda::numbers_of;
use crate::split::documents::signs;
use crate::split::numbers;
use crate::split::organs;

/// What one column of a head's line is.
#[derive(Debug)]
pub(super) enum Part {
    /// The word for a kind.
    Kind(DocumentKind),
    /// A day.
    Day(Option<Date>),
    /// Numbers of cases, or a row that bears one by a label.
    Number(String),
    /// To whom it is written.
    To,
    /// What may stand in a head and proves nothing: a sender, a place, a title that is not known.
    Quiet,
}

/// The word for a kind that a line is, perhaps with its day or the title behind it.
pub(super) fn kind_of(text: &str, index: usize) -> Option<Vec<Part>> {
    const MORE: [&str; 7] = [
        "pm",
        "promemoria",
        "beslutsförslag",
        "informations-pm",
        "ordförandeförslag",
        "presidieförslag",
        "tjänsteskrivelse/beslutsförslag",
    ];
    if text.chars().count() > 60 {
        return None;
    }
    let lower = text.trim_end_matches(':').to_lowercase();
    let (word, rest) = lower.split_once(' ').unwrap_or((&lower, ""));
    let day = signs::date_in(rest).filter(|_| signs::bare_day(rest));
    let word = if day.is_some() { word } else { lower.as_str() };
    let kind = if index < 6 && MORE.contains(&word) {
        DocumentKind::Okand
    } else {
        signs::kind_word(word).filter(|kind| {
            *kind != DocumentKind::Kallelse
                && *kind != DocumentKind::Foredragningslista
                && word != "beslutsunderlag"
        })?
    };
    let mut parts = vec![Part::Kind(kind)];
    parts.extend(day.map(|day| Part::Day(Some(day))));
    Some(parts)
}

/// What a column of a line is.
pub(super) fn part(text: &str) -> Part {
    if signs::bare_day(text) || signs::place_and_day(text) {
        return Part::Day(signs::date_in(text));
    }
    if signs::is_number(text) {
        return Part::Number(text.to_owned());
    }
    if !numbers_of(text).is_empty() {
        return Part::Number(text.to_owned());
    }
    if signs::labelled(text) {
        return signs::date_in(text).map_or(Part::Quiet, |day| Part::Day(Some(day)));
    }
    to(text)
}

/// Whether a column names the body to which a paper goes.
pub(super) fn to(text: &str) -> Part {
    let rest = text.strip_prefix("Till ").unwrap_or(text);
    let mut chars = rest.chars();
    let named: String =
        chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect());
    if organs::is_elected(rest) || organs::is_elected(&named) { Part::To } else { Part::Quiet }
}

/// Whether a line is the word for a memo and, behind a dash, its title ("Tjänsteskrivelse – Ny kaj").
pub(super) fn names_memo(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["tjänsteskrivelse", "tjänsteutlåtande"].iter().any(|word| {
        lower
            .strip_prefix(word)
            .is_some_and(|rest| [" - ", " – ", ": "].iter().any(|dash| rest.starts_with(dash)))
    })
}

/// A title without the word that says that it is one ("Ärende: Ny kaj", "Tjänsteskrivelse – Ny kaj").
pub(super) fn without_label(text: &str) -> &str {
    const LABELS: [&str; 9] = [
        "ärende:",
        "ärendet:",
        "rubrik:",
        "ang.",
        "angående",
        "angående:",
        "tjänsteskrivelse",
        "tjänsteutlåtande",
        "beslutsförslag",
    ];
    let lower = text.to_lowercase();
    LABELS
        .iter()
        .filter_map(|label| lower.strip_prefix(label).and_then(|_| text.get(label.len()..)))
        .map(|rest| rest.trim_start_matches([' ', '-', '–', ':', ',']))
        .find(|rest| !rest.is_empty())
        .unwrap_or(text)
}

/// A title without the number of its case ("Ny kaj, HN 2032-00012", "Ny kaj (HN 2032-00012)").
pub(super) fn without_number(title: &str) -> String {
    if let Some((title, _)) = numbers::bracketed(title) {
        return title;
    }
    numbers::at_end(title).map_or_else(
        || title.to_owned(),
        |(title, _)| title.trim_end_matches([',', ' ', '-', '–', ';']).to_owned(),
    )
}
