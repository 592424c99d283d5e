//! Words ready to paste: body, day, paragraph, number, address.

use serde::Serialize;

use crate::content::config::Config;

/// A citation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// The words.
    pub text: String,
    /// The full address.
    pub address: String,
    /// Checksum of the source that proves it.
    pub sha256: Option<String>,
    /// First and last page of that source.
    pub pages: Option<(u32, u32)>,
}

impl Citation {
    /// The citation of a page at `url`, its words joined from the parts that are known.
    #[must_use]
    pub fn new<'a>(config: &'a Config, parts: impl IntoIterator<Item = &'a str>, url: &str) -> Self {
        let mut words: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        words.push(&config.organisation);
        let text = words.join(", ");
        Self {
            text,
            address: format!("{}{url}", config.base_url.trim_end_matches('/')),
            sha256: None,
            pages: None,
        }
    }

    /// The same, proved by a checksum.
    #[must_use]
    pub fn proved_by(mut self, sha256: Option<&str>) -> Self {
        self.sha256 = sha256.filter(|sum| !sum.is_empty()).map(str::to_owned);
        self
    }

    /// The same, on these pages of the source.
    #[must_use]
    pub fn on_pages(mut self, pages: Option<(u32, u32)>) -> Self {
        self.pages = pages;
        self
    }
}
