//! Makes inputs: the `n`th input of a target is the same on every machine, so that a failure is named by its number.
//!
//! Not guided by coverage, as `cargo fuzz` is; instead it knows the words that each parser cares for.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    dead_code,
    reason = "a harness; nobody relies on it but tests"
)]

use std::fs;
use std::path::Path;

use crate::targets::repository;

/// Most inputs are no larger than a page: small ones reach as far, and many more of them are tried in the same time.
const PAGE: usize = 2 << 10;
/// One in twenty is a long text,
const LONG: usize = 16 << 10;
/// and one in a thousand is large, where time that grows faster than the text shows.
const LARGE: usize = 512 << 10;

/// A small generator of numbers (splitmix64).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        if limit == 0 { 0 } else { usize::try_from(self.next() % limit as u64).unwrap() }
    }

    fn of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }
}

/// What the inputs of one target are made from.
pub(crate) struct Corpus {
    seeds: Vec<Vec<u8>>,
    words: Vec<Vec<u8>>,
}

impl Corpus {
    pub(crate) fn of(name: &str) -> Self {
        let root = repository();
        let mut seeds = Vec::new();
        match name {
            "packet" => {
                gather(&root.join("tests/golden/split"), "txt", &mut seeds);
                gather(&root.join("fuzz/seeds/packet"), "txt", &mut seeds);
            }
            "content" => {
                gather(&root.join("content"), "md", &mut seeds);
                seeds.push(fs::read(root.join("diariet.toml")).unwrap());
                // The first byte says which file it stands for.
                seeds = seeds.iter().enumerate().map(|(at, seed)| kind_of(at, seed)).collect();
            }
            "pdf" => {
                gather(&root.join("tests/fixtures/pdf"), "pdf", &mut seeds);
                gather(&root.join("fuzz/seeds/pdf"), "pdf", &mut seeds);
            }
            name => seeds.extend(lines(&root.join(format!("fuzz/seeds/{name}.txt")))),
        }
        let words = lines(&root.join(format!("fuzz/words/{name}.txt")));
        assert!(!seeds.is_empty() && !words.is_empty(), "{name} has no seeds");
        Self { seeds, words }
    }

    /// The `n`th input.
    pub(crate) fn input(&self, n: u64) -> Vec<u8> {
        let mut dice = Dice::new(n.wrapping_mul(0x2545_F491_4F6C_DD1D));
        let size = match dice.below(1000) {
            0 => LARGE,
            1..50 => LONG,
            _ => PAGE,
        };
        let mut data = dice.of(&self.seeds).clone();
        // A PDF is a whole, and its places are counted from its beginning; of a text a piece will do.
        if !data.starts_with(b"%PDF") && (data.len() > size || dice.below(3) == 0) {
            let from = dice.below(data.len());
            data = data[from..data.len().min(from + 1 + dice.below(size))].to_vec();
        }
        let limit = data.len().max(size) * 2;
        for _ in 0..1 + dice.below(12) {
            self.change(&mut data, &mut dice, limit);
        }
        data.truncate(limit);
        data
    }

    fn change(&self, data: &mut Vec<u8>, dice: &mut Dice, limit: usize) {
        let at = dice.below(data.len() + 1);
        let end = (at + 1 + dice.below(64)).min(data.len());
        match dice.below(14) {
            0 => data.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << dice.below(8)),
            1 => data
                .iter_mut()
                .skip(at)
                .take(1)
                .for_each(|byte| *byte = u8::try_from(dice.below(256)).unwrap()),
            2 => drop(data.drain(at..end)),
            3 => data.truncate(at),
            4 => insert(data, at, dice.of(&self.words).as_slice()),
            5 => replace(data, at..end, dice.of(&self.words).as_slice()),
            6 => {
                let piece = data[at..end].to_vec();
                let to = dice.below(data.len() + 1);
                insert(data, to, &piece);
            }
            7 => {
                // Deep nesting and long lines.
                let piece =
                    if dice.below(2) == 0 { dice.of(&self.words).clone() } else { data[at..end].to_vec() };
                let times = *dice.of(&[2, 10, 100, 1000, 20_000]);
                let times = times.min(limit.saturating_sub(data.len()) / piece.len().max(1));
                insert(data, at, &piece.repeat(times));
            }
            8 => {
                let other = dice.of(&self.seeds);
                let from = dice.below(other.len());
                let until = (from + 1 + dice.below(2000)).min(other.len());
                insert(data, at, &other[from..until]);
            }
            9 => {
                let number = *dice.of(&[
                    "0",
                    "-1",
                    "00",
                    "4294967296",
                    "9223372036854775807",
                    "-9223372036854775808",
                    "1e308",
                    "99999999999999999999999",
                    "0.0",
                    "2147483648",
                ]);
                let from = (at..data.len()).find(|at| data[*at].is_ascii_digit()).unwrap_or(at);
                let until = (from..data.len()).find(|at| !data[*at].is_ascii_digit()).unwrap_or(data.len());
                replace(data, from..until, number.as_bytes());
            }
            10 => swap_lines(data, dice),
            11 => insert(
                data,
                at,
                dice.of(&[
                    "\u{0}", "\u{202e}", "\u{301}", "\u{feff}", "\u{a0}", "\u{ad}", "ﬁ", "𝟙", "\u{2028}",
                    "İ", "ß", "\r", "\t", "\u{c}", "é", "Å",
                ])
                .as_bytes(),
            ),
            12 => insert(
                data,
                at,
                dice.of::<&[u8]>(&[b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x80"]),
            ),
            _ => {
                let byte = u8::try_from(dice.below(256)).unwrap();
                let times = dice.below(300);
                insert(data, at, &vec![byte; times]);
            }
        }
    }
}

/// Inputs that a target could not bear once.
pub(crate) fn found(name: &str) -> Vec<Vec<u8>> {
    let mut inputs = Vec::new();
    gather(&repository().join("fuzz/found").join(name), "txt", &mut inputs);
    gather(&repository().join("fuzz/found").join(name), "pdf", &mut inputs);
    inputs
}

fn kind_of(at: usize, seed: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(seed);
    let kind: u8 = match () {
        () if !text.starts_with("+++") => 5,
        () if text.contains("\n[proposal]") || text.contains("\n[decision]") => 0,
        () if text.contains("[[sources]]") || text.contains("[[people]]") => 2,
        () if text.contains("\nname = ") => 4,
        () if text.contains("diarienummer = \"") => 3,
        () if text.contains("kind = ") => 1,
        () => u8::try_from(at % 7).unwrap(),
    };
    [&[kind], seed].concat()
}

fn insert(data: &mut Vec<u8>, at: usize, piece: &[u8]) {
    data.splice(at..at, piece.iter().copied());
}

fn replace(data: &mut Vec<u8>, range: std::ops::Range<usize>, piece: &[u8]) {
    data.splice(range, piece.iter().copied());
}

fn swap_lines(data: &mut Vec<u8>, dice: &mut Dice) {
    let mut lines: Vec<&[u8]> = data.split_inclusive(|byte| *byte == b'\n').collect();
    if !lines.is_empty() {
        let (one, other) = (dice.below(lines.len()), dice.below(lines.len()));
        lines.swap(one, other);
    }
    *data = lines.concat();
}

/// Every file below a folder with this ending, in the order of their paths.
fn gather(folder: &Path, ending: &str, seeds: &mut Vec<Vec<u8>>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            gather(&path, ending, seeds);
        } else if path.extension().is_some_and(|extension| extension == ending) {
            seeds.push(fs::read(&path).unwrap());
        }
    }
}

/// The lines of a file, `\n` and `\t` in them meaning what they mean in Rust.
fn lines(path: &Path) -> Vec<Vec<u8>> {
    let text = fs::read_to_string(path).unwrap_or_else(|cause| panic!("{}: {cause}", path.display()));
    let meant = |line: &str| line.replace("\\n", "\n").replace("\\t", "\t").into_bytes();
    text.lines().filter(|line| !line.is_empty()).map(meant).collect()
}
