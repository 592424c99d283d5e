//! Every kind of page of a small site made by hand: the `<main>` of each stands in `tests/golden/pages`.
//!
//! `UPDATE=1 cargo test --test pages` rewrites them; `SHOW=folder` writes whole pages with their static files there,
//! to be looked at in a browser.

#![expect(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::too_many_lines,
    clippy::unwrap_used,
    reason = "a test program: goldens are files, and a failure is a panic"
)]

mod small;

use std::collections::BTreeMap;
use std::path::Path;

use diariet::base::render::{Colour, human};
use diariet::page::frame::FeedLink;
use diariet::page::{self, Directory};
use diariet::render::Renderer;
use diariet::render::theme::Theme;
use diariet::site::Site;
use serde::Serialize;

struct Pages {
    renderer: Renderer,
    pages: BTreeMap<String, String>,
}

impl Pages {
    fn add<T: Serialize>(&mut self, template: &str, url: &str, view: &T) {
        let html = self
            .renderer
            .page(template, view)
            .unwrap_or_else(|error| panic!("{url}: {}", human(&error, Colour::Plain)));
        let path = if url.ends_with('/') { format!("{url}index.html") } else { url.to_owned() };
        let before =
            self.pages.insert(path.trim_start_matches('/').to_owned(), String::from_utf8(html).unwrap());
        assert!(before.is_none(), "two pages at {url}");
    }
}

fn renderer(site: &Site) -> Renderer {
    let theme = Theme::embedded();
    Renderer::new(&theme, &site.config, &theme.assets(), small::numbers("")).unwrap_or_else(|errors| {
        panic!("{}", errors.iter().map(|error| human(error, Colour::Plain)).collect::<String>())
    })
}

fn render(site: &Site) -> BTreeMap<String, String> {
    let directory = Directory::new(site);
    let mut out = Pages { renderer: renderer(site), pages: BTreeMap::new() };
    for meeting in &site.meetings {
        out.add("meeting.html", &meeting.record.url, &page::meeting::view(&directory, meeting));
        for item in &meeting.record.items {
            out.add("item.html", &item.url, &page::item::view(&directory, meeting, item));
        }
        let body = directory.body(meeting).unwrap();
        for document in &meeting.record.documents {
            let text = small::text_of(document);
            out.add(
                "document.html",
                &document.url,
                &page::document::view(&site.config, body, meeting, document, &text),
            );
        }
    }
    for body in &site.bodies {
        out.add("body.html", &body.url, &page::body::view(&directory, body));
    }
    for case in &site.cases {
        let mut view = page::case::view(&directory, case);
        if !case.items.is_empty() {
            view.page.feeds = vec![
                FeedLink::atom("/flode/arende.xml", &case.record.title),
                FeedLink::calendar("/flode/kalender.ics", &case.record.title),
            ];
        }
        out.add("case.html", &case.record.url, &view);
    }
    let register = page::register::view(&directory);
    out.add("register.html", "/dnr/", &register.start);
    for list in &register.lists {
        out.add("list.html", &list.page.url, list);
    }
    out.add("start.html", "/", &page::start::view(&directory));
    out.add("search.html", "/sok/", &page::search::view(&directory));
    out.add("notices.html", "/anslagstavla/", &page::notices::view(&directory, None));
    for view in page::money::views(&directory) {
        out.add("money.html", &view.page.url, &view);
    }
    out.add("open_data.html", "/oppna-data/", &page::open_data::view(&directory));
    out.add("about.html", "/om/", &page::about::view(&directory));
    out.add("accessibility.html", "/tillganglighet/", &page::accessibility::view(&site.config));
    out.add("not_found.html", "/404.html", &page::not_found::view());
    out.pages
}

fn main_of(html: &str) -> &str {
    let start = html.find("<main").unwrap();
    let end = html.find("</main>").unwrap() + "</main>".len();
    &html[start..end]
}

#[test]
fn every_page_is_as_it_was() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/pages");
    let update = std::env::var_os("UPDATE").is_some();
    let pages = render(&small::site());
    if let Some(folder) = std::env::var_os("SHOW") {
        show(Path::new(&folder), &pages);
    }
    let mut wrong = Vec::new();
    for (path, html) in &pages {
        let file = golden.join(path.replace('/', "~"));
        let main = format!("{}\n", main_of(html));
        if update {
            std::fs::create_dir_all(&golden).unwrap();
            std::fs::write(&file, main).unwrap();
        } else if std::fs::read_to_string(&file).ok().as_deref() != Some(&main) {
            wrong.push(path.clone());
        }
    }
    for entry in std::fs::read_dir(&golden).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if !pages.contains_key(&name.replace('~', "/")) {
            if update {
                std::fs::remove_file(golden.join(&name)).unwrap();
            } else {
                wrong.push(format!("{name}: no page is like this any more"));
            }
        }
    }
    assert!(wrong.is_empty(), "changed; look at them, then UPDATE=1:\n{}", wrong.join("\n"));
}

fn show(folder: &Path, pages: &BTreeMap<String, String>) {
    let write = |path: &str, bytes: &[u8]| {
        let path = folder.join(path.trim_start_matches('/'));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    for (path, html) in pages {
        write(path, html.as_bytes());
    }
    for asset in Theme::embedded().assets() {
        write(&asset.url, &asset.bytes);
    }
}
