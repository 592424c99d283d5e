//! What looks like a diarienummer and is none, and why.
//!
//! Each trap was seen in real minutes. They are told by what stands before the number and by its own form; where
//! both readings are possible the number is not taken.

use std::fmt;

/// Why something that looks like a diarienummer was not taken for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// There is no text.
    Empty,
    /// It has the form of no known family.
    NoFamily,
    /// It breaks off before the serial: `Dnr 2015/`.
    Truncated,
    /// A statute: `skollagen (2010:800)`, `SFS 2018:1937`.
    Law,
    /// A print of parliament or government: `SOU 2024:42`, `prop. 2016/17:171`.
    StatePrint,
    /// An act of the European Union: `(EU) 2016/679`.
    EuAct,
    /// A report, standard or circular: `Rapport 2014:11`, `VR 2019:04`.
    ReportSeries,
    /// A motion's own number: `motion (2011:44)`.
    Motion,
    /// A print of the council: `Handling 2024 nr 241`, `FÖRSLAG 2014:99`.
    PrintNumber,
    /// A paragraph with its year: `§ 63/20`.
    Paragraph,
    /// A date or a month: `2020-02-14`, `Kihl 2020-02-14`.
    Date,
    /// A span of years: `2019-2022`, `2018/19`.
    Span,
    /// An organisation's number: `875002-5994`.
    OrganisationNumber,
    /// A person's number; to be masked.
    Personnummer,
    /// A telephone number.
    Phone,
    /// A plusgiro or bankgiro number.
    Giro,
    /// A court's case: `mål nr 1405-2017`.
    Court,
    /// An id of a digital signature.
    SigningId,
    /// Part of a web address or an e-mail address.
    Address,
    /// The minutes' own number: `Protokoll Ks 47/2014`.
    OwnMinutes,
    /// The number of a document, not of a case: `Handlingsid 2021/107`.
    DocumentId,
    /// Its letters are no register's that is known here, and no label stands before it.
    UnknownPrefix,
    /// A bare number without a label.
    Unlabelled,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "there is no text",
            Self::NoFamily => "it has the form of no known family of diarienummer",
            Self::Truncated => "the serial is missing",
            Self::Law => "it is a statute's number",
            Self::StatePrint => "it is a print of parliament or government",
            Self::EuAct => "it is an act of the European Union",
            Self::ReportSeries => "it is the number of a report, standard or circular",
            Self::Motion => "it is a motion's own number",
            Self::PrintNumber => "it is a print of the council",
            Self::Paragraph => "it is a paragraph with its year",
            Self::Date => "it is a date",
            Self::Span => "it is a span of years",
            Self::OrganisationNumber => "it is an organisation's number",
            Self::Personnummer => "it is a personnummer",
            Self::Phone => "it is a telephone number",
            Self::Giro => "it is a giro number",
            Self::Court => "it is a court's case",
            Self::SigningId => "it is the id of a signature",
            Self::Address => "it is part of an address",
            Self::OwnMinutes => "it is the number of the minutes themselves",
            Self::DocumentId => "it is the number of a document, not of a case",
            Self::UnknownPrefix => "its letters belong to no known register and no label stands before it",
            Self::Unlabelled => "it is a bare number without a label",
        })
    }
}

impl std::error::Error for Reason {}

/// What letters before a year mean when they are not a register's.
pub(super) fn by_prefix(prefix: &str, separator: char) -> Option<Reason> {
    const LAW: [&str; 14] =
        ["SFS", "PBL", "FL", "KL", "SOL", "LSS", "OSL", "GDPR", "TF", "LOU", "LAS", "MB", "RF", "HSL"];
    const STATE: [&str; 10] = ["SOU", "DS", "PROP", "BET", "RSKR", "DIR", "SKR", "NJA", "RÅ", "HFD"];
    const EU: [&str; 5] = ["EU", "EG", "EEG", "KOM", "COM"];
    const REPORT: [&str; 12] = [
        "RAPPORT",
        "CIRKULÄR",
        "SKRIFT",
        "PM",
        "ISO",
        "IEC",
        "SS",
        "EN",
        "ISBN",
        "ISSN",
        "VERSION",
        "UPPLAGA",
    ];
    const PRINT: [&str; 4] = ["FÖRSLAG", "HANDLING", "NR", "TRYCK"];
    const PLACE: [&str; 7] = ["BOX", "SID", "SIDA", "KL", "TEL", "KAP", "PUNKT"];
    const COURT: [&str; 3] = ["MÅL", "DOM", "MÅLNR"];
    match prefix {
        _ if LAW.contains(&prefix) => Some(Reason::Law),
        _ if separator == ':' && prefix.len() > 2 && prefix.ends_with("FS") => Some(Reason::Law),
        _ if STATE.contains(&prefix) => Some(Reason::StatePrint),
        _ if EU.contains(&prefix) => Some(Reason::EuAct),
        _ if REPORT.contains(&prefix) => Some(Reason::ReportSeries),
        _ if PRINT.contains(&prefix) => Some(Reason::PrintNumber),
        _ if PLACE.contains(&prefix) => Some(Reason::NoFamily),
        _ if COURT.contains(&prefix) => Some(Reason::Court),
        "MOTION" | "MOTIONEN" => Some(Reason::Motion),
        _ if is_time_word(prefix) => Some(Reason::Date),
        _ => None,
    }
}

/// Months, their abbreviations, and terms: what stands before a year in running text.
fn is_time_word(prefix: &str) -> bool {
    const WORDS: [&str; 24] = [
        "JANUARI", "FEBRUARI", "MARS", "APRIL", "MAJ", "JUNI", "JULI", "AUGUSTI", "OKTOBER", "NOVEMBER",
        "DECEMBER", "JAN", "FEB", "MAR", "APR", "JUN", "JUL", "AUG", "SEP", "SEPT", "OKT", "NOV", "DEC",
        "LÅ",
    ];
    WORDS.contains(&prefix) || matches!(prefix, "HT" | "VT" | "LÄSÅR" | "LÄSÅRET" | "ÅR" | "ÅREN" | "PERIOD")
}

/// What the words before a number say of it.
pub(super) fn by_words(before: &str) -> Option<Reason> {
    let mut words = before
        .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | ','))
        .rev()
        .filter(|word| !word.is_empty())
        .map(|word| word.trim_end_matches(':').to_lowercase());
    let last = words.next()?;
    let meaning = by_word(&last);
    if meaning.is_some() || !matches!(last.as_str(), "nr" | "nr." | "p" | "t" | "ö" | "b" | "m" | "nummer") {
        return meaning;
    }
    words
        .next()
        .and_then(|word| by_word(&word))
        .filter(|reason| matches!(reason, Reason::Motion | Reason::Court))
}

fn by_word(word: &str) -> Option<Reason> {
    const LAW: [&str; 8] =
        ["balk", "balken", "förordning", "förordningen", "stadga", "stadgan", "kungörelse", "kungörelsen"];
    const REPORT: [&str; 9] = [
        "rapport",
        "rapporten",
        "cirkulär",
        "serien",
        "program",
        "skrift",
        "standard",
        "handbok",
        "rapportserie",
    ];
    match word.trim_end_matches('.') {
        "prop" | "proposition" | "bet" | "betänkande" | "betänkandet" | "rskr" | "dir" | "skr" | "sou"
        | "ds" => Some(Reason::StatePrint),
        "eu"
        | "eg"
        | "eeg"
        | "direktiv"
        | "direktivet"
        | "dataskyddsförordning"
        | "dataskyddsförordningen" => Some(Reason::EuAct),
        "sfs" | "pbl" | "fl" | "sol" | "lss" | "osl" | "gdpr" | "fs" => Some(Reason::Law),
        "motion" | "motionen" | "motioner" => Some(Reason::Motion),
        "mål"
        | "målet"
        | "målnr"
        | "målnummer"
        | "dom"
        | "domen"
        | "tingsrätt"
        | "hovrätt"
        | "förvaltningsrätten" => Some(Reason::Court),
        "bankgiro" | "plusgiro" | "bg" | "pg" | "postgiro" => Some(Reason::Giro),
        "refno" | "transaktionsidentitet" | "transaktion" => Some(Reason::SigningId),
        "protokoll" | "protokollet" => Some(Reason::OwnMinutes),
        "förslag" | "handling" | "tryck" => Some(Reason::PrintNumber),
        "handlingsid" | "handlings-id" => Some(Reason::DocumentId),
        word if is_act(word) || LAW.iter().any(|end| word.ends_with(end)) => Some(Reason::Law),
        word if REPORT.iter().any(|end| word.ends_with(end)) => Some(Reason::ReportSeries),
        _ => None,
    }
}

/// `skollagen`, `lag`; not `förslag`, `bolagen`, `underlag`.
fn is_act(word: &str) -> bool {
    const OTHERS: [&str; 12] = [
        "förslag", "bolag", "underlag", "anslag", "avslag", "inslag", "uppslag", "utslag", "beslag",
        "omslag", "bakslag", "pålag",
    ];
    let stem = word.trim_end_matches('s');
    let stem = stem.strip_suffix("en").unwrap_or(stem);
    stem.ends_with("lag") && !OTHERS.iter().any(|other| stem.ends_with(other))
}
