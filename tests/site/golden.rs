//! What the demo site's showcase pages say: the `<main>` of each page that has a file in `tests/golden/demo`.
//!
//! `UPDATE=1 cargo test --test site golden` writes them anew; a new empty file there takes a page in.

use std::fs;

use crate::{page, repository};

/// The `<main>` of a page, without what changes with the look.
fn main_of(html: &str) -> &str {
    let start = html.find("<main").unwrap();
    let end = html.find("</main>").unwrap();
    &html[start..end + "</main>".len()]
}

#[test]
fn showcase_pages_say_what_they_said() {
    let folder = repository().join("tests/golden/demo");
    let update = std::env::var("UPDATE").is_ok();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let address = path.file_name().unwrap().to_str().unwrap().replace('~', "/");
        let found = format!("{}\n", main_of(page(&address)));
        seen += 1;
        if update {
            fs::write(&path, &found).unwrap();
        } else if fs::read_to_string(&path).unwrap() != found {
            wrong.push(address);
        }
    }
    assert!(seen >= 10, "only {seen} pages");
    assert!(wrong.is_empty(), "these pages say something else now: {wrong:?}");
}
