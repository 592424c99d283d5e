//! Decisions and votes as single houses tell them: in running text, in the past tense, under a body's name alone.

use super::{Outcome, clauses, outcomes, read_text};
use crate::model::record::Item;

fn only(text: &str) -> Item {
    let mut items = read_text(text).meeting.items;
    assert_eq!(items.len(), 1, "{items:?}");
    items.remove(0)
}

/// How many clauses, and what became of it.
fn decided(text: &str) -> (usize, Vec<Outcome>) {
    let item = only(&format!("§ 12\nKajen i viken\n\n{text}\n"));
    (clauses(&item), outcomes(&item))
}

#[test]
fn what_became_of_a_matter_is_told_in_a_sentence() {
    for (text, outcome) in [
        ("Framlagd dagordning godkändes.", Outcome::Bifall),
        ("Dagordningen fastställdes med tillägget att isläget tas upp.", Outcome::Bifall),
        ("Fogden berättade om isen.\n\nRapporten lades till handlingarna.", Outcome::Noteras),
        ("Ordföranden återkommer. Ärendet bordlades.", Outcome::Bordlaggning),
        ("Utgår, fogden är sjuk.", Outcome::Utgar),
        ("Till att jämte ordföranden justera protokollet utsågs Eva Ek.", Outcome::Val),
        ("Ordföranden hälsar alla. Att jämte ordföranden justera protokollet utses Eva Ek.", Outcome::Val),
        ("Fogden föredrog saken. Styrelsen beslöt att fastställa taxan.", Outcome::Bifall),
        ("Efter samtal beslöt styrelsen att återremittera saken.", Outcome::Aterremiss),
        ("Fogden berättar om taxan. Beslut: Godkänns.", Outcome::Bifall),
    ] {
        assert_eq!(decided(text), (1, vec![outcome]), "{text}");
    }
}

#[test]
fn what_is_told_of_another_day_or_body_is_no_decision() {
    for text in [
        "Ärendet bordlades vid sammanträdet 2031-01-02. Fogden berättar.",
        "Rapporten godkändes av styrelsen i mars. Fogden berättar.",
        "Ordföranden förklarade mötet öppnat.",
        "Frågan väcktes tidigare. Fogden svarar på frågor.",
    ] {
        assert_eq!(decided(text), (0, vec![]), "{text}");
    }
}

#[test]
fn a_bodys_name_alone_heads_the_list_of_what_it_does() {
    let text = "Beslut\nNämnden\n\n•    Godkänner avtalet.\n•    Ger fogden i uppdrag att skriva under.";
    assert_eq!(decided(text), (2, vec![Outcome::Bifall, Outcome::Uppdrag]));
    let text = "Styrelsen beslöt\natt    godkänna budgeten\natt    ge fogden i uppdrag att låna.";
    assert_eq!(decided(text), (2, vec![Outcome::Bifall, Outcome::Uppdrag]));
}

#[test]
fn what_a_clause_breaks_off_at_is_listed_under_it() {
    let text = "Hamnnämnden beslutar\natt  tillstyrka planen och föreslå kommunfullmäktige\n     besluta\n     att  anta planen\n     att  planen ska ses över.";
    assert_eq!(decided(text).0, 1);
    let text = "Beslut\nNämnden förelägger bolaget vid vite att ha forslat bort\n\na) alla vrak,\nb) all jord, samt\nc) en container.";
    assert_eq!(decided(text).0, 1);
    let text = "Hamnnämnden beslutar föreslå kommunfullmäktige i respektive medlemskommun\n\natt     fastställa taxan.";
    assert_eq!(decided(text), (1, vec![Outcome::Foreslar]));
}

#[test]
fn papers_listed_under_what_is_noted_are_no_clauses() {
    let text = "Beslut\nHamnnämnden lägger handlingarna till protokollet.\n\n1.     Protokoll från kommunfullmäktige\n2.     E-post om bad";
    assert_eq!(decided(text), (1, vec![Outcome::Noteras]));
    let text = "Beslut\nMeddelandena läggs till handlingarna.\n1. Protokoll från rådet\n2. Statens beslut, dnr 531-1234-2031";
    assert_eq!(decided(text), (1, vec![Outcome::Noteras]));
    let text = "Beslut\nHamnnämnden noterar informationen.\n- Rapporten skickas till staten.";
    assert_eq!(decided(text).0, 2);
}

#[test]
fn that_it_is_adjusted_at_once_is_decided_too_close_below_the_decision() {
    let text = "Beslut\nHamnnämnden antar yttrandet.\nParagrafen justeras omedelbart.";
    assert_eq!(decided(text).0, 2);
    let text = "Beslut\nHamnnämnden antar yttrandet.\n\nParagrafen är omedelbart justerad.";
    assert_eq!(decided(text).0, 1);
    let text = "Beslut\n1 Hamnnämnden antar yttrandet.\n2 Paragrafen justeras omedelbart.";
    assert_eq!(decided(text).0, 2);
}

#[test]
fn another_mind_is_a_reservation_and_no_clause() {
    let item = only(
        "§ 12\nKajen\n\nBeslut: Styrelsen beslutar att anta ordningen.\nBeslutet var inte enhälligt. Eva Ek reserverade sig mot punkt 3.\n",
    );
    let decision = item.decision.unwrap();
    assert_eq!((decision.clauses.len(), decision.reservations.len()), (1, 1));
    assert_eq!(decision.reservations[0].by, ["Eva Ek"]);
}

#[test]
fn who_steps_aside_below_the_decision_is_no_clause() {
    let item = only(
        "§ 12\nKajen\n\nHamnnämnden beslutar\natt godkänna kajen\natt måla den.\nEva Ek (S) anmäler jäv och deltar inte.\n",
    );
    let decision = item.decision.unwrap();
    assert_eq!(
        (decision.clauses.len(), decision.recused.as_slice()),
        (2, ["Eva Ek (S)".to_owned()].as_slice())
    );
}

#[test]
fn the_body_may_stand_alone_between_verb_and_points() {
    let item = only(
        "§ 12\nKajen\n\nYrkanden\nEva Ek (S) yrkar avslag.\n\nOrdföranden ställer proposition och finner bifall.\n\nOmröstning begärs. Med 5 ja-röster mot 1 nej-röst beslutar\n\nDirektionen\n\natt     fastställa planen\natt     höja ramen.\n\nMot beslutet reserverar sig Eva Ek (S).\n",
    );
    let decision = item.decision.unwrap();
    assert_eq!(decision.clauses.len(), 2);
    assert_eq!((decision.votes[0].yes, decision.votes[0].no), (Some(5), Some(1)));
    assert_eq!(decision.reservations.len(), 1);
}

#[test]
fn votes_in_columns() {
    let votes = |text: &str| {
        let text = format!("§ 12\nKajen\n\nBeslut\nKajen byggs.\n\nOmröstning\n{text}\n");
        only(&text).decision.unwrap().votes.remove(0)
    };
    let vote = votes(
        "                          Ja      Nej     Avstår\nEva Ek (S)                x\nBo Alm (V)                                x\nIa Ost (M), ordf                  x\n                          1       1       1",
    );
    assert_eq!((vote.yes, vote.no, vote.abstain, vote.names.len()), (Some(1), Some(1), Some(1), 3));
    let vote = votes(
        "Parti        Ja      Nej     Avstår\nC            1\nS            3\nSD                   2\nTotalt       4       2       0",
    );
    assert_eq!((vote.yes, vote.no, vote.names.len()), (Some(4), Some(2), 0));
    let vote = votes(
        "Omröstningen utfaller med två (2) ja-röster och en (1) nej-röst.\n\nJa röstar                              Nej röstar\nEva Ek (S)                             Bo Alm (M)\nIa Ost (V)",
    );
    assert_eq!((vote.yes, vote.no, vote.names.len()), (Some(2), Some(1), 3));
}

#[test]
fn who_was_away_was_not_there() {
    let draft = read_text(
        "HAMNFÖRBUNDET

Styrelseprotokoll nr 3/2031

Närvarande ledamöter
Eva Ek, Kajstads kommun, ordförande
Bo Alm, Hamnkassan

Adjungerade
Pia Yr, förbundschef

Frånvarande
Tom Fur, Hamnkassan

§ 1 Öppnande
Eva Ek öppnar mötet.
",
    );
    let names: Vec<&str> = draft.meeting.people.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["Eva Ek", "Bo Alm", "Pia Yr"]);
}
