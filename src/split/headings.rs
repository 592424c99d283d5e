//! Headings inside an item: the words under which Swedish minutes and papers set proposals, decisions, motions,
//! votes and the rest, with the variants seen in the field.

mod words;

use crate::split::lines::plain;
use crate::split::organs::{self, Standing};

/// What a heading announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Heading {
    /// Förslag till beslut.
    Proposal,
    /// Beslut.
    Decision,
    /// Sammanfattning.
    Summary,
    /// Ärendet, bakgrund.
    Description,
    /// Bedömning, skäl.
    Assessment,
    /// Konsekvenser.
    Consequences,
    /// Tidigare behandling.
    Previous,
    /// Behandling på sammanträdet.
    Treatment,
    /// Yrkanden.
    Motions,
    /// Propositionsordning, beslutsgång.
    Proposition,
    /// Omröstning.
    Vote,
    /// Omröstningsresultat.
    VoteResult,
    /// Reservation.
    Reservation,
    /// Särskilt yttrande, protokollsanteckning.
    Statement,
    /// Jäv.
    Recusal,
    /// Ajournering.
    Adjournment,
    /// Beslutsunderlag.
    Basis,
    /// Beslutet skickas till.
    SentTo,
    /// Omedelbar justering.
    Immediate,
    /// Hur man överklagar.
    Appeal,
    /// Lines of the page's own: signatures, stamps.
    Furniture,
}

/// A heading found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Headed {
    /// What it announces.
    pub(crate) heading: Heading,
    /// The body named in it, without genitive ("Kommunstyrelsens förslag" → "Kommunstyrelsen").
    pub(crate) organ: Option<String>,
    /// The body that is to decide ("Förslag till beslut i kommunfullmäktige").
    pub(crate) decides: Option<String>,
    /// The heading as printed, without colon.
    pub(crate) text: String,
    /// What stands after it on the same line.
    pub(crate) rest: String,
}

use Heading as H;
use words::{AFTER_ORGAN, SENT, WHOLE};

/// The heading that `line` is, or `None`. The whole line is the heading, or the heading and a colon stand before
/// other text; only recipients may follow without a colon.
#[must_use]
pub(crate) fn recognise(line: &str) -> Option<Headed> {
    let text = plain(line);
    // A small letter begins the rest of a sentence, never a heading.
    if text.starts_with('§') {
        return said_at_once(&text);
    }
    let capital = text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    if !capital || text.len() > 400 {
        return None;
    }
    whole(text.trim_end_matches([':', ' ']))
        .map(|headed| Headed { rest: String::new(), ..headed })
        .or_else(|| said_at_once(&text))
        .or_else(|| recipients(&text))
        .or_else(|| before_colon(&text))
        .or_else(|| run_in(line))
        .or_else(|| two(&text))
}

/// "Paragrafen justeras omedelbart.", "§ 12 justeras omedelbart.": a heading that is a sentence.
fn said_at_once(text: &str) -> Option<Headed> {
    let said = text.strip_suffix('.')?;
    let numbered =
        said.strip_prefix('§').map(|rest| rest.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit()));
    let headed = match numbered {
        Some(rest) => Headed { text: said.to_owned(), ..whole(&format!("Paragrafen {rest}"))? },
        None => whole(said)?,
    };
    (headed.heading == H::Immediate).then_some(headed)
}

/// A heading set in bold with its text after it on the same line ("**Yrkanden** Eva Ek (S) yrkar …"), perhaps after
/// another heading.
fn run_in(line: &str) -> Option<Headed> {
    let (before, rest) = line.split_once("**")?;
    let (bold, after) = rest.split_once("**")?;
    let before = plain(before);
    if !before.is_empty() && recognise(&before).is_none() {
        return None;
    }
    let headed = whole(plain(bold).trim_end_matches([':', ' ']))?;
    Some(Headed { rest: plain(after), ..headed })
}

/// Two headings on one line: the last one counts, with the body that a proposal is for.
fn two(text: &str) -> Option<Headed> {
    let at = text.match_indices(' ').find_map(|(at, _)| {
        let (first, second) = (
            text[..at].trim_end_matches([' ', '–', '-', ':']),
            text[at..].trim_start_matches([' ', '–', '-']),
        );
        let second_upper = second.chars().next().is_some_and(char::is_uppercase);
        (second_upper && !first.is_empty())
            .then(|| Some((whole(first)?, whole(second.trim_end_matches([':', ' ']))?)))
            .flatten()
    });
    let (first, second) = at?;
    if first.heading == H::Decision && second.heading == H::Proposal {
        // "Nämndens beslut – Förslag till kommunfullmäktige": what it decides is what it proposes.
        return Some(Headed { decides: second.decides, text: text.to_owned(), ..first });
    }
    // "Förslag till beslut – Omedelbar justering": what is proposed, and when it is adjusted.
    if second.heading == H::Immediate && first.heading == H::Proposal {
        return Some(Headed { text: text.to_owned(), ..first });
    }
    let decides = second.decides.clone().or(first.decides);
    (first.heading == second.heading || first.heading == H::Treatment).then_some(Headed { decides, ..second })
}

/// A heading without anything after it.
fn whole(text: &str) -> Option<Headed> {
    let lower = text.to_lowercase().replace('–', "-");
    let lower = [" (fortsättning)", " (forts.)", " (forts)", " forts."]
        .iter()
        .find_map(|end| lower.strip_suffix(end))
        .unwrap_or(&lower);
    let lower = lower.to_owned();
    let made = |heading, organ: Option<&str>, decides: Option<&str>| Headed {
        heading,
        organ: organ.map(str::to_owned),
        decides: decides.map(str::to_owned),
        text: text.to_owned(),
        rest: String::new(),
    };
    if let Some((_, heading)) = WHOLE.iter().find(|(variant, _)| *variant == lower) {
        return Some(made(*heading, None, None));
    }
    if SENT.contains(&lower.as_str()) {
        return Some(made(H::SentTo, None, None));
    }
    if let Some(heading) = at_the_meeting(&lower) {
        return Some(made(heading, None, None));
    }
    // The questions of question time, by their numbers.
    if lower.strip_prefix("fråga ").is_some_and(|rest| rest.len() <= 2 && rest.parse::<u8>().is_ok()) {
        return Some(made(H::Treatment, None, None));
    }
    if let Some(heading) = by_somebody(&lower) {
        return Some(made(heading, None, None));
    }
    if let Some(target) = target_of_proposal(text, &lower) {
        return Some(made(H::Proposal, None, Some(target)));
    }
    if let Some(organ) = lower.starts_with("beslut i ").then(|| text.get("beslut i ".len()..)).flatten()
        && organs::is_elected(organ)
    {
        return Some(made(H::Decision, Some(organ), None));
    }
    of_organ(text)
        .map(|(heading, organ, decides)| made(heading, Some(organ), decides))
        .or_else(|| of_letters(text).map(|(heading, letters)| made(heading, Some(letters), None)))
}

/// "KS beslut", "KSAU:s förslag till beslut": the letters of a body and what follows.
fn of_letters(text: &str) -> Option<(Heading, &str)> {
    let (word, rest) = text.split_once(' ')?;
    let letters = word.strip_suffix(":s").or_else(|| word.strip_suffix('s')).unwrap_or(word);
    let heading = match rest.to_lowercase().as_str() {
        "beslut" => H::Decision,
        "förslag till beslut" | "beslutsförslag" => H::Proposal,
        _ => return None,
    };
    organs::is_letters(letters).then_some((heading, letters))
}

/// "Yrkanden på mötet", "Tilläggsyrkande från Vänsterpartiet", "Omröstning 2": a word for a kind of text and a few
/// more that say when, from whom or which.
fn at_the_meeting(lower: &str) -> Option<Heading> {
    const HEADS: [(&str, Heading); 14] = [
        ("yrkanden", H::Motions),
        ("yrkande", H::Motions),
        ("tilläggsyrkanden", H::Motions),
        ("tilläggsyrkande", H::Motions),
        ("ändringsyrkanden", H::Motions),
        ("ändringsyrkande", H::Motions),
        ("avslagsyrkande", H::Motions),
        ("återremissyrkande", H::Motions),
        ("propositionsordning", H::Proposition),
        ("beslutsgång", H::Proposition),
        ("omröstning", H::Vote),
        ("votering", H::Vote),
        ("voteringsresultat", H::VoteResult),
        ("omröstningsresultat", H::VoteResult),
    ];
    const TAILS: [&str; 7] = ["på", "under", "vid", "i", "från", "av", "nr"];
    let mut words = lower.split(' ');
    let first = words.next()?;
    let second = words.next()?;
    let heading = HEADS.iter().find_map(|(head, heading)| (*head == first).then_some(*heading))?;
    // "Votering 1 (huvudvotering)".
    let last = words.next().is_none_or(|word| word.starts_with('(') && lower.ends_with(')'));
    let numbered = second.len() <= 2 && second.bytes().all(|byte| byte.is_ascii_digit()) && last;
    let told = TAILS.contains(&second)
        && lower.split(' ').count() <= 4
        && !lower.ends_with('.')
        && !lower.contains(|c: char| c.is_ascii_digit());
    (numbered || told).then_some(heading)
}

/// "Protokollsanteckning från {parti}", "Särskilt yttrande av {parti}"; a line with a date is a paper in a list.
fn by_somebody(lower: &str) -> Option<Heading> {
    const HEADS: [(&str, Heading); 4] = [
        ("protokollsanteckning ", H::Statement),
        ("särskilt yttrande ", H::Statement),
        ("röstförklaring ", H::Statement),
        ("reservation ", H::Reservation),
    ];
    let plain =
        lower.chars().count() < 70 && !lower.ends_with('.') && !lower.chars().any(|c| c.is_ascii_digit());
    HEADS.iter().find_map(|(head, heading)| {
        let rest = lower.strip_prefix(head)?;
        (plain && ["från ", "av ", "("].iter().any(|word| rest.starts_with(word))).then_some(*heading)
    })
}

/// The body of "Förslag till beslut i/till/för {organ}" and "Förslag till {organ}".
fn target_of_proposal<'a>(text: &'a str, lower: &str) -> Option<&'a str> {
    const HEADS: [&str; 6] = [
        "förslag till beslut i ",
        "förslag till beslut till ",
        "förslag till beslut för ",
        "förslag till beslut av ",
        "förslag till ",
        "förslag till beslut ",
    ];
    HEADS.iter().find_map(|head| {
        let rest = lower.starts_with(head).then(|| text.get(head.len()..)).flatten()?;
        let named = organs::leading(rest)?;
        let tail = named.rest.to_lowercase();
        let plain_tail = tail.is_empty() || (named.genitive && tail == "beslut");
        (plain_tail && named.standing == Standing::Elected).then_some(named.name)
    })
}

/// "{Organ}s beslut", "{Organ}s förslag till kommunfullmäktige", "{Organ}s behandling 2024-04-16" and the like.
fn of_organ(text: &str) -> Option<(Heading, &str, Option<&str>)> {
    let named = organs::leading(text)?;
    let rest = named.rest.to_lowercase();
    let rest = rest.trim_end_matches(['.', ' ']);
    if let Some((variant, heading)) = AFTER_ORGAN.iter().find(|(variant, _)| *variant == rest) {
        // "Kommunstyrelsen beslutar" opens a decision as well as a proposal: the caller knows which, by its place.
        if variant.starts_with("beslutar") || variant.starts_with("beslutade") {
            return None;
        }
        let decides = *heading != H::Decision || named.standing == Standing::Elected;
        return decides.then_some((*heading, named.name, None));
    }
    let dated = rest.strip_prefix("behandling").is_some_and(|tail| {
        tail.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | ':'))
            || tail.starts_with(" den ") && tail.len() < 30
    });
    if dated {
        return Some((H::Treatment, named.name, None));
    }
    // "Arbetsutskottets förslag 2031-04-22 § 40": of which day and paragraph.
    let referred = rest.strip_prefix("förslag ").or_else(|| rest.strip_prefix("förslag till beslut "));
    let told = |tail: &str| {
        tail.contains(|c: char| c.is_ascii_digit())
            && tail
                .trim_start_matches("den ")
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | ',' | '§' | ':'))
    };
    if referred.is_some_and(told) {
        return Some((H::Proposal, named.name, None));
    }
    // "Nämndens beslut – för fastställande i kommunfullmäktige": what it decides is put to the other.
    let put = rest.strip_prefix("beslut").map(|tail| tail.trim_start_matches([' ', '–', '-']));
    let put = put.and_then(|tail| {
        tail.strip_prefix("för fastställande i ").or_else(|| tail.strip_prefix("för beslut i "))
    });
    if let Some(to) = put.and_then(|to| named.rest.get(named.rest.len().checked_sub(to.len())?..))
        && organs::is_elected(to)
        && named.standing == Standing::Elected
    {
        return Some((H::Decision, named.name, Some(to)));
    }
    let target =
        ["förslag till beslut i ", "förslag till beslut till ", "förslag till "].iter().find_map(|head| {
            let tail = rest.starts_with(head).then(|| named.rest.get(head.len()..)).flatten()?;
            organs::leading(tail).filter(|to| to.rest.trim_matches(['.', ' ']).is_empty()).map(|to| to.name)
        })?;
    Some((H::Proposal, named.name, Some(target)))
}

/// A line of recipients: "Beslutet skickas till Ekonomiavdelningen".
fn recipients(text: &str) -> Option<Headed> {
    let lower = text.to_lowercase();
    let head = SENT.iter().filter(|head| lower.starts_with(*head)).max_by_key(|head| head.len())?;
    let rest = text.get(head.len()..)?;
    let colon = rest.starts_with(':');
    let to = head.ends_with(" till") || *head == "delges" || *head == "beslutet delges";
    if !(colon || to && rest.starts_with(' ')) {
        return None;
    }
    let rest = rest.trim_start_matches([':', ' ']).to_owned();
    let text = text.get(..head.len())?.to_owned();
    Some(Headed { heading: H::SentTo, organ: None, decides: None, text, rest })
}

/// A heading, a colon, and its text on the same line.
fn before_colon(text: &str) -> Option<Headed> {
    let (head, rest) = text.split_once(':')?;
    let starts_upper = head.chars().next().is_some_and(char::is_uppercase);
    if !starts_upper || !rest.starts_with(' ') {
        return None;
    }
    let rest = rest.trim();
    let headed = whole(head.trim()).or_else(|| proposes(head, rest))?;
    Some(Headed { rest: rest.to_owned(), ..headed })
}

/// "Förslag: Direktionen godkänner budgeten": a proposal where a body or a clause follows; of names it is none.
fn proposes(head: &str, rest: &str) -> Option<Headed> {
    let body = |named: organs::Named<'_>| {
        let verb = named.rest.split(' ').next().unwrap_or("").trim_end_matches(':');
        !named.genitive && named.standing == Standing::Elected && (verb.ends_with('r') || verb == "föreslås")
    };
    let clause = rest.starts_with("att ") || organs::leading(rest).is_some_and(body);
    (head.trim() == "Förslag" && clause).then(|| Headed {
        heading: Heading::Proposal,
        organ: None,
        decides: None,
        text: head.trim().to_owned(),
        rest: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(line: &str) -> Option<Heading> {
        recognise(line).map(|headed| headed.heading)
    }

    #[test]
    fn variants_are_known_with_and_without_colon_and_marks() {
        for (line, heading) in [
            ("Beslut", H::Decision),
            ("BESLUT:", H::Decision),
            ("## **Hamnnämndens beslut**", H::Decision),
            ("Nämnden för hamnar beslut", H::Decision),
            ("Förslag till beslut", H::Proposal),
            ("Förvaltningens förslag till beslut", H::Proposal),
            ("Hamnförvaltningens förslag", H::Proposal),
            ("Kommunstyrelsens förslag till kommunfullmäktige.", H::Proposal),
            ("Förslag till beslut på sammanträdet", H::Motions),
            ("Yrkanden på mötet", H::Motions),
            ("Tilläggsyrkande från Hamnpartiet", H::Motions),
            ("Votering 2", H::Vote),
            ("Votering 2 (huvudvotering)", H::Vote),
            ("Ledamöternas förslag till beslut", H::Motions),
            ("Hamnnämndens behandling 2031-04-16", H::Treatment),
            ("Omröstning – huvudvotering", H::Vote),
            ("Expedierat/bestyrkt", H::Furniture),
            ("Hamnförvaltningen bedömning", H::Assessment),
            ("Kopia till: Ekonomi", H::SentTo),
            ("Paragrafen förklaras omedelbart justerad.", H::Immediate),
            ("§ 12 justeras omedelbart.", H::Immediate),
            ("HAMNNÄMNDENS BEHANDLING 2031-10-22 **Hamnnämndens beslut**", H::Decision),
            ("HAMNNÄMNDENS BEHANDLING 2031-10-22 **Yrkanden** Eva Ek (S) yrkar bifall", H::Motions),
            ("Förslag till hamnnämnden Förslag till kommunfullmäktige", H::Proposal),
            ("Beslut – Förslag till kommunfullmäktige", H::Decision),
            ("Beslutet skickas till Ekonomi", H::SentTo),
            ("KS beslut: Hamnen målas.", H::Decision),
            ("KSAU:s förslag till beslut", H::Proposal),
            ("Beslöts", H::Decision),
            ("Hamnutskottets förslag 2031-04-22 § 40", H::Proposal),
            ("Hamnnämndens beslut – för fastställande i kommunfullmäktige", H::Decision),
            ("Förslag: Hamnnämnden godkänner planen.", H::Proposal),
            ("Förslag: att hamnen målas", H::Proposal),
            ("Förslag på mötet: Eva Ek (S) föreslår att hamnen målas.", H::Motions),
        ] {
            assert_eq!(kind(line), Some(heading), "{line}");
        }
    }

    #[test]
    fn the_body_that_is_to_decide_is_read() {
        let headed = recognise("Förslag till beslut i kommunfullmäktige").unwrap();
        assert_eq!((headed.heading, headed.decides.as_deref()), (H::Proposal, Some("kommunfullmäktige")));
        for line in
            ["Beslut – Förslag till kommunfullmäktige", "Hamnnämndens beslut Förslag till kommunfullmäktige"]
        {
            let headed = recognise(line).unwrap();
            assert_eq!((headed.heading, headed.decides.as_deref()), (H::Decision, Some("kommunfullmäktige")));
        }
        let headed = recognise("Hamnnämndens förslag till kommunstyrelsen").unwrap();
        assert_eq!(
            (headed.organ.as_deref(), headed.decides.as_deref()),
            (Some("Hamnnämnden"), Some("kommunstyrelsen"))
        );
    }

    #[test]
    fn sentences_are_not_headings() {
        for line in [
            "Kommunstyrelsen beslutar",
            "Beslutet gäller till 2031",
            "Handlingar som kommit in",
            "Ärendet bordläggs.",
            "Förslag till hamnplan",
            "Förvaltningens beslut",
            "EU beslut",
            "VA beslut",
            "Beslöts att måla hamnen.",
            "Förslag: Eva Ek (S)",
            "Förslag: Hamnnämndens ordförande",
            "Information om hamnen",
            "beslut: att",
            "Reservation mark",
            "Tilläggsyrkande från S den 3 maj 2031",
            "Yrkanden bifalls i sin helhet",
            "Yrkande från M, C och L om att måla",
            "Särskilt yttrande från S den 3 maj 2031",
            "",
        ] {
            assert_ne!(kind(line), Some(H::Decision), "{line}");
            assert_eq!(kind(line).filter(|h| *h != H::Furniture), None, "{line}");
        }
    }

    #[test]
    fn text_after_the_colon_is_kept() {
        let headed = recognise("Expedieras till: Hamnkontoret, hamnfogden").unwrap();
        assert_eq!(headed.rest, "Hamnkontoret, hamnfogden");
    }

    proptest::proptest! {
        #[test]
        fn any_line_is_survived(line in "\\PC{0,80}") {
            let _ = recognise(&line);
        }
    }
}
