//! The parts that the made-up words are put together from.

/// Name, folder and letters of its numbers.
pub(super) const BODIES: &[(&str, &str, &str)] = &[
    ("Kommunstyrelsen", "kommunstyrelsen", "KS"),
    ("Barn- och utbildningsnämnden", "barn-och-utbildningsnamnden", "BUN"),
    ("Samhällsbyggnadsnämnden", "samhallsbyggnadsnamnden", "SBN"),
    ("Kultur- och fritidsnämnden", "kultur-och-fritidsnamnden", "KFN"),
    ("Vård- och omsorgsnämnden", "vard-och-omsorgsnamnden", "VON"),
];

/// First parts of compounds, the common ones first.
pub(super) const FIRST: &[&str] = &[
    "kommun",
    "skol",
    "barn",
    "väg",
    "bygg",
    "vatten",
    "miljö",
    "mark",
    "plan",
    "budget",
    "kultur",
    "fritids",
    "vård",
    "omsorgs",
    "trafik",
    "energi",
    "närings",
    "bostads",
    "detalj",
    "över",
    "under",
    "besluts",
    "lokal",
    "drifts",
    "investerings",
    "klimat",
    "natur",
    "park",
    "bad",
    "idrotts",
    "musik",
    "biblioteks",
    "museums",
    "förskole",
    "elev",
    "lärar",
    "måltids",
    "städ",
    "fastighets",
    "hyres",
    "avfalls",
    "återvinnings",
    "cykel",
    "gång",
    "buss",
    "hållplats",
    "hamn",
    "sjö",
    "skogs",
    "jordbruks",
    "turism",
    "besöks",
    "företags",
    "arbetsmarknads",
    "integrations",
    "ungdoms",
    "senior",
    "hemtjänst",
    "boende",
    "rehabiliterings",
    "krisberedskaps",
    "räddnings",
    "säkerhets",
    "digitaliserings",
    "it-",
    "arkiv",
    "dokument",
    "upphandlings",
    "avtals",
    "taxe",
    "avgifts",
    "bidrags",
    "förenings",
    "demokrati",
];

/// What may stand between the parts.
pub(super) const MIDDLE: &[&str] =
    &["utvecklings", "verksamhets", "samverkans", "förvaltnings", "service", "kvalitets"];

/// Last parts of compounds, the common ones first.
pub(super) const LAST: &[&str] = &[
    "plan",
    "program",
    "rapport",
    "avtal",
    "utredning",
    "policy",
    "förslag",
    "underlag",
    "bidrag",
    "verksamhet",
    "strategi",
    "analys",
    "översyn",
    "redovisning",
    "uppföljning",
    "ansökan",
    "taxa",
    "reglemente",
    "lokal",
    "väg",
    "anläggning",
    "område",
    "projekt",
    "samarbete",
    "organisation",
    "uppdrag",
    "ersättning",
    "riktlinje",
    "modell",
    "prognos",
    "kartläggning",
    "inventering",
    "satsning",
    "fond",
    "nämnd",
    "grupp",
    "enhet",
    "central",
    "förbindelse",
    "ledning",
    "bro",
    "hall",
    "park",
    "skola",
    "bibliotek",
    "reserv",
    "ram",
    "mål",
    "mått",
    "krav",
];

/// Endings of compounds.
pub(super) const ENDS: &[&str] = &["", "", "", "en", "er", "erna", "s"];

/// Short words that bind text together, the common ones first.
pub(super) const SHORT: &[&str] = &[
    "och", "att", "i", "som", "för", "det", "av", "är", "på", "den", "med", "till", "har", "en", "ska", "om",
    "inte", "ett", "de", "kan", "från", "vid", "år", "under", "även", "samt", "bör", "efter", "nya", "flera",
    "hela", "mellan", "genom", "enligt", "redan", "senast", "dock", "utan", "kring", "både", "varje",
    "större", "mindre", "fler",
];

/// What clauses begin with.
pub(super) const VERBS: &[&str] =
    &["bevilja", "anta", "godkänna", "avslå", "återremittera", "anvisa", "lägga"];

/// Headings.
pub(super) const HEADINGS: &[&str] = &[
    "Bakgrund",
    "Bedömning",
    "Ekonomiska konsekvenser",
    "Barnperspektivet",
    "Tidplan",
    "Alternativ",
    "Samråd",
    "Slutsats",
];

/// Given names.
pub(super) const GIVEN: &[&str] = &[
    "Alva", "Birk", "Cilla", "Disa", "Egil", "Frej", "Gerda", "Halvar", "Idun", "Jorunn", "Kerstin", "Love",
    "Majken", "Nils", "Ottilia", "Pontus", "Ragna", "Sixten", "Tyra", "Ulf", "Vilgot", "Ylva",
];

/// Family names.
pub(super) const FAMILY: &[&str] = &[
    "Almdahl",
    "Björkvik",
    "Dalgren",
    "Ekstam",
    "Fallander",
    "Granhult",
    "Hedmyr",
    "Idestad",
    "Kvarnlöf",
    "Lundhage",
    "Myrsten",
    "Nordlid",
    "Oxelgård",
    "Piltorp",
    "Rosenäng",
    "Sjövall",
    "Tallgård",
    "Vinterfjord",
    "Åkervik",
    "Östhammar",
];
