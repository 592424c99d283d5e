//! Who voted how: rows of a table, lists below or after the word of a vote, and names before their verb.

use std::sync::LazyLock;

use regex::Regex;

use super::result::ballot;
use crate::model::record::{Ballot, VoteName};
use crate::split::people::{self, Mention};

/// Those whose votes are told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Casts {
    /// Each with the vote.
    pub(super) names: Vec<VoteName>,
    /// Whether a list says that there were more than those it names ("m.fl.", "övriga").
    pub(super) partial: bool,
}

/// One name and its vote on a line: "Eva Ek (S) Ja". Group: word.
static ROW: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^[\s|.…:(–-]*(ja|nej|avstår|avst\.?|frånvarande|frånv\.?)[\s|).,]*$").ok()
});
/// The word of a vote at the head of a line, and what follows it. Groups: word, rest.
static HEAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^(?:[-–•*]\s*)?(?:(?:följande|ledamöter|de)(?: ledamöter)?(?: som)? (?:röstar|röstade) )?",
        r"(ja|nej|avstår|avstod|avstående|frånvarande)(?:-?röst(?:er)?)?(?: (?:röstar|röstade|från att rösta))?",
        r"(?: (?:avges|avgavs|avgav|lämnas|lämnades|gjorde)(?: av)?)?(?: följande(?: ledamöter)?)?",
        r"\s?(?:[:=–-]\s?)?(?:\(?\d{1,3}\)?(?: st\.?)?(?: röst(?:er)?)?)?\s?[:(–-]?\s*(.*)$"
    ))
    .ok()
});
/// The word of a vote before names within a text. Group: word.
static BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?:^|[\s.(])(ja|nej|avstår|avstod|avstående|frånvarande)(?:-?röst(?:er)?)?(?:\s+(?:röstar|röstade|från\s+att\s+rösta))?",
        r"(?:\s+(?:avges|avgavs|avgav|lämnas|lämnades|gjorde)(?:\s+av)?)?(?:\s+följande(?:\s+ledamöter)?)?",
        r"\s*(?:[:=–-]\s*)?(?:\(?\d{1,3}\)?(?:\s+st\.?)?(?:\s+röst(?:er)?)?)?\s*[:(–-]?\s*"
    ))
    .ok()
});
/// A vote after names: "… röstar Ja", "… avstår". Group: word.
static AFTER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:har\s+|att\s+)?(?:röstar|röstade|rösta|röstat)\s+(ja|nej)\b|\b(avstår|avstod)\b|\b(lägger|lade) ned (?:sin|sina) röst(?:er)?\b").ok()
});

/// Who voted how in the text of one vote.
pub(super) fn read(text: &str) -> Casts {
    let rows: Vec<VoteName> = text.lines().filter_map(row).collect();
    // One row alone may end a text that tells the rest in lists ("Eva Ek (S) avstår.").
    if rows.len() >= 2 {
        return Casts { names: rows, partial: false };
    }
    let mut found = lists(text);
    let running = running(text);
    for cast in running.names.into_iter().chain(rows) {
        if !found.names.iter().any(|other| other.name == cast.name && other.party == cast.party) {
            found.names.push(cast);
        }
    }
    found.partial |= running.partial;
    found
}

/// One row of a table of votes.
pub(super) fn row(line: &str) -> Option<VoteName> {
    let found = people::mentions(line);
    // "Eva Ek ja": a name alone.
    if found.is_empty() {
        let (name, word) = line.trim().rsplit_once(' ')?;
        let vote = ballot(ROW.as_ref()?.captures(word)?.get(1)?.as_str())?;
        let name = name.trim_end_matches([' ', ':', '.', '|']);
        return people::is_name(name).then(|| VoteName { name: name.to_owned(), party: None, vote });
    }
    let [mention] = found.as_slice() else { return None };
    let word = ROW.as_ref()?.captures(&line[mention.end..])?;
    Some(VoteName { name: mention.name.clone(), party: mention.party.clone(), vote: ballot(&word[1])? })
}

/// The vote that heads a line, and the names that follow on it, where nothing else does.
pub(super) fn head(line: &str) -> Option<(Ballot, &str)> {
    let found = HEAD.as_ref()?.captures(line.trim())?;
    let rest = found.get(2)?.as_str();
    let whole = found.get(0)?.as_str();
    // "Ja" alone or with its mark; "Ja tack till kajen" is no list.
    let next = whole[found.get(1)?.end()..].chars().next();
    let word_ends = next.is_none_or(|c| !c.is_alphabetic());
    (word_ends && is_of_names(rest)).then_some((ballot(&found[1])?, rest))
}

/// Whether a line may be a part of a list of names: names, parties and the words that join them, and nothing else.
pub(super) fn is_of_names(line: &str) -> bool {
    line.split_whitespace().all(|word| {
        let bare = word.trim_matches(['(', ')', ',', ';', '.', ':']);
        is_joint(bare)
            || word.starts_with('(') && people::is_party(bare)
            || bare.chars().next().is_some_and(char::is_uppercase)
            || people::is_particle(bare)
    })
}

/// Whether a word only joins names or tells what somebody is.
fn is_joint(word: &str) -> bool {
    const WORDS: [&str; 13] = [
        "och",
        "samt",
        "jämte",
        "m.fl",
        "fl",
        "m",
        "ordföranden",
        "ordförande",
        "vice",
        "ledamoten",
        "ledamöterna",
        "tjänstgörande",
        "",
    ];
    WORDS.contains(&word) || word.starts_with("ersättar")
}

/// Lists that stand below or after the word of their vote, each on rows of its own.
fn lists(text: &str) -> Casts {
    let mut out = Casts::default();
    let mut open: Option<(Ballot, String)> = None;
    for line in text.lines() {
        if let Some((ballot, rest)) = head(line) {
            close(open.take(), &mut out);
            open = Some((ballot, rest.to_owned()));
        } else if let Some((_, list)) = open.as_mut().filter(|_| is_of_names(line)) {
            list.push('\n');
            list.push_str(line);
        } else {
            close(open.take(), &mut out);
        }
    }
    close(open, &mut out);
    out
}

/// Notes those of a list.
fn close(open: Option<(Ballot, String)>, out: &mut Casts) {
    let Some((vote, list)) = open else { return };
    let found = people::mentions(&list);
    out.partial |= is_partial(&list);
    if found.first().is_some_and(|first| joins(&list[..first.start])) {
        out.names.extend(found.into_iter().map(|mention| cast(mention, vote)));
    } else if let Some(names) = bare_names(&list) {
        out.names.extend(names.into_iter().map(|name| VoteName { name, party: None, vote }));
    }
}

/// Whether a list says that it is not whole.
fn is_partial(list: &str) -> bool {
    ["m.fl", "m fl", "m. fl"].iter().any(|words| list.contains(words))
}

/// Names without parties, where the list is nothing else: parted by commas, or one a row.
pub(super) fn bare_names(list: &str) -> Option<Vec<String>> {
    let list = list.trim().trim_end_matches([')', '.', ',']);
    let list = ["och ", "samt "].iter().find_map(|word| list.strip_prefix(word)).unwrap_or(list);
    let commas = list.contains([',', ';']) || list.contains(" och ");
    let text = if commas { list.replace('\n', " ") } else { list.replace('\n', ",") };
    let names: Vec<String> = text
        .replace(" och ", ",")
        .replace(" samt ", ",")
        .split([',', ';'])
        .map(crate::base::text::squeeze)
        .filter(|name| !name.is_empty())
        .collect();
    (!names.is_empty() && names.iter().all(|name| people::is_name(name))).then_some(names)
}

/// Names within running text, before the verb of their vote or after its word.
fn running(text: &str) -> Casts {
    let found = people::mentions(text);
    let mut out = Casts::default();
    let mut votes: Vec<Option<Ballot>> = vec![None; found.len()];
    let mut from = 0;
    for verb in AFTER.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(text)) {
        let Some(whole) = verb.get(0) else { continue };
        let vote = verb.get(1).map_or(Some(Ballot::Avstar), |word| ballot(word.as_str()));
        // Who does not take part in the decision has not abstained from voting.
        let apart = text[whole.end()..].trim_start().starts_with("från att delta")
            || text[whole.end()..].trim_start().starts_with("från deltagande");
        let Some(vote) = vote.filter(|_| !apart) else { continue };
        let run = run_before(text, &found, whole.start());
        if run.is_empty() {
            // Names without parties, where the sentence is nothing else.
            let before = &text[from..whole.start()];
            let list = before.rsplit(['.', ')', ':', ';', '\n']).next().unwrap_or("");
            let names = bare_names(list).unwrap_or_default();
            out.names.extend(names.into_iter().map(|name| VoteName { name, party: None, vote }));
        }
        from = whole.end();
        run.for_each(|at| {
            votes[at].get_or_insert(vote);
        });
    }
    for word in BEFORE.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(text)) {
        let (Some(whole), Some(vote)) = (word.get(0), ballot(&word[1])) else { continue };
        // "Nämnden svarar nej Eva Ek (S) …": a bare word heads no list.
        if whole.as_str().trim_start_matches(['.', '(']).trim().len() == word[1].len() {
            continue;
        }
        let run = run_after(text, &found, whole.end());
        run.for_each(|at| {
            votes[at].get_or_insert(vote);
        });
    }
    for (mention, vote) in found.into_iter().zip(votes) {
        let Some(vote) = vote else { continue };
        out.partial |= is_partial(text[mention.end..].get(..8).unwrap_or(""));
        out.names.push(cast(mention, vote));
    }
    out
}

/// The people of one list that ends where the verb stands.
pub(super) fn run_before(text: &str, found: &[Mention], verb: usize) -> std::ops::Range<usize> {
    let end = found.partition_point(|mention| mention.end <= verb);
    let mut start = end;
    let mut next = verb;
    while start > 0 && joins(text.get(found[start - 1].end..next).unwrap_or("x")) {
        start -= 1;
        next = found[start].start;
    }
    start..end
}

/// The people of one list that begins where a word ends.
pub(super) fn run_after(text: &str, found: &[Mention], from: usize) -> std::ops::Range<usize> {
    let start = found.partition_point(|mention| mention.start < from);
    let mut end = start;
    let mut last = from;
    if found
        .get(start)
        .is_some_and(|first| text.get(from..first.start).is_some_and(|lead| lead.contains(',')))
    {
        return start..start;
    }
    while let Some(mention) = found.get(end).filter(|next| joins(text.get(last..next.start).unwrap_or("x"))) {
        last = mention.end;
        end += 1;
    }
    start..end
}

/// Whether what stands between two people only joins them.
fn joins(between: &str) -> bool {
    !between.contains(['.', ':'])
        && between.split_whitespace().all(|word| is_joint(word.trim_matches([',', ';'])))
        || is_partial(between)
            && between.split_whitespace().all(|word| is_joint(word.trim_matches([',', ';', '.'])))
}

/// Somebody's vote.
fn cast(mention: Mention, vote: Ballot) -> VoteName {
    VoteName { name: mention.name, party: mention.party, vote }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(String, Ballot)> {
        read(text).names.into_iter().map(|cast| (cast.name, cast.vote)).collect()
    }

    fn expected(names: &[(&str, Ballot)]) -> Vec<(String, Ballot)> {
        names.iter().map(|(name, vote)| ((*name).to_owned(), *vote)).collect()
    }

    #[test]
    fn lists_below_or_after_their_word() {
        let all = expected(&[("Eva Ek", Ballot::Ja), ("Bo Alm", Ballot::Ja), ("Ia Ost", Ballot::Nej)]);
        for text in [
            "Ja röstar: Eva Ek (S) och Bo Alm (M)\nNej röstar: Ia Ost (V)",
            "Ja-röster (2)\nEva Ek (S)\nBo Alm (M)\nNej-röster (1)\nIa Ost (V)",
            "Ja: Eva Ek, Bo Alm\nNej: Ia Ost\nVid lika röstetal avgör ordföranden.",
            "Ja: 2 (Eva Ek (S), Bo Alm (M))\nNej: 1 (Ia Ost (V))",
            "Följande röstar ja: Eva Ek (S) samt Bo Alm (M). Följande röstar nej: Ia Ost (V).",
            "Ja röstar Eva Ek (S), Bo Alm (M). Nej röstar Ia Ost (V).",
            "Ja-röster lämnas av Eva Ek (S)\noch Bo Alm (M).\nIa Ost (V) röstar nej.",
            "Två ledamöter röstar ja (Eva Ek (S), Bo Alm (M)) och en nej (Ia Ost (V)).",
            "Ja-röster: Eva Ek (S), Bo\nAlm (M)\nNej-röster: Ia Ost (V)",
        ] {
            assert_eq!(told(text), all, "{text}");
        }
    }

    #[test]
    fn only_what_is_told_of_the_vote() {
        for text in [
            "Nämnden svarade nej, Eva Ek (S) reserverade sig.",
            "Eva Ek (S) avstår från att delta i beslutet.",
            "Ja tack till kajen, säger Eva Ek (S).",
            "Eva Ek (S) yrkar bifall. Ledamöterna röstar ja.",
        ] {
            assert_eq!(told(text), [], "{text}");
        }
        assert!(read("Eva Ek (S) m.fl. röstar ja.").partial);
    }

    #[test]
    fn every_pattern_compiles() {
        for pattern in [&ROW, &HEAD, &BEFORE, &AFTER] {
            assert!(pattern.is_some());
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived(text in "(Ja |Nej: |röstar |avstår |Eva Ek \\(S\\)|, |Bo Alm|m.fl.|\n|[.]){0,30}") {
            let _ = read(&text);
        }
    }
}
