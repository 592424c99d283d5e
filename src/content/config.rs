//! What `diariet.toml` says.

use crate::content::Alias;
use crate::mask::Policy;
use crate::model::date::Date;
use crate::model::number::{Diary, Register};

/// The settings of a site.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// The site's name.
    pub title: String,
    /// The municipality or region.
    pub organisation: String,
    /// Where the site stands, without a slash at its end.
    pub base_url: String,
    /// Folder in `themes/`.
    pub theme: String,
    /// Language of the site's own words.
    pub language: Language,
    /// What the site covers and what not.
    pub covers: Option<String>,
    /// That nothing here is real, for demonstrations.
    pub fictional: Option<String>,
    /// Whom to ask.
    pub contact: Contact,
    /// Which numbers are own.
    pub register: RegisterConfig,
    /// Terms for the data.
    pub licence: Licence,
    /// For the accessibility statement.
    pub accessibility: Accessibility,
    /// Largest files.
    pub limits: Limits,
    /// Whether the data is published as an SQLite database too.
    pub sqlite: bool,
    /// Whose contacts are official, and what the clerk has decided of personal data.
    pub policy: Policy,
    /// Old addresses.
    pub redirects: Vec<Alias>,
}

impl Default for Config {
    /// The settings of a site without `diariet.toml`: enough to read its content, not to publish it.
    fn default() -> Self {
        Self {
            title: String::new(),
            organisation: String::new(),
            base_url: String::new(),
            theme: "default".into(),
            language: Language::Swedish,
            covers: None,
            fictional: None,
            contact: Contact::default(),
            register: RegisterConfig::default(),
            licence: Licence::default(),
            accessibility: Accessibility::default(),
            limits: Limits::default(),
            sqlite: false,
            policy: Policy::default(),
            redirects: Vec::new(),
        }
    }
}

/// Language of the site's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Swedish.
    Swedish,
    /// English.
    English,
}

/// Whom to ask for what is not published.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contact {
    /// Who answers.
    pub name: String,
    /// Function mailbox.
    pub email: String,
    /// Telephone.
    pub phone: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// A page with more ways to ask.
    pub url: Option<String>,
}

/// Which numbers are the organisation's own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RegisterConfig {
    /// Letters, or examples, of own numbers.
    pub prefixes: Vec<String>,
    /// Whether numbers without letters are own.
    pub bare: bool,
    /// Whether each body has a diary of its own for numbers without letters.
    pub by_body: bool,
    /// Collecting numbers, as written.
    pub collecting: Vec<String>,
}

/// Terms for the open data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Licence {
    /// Name.
    pub name: String,
    /// Address of its text.
    pub url: String,
}

impl RegisterConfig {
    /// The register that it stands for, before anything is learned.
    #[must_use]
    pub fn register(&self) -> Register {
        let register = Register::new(self.prefixes.iter().map(String::as_str));
        let register = if self.bare { register.with_bare_numbers() } else { register };
        register.with_diary(if self.by_body { Diary::Body } else { Diary::Organisation })
    }
}

impl Default for Licence {
    fn default() -> Self {
        Self {
            name: "CC0 1.0".into(),
            url: "https://creativecommons.org/publicdomain/zero/1.0/deed.sv".into(),
        }
    }
}

/// What the accessibility statement says; lag 2018:1937 13 §.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Accessibility {
    /// "helt förenlig", "delvis förenlig" or "inte förenlig".
    pub level: String,
    /// Known faults.
    pub faults: Vec<String>,
    /// Day of the assessment.
    pub assessed: Option<Date>,
    /// How it was assessed.
    pub method: String,
    /// Where to report faults.
    pub email: String,
    /// The same, by telephone.
    pub phone: Option<String>,
}

/// Largest files, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// A Markdown file.
    pub content_file: u64,
    /// A source file that is copied to the site.
    pub source_file: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { content_file: 64 << 20, source_file: 512 << 20 }
    }
}

/// Whether a site can stand at `url`: with a scheme and a host, in a folder perhaps, without a query.
#[must_use]
pub fn is_site_address(url: &str) -> bool {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/[]".contains(c);
    host.is_some_and(|host| !host.is_empty() && !host.starts_with('/') && host.chars().all(plain))
}
