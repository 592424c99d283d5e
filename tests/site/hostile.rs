//! Content is untrusted: whatever it says, it is text.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use diariet::base::diag::Severity;
use diariet::build::{self, Options};
use html5ever::tendril::TendrilSink as _;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use crate::strings::{strings, write};
use crate::{DEMO, built, say, small};

const ATTACKS: [&str; 10] = [
    "<script>alert(1)</script>",
    "\\\"><img src=x onerror=alert(1)>",
    "{{ site.contact.email }} {% include \\\"base.html\\\" %}",
    "[klicka](javascript:alert(1))",
    "![bild](https://ond.example/spion.gif)",
    "<svg onload=alert(1)>",
    "<a href=\\\"data:text/html,<script>alert(1)</script>\\\">x</a>",
    "]]><!-- --><style>body{display:none}</style>",
    "<iframe src=//ond.example></iframe>",
    "<https://ond.example/> ''';alert(1)//",
];

#[test]
fn markup_in_content_stays_text() {
    let clauses: Vec<String> = ATTACKS.iter().map(|attack| format!("\"{attack}\"")).collect();
    let list = clauses.join(", ");
    let item = format!(
        "+++\ntitle = \"Bron {}\"\nkind = \"beslut\"\ndiarienummer = [\"KS 2026/12\"]\npresenters = [{list}]\nsummary = \"{}\"\n\
         [proposal]\nclauses = [{list}]\n[decision]\nclauses = [{list}]\nrecused = [{list}]\n\
         [[decision.reservations]]\nby = [{list}]\ntext = \"{}\"\n+++\n\n{}\n\n## {}\n\nKS 2026/99 {}\n",
        ATTACKS[0],
        ATTACKS[1],
        ATTACKS[5],
        ATTACKS.join("\n\n").replace("\\\"", "\""),
        ATTACKS[0].replace("\\\"", "\""),
        ATTACKS[8].replace("\\\"", "\""),
    );
    let document = format!(
        "+++\ntitle = \"{}\"\nkind = \"bilaga\"\nsender = \"{}\"\n+++\n<!-- sida 1 -->\n{}\n\n| a | b |\n|---|---|\n| {} | KS 2026/98 |\n",
        ATTACKS[1],
        ATTACKS[2],
        ATTACKS.join("\n\n").replace("\\\"", "\""),
        ATTACKS[0],
    );
    let site = small(&[
        ("content/ks/2026-03-03/bro.md", item.as_bytes()),
        ("content/ks/2026-03-03/bro/bilaga.md", document.as_bytes()),
    ]);
    let files = built(site.path());
    let mut pages = 0;
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        pages += 1;
        for mark in [
            "<script>alert",
            "<img src=x",
            "onerror=alert(1)>",
            "<svg onload",
            "<iframe",
            "<style>",
            "href=\"javascript:",
            "href=\"data:",
            "src=\"https://ond",
        ] {
            assert!(!html.contains(mark), "{path} holds {mark}");
        }
        assert!(!html.contains("registrator@exempelby.example registrator"), "{path} runs templates");
    }
    assert!(pages > 10);
    assert!(files.contains_key("dnr/ks-2026-98/index.html"), "a number in a table has its page");
}

#[test]
fn an_item_of_ten_megabytes_is_built() {
    let mut item = String::from("+++\ntitle = \"Mycket långt\"\nkind = \"information\"\n+++\n");
    while item.len() < 10 << 20 {
        item.push_str("Detta stycke upprepas tills ärendet är tio megabyte stort, KS 2026/77.\n\n");
    }
    let site = small(&[("content/ks/2026-03-03/langt.md", item.as_bytes())]);
    let files = built(site.path());
    assert!(files["ks/2026-03-03/langt/index.html"].len() > 10 << 20);
}

#[test]
fn an_empty_site_is_a_site() {
    let site = small(&[]);
    fs::remove_dir_all(site.path().join("content/ks")).unwrap();
    let (built, found) = build::build(&Options::new(site.path()));
    assert!(built.is_some(), "{}", say(&found));
    assert!(found.iter().all(|one| one.severity == Severity::Warning) && found.len() == 1, "{}", say(&found));
}

#[test]
fn a_broken_template_is_pointed_at() {
    let site = small(&[]);
    fs::create_dir_all(site.path().join("templates")).unwrap();
    fs::write(site.path().join("templates/about.html"), "<p>{{ nothing.here }}</p>\n").unwrap();
    let (built, found) = build::build(&Options::new(site.path()));
    assert!(built.is_none());
    let said = say(&found);
    assert!(said.contains("error[template]") && said.contains("templates/about.html:1"), "{said}");
}

#[test]
fn two_files_of_one_address_are_told_apart() {
    let site = small(&[
        ("content/ks/2026-03-03/Kallelse.pdf", b"%PDF-1.4 a"),
        ("content/ks/2026-03-03/kallelse.pdf", b"%PDF-1.4 b"),
        (
            "content/ks/2026-03-03/index.md",
            b"+++\n[[sources]]\nkind = \"kallelse\"\nfile = \"Kallelse.pdf\"\n[[sources]]\nkind = \"kallelse\"\nfile = \"kallelse.pdf\"\n+++\n",
        ),
    ]);
    let (built, found) = build::build(&Options::new(site.path()));
    assert!(built.is_none());
    assert!(say(&found).contains("error[address-taken]"), "{}", say(&found));
}

/// Two hundred strings and more in every field, in Markdown and in an imported packet. A browser goes through the same
/// site in `tests/browser`.
#[test]
fn no_string_has_any_effect() {
    assert!(strings().len() >= 200, "{}", strings().len());
    let site = tempfile::tempdir().unwrap();
    write(site.path());
    let files = built(site.path());
    let (known, known_names) = (demo_markup(), demo_names());
    let mut wrong = Vec::new();
    let mut pages = 0;
    for (path, bytes) in &files {
        match path.rsplit('.').next().unwrap_or_default() {
            "html" => {
                pages += 1;
                markup(path, bytes, &known, &mut wrong);
            }
            "json" | "geojson" | "jsonld" => {
                drop(serde_json::from_slice::<serde_json::Value>(bytes).unwrap());
            }
            "xml" | "rdf" | "ics" => parts(path, bytes, &known_names, &mut wrong),
            "csv" => cells(path, bytes, &mut wrong),
            _ => {}
        }
    }
    assert!(pages > 3 * strings().len(), "only {pages} pages");
    wrong.sort();
    wrong.dedup();
    wrong.truncate(40);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Attributes by element.
type Markup = BTreeMap<String, BTreeSet<String>>;

/// Every element of the demo site with every attribute that it has somewhere, and those that Markdown makes besides.
fn demo_markup() -> Markup {
    let mut known = Markup::new();
    for (_, bytes) in DEMO.iter().filter(|(path, _)| path.ends_with(".html")) {
        each_element(&parse(bytes), &mut |name, attributes| {
            known.entry(name.to_owned()).or_default().extend(attributes.keys().cloned());
        });
    }
    for (name, attributes) in [
        ("blockquote", ""),
        ("code", ""),
        ("del", ""),
        ("em", ""),
        ("strong", ""),
        ("br", ""),
        ("hr", ""),
        ("ol", "start"),
        ("ul", ""),
        ("li", ""),
        ("pre", "class tabindex"),
        ("a", "title"),
        ("h4", "id"),
        ("h5", "id"),
        ("h6", "id"),
    ] {
        known.entry(name.to_owned()).or_default().extend(attributes.split_whitespace().map(str::to_owned));
    }
    known
}

fn parse(bytes: &[u8]) -> RcDom {
    html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default())
        .from_utf8()
        .read_from(&mut &bytes[..])
        .unwrap()
}

fn each_element(dom: &RcDom, seen: &mut dyn FnMut(&str, &BTreeMap<String, String>)) {
    let mut stack: Vec<Handle> = vec![dom.document.clone()];
    while let Some(node) = stack.pop() {
        if let NodeData::Element { name, attrs, .. } = &node.data {
            let attributes =
                attrs.borrow().iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
            seen(&name.local, &attributes);
        }
        stack.extend(node.children.borrow().iter().cloned());
    }
}

/// No element and no attribute but those that the theme and Markdown make; no address that runs or fetches anything.
fn markup(path: &str, bytes: &[u8], known: &Markup, wrong: &mut Vec<String>) {
    let text = std::str::from_utf8(bytes).unwrap();
    if let Some(c) = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t' | '\r') || is_turn(*c))
    {
        wrong.push(format!("{path} holds {c:?}"));
    }
    let dom = parse(bytes);
    each_element(&dom, &mut |name, attributes| {
        let Some(allowed) = known.get(name) else { return wrong.push(format!("<{name}> in {path}")) };
        for (attribute, value) in attributes {
            if !allowed.contains(attribute) || attribute.starts_with("on") {
                wrong.push(format!("<{name} {attribute}> in {path}"));
            }
            let fetches = name != "a" && ["src", "href", "action"].contains(&attribute.as_str());
            let is_own = value.starts_with('/') && !value.starts_with("//") && !value.starts_with("/\\");
            let is_named = name == "link" && attributes.get("rel").is_some_and(|rel| rel == "canonical");
            if fetches && !is_own && !is_named {
                wrong.push(format!("<{name} {attribute}={value:?}> in {path}"));
            }
            if name == "a" && attribute == "href" && !leads_somewhere_known(value) {
                wrong.push(format!("a link to {value:?} in {path}"));
            }
        }
    });
}

fn is_turn(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// As a browser reads it: white space and controls within the scheme are nothing to it.
fn leads_somewhere_known(address: &str) -> bool {
    let address: String = address.chars().filter(|c| !c.is_ascii_control() && *c != ' ').collect();
    let scheme = address
        .split(['/', '?', '#'])
        .next()
        .unwrap_or_default()
        .split_once(':')
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    let is_known = scheme.is_none_or(|scheme| ["http", "https", "mailto", "tel"].contains(&scheme.as_str()));
    is_known && !address.starts_with("//") && !address.starts_with("/\\") && !address.starts_with('\\')
}

/// The names of a file's parts: of elements, or of a calendar's properties.
fn names(path: &str, bytes: &[u8]) -> Result<BTreeSet<String>, String> {
    if path.ends_with(".ics") {
        let text = String::from_utf8_lossy(bytes).replace("\r\n ", "");
        let lines = text.split_terminator("\r\n");
        return Ok(lines.map(|line| line.split([':', ';']).next().unwrap_or_default().to_owned()).collect());
    }
    let mut reader = quick_xml::Reader::from_reader(bytes);
    let mut names = BTreeSet::new();
    loop {
        use quick_xml::events::Event;
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(start) | Event::Empty(start) => drop(names.insert(start.name().as_ref().to_owned())),
            Event::DocType(_) | Event::PI(_) => return Err("a document type or an instruction".to_owned()),
            Event::Eof => return Ok(names),
            _ => {}
        }
    }
}

/// Names by the last step of the file's path.
fn demo_names() -> Markup {
    let mut known = Markup::new();
    for (path, bytes) in
        DEMO.iter().filter(|(path, _)| [".xml", ".rdf", ".ics"].iter().any(|end| path.ends_with(end)))
    {
        let last = path.rsplit('/').next().unwrap_or_default();
        known.entry(last.to_owned()).or_default().extend(names(path, bytes).unwrap());
    }
    // The demo site has no page with more ways to ask.
    known.entry("dcat.rdf".to_owned()).or_default().insert("vcard:hasURL".to_owned());
    known
}

/// Well-formed, without a document type, and made of nothing that the demo site's file of that name is not made of.
fn parts(path: &str, bytes: &[u8], known: &Markup, wrong: &mut Vec<String>) {
    let none = BTreeSet::new();
    let known = known.get(path.rsplit('/').next().unwrap_or_default()).unwrap_or(&none);
    match names(path, bytes) {
        Ok(found) => wrong.extend(found.difference(known).map(|name| format!("`{name}` in {path}"))),
        Err(error) => wrong.push(format!("{path}: {error}")),
    }
}

/// No cell that a spreadsheet would reckon with, but numbers.
fn cells(path: &str, bytes: &[u8], wrong: &mut Vec<String>) {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text);
    for row in reader.records() {
        for cell in &row.unwrap() {
            let begins = cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
            if (begins || cell.starts_with(['\t', '\r', '\n'])) && cell.parse::<f64>().is_err() {
                wrong.push(format!("{path}: {cell:?}"));
            }
        }
    }
}

/// A source file may be called anything: its address is made of letters, digits and hyphens.
#[test]
fn names_of_sources_become_harmless_addresses() {
    for name in [
        "\"><img src=x onerror=alert(1)>.pdf",
        "..%2f..%2fhemligt.pdf",
        "a\\b.pdf",
        "rad\nbrott.pdf",
        "c:x.pdf",
        "slut .pdf",
        "\u{1}.pdf",
        "<b>.pdf",
    ] {
        let mut source = toml::Table::new();
        source.insert("kind".to_owned(), toml::Value::from("kallelse"));
        source.insert("file".to_owned(), toml::Value::from(name));
        let index = format!("+++\n[[sources]]\n{source}+++\n");
        let path = format!("content/ks/2026-03-03/{name}");
        let site = small(&[(&path, b"MARK"), ("content/ks/2026-03-03/index.md", index.as_bytes())]);
        for (path, bytes) in built(site.path()) {
            let is_safe = path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte));
            assert!(is_safe && !path.contains(".."), "{name} is at {path}");
            assert!(bytes != b"MARK" || !path.ends_with(".html"), "{name} is a page at {path}");
        }
    }
}

/// What a browser would take for a page or a program of the site is not published as it came.
#[test]
fn pages_and_programs_of_others_are_not_published() {
    for name in [
        "kallelse.html",
        "x.svg",
        "x.HTM",
        "x.xhtml",
        "x.js",
        "x.xml",
        "x.css",
        "x.php",
        "x.pdf.shtml",
        "x",
        "x.swf",
        "x.mjs",
    ] {
        let index = format!("+++\n[[sources]]\nkind = \"kallelse\"\nfile = \"{name}\"\n+++\n");
        let path = format!("content/ks/2026-03-03/{name}");
        let site = small(&[(&path, b"MARK"), ("content/ks/2026-03-03/index.md", index.as_bytes())]);
        let (none, found) = build::build(&Options::new(site.path()));
        assert!(none.is_none() && say(&found).contains("error[bad-value]"), "{name}: {}", say(&found));
        let index = index.replace("kind", "published = \"metadata\"\nkind");
        let site = small(&[(&path, b"MARK"), ("content/ks/2026-03-03/index.md", index.as_bytes())]);
        assert!(!built(site.path()).values().any(|bytes| bytes == b"MARK"), "{name}");
    }
}

/// Names of content files are addresses: what could lead elsewhere, or be two things on some systems, is refused.
#[test]
fn names_that_are_no_addresses_are_refused() {
    for name in ["Bron", "å", "con ", "a--b", "-a", "%2e%2e", "bro\u{301}", "\"><b>", "a\nb"] {
        let path = format!("content/ks/2026-03-03/{name}.md");
        let site = small(&[(&path, b"+++\nkind = \"beslut\"\ntitle = \"x\"\n+++\n")]);
        let (built, found) = build::build(&Options::new(site.path()));
        let said = say(&found);
        assert!(built.is_none() && said.contains("error[bad-name]"), "{name}: {said}");
    }
}

/// What a program would name so: `../x` in a field leads to no file.
#[test]
fn no_field_leads_out_of_the_meeting() {
    for (field, text) in [
        ("file", "file = \"../../../diariet.toml\""),
        ("file", "file = \"/etc/passwd\""),
        ("source", "source = \"../../diariet.toml\""),
        ("duplicate_of", "duplicate_of = \"../../../diariet\""),
    ] {
        let document = format!("+++\ntitle = \"x\"\nkind = \"bilaga\"\npublished = \"file\"\n{text}\n+++\n");
        let item: &[u8] = b"+++\nkind = \"beslut\"\ntitle = \"x\"\n+++\n";
        let site = small(&[
            ("content/ks/2026-03-03/bro.md", item),
            ("content/ks/2026-03-03/bro/bilaga.md", document.as_bytes()),
        ]);
        let (built, found) = build::build(&Options::new(site.path()));
        assert!(built.is_none() && say(&found).contains(field), "{text}: {}", say(&found));
    }
}

/// Deep nesting and endless lines are text too: they end, soon, on the stack of a thread.
#[test]
fn nesting_and_long_lines_are_endured() {
    let deep = 20_000;
    let start = std::time::Instant::now();
    let texts = [
        ">".repeat(deep),
        "- ".repeat(deep),
        "[".repeat(deep),
        "![".repeat(deep),
        "*a ".repeat(deep),
        "**_".repeat(deep),
        "a**b".repeat(deep),
        "`".repeat(deep) + &" ``".repeat(1000),
        "<".repeat(deep),
        "[a](".repeat(deep),
        "[a](<b".repeat(deep),
        "<!--".repeat(deep),
        "<?".repeat(deep),
        "&".repeat(deep),
        "|".repeat(deep) + "\n" + &"|-".repeat(deep) + "\n",
        "| a ".repeat(400) + "|\n" + &"|---".repeat(400) + "|\n" + &"| b\n".repeat(400),
        "[a]: x\n".repeat(deep / 10) + &"[a] ".repeat(deep / 10),
        (0..deep / 100).map(|n| " ".repeat(n % 50) + "- x\n").collect(),
        "KS 2026/1 ".repeat(deep / 10),
        "a".repeat(2 << 20),
        "2026/".repeat(deep),
        "https://".repeat(deep),
        "~~".repeat(deep),
        "\\".repeat(deep),
    ];
    let item: &[u8] = b"+++\nkind = \"beslut\"\ntitle = \"x\"\n+++\n";
    let documents: Vec<(String, String)> = (0..)
        .zip(texts)
        .map(|(n, text)| {
            (
                format!("content/ks/2026-03-03/bro/d-{n}.md"),
                format!("+++\ntitle = \"x\"\nkind = \"bilaga\"\n+++\n{text}"),
            )
        })
        .collect();
    let mut content: Vec<(&str, &[u8])> =
        documents.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
    content.push(("content/ks/2026-03-03/bro.md", item));
    let files = built(small(&content).path());
    assert!(files.contains_key("ks/2026-03-03/bro/d-0/index.html"));
    assert!(start.elapsed() < std::time::Duration::from_secs(120), "took {:?}", start.elapsed());
}

/// The same for front matter and configuration: refused, with a place.
#[test]
fn nested_front_matter_is_refused() {
    for front in [
        format!("title = {}", "[".repeat(100_000)),
        format!("title = {}", "{a=".repeat(100_000)),
        format!("{} = 1", "a.".repeat(100_000) + "a"),
        format!("[{}]", "a.".repeat(100_000) + "a"),
        format!("title = \"{}", "\\\"".repeat(100_000)),
        "title = \"x\"\n".repeat(20_000),
        format!("title = \"\"\"{}", "\"\" ".repeat(100_000)),
    ] {
        let site = small(&[("content/ks/2026-03-03/bro.md", format!("+++\n{front}\n+++\n").as_bytes())]);
        let (built, found) = build::build(&Options::new(site.path()));
        assert!(built.is_none() && say(&found).contains("bro.md"), "{}", &front[..20]);
        let config = site.path().join("diariet.toml");
        fs::write(config, front).unwrap();
        assert!(build::build(&Options::new(site.path())).0.is_none());
    }
}
