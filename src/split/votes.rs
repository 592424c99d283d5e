//! Votes: what Yes and No stand for, the printed counts, and who voted how.
//!
//! Yes is not approval: each vote says itself what Yes and No mean, and nothing is assumed where it does not.

mod casts;
pub(crate) mod columns;
mod result;
pub(crate) mod sides;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::model::record::{Ballot, Vote};
use crate::split::people;
use result::table;

/// "Ja för avslag och Nej för bifall …". Groups: yes, no.
static MEANS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\bja(?:-?röst(?:er)?)?(?:\s*[=:]|\s+(?:för|till|på|innebär|betyder|är|–|-)\s)\s*(?:att\s)?([^\s\d(].*?)",
        r"(?:\s+och|\s+medan|[,.;:/”\x22])*\s+(?:och\s+)?nej(?:-?röst(?:er)?)?(?:\s*[=:]|\s+(?:för|till|på|innebär|betyder|är|–|-)\s)\s*(?:att\s)?",
        r"([^\s\d(].*?)(?:[”\x22]|\.\s+(?-i:[\p{Lu}\d])|\s+\d{1,3}\s+(?:ledam|röst)|\s+(?:ja|nej)\s+röstar\b|\.?\s*\n|\.?$)"
    ))
    .ok()
});
/// "Den som vill bifalla A röstar ja, den som vill bifalla B röstar nej". Groups: yes, no.
static MEANS_WHO: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\b(?:den|de|ledamot|ledamöter|ledamöterna)\s+som\s+(.+?)\s*,?\s+(?:röstar|ska rösta|skall rösta|säger|svarar|ska svara|skall svara)\s+ja\b",
        r".{0,40}?\bsom\s+(.+?)\s*,?\s+(?:röstar|ska rösta|skall rösta|säger|svarar|ska svara|skall svara)\s+nej\b"
    ))
    .ok()
});
/// "Ja-röst för A" where "Nej" comes otherwise: "Bifall till A = ja". Groups: yes, no.
static MEANS_REVERSED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(\p{L}[^.=]+?)\s*=\s*ja(?:-?röst)?\b[\s,.;]*(?:och\s+)?(\p{L}[^.=]+?)\s*=\s*nej(?:-?röst)?\b",
    )
    .ok()
});

/// "mellan förslagen kajen (ja) och bryggan (nej)". Groups: yes, no.
static MEANS_MARKED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:mellan (?:förslagen |förslaget |yrkandena )?)?([^().,:\n]{3,200}?)\s*\(ja(?:-röst)?\)\s*(?:,|och|mot)?\s*(?:och\s+)?([^().,:\n]{3,200}?)\s*\(nej(?:-röst)?\)",
    )
    .ok()
});
/// "Den som röstar ja bifaller A. Den som röstar nej bifaller B." Groups: yes, no.
static MEANS_BALLOT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:den|de) som röstar ja\s+([^.\n]{3,300}?)(?:[.,;]|\s+och|\s+medan)*\s+(?:den|de)\s+som röstar nej\s+([^.\n]{3,300})",
    )
    .ok()
});

/// The votes in the sections on voting, in order, and what does not add up.
///
/// `sections` are the texts of those sections, lines joined by newlines.
#[must_use]
pub(crate) fn read(sections: &[String]) -> Vec<Vote> {
    let mut votes: Vec<Told> = Vec::new();
    for section in sections {
        let (rows, text): (Vec<&str>, Vec<&str>) = section.lines().partition(|line| line.starts_with('|'));
        for piece in pieces(&text.join("\n")) {
            take(&piece, &mut votes);
        }
        if let Some(found) = table(&rows) {
            let found = Told { vote: found, partial: false };
            match votes.last_mut() {
                Some(told) if told.vote.names.is_empty() && continues(&told.vote, &found.vote) => {
                    merge(told, found);
                }
                _ => votes.push(found),
            }
        }
    }
    votes.into_iter().map(count).filter(has_result).collect()
}

/// A vote as it is put together.
#[derive(Debug, Clone, Default)]
struct Told {
    /// What is known of it.
    vote: Vote,
    /// Whether some who voted are not named.
    partial: bool,
}

/// The vote with its counts: where none are printed and those who voted are named on both sides, they are counted.
fn count(told: Told) -> Vote {
    let Told { mut vote, partial } = told;
    let named = |vote: &Vote, ballot| {
        u32::try_from(vote.names.iter().filter(|name| name.vote == ballot).count())
            .ok()
            .filter(|count| *count > 0)
    };
    let (yes, no) = (named(&vote, Ballot::Ja), named(&vote, Ballot::Nej));
    if !partial && vote.yes.is_none() && vote.no.is_none() && yes.is_some() && no.is_some() {
        (vote.yes, vote.no) = (yes, no);
    }
    if !partial && vote.abstain.is_none() && vote.yes.is_some() {
        vote.abstain = named(&vote, Ballot::Avstar);
    }
    vote
}

/// The names that a vote prints for a ballot, where it prints any.
#[must_use]
pub(crate) fn mismatch(vote: &Vote) -> Option<String> {
    let counted = |ballot| vote.names.iter().filter(|name| name.vote == ballot).count();
    [(Ballot::Ja, vote.yes), (Ballot::Nej, vote.no), (Ballot::Avstar, vote.abstain)].into_iter().find_map(
        |(ballot, printed)| {
            let names = counted(ballot);
            let printed = printed?;
            let differs = names > 0 && u32::try_from(names).ok() != Some(printed);
            differs.then(|| format!("the vote prints {printed} {ballot} but names {names}"))
        },
    )
}

/// The section parted where a new question begins, so that each piece has one meaning at most.
fn pieces(section: &str) -> Vec<String> {
    let mut listing = false;
    // "… och Bo Alm Nej röstar: …": each list on a line of its own.
    let section = [" Ja röstar:", " Nej röstar:", " Avstår:"]
        .iter()
        .fold(section.to_owned(), |text, word| text.replace(word, &format!("\n{}", word.trim_start())));
    let text = section.lines().fold(String::new(), |mut text, line| {
        if line.is_empty() && text.ends_with(['.', ':', '”', '"']) || line.is_empty() && text.len() > 2 {
            text.push('\n');
            return text;
        }
        let heads = casts::head(line).is_some();
        if casts::row(line).is_some() {
            // Rows of a table keep their line.
            text.push('\n');
            text.push_str(line.trim());
            text.push('\n');
        } else if heads || listing && casts::is_of_names(line) {
            // And so do lists of names with what heads them.
            listing = true;
            text.push('\n');
            text.push_str(line.trim());
        } else {
            if std::mem::take(&mut listing) {
                text.push('\n');
            }
            crate::split::lines::append(&mut text, line);
        }
        text
    });
    let marks = [
        "Godkänd voteringsproposition",
        "Följande voteringsproposition",
        "Följande propositionsordning",
        "Voteringsproposition",
        "Omröstningsproposition",
    ];
    let mut starts: Vec<usize> =
        marks.iter().flat_map(|mark| text.match_indices(mark).map(|(at, _)| at)).collect();
    starts.sort_unstable();
    starts.dedup();
    let mut pieces = Vec::new();
    let mut from = 0;
    for start in starts {
        pieces.push(text[from..start].to_owned());
        from = start;
    }
    pieces.push(text[from..].to_owned());
    pieces.retain(|piece| !piece.trim().is_empty());
    pieces
}

/// Adds what one piece tells to the votes.
fn take(piece: &str, votes: &mut Vec<Told>) {
    let mut rest = piece;
    // One vote may be told below another; more than a few in one piece are none.
    for at in 0..8 {
        let Some((yes, no, words)) = meaning(rest) else { break };
        // What is counted before the words of a question is the result of the one before.
        let earlier = result(&rest[..words.start]);
        if counted(&earlier.vote) {
            add(earlier, votes);
        } else if at > 0 {
            break;
        }
        let fresh = votes.last().is_none_or(|told| told.vote.yes_means.is_some() || has_result(&told.vote));
        if fresh {
            votes.push(Told::default());
        }
        // "33 ja-röster för att avgöra ärendet och 8 nej-röster för återremiss": counts among the words.
        let among = result::counts(with_number(rest, &words));
        if let Some(told) = votes.last_mut() {
            (told.vote.yes_means, told.vote.no_means) = (Some(yes), Some(no));
            if counted(&among) {
                (told.vote.yes, told.vote.no, told.vote.abstain) = (among.yes, among.no, among.abstain);
            }
        }
        rest = &rest[words.end..];
    }
    let mut found = result(rest);
    let asked = votes.last().map(|told| &told.vote).filter(|vote| !has_result(vote));
    let by_word = found.vote.names.iter().any(|name| matches!(name.vote, Ballot::Ja | Ballot::Nej));
    if !(counted(&found.vote) || by_word && found.vote.yes.is_some())
        && let Some(by_side) = sides::read(rest, asked)
    {
        let abstained = std::mem::take(&mut found.vote.names);
        let names =
            if by_side.names.is_empty() || by_word { abstained } else { [by_side.names, abstained].concat() };
        found.vote = Vote { names, abstain: found.vote.abstain, ..by_side };
    }
    found.vote.names.extend(sides::other_side(rest, &found.vote));
    if has_result(&found.vote) {
        add(found, votes);
    }
}

/// The words that say what Yes and No mean, with the number right before them.
fn with_number<'t>(text: &'t str, words: &Range<usize>) -> &'t str {
    const REACH: usize = 2;
    let before = text[..words.start].trim_end();
    let from = before.rmatch_indices(' ').map(|(at, _)| at).take(REACH).last().unwrap_or(0);
    text.get(from..words.end).unwrap_or("")
}

/// Counts and names of one piece.
fn result(text: &str) -> Told {
    let casts = casts::read(text);
    Told { vote: Vote { names: casts.names, ..result::counts(text) }, partial: casts.partial }
}

/// Whether a result has both its counts.
fn counted(vote: &Vote) -> bool {
    vote.yes.is_some() && vote.no.is_some()
}

/// Whether a text that no heading tells of voting holds the counts of a vote.
#[must_use]
pub(crate) fn told(text: &str) -> bool {
    // What is counted before anything is said of a vote is counted of something else.
    let from = ["otering", "mröstning"].iter().filter_map(|word| text.find(word)).min();
    from.is_some_and(|from| read(&[text[from..].to_owned()]).iter().any(counted))
}

/// Adds a result to the vote that lacks one, or as a vote of its own.
fn add(found: Told, votes: &mut Vec<Told>) {
    match votes.last_mut() {
        Some(told) if !has_result(&told.vote) || continues(&told.vote, &found.vote) => merge(told, found),
        _ => votes.push(found),
    }
}

/// Whether a vote has any result.
fn has_result(vote: &Vote) -> bool {
    vote.yes.is_some() || vote.no.is_some() || !vote.names.is_empty()
}

/// Whether a second result only adds to the first: the same counts, or names to counts.
fn continues(vote: &Vote, found: &Vote) -> bool {
    let agree = |a: Option<u32>, b: Option<u32>| a.is_none() || b.is_none() || a == b;
    agree(vote.yes, found.yes)
        && agree(vote.no, found.no)
        && (vote.names.is_empty() || found.names.is_empty())
}

/// Puts what was found into a vote that lacks it.
fn merge(told: &mut Told, found: Told) {
    let vote = &mut told.vote;
    if vote.yes_means.is_none() && vote.no_means.is_none() {
        (vote.yes_means, vote.no_means) = (found.vote.yes_means, found.vote.no_means);
    }
    vote.yes = vote.yes.or(found.vote.yes);
    vote.no = vote.no.or(found.vote.no);
    vote.abstain = vote.abstain.or(found.vote.abstain);
    if vote.names.is_empty() {
        vote.names = found.vote.names;
        told.partial |= found.partial;
    }
}

/// What Yes and No mean, and where the words about it stand.
fn meaning(text: &str) -> Option<(String, String, Range<usize>)> {
    for pattern in [&MEANS_WHO, &MEANS, &MEANS_REVERSED, &MEANS_MARKED, &MEANS_BALLOT] {
        for found in pattern.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(text)) {
            let (Some(yes), Some(no)) = (found.get(1), found.get(2)) else { continue };
            let long = yes.len() > 600 || no.len() > 600;
            if long || listed(yes.as_str()) || listed(no.as_str()) {
                continue;
            }
            let start = found.get(0).map_or(yes.start(), |all| all.start());
            return Some((tidy(yes.as_str()), tidy(no.as_str()), start..no.end()));
        }
    }
    None
}

/// Whether a text is a list of names and nothing else: those who voted so.
fn listed(text: &str) -> bool {
    if casts::bare_names(text).is_some() {
        return true;
    }
    let found = people::mentions(text);
    let mut from = 0;
    let mut between = String::new();
    for mention in &found {
        between.push_str(text.get(from..mention.start).unwrap_or(""));
        between.push(' ');
        from = mention.end;
    }
    between.push_str(text.get(from..).unwrap_or(""));
    let joint = |word: &str| matches!(word.trim_matches([',', '.', ';', ':']), "" | "och" | "samt" | "m.fl");
    !found.is_empty() && between.split_whitespace().all(joint)
}

/// A meaning without quotation marks and loose punctuation.
fn tidy(text: &str) -> String {
    let text = crate::base::text::squeeze(text);
    let text = text.trim_matches(['”', '"', '“', ' ', ',', ';', ':']);
    let text = if text.ends_with("fl.") { text } else { text.trim_end_matches('.') };
    // What the body decides by the result, and the count of the other side, are no part of what a vote means.
    let cut = [", beslutar ", " beslutar "].iter().filter_map(|verb| text.find(verb)).min();
    let text = cut.map_or(text, |cut| &text[..cut]);
    let counted = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let joint = [" och ", " mot ", " samt ", ", "].iter().find_map(|word| counted.strip_suffix(word));
    let text = joint.filter(|_| counted.len() < text.len()).unwrap_or(text);
    text.trim_end_matches(" och").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Vote {
        let votes = read(&[text.to_owned()]);
        assert_eq!(votes.len(), 1, "{text}: {votes:?}");
        votes.into_iter().next().unwrap()
    }

    fn counts(text: &str) -> (Option<u32>, Option<u32>, Option<u32>) {
        let vote = one(text);
        (vote.yes, vote.no, vote.abstain)
    }

    #[test]
    fn counts_among_the_meanings() {
        let vote = one(
            "Med 33 ja-röster för att avgöra ärendet idag och 8 nej-röster för återremiss, beslutar fullmäktige att ärendet ska avgöras idag.",
        );
        assert_eq!((vote.yes, vote.no), (Some(33), Some(8)));
        assert_eq!(vote.yes_means.as_deref(), Some("avgöra ärendet idag"));
        assert_eq!(vote.no_means.as_deref(), Some("återremiss"));
        let vote = one("Ja för förslag 1 och nej för förslag 2. 7 röstar ja och 4 röstar nej.");
        assert_eq!(
            (vote.yes_means.as_deref(), vote.no_means.as_deref()),
            (Some("förslag 1"), Some("förslag 2"))
        );
    }

    #[test]
    fn names_and_counts() {
        let vote = one(
            "Godkänd voteringsproposition: \"Ja för avslag och Nej för bifall till Eva Eks m.fl. yrkande\"\nEva Ek (S), Bo Alm\n(M) samt ordföranden Åsa Öst röstar Ja (3).\nIa Ost (V) röstar Nej (1).\nUlf Yr (C) avstår från att rösta (1).",
        );
        assert_eq!(vote.yes_means.as_deref(), Some("avslag"));
        assert_eq!(vote.no_means.as_deref(), Some("bifall till Eva Eks m.fl. yrkande"));
        assert_eq!((vote.yes, vote.no, vote.abstain), (Some(3), Some(1), Some(1)));
        assert_eq!(vote.names.len(), 5);
        assert_eq!(mismatch(&vote), None);
        let wrong = Vote { yes: Some(4), ..vote };
        assert!(mismatch(&wrong).is_some());
    }

    #[test]
    fn wordings_of_counts() {
        for text in [
            "Omröstningen utfaller med 7 Ja mot 4 Nej. 2 ledamöter avstår från att rösta.",
            "Med 7 ja-röster, 4 nej-röster och 2 avstående beslutar nämnden så.",
            "7 ledamöter röstar JA, 4 ledamöter röstar NEJ och 2 avstår.",
            "Ja: 7 Nej: 4 Avstår: 2",
            "7 ja-röster\n4 nej-röster\n2 avstår",
            "Det avges 7 röster för och 4 röster mot förslaget. 2 avstår.",
            "Med 7 jaröster mot 4 nejröster och 2 som avstår fattas beslutet.",
            "Sju ja-röster mot fyra nej-röster, två avstår.",
            "Det avges 7 ja och 4 nej, medan 2 avstår.",
        ] {
            assert_eq!(counts(text), (Some(7), Some(4), Some(2)), "{text}");
        }
    }

    #[test]
    fn wordings_of_meaning() {
        for text in [
            "Ja för bifall till A-förslaget. Nej för bifall till B-förslaget. 7 Ja mot 4 Nej.",
            "Ja-röst för bifall till A-förslaget,\nNej-röst för bifall till B-förslaget. Med 7 ja-röster och 4 nej-röster.",
            "JA = bifall till A-förslaget\nNEJ = bifall till B-förslaget. Utfallet: 7 ja mot 4 nej",
        ] {
            let vote = one(text);
            assert_eq!(vote.yes_means.as_deref(), Some("bifall till A-förslaget"), "{text}");
            assert_eq!(vote.no_means.as_deref(), Some("bifall till B-förslaget"), "{text}");
        }
        let vote = one(
            "Ja-röst till Eva Eks (S) förslag. Nej-röst till Bo Alms (V) avslagsyrkande.\nJa: 7 röster\nNej: 4 röster",
        );
        assert_eq!(vote.no_means.as_deref(), Some("Bo Alms (V) avslagsyrkande"));
        let vote = one(
            "Den som vill bifalla A röstar ja och den som vill bifalla B röstar nej. 7 ja och 4 nej avges.",
        );
        assert_eq!(
            (vote.yes_means.as_deref(), vote.no_means.as_deref()),
            (Some("vill bifalla A"), Some("vill bifalla B"))
        );
    }

    #[test]
    fn lists_after_their_word_and_rows() {
        for text in [
            "Ja: Eva Ek (S), Bo Alm (M). Nej: Ia Ost (V).",
            "Ja-röster avges av: Eva Ek (S) och Bo Alm (M).\nNej-röster avges av: Ia Ost (V).",
        ] {
            assert_eq!(one(text).names.len(), 3, "{text}");
        }
        for text in [
            "Eva Ek (S) Ja\nBo Alm (M) Nej\nIa Ost (V) Avstår",
            "Eva Ek (S) (ja)\nBo Alm (M) (nej)\nIa Ost (V) (avstår)",
            "Eva Ek (S) – ja,\nBo Alm (M) – nej,\nIa Ost (V) – avstår.",
        ] {
            let ballots: Vec<_> = one(text).names.iter().map(|n| n.vote).collect();
            assert_eq!(ballots, [Ballot::Ja, Ballot::Nej, Ballot::Avstar], "{text}");
        }
    }

    #[test]
    fn tables_of_votes() {
        let vote = one(
            "Ja-röst för bifall till tillägget\nNej-röst för avslag på tillägget\n\nUpprop förrättas:\n\n|**Ledamot**|**Ja**|**Nej**|**Avstår**|\n|---|---|---|---|\n|Eva Ek (S)|x|||\n|Bo Alm (M)||x||\n|Ia Ost (V)|x|||\n|**Summa**|**2**|**1**||\n\nMed 2 ja-röster mot 1 nej-röster bifalls tillägget.",
        );
        assert_eq!((vote.yes, vote.no, vote.names.len()), (Some(2), Some(1), 3));
        assert_eq!(vote.no_means.as_deref(), Some("avslag på tillägget"));
        assert_eq!(mismatch(&vote), None);
    }

    #[test]
    fn two_votes_are_two_and_none_is_none() {
        let text = "Godkänd voteringsproposition: Ja för A och Nej för B. 43 Ja mot 28 Nej. Godkänd voteringsproposition: Ja för C och Nej för D. 68 Ja mot 3 Nej.";
        let votes = read(&[text.to_owned()]);
        assert_eq!(
            votes.iter().map(|v| (v.yes, v.no)).collect::<Vec<_>>(),
            [(Some(43), Some(28)), (Some(68), Some(3))]
        );
        assert_eq!(read(&["Nämnden svarar ja på frågan och nej på den andra.".to_owned()]), []);
    }

    #[test]
    fn a_result_before_the_words_of_the_next_question_is_of_the_one_before() {
        let votes = read(&[
            "Den som vill avgöra ärendet röstar ja. Den som vill återremittera röstar nej.".to_owned(),
            "Eva Ek (S)  ja\nBo Alm (M)  nej\n\nMed 1 ja-röst mot 1 nej-röst avgörs ärendet.\n\nDen som bifaller förslaget röstar ja. Den som avslår det röstar nej.".to_owned(),
            "Med 3 ja-röster mot 2 nej-röster bifalls förslaget.".to_owned(),
        ]);
        assert_eq!(
            votes.iter().map(|v| (v.yes, v.no, v.names.len())).collect::<Vec<_>>(),
            [(Some(1), Some(1), 2), (Some(3), Some(2), 0)]
        );
        assert_eq!(votes[0].yes_means.as_deref(), Some("vill avgöra ärendet"));
        assert_eq!(votes[1].no_means.as_deref(), Some("avslår det"));
    }

    #[test]
    fn votes_for_what_won_are_yes_or_no_by_what_these_mean() {
        let asked = "Den som vill bifalla A röstar ja, den som vill bifalla B röstar nej.";
        let told = |won: &str| {
            let votes = read(&[format!("{asked} Nämnden beslutar med 7 röster mot fyra att {won}.")]);
            votes.first().map(|vote| (vote.yes, vote.no))
        };
        assert_eq!(told("bifalla A"), Some((Some(7), Some(4))));
        assert_eq!(told("bifalla B"), Some((Some(4), Some(7))));
        assert_eq!(told("måla kajen"), None);
    }

    #[test]
    fn a_vote_may_be_told_without_a_heading() {
        assert!(told("Votering begärdes. Omröstningen utföll med 4 ja-röster och 5 nej-röster."));
        assert!(!told("Omröstningen var sluten."));
        assert!(!told("Enkäten gav 4 ja och 5 nej."));
        assert!(!told("Enkäten gav 4 ja och 5 nej. Omröstningen på webben stängde i maj."));
    }

    #[test]
    fn every_pattern_compiles() {
        for pattern in [&MEANS, &MEANS_WHO, &MEANS_REVERSED, &MEANS_MARKED, &MEANS_BALLOT] {
            assert!(pattern.is_some());
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived(text in "(Ja |Nej |7 |röstar |avstår |Eva Ek \\(S\\)|, |: |för |\n|Godkänd voteringsproposition|= |[.]){0,30}") {
            let _ = read(&[text]);
        }
    }
}
