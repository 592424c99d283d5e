//! What stands under an item's title without a heading: a proposal that shows itself as one, papers, else points.

use super::item::{Context, bare_number, head, rule};
use super::labels;
use super::lists::{begins_entry, entries};
use super::names;
use super::proposal::{DECIDES, proposal};
use super::title;
use crate::model::record::{Attachment, Item, Point};
use crate::split::headings::{Headed, Heading};
use crate::split::lines;
use crate::split::numbers;
use crate::split::rows::Row;

/// Text under the title without a heading: a proposal that shows itself as one, else points.
pub(super) fn unheaded(item: &mut Item, rows: &[&Row<'_>], context: Context<'_>) {
    // Labels may stand below a second line of the title.
    let labelled =
        |row: &Row<'_>| bare_number(&row.text) || labels::any(labels::without_item_word(&row.text));
    let near = rows.iter().take(3).take_while(|row| !row.blank() && !begins_entry(&row.text)).count();
    for row in rows[..near].iter().filter(|row| labelled(row)) {
        head(item, std::slice::from_ref(row));
    }
    let rows: Vec<&Row<'_>> = rows
        .iter()
        .enumerate()
        .filter(|(at, row)| {
            let page = *at == 0 && row.text.len() <= 3 && row.text.bytes().all(|b| b.is_ascii_digit());
            !(page && !row.blank()
                || rule(&row.text)
                || super::timed::is_pause(&row.text)
                || *at < near && labelled(row))
        })
        .map(|(_, row)| *row)
        .collect();
    let papers = rows.iter().take_while(|row| row.blank() || title::is_paper(&row.text)).count();
    for row in rows[..papers].iter().filter(|row| !row.blank()) {
        let title = row.text.split(". ").next().unwrap_or(&row.text).to_owned();
        item.attachments.push(Attachment { title, document: None });
    }
    let rows = &rows[papers..];
    let first = rows.iter().find(|row| !row.blank()).map_or("", |row| row.text.as_str());
    let proposes = first.starts_with("att ")
        || crate::split::organs::leading(first).is_some_and(|named| {
            let verb = named.rest.split_whitespace().next().unwrap_or("");
            !named.genitive
                && named.standing == crate::split::organs::Standing::Elected
                && DECIDES.contains(&verb.trim_end_matches(':'))
        });
    if proposes {
        let headed = Headed {
            heading: Heading::Proposal,
            organ: None,
            decides: None,
            text: String::new(),
            rest: String::new(),
        };
        proposal(item, &headed, rows, context);
        return;
    }
    let list: Vec<(usize, String)> = rows.iter().map(|row| (row.lead, row.text.clone())).collect();
    let list = entries(&list, context.width);
    // A list that begins with a paper by its day, or by the item's title or a kind, is one of papers.
    let marked = first.starts_with(['-', '–', '•', '·', '●', '▪', '\u{f0b7}']);
    let papers = marked
        && list.first().is_some_and(|text| title::is_dated_paper(text) || names_paper(text, &item.title))
        && !list.iter().any(|text| lines::ends_sentence(text));
    for text in list {
        if papers {
            item.attachments.push(Attachment { title: text, document: None });
            continue;
        }
        let others = labels::bracketed_others(&text);
        item.points.push(Point {
            diarienummer: if others { Vec::new() } else { numbers::in_text(&text) },
            people: names::after_dash(&text),
            text,
        });
    }
}

/// Whether a point of a list names a paper of the item: by its kind at either end ("Budget 2032 - Tjänsteskrivelse"), or
/// by the item's own title.
fn names_paper(text: &str, title: &str) -> bool {
    const LEAST: usize = 12;
    let kind = |part: &str| title::is_paper(part) || part.split(' ').next().is_some_and(title::is_paper);
    let parts: Vec<&str> = text.split([',', '–']).flat_map(|part| part.split(" - ")).map(str::trim).collect();
    let own = title.chars().count() >= LEAST && text.to_lowercase().starts_with(&title.to_lowercase());
    own || parts.len() > 1
        && (parts.first().is_some_and(|part| kind(part)) || parts.iter().any(|part| kind(part)))
}
