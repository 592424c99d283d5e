//! The money: what was proposed and what was decided, case by case, and a picture of it.
//!
//! `/pengar/` shows the cases that moved last, `/pengar/2025/` those of a year. Proposed and decided amounts stand in
//! columns of their own, an amount that another body named again stands once, and nothing is added up: a clause may
//! name a sum and its parts.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::text::shortened;
use crate::model::date::Date;
use crate::model::record::{Outcome, Stage};
use crate::page::directory::{Directory, NumberLink};
use crate::page::frame::{Crumb, Frame};
use crate::site::money::{self, Sum};

/// As many cases stand on one page.
pub const PER_PAGE: usize = 60;

/// As many cases stand in a picture.
const IN_CHART: usize = 14;

/// What a page shows.
#[derive(Debug, Serialize)]
pub struct MoneyView<'a> {
    /// What every page has.
    pub page: Frame,
    /// The year; `None` on the page of the latest, empty for cases without a day.
    pub year: Option<String>,
    /// Every year with money, newest first.
    pub years: Vec<Year>,
    /// The pages of the year, where there are several.
    pub parts: Vec<String>,
    /// The place of this page among them, from 1.
    pub part: usize,
    /// The cases, the one that moved last first.
    pub cases: Vec<CaseMoney<'a>>,
    /// The picture of the first of them.
    pub chart: Option<Chart>,
}

/// A year with its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Year {
    /// "2025"; empty for cases without a day.
    pub label: String,
    /// Address.
    pub url: String,
    /// Number of cases.
    pub cases: usize,
}

/// The money of one case, or of one item or document that belongs to no case alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseMoney<'a> {
    /// The number with its page; `None` where it is not one's alone.
    pub number: Option<NumberLink<'a>>,
    /// Title.
    pub title: &'a str,
    /// Address of the case, item or document.
    pub url: &'a str,
    /// The amounts, newest first.
    pub rows: Vec<Row<'a>>,
}

/// One amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row<'a> {
    /// Whole kronor.
    pub kronor: u64,
    /// Proposed or decided.
    pub stage: Stage,
    /// Whether it was turned down.
    pub refused: bool,
    /// Words of the clause.
    pub clause: String,
    /// Address of the clause.
    pub url: String,
    /// Who applied.
    pub applicant: Option<&'a str>,
    /// Name of the body.
    pub organ: &'a str,
    /// Day.
    pub date: Option<Date>,
    /// Paragraph.
    pub paragraph: Option<&'a str>,
    /// What became of the matter.
    pub outcomes: &'a [Outcome],
}

/// The picture: a line a case, amounts along it from small to large, each step of the scale ten times the one before.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Chart {
    /// Height, in em.
    pub height: String,
    /// Where the lines of the scale end, in em from above.
    pub axis: String,
    /// Where the words of the scale stand, in em from above.
    pub words_y: String,
    /// Steps of the scale.
    pub ticks: Vec<Tick>,
    /// A line for each case.
    pub lines: Vec<ChartLine>,
}

/// A step of the scale.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tick {
    /// Place, in per cent of the width.
    pub x: String,
    /// 1, 10 or 100.
    pub value: u64,
    /// "kr", "tkr", "mnkr" or "mdkr".
    pub unit: &'static str,
    /// Whether there is room for its words.
    pub named: bool,
    /// Where its words stand beside it, in SVG's word: the outermost keep within the picture.
    pub side: &'static str,
}

/// A case in the picture.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChartLine {
    /// The number, or the beginning of the title.
    pub label: String,
    /// The title beside a number, for screens that have room.
    pub title: Option<String>,
    /// Where the words stand, in em from above.
    pub words_y: String,
    /// Where the line is, in em from above.
    pub y: String,
    /// The amounts.
    pub marks: Vec<Mark>,
}

/// An amount in the picture.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mark {
    /// Place, in per cent of the width.
    pub x: String,
    /// Proposed or decided.
    pub stage: Stage,
}

/// Every page of the money: the latest first, then year by year.
#[must_use]
pub fn views<'a>(directory: &Directory<'a>) -> Vec<MoneyView<'a>> {
    let cases = cases(directory);
    let mut by_year: BTreeMap<String, Vec<&CaseMoney<'a>>> = BTreeMap::new();
    for case in &cases {
        let year = case.date().map_or_else(String::new, |date| date.year().to_string());
        by_year.entry(year).or_default().push(case);
    }
    let years: Vec<Year> = by_year
        .iter()
        .rev()
        .map(|(label, cases)| Year { label: label.clone(), url: address(label, 0), cases: cases.len() })
        .collect();
    let latest: Vec<&CaseMoney<'a>> = cases.iter().take(PER_PAGE).collect();
    let mut views = vec![view(Frame::new("money", "/pengar/", ""), &years, &latest)];
    for (label, cases) in by_year.iter().rev() {
        let chunks: Vec<_> = cases.chunks(PER_PAGE).collect();
        let parts: Vec<String> = (0..chunks.len()).map(|at| address(label, at)).collect();
        for (at, chunk) in chunks.iter().enumerate() {
            let frame =
                Frame::new("money", &parts[at], label.as_str()).under(vec![Crumb::word("money", "/pengar/")]);
            views.push(MoneyView {
                year: Some(label.clone()),
                parts: if parts.len() > 1 { parts.clone() } else { Vec::new() },
                part: at + 1,
                ..view(frame, &years, chunk)
            });
        }
    }
    views
}

fn view<'a>(page: Frame, years: &[Year], cases: &[&CaseMoney<'a>]) -> MoneyView<'a> {
    MoneyView {
        page,
        year: None,
        years: years.to_vec(),
        parts: Vec::new(),
        part: 1,
        cases: cases.iter().map(|case| (*case).clone()).collect(),
        chart: chart(cases),
    }
}

fn address(year: &str, part: usize) -> String {
    let step = if year.is_empty() { "utan-datum" } else { year };
    if part == 0 { format!("/pengar/{step}/") } else { format!("/pengar/{step}/{}/", part + 1) }
}

impl CaseMoney<'_> {
    /// The day of its newest amount.
    fn date(&self) -> Option<Date> {
        self.rows.iter().filter_map(|row| row.date).max()
    }
}

/// The money by case, the case that moved last first.
fn cases<'a>(directory: &Directory<'a>) -> Vec<CaseMoney<'a>> {
    let mut groups: Vec<CaseMoney<'a>> = Vec::new();
    let mut places: BTreeMap<&'a str, usize> = BTreeMap::new();
    for sum in money::sums(directory.site).into_iter().filter(|sum| sum.again.is_none()) {
        let body = sum.meeting.record.organ.slug.as_deref();
        let case = sum.diarienummer.and_then(|number| directory.case(number, body));
        // What a collecting number joins has nothing to do with one another.
        let own = case.filter(|case| !case.record.collecting).map(|case| &case.record);
        let (title, url) = own.map_or((sum.title, sum.page), |case| (case.title.as_str(), case.url.as_str()));
        let place = *places.entry(url).or_insert_with(|| {
            let number = sum.diarienummer.map(|number| directory.number(number, body));
            groups.push(CaseMoney { number, title, url, rows: Vec::new() });
            groups.len() - 1
        });
        groups[place].rows.push(row(directory, sum));
    }
    for group in &mut groups {
        group.rows.sort_by_key(|row| std::cmp::Reverse(row.date));
        // What is proposed to a body more than once is one proposal.
        let mut seen: Vec<(u64, &str)> = Vec::new();
        group.rows.retain(|row| {
            if row.stage == Stage::Decided {
                return true;
            }
            let new = !seen.contains(&(row.kronor, row.organ));
            seen.push((row.kronor, row.organ));
            new
        });
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.date()));
    groups
}

fn row<'a>(directory: &Directory<'a>, sum: Sum<'a>) -> Row<'a> {
    Row {
        kronor: sum.kronor,
        stage: sum.stage,
        refused: sum.refused,
        clause: shortened(&sum.clause.text, 200),
        url: sum.url,
        applicant: sum.applicant,
        organ: directory.body(sum.meeting).map_or("", |body| body.name.as_str()),
        date: sum.date,
        paragraph: sum.paragraph,
        outcomes: sum.outcomes,
    }
}

/// The picture of the first cases; `None` where there is nothing to compare.
fn chart(cases: &[&CaseMoney<'_>]) -> Option<Chart> {
    let shown = |row: &&Row<'_>| !row.refused && row.kronor > 0;
    let drawn: Vec<_> =
        cases.iter().filter(|case| case.rows.iter().any(|row| shown(&row))).take(IN_CHART).collect();
    let amounts = || drawn.iter().flat_map(|case| case.rows.iter().filter(shown)).map(|row| row.kronor);
    let first = amounts().min()?.ilog10();
    let last = (amounts().max()?.saturating_sub(1).max(1)).ilog10() + 1;
    if drawn.len() < 2 {
        return None;
    }
    // The outermost marks stay within the picture.
    let x = |exponent: f64| {
        let share = (exponent - f64::from(first)) / f64::from(last - first).max(1.0);
        format!("{:.1}%", 3.0 + 94.0 * share)
    };
    let lines = drawn.iter().zip(0_u32..).map(|(case, at)| ChartLine {
        label: case
            .number
            .as_ref()
            .map_or_else(|| shortened(case.title, 40), |number| number.number.to_owned()),
        title: case.number.as_ref().map(|_| shortened(case.title, 70)),
        words_y: em(f64::from(at) * LINE + 1.0),
        y: em(f64::from(at) * LINE + 1.8),
        marks: marks(case, |kronor| x(log10(kronor))),
    });
    let lines: Vec<_> = lines.collect();
    let ticks = (first..=last).map(|exponent| Tick {
        x: x(f64::from(exponent)),
        value: 10_u64.pow(exponent % 3),
        unit: ["kr", "tkr", "mnkr", "mdkr"].get(exponent as usize / 3).copied().unwrap_or("mdkr"),
        named: exponent % 3 == 0 || last - first < 4,
        side: match exponent {
            _ if exponent == first => "start",
            _ if exponent == last => "end",
            _ => "middle",
        },
    });
    let axis = f64::from(u32::try_from(lines.len()).unwrap_or_default()) * LINE + 0.2;
    Some(Chart {
        height: em(axis + 1.6),
        axis: em(axis),
        words_y: em(axis + 1.1),
        ticks: ticks.collect(),
        lines,
    })
}

/// Height of a line of the picture, in em.
const LINE: f64 = 2.7;

fn em(height: f64) -> String {
    format!("{height:.1}em")
}

/// Proposed ones first, so that what was decided lies on top.
fn marks(case: &CaseMoney<'_>, x: impl Fn(u64) -> String) -> Vec<Mark> {
    let mut marks = Vec::new();
    for stage in [Stage::Proposed, Stage::Decided] {
        let rows = case.rows.iter().filter(|row| row.stage == stage && !row.refused && row.kronor > 0);
        for mark in rows.map(|row| Mark { x: x(row.kronor), stage }) {
            if !marks.contains(&mark) {
                marks.push(mark);
            }
        }
    }
    marks
}

/// Amounts have at most fifteen digits here, which a float holds exactly enough for a picture.
#[expect(clippy::cast_precision_loss, reason = "a place in a picture")]
fn log10(kronor: u64) -> f64 {
    (kronor as f64).log10()
}
