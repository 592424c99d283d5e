//! The accessibility statement; lag (2018:1937) om tillgänglighet till digital offentlig service, 13 §.

use serde::Serialize;

use crate::content::config::Config;
use crate::model::date::Date;
use crate::page::frame::Frame;

/// What the page shows.
#[derive(Debug, Serialize)]
pub struct AccessibilityView<'a> {
    /// What every page has.
    pub page: Frame,
    /// How far the site meets the law's demands, in the law's words.
    pub level: &'a str,
    /// Known faults.
    pub faults: &'a [String],
    /// Day of the assessment.
    pub assessed: Option<Date>,
    /// How it was assessed.
    pub method: &'a str,
    /// Where to report faults.
    pub email: &'a str,
    /// The same, by telephone.
    pub phone: Option<&'a str>,
}

/// The page.
#[must_use]
pub fn view(config: &Config) -> AccessibilityView<'_> {
    let statement = &config.accessibility;
    AccessibilityView {
        page: Frame::new("accessibility", "/tillganglighet/", ""),
        level: &statement.level,
        faults: &statement.faults,
        assessed: statement.assessed,
        method: &statement.method,
        email: &statement.email,
        phone: statement.phone.as_deref(),
    }
}
