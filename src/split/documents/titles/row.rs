//! What single lines at the top of a paper are: its title, or what stands around it.

use super::worded;
use crate::split::documents::signs;
use crate::split::furniture;
use crate::split::headings;
use crate::split::rows::Row;

/// Whether a line sets what letterheads hold beside a name ("Hamnstads kommun      Utskrivet 2032-05-04").
pub(super) fn columned(row: &Row<'_>) -> bool {
    let columns = crate::split::agenda::segments(row.raw);
    let dated = |text: &str| signs::date_in(text).is_some() && text.split(' ').count() <= 2;
    let mark = |text: &str| {
        let lower = text.to_lowercase();
        lower.strip_prefix("bilaga ").is_some_and(|rest| rest.len() <= 3)
    };
    let beside = |text: &str| {
        mark(text)
            || dated(text)
            || signs::kind_word(text).is_some()
            || signs::field_row(text)
            || is_aside(text)
    };
    let from = |text: &str| {
        signs::organisation(text)
            || crate::split::organs::is_elected(text)
            || crate::split::people::is_name(text)
    };
    columns.len() >= 2 && beside(&columns[columns.len() - 1].1) && from(&columns[0].1)
}

/// Whether a column holds what is of the paper and not in it: a number, a page's counter, when it came in or was printed.
pub(super) fn is_aside(text: &str) -> bool {
    const LABELS: [&str; 7] = [
        "Beslutsfattare:",
        "Delegat:",
        "Beslutande:",
        "Handläggare:",
        "Föredragande:",
        "Er referens:",
        "Vår referens:",
    ];
    // "Eva Ek, 0611-000 51"
    let called = text.split_once(", ").is_some_and(|(name, number)| {
        crate::split::people::is_name(name)
            && number.bytes().filter(u8::is_ascii_digit).count() >= 6
            && number.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '+' | '–'))
    });
    // "Bilaga 1 till dnr HN 2031/41", "Bilaga 1      1 (1)"
    let mark = text.strip_prefix("Bilaga ").is_some_and(|rest| {
        let figures = rest.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')'));
        figures || rest.to_lowercase().contains("till dnr ")
    });
    called
        || mark
        || LABELS.iter().any(|label| text.starts_with(label))
        || signs::stamp(text)
        || signs::is_number(text)
        || signs::labelled(text)
        || furniture::counter(text).is_some()
}

/// The line without such columns at its end ("… februari 2032      Utskrivet 2032-03-05").
pub(super) fn own_text(row: &Row<'_>) -> String {
    let columns = crate::split::agenda::segments(row.raw);
    let aside = |text: &str| is_aside(text) || signs::marks(text);
    let own = columns.iter().rposition(|(_, text)| !aside(text)).map_or(0, |last| last + 1);
    if own == 0 || own == columns.len() {
        return row.text.clone();
    }
    let own: Vec<&str> = columns[..own].iter().map(|(_, text)| text.as_str()).collect();
    own.join(" ")
}

/// What stands behind the number of an extract's paragraph: its title, or nothing but a diarienummer. `None` where the
/// line is no such number or says more than can be told apart.
pub(super) fn behind_paragraph(row: &Row<'_>) -> Option<Option<String>> {
    const LONGEST_NUMBERS: usize = 50;
    const BODY: usize = 12;
    let columns = crate::split::agenda::segments(row.raw);
    let (_, first) = columns.first()?;
    let (body, rest) = first.split_once('§').filter(|(body, _)| body.len() <= BODY)?;
    let rest = rest.trim_start_matches(|c: char| c == '§' || c == ' ' || c.is_ascii_digit());
    if body.contains(' ') && body.trim().contains(' ') {
        return None;
    }
    let parts = std::iter::once(rest).chain(columns[1..].iter().map(|(_, text)| text.as_str()));
    let worded = |text: &&str| {
        !text.is_empty() && !is_aside(text) && crate::split::agenda::numbers_of(text).is_empty()
    };
    let named: Vec<&str> = parts.filter(worded).collect();
    let named = named.join(" ");
    if may_title(&named) && named.chars().filter(|c| c.is_alphabetic()).count() >= 8 {
        return Some(Some(named));
    }
    (row.text.chars().count() <= LONGEST_NUMBERS).then_some(None)
}

/// Whether a line says to whom something is written, or from where: no title.
pub(super) fn addressed(text: &str) -> bool {
    let to_body = ["Till ", "Motion till ", "Interpellation till "].iter().any(|word| {
        let rest = text.strip_prefix(word).filter(|rest| *word == "Till " || !rest.contains(" om "));
        rest.is_some_and(|rest| crate::split::organs::leading(rest).is_some())
    });
    // "Till nämndens ordförande Eva Ek (S)"
    let to_member = text.starts_with("Till ") && (text.contains(" ordförande ") || text.ends_with(')'));
    let words = text.split(' ').count();
    let place = (2..=3).contains(&words) && (text.ends_with("s kommun") || text.ends_with("s stad"));
    let county = text.ends_with(" LÄN") && words <= 3;
    let item = text.strip_prefix("Ärende ").is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
    to_body
        || to_member
        || item
        || text.trim_end_matches(':') == "Till"
        || place
        || county
        || text.eq_ignore_ascii_case("enligt sändlista")
}

/// Whether a line with the page's counter at its end is a sender's head, since to whom it writes stands below.
pub(super) fn sends(rows: &[Row<'_>], i: usize) -> bool {
    furniture::counter_of(&rows[i]).is_some()
        && signs::ahead(rows, i + 1, 1).any(|(_, text)| text.starts_with("Till ") && addressed(text))
}

/// Whether a line is no more than "Bilaga 2", over a line that can be the title.
pub(super) fn numbered(rows: &[Row<'_>], i: usize, to: usize) -> bool {
    let bare = rows[i].text.strip_prefix("Bilaga").is_some_and(|rest| {
        rest.trim_start().len() <= 3 || rest.starts_with(" till ") && rest.chars().count() <= 24
    });
    bare && rows[i + 1..to]
        .iter()
        .find(|row| row.speaks())
        .is_some_and(|next| may_title(&next.text) && headings::recognise(&next.text).is_none())
}

/// Whether a line can be a title's first.
pub(super) fn may_title(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 4
        && text.chars().count() <= 120
        && (!text.ends_with(['.', ':', ',', ';'])
            || text.ends_with("m.fl.")
            || text.ends_with("m.m.")
            || text.ends_with('.') && worded(text.trim_end_matches('.')).is_some())
        && !text.contains('@')
        && text.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || c == '”' || c == '§')
        && !text.starts_with("Organ")
}

/// Whether a line says since when a paper holds and who adopted it ("Gäller från och med 2031-01-01").
fn tells_standing(text: &str) -> bool {
    const WORDS: [&str; 13] = [
        "Gäller",
        "Antagen",
        "Antaget",
        "Antagna",
        "Beslutad",
        "Fastställd",
        "Fastställt",
        "Fastställda",
        "Giltig",
        "Reviderad",
        "Träder",
        "Upprättad",
        "Version",
    ];
    text.split(' ').next().is_some_and(|word| WORDS.contains(&word))
}

/// Whether a title goes on with this line.
pub(super) fn carries_on(title: &str, text: &str) -> bool {
    const OPEN: [&str; 9] = [" till", " om", " över", " av", " för", " med", " från", " på", " och"];
    let open = OPEN.iter().any(|word| title.ends_with(word));
    // "Årsredovisning" over its year.
    let year = text.len() == 4 && text.starts_with(['1', '2']) && text.bytes().all(|b| b.is_ascii_digit());
    let small = text.chars().next().is_some_and(char::is_lowercase);
    let cut = open || year || small || title.ends_with(['-', '–', ',', '/']) || title.chars().count() >= 30;
    let sentence = text.chars().count() > 75 && title.chars().count() > 75;
    cut && !sentence
        && (open || !tells_standing(text))
        && text.chars().count() <= 100
        && !text.ends_with('.')
        && title.chars().filter(|c| *c == '\n').count() < 3
}
