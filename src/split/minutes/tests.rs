//! Fictional minutes, one trait each; and the real ones, where they are at hand.

use super::*;
use crate::model::record::{ItemKind, Outcome, Role};

mod heads;
mod houses;
mod letters;
mod older;
mod told;

fn packet(text: &str) -> Packet {
    let mut page = None;
    let mut lines = Vec::new();
    if text.contains('\u{c}') {
        page = Some(1);
    }
    for (number, line) in (1u32..).zip(text.split('\n')) {
        for _ in 0..line.matches('\u{c}').count() {
            page = page.map(|page| page + 1);
        }
        lines.push(Line { number, page, text: line.replace('\u{c}', ""), furniture: false });
    }
    Packet { file: "test.txt".to_owned(), lines, page_count: page, ..Packet::default() }
}

fn read_text(text: &str) -> Draft {
    let packet = packet(text);
    read(&packet, &packet.lines, SourceKind::Protokoll)
}

fn outcomes(item: &crate::model::record::Item) -> Vec<Outcome> {
    item.decision.as_ref().map_or_else(Vec::new, |decision| decision.outcomes.clone())
}

fn clauses(item: &crate::model::record::Item) -> usize {
    item.decision.as_ref().map_or(0, |decision| decision.clauses.len())
}

const CONTENTS: &str = "KAJSTADS KOMMUN                  SAMMANTRÄDESPROTOKOLL
Hamnnämndens arbetsutskott     2031-02-28

Plats och tid för Bryggan, Kajgatan 1 Klockan 09:01-11:24
sammanträde
Beslutande    Ledamöter                     Tjänstgörande ersättare
Eva Ek (M), Ordförande deltar ej §§
47, 49 p.g.a. jäv
Bo Alm (S)                    Åsa Öst (C) ersätter Ola
                              Ul (C)
Sekreterare   Ia Ost               Paragrafer §§ 46-49

Protokolljusterare Bo Alm (S)

KAJSTADS KOMMUN                  SAMMANTRÄDESPROTOKOLL          2 (5)
Hamnnämndens arbetsutskott     2031-02-28

Innehåll

§ 46 Dnr 2031-00001
Förändring av ärendelista.................. 3

§ 47 Dnr HN 2031-002572
Plan för kajerna, med en titel som
fortsätter ................................ 4

§ 48 Dnr HN-2031-00070
Taxa för bojar ............................ 5

§ 49 Dnr HN-2031-00071
Förbud vid kajen .......................... 5

Expedierat/bestyrkt

KAJSTADS KOMMUN                  SAMMANTRÄDESPROTOKOLL          3 (5)
Hamnnämndens arbetsutskott     2031-02-28

§ 46                       Dnr 2031-00001
Förändring av ärendelista

Det lämnas ingen information vid dagens
sammanträde.

Expedierat/bestyrkt

KAJSTADS KOMMUN                  SAMMANTRÄDESPROTOKOLL          4 (5)
Hamnnämndens arbetsutskott     2031-02-28

§ 47                       Dnr HN 2031-002572
Plan för kajerna, med en titel som
fortsätter

Beslut – Förslag till kommunfullmäktige

Kommunfullmäktige antar plan för kajerna.

Kommunfullmäktige fastställer taxa:

−  Taxa A 7 kronor per timme
−  Taxa B 6 kronor per timme
Nya taxor gäller från och med

2031-04-08.

Sammanfattning av ärendet

Nämnden antog 2020-01-27
§ 12 en plan.

KAJSTADS KOMMUN                  SAMMANTRÄDESPROTOKOLL          5 (5)
Hamnnämndens arbetsutskott     2031-02-28

§ 48                       Dnr HN-2031-00070
Taxa för bojar

Förslag till beslut i hamnnämnden
Hamnnämnden antar taxa för bojar.

Beslutsgång
Ordföranden finner att arbetsutskottet bifaller det.

§ 49                       Dnr HN-2031-00071
Förbud vid kajen

Protokoll för ärende om förbud publiceras inte i sin helhet här.

Det här dokumentet är digitalt signerat
Transaktionsidentitet: 87AB42666B5BA40EE56B48C525B062E0229DB593F5
";

#[test]
fn a_contents_list_makes_no_items_and_a_proposal_no_decision() {
    let meeting = read_text(CONTENTS).meeting;
    let seen: Vec<_> = meeting
        .items
        .iter()
        .map(|i| (i.paragraph.as_deref().unwrap(), i.title.as_str(), i.diarienummer.join(" ")))
        .collect();
    assert_eq!(
        seen,
        [
            ("46", "Förändring av ärendelista", "2031-00001".to_owned()),
            ("47", "Plan för kajerna, med en titel som fortsätter", "HN 2031-002572".to_owned()),
            ("48", "Taxa för bojar", "HN-2031-00070".to_owned()),
            ("49", "Förbud vid kajen", "HN-2031-00071".to_owned()),
        ]
    );
    let [first, second, third, fourth] = meeting.items.as_slice() else { panic!() };
    assert_eq!(first.decision, None);
    assert_eq!((clauses(second), outcomes(second)), (3, vec![Outcome::Foreslar]));
    let decision = second.decision.as_ref().unwrap();
    assert!(decision.clauses.iter().all(|c| c.decides.as_deref() == Some("kommunfullmäktige")));
    assert_eq!(decision.recused, ["Eva Ek (M)"]);
    assert_eq!(third.decision, None);
    assert_eq!(third.proposal.as_ref().unwrap().organ.as_deref(), Some("hamnnämnden"));
    assert_eq!((fourth.kind, outcomes(fourth)), (ItemKind::Sekretess, vec![Outcome::EjPublicerat]));
}

#[test]
fn the_cover_of_columns() {
    let meeting = read_text(CONTENTS).meeting;
    assert_eq!(meeting.organ.name.as_deref(), Some("Hamnnämndens arbetsutskott"));
    assert_eq!(meeting.organisation.as_deref(), Some("KAJSTADS KOMMUN"));
    assert_eq!(meeting.sources[0].paragraphs.as_deref(), Some("46-49"));
    assert_eq!(meeting.secretary.as_deref(), Some("Ia Ost"));
    let names: Vec<_> = meeting.people.iter().map(|p| (p.name.as_str(), p.role)).collect();
    assert_eq!(
        names,
        [("Eva Ek", Role::Ordforande), ("Bo Alm", Role::Ledamot), ("Åsa Öst", Role::TjanstgorandeErsattare)]
    );
}

#[test]
fn minutes_with_marks_and_joined_lines() {
    let text = "KAJSTADS KOMMUN Hamnnämnden

SAMMANTRÄDESPROTOKOLL 1 2031-10-18

|Beslutande:|Eva Ek (S), ordförande|
|---|---|
||Bo Alm (C)|

> Justeringens plats och tid Kajkontoret 2031-10-24, Paragrafer §84 -§86 klockan 15:30 Underskrifter Sekreterare Ia Ost Ordförande Eva Ek (S) Justerande Bo Alm (C) **ANSLAG/BEVIS** Protokollet är justerat. Organ Hamnnämnden Sammanträdesdatum 2031-10-18 Datum för anslags uppsättande 2031-10-26

|**Innehåll**|**Sida**|
|---|---|
|§ 84 Meddelanden|4-5|
|§ 85 Motion om kajen|6|

KAJSTADS KOMMUN Hamnnämnden

SAMMANTRÄDESPROTOKOLL 2 2031-10-18

- § 84

## **Meddelanden**

HAMNNÄMNDENS BEHANDLING 2031-10-18 **Hamnnämndens beslut**

- Redovisningen godkänns

KAJSTADS KOMMUN Hamnnämnden

SAMMANTRÄDESPROTOKOLL 3 2031-10-18

## § 85

## **Motion om kajen** Hmn/2031:655   624

## **Förslag till hamnnämnden Förslag till kommunfullmäktige**

- Utredningen godkänns.

## **Yrkande**

Ordförande Eva Ek (S) yrkar bifall.

KAJSTADS KOMMUN Hamnnämnden

SAMMANTRÄDESPROTOKOLL 4 2031-10-18

Forts § 85

## **Beslut**

Ordföranden ställer proposition om bifall och avslag. Omröstning begärs.

Ja-röst för bifall till tillägget Nej-röst för avslag på tillägget

|**Ledamot**|**Ja**|**Nej**|**Avstår**|
|---|---|---|---|
|Eva Ek (S)|x|||
|Bo Alm (C)||x||
|**Summa**|**1**|**1**||

## **Hamnnämndens beslut Förslag till kommunstyrelsen**

− Utredningen godkänns.

- Kajen målas.

Paragrafen förklaras direktjusterad.

_Beslutet expedieras till:_ Kommunstyrelsen

§ 86

## **Övrigt**

Inget att anteckna.
";
    let meeting = read_text(text).meeting;
    let seen: Vec<_> =
        meeting.items.iter().map(|i| (i.paragraph.as_deref().unwrap(), i.title.as_str())).collect();
    assert_eq!(seen, [("84", "Meddelanden"), ("85", "Motion om kajen"), ("86", "Övrigt")]);
    let motion = &meeting.items[1];
    assert_eq!(motion.diarienummer, ["Hmn/2031:655"]);
    assert_eq!((clauses(motion), outcomes(motion)), (2, vec![Outcome::Foreslar]));
    let decision = motion.decision.as_ref().unwrap();
    assert_eq!((decision.votes[0].yes, decision.votes[0].no, decision.immediate), (Some(1), Some(1), true));
    assert_eq!(motion.sent_to, ["Kommunstyrelsen"]);
    assert_eq!(meeting.items[0].decision.as_ref().unwrap().clauses.len(), 1);
    assert_eq!(meeting.posted.map(|date| date.to_string()).as_deref(), Some("2031-10-26"));
    assert_eq!(meeting.people.len(), 2);
}

#[test]
fn other_forms_of_headings() {
    let heading = |head: &str| {
        let text = format!(
            "Sammanträdesprotokoll\nHamnnämnden\n2031-03-04\n\n{head}\n\nBeslut\n\nHamnnämnden godkänner rapporten.\n"
        );
        let meeting = read_text(&text).meeting;
        assert_eq!(meeting.items.len(), 1, "{head}");
        let item = &meeting.items[0];
        (item.paragraph.clone().unwrap(), item.title.clone(), item.diarienummer.join(" "))
    };
    let expect = |paragraph: &str, title: &str, number: &str| {
        (paragraph.to_owned(), title.to_owned(), number.to_owned())
    };
    assert_eq!(heading("§ 12 Rapport om kajen"), expect("12", "Rapport om kajen", ""));
    assert_eq!(heading("§ 12/24 Rapport om kajen"), expect("12/24", "Rapport om kajen", ""));
    assert_eq!(heading("56 § Rapport om kajen"), expect("56", "Rapport om kajen", ""));
    assert_eq!(
        heading("HN § 12 Dnr HN 2031/124\nRapport om kajen"),
        expect("12", "Rapport om kajen", "HN 2031/124")
    );
    assert_eq!(heading("§ 12   Rapport om kajen (HN/2031:1)"), expect("12", "Rapport om kajen", "HN/2031:1"));
    assert_eq!(
        heading("§ 15 Diarienummer 00383/2031134\nRapport om kajen"),
        expect("15", "Rapport om kajen", "00383/2031")
    );
    assert_eq!(heading("§ 15 1435/31\nRapport om kajen"), expect("15", "Rapport om kajen", "1435/31"));
    assert_eq!(
        heading("§ 15 Diarienummer 00322/20312.6.\nRapport om\nkajen"),
        expect("15", "Rapport om kajen", "00322/2031")
    );
}

#[test]
fn paragraphs_that_are_missing_are_holes() {
    let text = "Protokoll\nHamnnämnden\n\nParagrafer 3-5\n\n§ 3 Upprop\n\nBeslut\n\nUppropet godkänns.\n\n§ 5 Taxa\n\nBeslut\n\nTaxan antas.\n";
    let meeting = read_text(text).meeting;
    assert_eq!(meeting.items.len(), 2);
    assert!(meeting.findings.iter().any(|f| f.code == "missing-paragraph" && f.message.contains("§ 4")));
}

#[test]
fn an_unheaded_decision_in_the_present_tense_is_one() {
    let text = "Protokoll\nHamnnämnden\n\n§ 3 Taxa\n\nHamnfogden berättar om taxan.\n\nHamnnämnden beslutar\n\natt anta taxan samt\natt den ska gälla genast.\n\nBeslutet skickas till\nHamnfogden\n";
    let meeting = read_text(text).meeting;
    assert_eq!((clauses(&meeting.items[0]), outcomes(&meeting.items[0])), (2, vec![Outcome::Bifall]));
}

#[test]
fn a_decision_that_is_the_bodys_own_proposal() {
    let text = "Protokoll\nKommunstyrelsen\n\n§ 3 Taxa\nBeslut\nKommunstyrelsens förslag till kommunfullmäktige\nFullmäktige antar taxan.\nÄrendet\nTaxan är gammal.\nFörslag till beslut\nKontorets förslag till kommunstyrelsen\nFullmäktige antar taxan.\n";
    let meeting = read_text(text).meeting;
    assert_eq!((clauses(&meeting.items[0]), outcomes(&meeting.items[0])), (1, vec![Outcome::Foreslar]));
    assert_eq!(meeting.items[0].proposal.as_ref().unwrap().clauses.len(), 1);
}

#[test]
fn what_others_decided_is_history() {
    let text = "Protokoll\nKommunfullmäktige\n\n§ 3 Taxa\n\nKommunstyrelsens beslut\n\nKommunstyrelsen återremitterar ärendet.\n\nKommunfullmäktiges beslut\n\nKommunfullmäktige antar taxan.\n";
    let meeting = read_text(text).meeting;
    assert_eq!((clauses(&meeting.items[0]), outcomes(&meeting.items[0])), (1, vec![Outcome::Bifall]));
}

proptest::proptest! {
    #[test]
    fn any_text_is_survived(text in "\\PC{0,400}") {
        let _ = read_text(&text);
    }

    #[test]
    fn likely_text_is_survived(
        text in "(§ [0-9]{1,2} |Beslut\n|Hamnnämnden |beslutar |att |\n|Ja |Nej |7 |Eva Ek \\(S\\) |Bilaga 1\n|Paragrafer 1-3\n|\\||Jäv\n|yrkar |\u{c}|[.]|Reservation\n|Innehåll\n){0,60}"
    ) {
        let _ = read_text(&text);
    }
}

#[test]
fn a_cover_without_the_word_tells_minutes() {
    let text = "Hamnstyrelsens arbetsutskott
2031-03-06
1(6)

Plats och tid
Bryggan, kajhuset, 09.00-11.00

Beslutande ledamöter
Eva Ek (S)
Ida Ost, (C)
Vakant (M)

Ej beslutande ersättare
---

Justerare
Ida Ost (C)

Justeringens
plats och tid Kajhuset 2031-03-09

Underskrifter
Sekreterare
Mia Ahl
Paragrafer 26 -- 27

KS AU § 26 Dnr HS 2031/14

Information

Arbetsutskottets beslut

Arbetsutskottet noterar informationen till protokollet.

KS AU § 27 Dnr HS 2031/15

Taxa för kajplatser

Arbetsutskottets beslut
att förslaget att fastställa ny taxa avslås.

Reservation
Mot beslutet reserverar sig Ida Ost (C) till förmån för eget förslag.
";
    let packet = packet(text);
    let draft = crate::split::split(&packet);
    let meeting = &draft.meeting;
    assert_eq!(meeting.sources[0].kind, SourceKind::Protokoll);
    assert_eq!(meeting.organ.name.as_deref(), Some("Hamnstyrelsens arbetsutskott"));
    assert_eq!(meeting.date.map(|day| day.to_string()).as_deref(), Some("2031-03-06"));
    assert_eq!(meeting.adjusted.map(|day| day.to_string()).as_deref(), Some("2031-03-09"));
    let names: Vec<&str> = meeting.people.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["Eva Ek", "Ida Ost"]);
    assert_eq!(meeting.items.len(), 2);
    assert_eq!(outcomes(&meeting.items[0]), [Outcome::Noteras]);
    assert_eq!(outcomes(&meeting.items[1]), [Outcome::Avslag]);
    let decision = meeting.items[1].decision.as_ref().unwrap();
    assert_eq!(decision.reservations[0].by, ["Ida Ost (C)"]);
}

#[test]
fn paragraphs_with_decisions_tell_minutes_without_a_cover() {
    let text = "Hem > Kajstads kommun > Hamnnämnden > Sammanträde 2031-06-16

Sammanträde 2031-06-16

Datum
Klockan
15:00
Plats
Bryggan, Kajgatan 1

3 Anmälan av frågor

§3 Anmälan av frågor

Ärendebeskrivning

Inga frågor har kommit in.

§4 Bryggor

Hamnnämndens beslut

- Bryggplanen godkänns.

§5 Fyrar

Hamnnämndens beslut

- Ärendet bordläggs.
";
    let draft = crate::split::split(&packet(text));
    let meeting = &draft.meeting;
    assert_eq!(meeting.sources[0].kind, SourceKind::Protokoll);
    assert_eq!(meeting.organisation.as_deref(), Some("Kajstads kommun"));
    assert_eq!(meeting.organ.name.as_deref(), Some("Hamnnämnden"));
    assert_eq!(meeting.place.as_deref(), Some("Bryggan, Kajgatan 1"));
    assert_eq!(meeting.items.len(), 3);
    assert!(meeting.items[0].decision.is_none());
    assert_eq!(outcomes(&meeting.items[1]), [Outcome::Bifall]);
}

#[test]
fn a_title_ends_where_a_sentence_tells_what_was_done() {
    let draft = read_text(
        "§ 1
Fastställande av lista
Listan fastställs efter små ändringar

§ 2
Delegation
Hamnnämnden beslutar
att godkänna delegationen samt
att den gamla upphör

Hamnkontoret har sett över ordningen och funnit den god.
",
    );
    assert_eq!(draft.meeting.items[0].title, "Fastställande av lista");
    assert_eq!(clauses(&draft.meeting.items[1]), 2);
}

#[test]
fn a_long_title_may_end_in_and_so_on() {
    let draft = read_text(
        "§ 1

Kajens verksamhetsområde, stadgar och avgifter, regler för båtplatser m.m.

Hamnchefen berättar om kajens verksamhet.

§ 2

Delegation

Hamnnämnden beslutar
att godkänna delegationen.
",
    );
    let titles: Vec<&str> = draft.meeting.items.iter().map(|item| item.title.as_str()).collect();
    assert_eq!(
        titles,
        ["Kajens verksamhetsområde, stadgar och avgifter, regler för båtplatser m.m.", "Delegation"]
    );
}

#[test]
fn only_a_number_with_nothing_below_it_is_withheld() {
    let draft = read_text(
        "§ 1

Hamnchefen berättade i går kväll om hur kajen ska rustas upp i sommar, och om vad som återstår.

§ 2

§ 3

Delegation

Hamnnämnden beslutar
att godkänna delegationen.
",
    );
    let items = &draft.meeting.items;
    assert_eq!(items.len(), 3);
    assert_eq!((items[0].title.as_str(), items[0].kind), ("", ItemKind::Beslut));
    assert_eq!(items[1].kind, ItemKind::Sekretess);
    let untitled: Vec<&str> =
        draft.meeting.findings.iter().filter(|f| f.code == "no-title").map(|f| f.message.as_str()).collect();
    assert_eq!(untitled, ["§ 1 has no title"]);
}

#[test]
fn a_memo_alone_is_one_item() {
    let text = "TJÄNSTESKRIVELSE

Datum
2031-01-09
Diarienummer
HN-2031-00411

Hamnkontorets tjänsteskrivelse - Ny kaj vid Fyren

Förslag till beslut i hamnnämnden

Hamnnämnden ger hamnchefen delegation att teckna avtal om kajen.

Sammanfattning av ärendet
Kajen behöver byggas om.

Beslutsunderlag
Hamnkontorets tjänsteskrivelse, 2031-01-09

Eva Ek      Bo Alm
Hamnchef    Enhetschef
";
    let draft = crate::split::split(&packet(text));
    let meeting = &draft.meeting;
    assert_eq!(meeting.sources[0].kind, SourceKind::Tjansteskrivelse);
    let [item] = meeting.items.as_slice() else { panic!("{:?}", meeting.items) };
    assert_eq!(item.title, "Ny kaj vid Fyren");
    assert_eq!(item.diarienummer, ["HN-2031-00411"]);
    assert_eq!(item.proposal.as_ref().unwrap().clauses.len(), 1);
    assert_eq!(item.summary.as_deref(), Some("Kajen behöver byggas om."));
    assert_eq!(item.attachments.len(), 1);
    assert!(item.decision.is_none());
}

#[test]
fn a_roll_with_columns_of_marks_does_not_tell_who_was_there() {
    let draft = read_text(
        "Protokoll
Ledamöter                    Närv.  Frånv
Eva Ek (S)                   X
Bo Alm (M)                          X
Ia Ost (C)                   X

§ 1 Upprop

Beslut
Listan godkänns.
",
    );
    let seen: Vec<_> = draft.meeting.people.iter().map(|p| (p.name.as_str(), p.present)).collect();
    assert_eq!(seen, [("Eva Ek", None), ("Bo Alm", None), ("Ia Ost", None)]);
}
