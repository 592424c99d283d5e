//! Words of health, welfare, protection and offences near a name: never taken out by machine, always for a person to
//! look at.

use std::sync::LazyLock;

use regex::Regex;

use super::around::is_organisation;
use super::person::{head, pattern, tail};
use super::{Finding, Kind, Verdict};

/// How far a name may stand from the word, in bytes.
const NEAR: usize = 120;

pub(super) fn find(text: &str, found: &mut Vec<Finding>) {
    for hit in WORDS.find_iter(text) {
        let before = tail(text.get(..hit.start()).unwrap_or_default(), NEAR);
        let after = head(text.get(hit.end()..).unwrap_or_default(), NEAR);
        let paragraph = |text: &str, last: bool| {
            let parts = text.split("\n\n");
            if last {
                parts.last().unwrap_or_default().to_owned()
            } else {
                parts.into_iter().next().unwrap_or_default().to_owned()
            }
        };
        let protected = PROTECTED.is_match(hit.as_str());
        if protected || names(&paragraph(before, true)) || names(&paragraph(after, false)) {
            let reason = if protected {
                "somebody's identity is protected"
            } else {
                "a word of health, welfare or law near what may be a name"
            };
            found.push(Finding::new(hit.range(), Kind::Sensitive, Verdict::Look, reason));
        }
    }
}

/// Whether a text holds what may be a person's name.
fn names(text: &str) -> bool {
    NAME.find_iter(text).any(|hit| !is_organisation(hit.as_str()))
}

static WORDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:LSS|LVU|LVM|LPT|SoL|(?i:lss-\w+|lvu-\w+|sol-\w+|sjukskriv\w*|sjukpenning\w*|rullstol\w*|diagnos\w*|missbruk\w*|omhänderta\w*|försörjningsstöd\w*|socialbidrag\w*|ekonomiskt bistånd|vårdnadshavare|vårdnadstvist\w*|familjehem\w*|tvångsvård\w*|funktionsnedsättning\w*|funktionshind\w*|demens\w*|psykisk\w* (?:ohälsa|sjukdom)|självmord\w*|cancer\w*|adhd|autis\w+|personlig assistan[st]\w*|god man|förvaltarskap\w*|skyddade? (?:identitet|personuppgifter|folkbokföring|adress)|sekretessmarker\w*|dömd för|åtalad?|polisanmäl\w*|brottsmisst\w*|asylsökande|fackligt? \w*|kvarskrivning))\b",
    )
});

static PROTECTED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(?:skyddade? \w+|sekretessmarker\w*|kvarskrivning)$"));

static NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?[ \n](?:\p{Lu}\.? )?\p{Lu}\p{Ll}{2,}(?:-\p{Lu}\p{Ll}+)?\b")
});

#[cfg(test)]
pub(super) fn compile() {
    for pattern in [&WORDS, &PROTECTED, &NAME] {
        assert!(!pattern.as_str().is_empty());
    }
}
