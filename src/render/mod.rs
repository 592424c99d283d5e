//! Views become HTML: templates by tera, Markdown by comrak.
//!
//! Comes in: a [`Theme`] (templates, strings, static files), the settings, and a view. Goes out: the bytes of a page.
//! Invariant: text of the content never becomes markup by itself. Templates escape, raw HTML in Markdown is dropped,
//! and only the filters of [`filters`] give out markup; no template of the theme says `safe`.
//! Absent on purpose: what a page shows, which the views decide; addresses; files, but for those of a theme.

pub mod filters;
pub mod markdown;
pub mod numbers;
pub mod theme;

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{Context, ErrorKind, Tera, Value};

use crate::base::diag::{Code, Diagnostic};
use crate::base::source::Source;
use crate::content::config::{Config, Language};
use crate::render::filters::Shared;
use crate::render::numbers::NumberLinks;
use crate::render::theme::{Asset, Theme};

/// Renders pages. Made once, shared by all threads.
pub struct Renderer {
    tera: Tera,
    sources: BTreeMap<String, Source>,
}

/// What the templates know on every page, under the name `site`.
#[derive(Serialize)]
struct SiteView<'a> {
    title: &'a str,
    organisation: &'a str,
    base_url: &'a str,
    lang: &'static str,
    covers: Option<&'a str>,
    fictional: Option<&'a str>,
    contact: ContactView<'a>,
    licence: LicenceView<'a>,
}

#[derive(Serialize)]
struct ContactView<'a> {
    name: &'a str,
    email: &'a str,
    phone: Option<&'a str>,
    address: Option<&'a str>,
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct LicenceView<'a> {
    name: &'a str,
    url: &'a str,
}

impl Renderer {
    /// A renderer of this theme for this site. `assets` are the static files as they will be published, `numbers`
    /// finds diarienummer in running text.
    ///
    /// # Errors
    /// Every template that cannot be parsed, and strings that cannot be read.
    pub fn new(
        theme: &Theme,
        config: &Config,
        assets: &[Asset],
        numbers: NumberLinks,
    ) -> Result<Self, Vec<Diagnostic>> {
        let lang = language(config.language);
        let words = theme.strings(lang).map_err(|diagnostic| vec![diagnostic])?;
        let mut tera = Tera::new();
        filters::register(&mut tera, &Shared::new(&config.base_url, &words, numbers));
        let global = tera.global_context();
        global.insert_value("t", Value::from_serializable(&words));
        global.insert("site", &site_view(config, lang));
        let urls: BTreeMap<_, _> =
            assets.iter().map(|asset| (asset.name.as_str(), asset.url.as_str())).collect();
        global.insert("asset", &urls);
        let sources: BTreeMap<_, _> = theme.templates.clone();
        load(&mut tera, &sources)?;
        Ok(Self { tera, sources })
    }

    /// The page that `template` makes of `view`.
    ///
    /// # Errors
    /// The template asks for something that the view does not have, or fails otherwise; the diagnostic points into it.
    pub fn page<T: Serialize>(&self, template: &str, view: &T) -> Result<Vec<u8>, Diagnostic> {
        let context = Context::from_serialize(view).map_err(|error| diagnostic(&error, &self.sources))?;
        let mut out = Vec::with_capacity(16 << 10);
        self.tera
            .render_to(template, &context, &mut out)
            .map_err(|error| diagnostic(&error, &self.sources))?;
        Ok(out)
    }

    /// The names of the templates.
    #[must_use]
    pub fn templates(&self) -> Vec<&str> {
        self.sources.keys().map(String::as_str).collect()
    }

    /// The engine itself, for tests of single components.
    #[must_use]
    pub fn engine(&self) -> &Tera {
        &self.tera
    }
}

fn language(language: Language) -> &'static str {
    match language {
        Language::Swedish => "sv",
        Language::English => "en",
    }
}

fn site_view<'a>(config: &'a Config, lang: &'static str) -> SiteView<'a> {
    SiteView {
        title: &config.title,
        organisation: &config.organisation,
        base_url: config.base_url.trim_end_matches('/'),
        lang,
        covers: config.covers.as_deref(),
        fictional: config.fictional.as_deref(),
        contact: ContactView {
            name: &config.contact.name,
            email: &config.contact.email,
            phone: config.contact.phone.as_deref(),
            address: config.contact.address.as_deref(),
            url: config.contact.url.as_deref(),
        },
        licence: LicenceView { name: &config.licence.name, url: &config.licence.url },
    }
}

/// Adds every template. All are added at once, because they refer to one another; where that fails, each is parsed
/// alone too, so that the errors of all of them are told in one run.
fn load(tera: &mut Tera, sources: &BTreeMap<String, Source>) -> Result<(), Vec<Diagnostic>> {
    let all = sources.iter().map(|(name, source)| (name.as_str(), source.text()));
    let Err(error) = tera.add_raw_templates(all) else { return Ok(()) };
    let mut found = vec![diagnostic(&error, sources)];
    for (name, source) in sources {
        let alone = Tera::new().add_raw_template(name, source.text());
        if let Some(error) = alone.err().filter(|error| matches!(error.kind(), ErrorKind::SyntaxError(_))) {
            found.push(diagnostic(&error, sources));
        }
    }
    crate::base::diag::sort(&mut found);
    Err(found)
}

/// What tera says, pointing into the template's file.
fn diagnostic(error: &tera::Error, sources: &BTreeMap<String, Source>) -> Diagnostic {
    let mut message = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => report.message().to_owned(),
        other => other.to_string(),
    };
    let cause = std::error::Error::source(error).map(ToString::to_string);
    if let Some(cause) = cause {
        message = format!("{message} ({cause})");
    }
    let plain = Diagnostic::error(Code::TEMPLATE, lower_first(message.trim_end_matches('.')));
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            match sources.get(report.filename()) {
                Some(source) => plain.at(source, report.span().range.clone(), ""),
                None => plain.in_file(report.filename()),
            }
        }
        ErrorKind::MissingParent { current, .. } => plain.in_file(shown(current, sources)),
        ErrorKind::TemplateNotFound(name) => plain.in_file(shown(name, sources)),
        _ => plain,
    }
}

fn shown(name: &str, sources: &BTreeMap<String, Source>) -> String {
    sources.get(name).map_or(name, Source::name).to_owned()
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
