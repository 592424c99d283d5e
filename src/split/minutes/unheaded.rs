//! Decisions that no heading announces: a line that says who decides, or a sentence that says what became of a matter.

use std::sync::LazyLock;

use regex::Regex;

use super::Setting;
use super::decision::decides;
use super::sections::Section;
use crate::model::record::{Decision, Outcome};
use crate::split::clauses::{self, Read, Text};
use crate::split::headings::{Headed, Heading};
use crate::split::{lines, organs};

/// The decision of a section that has no heading for it.
pub(super) fn read(section: &Section, setting: &Setting) -> Option<Read> {
    spoken(section, setting)
        .or_else(|| put_off(section, setting))
        .or_else(|| run_in(section, setting))
        .filter(|read| !read.clauses.is_empty() || !read.references.is_empty())
}

/// The sections with a decision that has no heading of its own but a line ("KOMMUNFULLMÄKTIGE BESLUTAR") parted from
/// what stands around it. Where a decision has a heading, such a line is told and decides nothing.
pub(super) fn parted(sections: Vec<Section>, setting: &Setting) -> Vec<Section> {
    if sections.iter().any(|section| decides(section, setting)) {
        return sections;
    }
    let mut out = Vec::with_capacity(sections.len() + 2);
    let mut found = false;
    for mut section in sections {
        let all = || 0..section.lines.len();
        let led = || all().find(|at| leads(*at, &section, setting));
        // What the body only proposes to another is its decision where it makes no other.
        let at =
            if found { None } else { led().or_else(|| all().find(|at| puts(*at, &section, setting, false))) };
        let Some(at) = at else {
            out.push(section);
            continue;
        };
        // What it puts to another right before is a part of what it decides.
        let joined = |before: &usize| *before + decided(&section.lines[*before..at]) == at;
        let at =
            (0..at).rev().find(|before| puts(*before, &section, setting, true)).filter(joined).unwrap_or(at);
        found = true;
        let mut lines = section.lines.split_off(at);
        let rest = lines.split_off(decided(&lines));
        let organ = organs::leading(verbless(&lines[0])).map(|named| named.name.to_owned());
        let headed = Headed {
            heading: Heading::Decision,
            organ,
            decides: None,
            text: lines[0].clone(),
            rest: String::new(),
        };
        if section.headed.is_some() || !section.is_empty() {
            out.push(section);
        }
        if verbless(&lines[0]).len() < lines[0].len() {
            lines.remove(0);
        }
        out.push(Section { headed: Some(headed), lines });
        let rest = Section { headed: None, lines: rest };
        if !rest.is_empty() {
            out.push(rest);
        }
    }
    out
}

/// Whether a line that is nothing but "{organ} beslutar" opens the decision where it stands.
fn leads(at: usize, section: &Section, setting: &Setting) -> bool {
    let line = section.lines[at].as_str();
    if inverted(at, section, setting) {
        return true;
    }
    let Some(named) = organs::leading(line) else { return false };
    let rest = named.rest.to_lowercase();
    let rest = rest.trim_end_matches([':', '.', ' ']);
    if rest.is_empty() {
        return named_between(at, section);
    }
    let bare = matches!(
        rest,
        "beslutar"
            | "beslutade"
            | "beslöt"
            | "beslutar att"
            | "beslutade att"
            | "beslöt att"
            | "beslut"
            | "beslutar för egen del"
            | "beslutar för egen del att"
    );
    // "Nämnden beslutar föreslå fullmäktige" over "att …".
    let points = section.lines[at + 1..].iter().find(|line| !line.is_empty());
    let proposes = ["beslutar föreslå ", "beslutar att föreslå "].iter().any(|words| rest.starts_with(words))
        && points.is_some_and(|line| line.starts_with("att "));
    let bare = bare || proposes;
    let capitals = !line.chars().any(char::is_lowercase);
    let may = match section.heading() {
        Some(Heading::Motions) => capitals || put(&section.lines[..at]) || apart(&section.lines[..at]),
        Some(Heading::Reservation | Heading::Statement | Heading::SentTo) => capitals,
        Some(Heading::Proposal | Heading::Decision | Heading::Appeal) => false,
        _ => true,
    };
    bare && may && opens_decision(line, setting) && (capitals || rest != "beslut")
}

/// Whether a line is nothing but "{organ} föreslår {other organ} (besluta)" over "att …", in the minutes of that organ;
/// right above what it decides itself the line may stand under any heading.
fn puts(at: usize, section: &Section, setting: &Setting, above: bool) -> bool {
    let line = section.lines[at].as_str();
    let capitals = !line.chars().any(char::is_lowercase);
    let may =
        matches!(section.heading(), None | Some(Heading::Treatment | Heading::Vote | Heading::VoteResult))
            || above && section.heading() != Some(Heading::Proposal)
            || capitals && matches!(section.heading(), Some(Heading::Motions | Heading::Proposition));
    let Some(meets) = setting.organ.as_deref().filter(|_| may && line.chars().count() <= 160) else {
        return false;
    };
    let Some(named) =
        organs::leading(line).filter(|named| !named.genitive && organs::means(named.name, meets))
    else {
        return false;
    };
    let rest = named.rest.trim_end_matches([':', ' ']);
    let small = rest.to_lowercase();
    let mut rest = if capitals { small.as_str() } else { rest };
    let mut others = 0;
    while let Some(tail) = ["föreslår ", "föreslå "].iter().find_map(|verb| rest.strip_prefix(verb)) {
        let Some(other) = organs::leading(tail.strip_prefix("att ").unwrap_or(tail)) else { return false };
        rest = other.rest.trim_start_matches("att ");
        others += 1;
    }
    let below = section.lines[at + 1..].iter().find(|line| !line.is_empty());
    others > 0
        && matches!(rest, "" | "att" | "besluta" | "besluta att")
        && below.is_some_and(|line| line.starts_with("att "))
}

/// "Efter votering" over "beslutar styrelsen" over "att …": the verb before the body on a line of their own.
fn inverted(at: usize, section: &Section, setting: &Setting) -> bool {
    let line = section.lines[at].trim_end_matches(':');
    let body = verbless(line);
    let below = section.lines[at + 1..].iter().find(|line| !line.is_empty());
    body.len() < line.len()
        && organs::is_elected(body)
        && setting.organ.as_ref().is_none_or(|meets| organs::means(body, meets))
        && below.is_some_and(|line| line.starts_with("att "))
        && !matches!(
            section.heading(),
            Some(
                Heading::Proposal
                    | Heading::Decision
                    | Heading::Appeal
                    | Heading::Reservation
                    | Heading::Statement
            )
        )
}

/// The line without the verb that comes before its body ("beslutar styrelsen").
fn verbless(line: &str) -> &str {
    ["beslutar ", "beslutade ", "beslöt "].iter().find_map(|verb| line.strip_prefix(verb)).unwrap_or(line)
}

/// "Med 5 ja-röster mot 1 nej-röst beslutar" over "Direktionen" over "att …": the body alone between its verb and what
/// it decides.
fn named_between(at: usize, section: &Section) -> bool {
    let filled = |line: &&String| !line.is_empty();
    let above = section.lines[..at].iter().rev().find(filled);
    let below = section.lines[at + 1..].iter().find(filled);
    organs::is_elected(&section.lines[at])
        && above.is_some_and(|line| line.ends_with(" beslutar"))
        && below.is_some_and(|line| line.starts_with("att "))
}

/// Whether the chair has put the question in these lines: what follows under a heading for motions is the decision.
fn put(lines: &[String]) -> bool {
    lines.iter().any(|line| {
        line.starts_with("Ordförande") && (line.contains("proposition") || line.contains(" finner "))
    })
}

/// Whether a blank line behind a sentence ends these lines: what follows is no part of a motion.
fn apart(lines: &[String]) -> bool {
    lines.last().is_some_and(String::is_empty)
        && lines
            .iter()
            .rfind(|line| !line.is_empty())
            .is_some_and(|line| lines::ends_sentence(line) && !line.ends_with(':'))
}

/// Whether a title says that the matter was taken off the list.
pub(super) fn is_withdrawn(title: &str) -> bool {
    let title = title.trim_end_matches('.').to_lowercase();
    matches!(title.as_str(), "utgår" | "utgick" | "ärendet utgår" | "ärendet utgick" | "paragrafen utgår")
}

/// The decision of a matter that was taken off the list.
pub(super) fn withdrawn() -> Decision {
    Decision { outcomes: vec![Outcome::Utgar], ..Decision::default() }
}

/// A decision without a heading: a line of its own that says who decides, and what follows it.
fn spoken(section: &Section, setting: &Setting) -> Option<Read> {
    let may = match section.heading() {
        None => true,
        Some(heading) => matches!(
            heading,
            Heading::Treatment
                | Heading::Proposition
                | Heading::Basis
                | Heading::Summary
                | Heading::Description
        ),
    };
    if !may {
        return None;
    }
    let at = section.lines.iter().position(|line| opens_decision(line, setting))?;
    let lines: Vec<&str> =
        section.lines[at..at + decided(&section.lines[at..])].iter().map(String::as_str).collect();
    let read = clauses::read(&Text { lines: &lines, width: setting.width, meets: setting.organ.as_deref() });
    (!read.clauses.is_empty() || !read.references.is_empty()).then_some(read)
}

/// "Ärendet utgår." and its like: a paragraph whose text is that sentence needs no heading.
fn put_off(section: &Section, setting: &Setting) -> Option<Read> {
    let paragraphs = section.paragraphs(setting.width);
    let [text] = paragraphs.as_slice() else { return None };
    let one = lines::sentences(text).len() == 1 && text.chars().count() < 200;
    if section.headed.is_some()
        || !one
        || !(is_settled(text) || is_chosen(text) || is_elected(text) || does(text, setting))
    {
        return None;
    }
    Some(clauses::read(&Text { lines: &[text], width: setting.width, meets: setting.organ.as_deref() }))
}

/// Decisions told within running text, as the minutes of boards have them: "Rapporten lades till handlingarna.",
/// "Styrelsen beslöt att bygga kajen.".
fn run_in(section: &Section, setting: &Setting) -> Option<Read> {
    if section.headed.is_some() {
        return None;
    }
    let paragraphs = section.paragraphs(setting.width);
    let sentences = paragraphs.iter().flat_map(|text| lines::sentences(text)).map(unlettered);
    let says = |text: &&str| {
        text.chars().count() < 400
            && (is_told(text)
                || is_chosen(text)
                || is_elected(text)
                || is_decided(text, setting)
                || does(text, setting)
                || proposes(text, setting))
    };
    let mut decided: Vec<&str> = sentences.filter(says).collect();
    if decided.is_empty() {
        // Below a list whose rows end without a stop, the decision is a row of its own.
        let rows = section.lines.iter().zip(section.lines.iter().skip(1));
        let own = rows.filter(|(above, _)| !lines::hangs(above)).map(|(_, row)| row.as_str());
        let says = |row: &&str| {
            is_told(row) || row.ends_with('.') && (is_decided(row, setting) || does(row, setting))
        };
        decided.extend(own.filter(says));
    }
    Some(clauses::read(&Text { lines: &decided, width: setting.width, meets: setting.organ.as_deref() }))
}

/// A sentence without the letter of the list in which it stands ("a) Nämnden väljer Eva Ek.").
fn unlettered(sentence: &str) -> &str {
    match sentence.split_once(") ") {
        Some((letter, rest)) if letter.len() == 1 && letter.starts_with(|c: char| c.is_ascii_lowercase()) => {
            rest
        }
        _ => sentence,
    }
}

/// What becomes of a matter, by its noun. Groups: noun, what stands between, verb.
static SETTLED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:Framlagd |Föreslagen |Utsänd |Föregående )?(?i:\p{L}{0,20}(dagordning|föredragningslist|ärendelist|kallelse|protokoll",
        r"|mötesprotokoll|redovisning|rapport|information|meddeland|anmäl|delegationsbeslut|skrivelse|ärendet|punkten",
        r"|frågan|paragrafen|motion|interpellation|handlingarna)\p{L}*)(?:[ ,][^.]{0,80})? ",
        r"(godkänns|godkändes|fastställs|fastställdes|(?:läggs|lades) till (?:handlingarna|protokollet)|noteras|noterades",
        r"|antecknas|antecknades|bordläggs|bordlades|återremitteras|återremitterades|utgår|utgick|dras tillbaka|drogs tillbaka",
        r"|remitteras till [^.]{3,60}|(?:anses|förklaras|är) besvara(?:d|t|de))",
        r"(?: till (?:protokollet|handlingarna)| med [^.]{0,120}| enligt [^.]{0,60})?\.$"
    ))
    .ok()
});

/// Whether a sentence within running text says what became of a matter, there and then: what is told of another day or
/// another body is no decision of this one.
fn is_told(text: &str) -> bool {
    // "Dagordningen godkänns med tillägg av ett ärende.": with what it is approved is of here and now.
    let head = text.split_once(" med ").map_or(text, |(head, _)| head);
    // The day of the minutes that are put to the files is theirs.
    let minutes = text.starts_with("Protokoll") && text.contains(" läggs till handlingarna");
    let elsewhere = [" sammanträde", " den ", " när ", " tidigare"].iter().any(|word| text.contains(word))
        || head.contains(" av ")
        || super::dates::first(text).is_some();
    let elsewhere = elsewhere && !minutes;
    !elsewhere && SETTLED.as_ref().is_some_and(|form| form.is_match(text))
}

/// Whether a sentence says that the body that meets decides something: "Styrelsen beslöt att …", "Efter diskussion
/// beslöt styrelsen … att …".
fn is_decided(text: &str, setting: &Setting) -> bool {
    let own = |named: &organs::Named<'_>| {
        !named.genitive
            && named.standing == organs::Standing::Elected
            && setting.organ.as_ref().is_none_or(|meets| organs::means(named.name, meets))
    };
    let verb = |text: &str| ["beslutar att ", "beslöt att "].iter().any(|words| text.starts_with(words));
    if organs::leading(text).is_some_and(|named| own(&named) && verb(named.rest)) {
        return true;
    }
    [" beslutar ", " beslöt "].iter().filter_map(|verb| text.split_once(verb)).any(|(before, after)| {
        let subject = organs::leading(after).filter(own);
        before.chars().count() <= 60
            && subject.is_some_and(|named| named.rest.starts_with("att ") || named.rest.contains(" att "))
    })
}

/// "Regionfullmäktige förklarar interpellationen besvarad.": the body that meets does something there and then, with a
/// verb in the present tense that tells what becomes of the matter.
fn does(text: &str, setting: &Setting) -> bool {
    const VERBS: [&str; 17] = [
        "tackar",
        "ställer",
        "ställde",
        "förklarar",
        "medger",
        "godkänner",
        "antar",
        "avslår",
        "bifaller",
        "utser",
        "väljer",
        "noterar",
        "lägger",
        "remitterar",
        "bordlägger",
        "återremitterar",
        "fastställer",
    ];
    let Some(named) = organs::leading(text) else { return false };
    let own = !named.genitive
        && named.standing == organs::Standing::Elected
        && setting.organ.as_ref().is_some_and(|meets| organs::means(named.name, meets));
    // "Styrelsen tackar för rapporten och lägger den till handlingarna."
    let rest = named.rest.strip_prefix("tackar för ").and_then(|thanks| thanks.split_once(" och "));
    let rest = rest.map_or(named.rest, |(_, rest)| rest);
    let verb = rest.split_whitespace().next().unwrap_or("");
    own && VERBS.contains(&verb)
        && super::dates::first(text).is_none()
        && !text.contains(" föreslås")
        && !crate::split::outcomes::of_text(text).is_empty()
}

/// "Arbetsutskottet föreslår kommunstyrelsen att …": what the body that meets puts to another is what it decides. A day
/// tells that it did so before.
fn proposes(text: &str, setting: &Setting) -> bool {
    let Some(named) = organs::leading(text) else { return false };
    let own = !named.genitive && setting.organ.as_ref().is_some_and(|meets| organs::means(named.name, meets));
    let to = named.rest.strip_prefix("föreslår ").map(|rest| rest.strip_prefix("att ").unwrap_or(rest));
    let other = to.and_then(organs::leading).filter(|other| !other.genitive);
    own && super::dates::first(text).is_none()
        && other.is_some_and(|other| {
            ["att ", "föreslår ", "besluta", "beslutar "].iter().any(|verb| other.rest.starts_with(verb))
        })
}

/// "Till ersättare efter Bo Alm (M) utses Eva Ek (S).": who is chosen to what, with the verb before the name.
fn is_elected(text: &str) -> bool {
    let chosen = [" utses ", " väljs ", " utsågs ", " valdes "].iter().find_map(|verb| text.split_once(verb));
    text.starts_with("Till ")
        && chosen.is_some_and(|(before, after)| {
            let named =
                crate::split::people::mentions(after).first().is_some_and(|mention| mention.start <= 2);
            named && !before.contains(['.', ':'])
        })
}

/// "Dagordningen godkänns.": a matter and what becomes of it, in the present tense.
fn is_settled(text: &str) -> bool {
    const MATTERS: [&str; 18] = [
        "Ärendet ",
        "Punkten ",
        "Frågan ",
        "Paragrafen ",
        "Informationen ",
        "Motionen ",
        "Interpellationen ",
        "Dagordningen ",
        "Föredragningslistan ",
        "Ärendelistan ",
        "Kallelsen ",
        "Protokollet ",
        "Föregående protokoll ",
        "Redovisningen ",
        "Rapporten ",
        "Meddelandena ",
        "Anmälningarna ",
        "Delegationsbesluten ",
    ];
    const VERBS: [&str; 12] = [
        " utgår",
        " bordläggs",
        " återremitteras",
        " dras tillbaka",
        " godkänns",
        " fastställs",
        " noteras",
        " antecknas",
        " läggs till handlingarna",
        " tas till protokollet",
        " flyttas till nästa ",
        " skjuts upp",
    ];
    const ALONE: [&str; 8] = [
        "Bordlades.",
        "Bordläggs.",
        "Återremitterades.",
        "Återremitteras.",
        "Godkändes.",
        "Godkänns.",
        "Lades till handlingarna.",
        "Läggs till handlingarna.",
    ];
    let put_off = ["Bordläggs till ", "Bordlades till ", "Återremitteras till ", "Återremitterades till "];
    if ALONE.contains(&text) || put_off.iter().any(|words| text.starts_with(words)) {
        return true;
    }
    let matter = MATTERS.iter().any(|matter| text.starts_with(matter));
    matter && VERBS.iter().any(|verb| text.contains(verb))
        || ["Utgår.", "Utgår,", "Utgår "].iter().any(|word| text.starts_with(word))
}

/// "Eva Ek (S) utses att justera protokollet.", "Att jämte ordföranden justera protokollet utsågs Eva Ek.": who is chosen
/// to adjust the minutes.
fn is_chosen(text: &str) -> bool {
    let chosen = [" utses ", " väljs ", " utsågs ", " valdes "].iter().any(|verb| text.contains(verb));
    // "Eva Ek väljs.": minutes of boards print no parties.
    let alone = [" utses", " väljs", " utsågs", " valdes"].iter().find_map(|verb| text.split_once(verb));
    let alone = alone.filter(|(name, _)| name.split(" och ").all(crate::split::people::is_name));
    if alone.is_some_and(|(_, rest)| rest == ".") {
        return true;
    }
    let named = alone.is_some()
        || crate::split::people::mentions(text).first().is_some_and(|mention| mention.start == 0);
    let inverted = ["Till justerare ", "Till att ", "Att jämte ", "Att tillsammans ", "Att justera "];
    let adjusts =
        [" justerar protokollet", " justerar dagens protokoll"].iter().any(|words| text.contains(words));
    if named && adjusts && text.chars().count() < 80 {
        return true;
    }
    chosen && text.contains("juster") && (named || inverted.iter().any(|words| text.starts_with(words)))
}

/// Whether rows of a point's table lead from here to the next point: short, with a figure, and without a stop.
fn is_table(lines: &[String]) -> bool {
    const WIDTH: usize = 80;
    let rows = lines.iter().filter(|line| !line.is_empty());
    let next = rows.clone().position(|line| line.starts_with("att "));
    let row = |line: &String| {
        !line.ends_with(['.', ':'])
            && line.chars().count() <= WIDTH
            && line.chars().any(|c| c.is_ascii_digit())
    };
    next.is_some_and(|next| rows.take(next).all(row))
}

/// Whether what follows the name of a body is a verb by which it decides, or proposes in the capitals of a heading.
fn decides_or_puts(rest: &str) -> bool {
    let capitals = !rest.chars().any(char::is_lowercase);
    rest.starts_with("beslut") || capitals && (rest.starts_with("BESLUT") || rest.starts_with("FÖRESLÅR"))
}

/// How many lines an unheaded decision has: a paragraph after the points that begin with "att" tells of the case.
fn decided(lines: &[String]) -> usize {
    let point = |line: &String| line.starts_with("att ");
    let Some(first) = lines.iter().position(point) else { return lines.len() };
    (first + 1..lines.len())
        .find(|at| {
            lines[*at - 1].is_empty()
                && lines[*at].chars().next().is_some_and(char::is_uppercase)
                && !is_table(&lines[*at..])
                && !organs::leading(&lines[*at]).is_some_and(|named| decides_or_puts(named.rest))
        })
        .unwrap_or(lines.len())
}

/// Whether a line opens a decision in the present tense: "Nämnden beslutar".
fn opens_decision(line: &str, setting: &Setting) -> bool {
    let Some(named) = organs::leading(line) else { return false };
    let verb = named.rest.split_whitespace().next().unwrap_or("").trim_end_matches(':').to_lowercase();
    let own = setting.organ.as_ref().is_none_or(|meets| organs::means(named.name, meets));
    let first = named.rest.split_whitespace().nth(1).unwrap_or("").to_lowercase();
    own && !named.genitive
        && named.standing == organs::Standing::Elected
        && (verb == "beslutar"
            || verb == "beslöt"
            || verb == "beslutade" && (first.is_empty() || first == "att" || first == "enligt"))
        && first != "först"
        && first != "härefter"
}
