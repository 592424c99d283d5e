//! Letterheads: labels with their values, among address blocks.

use super::values::{bare_day, is_value, place_and_day, take_values, value_beside, value_row};
use super::words::{KIND_WORDS, kind_in_columns, kind_word};
use super::{Head, Sign, ahead, stands_alone};
use crate::model::record::DocumentKind;
use crate::split::furniture;
use crate::split::rows::Row;

/// Labels of a letterhead.
const FIELD_WORDS: &[&str] = &[
    "tjänsteställe",
    "handläggare",
    "sammanträdesdatum",
    "mötesdatum",
    "datum",
    "upprättad",
    "beteckning",
    "ärendebeteckning",
    "dnr",
    "diarienummer",
    "diarienr",
    "ärendenummer",
    "ärendenr",
    "vår beteckning",
    "er beteckning",
    "ert dnr",
    "vår referens",
    "er referens",
    "referens",
    "mottagare",
    "sida",
    "sid",
    "dokumenttyp",
    "externt diarienummer",
    "avsändare",
    "organ",
    "version",
    "ert datum",
    "kontaktperson",
    "enhet",
    "avdelning",
    "förvaltning",
    "telefon",
    "e-post",
    "dokumentdatum",
    "vårt datum",
    "ert ärendenummer",
];

/// The words for a memo before the day that a letterhead prints beside them ("tjänsteskrivelse 2031-05-15"); other
/// words with a day can be titles.
fn dayless(lower: &str) -> &str {
    let (word, day) = lower.split_once(' ').unwrap_or((lower, ""));
    let memo = matches!(word, "tjänsteskrivelse" | "tjänsteutlåtande");
    if memo && bare_day(day) { word } else { lower }
}

/// Whether the line is one or more labels of a letterhead and nothing else.
pub(crate) fn field_row(text: &str) -> bool {
    if text.len() > 140 || !text.chars().next().is_some_and(char::is_alphabetic) {
        return false;
    }
    let lower = text.to_lowercase();
    let mut rest = lower.as_str();
    let mut fields = 0;
    loop {
        rest = rest.trim_start_matches([' ', ',', ':', '/', '\t', '(', ')']);
        if rest.is_empty() {
            return fields > 0;
        }
        // The longest label wins: "er beteckning" before "er".
        let label = FIELD_WORDS.iter().chain(FIELD_KINDS).filter_map(|word| {
            let tail = rest.strip_prefix(*word)?;
            tail.chars().next().is_none_or(|c| !c.is_alphanumeric()).then_some(tail)
        });
        let Some(tail) = label.min_by_key(|tail| tail.len()) else { return false };
        rest = tail;
        fields += 1;
    }
}

/// Words for kinds that stand among the labels of a letterhead.
const FIELD_KINDS: &[&str] = &["föredragningspm", "tjänsteskrivelse", "tjänsteutlåtande"];

/// A letterhead: rows of labels with their values, among address blocks.
pub(super) fn letterhead(rows: &[Row<'_>], i: usize) -> Option<Sign> {
    // The number below an item's title is the item's.
    let on_page = |above: &Row<'_>| above.page == rows[i].page && begins_item(&above.text);
    if rows[i].text.len() > 160 || i > 0 && on_page(&rows[i - 1]) && !worded(rows, i) {
        return None;
    }
    let mut head = Head::default();
    let (mut fields, mut values, mut rich, mut addresses, mut after) = (0, 0, 0, 0, i);
    let mut kind = None;
    let mut expect = false;
    let mut seen_other = 0;
    let mut last = i;
    let mut addressed = false;
    let columned = kind_beside(rows, i);
    // No head reaches over the next item of an agenda, or a clause.
    for (at, text) in ahead(rows, i, 16).take_while(|(_, text)| !numbered(text)) {
        let apart = apart(rows, (i, last), at);
        if apart && fields == 0 && values == 0 && kind.is_none() {
            return None;
        }
        // A paragraph is an item of an agenda, where no word says that an extract begins.
        if text.starts_with('§') && kind.is_none() {
            break;
        }
        last = at;
        addressed |= matches!(text.trim_end_matches(':'), "Till" | "Mottagare");
        let address = rows[at].furniture || furniture::contact(text) || furniture::counter(text).is_some();
        let (own, dated) = kind_of_row(rows, i, at);
        let begins = own.is_some() || address || begins_head(&rows[at]);
        if at == i && !begins {
            return None;
        }
        if own.is_some() && (kind.is_none() || fields == 0) {
            kind = kind.or(own);
            values += usize::from(dated);
            take_values(&mut head, text);
            head.sender = head.sender.filter(|sender| kind_word(sender).is_none());
            after = at + 1;
        } else if field_row(text) || fields_beside_house(&rows[at]) {
            fields += 1;
            expect = true;
            kind = kind.or_else(|| text.split_whitespace().find_map(kind_word));
            after = at + 1;
        } else if let Some(value) =
            value_beside(&rows[at]).filter(|_| at > i && !value_row(text) && memo_at_top(rows, i))
        {
            values += 1;
            let sender = head.sender.take();
            take_values(&mut head, &value);
            head.sender = sender;
            after = at + 1;
        } else if gives_value(text, expect || columned && bare_day(text) || below_word(rows, i, at), &head) {
            values += 1;
            rich += usize::from(value_row(text));
            expect = expect && !value_row(text);
            let sender = head.sender.clone();
            take_values(&mut head, text);
            // Whose name stands under "Till" is written to.
            if addressed {
                head.sender = sender;
            }
            after = at + 1;
        } else if address {
            addresses += 1;
            after = at + 1;
        } else {
            seen_other += 1;
            if seen_other > 2 || runs(text) {
                break;
            }
        }
    }
    // A label with its number alone is an item's head as well; a letterhead has a day, a kind or an address too.
    let enough = (rich > 0 && (fields > 0 || kind.is_some() || addresses > 0))
        || (fields > 0 && values > 0 && (head.date.is_some() || addresses > 1))
        || (kind.is_some() && values > 0)
        || (values > 1 && head.date.is_some() && head.number.is_some());
    let known = head.date.is_some() || head.number.is_some();
    (enough && known).then_some(Sign { at: i, after, kind: kind.unwrap_or(DocumentKind::Okand), head })
}

/// Whether a row is the word for a memo over rows that are nothing but labels and values: the head of one, whatever stands
/// right above.
pub(crate) fn worded(rows: &[Row<'_>], i: usize) -> bool {
    let alone = kind_word(&rows[i].text) == Some(DocumentKind::Tjansteskrivelse)
        && ahead(rows, i + 1, 3).filter(|(_, text)| super::in_letterhead(text)).count() >= 2;
    alone || beside_office(rows, i).is_some()
}

/// Whether a row names a kind in a column, beside others.
fn kind_beside(rows: &[Row<'_>], i: usize) -> bool {
    kind_word(&rows[i].text).is_none()
        && kind_in_columns(rows, i).or_else(|| beside_office(rows, i)).is_some()
}

/// What an office's row says, in a column beside its name, that the paper is: a memo or a delegate's decision, over a row
/// with its day or its number in a column.
fn beside_office(rows: &[Row<'_>], i: usize) -> Option<DocumentKind> {
    let columns = crate::split::agenda::segments(rows[i].raw);
    let [(_, office), words @ ..] = columns.as_slice() else { return None };
    let kind = words.iter().find_map(|(_, text)| match text.to_lowercase().as_str() {
        "tjänsteskrivelse" | "tjänsteutlåtande" => Some(DocumentKind::Tjansteskrivelse),
        "delegationsbeslut" | "delegeringsbeslut" => Some(DocumentKind::Delegationsbeslut),
        _ => None,
    })?;
    let told = |text: &str| bare_day(text) || super::is_number(text) || super::labelled(text);
    let near = ahead(rows, i + 1, 2).map(|(at, _)| crate::split::agenda::segments(rows[at].raw));
    let below = near.flatten().any(|(_, text)| told(&text));
    (below && (super::sends(office) || super::organisation(office))).then_some(kind)
}

/// Whether a line is running text, or leads to it.
fn runs(text: &str) -> bool {
    text.chars().count() > 70 || text.ends_with(['.', ':'])
}

/// Whether a row of labels or values can be a head's first.
fn begins_head(row: &Row<'_>) -> bool {
    field_row(&row.text) || value_row(&row.text) || labelled(&row.text) || fields_beside_house(row)
}

/// Whether a row holds the house's name and, in columns beside it, labels of a letterhead ("HAMNSTADS KOMMUN      Datum
/// Beteckning      Sida").
fn fields_beside_house(row: &Row<'_>) -> bool {
    let columns = crate::split::agenda::segments(row.raw);
    let [(_, house), fields @ ..] = columns.as_slice() else { return false };
    fields.len() >= 2
        && fields.iter().all(|(_, text)| field_row(text))
        && (super::organisation(house) || crate::split::organs::is_elected(house))
}

/// Whether a row is the day or the number that stand by themselves below the word for a kind that tops its page
/// ("Beslutsunderlag" over "2031-05-15" over "HN 2031/22").
fn below_word(rows: &[Row<'_>], first: usize, at: usize) -> bool {
    let apart = || rows[first].page.is_none() && first > 1 && rows[first - 2..first].iter().all(Row::blank);
    let top = || super::tops_page(rows, first) || apart();
    if at > first + 6 || kind_word(&rows[first].text).is_none() || !top() {
        return false;
    }
    let below: Vec<(usize, &str)> = ahead(rows, first + 1, 2).collect();
    let [(day, text), (number, named)] = below.as_slice() else { return false };
    bare_day(text) && (super::is_number(named) || labelled(named)) && (at == *day || at == *number)
}

/// Whether a line gives a value of a letterhead; `expected` where a label above waits for one. A title with a day looks
/// like a place and a day once the day is known.
fn gives_value(text: &str, expected: bool, head: &Head) -> bool {
    value_row(text)
        || labelled(text)
        || expected && is_value(text) && !(head.date.is_some() && place_and_day(text))
}

/// Whether row `at` is apart from the head that began at `i` and went on to `last`: an address at the foot of one page
/// and a head at the top of the next are two things.
fn apart(rows: &[Row<'_>], (i, last): (usize, usize), at: usize) -> bool {
    let kind = || KIND_WORDS.iter().any(|(word, _)| *word == rows[at].text.to_lowercase());
    rows[at].page != rows[i].page || (at - last > 2 && (stands_alone(rows, at) || kind()))
}

/// Whether a line begins with the number of an item or with the sign of a paragraph.
pub(crate) fn begins_item(text: &str) -> bool {
    numbered(text) || text.starts_with('§')
}

/// Whether a line begins with the number of an item or of a clause.
pub(crate) fn numbered(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let bare = text
        .get(digits..)
        .is_some_and(|rest| rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase)));
    digits > 0 && (digits <= 2 && bare || crate::split::agenda::begins_point(text))
}

/// The kind that row `at` of a head names, and whether a day stands beside it.
fn kind_of_row(rows: &[Row<'_>], first: usize, at: usize) -> (Option<DocumentKind>, bool) {
    let row = &rows[at];
    if at > first {
        return (kind_word(&row.text), false);
    }
    // With its day beside it the word is a head at the top of a page only: items list memos so.
    if row.page_start && dayless(&row.text.to_lowercase()).len() < row.text.len() {
        return (Some(DocumentKind::Tjansteskrivelse), true);
    }
    (kind_in_columns(rows, at).or_else(|| beside_office(rows, at)), false)
}

/// Whether the word for a memo is one of the first lines of the page that begins here. Items list memos further down.
fn memo_at_top(rows: &[Row<'_>], i: usize) -> bool {
    let top = rows[i].page_start
        && ahead(rows, i, 3).any(|(at, _)| kind_in_columns(rows, at) == Some(DocumentKind::Tjansteskrivelse));
    top || beside_office(rows, i).is_some()
}

/// "Dnr: X", "Datum 2024-01-09": a label and its value on one line.
pub(crate) fn labelled(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.chars().count() <= 60
        && FIELD_WORDS[2..16].iter().any(|word| {
            lower.strip_prefix(word).is_some_and(|tail| {
                // Numbers are known by their capitals.
                let value = text.get(text.len().saturating_sub(tail.len())..).unwrap_or(tail);
                tail.starts_with([':', ' ']) && is_value(value.trim_start_matches([':', ' ']))
            })
        })
}
