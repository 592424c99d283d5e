//! Reads `diariet.toml` and a body's `_index.md`.

use std::path::Path;

use crate::base::diag::{Code, Diagnostic};
use crate::content::config::{
    Accessibility, Config, Contact, Language, Licence, Limits, RegisterConfig, is_site_address,
};
use crate::content::fields::{Fields, Reader};
use crate::content::format;
use crate::content::front;
use crate::content::gate::{Gate, Met, Personal};
use crate::content::tree::Tree;
use crate::content::{Body, Member};
use crate::mask::{Mobiles, Policy};
use crate::model::number::Diarienummer;
use crate::model::record::Role;

use super::{Input, parts, redirects, review};

/// The settings of the site at `root`.
///
/// # Errors
/// `diariet.toml` is not there or cannot be read as text; every other error stands in the list.
pub fn config(root: &Path) -> Result<(Config, Vec<Diagnostic>), Diagnostic> {
    let name = "diariet.toml";
    let source = front::open(&root.join(name), name, 1 << 20).map_err(|diagnostic| {
        diagnostic.help("run `diariet init` to make a new site, or give the site's folder with `--root`")
    })?;
    let gate = Gate::refusing();
    let reader = Reader::new(&source, 0, &gate);
    let legible = reader.legible(source.text());
    let table = reader.parse(&legible);
    let fields = Fields::new(&reader, &format::CONFIG, table.get_ref(), 0..source.text().len());
    let mut config = Config {
        title: fields.text("title").unwrap_or_default(),
        organisation: fields.text("organisation").unwrap_or_default(),
        base_url: base_url(&fields),
        theme: fields.text("theme").unwrap_or_else(|| "default".into()),
        language: fields
            .word(
                "language",
                |word| if word == "en" { Some(Language::English) } else { Some(Language::Swedish) },
            )
            .unwrap_or(Language::Swedish),
        covers: fields.text("covers"),
        fictional: fields.text("fictional"),
        contact: fields.table("contact", &format::CONTACT).map(|fields| contact(&fields)).unwrap_or_default(),
        register: fields
            .table("diarienummer", &format::REGISTER)
            .map(|fields| register(&fields))
            .unwrap_or_default(),
        licence: fields.table("licence", &format::LICENCE).map(|fields| licence(&fields)).unwrap_or_default(),
        accessibility: fields
            .table("accessibility", &format::ACCESSIBILITY)
            .map(|fields| accessibility(&fields))
            .unwrap_or_default(),
        limits: fields.table("limits", &format::LIMITS).map(|fields| limits(&fields)).unwrap_or_default(),
        sqlite: sqlite(&fields),
        policy: Policy::default(),
        redirects: redirects::redirects(&fields, root),
    };
    config.policy = policy(&fields, &config);
    Ok((config, reader.into_diagnostics()))
}

fn base_url(fields: &Fields<'_, '_, '_>) -> String {
    let Some(at) = fields.text_at("base_url") else { return String::new() };
    let url = at.value.trim_end_matches('/').to_owned();
    if !is_site_address(&url) {
        fields.reader().error(
            Code::BAD_VALUE,
            format!("`{url}` is not an address of a site"),
            &at.range,
            "expected https://…",
        );
    }
    url
}

/// Whether a database is asked for; a program that cannot make one says so, and leaves nothing out in silence.
fn sqlite(fields: &Fields<'_, '_, '_>) -> bool {
    let wanted = fields.flag("sqlite").unwrap_or(false);
    if wanted && !cfg!(feature = "sqlite") {
        let message = "`sqlite` asks for a database, and this program is built without it";
        let diagnostic = Diagnostic::error(Code::BAD_VALUE, message)
            .in_file(fields.reader().source().name())
            .help("build it with `cargo install --path . --features sqlite`, or take the key out");
        fields.reader().report(diagnostic);
    }
    wanted
}

/// What is official: mailboxes where the site stands and where people are told to write, and what `[privacy]` adds.
fn policy(fields: &Fields<'_, '_, '_>, config: &Config) -> Policy {
    let privacy = fields.table("privacy", &format::PRIVACY);
    let named = privacy.as_ref().map(|privacy| privacy.texts("domains")).unwrap_or_default();
    let mobiles = privacy.as_ref().and_then(|privacy| {
        privacy.word("mobiles", |word| Some(if word == "judged" { Mobiles::Judged } else { Mobiles::Masked }))
    });
    let host = config.base_url.split_once("://").map_or("", |(_, rest)| rest);
    let host = host.split(['/', ':']).next().unwrap_or_default();
    let own = [host, &config.contact.email, &config.accessibility.email];
    let decisions = privacy.as_ref().map(review::decisions).unwrap_or_default();
    let signed = privacy.as_ref().and_then(|privacy| privacy.flag("signed_files")).unwrap_or(false);
    Policy::new(named.iter().map(String::as_str).chain(own), mobiles.unwrap_or_default())
        .with_signed_files(signed)
        .with(decisions)
}

fn contact(fields: &Fields<'_, '_, '_>) -> Contact {
    Contact {
        name: fields.text("name").unwrap_or_default(),
        email: parts::email(fields, "email").unwrap_or_default(),
        phone: fields.text("phone"),
        address: fields.text("address"),
        url: parts::web_address(fields, "url"),
    }
}

fn register(fields: &Fields<'_, '_, '_>) -> RegisterConfig {
    let prefixes = fields.texts_at("prefixes");
    for at in &prefixes {
        if !at.value.chars().all(char::is_alphabetic) && Diarienummer::parse(&at.value).is_err() {
            fields.reader().error(
                Code::BAD_VALUE,
                format!("`{}` is not a prefix", at.value),
                &at.range,
                "expected letters, \"KS\", or an example, \"19RS1\"",
            );
        }
    }
    RegisterConfig {
        prefixes: prefixes.into_iter().map(|at| at.value).collect(),
        bare: fields.flag("bare").unwrap_or(false),
        by_body: fields.word("diary", |word| Some(word == "body")).unwrap_or(false),
        collecting: parts::numbers(fields, "collecting"),
    }
}

fn licence(fields: &Fields<'_, '_, '_>) -> Licence {
    Licence {
        name: fields.text("name").unwrap_or_default(),
        url: parts::web_address(fields, "url").unwrap_or_default(),
    }
}

fn accessibility(fields: &Fields<'_, '_, '_>) -> Accessibility {
    let level = fields.word("level", |word| Some(word.to_owned())).unwrap_or_default();
    let faults = fields.texts("faults");
    if !level.is_empty() && level != "helt förenlig" && faults.is_empty() {
        let message = "an accessibility statement that is not `helt förenlig` must name its faults";
        let diagnostic = Diagnostic::error(Code::MISSING_KEY, message)
            .at(fields.reader().source(), fields.range(), "no `faults`")
            .help("lag 2018:1937 13 § and DIGG's guidance: list each known fault with its reason");
        fields.reader().report(diagnostic);
    }
    Accessibility {
        level,
        faults,
        assessed: fields.day("assessed"),
        method: fields.text("method").unwrap_or_default(),
        email: parts::email(fields, "email").unwrap_or_default(),
        phone: fields.text("phone"),
    }
}

fn limits(fields: &Fields<'_, '_, '_>) -> Limits {
    let standard = Limits::default();
    let bytes = |name: &str, standard: u64| {
        fields.count(name).map_or(standard, |megabytes| u64::from(megabytes) << 20)
    };
    Limits {
        content_file: bytes("content_file_mb", standard.content_file),
        source_file: bytes("source_file_mb", standard.source_file),
    }
}

/// The body in the folder `slug`, and the personal data that was met in its file.
#[must_use]
pub fn body(
    tree: &Tree,
    slug: &str,
    config: &Config,
    personal: Personal,
) -> (Body, Vec<Met>, Vec<Diagnostic>) {
    let name = format!("content/{slug}/_index.md");
    let gate = Gate::new(personal, &config.policy, &name);
    let input =
        Input { path: &tree.path(&name), name: &name, limit: config.limits.content_file, gate: &gate };
    let (body, wrong) = super::content_file(input, &format::BODY, |fields, text| Body {
        slug: slug.to_owned(),
        url: format!("/{slug}/"),
        name: fields.text("name").unwrap_or_else(|| slug.to_owned()),
        short: fields.text("short"),
        names: fields.texts("names"),
        parent: fields.text_at("parent").map(|at| at.value),
        order: fields.count("order"),
        dissolved: fields.day("dissolved"),
        members: fields.tables("members", &format::MEMBER).iter().map(member).collect(),
        text: text.read(fields).trim().to_owned(),
        aliases: parts::aliases(fields, &format!("/{slug}/")),
    });
    (body, gate.into_met(), wrong)
}

fn member(fields: &Fields<'_, '_, '_>) -> Member {
    Member {
        name: fields.text("name").unwrap_or_default(),
        party: fields.text("party"),
        role: fields.word("role", Role::from_word).unwrap_or(Role::Ledamot),
        from: fields.day("from"),
        to: fields.day("to"),
    }
}
