//! The title of an item over its lines, and what stands in columns beside it.

pub(super) use super::aside::{ends, is_dated_paper, is_paper, refers};
use super::item::{Context, bare_number, opens_section, rule};
use super::labels::{self, Label};
use super::lists::begins_entry;
use super::names;
use super::numbered::{Heading as Numbered, without_leaders};
use crate::model::record::Item;
use crate::split::documents::signs;
use crate::split::lines;
use crate::split::numbers;
use crate::split::rows::Row;

/// What stands in a column beside a title.
pub(crate) enum Beside {
    /// Numbers of cases.
    Number(Vec<String>),
    /// Those who present.
    People(Vec<String>),
    /// A paper by its number ("Bilaga 2").
    Paper(String),
    /// A clock time, a length of time or a page.
    Time,
    /// That the matter is secret.
    Secret,
}

/// Reads a column beside a title; `None` for text that could belong to the title.
pub(crate) fn beside(text: &str) -> Option<Beside> {
    if let Some((_, value)) = labels::parse(text).into_iter().find(|(label, _)| *label == Label::Presenter) {
        return Some(Beside::People(names::people(&value)));
    }
    if bare_number(text) || labels::parse(text).first().is_some_and(|(label, _)| *label == Label::Number) {
        return Some(Beside::Number(numbers::labelled(text)));
    }
    let timed = text.len() <= 20
        && text.bytes().any(|b| b.is_ascii_digit())
        && text.split_whitespace().all(|word| {
            let word = word.trim_end_matches('.').to_lowercase();
            word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ':' | '-' | '–'))
                || matches!(word.as_str(), "kl" | "min" | "minuter" | "sid" | "s" | "–" | "h" | "tim")
        });
    let later = matches!(
        text.trim_matches(['(', ')', '.']).to_lowercase().as_str(),
        "bilaga" | "utdelas" | "utsändes senare" | "utsänds senare" | "skickas senare" | "muntligt"
    );
    if is_secrecy(text) {
        return Some(Beside::Secret);
    }
    // Papers may be lettered in a column of their own ("Bilaga" over "A"), as may the bodies that decide ("KF").
    let lettered = text.chars().count() <= 4 && text.chars().all(char::is_uppercase);
    // "C, D", "Bil. 3": papers in a column of their own.
    let letters = text.split(", ").count() >= 2
        && text.split(", ").all(|part| part.len() == 1 && part.starts_with(|c: char| c.is_ascii_uppercase()));
    let marked = ["Bil. ", "Bil "].iter().find_map(|word| text.strip_prefix(word));
    let marked = marked.is_some_and(|mark| {
        mark.chars().count() <= 9
            && mark.split([',', '-', '–', ' ']).all(|part| {
                part.len() <= 2 && part.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
            })
    });
    // A dash fills a column that has nothing to say.
    if letters || marked || lettered || timed || later || matches!(text, "-" | "–" | "—") {
        return Some(Beside::Time);
    }
    let linked = text.strip_prefix('[').and_then(|rest| rest.split_once("](")).map(|(name, _)| name);
    if let Some(paper) = linked.or_else(|| is_paper(text).then_some(text)) {
        return Some(Beside::Paper(paper.to_owned()));
    }
    let people = names::named(text);
    (!people.is_empty()).then_some(Beside::People(people))
}

/// Whether a line says that the matter is secret and nothing else.
pub(super) fn is_secrecy(text: &str) -> bool {
    matches!(text.trim_matches(['(', ')', '.']).to_lowercase().as_str(), "sekretess" | "sekretessärende")
}

/// The number of a case that a row begins with and what stands in columns beside it, where that is known; else the row.
pub(super) fn own_column(row: &Row<'_>) -> (String, Vec<String>) {
    let mut segments = super::layout::segments(row.raw).into_iter().map(|(_, text)| text);
    let own = segments.next().unwrap_or_default();
    let others: Vec<String> = segments.collect();
    let known = |text: &String| beside(text).is_some() || is_office(text);
    if !others.is_empty() && bare_number(&own) && others.iter().all(known) {
        return (own, others);
    }
    (row.text.clone(), Vec::new())
}

/// Whether a column holds an office, as it stands below the name of who has it.
fn is_office(text: &str) -> bool {
    text.starts_with(char::is_lowercase)
        && text.split(' ').count() <= 3
        && crate::split::people::offices::any(text)
}

/// The name of a column of those who present, without an office that no list knows ("Eva Ek, HR-partner").
fn without_office(text: String) -> String {
    match text.split_once(", ") {
        Some((name, office)) if crate::split::people::is_name(name) && office.split(' ').count() == 1 => {
            name.to_owned()
        }
        _ => text,
    }
}

/// A title that was read.
#[derive(Debug, Default)]
pub(super) struct Title {
    /// Its lines joined.
    pub(super) text: String,
    /// How many rows of the body belong to it.
    pub(super) used: usize,
    /// What stands in columns beside them.
    pub(super) columns: Vec<String>,
}

/// The title that begins in the row `head` and goes on in the body.
pub(super) fn read(heading: &Numbered, head: &Row<'_>, body: &[&Row<'_>], context: Context<'_>) -> Title {
    let mut title = Title { text: heading.title.trim_end_matches(['*', ' ']).to_owned(), ..Title::default() };
    let column = column(head, &heading.title);
    let beside_at = right_of(head, heading);
    let people = heading.beside.iter().any(|text| matches!(beside(text), Some(Beside::People(_))));
    let mut columned = !heading.beside.is_empty();
    // Whatever stands right above a number of its own is the title.
    let mut close = body.iter().take(5).skip_while(|row| row.blank()).take_while(|row| !row.blank());
    let above_number = close.position(|row| bare_number(&row.text)).unwrap_or(0);
    let mut line = title.text.clone();
    for (at, row) in body.iter().enumerate() {
        let mut segments = super::layout::segments(row.raw).into_iter().map(|(_, text)| text);
        let own = segments.next().unwrap_or_default();
        let others: Vec<String> = segments.collect();
        // Somebody else in the column of those beside the title.
        let right = beside_at.is_some_and(|right| row.lead.abs_diff(right) <= 1);
        let own = if right && people { without_office(own) } else { own };
        if right && others.is_empty() && (beside(&own).is_some() || is_office(&own)) {
            title.columns.extend(Some(own).filter(|text| !is_office(text)));
            title.used = at + 1;
            continue;
        }
        let known = |text: &String| beside(text).is_some() || is_office(text);
        let parted = !others.is_empty() && others.iter().all(known);
        let text = if parted { own.as_str() } else { row.text.as_str() };
        if row.blank() {
            if title.text.is_empty() {
                continue;
            }
            break;
        }
        // The case's number stands above the title, perhaps by its label.
        if title.text.is_empty() && (bare_number(text) || numbered(text)) {
            title.columns.push(text.to_owned());
            title.used = at + 1;
            continue;
        }
        if labels::any(labels::without_item_word(text))
            || opens_section(text)
            || at >= 6
            || !title.text.is_empty() && (ends(text) || refers(&title.text, text) || tells(&title.text, text))
            || presents(text) && body.get(at + 1).is_some_and(|below| decides(&below.text))
        {
            break;
        }
        // The page where its paper begins, from a column of its own.
        if !title.text.is_empty() && heading.alone() && text.bytes().all(|b| b.is_ascii_digit()) {
            break;
        }
        // "UTGÅR" in the place of the title: the title stands below.
        if is_withdrawn(&title.text) {
            title.text.clear();
        }
        columned |= parted;
        let below =
            columned && column.is_some_and(|column| row.lead.abs_diff(column) <= 1) && !text.ends_with('.');
        let named = at < above_number && names::named(text).is_empty();
        let (text, led) = without_leaders(text);
        let text = text.as_str();
        let goes_on =
            wraps(&title.text, &line, text, context) || (below || named) && may_go_on(&title.text, text);
        if !title.text.is_empty() && (rule(text) || !goes_on) {
            break;
        }
        lines::append(&mut title.text, text);
        line.clear();
        line.push_str(text);
        title.columns.extend(others.into_iter().filter(|text| parted && !is_office(text)));
        title.used = at + 1;
        // Dot leaders and the page after them end what they lead from.
        if led {
            break;
        }
    }
    title
}

/// Whether a line is a number of a case by its label ("Dnr HN 2031-000018 1.4.3.2").
fn numbered(text: &str) -> bool {
    labels::parse(text)
        .first()
        .is_some_and(|(label, value)| *label == Label::Number && !numbers::labelled(value).is_empty())
}

/// Whether a body decides in this line: what is proposed begins.
fn decides(text: &str) -> bool {
    crate::split::organs::leading(text).is_some_and(|named| {
        let verb = named.rest.split([' ', ':']).next().unwrap_or("");
        !named.genitive && super::proposal::DECIDES.contains(&verb)
    })
}

/// Whether a line tells of the matter what no title says: by a label ("Sökande: Eva Ek"), or who presents it when.
fn tells(title: &str, text: &str) -> bool {
    let label = text.split_once(": ").is_some_and(|(label, _)| {
        label.starts_with(char::is_uppercase)
            && label.chars().count() >= 4
            && label.chars().all(char::is_alphabetic)
    });
    !lines::hangs(title) && (label || decides(text) || !super::told::verb(text).is_empty())
}

/// Whether a line is a name alone; that of a place looks like one.
fn presents(text: &str) -> bool {
    crate::split::people::is_name(text) && text.chars().any(char::is_lowercase)
}

/// The character of its row at which a title begins.
fn column(head: &Row<'_>, title: &str) -> Option<usize> {
    let start: String = title.chars().take(12).collect();
    let at = if start.is_empty() { None } else { head.raw.find(start.as_str()) }?;
    Some(head.raw[..at].chars().count())
}

/// The character at which the one column beside a title begins.
fn right_of(head: &Row<'_>, heading: &Numbered) -> Option<usize> {
    let [beside] = heading.beside.as_slice() else { return None };
    if heading.title.is_empty() {
        return None;
    }
    let (at, text) = super::layout::segments(head.raw).pop()?;
    (text == *beside && at > head.lead).then_some(at)
}

/// Whether a title says only that the matter was taken off the list.
pub(super) fn is_withdrawn(title: &str) -> bool {
    matches!(title.trim_matches(['*', ' ', '.', '–', '-']).to_lowercase().as_str(), "utgår" | "utgått")
}

/// Whether a line says of the matter that it was taken off the list ("Ärendet utgår").
pub(super) fn is_taken_off(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split([' ', '.', ',', ':']);
    matches!(words.next(), Some("ärendet" | "punkten"))
        && matches!(words.next(), Some("utgår" | "utgått" | "har"))
        && lower.contains("utgå")
        && text.chars().count() <= 120
        || is_withdrawn(text)
        // "Utgår, återkommer i oktober"
        || lower.starts_with("utgår,") && text.chars().count() <= 60
}

/// Whether a title says beside what it names that the matter was taken off ("Ny kaj – UTGÅR").
pub(super) fn says_withdrawn(title: &str) -> bool {
    let lower = title.trim_matches(['*', ' ', '.', '(', ')']).to_lowercase();
    let apart = |text: &str| {
        text.trim_end_matches(['(', ' ']).ends_with(['–', '-', ',', ':', ';']) || text.ends_with('(')
    };
    let shouted = title.trim_end_matches(['*', ' ', '.', ')']).ends_with("UTGÅR");
    is_withdrawn(title)
        || is_taken_off(title)
        || lower.strip_suffix("utgår").is_some_and(|before| shouted || apart(before.trim_end()))
        || lower.strip_prefix("utgår").is_some_and(|rest| rest.trim_start().starts_with(['–', '-', ':', ')']))
}

/// The pieces of a column that commas part, where each says by itself what it is ("Dnr 31/25, Eva Ek").
pub(super) fn pieces(text: &str) -> Vec<&str> {
    let pieces: Vec<&str> = text.split(", ").collect();
    let number = |text: &str| matches!(beside(text), Some(Beside::Number(_)));
    let people = |text: &str| matches!(beside(text), Some(Beside::People(_)));
    match pieces.as_slice() {
        [first, rest @ ..] if !rest.is_empty() && number(first) && rest.iter().all(|text| people(text)) => {
            pieces
        }
        _ => vec![text],
    }
}

/// Whether a title goes on with this line: it was cut by the line's end, or the line cannot begin anything.
fn wraps(title: &str, line: &str, next: &str, context: Context<'_>) -> bool {
    let first = next.chars().next().unwrap_or(' ');
    if !may_go_on(title, next) {
        return false;
    }
    let open = title.ends_with('&') || lines::hangs(title);
    let width = context.width;
    let last = title.chars().count() % width.max(1);
    let room = context.titles > 0 && lines::breaks_early(line, next, context.titles * 9 / 10);
    let full = width > 0
        && title.chars().count() >= width * 3 / 5
        && !room
        && !lines::breaks_early(title, next, width.min(last.max(60)));
    // A bracket begins nothing.
    let bracket = first == '(' && beside(next).is_none();
    open || first.is_lowercase() || bracket || full
}

/// Whether a line can go on with a title at all.
fn may_go_on(title: &str, next: &str) -> bool {
    let first = next.chars().next().unwrap_or(' ');
    // A day alone begins nothing of a title, and what ends in its number behind a bracket goes on only in small letters.
    let ended = is_day(next) || !first.is_lowercase() && numbers::bracketed(title).is_some();
    if ended && !lines::hangs(title) {
        return false;
    }
    // A number that a comma ties to the title is a word of it.
    let number = bare_number(next) && !title.ends_with(',');
    // A number behind its label ends what it stands in, unless a sentence goes on.
    if !first.is_lowercase()
        && labels::number(title)
        && !lines::hangs(title)
        && numbers::at_end(title).is_some()
    {
        return false;
    }
    !(matches!(first, '-' | '–' | '•' | '*' | '·')
        || begins_entry(next)
        || number
        || title.ends_with(['.', '?', '!']) && !title.ends_with("m.m.") && !title.ends_with("fl."))
}

/// Whether a line is a day and nothing else ("tisdag 20 april", "2032-04-20").
pub(super) fn is_day(text: &str) -> bool {
    use crate::model::date::{MONTHS, WEEKDAYS};
    let lower = text.trim_end_matches(['.', ',']).to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let digits = |word: &str| {
        !word.is_empty() && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '-' | ':' | '.'))
    };
    let weekday =
        |word: &str| WEEKDAYS.iter().any(|day| word == *day || word.strip_suffix("en") == Some(*day));
    let known = |word: &&str| {
        digits(word) || weekday(word) || MONTHS.contains(word) || matches!(*word, "den" | "kl" | "kl.")
    };
    let dated = words.iter().any(|word| MONTHS.contains(word)) || signs::date_in(&lower).is_some();
    dated && words.len() <= 6 && words.iter().all(known) && lower.bytes().any(|b| b.is_ascii_digit())
}

/// A title that ends in more numbers is none, and each of them costs a look at all of it.
const MOST_NUMBERS: usize = 64;

/// A number that ends the title's line is the item's and no part of the title, in brackets only where its head gave no
/// other; one within the title stays there, and is the item's unless its head gave another.
pub(super) fn in_title(item: &mut Item) {
    let known = item.diarienummer.len();
    for _ in 0..MOST_NUMBERS {
        // Where the head gave the item's number, one of another register in the title is somebody else's.
        let own =
            |number: &str| item.diarienummer.iter().any(|known| numbers::of_one_register(known, number));
        let last = numbers::at_end(&item.title)
            .filter(|(_, number)| known == 0 || !tied(&item.title) && own(number));
        let Some((title, number)) = last else { break };
        if !item.diarienummer.iter().any(|known| numbers::same(known, &number)) {
            item.diarienummer.insert(known, number);
        }
        item.title = title;
    }
    if item.diarienummer.is_empty()
        && let Some((title, numbers)) = numbers::bracketed(&item.title)
    {
        item.diarienummer = numbers;
        item.title = title;
    }
    if item.diarienummer.is_empty() {
        item.diarienummer = numbers::in_title(&item.title);
    }
}

/// Whether a comma ties the number at the end of a title to it: the item has another number then, and this one is what
/// the title speaks of.
fn tied(title: &str) -> bool {
    numbers::at_end(title).is_some_and(|(kept, _)| {
        title.get(kept.len()..).is_some_and(|rest| rest.trim_start().starts_with(','))
    })
}
