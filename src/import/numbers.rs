//! The diarienummer that stand in a file, wherever: so that a person sees at a glance whether the right ones were
//! taken for the organisation's own.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::model::number::{Diarienummer, Origin, Reason, Register, scan};
use crate::model::record::{Finding, FindingSeverity};
use crate::packet::Packet;

/// A value with digits behind a label for the number of a case, which begins its line or stands behind a gap.
static LABELLED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:^\s*|\s{2}|\t|\()(?:d\.?nr|diarie-?nr|diarie-?nummer|ärendenr|ärendenummer|ärende-?id)\.?[ :]+([^\s,;()]*[0-9][^\s,;()]*)",
    )
    .ok()
});

/// The numbers of one or more files.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Numbers {
    /// Of the organisation's own registers.
    pub own: BTreeSet<Diarienummer>,
    /// Of others.
    pub external: BTreeSet<Diarienummer>,
}

impl Numbers {
    /// Adds those of another file. What one file calls own is own.
    pub(super) fn extend(&mut self, other: Self) {
        self.own.extend(other.own);
        self.external.extend(other.external);
        self.external.retain(|number| !self.own.contains(number));
    }
}

/// The numbers of a packet, own by `register` or, where that names none, by the packet's own labels; and those that
/// break off before their serial: they lead nowhere, and somebody should look the case up.
pub(super) fn of(packet: &Packet, register: &Register) -> (Numbers, Vec<Finding>) {
    let lines = || packet.lines.iter().map(|line| line.text.as_str());
    let mut learned = Register::default();
    learned.learn(lines());
    let known = if register.is_empty() { &learned } else { register };
    let scan = scan::in_lines(lines(), known);
    let mut numbers = Numbers::default();
    let missed = strangers(packet, &scan, &learned);
    let unread = unread(packet, &scan);
    for (_, found) in scan.found {
        match found.origin {
            Origin::Own => numbers.own.insert(found.number),
            Origin::External => numbers.external.insert(found.number),
        };
    }
    numbers.external.retain(|number| !numbers.own.contains(number));
    let cut_off = scan.rejected.iter().filter(|(_, rejected)| rejected.reason == Reason::Truncated);
    let findings = cut_off.filter_map(|(at, rejected)| {
        let line = packet.lines.get(*at)?;
        let text = line.text.get(rejected.range.clone()).unwrap_or_default().trim();
        Some(Finding {
            code: "number-cut-off".into(),
            severity: FindingSeverity::Warning,
            message: format!("the diarienummer `{text}` breaks off before its serial; it leads nowhere"),
            page: line.page,
            line: Some(line.number),
        })
    });
    let findings = missed.into_iter().chain(unread).chain(findings).collect();
    (numbers, findings)
}

/// Numbers that stand after the file's own labels and whose letters the site's settings do not name: without them
/// their cases get no page, and nothing else would say so.
fn strangers(packet: &Packet, scan: &scan::LineScan, learned: &Register) -> Option<Finding> {
    let missed: Vec<_> = scan
        .found
        .iter()
        .filter(|(_, found)| found.origin == Origin::External && learned.origin(&found.number) == Origin::Own)
        .collect();
    let (at, first) = missed.first()?;
    let cases: BTreeSet<&str> = missed.iter().map(|(_, found)| found.number.key()).collect();
    let line = packet.lines.get(*at)?;
    let add = if first.number.prefix().is_some() {
        format!("`prefixes = [\"{}\"]`", first.number.printed())
    } else {
        "`bare = true`".to_owned()
    };
    Some(Finding {
        code: "register-not-configured".into(),
        severity: FindingSeverity::Warning,
        message: format!(
            "`{}` stands after a label of its own, but `diariet.toml` names other registers: {} no page; add {add} \
             below `[diarienummer]` if they are yours, or leave `prefixes` out",
            first.number.printed(),
            if cases.len() == 1 { "its case gets".to_owned() } else { format!("{} cases get", cases.len()) },
        ),
        page: line.page,
        line: Some(line.number),
    })
}

/// Values that stand after a label and have the form of no number that is known: their cases get no page.
fn unread(packet: &Packet, scan: &scan::LineScan) -> Option<Finding> {
    const DIGITS: usize = 3;
    let form = LABELLED.as_ref()?;
    let judged: BTreeSet<usize> = scan
        .found
        .iter()
        .map(|(at, _)| *at)
        .chain(scan.rejected.iter().filter(|(_, no)| no.reason != Reason::UnknownPrefix).map(|(at, _)| *at))
        .collect();
    let values = packet.lines.iter().enumerate().filter(|(at, _)| !judged.contains(at));
    let mut values = values.filter_map(|(_, line)| {
        let value = form.captures(&line.text)?.get(1)?.as_str().trim_end_matches('.');
        (value.bytes().filter(u8::is_ascii_digit).count() >= DIGITS).then_some((line, value))
    });
    let (line, value) = values.next()?;
    let cases: BTreeSet<&str> = values.map(|(_, value)| value).chain([value]).collect();
    Some(Finding {
        code: "number-not-read".into(),
        severity: FindingSeverity::Warning,
        message: format!(
            "`{value}` stands after a label for a diarienummer, but has the form of none that is known: {} no page",
            if cases.len() == 1 { "its case gets".to_owned() } else { format!("{} cases get", cases.len()) },
        ),
        page: line.page,
        line: Some(line.number),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_numbers_are_told_from_those_of_others() {
        let text = "Dnr KS 2026/12\nDnr KS 2026/13 och Ert dnr 25-2012\nDnr KS 2026/\nTRV 2024/100061";
        let packet = crate::packet::read_text("a.txt", text.as_bytes());
        let (numbers, findings) = of(&packet, &Register::default());
        let printed = |numbers: &BTreeSet<Diarienummer>| -> Vec<String> {
            numbers.iter().map(ToString::to_string).collect()
        };
        assert_eq!(printed(&numbers.own), ["KS 2026/12", "KS 2026/13"]);
        assert_eq!(printed(&numbers.external), ["25-2012", "TRV 2024/100061"]);
        assert_eq!(findings.iter().map(|finding| finding.line).collect::<Vec<_>>(), [Some(3)]);
    }

    #[test]
    fn a_register_that_the_settings_leave_out_is_told_of_once() {
        let packet =
            crate::packet::read_text("a.txt", b"Upprop\nDnr HN 2026/12\nDnr HN 2026/13\nDnr HN 2026/12");
        let (numbers, findings) = of(&packet, &Register::new(["KS"]));
        assert!(numbers.own.is_empty());
        let [finding] = &findings[..] else { panic!("{findings:?}") };
        assert_eq!((finding.code.as_str(), finding.line), ("register-not-configured", Some(2)));
        assert!(finding.message.contains("2 cases get no page"), "{}", finding.message);
        assert!(of(&packet, &Register::new(["KS", "HN"])).1.is_empty());
    }

    #[test]
    fn a_labelled_value_of_no_known_form_is_told_of_once() {
        let text =
            "Diarienummer: Q9-77-0112\nDnr Q9-77-0113\nDnr KS 2026/13\nDnr 2026-01-09\nTfn 016-10 01 12";
        let packet = crate::packet::read_text("a.txt", text.as_bytes());
        let (_, findings) = of(&packet, &Register::default());
        let [finding] = &findings[..] else { panic!("{findings:?}") };
        assert_eq!((finding.code.as_str(), finding.line), ("number-not-read", Some(1)));
        assert!(finding.message.contains("2 cases get no page"), "{}", finding.message);
    }
}
