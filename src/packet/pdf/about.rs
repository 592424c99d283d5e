//! What a PDF tells of itself: title, language, page labels, bookmarks, links, embedded files.
//!
//! Every walk is bounded and remembers where it was: trees of hostile files have loops.

use std::collections::{BTreeMap, BTreeSet};

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{
    Array, Dict, Name, Object, ObjectIdentifier, String as PdfString,
};
use hayro_interpret::hayro_syntax::xref::XRef;

use crate::packet::pdf::annotations::MAX_ANNOTATIONS;
use crate::packet::pdf::frame::About;
use crate::packet::pdf::strings::line;

const MAX_DEPTH: u32 = 32;
const MAX_ENTRIES: usize = 100_000;
const MAX_BOOKMARKS: usize = 20_000;
const MAX_LINKS: usize = 50_000;
const MAX_EMBEDDED: usize = 1_000;

/// Reads all of it. What is missing or wrong is left out.
pub(super) fn read(pdf: &Pdf) -> About {
    let xref = pdf.xref();
    let mut about = About { title: pdf.metadata().title.as_deref().and_then(line), ..About::default() };
    let Some(catalog) = xref.get::<Dict<'_>>(xref.root_id()) else { return about };
    about.claimed = claimed_pages(&catalog);
    about.language = catalog.get::<PdfString<'_>>("Lang").and_then(|lang| line(lang.as_bytes()));
    let targets = Targets::read(pdf, &catalog);
    about.labels = labels(&catalog, pdf.pages().len());
    outline(pdf, &catalog, &targets, &mut about);
    annotations(pdf, &targets, &mut about);
    embedded(&catalog, &mut about);
    about.portfolio = catalog.contains_key("Collection");
    let form = catalog.get::<Dict<'_>>("AcroForm");
    let own_layout = catalog.get::<bool>("NeedsRendering").unwrap_or(false);
    about.form_of_maker = own_layout && form.is_some_and(|form| form.contains_key("XFA"));
    about
}

/// The count that the root of the page tree gives.
fn claimed_pages(catalog: &Dict<'_>) -> Option<u32> {
    u32::try_from(catalog.get::<Dict<'_>>("Pages")?.get::<i32>("Count")?).ok()
}

/// The pairs of a name tree (`key` is `Names`) or number tree (`Nums`); ISO 32000-1, 7.9.6 and 7.9.7.
fn pairs<'a>(root: &Dict<'a>, key: &str) -> Vec<(Object<'a>, Object<'a>)> {
    let mut out = Vec::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![(root.clone(), 0)];
    while let Some((node, depth)) = open.pop() {
        if depth > MAX_DEPTH || out.len() > MAX_ENTRIES || !is_new(&node, &mut seen) {
            continue;
        }
        if let Some(entries) = node.get::<Array<'a>>(key) {
            let entries: Vec<Object<'a>> = entries.iter::<Object<'a>>().take(2 * MAX_ENTRIES).collect();
            let (found, _) = entries.as_chunks::<2>();
            out.extend(found.iter().cloned().map(|[key, value]| (key, value)));
        }
        if let Some(kids) = node.get::<Array<'a>>("Kids") {
            let mut kids: Vec<Dict<'a>> = kids.iter::<Dict<'a>>().take(MAX_ENTRIES).collect();
            kids.reverse();
            open.extend(kids.into_iter().map(|kid| (kid, depth + 1)));
            open.truncate(MAX_ENTRIES);
        }
    }
    out
}

/// Whether the walk was not here before. Direct objects cannot be reached twice.
fn is_new(node: &Dict<'_>, seen: &mut BTreeSet<(u32, i32)>) -> bool {
    node.obj_id().is_none_or(|id| seen.insert(key(id)))
}

/// An order for object identifiers.
fn key(id: ObjectIdentifier) -> (u32, i32) {
    (id.obj_number, id.gen_number)
}

/// Where destinations lead.
struct Targets<'a> {
    pages: BTreeMap<(u32, i32), u32>,
    names: BTreeMap<Vec<u8>, Object<'a>>,
    /// Named destinations as PDF 1.1 has them.
    old_names: Option<Dict<'a>>,
}

impl<'a> Targets<'a> {
    fn read(pdf: &'a Pdf, catalog: &Dict<'a>) -> Self {
        let mut pages = BTreeMap::new();
        for (number, page) in (1..).zip(pdf.pages().iter()) {
            if let Some(id) = page.raw().obj_id() {
                pages.entry(key(id)).or_insert(number);
            }
        }
        let tree = catalog.get::<Dict<'a>>("Names").and_then(|names| names.get::<Dict<'a>>("Dests"));
        let entries = tree.map(|tree| pairs(&tree, "Names")).unwrap_or_default();
        let names = entries
            .into_iter()
            .filter_map(|(name, target)| match name {
                Object::String(name) => Some((name.as_bytes().to_vec(), target)),
                _ => None,
            })
            .collect();
        Self { pages, names, old_names: catalog.get("Dests") }
    }

    /// The page (from 1) of a destination, through names and actions.
    fn page(&self, mut target: Object<'a>) -> Option<u32> {
        for _ in 0..8 {
            target = match target {
                Object::Array(array) => return self.page_of_array(&array),
                Object::Dict(dict) => dict.get("D")?,
                Object::String(name) => self.names.get(name.as_bytes())?.clone(),
                Object::Name(name) => self.old_names.as_ref()?.get(name.as_ref())?,
                _ => return None,
            };
        }
        None
    }

    fn page_of_array(&self, array: &Array<'a>) -> Option<u32> {
        match array.raw_iter().next()?.as_obj_ref() {
            Some(page) => self.pages.get(&key(page.into())).copied(),
            // Some writers give the number of the page, from 0.
            None => array.iter::<i32>().next().and_then(|at| u32::try_from(at).ok()?.checked_add(1)),
        }
    }

    /// The page that a bookmark or link leads to, by its destination or its action.
    fn of(&self, dict: &Dict<'a>) -> Option<u32> {
        let action = || dict.get::<Dict<'a>>("A").and_then(|action| action.get::<Object<'a>>("D"));
        self.page(dict.get::<Object<'a>>("Dest").or_else(action)?)
    }
}

/// The dictionary under `key`, read from the top of the file: the library otherwise remembers every step that led to
/// an object, which makes long chains slow.
fn child<'a>(xref: &'a XRef, node: &Dict<'a>, key: &str) -> Option<Dict<'a>> {
    match node.get_ref(key) {
        Some(reference) => xref.get::<Dict<'a>>(reference.into()),
        None => node.get::<Dict<'a>>(key),
    }
}

/// Bookmarks in reading order; ISO 32000-1, 12.3.3.
fn outline<'a>(pdf: &'a Pdf, catalog: &Dict<'a>, targets: &Targets<'a>, about: &mut About) {
    let mut seen = BTreeSet::new();
    let first = catalog.get::<Dict<'a>>("Outlines").and_then(|outlines| outlines.get::<Dict<'a>>("First"));
    let mut open: Vec<(Dict<'a>, u8)> = first.map(|first| (first, 0)).into_iter().collect();
    while let Some((node, level)) = open.pop() {
        if about.outline.len() >= MAX_BOOKMARKS {
            about.cut = true;
            return;
        }
        if !is_new(&node, &mut seen) {
            continue;
        }
        if let Some(title) = node.get::<PdfString<'a>>("Title").and_then(|title| line(title.as_bytes())) {
            about.outline.push((level, title, targets.of(&node)));
        }
        open.extend(child(pdf.xref(), &node, "Next").map(|next| (next, level)));
        if u32::from(level) < MAX_DEPTH {
            open.extend(child(pdf.xref(), &node, "First").map(|first| (first, level + 1)));
        }
    }
}

/// Links and files pinned to pages; ISO 32000-1, 12.5.6.
fn annotations<'a>(pdf: &'a Pdf, targets: &Targets<'a>, about: &mut About) {
    for (number, page) in (1..).zip(pdf.pages().iter()) {
        let Some(annotations) = page.raw().get::<Array<'a>>("Annots") else { continue };
        for (at, annotation) in (0..).zip(annotations.iter::<Dict<'a>>().take(MAX_ANNOTATIONS)) {
            match annotation.get::<Name<'a>>("Subtype").as_deref() {
                Some(b"Link") => {
                    let Some(target) = link(&annotation, targets) else { continue };
                    if about.links.len() >= MAX_LINKS {
                        about.cut = true;
                        return;
                    }
                    about.links.push((number, at, target));
                }
                Some(b"FileAttachment") => {
                    push_embedded(annotation.get::<Dict<'a>>("FS").and_then(|file| file_name(&file)), about);
                }
                _ => {}
            }
        }
    }
}

/// An address, or `#page=N` within the file (RFC 8118, section 3).
fn link<'a>(annotation: &Dict<'a>, targets: &Targets<'a>) -> Option<String> {
    let uri = annotation.get::<Dict<'a>>("A").and_then(|action| action.get::<PdfString<'a>>("URI"));
    match uri {
        Some(uri) => line(uri.as_bytes()),
        None => targets.of(annotation).map(|page| format!("#page={page}")),
    }
}

/// Names of embedded files; ISO 32000-1, 7.11.4.
fn embedded(catalog: &Dict<'_>, about: &mut About) {
    let Some(tree) =
        catalog.get::<Dict<'_>>("Names").and_then(|names| names.get::<Dict<'_>>("EmbeddedFiles"))
    else {
        return;
    };
    for (name, file) in pairs(&tree, "Names") {
        let (Object::String(name), Object::Dict(file)) = (name, file) else { continue };
        push_embedded(file_name(&file).or_else(|| line(name.as_bytes())), about);
    }
}

fn file_name(file: &Dict<'_>) -> Option<String> {
    ["UF", "F"].iter().find_map(|key| line(file.get::<PdfString<'_>>(*key)?.as_bytes()))
}

fn push_embedded(name: Option<String>, about: &mut About) {
    if about.embedded.len() < MAX_EMBEDDED {
        about.embedded.extend(name);
    } else {
        about.cut = true;
    }
}

/// The labels of all pages; ISO 32000-1, 12.4.2.
fn labels(catalog: &Dict<'_>, pages: usize) -> Vec<String> {
    let Some(tree) = catalog.get::<Dict<'_>>("PageLabels") else { return Vec::new() };
    let mut ranges: BTreeMap<usize, Dict<'_>> = BTreeMap::new();
    for (start, range) in pairs(&tree, "Nums") {
        if let (Object::Number(start), Object::Dict(range)) = (start, range) {
            ranges.insert(usize::try_from(start.as_i64()).unwrap_or(0), range);
        }
    }
    let label = |at: usize| {
        let (start, range) = ranges.range(..=at).next_back()?;
        let first = u32::try_from(range.get::<i32>("St").unwrap_or(1)).unwrap_or(1);
        let number = first.saturating_add(u32::try_from(at - start).ok()?);
        let style = range.get::<Name<'_>>("S").and_then(|style| style.as_ref().first().copied());
        let prefix = range.get::<PdfString<'_>>("P").and_then(|prefix| line(prefix.as_bytes()));
        Some(prefix.unwrap_or_default() + &numeral(style, number))
    };
    (0..pages).map(|at| label(at).unwrap_or_default()).collect()
}

/// A page number in one of the styles of page labels.
fn numeral(style: Option<u8>, number: u32) -> String {
    match style {
        Some(b'D') => number.to_string(),
        Some(b'r') => roman(number),
        Some(b'R') => roman(number).to_uppercase(),
        Some(b'a') => letters(number),
        Some(b'A') => letters(number).to_uppercase(),
        _ => String::new(),
    }
}

/// Lower case roman numerals; numbers that have none in use are written with digits.
fn roman(mut number: u32) -> String {
    const PARTS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..=9_999).contains(&number) {
        return number.to_string();
    }
    let mut out = String::new();
    for (value, numeral) in PARTS {
        while number >= value {
            number -= value;
            out.push_str(numeral);
        }
    }
    out
}

/// a to z, then aa to zz, and so on: the letter repeated.
fn letters(number: u32) -> String {
    let Some(at) = number.checked_sub(1) else { return String::new() };
    let letter = char::from(b'a' + u8::try_from(at % 26).unwrap_or(0));
    let times = usize::try_from(at / 26 + 1).unwrap_or(1).min(16);
    String::from(letter).repeat(times)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_follow_their_style() {
        let styles = [Some(b'D'), Some(b'r'), Some(b'R'), Some(b'a'), Some(b'A'), None];
        let of = |number| styles.map(|style| numeral(style, number));
        assert_eq!(of(4), ["4", "iv", "IV", "d", "D", ""]);
        assert_eq!(of(28), ["28", "xxviii", "XXVIII", "bb", "BB", ""]);
        assert_eq!(of(u32::MAX)[1], "4294967295");
    }
}
