//! The default theme: complete, small, escaped, and overridable file by file.
#![expect(
    clippy::disallowed_methods,
    clippy::too_many_lines,
    clippy::unwrap_used,
    reason = "a test program: themes are files, and a failure is a panic"
)]

mod small;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use diariet::base::render::{Colour, human};
use diariet::content::config::Language;
use diariet::model::record::{
    Ballot, DocumentKind, ItemKind, Outcome, Published, Role, SourceKind, SourceState, Stage,
};
use diariet::page::{self, Directory};
use diariet::render::Renderer;
use diariet::render::numbers::NumberLinks;
use diariet::render::theme::{FILES, TEMPLATES, Theme};
use regex::Regex;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default")
}

fn listed(folder: &Path, below: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for entry in fs::read_dir(folder.join(below)).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let name = if below.is_empty() { name } else { format!("{below}/{name}") };
        if entry.path().is_dir() {
            out.extend(listed(folder, &name));
        } else {
            out.insert(name);
        }
    }
    out
}

fn strings(lang: &str) -> toml::Table {
    Theme::embedded().strings(lang).unwrap()
}

fn templates() -> impl Iterator<Item = (&'static str, &'static str)> {
    TEMPLATES.iter().copied().filter(|(name, _)| name.ends_with(".html"))
}

#[test]
fn every_file_of_the_theme_is_embedded() {
    let embedded: BTreeSet<_> = TEMPLATES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(embedded, listed(&folder().join("templates"), ""));
    assert_eq!(FILES.len(), listed(&folder().join("static"), "").len(), "a file stands twice");
    let embedded: BTreeSet<_> = FILES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(embedded, listed(&folder().join("static"), ""));
}

fn keys(table: &toml::Table, before: &str, out: &mut BTreeSet<String>) {
    for (key, value) in table {
        out.insert(format!("{before}{key}"));
        if let Some(inner) = value.as_table() {
            keys(inner, &format!("{before}{key}."), out);
        }
    }
}

#[test]
fn every_language_has_every_word() {
    let mut swedish = BTreeSet::new();
    keys(&strings("sv"), "", &mut swedish);
    let mut english = BTreeSet::new();
    keys(&strings("en"), "", &mut english);
    assert_eq!(swedish, english);
}

#[test]
fn every_word_of_the_records_can_be_shown() {
    let table = strings("sv");
    let all = |key: &str, words: Vec<&str>| {
        for word in words {
            assert!(table[key].get(word).is_some(), "`{key}` has no `{word}`");
        }
    };
    all("outcome", Outcome::ALL.iter().map(|word| word.word()).collect());
    all("document_kind", DocumentKind::ALL.iter().map(|word| word.word()).collect());
    all("source_kind", SourceKind::ALL.iter().map(|word| word.word()).collect());
    all("source_state", SourceState::ALL.iter().map(|word| word.word()).collect());
    all("minutes_state", SourceState::ALL.iter().map(|word| word.word()).collect());
    all("item_kind", ItemKind::ALL.iter().map(|word| word.word()).collect());
    all("role", Role::ALL.iter().map(|word| word.word()).collect());
    all("ballot", Ballot::ALL.iter().map(|word| word.word()).collect());
    all("stage", Stage::ALL.iter().map(|word| word.word()).collect());
    all("published_short", Published::ALL.iter().map(|word| word.word()).collect());
}

/// A branch that the small site never takes must not ask for a word that is not there.
#[test]
fn every_word_that_a_template_asks_for_is_there_and_none_is_left_over() {
    let asked = Regex::new(r"\bt\.([a-z_]+)").unwrap();
    let crumb = Regex::new(r#"Crumb::word\(\s*"([a-z_]+)""#).unwrap();
    let mut used: BTreeSet<String> = ["months", "weekdays"].map(str::to_owned).into();
    for (_, text) in templates() {
        used.extend(asked.captures_iter(text).map(|found| found[1].to_owned()));
    }
    for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/page")).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        used.extend(crumb.captures_iter(&text).map(|found| found[1].to_owned()));
    }
    let known: BTreeSet<String> = strings("sv").keys().cloned().collect();
    assert_eq!(used.difference(&known).collect::<Vec<_>>(), Vec::<&String>::new(), "asked for, not there");
    assert_eq!(known.difference(&used).collect::<Vec<_>>(), Vec::<&String>::new(), "there, never asked for");
}

#[test]
fn templates_trust_no_text_and_hold_no_inline_code() {
    let unquoted = Regex::new(r"=\{\{").unwrap();
    for (name, text) in templates() {
        assert!(!text.contains("| safe"), "{name} turns escaping off");
        assert!(!unquoted.is_match(text), "{name} has an attribute without quotation marks");
        for bad in ["<style", " style=", " onclick", " onload", "javascript:"] {
            assert!(!text.contains(bad), "{name}: `{bad}` is against the page's own policy");
        }
        let scripts = text.matches("<script").count();
        let outside = text.matches("<script type=\"module\" src=").count();
        let data = text.matches("<script type=\"application/ld+json\">{{ page.linked | embedded }}").count();
        assert_eq!(scripts, outside + data, "{name}: inline script");
    }
}

/// Every component is used, so that the goldens of `tests/pages.rs` show a wrong argument.
#[test]
fn no_component_is_left_over() {
    let theme = Theme::embedded();
    let config = small::config();
    let renderer = Renderer::new(&theme, &config, &theme.assets(), NumberLinks::none())
        .unwrap_or_else(|found| panic!("{found:?}"));
    let all: String = templates().map(|(_, text)| text).collect();
    for name in renderer.engine().get_component_names() {
        let used = Regex::new(&format!(r"<{name}[\s/]")).unwrap();
        assert!(used.is_match(&all), "no template uses the component `{name}`");
    }
}

fn gzip(bytes: &[u8]) -> usize {
    let mut child =
        Command::new("gzip").args(["-9", "-c"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let bytes = bytes.to_owned();
    let writer = std::thread::spawn(move || input.write_all(&bytes).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output.stdout.len()
}

/// Budgets in bytes, plain and packed.
#[test]
fn the_theme_is_small() {
    let of = |ending: &str| -> Vec<u8> {
        FILES
            .iter()
            // The search engine is fetched by a search alone, and has budgets of its own.
            .filter(|(name, _)| name.ends_with(ending) && !name.starts_with("search/"))
            .flat_map(|(_, bytes)| bytes.to_vec())
            .collect()
    };
    let (css, js) = (of(".css"), of(".js"));
    println!("css {} ({} packed), js {} ({} packed)", css.len(), gzip(&css), js.len(), gzip(&js));
    assert!(css.len() <= 24_000 && gzip(&css) <= 6_000, "css: {} ({})", css.len(), gzip(&css));
    assert!(js.len() <= 12_000 && gzip(&js) <= 4_500, "js: {} ({})", js.len(), gzip(&js));
    let site = small::site();
    let directory = Directory::new(&site);
    let theme = Theme::embedded();
    let renderer = Renderer::new(&theme, &site.config, &theme.assets(), small::numbers("")).unwrap();
    let html = renderer.page("case.html", &page::case::view(&directory, &site.cases[1])).unwrap();
    let icon = of(".svg");
    let all = gzip(&html) + gzip(&css) + gzip(&js) + gzip(&icon);
    println!("a case page: {} ({} packed), all in {all} packed", html.len(), gzip(&html));
    assert!(all <= 40_000, "an ordinary page with everything is {all} bytes");
}

#[test]
fn hostile_text_stays_text() {
    let evil = "\"><script>alert(1)</script>' onmouseover=x <b>&amp;";
    let mut site = small::site();
    site.config.title = evil.into();
    site.config.contact.name = evil.into();
    site.config.covers = Some(evil.into());
    site.bodies[1].name = evil.into();
    site.bodies[1].text = evil.into();
    let meeting = &mut site.meetings[2];
    meeting.title = evil.into();
    meeting.text = evil.into();
    for text in meeting.item_texts.values_mut() {
        *text = format!("## {evil}\n\n{evil}");
    }
    let item = &mut meeting.record.items[1];
    item.title = evil.into();
    item.summary = Some(evil.into());
    item.handler = Some(evil.into());
    item.sent_to.push(evil.into());
    item.attachments[3].title = evil.into();
    for clause in item
        .proposal
        .iter_mut()
        .flat_map(|p| &mut p.clauses)
        .chain(item.decision.iter_mut().flat_map(|d| &mut d.clauses))
    {
        clause.text = evil.into();
    }
    for document in &mut meeting.record.documents {
        document.title = evil.into();
        document.sender = Some(evil.into());
        document.reason = Some(evil.into());
    }
    site.cases[1].record.title = evil.into();
    site.cases[1].record.mentions[0].quote = evil.into();
    let directory = Directory::new(&site);
    let theme = Theme::embedded();
    let renderer = Renderer::new(&theme, &site.config, &theme.assets(), small::numbers("")).unwrap();
    let meeting = &site.meetings[2];
    let body = directory.body(meeting).unwrap();
    let text = small::text_of(&meeting.record.documents[0]);
    let mut pages = vec![
        renderer.page("start.html", &page::start::view(&directory)),
        renderer.page("search.html", &page::search::view(&directory)),
        renderer.page("body.html", &page::body::view(&directory, &site.bodies[1])),
        renderer.page("meeting.html", &page::meeting::view(&directory, meeting)),
        renderer.page("item.html", &page::item::view(&directory, meeting, &meeting.record.items[1])),
        renderer.page("case.html", &page::case::view(&directory, &site.cases[1])),
        renderer.page("register.html", &page::register::view(&directory).start),
    ];
    for document in &meeting.record.documents {
        let view = page::document::view(&site.config, body, meeting, document, &text);
        pages.push(renderer.page("document.html", &view));
    }
    for page in pages {
        let html = String::from_utf8(page.unwrap()).unwrap();
        for bad in ["<script>", "<b>", "\"&gt;", "\">&lt;", "<script&gt;"] {
            assert!(!html.contains(bad), "`{bad}` in {html}");
        }
    }
}

#[test]
fn english_sites_speak_english_and_stand_in_folders() {
    let mut site = small::site();
    site.config.language = Language::English;
    site.config.base_url = "https://norrvik.example/diarium/".into();
    let directory = Directory::new(&site);
    let theme = Theme::embedded();
    let renderer = Renderer::new(&theme, &site.config, &theme.assets(), small::numbers("")).unwrap();
    let html =
        String::from_utf8(renderer.page("case.html", &page::case::view(&directory, &site.cases[1])).unwrap())
            .unwrap();
    for part in [
        "<html lang=\"en\">",
        "Where the case stands",
        "27 October 2025",
        "href=\"https://norrvik.example/diarium/dnr/ks-2025-114/\"",
        "href=\"/diarium/static/css/site.",
        "href=\"/diarium/dnr/tn-2025-33/\"",
    ] {
        assert!(html.contains(part), "`{part}` is not in\n{html}");
    }
    let outside = Regex::new(r#"(?:href|src|action)="/(?:[^d]|d[^i])"#).unwrap();
    assert_eq!(outside.find(&html).map(|found| found.as_str()), None, "an address leaves the folder");
}

fn site_with(files: &[(&str, &str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    root
}

#[test]
fn a_sites_own_files_stand_in_for_the_themes() {
    let root = site_with(&[
        ("themes/blue/templates/not_found.html", "theme {{ page.title }}"),
        ("themes/blue/templates/about.html", "theme"),
        ("themes/blue/static/css/site.css", "a { color: blue }"),
        ("templates/about.html", "{% extends \"base.html\" %}{% block main %}own words{% endblock %}"),
        ("static/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
    ]);
    let theme = Theme::load(root.path(), "blue").unwrap();
    let assets = theme.assets();
    let names: Vec<_> = assets.iter().map(|asset| asset.name.as_str()).collect();
    assert!(names.contains(&"logo.svg") && names.contains(&"js/copy.js"), "{names:?}");
    let css = assets.iter().find(|asset| asset.name == "css/site.css").unwrap();
    assert_eq!(&*css.bytes, b"a { color: blue }");
    assert!(css.url.starts_with("/static/css/site.") && css.url.ends_with(".css"), "{}", css.url);
    let site = small::site();
    let renderer = Renderer::new(&theme, &site.config, &assets, NumberLinks::none()).unwrap();
    assert_eq!(renderer.page("not_found.html", &page::not_found::view()).unwrap(), b"theme ");
    let about = renderer.page("about.html", &page::about::view(&Directory::new(&site))).unwrap();
    assert!(String::from_utf8(about).unwrap().contains("own words"));
    assert!(Theme::load(root.path(), "red").unwrap_err()[0].message.contains("no theme `red`"));
    Theme::load(root.path(), "default").unwrap();
}

#[test]
fn an_error_in_a_template_is_shown_where_it_is() {
    let config = small::config();
    let picture = |files: &[(&str, &str)]| {
        let root = site_with(files);
        let theme = Theme::load(root.path(), "default").unwrap();
        match Renderer::new(&theme, &config, &theme.assets(), NumberLinks::none()) {
            Err(found) => found.iter().map(|one| human(one, Colour::Plain)).collect::<String>(),
            Ok(renderer) => {
                human(&renderer.page("not_found.html", &page::not_found::view()).unwrap_err(), Colour::Plain)
            }
        }
    };
    let both = picture(&[
        ("templates/about.html", "<p>{{ a b }}</p>"),
        ("templates/not_found.html", "x\n<p>{% if %}</p>"),
    ]);
    assert!(both.contains("--> templates/about.html:1:"), "{both}");
    assert!(both.contains("--> templates/not_found.html:2:"), "{both}");
    let late = picture(&[("templates/not_found.html", "<h1>å</h1>\n{{ page.titel }}")]);
    assert!(late.contains("error[template]"), "{late}");
    assert!(late.contains("--> templates/not_found.html:2:"), "{late}");
    let words = site_with(&[("templates/strings/sv.toml", "skip = \"a\"\nmenu = b\n")]);
    let theme = Theme::load(words.path(), "default").unwrap();
    let found = Renderer::new(&theme, &config, &[], NumberLinks::none()).err().unwrap();
    assert!(human(&found[0], Colour::Plain).contains("--> templates/strings/sv.toml:2:"), "{found:?}");
}

/// Ten thousand cases: no page grows beyond its share, and none gets the address of another or of a case.
#[test]
fn a_large_register_is_parted() {
    let mut site = small::site();
    let first = site.cases[1].clone();
    site.cases = (1..=10_000)
        .map(|serial| {
            let mut case = first.clone();
            case.record.diarienummer = format!("KS {}/{serial}", 2015 + serial % 10);
            case.record.written_forms = vec![case.record.diarienummer.clone()];
            case.record.url = format!("/dnr/ks-{}-{serial}/", 2015 + serial % 10);
            case.record.title =
                format!("{} ärende {serial}", ["Avtal", "Åtgärder", "Ändring", "Översyn"][serial % 4]);
            case.items.clear();
            case.documents.clear();
            case
        })
        .collect();
    let directory = Directory::new(&site);
    let register = page::register::view(&directory);
    assert_eq!(register.start.years.len(), 10);
    let labels: Vec<_> = register.start.letters.iter().map(|shelf| shelf.label.as_str()).collect();
    assert_eq!(labels, ["A", "Å", "Ä", "Ö"]);
    let of =
        |by: &str| register.lists.iter().filter(|list| list.by == by).flat_map(|list| &list.cases).count();
    assert_eq!((of("year"), of("letter")), (10_000, 10_000));
    let theme = Theme::embedded();
    let renderer = Renderer::new(&theme, &site.config, &theme.assets(), NumberLinks::none()).unwrap();
    let mut urls: BTreeSet<_> = site.cases.iter().map(|case| case.record.url.clone()).collect();
    for list in &register.lists {
        assert!(urls.insert(list.page.url.clone()), "{} is taken", list.page.url);
        let html = renderer.page("list.html", list).unwrap();
        assert!(gzip(&html) < 20_000, "{}: {} bytes packed", list.page.url, gzip(&html));
    }
    for shelf in register.start.years.iter().chain(&register.start.letters) {
        let known = shelf.parts.iter().map(|part| &part.url).chain([&shelf.url]);
        assert!(known.clone().all(|url| urls.contains(url)), "a part of {} has no page", shelf.label);
    }
}

#[test]
fn every_template_is_described() {
    let table: toml::Table = fs::read_to_string(folder().join("theme.toml")).unwrap().parse().unwrap();
    let described: BTreeSet<_> = table["templates"].as_table().unwrap().keys().cloned().collect();
    let there: BTreeSet<_> = templates().map(|(name, _)| name.trim_end_matches(".html").to_owned()).collect();
    assert_eq!(described, there);
}
