//! Diarienummer in the places where split meets them. Which texts are numbers, the model's scanner says.

use crate::model::number::Diarienummer;
use crate::model::number::Register;
use crate::model::number::scan::{self, Context, Label};

/// The numbers of a value that stands after a label ("Diarienummer:"), as printed.
pub(crate) fn labelled(value: &str) -> Vec<String> {
    if !value.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    found(&format!("Diarienummer: {value}"), |_| true)
}

/// The numbers of a title that could be its own: in brackets or at its end, as printed.
pub(crate) fn in_title(title: &str) -> Vec<String> {
    let end = title.trim_end_matches([')', '.', ' ']).len();
    found(title, |found| {
        let before = title[..found.range.start].trim_end();
        found.label == Some(Label::Own) || before.ends_with('(') || found.range.end >= end
    })
}

/// Every number of a running text, as printed.
pub(crate) fn in_text(text: &str) -> Vec<String> {
    found(text, |_| true)
}

/// Whether two printed forms mean one number.
pub(crate) fn same(a: &str, b: &str) -> bool {
    match (Diarienummer::parse(a), Diarienummer::parse(b)) {
        (Ok(a), Ok(b)) => a.key() == b.key(),
        _ => a == b,
    }
}

/// Whether a text is one number and nothing else.
pub(crate) fn is(text: &str) -> bool {
    text.len() <= 40 && text.bytes().any(|byte| byte.is_ascii_digit()) && Diarienummer::parse(text).is_ok()
}

/// The scanner's numbers that `wanted` lets through, each once.
fn found(text: &str, wanted: impl Fn(&scan::Found) -> bool) -> Vec<String> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let register = Register::default();
    let mut out: Vec<String> = Vec::new();
    for found in scan::find(text, &Context { register: &register, before: "" }).found {
        let printed = found.number.printed().to_owned();
        if wanted(&found) && !out.contains(&printed) {
            out.push(printed);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_decide() {
        assert_eq!(labelled("20RS263"), ["20RS263"]);
        assert_eq!(labelled("2024-00013"), ["2024-00013"]);
        assert_eq!(labelled("BN-2020-00017"), ["BN-2020-00017"]);
        assert!(labelled(" ").is_empty());
        assert_eq!(in_title("Svar på motion (KS 2023-00584)"), ["KS 2023-00584"]);
        assert!(in_title("Uppföljning av lagen (2010:800) om skolan").is_empty());
        assert_eq!(in_text("Inventering, diarienummer 19RS8666 - Eva Ek"), ["19RS8666"]);
        assert!(same("RUN/430/2018", "RUN 430/2018"));
        assert!(is("20RS263"));
        assert!(!is("Regionala 12"));
    }
}
