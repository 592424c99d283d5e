//! Diarienummer in running text become links to their case pages.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// Finds the numbers of a text that have a case page: their byte ranges, in order and without overlap, with the
/// addresses. Given by the caller, so that rendering knows nothing of what a number looks like.
#[derive(Clone)]
pub struct NumberLinks(Arc<Finder>);

type Finder = dyn Fn(&str) -> Vec<(Range<usize>, String)> + Send + Sync;

impl fmt::Debug for NumberLinks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NumberLinks")
    }
}

impl NumberLinks {
    /// Links found by `find`.
    #[must_use]
    pub fn new(find: impl Fn(&str) -> Vec<(Range<usize>, String)> + Send + Sync + 'static) -> Self {
        Self(Arc::new(find))
    }

    /// No number is linked.
    #[must_use]
    pub fn none() -> Self {
        Self::new(|_| Vec::new())
    }

    /// The text in pieces: each with the address that it links to, if any. Joined, they are the text. A range that is
    /// none of the text's is left out.
    #[must_use]
    pub fn parts<'t>(&self, text: &'t str) -> Vec<(&'t str, Option<String>)> {
        let mut parts = Vec::new();
        let mut done = 0;
        for (range, url) in (self.0)(text) {
            if range.start < done || range.is_empty() {
                continue;
            }
            let (Some(before), Some(number)) = (text.get(done..range.start), text.get(range.clone())) else {
                continue;
            };
            if !before.is_empty() {
                parts.push((before, None));
            }
            parts.push((number, Some(url)));
            done = range.end;
        }
        if let Some(rest) = text.get(done..).filter(|rest| !rest.is_empty()) {
            parts.push((rest, None));
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_join_to_the_text_whatever_the_finder_says() {
        let links = NumberLinks::new(|_| {
            vec![
                (3..6, "/a/".into()),
                (4..8, "/overlap/".into()),
                (90..95, "/outside/".into()),
                (6..6, "/b/".into()),
            ]
        });
        let text = "abcdefghi";
        let parts = links.parts(text);
        assert_eq!(parts.iter().map(|(piece, _)| *piece).collect::<String>(), text);
        assert_eq!(parts, [("abc", None), ("def", Some("/a/".into())), ("ghi", None)]);
    }
}
