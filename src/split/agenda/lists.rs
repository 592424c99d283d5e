//! Lists within an item: where an entry begins, and the entries of a list.

use crate::split::lines;

/// The titles of a numbered list without their numbers, which are the list's.
pub(super) fn unnumbered(titles: Vec<String>) -> Vec<String> {
    let cut = |title: &str, number: usize| -> Option<String> {
        let rest = title.strip_prefix(&number.to_string())?.strip_prefix(['.', ')'])?;
        rest.starts_with(' ').then(|| rest.trim_start().to_owned())
    };
    let bare: Option<Vec<String>> =
        titles.iter().zip(1..).map(|(title, number)| cut(title, number)).collect();
    bare.unwrap_or(titles)
}

/// The papers that share the line of their label ("Bilaga: Karta, Tjänsteskrivelse 2031-05-03"), each by itself. What
/// begins with a figure or a small letter may belong to the one before.
pub(super) fn run_on(titles: Vec<String>, part: &super::item::Part<'_, '_>) -> Vec<String> {
    let shared = part.headed.as_ref().is_some_and(|headed| !headed.rest.is_empty());
    let [only] = titles.as_slice() else { return titles };
    let papers: Vec<&str> = only.split(", ").collect();
    if !shared || !papers.iter().all(|paper| paper.starts_with(char::is_uppercase)) {
        return titles;
    }
    papers.into_iter().map(str::to_owned).collect()
}

/// Whether a line begins a point of a list.
pub(crate) fn begins_point(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next().unwrap_or(' ');
    let second = chars.next().unwrap_or(' ');
    if matches!(first, '•' | '·' | '▪' | '●' | '➢' | '\u{f0b7}' | '*')
        || (matches!(first, '-' | '–' | '−') && second == ' ')
    {
        return true;
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits) && text[digits..].starts_with([')', '.']) && text[digits + 1..].starts_with(' ')
}

/// Whether a line begins an entry of a list: a point, a letter ("a) …") or a number of two parts ("5.1 …").
pub(crate) fn begins_entry(text: &str) -> bool {
    let word = text.split(' ').next().unwrap_or("");
    let letter =
        word.len() == 2 && word.starts_with(|c: char| c.is_ascii_lowercase()) && word.ends_with([')', '.']);
    let parted = word.trim_end_matches('.').split_once('.').is_some_and(|(first, second)| {
        let short = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        short(first) && short(second)
    });
    begins_point(text) || (letter || parted) && text.len() > word.len() + 1
}

/// The entries of a list: one per bullet where there are bullets, one per indented line where bullets were lost,
/// else one per line that does not go on from the line before.
pub(crate) fn entries(rows: &[(usize, String)], width: usize) -> Vec<String> {
    let speaking: Vec<&(usize, String)> = rows.iter().filter(|(_, text)| !text.is_empty()).collect();
    let bullets = speaking.iter().any(|(_, text)| begins_entry(text));
    let indented = !bullets
        && speaking.iter().any(|(lead, _)| (1..=2).contains(lead))
        && speaking.iter().all(|(lead, _)| *lead <= 2);
    let mut out: Vec<String> = Vec::new();
    for (lead, text) in speaking {
        let new = match out.last() {
            None => true,
            Some(_) if bullets => begins_entry(text),
            Some(_) if indented => *lead > 0,
            Some(last) => {
                // A day that has its line for itself is of the paper above.
                let bare = crate::split::documents::signs::bare_day(text);
                let day = super::title::is_day(text) && !lines::hangs(last) && !bare;
                let goes_on = |c: char| c.is_lowercase() || c.is_ascii_digit() && !day;
                !(text.chars().next().is_some_and(goes_on)
                    || last.ends_with([',', '-', '–'])
                    || width > 0
                        && last.chars().count() >= width * 7 / 10
                        && !lines::breaks_early(last, text, width))
            }
        };
        let text = if bullets { without_mark(text) } else { text.as_str() };
        match out.last_mut() {
            Some(last) if !new => lines::append(last, text),
            _ if !text.is_empty() => out.push(text.to_owned()),
            _ => {}
        }
    }
    out
}

/// A point's text without its bullet; numbers stay, they are part of what is printed.
fn without_mark(text: &str) -> &str {
    text.trim_start_matches(['•', '·', '▪', '●', '➢', '\u{f0b7}', '*', '-', '–', '−']).trim_start()
}
