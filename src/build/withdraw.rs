//! Takes something down that was published: its content file says so from then on, or, where none is left, the ledger.

use std::path::{Path, PathBuf};

use crate::base::diag::{Code, Diagnostic};
use crate::base::source::Source;
use crate::base::store::{self, StoreError};
use crate::base::text;
use crate::content::edit::{self, Value};
use crate::content::{Gone, front, read, tree};
use crate::ledger::{self, Ledger, Whither};
use crate::model::date::Date;

use super::promises::Settled;
use super::{Material, Options};

/// What is to be taken down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// Its address: within the site, or as a browser shows it, with an anchor or without.
    pub address: String,
    /// Why.
    pub reason: String,
    /// The day.
    pub day: Date,
    /// Whether to say only what would be done.
    pub dry_run: bool,
}

/// What was done, or would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// A content file says so now.
    File(String),
    /// The ledger says so now, of this address.
    Ledger(String),
    /// It had been taken down before.
    Already(String),
}

/// Takes something down in the content of the site at `options.root`; the next build takes it off the site. Where a
/// file cannot be written, all are as they were; doing it again does what a killed one left undone.
///
/// # Errors
/// The address is not known, or is of a kind that is not taken down by itself; nothing is changed then.
pub fn withdraw(options: &Options, wanted: &Withdrawal) -> Result<Vec<Done>, Vec<Diagnostic>> {
    let (config, _) = read::config(&options.root).map_err(|diagnostic| vec![diagnostic])?;
    let address = within(&wanted.address, &config.base_url);
    let (page, anchor) =
        address.split_once('#').map_or((address.as_str(), None), |(page, anchor)| (page, Some(anchor)));
    let file = content_file(page).filter(|file| anchor.is_none() && store::is_file(&path(options, file)));
    let mut done = Vec::new();
    if let Some(file) = file {
        if wanted.dry_run {
            done.push(take_down(options, wanted, &file).map_err(|diagnostic| vec![diagnostic])?);
            return Ok(done);
        }
        let former = Former::keep(&path(options, &file)).map_err(|error| vec![error.diagnostic()])?;
        match take_down(options, wanted, &file) {
            Ok(one) => done.push(one),
            Err(diagnostic) => {
                former.forget();
                return Err(vec![diagnostic]);
            }
        }
        match follow_up(options, wanted, page) {
            Ok(more) => done.extend(more),
            Err(mut wrong) => {
                wrong.extend(former.bring_back().err().map(|error| error.diagnostic()));
                return Err(wrong);
            }
        }
        former.forget();
        return Ok(done);
    }
    let (ledger, settled) = known(options)?;
    let fresh = match anchor {
        Some(anchor) => anchor_gone(ledger, &settled, (page, anchor), wanted),
        None => page_gone(ledger, &settled, page, wanted),
    }
    .map_err(|diagnostic| vec![diagnostic])?;
    done.push(match fresh {
        None => Done::Already(address.clone()),
        Some(ledger) => {
            write(options, wanted, &ledger)?;
            Done::Ledger(address.clone())
        }
    });
    Ok(done)
}

/// A content file as it was, under a second name, until the ledger is written as well: bringing it back takes no room
/// on a disk that has none.
struct Former {
    path: PathBuf,
    aside: PathBuf,
}

impl Former {
    fn keep(path: &Path) -> Result<Self, StoreError> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let former = Self { path: path.to_owned(), aside: path.with_file_name(format!(".{name}.old")) };
        // What a killed withdrawal left there.
        store::remove_file(&former.aside)?;
        store::link_or_copy(path, &former.aside)?;
        Ok(former)
    }

    fn bring_back(self) -> Result<(), StoreError> {
        store::rename(&self.aside, &self.path)
    }

    fn forget(self) {
        // Best effort: nothing reads hidden files, and the next withdrawal removes it.
        let _ = store::remove_file(&self.aside);
    }
}

/// Writes into the content file that it is taken down.
fn take_down(options: &Options, wanted: &Withdrawal, name: &str) -> Result<Done, Diagnostic> {
    let path = path(options, name);
    let source = front::open(&path, name, u64::MAX >> 1)?;
    let is_document = name.matches('/').count() == 4;
    let mut keys = Vec::new();
    if is_document {
        keys.push(("published", Value::Text("withdrawn".to_owned())));
    }
    keys.push(("reason", Value::Text(wanted.reason.clone())));
    keys.push(("withdrawn", Value::Plain(wanted.day.to_string())));
    if is_withdrawn(&source) {
        return Ok(Done::Already(name.to_owned()));
    }
    let text = edit::set(&source, &keys)?;
    if !wanted.dry_run {
        store::write(&path, text.as_bytes()).map_err(|error| error.diagnostic())?;
    }
    Ok(Done::File(name.to_owned()))
}

/// Whether the file says already that it was taken down.
fn is_withdrawn(source: &Source) -> bool {
    let Ok((front, _)) = front::split(source) else { return false };
    let table: Option<toml::Table> = toml::from_str(source.slice(front)).ok();
    table.is_some_and(|table| table.contains_key("withdrawn"))
}

/// Addresses that were there because of what was taken down alone, a case that nothing else names, go with it.
fn follow_up(options: &Options, wanted: &Withdrawal, page: &str) -> Result<Vec<Done>, Vec<Diagnostic>> {
    let Ok((mut ledger, settled)) = known(options) else { return Ok(Vec::new()) };
    let lost: Vec<String> = ledger
        .entries
        .keys()
        .filter(|address| address.starts_with("/dnr/"))
        .filter(|address| settled.moves.follow(address, &settled.live, &ledger) == Whither::Nowhere)
        .cloned()
        .collect();
    if lost.is_empty() || !ledger.entries.contains_key(page) {
        return Ok(Vec::new());
    }
    let gone = Gone { day: Some(wanted.day), reason: wanted.reason.clone() };
    for address in &lost {
        ledger.entries.entry(address.clone()).or_default().gone.insert(gone.clone());
    }
    write(options, wanted, &ledger)?;
    Ok(lost.into_iter().map(Done::Ledger).collect())
}

/// The ledger, and the site as its content is now.
fn known(options: &Options) -> Result<(Ledger, Settled), Vec<Diagnostic>> {
    let resolved = Material::read(options)?.resolve(options, false);
    // What would vanish is why one comes here.
    let wrong: Vec<Diagnostic> = resolved
        .found
        .into_iter()
        .filter(|one| one.severity == crate::base::diag::Severity::Error)
        .filter(|one| ![Code::VANISHED, Code::NOTICE_REMOVED, Code::BAD_ALIAS].contains(&one.code))
        .collect();
    if wrong.is_empty() { Ok((resolved.settled.ledger.clone(), resolved.settled)) } else { Err(wrong) }
}

fn page_gone(
    mut ledger: Ledger,
    settled: &Settled,
    page: &str,
    wanted: &Withdrawal,
) -> Result<Option<Ledger>, Diagnostic> {
    if settled.live.pages.contains_key(page) {
        return Err(stands(page));
    }
    if ledger.entries.get(page).is_some_and(|entry| !entry.gone.is_empty()) {
        return Ok(None);
    }
    match settled.moves.follow(page, &settled.live, &ledger) {
        Whither::There(there) if there != page => {
            let message = format!("`{page}` leads to `{there}`, which is there");
            return Err(Diagnostic::error(Code::UNKNOWN_REFERENCE, message)
                .help(format!("withdraw `{there}` itself")));
        }
        _ => {}
    }
    // One withdrawal is enough for all that lay below.
    let is_known =
        ledger.entries.range(page.to_owned()..).next().is_some_and(|(address, _)| {
            address == page || (page.ends_with('/') && address.starts_with(page))
        });
    if !is_known {
        return Err(unknown(page, &ledger, settled));
    }
    let gone = Gone { day: Some(wanted.day), reason: wanted.reason.clone() };
    ledger.entries.entry(page.to_owned()).or_default().gone.insert(gone);
    Ok(Some(ledger))
}

fn anchor_gone(
    mut ledger: Ledger,
    settled: &Settled,
    (page, anchor): (&str, &str),
    wanted: &Withdrawal,
) -> Result<Option<Ledger>, Diagnostic> {
    if settled.live.pages.get(page).is_some_and(|page| page.has(anchor)) {
        let message = format!("`{page}#{anchor}` is there");
        return Err(Diagnostic::error(Code::UNKNOWN_REFERENCE, message)
            .help("take the clause or the page out of the content first, or withdraw the whole page"));
    }
    let is_known = anchor.rsplit_once('-').is_some_and(|(kind, number)| {
        let numbers = ledger.entries.get(page).and_then(|entry| entry.anchors.get(kind));
        number.parse().is_ok_and(|number| numbers.is_some_and(|numbers| numbers.contains(number)))
    });
    if !is_known {
        return Err(unknown(&format!("{page}#{anchor}"), &ledger, settled));
    }
    let entry = ledger.entries.entry(page.to_owned()).or_default();
    if entry.gone_anchors.contains_key(anchor) {
        return Ok(None);
    }
    let gone = Gone { day: Some(wanted.day), reason: wanted.reason.clone() };
    entry.gone_anchors.insert(anchor.to_owned(), gone);
    Ok(Some(ledger))
}

fn write(options: &Options, wanted: &Withdrawal, ledger: &Ledger) -> Result<(), Vec<Diagnostic>> {
    if wanted.dry_run {
        return Ok(());
    }
    let path = options.root.join(ledger::NAME);
    store::write(&path, ledger.write().as_bytes()).map_err(|error| vec![error.diagnostic()])
}

/// A page that has no content file of its own.
fn stands(page: &str) -> Diagnostic {
    let diagnostic =
        Diagnostic::error(Code::UNKNOWN_REFERENCE, format!("`{page}` is not taken down by itself"));
    if page.starts_with("/dnr/") {
        diagnostic.help("a case is made of its items and documents: withdraw those")
    } else if page.ends_with('/') {
        diagnostic.help("a body is withdrawn meeting by meeting; its folder may then be removed, and its address withdrawn")
    } else {
        diagnostic.help(
            "a file goes with its document; for a source set `published = \"metadata\"` in `[[sources]]`, then withdraw its address",
        )
    }
}

fn unknown(address: &str, ledger: &Ledger, settled: &Settled) -> Diagnostic {
    let diagnostic = Diagnostic::error(Code::UNKNOWN_REFERENCE, format!("`{address}` was never published"));
    let there = ledger.entries.keys().chain(settled.live.pages.keys()).map(String::as_str);
    match text::nearest(address, there) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic
            .help("give the address as a browser shows it; the ledger (`ledger.txt`) holds them all"),
    }
}

/// An address within the site, as pages have it.
pub(super) fn within(address: &str, base_url: &str) -> String {
    let address = address.trim();
    let inner = address
        .strip_prefix(base_url.trim_end_matches('/'))
        .filter(|_| !base_url.is_empty())
        .unwrap_or(address);
    let (page, anchor) = inner.find('#').map_or((inner, ""), |at| inner.split_at(at));
    let page = page.strip_suffix("index.html").unwrap_or(page);
    let page = if page.starts_with('/') { page.to_owned() } else { format!("/{page}") };
    format!("{}{anchor}", ledger::canonical(&page))
}

/// The content file of a meeting's, an item's or a document's page.
fn content_file(page: &str) -> Option<String> {
    let steps: Vec<&str> = page.strip_suffix('/')?.trim_start_matches('/').split('/').collect();
    let is_meeting = |day: &str| tree::meeting_day(day).is_some();
    if !steps.iter().all(|step| tree::is_slug(step)) {
        return None;
    }
    match steps.as_slice() {
        [_, day] if is_meeting(day) => Some(format!("content{}index.md", page)),
        [_, day, ..] if is_meeting(day) && steps.len() <= 4 => {
            Some(format!("content{}.md", page.trim_end_matches('/')))
        }
        _ => None,
    }
}

fn path(options: &Options, file: &str) -> PathBuf {
    options.root.join(file)
}
