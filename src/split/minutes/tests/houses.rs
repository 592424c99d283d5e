//! Traits of single houses, each in a fictional paragraph or cover of its own.

use super::{Outcome, Role, clauses, outcomes, read_text};

#[test]
fn paragraphs_far_apart_are_all_there() {
    let draft = read_text(
        "KAJSTADS KOMMUN   SAMMANTRÄDESPROTOKOLL
Hamnnämnden
Datum
2031-05-23

Sekreterare Ia Ost   Paragrafer §§ 37, 163-164

Innehåll

§ 37 Dnr HN-2031-00211
Plan för kajerna ........................ 3

§ 163 Dnr HN-2031-00212
Föreläggande ............................ 4

§ 164 Dnr HN-2031-00213
Ett till föreläggande ................... 5

§ 37                      Dnr HN-2031-00211
Plan för kajerna

Beslut
Hamnnämnden antar planen.

§ 163                      Dnr HN-2031-00212
Föreläggande

Ärendet publiceras inte i sin helhet.

§ 164                      Dnr HN-2031-00213
Ett till föreläggande

Ärendet publiceras inte i sin helhet.
",
    );
    let numbers: Vec<_> = draft.meeting.items.iter().filter_map(|item| item.paragraph.as_deref()).collect();
    assert_eq!(numbers, ["37", "163", "164"]);
    assert_eq!(draft.meeting.date.map(|day| day.to_string()).as_deref(), Some("2031-05-23"));
}

#[test]
fn a_role_on_two_rows_of_a_column_is_no_label() {
    let draft = read_text(
        "KAJSTADS KOMMUN   SAMMANTRÄDESPROTOKOLL
Hamnnämnden

Beslutande    Ledamöter                     Tjänstgörande ersättare
Eva Ek (M), Ordförande Åsa Öst (C) ersätter Ola
Siv Gran (S), 2:e vice            Uddensson (C)
ordförande                    Sten Lind (KD)
Bo Alm (S) §§ 1-2
Per Rud (V), ordförande
§§ 3-4
Ia Yr (SD)
Sekreterare   Tom Fur               Paragrafer §§ 1-4

Ordförande    Eva Ek (M)

§ 1
Upprop

Beslut
Uppropet godkänns.
",
    );
    let seen: Vec<_> =
        draft.meeting.people.iter().map(|person| (person.name.as_str(), person.role)).collect();
    assert_eq!(draft.meeting.chair.as_deref(), Some("Eva Ek"));
    assert!(seen.contains(&("Siv Gran", Role::AndreViceOrdforande)), "{seen:?}");
    assert!(seen.contains(&("Bo Alm", Role::Ledamot)), "{seen:?}");
    assert!(seen.contains(&("Ia Yr", Role::Ledamot)), "{seen:?}");
    assert!(!seen.iter().any(|(name, _)| *name == "Uddensson"), "{seen:?}");
}

#[test]
fn a_matter_that_is_put_off_needs_no_heading() {
    let draft = read_text(
        "§ 1
Plan för kajerna

Ärendet utgår vid sammanträdet den 11 april.

§ 2
Bojar

Beslut
Bojarna målas.
",
    );
    assert_eq!(outcomes(&draft.meeting.items[0]), [Outcome::Utgar]);
    assert_eq!(clauses(&draft.meeting.items[0]), 1);
}

#[test]
fn bold_type_parts_a_heading_from_its_text() {
    let draft = read_text(
        "## § 1

## **Bojar**

HAMNNÄMNDENS BEHANDLING 2031-06-14 **Yrkanden** Ordförande Eva Ek (S) yrkar bifall.

**Beslut** − Bojarna målas.
",
    );
    let decision = draft.meeting.items[0].decision.clone().unwrap();
    assert_eq!(decision.motions[0].by, ["Eva Ek (S)"]);
    assert_eq!(decision.clauses[0].text, "Bojarna målas.");
}

#[test]
fn what_a_body_proposes_to_another_is_what_it_decides() {
    let draft = read_text(
        "KAJSTADS KOMMUN   SAMMANTRÄDESPROTOKOLL
Nämnden för Hamn & Fiske
2031-04-17

§ 42                       Dnr HF-2031-00137
Arbetstid på kajen

Nämnden för Hamn & Fiskes förslag till Kommunstyrelsen
Kommunstyrelsen medger längre arbetspass på kajen.

Sammanfattning av ärendet
Kajen är lång.

Undertecknat    av följande personer

EVA EK
Datum:                 2031-04-22 14:26:17
",
    );
    let item = &draft.meeting.items[0];
    let decision = item.decision.clone().unwrap();
    assert_eq!(decision.clauses[0].decides.as_deref(), Some("Kommunstyrelsen"));
    assert_eq!(decision.organ.as_deref(), Some("Nämnden för Hamn & Fiske"));
    assert_eq!(outcomes(item), [Outcome::Foreslar]);
    assert_eq!(item.summary.as_deref(), Some("Kajen är lång."));
}

#[test]
fn a_sentence_cut_by_a_page_is_one() {
    let draft = read_text(
        "§ 1
Bojar

Beslut
Hamnnämnden avger yttrandet med följande tillägg:

− Bojarna bör vara röda, eftersom röda bojar syns bättre än de gröna i mörker.
Under de senaste åren har ett stort antal båtar stött på de gröna bojarna i hamnen.

Förslag till beslut på sammanträdet
Eva Ek (S), Bo Alm (M) och Åsa Öst

(C) yrkar bifall till förslaget.
Ia Ost (V) yrkar avslag.
",
    );
    let decision = draft.meeting.items[0].decision.clone().unwrap();
    assert_eq!(decision.clauses.len(), 1);
    let by: Vec<_> = decision.motions.iter().map(|said| said.by.len()).collect();
    assert_eq!(by, [3, 1]);
}

#[test]
fn the_paragraphs_of_other_bodies_are_no_title() {
    let draft = read_text(
        "Kajstads kommun        SAMMANTRÄDESPROTOKOLL        Sida
Kommunfullmäktige      Sammanträdesdatum            5 (14)
                       2031-06-16

Datum för anslags      2031-06-24     Datum för anslags   2031-07-16
uppsättande                           nedtagande

Kf § 41
Ks § 88
Au § 73                                     Dnr 2031/00123 042

Bokslut för hamnen

Hamnchefen redovisar bokslutet.

Yrkanden

Eva Ek (S) yrkar bifall.

KOMMUNFULLMÄKTIGE BESLUTAR

att godkänna bokslutet, samt

att lägga rapporten till handlingarna.

Utdrag till: Hamnkontoret, revisorerna

Kajstads kommun        SAMMANTRÄDESPROTOKOLL        Sida
Kommunfullmäktige      Sammanträdesdatum            6 (14)
                       2031-06-16

Kf § 42

Utgår.
",
    );
    let meeting = &draft.meeting;
    assert_eq!(meeting.posted.map(|day| day.to_string()).as_deref(), Some("2031-06-24"));
    assert_eq!(meeting.taken_down.map(|day| day.to_string()).as_deref(), Some("2031-07-16"));
    let item = &meeting.items[0];
    assert_eq!(item.title, "Bokslut för hamnen");
    assert_eq!(item.diarienummer, ["2031/00123"]);
    assert_eq!(clauses(item), 2);
    assert_eq!(item.sent_to, ["Hamnkontoret", "revisorerna"]);
    assert_eq!(outcomes(&meeting.items[1]), [Outcome::Utgar]);
}

#[test]
fn a_cover_in_sentences_and_signatures() {
    let draft = read_text(
        "Protokoll nr 9/2031
fört vid sammanträde med Hamnnämnden torsdagen den 24 november 2031
kl. 15.30–17.10 i Bryggan
§§ 1–2
Tom Fur, sekreterare
Eva Ek (M), ordförande

§ 1
Bojar
Ärendenummer: Hn 1092/2030
Handläggare: Pia Alm

Beslut
Hamnnämnden beslutade följande.
1. Bojarna målas.
2. Kajen målas.

Nämndens behandling av ärendet
Förslag till beslut
Ordföranden Eva Ek (M) föreslog att nämnden skulle besluta enligt förvaltningens förslag.

§ 2
Kajer

Beslut
Kajerna målas.
",
    );
    let meeting = &draft.meeting;
    assert_eq!(meeting.organ.name.as_deref(), Some("Hamnnämnden"));
    assert_eq!(meeting.date.map(|day| day.to_string()).as_deref(), Some("2031-11-24"));
    assert_eq!(meeting.chair.as_deref(), Some("Eva Ek"));
    assert_eq!(meeting.sources[0].paragraphs.as_deref(), Some("1–2"));
    let item = &meeting.items[0];
    assert_eq!((item.title.as_str(), item.handler.as_deref()), ("Bojar", Some("Pia Alm")));
    assert_eq!(item.diarienummer, ["Hn 1092/2030"]);
    assert!(item.proposal.is_none());
    assert_eq!((clauses(item), item.decision.clone().unwrap().motions.len()), (2, 1));
}

#[test]
fn days_of_notice_are_not_the_meetings() {
    let draft = read_text(
        "Hamnnämnden
Protokoll
Sista datum för överklagande 2031-04-24

§ 1
Bojar

Beslut
Bojarna målas.
",
    );
    assert_eq!(draft.meeting.date, None);
}
