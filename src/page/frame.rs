//! What every page has: address, title, the way to it.

use serde::Serialize;

use crate::site::{Body, Meeting};

/// What every page has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Frame {
    /// Address within the site, `/dnr/ks-2026-12/`.
    pub url: String,
    /// Kind of page, a word for style sheets and search: "case", "item" …
    pub kind: &'static str,
    /// What the browser's tab and a search engine show, without the site's name.
    pub title: String,
    /// One or two sentences for search engines; `None` where nothing true and short can be said.
    pub description: Option<String>,
    /// The way from the start page, the page itself left out.
    pub crumbs: Vec<Crumb>,
    /// Whether `index.json` lies beside the page.
    pub record: bool,
    /// Whether search engines are asked to leave the page alone.
    pub unlisted: bool,
    /// What it can be followed by, beside the feeds of the whole site.
    pub feeds: Vec<FeedLink>,
    /// What it says in schema.org's words, as JSON-LD.
    pub linked: Option<String>,
    /// The address to remember in place of its own.
    pub canonical: Option<String>,
    /// The address that a browser goes on to by itself.
    pub refresh: Option<String>,
}

/// A feed or a calendar that follows what a page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FeedLink {
    /// Its media type.
    pub kind: &'static str,
    /// Its address.
    pub url: String,
    /// What it follows.
    pub title: String,
}

impl FeedLink {
    /// An Atom feed.
    #[must_use]
    pub fn atom(url: &str, title: &str) -> Self {
        Self { kind: "application/atom+xml", url: url.into(), title: title.into() }
    }

    /// A calendar.
    #[must_use]
    pub fn calendar(url: &str, title: &str) -> Self {
        Self { kind: "text/calendar", url: url.into(), title: title.into() }
    }
}

/// A step on the way to a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Crumb {
    /// Its words; a name, or a key of the theme's strings when `word` is set.
    pub title: String,
    /// Whether `title` is a key of the theme's strings.
    pub word: bool,
    /// Its address.
    pub url: String,
}

impl Crumb {
    /// A step with a name of its own.
    #[must_use]
    pub fn named(title: &str, url: &str) -> Self {
        Self { title: title.into(), word: false, url: url.into() }
    }

    /// A step whose words the theme's strings hold.
    #[must_use]
    pub fn word(key: &str, url: &str) -> Self {
        Self { title: key.into(), word: true, url: url.into() }
    }

    /// The steps to what lies under a body: the body that it is a committee of is not one of them, because
    /// addresses do not nest.
    #[must_use]
    pub fn to_body(body: &Body) -> Vec<Self> {
        vec![Self::named(&body.name, &body.url)]
    }

    /// The steps to what lies under a meeting.
    #[must_use]
    pub fn to_meeting(body: &Body, meeting: &Meeting) -> Vec<Self> {
        let mut crumbs = Self::to_body(body);
        let day = meeting.record.date.map_or_else(|| meeting.title.clone(), |date| date.to_string());
        crumbs.push(Self::named(&day, &meeting.record.url));
        crumbs
    }
}

impl Frame {
    /// A page of this kind; nothing else is known of it.
    #[must_use]
    pub fn new(kind: &'static str, url: &str, title: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            kind,
            title: title.into(),
            description: None,
            crumbs: Vec::new(),
            record: false,
            unlisted: false,
            feeds: Vec::new(),
            linked: None,
            canonical: None,
            refresh: None,
        }
    }

    /// The same, reached by these steps.
    #[must_use]
    pub fn under(mut self, crumbs: Vec<Crumb>) -> Self {
        self.crumbs = crumbs;
        self
    }

    /// The same, described.
    #[must_use]
    pub fn described(mut self, description: impl Into<String>) -> Self {
        self.description = Some(crate::base::text::shortened(&description.into(), 200));
        self
    }

    /// The same, with its record beside it.
    #[must_use]
    pub fn with_record(mut self) -> Self {
        self.record = true;
        self
    }

    /// The same, with search engines asked to leave it alone.
    #[must_use]
    pub fn unlisted(mut self) -> Self {
        self.unlisted = true;
        self
    }
}
