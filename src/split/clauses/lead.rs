//! Leads: lines that say who decides, or after whose proposal, and nothing of what is decided.

use std::sync::LazyLock;

use regex::Regex;

use crate::split::organs::{self, Standing};

/// A lead, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Lead {
    /// The body that speaks, as printed.
    pub(super) organ: Option<String>,
    /// The body that it proposes the decision to, as printed.
    pub(super) decides: Option<String>,
    /// Whether it refers to a text elsewhere ("enligt förvaltningens förslag").
    pub(super) refers: bool,
    /// What all that follows depends on ("Under förutsättning av fullmäktiges beslut").
    pub(super) condition: Option<String>,
}

/// The last verb of deciding in a line, and what follows it. Groups: verb, tail.
static VERB: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:.*\s)?(beslutar|beslutade|beslutat|beslöt|besluta|beslut|föreslår|föreslå|tillstyrker|hemställer|förordar)\b(.*)$").ok()
});

/// What may follow the verb in a lead without saying anything of the matter.
static EMPTY_TAIL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:[\s,:.–-]|\batt\b|\bföljande\b|\benligt följande\b|\bför egen del\b|\bför sin del\b|\bdärmed\b|\bäven\b|\bockså\b|\bvidare\b|\bsom sitt eget\b|\bfatta\b|\bi (?:respektive|samtliga|alla) \p{L}*kommun(?:er)?\b|\bi \p{L}*kommunerna\b|\bom\b|\bdels\b)*$").ok()
});

/// "Enligt … förslag:" and its like.
static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:enligt|i enlighet med|på förs?lag av|med bifall till|med ändring av|efter förslag (?:av|från)|som svar på)\s.{0,200}$").ok()
});

/// A condition at the end of a lead: "…, under förutsättning av fullmäktiges beslut".
static CONDITION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i),?\s+under förutsättning av \p{L}+ beslut(?: enligt ovan| ovan)?:?$").ok()
});

/// "beslutar enligt förvaltningens förslag" and nothing more.
static AS_PROPOSED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:beslutar|beslutade|beslöt|beslut)\s+(?:att besluta\s+)?(?:i enlighet med|enligt)\s[^.:]{0,120}(?:förslag|förslaget|yrkande|yrkandet|skrivelse)(?: till (?:beslut|yttrande))?[.:]?$").ok()
});

/// The lead that the whole of `text` is; `None` when it says something of its own.
pub(super) fn read(text: &str) -> Option<Lead> {
    let text = text.trim();
    if text.chars().count() > 400 {
        return None;
    }
    let condition = text.to_lowercase().starts_with("under förutsättning av ") && text.ends_with(':');
    if condition && !says_more(&text.to_lowercase()) {
        return Some(Lead { condition: Some(printed(text)), ..Lead::default() });
    }
    let (text, condition) = match CONDITION.as_ref().and_then(|form| form.find(text)) {
        Some(found) => (&text[..found.start()], Some(printed(found.as_str()))),
        None => (text, None),
    };
    let lead = label(text)
        .or_else(|| as_proposed(text))
        .or_else(|| office(text))
        .or_else(|| within(text))
        .or_else(|| bare(text))
        .or_else(|| body_alone(text))?;
    Some(Lead { condition: lead.condition.clone().or(condition), ..lead })
}

/// A condition as printed, without what ties it to its lead.
fn printed(text: &str) -> String {
    let text = text.trim_matches([' ', ',', ':', '.']);
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// "Enligt stadsledningskontorets förslag:".
fn label(text: &str) -> Option<Lead> {
    if !LABEL.as_ref()?.is_match(text) {
        return None;
    }
    let ends = text.trim_end_matches(['.', ':', ' ']).to_lowercase();
    let proposal = ["förslag", "förslag till beslut", "yrkande"].iter().any(|end| ends.ends_with(end));
    let sentence = !proposal && !text.ends_with(':');
    if sentence || says_more(&ends) {
        return None;
    }
    let refers =
        ends.starts_with("enligt") || ends.starts_with("i enlighet") || ends.starts_with("med bifall");
    Some(Lead { refers, ..Lead::default() })
}

/// Whether a line that begins as a label holds a decision of its own.
fn says_more(lower: &str) -> bool {
    [" beslutar att ", " godkänner ", " antar ", " avslår ", " bordlägg", " återremitter"]
        .iter()
        .any(|verb| lower.contains(verb))
}

/// "Hamnförvaltningen föreslår hamnnämnden besluta": an office proposes what follows to a body.
fn office(text: &str) -> Option<Lead> {
    let (office, rest) = text.trim_end_matches([':', ' ']).split_once(" föreslår ")?;
    let rest = rest.strip_suffix(" besluta att").or_else(|| rest.strip_suffix(" besluta"))?;
    let named = organs::leading(rest).filter(|named| named.rest.is_empty() && !named.genitive);
    let proposes = office.split(' ').count() <= 4 && office.to_lowercase().ends_with("förvaltningen")
        || office.to_lowercase().ends_with("kontoret");
    named.filter(|_| proposes).map(|named| Lead { decides: Some(named.name.to_owned()), ..Lead::default() })
}

/// "I hamnnämnden:" over what that body is to decide.
fn within(text: &str) -> Option<Lead> {
    let body =
        text.strip_prefix("I ").or_else(|| text.strip_prefix("För ")).filter(|_| text.ends_with(':'))?;
    let mut chars = body.trim_end_matches([':', ' ']).chars();
    let name: String = chars.next()?.to_uppercase().chain(chars).collect();
    organs::is_elected(&name).then(|| Lead { organ: Some(name), ..Lead::default() })
}

/// "Nämnden beslutar enligt förvaltningens förslag."
fn as_proposed(text: &str) -> Option<Lead> {
    let named = organs::leading(text)?;
    let own = named.standing == Standing::Elected && !named.genitive;
    (own && AS_PROPOSED.as_ref()?.is_match(named.rest)).then(|| Lead {
        organ: Some(named.name.to_owned()),
        refers: true,
        ..Lead::default()
    })
}

/// "Nämnden beslutar", "Styrelsen föreslår att fullmäktige beslutar:", "att föreslå fullmäktige besluta".
fn bare(text: &str) -> Option<Lead> {
    let found = VERB.as_ref()?.captures(text)?;
    let (verb, mut tail) = (found.get(1)?, found.get(2)?.as_str());
    let proposes = verb.as_str().to_lowercase().starts_with("föresl")
        || verb.as_str().eq_ignore_ascii_case("hemställer");
    let mut decides = None;
    if proposes {
        let rest = tail.trim_start().trim_start_matches("att ").trim_start_matches("för ").trim_start();
        if let Some(named) = organs::leading(rest) {
            decides = Some(named.name.to_owned());
            tail = named.rest;
        }
    } else {
        // "föreslår kommunfullmäktige besluta": the verb before names the body.
        decides = target(&text[..verb.end()]);
    }
    let head = &text[..verb.start()];
    let inverted = inverted(head, tail);
    if let Some(named) = &inverted {
        tail = named.rest;
    }
    if !EMPTY_TAIL.as_ref()?.is_match(tail) {
        return None;
    }
    let organ = subject(text).or_else(|| inverted.map(|named| named.name.to_owned()));
    // A noun: "Beslut" alone is a heading, and "… beslut" at the end of a sentence no lead.
    if verb.as_str().eq_ignore_ascii_case("beslut") && !(organ.is_some() && text.ends_with(':')) {
        return None;
    }
    // "Styrelsen föreslås besluta": the body that is to decide, not the one that speaks.
    if text[..verb.start()].trim_end().trim_end_matches(" att").ends_with(" föreslås") {
        decides.clone_from(&organ);
    }
    let starts = text.to_lowercase();
    let opens = organ.is_some()
        || [
            "att föreslå",
            "föreslår",
            "föreslå",
            "beslutar",
            "beslöt",
            "besluta",
            "för egen del",
            "under förutsättning",
        ]
        .iter()
        .any(|word| starts.starts_with(word));
    (opens && (!ends_in_full_stop(text) || starts.ends_with("följande."))).then_some(Lead {
        organ,
        decides,
        condition: starts.starts_with("under förutsättning").then(|| printed(head)),
        ..Lead::default()
    })
}

/// A body's name and a colon: whose decision follows.
fn body_alone(text: &str) -> Option<Lead> {
    let name = text.strip_suffix(':')?;
    let name = name.trim();
    organs::is_elected(name).then(|| Lead { decides: Some(name.to_owned()), ..Lead::default() })
}

/// A lead ends in a colon or in nothing; a full stop makes it a sentence, unless it announces what follows.
fn ends_in_full_stop(text: &str) -> bool {
    text.ends_with('.') && !text.ends_with(" följande.")
}

/// The body at the head of a decision, as printed.
pub(super) fn subject(text: &str) -> Option<String> {
    let named = organs::leading(text)?;
    let verb = named.rest.split_whitespace().next()?.to_lowercase();
    let decides = verb.starts_with("beslut")
        || verb.starts_with("beslöt")
        || verb.starts_with("föresl")
        || verb.starts_with("hemställ")
        || verb.starts_with("tillstyrk")
        || verb.starts_with("förordar");
    (decides && named.standing == Standing::Elected && !named.genitive).then(|| named.name.to_owned())
}

/// The body after an inverted verb: "Under förutsättning av … beslutar nämnden".
fn inverted<'a>(head: &str, tail: &'a str) -> Option<organs::Named<'a>> {
    let lower = head.to_lowercase();
    if !lower.starts_with("under förutsättning")
        && !lower.starts_with("för egen del")
        && !lower.starts_with("med ")
    {
        return None;
    }
    organs::leading(tail.trim_start()).filter(|named| named.standing == Standing::Elected && !named.genitive)
}

/// The body that a clause proposes its decision to: "att föreslå kommunfullmäktige att …".
pub(super) fn target(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let mut from = 0;
    while let Some(at) = lower.get(from..)?.find("föresl") {
        let verb = text.get(from + at..)?;
        let rest = verb.split_once(' ').map(|(_, rest)| rest)?;
        let rest = rest.strip_prefix("att ").unwrap_or(rest);
        let rest = rest.strip_prefix("för ").unwrap_or(rest);
        if let Some(named) = organs::leading(rest)
            && named.standing == Standing::Elected
            && !named.genitive
        {
            return Some(named.name.to_owned());
        }
        from += at + "föresl".len();
    }
    None
}
