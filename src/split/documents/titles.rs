//! What a document is and what it is called, by its own first rows.

mod row;

use super::boundaries::{BARE, Start};
use super::signs;
use crate::model::record::DocumentKind;
use crate::split::furniture;
use crate::split::headings::{self, Heading};
use crate::split::lines;
use crate::split::rows::Row;
use row::{
    addressed, behind_paragraph, carries_on, columned, is_aside, may_title, numbered, own_text, sends,
};

/// What a stretch is.
pub(crate) fn kind(rows: &[Row<'_>], start: &Start) -> DocumentKind {
    let near: Vec<&str> =
        rows.iter().filter(|row| row.speaks()).take(40).map(|row| row.text.as_str()).collect();
    let top = near.iter().take(12);
    let proposes = |text: &str| headings::recognise(text).is_some_and(|h| h.heading == Heading::Proposal);
    if !matches!(start.kind, DocumentKind::Okand | DocumentKind::Tabell) {
        return match start.kind {
            DocumentKind::Tjansteskrivelse if is_delegated(&near) => DocumentKind::Delegationsbeslut,
            // Some houses call their memos "Missiv".
            DocumentKind::Remiss if near.iter().take(14).any(|text| proposes(text)) => {
                DocumentKind::Tjansteskrivelse
            }
            kind => kind,
        };
    }
    if lists(rows) {
        return DocumentKind::Anmalningslista;
    }
    if start.kind == DocumentKind::Okand && is_delegated(&near) {
        return DocumentKind::Delegationsbeslut;
    }
    if near.iter().take(14).any(|text| proposes(text)) {
        return DocumentKind::Tjansteskrivelse;
    }
    if let Some(kind) = top.clone().find_map(|text| worded(text)) {
        return kind;
    }
    if start.kind == DocumentKind::Tabell || is_table(&near) {
        return DocumentKind::Tabell;
    }
    if near.iter().any(|text| proposes(text)) {
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

/// Whether one of the first lines is the heading of a list of what is reported, perhaps in a column.
fn lists(rows: &[Row<'_>]) -> bool {
    const REACH: usize = 8;
    let top = (0..rows.len().min(REACH)).filter(|i| !rows[*i].blank()).take(3);
    top.into_iter().any(|i| {
        signs::is_list(&rows[i].text)
            || signs::kind_in_columns(rows, i) == Some(DocumentKind::Anmalningslista)
    })
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
    } else if begins(&["remiss:", "remiss av ", "remiss om ", "remiss från ", "remiss – ", "remiss - "]) {
        Some(DocumentKind::Remiss)
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
        && let Some(named) = (start.at..to).filter(|i| !rows[*i].blank()).take(4).find(|i| {
            let text = rows[*i].text.as_str();
            worded(text) == Some(kind)
                || signs::is_list(text)
                || signs::kind_in_columns(rows, *i) == Some(kind)
        })
    {
        return sentence_case(&list_title(&rows[named..to]));
    }
    if matches!(kind, DocumentKind::Motion | DocumentKind::Tjansteskrivelse)
        && let Some(named) = in_form(&rows[start.at..to])
    {
        return named;
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
    let memo = kind == DocumentKind::Tjansteskrivelse;
    let memo = memo.then(|| above_word(rows, start, to).or_else(|| above_heading(rows, start, to))).flatten();
    memo.or_else(|| printed(rows, start, to)).or_else(|| start.outline.clone()).unwrap_or_else(|| {
        let word = kind.word();
        let mut chars = word.chars();
        chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
    })
}

/// The heading of a list: the column that names it, with a line right below that goes on in small letters.
fn list_title(rows: &[Row<'_>]) -> String {
    let Some(first) = rows.first() else { return String::new() };
    let columns = crate::split::agenda::segments(first.raw);
    let named =
        columns.iter().find(|(_, text)| signs::kind_word(text) == Some(DocumentKind::Anmalningslista));
    let mut title = named.map_or_else(|| own_text(first), |(_, text)| text.clone());
    if let Some(below) = rows.get(1).filter(|row| row.text.starts_with(char::is_lowercase) && may_follow(row))
    {
        lines::append(&mut title, &own_text(below));
    }
    title
}

/// Whether a line below a title can be more of it by its length and its end.
fn may_follow(row: &Row<'_>) -> bool {
    row.speaks() && row.text.chars().count() <= 90 && !row.text.ends_with(['.', ':', ';'])
}

/// What a form calls its matter by a label ("Förslag:   Flytta kajen", "Ärende: Ny kaj").
fn in_form(rows: &[Row<'_>]) -> Option<String> {
    const LABELS: [&str; 4] = ["Förslag:", "Rubrik:", "Ämne:", "Ärende:"];
    let mut top = rows.iter().filter(|row| row.speaks()).take(12);
    let value = top.find_map(|row| LABELS.iter().find_map(|label| row.text.strip_prefix(label)))?.trim();
    may_title(value).then(|| value.to_owned())
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
        lines::append(&mut title, &own_text(row));
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
    // A letterhead has a line above the title, a bare head may begin with it.
    let first = start.at + usize::from(start.why != BARE);
    let near = (first..to).filter(|i| rows[*i].speaks()).take(40);
    let heading = near.into_iter().find(|i| opens(&rows[*i]))?;
    let mut below = (first..heading).rev().find(|i| !rows[*i].blank())?;
    // Its number may stand between the title and the text.
    while !crate::split::agenda::numbers_of(&rows[below].text).is_empty() {
        below = (first..below).rev().find(|i| !rows[*i].blank())?;
    }
    let top = (first..=below).rev().take_while(|i| rows[*i].speaks()).last()?;
    // "Fastighet:   Kajen 3" under the title tells of the case.
    let labelled = |row: &Row<'_>| {
        row.text.split_once(':').is_some_and(|(label, _)| !label.contains(' ') && !names_matter(label))
    };
    // The head's own lines may stand right above.
    let top = if start.after <= below { top.max(start.after) } else { top };
    let block: Vec<&Row<'_>> = rows[top..=below].iter().filter(|row| !labelled(row)).collect();
    // Without blank lines the body that is asked, and the day of its meeting, stand right above.
    let asked = |row: &&Row<'_>| {
        addressed(&row.text) || signs::bare_day(&row.text) || crate::split::organs::is_elected(&row.text)
    };
    let cut = block.iter().rposition(asked).map_or(0, |at| at + 1);
    let block = block.get(cut..).filter(|rest| !rest.is_empty()).unwrap_or(&block);
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
        && !signs::bare_day(&first.text)
        // "Delårsbokslut 2031-08-31" looks like a place and the day on which the memo is dated.
        && !(signs::place_and_day(&first.text)
            && (start.head.date.is_none() || start.head.date == signs::date_in(&first.text)))
        && !signs::labelled(&first.text);
    fits.then(|| lines::joined(block.iter().map(|row| row.text.as_str())))
}

/// Whether a word before a colon is of the title that it begins ("Remiss: Ny lag"), not a label.
fn names_matter(word: &str) -> bool {
    const WORDS: [&str; 16] = [
        "ansökan",
        "budget",
        "detaljplan",
        "granskning",
        "information",
        "interpellation",
        "medborgarförslag",
        "motion",
        "redovisning",
        "remiss",
        "revidering",
        "samråd",
        "svar",
        "uppföljning",
        "utredning",
        "yttrande",
    ];
    WORDS.contains(&word.to_lowercase().as_str())
}

/// The title of a memo that stands above the word for it ("Ny kaj" over "Tjänsteutlåtande till hamnnämnden").
fn above_word(rows: &[Row<'_>], start: &Start, to: usize) -> Option<String> {
    const LINES: usize = 5;
    // The word may come back at the same height of every memo, as a running head does.
    let lines: Vec<usize> = (start.at..to).filter(|i| !rows[*i].blank()).take(LINES).collect();
    let named = |at: usize| {
        let lower = rows[at].text.to_lowercase();
        let rest = ["tjänsteutlåtande", "tjänsteskrivelse"].iter().find_map(|word| lower.strip_prefix(word));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(" till "))
    };
    let row = &rows[lines.windows(2).find(|pair| named(pair[1]))?[0]];
    let fits = may_title(&row.text)
        && !is_aside(&row.text)
        && !signs::sends(&row.text)
        && crate::split::agenda::segments(row.raw).len() == 1
        && !signs::organisation(&row.text)
        && crate::split::organs::leading(&row.text).is_none()
        && !crate::split::people::is_name(&row.text)
        && !row.text.to_lowercase().ends_with("förvaltningen")
        && !row.text.to_lowercase().ends_with("kontoret")
        && signs::kind_word(&row.text).is_none();
    fits.then(|| row.text.clone())
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
            && !addressed(text)
            && !signs::stamp(text)
            && crate::split::organs::leading(text).is_none()
    };
    let worded =
        signs::kind_word(&rows[start.at].text).is_some() && start.kind != DocumentKind::Protokollsutdrag;
    let named = rows[start.at + 1..start.after.max(start.at + 1)].iter().filter(|_| worded).find(fits);
    named.map(|row| row.text.clone())
}

/// Whether a row is the name of a municipality or a region that something is written to: it has its line for itself
/// between blank ones.
fn receives(rows: &[Row<'_>], i: usize) -> bool {
    let apart =
        |at: Option<usize>| at.and_then(|at| rows.get(at)).is_none_or(|row| row.blank() || row.furniture);
    signs::organisation(&rows[i].text) && apart(i.checked_sub(1)) && apart(Some(i + 1))
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
            || (title.is_empty()
                && (crate::split::organs::is_elected(text) || signs::sends(text) || receives(rows, i)))
            || furniture::contact(text)
            || signs::field_row(text)
            || title.is_empty()
                && (signs::kind_word(text).is_some()
                    || columned(row)
                    || addressed(text)
                    || is_aside(text)
                    || signs::place_and_day(text)
                    || start.after > start.at && crate::split::people::is_name(text)
                    || sends(rows, i)
                    || numbered(rows, i, to));
        if skipped {
            if title.is_empty() {
                continue;
            }
            break;
        }
        seen += 1;
        if title.is_empty() && start.kind == DocumentKind::Protokollsutdrag {
            // "§ 12   Dnr KS 2020/1": the title stands below; "§ 12   Kajens kanter   KS 2020/1": here.
            match behind_paragraph(row) {
                Some(Some(named)) => {
                    title = named;
                    continue;
                }
                Some(None) => continue,
                None => {}
            }
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
                || is_aside(text)
                || title.chars().count() + text.chars().count() > 200
                || !carries_on(&title, text))
        {
            break;
        }
        if title.is_empty() && headings::recognise(text).is_some() {
            return None;
        }
        lines::append(&mut title, &own_text(row));
    }
    (title.chars().filter(|c| c.is_alphabetic()).count() >= 3).then_some(title)
}
