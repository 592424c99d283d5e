//! The analysis of words, shared by index, query and snippet, and mirrored line by line in `search.js`.
//!
//! `scan` cuts text into pieces (runs of letters and digits, folded to the form that is compared) and `tokens`
//! makes the tokens of a run of pieces: words, and the *wholes* that span several pieces: amounts, dates,
//! paragraphs, diarienummer, hyphenated words. `tests/search/analysis.tsv` holds both sides to one behaviour.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Longest piece that is looked at, in letters; longer runs are rubble of encoded data.
const LONGEST: usize = 64;

/// Months as Swedish writes them, in order.
const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];

/// Words that say how many zeros an amount lacks.
const SCALES: [(&str, usize); 11] = [
    ("tusen", 3),
    ("tkr", 3),
    ("miljon", 6),
    ("miljoner", 6),
    ("mkr", 6),
    ("mnkr", 6),
    ("msek", 6),
    ("miljard", 9),
    ("miljarder", 9),
    ("mdkr", 9),
    ("mdr", 9),
];

/// Words too common to be looked for in running text; never dropped when a query has nothing else.
const STOP_WORDS: &str = "alla allt att av blev bli blir blivit de dem den denna deras dess dessa det detta dig din \
dina ditt du där då efter ej eller en er era ert ett från för ha hade han hans har henne hennes hon honom hur här i \
icke ingen inom inte jag ju kan kunde man med mellan men mig min mina mitt mot mycket ni nu när någon något några \
och om oss på samma sedan sig sin sina ska skall skulle som så sådan sådana sådant till under upp ut utan vad var \
vara varför varit varje vars vart vem vi vid vilka vilkas vilken vilket vår våra vårt än är åt över samt";

/// Whether `word` (lower case, as `scan` leaves it) is a stop word.
#[must_use]
pub fn is_stop(word: &str) -> bool {
    use std::sync::OnceLock;
    static SORTED: OnceLock<Vec<&'static str>> = OnceLock::new();
    let sorted = SORTED.get_or_init(|| {
        let mut words: Vec<_> = STOP_WORDS.split_whitespace().collect();
        words.sort_unstable();
        words
    });
    word.len() <= 8 && sorted.binary_search(&word).is_ok()
}

/// What stands before a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Space,
    Join(char),
    Break,
}

/// What a piece is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Make {
    Letters,
    Digits,
    Mixed,
}

/// A run of letters and digits.
#[derive(Debug, Clone, Copy)]
struct Piece {
    /// Its folded text within `Scan::folded`.
    text: (usize, usize),
    /// Where it stands in the source, in bytes.
    source: (usize, usize),
    make: Make,
    gap: Gap,
    /// Its first letter is upper case.
    upper: bool,
    /// A paragraph sign stands beside it.
    section: bool,
}

/// A text cut into pieces; made once and filled again, so that indexing allocates nothing per text.
#[derive(Debug, Default)]
pub struct Scan {
    folded: String,
    pieces: Vec<Piece>,
    whole: String,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A word: to be stemmed.
    Word,
    /// A number or a mixture of digits and letters: compared as it is.
    Code,
}

/// One token, handed to the caller of `tokens`.
#[derive(Debug, Clone, Copy)]
pub struct Token<'a> {
    /// The text that is compared (words: before stemming).
    pub text: &'a str,
    /// What it is.
    pub class: Class,
    /// First and last piece that it covers.
    pub pieces: (usize, usize),
    /// It stands for several pieces together, or for a piece in another form; its pieces may come as tokens too.
    pub whole: bool,
}

/// Whether the text is a query (where any case may stand for a diarienummer's letters) or a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Text of a page.
    Text,
    /// What a user typed.
    Query,
}

/// The compared form of one character: lower case, without accents but those of å, ä and ö.
fn fold_char(c: char, out: &mut String) {
    match c {
        _ if c.is_ascii() => return out.push(c.to_ascii_lowercase()),
        'å' | 'ä' | 'ö' => return out.push(c),
        _ => {}
    }
    for lower in c.to_lowercase() {
        match lower {
            'å' | 'ä' | 'ö' => out.push(lower),
            'ø' => out.push('ö'),
            'æ' => out.push('ä'),
            'ς' => out.push('σ'),
            other => decompose_canonical(other, |part| {
                if !is_combining_mark(part) {
                    out.push(part);
                }
            }),
        }
    }
}

/// The form in which å, ä and ö are found without their marks.
#[must_use]
pub fn plain(word: &str) -> String {
    word.chars()
        .map(|c| match c {
            'å' | 'ä' => 'a',
            'ö' => 'o',
            other => other,
        })
        .collect()
}

/// Letters of the basic plane: what a word is made of, digits apart.
fn is_letter(c: char) -> bool {
    // Below the first combining mark there is nothing to ask the tables for but the letters themselves.
    if c < '\u{300}' {
        return c.is_ascii_alphabetic() || (c > '\u{7f}' && c.is_alphabetic());
    }
    c.is_alphabetic() && c <= '\u{ffff}' && !is_combining_mark(c)
}

/// Signs that stand for an apostrophe within a name.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '´' | '`' | 'ʼ' | '‘')
}

/// The sign that a joining character counts as.
fn joiner(c: char) -> Option<char> {
    match c {
        '-' | '‐' | '‑' | '–' | '−' => Some('-'),
        '/' | ':' | '.' | ',' => Some(c),
        _ => None,
    }
}

impl Scan {
    /// Cuts `text`, which is brought to NFC first where it needs it.
    pub fn fill(&mut self, text: &str) {
        self.folded.clear();
        self.pieces.clear();
        // Combining marks begin with one of two bytes, which few texts hold at all.
        if text.bytes().any(|b| matches!(b, 0xcc | 0xcd))
            && text.chars().any(|c| ('\u{300}'..='\u{36f}').contains(&c))
        {
            let composed: String = text.nfc().collect();
            self.cut(&composed);
        } else {
            self.cut(text);
        }
    }

    fn cut(&mut self, text: &str) {
        let mut gap = Gap::Break;
        let mut section = false;
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            if is_letter(c) || c.is_ascii_digit() {
                at = self.piece(text, at, (gap, section));
                (gap, section) = (Gap::None, false);
                continue;
            }
            if c == '§' {
                section = true;
                if let (Gap::None | Gap::Space, Some(last)) = (gap, self.pieces.last_mut()) {
                    last.section = true;
                }
            }
            gap = after(gap, c);
            at += c.len_utf8();
        }
    }

    /// Reads one piece from `at`; returns where it ends.
    fn piece(&mut self, text: &str, at: usize, before: (Gap, bool)) -> usize {
        let start = self.folded.len();
        let (mut letters, mut digits) = (false, false);
        let mut end = at;
        loop {
            // Most of a text is ASCII: it is taken as a run.
            let run = text[end..].bytes().take_while(u8::is_ascii_alphanumeric);
            let length = run
                .inspect(|byte| if byte.is_ascii_digit() { digits = true } else { letters = true })
                .count();
            self.folded.push_str(&text[end..end + length]);
            end += length;
            let mut rest = text[end..].chars();
            let Some(c) = rest.next() else { break };
            if is_letter(c) {
                letters = true;
                fold_char(c, &mut self.folded);
            } else if c == '\u{ad}' || is_combining_mark(c) {
                // Soft hyphens and stray marks are no part of the word.
            } else if !(is_apostrophe(c) && letters && rest.next().is_some_and(is_letter)) {
                break;
            }
            end += c.len_utf8();
        }
        self.folded[start..].make_ascii_lowercase();
        let make = match (letters, digits) {
            (true, false) => Make::Letters,
            (false, _) => Make::Digits,
            (true, true) => Make::Mixed,
        };
        let upper = text[at..].chars().next().is_some_and(char::is_uppercase);
        let (gap, section) = before;
        let gap = if self.pieces.is_empty() { Gap::Break } else { gap };
        let folded = &self.folded[start..];
        let short = folded.len() <= LONGEST || folded.chars().count() <= LONGEST;
        if short && !folded.is_empty() {
            let text = (start, self.folded.len());
            self.pieces.push(Piece { text, source: (at, end), make, gap, upper, section });
        } else {
            self.folded.truncate(start);
        }
        end
    }

    /// Number of pieces: the length of the text in words.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Whether there is no piece.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Where pieces `first` to `last` stand in the text, in bytes (of its NFC form).
    #[must_use]
    pub fn source(&self, pieces: (usize, usize)) -> (usize, usize) {
        match (self.pieces.get(pieces.0), self.pieces.get(pieces.1)) {
            (Some(first), Some(last)) => (first.source.0, last.source.1),
            _ => (0, 0),
        }
    }

    /// The folded text of piece `i`; empty where there is none.
    #[must_use]
    pub fn text_of(&self, i: usize) -> &str {
        self.text(i)
    }

    /// The folded texts of all pieces.
    pub fn pieces_text(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().map(|p| &self.folded[p.text.0..p.text.1])
    }

    /// Whether nothing but spaces or single joining signs stands between the pieces.
    #[must_use]
    pub fn touching(&self, from: usize, to: usize) -> bool {
        self.pieces.get(from + 1..=to).is_some_and(|pieces| pieces.iter().all(|p| p.gap != Gap::Break))
    }

    fn text(&self, i: usize) -> &str {
        self.pieces.get(i).map_or("", |p| &self.folded[p.text.0..p.text.1])
    }

    /// Hands every token of the text to `take`, in the order of the text.
    pub fn tokens(&mut self, mode: Mode, mut take: impl FnMut(Token<'_>)) {
        let mut whole = std::mem::take(&mut self.whole);
        let mut emit = Emit { scan: self, mode, whole: &mut whole, take: &mut take };
        let mut i = 0;
        while i < emit.scan.pieces.len() {
            i = emit.step(i);
        }
        self.whole = whole;
    }
}

/// The gap once `c` has been passed.
fn after(gap: Gap, c: char) -> Gap {
    match (gap, joiner(c)) {
        // A hyphen at the end of a line joins; a dash between spaces does not.
        (Gap::Join('-'), _) if c == '\n' => Gap::Join('-'),
        (Gap::None | Gap::Space, None) if c.is_whitespace() || c == '§' => Gap::Space,
        (Gap::None, Some(sign)) => Gap::Join(sign),
        _ => Gap::Break,
    }
}

/// One pass over the pieces of a text.
struct Emit<'s, 'w, F> {
    scan: &'s Scan,
    mode: Mode,
    whole: &'w mut String,
    take: &'w mut F,
}

impl<F: FnMut(Token<'_>)> Emit<'_, '_, F> {
    fn get(&self, i: usize) -> Option<Piece> {
        self.scan.pieces.get(i).copied()
    }

    fn is(&self, i: usize, make: Make, gap: Gap) -> bool {
        self.get(i).is_some_and(|p| p.make == make && p.gap == gap)
    }

    fn size(&self, i: usize) -> usize {
        self.scan.text(i).len()
    }

    /// Hands out piece `i` itself.
    fn part(&mut self, i: usize) {
        let Some(piece) = self.get(i) else { return };
        let class = if piece.make == Make::Letters { Class::Word } else { Class::Code };
        (self.take)(Token { text: self.scan.text(i), class, pieces: (i, i), whole: false });
    }

    /// Hands out what `self.whole` holds.
    fn finish(&mut self, class: Class, pieces: (usize, usize)) {
        (self.take)(Token { text: self.whole, class, pieces, whole: true });
    }

    /// Puts the texts of pieces `from..=to` together, nothing between.
    fn squash(&mut self, from: usize, to: usize) {
        self.whole.clear();
        for i in from..=to {
            self.whole.push_str(self.scan.text(i));
        }
    }

    /// Handles what begins at piece `i`; returns the next piece to look at.
    fn step(&mut self, i: usize) -> usize {
        let last = self.chunk_end(i);
        if last > i {
            self.chunk(i, last);
            self.number_after(i, last);
            return last + 1;
        }
        match self.get(i).map(|p| p.make) {
            Some(Make::Digits) => self.digits(i),
            Some(_) => {
                if self.month_named(i).is_some() {
                    self.month(i, (i, i + 1));
                }
                self.number_after(i, i);
                self.part(i);
                i + 1
            }
            None => i + 1,
        }
    }

    /// Last piece of the chunk that begins at `i`: pieces joined by one sign. Full stop and comma join digits only.
    fn chunk_end(&self, i: usize) -> usize {
        let mut last = i;
        while let Some(next) = self.get(last + 1) {
            let numeric = next.make == Make::Digits && self.get(last).is_some_and(|p| p.make == Make::Digits);
            match next.gap {
                Gap::Join('-' | '/' | ':') => {}
                Gap::Join(_) if numeric => {}
                _ => break,
            }
            last += 1;
        }
        last
    }

    /// A diarienummer printed with spaces: `19 RS 10286`, `RUN 430/2018`, `LTV 130600`, `2018/KS 0001`.
    fn number_after(&mut self, first: usize, last: usize) {
        let next = last + 1;
        let Some(head) = self.get(last) else { return };
        if !self.get(next).is_some_and(|p| p.gap == Gap::Space && p.make != Make::Letters)
            || !self.scan.text(last).ends_with(char::is_alphabetic)
        {
            return;
        }
        let named = self.mode == Mode::Query || head.upper || head.make == Make::Mixed;
        if !named || self.scan.text(last).chars().count() > 8 || is_stop(self.scan.text(last)) {
            return;
        }
        let end = self.chunk_end(next);
        let joined = end > next
            && (next + 1..=end).all(|k| self.get(k).is_some_and(|p| !matches!(p.gap, Gap::Join('.' | ','))));
        let serial = end == next
            && self.is(next, Make::Digits, Gap::Space)
            && self.size(next) >= if first < last || head.make == Make::Mixed { 3 } else { 5 };
        if (joined && !self.is_date(next, end)) || serial {
            self.squash(first, end);
            self.finish(Class::Code, (first, end));
        }
    }

    fn is_date(&self, first: usize, last: usize) -> bool {
        last == first + 2
            && (first..=last)
                .zip([4, 2, 2])
                .all(|(k, n)| self.get(k).is_some_and(|p| p.make == Make::Digits) && self.size(k) == n)
            && (first + 1..=last).all(|k| self.get(k).is_some_and(|p| p.gap == Gap::Join('-')))
    }

    /// Several pieces joined by signs.
    fn chunk(&mut self, first: usize, last: usize) {
        let makes = |make| (first..=last).all(|k| self.get(k).is_some_and(|p| p.make == make));
        if makes(Make::Letters) {
            self.hyphenated(first, last);
        } else if makes(Make::Digits) {
            self.figures(first, last);
        } else {
            self.squash(first, last);
            self.finish(Class::Code, (first, last));
            (first..=last).for_each(|k| self.part(k));
        }
    }

    /// `Viberg-Hedman`, `EU:s`, `och/eller`.
    fn hyphenated(&mut self, first: usize, last: usize) {
        let sign = |k: usize, c| self.get(k).is_some_and(|p| p.gap == Gap::Join(c));
        if last == first + 1 && sign(last, ':') && self.size(last) <= 3 {
            return self.part(first);
        }
        if (first + 1..=last).all(|k| sign(k, '-')) {
            self.squash(first, last);
            self.finish(Class::Word, (first, last));
        }
        (first..=last).for_each(|k| self.part(k));
    }

    /// Digits joined by signs: decimals, dates, ratios, law numbers, ranges.
    fn figures(&mut self, first: usize, last: usize) {
        let sign = self.get(first + 1).map_or(Gap::None, |p| p.gap);
        if last == first + 1 && matches!(sign, Gap::Join(',' | '.')) && self.scaled(first, last) {
            return;
        }
        if self.get(first).is_some_and(|p| p.section) {
            for k in [first, last] {
                self.section(k, (first, last));
            }
        }
        self.whole.clear();
        for k in first..=last {
            if let (true, Some(Piece { gap: Gap::Join(c), .. })) = (k > first, self.get(k)) {
                self.whole.push(c);
            }
            self.whole.push_str(self.scan.text(k));
        }
        self.finish(Class::Code, (first, last));
        if self.is_date(first, last) {
            self.month(last - 1, (first, last));
            self.part(first);
        } else if !matches!(sign, Gap::Join(',')) {
            (first..=last).for_each(|k| self.part(k));
        }
    }

    /// Digits that no sign joins: an amount in groups, a date in words, a paragraph, the head of `19 RS 10286`.
    fn digits(&mut self, i: usize) -> usize {
        let mut last = i;
        if self.size(i) <= 3 && !matches!(self.get(i).map(|p| p.gap), Some(Gap::Join(_))) {
            while self.is(last + 1, Make::Digits, Gap::Space)
                && self.size(last + 1) == 3
                && self.chunk_end(last + 1) == last + 1
            {
                last += 1;
            }
        }
        if self.scaled(i, last) {
            return last + 1;
        }
        if last > i {
            self.squash(i, last);
            self.finish(Class::Code, (i, last));
            return last + 1;
        }
        if self.get(i).is_some_and(|p| p.section) {
            self.section(i, (i, i));
        }
        if self.dated(i) {
            return i + 3;
        }
        self.spaced_number(i);
        self.part(i);
        i + 1
    }

    /// `§12`.
    fn section(&mut self, i: usize, span: (usize, usize)) {
        self.whole.clear();
        self.whole.push('§');
        self.whole.push_str(self.scan.text(i));
        self.finish(Class::Code, span);
    }

    /// An amount with its zeros left to a word: `2 miljoner`, `4,1 mnkr`.
    fn scaled(&mut self, first: usize, last: usize) -> bool {
        let word = last + 1;
        if !self.is(word, Make::Letters, Gap::Space) {
            return false;
        }
        let Some((_, zeros)) = SCALES.iter().find(|(name, _)| *name == self.scan.text(word)) else {
            return false;
        };
        let decimals = match self.get(last).map(|p| p.gap) {
            Some(Gap::Join(_)) if last > first => self.size(last),
            _ => 0,
        };
        let Some(zeros) = zeros.checked_sub(decimals) else { return false };
        self.squash(first, last);
        self.whole.extend(std::iter::repeat_n('0', zeros));
        while self.whole.len() > 1 && self.whole.starts_with('0') {
            self.whole.remove(0);
        }
        self.finish(Class::Code, (first, word));
        true
    }

    /// `14 februari 2020`: the date, the month and the year.
    fn dated(&mut self, i: usize) -> bool {
        let shaped = self.size(i) <= 2 && self.is(i + 1, Make::Letters, Gap::Space);
        let (true, Some(month)) = (shaped, self.month_named(i + 1)) else { return false };
        self.whole.clear();
        self.whole.push_str(self.scan.text(i + 2));
        self.whole.push_str(&format!("-{month:02}-{:0>2}", self.scan.text(i)));
        self.finish(Class::Code, (i, i + 2));
        self.month(i + 1, (i, i + 2));
        self.part(i + 1);
        self.part(i + 2);
        true
    }

    /// The number of the month that piece `i` names, where a year follows it.
    fn month_named(&self, i: usize) -> Option<usize> {
        // Few words stand before a year: that is asked first.
        if !self.is(i + 1, Make::Digits, Gap::Space) || self.size(i + 1) != 4 {
            return None;
        }
        MONTHS.iter().position(|name| *name == self.scan.text(i)).map(|place| place + 1)
    }

    /// `2020-02`, what a day and `februari 2020` have in common; `i` is the piece of the month.
    fn month(&mut self, i: usize, span: (usize, usize)) {
        let (year, month) = match self.month_named(i) {
            Some(month) => (i + 1, format!("{month:02}")),
            None => (i - 1, self.scan.text(i).to_owned()),
        };
        self.whole.clear();
        self.whole.push_str(self.scan.text(year));
        self.whole.push('-');
        self.whole.push_str(&month);
        self.finish(Class::Code, span);
    }

    /// `19 RS 10286`: two digits, letters, a serial.
    fn spaced_number(&mut self, i: usize) {
        let letters = i + 1;
        let named = self.get(letters).is_some_and(|p| self.mode == Mode::Query || p.upper);
        if self.size(i) == 2
            && named
            && self.is(letters, Make::Letters, Gap::Space)
            && self.scan.text(letters).chars().count() <= 4
            && self.size(letters) >= 2
            && !is_stop(self.scan.text(letters))
            && self.is(letters + 1, Make::Digits, Gap::Space)
            && self.size(letters + 1) <= 6
            && self.chunk_end(letters + 1) == letters + 1
        {
            self.squash(i, letters + 1);
            self.finish(Class::Code, (i, letters + 1));
        }
    }
}

/// A printed diarienummer as its one token: letters and digits, lower case, nothing between.
#[must_use]
pub fn squash(printed: &str) -> String {
    let mut scan = Scan::default();
    scan.fill(printed);
    scan.folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(text: &str, mode: Mode) -> Vec<String> {
        let mut scan = Scan::default();
        scan.fill(text);
        let mut out = Vec::new();
        scan.tokens(mode, |token| out.push(format!("{}{}", if token.whole { "*" } else { "" }, token.text)));
        out
    }

    #[test]
    fn numbers_become_one_token() {
        assert_eq!(listed("19 RS 10286", Mode::Text), ["*19rs10286", "19", "*rs10286", "rs", "10286"]);
        assert_eq!(listed("20 rs 284", Mode::Text), ["20", "rs", "284"]);
        assert_eq!(listed("RUN 430/2018", Mode::Text), ["*run4302018", "run", "*430/2018", "430", "2018"]);
        assert_eq!(listed("2 000 000 kronor", Mode::Text), ["*2000000", "kronor"]);
        assert_eq!(listed("4,1 miljoner", Mode::Text), ["*4100000", "miljoner"]);
    }

    #[test]
    fn accents_and_apostrophes_are_forgiven() {
        assert_eq!(listed("M´peti Eliya", Mode::Text), ["mpeti", "eliya"]);
        assert_eq!(listed("Irén Örebro fo\u{308}r", Mode::Text), ["iren", "örebro", "för"]);
    }

    #[test]
    fn a_squashed_number_has_neither_case_nor_separators() {
        assert_eq!(squash("N2019/02980/RTL"), "n201902980rtl");
        assert_eq!(squash("KS 2020/123"), squash("ks-2020:123"));
    }
}
