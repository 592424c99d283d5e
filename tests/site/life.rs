//! Three years of a site's life. After each build every address and anchor that was ever published still answers,
//! with what was there or with why it went; so do the rules for servers. What would break that is refused.
//!
//! What was promised is read from the published pages, not from the ledger: the one is checked against the other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use diariet::base::diag::Code;
use diariet::build::verify::verify;
use diariet::build::withdraw::{self, Done, Withdrawal};
use diariet::build::{self, Options};
use diariet::import;
use diariet::model::date::Date;
use diariet::split;
use regex::Regex;

use crate::{copy_demo, files, say, small};

/// A site while the years go by.
struct Life {
    root: tempfile::TempDir,
    /// Every address that was published, with the words that must be found there.
    promised: BTreeMap<String, String>,
    /// Every anchor.
    anchors: BTreeSet<(String, String)>,
    /// Words of what was taken down: they stand nowhere any more.
    gone: Vec<String>,
}

type Files = BTreeMap<String, Vec<u8>>;

impl Life {
    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn edit(&self, name: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.path(name)).unwrap();
        assert!(text.contains(old), "{name} has no {old}:\n{text}");
        fs::write(self.path(name), text.replacen(old, new, 1)).unwrap();
    }

    fn rename(&self, old: &str, new: &str) {
        fs::rename(self.path(old), self.path(new)).unwrap();
    }

    fn options(&self, day: &str) -> Options {
        Options { today: Date::parse(day), record: true, ..Options::new(self.root.path()) }
    }

    /// Builds, and holds the site to everything that was ever promised.
    fn build(&mut self, day: &str) -> Files {
        let options = self.options(day);
        let (built, found) = build::build(&options);
        assert!(built.is_some(), "{day}: {}", say(&found));
        let site = files(&options.output);
        self.hold(&site, day);
        self.promise(&site);
        // Nothing is new on the next day.
        let ledger = fs::read(self.path("ledger.txt")).unwrap();
        let again = build::build(&self.options("2031-01-01")).0.unwrap().files;
        let other: Vec<String> = files(&options.output)
            .into_iter()
            .filter(|(path, bytes)| site.get(path) != Some(bytes))
            .map(|(path, _)| path)
            .collect();
        assert_eq!((other, again.written, again.removed), (Vec::new(), 0, 0), "{day}");
        assert!(fs::read(self.path("ledger.txt")).unwrap() == ledger, "{day}: the ledger changed by itself");
        site
    }

    /// A build, and a check, that refuse; every address is named. Site and ledger are as they were.
    fn refused(&self, day: &str, code: Code, named: &[&str]) {
        let options = self.options(day);
        let before = (files(&options.output), fs::read(self.path("ledger.txt")).unwrap());
        let (built, found) = build::build(&options);
        let errors: Vec<_> = found.iter().filter(|one| one.code == code).collect();
        assert!(built.is_none() && !errors.is_empty(), "{day}: {}", say(&found));
        for address in named {
            let told = errors.iter().filter(|one| one.message.contains(&format!("`{address}`"))).count();
            assert_eq!(told, 1, "{address} in:\n{}", say(&found));
        }
        assert!(errors.iter().all(|one| !one.help.is_empty()));
        let checked = build::check(&options);
        assert_eq!(checked, found, "check says the same");
        assert!(before == (files(&options.output), fs::read(self.path("ledger.txt")).unwrap()), "{day}");
    }

    fn withdraw(&mut self, day: &str, address: &str, words: &[&str]) -> Vec<Done> {
        self.gone.extend(words.iter().map(|word| (*word).to_owned()));
        let mut wanted = Withdrawal {
            address: address.into(),
            reason: "publicerades av misstag (OSL 21:1)".into(),
            day: Date::parse(day).unwrap(),
            dry_run: true,
        };
        let before = files(self.root.path());
        let would =
            withdraw::withdraw(&self.options(day), &wanted).unwrap_or_else(|found| panic!("{}", say(&found)));
        assert!(files(self.root.path()) == before, "a rehearsal writes nothing");
        wanted.dry_run = false;
        let done = withdraw::withdraw(&self.options(day), &wanted).unwrap();
        assert_eq!(would[0], done[0]);
        let after = files(self.root.path());
        let again = withdraw::withdraw(&self.options(day), &wanted).unwrap();
        assert!(again.iter().all(|one| matches!(one, Done::Already(_))), "{again:?}");
        assert!(files(self.root.path()) == after, "doing it twice does it once");
        done
    }

    /// What is published now is promised for ever.
    fn promise(&mut self, site: &Files) {
        let mark = Regex::new(r"MÄRKE-[a-zåäö0-9]+").unwrap();
        let ledger = fs::read_to_string(self.path("ledger.txt")).unwrap();
        let id = Regex::new(r#" id="((?:forslag|beslut|sida)-[0-9]+)""#).unwrap();
        for (path, bytes) in site {
            let address = match path.strip_suffix("index.html") {
                Some(folder) => format!("/{folder}"),
                None if path.ends_with(".pdf") => format!("/{path}"),
                None => continue,
            };
            let text = String::from_utf8_lossy(bytes);
            // A page that leads on, or says what is gone, promises nothing of its own.
            if ["moved", "gone", "queries"]
                .iter()
                .any(|kind| text.contains(&format!("<body class=\"is-{kind}\"")))
            {
                continue;
            }
            let main =
                text.find("<h1").map_or(&*text, |at| &text[at..at + text[at..].find("</h1>").unwrap()]);
            let word = mark.find(main).map(|found| found.as_str().to_owned()).unwrap_or_default();
            assert!(
                ledger.contains(&format!("\n{address} ")),
                "{address} is published and not in the ledger"
            );
            self.promised.entry(address.clone()).or_insert(word);
            for found in id.captures_iter(&text) {
                self.anchors.insert((address.clone(), found[1].to_owned()));
            }
        }
    }

    fn hold(&self, site: &Files, day: &str) {
        let rules = Rules::read(site);
        for (address, word) in &self.promised {
            let (there, text) = answer(site, address).unwrap_or_else(|| panic!("{day}: {address} is gone"));
            let is_gone = text.contains("Borttaget");
            if is_gone {
                assert!(
                    text.contains("publicerades av misstag"),
                    "{day}: {address} does not say why it went"
                );
                assert!(
                    text.contains("registrator@exempelby.example"),
                    "{day}: {address} does not say whom to ask"
                );
            } else if !self.gone.iter().any(|gone| gone == word) {
                assert!(text.contains(word.as_str()), "{day}: {address} leads to {there}, without {word}");
            }
            if there != *address {
                rules.hold(address, &there, day);
            }
        }
        for (address, anchor) in &self.anchors {
            let (there, text) = answer(site, address).unwrap();
            assert!(
                text.contains(&format!("id=\"{anchor}\"")) || text.contains("Borttaget"),
                "{day}: {address}#{anchor} is not at {there}"
            );
        }
        for (path, bytes) in site {
            let text = String::from_utf8_lossy(bytes);
            for word in &self.gone {
                assert!(!text.contains(word.as_str()), "{day}: {word} still stands in {path}");
                let lower = word.to_lowercase();
                assert!(
                    !path.starts_with("search/") || !text.contains(&lower),
                    "{day}: {word} is found by {path}"
                );
            }
        }
    }
}

/// The page at an address, as a server without any rules and a browser give it: folders have an index, and a page may
/// lead on.
fn answer(site: &Files, address: &str) -> Option<(String, String)> {
    let refresh = Regex::new(r##"http-equiv="refresh" content="0; url=([^"#]+)"##).unwrap();
    let mut at = address.to_owned();
    for _ in 0..3 {
        let name = at.trim_start_matches('/');
        let bytes = site
            .get(name)
            .filter(|_| !name.ends_with('/') && !name.is_empty())
            .or_else(|| site.get(&format!("{name}index.html")))
            .or_else(|| site.get(&format!("{name}/index.html")))?;
        let text = String::from_utf8_lossy(bytes).into_owned();
        match refresh.captures(&text) {
            None => return Some((at, text)),
            Some(found) => {
                assert!(
                    text.contains("noindex") && text.contains(&format!("href=\"{}\"", &found[1])),
                    "{at}"
                );
                at = found[1].to_owned();
            }
        }
    }
    panic!("{address} leads on for ever")
}

/// What a rule of nginx matches.
enum From {
    /// An address, without query, in any case.
    Plain(String),
    /// An address without query.
    Path(Regex),
    /// An address with its query.
    Whole(Regex),
}

/// Rules for servers, as servers read them.
struct Rules {
    hosts: Vec<(String, String)>,
    nginx: Vec<(From, String)>,
    apache: Vec<(Regex, Option<Regex>, String)>,
}

impl Rules {
    fn read(site: &Files) -> Self {
        let text = |path: &str| String::from_utf8(site[path].clone()).unwrap();
        let hosts = text("_redirects")
            .lines()
            .map(|line| {
                let words: Vec<&str> = line.split(' ').collect();
                assert!(words.len() == 3 && words[2] == "301", "{line}");
                (words[0].to_owned(), words[1].to_owned())
            })
            .collect();
        // Queries go before plain addresses, those before expressions.
        let mut nginx = Vec::new();
        let conf = text("server/nginx-redirects.conf");
        let (paths, whole) = conf.split_once("map $request_uri").unwrap();
        for (lines, is_whole) in [(whole, true), (paths, false)] {
            for line in lines.lines().filter_map(|line| line.strip_prefix("    \"")) {
                let (from, to) = line.strip_suffix(';').unwrap().split_once("\" ").unwrap();
                let from = match from.strip_prefix('~') {
                    None => From::Plain(from.to_owned()),
                    Some(like) => {
                        let like =
                            like.strip_prefix('*').map_or(like.to_owned(), |like| format!("(?i){like}"));
                        let like = Regex::new(&like.replace("(?<rest>", "(?P<rest>")).unwrap();
                        if is_whole { From::Whole(like) } else { From::Path(like) }
                    }
                };
                nginx.push((from, to.to_owned()));
            }
        }
        nginx.sort_by_key(|(from, _)| match from {
            From::Whole(_) => 0,
            From::Plain(_) => 1,
            From::Path(_) => 2,
        });
        let (mut apache, mut path, mut query) = (Vec::new(), None, None);
        let htaccess = text(".htaccess");
        let rules = htaccess.split_once("<IfModule mod_rewrite.c>\n").map_or("", |(_, rules)| rules);
        for line in rules.lines() {
            let line = line.replace('"', "");
            let words: Vec<&str> = line.split(' ').collect();
            match words.as_slice() {
                ["RewriteCond", "%{REQUEST_URI}", from] => path = Some(Regex::new(from).unwrap()),
                ["RewriteCond", "%{QUERY_STRING}", from, ..] => query = Some(Regex::new(from).unwrap()),
                ["RewriteRule", "^", to, "[R=301,L,NE,QSD]"] => {
                    apache.push((
                        path.take().unwrap(),
                        query.take(),
                        to.replace('%', "$$").replace("$$", "$"),
                    ));
                }
                _ => assert!(["RewriteEngine On", "</IfModule>"].contains(&&*line), "{line}"),
            }
        }
        Self { hosts, nginx, apache }
    }

    fn by_host(&self, address: &str) -> Option<String> {
        self.hosts.iter().find_map(|(from, to)| match from.strip_suffix('*') {
            Some(from) => Some(to.replace(":splat", address.strip_prefix(from)?)),
            None => (from == address).then(|| to.clone()),
        })
    }

    fn by_nginx(&self, address: &str) -> Option<String> {
        let path = address.split('?').next().unwrap();
        self.nginx.iter().find_map(|(from, to)| {
            let found = match from {
                From::Plain(from) => return from.eq_ignore_ascii_case(path).then(|| to.clone()),
                From::Path(from) => from.captures(path)?,
                From::Whole(from) => from.captures(address)?,
            };
            let to = to.replace("$rest", "${rest}").replace("$1", "${1}").replace("$2", "${2}");
            let mut out = String::new();
            found.expand(&to, &mut out);
            Some(out)
        })
    }

    fn by_apache(&self, address: &str) -> Option<String> {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        self.apache.iter().find_map(|(from, wanted, to)| {
            let found = from.captures(path)?;
            if wanted.as_ref().is_some_and(|wanted| !wanted.is_match(query)) {
                return None;
            }
            let mut out = String::new();
            found.expand(&to.replace("$1", "${1}").replace("$2", "${2}"), &mut out);
            Some(out)
        })
    }

    /// Every server leads from the old address to the new one, by as many steps as aliases were given.
    fn hold(&self, old: &str, there: &str, day: &str) {
        type Server<'a> = (&'a str, &'a dyn Fn(&str) -> Option<String>);
        let servers: [Server<'_>; 3] = [
            ("_redirects", &|at| self.by_host(at)),
            ("nginx", &|at| self.by_nginx(at)),
            ("apache", &|at| self.by_apache(at)),
        ];
        for (server, rule) in servers {
            let mut at = old.to_owned();
            for _ in 0..5 {
                match rule(&at) {
                    Some(next) if at != there => at = next,
                    _ => break,
                }
            }
            // Lists of the register and what was taken down have pages, and no rules.
            if !old.starts_with("/dnr/a") {
                assert_eq!(at, there, "{day}: {server} leads {old} elsewhere");
            }
        }
    }
}

const BRON: &str = "+++\ntitle = \"Bron MÄRKE-bron\"\nkind = \"beslut\"\nnumber = \"1\"\ndiarienummer = [\"KS 2024/12\"]\n\n\
    [proposal]\nclauses = [\"bygga bron\", \"bevilja 90 000 kronor\", \"följa upp kostnaden\"]\n+++\n\nBron är gammal.\n";
const KARTA: &str = "+++\ntitle = \"Karta MÄRKE-karta\"\nkind = \"bilaga\"\nsource = \"kallelse.pdf\"\npages = [3, 4]\n+++\n\n\
    <!-- sida 3 -->\n\nHär är ån.\n\n<!-- sida 4 -->\n\nHär är vägen.\n";

fn born() -> Life {
    let root = small(&[
        ("content/revisorerna/_index.md", "+++\nname = \"Revisorerna\"\n+++\n".as_bytes()),
        ("content/revisorerna/2024-02-01/index.md", b"+++\n+++\n"),
        (
            "content/revisorerna/2024-02-01/granskning.md",
            "+++\ntitle = \"Granskning MÄRKE-granskning\"\nkind = \"information\"\n+++\n".as_bytes(),
        ),
    ]);
    let life = Life { root, promised: BTreeMap::new(), anchors: BTreeSet::new(), gone: Vec::new() };
    life.rename("content/ks/2026-03-03", "content/ks/2024-01-16");
    life.write("content/ks/2024-01-16/index.md", "+++\nplace = \"Sal A\"\n\n[[sources]]\nkind = \"kallelse\"\nfile = \"kallelse.pdf\"\npages = 9\n+++\n");
    life.write("content/ks/2024-01-16/kallelse.pdf", "kallelsen, med MÄRKE-hemlig i\n");
    life.write("content/ks/2024-01-16/bron.md", BRON);
    life.write("content/ks/2024-01-16/bron/karta.md", KARTA);
    life.write(
        "content/ks/2024-01-16/bron/skiss.md",
        "+++\ntitle = \"Skiss MÄRKE-skiss\"\nkind = \"bilaga\"\npublished = \"file\"\nfile = \"skiss.pdf\"\n+++\n\nEn skiss.\n",
    );
    life.write("content/ks/2024-01-16/bron/skiss.pdf", "skissen, första versionen\n");
    life.write(
        "content/ks/2024-01-16/bidrag.md",
        "+++\ntitle = \"Bidrag MÄRKE-bidrag\"\nkind = \"beslut\"\nnumber = \"2\"\ndiarienummer = [\"KS 2024/31\"]\n+++\n\nSökanden är MÄRKE-sokanden.\n",
    );
    life.write(
        "content/ks/2024-01-16/bidrag/ansokan.md",
        "+++\ntitle = \"Ansökan\"\nkind = \"ansökan\"\nsource = \"kallelse.pdf\"\n+++\n\n<!-- sida 7 -->\n\nSkriven av MÄRKE-hemlig, som rör KS 2024/77.\n",
    );
    life
}

/// Corrections and minutes: contents change, addresses do not.
fn first_year(life: &mut Life) {
    life.build("2024-01-10");
    let cited = fs::read_to_string(life.path("public/ks/2024-01-16/bron/karta/index.json")).unwrap();
    let cited: serde_json::Value = serde_json::from_str(&cited).unwrap();
    let cited = cited["sha256"].as_str().unwrap();

    // Minutes: renumbered, decided, a notice posted.
    life.edit("content/ks/2024-01-16/bron.md", "number = \"1\"", "number = \"2\"\nparagraph = \"14\"");
    life.edit("content/ks/2024-01-16/bidrag.md", "number = \"2\"", "number = \"1\"");
    life.edit("content/ks/2024-01-16/bron.md", "+++\n\nBron", "\n[decision]\nclauses = [\"bygga bron\", \"bevilja 60 000 kronor\"]\noutcomes = [\"bifall\"]\n+++\n\nBron");
    life.edit(
        "content/ks/2024-01-16/index.md",
        "pages = 9\n",
        "pages = 9\n\n[[sources]]\nkind = \"protokoll\"\nfile = \"protokoll.pdf\"\nposted = 2024-01-20\nkept_at = \"Kommunkansliet\"\n",
    );
    let site = life.build("2024-01-20");
    let page = String::from_utf8(site["ks/2024-01-16/bron/index.html"].clone()).unwrap();
    assert!(page.contains("id=\"andringar\"") && page.contains("2024-01-10") && page.contains("2024-01-20"));
    // The notice stands until the last day to appeal, 2024-02-12 (a Monday).
    let minutes = fs::read_to_string(life.path("content/ks/2024-01-16/index.md")).unwrap();
    life.edit("content/ks/2024-01-16/index.md", "posted = 2024-01-20\n", "");
    life.refused("2024-02-12", Code::NOTICE_REMOVED, &["protokoll.pdf"]);
    life.write("content/ks/2024-01-16/index.md", &minutes);

    // A correction of a document: what was cited is known, and known to be replaced.
    life.edit("content/ks/2024-01-16/bron/karta.md", "Här är vägen.", "Här är den nya vägen.");
    life.edit(
        "content/ks/2024-01-16/bron/karta.md",
        "pages = [3, 4]\n",
        "pages = [3, 4]\n\n[[versions]]\nreplaced = 2024-03-01\nreason = \"fel väg\"\n",
    );
    life.edit("content/ks/2024-01-16/bron/skiss.pdf", "första", "andra");
    life.build("2024-03-01");
    let spans =
        verify(&life.options("2024-03-02"), "/ks/2024-01-16/bron/karta/#sida-3", cited).unwrap().unwrap();
    assert_eq!(spans.len(), 1);
    assert_eq!(
        (spans[0].from.to_string(), spans[0].until.unwrap().to_string()),
        ("2024-01-10".into(), "2024-03-01".into())
    );
    let nothing = verify(&life.options("2024-03-02"), "/ks/2024-01-16/bron/karta/", &"0".repeat(64)).unwrap();
    assert_eq!(nothing, Some(Vec::new()));
    let changes = fs::read_to_string(life.path("public/data/changes.ndjson")).unwrap();
    let changed: Vec<serde_json::Value> =
        changes.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let karta = changed.iter().filter(|one| one["url"] == "/ks/2024-01-16/bron/karta/").collect::<Vec<_>>();
    assert_eq!(karta.len(), 2);
    assert_eq!((&karta[0]["what"], &karta[1]["what"]), (&"added".into(), &"changed".into()));
    assert_eq!(karta[0]["after"], karta[1]["before"]);
    assert_eq!(karta[0]["sources"][0].as_str(), Some(cited));

    // An import brings a meeting of another body.
    life.write("kallelse.txt", "Exempelby kommun\nKallelse till Socialnämndens sammanträde\n\nTid: Torsdagen den 12 december 2024 klockan 08:30\nPlats: Kommunhuset, rum Ekan\n\nÄrende 1\nUpprop och val av justerare\n\nÄrende 2\nPlan för boenden\nDnr KS 2024/88\n\nFörslag till beslut\nSocialnämnden antar planen.\n");
    let imported = import::run(
        &import::Options::new(vec![life.path("kallelse.txt")], &life.path("content")),
        &split::split,
    );
    assert!(!imported.has_errors(), "{imported:?}");
    life.build("2024-12-05");
    assert!(
        life.promised.keys().any(|address| address.starts_with("/socialnamnden/2024-12-12/")),
        "{:?}",
        life.promised.keys()
    );
}

/// What programs know pages by: the ids of feeds and their entries, and of events.
fn names(site: &Files) -> BTreeSet<String> {
    let name = Regex::new(r"(?:<id>|\nUID:)([^<\r]+)").unwrap();
    let texts = site.iter().filter(|(path, _)| path.ends_with("atom.xml") || path.ends_with("kalender.ics"));
    let text: String = texts.map(|(_, bytes)| String::from_utf8_lossy(bytes).replace("\r\n ", "")).collect();
    name.captures_iter(&text).map(|found| found[1].to_owned()).collect()
}

/// Renames: of an item, of a meeting's day, of a body; and a system that was replaced.
fn second_year(life: &mut Life) {
    let known = names(&files(&life.path("public")));
    assert!(known.len() > 15, "{known:?}");
    life.rename("content/ks/2024-01-16/bron.md", "content/ks/2024-01-16/bron-over-an.md");
    life.rename("content/ks/2024-01-16/bron", "content/ks/2024-01-16/bron-over-an");
    life.refused(
        "2025-01-07",
        Code::VANISHED,
        &[
            "/ks/2024-01-16/bron/",
            "/ks/2024-01-16/bron/karta/",
            "/ks/2024-01-16/bron/skiss/",
            "/ks/2024-01-16/bron/skiss/skiss.pdf",
        ],
    );
    life.edit(
        "content/ks/2024-01-16/bron-over-an.md",
        "kind =",
        "aliases = [\"/ks/2024-01-16/bron/\"]\nkind =",
    );
    life.build("2025-01-08");

    life.rename("content/ks/2024-01-16", "content/ks/2024-01-23");
    life.refused(
        "2025-02-03",
        Code::VANISHED,
        &["/ks/2024-01-16/", "/ks/2024-01-16/bidrag/", "/ks/2024-01-16/kallelse.pdf"],
    );
    life.edit("content/ks/2024-01-23/index.md", "place", "aliases = [\"/ks/2024-01-16/\"]\nplace");
    life.build("2025-02-04");

    life.rename("content/ks", "content/kommunstyrelsen");
    life.refused("2025-03-01", Code::VANISHED, &["/ks/", "/ks/2024-01-23/"]);
    life.edit("content/kommunstyrelsen/_index.md", "name", "aliases = [\"/ks/\"]\nname");
    let site = life.build("2025-03-02");
    for name in ["atom.xml", "kalender.ics"] {
        assert!(
            site[&format!("ks/{name}")] == site[&format!("kommunstyrelsen/{name}")],
            "{name} is followed"
        );
    }
    assert_eq!(names(&site), known, "what has moved goes by the name that it had");
    programs_are_led_on(&site);
    let (there, _) = answer(&site, "/ks/2024-01-16/bron/skiss/skiss.pdf").unwrap();
    assert_eq!(there, "/kommunstyrelsen/2024-01-23/bron-over-an/skiss/skiss.pdf");
    let page = String::from_utf8(site["kommunstyrelsen/2024-01-23/bron-over-an/index.html"].clone()).unwrap();
    assert!(page.contains("2024-01-10"), "a page remembers when it was first published, wherever that was");

    // A circle, and an alias of a page that is there: nothing is lost by either.
    life.edit(
        "content/kommunstyrelsen/_index.md",
        "\"/ks/\"",
        "\"/ks/\", \"/kommunstyrelsen/2024-01-23/bidrag/\"",
    );
    life.refused("2025-03-03", Code::BAD_ALIAS, &["/kommunstyrelsen/2024-01-23/bidrag/"]);
    life.edit("content/kommunstyrelsen/_index.md", ", \"/kommunstyrelsen/2024-01-23/bidrag/\"", "");

    old_systems(life);
}

/// Records and objects of OParl answer where they were, without rules of a server, and say where they are now.
fn programs_are_led_on(site: &Files) {
    let record = |path: &str| -> serde_json::Value {
        let bytes = site.get(path).unwrap_or_else(|| panic!("{path} is gone"));
        serde_json::from_slice(bytes).unwrap()
    };
    for (old, now) in [
        ("ks/2024-01-16/", "kommunstyrelsen/2024-01-23/"),
        ("ks/2024-01-23/bron-over-an/", "kommunstyrelsen/2024-01-23/bron-over-an/"),
        ("ks/2024-01-16/bron/", "kommunstyrelsen/2024-01-23/bron-over-an/"),
        ("ks/2024-01-16/bron/karta/", "kommunstyrelsen/2024-01-23/bron-over-an/karta/"),
    ] {
        assert_eq!(record(&format!("{old}index.json"))["url"], format!("/{now}"));
    }
    for (old, now) in [
        ("organization/ks", "organization/kommunstyrelsen"),
        ("meeting/ks/2024-01-16", "meeting/kommunstyrelsen/2024-01-23"),
        ("agendaitem/ks/2024-01-16/bron", "agendaitem/kommunstyrelsen/2024-01-23/bron-over-an"),
        (
            "consultation/ks-2024-12/ks/2024-01-16/bron",
            "consultation/ks-2024-12/kommunstyrelsen/2024-01-23/bron-over-an",
        ),
    ] {
        let id = format!("https://exempelby.example/oparl/{now}.json");
        assert_eq!(record(&format!("oparl/{old}.json"))["id"], id);
    }
}

/// Addresses of systems that were replaced: a table, a pattern, and queries.
fn old_systems(life: &mut Life) {
    let config = fs::read_to_string(life.path("diariet.toml")).unwrap();
    life.write("diariet.toml", &format!("redirects_file = \"gamla.csv\"\n{config}\n[[redirects]]\nfrom = \"/committees/{{organ}}/mote-{{date}}\"\nto = \"/{{organ}}/{{date}}/\"\n"));
    life.write(
        "gamla.csv",
        "gammal,ny\n/download/18.3a/1705/Kallelse.pdf,/kommunstyrelsen/2024-01-23/kallelse.pdf\n\
         https://insyn.example/documentHandler.ashx?did=123,/kommunstyrelsen/2024-01-23/bron-over-an/\n",
    );
    let site = life.build("2025-04-01");
    let (there, _) = answer(&site, "/committees/kommunstyrelsen/mote-2024-01-23").unwrap();
    assert_eq!(there, "/kommunstyrelsen/2024-01-23/");
    let (there, text) = answer(&site, "/download/18.3a/1705/Kallelse.pdf").unwrap();
    assert!(there == "/kommunstyrelsen/2024-01-23/kallelse.pdf" && text.contains("kallelsen"));
    let (_, text) = answer(&site, "/documentHandler.ashx").unwrap();
    assert!(text.contains("did=123") && text.contains("href=\"/kommunstyrelsen/2024-01-23/bron-over-an/\""));
    let rules = Rules::read(&site);
    let query = "/documentHandler.ashx?did=123";
    let bridge = Some("/kommunstyrelsen/2024-01-23/bron-over-an/".to_owned());
    assert_eq!((rules.by_nginx(query), rules.by_apache(query)), (bridge.clone(), bridge));
    assert_eq!(
        (rules.by_nginx("/documentHandler.ashx?did=1234"), rules.by_apache("/documentHandler.ashx?did=1")),
        (None, None)
    );
    let meeting = Some("/kommunstyrelsen/2024-01-23/".to_owned());
    let old = "/committees/kommunstyrelsen/mote-2024-01-23";
    assert_eq!(
        (rules.by_nginx(old), rules.by_apache(old), rules.by_host(old)),
        (meeting.clone(), meeting.clone(), meeting)
    );
    life.refused_pattern();
}

impl Life {
    fn refused_pattern(&self) {
        let config = fs::read_to_string(self.path("diariet.toml")).unwrap();
        self.write("diariet.toml", &config.replace("/committees/{organ}/mote-{date}", "/{organ}/{date}"));
        self.refused("2025-04-02", Code::BAD_ALIAS, &["/{organ}/{date}"]);
        self.write("diariet.toml", &config);
    }
}

/// Withdrawals: of a document, an item, a clause, a case that was misprinted, a whole body.
fn third_year(life: &mut Life) {
    let unknown = Withdrawal {
        address: "/kommunstyrelsen/2024-01-23/bidrag/ansokn/".into(),
        reason: "x".into(),
        day: Date::parse("2026-01-01").unwrap(),
        dry_run: false,
    };
    let found = withdraw::withdraw(&life.options("2026-01-01"), &unknown).unwrap_err();
    assert!(
        say(&found).contains("did you mean `/kommunstyrelsen/2024-01-23/bidrag/ansokan/`"),
        "{}",
        say(&found)
    );

    // The document alone named KS 2024/77: that case goes with it, and so does the file that it was a part of.
    let done = life.withdraw(
        "2026-01-02",
        "https://exempelby.example/kommunstyrelsen/2024-01-23/bidrag/ansokan/",
        &["MÄRKE-hemlig"],
    );
    assert!(done.contains(&Done::Ledger("/dnr/ks-2024-77/".into())), "{done:?}");
    let site = life.build("2026-01-02");
    for address in ["/ks/2024-01-16/bidrag/ansokan/", "/ks/2024-01-16/kallelse.pdf", "/dnr/ks-2024-77/"] {
        let (_, text) = answer(&site, address).unwrap();
        assert!(
            text.contains("2026-01-02") || text.contains("2 januari 2026"),
            "{address} does not say when"
        );
    }

    life.withdraw("2026-02-02", "/kommunstyrelsen/2024-01-23/bidrag/", &["MÄRKE-sokanden"]);
    life.build("2026-02-02");

    // A clause that should not have been there.
    life.edit("content/kommunstyrelsen/2024-01-23/bron-over-an.md", ", \"följa upp kostnaden\"", "");
    life.refused("2026-03-01", Code::VANISHED, &["/kommunstyrelsen/2024-01-23/bron-over-an/#forslag-3"]);
    life.withdraw("2026-03-01", "/kommunstyrelsen/2024-01-23/bron-over-an/#forslag-3", &[]);
    life.build("2026-03-01");

    // A misprinted number.
    life.edit("content/kommunstyrelsen/2024-01-23/bron-over-an.md", "KS 2024/12", "KS 2024/21");
    life.refused("2026-04-01", Code::VANISHED, &["/dnr/ks-2024-12/"]);
    let config = fs::read_to_string(life.path("diariet.toml")).unwrap();
    life.write(
        "diariet.toml",
        &format!("{config}\n[[redirects]]\nfrom = \"/dnr/ks-2024-12/\"\nto = \"/dnr/ks-2024-21/\"\n"),
    );
    life.build("2026-04-02");

    // A body that is removed from the content.
    fs::remove_dir_all(life.path("content/revisorerna")).unwrap();
    life.refused(
        "2026-05-01",
        Code::VANISHED,
        &["/revisorerna/", "/revisorerna/2024-02-01/", "/revisorerna/2024-02-01/granskning/"],
    );
    life.gone.push("MÄRKE-granskning".into());
    life.withdraw("2026-05-01", "/revisorerna/", &[]);
    life.build("2026-05-01");
}

#[test]
fn every_address_ever_published_answers_for_three_years() {
    let mut life = born();
    first_year(&mut life);
    second_year(&mut life);
    third_year(&mut life);
    assert!(
        life.promised.len() > 50 && life.anchors.len() > 20,
        "{} and {}",
        life.promised.len(),
        life.anchors.len()
    );
    a_clone_gives_the_same_bytes(&life);
    a_lost_ledger_is_told(&life);
}

/// What is committed is enough: a fresh clone that is built on another day gives the same site.
fn a_clone_gives_the_same_bytes(life: &Life) {
    let clone = tempfile::tempdir().unwrap();
    for (name, bytes) in files(life.root.path()) {
        if !name.starts_with("public/") && !name.starts_with(".public") {
            let path = clone.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }
    let options = Options { today: Date::parse("2029-09-09"), record: true, ..Options::new(clone.path()) };
    let (built, found) = build::build(&options);
    assert!(built.is_some(), "{}", say(&found));
    let (ours, theirs) = (files(&life.path("public")), files(&options.output));
    assert_eq!(ours.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>());
    for (path, bytes) in &ours {
        assert!(theirs[path] == *bytes, "{path} differs");
    }
    merged_by_git(clone.path());
}

/// Git joins two branches by keeping the lines of both, in some order and some twice.
fn merged_by_git(root: &Path) {
    let path = root.join("ledger.txt");
    let text = fs::read_to_string(&path).unwrap();
    let mut lines: Vec<&str> = text.lines().chain(text.lines().skip(5)).collect();
    lines.reverse();
    fs::write(&path, lines.join("\n")).unwrap();
    let options = Options { today: Date::parse("2029-09-10"), record: true, ..Options::new(root) };
    assert!(build::build(&options).0.is_some());
    assert!(fs::read_to_string(&path).unwrap() == text, "merged, it is what it was");
}

fn a_lost_ledger_is_told(life: &Life) {
    let kept = fs::read(life.path("ledger.txt")).unwrap();
    fs::remove_file(life.path("ledger.txt")).unwrap();
    let (built, found) = build::build(&life.options("2026-06-01"));
    assert!(built.is_none() && found.iter().any(|one| one.code == Code::LOST_LEDGER), "{}", say(&found));
    assert!(
        kept == fs::read(life.path("public/data/ledger.txt")).unwrap(),
        "the published site keeps a copy"
    );
}

/// A line that is taken out by hand takes no address along: the published site knows it still.
#[test]
fn a_ledger_that_was_edited_by_hand_loses_nothing() {
    let item =
        "+++\ntitle = \"Bron\"\nkind = \"beslut\"\n\n[proposal]\nclauses = [\"bygga\", \"måla\"]\n+++\n";
    let site = small(&[("content/ks/2026-03-03/bro.md", item.as_bytes())]);
    let options = |day: &str| Options { today: Date::parse(day), record: true, ..Options::new(site.path()) };
    assert!(build::build(&options("2026-03-05")).0.is_some());
    let (ledger, path) = (site.path().join("ledger.txt"), site.path().join("content/ks/2026-03-03/bro.md"));
    let before = fs::read_to_string(&ledger).unwrap();
    let kept: String =
        before.lines().filter(|line| !line.contains("/bro/")).map(|line| format!("{line}\n")).collect();
    assert!(kept != before);
    // Whatever is done to the page afterwards.
    for (clauses, lost) in
        [(Some("[\"bygga\"]"), "/ks/2026-03-03/bro/#forslag-2"), (None, "/ks/2026-03-03/bro/")]
    {
        fs::write(&ledger, &kept).unwrap();
        match clauses {
            Some(clauses) => fs::write(&path, item.replace("[\"bygga\", \"måla\"]", clauses)).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        }
        let (built, found) = build::build(&options("2026-04-01"));
        let said = say(&found);
        assert!(
            built.is_none() && said.contains(&format!("`{lost}` was published and would vanish")),
            "{said}"
        );
        assert!(found.iter().any(|one| one.code == Code::LOST_LEDGER), "{said}");
    }
    // What the error advises is possible.
    let wanted = Withdrawal {
        address: "/ks/2026-03-03/bro/".into(),
        reason: "ett försök".into(),
        day: Date::parse("2026-04-01").unwrap(),
        dry_run: false,
    };
    withdraw::withdraw(&options("2026-04-01"), &wanted).unwrap_or_else(|found| panic!("{}", say(&found)));
    assert!(build::build(&options("2026-04-01")).0.is_some());
    let after = fs::read_to_string(&ledger).unwrap();
    for line in before.lines() {
        assert!(after.contains(line), "{line} is lost");
    }
}

/// The demo site's ledger is committed with its content.
#[test]
fn the_ledger_of_the_demo_knows_all_of_it() {
    let place = tempfile::tempdir().unwrap();
    copy_demo(place.path());
    let ledger = place.path().join("ledger.txt");
    let before = fs::read_to_string(&ledger).unwrap();
    let options = Options { today: Date::parse("2031-01-01"), record: true, ..Options::new(place.path()) };
    let (built, found) = build::build(&options);
    assert!(built.is_some(), "{}", say(&found));
    let after = fs::read_to_string(&ledger).unwrap();
    let new: Vec<&str> = after.lines().filter(|line| !before.lines().any(|known| known == *line)).collect();
    assert!(new.is_empty(), "run `diariet build` and commit `ledger.txt`; it lacks\n{}", new.join("\n"));
    assert!(before == after && before.lines().count() > 300);
}

/// A build that is only a look leaves the ledger alone, and a failed one too.
#[test]
fn previews_and_drafts_leave_the_ledger() {
    let site = small(&[(
        "content/ks/2026-03-03/bro.md",
        "+++\ntitle = \"Bron\"\nkind = \"beslut\"\ndraft = true\n+++\n".as_bytes(),
    )]);
    let today = Date::parse("2026-03-05");
    let ledger = site.path().join("ledger.txt");
    let look = Options { today, ..Options::new(site.path()) };
    assert!(build::build(&look).0.is_some());
    assert!(!ledger.exists());
    let drafts = Options { today, record: true, drafts: true, ..Options::new(site.path()) };
    assert!(build::build(&drafts).0.is_some());
    assert!(!ledger.exists());
    let publication = Options { today, record: true, ..Options::new(site.path()) };
    assert!(build::build(&publication).0.is_some());
    let text = fs::read_to_string(&ledger).unwrap();
    assert!(text.contains("/ks/2026-03-03/ 2026-03-05 ") && !text.contains("/bro/"), "{text}");
}
