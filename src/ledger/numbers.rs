//! Sets of numbers as ranges: `1-3,7`.

use std::collections::BTreeSet;
use std::fmt;

/// Numbers of anchors, from 1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Numbers(BTreeSet<u32>);

/// No clause and no page has a higher number.
const MOST: u32 = 100_000;

impl Numbers {
    /// The numbers that `text` names; `None` where it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut numbers = BTreeSet::new();
        for part in text.split(',') {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let (first, last) = (number(first)?, number(last)?);
            if first > last {
                return None;
            }
            numbers.extend(first..=last);
        }
        Some(Self(numbers))
    }

    /// Takes these numbers along.
    pub fn extend(&mut self, other: &Self) {
        self.0.extend(&other.0);
    }

    /// The numbers, lowest first.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().copied()
    }

    /// Whether the number is one of them.
    #[must_use]
    pub fn contains(&self, number: u32) -> bool {
        self.0.contains(&number)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<u32> for Numbers {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        Self(numbers.into_iter().filter(|number| (1..=MOST).contains(number)).collect())
    }
}

fn number(text: &str) -> Option<u32> {
    let plain = !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| plain && (1..=MOST).contains(number))
}

impl fmt::Display for Numbers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut numbers = self.0.iter().copied().peekable();
        let mut parting = "";
        while let Some(first) = numbers.next() {
            let mut last = first;
            while numbers.next_if_eq(&(last + 1)).is_some() {
                last += 1;
            }
            if first == last {
                write!(f, "{parting}{first}")?;
            } else {
                write!(f, "{parting}{first}-{last}")?;
            }
            parting = ",";
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_read_back_as_written() {
        for text in ["1", "1-3", "1-3,7", "12-19,22,24-25"] {
            assert_eq!(Numbers::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "0", "3-1", "a", "1-", "01", "1,,2", "+1", "100001"] {
            assert_eq!(Numbers::parse(text), None, "{text}");
        }
        let mut numbers = Numbers::parse("1-2").unwrap();
        numbers.extend(&Numbers::parse("3,9").unwrap());
        assert_eq!(numbers.to_string(), "1-3,9");
    }
}
