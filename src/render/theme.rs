//! A theme: templates, strings and static files; embedded in the program, overridable file by file.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::base::diag::{Code, Diagnostic};
use crate::base::source::Source;
use crate::base::store::{self, EntryKind};

/// A theme, read.
#[derive(Debug, Clone)]
pub struct Theme {
    /// Templates and strings by their path in `templates/`; the sources' names are those of the files.
    pub templates: BTreeMap<String, Source>,
    /// Strings by their path in `templates/`.
    strings: BTreeMap<String, Source>,
    /// Static files by their path in `static/`.
    files: BTreeMap<String, Cow<'static, [u8]>>,
}

/// A static file as it is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Path in `static/`, what templates call it by.
    pub name: String,
    /// Address, with a part of the checksum: it may be cached for ever.
    pub url: String,
    /// Content.
    pub bytes: Cow<'static, [u8]>,
}

/// The name of the theme that the program holds itself.
pub const DEFAULT: &str = "default";

/// A template larger than this is a mistake.
const LARGEST_TEMPLATE: u64 = 4 << 20;
/// A static file larger than this is a mistake.
const LARGEST_FILE: u64 = 64 << 20;

macro_rules! embedded {
    ($(#[$meta:meta])* $name:ident: $include:ident as $type:ty, $folder:literal, [$($path:literal),* $(,)?]) => {
        $(#[$meta])*
        pub const $name: &[(&str, $type)] =
            &[$(($path, $include!(concat!("../../themes/default/", $folder, "/", $path)))),*];
    };
}

embedded! {
    /// The embedded theme's templates and strings.
    TEMPLATES: include_str as &str, "templates", [
        "about.html",
        "accessibility.html",
        "base.html",
        "body.html",
        "case.html",
        "components.html",
        "document.html",
        "gone.html",
        "item.html",
        "list.html",
        "meeting.html",
        "money.html",
        "moved.html",
        "not_found.html",
        "notices.html",
        "open_data.html",
        "queries.html",
        "register.html",
        "search.html",
        "start.html",
        "strings/en.toml",
        "strings/sv.toml",
    ]
}

embedded! {
    /// The embedded theme's static files.
    FILES: include_bytes as &[u8], "static", [
        "css/site.css",
        "favicon.svg",
        "js/copy.js",
        "js/search-page.js",
        "search/search.js",
    ]
}

impl Theme {
    /// The theme that the program holds itself.
    #[must_use]
    pub fn embedded() -> Self {
        let mut theme = Self { templates: BTreeMap::new(), strings: BTreeMap::new(), files: BTreeMap::new() };
        for (path, text) in TEMPLATES {
            theme.add_text(path, Source::new(format!("themes/{DEFAULT}/templates/{path}"), *text));
        }
        for (path, bytes) in FILES {
            theme.files.insert((*path).to_owned(), Cow::Borrowed(*bytes));
        }
        theme
    }

    /// The theme called `name` of the site at `root`: the embedded one, then `themes/<name>/`, then the site's own
    /// `templates/` and `static/`, each laid over what was before, file by file.
    ///
    /// # Errors
    /// There is no such theme, or a file of it cannot be read.
    pub fn load(root: &Path, name: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut theme = Self::embedded();
        let folder = root.join("themes").join(name);
        let mut found = Vec::new();
        if store::is_folder(&folder) {
            theme.lay(&folder, &format!("themes/{name}/"), &mut found);
        } else if name != DEFAULT {
            found.push(
                Diagnostic::error(Code::UNKNOWN_REFERENCE, format!("there is no theme `{name}`"))
                    .in_file(format!("themes/{name}"))
                    .help(format!("make the folder, or leave out `theme` to use `{DEFAULT}`")),
            );
        }
        theme.lay(root, "", &mut found);
        if found.is_empty() { Ok(theme) } else { Err(found) }
    }

    fn lay(&mut self, folder: &Path, shown: &str, found: &mut Vec<Diagnostic>) {
        for kind in [Kind::Templates, Kind::Static] {
            let folder = folder.join(kind.folder());
            if !store::is_folder(&folder) {
                continue;
            }
            match store::tree(&folder) {
                Err(error) => found.push(error.diagnostic()),
                Ok(entries) => {
                    for name in
                        entries.into_iter().filter(|entry| entry.kind == EntryKind::File).map(|e| e.name)
                    {
                        let shown = format!("{shown}{}/{name}", kind.folder());
                        if let Err(error) = self.lay_file(kind, &folder.join(&name), name, shown) {
                            found.push(error);
                        }
                    }
                }
            }
        }
    }

    fn lay_file(&mut self, kind: Kind, path: &Path, name: String, shown: String) -> Result<(), Diagnostic> {
        let bytes = store::read(path, kind.largest()).map_err(|error| error.diagnostic())?;
        match kind {
            Kind::Static => {
                self.files.insert(name, Cow::Owned(bytes));
            }
            Kind::Templates => {
                let text = String::from_utf8(bytes).map_err(|_| {
                    Diagnostic::error(Code::NOT_UTF8, "the file is not UTF-8 text").in_file(&*shown)
                })?;
                self.add_text(&name, Source::new(shown, text));
            }
        }
        Ok(())
    }

    /// Files that tera does not parse are told by their ending.
    fn add_text(&mut self, name: &str, source: Source) {
        let place = if name.ends_with(".toml") { &mut self.strings } else { &mut self.templates };
        place.insert(name.to_owned(), source);
    }

    /// The theme's words in a language (`strings/<lang>.toml`).
    ///
    /// # Errors
    /// The theme does not speak the language, or the file is not TOML.
    pub fn strings(&self, lang: &str) -> Result<toml::Table, Diagnostic> {
        let name = format!("strings/{lang}.toml");
        let source = self.strings.get(&name).ok_or_else(|| {
            Diagnostic::error(Code::MISSING_FILE, format!("the theme has no `templates/{name}`"))
                .help("copy another language's file and translate it")
        })?;
        source.text().parse::<toml::Table>().map_err(|error| {
            let range = error.span().unwrap_or(0..0);
            Diagnostic::error(Code::TOML_SYNTAX, error.message().trim().to_owned()).at(source, range, "")
        })
    }

    /// The static files, with the addresses that they are published at.
    #[must_use]
    pub fn assets(&self) -> Vec<Asset> {
        self.files
            .iter()
            .map(|(name, bytes)| Asset {
                name: name.clone(),
                url: address(name, bytes),
                bytes: bytes.clone(),
            })
            .collect()
    }
}

/// `/static/css/site.0123456789ab.css`: the address changes with the content, so that it may be kept for ever. The
/// search module's does not: it is part of the contract.
fn address(name: &str, bytes: &[u8]) -> String {
    // Other programs import the search module by this address.
    if name == "search/search.js" {
        return format!("/{name}");
    }
    let sum: String = Sha256::digest(bytes).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let (folder, file) = name.rsplit_once('/').map_or(("", name), |(folder, file)| (folder, file));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    match file.rsplit_once('.') {
        Some((stem, ending)) => format!("/static/{folder}{stem}.{sum}.{ending}"),
        None => format!("/static/{folder}{file}.{sum}"),
    }
}

/// The two kinds of files of a theme.
#[derive(Clone, Copy)]
enum Kind {
    Templates,
    Static,
}

impl Kind {
    const fn folder(self) -> &'static str {
        match self {
            Self::Templates => "templates",
            Self::Static => "static",
        }
    }

    const fn largest(self) -> u64 {
        match self {
            Self::Templates => LARGEST_TEMPLATE,
            Self::Static => LARGEST_FILE,
        }
    }
}
