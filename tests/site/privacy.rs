//! What is personal stays in the content: no published byte holds it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use diariet::build;
use diariet::content::gate::Personal;
use diariet::content::{read, tree};
use diariet::mask::{self, Depth, MARKER, Verdict};
use diariet::model::record::Organ;
use diariet::{import, split};

use crate::strings::write_strings;
use crate::{DEMO, built, files, say, small};

/// Secrets as papers print them, each with what must not be found of it. Numbers are valid and nobody's: the first is
/// a day on which nobody alive was born, the second is from Skatteverket's list for tests.
const SECRETS: [(&str, &[&str]); 16] = [
    ("Sökande 121212-1212", &["121212-1212", "1212121212"]),
    ("personnummer 19121212-1212", &["19121212", "121212-1212"]),
    ("Barnet (191212121212)", &["191212121212"]),
    ("samordningsnummer 701063-2391", &["701063"]),
    ("Ring Qvarnlund på 070-123 45 67", &["070-123", "0701234567", "123 45 67"]),
    ("tel. +46 (0)73 987 65 43", &["987 65 43", "0739876543", "739876543"]),
    ("skriv till qvistlund.anna@gmail.com", &["qvistlund"]),
    ("mejl: sivbrolin (at) hotmail.com", &["sivbrolin"]),
    ("Anna Ek, Syrenqvistgatan 12 B, 123 45 Tallköping", &["Syrenqvistgatan", "syrenqvistgatan", "123 45"]),
    ("Bo Ek, c/o Ahlqvistsson, Dungvägen 7 lgh 1102, 543 21 Furuvik", &["hlqvistsson", "ungvägen 7"]),
    ("Bostadsadress: Kvittenvägen 44", &["vittenvägen 44"]),
    ("bankkonto 8327-9,991 234 567-8", &["991 234", "8327"]),
    ("IBAN SE45 5000 0000 0583 9825 7466", &["0583 9825", "58398257466"]),
    ("personbil med reg.nr XYZ 12K", &["XYZ 12K", "XYZ12K", "xyz 12k", "xyz12k"]),
    ("Transaktionsidentitet: 9f8e7d6c5b4a3f2e1d0c", &["9f8e7d6c5b4a"]),
    ("reservnummer 19121212-T212", &["T212", "t212"]),
];

/// What is searched for in a file: its bytes, and its text without tags and with white space as one space; both without
/// checksums, whose digits are those of a secret by chance.
fn views(bytes: &[u8]) -> [String; 2] {
    let text = without_checksums(&String::from_utf8_lossy(bytes));
    let mut plain = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if !inside => plain.push(c),
            _ => {}
        }
    }
    [plain.split_whitespace().collect::<Vec<_>>().join(" "), text]
}

/// The text without its SHA-256 sums: runs of just 64 hexadecimal digits with a letter among them.
fn without_checksums(text: &str) -> String {
    let hexadecimal = |c: char| matches!(c, '0'..='9' | 'a'..='f');
    let mut left = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(from) = rest.find(hexadecimal) {
        let until = rest[from..].find(|c| !hexadecimal(c)).map_or(rest.len(), |len| from + len);
        let run = &rest[from..until];
        left.push_str(&rest[..from]);
        if run.len() != 64 || run.bytes().all(|b| b.is_ascii_digit()) {
            left.push_str(run);
        }
        rest = &rest[until..];
    }
    left.push_str(rest);
    left
}

/// Where any of these stands in a published file or its address.
fn leaks(files: &BTreeMap<String, Vec<u8>>, wanted: &[&str]) -> Vec<String> {
    let mut leaks = Vec::new();
    for (path, bytes) in files {
        let views = views(bytes);
        let found = wanted
            .iter()
            .filter(|wanted| path.contains(**wanted) || views.iter().any(|v| v.contains(**wanted)));
        leaks.extend(found.map(|wanted| format!("{path}: {wanted}")));
    }
    leaks
}

#[test]
fn a_secret_in_every_field_is_in_no_published_byte() {
    let place = tempfile::tempdir().unwrap();
    let secrets: Vec<String> = SECRETS.iter().map(|(text, _)| (*text).to_owned()).collect();
    write_strings(place.path(), &secrets, "Påhittat");
    let content = files(&place.path().join("content"));
    // Names of files are refused where they hold a personnummer; another test shows it.
    for (path, bytes) in
        content.iter().filter(|(path, _)| path.starts_with("organ-") && path.ends_with("/index.md"))
    {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let Some((before, rest)) = text.split_once("file = \"") else { continue };
        let (_, after) = rest.split_once('"').unwrap();
        fs::write(place.path().join("content").join(path), format!("{before}file = \"kallelse.pdf\"{after}"))
            .unwrap();
    }
    if cfg!(feature = "sqlite") {
        let config = place.path().join("diariet.toml");
        let text = fs::read_to_string(&config).unwrap();
        fs::write(config, format!("sqlite = true\n{text}")).unwrap();
    }
    let parts: Vec<&str> = SECRETS.iter().flat_map(|(_, parts)| *parts).copied().collect();
    // The content holds them all as they were written: masking is not for content.
    for (text, _) in SECRETS {
        assert!(content.values().any(|bytes| String::from_utf8_lossy(bytes).contains(text)), "{text}");
    }
    let site = built(place.path());
    let leaks = leaks(&site, &parts);
    assert!(leaks.is_empty(), "{} leaks, such as {:#?}", leaks.len(), &leaks[..leaks.len().min(40)]);
    // Not by leaving everything out.
    let marked = |path: &str| String::from_utf8_lossy(&site[path]).contains(MARKER);
    for path in
        ["organ-0/2026-03-01/sak-0/index.html", "organ-0/2026-03-01/sak-0/index.json", "data/beslut.csv"]
    {
        assert!(marked(path), "{path}");
    }
    assert!(
        site.iter()
            .any(|(path, bytes)| path.starts_with("search/")
                && String::from_utf8_lossy(bytes).contains(MARKER))
    );
}

#[test]
fn the_demo_is_not_masked() {
    for (path, bytes) in DEMO.iter().filter(|(path, _)| *path != "om/index.html") {
        assert!(!String::from_utf8_lossy(bytes).contains(MARKER), "{path}");
    }
}

const MEETING: &str = "+++\n[[sources]]\nkind = \"kallelse\"\nfile = \"kallelse.pdf\"\npages = 3\n\n\
    [[sources]]\nkind = \"protokoll\"\nfile = \"protokoll.pdf\"\n+++\n";

/// A meeting with two sources, of which one holds a mobile number, and a document with a file of its own that does.
fn packets(review: &str) -> tempfile::TempDir {
    let letter = "+++\ntitle = \"Brev\"\nkind = \"brev\"\nsource = \"kallelse.pdf\"\n+++\n\n<!-- sida 2 -->\n\nRing 070-123 45 67.\n";
    let map = "+++\ntitle = \"Karta\"\nkind = \"bilaga\"\nfile = \"karta.pdf\"\npublished = \"file\"\n+++\n\nKarl Ek, tel 073-123 45 67\n";
    let mut content: Vec<(&str, &[u8])> = vec![
        ("content/ks/2026-03-03/index.md", MEETING.as_bytes()),
        ("content/ks/2026-03-03/kallelse.pdf", b"%PDF-1.7 1"),
        ("content/ks/2026-03-03/kallelse-2.pdf", b"%PDF-1.7 2"),
        ("content/ks/2026-03-03/protokoll.pdf", b"%PDF-1.7 3"),
        ("content/ks/2026-03-03/bron.md", "+++\ntitle = \"Bron\"\nkind = \"beslut\"\n+++\n".as_bytes()),
        ("content/ks/2026-03-03/bron/brev.md", letter.as_bytes()),
        ("content/ks/2026-03-03/bron/karta.md", map.as_bytes()),
        ("content/ks/2026-03-03/bron/karta.pdf", b"%PDF-1.7 4"),
    ];
    if !review.is_empty() {
        content.push(("content/ks/2026-03-03/review.toml", review.as_bytes()));
    }
    small(&content)
}

fn record(site: &BTreeMap<String, Vec<u8>>, path: &str) -> serde_json::Value {
    serde_json::from_slice(&site[path]).unwrap()
}

#[test]
fn a_file_that_holds_what_is_masked_is_kept_back() {
    let site = built(packets("").path());
    let pdfs: Vec<&String> = site.keys().filter(|path| path.ends_with(".pdf")).collect();
    assert_eq!(pdfs, ["ks/2026-03-03/protokoll.pdf"]);
    let meeting = record(&site, "ks/2026-03-03/index.json");
    assert_eq!(meeting["sources"][0]["published"], "metadata");
    assert!(meeting["sources"][0]["reason"].as_str().unwrap().contains("personuppgifter"));
    assert_eq!(meeting["sources"][1]["published"], "file");
    let codes: Vec<&str> = meeting["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|finding| finding["code"].as_str())
        .collect();
    assert_eq!(codes, ["file-kept-back", "file-kept-back"]);
    let map = record(&site, "ks/2026-03-03/bron/karta/index.json");
    assert_eq!((map["published"].as_str(), map["reason"].is_string()), (Some("text"), true));
    for page in ["index.html", "bron/brev/index.html", "bron/karta/index.html"] {
        let html = String::from_utf8_lossy(&site[&format!("ks/2026-03-03/{page}")]).into_owned();
        assert!(html.contains("Filen publiceras inte"), "{page}");
    }
}

#[test]
fn a_cleaned_copy_takes_the_place_of_its_file() {
    let site = built(packets("[[files]]\nfile = \"kallelse.pdf\"\ncleaned = \"kallelse-2.pdf\"\n").path());
    assert_eq!(site["ks/2026-03-03/kallelse-2.pdf"], b"%PDF-1.7 2");
    assert!(!site.contains_key("ks/2026-03-03/kallelse.pdf"));
    let meeting = record(&site, "ks/2026-03-03/index.json");
    assert_eq!(meeting["sources"][0]["published"], "file");
    let html = String::from_utf8_lossy(&site["ks/2026-03-03/bron/brev/index.html"]).into_owned();
    assert!(html.contains("kallelse-2.pdf#page=2") && html.contains(MARKER), "{html}");
}

#[test]
fn decisions_of_the_clerk_hold() {
    let review = "[[decisions]]\ndo = \"keep\"\ntext = \"070 123 4567\"\nfile = \"bron/brev.md\"\nreason = \"Numret är jourens.\"\n\n\
        [[decisions]]\ndo = \"mask\"\ntext = \"Karl Ek\"\nreason = \"Enskild.\"\n";
    let place = packets(review);
    let site = built(place.path());
    let letter = String::from_utf8_lossy(&site["ks/2026-03-03/bron/brev/index.html"]).into_owned();
    assert!(letter.contains("070-123 45 67") && !letter.contains(MARKER));
    assert_eq!(leaks(&site, &["Karl Ek", "073-123"]), Vec::<String>::new());
    assert!(site.contains_key("ks/2026-03-03/kallelse.pdf"));
}

#[test]
fn a_file_with_a_withheld_part_and_a_signed_one_are_kept_back_unless_the_clerk_says_so() {
    let item = "+++\ntitle = \"Bron\"\nkind = \"beslut\"\n+++\n\n## Underskrift\n\nBankID refno: c5c55293-0a10-4ad7-b9d0-f7d127c389c9\n";
    let part = "+++\ntitle = \"Brev\"\nkind = \"brev\"\nsource = \"kallelse.pdf\"\npublished = \"withheld\"\nreason = \"OSL 21:1\"\n+++\n";
    let published = |signed: bool| {
        let place = small(&[
            ("content/ks/2026-03-03/index.md", MEETING.as_bytes()),
            ("content/ks/2026-03-03/kallelse.pdf", b"%PDF-1.7 1"),
            ("content/ks/2026-03-03/protokoll.pdf", b"%PDF-1.7 3"),
            ("content/ks/2026-03-03/bron.md", item.as_bytes()),
            ("content/ks/2026-03-03/bron/brev.md", part.as_bytes()),
        ]);
        let config = place.path().join("diariet.toml");
        let text = fs::read_to_string(&config).unwrap() + &format!("\n[privacy]\nsigned_files = {signed}\n");
        fs::write(config, text).unwrap();
        let site = built(place.path());
        assert_eq!(leaks(&site, &["c5c55293"]), Vec::<String>::new());
        site.into_keys().filter(|path| path.ends_with(".pdf")).collect::<Vec<_>>()
    };
    assert_eq!(published(false), Vec::<String>::new());
    assert_eq!(published(true), ["ks/2026-03-03/protokoll.pdf"]);
}

#[test]
fn the_work_of_others_is_told_of_and_not_published() {
    let document = |more: &str| {
        format!(
            "+++\ntitle = \"Karta\"\nkind = \"bilaga\"\nrights_holder = \"Kartverket AB\"\n{more}+++\n\nKvarnholmen\n"
        )
    };
    let item = "+++\ntitle = \"Bron\"\nkind = \"beslut\"\n+++\n";
    let shown = |more: &str| {
        let site = built(
            small(&[
                ("content/ks/2026-03-03/bron.md", item.as_bytes()),
                ("content/ks/2026-03-03/bron/karta.md", document(more).as_bytes()),
            ])
            .path(),
        );
        let leaks = leaks(&site, &["Kvarnholmen"]);
        (record(&site, "ks/2026-03-03/bron/karta/index.json")["published"].clone(), leaks.is_empty())
    };
    assert_eq!(shown(""), ("metadata".into(), true));
    assert_eq!(shown("published = \"text\"\n"), ("text".into(), false));
}

#[test]
fn a_personnummer_from_anywhere_stops_the_build() {
    let theme = (
        "themes/default/templates/about.html",
        "{% extends \"base.html\" %}{% block main %}121212-1212{% endblock %}",
    );
    let place = small(&[(theme.0, theme.1.as_bytes())]);
    let output = tempfile::tempdir().unwrap();
    let options =
        build::Options { output: output.path().join("public"), ..build::Options::new(place.path()) };
    let (built, found) = build::build(&options);
    assert!(built.is_none() && !options.output.exists(), "{}", say(&found));
    assert!(
        say(&found).contains("error[personal-data]: `om/index.html` would hold a personnummer"),
        "{}",
        say(&found)
    );
}

/// A notice of a meeting as text, with a letter in which a number stands.
fn notice(letter: &str) -> String {
    format!(
        "Exempelby kommun\n\nKALLELSE\n\nKommunstyrelsen\n2026-05-05\n\nKl. 09.00, rådhuset\n\nÄrenden\n\n\
         1. Bron över ån    KS 2026/7\n2. Ansökan från 121212-1212    KS 2026/8\n\u{c}Tjänsteskrivelse\n\nBron över ån\n\n{letter}\n"
    )
}

#[test]
fn decisions_and_secrets_outlive_the_next_import() {
    let place = small(&[]);
    let content = place.path().join("content");
    let import = |text: &str| {
        fs::write(place.path().join("kallelse.txt"), text).unwrap();
        let options = import::Options::new(vec![place.path().join("kallelse.txt")], &content);
        let done = import::run(&import::Options { repeat: import::Repeat::Again, ..options }, &split::split);
        assert!(done.errors.is_empty() && done.meetings.len() == 1, "{:?}", done.errors);
        done.meetings[0].folder.clone()
    };
    let folder = import(&notice("Jouren svarar på 070-123 45 67, Karl Ek på 073-123 45 67."));
    let review = "[[decisions]]\ndo = \"keep\"\ntext = \"070-123 45 67\"\nreason = \"Jourens nummer.\"\n";
    let path = content.join(&folder).join("review.toml");
    fs::write(&path, review).unwrap();
    assert_eq!(
        import(&notice("Jouren svarar på 070-123 45 67 dygnet runt, Karl Ek på 073-123 45 67.")),
        folder
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), review);
    let all = |files: &BTreeMap<String, Vec<u8>>| -> String {
        files.values().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect()
    };
    let kept = all(&files(&content));
    assert!(kept.contains("073-123 45 67") && kept.contains("121212-1212") && kept.contains("dygnet runt"));
    assert!(!kept.contains(MARKER), "an import never writes what was masked");
    let site = built(place.path());
    assert_eq!(leaks(&site, &["073-123 45 67", "121212-1212", "121212"]), Vec::<String>::new());
    let shown = all(&site);
    assert!(shown.contains("070-123 45 67 dygnet runt") && shown.contains(MARKER));
}

const PACKET: &str = "regional-tillvaxtnamnd-2020-02-14.txt";

fn packet() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/packets").join(PACKET);
    if path.is_file() {
        return Some(path);
    }
    assert!(std::env::var_os("CI").is_none(), "the real packet is missing on a build server");
    println!("SKIPPED: {} is not there", path.display());
    None
}

/// The private contacts of the packet, found by plainer means than the product's: mobile numbers by their first digits,
/// mail addresses at a telephone company, and the lines from `c/o` to a postcode. Whoever reviewed the packet found
/// no others.
fn private(text: &str) -> BTreeSet<String> {
    let mut facts = BTreeSet::new();
    let lines: Vec<&str> = text.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        for word in line.split_whitespace() {
            if word.to_lowercase().contains("@telia.") {
                facts.insert(word.to_owned());
            }
        }
        if let Some(start) =
            line.find(" 07").filter(|start| line[start + 2..].starts_with(|c: char| c.is_ascii_digit()))
        {
            let digits = |c: &char| c.is_ascii_digit() || *c == ' ' || *c == '-';
            let number: String = line[start + 1..].chars().take_while(digits).collect();
            let is_mobile = number.as_bytes().get(3) == Some(&b'-');
            facts.extend(is_mobile.then(|| number.trim().to_owned()));
        }
        if line.trim_start().starts_with("c/o") {
            let is_town = |line: &&&str| line.trim().starts_with(|c: char| c.is_ascii_digit());
            let block = lines[at..].iter().filter(|line| !line.trim().is_empty());
            let until: Vec<&&str> = block.clone().take_while(|line| !is_town(line)).collect();
            let town = block.clone().find(is_town).unwrap();
            facts.extend(until.iter().map(|line| line.trim().trim_start_matches("c/o").trim().to_owned()));
            facts.insert(town.trim().to_owned());
        }
    }
    facts
}

#[test]
fn of_a_real_packet_the_private_is_masked_and_nothing_else() {
    let Some(packet) = packet() else { return };
    let place = small(&[]);
    let content = place.path().join("content");
    let done = import::run(&import::Options::new(vec![packet.clone()], &content), &split::split);
    assert!(done.errors.is_empty(), "{:?}", done.errors);
    let folder = content.join(&done.meetings[0].folder);
    fs::copy(&packet, folder.join(PACKET)).unwrap();
    let text = fs::read_to_string(&packet).unwrap();
    let facts = private(&text);
    // A person's name stands elsewhere too, in office; the rest is only private.
    let private = facts.iter().filter(|fact| fact.contains(|c: char| c.is_ascii_digit() || c == '@'));
    let site = built(place.path());
    let wanted: Vec<&str> = private.map(String::as_str).collect();
    let leaks = leaks(&site, &wanted);
    println!("{} private facts, {} leaks in {} files", wanted.len(), leaks.len(), site.len());
    assert!(wanted.len() >= 5 && leaks.is_empty(), "{leaks:#?}");
    assert!(!site.keys().any(|path| path.ends_with(PACKET)), "the packet is not published as a file");
    let mut removed = removed(place.path(), &done.meetings[0].folder);
    let policy = read::config(place.path()).unwrap().0.policy;
    let found = mask::scan(&text, &policy, Depth::Gate);
    removed.extend(
        found
            .iter()
            .filter(|found| found.verdict == Verdict::Mask)
            .map(|found| text[found.range.clone()].to_owned()),
    );
    // Nothing but private facts, one or several beside each other, is masked.
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let mut longest: Vec<&String> = facts.iter().collect();
    longest.sort_by_key(|fact| std::cmp::Reverse(fact.len()));
    let is_wrong = |piece: &&String| {
        let rest = bare(piece);
        let rest = rest.strip_prefix("co").unwrap_or(&rest).to_owned();
        !longest.iter().fold(rest, |rest, fact| rest.replacen(&bare(fact), "", 1)).is_empty()
    };
    let wrong: Vec<&String> = removed.iter().filter(is_wrong).collect();
    println!("{} pieces masked, {} of them wrongly", removed.len(), wrong.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
    // And all of them, wherever they stand in the packet, running heads that an import leaves out too.
    let clean = mask::without(&text, &found).unwrap();
    let left: Vec<&&str> = wanted.iter().filter(|fact| clean.contains(**fact)).collect();
    assert!(left.is_empty(), "{left:#?}");
    let official = official(&text);
    let gone: Vec<&String> = official.iter().filter(|fact| !clean.contains(fact.as_str())).collect();
    assert!(official.len() > 15 && gone.is_empty(), "{gone:#?}");
    let whole = |files: &BTreeMap<String, Vec<u8>>| -> String {
        files.values().map(|bytes| views(bytes)[0].clone()).collect()
    };
    let mut content = files(&content);
    content.retain(|path, _| path.ends_with(".md"));
    let (content, site) = (whole(&content), whole(&site));
    let there: Vec<&String> = official.iter().filter(|fact| content.contains(fact.as_str())).collect();
    let gone: Vec<&&String> = there.iter().filter(|fact| !site.contains(fact.as_str())).collect();
    println!(
        "{} official contacts and numbers, {} in the content, {} gone",
        official.len(),
        there.len(),
        gone.len()
    );
    assert!(there.len() > 10 && gone.is_empty(), "{gone:#?}");
}

/// Every piece of a meeting's texts that is masked.
fn removed(root: &Path, folder: &str) -> Vec<String> {
    let (config, _) = read::config(root).unwrap();
    let (tree, _) = tree::scan(root).unwrap();
    let (slug, day) = folder.split_once('/').unwrap();
    let organ = Organ { name: None, slug: Some(slug.to_owned()) };
    let options = read::Options { personal: Personal::Reviewed, ..read::Options::default() };
    let (mut content, _) = read::meeting(&tree, &organ, day, &config, options);
    let _ = read::documents(&tree, &mut content, &config, options);
    content.met.into_iter().filter(|met| met.verdict == Verdict::Mask).map(|met| met.text).collect()
}

/// Contacts of organisations and of those in office, found by plain means too: every mail address but those at a
/// telephone company, every number of an area after its label, every organisation number.
fn official(text: &str) -> BTreeSet<String> {
    let mut facts = BTreeSet::new();
    for line in text.lines() {
        let words = line.split_whitespace().map(|word| word.trim_end_matches(['.', ',', ';', ':']));
        let mails = words.clone().filter(|word| word.contains('@') && !word.contains("@telia."));
        facts.extend(mails.map(str::to_owned));
        let is_org =
            |word: &&str| word.len() == 11 && word.as_bytes()[6] == b'-' && word.as_bytes()[2] >= b'2';
        let digits = |word: &&str| word.chars().all(|c| c.is_ascii_digit() || c == '-');
        facts.extend(words.filter(is_org).filter(digits).map(str::to_owned));
        for label in ["Tel: 0", "Tfn: 0", "telefon: 0", "växel: 0", "Fax: 0"] {
            let number = line.split_once(label).map(|(_, rest)| rest).filter(|rest| !rest.starts_with('7'));
            let number: Option<String> = number
                .map(|rest| rest.chars().take_while(|c| c.is_ascii_digit() || " -".contains(*c)).collect());
            facts.extend(number.map(|number| format!("0{}", number.trim())));
        }
    }
    facts
}
