//! What an item is for, by the words of its title and what is proposed.

use crate::model::record::{Item, ItemKind};

/// Beginnings of titles of the meeting's own business.
const FORMAL: &[&str] = &[
    "upprop",
    "val av justerare",
    "val av justerande",
    "val av två justerare",
    "val av protokoll",
    "val av person",
    "val av justeringsperson",
    "justerare",
    "protokollsjustering",
    "protokolljustering",
    "justering av protokoll",
    "justering av dagens",
    "justering av föregående",
    "justering m.m.",
    "utseende av protokoll",
    "utseende av justerare",
    "utseende av två justerare",
    "utse justerare",
    "närvaro",
    "namnupprop",
    "beslutförhet",
    "mötets behöriga",
    "fastställande av dagordning",
    "fastställande av föredragningslist",
    "fastställande av ärendelist",
    "godkännande av dagordning",
    "godkännande av föredragningslist",
    "godkännande av ärendelist",
    "godkännande av kallelse",
    "dagordning",
    "ändring av dagordning",
    "förändring av ärendelista",
    "förändringar av ärendelista",
    "öppnande",
    "mötets öppn",
    "mötet öppn",
    "sammanträdets öppn",
    "sammanträdet öppn",
    "sammanträdet avslut",
    "mötets avslut",
    "mötet avslut",
    "sammanträdets avslut",
    "avslutning",
    "anmälan om jäv",
    "anmälan av jäv",
    "jäv",
    "föregående protokoll",
    "föregående mötesprotokoll",
    "föregående anteckningar",
    "föregående minnesanteckningar",
    "nästa möte",
    "nästa sammanträde",
];

/// Beginnings of titles of matters that are only reported.
const REPORTED: &[&str] = &[
    "anmälningsärende",
    "anmälningar",
    "anmälan av",
    "anmälan till",
    "meddelande",
    "delgivning",
    "inkomna skrivelser",
    "redovisning av inkomna",
    "för kännedom",
    "skrivelser",
];

/// Words for decisions of delegates.
const DELEGATED: &[&str] =
    &["delegationsbeslut", "delegeringsbeslut", "ordförandebeslut", "delegerade beslut"];

/// Beginnings of titles under which such decisions are reported, not made.
const REPORTING: &[&str] =
    &["anmäl", "redovis", "rapport", "deleg", "återrapport", "beslut fattade", "lista", "ordförandebeslut"];

/// Beginnings of titles of information.
const INFORMING: &[&str] = &[
    "information",
    "informationsärende",
    "rapport",
    "presentation",
    "aktuellt",
    "övriga frågor",
    "övriga ärenden",
    "övrigt",
    "frågor",
    "dialog",
];

/// Words of information within a title.
const INFORMS: &[&str] =
    &[" informerar", "informationspunkt", "lägesrapport", "information från", "projektinformation"];

/// Verbs of taking note.
const NOTES: &[&str] =
    &["noterar", "noteras", "tar del av", "tackar för", "läggs till handlingarna", "lägger informationen"];

/// Whether a title is of the meeting's own business.
pub(crate) fn is_formal(title: &str) -> bool {
    let lower = title.to_lowercase();
    FORMAL.iter().any(|word| lower.starts_with(word))
}

/// Whether a title is of matters that are only reported.
pub(crate) fn is_reported(title: &str) -> bool {
    let lower = title.to_lowercase();
    REPORTED.iter().any(|word| lower.starts_with(word))
}

/// Whether a title is one that stands in nearly every agenda.
pub(crate) fn is_ordinary(title: &str) -> bool {
    let lower = title.to_lowercase();
    is_formal(title)
        || lower == "övriga frågor"
        || lower.starts_with("anmälningsärende")
        || lower == "meddelanden"
}

/// Whether a title says that somebody informs.
pub(super) fn informs(title: &str) -> bool {
    let lower = title.to_lowercase();
    lower.ends_with("informerar")
        || lower.ends_with("har ordet")
        || INFORMING.iter().any(|word| lower.starts_with(word))
}

/// What an item is for.
pub(crate) fn kind(item: &Item) -> ItemKind {
    let lower = item.title.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let begins = |words: &[&str]| words.iter().any(|word| lower.starts_with(word));
    if lower.contains("sekretess") && item.proposal.as_ref().is_none_or(|p| p.clauses.is_empty()) {
        return ItemKind::Sekretess;
    }
    if is_formal(&item.title) {
        return ItemKind::Formalia;
    }
    if has(DELEGATED) && begins(REPORTING) {
        return ItemKind::Delegation;
    }
    if is_reported(&item.title) {
        return ItemKind::Anmalan;
    }
    let only_notes = |text: &str| NOTES.iter().any(|word| text.contains(word));
    let decides =
        item.proposal.as_ref().is_some_and(|p| p.clauses.iter().any(|clause| !only_notes(&clause.text)));
    if (begins(INFORMING) || has(INFORMS)) && !decides { ItemKind::Information } else { ItemKind::Beslut }
}
