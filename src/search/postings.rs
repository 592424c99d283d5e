//! Postings: where a term stands. Binary while the index is made, printable in its files.

use crate::search::code::{self, HEAD, PAGE};

/// One record in which a term stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Post {
    /// Number of the record: within its batch at first, within the site in the end.
    pub record: u32,
    /// Level in the head; 0 when it does not stand there.
    pub head: u8,
    /// Pages (from 1) with the level on each.
    pub pages: Pages,
}

/// Pages in order, with the level on each. Nearly every post has one at most, which takes no memory of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Pages {
    first: Option<(u32, u8)>,
    more: Vec<(u32, u8)>,
}

impl Pages {
    /// Adds a page after the others.
    pub fn push(&mut self, page: (u32, u8)) {
        match self.first {
            None => self.first = Some(page),
            Some(_) => self.more.push(page),
        }
    }

    /// The pages.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u8)> + '_ {
        self.first.iter().chain(&self.more).copied()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        usize::from(self.first.is_some()) + self.more.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    /// The highest level; 0 where there is no page.
    #[must_use]
    pub fn best(&self) -> u8 {
        self.iter().map(|(_, level)| level).max().unwrap_or(0)
    }
}

impl FromIterator<(u32, u8)> for Pages {
    fn from_iter<I: IntoIterator<Item = (u32, u8)>>(iter: I) -> Self {
        let mut pages = Self::default();
        iter.into_iter().for_each(|page| pages.push(page));
        pages
    }
}

/// A number in seven bits a byte.
pub fn put_varint(out: &mut Vec<u8>, mut n: u32) {
    while n >= 0x80 {
        out.push(u8::try_from(n & 0x7f).unwrap_or(0) | 0x80);
        n >>= 7;
    }
    out.push(u8::try_from(n).unwrap_or(0));
}

/// The number at `at`, which moves on.
pub fn varint(bytes: &[u8], at: &mut usize) -> Option<u32> {
    let (mut n, mut shift) = (0u32, 0);
    loop {
        let byte = *bytes.get(*at)?;
        *at += 1;
        n |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if byte < 0x80 {
            return Some(n);
        }
        shift += 7;
    }
}

/// Appends one post to a blob of a term's posts, whose last record was `last`.
pub fn put_post(out: &mut Vec<u8>, post: &Post, last: u32) {
    put_varint(out, post.record - last);
    put_varint(out, u32::try_from(post.pages.len()).unwrap_or(0) * 8 + u32::from(post.head));
    let mut before = 0;
    for (page, level) in post.pages.iter() {
        put_varint(out, (page - before) * 8 + u32::from(level));
        before = page;
    }
}

/// Adds the posts of a blob to `posts`, with `base` added to every record; `share` is 1, or what a compound's part
/// is worth.
pub fn read_posts(blob: &[u8], base: u32, share: f64, posts: &mut Vec<Post>) -> Option<()> {
    let (mut at, mut record) = (0, base);
    let weaken = |values: &[f64], level: u8| values.get(usize::from(level)).copied().unwrap_or(0.0) * share;
    while at < blob.len() {
        record += varint(blob, &mut at)?;
        let head = varint(blob, &mut at)?;
        let mut post = Post { record, head: u8::try_from(head % 8).ok()?, pages: Pages::default() };
        if share < 1.0 {
            post.head = code::head_level(weaken(&HEAD, post.head));
        }
        let mut page = 0;
        for _ in 0..head / 8 {
            let step = varint(blob, &mut at)?;
            page += step / 8;
            let level = u8::try_from(step % 8).ok()?;
            let level = if share < 1.0 { code::page_level(weaken(&PAGE, level)) } else { level };
            post.pages.push((page, level));
        }
        posts.push(post);
    }
    Some(())
}

/// Sorts posts by record and makes one of those that are for the same record.
pub fn unite(posts: &mut Vec<Post>) {
    // By all that they hold: sums of levels are rounded, so that three posts of one record in another order, as
    // threads hand them in, would give another sum.
    posts.sort_unstable_by(|a, b| (a.record, a.head, &a.pages).cmp(&(b.record, b.head, &b.pages)));
    posts.dedup_by(|next, kept| {
        if next.record != kept.record {
            return false;
        }
        kept.head = sum(&HEAD, kept.head, next.head, code::head_level);
        let mut pages: Vec<(u32, u8)> = kept.pages.iter().chain(next.pages.iter()).collect();
        pages.sort_unstable();
        pages.dedup_by(|later, first| {
            let same = later.0 == first.0;
            if same {
                first.1 = sum(&PAGE, first.1, later.1, code::page_level);
            }
            same
        });
        kept.pages = pages.into_iter().collect();
        true
    });
}

fn sum(values: &[f64], a: u8, b: u8, level: fn(f64) -> u8) -> u8 {
    let value = |l: u8| values.get(usize::from(l)).copied().unwrap_or(0.0);
    level(value(a) + value(b))
}

/// Number of page levels, 0 among them: a code is `head * LEVELS + page`, twice, the second half with pages listed.
const LEVELS: u8 = 7;
const CODES: u8 = 42;

/// Terms in more records than these hardly tell one from another, so that two levels on a page, and then one, are
/// enough; their posts are the largest part of what a query fetches, and take up to a half less so.
const COMMON: [usize; 2] = [8_000, 50_000];

/// A level on a page as a term in `records` records has it.
fn shown(level: u8, records: usize) -> u8 {
    match level {
        1.. if records > COMMON[1] => 3,
        1..=3 if records > COMMON[0] => 2,
        4.. if records > COMMON[0] => 4,
        _ => level,
    }
}

/// Writes posts as a file has them: how many, steps from record to record, codes, lists of pages, with a space
/// between the parts.
pub fn print(posts: &[Post], out: &mut Vec<u8>) {
    let shown = |level| shown(level, posts.len());
    code::put(out, u32::try_from(posts.len()).unwrap_or(0));
    out.push(b' ');
    let mut last = 0;
    for post in posts {
        code::put(out, post.record - last);
        last = post.record;
    }
    out.push(b' ');
    for post in posts {
        let best = shown(post.pages.best());
        let listed = if is_listed(post) { CODES } else { 0 };
        code::put_char(out, post.head * LEVELS + best + listed);
    }
    out.push(b' ');
    for post in posts.iter().filter(|post| is_listed(post)) {
        code::put(out, u32::try_from(post.pages.len()).unwrap_or(0));
        let mut before = 0;
        for (page, level) in post.pages.iter() {
            code::put(out, page - before);
            code::put_char(out, shown(level));
            before = page;
        }
    }
}

/// A post on the first page alone needs no list.
fn is_listed(post: &Post) -> bool {
    !post.pages.more.is_empty() || post.pages.first.is_some_and(|(page, _)| page != 1)
}

/// Reads what `print` wrote; `None` when the text is cut or foreign.
#[must_use]
pub fn parse(printed: &str) -> Option<Vec<Post>> {
    let mut parts = printed.split(' ').map(|part| code::Reader(part.as_bytes()));
    let (mut count, mut steps, mut codes) = (parts.next()?, parts.next()?, parts.next()?);
    let mut lists = parts.next()?;
    let mut record = 0;
    let mut posts = Vec::new();
    for _ in 0..count.number()? {
        record += steps.number()?;
        let code = codes.char()?;
        let mut post = Post { record, head: code % CODES / LEVELS, pages: Pages::default() };
        if code >= CODES {
            let mut page = 0;
            for _ in 0..lists.number()? {
                page += lists.number()?;
                post.pages.push((page, lists.char()?));
            }
        } else if code % LEVELS > 0 {
            post.pages.push((1, code % LEVELS));
        }
        posts.push(post);
    }
    Some(posts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages<const N: usize>(list: [(u32, u8); N]) -> Pages {
        list.into_iter().collect()
    }

    fn some() -> Vec<Post> {
        vec![
            Post { record: 3, head: 5, pages: Pages::default() },
            Post { record: 4, head: 0, pages: pages([(1, 3)]) },
            Post { record: 400, head: 2, pages: pages([(2, 1), (90, 6)]) },
        ]
    }

    #[test]
    fn posts_come_back_from_both_forms() {
        let (mut blob, mut last) = (Vec::new(), 0);
        for post in &some() {
            put_post(&mut blob, post, last);
            last = post.record;
        }
        let mut back = Vec::new();
        read_posts(&blob, 0, 1.0, &mut back).unwrap();
        assert_eq!(back, some());
        let mut printed = Vec::new();
        print(&some(), &mut printed);
        assert_eq!(parse(std::str::from_utf8(&printed).unwrap()).unwrap(), some());
    }

    #[test]
    fn very_common_terms_keep_records_and_pages_and_few_levels() {
        let places = |posts: &[Post]| -> Vec<(u32, u8, Vec<u32>)> {
            posts.iter().map(|p| (p.record, p.head, p.pages.iter().map(|(page, _)| page).collect())).collect()
        };
        for (count, kept) in
            [(8_000, &[1, 2, 3, 4, 5, 6][..]), (8_001, &[2, 4]), (50_000, &[2, 4]), (50_001, &[3])]
        {
            let posts: Vec<Post> = (0..count)
                .map(|record| Post { record, head: 3, pages: pages([(2, 1), (7, (record % 6 + 1) as u8)]) })
                .collect();
            let mut printed = Vec::new();
            print(&posts, &mut printed);
            let back = parse(std::str::from_utf8(&printed).unwrap()).unwrap();
            assert!(places(&back) == places(&posts), "{count}");
            let levels: std::collections::BTreeSet<u8> =
                back.iter().flat_map(|p| p.pages.iter().map(|(_, level)| level)).collect();
            assert_eq!(levels.into_iter().collect::<Vec<_>>(), kept, "{count}");
        }
    }

    #[test]
    fn posts_of_one_record_are_united() {
        let mut posts = vec![
            Post { record: 9, head: 1, pages: pages([(1, 3)]) },
            Post { record: 9, head: 1, pages: pages([(1, 3), (2, 1)]) },
        ];
        unite(&mut posts);
        assert_eq!(posts, [Post { record: 9, head: 2, pages: pages([(1, 4), (2, 1)]) }]);
    }
}
