//! Files made to do harm, and files that were harmed: whatever they hold, the reading ends, in time, here.

use std::time::{Duration, Instant};

use diariet::packet::Limits;

use crate::build::{Build, Content, zeros_deflated};
use crate::{limits, try_read_within};

/// The longest that any of them may take. The watchdog allows one page far less.
const LONGEST: Duration = Duration::from_secs(20);

fn endures(name: &str, bytes: &[u8]) {
    let limits = Limits {
        open: Duration::from_secs(5),
        page: Duration::from_secs(3),
        whole: Duration::from_secs(15),
        ..limits()
    };
    let start = Instant::now();
    let outcome = match try_read_within(bytes, &limits) {
        Ok(packet) => format!(
            "{:?} pages, {} lines, {:?}",
            packet.page_count,
            packet.lines.len(),
            packet.findings.first()
        ),
        Err(error) => error.to_string(),
    };
    let took = start.elapsed();
    println!("{name}: {outcome} ({took:.1?})");
    assert!(took < LONGEST, "{name} took {took:?}");
}

fn with_content(content: &str) -> Vec<u8> {
    let mut build = Build::new();
    build.page(&Content::new().raw(content));
    build.bytes()
}

fn with_objects(make: impl Fn(&mut Build)) -> Vec<u8> {
    let mut build = Build::new();
    build.page(&Content::new().text((60.0, 700.0), 11.0, "Kvar"));
    make(&mut build);
    build.bytes()
}

#[test]
fn floods_of_operators_and_nesting() {
    let deep = 200_000;
    endures("arrays in content", &with_content(&format!("{} TJ", "[".repeat(deep))));
    endures("dictionaries in content", &with_content(&format!("/A {} BDC", "<</A ".repeat(deep))));
    endures("saves", &with_content(&"q ".repeat(1_000_000)));
    endures("marks", &with_content(&"/A BMC ".repeat(1_000_000)));
    endures("ends without beginnings", &with_content(&"Q EMC ET ".repeat(300_000)));
    endures("clips", &with_content(&"0 0 9 9 re W n ".repeat(200_000)));
    endures(
        "arrays in an object",
        &with_objects(|build| {
            let deep = build.object("[".repeat(deep));
            build.catalog(&format!("/Names {deep} 0 R /PageLabels {deep} 0 R"));
        }),
    );
    endures(
        "dictionaries in an object",
        &with_objects(|build| {
            let deep = build.object("<</Kids ".repeat(deep));
            build.catalog(&format!("/Outlines {deep} 0 R"));
        }),
    );
}

#[test]
fn numbers_beyond_reason() {
    let places =
        "BT /F1 1e38 Tf 1e38 -1e38 Td (x) Tj 0 Tf (y) Tj 99999999999999999999 0 0 1 0 0 Tm (z) Tj ET";
    endures("places", &with_content(places));
    endures("scales", &with_content(&"1e30 0 0 1e30 0 0 cm BT /F1 1 Tf (x) Tj ET ".repeat(50)));
    for media in ["[0 0 1e30 1e30]", "[0 0 0 0]", "[9 9 -9 -9]", "[(a)]"] {
        let mut build = Build::new();
        build.page_with(
            &Content::new().lines((60.0, 700.0), &["ett", "två"]),
            "",
            &format!("/MediaBox {media}"),
        );
        endures(media, &build.bytes());
    }
}

#[test]
fn characters_piled_up() {
    endures(
        "one place",
        &with_content(&format!("BT /F1 9 Tf {} ET", "1 0 0 1 60 700 Tm (x) Tj ".repeat(100_000))),
    );
    let angles: String = (0..40_000).map(|at| format!("1 .{at} -.{at} 1 60 700 Tm (xy) Tj ")).collect();
    endures("angles", &with_content(&format!("BT /F1 9 Tf {angles} ET")));
    let grid: String =
        (0..60_000).map(|at| format!("1 0 0 1 {} {} Tm (x) Tj ", (at % 300) * 2, at / 300)).collect();
    endures("grid", &with_content(&format!("BT /F1 1 Tf {grid} ET")));
    let row: String =
        (0..60_000).map(|at| format!("1 0 0 1 {}.{} 700 Tm (x) Tj ", at % 590, at / 590)).collect();
    endures("row", &with_content(&format!("BT /F1 .01 Tf {row} ET")));
}

#[test]
fn loops_and_recursion() {
    endures(
        "page tree",
        &with_objects(|build| build.replace(2, "<< /Type /Pages /Kids [ 2 0 R 2 0 R ] /Count 2 >>")),
    );
    endures(
        "reference to itself",
        &with_objects(|build| {
            let at = build.object("");
            build.replace(at, format!("{at} 0 R"));
            build.catalog(&format!("/Outlines {at} 0 R /Names {at} 0 R"));
        }),
    );
    let mut build = Build::new();
    let form = build.object("");
    let body = b"/X Do /X Do";
    build.replace(form, [format!("<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length {} /Resources << /XObject << /X {form} 0 R >> >> >>\nstream\n", body.len()).as_bytes(), body, b"\nendstream"].concat());
    let content = build.stream("", body);
    build.page_of(content, &format!(">> /XObject << /X {form} 0 R"), "");
    endures("form that draws itself", &build.bytes());
    let mut build = Build::new();
    let length = build.object("");
    build.replace(length, format!("<< /Length {length} 0 R >>\nstream\nBT ET\nendstream"));
    build.page_of(length, "", "");
    endures("length of itself", &build.bytes());
    let plain = with_objects(|build| build.trailer("/Prev 9"));
    let text = String::from_utf8_lossy(&plain).into_owned();
    let start = text.rsplit("startxref\n").next().unwrap().lines().next().unwrap().to_owned();
    endures("cross references", &with_objects(|build| build.trailer(&format!("/Prev {start}"))));
}

#[test]
fn bombs() {
    let mut build = Build::new();
    let bomb = build.stream("/Filter /FlateDecode", &zeros_deflated(1 << 30));
    build.page_of(bomb, "", "");
    endures("flate", &build.bytes());
    let twice = zeros_deflated(200 << 20);
    let mut build = Build::new();
    let bomb =
        build.stream("/Type /ObjStm /N 100 /First 400000000 /Filter [ /FlateDecode /FlateDecode ]", &twice);
    build.page_of(bomb, "", "");
    endures("flate in flate", &build.bytes());
    let mut build = Build::new();
    build.replace(2, format!("<< /Type /Pages /Count 2147483647 /Kids [ {} ] >>", "4 0 R ".repeat(100_000)));
    let content = build.object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>");
    assert_eq!(content, 4);
    endures("pages", &build.bytes());
}

#[test]
fn damage() {
    let mut build = Build::new();
    for page in 0..5 {
        build.page(
            &Content::new().lines((60.0, 700.0), &["Nämnden beslutar", &format!("att gå vidare, {page}")]),
        );
    }
    let whole = build.bytes();
    endures("nothing", b"");
    endures("header", b"%PDF-1.7\n");
    endures("noise", &noise(1, 50_000));
    endures("noise with a header", &[b"%PDF-1.7\n".as_slice(), &noise(2, 50_000)].concat());
    for part in 1..10 {
        endures("cut short", &whole[..whole.len() * part / 10]);
    }
}

/// A sequence of bytes that looks random and is always the same.
fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut dice = Dice(seed);
    (0..length).map(|_| u8::try_from(dice.below(256)).unwrap()).collect()
}

/// xorshift64*, for mutations that can be repeated.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let value = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(value).unwrap() % end.max(1)
    }
}

/// Some bytes changed, dropped, doubled or cut off.
fn mutated(original: &[u8], seed: u64) -> Vec<u8> {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut bytes = original.to_vec();
    for _ in 0..=dice.below(8) {
        let at = dice.below(bytes.len());
        let length = dice.below(40).min(bytes.len() - at);
        match dice.below(6) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..at + length)),
            2 => {
                let piece = bytes[at..at + length].to_vec();
                let to = dice.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            3 => bytes
                .iter_mut()
                .skip(at)
                .filter(|byte| byte.is_ascii_digit())
                .take(3)
                .for_each(|byte| *byte = b'9'),
            _ => bytes.iter_mut().skip(at).take(1 + length / 8).for_each(|byte| *byte ^= 1 << (seed % 8)),
        }
    }
    bytes
}

#[test]
fn mutations_of_every_fixture() {
    use rayon::prelude::*;
    const EACH: u64 = 100;
    let fixtures = crate::fixtures::all();
    assert!(!fixtures.is_empty());
    let cases: Vec<(&str, &[u8], u64)> = fixtures
        .iter()
        .flat_map(|(name, bytes)| (0..EACH).map(move |seed| (name.as_str(), bytes.as_slice(), seed)))
        .collect();
    cases.into_par_iter().for_each(|(name, bytes, seed)| {
        endures(&format!("{name} mutation {seed}"), &mutated(bytes, seed));
    });
}
