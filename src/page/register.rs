//! The register of cases: by year of the number, and by subject from A to Ö.
//!
//! `/dnr/` holds the ways in. Years stand at `/dnr/ar/2025/` and letters at `/dnr/a-o/b/`: two steps, the first
//! without a digit, so that no diarienummer's page (one step, always with a digit) can have the same address. A
//! long list is parted, so that no page grows beyond what a phone can carry.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::order::SwedishOrder;
use crate::model::number::Diarienummer;
use crate::model::record::Latest;
use crate::page::directory::Directory;
use crate::page::frame::{Crumb, Frame};
use crate::page::start::{self, BodyLine, Extent};
use crate::site::CaseFile;

/// As many cases stand on one page of the register.
pub const PER_PAGE: usize = 200;

/// The register's own page.
#[derive(Debug, Serialize)]
pub struct RegisterView<'a> {
    /// What every page has.
    pub page: Frame,
    /// Years, newest first.
    pub years: Vec<Shelf>,
    /// Letters, in Swedish order.
    pub letters: Vec<Shelf>,
    /// The bodies.
    pub bodies: Vec<BodyLine<'a>>,
    /// What the site holds.
    pub extent: Extent,
    /// Cases that moved last, newest first.
    pub latest: Vec<Line<'a>>,
}

/// A year or a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shelf {
    /// "2025" or "B"; "–" for cases without a year.
    pub label: String,
    /// Address of its first page.
    pub url: String,
    /// Number of cases.
    pub cases: usize,
    /// Its pages, where there are several.
    pub parts: Vec<Part>,
}

/// A page of a long list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// First case on it.
    pub first: String,
    /// Last case on it.
    pub last: String,
    /// Address.
    pub url: String,
}

/// A page of cases.
#[derive(Debug, Serialize)]
pub struct ListView<'a> {
    /// What every page has.
    pub page: Frame,
    /// "year" or "letter".
    pub by: &'static str,
    /// The year or letter.
    pub shelf: Shelf,
    /// The page's place among the shelf's pages, from 1.
    pub part: usize,
    /// Its cases.
    pub cases: Vec<Line<'a>>,
}

/// A case in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line<'a> {
    /// The number.
    pub number: &'a str,
    /// The title.
    pub title: &'a str,
    /// The address.
    pub url: &'a str,
    /// Where it stands.
    pub latest: Option<&'a Latest>,
    /// Whether the number collects unrelated matters.
    pub collecting: bool,
}

/// The whole register.
#[derive(Debug, Serialize)]
pub struct Register<'a> {
    /// Its own page.
    pub start: RegisterView<'a>,
    /// Its lists.
    pub lists: Vec<ListView<'a>>,
}

/// As many cases stand as latest moved on the register's page.
const LATEST: usize = 20;

/// The register of a site.
#[must_use]
pub fn view<'a>(directory: &Directory<'a>) -> Register<'a> {
    let cases = &directory.site.cases;
    let mut lists = Vec::new();
    let years =
        years(cases).into_iter().rev().map(|(label, cases)| shelve("year", label, &cases, &mut lists));
    let years = years.collect();
    let letters =
        letters(cases).into_iter().map(|(label, cases)| shelve("letter", label, &cases, &mut lists));
    let letters = letters.collect();
    let mut latest: Vec<_> = cases.iter().collect();
    let day = |case: &CaseFile| case.record.latest.as_ref().and_then(|latest| latest.date);
    latest.sort_by_key(|case| std::cmp::Reverse(day(case)));
    Register {
        start: RegisterView {
            page: Frame::new("register", "/dnr/", ""),
            years,
            letters,
            bodies: start::bodies(directory),
            extent: start::extent(directory.site),
            latest: latest.into_iter().filter(|case| day(case).is_some()).take(LATEST).map(line).collect(),
        },
        lists,
    }
}

fn line(case: &CaseFile) -> Line<'_> {
    Line {
        number: &case.record.diarienummer,
        title: &case.record.title,
        url: &case.record.url,
        latest: case.record.latest.as_ref(),
        collecting: case.record.collecting,
    }
}

/// Cases by the year in their number; within it in the order of the site, which is that of the numbers.
fn years(cases: &[CaseFile]) -> BTreeMap<String, Vec<&CaseFile>> {
    let mut years: BTreeMap<String, Vec<&CaseFile>> = BTreeMap::new();
    for case in cases {
        years.entry(year(case).map_or_else(String::new, |year| year.to_string())).or_default().push(case);
    }
    years
}

/// The year in the number; a number may have none.
fn year(case: &CaseFile) -> Option<u16> {
    Diarienummer::parse(&case.record.diarienummer).ok()?.year()
}

/// Cases by the first letter of their title, in Swedish order.
fn letters(cases: &[CaseFile]) -> Vec<(String, Vec<&CaseFile>)> {
    let order = SwedishOrder::new();
    let mut sorted: Vec<_> = cases.iter().collect();
    sorted.sort_by(|a, b| {
        order
            .compare(&a.record.title, &b.record.title)
            .then_with(|| a.record.diarienummer.cmp(&b.record.diarienummer))
    });
    let mut letters: Vec<(String, Vec<&CaseFile>)> = Vec::new();
    for case in sorted {
        let label = letter(&case.record.title);
        // The order of a whole title may part what begins alike (quotation marks weigh nothing), so look back.
        match letters.iter_mut().find(|(known, _)| *known == label) {
            Some((_, cases)) => cases.push(case),
            None => letters.push((label, vec![case])),
        }
    }
    letters.sort_by(|(a, _), (b, _)| order.compare(a, b));
    letters
}

fn letter(title: &str) -> String {
    match title.chars().find(|c| c.is_alphanumeric()) {
        Some(c) if c.is_alphabetic() => {
            let upper: String = c.to_uppercase().collect();
            // Å Ä Ö are letters of their own; É sorts with E, and other letters than A–Ö stand together.
            match (upper.as_str(), crate::base::text::ascii(c)) {
                ("Å" | "Ä" | "Ö", _) => upper,
                (_, Some(ascii)) => ascii.chars().take(1).collect::<String>().to_uppercase(),
                (_, None) => "–".into(),
            }
        }
        Some(_) => "0–9".into(),
        None => "–".into(),
    }
}

/// The step of the address for a label; å ä ö get two letters, because a and o are taken.
fn step(label: &str) -> String {
    match label {
        "Å" => "aa".into(),
        "Ä" => "ae".into(),
        "Ö" => "oe".into(),
        "" | "–" => "ovriga".into(),
        other => crate::base::text::slug(other),
    }
}

fn shelve<'a>(
    by: &'static str,
    label: String,
    cases: &[&'a CaseFile],
    lists: &mut Vec<ListView<'a>>,
) -> Shelf {
    let folder = if by == "year" { "ar" } else { "a-o" };
    let base = format!("/dnr/{folder}/{}/", step(&label));
    let address = |at: usize| if at == 0 { base.clone() } else { format!("{base}{}/", at + 1) };
    let name = |case: Option<&&CaseFile>| {
        let record = case.map(|case| &case.record);
        record.map_or_else(String::new, |record| {
            if by == "year" { &record.diarienummer } else { &record.title }.clone()
        })
    };
    let parts: Vec<Part> = cases
        .chunks(PER_PAGE)
        .enumerate()
        .map(|(at, chunk)| Part { first: name(chunk.first()), last: name(chunk.last()), url: address(at) })
        .collect();
    let shelf = Shelf {
        label: if label.is_empty() { "–".into() } else { label },
        url: base.clone(),
        cases: cases.len(),
        parts: if parts.len() > 1 { parts } else { Vec::new() },
    };
    for (at, chunk) in cases.chunks(PER_PAGE).enumerate() {
        lists.push(ListView {
            page: Frame::new("list", &address(at), shelf.label.as_str())
                .under(vec![Crumb::word("cases", "/dnr/")]),
            by,
            shelf: shelf.clone(),
            part: at + 1,
            cases: chunk.iter().map(|case| line(case)).collect(),
        });
    }
    shelf
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_has_an_address_of_its_own() {
        let labels = ["A", "Å", "Ä", "O", "Ö", "0–9", "–", "Z"];
        let mut steps: Vec<_> = labels.iter().map(|label| step(label)).collect();
        steps.sort();
        steps.dedup();
        assert_eq!(steps.len(), labels.len());
    }

    #[test]
    fn titles_stand_under_the_letter_that_readers_look_under() {
        for (title, expected) in [
            ("Årsredovisning", "Å"),
            ("”Örat”", "Ö"),
            ("École", "E"),
            ("§ 12", "0–9"),
            ("Æbleskiver", "A"),
            ("…", "–"),
        ] {
            assert_eq!(letter(title), expected, "{title}");
        }
    }
}
