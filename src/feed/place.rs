//! Where the site stands: full addresses, and names that stay.

use std::collections::BTreeMap;

use crate::content::config::Config;
use crate::model::date::Date;

/// The year in the site's tag URIs. RFC 4151 wants a day on which the host's name was the owner's; as a part of ids
/// it may never change, so it is the year in which the form of the ids was fixed.
const TAG_YEAR: &str = "2026";

/// Where a site stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    base: String,
    host: String,
    folder: String,
    /// The address under which a page that has moved was first published, by the present one.
    first: BTreeMap<String, String>,
    /// The day on which a page was last changed, by its address.
    changed: BTreeMap<String, Date>,
}

impl Place {
    /// The place that the configuration names.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        let base = config.base_url.trim_end_matches('/').to_owned();
        let rest = base.split_once("://").map_or(base.as_str(), |(_, rest)| rest);
        let (host, folder) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let host = host.split(':').next().filter(|host| !host.is_empty()).unwrap_or("localhost");
        Self { host: host.to_ascii_lowercase(), folder: folder.to_owned(), base, ..Self::default() }
    }

    /// The same place, where pages have moved: names are made of the addresses under which they were first published.
    #[must_use]
    pub fn moved(self, first: BTreeMap<String, String>) -> Self {
        Self { first, ..self }
    }

    /// The same place, where it is known on which day each page was last changed.
    #[must_use]
    pub fn changed(self, changed: BTreeMap<String, Date>) -> Self {
        Self { changed, ..self }
    }

    /// The day on which the page was last changed, where it is known.
    pub(super) fn last_change(&self, page: &str) -> Option<Date> {
        self.changed.get(page).copied()
    }

    /// A day that the page tells of, as the day of the telling: what is to come was told when the page was changed.
    pub(super) fn told(&self, page: &str, day: Date) -> Date {
        self.last_change(page).map_or(day, |changed| changed.min(day))
    }

    /// The folder of its host that the site stands in: empty, or `/moten`.
    #[must_use]
    pub fn folder(&self) -> &str {
        &self.folder
    }

    /// The full address of an address within the site; one that is full already stays as it is.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        if path.starts_with('/') { format!("{}{path}", self.base) } else { path.to_owned() }
    }

    /// The tag URI (RFC 4151) of an address within the site. Unlike the address it is a name only: it stays the same
    /// when the page moves (RFC 4287, 4.2.6), or the site from http to https.
    #[must_use]
    pub fn tag(&self, path: &str) -> String {
        let (page, part) = self.first(path);
        format!("tag:{},{TAG_YEAR}:{}{page}{part}", self.host, self.folder)
    }

    /// A globally unique id (RFC 7986, 5.3) of what lies at an address.
    #[must_use]
    pub fn uid(&self, path: &str) -> String {
        let (page, part) = self.first(path);
        let path = format!("{}{page}{part}", self.folder);
        format!("{}@{}", path.trim_matches('/'), self.host)
    }

    /// The first address of the page, and what follows the page's address.
    fn first<'a>(&'a self, path: &'a str) -> (&'a str, &'a str) {
        let (page, part) = path.split_at(path.rfind('/').map_or(0, |at| at + 1));
        (self.first.get(page).map_or(page, String::as_str), part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(base_url: &str) -> Place {
        let mut config = crate::feed::tests::site().config;
        config.base_url = base_url.into();
        Place::new(&config)
    }

    #[test]
    fn names_outlive_the_scheme_and_keep_the_folder() {
        let secure = place("https://moten.exempelby.example");
        let plain = place("http://moten.exempelby.example:8080");
        assert_eq!(secure.tag("/ks/"), "tag:moten.exempelby.example,2026:/ks/");
        assert_eq!(secure.tag("/ks/"), plain.tag("/ks/"));
        let folder = place("https://exempelby.example/moten");
        assert_eq!(folder.uid("/ks/2026-03-03/"), "moten/ks/2026-03-03@exempelby.example");
        assert_eq!(folder.url("/ks/"), "https://exempelby.example/moten/ks/");
        assert_eq!(folder.url("https://annan.example/"), "https://annan.example/");
    }

    #[test]
    fn names_outlive_a_move() {
        let first = [("/kommunstyrelsen/", "/ks/"), ("/kommunstyrelsen/2026-03-10/", "/ks/2026-03-03/")];
        let first = first.map(|(now, old)| (now.to_owned(), old.to_owned()));
        let moved = place("https://exempelby.example/moten").moved(first.into());
        assert_eq!(moved.tag("/kommunstyrelsen/atom.xml"), "tag:exempelby.example,2026:/moten/ks/atom.xml");
        assert_eq!(
            moved.tag("/kommunstyrelsen/2026-03-10/#beslut"),
            "tag:exempelby.example,2026:/moten/ks/2026-03-03/#beslut"
        );
        assert_eq!(moved.uid("/kommunstyrelsen/2026-03-10/"), "moten/ks/2026-03-03@exempelby.example");
        assert_eq!(moved.tag("/flode/atom.xml"), "tag:exempelby.example,2026:/moten/flode/atom.xml");
        assert_eq!(moved.url("/kommunstyrelsen/"), "https://exempelby.example/moten/kommunstyrelsen/");
    }
}
