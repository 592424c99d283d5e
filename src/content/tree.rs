//! Sorts the files of a site into bodies, meetings, items and documents, by their names alone.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::base::diag::{Code, Diagnostic};
use crate::base::store::{self, EntryKind, StoreError};
use crate::mask;
use crate::model::date::Date;

/// First steps of addresses that belong to the site itself and cannot be bodies.
pub const RESERVED: &[&str] = &[
    "anslagstavla",
    "data",
    "dnr",
    "kalender",
    "om",
    "oppna-data",
    "oparl",
    "search",
    "server",
    "sok",
    "static",
    "tillganglighet",
    "flode",
    "register",
    "personer",
    "belopp",
    "pengar",
];

/// The folder, in a meeting's, of documents that belong to no item.
pub const LOOSE: &str = "handlingar";

/// The file, in a meeting's folder, of decisions about its personal data.
pub const REVIEW: &str = "review.toml";

/// Ending of a file that an import laid beside one that a person has edited.
pub const INCOMING: &str = ".incoming.md";

/// The files of a site.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tree {
    /// The site's root folder.
    pub root: PathBuf,
    /// The content folder: `content/` in the root, unless an import was told of another.
    pub content: PathBuf,
    /// Bodies by folder name.
    pub bodies: BTreeMap<String, BodyFiles>,
    /// Case files by slug.
    pub cases: Vec<String>,
}

/// The files of one body.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BodyFiles {
    /// Whether there is an `_index.md`.
    pub index: bool,
    /// Meetings by folder name.
    pub meetings: BTreeMap<String, MeetingFiles>,
}

/// The files of one meeting.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MeetingFiles {
    /// Whether there is an `index.md`.
    pub index: bool,
    /// Whether there is a `review.toml`.
    pub review: bool,
    /// Item ids, sorted.
    pub items: Vec<String>,
    /// Documents: folder (item id or [`LOOSE`]) and id, sorted.
    pub documents: Vec<(String, String)>,
    /// Other files, relative to the meeting's folder.
    pub files: Vec<String>,
}

impl Tree {
    /// Where the file lies that diagnostics call `name`.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        match name.strip_prefix("content/") {
            Some(inside) => self.content.join(inside),
            None => self.root.join(name),
        }
    }
}

/// A folder name that is a meeting's: its day, and which of that day's meetings.
#[must_use]
pub fn meeting_day(name: &str) -> Option<Date> {
    let day = Date::parse(name.get(..10)?)?;
    let rest = &name[10..];
    let nth = rest.strip_prefix('-').map(|n| n.parse::<u32>().is_ok_and(|n| n >= 2) && !n.starts_with('0'));
    (rest.is_empty() || nth == Some(true)).then_some(day)
}

/// Whether a name can stand in an address as it is.
#[must_use]
pub fn is_slug(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 120
        && name.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

/// Lists the content of the site at `root`; what has no place in it is reported.
///
/// # Errors
/// The content folder cannot be listed.
pub fn scan(root: &Path) -> Result<(Tree, Vec<Diagnostic>), StoreError> {
    scan_content(root, &root.join("content"))
}

/// Lists the content in the folder `content`, of the site at `root`. Diagnostics call the folder `content` whatever
/// its name.
///
/// # Errors
/// The content folder cannot be listed.
pub fn scan_content(root: &Path, content: &Path) -> Result<(Tree, Vec<Diagnostic>), StoreError> {
    let mut tree = Tree { root: root.to_owned(), content: content.to_owned(), ..Tree::default() };
    let mut found = Vec::new();
    for entry in store::tree(content)? {
        let shown = format!("content/{}", entry.name);
        if is_address(&entry.name) && mask::identity_in_name(last_step(&entry.name)).is_some() {
            let message = format!("`{shown}` is called by what is a personnummer by day and check digit");
            let help = "give it another name: it would stand in addresses";
            found.push(Diagnostic::error(Code::PERSONAL_DATA, message).in_file(shown.clone()).help(help));
        }
        match entry.kind {
            EntryKind::Link => found.push(
                Diagnostic::error(Code::SYMLINK, format!("`{shown}` is a symbolic link"))
                    .in_file(shown)
                    .help("copy the file into the content: what is published must lie there itself"),
            ),
            EntryKind::Other => found.push(
                Diagnostic::error(Code::UNEXPECTED_FILE, format!("`{shown}` is no file")).in_file(shown),
            ),
            EntryKind::Folder => folder(&mut tree, &entry.name, &mut found),
            EntryKind::File => file(&mut tree, &entry.name, &mut found),
        }
    }
    complete(&mut tree, &mut found);
    Ok((tree, found))
}

/// Whether the name of a file or folder becomes a part of an address. Other files are looked at where they are named.
fn is_address(name: &str) -> bool {
    let last = last_step(name);
    !last.contains('.') || last.ends_with(".md")
}

fn last_step(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

fn bad_name(name: &str, why: &str) -> Diagnostic {
    let shown = format!("content/{name}");
    Diagnostic::error(Code::BAD_NAME, format!("`{shown}` {why}"))
        .in_file(shown)
        .help("names become addresses: use a–z, 0–9 and single hyphens")
}

fn folder(tree: &mut Tree, name: &str, found: &mut Vec<Diagnostic>) {
    let steps: Vec<&str> = name.split('/').collect();
    match steps.as_slice() {
        ["dnr"] => {}
        [body] if RESERVED.contains(body) => found.push(bad_name(name, "is an address of the site itself")),
        [body] if !is_slug(body) => found.push(bad_name(name, "cannot be an address")),
        [body] => drop(tree.bodies.entry((*body).to_owned()).or_default()),
        [body, day] if meeting_day(day).is_some() => {
            let body = tree.bodies.entry((*body).to_owned()).or_default();
            body.meetings.entry((*day).to_owned()).or_default();
        }
        [_, _] => found
            .push(bad_name(name, "is not a meeting's folder").help(
                "a meeting's folder is named by its day: 2026-11-23, or 2026-11-23-2 for a second one",
            )),
        [_, _, item] if !is_slug(item) => found.push(bad_name(name, "cannot be an address")),
        [_, _, _] => {}
        _ => found.push(bad_name(name, "lies too deep")),
    }
}

fn file(tree: &mut Tree, name: &str, found: &mut Vec<Diagnostic>) {
    if let Some(of) = name.strip_suffix(INCOMING) {
        let diagnostic = Diagnostic::warning(
            Code::PENDING_IMPORT,
            format!("`content/{of}.md` was edited by hand and an import has a newer version"),
        )
        .in_file(format!("content/{name}"))
        .help("take over what you want from it, then remove it; until then it is not published");
        found.push(diagnostic);
        return;
    }
    let steps: Vec<&str> = name.split('/').collect();
    let stem = |file: &str| file.strip_suffix(".md").map(str::to_owned);
    let unexpected = |found: &mut Vec<Diagnostic>| {
        let shown = format!("content/{name}");
        found.push(
            Diagnostic::warning(Code::UNEXPECTED_FILE, format!("`{shown}` has no place in the content"))
                .in_file(shown)
                .help("`diariet explain format` says which files there are"),
        );
    };
    match steps.as_slice() {
        ["dnr", case] => match stem(case) {
            Some(slug) if is_slug(&slug) => tree.cases.push(slug),
            Some(_) => found.push(bad_name(name, "cannot be an address")),
            None => unexpected(found),
        },
        [body, "_index.md"] => {
            if let Some(body) = tree.bodies.get_mut(*body) {
                body.index = true;
            }
        }
        [body, day, rest @ ..] if !rest.is_empty() && rest.len() <= 2 => {
            let Some(meeting) = tree.bodies.get_mut(*body).and_then(|body| body.meetings.get_mut(*day))
            else {
                return;
            };
            meeting_file(meeting, name, rest, found);
        }
        _ => unexpected(found),
    }
}

fn meeting_file(meeting: &mut MeetingFiles, name: &str, rest: &[&str], found: &mut Vec<Diagnostic>) {
    let last = rest.last().copied().unwrap_or_default();
    let Some(stem) = last.strip_suffix(".md") else {
        match rest {
            [REVIEW] => meeting.review = true,
            _ => meeting.files.push(rest.join("/")),
        }
        return;
    };
    match rest {
        ["index.md"] => meeting.index = true,
        _ if !is_slug(stem) => found.push(bad_name(name, "cannot be an address")),
        [_] if stem == LOOSE => {
            found.push(bad_name(name, "is the address of documents that belong to no item"));
        }
        [_] => meeting.items.push(stem.to_owned()),
        [folder, _] => meeting.documents.push(((*folder).to_owned(), stem.to_owned())),
        _ => {}
    }
}

/// What can be said only when everything has been seen.
fn complete(tree: &mut Tree, found: &mut Vec<Diagnostic>) {
    // Files come sorted with their endings, where `a-2.md` stands before `a.md`.
    for meeting in tree.bodies.values_mut().flat_map(|body| body.meetings.values_mut()) {
        meeting.items.sort();
        meeting.documents.sort();
    }
    for (slug, body) in &tree.bodies {
        if !body.index {
            found.push(
                Diagnostic::error(Code::MISSING_INDEX, format!("the body `{slug}` has no `_index.md`"))
                    .in_file(format!("content/{slug}/_index.md"))
                    .help("make one with `name = \"…\"` as front matter"),
            );
        }
        for (day, meeting) in &body.meetings {
            let shown = format!("content/{slug}/{day}");
            if !meeting.index {
                found.push(
                    Diagnostic::error(
                        Code::MISSING_INDEX,
                        format!("the meeting `{slug}/{day}` has no `index.md`"),
                    )
                    .in_file(format!("{shown}/index.md"))
                    .help("make one; its front matter may be empty"),
                );
            }
            for (folder, document) in &meeting.documents {
                if folder != LOOSE && meeting.items.binary_search(folder).is_err() {
                    let diagnostic = Diagnostic::error(
                        Code::UNKNOWN_REFERENCE,
                        format!("there is no item `{folder}` for the document `{document}`"),
                    )
                    .in_file(format!("{shown}/{folder}/{document}.md"));
                    found.push(
                        match crate::base::text::nearest(folder, meeting.items.iter().map(String::as_str)) {
                            Some(near) => diagnostic.help(format!("is it a document of `{near}`?")),
                            None => {
                                diagnostic.help(format!("documents that belong to no item lie in `{LOOSE}/`"))
                            }
                        },
                    );
                }
            }
        }
    }
}
