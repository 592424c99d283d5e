//! From what was typed to slots: each slot is one thing looked for, with the ways in which it may be found.

use crate::base::store::StoreError;
use crate::search::code::rarity;
use crate::search::language::stem;
use crate::search::postings::Post;
use crate::search::query::Notice;
use crate::search::query::files::{Files, Load, Variant};
use crate::search::words::{Class, Mode, Scan, is_stop, plain, squash};

/// Words that say that a number follows.
const LABELS: [&str; 7] =
    ["dnr", "diarienr", "diarienummer", "ärendenr", "ärendenummer", "arendenr", "arendenummer"];
/// Words for money.
const MONEY: [&str; 4] = ["kr", "kronor", "sek", "kronorna"];
/// What begins many words without being a part of their meaning, without marks: `föreläggande` is not about `före`.
const PARTICLES: [&str; 14] =
    ["an", "bort", "efter", "fram", "for", "fore", "genom", "ned", "ner", "om", "till", "upp", "ut", "over"];
/// Most words that the beginning of a word stands for.
const COMPLETIONS: usize = 8;

/// Postings with what they are worth.
#[derive(Debug, Clone)]
pub(super) struct Term {
    /// Where it stands.
    pub(super) posts: Vec<Post>,
    /// How rare it is, counted over all variants of its key.
    pub(super) rarity: f64,
}

/// One way to find a slot: all of its terms, in one place.
#[derive(Debug, Clone)]
pub(super) struct Way {
    /// What it is worth beside the word as it was typed.
    pub(super) weight: f64,
    /// The terms; two and more for the parts of a compound.
    pub(super) terms: Vec<Term>,
}

/// One thing looked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Slot {
    /// The ways to find it; none when the site does not have it.
    pub(super) ways: Vec<Way>,
}

/// What to look for.
#[derive(Debug, Clone, Default)]
pub(super) struct Plan {
    /// The things looked for.
    pub(super) slots: Vec<Slot>,
    /// Records that are what was asked for: the cases of a diarienummer.
    pub(super) exact: Vec<u32>,
    /// Keys to be marked in snippets.
    pub(super) keys: Vec<String>,
    /// Phrases, as folded words.
    pub(super) phrases: Vec<Vec<String>>,
    /// What the user is told.
    pub(super) notices: Vec<Notice>,
}

/// A token of the query, kept.
struct Kept {
    text: String,
    class: Class,
    from: usize,
    to: usize,
    whole: bool,
}

/// A thing looked for, before the index has been asked.
enum Wish {
    /// A word as folded, with the hyphenated word that it is part of.
    Word(String, Option<String>),
    /// A number or code, with its parts where they may stand apart.
    Code { text: String, parts: Vec<String>, printed: String },
}

struct Maker<'f, L> {
    files: &'f Files<L>,
    plan: Plan,
}

pub(super) fn make<L: Load>(files: &Files<L>, typed: &str) -> Result<Plan, StoreError> {
    let typed = crate::base::text::nfc(typed);
    let (bare, phrases) = phrases(&typed);
    let mut scan = Scan::default();
    scan.fill(&bare);
    let mut tokens = Vec::new();
    scan.tokens(Mode::Query, |t| {
        tokens.push(Kept {
            text: t.text.to_owned(),
            class: t.class,
            from: t.pieces.0,
            to: t.pieces.1,
            whole: t.whole,
        });
    });
    let mut maker = Maker { files, plan: Plan { phrases, ..Plan::default() } };
    let mut covered = vec![false; scan.len()];
    if tokens.iter().any(|t| t.text.contains(|c: char| c.is_ascii_digit())) {
        tokens.iter().filter(|t| LABELS.contains(&t.text.as_str())).for_each(|t| covered[t.from] = true);
    }
    maker.numbers(&scan, &mut covered)?;
    let wishes = wishes(&scan, (&bare, &tokens), &mut covered);
    let last = bare.trim_end().len() == bare.len();
    let count = wishes.len();
    for (place, wish) in wishes.into_iter().enumerate() {
        maker.wish(wish, last && place + 1 == count)?;
    }
    Ok(maker.plan)
}

/// Takes phrases out of quotation marks; their words stay, with spaces for the marks.
fn phrases(typed: &str) -> (String, Vec<Vec<String>>) {
    let quote = |c: char| matches!(c, '"' | '”' | '“' | '»' | '«');
    let pieces: Vec<&str> = typed.split(quote).collect();
    let mut phrases = Vec::new();
    let mut scan = Scan::default();
    for phrase in pieces.iter().skip(1).step_by(2).take((pieces.len() - 1) / 2) {
        scan.fill(phrase);
        let words: Vec<String> = scan.pieces_text().map(plain).collect();
        if !words.is_empty() {
            phrases.push(words);
        }
    }
    (pieces.join(" "), phrases)
}

/// Sorts tokens into things looked for, in the order of the query.
fn wishes(scan: &Scan, (typed, tokens): (&str, &[Kept]), covered: &mut [bool]) -> Vec<Wish> {
    let mut found: Vec<(usize, Wish)> = Vec::new();
    let mut wholes: Vec<&Kept> = tokens.iter().filter(|t| t.whole && t.class == Class::Code).collect();
    wholes.sort_by_key(|t| (usize::MAX - (t.to - t.from), t.from));
    for whole in wholes {
        if covered[whole.from..=whole.to].iter().any(|c| *c) {
            continue;
        }
        covered[whole.from..=whole.to].fill(true);
        let (from, to) = scan.source((whole.from, whole.to));
        let printed = typed.get(from..to).unwrap_or_default().to_owned();
        let inside = |t: &&Kept| !t.whole && t.from >= whole.from && t.to <= whole.to;
        let mut parts: Vec<String> = tokens.iter().filter(inside).map(key_of).collect();
        // A month and a year may stand apart too, as may the parts of a code with letters in it.
        let lettered = parts.iter().any(|part| part.contains(char::is_alphabetic));
        if !lettered || parts.len() != whole.to - whole.from + 1 || parts.len() < 2 || is_number(&whole.text)
        {
            parts.clear();
        }
        found.push((whole.from, Wish::Code { text: whole.text.clone(), parts, printed }));
    }
    for part in tokens.iter().filter(|t| !t.whole && !covered[t.from]) {
        let wish = if part.class == Class::Word {
            let joined = tokens
                .iter()
                .find(|t| t.whole && t.class == Class::Word && t.from <= part.from && t.to >= part.to);
            Wish::Word(part.text.clone(), joined.map(|t| t.text.clone()))
        } else {
            let (from, to) = scan.source((part.from, part.to));
            Wish::Code {
                text: part.text.clone(),
                parts: vec![],
                printed: typed.get(from..to).unwrap_or_default().to_owned(),
            }
        };
        found.push((part.from, wish));
    }
    // Beside an amount the word for the money says nothing: texts write it in many ways, or not at all.
    let figures = |wish: &(usize, Wish)| matches!(&wish.1, Wish::Code { text, .. } if !text.contains(char::is_alphabetic));
    let amount = found.iter().any(figures);
    let empty = |word: &str| is_stop(word) || (amount && MONEY.contains(&word));
    let stop = |wish: &Wish| matches!(wish, Wish::Word(word, None) if empty(word));
    if found.iter().any(|(_, wish)| !stop(wish)) {
        found.retain(|(_, wish)| !stop(wish));
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, wish)| wish).collect()
}

fn key_of(token: &Kept) -> String {
    if token.class == Class::Word { plain(&stem(&token.text)) } else { plain(&token.text) }
}

/// Whether a squashed code has the shape of a diarienummer: `19rs10286`, `ks2020123`, `run4302018`.
fn is_number(code: &str) -> bool {
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let letters =
        |text: &str| text.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>();
    let first = digits(code);
    let after = &code[first..];
    let prefix = letters(after);
    let serial = digits(&after[prefix..]);
    let whole = after.len() == prefix + serial;
    let prefix_letters = after[..prefix].chars().count();
    (whole && first == 2 && (2..=4).contains(&prefix_letters) && (1..=6).contains(&serial))
        || (first == 0 && (1..=8).contains(&prefix_letters) && serial >= 5)
}

impl<L: Load> Maker<'_, L> {
    /// Looks for the site's own numbers in any run of up to four pieces.
    fn numbers(&mut self, scan: &Scan, covered: &mut [bool]) -> Result<(), StoreError> {
        for size in (1..=4usize).rev() {
            for from in 0..(scan.len() + 1).saturating_sub(size) {
                let to = from + size - 1;
                if covered[from..=to].iter().any(|c| *c) || !scan.touching(from, to) {
                    continue;
                }
                let joined: String = (from..=to).map(|k| scan.text_of(k)).collect();
                if !may_be_own(scan, (from, to), &joined) {
                    continue;
                }
                let Some(own) = self.files.variants(&format!("={}", plain(&joined)))?.pop() else { continue };
                covered[from..=to].fill(true);
                self.plan.exact.extend(own.posts.iter().map(|post| post.record));
                self.plan.keys.push(plain(&joined));
                let mut ways = self.ways(&joined, 1.0)?;
                ways.push(Way { weight: 1.0, terms: vec![self.term(own.posts, 1)] });
                self.plan.slots.push(Slot { ways });
            }
        }
        Ok(())
    }

    fn term(&self, posts: Vec<Post>, found: usize) -> Term {
        Term { posts, rarity: rarity(self.files.records, u32::try_from(found).unwrap_or(u32::MAX)) }
    }

    /// The ways of one exact stem or code: as written, then in other spellings of its key.
    fn ways(&mut self, exact: &str, weight: f64) -> Result<Vec<Way>, StoreError> {
        let key = plain(exact);
        let variants = self.files.variants(&key)?;
        if !variants.is_empty() {
            self.plan.keys.push(key.clone());
        }
        let found = variants.iter().map(|v| v.posts.len()).sum();
        let has = variants.iter().any(|v| v.exact == exact);
        let other = if exact == key { 0.9 } else { 0.6 };
        let mut ways = Vec::new();
        for variant in variants {
            // Somebody who writes å, ä and ö means them, unless the site has no such word.
            let share = if variant.exact == exact { 1.0 } else { other };
            if share == 1.0 || exact == key || !has {
                ways.push(self.way(weight * share, variant, found));
            }
        }
        Ok(ways)
    }

    fn way(&self, weight: f64, variant: Variant, found: usize) -> Way {
        Way { weight, terms: vec![self.term(variant.posts, found)] }
    }

    /// A way that needs all of some keys in one place; none where the site lacks one of them.
    fn all_of(&mut self, keys: &[String], weight: f64) -> Result<Option<Way>, StoreError> {
        let mut terms = Vec::new();
        for key in keys {
            let variants = self.files.variants(&plain(key))?;
            let Some(best) = variants.into_iter().max_by_key(|v| v.posts.len()) else { return Ok(None) };
            let found = best.posts.len();
            terms.push(self.term(best.posts, found));
        }
        self.plan.keys.extend(keys.iter().map(|key| plain(key)));
        Ok(Some(Way { weight, terms }))
    }

    fn wish(&mut self, wish: Wish, open: bool) -> Result<(), StoreError> {
        let ways = match wish {
            Wish::Code { text, parts, printed } => self.code(&text, &parts, printed)?,
            Wish::Word(word, joined) => self.word(&word, joined.as_deref(), open)?,
        };
        self.plan.slots.push(Slot { ways });
        Ok(())
    }

    fn code(&mut self, text: &str, parts: &[String], printed: String) -> Result<Vec<Way>, StoreError> {
        let mut ways = self.ways(text, 1.0)?;
        if !parts.is_empty() {
            ways.extend(self.all_of(parts, 0.5)?);
        }
        if ways.is_empty() && is_number(&squash(text)) {
            self.plan.notices.push(Notice::MissingNumber(printed));
        }
        Ok(ways)
    }

    fn word(&mut self, word: &str, joined: Option<&str>, open: bool) -> Result<Vec<Way>, StoreError> {
        let exact = stem(word);
        let key = plain(&exact);
        let mut ways = self.ways(&exact, 1.0)?;
        let rare = self.files.variants(&key)?.into_iter().find(|v| v.exact == exact && !v.parts.is_empty());
        if let Some(rare) = rare {
            ways.extend(self.all_of(&rare.parts, 0.6)?);
        }
        let plain_word = plain(word);
        if plain_word == word && plain_word != key {
            // Without its å, ä or ö a word may have lost a wrong ending to the stemmer.
            ways.extend(self.ways(&plain_word, 0.8)?);
        }
        if let Some(joined) = joined {
            ways.extend(self.ways(&stem(joined), 1.0)?);
        }
        if open && !is_stop(word) {
            let weight = if ways.is_empty() { 0.7 } else { 0.35 };
            ways.extend(self.completions(&plain_word, &key, weight)?);
        }
        if ways.is_empty() && key.chars().count() >= 4 {
            ways.extend(self.repaired(word, &exact)?);
        }
        Ok(ways)
    }

    /// Words that begin with what has been typed so far.
    fn completions(&mut self, start: &str, key: &str, weight: f64) -> Result<Vec<Way>, StoreError> {
        let letters = start.chars().count();
        if letters < 4 {
            let posts = if letters < 2 { vec![] } else { self.files.variants(&format!("^{start}"))? };
            if !posts.is_empty() {
                self.plan.keys.push(format!("^{start}"));
            }
            return Ok(posts
                .into_iter()
                .map(|v| {
                    let n = v.posts.len();
                    self.way(weight, v, n)
                })
                .collect());
        }
        let mut found: Vec<(usize, String, Vec<Variant>)> = Vec::new();
        for (other, variants) in self.files.beginning(start)? {
            if other != key {
                found.push((variants.iter().map(|v| v.posts.len()).sum(), other, variants));
            }
        }
        found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        found.truncate(COMPLETIONS);
        let mut ways = Vec::new();
        for (count, other, variants) in found {
            self.plan.keys.push(other);
            ways.extend(variants.into_iter().map(|variant| self.way(weight, variant, count)));
        }
        Ok(ways)
    }

    /// A word that the site does not have: as a compound of words that it has, else with one mistake forgiven.
    fn repaired(&mut self, word: &str, exact: &str) -> Result<Vec<Way>, StoreError> {
        let key: Vec<char> = plain(exact).chars().collect();
        let text = |letters: &[char]| letters.iter().collect::<String>();
        let (front, back) = (text(&key[..3]), text(&key[key.len() - 3..]));
        let mut words: Vec<(String, u8)> = Vec::new();
        words.extend(
            self.files
                .words(&format!("<{front}"))?
                .into_iter()
                .map(|(rest, n)| (format!("{front}{rest}"), n)),
        );
        let heads = words.len();
        words.extend(
            self.files.words(&format!(">{back}"))?.into_iter().map(|(rest, n)| (format!("{rest}{back}"), n)),
        );
        let head = |form: &str| words[..heads].iter().any(|(w, _)| w == form);
        let tail = |form: &str| words[heads..].iter().any(|(w, _)| w == form);
        let order = (3..=key.len().saturating_sub(4)).rev().chain([key.len() - 3]).filter(|at| *at >= 3);
        for at in order {
            let (first, second) = (text(&key[..at]), text(&key[at..]));
            if !tail(&second) || PARTICLES.contains(&first.as_str()) {
                continue;
            }
            let bare = first.strip_suffix('s').map(str::to_owned);
            let forms = [Some(first.clone()), bare, Some(plain(&stem(&first)))];
            if let Some(form) = forms.into_iter().flatten().find(|form| head(form)) {
                return Ok(self.all_of(&[form, second], 0.7)?.into_iter().collect());
            }
        }
        let typed = plain(word).chars().collect::<Vec<_>>();
        let near = words.iter().filter(|(w, _)| {
            let other: Vec<char> = w.chars().collect();
            one_off(&key, &other) || one_off(&typed, &other)
        });
        let Some((best, _)) = near.max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0))).cloned() else {
            return self.apart(&key);
        };
        let ending = word.strip_prefix(exact).unwrap_or("");
        self.plan.notices.push(Notice::Corrected(word.to_owned(), format!("{best}{ending}")));
        self.plan.keys.push(best.clone());
        let variants = self.files.variants(&best)?;
        let found = variants.iter().map(|v| v.posts.len()).sum();
        Ok(variants.into_iter().map(|variant| self.way(0.5, variant, found)).collect())
    }

    /// Two words of the site written as one, too rare to be parts of its compounds.
    fn apart(&mut self, key: &[char]) -> Result<Vec<Way>, StoreError> {
        for at in (3..=key.len().saturating_sub(3)).rev() {
            let parts = [key[..at].iter().collect::<String>(), key[at..].iter().collect()];
            // The first is looked for first: it most often stands in a file that has been read.
            if PARTICLES.contains(&parts[0].as_str()) || self.files.variants(&parts[0])?.is_empty() {
                continue;
            }
            if let Some(way) = self.all_of(&parts, 0.7)? {
                return Ok(vec![way]);
            }
        }
        Ok(vec![])
    }
}

/// Whether pieces may be a number of the site's own: letters and digits, or many digits.
fn may_be_own(scan: &Scan, (from, to): (usize, usize), joined: &str) -> bool {
    let digits = joined.chars().filter(char::is_ascii_digit).count();
    let letters = joined.chars().count() - digits;
    let year = from < to && digits == 4 && scan.text_of(to).len() == 4 && to == from + 1 && letters > 0;
    let words = (from..=to).any(|k| is_stop(scan.text_of(k)));
    digits >= 1 && !words && !year && letters <= 8 && (if letters > 0 { digits >= 2 } else { digits >= 5 })
}

/// Whether one letter added, dropped, changed, or swapped with its neighbour makes `b` of `a`.
fn one_off(a: &[char], b: &[char]) -> bool {
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    match (a, b) {
        ([], [_]) | ([_], []) => true,
        ([x, rest @ ..], [y, other @ ..]) if a.len() == b.len() => {
            rest == other
                || matches!((rest, other), ([x2, r @ ..], [y2, o @ ..]) if x == y2 && y == x2 && r == o)
        }
        ([_, rest @ ..], _) if rest == b => true,
        (_, [_, other @ ..]) => other == a,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mistake_is_one() {
        let off = |a: &str, b: &str| one_off(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
        assert!(off("hopajola", "hopajol") && off("hopajola", "hoppajola") && off("hopajola", "hpoajola"));
        assert!(off("budget", "budgat") && !off("budget", "budget") && !off("budget", "bodgat"));
    }

    #[test]
    fn numbers_have_a_shape() {
        for number in ["19rs10286", "ks2020123", "run4302018", "n201902980rtl"] {
            assert!(is_number(number), "{number}");
        }
        for other in ["2010800", "iv12", "e20", "covid19"] {
            assert!(!is_number(other), "{other}");
        }
    }
}
