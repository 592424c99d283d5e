//! A made-up site of any size, the same on every machine: for measuring.
//!
//! Comes in: a folder and a number of meetings. Goes out: a site's content there. The proportions are those of the
//! meetings of a large municipality: thirteen items a meeting, four documents an item, six kilobytes a document.
//! Invariant: the same number gives the same bytes. Absent on purpose: sentences of real documents; every word is put
//! together from the lists below.

use std::fmt::Write as _;
use std::path::Path;

use diariet::base::store::{self, StoreError};

use words::{BODIES, ENDS, FAMILY, FIRST, GIVEN, HEADINGS, LAST, MIDDLE, SHORT, VERBS};

mod words;

/// Items of an average meeting, documents of an average item.
const ITEMS: u64 = 13;
const DOCUMENTS: u64 = 4;

/// Pages of an average document, words of a page.
const PAGES: u64 = 3;
const WORDS: u64 = 180;

/// What was written.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Written {
    /// Meetings.
    pub(crate) meetings: u64,
    /// Items.
    pub(crate) items: u64,
    /// Documents.
    pub(crate) documents: u64,
    /// Bytes of all files.
    pub(crate) bytes: u64,
}

/// Writes a site with so many meetings into `folder`.
///
/// # Errors
/// A file cannot be written.
pub(crate) fn write(folder: &Path, meetings: u64) -> Result<Written, StoreError> {
    let mut corpus = Corpus { written: Written::default(), cases: meetings * ITEMS * 2 / 3 + 1 };
    corpus.file(&folder.join("diariet.toml"), CONFIG)?;
    for (name, slug, _) in BODIES {
        let path = folder.join("content").join(slug).join("_index.md");
        corpus.file(&path, &format!("+++\nname = \"{name}\"\n+++\n"))?;
    }
    for nth in 0..meetings {
        corpus.meeting(folder, nth)?;
    }
    Ok(corpus.written)
}

const CONFIG: &str = "title = \"Möten i Storköping\"
organisation = \"Storköpings kommun\"
base_url = \"https://moten.example\"
fictional = \"Allt här är sammansatt av en maskin, för mätning.\"

[contact]
name = \"Registrator\"
email = \"registrator@moten.example\"

[diarienummer]
prefixes = [\"KS\", \"BUN\", \"SBN\", \"KFN\", \"VON\"]

[accessibility]
level = \"helt förenlig\"
assessed = 2026-01-15
method = \"Påhittad.\"
email = \"tillganglighet@moten.example\"
";

struct Corpus {
    written: Written,
    /// How many cases there are; each is treated one and a half times on average.
    cases: u64,
}

impl Corpus {
    fn file(&mut self, path: &Path, text: &str) -> Result<(), StoreError> {
        store::make_folder(path.parent().unwrap_or(path))?;
        self.written.bytes += text.len() as u64;
        store::write_new(path, text.as_bytes())
    }

    fn meeting(&mut self, folder: &Path, nth: u64) -> Result<(), StoreError> {
        let mut chance = Chance::new(nth);
        let (body, slug, _) = BODIES[index(nth, BODIES.len())];
        let day = day(nth / BODIES.len() as u64);
        let folder = folder.join("content").join(slug).join(&day);
        let mut front = String::from("+++\nstart = \"13:00\"\nplace = \"Sessionssalen\"\n");
        let people: Vec<String> = (0..11).map(|_| chance.person()).collect();
        let _ = writeln!(front, "chair = \"{}\"", people[0]);
        for (at, name) in people.iter().enumerate() {
            let role = if at == 0 { "ordförande" } else { "ledamot" };
            let party = ["S", "M", "C", "V", "L", "KD", "MP", "SD"][at % 8];
            let _ = write!(
                front,
                "\n[[people]]\nname = \"{name}\"\nparty = \"{party}\"\nrole = \"{role}\"\npresent = true\n"
            );
        }
        front.push_str("+++\n");
        self.file(&folder.join("index.md"), &front)?;
        self.written.meetings += 1;
        let items = ITEMS - 3 + chance.below(7);
        for number in 1..=items {
            self.item(&folder, (body, number), &mut chance)?;
        }
        Ok(())
    }

    fn item(
        &mut self,
        folder: &Path,
        (body, number): (&str, u64),
        chance: &mut Chance,
    ) -> Result<(), StoreError> {
        let case = self.case(chance);
        let title = chance.title();
        let id = format!("arende-{number}");
        let mut front = format!(
            "+++\ntitle = \"{title}\"\nnumber = \"{number}\"\nparagraph = \"{number}\"\ndiarienummer = [\"{case}\"]\n\
             kind = \"beslut\"\nsummary = \"{}\"\n\n[proposal]\norgan = \"{body}\"\n",
            chance.sentence(18)
        );
        let clauses = format!("clauses = [\"{}\", \"{}\"]\n", self.clause(chance), self.clause(chance));
        front.push_str(&clauses);
        let outcome =
            ["bifall", "bifall", "bifall", "avslag", "återremiss", "noteras"][index(chance.below(6), 6)];
        let _ = write!(front, "\n[decision]\norgan = \"{body}\"\n{clauses}outcomes = [\"{outcome}\"]\n+++\n");
        for heading in &HEADINGS[..3] {
            let _ = write!(front, "## {heading}\n\n{}\n\n", self.paragraph(chance, 90));
        }
        self.file(&folder.join(format!("{id}.md")), &front)?;
        self.written.items += 1;
        let documents = DOCUMENTS - 2 + chance.below(5);
        for nth in 1..=documents {
            let text = self.document(&case, nth, chance);
            self.file(&folder.join(&id).join(format!("handling-{number}-{nth}.md")), &text)?;
            self.written.documents += 1;
        }
        Ok(())
    }

    fn document(&self, case: &str, nth: u64, chance: &mut Chance) -> String {
        let kind =
            ["tjänsteskrivelse", "bilaga", "yttrande", "rapport", "protokollsutdrag"][index(nth - 1, 5)];
        let title = chance.title();
        let mut text = format!(
            "+++\ntitle = \"{title}\"\nkind = \"{kind}\"\ndiarienummer = [\"{case}\"]\nsender = \"{}\"\n+++\n",
            chance.person()
        );
        let pages = 1 + chance.below(PAGES * 2 - 1);
        for page in 1..=pages {
            let heading = HEADINGS[index(chance.below(HEADINGS.len() as u64), HEADINGS.len())];
            let _ = write!(text, "<!-- sida {page} -->\n\n## {heading}\n\n");
            for _ in 0..3 {
                let _ = write!(text, "{}\n\n", self.paragraph(chance, WORDS / 3));
            }
        }
        text
    }

    /// Running text with now and then an amount, a day, or another case's number.
    fn paragraph(&self, chance: &mut Chance, words: u64) -> String {
        let mut text = String::new();
        let mut left = words;
        while left > 0 {
            let length = (6 + chance.below(14)).min(left);
            left -= length;
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&chance.sentence(length));
            match chance.below(12) {
                0 => drop(write!(text, " Det kostar {} kr.", chance.amount())),
                1 => drop(write!(text, " Se {}.", self.case(chance))),
                2 => drop(write!(text, " Det gäller från {}.", day(chance.below(200)))),
                _ => {}
            }
        }
        text
    }

    fn clause(&self, chance: &mut Chance) -> String {
        let verb = VERBS[index(chance.below(VERBS.len() as u64), VERBS.len())];
        match chance.below(3) {
            0 => format!("{verb} {} kr till {}", chance.amount(), chance.compound()),
            _ => format!("{verb} {} om {}", chance.compound(), chance.compound()),
        }
    }

    /// The number of a case. Low ones come often: some cases are everywhere, most are seen once or twice.
    fn case(&self, chance: &mut Chance) -> String {
        let nth = chance.below(self.cases).min(chance.below(self.cases));
        let (_, _, family) = BODIES[index(nth, BODIES.len())];
        format!("{family} {}/{:04}", 2019 + nth % 7, nth / 7 + 1)
    }
}

/// A day in the weeks from January 2019 on: one for each number.
fn day(nth: u64) -> String {
    let (year, week) = (2019 + nth / 48, nth % 48);
    format!("{year}-{:02}-{:02}", week / 4 + 1, week % 4 * 7 + 3)
}

fn index(number: u64, length: usize) -> usize {
    usize::try_from(number).unwrap_or(0) % length
}

/// Numbers that look like chance and are the same each time (SplitMix64).
struct Chance(u64);

impl Chance {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5bf0_3635_1b5d_7a11)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    /// One of a list; the first ones come most often, as words do.
    fn often<'a>(&mut self, list: &[&'a str]) -> &'a str {
        let length = list.len() as u64;
        let at = self.below(length).min(self.below(length)).min(self.below(length));
        list[index(at, list.len())]
    }

    fn any<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[index(self.below(list.len() as u64), list.len())]
    }

    fn compound(&mut self) -> String {
        let middle = if self.below(3) == 0 { self.any(MIDDLE) } else { "" };
        format!("{}{middle}{}{}", self.often(FIRST), self.often(LAST), self.any(ENDS))
    }

    fn word(&mut self) -> String {
        if self.below(5) < 3 { self.often(SHORT).to_owned() } else { self.compound() }
    }

    fn title(&mut self) -> String {
        let number = self.below(900);
        capital(&format!("{} för {} och {} {number}", self.compound(), self.compound(), self.compound()))
    }

    fn sentence(&mut self, words: u64) -> String {
        let words: Vec<String> = (0..words.max(1)).map(|_| self.word()).collect();
        format!("{}.", capital(&words.join(" ")))
    }

    fn person(&mut self) -> String {
        format!("{} {}", self.any(GIVEN), self.any(FAMILY))
    }

    fn amount(&mut self) -> String {
        let thousands = 1 + self.below(9_999);
        if thousands < 1000 {
            format!("{thousands} 000")
        } else {
            format!("{} {:03} 000", thousands / 1000, thousands % 1000)
        }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
