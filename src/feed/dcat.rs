//! The catalogue of the open data, for dataportal.se and other harvesters: DCAT-AP-SE 3.0.1 as RDF/XML.
//!
//! What must be there of whom: <https://docs.dataportal.se/dcat/3.0.1/sv/>. Titles stand in Swedish and English, and
//! say nothing of the publisher, who stands beside.

use crate::content::config::{Config, Language};
use crate::model::date::Date;
use crate::site::Site;

use super::xml::Xml;
use super::{Output, Place};

/// Address of the catalogue.
pub const CATALOGUE: &str = "/data/dcat.rdf";

const NAMESPACES: [(&str, &str); 6] = [
    ("xmlns:rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("xmlns:dcat", "http://www.w3.org/ns/dcat#"),
    ("xmlns:dcterms", "http://purl.org/dc/terms/"),
    ("xmlns:foaf", "http://xmlns.com/foaf/0.1/"),
    ("xmlns:vcard", "http://www.w3.org/2006/vcard/ns#"),
    ("xmlns:dcatap", "http://data.europa.eu/r5r/"),
];

const THEME: &str = "http://publications.europa.eu/resource/authority/data-theme/GOVE";
const PUBLIC: &str = "http://publications.europa.eu/resource/authority/access-right/PUBLIC";
const IRREGULAR: &str = "http://publications.europa.eu/resource/authority/frequency/IRREG";
const DATE: &str = "http://www.w3.org/2001/XMLSchema#date";
const MEDIA: &str = "http://www.iana.org/assignments/media-types/";

/// A set of data: a collection of the contract.
struct Dataset {
    /// File name without ending.
    name: &'static str,
    /// Title, Swedish and English.
    title: [&'static str; 2],
    /// Description, Swedish and English.
    words: [&'static str; 2],
    /// Keywords, Swedish and English.
    keywords: [&'static str; 2],
}

const DATASETS: [Dataset; 6] = [
    Dataset {
        name: "arenden",
        title: ["Ärenden", "Cases"],
        words: [
            "Ärenden med diarienummer, rubrik, organ som har behandlat dem, senaste beslut och adress.",
            "Cases with registration number, title, the bodies that treated them, latest decision and address.",
        ],
        keywords: ["diarium", "register of cases"],
    },
    Dataset {
        name: "moten",
        title: ["Sammanträden", "Meetings"],
        words: [
            "Sammanträden med organ, dag, plats, antal ärenden, källor och uppgifter om justering och anslag.",
            "Meetings with body, day, place, number of items, sources, and approval and notice of the minutes.",
        ],
        keywords: ["sammanträde", "meeting"],
    },
    Dataset {
        name: "beslut",
        title: ["Beslut", "Decisions"],
        words: [
            "Beslut med organ, dag, paragraf, att-satser, utfall, omröstningar och reservationer.",
            "Decisions with body, day, paragraph, clauses, outcome, votes and reservations.",
        ],
        keywords: ["beslut", "decision"],
    },
    Dataset {
        name: "handlingar",
        title: ["Handlingar", "Documents"],
        words: [
            "Handlingar till sammanträden med slag, datum, avsändare, diarienummer och adress.",
            "Documents of meetings with kind, date, sender, registration number and address.",
        ],
        keywords: ["allmän handling", "official document"],
    },
    Dataset {
        name: "belopp",
        title: ["Belopp i förslag och beslut", "Amounts in proposals and decisions"],
        words: [
            "Belopp i kronor i förslag och beslut, med ärende, att-sats och mottagare där den är känd.",
            "Amounts in kronor in proposals and decisions, with case, clause and recipient where known.",
        ],
        keywords: ["bidrag", "grant"],
    },
    Dataset {
        name: "personer",
        title: ["Förtroendevalda i organ", "Elected representatives in bodies"],
        words: [
            "Förtroendevalda efter organ, parti och roll, som de står i kallelser och protokoll.",
            "Elected representatives by body, party and role, as agendas and minutes name them.",
        ],
        keywords: ["förtroendevald", "elected representative"],
    },
];

/// The catalogue of a site.
#[must_use]
pub fn catalogue(site: &Site) -> Output {
    let mut writer = Writer { xml: Xml::new(), place: Place::new(&site.config), config: &site.config };
    writer.xml.open("rdf:RDF", &NAMESPACES);
    writer.catalogue();
    writer.publisher();
    writer.contact();
    let first = site.meetings.iter().filter_map(|meeting| meeting.record.date).min();
    for dataset in &DATASETS {
        writer.dataset(dataset, first);
        writer.distribution(dataset, "json", "application/json");
        writer.distribution(dataset, "csv", "text/csv");
    }
    writer.meeting_interface(first);
    writer.xml.close("rdf:RDF");
    Output { path: CATALOGUE.trim_start_matches('/').to_owned(), bytes: writer.xml.finish() }
}

struct Writer<'a> {
    xml: Xml,
    place: Place,
    config: &'a Config,
}

impl Writer<'_> {
    fn catalogue(&mut self) {
        let config = self.config;
        self.begin("dcat:Catalog", "katalog");
        self.xml.text("dcterms:title", &[("xml:lang", "sv")], &config.title);
        self.xml.text("dcterms:title", &[("xml:lang", "en")], "Meetings, cases and decisions");
        let covers = config.covers.as_deref().unwrap_or("Möten, ärenden och beslut som öppna data.");
        self.xml.text("dcterms:description", &[("xml:lang", "sv")], covers);
        let english = "Meetings, cases and decisions as open data.";
        self.xml.text("dcterms:description", &[("xml:lang", "en")], english);
        self.thing("dcterms:publisher", "utgivare");
        self.resource("dcterms:license", &licence(config));
        self.resource("foaf:homepage", &self.place.url("/"));
        self.language();
        self.resource("dcat:themeTaxonomy", "http://publications.europa.eu/resource/authority/data-theme");
        for dataset in &DATASETS {
            self.thing("dcat:dataset", dataset.name);
        }
        self.thing("dcat:dataset", "oparl");
        self.xml.close("dcat:Catalog");
    }

    fn publisher(&mut self) {
        // Of the kinds of publisher that ADMS knows, a region is a regional authority and a municipality a local one.
        let regional =
            self.config.organisation.to_lowercase().split_whitespace().any(|word| word == "region");
        let kind = if regional { "RegionalAuthority" } else { "LocalAuthority" };
        self.begin("foaf:Agent", "utgivare");
        self.xml.text("foaf:name", &[("xml:lang", "sv")], &self.config.organisation);
        self.resource("dcterms:type", &format!("http://purl.org/adms/publishertype/{kind}"));
        self.xml.close("foaf:Agent");
    }

    fn contact(&mut self) {
        let contact = &self.config.contact;
        self.begin("vcard:Organization", "kontakt");
        let name = if contact.name.is_empty() { &self.config.organisation } else { &contact.name };
        self.xml.text("vcard:fn", &[], name);
        if !contact.email.is_empty() {
            self.resource("vcard:hasEmail", &format!("mailto:{}", contact.email));
        }
        if let Some(url) = &contact.url {
            self.resource("vcard:hasURL", url);
        }
        self.xml.close("vcard:Organization");
    }

    fn dataset(&mut self, dataset: &Dataset, first: Option<Date>) {
        self.begin("dcat:Dataset", dataset.name);
        self.both("dcterms:title", dataset.title);
        self.both("dcterms:description", dataset.words);
        self.both("dcat:keyword", dataset.keywords);
        self.known_of_each(first);
        self.thing("dcat:distribution", &format!("{}-json", dataset.name));
        self.thing("dcat:distribution", &format!("{}-csv", dataset.name));
        self.xml.close("dcat:Dataset");
    }

    /// What is the same of every set.
    fn known_of_each(&mut self, first: Option<Date>) {
        self.thing("dcterms:publisher", "utgivare");
        self.thing("dcat:contactPoint", "kontakt");
        self.resource("dcat:theme", THEME);
        self.resource("dcterms:accessRights", PUBLIC);
        self.resource("dcterms:accrualPeriodicity", IRREGULAR);
        self.resource("dcat:landingPage", &self.place.url("/oppna-data/"));
        self.language();
        if let Some(first) = first {
            self.xml.open("dcterms:temporal", &[]);
            self.xml.open("dcterms:PeriodOfTime", &[]);
            self.xml.text("dcat:startDate", &[("rdf:datatype", DATE)], &first.to_string());
            self.xml.close("dcterms:PeriodOfTime");
            self.xml.close("dcterms:temporal");
        }
    }

    fn distribution(&mut self, dataset: &Dataset, ending: &str, media_type: &str) {
        let file = self.place.url(&format!("/data/{}.{ending}", dataset.name));
        self.begin("dcat:Distribution", &format!("{}-{ending}", dataset.name));
        let kind = ending.to_uppercase();
        self.both(
            "dcterms:title",
            [&format!("{} ({kind})", dataset.title[0]), &format!("{} ({kind})", dataset.title[1])],
        );
        self.resource("dcat:accessURL", &file);
        self.resource("dcat:downloadURL", &file);
        self.resource("dcat:mediaType", &format!("{MEDIA}{media_type}"));
        self.xml.text("dcterms:format", &[], media_type);
        self.resource("dcterms:license", &licence(self.config));
        self.resource(
            "dcatap:availability",
            "http://publications.europa.eu/resource/authority/planned-availability/STABLE",
        );
        if ending == "json" {
            let schema = self.place.url(&format!("/data/schema/{}.json", dataset.name));
            self.xml.open("dcterms:conformsTo", &[]);
            self.xml.open("dcterms:Standard", &[("rdf:about", &schema)]);
            self.xml.close("dcterms:Standard");
            self.xml.close("dcterms:conformsTo");
        }
        self.xml.close("dcat:Distribution");
    }

    /// The same meetings and cases as OParl: a set, its distribution, and the service that gives it.
    fn meeting_interface(&mut self, first: Option<Date>) {
        let system = self.place.url("/oparl/system.json");
        let title = ["Möten och ärenden enligt OParl", "Meetings and cases in OParl"];
        self.begin("dcat:Dataset", "oparl");
        self.both("dcterms:title", title);
        let words = [
            "Organ, personer, sammanträden, ärenden och handlingar enligt specifikationen OParl 1.1.",
            "Bodies, people, meetings, cases and documents by the specification OParl 1.1.",
        ];
        self.both("dcterms:description", words);
        self.both("dcat:keyword", ["sammanträde", "meeting"]);
        self.known_of_each(first);
        self.thing("dcat:distribution", "oparl-json");
        self.xml.close("dcat:Dataset");
        self.begin("dcat:Distribution", "oparl-json");
        self.both("dcterms:title", title);
        self.resource("dcat:accessURL", &system);
        self.resource("dcat:mediaType", &format!("{MEDIA}application/json"));
        self.xml.text("dcterms:format", &[], "application/json");
        self.resource("dcterms:license", &licence(self.config));
        self.thing("dcat:accessService", "oparl-tjanst");
        self.xml.close("dcat:Distribution");
        self.begin("dcat:DataService", "oparl-tjanst");
        self.both("dcterms:title", title);
        self.resource("dcat:endpointURL", &system);
        self.resource("dcat:endpointDescription", "https://schema.oparl.org/1.1/");
        self.thing("dcterms:publisher", "utgivare");
        self.thing("dcat:contactPoint", "kontakt");
        self.resource("dcterms:accessRights", PUBLIC);
        self.resource("dcterms:license", &licence(self.config));
        self.thing("dcat:servesDataset", "oparl");
        self.xml.close("dcat:DataService");
    }

    fn begin(&mut self, class: &str, id: &str) {
        let about = self.own(id);
        self.xml.open(class, &[("rdf:about", &about)]);
    }

    fn thing(&mut self, property: &str, id: &str) {
        let own = self.own(id);
        self.resource(property, &own);
    }

    fn resource(&mut self, property: &str, url: &str) {
        self.xml.empty(property, &[("rdf:resource", url)]);
    }

    /// A text in Swedish and in English.
    fn both(&mut self, property: &str, [swedish, english]: [&str; 2]) {
        self.xml.text(property, &[("xml:lang", "sv")], swedish);
        self.xml.text(property, &[("xml:lang", "en")], english);
    }

    fn language(&mut self) {
        let language = match self.config.language {
            Language::Swedish => "SWE",
            Language::English => "ENG",
        };
        let url = format!("http://publications.europa.eu/resource/authority/language/{language}");
        self.resource("dcterms:language", &url);
    }

    /// The name of a thing of the catalogue, within its file.
    fn own(&self, id: &str) -> String {
        format!("{}#{id}", self.place.url(CATALOGUE))
    }
}

/// The name of the licence as harvesters know it: that of Creative Commons without scheme of its page's.
fn licence(config: &Config) -> String {
    let url = &config.licence.url;
    let Some((_, path)) = url.split_once("://creativecommons.org/") else { return url.clone() };
    let path = path.find("deed").or_else(|| path.find("legalcode")).map_or(path, |at| &path[..at]);
    format!("http://creativecommons.org/{path}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::tests;

    /// What DCAT-AP-SE 3.0.1 demands of each class.
    const DEMANDED: [(&str, &[&str]); 5] = [
        ("dcat:Catalog", &["dcterms:title", "dcterms:description", "dcterms:publisher", "dcat:dataset"]),
        ("dcat:Dataset", &["dcterms:title", "dcterms:description", "dcterms:publisher"]),
        ("dcat:Distribution", &["dcat:accessURL"]),
        ("dcat:DataService", &["dcterms:title", "dcat:endpointURL", "dcterms:accessRights"]),
        ("foaf:Agent", &["foaf:name"]),
    ];

    #[test]
    fn each_class_has_what_is_demanded() {
        let text = String::from_utf8(catalogue(&tests::site()).bytes).unwrap();
        for (class, properties) in DEMANDED {
            let things: Vec<&str> = text.split(&format!("<{class} rdf:about")).skip(1).collect();
            assert!(!things.is_empty(), "no {class}");
            for thing in things {
                let thing = thing.split(&format!("</{class}>")).next().unwrap();
                for property in properties {
                    assert!(thing.contains(&format!("<{property}")), "{class} without {property}: {thing}");
                }
            }
        }
    }

    #[test]
    fn the_licence_goes_by_its_known_name() {
        let mut config = tests::site().config;
        assert_eq!(licence(&config), "http://creativecommons.org/publicdomain/zero/1.0/");
        config.licence.url = "https://creativecommons.org/licenses/by/4.0/".into();
        assert_eq!(licence(&config), "http://creativecommons.org/licenses/by/4.0/");
        config.licence.url = "https://exempelby.example/villkor".into();
        assert_eq!(licence(&config), "https://exempelby.example/villkor");
    }
}
