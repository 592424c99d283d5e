//! Votes told by what each side was for ("För Eva Eks förslag: 4 röster"), where the words Yes and No are not used.

use std::sync::LazyLock;

use regex::Regex;

use super::result::{NUMBER, parse};
use super::{casts, tidy};
use crate::model::record::{Ballot, Vote, VoteName};
use crate::split::people::{self, Mention};

/// What some voted for, how many they were and who.
#[derive(Debug, Clone)]
struct Side {
    /// What they voted for.
    what: String,
    /// The printed count.
    count: Option<u32>,
    /// Those who are named, with and without a party.
    names: Vec<(String, Option<String>)>,
}

/// "För Eva Eks förslag: 4 röster", "För bifall röstar …". Groups: what, count, count.
static FOR_FIRST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?im)(?:^|[.;:)]\s+|\s[-–]\s)för\s+([^.:;\n]{{3,120}}?)(?::\s*({NUMBER})\s+röst(?:er)?\b|\s+(?:röstar|röstade|avges|avgavs|lämnas|lämnades)\b(?:\s+({NUMBER})\s+röst(?:er)?\b)?)\s*[:(]?\s*"
    ))
    .ok()
});
/// "Eva Ek (S) röstar för bifall till förslaget." Group: what.
static FOR_LAST: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\b(?:röstar|röstade)\s+för\s+([^.;:()\n]{3,120})").ok());
/// "3 röstar för förslaget och 2 röstar emot". Groups: count, what, count.
static FOR_AND_AGAINST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?i)\b({NUMBER})(?:\s+(?:ledamöter|ledamot|röster|röst))?(?:\s+(?:röstar|röstade))?\s+för(?:\s+([^.;,()\n\d]{{3,80}}?))?(?:,|\s+och|\s+mot|\s+medan)\s+({NUMBER})(?:\s+(?:ledamöter|ledamot|röster|röst))?(?:\s+(?:röstar|röstade))?\s+e?mot\b"
    ))
    .ok()
});
/// "beslutar med 7 röster mot 5 att bygga kajen". Groups: votes for what won, votes against, what won.
static WINNER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(r"(?i)\bmed ({NUMBER}) röster mot ({NUMBER})(?: röster)?,? att ([^.]{{3,300}})\."))
        .ok()
});

/// The vote that a text tells by its sides; `asked` is the question, where one has been put.
pub(super) fn read(text: &str, asked: Option<&Vote>) -> Option<Vote> {
    by_names(text, asked).or_else(|| for_and_against(text, asked)).or_else(|| winner(text, asked?))
}

/// "Nämnden beslutar med 7 röster mot 5 att bifalla förslaget": Yes and No, where what won is in so many words what one
/// of them means.
fn winner(text: &str, asked: &Vote) -> Option<Vote> {
    let found = WINNER.as_ref()?.captures(text)?;
    let (most, least) = (parse(&found[1])?, parse(&found[2])?);
    let (yes, no) = match side_of(&found[3], asked)? {
        Ballot::Ja => (most, least),
        _ => (least, most),
    };
    Some(Vote { yes: Some(yes), no: Some(no), ..Vote::default() })
}

/// "Nämnden beslutar med 7 röster mot 5 att bygga kajen", where no question is told: Yes is what won, in its words.
pub(crate) fn won(sentence: &str) -> Option<Vote> {
    let found = WINNER.as_ref()?.captures(sentence)?;
    let decides = ["beslutar ", "beslutade ", "beslöt "].iter().any(|verb| sentence.contains(verb));
    decides.then_some(())?;
    Some(Vote {
        yes: parse(&found[1]),
        no: parse(&found[2]),
        yes_means: Some(tidy(&found[3])),
        ..Vote::default()
    })
}

/// Two sides with their names or their counts.
fn by_names(text: &str, asked: Option<&Vote>) -> Option<Vote> {
    let people = people::mentions(text);
    let first = named_first(text, &people);
    let sides = if first.is_empty() { named_last(text, &people) } else { first };
    let [one, other] = sides.as_slice() else { return None };
    let whole = |side: &Side| side.count.is_some() || !side.names.is_empty();
    // "Sitt eget förslag" does not say what it is.
    let told =
        |side: &Side| !side.what.split(' ').any(|word| matches!(word, "eget" | "egna" | "sitt" | "sina"));
    if !whole(one) || !whole(other) || !told(one) || !told(other) || plain(&one.what) == plain(&other.what) {
        return None;
    }
    let asked = asked.filter(|vote| vote.yes_means.is_some());
    let (yes, no) = match asked {
        None => (one, other),
        Some(vote) => match (side_of(&one.what, vote), side_of(&other.what, vote)) {
            (Some(Ballot::Ja), Some(Ballot::Nej)) => (one, other),
            (Some(Ballot::Nej), Some(Ballot::Ja)) => (other, one),
            _ => return None,
        },
    };
    let means = |side: &Side| asked.is_none().then(|| side.what.clone());
    let cast = |side: &Side, vote: Ballot| -> Vec<VoteName> {
        side.names.iter().cloned().map(|(name, party)| VoteName { name, party, vote }).collect()
    };
    Some(Vote {
        yes_means: means(yes),
        no_means: means(no),
        yes: yes.count,
        no: no.count,
        abstain: None,
        names: [cast(yes, Ballot::Ja), cast(no, Ballot::Nej)].concat(),
    })
}

/// Names and parties.
fn pairs(people: &[Mention]) -> Vec<(String, Option<String>)> {
    people.iter().map(|mention| (mention.name.clone(), mention.party.clone())).collect()
}

/// The sides whose names or counts follow what they were for.
fn named_first(text: &str, people: &[Mention]) -> Vec<Side> {
    let found = FOR_FIRST.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(text));
    found
        .filter_map(|found| {
            let count = found.get(2).or(found.get(3)).and_then(|count| parse(count.as_str()));
            let from = found.get(0)?.end();
            let mut names = pairs(people.get(casts::run_after(text, people, from))?);
            if names.is_empty() && found[0].ends_with('(') {
                let list = text[from..].split([')', '.']).next().unwrap_or("");
                let bare = casts::bare_names(list).unwrap_or_default();
                names.extend(bare.into_iter().map(|name| (name, None)));
            }
            Some(Side { what: tidy(&found[1]), count, names })
        })
        .collect()
}

/// The sides whose names stand before what they were for.
fn named_last(text: &str, people: &[Mention]) -> Vec<Side> {
    let found = FOR_LAST.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(text));
    found
        .filter_map(|found| {
            let (whole, what) = (found.get(0)?, found.get(1)?);
            let run = casts::run_before(text, people, whole.start());
            // The next one who voted is no part of what this one voted for.
            let next = people.get(people.partition_point(|mention| mention.start < what.start()));
            let end = next.map_or(what.end(), |next| next.start.clamp(what.start(), what.end()));
            let what = text[what.start()..end].trim_end();
            let what = what.strip_suffix(" och").or_else(|| what.strip_suffix(" medan")).unwrap_or(what);
            Some(Side { what: tidy(what), count: None, names: pairs(people.get(run)?) })
        })
        .collect()
}

/// Those of one side whose votes are told by what they were for, where the words Yes and No tell of the other only and
/// they are as many as the printed count of this one.
pub(super) fn other_side(text: &str, vote: &Vote) -> Vec<VoteName> {
    let people = people::mentions(text);
    let first = named_first(text, &people);
    let [side] = first.as_slice() else { return Vec::new() };
    let named = |ballot| vote.names.iter().any(|name| name.vote == ballot);
    let missing = match (named(Ballot::Ja), named(Ballot::Nej)) {
        (false, true) => (Ballot::Ja, vote.yes),
        (true, false) => (Ballot::Nej, vote.no),
        _ => return Vec::new(),
    };
    let counted = u32::try_from(side.names.len()).ok();
    if missing.1.is_none() || counted != missing.1 {
        return Vec::new();
    }
    let vote = missing.0;
    side.names.iter().cloned().map(|(name, party)| VoteName { name, party, vote }).collect()
}

/// "Vid voteringen röstade 5 för och 4 emot."
fn for_and_against(text: &str, asked: Option<&Vote>) -> Option<Vote> {
    let found = FOR_AND_AGAINST.as_ref()?.captures(text)?;
    let whole = found.get(0)?;
    let around = text.get(text[..whole.start()].rfind('.').map_or(0, |at| at + 1)..whole.end())?;
    if !around.to_lowercase().contains("röst") {
        return None;
    }
    let what = found.get(2).map(|what| tidy(what.as_str()));
    let (most, least) = (parse(&found[1]), parse(&found[3]));
    let (yes, no, yes_means) = match asked.filter(|vote| vote.yes_means.is_some()) {
        None => (most, least, what),
        Some(vote) => match side_of(&what?, vote)? {
            Ballot::Ja => (most, least, None),
            _ => (least, most, None),
        },
    };
    Some(Vote { yes_means, yes, no, ..Vote::default() })
}

/// Which side of a question something is, where it is in so many words what one of them means.
fn side_of(what: &str, vote: &Vote) -> Option<Ballot> {
    let (yes, no) = (plain(vote.yes_means.as_deref()?), plain(vote.no_means.as_deref()?));
    let what = plain(what);
    match (what == yes, what == no) {
        (true, false) => Some(Ballot::Ja),
        (false, true) => Some(Ballot::Nej),
        _ => None,
    }
}

/// What somebody is for, without the words around it that say that it is so.
fn plain(text: &str) -> String {
    let lower = tidy(text).to_lowercase();
    let mut text = lower.as_str();
    for lead in ["vill ", "att ", "bifall till ", "bifalla ", "bifaller ", "för "] {
        text = text.strip_prefix(lead).unwrap_or(text);
    }
    text.replace("avslå ", "avslag på ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_with_names_or_counts() {
        for (text, yes, no, names) in [
            (
                "För Eva Eks förslag: 2 röster (Eva Ek (S) och Bo Alm (M))\nFör Ia Osts förslag: 1 röst (Ia Ost (V))",
                Some(2),
                Some(1),
                3,
            ),
            ("För kajen röstar Eva Ek (S) och Bo Alm (M). För bryggan röstar Ia Ost (V).", None, None, 3),
            ("Eva Ek (S) röstar för kajen. Ia Ost (V) röstar för bryggan.", None, None, 2),
            ("Tre röstar för kajen och 2 röstar emot.", Some(3), Some(2), 0),
            ("Vid omröstningen röstade 5 för och 4 emot.", Some(5), Some(4), 0),
            ("Efter votering med 3 röster för och 1 röst emot förslaget", Some(3), Some(1), 0),
        ] {
            let vote = read(text, None).unwrap();
            assert_eq!((vote.yes, vote.no, vote.names.len()), (yes, no, names), "{text}");
        }
        assert_eq!(read("Enkäten gav 5 för och 4 emot.", None), None);
        let own = "Eva Ek (S) röstar för sitt eget förslag och Bo Alm (M) röstar för sitt eget förslag.";
        assert_eq!(read(own, None), None);
        let vote = read("Eva Ek (S) röstar för kajen och Bo Alm (M) röstar för bryggan.", None).unwrap();
        assert_eq!(vote.yes_means.as_deref(), Some("kajen"));
    }

    #[test]
    fn a_question_tells_which_side_is_yes() {
        let asked = Vote {
            yes_means: Some("avslag på kajen".into()),
            no_means: Some("bifall till kajen".into()),
            ..Vote::default()
        };
        let vote = read("4 röstar för kajen och 2 röstar emot.", Some(&asked)).unwrap();
        assert_eq!((vote.yes, vote.no), (Some(2), Some(4)));
        assert_eq!(read("4 röstar för bryggan och 2 röstar emot.", Some(&asked)), None);
    }

    #[test]
    fn every_pattern_compiles() {
        for pattern in [&FOR_FIRST, &FOR_LAST, &FOR_AND_AGAINST, &WINNER] {
            assert!(pattern.is_some());
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived(text in "(för |röstar |röster |4 |två |emot|och |Eva Ek \\(S\\)|, |: |\n|[.]){0,30}") {
            let _ = read(&text, None);
            let _ = won(&text);
        }
    }
}
