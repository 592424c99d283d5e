//! The new site's words: a made-up municipality with one body, one meeting, two items and a document.

use crate::content::format;

use super::{Rest, Sheet};

/// What git need not keep: the built site, and what a build lays beside it while it works.
pub(super) const IGNORED: &str = "/public\n/.public.*\n";

/// How git joins the ledger of two branches: with the lines of both.
pub(super) const MERGED: &str = "/ledger.txt merge=union\n";

/// Every file, the configuration first.
pub(super) const SHEETS: &[Sheet] = &[
    Sheet { path: "diariet.toml", shape: &format::CONFIG, values: CONFIG, rest: Rest::Shown, text: None },
    Sheet {
        path: "content/kommunstyrelsen/_index.md",
        shape: &format::BODY,
        values: BODY,
        rest: Rest::LeftOut,
        text: Some("Kommunstyrelsen leder och samordnar kommunens arbete.\n"),
    },
    Sheet {
        path: "content/kommunstyrelsen/2027-02-09/index.md",
        shape: &format::MEETING,
        values: MEETING,
        rest: Rest::LeftOut,
        text: Some("Sammanträdet är öppet för allmänheten.\n"),
    },
    Sheet {
        path: "content/kommunstyrelsen/2027-02-09/gang-och-cykelvag.md",
        shape: &format::ITEM,
        values: DECIDED,
        rest: Rest::LeftOut,
        text: Some(DECIDED_TEXT),
    },
    Sheet {
        path: "content/kommunstyrelsen/2027-02-09/skolskjuts.md",
        shape: &format::ITEM,
        values: PROPOSED,
        rest: Rest::LeftOut,
        text: Some("## Bakgrund\n\nReglementet är från 2014 och behöver följa den nya lagen.\n"),
    },
    Sheet {
        path: "content/kommunstyrelsen/2027-02-09/gang-och-cykelvag/tjansteskrivelse.md",
        shape: &format::DOCUMENT,
        values: DOCUMENT,
        rest: Rest::LeftOut,
        text: Some(DOCUMENT_TEXT),
    },
];

const CONFIG: &[(&str, &str)] = &[
    ("title", "\"Möten i Exempelköping\""),
    ("organisation", "\"Exempelköpings kommun\""),
    ("base_url", "\"https://moten.example\""),
    ("covers", "\"Här finns kommunstyrelsens möten från och med februari 2027.\""),
    ("fictional", "\"Allt på den här webbplatsen är påhittat.\""),
    ("contact.name", "\"Registrator\""),
    ("contact.email", "\"registrator@moten.example\""),
    ("accessibility.level", "\"delvis förenlig\""),
    ("accessibility.faults", "[\"Handlingar från andra är inte alltid tillgängliga PDF:er.\"]"),
    ("accessibility.assessed", "2027-01-15"),
    ("accessibility.method", "\"Självskattning mot EN 301 549.\""),
    ("accessibility.email", "\"tillganglighet@moten.example\""),
];

const BODY: &[(&str, &str)] = &[
    ("name", "\"Kommunstyrelsen\""),
    ("short", "\"KS\""),
    ("members.name", "\"Karin Exempel\""),
    ("members.party", "\"C\""),
    ("members.role", "\"ordförande\""),
];

const MEETING: &[(&str, &str)] = &[
    ("start", "\"13:00\""),
    ("place", "\"Sessionssalen, kommunhuset\""),
    ("chair", "\"Karin Exempel\""),
    ("people.name", "\"Karin Exempel\""),
    ("people.party", "\"C\""),
    ("people.role", "\"ordförande\""),
    ("people.present", "true"),
];

const DECIDED: &[(&str, &str)] = &[
    ("title", "\"Gång- och cykelväg till badplatsen\""),
    ("number", "\"1\""),
    ("paragraph", "\"12\""),
    ("diarienummer", "[\"KS 2026/0118\"]"),
    ("kind", "\"beslut\""),
    ("summary", "\"En belyst väg på 800 meter mellan skolan och badplatsen.\""),
    ("proposal.organ", "\"Kommunstyrelsen\""),
    (
        "proposal.clauses",
        "[\"anvisa 2 400 000 kr ur 2027 års investeringsbudget\", \"ge samhällsbyggnadschefen i uppdrag att bygga vägen\"]",
    ),
    ("decision.organ", "\"Kommunstyrelsen\""),
    (
        "decision.clauses",
        "[\"anvisa 2 100 000 kr ur 2027 års investeringsbudget\", \"ge samhällsbyggnadschefen i uppdrag att bygga vägen\"]",
    ),
    ("decision.outcomes", "[\"bifall\", \"uppdrag\"]"),
    ("attachments.title", "\"Tjänsteskrivelse\""),
    ("attachments.document", "\"tjansteskrivelse\""),
];

const DECIDED_TEXT: &str = "## Bakgrund\n\nI dag går barnen längs länsvägen, som saknar vägren.\n\n\
    ## Ekonomiska konsekvenser\n\nDriften kostar omkring 40 000 kr om året.\n";

const PROPOSED: &[(&str, &str)] = &[
    ("title", "\"Nytt reglemente för skolskjuts\""),
    ("number", "\"2\""),
    ("diarienummer", "[\"KS 2027/0003\"]"),
    ("kind", "\"beslut\""),
    ("proposal.organ", "\"Kommunstyrelsen\""),
    ("proposal.clauses", "[\"föreslå kommunfullmäktige att anta reglementet\"]"),
];

const DOCUMENT: &[(&str, &str)] = &[
    ("title", "\"Tjänsteskrivelse: gång- och cykelväg till badplatsen\""),
    ("kind", "\"tjänsteskrivelse\""),
    ("diarienummer", "[\"KS 2026/0118\"]"),
    ("sender", "\"Samhällsbyggnadskontoret\""),
    ("date", "2027-01-20"),
];

const DOCUMENT_TEXT: &str = "<!-- sida 1 -->\n\n# Gång- och cykelväg till badplatsen\n\n\
    Kontoret har räknat på två sträckningar. Den kortare kostar 2 100 000 kr.\n\n\
    <!-- sida 2 -->\n\n## Tidplan\n\nVägen kan vara klar till skolstarten i augusti.\n";
