//! A small fictional site for the tests of this room.

use crate::content::config::{Accessibility, Config, Contact, Language, Licence, Limits, RegisterConfig};
use crate::content::{Body, Member};
use crate::model::date::{Date, Time};
use crate::model::record::{
    Clause, Decision, Document, DocumentKind, Item, ItemKind, Meeting as Record, Notice, Organ, Outcome,
    Person, Proposal, Published, Role, Said, Source, SourceKind, SourceState, Vote,
};
use crate::site::{self, Gathered, Meeting, Site};

pub(super) fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// Two bodies; a meeting with minutes, one called off, one to come, and one of the council.
pub(super) fn site() -> Site {
    let config = config();
    let register = config.register.register();
    let meetings = vec![held(), cancelled(), coming(), council()];
    let gathered = meetings.into_iter().map(|meeting| Gathered { meeting, named: Vec::new() }).collect();
    let (site, found) = site::resolve(config, register, bodies(), gathered, &[]);
    assert!(found.is_empty(), "{found:?}");
    site
}

fn config() -> Config {
    Config {
        title: "Möten i Exempelby".into(),
        organisation: "Exempelby kommun".into(),
        base_url: "https://moten.exempelby.example".into(),
        theme: "default".into(),
        language: Language::Swedish,
        covers: Some("Kommunstyrelsen från 2026.".into()),
        fictional: None,
        contact: Contact {
            name: "Registrator".into(),
            email: "registrator@exempelby.example".into(),
            ..Contact::default()
        },
        register: RegisterConfig { prefixes: vec!["KS".into()], ..RegisterConfig::default() },
        licence: Licence::default(),
        accessibility: Accessibility::default(),
        limits: Limits::default(),
        sqlite: false,
        policy: crate::mask::Policy::default(),
        redirects: Vec::new(),
    }
}

fn bodies() -> Vec<Body> {
    let body = |slug: &str, name: &str, order: u32, members: Vec<Member>| Body {
        slug: slug.into(),
        url: format!("/{slug}/"),
        name: name.into(),
        short: None,
        names: Vec::new(),
        parent: None,
        order: Some(order),
        dissolved: None,
        members,
        text: String::new(),
        aliases: Vec::new(),
    };
    let chair = Member {
        name: "Åsa Ek".into(),
        party: Some("S".into()),
        role: Role::Ordforande,
        from: Some(day("2023-01-01")),
        to: None,
    };
    vec![body("ks", "Kommunstyrelsen", 1, vec![chair]), body("kf", "Kommunfullmäktige", 2, Vec::new())]
}

fn meeting(slug: &str, name: &str, date: &str) -> Meeting {
    let date = day(date);
    Meeting {
        title: format!("{name} {}", date.long()),
        record: Record {
            organisation: Some("Exempelby kommun".into()),
            organ: Organ { name: Some(name.into()), slug: Some(slug.into()) },
            date: Some(date),
            url: format!("/{slug}/{date}/"),
            ..Record::default()
        },
        ..Meeting::default()
    }
}

fn add(meeting: &mut Meeting, id: &str, title: &str, kind: ItemKind) -> usize {
    let mut item = Item::new(id, title, kind);
    item.url = format!("{}{id}/", meeting.record.url);
    item.number = Some((meeting.record.items.len() + 1).to_string());
    meeting.record.items.push(item);
    meeting.record.items.len() - 1
}

fn document(meeting: &mut Meeting, item: &str, id: &str, published: Published) -> usize {
    let mut document = Document::new(id, format!("Handlingen {id}"), DocumentKind::Tjansteskrivelse);
    document.url = format!("{}{item}/{id}/", meeting.record.url);
    document.item = Some(item.into());
    document.published = published;
    meeting.record.documents.push(document);
    meeting.record.documents.len() - 1
}

fn clause(text: &str, amounts: &[u64]) -> Clause {
    Clause { text: text.into(), amounts: amounts.to_vec(), ..Clause::default() }
}

fn proposal(clauses: &[&str]) -> Option<Proposal> {
    let clauses = clauses.iter().map(|text| clause(text, &[])).collect();
    Some(Proposal { organ: Some("Kommunstyrelsen".into()), clauses, conditions: Vec::new() })
}

fn held() -> Meeting {
    let mut meeting = meeting("ks", "Kommunstyrelsen", "2026-03-03");
    let record = &mut meeting.record;
    record.start = Time::parse("13:00");
    record.end = Time::parse("15:15");
    record.place = Some("Kommunhuset, Torget 1".into());
    record.adjusted = Some(day("2026-03-10"));
    let mut minutes = Source::new(SourceKind::Protokoll, "protokoll.pdf", "ab".repeat(32));
    minutes.state = Some(SourceState::Justerat);
    minutes.notice = Some(Notice { adjusted: Some(day("2026-03-10")), ..Notice::default() });
    record.sources = vec![Source::new(SourceKind::Kallelse, "kallelse.pdf", "cd".repeat(32)), minutes];
    record.people = vec![
        person("Åsa Ek", "S", Role::Ordforande),
        person("Bo Alm", "M", Role::TjanstgorandeErsattare),
        person("Siv Rask", "", Role::Sekreterare),
    ];
    meeting.files.insert("protokoll.pdf".into(), "/ks/2026-03-03/protokoll.pdf".into());
    add(&mut meeting, "justerare", "Val av justerare", ItemKind::Formalia);
    let bridge = add(&mut meeting, "bro", "Gångbro över Ljusån", ItemKind::Beslut);
    let item = &mut meeting.record.items[bridge];
    item.paragraph = Some("21".into());
    item.diarienummer = vec!["KS 2026/12".into()];
    item.proposal = proposal(&["anslå 4 mnkr till bron", "finansiera den med eget kapital"]);
    item.decision = Some(Decision {
        organ: Some("Kommunstyrelsen".into()),
        clauses: vec![clause("anslå 3 000 000 kronor till bron & dess räcken", &[3_000_000])],
        outcomes: vec![Outcome::Bifall],
        votes: vec![Vote { yes: Some(7), no: Some(4), yes_means: Some("bifall".into()), ..Vote::default() }],
        reservations: vec![Said { by: vec!["Bo Alm (M)".into()], text: "Bron blir för dyr.".into() }],
        ..Decision::default()
    });
    for (id, published) in
        [("skrivelse", Published::Text), ("avtal", Published::Withheld), ("ritning", Published::Withdrawn)]
    {
        let at = document(&mut meeting, "bro", id, published);
        meeting.record.documents[at].date = Some(day("2026-02-10"));
        meeting.record.documents[at].reason = Some("Sekretess till dess att avtalet är slutet.".into());
        meeting.record.documents[at].withdrawn =
            Some(day("2026-03-20")).filter(|_| published == Published::Withdrawn);
    }
    let at = document(&mut meeting, "justerare", "bidrag", Published::Text);
    let grant = &mut meeting.record.documents[at];
    grant.diarienummer = vec!["KS 2026/30".into()];
    grant.decision =
        Some(Decision { clauses: vec![clause("bevilja 5 000 kronor", &[5000])], ..Decision::default() });
    meeting
}

fn person(name: &str, party: &str, role: Role) -> Person {
    let party = (!party.is_empty()).then(|| party.to_owned());
    Person { name: name.into(), party, role, present: Some(true), scope: None }
}

fn cancelled() -> Meeting {
    let mut meeting = meeting("ks", "Kommunstyrelsen", "2026-04-07");
    meeting.cancelled = true;
    meeting
}

fn coming() -> Meeting {
    let mut meeting = meeting("ks", "Kommunstyrelsen", "2026-12-08");
    meeting.record.start = Time::parse("09:00");
    let at = add(&mut meeting, "skola", "Ny skola <i Norr>", ItemKind::Beslut);
    let item = &mut meeting.record.items[at];
    item.diarienummer = vec!["KS 2026/77".into(), "KS 2026/78".into()];
    item.proposal = proposal(&["bygga skolan"]);
    meeting
}

fn council() -> Meeting {
    let mut meeting = meeting("kf", "Kommunfullmäktige", "2026-03-23");
    let at = add(&mut meeting, "bro", "Gångbro över Ljusån", ItemKind::Beslut);
    meeting.record.items[at].diarienummer = vec!["KS 2026/12".into()];
    meeting
}
