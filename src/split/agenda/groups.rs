//! Groups of items: headings that are numbered like items but only gather others, and groups kept secret.

use std::sync::LazyLock;

use regex::Regex;

use super::numbered::{self, Heading};
use super::table::Placed;
use super::{kind, labels};
use crate::model::record::{Item, ItemKind};
use crate::split::rows::Row;

/// "5.2 Ny kaj", "B.2 Ny kaj": the number or the letter of the group, the number within it, the title.
static PART: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(\d{1,3}|[A-ZÅÄÖ])\.(\d{1,2})\.?\s+(\p{Lu}.*|[”\x22]\p{Lu}.*|\d{4}.*)$").ok()
});

/// "B.1.2 Ny kaj": a number of three parts, of which the first two are a group within a group.
static DEEP: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^((\d{1,3}|[A-ZÅÄÖ])\.(\d{1,2}))\.(\d{1,2})\.?\s+(\p{Lu}.*|[”\x22]\p{Lu}.*|\d{4}.*)$").ok()
});

/// An item of a group, with its number as printed.
pub(super) struct Part {
    /// Its heading.
    pub(super) heading: Heading,
    /// "5.2".
    pub(super) number: String,
}

/// The items that a numbered heading gathers ("5. Beslutsärenden" over "5.1 Ny kaj"), where it gathers any. What is
/// only told or reported under one number stays one item with its points.
pub(super) fn parts(rows: &[Row<'_>], group: &Heading, to: usize, all: bool) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    let Some(form) = PART.as_ref() else { return out };
    for (at, row) in rows.iter().enumerate().take(to).skip(group.at + 1).filter(|(_, row)| row.speaks()) {
        let Some(found) = form.captures(&row.text) else { continue };
        let own = found[1].parse() == Ok(group.number) && found[2].parse() == Ok(out.len() + 1);
        if own {
            let heading = numbered::part(at, row, &found[3]);
            out.push(Part { heading, number: format!("{}.{}", &found[1], &found[2]) });
        }
    }
    // Cases of their own under one heading ("8. Svar på motioner") are items, whatever the heading says.
    let numbered = |part: &Part| {
        part.heading.beside.iter().any(|text| !crate::split::numbers::labelled(text).is_empty())
    };
    let cases = out.len() >= 2
        && out.iter().all(numbered)
        && group.beside.is_empty()
        && !kind::is_reported(&group.title)
        && !kind::informs(&group.title);
    if gathers(&group.title, all) || cases { out } else { Vec::new() }
}

/// Whether the agenda gathers what is decided under numbers of its own ("5. Beslutsärenden" over "5.1 Ny kaj").
pub(super) fn gathers_decisions(rows: &[Row<'_>], chain: &[Heading]) -> bool {
    let ends = chain.iter().skip(1).map(|heading| heading.at).chain([rows.len()]);
    chain
        .iter()
        .zip(ends)
        .any(|(group, to)| gathers(&group.title, false) && !parts(rows, group, to, false).is_empty())
}

/// The place of a group among the groups: its number, or that of its letter in the alphabet.
fn place(group: &str) -> Option<u32> {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ";
    let letter = group.chars().next().filter(|letter| letter.is_alphabetic());
    match letter {
        Some(letter) => LETTERS.chars().zip(1..).find(|(known, _)| *known == letter).map(|(_, nth)| nth),
        None => group.parse().ok(),
    }
}

/// The items of an agenda that numbers all of them in two parts under groups without numbers ("1.1 Upprop" … "2.1 Ny
/// kaj"), or with letters; empty where the numbers do not follow on each other, or too few say what they are.
pub(super) fn pairs(rows: &[Row<'_>]) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    let mut last = (0, 0);
    let mut signed = 0;
    let found = |row: &Row<'_>| {
        let found = PART.as_ref()?.captures(&row.text)?;
        let number = format!("{}.{}", &found[1], &found[2]);
        Some((place(&found[1])?, found[2].parse::<u32>().ok()?, number, found[3].to_owned()))
    };
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.speaks()) {
        if let Some(heading) = out.last()
            && let Some(parts) = deeper(rows, at, heading)
        {
            // What only gathers is no item.
            out.pop();
            signed += parts.len();
            out.extend(parts);
        }
        let Some((group, nth, number, rest)) = found(row) else { continue };
        let follows = (group, nth) == (last.0, last.1 + 1) || (group, nth) == (last.0 + 1, 1);
        if !follows {
            continue;
        }
        last = (group, nth);
        let below = rows[at + 1..].iter().filter(|row| row.speaks()).take(2);
        signed += usize::from(
            kind::is_ordinary(&rest)
                || crate::split::numbers::at_end(&rest).is_some()
                || numbered::part(at, row, &rest)
                    .beside
                    .iter()
                    .any(|text| !crate::split::numbers::labelled(text).is_empty())
                || below
                    .into_iter()
                    .any(|row| labels::any(&row.text) || found(row).is_none() && labels::number(&row.text)),
        );
        out.push(Part { heading: numbered::part(at, row, &rest), number });
    }
    if out.len() >= 3 && signed >= 2 && last.0 >= 2 { out } else { Vec::new() }
}

/// The headings of groups right above these items ("B. Beslutsärenden" and "B.1 Yttranden" over "B.1.1 Ny kaj"): each
/// begins with what its item's number begins with.
pub(super) fn above(rows: &[Row<'_>], pairs: &[Part]) -> Vec<Heading> {
    const LINES: usize = 12;
    let mut out = Vec::new();
    for (part, before) in pairs.iter().skip(1).zip(pairs) {
        let heads = |text: &str| {
            let number = text.split(' ').next().unwrap_or("").trim_end_matches(['.', ')']);
            let rest = part.number.strip_prefix(number).filter(|_| !number.is_empty());
            rest.is_some_and(|rest| rest.starts_with('.')) && text.split(' ').nth(1).is_some()
        };
        let between = rows.iter().enumerate().take(part.heading.at).skip(before.heading.at + 1);
        let near = between.rev().take(LINES).filter(|(_, row)| row.speaks());
        let top = near.take_while(|(_, row)| heads(&row.text)).last();
        out.extend(top.map(|(at, row)| numbered::bare(at, row.text.clone())));
    }
    out
}

/// The items with numbers of three parts that the heading right above row `at` gathers ("B.1 Yttranden" over "B.1.1 Ny
/// kaj"), where each, or the heading by its words, says that they are items: below a matter they are its points.
fn deeper(rows: &[Row<'_>], at: usize, group: &Part) -> Option<Vec<Part>> {
    let form = DEEP.as_ref()?;
    let between = rows.get(group.heading.at + 1..at)?;
    if between.iter().filter(|row| row.speaks()).count() > 1 || !form.is_match(&rows[at].text) {
        return None;
    }
    let mut out: Vec<Part> = Vec::new();
    let mut signed = 0;
    for (at, row) in rows.iter().enumerate().skip(at).filter(|(_, row)| row.speaks()) {
        if PART.as_ref().is_some_and(|part| part.is_match(&row.text)) {
            break;
        }
        let Some(found) = form.captures(&row.text) else { continue };
        if found[1] != *group.number || found[4].parse() != Ok(out.len() + 1) {
            continue;
        }
        let below = rows[at + 1..].iter().filter(|row| row.speaks()).take(3);
        let mut below = below.take_while(|row| !form.is_match(&row.text));
        signed += usize::from(below.any(|row| labels::any(&row.text) || labels::number(&row.text)));
        let number = format!("{}.{}", &found[1], &found[4]);
        out.push(Part { heading: numbered::part(at, row, &found[5]), number });
    }
    let bare = !between.iter().any(Row::speaks);
    let gathers = signed * 2 > out.len() && bare || signed > 0 && gathers(&group.heading.title, false);
    (!out.is_empty() && gathers).then_some(out)
}

/// Whether numbered headings only gather the items with numbers of two parts: right under each stands the first of its
/// own ("2 Beslutsärenden till styrelsen" over "2.1 Ny kaj").
pub(super) fn gather_all(rows: &[Row<'_>], groups: &[Heading], pairs: &[Part]) -> bool {
    let gathers = |group: &Heading| {
        // The group's heading may take two lines.
        let mut below = (group.at + 1..rows.len()).filter(|at| rows[*at].speaks()).take(2);
        let first = format!("{}.1", group.number);
        // Its first item may gather others itself ("2.1" over "2.1.1").
        let deeper = format!("{first}.1");
        below.any(|at| {
            pairs.iter().any(|part| part.heading.at == at && (part.number == first || part.number == deeper))
        })
    };
    groups.len() >= 2 && !pairs.is_empty() && groups.iter().all(gathers)
}

/// "4 ½ Ny kaj", "9 a Ny kaj": the number of the item beside it, what tells it apart, the title.
static HALF: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(\d{1,3})(\s?½|\s?[a-hA-H])\s?[.)]?\s+(\p{Lu}.*)$").ok());

/// The items put in between two that had their numbers ("4 ½" after "4", "9 a" before "9"): below a blank line, where a
/// point of an item does not stand.
pub(super) fn halves(rows: &[Row<'_>], chain: &[Heading]) -> Vec<Part> {
    let Some(form) = HALF.as_ref() else { return Vec::new() };
    let between = |at: usize, number: &str, half: bool| {
        let own = |heading: Option<&Heading>| heading.is_some_and(|own| number.parse() == Ok(own.number));
        let apart = at.checked_sub(1).is_some_and(|above| !rows[above].speaks());
        own(chain.iter().rev().find(|heading| heading.at < at))
            && (half || apart && chain.iter().any(|heading| heading.at > at))
            || apart && own(chain.iter().find(|heading| heading.at > at))
    };
    rows.iter()
        .enumerate()
        .filter(|(_, row)| row.speaks())
        .filter_map(|(at, row)| {
            let found = form.captures(&row.text)?;
            let number = found[2].trim();
            between(at, &found[1], number == "½").then(|| Part {
                heading: numbered::part(at, row, &found[3]),
                number: if number == "½" {
                    format!("{} ½", &found[1])
                } else {
                    format!("{}{}", &found[1], &found[2])
                },
            })
        })
        .collect()
}

/// "B. Samtal med föreningar": the letter, the title.
static LETTER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^([A-ZÅÄÖ])[.)]?\s+(\p{Lu}.*)$").ok());

/// The items of an agenda that has letters for numbers: they follow on each other from A on, and begin with the meeting's
/// own business; else none.
pub(super) fn lettered(rows: &[Row<'_>]) -> Vec<Part> {
    const FEWEST: usize = 4;
    let mut out: Vec<Part> = Vec::new();
    let Some(form) = LETTER.as_ref() else { return out };
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.speaks()) {
        let Some(found) = form.captures(&row.text) else { continue };
        let marked = row.text[found[1].len()..].starts_with(['.', ')']);
        if marked && place(&found[1]) == u32::try_from(out.len() + 1).ok() {
            out.push(Part { heading: numbered::part(at, row, &found[2]), number: found[1].to_owned() });
        }
    }
    let begins = out.iter().take(2).any(|part| kind::is_ordinary(&part.heading.title));
    if out.len() >= FEWEST && begins { out } else { columned(rows, form) }
}

/// Letters in a column of their own before the titles ("A    Ny kaj"): one below the other from A on, and most with a
/// number of a case or somebody who presents close below.
fn columned(rows: &[Row<'_>], form: &Regex) -> Vec<Part> {
    const FEWEST: usize = 3;
    const CLOSE: usize = 3;
    let mut out: Vec<Part> = Vec::new();
    let mut signed = 0;
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.speaks()) {
        let Some(found) = form.captures(&row.text) else { continue };
        let lead = out.first().map_or(row.lead, |first| rows[first.heading.at].lead);
        let own = super::layout::segments(row.raw).first().is_some_and(|(_, text)| *text == found[1]);
        if !own || row.lead.abs_diff(lead) > 1 || place(&found[1]) != u32::try_from(out.len() + 1).ok() {
            continue;
        }
        let close = rows[at + 1..].iter().take_while(|row| row.speaks()).take(CLOSE);
        let signs =
            close.into_iter().any(|row| labels::any(&row.text) || super::item::bare_number(&row.text));
        signed += usize::from(signs);
        out.push(Part { heading: numbered::part(at, row, &found[2]), number: found[1].to_owned() });
    }
    if out.len() >= FEWEST && signed >= FEWEST && signed * 2 > out.len() { out } else { Vec::new() }
}

/// The meeting's own business without a letter behind the last of these items ("Övriga frågor").
pub(super) fn unlettered(rows: &[Row<'_>], parts: &[Part]) -> Vec<Heading> {
    let Some(last) = parts.last().map(|part| part.heading.at) else { return Vec::new() };
    let own =
        |at: &usize| rows[*at].speaks() && !rows[*at - 1].speaks() && kind::is_ordinary(&rows[*at].text);
    (last + 1..rows.len()).filter(own).map(|at| numbered::bare(at, rows[at].text.clone())).collect()
}

/// The items with letters beside the numbered ones under the heading of a group ("Informationsärenden" over "A.
/// Läget i hamnen"); none where letters part the numbered items.
pub(super) fn letters(rows: &[Row<'_>], chain: &[Heading]) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    let (Some(lead), Some(form)) = (chain.first().map(|first| rows[first.at].lead), LETTER.as_ref()) else {
        return out;
    };
    let mut headed = false;
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.speaks()) {
        let next = char::from(b'A' + u8::try_from(out.len()).unwrap_or(25).min(25));
        if let Some(found) = form.captures(&row.text)
            && found[1].starts_with(next)
            && (headed || !out.is_empty() || kind::is_ordinary(&found[2]))
            && row.lead.abs_diff(lead) <= 1
        {
            let heading = numbered::part(at, row, &found[2]);
            out.push(Part { heading, number: found[1].to_owned() });
        }
        headed = is_heading(&row.text);
    }
    // Letters with numbered items between them head groups.
    let (first, last) =
        (out.first().map_or(0, |part| part.heading.at), out.last().map_or(0, |part| part.heading.at));
    let parted = chain.iter().any(|heading| (first..=last).contains(&heading.at));
    if out.len() >= 2 && !parted { out } else { Vec::new() }
}

/// Whether a title says that the matters under it are items of their own. What is only told under a number stays one
/// item, unless the agenda gathers what is decided in the same way (`all`).
fn gathers(title: &str, all: bool) -> bool {
    const TOLD: [&str; 7] = [
        "information",
        "informationsärende",
        "informationsärenden",
        "dialog",
        "rapporter",
        "övrigt",
        "anmälningar",
    ];
    let lower = title.trim_end_matches([':', ' ']).to_lowercase();
    let told = TOLD.contains(&lower.as_str()) && !(all && lower == "informationsärenden");
    is_group(title) && !told && !kind::is_reported(title)
}

/// Marks the items by the group that they stand in, up to the heading of the next group: matters of which one is only
/// told, and matters that are secret.
pub(super) fn mark(rows: &[Row<'_>], items: &mut [Placed]) {
    let mut group = String::new();
    let mut next = 0;
    for (at, row) in rows.iter().enumerate() {
        let before = next;
        // Several items may begin in one line of running text.
        while let Some((item, first, _)) = items.get_mut(next)
            && *first == at
        {
            within(&group, item);
            next += 1;
        }
        if next > before {
            continue;
        }
        if row.speaks() && is_heading(&row.text) && stands_apart(rows, at) {
            group.clone_from(&row.text);
        }
    }
}

/// Whether a row stands by itself, or is a table's: a line within an item ("Sekretess") heads no group.
pub(super) fn stands_apart(rows: &[Row<'_>], at: usize) -> bool {
    let text = &rows[at].text;
    let above = at.checked_sub(1).and_then(|above| rows.get(above));
    text.ends_with("ärenden") || text.starts_with('|') || above.is_none_or(|row| !row.speaks())
}

/// What an item is for by the heading of its group. What is proposed in the open is no secret and no mere information.
pub(super) fn within(group: &str, item: &mut Item) {
    let lower = without_letter(group).trim_end_matches([':', ' ']).to_lowercase();
    if open(item) {
        return;
    }
    if lower.contains("sekretess") || lower.starts_with("slute") {
        item.kind = ItemKind::Sekretess;
    } else if (lower.contains("informationsärende")
        || matches!(lower.as_str(), "information" | "informationer"))
        && item.kind == ItemKind::Beslut
    {
        item.kind = ItemKind::Information;
    }
}

/// Whether a line is the heading of a group, alone or in the only filled cell of a table's row.
fn is_heading(text: &str) -> bool {
    let cells = super::pipe_cells(text).unwrap_or_default();
    let mut filled = cells.iter().filter(|cell| !cell.is_empty());
    match (filled.next(), filled.next()) {
        (Some(only), None) => is_group(&only.replace("**", "")),
        _ => is_group(text),
    }
}

/// Whether an item is handled in the open whatever stands above it.
fn open(item: &Item) -> bool {
    matches!(item.kind, ItemKind::Formalia)
        || kind::is_ordinary(&item.title)
        || item.proposal.as_ref().is_some_and(|proposal| !proposal.clauses.is_empty())
}

/// Whether a line is the heading of a group of items.
pub(crate) fn is_group(text: &str) -> bool {
    let text = without_letter(text);
    if is_late(text) {
        return true;
    }
    let lower = text.trim_end_matches([':', ' ']).to_lowercase();
    let plain =
        lower.chars().count() <= 60 && !lower.ends_with('.') && !lower.chars().any(|c| c.is_ascii_digit());
    plain
        && text.chars().next().is_some_and(char::is_uppercase)
        && (lower.ends_with("ärenden")
            || lower.starts_with("ärenden ")
            || [
                "dialog",
                "information",
                "beslut",
                "beslutsärende",
                "informationsärende",
                "formalia",
                "procedurfrågor",
                "rapporter",
                "övrigt",
                "ärenden",
                "anmälningar",
                "sekretess",
                "öppen del",
                "sluten del",
                "anmälan",
                "meddelanden",
                "delgivning",
                "delgivningar",
                "motioner",
                "remisser",
                "val",
                "inledning",
                "interpellationer",
                "interpellationer och frågor",
            ]
            .contains(&lower.as_str()))
}

/// "B. Beslutsärenden", "B   Beslut": the heading without its letter.
fn without_letter(text: &str) -> &str {
    let rest = text.strip_prefix(|c: char| c.is_ascii_uppercase());
    let rest = rest.map(|rest| rest.strip_prefix(['.', ')']).unwrap_or(rest));
    rest.filter(|rest| rest.starts_with(' ')).map_or(text, str::trim_start)
}

/// "Tilläggsärenden, utsända 2032-05-04": matters that came after the notice.
fn is_late(text: &str) -> bool {
    const BEGINS: [&str; 6] = [
        "tilläggsärende",
        "tillkommande ärende",
        "extra ärende",
        "extraärende",
        "kompletterande ärende",
        "tilläggslista",
    ];
    let lower = text.to_lowercase();
    let sent = lower.contains("utsän") || lower.contains("utskick") || lower.contains("utskickad");
    lower.chars().count() <= 60
        && text.starts_with(char::is_uppercase)
        && BEGINS.iter().any(|word| lower.starts_with(word))
        && (sent || !lower.contains([' ', ':']))
}
