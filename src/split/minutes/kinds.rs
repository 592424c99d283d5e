//! What an item is for, by its title: the standing items of every Swedish body.

use crate::model::record::ItemKind;

/// Beginnings of titles of the meeting's own business, in lower case.
const FORMAL: &[&str] = &[
    "upprop",
    "val av justerare",
    "val av justerande",
    "val av protokollsjusterare",
    "val av protokolljusterare",
    "protokollets justering",
    "protokollsjustering",
    "protokolljustering",
    "utseende av justerare",
    "utseende av protokoll",
    "val av två justerare",
    "val av person att justera",
    "justering av protokoll",
    "justering av dagens",
    "justering av föregående",
    "justering m.m.",
    "justering och ",
    "bestämmande av tid för justering",
    "fastställande av dagordning",
    "fastställande av föredragningslista",
    "fastställande av ärendelista",
    "godkännande av dagordning",
    "godkännande av föredragningslista",
    "godkännande av ärendelista",
    "dagordning",
    "föredragningslista",
    "anmälan om jäv",
    "anmälan av jäv",
    "jäv",
    "föregående protokoll",
    "föregående mötesprotokoll",
    "föregående sammanträdesprotokoll",
    "genomgång av föregående protokoll",
    "mötets öppnande",
    "sammanträdets öppnande",
    "sammanträdet öppnas",
    "öppnande",
    "mötet öppnas",
    "mötets avslutande",
    "mötet avslutas",
    "sammanträdets avslutande",
    "sammanträdet avslutas",
    "avslutning",
    "nästa sammanträde",
    "nästa möte",
    "ordningsfråga",
    "närvarorätt",
    "parentation",
    "ändringar i dagordning",
    "ändring av dagordning",
    "ändring av föredragningslista",
    "tystnadsplikt",
    "kungörelse",
    "sammanträdets behöriga utlysande",
    "fråga om mötets behöriga utlysande",
    "anförande",
    "mötets slut",
];

/// Beginnings or parts of titles of matters reported.
const REPORTED: &[&str] = &[
    "meddelande",
    "anmälningsärende",
    "anmälningar",
    "anmälan av inkomna",
    "anmälan av skrivelse",
    "inkomna skrivelser",
    "redovisning av inkomna",
    "redovisning av skrivelser",
    "redovisning av meddelanden",
    "delgivning",
    "anmälan",
    "skrivelser",
    "handlingar för kännedom",
    "rapporter från",
    "inkomna remisser",
    "informationshandlingar",
    "för kännedom",
    "postlista",
    "förteckning över anmälningsärenden",
];

/// Beginnings of titles of information.
const TOLD: &[&str] = &[
    "information",
    "aktuell",
    "rapport",
    "dialog",
    "förvaltningschefen informerar",
    "lägesrapport",
    "muntlig",
    "verksamhetsinformation",
    "ekonomisk information",
    "utbildning",
    "presentation",
    "temaärende",
    "frågestund",
    "kommundirektören informerar",
    "förvaltningsinformation",
    "allmänpolitisk debatt",
    "övriga frågor",
    "övriga ärenden",
    "övrigt",
];

/// The kind of an item with this title.
#[must_use]
pub(crate) fn of_title(title: &str) -> ItemKind {
    let lower = title.to_lowercase();
    let lower = lower.trim();
    let starts = |list: &[&str]| list.iter().any(|head| lower.starts_with(head));
    if lower.starts_with("sekretess")
        || lower.contains("sekretessärende")
        || lower.contains("omfattas av sekretess")
    {
        ItemKind::Sekretess
    } else if [
        "delegationsbeslut",
        "delegeringsbeslut",
        "delegationsärende",
        "ordförandebeslut",
        "delegerade beslut",
        "beslut fattade på delegation",
    ]
    .iter()
    .any(|word| lower.contains(word))
        && !lower.contains("ordning")
    {
        ItemKind::Delegation
    } else if starts(FORMAL) || lower == "justering" {
        ItemKind::Formalia
    } else if starts(REPORTED) {
        ItemKind::Anmalan
    } else if starts(TOLD) || lower.ends_with(" informerar") || lower.contains(" informerar ") {
        ItemKind::Information
    } else {
        ItemKind::Beslut
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standing_items() {
        for (title, kind) in [
            ("Upprop", ItemKind::Formalia),
            ("Anmälan av delegationsbeslut", ItemKind::Delegation),
            ("Delegationsordning för hamnen", ItemKind::Beslut),
            ("Meddelanden", ItemKind::Anmalan),
            ("Hamnchefen informerar i mars", ItemKind::Information),
            ("Sekretessärende", ItemKind::Sekretess),
            ("Plan för kajerna", ItemKind::Beslut),
        ] {
            assert_eq!(of_title(title), kind, "{title}");
        }
    }
}
