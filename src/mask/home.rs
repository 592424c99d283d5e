//! Where people live: a street with its number, a postcode and a town; and lodging with somebody (c/o).

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::around::{Around, is_organisation};
use super::person::{head, pattern, tail};
use super::policy::Policy;
use super::runs::Runs;
use super::{Finding, Kind, Verdict};

pub(super) fn find(runs: &Runs<'_>, policy: &Policy, found: &mut Vec<Finding>) {
    for run in 0..runs.list.len() {
        if let Some((postcode, end)) = postcode(runs, run)
            && let Some(start) = street_before(runs.text, postcode)
        {
            let range = start..end;
            let (verdict, reason) = judge(runs.text, &range, policy);
            found.push(Finding::new(range, Kind::Home, verdict, reason));
        }
    }
    lodging(runs.text, policy, found);
    labelled(runs.text, policy, found);
}

/// A postcode with its town that begins with this run: where it starts and where the town ends.
fn postcode(runs: &Runs<'_>, run: usize) -> Option<(usize, usize)> {
    let digits = runs.digits(run);
    if !matches!(digits.len(), 3 | 5) || digits.starts_with('0') {
        return None;
    }
    let last = if digits.len() == 3 { run + 1 } else { run };
    if last > run
        && (runs.digits(last).len() != 2 || runs.gap(run)?.spaces == 0 || runs.gap(run)?.mark.is_some())
    {
        return None;
    }
    let (start, end) = (runs.list.get(run)?.start, runs.list.get(last)?.end);
    let country = COUNTRY.find(tail(runs.text.get(..start)?, 4)).map_or(0, |hit| hit.len());
    if country == 0 && runs.before(run).is_some_and(char::is_alphanumeric) {
        return None;
    }
    let rest = head(runs.text.get(end..)?, 60);
    let town = TOWN.captures(rest)?;
    let name = town.name("first")?.end();
    // A town of two words; or what follows it on a line: `Örebro Org.nr`, `Örebro Tel`.
    let whole = town.name("second").filter(|word| {
        let label = rest.get(word.end()..).unwrap_or_default().starts_with(['.', ':']);
        !label && !LABEL.is_match(word.as_str())
    });
    Some((start - country, end + whole.map_or(name, |word| word.end())))
}

/// Where the street begins that stands before a postcode, if one does.
fn street_before(text: &str, postcode: usize) -> Option<usize> {
    let before = tail(text.get(..postcode)?, 140);
    let found = STREET_AT_END.captures(before)?;
    let whole = found.name("street")?;
    let start = postcode - before.len() + whole.start();
    // A lodging that stands before it belongs to it; the caller's other search takes it along.
    Some(start)
}

fn judge(text: &str, range: &Range<usize>, policy: &Policy) -> (Verdict, &'static str) {
    if policy.is_official_place() {
        return (Verdict::Keep, "it stands where only what is official stands");
    }
    if BOX.is_match(text.get(range.clone()).unwrap_or_default()) {
        return (Verdict::Keep, "a box at the post office is nobody's home");
    }
    if Around::new(text, range).is_office(policy) {
        (Verdict::Keep, "an organisation, a letterhead or an official mailbox stands beside it")
    } else {
        (Verdict::Mask, "a street, a postcode and a town without an organisation beside them")
    }
}

/// Lodging: from `c/o` to the town, or to the street's number, over lines and blank lines.
fn lodging(text: &str, policy: &Policy, found: &mut Vec<Finding>) {
    if !text.contains("/o") && !text.contains("/O") && !text.contains("/ o") {
        return;
    }
    for hit in CARE_OF.find_iter(text) {
        let rest = head(text.get(hit.end()..).unwrap_or_default(), 220);
        let near = LODGING.find(rest).map_or_else(
            || rest.find('\n').unwrap_or(rest.len()).min(head(rest, 60).len()),
            |whole| whole.end(),
        );
        let own = rest.get(..near).unwrap_or_default();
        let range = hit.start()..hit.end() + own.trim_end().len();
        let official = policy.is_official_place() || is_organisation(own);
        found.push(if official {
            Finding::new(range, Kind::Home, Verdict::Keep, "in care of an organisation")
        } else {
            Finding::new(range, Kind::Home, Verdict::Mask, "lodging with somebody (c/o)")
        });
    }
}

/// A street, with or without a postcode, where it is called somebody's home.
fn labelled(text: &str, policy: &Policy, found: &mut Vec<Finding>) {
    for hit in HOME.find_iter(text) {
        let within = text.get(..hit.start()).unwrap_or_default().ends_with(char::is_alphanumeric);
        let rest = head(text.get(hit.end()..).unwrap_or_default(), 160);
        let street = STREET_AT_START.captures(rest).and_then(|captures| captures.name("street"));
        if let Some(street) = street.filter(|_| !within && !policy.is_official_place()) {
            let reason = "it is called where somebody lives";
            let range = hit.end() + street.start()..hit.end() + street.end();
            found.push(Finding::new(range, Kind::Home, Verdict::Mask, reason));
        }
    }
}

/// The words that streets end with.
const SUFFIX: &str = "(?:gatan?|vägen?|gränden?|torget?|all[ée]n?|stigen?|backen?|plan(?:en)?|plats(?:en)?|kaj(?:en)?|led(?:en)?|\
                      lid(?:en)?|sling(?:a|an)|kroken|ringen|esplanaden?|rundan|svängen|berget|dalen|höjden|lyckan|hagen|ängen|lunden|\
                      park(?:en)?|promenaden?|terrass(?:en)?|stråket|strand(?:en)?|brinken?|bron|gården|väg|farmen|åsen|kullen|udden|viken|marken|tomten)";

fn street() -> String {
    // `Norra Sjövägen`; `Karl Nilssons väg`; any name, for villages; and the number.
    let point =
        "(?:Norra|Södra|Östra|Västra|Stora|Lilla|Övre|Nedre|Gamla|Nya|Inre|Yttre|Mäster|Sankt|S:t|S:ta)";
    let name = format!(
        r"(?:(?:{point}[ \x{{a0}}]+)?\p{{Lu}}[\p{{L}}:'’-]*{SUFFIX}|(?:\p{{Lu}}[\p{{L}}.:'’-]*[ \x{{a0}}]+){{1,2}}{SUFFIX}|(?:{point}[ \x{{a0}}]+)?\p{{Lu}}\p{{Ll}}[\p{{L}}'’-]+)"
    );
    format!(
        r"{name}[ \x{{a0}}]+\d{{1,4}}(?:[ \x{{a0}}]?[-–/][ \x{{a0}}]?\d{{1,4}})?(?:[ \x{{a0}}]?[A-Za-h]\b)?"
    )
}

/// Flat and floor.
const FLAT: &str = r"(?:[,\s]+(?:(?:lgh|lägenhet|läg\.?|uppg\.?|port)\s*[\w-]{1,6}|\d\s?(?:tr|trp|vån)\b\.?|nb\b|bv\b|ög\b|[öu]\.g\.))*";

/// A postcode with its town, behind a street.
const POSTAL: &str = r"[\s,;|*\\]+(?:SE?-)?[1-9]\d\d[ \x{a0}]?\d\d[ \x{a0}]+\p{Lu}[\p{L}-]+";

static STREET_AT_END: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(r"(?P<street>{}{FLAT})(?:[\s,;|*\\]|<br>|```|<!--[^>]*-->|\bSE?-)*$", street()))
});

static LODGING: LazyLock<Regex> = LazyLock::new(|| {
    let street = street();
    pattern(&format!(
        r"^[\s:,*]*(?:[^\n\d]{{0,60}}?[\s,;|`*]+){{0,3}}?(?:(?:{street}{FLAT}(?:[\s,;|`*\\]|<br>|<!--[^>]*-->)*)?(?:SE?-)?[1-9]\d\d[ \x{{a0}}]?\d\d[ \x{{a0}}]+\p{{Lu}}[\p{{L}}-]+|{street}{FLAT})"
    ))
});

/// Without bounds of words, so that long texts are searched quickly.
static HOME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:(?:bostads|hem|privat|folkbokförings)adress(?:en)?(?:\s+är)?|bo(?:satt|ende|r)\s+(?:på|i|å)|folkbokförd\s+(?:på|i))",
    )
});

static STREET_AT_START: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"^[\s:*_]{{1,6}}(?P<street>{}{FLAT}(?:{POSTAL})?)", street())));

static CARE_OF: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)(?-u:\b)c\s?/\s?o(?-u:\b)\s*"));

static BOX: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bBox\s+\d"));

static COUNTRY: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bSE?[- ]$"));

static TOWN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?P<first>[ \x{a0}\x{2002}*_\\]{1,4}\p{Lu}\p{L}+(?:-\p{L}+)?)(?P<second> \p{Lu}\p{L}+)?")
});

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^ (?i:org\w*|tel\w*|tfn|mob\w*|fax|mejl|mail|epost|webb\w*|besöks\w*|post\w*|bank\w*|plus\w*|växel\w*|person\w*|dnr|diarie\w*)$",
    )
});

#[cfg(test)]
pub(super) fn compile() {
    for pattern in
        [&STREET_AT_END, &LODGING, &HOME, &STREET_AT_START, &CARE_OF, &BOX, &COUNTRY, &TOWN, &LABEL]
    {
        assert!(!pattern.as_str().is_empty());
    }
}
