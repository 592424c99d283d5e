//! Patterns of addresses: `/committees/{organ}/mote-{date}`.

use std::collections::BTreeMap;

use crate::content::tree::meeting_day;

/// A pattern, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    pieces: Vec<Piece>,
}

/// A piece of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text as it stands.
    Text(String),
    /// A step of an address, or a part of one, by its name.
    Name(String),
}

/// What the names of a pattern stand for.
pub type Values = BTreeMap<String, String>;

impl Pattern {
    /// Whether the text is a pattern at all.
    #[must_use]
    pub fn is_one(text: &str) -> bool {
        text.contains(['{', '}'])
    }

    /// The pattern that `text` writes.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            if before.contains('}') {
                return Err("a brace is not opened");
            }
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            } else if matches!(pieces.last(), Some(Piece::Name(_))) {
                return Err("two names stand side by side, so that nobody knows where one ends");
            }
            let (name, after) = after.split_once('}').ok_or("a brace is not closed")?;
            if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
                return Err("a name in braces is made of the letters a–z");
            }
            pieces.push(Piece::Name(name.to_owned()));
            rest = after;
        }
        if rest.contains('}') {
            return Err("a brace is not opened");
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Ok(Self { pieces })
    }

    /// Its pieces.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Its names, in order, a name that stands twice twice.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Name(name) => Some(name.as_str()),
            Piece::Text(_) => None,
        })
    }

    /// Whether its first step is text as it stands: a pattern that begins with a name matches every page.
    #[must_use]
    pub fn has_root(&self) -> bool {
        let Some(Piece::Text(text)) = self.pieces.first() else { return false };
        let inner = text.strip_prefix('/').unwrap_or(text);
        let step = inner.split('/').next().unwrap_or_default();
        !step.is_empty() && (inner.contains('/') || self.pieces.len() == 1 || step.chars().count() >= 3)
    }

    /// What the names stand for in `address`; `None` where the pattern is not its.
    #[must_use]
    pub fn matches(&self, address: &str) -> Option<Values> {
        let mut values = Values::new();
        fits(&self.pieces, address, &mut values).then_some(values)
    }

    /// The address with these values; `None` where a name has none.
    #[must_use]
    pub fn fill(&self, values: &Values) -> Option<String> {
        let mut out = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Name(name) => out.push_str(values.get(name)?),
            }
        }
        Some(out)
    }
}

fn fits(pieces: &[Piece], address: &str, values: &mut Values) -> bool {
    match pieces.split_first() {
        None => address.is_empty(),
        Some((Piece::Text(text), rest)) => {
            address.strip_prefix(text.as_str()).is_some_and(|after| fits(rest, after, values))
        }
        Some((Piece::Name(name), rest)) => {
            let step = address.find('/').unwrap_or(address.len());
            let known = values.get(name).cloned();
            // The longest first: `{item}.pdf` of `a.b.pdf` is `a.b`.
            for end in (1..=step).rev().filter(|end| address.is_char_boundary(*end)) {
                let value = &address[..end];
                let right = known.as_deref().is_none_or(|known| known == value)
                    && (name != "date" || meeting_day(value).is_some());
                if right && fits(rest, &address[end..], values) {
                    values.insert(name.clone(), value.to_owned());
                    return true;
                }
            }
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_matches_and_fills() {
        let from = Pattern::parse("/committees/{organ}/mote-{date}").unwrap();
        let to = Pattern::parse("/{organ}/{date}/").unwrap();
        let values = to.matches("/ks/2026-03-03/").unwrap();
        assert_eq!(from.fill(&values).unwrap(), "/committees/ks/mote-2026-03-03");
        assert!(to.matches("/ks/2026-03-03-2/").is_some());
        for other in ["/ks/", "/ks/bron/", "/ks/2026-03-03/bron/", "/dnr/ks-2026-12/"] {
            assert_eq!(to.matches(other), None, "{other}");
        }
    }

    #[test]
    fn what_is_no_pattern_says_why() {
        for text in ["/a/{", "/a/}", "/a/{}", "/a/{A}", "/a/{b}{c}", "/a/{b}/}"] {
            assert!(Pattern::parse(text).is_err(), "{text}");
        }
        for (text, root) in [
            ("/{a}/", false),
            ("/{a}/{b}/", false),
            ("{a}", false),
            ("/x{a}", false),
            ("/mote-{date}", true),
            ("/committees/{organ}/", true),
        ] {
            assert_eq!(Pattern::parse(text).unwrap().has_root(), root, "{text}");
        }
    }
}
