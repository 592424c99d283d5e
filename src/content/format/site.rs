//! What the site is: `diariet.toml`, its bodies, and what is said of its cases.

use super::meeting::ROLES;
use super::review::DECIDED;
use super::{Key, Shape, Takes, key, must};

/// `diariet.toml`.
pub const CONFIG: Shape = Shape {
    name: "diariet.toml",
    doc: "The site itself. Lies in the site's root.",
    keys: &[
        must("title", Takes::Text, "The site's name, as it stands on every page."),
        must("organisation", Takes::Text, "The municipality or region whose meetings these are."),
        must(
            "base_url",
            Takes::Text,
            "Where the site will stand, with `https://` and without a path after the host unless it stands in a folder.",
        ),
        key("theme", Takes::Text, "Name of a folder in `themes/`. Without it: `default`."),
        key("language", Takes::Word(&["sv", "en"]), "Language of the site's own words. Without it: `sv`."),
        key(
            "covers",
            Takes::Text,
            "What the site covers and what not; shown on the start page, on `/om/` and where a search finds nothing.",
        ),
        key(
            "fictional",
            Takes::Text,
            "For demonstrations: a sentence shown on every page that nothing here is real.",
        ),
        must("contact", Takes::Table(&CONTACT), "Whom to ask for what is not published."),
        key(
            "diarienummer",
            Takes::Table(&REGISTER),
            "Which numbers are the organisation's own. Without it: learned from the items' own numbers.",
        ),
        key("licence", Takes::Table(&LICENCE), "Terms for the open data. Without it: CC0 1.0."),
        must(
            "accessibility",
            Takes::Table(&ACCESSIBILITY),
            "For the accessibility statement, lag 2018:1937 13 §.",
        ),
        key("limits", Takes::Table(&LIMITS), "How large files may be."),
        key("privacy", Takes::Table(&PRIVACY), "What of personal data is published."),
        key(
            "sqlite",
            Takes::Flag,
            "Whether the data is published as an SQLite database with full-text search too, `/data/diariet.sqlite`. Asks for a program built with `--features sqlite`. Without it: `false`.",
        ),
        key(
            "redirects_file",
            Takes::Text,
            "A table of old addresses in the site's root, `old, new` a line (`.csv`, or `.tsv` with tabs).",
        ),
        key("redirects", Takes::Tables(&REDIRECT), "Old addresses, one by one or by a pattern."),
    ],
};

/// `[[redirects]]`.
pub const REDIRECT: Shape = Shape {
    name: "redirects",
    doc: "An old address, or the addresses of a system that was replaced, and where they lead now.",
    keys: &[
        must(
            "from",
            Takes::Text,
            "The old address without its host: `/download/18.3a/protokoll.pdf`, `/documentHandler.ashx?did=123`, or a pattern: `/committees/{organ}/mote-{date}`. A name in braces stands for one step of an address or a part of it, `{date}` for a day.",
        ),
        must(
            "to",
            Takes::Text,
            "An address of this site; in a pattern with the same names in braces: `/{organ}/{date}/`.",
        ),
    ],
};

pub(super) const ALIASES: Key = key(
    "aliases",
    Takes::Texts,
    "Addresses that this page had before: `[\"/ks/2026-03-03/\"]`. They, and all that lay below them, lead here.",
);

pub(super) const WITHDRAWN: Key = key(
    "withdrawn",
    Takes::Day,
    "Day it was taken down; `diariet withdraw` sets it. The page then says so, with the `reason`, and nothing of the content is published.",
);

/// `[contact]`.
pub const CONTACT: Shape = Shape {
    name: "contact",
    doc: "The registrator or whoever hands out documents.",
    keys: &[
        must("name", Takes::Text, "Who answers: \"Registrator\"."),
        must("email", Takes::Text, "Address of a function mailbox."),
        key("phone", Takes::Text, "Telephone number as people should see it."),
        key("address", Takes::Text, "Postal address."),
        key("url", Takes::Text, "A page with more ways to ask."),
    ],
};

/// `[diarienummer]`.
pub const REGISTER: Shape = Shape {
    name: "diarienummer",
    doc: "Numbers of this organisation's own register get a page each; all others are listed as references.",
    keys: &[
        key(
            "prefixes",
            Takes::Texts,
            "The letters of the organisation's own numbers: `[\"KS\", \"BUN\"]` for `KS 2026/12`; or an example, `[\"19RS1\"]`, where the letters are own in that form only. Without it: learned from the items' own numbers.",
        ),
        key(
            "bare",
            Takes::Flag,
            "Whether numbers without letters (`2026-00012`) are its own too. Without it: `false`.",
        ),
        key(
            "diary",
            Takes::Word(&["organisation", "body"]),
            "Whether a number without letters is unique in the whole organisation or only within one body. Without it: `organisation`.",
        ),
        key(
            "collecting",
            Takes::Dnrs,
            "Numbers that collect unrelated matters (delegation lists, reports); their pages say so.",
        ),
    ],
};

/// `[licence]`.
pub const LICENCE: Shape = Shape {
    name: "licence",
    doc: "Terms for the open data; not for attachments by others, who keep their copyright.",
    keys: &[
        must("name", Takes::Text, "Name as people know it: \"CC0 1.0\"."),
        must("url", Takes::Text, "Address of its text."),
    ],
};

/// `[accessibility]`.
pub const ACCESSIBILITY: Shape = Shape {
    name: "accessibility",
    doc: "What the statement at `/tillganglighet/` must say.",
    keys: &[
        must(
            "level",
            Takes::Word(&["helt förenlig", "delvis förenlig", "inte förenlig"]),
            "How far the site meets the law's demands.",
        ),
        key(
            "faults",
            Takes::Texts,
            "Known faults, each with its reason. May be empty only where the level is `helt förenlig`.",
        ),
        must("assessed", Takes::Day, "Day of the assessment."),
        must("method", Takes::Text, "How it was assessed."),
        must("email", Takes::Text, "Where to report faults and ask for accessible versions."),
        key("phone", Takes::Text, "The same, by telephone."),
    ],
};

/// `[limits]`.
pub const LIMITS: Shape = Shape {
    name: "limits",
    doc: "Limits against files that nobody could use.",
    keys: &[
        key("content_file_mb", Takes::Count, "Largest Markdown file, in megabytes. Without it: 64."),
        key(
            "source_file_mb",
            Takes::Count,
            "Largest source file that is copied to the site, in megabytes. Without it: 512.",
        ),
    ],
};

/// `[privacy]`.
pub const PRIVACY: Shape = Shape {
    name: "privacy",
    doc: "Personal data is masked in everything that is published: personnummer always; telephone numbers, mail addresses and home addresses, accounts, licence plates and ids of signatures unless they are an organisation's or somebody's in office. `diariet review` shows what and why. The content files themselves are never changed.",
    keys: &[
        key(
            "domains",
            Takes::Texts,
            "Mail domains whose mailboxes are official, beside those of the public sector, of `base_url` and of the contacts here: `[\"bostadsbolaget.example\"]`.",
        ),
        key(
            "mobiles",
            Takes::Word(&["masked", "judged"]),
            "Whether every mobile number is masked, or judged by what stands around it as other numbers are. Without it: `masked`.",
        ),
        key(
            "signed_files",
            Takes::Flag,
            "Whether a file is published that holds nothing masked but ids of electronic signatures, as adjusted minutes do. Without it: `false`.",
        ),
        key("decisions", Takes::Tables(&DECIDED), "What is decided for the whole site."),
    ],
};

/// `content/<organ>/_index.md`.
pub const BODY: Shape = Shape {
    name: "content/<organ>/_index.md",
    doc: "A body. The folder's name is the first step of its addresses. The text below the front matter presents the body.",
    keys: &[
        must("name", Takes::Text, "Name as the body writes it."),
        key("short", Takes::Text, "Abbreviation: \"KS\"."),
        key("names", Takes::Texts, "Other names that documents use for it, earlier ones too."),
        key("parent", Takes::Text, "Folder of the body that it is a committee of."),
        key("order", Takes::Count, "Place among the bodies; those without come last, by name."),
        key("dissolved", Takes::Day, "Day it ceased to be."),
        ALIASES,
        key("members", Takes::Tables(&MEMBER), "Those elected to it."),
    ],
};

/// `[[members]]`.
pub const MEMBER: Shape = Shape {
    name: "members",
    doc: "One elected person.",
    keys: &[
        must("name", Takes::Text, "Name."),
        key("party", Takes::Text, "Party's abbreviation."),
        must("role", Takes::Word(ROLES), "Part in the body."),
        key("from", Takes::Day, "First day."),
        key("to", Takes::Day, "Last day."),
    ],
};

/// `content/dnr/<slug>.md`.
pub const CASE: Shape = Shape {
    name: "content/dnr/<slug>.md",
    doc: "Optional: what a clerk wants to say of a case. Its page exists without it. The text below the front matter is shown under the title.",
    keys: &[
        must("diarienummer", Takes::Dnr, "The number. Its slug must be the file's name."),
        key("title", Takes::Text, "Title of the case. Without it: that of its latest item."),
        key("collecting", Takes::Flag, "Whether the number collects unrelated matters."),
        key("related", Takes::Dnrs, "Other cases to read with it."),
    ],
};
