//! Ten thousand personnummer in forty spellings among a hundred thousand decoys of five kinds, made by code and the
//! same each time: all are found, and of decoys fewer than one in ten thousand is taken for personal data.

use std::fmt::Write as _;
use std::ops::Range;

use super::{Depth, Finding, Kind, Policy, Verdict, scan, without};

/// Numbers that look random and are the same each time (Knuth's constants).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }
}

const NUMBERS: usize = 10_000;
const DECOYS: usize = 100_000;

/// A valid number: century, year, month, day, last four. One in ten is a samordningsnummer.
fn number(dice: &mut Dice) -> [String; 5] {
    let year = 1920 + dice.below(105);
    let (month, day) = (1 + dice.below(12), 1 + dice.below(28));
    let day = if dice.below(10) == 0 { day + 60 } else { day };
    let nine = format!("{:02}{month:02}{day:02}{:03}", year % 100, dice.below(1000));
    let sum: u64 = nine
        .bytes()
        .enumerate()
        .map(|(at, byte)| {
            let digit = u64::from(byte - b'0') * if at % 2 == 0 { 2 } else { 1 };
            digit / 10 + digit % 10
        })
        .sum();
    let four = format!("{}{}", &nine[6..], (10 - sum % 10) % 10);
    [(year / 100).to_string(), nine[..2].to_owned(), nine[2..4].to_owned(), nine[4..6].to_owned(), four]
}

/// C century, Y year, M month, D day, N last four, n and m its halves; everything else as it stands.
const SPELLINGS: [&str; 40] = [
    "YMD-N",
    "YMD N",
    "YMDN",
    "CYMD-N",
    "CYMDN",
    "CYMD N",
    "YMD+N",
    "YMD–N",
    "YMD\u{2011}N",
    "YMD\u{2212}N",
    "YMD\u{a0}N",
    "YMD - N",
    "YMD- N",
    "YMD -N",
    "YMD – N",
    "CY-M-D-N",
    "CY M D N",
    "CY M D-N",
    "CY.M.D-N",
    "Y-M-D-N",
    "Y M D N",
    "Y M D-N",
    "Y.M.D-N",
    "C YMD-N",
    "C YMDN",
    "C Y M D N",
    "(C)YMD-N",
    "YMD\nN",
    "YMD-\nN",
    "YMD\n-N",
    "CYMD-\nN",
    "YMD-\n\n<!-- sida 12 -->\nN",
    "CY\nMD-N",
    "C\u{a0}YMD\u{2013}N",
    "YMD-n m",
    "YMD\u{ad}-N",
    "YMD\u{200b}-N",
    "**YMD**-N",
    "YMD\\-N",
    "YMD/N",
];

fn spelled(spelling: &str, number: &[String; 5]) -> String {
    let [century, year, month, day, four] = number;
    let mut out = String::new();
    for c in spelling.chars() {
        match c {
            'C' => out.push_str(century),
            'Y' => out.push_str(year),
            'M' => out.push_str(month),
            'D' => out.push_str(day),
            'N' => out.push_str(four),
            'n' => out.push_str(&four[..2]),
            'm' => out.push_str(&four[2..]),
            other => out.push(other),
        }
    }
    out
}

fn grouped(mut amount: u64, space: char) -> String {
    let mut groups = Vec::new();
    while amount >= 1000 {
        groups.push(format!("{:03}", amount % 1000));
        amount /= 1000;
    }
    groups.push(amount.to_string());
    groups.reverse();
    groups.join(&space.to_string())
}

fn amount(dice: &mut Dice) -> String {
    let digits = 3 + dice.below(9);
    let amount = dice.below(10_u64.pow(u32::try_from(digits).unwrap()));
    match dice.below(8) {
        0 => format!("{} kr", grouped(amount, ' ')),
        1 => format!("{} kronor", grouped(amount, '\u{a0}')),
        2 => format!("{amount} kr"),
        3 => format!("SEK {amount}"),
        4 => format!("{},{:02} kr", grouped(amount, ' '), dice.below(100)),
        5 => format!("{} tkr", grouped(amount, '.')),
        6 => {
            let mut row = || grouped(dice.below(1_000_000), ' ');
            format!("{} {} {}", row(), row(), row())
        }
        _ => format!("{}:-", grouped(amount, ' ')),
    }
}

fn phone(dice: &mut Dice) -> String {
    let area = dice.of(&["070", "072", "073", "076", "079", "019", "08", "0300", "0581", "063"]);
    let mut pair = || dice.below(90) + 10;
    let (a, b, c, d) = (pair(), pair(), pair(), pair());
    match (dice.below(7), area.len()) {
        (0, 3) => format!("{area}-{a}{} {b} {c}", d % 10),
        (1, _) => format!("{area}-{a} {b} {c}"),
        (2, 3) => format!("Tel {area}{a}{b}{c}{}", d % 10),
        (3, _) => format!("+46 {} {a} {b} {c}", &area[1..]),
        (4, 3) => format!("{area}/{a}{} {b} {c}", d % 10),
        (5, 3) => format!("mobil {area} {a}{} {b}{c}", d % 10),
        _ => format!("{area}-{a}{b}{c}"),
    }
}

fn case(dice: &mut Dice) -> String {
    let prefix = dice.of(&["KS", "BUN", "RS", "SBN", "KSN", "SLK"]);
    let (year, serial) = (2005 + dice.below(21), dice.below(99_999));
    match dice.below(9) {
        0 => format!("{prefix} {year}/{serial}"),
        1 => format!("{:02}{prefix}{serial:05}", year % 100),
        2 => format!("{year}-{serial:05}"),
        3 => format!("{prefix} {year}-{serial:06}"),
        4 => format!("{:04}/{:02}", serial % 10_000, year % 100),
        5 => format!("{prefix}-{year}-{serial:04}"),
        6 => format!("N{year}/{serial:05}/RTL"),
        7 => format!("Dnr {year}{serial:06}"),
        _ => format!("ARBGRP{} {}{serial:05}-{}", serial % 1000, 1000 + year % 900, serial % 900 + 100),
    }
}

/// Third digit two or more: what keeps these numbers apart from days.
fn organisation(dice: &mut Dice) -> String {
    let head = format!(
        "{}{}{}{:03}",
        dice.of(&["2", "5", "7", "8", "9"]),
        dice.below(10),
        2 + dice.below(8),
        dice.below(1000)
    );
    let tail = format!("{:04}", dice.below(10_000));
    match dice.below(6) {
        0 => format!("{head}{tail}"),
        1 => format!("{head} - {tail}"),
        2 => format!("16{head}-{tail}"),
        3 => format!("SE{head}{tail}01"),
        4 => format!("{head} {tail}"),
        _ => format!("{head}-{tail}"),
    }
}

fn date(dice: &mut Dice) -> String {
    let mut day = || (1998 + dice.below(30), 1 + dice.below(12), 1 + dice.below(28));
    let ((y, m, d), (y2, m2, d2)) = (day(), day());
    match dice.below(9) {
        0 => format!("{y}-{m:02}-{d:02}"),
        1 => format!("{y}{m:02}{d:02}"),
        2 => format!("{y}-{m:02}-{d:02}—{y2}-{m2:02}-{d2:02}"),
        3 => format!("{y}-{m:02}-{d:02} – {y2}-{m2:02}-{d2:02}"),
        4 => format!("{y}-{m:02}-{d:02} {:02}:{:02}", 8 + y % 12, m),
        5 => format!("{y}-\n{m:02}-{d:02}"),
        6 => format!("{:02}{m:02}{d:02}", y % 100),
        7 => format!("{d}/{m} {y}"),
        _ => format!("{y}-{m:02}-{d:02} kl. {:02}.00-{:02}.00", 8 + m % 8, 9 + m % 8),
    }
}

/// The corpus, and the places of its numbers and decoys.
struct Corpus {
    text: String,
    numbers: Vec<Range<usize>>,
    decoys: Vec<(Range<usize>, &'static str)>,
}

fn corpus() -> Corpus {
    let mut corpus = Corpus { text: String::new(), numbers: Vec::new(), decoys: Vec::new() };
    let mut dice = Dice(6);
    let put = |text: &mut String, dice: &mut Dice, what: &str| {
        text.push_str(dice.of(&["Enligt handlingen ", "avser ", "(", "se ", "– ", "Uppgift: ", ""]));
        let start = text.len();
        text.push_str(what);
        let end = text.len();
        let _ = writeln!(text, "{}", dice.of(&[".", ",", ")", " enligt bilaga", "", " m.fl.", ";"]));
        start..end
    };
    for nth in 0..NUMBERS + DECOYS {
        if nth % 11 == 0 {
            let number = number(&mut dice);
            let what = spelled(SPELLINGS[corpus.numbers.len() % SPELLINGS.len()], &number);
            corpus.numbers.push(put(&mut corpus.text, &mut dice, &what));
            continue;
        }
        let (what, kind) = match nth % 11 % 5 {
            0 => (amount(&mut dice), "amount"),
            1 => (phone(&mut dice), "phone"),
            2 => (case(&mut dice), "case"),
            3 => (organisation(&mut dice), "organisation"),
            _ => (date(&mut dice), "date"),
        };
        corpus.decoys.push((put(&mut corpus.text, &mut dice, &what), kind));
    }
    corpus
}

#[test]
fn every_personnummer_is_found_and_decoys_are_left() {
    let corpus = corpus();
    assert_eq!((corpus.numbers.len(), corpus.decoys.len()), (NUMBERS, DECOYS));
    let found = scan(&corpus.text, &Policy::default(), Depth::Gate);
    let at = |range: &Range<usize>| {
        let first = found.partition_point(|finding| finding.range.end <= range.start);
        found[first..].iter().take_while(|finding| finding.range.start < range.end).collect::<Vec<_>>()
    };
    let shown = |range: &Range<usize>| corpus.text[range.clone()].to_owned();
    let masked = without(&corpus.text, &found).unwrap();
    let missed: Vec<String> = corpus
        .numbers
        .iter()
        .filter(|range| {
            let covers = |finding: &&Finding| {
                // Brackets around a century are no part of the number.
                finding.verdict == Verdict::Mask
                    && finding.range.end >= range.end
                    && corpus.text[range.start..finding.range.start.max(range.start)]
                        .trim_matches(['(', '*'])
                        .is_empty()
            };
            !at(range).iter().any(covers)
        })
        .map(shown)
        .collect();
    assert!(missed.is_empty(), "{} missed: {:?}", missed.len(), &missed[..missed.len().min(20)]);
    // Ten digits from 070 may be somebody's mobile number as well: masked either way.
    let named = found.iter().filter(|finding| finding.kind.is_identity()).count();
    assert!(named >= NUMBERS - 50, "{named}");
    let taken: Vec<(String, &str, Vec<String>)> = corpus
        .decoys
        .iter()
        .filter(|(range, kind)| {
            // A telephone number is personal data itself; it only must not be taken for a personnummer.
            at(range).iter().any(|finding| {
                finding.verdict == Verdict::Mask && (*kind != "phone" || finding.kind != Kind::Phone)
            })
        })
        .map(|(range, kind)| {
            (
                shown(range),
                *kind,
                at(range)
                    .iter()
                    .map(|finding| format!("{} {}", finding.kind, shown(&finding.range)))
                    .collect(),
            )
        })
        .collect();
    assert!(taken.len() * 10_000 < DECOYS, "{} taken: {taken:?}", taken.len());
    assert_eq!(masked.matches('\n').count(), corpus.text.matches('\n').count(), "lines keep their numbers");
}
