//! The families of numbers: what each looks like and how it is taken apart.
//!
//! The list follows what was seen in the documents of some forty Swedish bodies; a form that fits none of them is no
//! number. The patterns here read one whole number; those that find numbers in running text are in `scan`.

use std::sync::LazyLock;

use regex::{Captures, Regex};
use unicode_normalization::UnicodeNormalization as _;

use super::traps::Reason;

/// What a number looks like. `D` forms carry the letters of a register, `L` forms are bare and mean something only
/// where a label, a § or a place of their own says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// `19RS8666`: year of two digits, letters, serial.
    D1,
    /// `RUN/430/2018`: letters, serial, year, all parted by slashes.
    D2,
    /// `N2019/02980/RTL`: ministry, year, serial, unit.
    D3,
    /// `KS 2020/123`, `KSN-2015-1345`, `ÖFN 2024.31`: letters, year, serial.
    D4,
    /// `Ks 1092/2013`: letters, serial, year.
    D5,
    /// `2018/KS 0001 001`: year, letters, serial, classification.
    D6,
    /// `LD13/03336`, `Ks 12/0207 042`: letters, year of two digits, serial, classification.
    D7,
    /// `RS 269:1-2020`: letters, serial, document, year.
    D8,
    /// `2025.511 KS`: year, serial, letters.
    D9,
    /// `LTV 130600`, `HSN 1404-0511`: letters and a running number, of the year or of the month.
    D10,
    /// `KS 02-820 107`, `KS123-24 042`, `KS 24:123`: letters, year of two digits, serial, classification.
    D11,
    /// `1.6-0463/2011`, `1.5.4-18-2024`, `531-4471-2023`, `310.2031.00071`, `103-434-03`, `106-156/2031`, `2.2.2/171-2031`:
    /// classification, serial, year.
    L1,
    /// `2024-00001`, `2009.118`: year, serial.
    L2,
    /// `00322/2026`, `1435/22`: serial, year.
    L3,
    /// `655-2012`: serial, year.
    L4,
    /// `100779`: a running number.
    L5,
}

impl Family {
    /// Whether the number carries the letters of a register.
    #[must_use]
    pub const fn has_prefix(self) -> bool {
        (self as u8) <= (Self::D11 as u8)
    }
}

/// The order of a number's parts; part of its identity (`Ks 47/2014` is not `KS 2014/47`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layout {
    /// Year, letters, serial.
    YearPrefixSerial,
    /// Letters, year, serial.
    PrefixYearSerial,
    /// Letters, serial, year.
    PrefixSerialYear,
    /// Year, serial, letters.
    YearSerialPrefix,
    /// Letters, serial.
    PrefixSerial,
    /// Classification, serial, year.
    ClassSerialYear,
    /// Year, serial.
    YearSerial,
    /// Serial, year.
    SerialYear,
    /// Serial alone.
    Serial,
}

/// A number taken apart.
#[derive(Debug)]
pub(super) struct Parts {
    pub(super) family: Family,
    pub(super) layout: Layout,
    pub(super) printed: String,
    pub(super) prefix: String,
    pub(super) year: String,
    pub(super) serial: String,
    pub(super) document: Option<String>,
    pub(super) classification: Option<String>,
}

/// Years that a register can be of; everything else of four digits is a serial.
pub(super) const YEAR: &str = "(?:19[89][0-9]|20[0-4][0-9])";
/// The same in two digits.
pub(super) const SHORT_YEAR: &str = "(?:[0-4][0-9]|[89][0-9])";

/// One form: names of groups are `p`refix, `y`ear, `s`erial, `d`ocument, `c`lassification within the number, and
/// classification `b`eside it.
struct Form {
    layout: Layout,
    family: Family,
    pattern: Regex,
}

/// The forms in the order in which they are tried: a year of four digits is found before one of two.
static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let form = |layout, family, text: &str| {
        let text = text.replace("YY", SHORT_YEAR).replace("YEAR", YEAR).replace("LETTER", "[a-zåäö]");
        Form { layout, family, pattern: pattern(&format!("(?i)^(?:{text})$")) }
    };
    vec![
        form(Layout::YearPrefixSerial, Family::D1, "(?<y>YY)[ -]?(?<p>LETTER{2,4})[ -]?(?<s>[0-9]{1,6})"),
        form(
            Layout::YearPrefixSerial,
            Family::D6,
            "(?<y>YEAR)[/ -]?(?<p>LETTER{2,4})[ /-]?(?<s>[0-9]{3,6})(?<b> [0-9]{1,3})?",
        ),
        form(
            Layout::PrefixYearSerial,
            Family::D4,
            "(?<p>LETTER{1,8})[ /:-]?(?<y>YEAR)[/:-](?<s>[0-9]{1,6})\
             (?::(?<d>-?[0-9]{1,3})-?|-(?<c>[0-9]{1,2}(?:\\.[0-9]+)+)|-(?<e>[0-9]{1,3})|\\.(?<f>[0-9]{3})|/(?<u>[0-9]{3}(?:-[0-9]{1,3})?|LETTER[a-zåäö0-9]{0,7})|(?<b> [0-9]{2,3}))?",
        ),
        form(Layout::PrefixYearSerial, Family::D4, "(?<p>LETTER{1,4})[. ](?<y>YEAR)\\.(?<s>[0-9]{1,5})"),
        form(Layout::PrefixYearSerial, Family::D4, "(?<p>LETTER{2,5})(?<y>YEAR)\\.(?<s>[0-9]{4,5})"),
        // Two registers, or a register and its unit: "KS KF/2031:7", "RS-LED31-0017".
        form(
            Layout::PrefixYearSerial,
            Family::D4,
            "(?<p>LETTER{2,4} LETTER{2,4})[ /](?<y>YEAR)[:/](?<s>[0-9]{1,6})",
        ),
        form(
            Layout::PrefixYearSerial,
            Family::D11,
            "(?<p>LETTER{2,4}-LETTER{2,4})[ ]?(?<y>YY)[-/](?<s>[0-9]{3,6})",
        ),
        form(
            Layout::PrefixSerialYear,
            Family::D5,
            "(?<p>LETTER{1,8})[ /-]?(?<s>[0-9]{1,6})(?::(?<d>[0-9]{1,3}))?[/-](?<y>YEAR)(?:-(?<c>[0-9]{3}))?",
        ),
        // "KS 24:123", "KS/24:123".
        form(Layout::PrefixYearSerial, Family::D11, "(?<p>LETTER{2,4})[ /-]?(?<y>YY):(?<s>[0-9]{1,5})"),
        // Three digits are no year: "KS123-24 042", "KS 123/24".
        form(
            Layout::PrefixSerialYear,
            Family::D11,
            "(?<p>LETTER{2,4})[ -]?(?<s>[0-9]{3,5})[/-](?<y>YY)(?<b> [0-9]{3})?",
        ),
        form(Layout::PrefixYearSerial, Family::D11, "(?<p>LETTER{2,4}) (?<y>YEAR) (?<s>[0-9]{4,6})"),
        // A register with a number of its own: "N161-0112/24".
        form(Layout::PrefixSerialYear, Family::D11, "(?<p>LETTER[0-9]{3})[ -](?<s>[0-9]{3,5})/(?<y>YY)"),
        form(
            Layout::PrefixYearSerial,
            Family::D7,
            "(?<p>LETTER{2,4})[ -]?(?<y>YY)/(?<s>[0-9]{1,6})(?<b> [0-9]{3})?",
        ),
        form(
            Layout::PrefixYearSerial,
            Family::D11,
            "(?<p>LETTER{2,4})[ -]?(?<y>YY)-(?<s>[0-9]{1,4})(?<b> [0-9]{3})?",
        ),
        form(Layout::YearSerialPrefix, Family::D9, "(?<y>YEAR)[./-](?<s>[0-9]{1,5})[ -]?(?<p>LETTER{2,4})"),
        form(Layout::PrefixSerial, Family::D10, "(?<p>LETTER{2,4})[ /-]?(?<s>[0-9]{6})"),
        form(
            Layout::PrefixSerial,
            Family::D10,
            "(?<p>LETTER{2,4})[ ]?(?<s>[0-9]{2}(?:0[1-9]|1[0-2])-[0-9]{4})",
        ),
        form(
            Layout::ClassSerialYear,
            Family::L1,
            "(?<p>[0-9]{3,5}|[0-9]{1,3}(?:\\.[0-9]{1,3}){1,5})-(?<s>[0-9]{1,6})[-/](?<y>YEAR)",
        ),
        form(
            Layout::ClassSerialYear,
            Family::L1,
            "(?<p>[0-9]{3}|[0-9]{1,3}(?:\\.[0-9]{1,3}){1,5})\\.(?<y>YEAR)\\.(?<s>[0-9]{4,6})",
        ),
        form(
            Layout::ClassSerialYear,
            Family::L1,
            "(?<p>[0-9]{1,3}(?:\\.[0-9]{1,3}){1,5})/(?<s>[0-9]{1,6})[-/](?<y>YEAR)",
        ),
        // A dossier's number: "103-434-03", "099 – 375/06".
        form(Layout::ClassSerialYear, Family::L1, "(?<p>[0-9]{3})-(?<s>[0-9]{2,4})[-/](?<y>YY)"),
        form(
            Layout::SerialYear,
            Family::L4,
            "(?<s>[0-9]{1,6})-(?<y>YEAR)-(?<c>[0-9]{1,2}(?:\\.[0-9]{1,2})+)",
        ),
        form(
            Layout::SerialYear,
            Family::L3,
            "(?<s>[0-9]{1,5})/(?<y>YEAR)(?<b> ?[0-9]{1,2}(?:\\.[0-9]{1,2}){1,5})",
        ),
        form(
            Layout::YearSerial,
            Family::L2,
            "(?<y>YEAR)[-/:](?<s>[0-9]{1,6})(?:-(?<c>[0-9]+(?:\\.[0-9]+)+)|:(?<d>-?[0-9]{1,3}))?",
        ),
        form(Layout::YearSerial, Family::L2, "(?<y>YEAR)[-/](?<s>[0-9]{1,6})-(?<c>[0-9]{3})"),
        form(Layout::YearSerial, Family::L2, "(?<y>YEAR)\\.(?<s>[0-9]{1,5})"),
        form(Layout::SerialYear, Family::L3, "(?<s>[0-9]{1,6})/(?<y>YEAR)(?:-(?<c>[0-9]{3}))?"),
        form(Layout::SerialYear, Family::L4, "(?<s>[0-9]{1,6})-(?<y>YEAR)"),
        form(Layout::SerialYear, Family::L3, "(?<s>[0-9]{1,5})/(?<y>YY)(?:-(?<c>[0-9]{3}))?"),
        form(Layout::YearSerial, Family::L2, "(?<y>YY)/(?<s>[0-9]{4,5})"),
        form(Layout::Serial, Family::L5, "(?<s>[0-9]{5,7})"),
    ]
});

/// A prefix and year that break off before the serial.
static TRUNCATED: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!("(?i)^(?:[a-zåäö]{{1,8}}[ /-]?)?{YEAR}[/:-]*$")));

/// Compiles a constant pattern.
#[expect(clippy::expect_used, reason = "every caller passes a constant; the tests compile them all")]
pub(super) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a constant pattern")
}

/// One way of writing: NFKC, plain hyphens and spaces, no punctuation at the ends, no space beside a separator.
pub(super) fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkc() {
        match c {
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}' => {}
            '\u{2010}'..='\u{2015}' | '\u{2212}' => push(&mut out, '-'),
            c if c.is_whitespace() => push(&mut out, ' '),
            c => push(&mut out, c),
        }
    }
    out.trim_matches([' ', '.', ',', ';', ':', '(', ')', '[', ']']).to_owned()
}

fn push(out: &mut String, c: char) {
    let separator = |c| matches!(c, '/' | '-' | ':');
    match (out.chars().next_back(), c) {
        (Some(' '), ' ') => {}
        (Some(last), ' ') if separator(last) => {}
        (Some(' '), c) if separator(c) => {
            out.pop();
            out.push(c);
        }
        _ => out.push(c),
    }
}

/// Takes a number in its normal writing apart.
pub(super) fn read(normal: &str) -> Result<Parts, Reason> {
    for form in FORMS.iter() {
        if let Some(captures) = form.pattern.captures(normal) {
            let parts = parts(form, normal, &captures);
            // A label before the letters of a register is no register.
            let first = parts.prefix.split_once(' ').map_or("", |(first, _)| first);
            if matches!(first, "DNR" | "DRNR" | "NR" | "VÅR" | "VÅRT" | "ER" | "ERT") {
                continue;
            }
            return Ok(parts);
        }
    }
    Err(if TRUNCATED.is_match(normal) { Reason::Truncated } else { Reason::NoFamily })
}

fn parts(form: &Form, normal: &str, captures: &Captures<'_>) -> Parts {
    let group = |name: &str| captures.name(name).map(|found| found.as_str().to_owned());
    let beside = captures.name("b");
    let printed = normal[..beside.map_or(normal.len(), |found| found.start())].trim_end();
    let prefix = group("p").unwrap_or_default();
    let family = refined(form.family, printed, &prefix);
    Parts {
        family,
        layout: form.layout,
        printed: printed.to_owned(),
        prefix: prefix.to_uppercase(),
        year: group("y").unwrap_or_default(),
        serial: group("s").unwrap_or_default(),
        document: group("d").or_else(|| group("e")),
        classification: group("c")
            .or_else(|| group("u"))
            .or_else(|| group("f"))
            .or_else(|| beside.map(|found| found.as_str().trim().to_owned())),
    }
}

/// Families that share one form of reading, told apart by their separators.
fn refined(family: Family, printed: &str, prefix: &str) -> Family {
    let after_prefix = printed.get(prefix.len()..).unwrap_or_default();
    let ministry = prefix.chars().skip(1).all(char::is_lowercase) && prefix.chars().count() <= 4;
    match family {
        Family::D4 if ministry && after_prefix.get(4..5) == Some("/") => Family::D3,
        Family::D5 if after_prefix.starts_with('/') => Family::D2,
        Family::D5 if after_prefix.contains('-') => Family::D8,
        other => other,
    }
}
