//! The records of the sample packet, made from its text and the lines that careful readers gave its parts.
//!
//! This stands in for the site's own records: it knows where things stand, not what is looked for.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use diariet::model::date::Date;
use diariet::model::record::Organ;
use diariet::search::{Batch, Field, Kind, PageText, SearchRecord, Weight};
use serde_json::Value;

/// Lines from, to; both counted.
pub(crate) type Lines = (usize, usize);

/// The sample as search sees it, and which lines each address stands for.
pub(crate) struct Packet {
    pub batches: Vec<Batch>,
    /// What stands at each address, and the lines of the source that it is made of.
    pub pages: BTreeMap<String, (Kind, Lines)>,
    /// Lines of the parts that the packet's readers named.
    pub segments: BTreeMap<String, Lines>,
    pub queries: Value,
    pub numbers: BTreeSet<String>,
}

const MEETING: &str = "/regional-tillvaxtnamnd/2020-02-14/";

/// The folder of packets beside the repository; `None`, said aloud, where it is missing.
pub(crate) fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/packets");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("SKIPPED: no packets at {}", folder.display());
    assert!(std::env::var("CI").is_err(), "packets must be there in CI");
    None
}

fn lines_of(value: &Value) -> Lines {
    (value[0].as_u64().unwrap() as usize, value[1].as_u64().unwrap() as usize)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or("").to_owned()
}

struct Source {
    lines: Vec<String>,
}

impl Source {
    fn text(&self, (from, to): Lines) -> String {
        self.lines[from - 1..to].join("\n")
    }

    fn pages(&self, (from, to): Lines) -> Vec<PageText> {
        let starts: Vec<usize> = (from..=to).step_by(55).collect();
        let page = |(nth, start): (usize, &usize)| PageText {
            page: Some(nth as u32 + 1),
            text: self.text((*start, (*start + 54).min(to))),
        };
        starts.iter().enumerate().map(page).collect()
    }
}

fn record(url: String, kind: Kind, title: &str) -> SearchRecord {
    SearchRecord {
        url,
        kind,
        title: title.to_owned(),
        numbers: vec![],
        organ: Organ {
            name: Some("Regional tillväxtnämnd".into()),
            slug: Some("regional-tillvaxtnamnd".into()),
        },
        date: Date::parse("2020-02-14"),
        outcomes: vec![],
        fields: vec![],
        pages: vec![],
        duplicate_of: None,
    }
}

fn strings(list: &Value, key: &str) -> Vec<String> {
    list.as_array()
        .map_or(vec![], |l| l.iter().map(|v| if key.is_empty() { text(v) } else { text(&v[key]) }).collect())
}

pub(crate) fn read() -> Option<Packet> {
    let folder = folder()?;
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let source = Source {
        lines: read("regional-tillvaxtnamnd-2020-02-14.txt").split('\n').map(str::to_owned).collect(),
    };
    let agenda: Value = serde_json::from_str(&read("regional-tillvaxtnamnd-2020-02-14.agenda.json")).unwrap();
    let queries: Value = serde_json::from_str(&read("queries.json")).unwrap();
    let mut made = Made {
        source,
        records: vec![],
        pages: BTreeMap::new(),
        titles: BTreeMap::new(),
        bodies: BTreeMap::new(),
    };
    made.meeting(&agenda);
    let copies = copies(&queries);
    let mut documents: BTreeMap<String, Lines> = BTreeMap::new();
    for item in agenda["items"].as_array().unwrap() {
        made.item(item);
        for attachment in item["attachments"].as_array().unwrap() {
            let segments = strings(&attachment["packet_segments"], "");
            for (nth, segment) in segments.iter().enumerate() {
                let lines = lines_of(&attachment["packet_lines"][nth]);
                documents.insert(segment.clone(), lines);
                if !copies.contains(segment) {
                    made.document(
                        segment,
                        lines,
                        (nth == 0).then(|| text(&attachment["title"])),
                        &text(&item["diarienummer"]),
                    );
                }
            }
        }
    }
    // Papers that no item lists: dividers, tables.
    for (segment, lines) in unlisted(&queries) {
        if !documents.contains_key(&segment) && !copies.contains(&segment) {
            made.document(&segment, lines, None, "");
        }
    }
    let numbers = made.cases();
    let Made { records, pages, .. } = made;
    let (cases, meeting) = records.into_iter().partition(|r: &SearchRecord| r.kind == Kind::Arende);
    let batches = vec![
        Batch { key: "2020-02-14/regional-tillvaxtnamnd".into(), records: meeting },
        Batch { key: "2020-02/arenden".into(), records: cases },
    ];
    Some(Packet { batches, pages, segments: documents, queries, numbers })
}

/// Documents that are copies of others; finding them is the importer's work.
fn copies(queries: &Value) -> BTreeSet<String> {
    let targets =
        queries["queries"].as_array().unwrap().iter().flat_map(|q| q["targets"].as_array().unwrap());
    targets.map(|t| text(&t["same_document"])).filter(|name| !name.is_empty()).collect()
}

fn unlisted(queries: &Value) -> BTreeMap<String, Lines> {
    let mut found: BTreeMap<String, Lines> = BTreeMap::new();
    for target in queries["queries"].as_array().unwrap().iter().flat_map(|q| q["targets"].as_array().unwrap())
    {
        if let Some(name) = target["ref"].as_str().and_then(|r| r.strip_prefix("doc:")) {
            let lines = lines_of(&target["lines"]);
            let known = found.entry(name.to_owned()).or_insert(lines);
            *known = (known.0.min(lines.0), known.1.max(lines.1));
        }
    }
    found
}

struct Made {
    source: Source,
    records: Vec<SearchRecord>,
    pages: BTreeMap<String, (Kind, Lines)>,
    /// Number → title.
    titles: BTreeMap<String, String>,
    /// Number → fields of its case.
    bodies: BTreeMap<String, Vec<Field>>,
}

impl Made {
    fn add(&mut self, record: SearchRecord, lines: Lines) {
        self.pages.insert(record.url.clone(), (record.kind, lines));
        self.records.push(record);
    }

    fn meeting(&mut self, agenda: &Value) {
        let mut meeting = record(MEETING.into(), Kind::Mote, "Regional tillväxtnämnd 2020-02-14");
        let mut people = strings(&agenda["members"], "name");
        people.extend(strings(&agenda["substitutes"], "name"));
        meeting.fields.push(Field { weight: Weight::People, text: people.join("\n") });
        meeting.fields.push(Field { weight: Weight::Summary, text: text(&agenda["place"]) });
        self.add(meeting, (1, 66));
        let mut notice = record(format!("{MEETING}handlingar/kallelse/"), Kind::Handling, "Kallelse");
        notice.pages = self.source.pages((1, 66));
        self.add(notice, (1, 66));
    }

    fn item(&mut self, item: &Value) {
        let lines = lines_of(&item["lines"]);
        let mut made = record(format!("{MEETING}{}/", item["number"]), Kind::Beslut, &text(&item["title"]));
        let number = text(&item["diarienummer"]);
        let mut field = |weight, text: String| made.fields.push(Field { weight, text });
        field(Weight::People, strings(&item["foredragande"], "").join("\n"));
        field(Weight::Clause, strings(&item["att_clauses"], "text").join("\n"));
        field(Weight::Clause, strings(&item["info_points"], "text").join("\n"));
        field(Weight::Clause, strings(&item["reported_decisions"], "text").join("\n"));
        field(Weight::Summary, strings(&item["conditions"], "text").join("\n"));
        field(Weight::Summary, text(&item["summary"]));
        field(Weight::Related, strings(&item["attachments"], "title").join("\n"));
        field(Weight::Related, strings(&item["reported_decisions"], "dnr").join("\n"));
        field(Weight::Related, strings(&item["external_diarienummer"], "").join("\n"));
        made.fields.retain(|f| !f.text.is_empty());
        if !number.is_empty() {
            made.numbers.push(number.clone());
            self.titles.insert(number.clone(), made.title.clone());
            let fields = made.fields.iter().filter(|f| f.weight != Weight::People).cloned().collect();
            self.bodies.insert(number, fields);
        }
        for reported in item["reported_decisions"].as_array().into_iter().flatten() {
            self.titles.insert(text(&reported["dnr"]), text(&reported["text"]));
        }
        for point in item["info_points"].as_array().into_iter().flatten() {
            self.titles.insert(text(&point["diarienummer"]), text(&point["topic"]));
        }
        self.add(made, lines);
    }

    fn document(&mut self, segment: &str, lines: Lines, title: Option<String>, number: &str) {
        let own = || {
            let text = self.source.text(lines);
            let line =
                text.lines().map(str::trim).find(|line| line.split(' ').count() > 2 && line.len() > 12);
            line.unwrap_or("Handling").to_owned()
        };
        let title = title.unwrap_or_else(own);
        let mut made =
            record(format!("{MEETING}handlingar/{}/", segment.to_lowercase()), Kind::Handling, &title);
        if !number.is_empty() {
            made.numbers.push(number.to_owned());
        }
        made.pages = self.source.pages(lines);
        self.add(made, lines);
    }

    /// A case for every number of the region's own that stands anywhere.
    fn cases(&mut self) -> BTreeSet<String> {
        let pattern = regex::Regex::new(r"\b\d{2}RS\d{1,6}\b").unwrap();
        let mut first: BTreeMap<String, usize> = BTreeMap::new();
        for (nth, line) in self.source.lines.iter().enumerate() {
            for found in pattern.find_iter(line) {
                first.entry(found.as_str().to_owned()).or_insert(nth + 1);
            }
        }
        for (number, line) in &first {
            let mention = self.source.text((*line, *line)).split_whitespace().collect::<Vec<_>>().join(" ");
            let title = self.titles.get(number).cloned().unwrap_or_else(|| mention.clone());
            let mut case = record(format!("/dnr/{}/", number.to_lowercase()), Kind::Arende, &title);
            case.numbers.push(number.clone());
            case.fields = self
                .bodies
                .get(number)
                .cloned()
                .unwrap_or_else(|| vec![Field { weight: Weight::Summary, text: mention }]);
            self.add(case, (*line, *line));
        }
        first.into_keys().collect()
    }
}
