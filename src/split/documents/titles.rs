//! What a document is and what it is called, by its own first rows.

use super::boundaries::Start;
use super::signs;
use crate::model::record::DocumentKind;
use crate::split::furniture;
use crate::split::headings::{self, Heading};
use crate::split::lines;
use crate::split::rows::Row;

/// What a stretch is.
pub(crate) fn kind(rows: &[Row<'_>], start: &Start) -> DocumentKind {
    let near: Vec<&str> =
        rows.iter().filter(|row| row.speaks()).take(40).map(|row| row.text.as_str()).collect();
    let top = near.iter().take(12);
    if !matches!(start.kind, DocumentKind::Okand | DocumentKind::Tabell) {
        return match start.kind {
            DocumentKind::Tjansteskrivelse if is_delegated(&near) => DocumentKind::Delegationsbeslut,
            kind => kind,
        };
    }
    if start.kind == DocumentKind::Okand && is_delegated(&near) {
        return DocumentKind::Delegationsbeslut;
    }
    let proposes = |text: &&&str| headings::recognise(text).is_some_and(|h| h.heading == Heading::Proposal);
    if near.iter().take(14).any(|text| proposes(&text)) {
        return DocumentKind::Tjansteskrivelse;
    }
    if let Some(kind) = top.clone().find_map(|text| worded(text)) {
        return kind;
    }
    if start.kind == DocumentKind::Tabell || is_table(&near) {
        return DocumentKind::Tabell;
    }
    if near.iter().any(|text| headings::recognise(text).is_some_and(|h| h.heading == Heading::Proposal)) {
        return DocumentKind::Tjansteskrivelse;
    }
    if top.clone().any(|text| text.starts_with("Till ") || matches!(*text, "Hej" | "Hej," | "Hej!")) {
        return DocumentKind::Brev;
    }
    if start.kind != DocumentKind::Okand {
        return start.kind;
    }
    if rows.iter().filter(|row| row.speaks()).count() > 250 {
        DocumentKind::Rapport
    } else {
        DocumentKind::Bilaga
    }
}

/// A kind named in a title's words.
fn worded(text: &str) -> Option<DocumentKind> {
    if text.chars().count() > 110 || text.ends_with('.') {
        return None;
    }
    let lower = text.to_lowercase();
    if let Some(kind) = signs::kind_word(text).filter(|kind| {
        !matches!(
            kind,
            DocumentKind::Tjansteskrivelse
                | DocumentKind::Kallelse
                | DocumentKind::Foredragningslista
                | DocumentKind::Protokollsutdrag
        )
    }) {
        return Some(kind);
    }
    let begins = |words: &[&str]| words.iter().any(|word| lower.starts_with(word));
    if begins(&["motion ", "motion:", "motion om", "motion till", "interpellation ", "medborgarförslag "]) {
        Some(DocumentKind::Motion)
    } else if begins(&["stadgar ", "stadgar för"]) {
        Some(DocumentKind::Stadgar)
    } else if begins(&["svar på remiss", "remissvar", "remissyttrande", "yttrande över", "yttrande "]) {
        Some(DocumentKind::Yttrande)
    } else if begins(&["ansökan om", "bidragsansökan", "ansökan "]) {
        Some(DocumentKind::Ansokan)
    } else if begins(&["årsredovisning", "årsbokslut"]) {
        Some(DocumentKind::Arsredovisning)
    } else if begins(&["regeringsbeslut"]) {
        Some(DocumentKind::Regeringsbeslut)
    } else {
        None
    }
}

/// A decision by a delegate: a heading "Beslut(et)" close to the top, nothing proposed, no body that decides.
fn is_delegated(near: &[&str]) -> bool {
    let heading = |wanted: Heading| {
        near.iter().take(24).position(|text| {
            headings::recognise(text).is_some_and(|h| h.heading == wanted && h.organ.is_none())
        })
    };
    let decision = heading(Heading::Decision);
    decision.is_some()
        && heading(Heading::Proposal).is_none()
        && !near.iter().take(12).any(|text| text.starts_with('§') || text.contains(" § "))
        && near.iter().any(|text| {
            let lower = text.to_lowercase();
            lower.contains("beviljas")
                || lower.contains("ansöker om")
                || lower.contains("delegation")
                || lower.contains("skäl till beslut")
                || lower.contains("skäl för beslut")
        })
}

/// Mostly rows with numbers.
fn is_table(near: &[&str]) -> bool {
    let rows = near
        .iter()
        .filter(|text| text.split(' ').filter(|word| word.bytes().any(|b| b.is_ascii_digit())).count() >= 3);
    near.len() >= 8 && rows.count() * 2 >= near.len()
}

/// The title that a stretch prints; a word for its kind where it prints none.
pub(crate) fn title(rows: &[Row<'_>], start: &Start, to: usize, kind: DocumentKind) -> String {
    if let Some(subject) = &start.head.subject {
        return subject.clone();
    }
    if kind == DocumentKind::Anmalningslista
        && let Some(named) = rows[start.at..to].iter().filter(|row| !row.blank()).take(4).find(|row| {
            worded(&row.text) == Some(kind)
                || signs::is_list(&row.text)
                || signs::kind_in_columns(row) == Some(kind)
        })
    {
        return sentence_case(&without_number(named));
    }
    let near = (start.after..to).filter(|i| rows[*i].speaks()).take(8);
    let named = near.into_iter().find(|i| {
        let text = rows[*i].text.as_str();
        worded(text) == Some(kind) && signs::kind_word(text).is_none() && !addressed(text)
    });
    let says = matches!(kind, DocumentKind::Motion | DocumentKind::Ansokan | DocumentKind::Yttrande);
    if let Some(named) = named.filter(|_| says) {
        return over_lines(&rows[named..to]);
    }
    let memo = (kind == DocumentKind::Tjansteskrivelse).then(|| above_heading(rows, start, to)).flatten();
    memo.or_else(|| printed(rows, start, to)).or_else(|| start.outline.clone()).unwrap_or_else(|| {
        let word = kind.word();
        let mut chars = word.chars();
        chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
    })
}

/// A title with the lines right below that carry it on.
fn over_lines(rows: &[Row<'_>]) -> String {
    let mut title = String::new();
    for row in rows.iter().take_while(|row| row.speaks() && !furniture::contact(&row.text)).take(4) {
        let goes_on =
            title.is_empty() || carries_on(&title, &row.text) && headings::recognise(&row.text).is_none();
        if !goes_on {
            break;
        }
        lines::append(&mut title, &row.text);
    }
    title
}

/// The title of a memo: the lines by themselves right above its first heading ("Förslag till beslut"). Its head holds
/// names and addresses that look like titles.
fn above_heading(rows: &[Row<'_>], start: &Start, to: usize) -> Option<String> {
    let opens = |row: &Row<'_>| {
        row.heading.is_some_and(|heading| {
            matches!(heading, Heading::Proposal | Heading::Summary | Heading::Description | Heading::Decision)
        })
    };
    let near = (start.at + 1..to).filter(|i| rows[*i].speaks()).take(40);
    let heading = near.into_iter().find(|i| opens(&rows[*i]))?;
    let mut below = (start.at + 1..heading).rev().find(|i| !rows[*i].blank())?;
    // Its number may stand between the title and the text.
    while !crate::split::agenda::numbers_of(&rows[below].text).is_empty() {
        below = (start.at + 1..below).rev().find(|i| !rows[*i].blank())?;
    }
    let top = (start.at + 1..=below).rev().take_while(|i| rows[*i].speaks()).last()?;
    // "Fastighet:   Kajen 3" under the title tells of the case.
    let labelled = |row: &Row<'_>| row.text.split_once(':').is_some_and(|(label, _)| !label.contains(' '));
    let block: Vec<&Row<'_>> = rows[top..=below].iter().filter(|row| !labelled(row)).collect();
    let first = block.first()?;
    let fits = block.len() <= 4
        && may_title(if block.len() > 1 { first.text.trim_end_matches(';') } else { &first.text })
        && block.iter().all(|row| {
            !furniture::contact(&row.text)
                && !signs::field_row(&row.text)
                && signs::kind_word(&row.text).is_none()
                && !row.text.contains('@')
                && crate::split::agenda::segments(row.raw).len() == 1
        })
        && !crate::split::organs::is_elected(&first.text)
        && !crate::split::people::is_name(&first.text)
        && signs::date_in(&first.text).is_none_or(|_| first.text.chars().count() > 30);
    fits.then(|| lines::joined(block.iter().map(|row| row.text.as_str())))
}

/// A word set in capitals as a title is written.
fn sentence_case(text: &str) -> String {
    if text.chars().any(char::is_lowercase) {
        return text.to_owned();
    }
    let lower = text.to_lowercase();
    let mut chars = lower.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A title that stands among the fields of the head.
fn in_head(rows: &[Row<'_>], start: &Start) -> Option<String> {
    let fits = |row: &&Row<'_>| {
        let text = row.text.as_str();
        text.chars().count() >= 25
            && may_title(text)
            && !row.furniture
            && !furniture::contact(text)
            && !signs::field_row(text)
            && signs::kind_word(text).is_none()
            && signs::date_in(text).is_none()
            && crate::split::organs::leading(text).is_none()
    };
    let worded =
        signs::kind_word(&rows[start.at].text).is_some() && start.kind != DocumentKind::Protokollsutdrag;
    let named = rows[start.at + 1..start.after.max(start.at + 1)].iter().filter(|_| worded).find(fits);
    named.map(|row| row.text.clone())
}

/// The first lines that look like a title.
fn printed(rows: &[Row<'_>], start: &Start, to: usize) -> Option<String> {
    if let Some(title) = in_head(rows, start) {
        return Some(title);
    }
    if rows[start.at].furniture && may_title(&rows[start.at].text) && start.why.starts_with("after") {
        return Some(rows[start.at].text.clone());
    }
    let mut title = String::new();
    let mut seen = 0;
    for i in start.after..to {
        let row = &rows[i];
        if row.blank() {
            // A title may be set with blank lines between; a sentence that is open goes on.
            if title.is_empty() || title.ends_with(['-', ',']) {
                continue;
            }
            break;
        }
        let text = row.text.as_str();
        let skipped = row.furniture
            || (title.is_empty() && crate::split::organs::is_elected(text))
            || furniture::contact(text)
            || signs::field_row(text)
            || title.is_empty()
                && (signs::kind_word(text).is_some()
                    || columned(row)
                    || addressed(text)
                    || numbered(rows, i, to));
        if skipped {
            if title.is_empty() {
                continue;
            }
            break;
        }
        seen += 1;
        if title.is_empty()
            && start.kind == DocumentKind::Protokollsutdrag
            && text.starts_with('§')
            && text.chars().count() <= 50
        {
            // "§ 12   Dnr KS 2020/1": the title stands below.
            continue;
        }
        let open = text.ends_with(',')
            && rows.get(i + 1).is_some_and(|next| !next.blank() && next.text.chars().count() <= 60);
        if title.is_empty() && !may_title(text) && !open {
            if seen > 8 {
                return None;
            }
            continue;
        }
        if !title.is_empty()
            && (headings::recognise(text).is_some()
                || crate::split::organs::is_elected(text)
                    && !title.ends_with([',', '-'])
                    && !title.ends_with(" till")
                || title.chars().count() + text.chars().count() > 200
                || !carries_on(&title, text))
        {
            break;
        }
        if title.is_empty() && headings::recognise(text).is_some() {
            return None;
        }
        lines::append(&mut title, &without_print_day(row));
    }
    (title.chars().filter(|c| c.is_alphabetic()).count() >= 3).then_some(title)
}

/// Whether a line sets a day or the word for a kind beside a name, as letterheads do ("Hamnstads kommun      Utskrivet 2032-05-04").
fn columned(row: &Row<'_>) -> bool {
    let columns = crate::split::agenda::segments(row.raw);
    let dated = |text: &str| signs::date_in(text).is_some() && text.split(' ').count() <= 2;
    let beside = |text: &str| dated(text) || signs::kind_word(text).is_some();
    columns.len() >= 2 && beside(&columns[columns.len() - 1].1) && signs::organisation(&columns[0].1)
}

/// The line without the day of its printing in a column at its end ("… februari 2032      Utskrivet 2032-03-05").
fn without_print_day(row: &Row<'_>) -> String {
    let columns = crate::split::agenda::segments(row.raw);
    let printed = |text: &str| text.to_lowercase().starts_with("utskr") && signs::date_in(text).is_some();
    match columns.as_slice() {
        [(_, own), (_, day)] if printed(day) => own.clone(),
        _ => row.text.clone(),
    }
}

/// The line without the number in a column at its end ("Beslut på delegation mars 2032      HN 2032/4").
fn without_number(row: &Row<'_>) -> String {
    let columns = crate::split::agenda::segments(row.raw);
    match columns.as_slice() {
        [(_, own), (_, number)] if signs::is_number(number) => own.clone(),
        _ => without_print_day(row),
    }
}

/// Whether a line says to whom something is written, or from where: no title.
fn addressed(text: &str) -> bool {
    let to_body = ["Till ", "Motion till ", "Interpellation till "].iter().any(|word| {
        text.strip_prefix(word).is_some_and(|rest| crate::split::organs::leading(rest).is_some())
    });
    let words = text.split(' ').count();
    let place = (2..=3).contains(&words) && (text.ends_with("s kommun") || text.ends_with("s stad"));
    let county = text.ends_with(" LÄN") && words <= 3;
    to_body || place || county || text.eq_ignore_ascii_case("enligt sändlista")
}

/// Whether a line is no more than "Bilaga 2", over a line that can be the title.
fn numbered(rows: &[Row<'_>], i: usize, to: usize) -> bool {
    let bare = rows[i].text.strip_prefix("Bilaga").is_some_and(|rest| {
        rest.trim_start().len() <= 3 || rest.starts_with(" till ") && rest.chars().count() <= 24
    });
    bare && rows[i + 1..to]
        .iter()
        .find(|row| row.speaks())
        .is_some_and(|next| may_title(&next.text) && headings::recognise(&next.text).is_none())
}

/// Whether a line can be a title's first.
fn may_title(text: &str) -> bool {
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

/// Whether a title goes on with this line.
fn carries_on(title: &str, text: &str) -> bool {
    const OPEN: [&str; 9] = [" till", " om", " över", " av", " för", " med", " från", " på", " och"];
    let open = OPEN.iter().any(|word| title.ends_with(word));
    // "Årsredovisning" over its year.
    let year = text.len() == 4 && text.starts_with(['1', '2']) && text.bytes().all(|b| b.is_ascii_digit());
    let cut = open || year || title.ends_with(['-', '–', ',', '/']) || title.chars().count() >= 30;
    let sentence = text.chars().count() > 75 && title.chars().count() > 75;
    cut && !sentence
        && text.chars().count() <= 100
        && !text.ends_with('.')
        && title.chars().filter(|c| *c == '\n').count() < 3
}
