//! How long recognition takes: a made-up packet of some three hundred pages, minutes of sixty paragraphs, and the
//! minutes on one line a page. `cargo bench --bench import`. A real packet: see RESULTS.md.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on fails")]

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use diariet::packet::read_text;
use diariet::split::split;

/// Items of the agenda and paragraphs of the minutes.
const ITEMS: u32 = 13;
const PARAGRAPHS: u32 = 60;
/// Pages of a paper that belongs to an item, and lines of a page.
const PAGES: u32 = 11;
const LINES: u32 = 40;

const WORDS: [&str; 12] = [
    "hamnen",
    "kajen",
    "förvaltningen",
    "bedömer",
    "under",
    "året",
    "som",
    "kostnaden",
    "för",
    "nya",
    "bryggor",
    "ökar",
];

/// A line of running text, the same for the same number.
fn line(nth: u32) -> String {
    let word = |at: u32| WORDS[((nth * 7 + at * 5 + nth / 3) % 12) as usize];
    (0..9).map(word).collect::<Vec<_>>().join(" ")
}

/// An agenda with the papers of every item behind it, a form feed before each page.
fn packet() -> String {
    let mut text = String::from(
        "Kajstads kommun\nKallelse till hamnnämnden\nTid: 2031-09-15 kl. 09.00\nPlats: Stadshuset\n\nFöredragningslista\n",
    );
    for item in 1..=ITEMS {
        write!(text, "\n{item}. Ny kaj nummer {item} i inre hamnen\nDiarienummer: HN 2031/{item} Föredragande: Eva Ek\n\
            Förslag till beslut\nHamnnämnden beslutar\natt bygga kajen, samt\natt avsätta {item}00 000 kronor.\n\
            Sammanfattning\n{}.\nBeslutsunderlag\nTjänsteskrivelse om kaj {item}\nRapport om kaj {item}\n", line(item)).unwrap();
    }
    for item in 1..=ITEMS {
        write!(text, "\u{c}Hamnkontoret          TJÄNSTESKRIVELSE\nHandläggare Eva Ek    Datum 2031-08-{:02}   Dnr HN 2031/{item}\n\n\
            Ny kaj nummer {item} i inre hamnen\n\nFörslag till beslut\nHamnnämnden beslutar\natt bygga kajen.\n", item + 10).unwrap();
        for page in 0..PAGES * 2 {
            if page == PAGES {
                write!(text, "\u{c}Rapport om kaj {item}\n\n").unwrap();
            } else if page > 0 {
                text.push('\u{c}');
            }
            for nth in 0..LINES {
                let end = if nth % 6 == 5 { ".\n\n" } else { "\n" };
                write!(text, "{}{end}", line(item * 1000 + page * 50 + nth)).unwrap();
            }
            writeln!(text, "{} ({})", page + 1, PAGES * 2).unwrap();
        }
    }
    text
}

/// Minutes with votes and reservations in every fifth paragraph.
fn minutes() -> String {
    let mut text = format!(
        "Kajstads kommun\nHamnnämnden\nSammanträdesprotokoll\nSammanträdesdatum 2031-09-15\nPlats och tid Stadshuset, kl. \
         09.00-12.00\nBeslutande Eva Ek (S), ordförande\nBo Alm (M)\nParagrafer 1-{PARAGRAPHS}\n"
    );
    for number in 1..=PARAGRAPHS {
        write!(text, "\n\u{c}Hamnnämnden   Sammanträdesprotokoll   {number} ({PARAGRAPHS})\n\n§ {number} Ny kaj nummer {number}\n\
            Dnr HN 2031/{number}\n\nSammanfattning\n").unwrap();
        for nth in 0..12 {
            writeln!(text, "{}", line(number * 100 + nth)).unwrap();
        }
        if number % 5 == 0 {
            text.push_str("\nYrkanden\nBo Alm (M) yrkar avslag.\n\nOmröstning\nJa för bifall till förslaget och Nej för avslag.\n\
                Eva Ek (S) och Ulf Yr (V) röstar Ja (2).\nBo Alm (M) röstar Nej (1).\n\nReservation\nBo Alm (M) reserverar sig.\n");
        }
        write!(text, "\nBeslut\nHamnnämnden beslutar\natt bygga kajen, samt\natt avsätta 200 000 kronor.\n\nBeslutet skickas till\n\
            Hamnkontoret\nEkonomienheten\n").unwrap();
    }
    text
}

fn recognition(criterion: &mut Criterion) {
    let minutes = minutes();
    let pages = minutes.split('\u{c}').map(|page| page.split_whitespace().collect::<Vec<_>>().join(" "));
    let flat = pages.collect::<Vec<_>>().join("\n");
    let mut group = criterion.benchmark_group("import");
    group.sample_size(10);
    for (name, text, items) in [
        ("packet of 300 pages", packet(), ITEMS),
        ("minutes", minutes, PARAGRAPHS),
        ("minutes on one line", flat, PARAGRAPHS),
    ] {
        let found = split(&read_text("p.txt", text.as_bytes())).meeting.items.len();
        assert_eq!(u32::try_from(found).unwrap(), items, "{name}");
        group.throughput(Throughput::Bytes(u64::try_from(text.len()).unwrap()));
        group.bench_function(name, |bencher| {
            bencher.iter(|| black_box(split(&read_text("p.txt", black_box(text.as_bytes())))));
        });
    }
    group.finish();
}

criterion_group!(benches, recognition);
criterion_main!(benches);
