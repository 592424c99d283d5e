//! How numbers are written in index files, and the small tables that index and query both reckon with.
//!
//! Files are printable ASCII, so that every server compresses them and every `fetch` can read them as text.

/// First of the 94 printable characters in use (`!` to `~`).
const FIRST: u8 = b'!';
/// Half of them end a number, half continue it.
const HALF: u32 = 47;

/// Values of the levels at which a term stands in a record's head (title, numbers, clauses).
pub const HEAD: [f64; 6] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0];
/// Values of the levels at which a term stands on a page.
pub const PAGE: [f64; 7] = [0.0, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0];
/// What a part of a compound is worth beside a word that stands by itself.
pub const COMPOUND: f64 = 0.4;

/// The level whose value is nearest to `value`, at least 1 for anything above nothing.
fn level(values: &[f64], value: f64) -> u8 {
    if value <= 0.0 {
        return 0;
    }
    // The geometric mean of two neighbouring powers of two lies at √2 of the lower.
    let above = values.iter().skip(1).filter(|v| value >= **v * std::f64::consts::SQRT_2).count();
    u8::try_from(above + 1).unwrap_or(1).min(u8::try_from(values.len() - 1).unwrap_or(1))
}

/// Level in a head.
#[must_use]
pub fn head_level(value: f64) -> u8 {
    level(&HEAD, value)
}

/// Level on a page.
#[must_use]
pub fn page_level(value: f64) -> u8 {
    level(&PAGE, value)
}

/// Writes a whole number: digits of base 47, least first, the last one in the lower half of the characters.
pub fn put(out: &mut Vec<u8>, mut n: u32) {
    while n >= HALF {
        out.push(FIRST + u8::try_from(HALF + n % HALF).unwrap_or(0));
        n = n / HALF - 1;
    }
    out.push(FIRST + u8::try_from(n).unwrap_or(0));
}

/// Writes a number below 94 as one character.
pub fn put_char(out: &mut Vec<u8>, n: u8) {
    out.push(FIRST + n);
}

/// Reads what `put` and `put_char` wrote.
#[derive(Debug)]
pub struct Reader<'a>(pub &'a [u8]);

impl Reader<'_> {
    /// The next character's number.
    pub fn char(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        first.checked_sub(FIRST)
    }

    /// The next whole number.
    pub fn number(&mut self) -> Option<u32> {
        let (mut n, mut scale) = (0u32, 1u32);
        loop {
            let digit = u32::from(self.char()?);
            if digit < HALF {
                return n.checked_add(digit.checked_mul(scale)?);
            }
            n = n.checked_add(digit.checked_mul(scale)?)?;
            scale = scale.wrapping_mul(HALF);
        }
    }
}

/// How rare a term is: the logarithm to base 2 of `1 + records / found`, by straight lines between whole powers,
/// so that Rust and JavaScript reckon the same to the last bit.
#[must_use]
pub fn rarity(records: u32, found: u32) -> f64 {
    let mut x = f64::from(records) / f64::from(found.max(1)) + 1.0;
    let mut whole = 0.0;
    while x >= 2.0 {
        x /= 2.0;
        whole += 1.0;
    }
    whole + x - 1.0
}

/// Thirty-two characters for names of files: no capital letters (some file systems fold them), no vowels to spell with.
const NAME: &[u8; 32] = b"0123456789bcdfghjklmnpqrstvwxyz_";

/// The name that a file's content gives it: 50 bits of its SHA-256.
#[must_use]
pub fn name(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    let digest = sha2::Sha256::digest(bytes);
    let bits = digest.iter().take(7).fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
    (0..10).map(|k| char::from(NAME[usize::try_from(bits >> (k * 5) & 31).unwrap_or(0)])).collect()
}

/// The path of the file of that name, relative to the site's root.
#[must_use]
pub fn path(name: &str) -> String {
    let (folder, file) = name.split_at(name.len().min(2));
    format!("search/{folder}/{file}.txt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let all = [0, 1, 46, 47, 93, 94, 2255, 2256, 103_822, 103_823, 4_000_000];
        let mut out = Vec::new();
        all.iter().for_each(|n| put(&mut out, *n));
        assert!(out.iter().all(|b| (b'!'..=b'~').contains(b)));
        let mut reader = Reader(&out);
        assert_eq!(all.map(|_| reader.number().unwrap()), all);
    }

    #[test]
    fn levels_rise_with_values() {
        assert_eq!([0.0, 0.01, 1.0, 1.5, 100.0].map(page_level), [0, 1, 3, 4, 6]);
        assert_eq!([0.4, 1.0, 8.0, 100.0].map(head_level), [1, 1, 4, 5]);
    }

    #[test]
    fn the_rarer_the_more() {
        assert!(rarity(1000, 1) > rarity(1000, 10));
        assert!((rarity(7, 1) - 3.0).abs() < 1e-9);
    }
}
