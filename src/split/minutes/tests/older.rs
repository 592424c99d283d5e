//! Traits of older and plainer papers: numbers above titles, parties after commas, tables set by blanks.

use super::{Role, clauses, read_text};
use crate::model::record::Ballot;

#[test]
fn a_number_may_have_its_line_for_itself() {
    let text = "Kajstads kommun
Hamnrevisionen   SAMMANTRÄDESANTECKNINGAR
Datum
2031-04-22

Beslutande
Eva Ek (S)
Bo Alm (M)

Hamnrevisionen   SAMMANTRÄDESANTECKNINGAR       2 (3)

1

Föregående anteckningar

Beslut
Hamnnämnden godkänner anteckningarna.

2
Plan för granskning av kajerna
under vintern

Sammanfattning
Bo Alm föredrar ärendet.

Hamnrevisionen   SAMMANTRÄDESANTECKNINGAR       3 (3)

3

Avslut
Ordföranden avslutar mötet.
";
    let draft = read_text(text);
    let seen: Vec<_> = draft
        .meeting
        .items
        .iter()
        .map(|item| (item.number.as_deref().unwrap(), item.paragraph.is_some(), item.title.as_str()))
        .collect();
    assert_eq!(
        seen,
        [
            ("1", false, "Föregående anteckningar"),
            ("2", false, "Plan för granskning av kajerna under vintern"),
            ("3", false, "Avslut"),
        ]
    );
    assert_eq!(clauses(&draft.meeting.items[0]), 1);
    // Where the cover counts paragraphs, the numbers are theirs.
    let counted = read_text(&text.replace("Beslutande\n", "Paragrafer 1-3\nBeslutande\n"));
    assert_eq!(counted.meeting.items[0].paragraph.as_deref(), Some("1"));
    // Numbers of pages are none.
    let pages = text.replace("Beslut\n", "Kajen\n").replace("Sammanfattning\n", "Kajen\n");
    assert!(read_text(&pages).meeting.items.is_empty());
}

#[test]
fn parties_after_commas_and_offices_before_names() {
    let draft = read_text(
        "Kajstads kommun
Hamnnämnden
Sammanträdesprotokoll
2031-09-15
Beslutande
Eva Ek, s, ordförande
Bo Alm, m
Ulf Yr (kd)
Övriga deltagare
Förvaltningschef Pia Alm
Nämndsekreterare Tom Fur
Ekonom Liv Bark, § 13
Miljöinspektörer Siv Gran och Per Rud §§ 12-13
Utses att justera
Bo Alm

§ 12 Val av justerare
Beslut
Bo Alm utses.

§ 13 Ny kaj
Omröstning
Ja-röst för bygget. Nej-röst för avslag.
Ledamot        Ja   Nej  Avstår
Eva Ek (s)     X
Bo Alm, m           X
Ulf Yr (kd)    X
Summa          2    1    0
Beslut
Hamnnämnden bygger kajen.
Beslutsunderlag
Tjänsteskrivelse 2031-08-12. Protokoll 2031-08-01, § 4
Ritning
",
    );
    let people: Vec<_> = draft
        .meeting
        .people
        .iter()
        .map(|person| (person.name.as_str(), person.party.as_deref(), person.role, person.scope.as_deref()))
        .collect();
    assert_eq!(
        people,
        [
            ("Eva Ek", Some("s"), Role::Ordforande, None),
            ("Bo Alm", Some("m"), Role::Ledamot, None),
            ("Ulf Yr", Some("kd"), Role::Ledamot, None),
            ("Pia Alm", None, Role::Ovrig, None),
            ("Tom Fur", None, Role::Sekreterare, None),
            ("Liv Bark", None, Role::Ovrig, Some("§ 13")),
            ("Siv Gran", None, Role::Ovrig, None),
            ("Per Rud", None, Role::Ovrig, Some("§§ 12-13")),
        ]
    );
    let item = &draft.meeting.items[1];
    let vote = &item.decision.as_ref().unwrap().votes[0];
    assert_eq!((vote.yes, vote.no, vote.abstain), (Some(2), Some(1), Some(0)));
    let ballots: Vec<_> = vote.names.iter().map(|name| (name.name.as_str(), name.vote)).collect();
    assert_eq!(ballots, [("Eva Ek", Ballot::Ja), ("Bo Alm", Ballot::Nej), ("Ulf Yr", Ballot::Ja)]);
    let papers: Vec<_> = item.attachments.iter().map(|paper| paper.title.as_str()).collect();
    assert_eq!(papers, ["Tjänsteskrivelse 2031-08-12.", "Protokoll 2031-08-01, § 4", "Ritning"]);
}

#[test]
fn members_may_be_printed_without_parties() {
    let draft = read_text(
        "KAJSTADS KOMMUN   SAMMANTRÄDESPROTOKOLL
Hamnnämnden  2031-01-09
Beslutande
Eva Ek, ordförande
Bo Alm
Siv Gran, ersättare för Per Rud
Övriga deltagande
Tom Fur, sekreterare

§ 1 Ny kaj
Beslut
Kajen byggs.
",
    );
    let people: Vec<_> =
        draft.meeting.people.iter().map(|person| (person.name.as_str(), person.role)).collect();
    assert_eq!(
        people,
        [
            ("Eva Ek", Role::Ordforande),
            ("Bo Alm", Role::Ledamot),
            ("Siv Gran", Role::TjanstgorandeErsattare),
            ("Tom Fur", Role::Sekreterare),
        ]
    );
}

#[test]
fn a_sentence_may_be_the_whole_of_a_decision() {
    let draft = read_text(
        "KAJSTADS KOMMUN   SAMMANTRÄDESPROTOKOLL
Hamnnämnden  2031-01-09
Paragrafer 1-4

§ 1
Protokollets justering
Eva Ek (S) utses att, jämte ordföranden, justera dagens protokoll.

§ 2
Godkännande av dagordningen
Dagordningen godkänns med tillägg att § 3 direktjusteras.

§ 3
Delegation
Beslut
Delegationen fastställs.

§ 3 direktjusteras.
Beslutet expedieras:
Hamnkontoret

§ 4
Information
Hamnchefen berättar att Bo Alm (M) utses till kaptener i sommar.
",
    );
    let seen: Vec<_> = draft
        .meeting
        .items
        .iter()
        .map(|item| (clauses(item), item.decision.as_ref().is_some_and(|decision| decision.immediate)))
        .collect();
    assert_eq!(seen, [(1, false), (1, false), (1, true), (0, false)]);
    assert_eq!(super::outcomes(&draft.meeting.items[0]), [super::Outcome::Val]);
    assert_eq!(draft.meeting.items[2].sent_to, ["Hamnkontoret"]);
    assert_eq!(draft.meeting.adjusters, ["Eva Ek"]);
}

#[test]
fn minutes_with_a_hole_are_whole_and_few_paragraphs_far_apart_are_not() {
    for (printed, kind) in [
        ("80-81, 83-85", crate::model::record::SourceKind::Protokoll),
        ("137, 163-164", crate::model::record::SourceKind::Delprotokoll),
        ("80-85", crate::model::record::SourceKind::Protokoll),
    ] {
        let draft = read_text(&format!(
            "Kajstads kommun\nHamnnämnden\nSammanträdesprotokoll 2031-09-15\nParagrafer {printed}\n\n§ 80 Kaj\nBeslut\nKajen byggs.\n"
        ));
        assert_eq!(draft.meeting.sources[0].kind, kind, "{printed}");
    }
}
