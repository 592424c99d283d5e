//! Snippets: the words around those looked for, and where in them the marks go.

use crate::base::text::nfc;
use crate::search::Kind;
use crate::search::cards::Card;
use crate::search::language::stem;
use crate::search::query::Hit;
use crate::search::query::plan::Plan;
use crate::search::query::rank::Ranked;
use crate::search::words::{Class, Mode, Scan, plain};

/// Words shown before the first mark,
const BEFORE: usize = 6;
/// and in all.
const LENGTH: usize = 32;

/// The hit of a ranked record with its card.
pub(super) fn hit(plan: &Plan, ranked: &Ranked, card: Card) -> Hit {
    let (snippet, marks) = cut(&plan.keys, &card.text);
    let some = |text: String| if text.is_empty() { None } else { Some(text) };
    let url = card.page.map_or_else(|| card.url.clone(), |page| format!("{}#sida-{page}", card.url));
    Hit {
        url,
        title: card.title,
        kind: Kind::ALL.get(card.kind).copied().unwrap_or(Kind::Handling),
        diarienummer: some(card.number),
        organ: some(card.organ),
        date: some(card.date),
        page: card.page,
        snippet,
        marks,
        score: ranked.score,
    }
}

/// Whether a token's key is one looked for, begins with what was typed, or is a compound that ends or begins with it.
fn matches(keys: &[String], key: &str) -> Option<usize> {
    keys.iter().position(|wanted| match wanted.strip_prefix('^') {
        Some(start) => key.starts_with(start),
        None => {
            wanted == key
                || (wanted.len() >= 4 && (key.ends_with(wanted.as_str()) || key.starts_with(wanted.as_str())))
        }
    })
}

/// The best window of the text, and the marks in it.
fn cut(keys: &[String], text: &str) -> (String, Vec<(usize, usize)>) {
    let text: String = nfc(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut scan = Scan::default();
    scan.fill(&text);
    let mut marked: Vec<(usize, usize, usize)> = Vec::new();
    scan.tokens(Mode::Text, |token| {
        let key = if token.class == Class::Word { plain(&stem(token.text)) } else { plain(token.text) };
        if let Some(which) = matches(keys, &key) {
            marked.push((token.pieces.0, token.pieces.1, which));
        }
    });
    marked.sort_unstable();
    let first = window(&marked);
    let last = (first + LENGTH).min(scan.len()).saturating_sub(1);
    let (mut from, mut to) = (scan.source((first, first)).0, scan.source((last, last)).1);
    if first == 0 {
        from = 0;
    }
    to += text[to..].find(' ').unwrap_or(text.len() - to);
    let ahead = if from > 0 { "… " } else { "" };
    let snippet = format!("{ahead}{}{}", &text[from..to], if to < text.len() { " …" } else { "" });
    let mut marks: Vec<(usize, usize)> = Vec::new();
    for (a, b, _) in marked.iter().filter(|(a, b, _)| *a >= first && *b <= last) {
        let (start, end) = scan.source((*a, *b));
        let (start, end) = (start - from + ahead.len(), end - from + ahead.len());
        match marks.last_mut() {
            Some(before) if start <= before.1 => before.1 = before.1.max(end),
            _ => marks.push((start, end)),
        }
    }
    (snippet, marks)
}

/// First piece of the window with most different words looked for, then most marks; the earliest of equals.
fn window(marked: &[(usize, usize, usize)]) -> usize {
    let mut best = (0, 0);
    for (place, (piece, _, _)) in marked.iter().enumerate() {
        let first = piece.saturating_sub(BEFORE);
        let inside: Vec<usize> = marked[place..]
            .iter()
            .take_while(|(_, to, _)| *to < first + LENGTH)
            .map(|(_, _, which)| *which)
            .collect();
        let mut different = inside.clone();
        different.sort_unstable();
        different.dedup();
        let score = different.len() * 100 + inside.len().min(99);
        if score > best.0 {
            best = (score, first);
        }
    }
    best.1
}
