//! Decisions under the letters of a body or a bare "Beslöts", and numbers at the edges of pages and titles.

use super::{Draft, Outcome, read_text};

fn clauses(draft: &Draft, at: usize) -> Vec<&str> {
    let decision = draft.meeting.items[at].decision.as_ref();
    decision.map_or_else(Vec::new, |read| read.clauses.iter().map(|clause| clause.text.as_str()).collect())
}

fn outcomes(draft: &Draft, at: usize) -> Vec<Outcome> {
    super::outcomes(&draft.meeting.items[at])
}

const HEAD: &str = "KAJSTADS KOMMUN   SAMMANTRÄDESPROTOKOLL
Kommunstyrelsen
2031-05-23

";

#[test]
fn the_letters_of_the_body_that_meets_head_its_decision() {
    let draft = read_text(&format!(
        "{HEAD}KS § 4\tBIDRAG TILL BRYGGAN\tDnr 2031.41

\tBryggan är sliten.

Förslag på mötet:\tEva Ek (S) föreslår att föreningen får låna pengarna.

KS beslut:\tFöreningen beviljas 5 000 kronor.
\t_____

KS § 5\tTAXA FÖR BRYGGAN\tDnr 2031.42

KF beslut:\tTaxan bordläggs.

KS beslut:\tKommunstyrelsen föreslår kommunfullmäktige

\tatt\tanta taxan.
\t_____
"
    ));
    assert_eq!(clauses(&draft, 0), ["Föreningen beviljas 5 000 kronor."]);
    assert_eq!(outcomes(&draft, 0), [Outcome::Bifall]);
    let decision = draft.meeting.items[0].decision.clone().unwrap();
    assert_eq!(decision.organ.as_deref(), Some("Kommunstyrelsen"));
    assert_eq!(decision.motions.len(), 1);
    assert_eq!(clauses(&draft, 1), ["att anta taxan."]);
    assert_eq!(outcomes(&draft, 1), [Outcome::Foreslar]);
}

#[test]
fn a_bare_verb_heads_what_was_decided_and_what_is_told_does_not() {
    let draft = read_text(&format!(
        "{HEAD}§ 4     Bryggan

        Beslöts

        att       anta planen för bryggan,

        samt

        att       lägga rapporten till handlingarna.

        Mot beslutet reserverade sig Eva Ek och Bo Alm till förmån för
        Eks yrkande.

§ 5     Kajen

        I februari beslöts att rusta kajen. Arbetet pågår.
"
    ));
    assert_eq!(clauses(&draft, 0), ["att anta planen för bryggan", "att lägga rapporten till handlingarna."]);
    let decision = draft.meeting.items[0].decision.clone().unwrap();
    assert_eq!(decision.reservations[0].by, ["Eva Ek", "Bo Alm"]);
    assert!(draft.meeting.items[1].decision.is_none());
}

#[test]
fn numbers_below_titles_at_the_edges_of_pages_are_no_running_head() {
    let page = |number: u32| {
        format!(
            "                PROTOKOLL      {number} (6)\n                2031-05-23\n\n§ {number}    Brygga {number}\n         KS 2031/100{number}\nKommunstyrelsen beslutar\natt anta planen.\n\u{c}"
        )
    };
    let pages: String = (1..=6).map(page).collect();
    let draft = read_text(&format!("KAJSTADS KOMMUN\nKommunstyrelsen\n2031-05-23\n\u{c}{pages}"));
    let numbers: Vec<&str> =
        draft.meeting.items.iter().flat_map(|item| &item.diarienummer).map(String::as_str).collect();
    assert_eq!(
        numbers,
        ["KS 2031/1001", "KS 2031/1002", "KS 2031/1003", "KS 2031/1004", "KS 2031/1005", "KS 2031/1006"]
    );
}

#[test]
fn small_letters_before_a_stroke_are_a_register_and_several_numbers_end_a_line() {
    let draft = read_text(&format!(
        "{HEAD}§ 4
Bygglov för brygga, Kajen 2:7 (sbf/2031:112)

Beslut
Ärendet bordläggs.

§ 5  Språkplan för hamnen
     Ärende KS-2031/498, BUN-2031/102

Beslut
Ärendet bordläggs.

§ 6
Anpassning till ny lag (sfs 2031:112)

Beslut
Ärendet bordläggs.
"
    ));
    let read: Vec<_> = draft
        .meeting
        .items
        .iter()
        .map(|item| (item.title.as_str(), item.diarienummer.iter().map(String::as_str).collect::<Vec<_>>()))
        .collect();
    assert_eq!(
        read,
        [
            ("Bygglov för brygga, Kajen 2:7", vec!["sbf/2031:112"]),
            ("Språkplan för hamnen", vec!["KS-2031/498", "BUN-2031/102"]),
            ("Anpassning till ny lag (sfs 2031:112)", vec![]),
        ]
    );
}

#[test]
fn a_vote_in_running_text_is_one_where_it_is_of_this_meeting() {
    let draft = read_text(&format!(
        "{HEAD}§ 4  Kajen

Votering begärdes. Den som vill avgöra ärendet röstar ja. Den som vill återremittera det röstar nej.

Omröstningen utföll med 4 ja-röster och 5 nej-röster.

Beslöts

att återremittera ärendet.

§ 5  Bryggan

Omröstningen i hamnnämnden utföll med 4 ja-röster och 5 nej-röster.

Beslut
Ärendet bordläggs.

§ 6  Bojen

Den 3 maj 2030 hölls votering och det blev 4 ja-röster och 5 nej-röster.

Beslut
Ärendet bordläggs.
"
    ));
    let votes: Vec<_> = draft
        .meeting
        .items
        .iter()
        .map(|item| item.decision.as_ref().map_or(&[][..], |decision| &decision.votes[..]))
        .collect();
    assert_eq!((votes[0][0].yes, votes[0][0].no), (Some(4), Some(5)));
    assert_eq!(votes[0][0].no_means.as_deref(), Some("vill återremittera det"));
    assert!(votes[1].is_empty() && votes[2].is_empty());
}

#[test]
fn what_another_body_is_to_decide_begins_within_the_sentence() {
    let draft = read_text(&format!(
        "{HEAD}§ 4  Plan för kajen                                    KS 32/2031

Beslut
Kommunstyrelsen beslutar för egen del
1. att godkänna utlåtandet, samt

föreslår kommunfullmäktige besluta
2. att anta planen.

§ 5  Svar på motion

KS 2031-0033, HN 2031-0612

Motionen dras tillbaka.

Nya ärenden

"
    ));
    let item = &draft.meeting.items[0];
    assert_eq!((item.title.as_str(), item.diarienummer[0].as_str()), ("Plan för kajen", "KS 32/2031"));
    let clauses = &item.decision.as_ref().unwrap().clauses;
    let read: Vec<_> =
        clauses.iter().map(|clause| (clause.text.as_str(), clause.decides.as_deref())).collect();
    assert_eq!(read, [("att godkänna utlåtandet", None), ("att anta planen.", Some("kommunfullmäktige"))]);
    assert_eq!(draft.meeting.items[1].diarienummer, ["KS 2031-0033", "HN 2031-0612"]);
    assert_eq!(outcomes(&draft, 1), [Outcome::Utgar]);
}

#[test]
fn names_before_a_colon_speak_and_a_label_on_two_rows_is_one() {
    let draft = read_text(
        "KAJSTADS KOMMUN   SAMMANTRÄDESPROTOKOLL
Kommunstyrelsen
2031-05-23

Beslutande          Eva Ek (S), ordförande
                    Bo Alm (M), ej § 5

Ej tjänstgörande    Pia Yr (M), ersätter Bo Alm § 5
ersättare           Tom Fur (KD)
                    Siv Gran (V)

§ 4  Kajen

Beslut
Ärendet bordläggs.

Yrkanden
Eva Ek (S) och Siv Gran (V): bifall till förslaget.
Bo Alm (M): att kajen målas.
",
    );
    let names: Vec<&str> = draft.meeting.people.iter().map(|person| person.name.as_str()).collect();
    for name in ["Eva Ek", "Bo Alm", "Pia Yr", "Tom Fur", "Siv Gran"] {
        assert!(names.contains(&name), "{name}: {names:?}");
    }
    let motions = &draft.meeting.items[0].decision.as_ref().unwrap().motions;
    let by: Vec<_> = motions.iter().map(|said| said.by.join(", ")).collect();
    assert_eq!(by, ["Eva Ek (S), Siv Gran (V)", "Bo Alm (M)"]);
}
