//! Rolls: lists of those present that are set as tables, the party in a column of its own, a mark for each paragraph.
//! Their rows are rewritten as other lists have them ("Eva Ek (S), ordförande § 4").

use crate::split::agenda::segments;
use crate::split::people;

/// What the marks of a roll stand for: one column for those who are there, or one for each paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marks {
    /// Where each column begins and ends, and the number of its paragraph.
    columns: Vec<(usize, usize, Option<u32>)>,
    /// Whether those who serve for the absent have a column beside them.
    substitutes: bool,
    /// Whether the columns are a name, the municipality that sent its bearer, and the party.
    seats: bool,
    /// Where the substitutes' own list begins that stands beside the members', each with a column of marks.
    beside: Option<usize>,
}

/// The marks of the row that heads a roll ("Ledamöter   § 40   § 41", "Ledamot   Parti   Närv   Ja   Nej").
pub(super) fn head(raw: &str) -> Option<Marks> {
    let cells = segments(raw);
    let (first, rest) = cells.split_first()?;
    let word = first.1.trim_end_matches(':').to_lowercase();
    let heads = ["ledamot", "ledamöter", "namn", "beslutande", "närvarande", "ersättare", "tjänstgörande"];
    if !heads.iter().any(|head| word.starts_with(head)) {
        return None;
    }
    let sent =
        rest.iter().filter(|(_, text)| matches!(text.to_lowercase().as_str(), "kommun" | "medlem")).count();
    if sent > 0 && rest.iter().any(|(_, text)| text.to_lowercase() == "parti") {
        // Where two lists stand beside each other, what stands below a name may be of either: nobody is told.
        return Some(Marks { columns: Vec::new(), substitutes: sent > 1, seats: true, beside: None });
    }
    let place = |(at, text): &(usize, String), number| (*at, at + text.chars().count(), number);
    let signed = rest.iter().any(|(_, text)| text.contains('§')) || first.1.contains('§');
    let paragraphs: Vec<_> = rest
        .iter()
        .filter_map(|cell| {
            let number = cell.1.trim_start_matches(['§', ' ']);
            number.parse().ok().filter(|_| signed).map(|number: u32| place(cell, Some(number)))
        })
        .collect();
    // Where those absent have a column too, it is not told here who has which mark.
    let is_there =
        |text: &str| matches!(text.to_lowercase().as_str(), "närv" | "närv." | "närvarande" | "närvaro");
    let there: Vec<_> = rest.iter().filter(|(_, text)| is_there(text)).collect();
    let absent = rest.iter().any(|(_, text)| text.to_lowercase().starts_with("frånv"));
    let substitutes = rest.iter().any(|(_, text)| text.to_lowercase().contains("ersättare"));
    if let [only] = there.as_slice() {
        // Paragraphs beside it are those that were voted on.
        return (!absent).then(|| Marks {
            columns: vec![place(only, None)],
            substitutes,
            seats: false,
            beside: None,
        });
    }
    // "Ledamöter   Närvarande   Ersättare   Närvarande"
    if let ([first, second], false) = (there.as_slice(), absent)
        && let Some((beside, _)) = rest.iter().find(|(_, text)| text.to_lowercase().starts_with("ersättare"))
        && first.0 < *beside
        && *beside < second.0
    {
        let columns = vec![place(first, None), place(second, None)];
        return Some(Marks { columns, substitutes: true, seats: false, beside: Some(*beside) });
    }
    let rising = paragraphs.len() >= 2 && paragraphs.windows(2).all(|pair| pair[0].2 < pair[1].2);
    rising.then_some(Marks { columns: paragraphs, substitutes: false, seats: false, beside: None })
}

/// What is said of one who serves. Without the mark at its end the next name would be taken for whom it is said to be.
const SERVES: &str = ", tjänstgörande ersättare;";

/// The people of a row as other lists print them; `None` where the row is not set so. Nobody, where the marks tell that
/// the one whom it names was not there.
pub(super) fn rewritten(raw: &str, marks: Option<&Marks>) -> Option<Vec<String>> {
    if let Some(beside) = marks.and_then(|marks| marks.beside) {
        return two_lists(raw, beside);
    }
    let first = marks.and_then(|marks| marks.columns.first()).map(|(at, _, _)| *at);
    let cells = segments(raw).into_iter().flat_map(|cell| marked(cell, first));
    let cells: Vec<(usize, String)> = cells.flat_map(parted).collect();
    let from = first.unwrap_or(usize::MAX);
    let (crosses, words): (Vec<_>, Vec<_>) = cells
        .into_iter()
        .partition(|(at, text)| at.saturating_add(3) >= from && (is_mark(text) || is_digits(text)));
    let words: Vec<&str> = words.iter().map(|(_, text)| text.as_str()).collect();
    if let Some(marks) = marks.filter(|marks| marks.seats) {
        return seated(&words, marks);
    }
    if let Some(marks) = marks {
        // "Eva Ek (S)   -   Bo Alm (S)": who serves stands beside who is absent.
        if let ([member, other], true) = (words.as_slice(), marks.substitutes)
            && begins_with_name(member)
            && begins_with_name(other)
        {
            let serves = format!("{other}{SERVES}");
            return Some(match there(&crosses, marks)? {
                Presence::Not => vec![serves],
                _ => vec![(*member).to_owned(), serves],
            });
        }
        let vacant = words.len() == 2 && words[1].eq_ignore_ascii_case("vakant");
        let words = if vacant { &words[..1] } else { words.as_slice() };
        let name = named(words)?;
        // Officials below a roll have no marks and are there.
        if crosses.is_empty() && !words.iter().any(|word| is_party(word)) {
            return None;
        }
        return Some(match there(&crosses, marks)? {
            Presence::Whole => vec![name],
            Presence::Part(scope) => vec![format!("{name}, {scope}")],
            Presence::Not => Vec::new(),
        });
    }
    // "Eva Ek      S      Bo Al (M)" below "För": whom she stands in for, or what she is.
    if let [name, party, tail @ ..] = words.as_slice()
        && begins_with_name(name)
        && is_party(party)
        && tail.len() <= 1
    {
        let person = with_party(name, party);
        return Some(vec![match tail.first() {
            Some(tail) if begins_with_name(tail) => format!("{person} för {tail}"),
            Some(tail) => format!("{person}, {tail}"),
            None => person,
        }]);
    }
    if let Some(person) = of_no_party(&words) {
        return Some(vec![person]);
    }
    let mut out: Vec<String> = Vec::new();
    let mut rest = words.as_slice();
    while let [party, name, tail @ ..] = rest {
        if !is_party(party) || !begins_with_name(name) {
            break;
        }
        out.push(with_party(name, party));
        let end = tail.iter().position(|word| is_party(word)).unwrap_or(tail.len());
        if let Some(last) = out.last_mut() {
            for word in &tail[..end] {
                last.push(' ');
                last.push_str(word);
            }
        }
        rest = &tail[end..];
    }
    (!out.is_empty() && rest.is_empty()).then_some(out)
}

/// The one whom a row names with the municipality that sent its bearer and the party.
fn seated(words: &[&str], marks: &Marks) -> Option<Vec<String>> {
    match words {
        _ if marks.substitutes => Some(Vec::new()),
        [name, _, party, tail @ ..] if begins_with_name(name) && is_party(party) => {
            let person = std::iter::once(with_party(name, party)).chain(tail.iter().map(|t| (*t).to_owned()));
            Some(vec![person.collect::<Vec<_>>().join(", ")])
        }
        _ => None,
    }
}

/// The people of a row of two lists beside each other, each name with its mark: those who were there, and for what
/// ("X §§ 71–72", "X tjg").
fn two_lists(raw: &str, beside: usize) -> Option<Vec<String>> {
    // Officials below the lists have no marks and are there.
    if segments(raw).len() == 1 && !raw.contains('(') {
        return None;
    }
    let (left, right): (Vec<_>, Vec<_>) = segments(raw).into_iter().partition(|(at, _)| at + 2 < beside);
    let mut out = Vec::new();
    for (half, substitutes) in [(left, false), (right, true)] {
        let cells: Vec<&str> = half.iter().map(|(_, text)| text.as_str()).collect();
        let (name, mark) = match cells.as_slice() {
            [] => continue,
            [name] => (*name, ""),
            [name, mark] => (*name, *mark),
            _ => return None,
        };
        if !begins_with_name(name) {
            return None;
        }
        let (sign, scope) = mark.split_once(' ').unwrap_or((mark, ""));
        if !is_mark(sign) || matches!(sign, "-" | "–") {
            continue;
        }
        let (word, span) = scope.split_at(scope.find('§').unwrap_or(scope.len()));
        let serves = word.to_lowercase().starts_with("tj");
        let role = match (substitutes, serves) {
            (true, true) => ", tjänstgörande ersättare",
            (true, false) => ", ersättare",
            (false, _) => "",
        };
        let span = if span.is_empty() { String::new() } else { format!(" {span}") };
        out.push(format!("{name}{role}{span};"));
    }
    Some(out)
}

/// "Eva Ek      vice ordförande": boards print no parties.
fn of_no_party(words: &[&str]) -> Option<String> {
    const LONGEST: usize = 40;
    let [name, office] = words else { return None };
    let held =
        people::offices::any(office) || matches!(*office, "ledamot" | "suppleant" | "ersättare" | "VD");
    let small = office.starts_with(|c: char| c.is_lowercase() || c == 'V');
    (held && small && office.chars().count() <= LONGEST && people::is_name(name))
        .then(|| format!("{name}, {office}"))
}

/// A cell whose text runs up to the first column of the marks, as its text and its mark ("Eva Ek (S), 1:e vice ordf X").
fn marked((at, text): (usize, String), first: Option<usize>) -> Vec<(usize, String)> {
    let Some(from) = first else { return vec![(at, text)] };
    let end = at + text.chars().count();
    match text.rsplit_once(' ') {
        Some((words, mark)) if is_mark(mark) && at < from && end <= from.saturating_add(6) => {
            vec![(at, words.to_owned()), (from, mark.to_owned())]
        }
        _ => vec![(at, text)],
    }
}

/// A cell "S Eva Ek, ordförande" as its two.
fn parted((at, text): (usize, String)) -> Vec<(usize, String)> {
    match text.split_once(' ') {
        Some((party, name)) if is_known(party) && begins_with_name(name) => {
            vec![(at, party.to_owned()), (at + party.chars().count() + 1, name.to_owned())]
        }
        _ => vec![(at, text)],
    }
}

/// The one whom the cells of a row with marks name.
fn named(words: &[&str]) -> Option<String> {
    match words {
        [party, name, ..] if is_party(party) && begins_with_name(name) => Some(with_party(name, party)),
        [name, party, ..] if begins_with_name(name) && is_party(party) => Some(with_party(name, party)),
        [name] if begins_with_name(name) => Some((*name).to_owned()),
        _ => None,
    }
}

/// The name with its party where other lists have it: "Eva Ek, ordförande" of "S" as "Eva Ek (S), ordförande".
fn with_party(name: &str, party: &str) -> String {
    let (name, tail) = name.split_at(name.find([',', '(', '§']).unwrap_or(name.len()));
    // "(ers.)": who votes in another's place.
    let serves = tail.trim_matches(['(', ')', '.', ' ', ',']).to_lowercase();
    let tail = if matches!(serves.as_str(), "ers" | "ersättare" | "tj" | "tjg" | "tjg ers" | "tj ers") {
        SERVES
    } else {
        tail
    };
    format!("{} ({party}){tail}", name.trim())
}

/// Whether somebody was there.
enum Presence {
    /// For all of it.
    Whole,
    /// For some paragraphs.
    Part(String),
    /// Not at all.
    Not,
}

/// For what somebody was there, by the marks below the columns; `None` where a mark stands below none of them.
fn there(crosses: &[(usize, String)], marks: &Marks) -> Option<Presence> {
    let mut seen = vec![false; marks.columns.len()];
    let alone = marks.columns.len() == 1;
    for (at, text) in crosses.iter().filter(|(_, text)| is_mark(text) && !matches!(text.as_str(), "-" | "–"))
    {
        let far = |(from, to, _): &(usize, usize, Option<u32>)| {
            from.saturating_sub(*at) + (at + 1).saturating_sub(*to)
        };
        let (best, index) = marks.columns.iter().map(far).zip(0..).min()?;
        // Behind the one column of those present stand the votes.
        if best > 3 && !alone || text.is_empty() {
            return None;
        }
        seen[index] |= best <= 3;
    }
    let numbers: Vec<u32> = marks
        .columns
        .iter()
        .zip(&seen)
        .filter(|(_, seen)| **seen)
        .filter_map(|(column, _)| column.2)
        .collect();
    Some(match seen.iter().filter(|seen| **seen).count() {
        0 => Presence::Not,
        count if count == seen.len() => Presence::Whole,
        _ => Presence::Part(spans(&numbers)),
    })
}

/// "§§ 40, 42–44" of the numbers.
fn spans(numbers: &[u32]) -> String {
    let mut out: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match out.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => out.push((*number, *number)),
        }
    }
    let parts: Vec<String> = out
        .iter()
        .map(|(from, to)| if from == to { from.to_string() } else { format!("{from}–{to}") })
        .collect();
    let sign = if numbers.len() > 1 { "§§" } else { "§" };
    format!("{sign} {}", parts.join(", "))
}

/// Whether a cell is a mark.
fn is_mark(text: &str) -> bool {
    matches!(text, "x" | "X" | "×" | "✓" | "√" | "1" | "-" | "–")
}

/// Whether a cell is a number.
fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a cell is a party and nothing else.
fn is_party(text: &str) -> bool {
    text.chars().count() <= 4 && !is_mark(text) && people::is_party(text)
}

/// Whether letters are those of a party that sits everywhere: where one blank parts them from a name, no others are sure.
fn is_known(text: &str) -> bool {
    const PARTIES: [&str; 9] = ["S", "M", "C", "L", "V", "KD", "MP", "SD", "FP"];
    PARTIES.contains(&text)
}

/// Whether a cell begins with a name.
fn begins_with_name(text: &str) -> bool {
    people::is_name(text[..text.find([',', '(', '§']).unwrap_or(text.len())].trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(raw: &str) -> Vec<String> {
        rewritten(raw, None).unwrap_or_default()
    }

    #[test]
    fn the_party_may_stand_first() {
        assert_eq!(row("S     Eva Ek, ordförande"), ["Eva Ek (S), ordförande"]);
        assert_eq!(row("S Eva Ek        M Bo Alm, vice ordf."), ["Eva Ek (S)", "Bo Alm (M), vice ordf."]);
        assert_eq!(row("L     Åsa Öst           för Pia Ro"), ["Åsa Öst (L) för Pia Ro"]);
        for other in ["Eva Ek, hamnchef", "S och M yrkar bifall", "Se bilaga 1", "X    Eva Ek"] {
            assert_eq!(row(other), [""; 0], "{other}");
        }
    }

    #[test]
    fn members_and_substitutes_may_stand_beside_each_other() {
        let marks = head("Ledamöter            Närvarande    Ersättare         Närvarande");
        let told = |raw: &str| rewritten(raw, marks.as_ref()).unwrap();
        assert_eq!(
            told("Eva Ek (S), ordf     X             Bo Alm (S)        X tjg §§ 7-9"),
            ["Eva Ek (S), ordf;", "Bo Alm (S), tjänstgörande ersättare §§ 7-9;"]
        );
        assert_eq!(told("Ia Ost (V)           X §§ 5-6      Siv Ro (V)"), ["Ia Ost (V) §§ 5-6;"]);
        assert_eq!(
            told("Per Ås (M)           -             Åsa Öst (M)       X"),
            ["Åsa Öst (M), ersättare;"]
        );
    }

    #[test]
    fn marks_tell_who_was_there_and_for_what() {
        let marks = head("Ledamöter         § 40   § 41   § 42");
        let told = |raw: &str| rewritten(raw, marks.as_ref());
        assert_eq!(told("S   Eva Ek         X      X      X"), Some(vec!["Eva Ek (S)".to_owned()]));
        assert_eq!(
            told("V   Ia Ost         X             X"),
            Some(vec!["Ia Ost (V), §§ 40, 42".to_owned()])
        );
        assert_eq!(told("Bo Alm   M"), Some(Vec::new()));
        let marks = head("Ledamot        Parti    Närv  Ja   Nej");
        let told = |raw: &str| rewritten(raw, marks.as_ref());
        assert_eq!(told("Eva Ek         S        x     x"), Some(vec!["Eva Ek (S)".to_owned()]));
        assert_eq!(
            told("Ia Ost (ers.)  V        x          x"),
            Some(vec!["Ia Ost (V), tjänstgörande ersättare;".to_owned()])
        );
        assert_eq!(told("Bo Alm         M        -"), Some(Vec::new()));
        let marks = head("Ledamöter              Närv.   Tjänstgörande ersättare     § 35   § 36");
        let told = |raw: &str| rewritten(raw, marks.as_ref());
        assert_eq!(
            told("Ia Ost (V)             -       Bo Alm (V)                   X      X"),
            Some(vec!["Bo Alm (V), tjänstgörande ersättare;".to_owned()])
        );
        assert_eq!(
            told("Eva Ek (S)             X                                    X      X"),
            Some(vec!["Eva Ek (S)".to_owned()])
        );
        assert_eq!(
            told("Siv Ro (M), 2:e v ordf X                                           X"),
            Some(vec!["Siv Ro (M), 2:e v ordf".to_owned()])
        );
        assert_eq!(told("Per Ås (SD)            –       Vakant"), Some(Vec::new()));
        let marks = head("Ledamot               Kommun           Parti");
        let told = |raw: &str| rewritten(raw, marks.as_ref());
        assert_eq!(
            told("Eva Ek                Hamnstad         S      ordförande"),
            Some(vec!["Eva Ek (S), ordförande".to_owned()])
        );
        let marks = head("Ledamot       Kommun     Parti    Ersättare      Kommun     Parti");
        assert_eq!(
            rewritten("Eva Ek        Viken      S        Bo Al          Hamn       M", marks.as_ref()),
            Some(Vec::new())
        );
        assert_eq!(head("Ledamot   Parti   Närv   Frånv"), None);
        assert_eq!(head("Ledamöter i nämnden 40 41"), None);
        assert_eq!(head("Beslutande     Närvarande ledamöter     Tjänstgörande ersättare"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_row_is_survived(raw in "(Eva Ek|S|X|-|  |     |, ordförande|§ 4|[(]ers.[)]){0,12}") {
            let marks = head("Ledamöter   § 40   § 41");
            let _ = (rewritten(&raw, None), rewritten(&raw, marks.as_ref()), head(&raw));
        }
    }
}
