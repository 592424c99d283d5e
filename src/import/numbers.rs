//! The diarienummer that stand in a file, wherever: so that a person sees at a glance whether the right ones were
//! taken for the organisation's own.

use std::collections::BTreeSet;

use crate::model::number::{Diarienummer, Origin, Reason, Register, scan};
use crate::model::record::{Finding, FindingSeverity};
use crate::packet::Packet;

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

/// The numbers of a packet, own by `register` and by the packet's own labels, and those that break off before their
/// serial: they lead nowhere, and somebody should look the case up.
pub(super) fn of(packet: &Packet, register: &Register) -> (Numbers, Vec<Finding>) {
    let mut register = register.clone();
    let lines = || packet.lines.iter().map(|line| line.text.as_str());
    register.learn(lines());
    let scan = scan::in_lines(lines(), &register);
    let mut numbers = Numbers::default();
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
    let findings = findings.collect();
    (numbers, findings)
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
}
