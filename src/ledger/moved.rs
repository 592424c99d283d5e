//! Where old addresses lead.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::diag::{Code, Diagnostic};
use crate::base::text;
use crate::content::Alias;

use super::{Ledger, Live, Pattern, above};

/// Old addresses and where they lead.
#[derive(Debug, Clone, Default)]
pub struct Moves {
    /// One by one; an old page takes along what lay below it.
    pub exact: BTreeMap<String, Alias>,
    /// By pattern: old, new.
    pub patterns: Vec<(Pattern, Pattern, Alias)>,
    /// Addresses that differ in their query alone, by what stands before it.
    pub queries: BTreeMap<String, Vec<Query>>,
}

/// An old address with a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The query, without the question mark.
    pub query: String,
    /// Where it leads.
    pub alias: Alias,
}

/// What becomes of somebody who follows an old address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whither {
    /// A page, or what is said of one that was taken down.
    There(String),
    /// Aliases lead back to where one was.
    Circle,
    /// Nothing.
    Nowhere,
}

/// Nobody gives a page more addresses one after another.
const MOST_STEPS: usize = 64;

impl Moves {
    /// The moves that these aliases make, without those that cannot be; each of those is reported.
    #[must_use]
    pub fn gather(aliases: Vec<Alias>, live: &Live, ledger: &Ledger) -> (Self, Vec<Diagnostic>) {
        let mut moves = Self::default();
        let mut found = Vec::new();
        for alias in aliases {
            let taken = match fault(&alias.from) {
                Some(fault) => {
                    Err(wrong(&alias, format!("`{}` cannot be an old address: {fault}", alias.from)))
                }
                None => moves.take(alias),
            };
            found.extend(taken.err());
        }
        // One that cannot be leads nowhere, so that it is not the cause of other errors.
        moves.exact.retain(|_, alias| keep(&mut found, shadowing(alias, live)));
        moves.patterns.retain(|(from, _, alias)| keep(&mut found, eating(from, alias, live)));
        found.extend(moves.dangling(live, ledger));
        found.extend(moves.idle(live));
        (moves, found)
    }

    fn take(&mut self, alias: Alias) -> Result<(), Diagnostic> {
        if Pattern::is_one(&alias.from) {
            self.patterns.push(pattern(alias)?);
            return Ok(());
        }
        let from = canonical(&alias.from);
        if let Some((path, query)) = from.split_once('?') {
            let queries = self.queries.entry(path.to_owned()).or_default();
            if let Some(other) = queries.iter().find(|other| other.query == query) {
                return if other.alias.to == alias.to { Ok(()) } else { Err(claimed(&alias, &other.alias)) };
            }
            queries.push(Query { query: query.to_owned(), alias });
            return Ok(());
        }
        match self.exact.get(&from) {
            Some(other) if other.to == alias.to => {}
            Some(other) => return Err(claimed(&alias, other)),
            None => drop(self.exact.insert(from.clone(), Alias { from, ..alias })),
        }
        Ok(())
    }

    /// Where an address leads.
    #[must_use]
    pub fn follow(&self, address: &str, live: &Live, ledger: &Ledger) -> Whither {
        let mut at = address.to_owned();
        let mut seen = BTreeSet::new();
        loop {
            if live.pages.contains_key(&at) {
                return Whither::There(at);
            }
            // An alias of what it lies below leads deeper and deeper, and never back.
            if !seen.insert(at.clone()) || seen.len() > MOST_STEPS {
                return Whither::Circle;
            }
            match self.next(&at) {
                Some(next) => at = next,
                None if ledger.gone(&at).is_some() || live.gone.contains_key(&at) => {
                    return Whither::There(at);
                }
                None => match list_of(&at) {
                    Some(whole) => at = whole.to_owned(),
                    None => return Whither::Nowhere,
                },
            }
        }
    }

    /// One step from an old address: its own alias, that of what it lay below, or a pattern.
    fn next(&self, address: &str) -> Option<String> {
        if let Some(alias) = self.exact.get(address) {
            return Some(alias.to.clone());
        }
        let below = above(address).find_map(|above| {
            let alias = self.exact.get(above).filter(|alias| alias.to.ends_with('/'))?;
            Some(format!("{}{}", alias.to, &address[above.len()..]))
        });
        below.or_else(|| self.patterns.iter().find_map(|(from, to, _)| to.fill(&from.matches(address)?)))
    }

    /// Aliases that lead nowhere or in a circle.
    fn dangling(&self, live: &Live, ledger: &Ledger) -> Vec<Diagnostic> {
        let queries = self.queries.values().flatten().map(|query| &query.alias);
        let mut found = Vec::new();
        for alias in self.exact.values().chain(queries) {
            let to = canonical(alias.to.split('#').next().unwrap_or_default());
            match self.follow(&to, live, ledger) {
                Whither::There(_) => {}
                Whither::Circle => found.push(circle(alias)),
                Whither::Nowhere => {
                    let diagnostic = wrong(alias, format!("there is no page `{}`", alias.to));
                    found.push(match text::nearest(&to, live.pages.keys().map(String::as_str)) {
                        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                        None => {
                            diagnostic.help("an old address leads to a page of this site: `/ks/2026-03-03/`")
                        }
                    });
                }
            }
        }
        // What a pattern makes of any address at all: whether there is a page, no one can say, but a server would go
        // round and round.
        for (_, to, alias) in &self.patterns {
            let any = |name: &str| if name == "date" { "2026-01-01" } else { "x" }.to_owned();
            let values = to.names().map(|name| (name.to_owned(), any(name))).collect();
            // To a server an address is the same with a slash at its end and without.
            let ends =
                |address: String| [canonical(&address), address].map(|at| self.follow(&at, live, ledger));
            let is_circle = to.fill(&values).is_some_and(|address| ends(address).contains(&Whither::Circle));
            found.extend(is_circle.then(|| circle(alias)));
        }
        found
    }

    /// Patterns that lead to no page at all.
    fn idle(&self, live: &Live) -> Vec<Diagnostic> {
        let idle = self
            .patterns
            .iter()
            .filter(|(_, to, _)| !live.pages.keys().any(|address| to.matches(address).is_some()));
        idle.map(|(_, _, alias)| {
            let diagnostic = wrong(alias, format!("no page has an address like `{}`", alias.to));
            Diagnostic { severity: crate::base::diag::Severity::Warning, ..diagnostic }
                .help("`to` is the address of pages of this site, with names in braces for what varies")
        })
        .collect()
    }
}

/// Lists come and go with what they list; the page above them stays.
fn list_of(address: &str) -> Option<&'static str> {
    let lists = [("/dnr/ar/", "/dnr/"), ("/dnr/a-o/", "/dnr/"), ("/pengar/", "/pengar/")];
    lists
        .into_iter()
        .find(|(below, whole)| address.starts_with(below) && address != *whole)
        .map(|(_, whole)| whole)
}

/// An address as pages have it: with a slash at its end, unless it is a file's.
pub fn canonical(address: &str) -> String {
    let (path, query) = address.find('?').map_or((address, ""), |at| address.split_at(at));
    let last = path.rsplit('/').next().unwrap_or_default();
    if last.is_empty() || last.contains('.') || !query.is_empty() {
        address.to_owned()
    } else {
        format!("{path}/")
    }
}

/// Why a text cannot be an old address.
fn fault(from: &str) -> Option<&'static str> {
    if from.contains("://") {
        Some("the host is left out: it begins with `/`")
    } else if !from.starts_with('/') {
        Some("it begins with `/`")
    } else if from.contains("//") || from.split('/').any(|step| matches!(step, "." | "..")) {
        Some("it has an empty step, or one that leads out of the site")
    } else if from.contains('#') {
        Some("what follows `#` never reaches a server")
    } else if !from.bytes().all(|byte| byte.is_ascii_graphic()) {
        Some("other letters than those of ASCII, and spaces, are written as browsers send them: `%C3%A5`")
    } else if from.contains(['"', '\'', '\\', '<', '>', '`', ';', '$', '|', '^']) {
        Some("it holds a character that no address has")
    } else if from == "/" {
        Some("it is the start page")
    } else {
        None
    }
}

fn wrong(alias: &Alias, message: String) -> Diagnostic {
    Diagnostic::error(Code::BAD_ALIAS, message).at(&alias.source, alias.range.clone(), "here")
}

fn circle(alias: &Alias) -> Diagnostic {
    wrong(alias, format!("`{}` leads in a circle", alias.from))
        .help("aliases name old addresses: take away the one that names an address in use")
}

fn claimed(alias: &Alias, other: &Alias) -> Diagnostic {
    wrong(alias, format!("`{}` is claimed twice: it leads to `{}` already", alias.from, other.to))
        .at(&other.source, other.range.clone(), "the first claim")
        .help("an address can lead to one page only: take one of the two away")
}

/// Whether nothing is wrong; what is, is told.
fn keep(found: &mut Vec<Diagnostic>, wrong: Option<Diagnostic>) -> bool {
    let is_right = wrong.is_none();
    found.extend(wrong);
    is_right
}

/// An alias that would hide a page that is there: servers look at redirects first.
fn shadowing(alias: &Alias, live: &Live) -> Option<Diagnostic> {
    let from = &alias.from;
    let hidden = if from.ends_with('/') {
        live.pages
            .range(from.clone()..)
            .next()
            .map(|(address, _)| address)
            .filter(|address| address.starts_with(from))
    } else {
        live.pages.get_key_value(from).map(|(address, _)| address)
    }?;
    let message = format!("`{from}` cannot lead elsewhere: `{hidden}` is a page of this site");
    Some(wrong(alias, message).help("an alias is an address that no page has any more"))
}

/// A pattern that is the address of a page that is there.
fn eating(from: &Pattern, alias: &Alias, live: &Live) -> Option<Diagnostic> {
    let hidden = live.pages.keys().find(|address| {
        from.matches(address).is_some() || from.matches(address.trim_end_matches('/')).is_some()
    })?;
    let message = format!("the pattern `{}` takes `{hidden}` too, which is a page of this site", alias.from);
    Some(wrong(alias, message).help("let its first step be one that no body has"))
}

fn pattern(alias: Alias) -> Result<(Pattern, Pattern, Alias), Diagnostic> {
    let parse = |text: &str| {
        Pattern::parse(text).map_err(|fault| wrong(&alias, format!("`{text}` is not a pattern: {fault}")))
    };
    let (from, to) = (parse(&alias.from)?, parse(&alias.to)?);
    if !from.has_root() {
        let message = format!("the pattern `{}` eats everything: it begins with a name", alias.from);
        return Err(
            wrong(&alias, message).help("begin with a step of the old system's own: `/committees/{organ}/`")
        );
    }
    if alias.from.contains('?') && alias.from.split('?').next().is_some_and(Pattern::is_one) {
        let message = format!("`{}`: before a query stands an address without braces", alias.from);
        return Err(wrong(&alias, message));
    }
    let names = |pattern: &Pattern| pattern.names().map(str::to_owned).collect::<BTreeSet<_>>();
    if names(&from) != names(&to) {
        let message = format!("`{}` and `{}` do not have the same names in braces", alias.from, alias.to);
        return Err(
            wrong(&alias, message).help("what an old address does not say cannot stand in the new one")
        );
    }
    Ok((from, to, alias))
}
