//! What was said or handed in by named people: motions, reservations, statements; and who stepped aside.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::record::Said;
use crate::split::lines::sentences;
use crate::split::people;

/// A verb of saying, and what stands before it.
static SAYS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\b(yrkar|yrkade|föreslår|föreslog|lämnar|lämnade|anmäler|anmälde|instämmer|instämde|tillstyrker|biträder|bifaller",
        r"|reserverar|reserverade|antecknar|antecknas|anför|anförde|anser|ansåg|deltar|deltog|avstår|avstod|meddelar|begär|begärde|inkommer",
        r"|ställer sig|lade fram|lägger fram|lät anteckna|låter anteckna|stödjer|stöder|framför|framställer|vill|hänvisar|får till protokollet)\b"
    ))
    .ok()
});
/// Groups that speak without names.
static GROUP: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:(?:[Oo]rdföranden|[Oo]rdförande)|(?:[Ll]edamöterna|[Rr]epresentanterna|[Rr]epresentanter|[Gg]ruppen|[Pp]artigruppen|[Pp]artigrupperna|[Gg]rupperna|[Pp]artierna|[Ss]amtliga ledamöter|[Ss]amtliga)\s.{1,90}?",
        // "MP yrkar", "M, KD och SD yrkar": letters alone are parties before a verb of saying.
        r"|\(?(?:[A-ZÅÄÖ]{1,4}|FI)\)?(?:(?:,\s|\soch\s|\ssamt\s)\(?[A-ZÅÄÖ]{1,4}\)?){0,8}",
        r"|(?:Socialdemokraterna|Moderaterna|Sverigedemokraterna|Centerpartiet|Vänsterpartiet|Kristdemokraterna|Liberalerna|Folkpartiet|Miljöpartiet",
        r"|\([A-ZÅÄÖ]{1,4}\)|\p{Lu}[\p{L}]+gruppen|\p{Lu}\p{L}+partiet).{0,90}?)\s$"
    ))
    .ok()
});

/// The statements of a section's text, each with who made it.
pub(super) fn read(text: &str) -> Vec<Said> {
    let mut out: Vec<Said> = Vec::new();
    for sentence in sentences(text) {
        match speaker(sentence) {
            Some(by) => out.push(Said { by, text: sentence.to_owned() }),
            None => match out.last_mut() {
                Some(last) => {
                    last.text.push(' ');
                    last.text.push_str(sentence);
                }
                None => out.push(Said { by: Vec::new(), text: sentence.to_owned() }),
            },
        }
    }
    out
}

/// The motions of a section, by its paragraphs: what follows one without a speaker of its own is the rest of it
/// (a list of changes, a quotation). How the chair puts the question is no motion.
pub(super) fn motions(paragraphs: &[String]) -> Vec<Said> {
    let mut out: Vec<Said> = Vec::new();
    // What follows the question is told of the vote.
    let mut put = false;
    for paragraph in paragraphs {
        if puts_question(paragraph) || votes(paragraph) {
            put = true;
            continue;
        }
        for said in read(paragraph) {
            put &= said.by.is_empty();
            match out.last_mut() {
                _ if put => {}
                Some(last) if said.by.is_empty() && !last.by.is_empty() => {
                    last.text.push(' ');
                    last.text.push_str(&said.text);
                }
                _ => out.push(said),
            }
        }
    }
    out
}

/// The motions that running text tells, in the present tense: each is a sentence that begins with who moves it.
pub(super) fn moved(paragraphs: &[String]) -> Vec<Said> {
    let told = paragraphs.iter().flat_map(|paragraph| sentences(paragraph));
    let moved = told.filter_map(|sentence| {
        let first = people::mentions(sentence).into_iter().next()?;
        let own = first.start == 0 && first.party.is_some();
        let (before, _) = sentence.split_once(" yrkar ")?;
        // "… yrkar i motion …" tells what the matter is about.
        let here = own && before.chars().count() <= 160 && !sentence.contains(" motion ");
        Some(Said { by: speaker(sentence).filter(|_| here)?, text: sentence.to_owned() })
    });
    moved.collect()
}

/// Whether a text under the heading of a proposal is what somebody at the meeting moved.
pub(super) fn is_motion(text: &str) -> bool {
    const MOVES: [&str; 6] =
        [" föreslog ", " föreslår ", " yrkade ", " yrkar ", " lade fram ", " lägger fram "];
    sentences(text).first().is_some_and(|first| {
        let people = people::mentions(first).first().is_some_and(|mention| mention.start <= 40);
        people && MOVES.iter().any(|verb| first.contains(verb)) && speaker(first).is_some()
    })
}

/// Whether a paragraph tells what the chair asks and finds.
fn puts_question(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.starts_with("ordförande")
        && [" proposition", " finner ", " frågar ", " ställer "].iter().any(|words| lower.contains(words))
        && !lower.contains(" yrkar ")
}

/// Whether a paragraph tells that a vote was called for, or how it went.
fn votes(text: &str) -> bool {
    ["Omröstning ", "Votering ", "Omröstningen ", "Voteringen "].iter().any(|word| text.starts_with(word))
}

/// Who speaks in a sentence that begins with those who do.
fn speaker(sentence: &str) -> Option<Vec<String>> {
    if let Some(named) = before_colon(sentence) {
        return Some(named);
    }
    let bare = [" till förmån för ", " mot "].iter().find_map(|words| sentence.split_once(words));
    let bare = bare.map_or(sentence, |(names, _)| names);
    if let Some(named) = alone(bare.trim_end_matches('.')) {
        return Some(named);
    }
    let verb = SAYS.as_ref()?.find(sentence)?;
    let before = &sentence[..verb.start()];
    let mentions = people::mentions(before);
    let subject_first = mentions.first().is_some_and(|mention| mention.start <= 40);
    if subject_first {
        return Some(mentions.into_iter().map(|m| with_party(&m)).collect());
    }
    if people::is_name(before.trim())
        && (verb.as_str().starts_with("reserver") || sentence.contains("avvikande mening"))
    {
        return Some(vec![before.trim().to_owned()]);
    }
    let against = before.trim().to_lowercase();
    if verb.as_str().starts_with("reserver") && (against.is_empty() || against.starts_with("mot ")) {
        // "Mot beslutet reserverar sig Eva Ek (S) till förmån för …": the subject follows the verb.
        let after = sentence[verb.end()..].trim_start().strip_prefix("sig")?;
        let cut = [" till förmån", " med hänvisning", " mot ", " med följande"]
            .iter()
            .filter_map(|words| after.find(words))
            .min()
            .unwrap_or(after.len());
        let named: Vec<String> = people::mentions(&after[..cut]).iter().map(with_party).collect();
        if named.is_empty() {
            let group = after[..cut].trim_matches([' ', '.']);
            let whole = !group.contains(' ') && (group.ends_with("gruppen") || group.ends_with("partiet"));
            return if whole { Some(vec![group.to_owned()]) } else { bare_names(&after[..cut]) };
        }
        return Some(named);
    }
    GROUP.as_ref()?.is_match(before).then(|| vec![before.trim().to_owned()])
}

/// "Eva Ek (S) och Bo Alm (M): bifall till förslaget.": names and nothing else before a colon or a dash.
fn before_colon(sentence: &str) -> Option<Vec<String>> {
    let marks = [": ", " – ", " - ", " — "].iter().filter_map(|mark| sentence.split_once(mark));
    let (head, _) = marks.min_by_key(|(head, _)| head.len()).filter(|(head, _)| head.len() <= 200)?;
    alone(head)
}

/// Names and nothing else.
fn alone(text: &str) -> Option<Vec<String>> {
    let named = people::mentions(text);
    let ends = named.first()?.start == 0 && named.last()?.end == text.len();
    let joined = named.windows(2).all(|pair| {
        let between = text.get(pair[0].end..pair[1].start).unwrap_or("");
        matches!(between.trim_matches([',', ' ']), "" | "och" | "samt")
    });
    (ends && joined).then(|| named.iter().map(with_party).collect())
}

/// Names without parties, where the text is nothing else ("Eva Ek, Bo Alm och Ia Ost").
fn bare_names(text: &str) -> Option<Vec<String>> {
    let names: Vec<&str> = text
        .trim_end_matches(['.', ' '])
        .split(", ")
        .flat_map(|part| part.split(" och "))
        .map(str::trim)
        .collect();
    names.iter().all(|name| people::is_name(name)).then(|| names.into_iter().map(str::to_owned).collect())
}

/// A mention as printed: name and party.
pub(super) fn with_party(mention: &people::Mention) -> String {
    match &mention.party {
        Some(party) => format!("{} ({party})", mention.name),
        None => mention.name.clone(),
    }
}

/// Whether a sentence says that somebody does not take part in the decision, which is no motion.
pub(super) fn abstains(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "deltar inte i beslut",
        "deltar ej i beslut",
        "deltar inte i detta beslut",
        "avstår från att delta i",
        "avstår från att deltaga",
        "avstår från att delta.",
        "avstår från deltagande",
        "avstod från att delta i",
        "deltog inte i beslut",
        "deltog ej i beslut",
        "inte deltar i beslut",
        "inte delta i beslut",
    ]
    .iter()
    .any(|words| lower.contains(words))
}

/// Those who step aside in a text about it.
pub(super) fn recused(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for sentence in sentences(text) {
        let lower = sentence.to_lowercase();
        let nobody = lower.split_whitespace().any(|word| word == "ingen" || word == "inga");
        let aside = lower.contains("jäv") && !nobody && !lower.contains("inte är jävig");
        // "Anmäler jäv under paragraf 12" announces it for another paragraph.
        let elsewhere =
            lower.contains("under paragraf") || lower.contains("i §") || lower.contains("under §");
        if !aside || elsewhere {
            continue;
        }
        for mention in people::mentions(sentence) {
            let name = with_party(&mention);
            if !out.contains(&name) {
                out.push(name);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_speaker_begins_a_motion() {
        let said = read(
            "Eva Ek (S) m.fl. yrkar bifall till förslaget. Förslaget är bra. Bo Alm (M) och Åsa Öst (C) yrkar avslag. Ledamöterna från X och Y reserverar sig mot beslutet.",
        );
        let by: Vec<_> = said.iter().map(|s| s.by.join("+")).collect();
        assert_eq!(by, ["Eva Ek (S)", "Bo Alm (M)+Åsa Öst (C)", "Ledamöterna från X och Y"]);
        assert!(said[0].text.ends_with("är bra."));
    }

    #[test]
    fn parties_speak_by_their_letters() {
        for (text, by) in [
            ("MP yrkar bifall till motionen.", "MP"),
            ("M, KD och SD yrkar avslag.", "M, KD och SD"),
            ("Partigrupperna M och V avstår från deltagande.", "Partigrupperna M och V"),
        ] {
            assert_eq!(read(text)[0].by, [by], "{text}");
        }
        assert!(read("Enligt KF yrkar ingen på detta.")[0].by.is_empty());
    }

    #[test]
    fn a_motion_goes_on_until_somebody_else_speaks() {
        let said = motions(&[
            "Eva Ek (S) yrkar bifall med dessa ändringar:".to_owned(),
            "− Orden om kajen stryks.".to_owned(),
            "Ordföranden ställer proposition och finner bifall.".to_owned(),
            "Bo Alm (M) yrkar avslag.".to_owned(),
        ]);
        let texts: Vec<_> = said.iter().map(|said| said.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "Eva Ek (S) yrkar bifall med dessa ändringar: − Orden om kajen stryks.",
                "Bo Alm (M) yrkar avslag."
            ]
        );
    }

    #[test]
    fn jav_of_this_paragraph_only() {
        assert_eq!(recused("Eva Ek (S) deltar inte i handläggningen på grund av jäv."), ["Eva Ek (S)"]);
        assert_eq!(recused("Eva Ek (S) anmäler jäv under paragraf 12."), Vec::<String>::new());
    }

    #[test]
    fn every_pattern_compiles() {
        assert!(SAYS.is_some() && GROUP.is_some());
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived(text in "(Eva Ek \\(S\\) |yrkar |jäv|[.] |”| ){0,20}") {
            let _ = read(&text);
            let _ = recused(&text);
        }
    }
}
