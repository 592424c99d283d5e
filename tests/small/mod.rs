//! A small site made by hand, fictional, with one of everything that a page can show.

#![allow(dead_code, reason = "each test program uses a part of it")]

use std::collections::BTreeMap;

use diariet::content::config::{Accessibility, Config, Contact, Language, Licence, Limits, RegisterConfig};
use diariet::model::date::{Date, Time};
use diariet::model::record::{
    Amount, Attachment, Ballot, Case, CaseDocument, Clause, Decision, Document, DocumentKind, Earlier, Event,
    EventKind, Item, ItemKind, Latest, Meeting as MeetingRecord, Mention, Notice, Organ, Origin, Outcome,
    Person, Point, Proposal, Published, Role, Said, Source, SourceKind, SourceState, Stage, Version, Vote,
    VoteName,
};
use diariet::render::numbers::NumberLinks;
use diariet::site::{Body, CaseFile, DocumentText, Meeting, Member, Site};

pub(crate) fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// Links the numbers of this site where they stand in text.
pub(crate) fn numbers(prefix: &'static str) -> NumberLinks {
    NumberLinks::new(move |text| {
        let mut found: Vec<_> = [
            ("KS 2025/114", "ks-2025-114"),
            ("KS 2025/7", "ks-2025-7"),
            ("TN 2025/33", "tn-2025-33"),
            ("KS 2025/120", "ks-2025-120"),
        ]
        .iter()
        .flat_map(|(number, slug)| {
            text.match_indices(number).map(move |(at, m)| (at..at + m.len(), format!("{prefix}/dnr/{slug}/")))
        })
        .collect();
        found.sort_by_key(|(range, _)| range.start);
        found
    })
}

pub(crate) fn config() -> Config {
    Config {
        title: "Norrviks diarium".into(),
        organisation: "Norrviks kommun".into(),
        base_url: "https://diarium.norrvik.example".into(),
        theme: "default".into(),
        language: Language::Swedish,
        covers: Some("Kommunfullmäktige, kommunstyrelsen och tekniska nämnden från och med hösten 2025. Bygglov och enskildas ärenden hos socialtjänsten finns inte här.".into()),
        fictional: Some("Norrviks kommun finns inte. Allt på den här webbplatsen är påhittat för att visa hur den fungerar.".into()),
        contact: Contact {
            name: "Registrator".into(),
            email: "registrator@norrvik.example".into(),
            phone: Some("0999-120 00".into()),
            address: Some("Torget 1, 999 00 Norrvik".into()),
            url: Some("https://norrvik.example/kontakt".into()),
        },
        register: RegisterConfig { prefixes: vec!["KS".into(), "TN".into()], bare: false, by_body: false, collecting: vec!["KS 2025/7".into()] },
        licence: Licence::default(),
        policy: diariet::mask::Policy::default(),
        accessibility: Accessibility {
            level: "delvis förenlig".into(),
            faults: vec!["Äldre bilagor är inskannade och saknar text. Begär dem i en annan form.".into()],
            assessed: Some(day("2025-09-01")),
            method: "Egen granskning av varje slags sida med skärmläsare, tangentbord och program för automatisk kontroll.".into(),
            email: "registrator@norrvik.example".into(),
            phone: Some("0999-120 00".into()),
        },
        limits: Limits::default(),
        sqlite: false,
        redirects: Vec::new(),
    }
}

fn body(slug: &str, name: &str, short: &str) -> Body {
    Body {
        slug: slug.into(),
        url: format!("/{slug}/"),
        name: name.into(),
        short: Some(short.into()),
        names: Vec::new(),
        parent: None,
        order: None,
        dissolved: None,
        members: Vec::new(),
        text: String::new(),
        aliases: Vec::new(),
    }
}

fn member(name: &str, party: &str, role: Role) -> Member {
    Member {
        name: name.into(),
        party: Some(party.into()),
        role,
        from: Some(day("2023-01-01")),
        to: Some(day("2026-12-31")),
    }
}

fn bodies() -> Vec<Body> {
    let council = Body {
        members: vec![
            member("Gunvor Lind", "C", Role::Ordforande),
            member("Samir Haddad", "S", Role::ForsteViceOrdforande),
        ],
        text: "Kommunfullmäktige är kommunens högsta beslutande organ. Sammanträdena är öppna för alla."
            .into(),
        ..body("kommunfullmaktige", "Kommunfullmäktige", "KF")
    };
    let board = Body {
        names: vec!["Styrelsen".into()],
        members: vec![
            member("Karin Holm", "S", Role::Ordforande),
            member("Per-Olof Wikström", "M", Role::AndreViceOrdforande),
            member("Aino Laakso", "V", Role::Ledamot),
            member("Jonas Ek", "L", Role::Ersattare),
        ],
        text: "Kommunstyrelsen leder och samordnar kommunens arbete.\n\n## Sammanträden\n\nKommunstyrelsen sammanträder ungefär en gång i månaden. Sammanträdena är inte öppna.".into(),
        ..body("kommunstyrelsen", "Kommunstyrelsen", "KS")
    };
    let committee = Body {
        parent: Some("kommunstyrelsen".into()),
        dissolved: Some(day("2024-12-31")),
        ..body("personalutskottet", "Personalutskottet", "PU")
    };
    vec![council, board, committee, body("tekniska-namnden", "Tekniska nämnden", "TN")]
}

pub(crate) fn clause(text: &str, amounts: &[u64]) -> Clause {
    Clause { text: text.into(), amounts: amounts.to_vec(), percent: None, decides: None }
}

fn person(name: &str, party: &str, role: Role, present: Option<bool>) -> Person {
    Person { name: name.into(), party: Some(party.into()), role, present, scope: None }
}

fn meeting(slug: &str, name: &str, date: &str, title: &str) -> Meeting {
    Meeting {
        record: MeetingRecord {
            organisation: Some("Norrviks kommun".into()),
            organ: Organ { name: Some(name.into()), slug: Some(slug.into()) },
            date: Some(day(date)),
            url: format!("/{slug}/{date}/"),
            ..MeetingRecord::default()
        },
        title: title.into(),
        cancelled: false,
        text: String::new(),
        item_texts: BTreeMap::new(),
        files: BTreeMap::new(),
    }
}

fn add(meeting: &mut Meeting, mut item: Item) {
    item.url = format!("{}{}/", meeting.record.url, item.id);
    meeting.record.items.push(item);
}

fn add_document(meeting: &mut Meeting, mut document: Document) {
    let item = document.item.clone().unwrap_or_else(|| "handlingar".into());
    document.url = format!("{}{item}/{}/", meeting.record.url, document.id);
    meeting.record.documents.push(document);
}

fn notice() -> Notice {
    Notice {
        adjusted: Some(day("2025-10-09")),
        posted: Some(day("2025-10-10")),
        taken_down: Some(day("2025-11-01")),
        appeal_last: Some(day("2025-10-31")),
        appeal_computed: true,
        kept_at: Some("Kommunkansliet, Torget 1".into()),
    }
}

fn road_item() -> Item {
    let mut item =
        Item::new("cykelvag-strandvagen", "Gång- och cykelväg längs Strandvägen", ItemKind::Beslut);
    item.number = Some("4".into());
    item.paragraph = Some("88".into());
    item.diarienummer = vec!["KS 2025/114".into()];
    item.handler = Some("Lena Sjöström, trafikplanerare".into());
    item.presenters = vec!["Lena Sjöström".into()];
    item.summary = Some("Tekniska nämnden föreslår en gång- och cykelväg på 1,8 kilometer mellan hamnen och Näsets skola. Barnen går i dag på vägrenen. Vägen beräknas kosta 14 500 000 kronor och kan vara klar hösten 2026. Jämför TN 2025/33.".into());
    item.proposal = Some(Proposal {
        organ: Some("Kommunstyrelsen".into()),
        clauses: vec![
            clause(
                "föreslå kommunfullmäktige att anvisa 14 500 000 kronor till gång- och cykelväg längs Strandvägen",
                &[14_500_000],
            ),
            clause("vägen ska vara klar till höstterminen 2026", &[]),
        ],
        conditions: Vec::new(),
    });
    item.decision = Some(Decision {
        organ: Some("Kommunstyrelsen".into()),
        clauses: vec![
            Clause { decides: Some("Kommunfullmäktige".into()), ..clause("föreslå kommunfullmäktige att anvisa 12 000 000 kronor till gång- och cykelväg längs Strandvägen", &[12_000_000]) },
            clause("vägen ska vara klar till höstterminen 2026", &[]),
            clause("uppdra åt tekniska nämnden att söka statlig medfinansiering, se KS 2025/120", &[]),
        ],
        outcomes: vec![Outcome::Foreslar, Outcome::Uppdrag],
        votes: vec![Vote { yes_means: Some("bifall till ordförandens förslag".into()), no_means: Some("bifall till Per-Olof Wikströms yrkande om avslag".into()), yes: Some(8), no: Some(5), abstain: Some(0), names: Vec::new() }],
        motions: vec![
            Said { by: vec!["Karin Holm (S)".into()], text: "Bifall till nämndens förslag med ändringen att 12 000 000 kronor anvisas.".into() },
            Said { by: vec!["Per-Olof Wikström (M)".into()], text: "Avslag.".into() },
        ],
        reservations: vec![Said { by: vec!["Per-Olof Wikström (M)".into(), "Jonas Ek (L)".into()], text: "Vi anser att vägen ska prövas i nästa års budget.\n\nDå kan den vägas mot andra behov.".into() }],
        recused: vec!["Aino Laakso (V)".into()],
        procedure: Some("Ordföranden ställer förslagen mot varandra och finner att styrelsen bifaller det egna. Omröstning begärs.".into()),
        ..Decision::default()
    });
    item.attachments = vec![
        Attachment {
            title: "Tjänsteskrivelse 2025-09-02".into(), document: Some("tjansteskrivelse".into())
        },
        Attachment { title: "Kostnadskalkyl".into(), document: Some("kalkyl".into()) },
        Attachment { title: "Markägares yttrande".into(), document: Some("yttrande-markagare".into()) },
        Attachment { title: "Karta över sträckningen".into(), document: None },
    ];
    item.sent_to = vec!["Tekniska nämnden".into(), "Ekonomiavdelningen".into()];
    item.earlier = vec![
        Earlier {
            organ: Some("Tekniska nämnden".into()),
            date: Some(day("2025-09-16")),
            paragraph: Some("51".into()),
        },
        Earlier { organ: Some("Vägverket".into()), date: None, paragraph: None },
    ];
    item.pages = Some((12, 19));
    item
}

fn board_meeting() -> Meeting {
    let mut meeting =
        meeting("kommunstyrelsen", "Kommunstyrelsen", "2025-10-07", "Kommunstyrelsen 7 oktober 2025");
    let record = &mut meeting.record;
    record.start = Time::parse("13:00");
    record.end = Time::parse("16:40");
    record.place = Some("Sessionssalen, Torget 1".into());
    record.chair = Some("Karin Holm (S)".into());
    record.secretary = Some("Maj Öberg".into());
    record.adjusters = vec!["Per-Olof Wikström (M)".into()];
    record.people = vec![
        person("Karin Holm", "S", Role::Ordforande, Some(true)),
        person("Per-Olof Wikström", "M", Role::AndreViceOrdforande, Some(true)),
        Person {
            scope: Some("ej § 88 p.g.a. jäv".into()),
            ..person("Aino Laakso", "V", Role::Ledamot, Some(true))
        },
        person("Jonas Ek", "L", Role::TjanstgorandeErsattare, Some(true)),
        person("Ylva Dahl", "S", Role::Ersattare, Some(false)),
        Person { party: None, ..person("Maj Öberg", "", Role::Sekreterare, None) },
    ];
    record.sources = vec![
        Source {
            pages: Some(86),
            ..Source::new(SourceKind::Kallelse, "kallelse-2025-10-07.pdf", "5b1c".repeat(16))
        },
        Source {
            pages: Some(14),
            paragraphs: Some("87–91".into()),
            state: Some(SourceState::Justerat),
            notice: Some(notice()),
            ..Source::new(SourceKind::Protokoll, "protokoll-2025-10-07.pdf", "9e0a".repeat(16))
        },
    ];
    meeting.files.insert(
        "kallelse-2025-10-07.pdf".into(),
        "/kommunstyrelsen/2025-10-07/kallelse-2025-10-07.pdf".into(),
    );
    add(
        &mut meeting,
        Item {
            paragraph: Some("87".into()),
            number: Some("1".into()),
            ..Item::new("val-av-justerare", "Val av justerare", ItemKind::Formalia)
        },
    );
    add(&mut meeting, road_item());
    meeting.item_texts.insert(
        "cykelvag-strandvagen".into(),
        "## Bakgrund\n\nNäsets skola har 240 elever. **Var fjärde** går eller cyklar.\n\n## Ekonomi\n\n| Del | Kronor |\n|---|---|\n| Mark | 1 900 000 |\n| Anläggning | 12 600 000 |\n".into(),
    );
    add(
        &mut meeting,
        Item {
            paragraph: Some("89".into()),
            number: Some("5".into()),
            reason: Some(
                "Paragrafen rör upphandling som pågår (offentlighets- och sekretesslagen 19 kap. 3 §)."
                    .into(),
            ),
            diarienummer: vec!["KS 2025/120".into()],
            ..Item::new("sekretess-89", "", ItemKind::Sekretess)
        },
    );
    add(
        &mut meeting,
        Item {
            paragraph: Some("91".into()),
            number: Some("7".into()),
            diarienummer: vec!["KS 2025/7".into()],
            points: vec![
                Point {
                    text: "Attestlista för oktober, KS 2025/7".into(),
                    diarienummer: vec!["KS 2025/7".into()],
                    people: vec!["Ekonomichefen".into()],
                },
                Point {
                    text: "Beslut från Länsstyrelsen, 512-884-2025".into(),
                    diarienummer: vec!["512-884-2025".into()],
                    people: Vec::new(),
                },
            ],
            ..Item::new("delegationsbeslut", "Delegationsbeslut", ItemKind::Delegation)
        },
    );
    board_documents(&mut meeting);
    meeting
}

fn board_documents(meeting: &mut Meeting) {
    let road = Some("cykelvag-strandvagen".to_owned());
    let packet = Some("kallelse-2025-10-07.pdf".to_owned());
    add_document(
        meeting,
        Document {
            item: road.clone(),
            source: packet.clone(),
            pages: Some((12, 14)),
            date: Some(day("2025-09-02")),
            sender: Some("Tekniska förvaltningen".into()),
            diarienummer: vec!["KS 2025/114".into()],
            sha256: Some("aa11".repeat(16)),
            words: Some(412),
            versions: vec![Version {
                replaced: day("2025-10-01"),
                sha256: Some("bb22".repeat(16)),
                reason: "Fel årtal i tabellen.".into(),
            }],
            ..Document::new(
                "tjansteskrivelse",
                "Gång- och cykelväg längs Strandvägen",
                DocumentKind::Tjansteskrivelse,
            )
        },
    );
    add_document(
        meeting,
        Document {
            item: road.clone(),
            published: Published::Metadata,
            sender: Some("Konsult Väg & Vatten AB".into()),
            ..Document::new("kalkyl", "Kostnadskalkyl", DocumentKind::Tabell)
        },
    );
    add_document(
        meeting,
        Document {
            item: road.clone(),
            published: Published::Withheld,
            reason: Some("Innehåller uppgifter om en enskilds hälsa (OSL 21 kap. 1 §).".into()),
            ..Document::new("yttrande-markagare", "Markägares yttrande", DocumentKind::Yttrande)
        },
    );
    add_document(
        meeting,
        Document {
            item: road,
            published: Published::Withdrawn,
            reason: Some("Borttagen den 12 oktober 2025: adressen till en enskild stod kvar.".into()),
            ..Document::new("epost", "E-post från boende", DocumentKind::Epost)
        },
    );
    add_document(
        meeting,
        Document {
            item: Some("delegationsbeslut".into()),
            source: packet,
            pages: Some((80, 80)),
            date: Some(day("2025-09-30")),
            diarienummer: vec!["KS 2025/114".into()],
            decision: Some(Decision {
                organ: Some("Teknisk chef".into()),
                clauses: vec![clause("beställa geoteknisk undersökning för 180 000 kronor", &[180_000])],
                outcomes: vec![Outcome::Bifall],
                ..Decision::default()
            }),
            ..Document::new(
                "undersokning",
                "Beställning av geoteknisk undersökning",
                DocumentKind::Delegationsbeslut,
            )
        },
    );
    add_document(
        meeting,
        Document {
            duplicate_of: Some("tjansteskrivelse".into()),
            published: Published::File,
            file: Some("/kommunstyrelsen/2025-10-07/handlingar/kopia/kopia.pdf".into()),
            language: Some("en".into()),
            ..Document::new("kopia", "Road memo, copy", DocumentKind::Bilaga)
        },
    );
}

fn council_meeting() -> Meeting {
    let mut meeting =
        meeting("kommunfullmaktige", "Kommunfullmäktige", "2025-10-27", "Kommunfullmäktige 27 oktober 2025");
    meeting.record.sources = vec![Source {
        state: Some(SourceState::Ojusterat),
        ..Source::new(SourceKind::Protokoll, "protokoll.pdf", "77cc".repeat(16))
    }];
    meeting.text = "Sammanträdet sänds på webben.".into();
    let names = [
        ("Gunvor Lind", "C", Ballot::Ja),
        ("Samir Haddad", "S", Ballot::Ja),
        ("Karin Holm", "S", Ballot::Ja),
        ("Per-Olof Wikström", "M", Ballot::Nej),
        ("Jonas Ek", "L", Ballot::Nej),
        ("Siv Norén", "MP", Ballot::Avstar),
        ("Tor Alm", "KD", Ballot::Franvarande),
    ];
    let vote = |yes: u32, no: u32| Vote {
        yes_means: Some("bifall till kommunstyrelsens förslag".into()),
        no_means: Some("avslag".into()),
        yes: Some(yes),
        no: Some(no),
        abstain: Some(1),
        names: names
            .iter()
            .map(|(name, party, vote)| VoteName {
                name: (*name).into(),
                party: Some((*party).into()),
                vote: *vote,
            })
            .collect(),
    };
    add(
        &mut meeting,
        Item {
            paragraph: Some("102".into()),
            diarienummer: vec!["KS 2025/114".into()],
            proposal: Some(Proposal {
                organ: Some("Kommunfullmäktige".into()),
                clauses: vec![clause(
                    "anvisa 12 000 000 kronor till gång- och cykelväg längs Strandvägen",
                    &[12_000_000],
                )],
                conditions: vec!["Medlen får användas till och med 2026.".into()],
            }),
            decision: Some(Decision {
                organ: Some("Kommunfullmäktige".into()),
                clauses: vec![clause(
                    "anvisa 12 000 000 kronor till gång- och cykelväg längs Strandvägen",
                    &[12_000_000],
                )],
                outcomes: vec![Outcome::Bifall],
                immediate: true,
                votes: vec![vote(3, 2), Vote { yes_means: None, no_means: None, ..vote(4, 1) }],
                reservations: vec![Said {
                    by: vec!["M-gruppen".into(), "Jonas Ek (L)".into()],
                    text: String::new(),
                }],
                statements: vec![Said {
                    by: vec!["Siv Norén (MP)".into()],
                    text: "Vägen borde ha byggts för tio år sedan.".into(),
                }],
                conditions: vec!["Medlen får användas till och med 2026.".into()],
                applicant: Some("Tekniska nämnden".into()),
                period: Some("2026".into()),
                ..Decision::default()
            }),
            ..Item::new("cykelvag", "Gång- och cykelväg längs Strandvägen", ItemKind::Beslut)
        },
    );
    add(
        &mut meeting,
        Item {
            paragraph: Some("104".into()),
            diarienummer: vec!["KS 2025/120".into()],
            proposal: Some(Proposal {
                organ: None,
                clauses: vec![clause("anta policyn", &[])],
                conditions: Vec::new(),
            }),
            decision: Some(Decision {
                organ: None,
                clauses: vec![clause(
                    "återremittera ärendet till kommunstyrelsen för att kostnaderna ska redovisas",
                    &[],
                )],
                outcomes: vec![Outcome::Aterremiss],
                ..Decision::default()
            }),
            ..Item::new("policy", "Policy för statlig medfinansiering", ItemKind::Beslut)
        },
    );
    meeting
}

fn coming_meeting() -> Meeting {
    let mut meeting =
        meeting("kommunstyrelsen", "Kommunstyrelsen", "2025-11-18", "Kommunstyrelsen 18 november 2025");
    meeting.record.start = Time::parse("13:00");
    meeting.record.sources =
        vec![Source::new(SourceKind::Kallelse, "kallelse-2025-11-18.txt", "cd34".repeat(16))];
    add(
        &mut meeting,
        Item {
            number: Some("3".into()),
            diarienummer: vec!["KS 2025/120".into(), "512-884-2025".into()],
            proposal: Some(Proposal {
                organ: Some("Kommunstyrelsen".into()),
                clauses: vec![
                    clause("godkänna redovisningen", &[]),
                    clause("avsätta 350 000 kronor för 2026", &[350_000]),
                ],
                conditions: Vec::new(),
            }),
            ..Item::new(
                "policy",
                "Policy för statlig medfinansiering, åter från fullmäktige",
                ItemKind::Beslut,
            )
        },
    );
    add(
        &mut meeting,
        Item {
            number: Some("4".into()),
            summary: Some("Kommundirektören informerar.".into()),
            ..Item::new("information", "Information från kommundirektören", ItemKind::Information)
        },
    );
    meeting
}

fn technical_meeting() -> Meeting {
    let mut meeting =
        meeting("tekniska-namnden", "Tekniska nämnden", "2025-09-16", "Tekniska nämnden 16 september 2025");
    meeting.record.sources = vec![Source {
        state: Some(SourceState::Justerat),
        ..Source::new(SourceKind::Protokoll, "tn.pdf", "ef56".repeat(16))
    }];
    add(
        &mut meeting,
        Item {
            paragraph: Some("51".into()),
            diarienummer: vec!["KS 2025/114".into()],
            proposal: Some(Proposal {
                organ: None,
                clauses: vec![clause("ställa sig bakom förslaget", &[])],
                conditions: Vec::new(),
            }),
            decision: Some(Decision {
                organ: Some("Tekniska nämnden".into()),
                clauses: vec![clause("ställa sig bakom förslaget", &[])],
                outcomes: vec![Outcome::Foreslar],
                ..Decision::default()
            }),
            ..Item::new("strandvagen", "Ny gång- och cykelväg till Näsets skola", ItemKind::Beslut)
        },
    );
    meeting
}

fn case(number: &str, slug: &str, title: &str) -> Case {
    Case {
        diarienummer: number.into(),
        written_forms: vec![number.into()],
        slug: slug.into(),
        url: format!("/dnr/{slug}/"),
        title: title.into(),
        origin: Origin::Own,
        collecting: false,
        latest: None,
        events: Vec::new(),
        documents: Vec::new(),
        mentions: Vec::new(),
        related: Vec::new(),
        amounts: Vec::new(),
    }
}

fn file(record: Case, items: &[(usize, usize)], documents: &[(usize, usize)]) -> CaseFile {
    CaseFile {
        record,
        text: String::new(),
        listed: Vec::new(),
        items: items.to_vec(),
        documents: documents.to_vec(),
    }
}

fn event(date: &str, kind: EventKind, organ: &str, title: &str, url: &str) -> Event {
    Event {
        date: Some(day(date)),
        kind,
        organ: Some(organ.into()),
        title: title.into(),
        outcomes: Vec::new(),
        url: url.into(),
        text: String::new(),
    }
}

fn latest(label: &str, date: &str, url: &str) -> Option<Latest> {
    Some(Latest { label: label.into(), date: Some(day(date)), url: url.into() })
}

fn road_case() -> CaseFile {
    let board = "/kommunstyrelsen/2025-10-07/cykelvag-strandvagen/";
    let council = "/kommunfullmaktige/2025-10-27/cykelvag/";
    let amount = |kronor, text: &str, url: String, stage| Amount { kronor, text: text.into(), url, stage };
    CaseFile {
        text: "Läs mer om bygget på [kommunens egen sida](https://norrvik.example/strandvagen).".into(),
        ..file(
            Case {
                written_forms: vec!["KS 2025/114".into(), "KS2025/114".into(), "KS 2025-114".into()],
                latest: latest("Bifall i Kommunfullmäktige 2025-10-27 § 102", "2025-10-27", council),
                events: vec![event(
                    "2025-09-16",
                    EventKind::Decision,
                    "Tekniska nämnden",
                    "Ny gång- och cykelväg till Näsets skola",
                    "/tekniska-namnden/2025-09-16/strandvagen/",
                )],
                documents: vec![CaseDocument {
                    title: "Tjänsteskrivelse: Gång- och cykelväg längs Strandvägen".into(),
                    kind: DocumentKind::Tjansteskrivelse,
                    date: Some(day("2025-09-02")),
                    url: format!("{board}tjansteskrivelse/"),
                    pages: Some((12, 14)),
                }],
                mentions: vec![Mention {
                    url: "/kommunstyrelsen/2025-10-07/handlingar/kopia/#sida-2".into(),
                    title: "Road memo, copy".into(),
                    page: Some(2),
                    line: Some(40),
                    quote: "… enligt förstudien i KS 2025/114 finns tre sträckningar …".into(),
                }],
                related: vec!["TN 2025/33".into(), "512-884-2025".into()],
                amounts: vec![
                    amount(
                        14_500_000,
                        "föreslå kommunfullmäktige att anvisa 14 500 000 kronor",
                        format!("{board}#forslag-1"),
                        Stage::Proposed,
                    ),
                    amount(
                        12_000_000,
                        "anvisa 12 000 000 kronor till gång- och cykelväg längs Strandvägen",
                        format!("{council}#beslut-1"),
                        Stage::Decided,
                    ),
                    amount(
                        180_000,
                        "beställa geoteknisk undersökning för 180 000 kronor",
                        "/kommunstyrelsen/2025-10-07/delegationsbeslut/undersokning/#beslut-1".into(),
                        Stage::Decided,
                    ),
                ],
                ..case("KS 2025/114", "ks-2025-114", "Gång- och cykelväg längs Strandvägen")
            },
            &[(3, 0), (2, 1), (1, 0)],
            &[(2, 0), (2, 4)],
        )
    }
}

pub(crate) fn site() -> Site {
    let cases = vec![
        file(
            Case { collecting: true, ..case("KS 2025/7", "ks-2025-7", "Delegationsbeslut 2025") },
            &[(2, 3)],
            &[],
        ),
        road_case(),
        file(
            Case {
                latest: latest(
                    "På dagordningen i Kommunstyrelsen 2025-11-18",
                    "2025-11-18",
                    "/kommunstyrelsen/2025-11-18/policy/",
                ),
                amounts: vec![Amount {
                    kronor: 350_000,
                    text: "avsätta 350 000 kronor för 2026".into(),
                    url: "/kommunstyrelsen/2025-11-18/policy/#forslag-2".into(),
                    stage: Stage::Proposed,
                }],
                events: vec![event(
                    "2025-10-27",
                    EventKind::Decision,
                    "Kommunfullmäktige",
                    "Policy",
                    "/kommunfullmaktige/2025-10-27/policy/",
                )],
                ..case("KS 2025/120", "ks-2025-120", "Policy för statlig medfinansiering")
            },
            &[(2, 2), (1, 1), (0, 0)],
            &[],
        ),
        file(
            Case {
                mentions: vec![Mention {
                    url: "/kommunstyrelsen/2025-10-07/cykelvag-strandvagen/".into(),
                    title: "Gång- och cykelväg längs Strandvägen".into(),
                    page: None,
                    line: None,
                    quote: "Jämför TN 2025/33.".into(),
                }],
                ..case("TN 2025/33", "tn-2025-33", "Ärende TN 2025/33")
            },
            &[],
            &[],
        ),
    ];
    let config = config();
    Site {
        register: config.register.register(),
        config,
        bodies: bodies(),
        meetings: vec![coming_meeting(), council_meeting(), board_meeting(), technical_meeting()],
        cases,
    }
}

pub(crate) fn text_of(document: &Document) -> DocumentText {
    match document.id.as_str() {
        "tjansteskrivelse" => DocumentText {
            pages: vec![
                (Some(12), "## Förslag till beslut\n\nKommunstyrelsen föreslår fullmäktige att anvisa medel, dnr KS 2025/114.\n\n## Sammanfattning\n\nStrandvägen saknar gångbana.".into()),
                (Some(13), "### Kalkyl\n\n| Del | Kronor | Andel |\n|---|---|---|\n| Mark | 1 900 000 | 13 % |\n| Anläggning | 12 600 000 | 87 % |\n\n<script>alert(1)</script>".into()),
                (Some(14), "```\nLena Sjöström\ntrafikplanerare\n```\n\n[farlig](javascript:alert(1)) och [ofarlig](https://norrvik.example/)".into()),
                (Some(15), "Sändlista\n\n- Tekniska nämnden\n- Ekonomiavdelningen".into()),
            ],
        },
        "kopia" => DocumentText { pages: vec![(Some(1), "# Road memo\n\nThis is a translation.".into()), (Some(2), "According to the study KS 2025/114 there are three routes.".into())] },
        _ => DocumentText { pages: vec![(None, "Teknisk chef beslutar att beställa undersökningen.".into())] },
    }
}
