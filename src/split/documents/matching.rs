//! Which item a document belongs to, and which listed attachment it is.

use super::Placed;
use super::{likeness, listed};
use crate::base::text::{folded, squeeze};
use crate::model::record::{DocumentKind, Item, ItemKind};
use crate::split::rows::Row;

/// Gives the files that came with an e-mail the names that its head lists, in order.
pub(crate) fn attached_files(placed: &mut [Placed]) {
    for mail in 0..placed.len() {
        let files: Vec<String> =
            placed[mail].start.head.attached.iter().map(|name| file_title(name)).collect();
        let next = mail + 1;
        let ends = |kind| matches!(kind, DocumentKind::Epost | DocumentKind::Skiljeblad);
        let following = placed[next..]
            .iter()
            .take_while(|p| !ends(p.document.kind) && p.copy_of.is_none() && !by_own_head(p.document.kind))
            .count();
        if files.is_empty() || following < files.len() {
            continue;
        }
        for (document, file) in placed[next..].iter_mut().zip(files) {
            document.document.title = file;
        }
    }
}

/// Whether papers of this kind have a head that names them, whatever their file was called.
fn by_own_head(kind: DocumentKind) -> bool {
    matches!(
        kind,
        DocumentKind::Tjansteskrivelse
            | DocumentKind::Protokollsutdrag
            | DocumentKind::Delegationsbeslut
            | DocumentKind::Anmalningslista
    )
}

/// A file's name as a title: without extension and register id, underscores as blanks.
fn file_title(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = match stem.rsplit_once('(') {
        Some((head, id))
            if id
                .strip_suffix(')')
                .is_some_and(|id| id.len() >= 4 && id.bytes().all(|b| b.is_ascii_digit())) =>
        {
            head
        }
        _ => stem,
    };
    squeeze(&stem.replace('_', " "))
}

/// Finds each document's item: by a divider, its own number, its title; else it goes with the document before it.
pub(crate) fn items(placed: &mut [Placed], items: &[Item]) {
    let mut current: Option<usize> = None;
    // Whether a divider or a link of the agenda says where the papers of the current item are.
    let mut shown = false;
    // The numbers that the current item or its memo bears.
    let mut numbers: Vec<String> = Vec::new();
    for document in placed {
        let linked = document.start.linked.map(|linked| linked.item);
        // What a scan is called for want of a title says nothing.
        let named = !document.is_scan() || document.start.outline.is_some();
        let by_title = || by_title(document, items, current).filter(|_| named);
        let own = linked
            .or_else(|| by_number(document, items))
            .or_else(by_title)
            .or_else(|| of_list(document, items))
            .or_else(|| by_stamp(document, items))
            .or_else(|| by_divider(document, items))
            .or_else(|| of_delegate(document, items))
            .or_else(|| of_longer(document, items))
            .or_else(|| within_title(document, items));
        // What stands behind a divider is not of the item before it.
        let divider = document.document.kind == DocumentKind::Skiljeblad;
        if let Some(item) = own {
            let memo = document.document.kind == DocumentKind::Tjansteskrivelse;
            numbers.clone_from(&items[item].diarienummer);
            if memo && numbers.is_empty() {
                numbers.clone_from(&document.document.diarienummer);
            }
        }
        if own.is_some() || divider {
            shown = divider || linked.is_some() || shown && own == current;
            current = own;
        }
        let now = current.and_then(|current| items.get(current)).filter(|_| own.is_none() && !shown);
        if now.is_some_and(|item| is_of_another(document, &numbers) || is_of_none(document, item, &numbers)) {
            current = None;
        }
        document.item = current;
    }
}

/// Whether a memo bears numbers of the register that an item's numbers are of, but none of them: it is of a case that
/// the agenda does not list.
fn is_of_another(placed: &Placed, numbers: &[String]) -> bool {
    let own = &placed.document.diarienummer;
    placed.document.kind == DocumentKind::Tjansteskrivelse
        && !own.is_empty()
        && own.iter().all(|number| {
            numbers.iter().any(|other| crate::split::numbers::of_one_register(number, other))
                && !numbers.iter().any(|other| crate::split::numbers::same(number, other))
        })
}

/// The one item under which what delegates decided is reported.
fn of_delegate(placed: &Placed, items: &[Item]) -> Option<usize> {
    let delegate = placed.document.kind == DocumentKind::Delegationsbeslut;
    only(items, |item| delegate && item.kind == ItemKind::Delegation)
}

/// The one item whose title a memo's own, which says more, holds whole ("Taxor och avgifter" in "Taxor och avgifter för
/// kajer 2032").
fn of_longer(placed: &Placed, items: &[Item]) -> Option<usize> {
    const LEAST: usize = 2;
    let long = |word: &String| word.chars().count() > 3;
    if placed.document.kind != DocumentKind::Tjansteskrivelse {
        return None;
    }
    let own = likeness::words(&placed.document.title);
    only(items, |item| {
        let words = likeness::words(&item.title);
        words.iter().filter(|word| long(word)).count() >= LEAST && words.iter().all(|word| own.contains(word))
    })
}

/// The one item whose title names the matter by the very words that a paper is headed by ("Sol på taket" in "Svar på motion
/// om sol på taket"). Two words are enough for what a member writes, which is headed by its matter alone.
fn within_title(placed: &Placed, items: &[Item]) -> Option<usize> {
    const LONG: usize = 2;
    let least = if placed.document.kind == DocumentKind::Motion { 2 } else { 3 };
    let own = likeness::words(&placed.document.title);
    if own.len() < least || own.iter().filter(|word| word.chars().count() > 3).count() < LONG {
        return None;
    }
    only(items, |item| likeness::words(&item.title).windows(own.len()).any(|words| words == own))
}

/// Whether a memo with a number of its own has little in common with the item behind whose papers it lies, of which no
/// number is known: it is of a matter that could not be told.
fn is_of_none(placed: &Placed, item: &Item, numbers: &[String]) -> bool {
    const ALIKE: f64 = 0.34;
    placed.document.kind == DocumentKind::Tjansteskrivelse
        && !placed.document.diarienummer.is_empty()
        && numbers.is_empty()
        && likeness::titles(&placed.document.title, &item.title).both < ALIKE
}

/// The one item that carries a number that was stamped on the document. A list's numbers are of its rows.
fn by_stamp(placed: &Placed, items: &[Item]) -> Option<usize> {
    if matches!(placed.document.kind, DocumentKind::Anmalningslista | DocumentKind::Tabell) {
        return None;
    }
    only(items, |item| carries(item, &placed.stamped))
}

/// Whether an item carries one of these numbers.
fn carries(item: &Item, numbers: &[String]) -> bool {
    let known = |number: &String| numbers.iter().any(|own| crate::split::numbers::same(own, number));
    item.diarienummer.iter().any(known)
}

/// The one item that carries the document's number.
fn by_number(placed: &Placed, items: &[Item]) -> Option<usize> {
    let carries = |item: &Item| carries(item, &placed.document.diarienummer);
    let found: Vec<usize> = (0..items.len()).filter(|i| carries(&items[*i])).collect();
    match found.as_slice() {
        [] => None,
        [one] => Some(*one),
        many => many.iter().copied().max_by(|a, b| {
            let like = |i: &usize| likeness::titles(&items[*i].title, &placed.document.title).both;
            like(a).total_cmp(&like(b))
        }),
    }
}

/// The item whose number, or the first of whose numbers, a divider bears ("Ärende 4 och 5").
fn by_divider(placed: &Placed, items: &[Item]) -> Option<usize> {
    fn first(text: &str) -> Option<&str> {
        text.split(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty())
    }
    let divider = placed.document.kind == DocumentKind::Skiljeblad;
    let number = first(&placed.document.title).filter(|_| divider && placed.start.head.number.is_none())?;
    let of = |item: &Item| item.number.as_deref().is_some_and(|own| first(own) == Some(number));
    only(items, of)
}

/// The one item that reports what a list is headed by: what delegates decided, or the list's first word.
fn of_list(placed: &Placed, items: &[Item]) -> Option<usize> {
    let lower = placed.document.title.to_lowercase();
    if placed.document.kind != DocumentKind::Anmalningslista {
        return None;
    }
    let delegated = ["delegationsbeslut", "delegeringsbeslut", "delegationslista"];
    if delegated.iter().any(|word| lower.contains(word)) {
        return only(items, |item| item.kind == ItemKind::Delegation);
    }
    let word = likeness::words(&lower).into_iter().next()?;
    only(items, |item| likeness::words(&item.title).first() == Some(&word))
}

/// The only item of which something is true.
fn only(items: &[Item], is: impl Fn(&Item) -> bool) -> Option<usize> {
    let mut found = (0..items.len()).filter(|i| is(&items[*i]));
    found.next().filter(|_| found.next().is_none())
}

/// What a paper says that it is about ("Yrkande angående nya bojar i viken"), folded, where that is enough to know it by.
fn about(title: &str) -> Option<String> {
    const LEAST: usize = 3;
    let words = [" angående ", " gällande ", " rörande ", " avseende ", " över ", " om "];
    let (_, rest) =
        words.iter().filter_map(|word| title.split_once(word)).min_by_key(|(head, _)| head.len())?;
    (likeness::words(rest).len() >= LEAST).then(|| folded(rest))
}

/// The item, or the item of the attachment, whose title the document carries.
fn by_title(placed: &Placed, items: &[Item], current: Option<usize>) -> Option<usize> {
    let title = &placed.document.title;
    if likeness::words(title).len() < 2 {
        return None;
    }
    if let Some(about) = about(title)
        && let Some(one) = only(items, |item| folded(&item.title).contains(&about))
    {
        return Some(one);
    }
    let mut best: Option<(f64, usize)> = None;
    for (i, item) in items.iter().enumerate() {
        let like = std::iter::once(&item.title)
            .chain(item.attachments.iter().map(|attachment| &attachment.title))
            .map(|known| likeness::titles(known, title).both)
            .fold(0.0_f64, f64::max);
        // Papers follow the agenda's order, so an item further on needs no less, one before the current needs more.
        let like = if current.is_some_and(|now| i < now) { like - 0.1 } else { like };
        if like >= 0.75 && best.is_none_or(|(most, _)| like > most) {
            best = Some((like, i));
        }
    }
    best.map(|(_, i)| i)
}

/// Pairs each item's listed attachments with its documents: in order, each once, the likest pairs together.
pub(crate) fn attachments(rows: &[Row<'_>], placed: &mut [Placed], items: &[Item]) {
    let mut of_items: Vec<Vec<usize>> = vec![Vec::new(); items.len()];
    for (i, paper) in placed.iter().enumerate() {
        let counts = paper.copy_of.is_none() && paper.document.kind != DocumentKind::Skiljeblad;
        if let Some(own) = paper.item.filter(|_| counts).and_then(|item| of_items.get_mut(item)) {
            own.push(i);
        }
    }
    for ((at, item), own) in items.iter().enumerate().zip(of_items) {
        // A scan cannot say which of them it is, so that equal numbers prove nothing.
        let even = own.len() == item.attachments.len() && !own.iter().any(|i| placed[*i].is_scan());
        // What a link names is settled.
        let linked = |i: &usize| placed[*i].start.linked.filter(|linked| linked.item == at)?.attachment;
        let settled: Vec<(usize, usize)> = own.iter().filter_map(|i| Some((*i, linked(i)?))).collect();
        let open: Vec<usize> = own.iter().copied().filter(|i| linked(i).is_none()).collect();
        let taken = |attachment: &usize| settled.iter().any(|(_, other)| other == attachment);
        let left: Vec<usize> = (0..item.attachments.len()).filter(|a| !taken(a)).collect();
        let scores: Vec<Vec<f64>> = open
            .iter()
            .map(|doc| {
                left.iter().map(|a| score(rows, &placed[*doc], &item.attachments[*a].title, even)).collect()
            })
            .collect();
        let found = best_pairs(&scores).into_iter().map(|(doc, a)| (open[doc], left[a]));
        let mut pairs: Vec<(usize, usize)> = settled.iter().copied().chain(found).collect();
        pairs.extend(last_left(placed, &own, item.attachments.len(), &pairs));
        let titles: Vec<&str> = item.attachments.iter().map(|listed| listed.title.as_str()).collect();
        pairs.extend(between(placed, &own, &titles, &pairs));
        for (doc, attachment) in pairs {
            let name = &item.attachments[attachment].title;
            if !listed::says_less(name, &placed[doc]) {
                placed[doc].document.title.clone_from(name);
            }
            placed[doc].attachment = Some(attachment);
        }
    }
}

/// The one scan of an item and the one attachment that nothing else is, where both stand between the same
/// neighbours. A memo is often not listed; any other paper too many leaves it open.
fn last_left(
    placed: &[Placed],
    own: &[usize],
    listed: usize,
    pairs: &[(usize, usize)],
) -> Option<(usize, usize)> {
    let is_paired = |i: &usize| pairs.iter().any(|(doc, _)| doc == i);
    let mut scans = own.iter().copied().filter(|i| placed[*i].is_scan() && !is_paired(i));
    let mut free = (0..listed).filter(|a| pairs.iter().all(|(_, other)| other != a));
    let (scan, attachment) = (scans.next()?, free.next()?);
    let others = own.iter().filter(|i| !is_paired(i) && **i != scan);
    let only_memo = others.clone().count() <= 1
        && others.clone().all(|i| placed[*i].document.kind == DocumentKind::Tjansteskrivelse);
    let in_order = pairs.iter().all(|(doc, other)| (*doc < scan) == (*other < attachment));
    let alone = scans.next().is_none() && free.next().is_none();
    (alone && only_memo && in_order && placed[scan].start.outline.is_none()).then_some((scan, attachment))
}

/// Each listed paper between two that are found, with the one paper that lies between theirs, where both have a word of
/// some length in common.
fn between(
    placed: &[Placed],
    own: &[usize],
    titles: &[&str],
    pairs: &[(usize, usize)],
) -> Vec<(usize, usize)> {
    const LONG: usize = 6;
    let of = |attachment: usize| pairs.iter().find(|(_, other)| *other == attachment).map(|(doc, _)| *doc);
    let mut out = Vec::new();
    for (at, title) in titles.iter().enumerate().skip(1) {
        let (None, Some(before), Some(after)) = (of(at), of(at - 1), of(at + 1)) else { continue };
        let mut inner = own.iter().copied().filter(|doc| before < *doc && *doc < after);
        let (Some(doc), None) = (inner.next(), inner.next()) else { continue };
        let listed = likeness::words(title);
        let named = likeness::words(&placed[doc].document.title);
        let shared = named.iter().any(|word| word.chars().count() >= LONG && listed.contains(word));
        if shared && pairs.iter().all(|(other, _)| *other != doc) {
            out.push((doc, at));
        }
    }
    out
}

/// How well a document fits a listed title; 0 where nothing speaks for it.
fn score(rows: &[Row<'_>], placed: &Placed, title: &str, even: bool) -> f64 {
    if placed.is_scan() && placed.start.outline.is_none() {
        return 0.0;
    }
    let lower = title.to_lowercase();
    let like = likeness::titles(&placed.document.title, title);
    let listed = likeness::words(title);
    let mut known: Vec<String> = likeness::words(&placed.document.title);
    known.extend(
        rows[placed.from..placed.to]
            .iter()
            .filter(|row| row.speaks())
            .take(16)
            .flat_map(|row| likeness::words(&row.text)),
    );
    let inside = listed.iter().filter(|word| known.contains(word)).count();
    let inside = likeness::share(inside, listed.len());
    let numbered = numbered(title).is_some_and(|n| numbered(&placed.document.title) == Some(n));
    let kind = kind_agrees(placed.document.kind, &lower);
    // A memo shares its words with every paper of its item.
    if placed.document.kind == DocumentKind::Tjansteskrivelse && !kind && like.both < 0.75 && !even {
        return 0.0;
    }
    let total = like.both + 0.5 * inside + if numbered { 1.0 } else { 0.0 } + if kind { 0.5 } else { 0.0 };
    if total >= 0.6 {
        total
    } else if even {
        0.1 + total
    } else {
        0.0
    }
}

/// The number of "Bilaga 3 …".
fn numbered(title: &str) -> Option<u32> {
    let rest = title.strip_prefix("Bilaga ").or_else(|| title.strip_prefix("bilaga "))?;
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// Whether a listed title says that it is of this kind.
fn kind_agrees(kind: DocumentKind, lower: &str) -> bool {
    let any = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    match kind {
        DocumentKind::Tjansteskrivelse => any(&[
            "tjänsteskrivelse",
            "föredragningspm",
            "tjänsteutlåtande",
            "missiv",
            "skrivelse från",
            "utlåtande",
            "ordförandeförslag",
        ]),
        DocumentKind::Protokollsutdrag => any(&["protokoll", "§"]),
        DocumentKind::Delegationsbeslut => any(&["delegationsbeslut", "delegeringsbeslut"]),
        DocumentKind::Regeringsbeslut => any(&["regeringsbeslut"]),
        DocumentKind::Motion => any(&["motion", "interpellation", "medborgarförslag"]),
        DocumentKind::Yttrande => any(&["yttrande", "svar på remiss", "remissvar", "svar till"]),
        DocumentKind::Remiss => any(&["remiss"]),
        DocumentKind::Stadgar => any(&["stadgar"]),
        DocumentKind::Arsredovisning => any(&["årsredovisning", "bokslut"]),
        DocumentKind::Ansokan => any(&["ansökan"]),
        DocumentKind::Epost | DocumentKind::Brev => {
            any(&["skrivelse", "brev", "förfrågan", "e-post", "mejl", "begäran"])
                && !lower.starts_with("tjänste")
        }
        _ => false,
    }
}

/// The pairs (document, attachment) in rising order of both with the highest sum of scores.
fn best_pairs(scores: &[Vec<f64>]) -> Vec<(usize, usize)> {
    let (n, m) = (scores.len(), scores.first().map_or(0, Vec::len));
    let mut best = vec![vec![0.0_f64; m + 1]; n + 1];
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            let pair = if scores[i][j] > 0.0 { scores[i][j] + best[i + 1][j + 1] } else { 0.0 };
            best[i][j] = pair.max(best[i + 1][j]).max(best[i][j + 1]);
        }
    }
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    while i < n && j < m {
        if scores[i][j] > 0.0 && scores[i][j] + best[i + 1][j + 1] >= best[i][j] {
            out.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[i + 1][j] >= best[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    out
}
